"""Every time expression of the text, with honest ends."""

from __future__ import annotations

from typing import Any

import pandas as pd

from nkj_data.charts.base import Chart
from nkj_data.charts.diagram import Sheet, band_of
from nkj_data.charts.style import DAYS, Record, listed, quoted, records, twin, year_of

_OPEN = 5  # years for which a band without a start is drawn before its arrow; nothing is claimed by it
_FROM, _TO = 1904, 1998  # years of the axis; nothing is claimed about its ends
_BAND = 16


def _draw(sheet: Sheet, timeline: pd.DataFrame) -> float:
    """Return every time expression: the one day as a point, the others as bands, the undated in their own lane.

    Above, a lane per dated expression: full where the words name the span, striped and without an edge where they
    only say that it lies somewhere within, an arrow where the text gives no start. Below, the undated expressions.
    """
    rows = records(timeline)
    dated = [row for row in rows if not pd.isna(row["latest"])]
    undated = [row for row in rows if pd.isna(row["latest"])]
    sheet.scale(_FROM, _TO)
    top = 0.0
    if dated:
        top = 24.0
        for row in dated:
            top = _lane(sheet, row, top) + 8
        sheet.years(range(1910, 2000, 10), 18, top)
        entries: list[tuple[dict[str, Any], str]] = [
            ({"symbol": "diamond", "size": 12, "color": DAYS}, "a day named"),
            ({"box": band_of()}, "a span named"),
            ({"box": band_of("/")}, "somewhere within"),
            ({"symbol": "triangle-left", "size": 12, "color": DAYS}, "no start given"),
        ]
        top = sheet.key(entries, top + 6) + 12
    if undated:
        top = sheet.heading("Undated in the text", top)
    columns = 1 + (sheet.room >= 500) + (sheet.room >= 680) + (sheet.room >= 960)
    step = (sheet.width + 6) / columns
    ends = [top] * columns
    for row in undated:
        at = ends.index(min(ends))
        across = (at * step, (at + 1) * step - 6)
        ends[at] = sheet.box([row], across, ends[at], row["dates"], head=f"“{row['date_text']}”").bottom + 6
    return max(ends)


def _lane(sheet: Sheet, row: Record, top: float) -> float:
    """Draw a band and the words of its expression beside it, or above it where there is no room; return the end."""
    latest = year_of(row["latest"], end=True)
    start: float = latest - _OPEN - 10 if pd.isna(row["earliest"]) else year_of(row["earliest"])
    low, high = sheet.at(start) - 12, sheet.at(latest) + 12
    right = sheet.width - high > low
    room = max(sheet.width - high, low)
    head, dates = f"“{row['date_text']}”", row["dates"]
    beside = sheet.lines(dates, room) <= sheet.line() and sheet.lines(head, room, bold=True) <= sheet.line()
    if not beside:
        room = sheet.width - low if right else high
    words = f"<b>{sheet.fold(head, room, bold=True)}</b><br>{sheet.fold(dates, room)}"
    if sheet.wide(head, bold=True) + sheet.wide(f"  {dates}") < room:
        words = words.replace("<br>", "  ")
    tall = sheet.line() * (words.count("<br>") + 1)
    x = (high if right else low) if beside else (low + 12 if right else high - 12)
    sheet.say([row], x, top + tall / 2, words, at="middle right" if right else "middle left")
    y = top + (max(tall, _BAND) - _BAND) / 2 if beside else top + tall + 3
    bottom = top + max(tall, _BAND) if beside else y + _BAND
    if row["precision"] == "day":
        x = sheet.at(start)
        sheet.mark([row], x, y + _BAND / 2, {"symbol": "diamond", "size": 15, "color": DAYS})
    elif pd.isna(row["earliest"]):
        sure = latest - (10 if "decade" in row["precision"] else 1)
        _band(sheet, row, sure - _OPEN, sure, y)
        _band(sheet, row, sure, latest, y, "/")
        x = sheet.at(sure - _OPEN)
        sheet.mark([row], x, y + _BAND / 2, {"symbol": "triangle-left", "size": 18, "color": DAYS})
    elif row["precision"] == "year":
        _band(sheet, row, start, start + 1, y, "/")
        _band(sheet, row, start + 1, latest - 1, y)
        _band(sheet, row, latest - 1, latest, y, "/")
    else:
        _band(sheet, row, start, latest, y, "/")
    return bottom


def _band(sheet: Sheet, row: Record, start: float, end: float, top: float, pattern: str = "") -> None:
    sheet.box([row], (sheet.at(start), sheet.at(end)), top, tall=_BAND, ground=band_of(pattern))


def _finding(timeline: pd.DataFrame) -> str:
    days = timeline[timeline["precision"] == "day"]
    undated = int(timeline["latest"].isna().sum())
    said = "No event has a day" if days.empty else f"Only {listed(days['dates'])} has a day"
    return f"{said}; {undated} time expression{' is' if undated == 1 else 's are'} undated"


def _describe(timeline: pd.DataFrame) -> str:
    parts = [f"{_finding(timeline)}."]
    for row in records(timeline.dropna(subset="latest")):
        parts.append(f"“{row['date_text']}” dates {row['dates']}.")
    undated = timeline[timeline["latest"].isna()]
    if len(undated):
        parts.append(f"Undated: {quoted(undated['date_text'])}.")
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
            for row in records(timeline)
        ]
    )


timeline = Chart(_draw, _finding, _describe, _table, takes=("timeline",))
