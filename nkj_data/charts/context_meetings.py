"""Rounds and meetings in the wider record, beside the two statements of the document."""

from __future__ import annotations

from typing import Any

import pandas as pd

from nkj_data.charts.base import ContextChart
from nkj_data.charts.diagram import Sheet, band_of
from nkj_data.charts.style import (
    DAYS,
    INK,
    Record,
    cited_by,
    context_twin,
    listed,
    number_of,
    records,
    starred,
)
from nkj_data.context.checks import CLOSED
from nkj_data.errors import ArgumentError

_FROM, _TO = 1989.6, 2003  # the first meeting is of 1990, the last one drawn of 2002
_LAST = 2002
_ROUND, _OTHER = "#1f2328", "#5b4a8a"


def _draw(sheet: Sheet, record: pd.DataFrame, talks: pd.DataFrame) -> float:
    """Return the meetings of 1990-2002 in other sources; above them, apart, what the document says of talks.

    Above, on a light card, the document's words, with a mark where they have a date; the number of rounds is not
    drawn for it, as the text gives none. Below, a line per meeting outside the document: its date, what it was, how
    it ended. Meetings after 2002 are not drawn; a frame with no other is an error.
    """
    drawn = _drawn(record)
    sheet.scale(_FROM, _TO)
    top = _document(sheet, talks) + 12
    top = sheet.heading(f"Outside the document: {_span(drawn)}", top) + 16
    axis = top
    for row in records(drawn):
        top = _line(sheet, row, top + 6)
    sheet.years(range(1990, 2003, 2), axis, top + 6)
    entries: list[tuple[dict[str, Any], str]] = [
        ({"symbol": "circle", "size": 14, "color": _ROUND}, "a round, with its number by the Japanese count"),
        ({"symbol": "square", "size": 12, "color": _OTHER}, "another meeting"),
        ({"symbol": "square-open", "size": 12, "color": _OTHER}, "hollow: confidence medium, not high"),
        ({"text": "*"}, "sources differ; the row says how"),
    ]
    top = sheet.key(entries, top + 14)
    return sheet.write("Where no ending stands, none is recorded.", 0, top, size=12)


def _drawn(record: pd.DataFrame) -> pd.DataFrame:
    early: pd.DataFrame = record[record["earliest"].dt.year <= _LAST]
    if early.empty:
        raise ArgumentError(
            f"charts.meetings: context.talks has no meeting up to {_LAST}, so there is nothing to draw."
        )
    return early


def _document(sheet: Sheet, talks: pd.DataFrame) -> float:
    """Draw the document's own lane: its words, and a mark on the years where they have a date."""
    rows = records(talks)
    where = listed(dict.fromkeys(row["sentence_id"] for row in rows))
    top = sheet.heading(f"In the document ({where})", 8, left=10)
    for row in rows:
        folded = sheet.fold(f"“{row['quote']}” {row['sentence_id']}", sheet.width - 24)
        high = sheet.line() * (folded.count("<br>") + 1)
        sheet.say([row], 10, top + high / 2, folded)
        top += high + 3
        if pd.isna(row["earliest"]):
            top = sheet.write("no date in the text", 10, top, size=11) + 8
        elif row["precision"] == "day":
            sheet.mark([row], sheet.span(row)[0], top + 8, {"symbol": "diamond", "size": 13, "color": DAYS})
            top += 24
        else:
            sheet.box([row], sheet.span(row), top, tall=14, ground=band_of("/"))
            top += 24
    sheet.ground((-2, sheet.width + 2), (0, top), line=1)
    return top


def _line(sheet: Sheet, row: Record, top: float) -> float:
    """Draw the mark of a meeting, and its words beside it on the side where there is room."""
    x = sheet.span(row)[0]
    early = x < sheet.width / 2
    room = (sheet.width - x if early else x) - 20
    name, ending = row["meeting"] + starred(row), _ending(row)
    text = f"<b>{sheet.fold(name, room, bold=True)}</b>"
    one = sheet.wide(f"{name}  ", bold=True) + sheet.wide(ending) < room
    text += f"  {sheet.fold(ending, room)}" if one else f"<br>{sheet.fold(ending, room)}"
    high = sheet.line() * (text.count("<br>") + 1)
    y = top + high / 2
    if pd.isna(row["round"]):
        sign = "square-open" if row["confidence"] == "medium" else "square"
        look: dict[str, Any] = {"symbol": sign, "size": 11, "color": _OTHER, "line": {"color": _OTHER, "width": 2}}
        sheet.mark([row], x, y, look)
    else:
        sheet.mark([row], x, y, {"symbol": "circle", "size": 20, "color": _ROUND}, text=str(row["round"]))
    sheet.say([row], x + (16 if early else -16), y, text, at=f"middle {'right' if early else 'left'}", color=INK)
    return top + high


def _ending(row: Record) -> str:
    return row["date_text"] if row["ending"] == "not recorded" else f"{row['date_text']}: {row['ending']}"


def _span(drawn: pd.DataFrame) -> str:
    years = drawn["earliest"].dt.year
    return f"{number_of(len(drawn), 'meeting')}, {years.min()}–{years.max()}"


def _finding(record: pd.DataFrame, talks: pd.DataFrame) -> str:
    rounds = _drawn(record).dropna(subset="round")
    early = int((rounds["earliest"] <= pd.Timestamp(CLOSED)).sum())
    return f"Other sources list {number_of(early, 'round')} by mid-1993; the document gives no number"


def _describe(record: pd.DataFrame, talks: pd.DataFrame) -> str:
    drawn = _drawn(record)
    rounds = len(drawn.dropna(subset="round"))
    words = ", ".join(f"“{row['quote']}” ({row['sentence_id']})" for row in records(talks))
    return (
        f"Outside the document: {_span(drawn)}, {rounds} of them rounds with a number, by {len(cited_by(drawn))} "
        f"sources. {_finding(record, talks)}. In the document: {words}."
    )


def _table(record: pd.DataFrame, talks: pd.DataFrame) -> pd.DataFrame:
    own = [
        {
            "layer": "in the document",
            "what": f"“{row['quote']}”",
            "date": "not given" if pd.isna(row["date_text"]) else row["date_text"],
            "claim": row["claim_id"],
            "sentence": row["sentence_id"],
            "row": row["talk_id"],
        }
        for row in records(talks)
    ]
    others = [
        context_twin(
            row,
            what=row["meeting"],
            date=row["date_text"],
            place=row["place"],
            ending=str(row["ending"]),
            confidence=str(row["confidence"]),
        )
        for row in records(_drawn(record))
    ]
    order = ["layer", "what", "date", "place", "ending", "confidence", "sources_differ", "sources"]
    return pd.DataFrame([*own, *others]).reindex(columns=[*order, "claim", "sentence", "row"]).fillna("")


meetings = ContextChart(
    _draw, _finding, _describe, _table, takes=("context.talks", "talks"), partly=("context.talks",)
)
