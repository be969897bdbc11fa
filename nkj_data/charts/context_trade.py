"""Trade between Japan and North Korea, in one unit, with its gaps."""

from __future__ import annotations

import math

import pandas as pd
import plotly.graph_objects as go

from nkj_data.charts.context_style import GRID, cited_by, close, differs, key, outside_card, points, write
from nkj_data.charts.style import INK, ContextChart, Record, sentence
from nkj_data.errors import UnknownNameError

_FLOWS = {
    "total": ("diamond", INK, "imports and exports together"),
    "imports": ("square", "#a84300", "imports of Japan from North Korea"),
    "exports": ("circle", "#0072b2", "exports of Japan to North Korea"),
}
_KIND = {"lower bound": "≥", "rounded": "≈"}
_KIND_WORD = {"lower bound": "“more than”: a lower bound", "rounded": "“about”: rounded"}
_DOUBT = "?"
_TALL = 330  # pixels of the plot of figures


def _draw(trade: pd.DataFrame, *, unit: str = "billion JPY") -> go.Figure:
    """Return trade by year in one unit: a mark for each figure, stripes where a year has none.

    Parameters
    ----------
    trade : pandas.DataFrame
        ``nkj.context.trade()``, or some of its rows.
    unit : str
        ``billion JPY`` or ``million USD``: yen and dollars are never in one picture.

    Returns
    -------
    plotly.graph_objects.Figure
        Exports, imports and both together, apart by shape. Nothing is interpolated: a year without any figure is
        striped, and a line joins two figures only where their years follow each other. Hollow marks were computed
        by us; signs beside marks tell lower bounds, rounded figures and those to be doubted.

    Raises
    ------
    ArgumentError
        The frame is empty, is no such table, or has other columns.
    UnknownNameError
        No row is in this ``unit``; the choices are listed.

    Source
    ------
    The sources that each row cites, outside the document.
    """
    drawn = _chosen(trade, unit)
    figure = outside_card(_finding(drawn, unit), drawn)
    first, last = int(drawn["year"].min()), int(drawn["year"].max())
    most = _top(float(drawn["value"].max()))
    start = write(figure, sentence(unit), 2, bold=True) + 16
    axis = (first - 1.2 - (last - first) * 0.1, last + 1.5)
    _scale(figure, most, start, axis[0])
    for year in _gaps(drawn):
        _stripe(figure, year, start)
    for flow in _FLOWS:
        rows = drawn[drawn["flow"] == flow].sort_values("year").to_dict("records")
        if rows:
            _series(figure, rows, flow, start, most)
    top = _key(figure, drawn, start + _TALL + 34, axis[0])
    figure.update_xaxes(visible=False, range=list(axis))
    _years(figure, first, last, start + _TALL)
    close(figure, top)
    return figure


def _chosen(trade: pd.DataFrame, unit: str) -> pd.DataFrame:
    choices = [str(name) for name in trade["unit"].unique()]
    if unit not in choices:
        raise UnknownNameError("unit in these rows", unit, choices)
    return trade[trade["unit"] == unit]


def _top(most: float) -> float:
    step: float = 10 ** math.floor(math.log10(most or 1)) / 2
    return math.ceil((most or 1) / step) * step


def _scale(figure: go.Figure, most: float, start: float, x: float) -> None:
    for part in range(5):
        value, y = most * part / 4, start + _TALL * (1 - part / 4)
        figure.add_shape(type="line", xref="paper", x0=0, x1=1, y0=-y, y1=-y, line={"color": GRID, "width": 1})
        figure.add_annotation(text=f"{value:g}", x=x, y=-y, xanchor="left", yanchor="bottom", showarrow=False)


def _years(figure: go.Figure, first: int, last: int, y: float) -> None:
    for year in range(first + -first % 5, last + 1, 5):
        figure.add_annotation(text=str(year), x=year, y=-y - 4, xanchor="center", yanchor="top", showarrow=False)


def _gaps(drawn: pd.DataFrame) -> list[int]:
    known = set(drawn["year"])
    return [year for year in range(min(known), max(known) + 1) if year not in known]


def _stripe(figure: go.Figure, year: int, start: float) -> None:
    figure.add_bar(
        orientation="h",
        base=[year - 0.5],
        x=[1],
        y=[-(start + _TALL / 2)],
        width=[_TALL],
        marker=_STRIPES,
        customdata=[None],
        hoverinfo="skip",
    )


_STRIPES = {
    "color": "rgba(0,0,0,0)",
    "line": {"width": 0},
    "pattern": {"shape": "\\", "fillmode": "overlay", "fgcolor": "#9aa5ba", "size": 8, "solidity": 0.15},
}


