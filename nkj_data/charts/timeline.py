"""Every time expression of the text, with honest ends."""

from __future__ import annotations

from itertools import accumulate

import pandas as pd
import plotly.graph_objects as go

from nkj_data.charts.diagram import fold, row_ids
from nkj_data.charts.style import INK, Chart, Record, card, hover, listed, twin

_FILL = "#0072b2"
_OPEN = 4  # years for which a band without a start is drawn before its arrow; nothing is claimed by it
_FROM, _TO = 1903, 1999  # years of the axis; nothing is claimed about its ends


def _draw(timeline: pd.DataFrame) -> go.Figure:
    """Return every time expression: the one day as a point, the others as bands, the undated in their own lane.

    Parameters
    ----------
    timeline : pandas.DataFrame
        ``nkj.timeline()``, or some of its rows.

    Returns
    -------
    plotly.graph_objects.Figure
        Above, a lane per dated expression: full where the words name the span, striped where the words only say
        that it lies somewhere within, an arrow where the text gives no start. Below, the undated expressions.

    Raises
    ------
    ArgumentError
        The frame is empty, is no such table, or has other columns.

    Source
    ------
    Library of Congress country study of North Korea, section on Japan, S01, S03, S05, S07 and S09-S14.
    """
    records = timeline.to_dict("records")
    dated = [row for row in records if _is_dated(row)]
    undated = [row for row in records if not _is_dated(row)]
    figure = card(_finding(timeline), timeline)
    low = 0.0
    for row in dated:
        low += _words(row).count("<br>") * 0.21 + 0.57
        _lane(figure, row, -low)
    _legend(figure, dated)
    if undated:
        low = _undated(figure, undated, low + (1.0 if dated else 0.4))
    rows = low + 0.3
    figure.update_xaxes(
        range=[_FROM, _TO],
        tickvals=list(range(1910, 2000, 10)),
        side="top",
        showgrid=True,
        gridcolor="#e4e0d5",
        fixedrange=True,
        tickfont={"size": 12},
        visible=bool(dated),
    )
    figure.update_yaxes(visible=False, range=[-rows, 0.1], fixedrange=True)
    margin = figure.layout.margin
    figure.update_layout(
        barmode="overlay", height=int(74 * (rows + 0.1)) + margin.t + 20 + 64, margin={"t": margin.t + 20, "b": 64}
    )
    return figure


def _is_dated(row: Record) -> bool:
    return not pd.isna(row["latest"])


def _year(day: pd.Timestamp, *, end: bool = False) -> float:
    return day.year + (day.day_of_year - (0 if end else 1)) / (366 if day.is_leap_year else 365)


def _lane(figure: go.Figure, row: Record, y: float) -> None:
    latest = _year(row["latest"], end=True)
    if row["precision"] == "day":
        _marker(figure, row, _year(row["earliest"]), y, "diamond", 14)
    elif pd.isna(row["earliest"]):
        unit = latest - (10 if "decade" in row["precision"] else 1)
        _band(figure, row, unit - _OPEN, unit, y, pattern="")
        _band(figure, row, unit, latest, y, pattern="/")
        _marker(figure, row, unit - _OPEN, y, "triangle-left", 18)
    elif row["precision"] == "year":
        earliest = _year(row["earliest"])
        _band(figure, row, earliest, earliest + 1, y, pattern="/")
        _band(figure, row, earliest + 1, latest - 1, y, pattern="")
        _band(figure, row, latest - 1, latest, y, pattern="/")
    else:
        _band(figure, row, _year(row["earliest"]), latest, y, pattern="/")
    at, right = _edge(row)
    figure.add_scatter(
        x=[at],
        y=[y + 0.15],
        mode="text",
        text=[_words(row)],
        textposition="top left" if right else "top right",
        textfont={"size": 12},
        customdata=[row_ids([row])],
        hovertext=[hover(row)],
        hoverinfo="text",
        showlegend=False,
    )


def _edge(row: Record) -> tuple[float, bool]:
    """Return the year at which the words of a lane are anchored, and whether they end there."""
    latest = _year(row["latest"], end=True)
    start: float = latest if pd.isna(row["earliest"]) else _year(row["earliest"])
    right = start > (_FROM + _TO) / 2
    return (latest if right else start), right


def _words(row: Record) -> str:
    at, right = _edge(row)
    share = ((at - _FROM) if right else (_TO - at)) / (_TO - _FROM)
    return _folded(row, share, size=12)


def _folded(row: Record, share: float, *, size: int) -> str:
    said = fold(f"“{row['date_text']}”", share, size=size, bold=True)
    return f"<b>{said}</b><br>{fold(row['dates'], share, size=size)}"


