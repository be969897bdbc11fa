"""The form of every chart of the wider record: a dashed frame on its own ground, and the words for it.

Rows are measured in pixels down the plot, since the words in them are folded for the narrowest output.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from nkj_data.charts.diagram import fold, row_ids
from nkj_data.charts.style import CARD, INK, OUTSIDE, Record, sheet, wrap

GRID = "#c9d1e0"
SIDE = 18  # margin left and right, in pixels; the frame runs in it
AXIS = 24  # pixels above the plot for the years
_LINE = {11: 14.3, 12: 15.6, 13: 17.0}
_FOOT = "“The document”: Library of Congress country study of North Korea, section on Japan."


def outside_card(title: str, frame: pd.DataFrame) -> go.Figure:
    """Return an empty Figure in the form of the wider record; the subtitle says so and counts the sources."""
    count = len(cited_by(frame))
    figure = sheet(title, f"<b>Outside the document</b> · {count} source{'' if count == 1 else 's'} cited")
    figure.update_layout(
        paper_bgcolor=OUTSIDE,
        plot_bgcolor=OUTSIDE,
        barmode="overlay",
        showlegend=False,
        margin={"l": SIDE, "r": SIDE, "t": figure.layout.margin.t - 4, "b": 62},
    )
    figure.layout.title.pad = {"t": 26}
    return figure


def close(figure: go.Figure, height: float, *, axis: bool = False) -> None:
    """Set the height of the plot in pixels and draw the frame and the foot; nothing is drawn after it."""
    margin = figure.layout.margin
    top = margin.t + (AXIS if axis else 0)
    figure.update_yaxes(visible=False, range=[-height, 0], fixedrange=True)
    figure.update_xaxes(fixedrange=True)
    figure.update_layout(height=round(height + top + margin.b), margin={"t": top})
    above, below, out = 1 + (top - 8) / height, -(margin.b - 8) / height, SIDE - 8
    line = {"color": INK, "width": 2, "dash": "dash"}
    paper = {"type": "line", "xref": "paper", "yref": "paper", "line": line}
    for edge, outward in ((0, -out), (1, out)):
        side = {**paper, "xsizemode": "pixel", "xanchor": edge}
        figure.add_shape(**side, x0=outward, x1=outward, y0=below, y1=above)
        for end in (below, above):
            figure.add_shape(**side, x0=outward, x1=0, y0=end, y1=end)
    for end in (below, above):
        figure.add_shape(**paper, x0=0, x1=1, y0=end, y1=end)
    figure.add_annotation(
        text=fold(_FOOT, 1, size=11),
        font={"size": 11},
        xref="paper",
        yref="paper",
        x=0,
        y=-6 / height,
        xanchor="left",
        yanchor="top",
        align="left",
        showarrow=False,
    )


def document_ground(figure: go.Figure, top: float, bottom: float) -> None:
    """Draw the light card with a solid line on which the document's own words stand, from side to side."""
    figure.add_shape(
        type="rect",
        xref="paper",
        yref="y",
        x0=0,
        x1=1,
        y0=-top,
        y1=-bottom,
        fillcolor=CARD,
        line={"color": INK, "width": 1.5},
        layer="below",
    )


def write(
    figure: go.Figure,
    text: str,
    top: float,
    *,
    share: float = 1.0,
    size: int = 12,
    bold: bool = False,
    left: int = 0,
) -> float:
    """Write words from the left edge and return where they end; they lead nowhere, so no mark carries them."""
    folded = fold(text, share, size=size, bold=bold)
    figure.add_annotation(
        text=f"<b>{folded}</b>" if bold else folded,
        font={"size": size},
        xref="paper",
        x=0,
        xshift=left,
        y=-top,
        xanchor="left",
        yanchor="top",
        align="left",
        borderpad=0,
        showarrow=False,
    )
    return top + lines(folded, size) + 4


def lines(folded: str, size: int = 12) -> float:
    """Return the height of folded words in pixels."""
    return (folded.count("<br>") + 1) * _LINE[size]


