"""The passage sentence by sentence, and what the wider record says of its claims."""

from __future__ import annotations

from typing import Any

import pandas as pd

from nkj_data import context
from nkj_data.charts.base import ContextChart
from nkj_data.charts.diagram import Sheet, look_of
from nkj_data.charts.style import (
    INK,
    MUTED,
    Record,
    cited_by,
    context_twin,
    group,
    listed,
    number_of,
    records,
    sentence,
)

# Sign, ground and pattern of each verdict; all grounds are light enough for INK.
_VERDICT: dict[str, tuple[str, str, str]] = {
    "corroborated": ("✓", "#bfe3d0", ""),
    "partly": ("◐", "#d8cdf2", "/"),
    "disputed": ("≠", "#f0c3dc", "x"),
    "not checked": ("–", "#ffffff", ""),
}
_OPEN = "yours to judge"
_SIGNS = {**_VERDICT, _OPEN: ("?", "#a9bcdc", "")}
_MEANING = {_OPEN: "yours to judge: an inquiry asks it, a click shows our check"}
_TALL = 23
_FEW = 3  # sources named in the hover text


def _draw(sheet: Sheet, claims_check: pd.DataFrame, sources: pd.DataFrame, *, verdicts: bool = False) -> float:
    """Return the passage sentence by sentence, what was checked in it marked by a sign for the verdict.

    Of the sources it uses the titles. The words in quotation marks are the document's, the verdicts this package's.
    Where an inquiry asks the same question, the picture holds its verdict back and says *yours to judge*; a click
    on the mark opens it, and ``verdicts=True`` shows all of them.
    """
    titles = dict(zip(sources["source_id"], sources["title"], strict=True))
    open_claims = set() if verdicts else _asked()
    top = sheet.write("The verdicts are this package’s. Words in quotation marks: the document.", 0, 0, size=12) + 8
    left = 34.0
    across = 1 + (sheet.room >= 500) + (sheet.room >= 680) + (sheet.room >= 960)
    for name, rows in group(records(claims_check.sort_values("char_start")), "sentence_id").items():
        sheet.write(name, 0, top + 2, size=12, bold=True, color=MUTED)
        for run in _runs(rows, across):
            step = (sheet.width - left) / len(run)
            for at, row in enumerate(run):
                verdict = _shown(row, open_claims)
                place = (left + at * step, left + (at + 1) * step - 4)
                sign = f"{_SIGNS[verdict][0]} "
                words = sheet.clipped(f"“{row['quote']}”", place[1] - place[0] - 26 - sheet.wide(sign))
                said = _hover(row, titles, verdict)
                sheet.box([row], place, top, sign + words, ground=_ground(verdict), said=said, tall=_TALL)
            top += _TALL + 2
        top += 2
    shown = dict.fromkeys(_shown(row, open_claims) for row in records(claims_check))
    entries: list[tuple[dict[str, Any], str]] = [
        ({"box": _ground(name)}, f"{sign} {_MEANING.get(name, name)}")
        for name, (sign, _, _) in _SIGNS.items()
        if name in shown
    ]
    return sheet.key(entries, top + 4)


def _asked() -> set[str]:
    """Return the ids of the claims that an inquiry leaves to the learner."""
    return {claim for name in context.inquiries()["inquiry_id"] for claim in context.inquiry(name).claim_ids}


def _shown(row: Record, open_claims: set[str]) -> str:
    return _OPEN if open_claims & set(row["claim_ids"].split(";")) else str(row["verdict"])


def _runs(rows: list[Record], most: int) -> list[list[Record]]:
    """Return rows in as few lines as hold them, each about as full as the others."""
    count = -(-len(rows) // most)
    each = -(-len(rows) // count)
    return [rows[at : at + each] for at in range(0, len(rows), each)]


def _ground(verdict: str) -> dict[str, Any]:
    _, ground, pattern = _SIGNS[verdict]
    edge, width = (INK, 2) if verdict == "disputed" else ("#8b94a5", 1)
    return look_of(ground, edge=edge, width=width, pattern=pattern)


def _hover(row: Record, titles: dict[str, str], verdict: str) -> str:
    said = [f"“{row['quote']}” {row['sentence_id']}, in the document"]
    if verdict == _OPEN:
        return "\n".join([*said, "Outside the document: an inquiry asks this. Click for our own check."])
    cited = row["source_ids"].split(";")
    named = [f"{name} {titles.get(name, 'title not in these rows')}" for name in cited[:_FEW]]
    more = f"; and {len(cited) - _FEW} more" if len(cited) > _FEW else ""
    said.append(f"Outside the document: {verdict}. {row['note']}")
    return "\n".join([*said, f"Sources: {'; '.join(named)}{more}."])


def _finding(claims_check: pd.DataFrame, sources: pd.DataFrame, *, verdicts: bool = False) -> str:
    open_claims = set() if verdicts else _asked()
    shown = [_shown(row, open_claims) for row in records(claims_check)]
    counts = {name: shown.count(name) for name in _SIGNS}
    said = listed(f"{number} {name}" for name, number in counts.items() if number)
    return f"{number_of(len(claims_check), 'check')} of claims: {said}"


def _describe(claims_check: pd.DataFrame, sources: pd.DataFrame, *, verdicts: bool = False) -> str:
    open_claims = set() if verdicts else _asked()
    count = number_of(len(cited_by(claims_check)), "source")
    finding = _finding(claims_check, sources, verdicts=verdicts)
    parts = [f"Outside the document: claims set against {count}. {finding}."]
    for name in ("disputed", "not checked", _OPEN):
        rows = [row for row in records(claims_check) if _shown(row, open_claims) == name]
        if rows:
            quotes = listed(f"“{row['quote']}” ({row['sentence_id']})" for row in rows)
            parts.append(f"{sentence(name)}: {quotes}.")
    return " ".join(parts)


def _table(claims_check: pd.DataFrame, sources: pd.DataFrame, *, verdicts: bool = False) -> pd.DataFrame:
    open_claims = set() if verdicts else _asked()
    return pd.DataFrame(
        [
            context_twin(
                row,
                sentence=row["sentence_id"],
                in_the_document=f"“{row['quote']}”",
                verdict=(shown := _shown(row, open_claims)),
                note="" if shown == _OPEN else row["note"],
                claim=row["claim_ids"].replace(";", " "),
            )
            for row in records(claims_check.sort_values("char_start"))
        ]
    )


claims_check = ContextChart(
    _draw,
    _finding,
    _describe,
    _table,
    takes=("context.claims_check", "context.sources"),
    partly=("context.sources",),
    options=("verdicts",),
)
