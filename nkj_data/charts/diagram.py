"""The surface that charts are drawn on: one layout, measured in pixels from the left top corner of the plot.

A box is a bar, because plotly reports a click anywhere on a bar and nothing inside a filled shape. Words are broken
into lines here, once, for the width the layout is made for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from nkj_data.charts.style import (
    ACTOR,
    CARD,
    CERTAINTY,
    DAYS,
    FILL,
    GRID,
    INK,
    MUTED,
    OUTSIDE,
    Record,
    hover,
    plain,
    year_of,
)

# Thousandths of the size: DejaVu Sans, the widest font a browser may fall back to; bold takes a tenth more.
_WIDE = {
    **dict.fromkeys(" ,.;:|\N{NO-BREAK SPACE}", 330),
    **dict.fromkeys("ijl'I!", 300),
    **dict.fromkeys("()-ftr/[]–", 410),
    **dict.fromkeys("sczkvxy“”*", 575),
    **dict.fromkeys("mwMW→←↓↑—…", 960),
    **dict.fromkeys("NOQDHGUCRAVX≈≥", 770),
}
_ORDINARY = 640
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif"
_FOOT = "“The document”: Library of Congress country study of North Korea, section on Japan."
_EDGE = 3  # pixels of the plot beyond what is drawn, so that no border is cut in half
_AXES = {"visible": False, "fixedrange": True}


class Box(NamedTuple):
    """Where a box was drawn, in pixels."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """Height at which links meet the box."""
        return (self.top + self.bottom) / 2


def row_ids(rows: Iterable[Record]) -> str:
    """Return the ids of some rows, with a space between them: what a mark carries."""
    return " ".join(dict.fromkeys(str(next(iter(row.values()))) for row in rows))


@lru_cache(maxsize=4096)
def _units(text: str) -> int:
    units = 0
    for character in text:
        units += _WIDE.get(character, _ORDINARY)
    return units


def _wide(text: str, size: int, *, bold: bool) -> float:
    return _units(text) * size * (1.1 if bold else 1) / 1000


@lru_cache(maxsize=4096)
def _broken(text: str, px: float, size: int, *, bold: bool) -> tuple[str, ...]:
    """Return words in lines no longer than ``px``; in a narrow place a hyphen may end a line."""
    lines: list[str] = []
    space = _wide(" ", size, bold=bold)
    for part in text.split("\n"):
        line, end = "", 0.0
        for word in part.split(" "):
            for at, piece in enumerate(re.findall(r"[^-]*-|[^-]+", word) or [""] if px < 90 else [word]):
                before = "" if at or not line else " "
                room = _wide(piece, size, bold=bold)
                if line and end + (space if before else 0) + room > px:
                    lines.append(line)
                    line, end, before = "", 0.0, ""
                line += before + piece
                end += room + (space if before else 0)
        lines.append(line)
    return tuple(lines)


class Sheet:
    """A layout in the making: boxes, marks, links and words are added, then it is closed under its title.

    Parameters
    ----------
    room : int
        Pixels that the whole figure is laid out for; it may be shown wider.
    outside : bool
        Whether it shows the wider record, which has a ground and a frame of its own.
    """

    def __init__(self, room: int, *, outside: bool = False) -> None:
        self.room, self.outside = room, outside
        self.side = 18 if outside else 14
        self.width = room - 2 * self.side
        self.size = 12 if room < 700 else 13
        self.rows: dict[str, Record] = {}
        self._traces: dict[str, dict[str, Any]] = {}
        self._shapes: list[dict[str, Any]] = []
        self._notes: list[dict[str, Any]] = []

    def fold(self, text: object, px: float, *, size: int = 0, bold: bool = False) -> str:
        """Return ``text`` in lines no longer than ``px``, escaped for plotly."""
        return "<br>".join(map(plain, self._folded(text, px, size, bold=bold)))

    def lines(self, text: object, px: float, *, size: int = 0, bold: bool = False) -> float:
        """Return how high words are when folded so."""
        return self.line(size) * len(self._folded(text, px, size, bold=bold))

    def line(self, size: int = 0) -> float:
        """Return the height of one line, as plotly sets it."""
        return (size or self.size) * 1.3

    def wide(self, text: str, *, size: int = 0, bold: bool = False) -> float:
        """Return how wide one line of words is."""
        return _wide(text, size or self.size, bold=bold)

    def _folded(self, text: object, px: float, size: int, *, bold: bool) -> tuple[str, ...]:
        return _broken(str(text), px, size or self.size, bold=bold)

    def clipped(self, text: str, px: float) -> str:
        """Return the first words of a quotation that fit into one line."""
        if self.wide(text) <= px:
            return text
        words = text.split(" ")
        while len(words) > 1 and self.wide(f"{' '.join(words)} …”") > px:
            words.pop()
        return f"{' '.join(words).rstrip(',')} …”"

    # Boxes

    def tall(self, across: tuple[float, float], text: str, head: str = "") -> float:
        """Return how high a box must be for its words."""
        px = across[1] - across[0] - 18
        return self.lines(text, px) + (self.lines(head, px, bold=True) if head else 0) + 12

    def box(
        self,
        rows: Sequence[Record],
        across: tuple[float, float],
        top: float,
        text: str = "",
        *,
        head: str = "",
        fill: str = "ground",
        certainty: str = "stated",
        tall: float = 0,
        said: str = "",
        ground: Mapping[str, Any] | None = None,
    ) -> Box:
        """Draw a box, clickable all over, at least as high as its words or ``tall``; ``said`` is its hover text."""
        px = across[1] - across[0] - 18
        tall = tall or self.tall(across, text, head)
        middle = top + tall / 2
        look = ground or fill_of(fill, certainty)
        bar = {"type": "bar", "orientation": "h", "marker": look}
        self._add(f"box {look}", bar, rows, said, **_bar(across, top, tall))
        words = self.fold(text[:1].upper() + text[1:], px)
        if head:
            words = f"<b>{self.fold(head, px, bold=True)}</b>" + (f"<br>{words}" if words else "")
        if words:
            # Not the text of the bar, whose lines plotly centres. A click goes through it, to the bar.
            font = {"size": self.size, "color": INK}
            over = {"type": "scatter", "mode": "text", "textposition": "middle right", "textfont": font}
            over["hoverinfo"] = "skip"
            self._add("words", over, rows, x=across[0] + 8, y=-middle, text=words)
        return Box(*across, top, top + tall)

    def level(self, cells: Sequence[Mapping[str, Any]], top: float, *, tall: float = 0) -> float:
        """Draw boxes side by side, all as high as the highest; return where they end."""
        tall = max(tall, *(self.tall(cell["across"], cell["text"], cell.get("head", "")) for cell in cells))
        for cell in cells:
            self.box(**cell, top=top, tall=tall)
        return top + tall

    # Marks, words and links

    def mark(
        self,
        rows: Sequence[Record],
        x: float,
        y: float,
        marker: Mapping[str, Any],
        *,
        text: str = "",
        said: str = "",
    ) -> None:
        """Draw a sign, with a few letters on it or over it."""
        mode = "markers+text" if text else "markers"
        look = {"type": "scatter", "mode": mode, "marker": marker, "cliponaxis": False}
        if text:
            over = marker.get("size", 0) < 14
            font = {"size": 11, "color": INK if over else "#ffffff"}
            look |= {"textposition": "top center" if over else "middle center", "textfont": font}
        self._add(f"mark {look}", look, rows, said, x=x, y=-y, **({"text": text} if text else {}))

    def say(
        self,
        rows: Sequence[Record],
        x: float,
        y: float,
        folded: str,
        *,
        at: str = "middle right",
        said: str = "",
        **font: Any,
    ) -> None:
        """Write words that lead to rows: already folded and escaped, ``at`` that side of a point."""
        look = {"type": "scatter", "mode": "text", "textfont": {"size": self.size, **font}, "cliponaxis": False}
        self._add(f"say {look}", look, rows, said, x=x, y=-y, text=folded, textposition=at)

    def link(self, rows: Sequence[Record], path: Sequence[tuple[float, float]], certainty: str = "stated") -> None:
        """Draw a line from box to box; how it is dashed says how surely the text says it."""
        look = {
            "type": "scatter",
            "mode": "lines",
            "line": {"color": MUTED, "width": 1.6, "dash": CERTAINTY[certainty]["dash"]},
            "hoverinfo": "skip",
            "showlegend": False,
            "name": certainty,
        }
        trace = self._traces.setdefault(f"link {certainty}", {**look, "x": [], "y": [], "customdata": []})
        self._remember(rows)
        trace["x"] += [*(x for x, _ in path), None]
        trace["y"] += [*(-y for _, y in path), None]
        trace["customdata"] += [*[row_ids(rows)] * len(path), None]

    def arrow(self, rows: Sequence[Record], x: float, y: float) -> None:
        """Draw the head of an arrow that ends at a box."""
        self.mark(rows, x - 5, y, {"symbol": "triangle-right", "size": 9, "color": MUTED})

    def _add(
        self, key: str, look: Mapping[str, Any], rows: Sequence[Record], said: str = "", **values: Any
    ) -> None:
        common = {"hoverinfo": "text", "showlegend": False, **look}
        trace = self._traces.setdefault(key, common)
        self._remember(rows)
        values["customdata"] = row_ids(rows)
        if trace["hoverinfo"] == "text":
            values["hovertext"] = self.fold(said or hover(rows[0], outside=self.outside), 300, size=12)
        for name, value in values.items():
            trace.setdefault(name, []).append(value)

    def _remember(self, rows: Sequence[Record]) -> None:
        self.rows |= {row_ids([row]): row for row in rows}

    # What leads nowhere

    def write(
        self,
        text: str,
        x: float,
        y: float,
        *,
        px: float = 0,
        size: int = 0,
        bold: bool = False,
        at: str = "left top",
        color: str = INK,
    ) -> float:
        """Write words and return where they end below."""
        size, px = size or self.size, px or self.width - x
        folded = self.fold(text, px, size=size, bold=bold)
        across, down = at.split()
        note = {"x": x, "y": -y, "xanchor": across, "yanchor": down, "align": across, "showarrow": False}
        font = {"size": size, "color": color}
        self._notes.append({**note, "text": f"<b>{folded}</b>" if bold else folded, "font": font, "borderpad": 0})
        return y + self.lines(text, px, size=size, bold=bold)

    def heading(self, text: str, top: float, *, left: float = 0, px: float = 0) -> float:
        """Write a heading and return where what belongs to it starts."""
        return self.write(text, left, top, px=px, bold=True, size=13) + 5

    def rule(
        self, start: tuple[float, float], end: tuple[float, float], *, color: str = "", width: float = 1
    ) -> None:
        """Draw a straight line under everything else."""
        line = {"color": color or ("#c9d1e0" if self.outside else GRID), "width": width}
        place = {"x0": start[0], "y0": -start[1], "x1": end[0], "y1": -end[1]}
        self._shapes.append({"type": "line", **place, "line": line, "layer": "below"})

    def ground(
        self, across: tuple[float, float], down: tuple[float, float], *, color: str = CARD, line: float = 0
    ) -> None:
        """Fill a part of the ground."""
        place = {"x0": across[0], "x1": across[1], "y0": -down[0], "y1": -down[1]}
        edge = {"width": line, "color": INK}
        self._shapes.insert(0, {"type": "rect", **place, "fillcolor": color, "line": edge, "layer": "below"})

    def empty(self, across: tuple[float, float], down: tuple[float, float]) -> None:
        """Stripe a part of the ground for which nothing is known; it leads nowhere."""
        look = look_of("rgba(0,0,0,0)", pattern="\\", ink="#9aa5ba", size=8, solidity=0.15, fgopacity=0.6)
        bar = {"type": "bar", "orientation": "h", "marker": look, "hoverinfo": "skip"}
        self._add("empty", bar, [], "", **_bar(across, down[0], down[1] - down[0]))
        self._traces["empty"]["customdata"][-1] = None

    # Years

    def scale(self, first: float, last: float, *, left: float = 0, right: float = 0) -> None:
        """Lay years across the plot, so many pixels free at its sides."""
        self._first, self._left = first, left
        self._step = (self.width - left - right) / (last - first)

    def at(self, year: float) -> float:
        """Return where a year lies."""
        return self._left + self._step * (year - self._first)

    def span(self, row: Record) -> tuple[float, float]:
        """Return where the days that a row can mean begin and end."""
        return self.at(year_of(row["earliest"])), self.at(year_of(row["latest"], end=True))

    def years(self, ticks: Iterable[int], top: float, bottom: float) -> None:
        """Draw an axis of years above lanes: a line down from each."""
        for year in ticks:
            x = self.at(year)
            self.rule((x, top), (x, bottom))
            self.write(str(year), x, top, at="center bottom", size=11, color=MUTED)

    def key(self, entries: Iterable[tuple[Mapping[str, Any], str]], top: float) -> float:
        """Explain signs in a row, as many as fit, and return where they end.

        An entry is the sign, as a ``marker``, as ``text``, as the ``box`` or the ``dash`` it shows, and its words.
        """
        x, size = 0.0, 12
        for sign, words in entries:
            indent = 36 if "dash" in sign else 22
            if x and x + indent + self.wide(words, size=size) > self.width:
                x, top = 0.0, top + self.line(size) + 4
            self._sign(sign, x, top + self.line(size) / 2)
            end = self.write(words, x + indent, top, size=size)
            if end > top + self.line(size) + 1:
                x, top = 0.0, end + 4
            else:
                x += indent + self.wide(words, size=size) + 16
        return top + (self.line(size) if x else 0) + 4

    def _sign(self, sign: Mapping[str, Any], x: float, y: float) -> None:
        quiet = {"customdata": [None], "hoverinfo": "skip", "showlegend": False}
        if "box" in sign:
            bar = {"type": "bar", "orientation": "h", "base": [x], "x": [16], "y": [-y], "width": [12]}
            look = {**bar, "marker": sign["box"]}
        elif "dash" in sign:
            line = {"color": MUTED, "width": 1.6, "dash": sign["dash"]}
            quiet["customdata"] = [None, None]
            look = {"type": "scatter", "x": [x, x + 30], "y": [-y, -y], "mode": "lines", "line": line}
        elif "text" in sign:
            look = {"type": "scatter", "x": [x + 8], "y": [-y], "mode": "text", "text": [f"<b>{sign['text']}</b>"]}
        else:
            look = {"type": "scatter", "x": [x + 8], "y": [-y], "mode": "markers", "marker": dict(sign)}
        self._traces[f"key {len(self._traces)}"] = {**look, **quiet}

    # The whole

    def closed(self, title: str, subtitle: str, bottom: float) -> dict[str, Any]:
        """Return data and layout of the figure; ``subtitle`` is plotly's markup already."""
        size = 16 if self.room < 960 else 18
        head = self._balanced(title, size)
        under = "<br>".join(_split(subtitle, self.width / 6.3))
        lines = head.count("<br>") + 1
        above = 62 + size * 1.3 * lines + 15.6 * under.count("<br>")
        below = 16
        if self.outside:
            bottom = self.write(_FOOT, 0, bottom + 8, size=11, color=MUTED)
            self._frame(above, below)
        ground = OUTSIDE if self.outside else CARD
        layout = {
            "title": {
                "text": head,
                "font": {"size": size, "weight": 600},
                "subtitle": {"text": under, "font": {"size": 12, "color": MUTED}},
                **{
                    "x": 0,
                    "xref": "paper",
                    "xanchor": "left",
                    "y": 1,
                    "yanchor": "top",
                    "pad": {"t": 20 if lines == 1 else 31, "l": _EDGE},
                },
            },
            "font": {"family": _FONT, "size": self.size, "color": INK},
            "paper_bgcolor": ground,
            "plot_bgcolor": "rgba(0,0,0,0)",
            "height": round(above + bottom + below),
            "margin": {"l": self.side - _EDGE, "r": self.side - _EDGE, "t": round(above) - _EDGE, "b": below},
            "xaxis": {**_AXES, "range": [-_EDGE, self.width + _EDGE]},
            "yaxis": {**_AXES, "range": [-bottom, _EDGE]},
            "barmode": "overlay",
            "hovermode": "closest",
            "hoverlabel": {"bgcolor": "#ffffff", "font": {"color": INK, "size": 12}, "align": "left"},
            "clickmode": "event",
            "dragmode": False,
            "modebar": {"remove": ["sendChartToCloud", "zoom2d", "pan2d", "select2d", "lasso2d", "autoScale2d"]},
            "shapes": self._shapes,
            "annotations": self._notes,
        }
        return {"data": list(self._traces.values()), "layout": layout}

    def _balanced(self, title: str, size: int) -> str:
        """Return a title in lines of about the same length."""
        title = re.sub(r"(\d) (?=\w)", "\\1\N{NO-BREAK SPACE}", title)
        px = float(self.width)
        lines = len(self._folded(title, px, size, bold=True))
        while px > 200 and len(self._folded(title, px * 0.95, size, bold=True)) == lines:
            px *= 0.95
        return self.fold(title, px, size=size, bold=True)

    def _frame(self, above: float, below: float) -> None:
        """Draw the dashed frame of the wider record a little inside the edges of the figure."""
        line = {
            "type": "line",
            "xref": "paper",
            "yref": "paper",
            "line": {"color": MUTED, "width": 1.5, "dash": "dash"},
        }
        pixels = {"xsizemode": "pixel", "ysizemode": "pixel"}
        out, up, down = self.side - _EDGE - 8, above - _EDGE - 8, 8 - below
        for edge, x in ((0, -out), (1, out)):
            sides = {**line, "xsizemode": "pixel", "xanchor": edge, "x0": x, "x1": x, "y0": 0, "y1": 1}
            self._shapes.append(sides)
            for anchor, y in ((1, up), (0, down)):
                corner = {**line, **pixels, "xanchor": edge, "yanchor": anchor}
                self._shapes += [
                    {**corner, "x0": x, "x1": 0, "y0": y, "y1": y},
                    {**corner, "x0": x, "x1": x, "y0": 0, "y1": y},
                ]
        for anchor, y in ((1, up), (0, down)):
            self._shapes.append(
                {**line, "ysizemode": "pixel", "yanchor": anchor, "x0": 0, "x1": 1, "y0": y, "y1": y}
            )