def points(figure: go.Figure, rows: Sequence[Record], x: Sequence[Any], y: Sequence[float], **style: Any) -> None:
    """Draw a trace of marks or words, each with its row's id and hover text."""
    figure.add_scatter(
        x=list(x),
        y=[-place for place in y],
        customdata=[row_ids([row]) for row in rows],
        hovertext=[hover(row) for row in rows],
        hoverinfo="text",
        showlegend=False,
        cliponaxis=False,
        **style,
    )


def bar(
    figure: go.Figure,
    row: Record,
    across: tuple[float, float],
    down: tuple[float, float],
    *,
    color: str,
    pattern: str = "",
    **style: Any,
) -> None:
    """Draw one bar from ``across[0]`` to ``across[1]`` and from ``down[0]`` to ``down[1]`` pixels down."""
    figure.add_bar(
        orientation="h",
        base=[across[0]],
        x=[across[1] - across[0]],
        y=[-(down[0] + down[1]) / 2],
        width=[down[1] - down[0]],
        marker=_filled(color, pattern),
        customdata=[row_ids([row])],
        hovertext=[hover(row)],
        hoverinfo="text",
        showlegend=False,
        **style,
    )


def _filled(color: str, pattern: str) -> dict[str, Any]:
    striped = {"shape": pattern, "fillmode": "overlay", "bgcolor": "#ffffff", "fgcolor": color, "size": 6}
    solid = {"color": "#ffffff" if pattern else color, "line": {"color": color, "width": 1.2}}
    return {**solid, "pattern": striped}


def key(figure: go.Figure, entries: Iterable[tuple[Mapping[str, Any], str]], top: float, x: float) -> float:
    """Explain signs below each other and return where they end.

    An entry is the sign, as the ``marker`` of a scatter trace or as its ``text``, and what it means.
    """
    for sign, meaning in entries:
        folded = fold(meaning, 0.9)
        look: dict[str, Any] = {"mode": "text", "textposition": "middle right", "textfont": {"size": 13}, **sign}
        if "symbol" in sign:
            # Moved to the right by pixels: a place on the axis would move with the width of the output.
            look = {"mode": "markers", "marker": {"angle": -90, "standoff": 10, **sign}}
        figure.add_scatter(
            x=[x], y=[-(top + 8)], customdata=[None], hoverinfo="skip", showlegend=False, cliponaxis=False, **look
        )
        write(figure, meaning, top, share=0.9, left=24)
        top += lines(folded) + 4
    return top


def symbol(shape: str, row: Mapping[Any, Any]) -> str:
    """Return the sign of a row: hollow where confidence is medium, with a dot where sources differ."""
    hollow = "-open" if row.get("confidence") == "medium" else ""
    return f"{shape}{hollow}{'-dot' if differs(row) else ''}"


def differs(row: Mapping[Any, Any]) -> bool:
    """Return whether sources differ from each other or from the document about a row."""
    return not pd.isna(row.get("disagreement"))


def starred(row: Mapping[Any, Any]) -> str:
    """Return the star after the words of a row about which sources differ, on one line with them."""
    return "\u00a0*" if differs(row) else ""


def year_of(day: pd.Timestamp, *, end: bool = False) -> float:
    """Return a day as a place on an axis of years; ``end`` is the end of that day."""
    return day.year + (day.day_of_year - (0 if end else 1)) / (366 if day.is_leap_year else 365)


def cited_by(frame: pd.DataFrame) -> list[str]:
    """Return the ids of the sources that rows cite, each once."""
    return list(dict.fromkeys(name for cell in frame["source_ids"] for name in cell.split(";")))


def hover(row: Mapping[Any, Any]) -> str:
    """Return the hover text of a row: what it says, how sure it is, and which layer it belongs to."""
    if "layer" not in row:
        quote = wrap(f"“{row['quote']}”", 46, hyphens=False)
        return f"{quote}<br>In the document, {row['sentence_id']}"
    said = [row.get("hover") or row.get("summary") or row.get("note")]
    if not pd.isna(row.get("confidence")):
        said.append(f"Confidence: {row['confidence']}.")
    if differs(row):
        said.append(f"Sources differ: {row['disagreement']}")
    count = len(str(row["source_ids"]).split(";"))
    said.append(f"Outside the document, {count} source{'' if count == 1 else 's'}.")
    return "<br>".join(wrap(str(part), 52, hyphens=False) for part in said if part and not pd.isna(part))
