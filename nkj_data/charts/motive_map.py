"""Why North Korea turned to Japan, by the document: need, hope, and how sure the text is."""

from __future__ import annotations

from typing import Any

import pandas as pd

from nkj_data.charts.base import Chart
from nkj_data.charts.diagram import Box, Sheet
from nkj_data.charts.style import CERTAINTY, Record, listed, quoted, records, sentence, twin

_GAP = 10
_TURN = 0.66  # of the way to the right, where a fan of links spreads


def _draw(sheet: Sheet, motives: pd.DataFrame, shortages: pd.DataFrame) -> float:
    """Return a map of the motives: isolation, the shortages it caused, the relief sought, the possible gain.

    Boxes and links in three groups; full lines are stated, broken lines hedged.
    """
    needs, gains, short = _ranked(motives, "primary"), _ranked(motives, "possible gain"), records(shortages)
    left, right = (0.0, 0.35 * sheet.width), (0.63 * sheet.width, sheet.width)
    top = sheet.heading("What it appears to seek: relief", 0) if needs else 0.0
    for row in needs:
        tall = max(sheet.tall(left, row["ground"]), sheet.tall(right, row["motive"]), 40)
        start = sheet.box([row], left, top, row["ground"], tall=tall)
        end = sheet.box(
            [row], right, top, row["motive"], tall=tall, fill="primary motive", certainty=row["certainty"]
        )
        _link(sheet, row, start, end, row["hedge"])
        top = end.bottom + _GAP
    top = sheet.heading("What isolation has also caused: serious shortages", top + 8)
    tall = max(sheet.tall(right, row["shortage"]) for row in short)
    ends = [
        sheet.box([row], right, top + at * (tall + 6), row["shortage"], tall=tall, fill="serious shortage")
        for at, row in enumerate(short)
    ]
    middle = (ends[0].top + ends[-1].bottom) / 2
    high = sheet.tall(left, short[0]["cause"])
    cause = sheet.box(short, left, middle - high / 2, short[0]["cause"])
    for row, end in zip(short, ends, strict=True):
        _link(sheet, row, cause, end)
    _words(sheet, short, cause, ends[0], short[0]["cause_words"])
    top = max(cause.bottom, ends[-1].bottom) + _GAP
    if gains:
        top = sheet.heading("What normalization could bring: compensation", top + 8)
    for row in gains:
        before = not pd.isna(row["precedent"])
        high = max(sheet.tall(left, row["ground"]), 60)
        low = max(sheet.tall(left, row["precedent"]), 40) if before else 0.0
        tall = max(high + 14 + low if before else high, sheet.tall(right, row["motive"]))
        gain = sheet.box([row], right, top, row["motive"], tall=tall, fill="possible gain", certainty="hedged")
        start = sheet.box([row], left, top, row["ground"], tall=high)
        _link(sheet, row, start, gain, row["hedge"], level=True)
        if before:
            start = sheet.box([row], left, top + tall - low, row["precedent"], tall=low)
            _link(sheet, row, start, gain, "a precedent", certainty="stated", level=True)
        top = gain.bottom + _GAP
    sure = dict.fromkeys(["stated", *(row["certainty"] for row in (*needs, *gains))])
    return sheet.key([({"dash": CERTAINTY[name]["dash"]}, f"{name} by the text") for name in sure], top + 4)


def _ranked(motives: pd.DataFrame, rank: str) -> list[Record]:
    return records(motives[motives["rank"] == rank])


def _link(
    sheet: Sheet, row: Record, start: Box, end: Box, words: str = "", *, certainty: str = "", level: bool = False
) -> None:
    goal = start.middle if level else end.middle
    turn = start.right + (end.left - start.right) * _TURN
    bent = [] if goal == start.middle else [(turn, start.middle), (turn, goal)]
    certainty = certainty or row["certainty"]
    sheet.link([row], [(start.right, start.middle), *bent, (end.left, goal)], certainty)
    sheet.arrow([row], end.left, goal)
    if words:
        _words(sheet, [row], start, end, words)


def _words(sheet: Sheet, rows: list[Record], start: Box, end: Box, words: str) -> None:
    """Write the words of a link above it; a fan of links has them on its trunk."""
    share = 1 if len(rows) == 1 else _TURN
    px = (end.left - start.right) * share
    at = (start.right + px / 2, start.middle - 2)
    sheet.say(rows, *at, sheet.fold(words, px - 8, size=11), at="top center", size=11, style="italic")


def _finding(motives: pd.DataFrame, shortages: pd.DataFrame) -> str:
    said = []
    if kinds := [row["isolation"] for row in _ranked(motives, "primary")]:
        said.append(f"primary motives appear to be relief from {listed(kinds)} isolation")
    if "possible gain" in set(motives["rank"]):
        said.append("compensation is a possibility")
    return sentence("; ".join(said))


def _describe(motives: pd.DataFrame, shortages: pd.DataFrame) -> str:
    parts = []
    needs = motives[motives["rank"] == "primary"]
    if len(needs):
        parts.append(f"The primary motives {quoted(needs['hedge'])} {listed(needs['motive'])}.")
    parts.append(
        f"Isolation {quoted(shortages['cause_words'])} serious shortages of {listed(shortages['shortage'])}; "
        "this the text states outright."
    )
    for row in _ranked(motives, "possible gain"):
        parts.append(f"{sentence(row['ground'])} “{row['hedge']}” of {row['motive']}.")
        if not pd.isna(row["precedent"]):
            parts.append(f"There is a precedent: {row['precedent']}.")
    return " ".join(parts)


def _table(motives: pd.DataFrame, shortages: pd.DataFrame) -> pd.DataFrame:
    rows = [_twin(row, "ground", row["hedge"], "motive", str(row["rank"])) for row in records(motives)]
    for row in records(motives.dropna(subset="precedent")):
        rows.append({**_twin(row, "precedent", "a precedent", "motive", "precedent"), "certainty": "stated"})
    for row in records(shortages):
        rows.append(_twin(row, "cause", row["cause_words"], "shortage", "serious shortage"))
    return pd.DataFrame(rows)


def _twin(row: Record, start: str, words: str, end: str, kind: str) -> dict[str, Any]:
    return twin(row, **{"from": row[start], "words": words, "to": row[end], "kind": kind})


motive_map = Chart(_draw, _finding, _describe, _table, takes=("motives", "shortages"))
