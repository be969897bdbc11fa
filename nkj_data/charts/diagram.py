"""Boxes and links: the pieces of which the diagrams are made.

A box is a bar, because plotly reports a click anywhere on a bar and nothing inside a filled shape.
Positions run from 0 to 1 across the card and in rows down it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import plotly.graph_objects as go

from nkj_data.charts.style import ACTOR, CERTAINTY, FILL, INK, hover, wrap

# Words are broken into lines once, in Python, so they are broken for the narrowest output there is: 364 pixels,
# which is JupyterLab in a window of 800 with its file browser open. Less the card's margins:
_NARROWEST = 328
# Pixels of a character in DejaVu Sans, the widest font a browser may fall back to, by size and weight.
_CHARACTER: Mapping[int, float] = {11: 6.3, 12: 7.1, 13: 7.7}
_BOLD = 1.14
_LINE = 1.3  # line height, as plotly sets it
_ROW = 84  # pixels


@dataclass(frozen=True)
class Box:
    """A box with words in it; ``top`` counts rows downward, ``left`` and ``right`` are shares of the width."""

    text: str
    rows: Sequence[Mapping[Any, Any]]
    left: float
    right: float
    top: float
    height: float = 0.88
    fill: str = "ground"
    head: str = ""
    certainty: str = "stated"

    @classmethod
    def around(cls, text: str, rows: Sequence[Mapping[Any, Any]], place: tuple[float, float], **other: Any) -> Box:
        """Return a box just high enough for its words at ``top=0``; ``least`` is the height it has anyhow."""
        least = other.pop("least", 0.0)
        box = cls(text, rows, *place, other.pop("top", 0.0), **other)
        return replace(box, height=max(_rows(_label(box), 12) + 0.14, least))

    @property
    def bottom(self) -> float:
        """Where the box ends."""
        return self.top + self.height

    @property
    def middle(self) -> float:
        """Height at which links meet the box."""
        return self.top + self.height / 2


@dataclass(frozen=True)
class Link:
    """A line from box to box with the connecting words; without an arrow it claims no direction.

    The words stand at ``at``, in lines of ``share`` of the width: above it, or ``beside`` it.
    """

    words: str
    rows: Sequence[Mapping[Any, Any]]
    path: Sequence[tuple[float, float]]
    certainty: str = "stated"
    arrow: bool = True
    at: tuple[float, float] | None = None
    share: float = 0.24
    beside: bool = False


def fold(text: str, share: float, *, size: int = 12, bold: bool = False) -> str:
    """Return ``text`` in lines that fit into a share of the narrowest card, escaped for plotly."""
    character = _CHARACTER[size] * (_BOLD if bold else 1)
    return wrap(text, max(int(share * _NARROWEST / character), 1))


def room(text: str, share: float, *, size: int = 12, bold: bool = False) -> float:
    """Return how many rows words take that are folded so."""
    return _rows(fold(text, share, size=size, bold=bold), size)


def _rows(folded: str, size: int) -> float:
    return (folded.count("<br>") + 1) * size * _LINE / _ROW


def row_ids(rows: Iterable[Mapping[Any, Any]]) -> str:
    """Return the ids of some rows, with a space between them: what a mark carries."""
    return " ".join(dict.fromkeys(str(next(iter(row.values()))) for row in rows))


def draw_boxes(figure: go.Figure, boxes: Sequence[Box]) -> None:
    """Draw boxes, clickable all over."""
    for fill in dict.fromkeys(box.fill for box in boxes):  # plotly ignores pattern colours beside a list of fills
        _draw_bars(figure, [box for box in boxes if box.fill == fill], fill)


def _draw_bars(figure: go.Figure, boxes: Sequence[Box], fill: str) -> None:
    border = {"color": ACTOR[fill], "width": 2.5} if fill in ACTOR else {"color": INK, "width": 1.2}
    figure.add_bar(
        orientation="h",
        base=[box.left for box in boxes],
        x=[box.right - box.left for box in boxes],
        y=[-box.middle for box in boxes],
        width=[box.height for box in boxes],
        text=[_label(box) for box in boxes],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"color": INK, "size": 12},
        marker={
            "color": FILL[fill],
            "line": border,
            "pattern": {
                "shape": [CERTAINTY[box.certainty]["pattern"] for box in boxes],
                "fillmode": "overlay",
                "bgcolor": FILL[fill],
                "fgcolor": INK,
                "fgopacity": 0.2,
                "size": 9,
                "solidity": 0.25,
            },
        },
        customdata=[row_ids(box.rows) for box in boxes],
        hovertext=[hover(box.rows[0]) for box in boxes],
        hoverinfo="text",
        showlegend=False,
    )


def draw_links(figure: go.Figure, links: Sequence[Link]) -> None:
    """Draw links, a trace for each way of being sure, with the connecting words beside them."""
    for certainty in dict.fromkeys(link.certainty for link in links):
        _draw_lines(figure, [link for link in links if link.certainty == certainty], certainty)
    if arrows := [link for link in links if link.arrow]:
        _draw_points(
            figure,
            arrows,
            [(link.path[-1][0] - 0.008, link.path[-1][1]) for link in arrows],
            mode="markers",
            marker={"symbol": "triangle-right", "size": 10, "color": INK},
        )
    said = [(link, link.at) for link in links if link.words and link.at]
    if said:
        _draw_points(
            figure,
            [link for link, _ in said],
            [at for _, at in said],
            mode="text",
            text=[fold(link.words, link.share, size=11) for link, _ in said],
            textposition=["middle right" if link.beside else "top center" for link, _ in said],
            textfont={"size": 11, "style": "italic"},
        )


def headings(figure: go.Figure, said: Iterable[tuple[str, float, float]]) -> None:
    """Write headings into a diagram: words, where they start, and on which height they stand."""
    for words, left, top in said:
        figure.add_annotation(
            text=f"<b>{fold(words, 1 - left, size=13, bold=True)}</b>",
            x=left,
            y=-top,
            xanchor="left",
            yanchor="bottom",
            align="left",
            showarrow=False,
        )


def frame_rows(figure: go.Figure, rows: float, *, px_per_row: int = _ROW) -> None:
    """Set the axes for a diagram of so many rows, and the figure's height by them."""
    figure.update_xaxes(visible=False, range=[-0.005, 1.005], fixedrange=True)
    figure.update_yaxes(visible=False, range=[-rows, 0.05], fixedrange=True)
    margin = figure.layout.margin
    figure.update_layout(barmode="overlay", height=int(rows * px_per_row) + margin.t + margin.b)