def _series(figure: go.Figure, rows: list[Record], flow: str, start: float, most: float) -> None:
    shape, color, _ = _FLOWS[flow]
    years = [row["year"] for row in rows]
    heights = [start + _TALL * (1 - float(row["value"]) / most) for row in rows]
    for at, year in enumerate(years[1:]):
        if year - years[at] == 1:
            figure.add_shape(
                type="line",
                x0=years[at],
                x1=year,
                y0=-heights[at],
                y1=-heights[at + 1],
                line={"color": color, "width": 1.5},
                layer="below",
            )
    points(
        figure,
        [{**row, "hover": f"{row['year']}, {flow}: {_said(row)} {row['unit']}. {_note(row)}"} for row in rows],
        years,
        heights,
        mode="markers+text",
        text=[_sign(row) for row in rows],
        textposition="top center",
        textfont={"size": 12, "color": INK},
        marker={
            "symbol": [f"{shape}-open" if row["figure_kind"] == "derived" else shape for row in rows],
            "size": 8,
            "color": color,
            "line": {"width": 1.5, "color": color},
        },
    )


def _sign(row: Record) -> str:
    doubt: str = _DOUBT if not pd.isna(row["caution"]) else ""
    return f"{_KIND.get(str(row['figure_kind']), '')}{doubt}{'*' if differs(row) else ''}"


def _said(row: Record) -> str:
    words = {"lower bound": "more than {}", "rounded": "about {}", "derived": "{} (computed by us)"}
    return words.get(str(row["figure_kind"]), "{}").format(_number(row))


def _number(row: Record) -> str:
    return f"{float(row['value']):.10g}"


def _note(row: Record) -> str:
    said = [f"Caution: {row['caution']}." if not pd.isna(row["caution"]) else "", row["note"]]
    return " ".join(str(part) for part in said if not pd.isna(part) and part)


def _key(figure: go.Figure, drawn: pd.DataFrame, top: float, x: float) -> float:
    entries: list[tuple[dict[str, object], str]] = [
        ({"symbol": shape, "size": 10, "color": color}, words)
        for flow, (shape, color, words) in _FLOWS.items()
        if flow in set(drawn["flow"])
    ]
    kinds = set(drawn["figure_kind"])
    if "derived" in kinds:
        entries.append(({"symbol": "circle-open", "size": 10, "color": INK}, "hollow: computed by us"))
    entries += [({"text": [f"<b>{sign}</b>"]}, _KIND_WORD[kind]) for kind, sign in _KIND.items() if kind in kinds]
    if drawn["caution"].notna().any():
        entries.append(({"text": [f"<b>{_DOUBT}</b>"]}, "; ".join(dict.fromkeys(drawn["caution"].dropna()))))
    if drawn["disagreement"].notna().any():
        entries.append(({"text": ["<b>*</b>"]}, "sources differ; the row says how"))
    entries.append(({"text": ["▨"]}, "stripes: no figure for this year; nothing is filled in"))
    return key(figure, entries, top, x)


def _finding(drawn: pd.DataFrame, unit: str) -> str:
    totals = drawn[drawn["flow"] == "total"]
    rows = totals if len(totals) else drawn
    most = rows.nlargest(1, "value").to_dict("records")[0]
    doubt = "" if pd.isna(most["caution"]) else f", {most['caution']}"
    gaps, span = len(_gaps(drawn)), int(drawn["year"].max() - drawn["year"].min()) + 1
    what = "total" if len(totals) else "figure"
    return (
        f"Highest {what} here in {unit}: {_said(most)} ({most['year']}{doubt}); "
        f"{gaps} of {span} years have no figure"
    )


def _describe(trade: pd.DataFrame, *, unit: str = "billion JPY") -> str:
    drawn = _chosen(trade, unit)
    count = len(cited_by(drawn))
    parts = [f"Outside the document: {len(drawn)} figures of trade from {count} sources. {_finding(drawn, unit)}."]
    last = drawn[drawn["year"] == drawn["year"].max()].to_dict("records")
    said = ", ".join(f"{row['flow']} {_said(row)}" for row in last)
    parts.append(f"Last year here, {last[0]['year']}: {said}.")
    if gaps := _gaps(drawn):
        parts.append(f"Years without a figure: {', '.join(map(str, gaps))}.")
    return " ".join(parts)


def _table(trade: pd.DataFrame, *, unit: str = "billion JPY") -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "layer": str(row["layer"]),
                "year": row["year"],
                "flow": str(row["flow"]),
                "figure": _number(row),
                "unit": str(row["unit"]),
                "kind": str(row["figure_kind"]),
                "caution": "" if pd.isna(row["caution"]) else str(row["caution"]),
                "note": "" if pd.isna(row["note"]) else row["note"],
                "sources_differ": row["disagreement"] if differs(row) else "",
                "sources": row["source_ids"].replace(";", " "),
                "row": row["figure_id"],
            }
            for row in _chosen(trade, unit).to_dict("records")
        ]
    )


trade = ContextChart(
    "trade", _draw, _describe, _table, takes=("context.trade",), partly=("context.trade",), options=("unit",)
)
