"""Events of the wider record by thread, with the document's own window marked."""

from __future__ import annotations

from typing import Any

import pandas as pd

from nkj_data.charts.base import ContextChart
from nkj_data.charts.diagram import Sheet
from nkj_data.charts.style import (
    INK,
    Record,
    cited_by,
    context_twin,
    differs,
    listed,
    number_of,
    records,
    sentence,
    year_of,
)
from nkj_data.context.checks import CLOSED

_EARLY, _LATE = 1900, 2018  # years of the axis where the rows fill it; nothing is claimed about its ends
_APART, _LEVEL = 11, 10.5  # pixels between marks beside and above each other
# Sign, colour and meaning of what an event does to the document's account.
_RELATION = {
    "supports": ("circle", "#00674c", "supports the document’s account"),
    "adds": ("square", "#5b4a8a", "adds to it"),
    "complicates": ("diamond", "#a84300", "complicates it"),
}
_AFTER = "after June 1993"


def _draw(sheet: Sheet, events: pd.DataFrame) -> float:
    """Return events by thread along the years; the time that the document can look back on is marked.

    A lane per thread, a mark per event: its shape says what the event does to the document's account, a hollow mark
    that the confidence is medium, a dot that sources differ; a line runs over the days it can mean. Marks close in
    time lie above each other. The light window ends in mid-1993, as the research did, and has no start.
    """
    first, last = _axis(events)
    left = 0.0 if sheet.room < 500 else 166.0
    sheet.scale(first, last, left=left, right=8)
    end = sheet.at(year_of(pd.Timestamp(CLOSED), end=True))
    window = "The document’s window: no start, ends mid-1993"
    top = sheet.write(window, left + 6, 4, px=end - left - 14, size=12, bold=True)
    axis, top = top + 20, top + 26
    placed: list[tuple[Record, float]] = []
    for thread, rows in events.groupby("thread", observed=True):
        words, ordered = f"{sentence(str(thread))} ({len(rows)})", records(rows.sort_values("earliest"))
        levels = _levels([sheet.at(_middle(row)) for row in ordered])
        tall = max((max(levels) + 1) * _LEVEL, 17)
        if left:
            sheet.write(words, 0, top + tall / 2, px=left - 8, size=12, bold=True, at="left middle")
        else:
            top = sheet.write(words, 4, top, size=12, bold=True) + 2
        low = top + (tall + (max(levels) + 1) * _LEVEL) / 2
        placed += [(row, low - (level + 0.5) * _LEVEL) for row, level in zip(ordered, levels, strict=True)]
        top += tall + 3
        sheet.rule((0, top), (sheet.width, top))
        top += 3
    ticks = range(1900, 2020, 20 if sheet.room < 680 else 10)
    sheet.years([year for year in ticks if first + 4 <= year <= last - 1], axis, top)
    spans = [_event(sheet, row, y) for row, y in placed]
    sheet.ground((left, end), (0, top))
    sheet.rule((end, 0), (end, top), color=INK, width=2)
    related = [name for name in _RELATION if name in set(events["relation"])]
    entries: list[tuple[dict[str, Any], str]] = [
        ({"symbol": _RELATION[name][0], "size": 11, "color": _RELATION[name][1]}, _RELATION[name][2])
        for name in related
    ]
    hollow = {"symbol": "circle-open", "size": 11, "color": INK}
    entries += [(hollow, "hollow: confidence medium, not high"), ({"text": "⊙"}, "with a dot: sources differ")]
    if any(spans):
        entries.append(({"dash": "solid"}, "line through a mark: somewhere within it"))
    return sheet.key(entries, top + 8)


def _axis(events: pd.DataFrame) -> tuple[float, float]:
    first = min(_EARLY + 80, events["earliest"].dt.year.min() - 5)
    last = max(CLOSED.year + 5, events["latest"].dt.year.max() + 4)
    return float(max(first, _EARLY)), float(min(last, _LATE))


def _middle(row: Record) -> float:
    return (year_of(row["earliest"]) + year_of(row["latest"], end=True)) / 2


def _levels(places: list[float]) -> list[int]:
    """Return the level of each mark, so that no two on one level touch; places are in order."""
    last: list[float] = []
    levels = []
    for place in places:
        level = next((at for at, before in enumerate(last) if place - before >= _APART), len(last))
        last[level : level + 1] = [place]
        levels.append(level)
    return levels


def _event(sheet: Sheet, row: Record, y: float) -> bool:
    """Draw the mark of an event; return whether it needs a line, since the days it can mean are wider."""
    shape, color, _ = _RELATION[str(row["relation"])]
    start, end = sheet.span(row)
    if spans := end - start > 9:
        sheet.rule((start, y), (end, y), color=color, width=1.5)
    hollow = "-open" if row["confidence"] == "medium" else ""
    sign = f"{shape}{hollow}{'-dot' if differs(row) else ''}"
    look = {"symbol": sign, "size": 9, "color": color, "line": {"width": 1.5, "color": "#ffffff"}}
    said = f"{row['title']}, {row['date_text']}. {row['summary']}"
    sheet.mark([{**row, "hover": said}], (start + end) / 2, y, look)
    return bool(spans)


def _finding(events: pd.DataFrame) -> str:
    complicate = int((events["relation"] == "complicates").sum())
    after = int((events["window"] == _AFTER).sum())
    said = f"{complicate} of {number_of(len(events), 'event')} complicate the document’s account"
    return f"{said}; {after} came after June 1993"


def _describe(events: pd.DataFrame) -> str:
    by_thread = events["thread"].value_counts(sort=False)
    by_thread = by_thread[by_thread > 0]
    later = events[events["window"] == "known later"]
    parts = [
        f"Outside the document: {number_of(len(events), 'event')} in {number_of(len(by_thread), 'thread')}, from "
        f"{len(cited_by(events))} sources.",
        f"{_finding(events)}.",
        f"Events by thread: {listed(f'{name} {number}' for name, number in by_thread.items())}.",
    ]
    if len(later):
        parts.append(f"Earlier, but known only later: {listed(later['title'])}.")
    return " ".join(parts)


def _table(events: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        [
            context_twin(
                row,
                thread=str(row["thread"]),
                what=row["title"],
                date=row["date_text"],
                window=str(row["window"]),
                relation=str(row["relation"]),
                confidence=str(row["confidence"]),
            )
            for row in records(events.sort_values(["thread", "earliest"]))
        ]
    )


threads = ContextChart(_draw, _finding, _describe, _table, takes=("context.events",))