def _band(figure: go.Figure, row: Record, start: float, end: float, y: float, *, pattern: str) -> None:
    figure.add_bar(
        orientation="h",
        base=[start],
        x=[end - start],
        y=[y],
        width=0.26,
        marker=_look(pattern),
        customdata=[row_ids([row])],
        hovertext=[hover(row)],
        hoverinfo="text",
        showlegend=False,
    )


def _look(pattern: str) -> dict[str, object]:
    striped = {"shape": pattern, "fillmode": "overlay", "bgcolor": "#ffffff", "fgcolor": _FILL, "size": 6}
    return {"color": "#ffffff" if pattern else _FILL, "line": {"color": _FILL, "width": 1}, "pattern": striped}


def _marker(figure: go.Figure, row: Record, x: float, y: float, symbol: str, size: int) -> None:
    figure.add_scatter(
        x=[x],
        y=[y],
        mode="markers",
        marker={"symbol": symbol, "size": size, "color": _FILL},
        customdata=[row_ids([row])],
        hovertext=[hover(row)],
        hoverinfo="text",
        showlegend=False,
    )


def _undated(figure: go.Figure, rows: list[Record], top: float) -> float:
    """Draw the undated expressions under each other from ``top`` on; return where they end."""
    figure.add_annotation(
        text="<b>Undated in the text</b>",
        x=_FROM,
        y=-top + 0.06,
        xanchor="left",
        yanchor="bottom",
        showarrow=False,
    )
    words = [_folded(row, 0.98, size=11) for row in rows]
    heights = [0.12 + 0.195 * (said.count("<br>") + 1) for said in words]
    ends = list(accumulate(height + 0.06 for height in heights))
    figure.add_bar(
        orientation="h",
        base=[_FROM] * len(rows),
        x=[_TO - _FROM] * len(rows),
        y=[height / 2 + 0.06 - end - top for height, end in zip(heights, ends, strict=True)],
        width=heights,
        marker={"color": "#ece9e0", "line": {"color": INK, "width": 1}},
        text=words,
        textposition="inside",
        insidetextanchor="middle",
        constraintext="none",
        textangle=0,
        textfont={"size": 11, "color": INK},
        customdata=[row_ids([row]) for row in rows],
        hovertext=[hover(row) for row in rows],
        hoverinfo="text",
        showlegend=False,
    )
    return top + ends[-1]


def _legend(figure: go.Figure, dated: list[Record]) -> None:
    if not dated:
        return
    shown = {"x": [None], "y": [0], "customdata": [None], "hoverinfo": "skip"}
    figure.add_scatter(
        **shown, mode="markers", marker={"symbol": "diamond", "size": 12, "color": _FILL}, name="a day named"
    )
    figure.add_bar(**shown, orientation="h", marker=_look(""), name="a span named")
    figure.add_bar(**shown, orientation="h", marker=_look("/"), name="somewhere within")
    figure.add_scatter(
        **shown,
        mode="markers",
        marker={"symbol": "triangle-left", "size": 12, "color": _FILL},
        name="no start given",
    )


def _finding(timeline: pd.DataFrame) -> str:
    days = timeline[timeline["precision"] == "day"]
    undated = int(timeline["latest"].isna().sum())
    said = "No event has a day" if days.empty else f"Only {listed(days['dates'])} has a day"
    return f"{said}; {undated} time expression{' is' if undated == 1 else 's are'} undated"


def _describe(timeline: pd.DataFrame) -> str:
    parts = [f"{_finding(timeline)}."]
    for row in timeline.dropna(subset="latest").to_dict("records"):
        parts.append(f"“{row['date_text']}” dates {row['dates']}.")
    undated = timeline[timeline["latest"].isna()]
    if len(undated):
        parts.append(f"Undated: {', '.join(f'“{words}”' for words in dict.fromkeys(undated['date_text']))}.")
    return " ".join(parts)


def _table(timeline: pd.DataFrame) -> pd.DataFrame:
    def day(value: pd.Timestamp) -> str:
        return "not given" if pd.isna(value) else value.strftime("%Y-%m-%d")

    return pd.DataFrame(
        [
            twin(
                row,
                words=row["date_text"],
                dates=row["dates"],
                kind=str(row["kind"]),
                earliest=day(row["earliest"]),
                latest=day(row["latest"]),
                precision=str(row["precision"]),
            )
            for row in timeline.to_dict("records")
        ]
    )


timeline = Chart("timeline", _draw, _describe, _table, takes=("timeline",))
