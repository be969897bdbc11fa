"""The passage sentence by sentence: who speaks, and how surely."""

from __future__ import annotations

from itertools import groupby

import pandas as pd
import plotly.graph_objects as go

from nkj_data.charts.diagram import Box, draw_boxes, frame_rows, row_ids
from nkj_data.charts.style import CERTAINTY, FILL, INK, Chart, Record, card, hover, listed, quoted, sentence, twin

_VOICE = {
    "document": "the document",
    "north_korea": "North Korea, as reported",
    "japan": "Japan, as reported",
    "unattributed": "nobody named",
}
_LEFT = 0.09


def _draw(claims: pd.DataFrame) -> go.Figure:
    """Return the claims sentence by sentence, each by who speaks (ground) and how surely (pattern).

    Parameters
    ----------
    claims : pandas.DataFrame
        ``nkj.claims()``, or some of its rows.

    Returns
    -------
    plotly.graph_objects.Figure
        A row per sentence and a box per claim; the words that weaken a claim stand under it.

    Raises
    ------
    ArgumentError
        The frame is empty, is no such table, or has other columns.

    Source
    ------
    Library of Congress country study of North Korea, section on Japan, S01-S14.
    """
    boxes: list[Box] = []
    words: list[tuple[str, list[Record], float, float]] = []
    top = 0.0
    for name, rows in _by_sentence(claims):
        width = (1 - _LEFT) / len(rows)
        spoken = False
        boxes.append(Box(name, rows, 0.0, _LEFT - 0.01, top, fill="plain"))
        at = _LEFT
        for _, run in groupby(rows, key=lambda row: (row["certainty"], row["voice"], row["hedge"])):
            same = list(run)
            for row in same:
                fill = "ground" if row["voice"] == "document" else row["voice"]
                boxes.append(Box("", [row], at, at + width, top, fill=fill, certainty=row["certainty"]))
                at += width
            if said := _said(same[0]):
                words.append((said, same, at - width * len(same) / 2, top + 1.1))
                spoken = True
        top += 1.4 if spoken else 1
    figure = card(_finding(claims), claims)
    draw_boxes(figure, boxes)
    if words:
        figure.add_scatter(
            x=[place for _, _, place, _ in words],
            y=[-height for _, _, _, height in words],
            mode="text",
            text=[said for said, _, _, _ in words],
            textfont={"size": 11, "color": INK},
            customdata=[row_ids(rows) for _, rows, _, _ in words],
            hovertext=[hover(rows[0]) for _, rows, _, _ in words],
            hoverinfo="text",
            showlegend=False,
        )
    _legend(figure, claims)
    frame_rows(figure, top, px_per_row=42)
    figure.update_layout(height=figure.layout.height + 56, margin={"b": 104})
    return figure


def _by_sentence(claims: pd.DataFrame) -> list[tuple[str, list[Record]]]:
    records = claims.sort_values(["sentence_id", "claim_id"]).to_dict("records")
    return [(name, list(rows)) for name, rows in groupby(records, key=lambda row: row["sentence_id"])]


def _said(row: Record) -> str:
    if not pd.isna(row["hedge"]):
        return f"“{row['hedge']}”"
    if row["voice"] != "document":
        return sentence(row["voice"].replace("_", " ").title())
    return ""


def _legend(figure: go.Figure, claims: pd.DataFrame) -> None:
    """Explain grounds and patterns by empty marks, which no click reaches."""
    for voice in dict.fromkeys(claims["voice"]):
        _entry(figure, _VOICE[voice], FILL["ground" if voice == "document" else voice], "")
    for certainty in dict.fromkeys(claims["certainty"]):
        _entry(figure, CERTAINTY[certainty]["word"], FILL["ground"], CERTAINTY[certainty]["pattern"])


def _entry(figure: go.Figure, name: str, fill: str, pattern: str) -> None:
    figure.add_bar(
        x=[None],
        y=[0],
        customdata=[None],
        orientation="h",
        name=name,
        hoverinfo="skip",
        marker={
            "color": fill,
            "line": {"color": INK, "width": 1},
            "pattern": {
                "shape": pattern,
                "fillmode": "overlay",
                "bgcolor": fill,
                "fgcolor": INK,
                "fgopacity": 0.4,
                "size": 5,
            },
        },
    )


def _finding(claims: pd.DataFrame) -> str:
    counts = claims["certainty"].value_counts(sort=False)
    said = [f"{number} {CERTAINTY[str(certainty)]['word']}" for certainty, number in counts.items() if number]
    return f"Of {len(claims)} claims, {listed(said)}"


def _describe(claims: pd.DataFrame) -> str:
    parts = [f"{_finding(claims)}."]
    for word in ("hedged", "alleged"):
        rows = claims[claims["certainty"] == word]
        if len(rows):
            where = listed(dict.fromkeys(rows["sentence_id"]))
            parts.append(f"{sentence(word)} claims stand in {where}, by the words {quoted(rows['hedge'])}.")
    others = claims[~claims["voice"].isin(["document"])]
    for voice, rows in others.groupby("voice", observed=True):
        parts.append(f"In {listed(dict.fromkeys(rows['sentence_id']))} the voice is {_VOICE[str(voice)]}.")
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
            for _, rows in _by_sentence(claims)
            for row in rows
        ]
    )


voice_lens = Chart("voice_lens", _draw, _describe, _table, takes=("claims",))
