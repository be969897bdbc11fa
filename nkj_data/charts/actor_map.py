"""The actors, and the ties that the text states between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from nkj_data.charts.base import Chart
from nkj_data.charts.diagram import Box, Sheet
from nkj_data.charts.style import Record, names_of, records, tint, twin

_HUB = "North Korea"
_GAP, _STEM, _INDENT = 10, 12, 24
_SMALL = 11
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


class _Tie(NamedTuple):
    source: str
    target: str
    row: Record


class _Column(NamedTuple):
    """One side of the hub: where its boxes stand, and between which edges its ties run."""

    box: tuple[float, float]
    tie: tuple[float, float]
    left: bool


class _Map:
    """Boxes and links as they are placed: the hub, at its sides those it has ties with, then the others."""

    def __init__(self, sheet: Sheet, actors: pd.DataFrame, links: pd.DataFrame) -> None:
        self.sheet = sheet
        self.rows = {row["name"]: row for row in records(actors)}
        self.ties: dict[frozenset[str], list[_Tie]] = {}
        for tie in _ties(actors, links):
            self.ties.setdefault(frozenset(tie[:2]), []).append(tie)
        self.drawn: set[str] = set()
        first = [name for name in self.rows if name != _HUB and not self._parent(name)]
        near = [name for name in first if any(self._between(_HUB, one) for one in (name, *self._children(name)))]
        columns, hub = self._columns()
        ends = [0.0] * len(columns)
        for name in near:
            at = ends.index(min(ends))
            ends[at] = self._place(name, ends[at], columns[at])
        if _HUB in self.rows:
            tall = max(*ends, sheet.tall(hub, _HUB) + _GAP) - _GAP
            sheet.box([self.rows[_HUB]], hub, 0, _HUB, fill=tint(_HUB), tall=tall)
            ends = [max(end, tall + _GAP) for end in ends] if len(columns) == 1 else ends
        for name in first:
            if name not in near:
                at = ends.index(min(ends))
                across = columns[at].box if len(columns) > 1 else (0.0, sheet.width)
                ends[at] = self._place(name, ends[at] + 12, columns[at]._replace(box=across))
        self.bottom = max(ends)

    def _columns(self) -> tuple[list[_Column], tuple[float, float]]:
        width, narrow = self.sheet.width, self.sheet.room < 500
        if narrow:
            hub = (0.0, 0.19 * width)
            return [_Column((0.5 * width, width), (hub[1], 0.5 * width), left=False)], hub
        hub = (0.455 * width, 0.545 * width)
        side = (0.28 if self.sheet.room < 680 else 0.25) * width
        left = _Column((0.0, side), (side, hub[0]), left=True)
        return [_Column((width - side, width), (hub[1], width - side), left=False), left], hub

    def _between(self, one: str, other: str) -> list[_Tie]:
        return self.ties.get(frozenset((one, other)), [])

    def _parent(self, name: str) -> str:
        parent = _UNDER.get(name, "")
        return parent if self._between(name, parent) else ""

    def _children(self, name: str) -> list[str]:
        return [other for other in self.rows if self._parent(other) == name]

    def _place(self, name: str, top: float, column: _Column) -> float:
        """Place an actor, its ties to the hub, and under it the actors with which it has ties."""
        earlier = [other for other in self.rows if other in self.drawn - {_HUB} and self._between(name, other)]
        box = self._box(name, top, column, self._between(_HUB, name))
        bottom = box.bottom
        for other in self.rows:
            if other in earlier or other in self._children(name):
                ties = [] if other in earlier else self._between(_HUB, other)
                bottom = self._under(box, bottom, (name, other), column, ties)
        return bottom + _GAP

    def _box(self, name: str, top: float, column: _Column, ties: list[_Tie]) -> Box:
        start, end = column.tie
        px = end - start - 10
        said = [_read(tie, name if column.left else _HUB, across=True) for tie in ties]
        slots = [self.sheet.lines(words, px, size=_SMALL) + 9 for words in said]
        high = 0.0
        for slot in slots:
            high += slot
        box = self.sheet.tall(column.box, name)
        look: dict[str, Any] = {"fill": tint(name), "tall": max(box, high + 4)}
        drawn = self.sheet.box([self.rows[name]], column.box, top, name, **look)
        self.drawn.add(name)
        y = drawn.middle - high / 2
        for tie, words, slot in zip(ties, said, slots, strict=True):
            y += slot
            self.sheet.link([tie.row], [(start, y - 2), (end, y - 2)], tie.row["certainty"])
            self._words(tie, words, (start + end) / 2, y - slot / 2 - 2, px, at="middle center")
        return drawn

    def _under(self, parent: Box, top: float, names: tuple[str, str], column: _Column, ties: list[_Tie]) -> float:
        """Place an actor under another, on a line that runs down from it, the words above the box."""
        name, child = names
        stem, across = parent.left + _STEM, (parent.left + _INDENT, parent.right)
        px = parent.right - stem - 8
        top += 4
        said = []
        for tie in self._between(name, child):
            words = _read(tie, name, across=False)
            high = self.sheet.lines(words, px, size=_SMALL)
            said.append((tie, words, top + high / 2))
            top += high
        edges = column.tie if column.left else (column.tie[0], across[0])
        box = self._box(child, top + 3, _Column(across, edges, column.left), ties)
        for tie, words, y in said:
            path = [(stem, parent.bottom), (stem, box.middle), (across[0], box.middle)]
            self.sheet.link([tie.row], path, tie.row["certainty"])
            self._words(tie, words, stem + 2, y, px)
        return box.bottom

    def _words(self, tie: _Tie, words: str, x: float, y: float, px: float, *, at: str = "middle right") -> None:
        self.sheet.say([tie.row], x, y, self.sheet.fold(words, px, size=_SMALL), at=at, size=_SMALL, style="italic")


def _read(tie: _Tie, start: str, *, across: bool) -> str:
    """Return the words of a tie with an arrow that says which way to read: who, the words, whom."""
    forth, back = "→←" if across else "↓↑"
    words = tie.row["words"]
    if tie.source == start:
        return f"{words}\N{NO-BREAK SPACE}{forth}" if across else f"{forth}\N{NO-BREAK SPACE}{words}"
    return f"{back}\N{NO-BREAK SPACE}{words}"


def _ties(actors: pd.DataFrame, links: pd.DataFrame) -> Iterator[_Tie]:
    names = names_of(actors)
    for row in records(links.dropna(subset=["source_actor_id", "target_actor_id"])):
        source, target = names.get(row["source_actor_id"]), names.get(row["target_actor_id"])
        if source and target:
            yield _Tie(source, target, row)


def _draw(sheet: Sheet, actors: pd.DataFrame, links: pd.DataFrame) -> float:
    """Return the actors and the ties between them, each with its connecting words.

    Of the links it draws those between two actors. An arrow beside the words says which way to read them: who, the
    words, whom. It claims nothing else.
    """
    return _Map(sheet, actors, links).bottom


def _finding(actors: pd.DataFrame, links: pd.DataFrame) -> str:
    ties = list(_ties(actors, links))
    if not ties:
        return f"{len(actors)} actors, and no tie between two of them here"
    hub = len([tie for tie in ties if _HUB in tie[:2]])
    return f"{len(actors)} actors and {len(ties)} ties in the text; {hub} of them are ties of {_HUB}"


def _describe(actors: pd.DataFrame, links: pd.DataFrame) -> str:
    parts = [f"{_finding(actors, links)}."]
    if alleged := [tie for tie in _ties(actors, links) if tie.row["certainty"] == "alleged"]:
        said = (f"{source} “{row['words']}” {target}" for source, target, row in alleged)
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
    rows += [twin(row, who=row["name"], words="", whom="", kind=str(row["kind"])) for row in records(actors)]
    return pd.DataFrame(rows)


actor_map = Chart(_draw, _finding, _describe, _table, takes=("actors", "links"), partly=("links",))
