"""The actors, and the ties that the text states between them."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import plotly.graph_objects as go

from nkj_data.charts.diagram import Box, Link, draw_boxes, draw_links, frame_rows, room
from nkj_data.charts.style import Chart, Record, card, names_of, tint, twin

_HUB = "North Korea"
_RAIL = (0.0, 0.15)  # the hub, as high as all that it has a tie with
_BESIDE, _BELOW = 0.53, 0.18  # where boxes start that have a tie with the hub, and those that have none
_STEM, _INDENT = 0.04, 0.08  # from a box to the line that runs down from it, and to the boxes on that line
_GAP = 0.14
# What stands under another actor, with which it has a tie, rather than on its own.
_UNDER = {
    "South Korea": "Japan",
    "the Japanese communist party": "Japanese who supported the communist and socialist parties",
    "the Japanese socialist party": "Japanese who supported the communist and socialist parties",
    "the spouses they accompanied": "Japanese who had accompanied their spouses",
    "relatives and friends in Japan": "Japanese who had accompanied their spouses",
    "their Korean spouses": "Japanese citizens who had migrated",
    "North Korean agents": "Yi Un Hee",
    "espionage agents": "Yi Un Hee",
}

_Tie = tuple[str, str, Record]


class _Map:
    """Boxes and links as they are placed: the hub at the left, the others down the right in order of appearance."""

    def __init__(self, actors: pd.DataFrame, links: pd.DataFrame) -> None:
        self.rows: dict[str, Record] = {row["name"]: row for row in actors.to_dict("records")}
        self.ties = list(_ties(actors, links))
        self.boxes: dict[str, Box] = {}
        self.twice: list[Box] = []
        self.links: list[Link] = []
        self.bottom = 0.0
        first = [name for name in self.rows if name != _HUB and not self._parent(name)]
        for name in first:
            if self._between(_HUB, name):
                self._place(name, _BESIDE)
        if _HUB in self.rows:
            self.boxes[_HUB] = Box.around(_HUB, [self.rows[_HUB]], _RAIL, fill=tint(_HUB), least=self.bottom - _GAP)
            self.bottom = self.boxes[_HUB].bottom + 0.4
        for name in first:
            if name not in self.boxes:
                self._place(name, _BELOW)

    def _between(self, one: str, other: str) -> list[_Tie]:
        return [tie for tie in self.ties if {tie[0], tie[1]} == {one, other}]

    def _parent(self, name: str) -> str:
        parent = _UNDER.get(name, "")
        return parent if self._between(name, parent) else ""

    def _place(self, name: str, left: float) -> None:
        """Place an actor, its ties to the hub, and under it the actors with which it has ties."""
        earlier = [other for other in self.boxes if other != _HUB and self._between(name, other)]
        box = self._box(name, left)
        for other in self.rows:
            if self._parent(other) == name or other in earlier:
                self._under(box, name, other, again=other in earlier)

    def _box(self, name: str, left: float, *, again: bool = False) -> Box:
        ties = [] if again else self._between(_HUB, name)
        end = (_BESIDE - _RAIL[1]) * 0.96
        slots = [room(_read(tie, _HUB, across=True), end, size=11) + 0.14 for tie in ties]
        drawn = Box.around(name, [self.rows[name]], (left, 1.0), top=self.bottom, fill=tint(name), least=sum(slots))
        y = drawn.middle - sum(slots) / 2 - 0.05
        for tie, slot in zip(ties, slots, strict=True):
            y += slot
            self._line(tie, [(_RAIL[1], y), (left, y)], _read(tie, _HUB, across=True), (_RAIL[1] + end / 2, y), end)
        if again:
            self.twice.append(drawn)
        else:
            self.boxes[name] = drawn
        self.bottom = drawn.bottom + _GAP
        return drawn

    def _under(self, parent: Box, name: str, child: str, *, again: bool) -> None:
        """Place an actor under another, on a line that runs down from it, the words above the box."""
        stem, left = parent.left + _STEM, parent.left + _INDENT
        said = []
        self.bottom -= 0.06
        for tie in self._between(name, child):
            words = _read(tie, name, across=False)
            height = room(words, 1 - stem, size=11)
            said.append((tie, words, self.bottom + height / 2))
            self.bottom += height
        self.bottom += 0.06
        box = self._box(child, left, again=again)
        path = [(stem, parent.bottom), (stem, box.middle), (left, box.middle)]
        for tie, words, y in said:
            self._line(tie, path, words, (stem + 0.01, y), 1 - stem, beside=True)

    def _line(
        self,
        tie: _Tie,
        path: list[tuple[float, float]],
        words: str,
        at: tuple[float, float],
        share: float,
        *,
        beside: bool = False,
    ) -> None:
        row = tie[2]
        at = at if beside else (at[0], at[1] - 0.02)
        self.links.append(
            Link(words, [row], path, row["certainty"], arrow=False, at=at, share=share, beside=beside)
        )


def _read(tie: _Tie, start: str, *, across: bool) -> str:
    """Return the words of a tie with an arrow that says which way to read: who, the words, whom."""
    forth, back = "→←" if across else "↓↑"
    words = tie[2]["words"]
    if tie[0] == start:
        return f"{words}\N{NO-BREAK SPACE}{forth}" if across else f"{forth}\N{NO-BREAK SPACE}{words}"
    return f"{back}\N{NO-BREAK SPACE}{words}"


def _ties(actors: pd.DataFrame, links: pd.DataFrame) -> Iterator[_Tie]:
    names = names_of(actors)
    for row in links.dropna(subset=["source_actor_id", "target_actor_id"]).to_dict("records"):
        source, target = names.get(row["source_actor_id"]), names.get(row["target_actor_id"])
        if source and target:
            yield source, target, row


def _draw(actors: pd.DataFrame, links: pd.DataFrame) -> go.Figure:
    """Return the actors and the ties between them, each with its connecting words.

    Parameters
    ----------
    actors, links : pandas.DataFrame
        ``nkj.actors()`` and ``nkj.links()``, or some of their rows; of the links it draws those between two
        actors.

    Returns
    -------
    plotly.graph_objects.Figure
        Boxes and lines with the words on them. An arrow beside the words says which way to read them: who, the
        words, whom. It claims nothing else.

    Raises
    ------
    ArgumentError
        A frame is empty, is no such table, or has other columns.

    Source
    ------
    Library of Congress country study of North Korea, section on Japan, S01-S07, S09 and S11-S13.
    """
    drawn = _Map(actors, links)
    figure = card(_finding(actors, links), actors, *_frames(drawn))
    draw_links(figure, drawn.links)
    draw_boxes(figure, [*drawn.boxes.values(), *drawn.twice])
    frame_rows(figure, drawn.bottom)
    return figure


def _frames(drawn: _Map) -> list[pd.DataFrame]:
    rows = [row for _, _, row in drawn.ties]
    return [pd.DataFrame(rows)] if rows else []


def _finding(actors: pd.DataFrame, links: pd.DataFrame) -> str:
    ties = list(_ties(actors, links))
    if not ties:
        return f"{len(actors)} actors, and no tie between two of them here"
    hub = sum(_HUB in tie[:2] for tie in ties)
    return f"{len(actors)} actors and {len(ties)} ties in the text; {hub} of them are ties of {_HUB}"


def _describe(actors: pd.DataFrame, links: pd.DataFrame) -> str:
    parts = [f"{_finding(actors, links)}."]
    ties = list(_ties(actors, links))
    if alleged := [tie for tie in ties if tie[2]["certainty"] == "alleged"]:
        said = (f"{source}, “{row['words']}”, {target}" for source, target, row in alleged)
        parts.append(f"Only alleged: {'; '.join(said)}.")
    parts.append(
        "The words of every tie stand on its line, with an arrow that says which way to read them, and in the "
        "table."
    )
    return " ".join(parts)


def _table(actors: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    rows = [
        twin(row, who=source, words=row["words"], whom=target, kind=str(row["kind"]))
        for source, target, row in _ties(actors, links)
    ]
    rows += [
        twin(row, who=row["name"], words="", whom="", kind=str(row["kind"])) for row in actors.to_dict("records")
    ]
    return pd.DataFrame(rows)


actor_map = Chart("actor_map", _draw, _describe, _table, takes=("actors", "links"), partly=("links",))
