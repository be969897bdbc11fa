"""Where support was sought, and what discredited North Korea, with the words of reaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from nkj_data.charts.base import Chart
from nkj_data.charts.diagram import Sheet
from nkj_data.charts.style import Record, group, listed, names_of, quoted, records, twin

_GAP = 5
_TIE = {"reaction named": "stated", "place only": "implied"}


def _draw(
    sheet: Sheet, supporters: pd.DataFrame, claims: pd.DataFrame, setbacks: pd.DataFrame, actors: pd.DataFrame
) -> float:
    """Return where support was sought and what discredited North Korea, with the words of reaction.

    Of the claims it draws S03. A full link: the sentence names a reaction. A link of dashes and dots: its tie to
    the discredit is read from its place in the text.
    """
    names = names_of(actors)
    sought = group(records(supporters), "emphasis")
    general = sought.get("general", [])
    right = [
        {"rows": [row], "text": row["supporter"], "head": "especially among"}
        for row in sought.get("especially", [])
    ]
    top = sheet.heading("Support sought in Japan", 0)
    words = " ".join(row["supporter"] for row in general)
    top = _fan(sheet, general, words, right, ["stated"] * len(right), top)
    worn = records(setbacks)
    right = [
        {"rows": [row], "text": row["setback"], "head": _reaction(row, names), "fill": "plain"} for row in worn
    ]
    top = sheet.heading("What the text tells as discredit", top + 12)
    discredit = _discredit(claims)
    words = " ".join(row["claim"] for row in discredit)
    top = _fan(sheet, discredit, words, right, [_TIE[row["tie"]] for row in worn], top)
    entries = [
        ({"dash": "solid"}, "a reaction is named"),
        ({"dash": "dashdot"}, "tie read from the place in the text"),
    ]
    return sheet.key(entries, top + 6)


def _fan(
    sheet: Sheet, rows: list[Record], words: str, right: Sequence[dict[str, Any]], sure: list[str], top: float
) -> float:
    """Draw boxes at the right, what they belong to at the left, and a link to each; return where it ends."""
    left, across = (0.0, 0.3 * sheet.width), (0.37 * sheet.width, sheet.width)
    turn = 0.335 * sheet.width
    low, boxes = top, []
    for cell in right:
        boxes.append(sheet.box(**cell, across=across, top=low))
        low = boxes[-1].bottom + _GAP
    if not rows:
        return low
    tall = sheet.tall(left, words)
    middle = top + max(low - _GAP - top, tall) / 2
    sheet.box(rows, left, middle - tall / 2, words, fill="North Korea")
    for box, cell, certainty in zip(boxes, right, sure, strict=True):
        path = [(left[1], middle), (turn, middle), (turn, box.middle), (across[0], box.middle)]
        sheet.link(cell["rows"], path, certainty)
    return max(low, middle + tall / 2 + _GAP)


def _discredit(claims: pd.DataFrame) -> list[Record]:
    return records(claims[claims["quote"].str.contains("discredit itself", regex=False)])


def _reaction(row: Record, names: Mapping[str, str]) -> str:
    if pd.isna(row["reaction"]):
        return "no reaction named"
    who = names.get(row["reacting_actor_id"])
    return f"{row['reaction']} ({who})" if who else str(row["reaction"])


def _finding(supporters: pd.DataFrame, claims: pd.DataFrame, setbacks: pd.DataFrame, actors: pd.DataFrame) -> str:
    named = setbacks["reaction"].dropna()
    if named.empty:
        return "The text tells what happened; it names no reaction here"
    return f"The text names {listed(dict.fromkeys(named))} at some acts; for the others it names no reaction"


def _describe(supporters: pd.DataFrame, claims: pd.DataFrame, setbacks: pd.DataFrame, actors: pd.DataFrame) -> str:
    names = names_of(actors)
    parts = [f"Support was sought {listed(_sought(row) for row in records(supporters))}."]
    parts += [row["claim"] for row in _discredit(claims)]
    reactions = setbacks.dropna(subset="reaction")
    if len(reactions):
        who = dict.fromkeys(names.get(actor, "") for actor in reactions["reacting_actor_id"].dropna())
        parts.append(f"The reaction named is {quoted(reactions['reaction'])}, of {listed(filter(None, who))}.")
    if (setbacks["tie"] == "place only").any():
        parts.append("Where no reaction is named, the tie is read from the place of the sentence.")
    return " ".join(parts)


def _sought(row: Record) -> str:
    return str(row["supporter"]) if row["emphasis"] == "general" else f"especially among {row['supporter']}"


def _table(
    supporters: pd.DataFrame, claims: pd.DataFrame, setbacks: pd.DataFrame, actors: pd.DataFrame
) -> pd.DataFrame:
    names = names_of(actors)
    rows = [
        twin(row, part="support sought", says=row["supporter"], how=str(row["emphasis"]))
        for row in records(supporters)
    ]
    rows += [twin(row, part="discredit", says=row["claim"], how="") for row in _discredit(claims)]
    rows += [
        twin(row, part="what the text tells", says=row["setback"], how=_reaction(row, names))
        for row in records(setbacks)
    ]
    return pd.DataFrame(rows)


support = Chart(
    _draw,
    _finding,
    _describe,
    _table,
    takes=("supporters", "claims", "setbacks", "actors"),
    partly=("claims", "actors"),
)
