"""The actors, and the ties that the text states between them."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import plotly.graph_objects as go

from nkj_data.charts.boxes import Box, Link, draw_boxes, draw_links, frame_rows
from nkj_data.charts.house import Chart, Record, card, names_of, tint, twin

__all__ = ["actor_map"]

_HUB = "North Korea"
_LEFT, _MIDDLE, _RIGHT = (0.0, 0.21), (0.42, 0.52), (0.74, 1.0)
_CENTRE = (0.36, 0.56)
# On which side of the hub an actor stands; one that hangs from another stands below it.
_SIDE_LEFT = (
    "China",
    "Russia",
    "the Japanese Red Army",
    "Japanese traders",
    "Japanese citizens who had migrated",
)
_HANGS = {
    "South Korea": "Japan",
    "the Japanese communist party": "Japanese who supported the communist and socialist parties",
    "the Japanese socialist party": "Japanese who supported the communist and socialist parties",
    "their Korean spouses": "Japanese citizens who had migrated",
}
# Below the hub: two persons or groups in the middle, with their own ties to left and right.
_CENTRES = ("Yi Un Hee", "Japanese who had accompanied their spouses")
_SLOT, _GAP = 0.84, 0.16


class _Map:
    """Boxes and links as they are placed, column by column."""

    def __init__(self, actors: pd.DataFrame, links: pd.DataFrame) -> None:
        self.rows: dict[str, Record] = {row["name"]: row for row in actors.to_dict("records")}
        self.ties = list(_ties(actors, links))
        self.boxes: dict[str, Box] = {}
        self.twice: list[Box] = []
        self.links: list[Link] = []
        sides = {"left": 0.0, "right": 0.0}
        for name in self.rows:
            if name not in (_HUB, *_CENTRES) and name not in _HANGS and self._between(_HUB, name):
                side = "left" if name in _SIDE_LEFT else "right"
                sides[side] = self._beside(name, side, sides[side])
        bottom = max(*sides.values(), 1.0)
        if _HUB in self.rows:
            self._box(_HUB, _MIDDLE, 0.0, bottom - _GAP)
        self.bottom = bottom
        for name in _CENTRES:
            if name in self.rows:
                self._centre(name)
        self._rest()

    def _between(self, one: str, other: str) -> list[tuple[str, str, Record]]:
        return [tie for tie in self.ties if {tie[0], tie[1]} == {one, other}]

    def _box(self, name: str, place: tuple[float, float], top: float, height: float) -> Box:
        self.boxes[name] = Box(name, [self.rows[name]], *place, top, height, fill=tint(name))
        return self.boxes[name]

    def _beside(self, name: str, side: str, top: float) -> float:
        """Place an actor beside the hub, a line per tie, and what hangs from it; return where it ends."""
        ties = self._between(_HUB, name)
        place = _LEFT if side == "left" else _RIGHT
        start, end = (_MIDDLE[0], _LEFT[1]) if side == "left" else (_MIDDLE[1], _RIGHT[0])
        self._box(name, place, top, max(len(ties) * _SLOT - _GAP / 2, 1.1 * (len(name) > 40)))
        for at, (source, _, row) in enumerate(ties):
            y = top + (at + 0.5) * _SLOT - _GAP / 4
            self._line(row, (start, y), (end, y), back=source == name)
        top = self.boxes[name].top + self.boxes[name].height + _GAP
        for child, parent in _HANGS.items():
            if parent == name and child in self.rows and (hung := self._between(child, parent)):
                top = self._hang(child, name, hung, place, side, top)
        return top

    def _hang(
        self,
        child: str,
        parent: str,
        hung: list[tuple[str, str, Record]],
        place: tuple[float, float],
        side: str,
        top: float,
    ) -> float:
        box = self._box(
            child,
            place,
            top + (0.42 if len(hung) > 1 else 0.3),
            max(len(self._between(_HUB, child)), 1) * _SLOT - _GAP / 2,
        )
        over = self.boxes[parent]
        edge, out = (place[0], place[0] - 0.02) if side == "left" else (place[1], place[1] + 0.02)
        path = [(edge, over.middle), (out, over.middle), (out, box.middle), (edge, box.middle)]
        rows = [row for _, _, row in hung]
        words = ", ".join(row["words"] for row in rows)
        at = (sum(place) / 2, box.top - 0.05)
        self.links.append(
            Link(words, rows, path, rows[0]["certainty"], arrow=False, at=at, width=20 if len(rows) > 1 else 34)
        )
        start, end = (_MIDDLE[0], _LEFT[1]) if side == "left" else (_MIDDLE[1], _RIGHT[0])
        for source, _, row in self._between(_HUB, child):
            self._line(row, (start, box.middle), (end, box.middle), back=source == child)
        return box.top + box.height + _GAP

    def _centre(self, name: str) -> None:
        """Place a person or group under the hub, its ties to the hub above it and the others beside it."""
        up = self._between(_HUB, name)
        top = self.bottom + (0.9 if up else 0.3)
        others = [tie for tie in self.ties if name in tie[:2] and _HUB not in tie[:2]]
        left = [tie for tie in others if tie[1] == name or tie[2]["words"] == "accompanied"]
        right = [tie for tie in others if tie not in left]
        height = max(len(left), len(right), 1) * 1.0 + 0.25 * (len(name) > 40)
        box = self._box(name, _CENTRE, top, height - _GAP)
        for at, (_, _, row) in enumerate(up):
            x = _MIDDLE[0] + (_MIDDLE[1] - _MIDDLE[0]) * (0.25 if at == 0 else 0.75)
            place = (0.24, top - 0.3) if at == 0 else (0.7, top - 0.3)
            self.links.append(
                Link(
                    row["words"],
                    [row],
                    [(x, self.bottom - _GAP), (x, top)],
                    row["certainty"],
                    arrow=False,
                    at=place,
                    width=28,
                )
            )
        for ties, place, start, end in (
            (left, _LEFT, _CENTRE[0], _LEFT[1]),
            (right, _RIGHT, _CENTRE[1], _RIGHT[0]),
        ):
            for at, (source, target, row) in enumerate(ties):
                other = target if source == name else source
                y = top + at * 1.0
                if other in self.boxes:
                    self.twice.append(Box(other, [self.rows[other]], *place, y, 1.0 - _GAP, fill=tint(other)))
                    drawn = self.twice[-1]
                else:
                    drawn = self._box(other, place, y, 1.0 - _GAP)
                self._line(row, (start, drawn.middle), (end, drawn.middle), back=source == other)
        self.bottom = box.top + box.height + _GAP

    def _rest(self) -> None:
        """Place what has no tie here, so that nobody is lost."""
        for name in self.rows:
            if name not in self.boxes:
                self._box(name, (0.0, 1.0), self.bottom + 0.3, 0.5)
                self.bottom += 0.6

    def _line(self, row: Record, start: tuple[float, float], end: tuple[float, float], *, back: bool) -> None:
        width = abs(end[0] - start[0])
        path = [end, start] if back else [start, end]
        self.links.append(
            Link(
                row["words"],
                [row],
                path,
                row["certainty"],
                arrow=False,
                at=((start[0] + end[0]) / 2, start[1] - 0.02),
                width=int(width * 84),
            )
        )


def _ties(actors: pd.DataFrame, links: pd.DataFrame) -> Iterator[tuple[str, str, Record]]:
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
        Boxes and lines with the words on them. Lines have no arrows: the words say who does what.

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
    frame_rows(figure, drawn.bottom + 0.2, px_per_row=78)
    figure.update_xaxes(range=[-0.025, 1.025])
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
    parts.append("The words of every tie stand on its line, and in the table.")
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