def look_of(
    color: str, *, edge: str = "", width: float = 1, pattern: str = "", ink: str = INK, **hatch: float
) -> dict[str, Any]:
    """Return how a box looks: its ground, its border, and a pattern over the ground."""
    look: dict[str, Any] = {"color": color, "line": {"width": width if edge else 0}}
    if edge:
        look |= {"line": {"color": edge, "width": width}, "cornerradius": 5}
    if pattern:
        over = {"shape": pattern, "fillmode": "overlay", "bgcolor": color, "fgcolor": ink}
        look["pattern"] = {**over, "size": 9, "solidity": 0.2, "fgopacity": 0.13, **hatch}
    return look


def fill_of(fill: str, certainty: str = "stated") -> dict[str, Any]:
    """Return how a box looks: ground and border by what stands in it, pattern by how sure it is."""
    edge, width = (ACTOR[fill], 2) if fill in ACTOR else ("#a9a494", 1)
    return look_of(FILL[fill], edge=edge, width=width, pattern=CERTAINTY[certainty]["pattern"])


def band_of(pattern: str = "") -> dict[str, Any]:
    """Return how a stretch of time looks: full, or striped and open where the time lies somewhere within."""
    if not pattern:
        return look_of(DAYS)
    return look_of("#dcebf3", pattern=pattern, ink=DAYS, size=6, solidity=0.35, fgopacity=0.7)


def _bar(across: tuple[float, float], top: float, tall: float) -> dict[str, float]:
    return {"base": across[0], "x": across[1] - across[0], "y": -(top + tall / 2), "width": tall}


def _split(text: str, most: float) -> list[str]:
    """Return a source line in lines of so many characters; its markup is one bold word."""
    lines = [""]
    for word in text.split(" "):
        if len(lines[-1]) + len(word) > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
