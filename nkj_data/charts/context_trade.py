"""Trade between Japan and North Korea, in one unit, with its gaps."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import pandas as pd

from nkj_data.charts.base import ContextChart
from nkj_data.charts.diagram import Sheet
from nkj_data.charts.style import INK, MUTED, Record, cited_by, context_twin, differs, records, sentence
from nkj_data.errors import UnknownNameError

_FLOWS = {
    "total": ("diamond", INK, "imports and exports together"),
    "imports": ("square", "#a84300", "imports of Japan from North Korea"),
    "exports": ("circle", "#0072b2", "exports of Japan to North Korea"),
}
_KIND = {"lower bound": "≥", "rounded": "≈"}
_KIND_WORD = {"lower bound": "“more than”: a lower bound", "rounded": "“about”: rounded"}
_DOUBT = "?"
_TALL = 280  # pixels of the plot of figures


def _draw(sheet: Sheet, trade: pd.DataFrame, *, unit: str = "billion JPY") -> float:
    """Return trade by year in one unit: a mark for each figure, stripes where a year has none.

    ``unit`` is ``billion JPY`` or ``million USD``: yen and dollars are never in one picture, and another is an
    ``UnknownNameError``. Exports, imports and both together are apart by shape. Nothing is interpolated: a year
    without any figure is striped, and a line joins two figures only where their years follow each other. Hollow
    marks were computed by us; signs beside marks tell lower bounds, rounded figures and those to be doubted.
    """
    drawn = _chosen(trade, unit)
    first, last = int(drawn["year"].min()), int(drawn["year"].max())
    most = _top(float(drawn["value"].max()))
    sheet.scale(first - 0.7, last + 0.7, left=40)
    start = sheet.write(sentence(unit), 0, 0, bold=True, size=12) + 16
    bottom = start + _TALL
    steps = min((4, 5, 3), key=lambda parts: len(f"{most / parts:g}"))
    for part in range(steps + 1):
        y = start + _TALL * (1 - part / steps)
        sheet.rule((0, y), (sheet.width, y))
        sheet.write(f"{most * part / steps:g}", 0, y, size=11, at="left bottom", color=MUTED)
    for year in range(first + -first % 5, last + 1, 5):
        sheet.write(str(year), sheet.at(year), bottom + 4, size=11, at="center top", color=MUTED)
    for year in _gaps(drawn):
        sheet.empty((sheet.at(year - 0.5), sheet.at(year + 0.5)), (start, bottom))
    for flow in _FLOWS:
        _series(sheet, records(drawn[drawn["flow"] == flow].sort_values("year")), flow, (start, most))
    return _key(sheet, drawn, bottom + 30)


def _chosen(trade: pd.DataFrame, unit: str) -> pd.DataFrame:
    choices = [str(name) for name in trade["unit"].unique()]
    if unit not in choices:
        raise UnknownNameError("unit in these rows", unit, choices)
    return trade[trade["unit"] == unit]


def _top(most: float) -> float:
    step: float = 10 ** math.floor(math.log10(most or 1)) / 2
    return math.ceil((most or 1) / step) * step


def _gaps(drawn: pd.DataFrame) -> list[int]:
    known = set(drawn["year"])
    return [year for year in range(min(known), max(known) + 1) if year not in known]


def _series(sheet: Sheet, rows: list[Record], flow: str, scale: tuple[float, float]) -> None:
    shape, color, _ = _FLOWS[flow]
    points = [(sheet.at(row["year"]), scale[0] + _TALL * (1 - float(row["value"]) / scale[1])) for row in rows]
    for (one, here), (other, there) in pairwise(zip(rows, points, strict=True)):
        if other["year"] - one["year"] == 1:
            sheet.rule(here, there, color=color, width=1.5)
    for row, (x, y) in zip(rows, points, strict=True):
        sign = f"{shape}-open" if row["figure_kind"] == "derived" else shape
        look = {"symbol": sign, "size": 9, "color": color, "line": {"width": 1.5, "color": color}}
        said = f"{row['year']}, {flow}: {_said(row)} {row['unit']}. {_note(row)}"
        sheet.mark([{**row, "hover": said}], x, y, look, text=_sign(row))


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


def _key(sheet: Sheet, drawn: pd.DataFrame, top: float) -> float:
    entries: list[tuple[dict[str, Any], str]] = [
        ({"symbol": shape, "size": 10, "color": color}, words)
        for flow, (shape, color, words) in _FLOWS.items()
        if flow in set(drawn["flow"])
    ]
    kinds = set(drawn["figure_kind"])
    if "derived" in kinds:
        entries.append(({"symbol": "circle-open", "size": 10, "color": INK}, "hollow: computed by us"))
    entries += [({"text": sign}, _KIND_WORD[kind]) for kind, sign in _KIND.items() if kind in kinds]
    if drawn["caution"].notna().any():
        entries.append(({"text": _DOUBT}, "; ".join(dict.fromkeys(drawn["caution"].dropna()))))
    if drawn["disagreement"].notna().any():
        entries.append(({"text": "*"}, "sources differ; the row says how"))
    entries.append(({"text": "▨"}, "stripes: no figure for this year; nothing is filled in"))
    return sheet.key(entries, top)


def _finding(trade: pd.DataFrame, *, unit: str = "billion JPY") -> str:
    drawn = _chosen(trade, unit)
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
    parts = [
        f"Outside the document: {len(drawn)} figures of trade from {count} sources. {_finding(trade, unit=unit)}."
    ]
    last = drawn[drawn["year"] == drawn["year"].max()].to_dict("records")
    said = ", ".join(f"{row['flow']} {_said(row)}" for row in last)
    parts.append(f"Last year here, {last[0]['year']}: {said}.")
    if gaps := _gaps(drawn):
        parts.append(f"Years without a figure: {', '.join(map(str, gaps))}.")
    return " ".join(parts)


def _table(trade: pd.DataFrame, *, unit: str = "billion JPY") -> pd.DataFrame:
    return pd.DataFrame(
        [
            context_twin(
                row,
                year=row["year"],
                flow=str(row["flow"]),
                figure=_number(row),
                unit=str(row["unit"]),
                kind=str(row["figure_kind"]),
                caution="" if pd.isna(row["caution"]) else str(row["caution"]),
                note="" if pd.isna(row["note"]) else row["note"],
            )
            for row in records(_chosen(trade, unit))
        ]
    )


trade = ContextChart(
    _draw, _finding, _describe, _table, takes=("context.trade",), partly=("context.trade",), options=("unit",)
)
