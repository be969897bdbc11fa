"""The passage sentence by sentence: who speaks, and how surely."""

from __future__ import annotations

from itertools import groupby

import pandas as pd

from nkj_data.charts.base import Chart
from nkj_data.charts.diagram import Sheet, fill_of
from nkj_data.charts.style import (
    CERTAINTY,
    MUTED,
    Record,
    group,
    listed,
    number_of,
    plain,
    quoted,
    records,
    sentence,
    twin,
)

_VOICE = {
    "document": "the document",
    "north_korea": "North Korea, as reported",
    "japan": "Japan, as reported",
    "unattributed": "nobody named",
}
_SPEAKS = {
    "north_korea": "the document reports what North Korea says",
    "japan": "the document reports what Japan says",
    "unattributed": "nobody is named who says so",
}
_TALL = 22


def _draw(sheet: Sheet, claims: pd.DataFrame) -> float:
    """Return the claims sentence by sentence, each by who speaks (ground) and how surely (pattern).

    A row per sentence and a box per claim; the words that weaken a claim, or the one who speaks, stand under it.
    """
    left, top = 34.0, 0.0
    for name, rows in _by_sentence(claims).items():
        sheet.say(rows, left - 8, top + _TALL / 2, name, at="middle left", size=12, color=MUTED)
        step, at, under = (sheet.width - left) / len(rows), left, 0.0
        for _, same in groupby(rows, key=lambda row: (row["certainty"], row["voice"], str(row["hedge"]))):
            run = list(same)
            for place, row in enumerate(run):
                across = (at + place * step + 1, at + (place + 1) * step - 1)
                sheet.box([row], across, top, fill=_ground(row), certainty=row["certainty"], tall=_TALL)
            if said := _said(run[0]):
                px = sheet.wide(said, size=11)
                x = max(left + px / 2, min(at + len(run) * step / 2, sheet.width - px / 2))
                sheet.say(run, x, top + _TALL + 8, plain(said), at="middle center", size=11, style="italic")
                under = 15.0
            at += len(run) * step
        top += _TALL + under + 5
    voices, sure = (dict.fromkeys(claims[name]) for name in ("voice", "certainty"))
    entries = [({"box": fill_of("ground" if voice == "document" else voice)}, _VOICE[voice]) for voice in voices]
    top = sheet.key(entries, sheet.write("Who speaks", 0, top + 6, size=12, bold=True) + 3)
    entries = [({"box": fill_of("ground", name)}, CERTAINTY[name]["word"]) for name in sure]
    return sheet.key(entries, sheet.write("How sure", 0, top + 3, size=12, bold=True) + 3)


def _ground(row: Record) -> str:
    return "ground" if row["voice"] == "document" else str(row["voice"])


def _by_sentence(claims: pd.DataFrame) -> dict[str, list[Record]]:
    return group(records(claims.sort_values(["sentence_id", "claim_id"])), "sentence_id")


def _said(row: Record) -> str:
    if not pd.isna(row["hedge"]):
        return f"“{row['hedge']}”"
    return "" if row["voice"] == "document" else str(row["voice"]).replace("_", " ").title()


def _finding(claims: pd.DataFrame) -> str:
    counts = claims["certainty"].value_counts(sort=False)
    said = [f"{number} {CERTAINTY[str(certainty)]['word']}" for certainty, number in counts.items() if number]
    return f"{number_of(len(claims), 'claim')}: {listed(said)}"


def _describe(claims: pd.DataFrame) -> str:
    parts = [f"{_finding(claims)}."]
    for word in ("hedged", "alleged"):
        rows = claims[claims["certainty"] == word]
        if len(rows):
            where = listed(dict.fromkeys(rows["sentence_id"]))
            parts.append(f"{sentence(word)} claims stand in {where}, by {quoted(rows['hedge'])}.")
    others = claims[~claims["voice"].isin(["document"])]
    for voice, rows in others.groupby("voice", observed=True):
        parts.append(f"In {listed(dict.fromkeys(rows['sentence_id']))} {_SPEAKS[str(voice)]}.")
    return " ".join(parts)


def _table(claims: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        [
            twin(
                row,
                claim=row["claim"],
                voice=_VOICE[row["voice"]],
                hedge="" if pd.isna(row["hedge"]) else row["hedge"],
            )
            for rows in _by_sentence(claims).values()
            for row in rows
        ]
    )


voice_lens = Chart(_draw, _finding, _describe, _table, takes=("claims",))
