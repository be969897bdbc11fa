"""Aims until the late 1980s beside the move toward Japan, which the text calls coincidental."""

from __future__ import annotations

import pandas as pd

from nkj_data.charts.base import Chart
from nkj_data.charts.diagram import Sheet
from nkj_data.charts.style import Record, group, listed, records, twin

_GAP = 8
_ROLE = {  # by the first words of the quote: what the claim is in this chart
    "the changing": "changing patterns",
    "North Korea has moved": "the move",
    "its strained": "the relations",
    "Coincidental": "coincidence",
}


def _draw(sheet: Sheet, aims: pd.DataFrame, claims: pd.DataFrame) -> float:
    """Return the aims until the late 1980s beside the move toward Japan; coincidence is drawn without an arrow.

    Of the claims it draws S07 and the limit in time. The line between the changing patterns and the move has no
    arrow: the text claims no cause.
    """
    until, moves = _parts(claims)
    left, right = (0.0, 0.47 * sheet.width), (0.53 * sheet.width, sheet.width)
    px = left[1]
    start = max(sheet.heading("Aims", 0, px=px), sheet.heading("The move, undated in the text", 0, left=right[0]))
    low = start
    for row in until:
        low = sheet.box([row], left, low, row["quote"], fill="plain").bottom + _GAP
    for rank, rows in group(records(aims), "rank").items():
        for row in rows:
            low = sheet.box([row], left, low, row["aim"], head=rank, fill="North Korea").bottom + _GAP
    top = start
    for role, row in moves:
        if role == "changing patterns":
            top = sheet.box([row], right, top, row["claim"], head=role).bottom + 3
    for role, row in moves:
        if role == "coincidence":
            words, x = f"“{row['quote'].split(' the ')[0]}”, not “because of”", right[0] + 16
            px = right[1] - x - 10
            tall = sheet.lines(words, px, size=12) + 22
            sheet.link([row], [(x, top), (x, top + tall)])
            sheet.say([row], x + 4, top + tall / 2, sheet.fold(words, px, size=12), size=12, style="italic")
            top += tall + 3
    for role, row in moves:
        if role in ("the move", "the relations"):
            top = sheet.box([row], right, top, row["claim"], head=role, fill="North Korea").bottom + _GAP
    return max(low, top)


def _parts(claims: pd.DataFrame) -> tuple[list[Record], list[tuple[str, Record]]]:
    rows = records(claims)
    until = [row for row in rows if row["quote"].startswith("Until ")]
    moves = []
    for row in rows:
        if row["topic"] == "opening":
            role = next((role for start, role in _ROLE.items() if row["quote"].startswith(start)), "the move")
            moves.append((role, row))
    return until, moves


def _finding(aims: pd.DataFrame, claims: pd.DataFrame) -> str:
    main = int((aims["rank"] == "main aim").sum())
    said = f"{_count(main)} main aim{'' if main == 1 else 's'} until the late 1980s"
    return f"{said}; the move toward Japan is called coincidental with other changes" if _parts(claims)[1] else said


def _count(number: int) -> str:
    return ("No", "One", "Two", "Three", "Four", "Five")[number] if number < 6 else str(number)


def _describe(aims: pd.DataFrame, claims: pd.DataFrame) -> str:
    parts = []
    for rank, rows in aims.groupby("rank", observed=True, sort=False):
        parts.append(f"{str(rank).capitalize()}{'s' if len(rows) > 1 else ''}: {listed(rows['aim'])}.")
    said = dict(_parts(claims)[1])
    if "the move" in said:
        parts.append(said["the move"]["claim"])
    if "coincidence" in said:
        parts.append(f"{said['coincidence']['claim']} The text says “Coincidental with”, not because of.")
    return " ".join(parts)


def _table(aims: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    until, moves = _parts(claims)
    rows = [twin(row, part="limit in time", says=row["claim"]) for row in until]
    rows += [twin(row, part=str(row["rank"]), says=row["aim"]) for row in records(aims)]
    rows += [twin(row, part=role, says=row["claim"]) for role, row in moves]
    return pd.DataFrame(rows)


before_after = Chart(_draw, _finding, _describe, _table, takes=("aims", "claims"), partly=("claims",))