def _label(box: Box) -> str:
    share = box.right - box.left - 0.03  # plotly keeps 3 pixels free on either side
    text = fold(box.text[:1].upper() + box.text[1:], share)
    return f"<b>{fold(box.head, share, bold=True)}</b><br>{text}" if box.head else text


def _draw_lines(figure: go.Figure, links: Sequence[Link], certainty: str) -> None:
    x: list[float | None] = []
    y: list[float | None] = []
    ids: list[str | None] = []
    for link in links:
        x += [*(point[0] for point in link.path), None]
        y += [*(-point[1] for point in link.path), None]
        ids += [*[row_ids(link.rows)] * len(link.path), None]
    figure.add_scatter(
        x=x,
        y=y,
        customdata=ids,
        mode="lines",
        line={"color": INK, "width": 2, "dash": CERTAINTY[certainty]["dash"]},
        hoverinfo="skip",
        name=f"{CERTAINTY[certainty]['word']} by the text" if certainty != "implied" else "read from context",
    )


def _draw_points(
    figure: go.Figure, links: Sequence[Link], places: Sequence[tuple[float, float]], **style: Any
) -> None:
    figure.add_scatter(
        x=[place[0] for place in places],
        y=[-place[1] for place in places],
        customdata=[row_ids(link.rows) for link in links],
        hovertext=[hover(link.rows[0]) for link in links],
        hoverinfo="text",
        showlegend=False,
        **style,
    )
