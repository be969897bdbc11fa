"""The passage sentence by sentence, and what the wider record says of its claims."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from nkj_data.charts.context_style import cited_by, close, lines, outside_card, write
from nkj_data.charts.diagram import fold, row_ids
from nkj_data.charts.style import INK, ContextChart, Record, listed, sentence, wrap

# Ground, pattern and word of each verdict; all grounds are light enough for INK.
_VERDICT: dict[str, tuple[str, str]] = {
    "corroborated": ("#bfe3d0", ""),
    "partly": ("#f4e6a6", "/"),
    "disputed": ("#f0c3dc", "x"),
    "not checked": ("#ffffff", "."),
}
_LEFT = 0.1  # share of the width for the number of the sentence
_LONGEST = 3  # lines of a quote in a box; the hover text and the reader have it whole
_FEW = 3  # sources named in the hover text


class _Box(NamedTuple):
    row: Record
    left: float
    right: float
    middle: float
    height: float
    text: str


def _draw(claims_check: pd.DataFrame, sources: pd.DataFrame) -> go.Figure:
    """Return the passage sentence by sentence, what was checked in it marked and labelled by verdict.

    Parameters
    ----------
    claims_check : pandas.DataFrame
        ``nkj.context.claims_check()``, or some of its rows.
    sources : pandas.DataFrame
        ``nkj.context.sources()``, for the titles.

    Returns
    -------
    plotly.graph_objects.Figure
        A row per sentence, two at most boxes beside each other, in order of the text. A box holds the verdict and
        the first words that were checked; its hover text the whole of them, the note and the sources.

    Raises
    ------
    ArgumentError
        A frame is empty, is no such table, or has other columns.

    Source
    ------
    The sources that each row cites, outside the document; the verdicts are this package's. The words in quotation
    marks are of the Library of Congress country study of North Korea, section on Japan, S01-S14.
    """
    titles = dict(zip(sources["source_id"], sources["title"], strict=True))
    figure = outside_card(_finding(claims_check), claims_check)
    top = write(figure, "The verdicts are this package’s. Words in quotation marks: the document.", 6) + 6
    boxes: list[_Box] = []
    for name, rows in _by_sentence(claims_check):
        start = top
        for pair in (rows[at : at + 2] for at in range(0, len(rows), 2)):
            width = (1 - _LEFT) / len(pair)
            texts = [_label(row, width) for row in pair]
            height = max(map(lines, texts)) + 12
            for at, (row, text) in enumerate(zip(pair, texts, strict=True)):
                left = _LEFT + at * width
                boxes.append(_Box(row, left, left + width - 0.008, top + height / 2, height, text))
            top += height + 4
        figure.add_annotation(
            text=f"<b>{name}</b>", x=0, y=-(start + 4), xanchor="left", yanchor="top", showarrow=False
        )
        top += 6
    for verdict in _VERDICT:
        _bars(figure, [box for box in boxes if box.row["verdict"] == verdict], verdict, titles)
    figure.update_xaxes(visible=False, range=[0, 1])
    close(figure, top + 4)
    return figure


def _by_sentence(frame: pd.DataFrame) -> list[tuple[str, list[Record]]]:
    records = frame.sort_values("char_start").to_dict("records")
    return [(name, list(rows)) for name, rows in groupby(records, key=lambda row: row["sentence_id"])]


def _label(row: Record, width: float) -> str:
    words = fold(f"“{row['quote']}”", width - 0.05).split("<br>")
    if len(words) > _LONGEST:
        last = words[_LONGEST - 1].rsplit(" ", 1)[0]
        words = [*words[: _LONGEST - 1], f"{last.rstrip(',')} …”"]
    return f"<b>{sentence(str(row['verdict']))}</b><br>{'<br>'.join(words)}"


def _bars(figure: go.Figure, boxes: list[_Box], verdict: str, titles: dict[str, str]) -> None:
    if not boxes:
        return
    ground, pattern = _VERDICT[verdict]
    figure.add_bar(
        orientation="h",
        base=[box.left for box in boxes],
        x=[box.right - box.left for box in boxes],
        y=[-box.middle for box in boxes],
        width=[box.height for box in boxes],
        text=[box.text for box in boxes],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"color": INK, "size": 12},
        marker={
            "color": ground,
            "line": {"color": INK, "width": 2.5 if verdict == "disputed" else 1},
            "pattern": {
                "shape": pattern,
                "fillmode": "overlay",
                "bgcolor": ground,
                "fgcolor": INK,
                "fgopacity": 0.18,
                "size": 9,
                "solidity": 0.2,
            },
        },
        customdata=[row_ids([box.row]) for box in boxes],
        hovertext=[_hover(box.row, titles) for box in boxes],
        hoverinfo="text",
        name=verdict,
        showlegend=False,
    )


def _hover(row: Record, titles: dict[str, str]) -> str:
    cited = row["source_ids"].split(";")
    named = [f"{name} {titles.get(name, 'title not in these rows')}" for name in cited[:_FEW]]
    more = f"; and {len(cited) - _FEW} more" if len(cited) > _FEW else ""
    said = [
        f"“{row['quote']}” {row['sentence_id']}, in the document",
        f"Outside the document: {row['verdict']}. {row['note']}",
        f"Sources: {'; '.join(named)}{more}.",
    ]
    return "<br>".join(wrap(part, 56, hyphens=False) for part in said)


def _counts(frame: pd.DataFrame) -> dict[str, int]:
    counts = {name: int((frame["verdict"] == name).sum()) for name in _VERDICT}
    return {name: number for name, number in counts.items() if number}


def _finding(frame: pd.DataFrame) -> str:
    said = listed(f"{number} {name}" for name, number in _counts(frame).items())
    return f"Of {len(frame)} checks of claims, {said}"


def _describe(claims_check: pd.DataFrame, sources: pd.DataFrame) -> str:
    count = len(cited_by(claims_check))
    parts = [f"Outside the document: claims set against {count} sources. {_finding(claims_check)}."]
    for verdict in ("disputed", "not checked"):
        rows = claims_check[claims_check["verdict"] == verdict]
        if len(rows):
            quotes = listed(f"“{row['quote']}” ({row['sentence_id']})" for row in rows.to_dict("records"))
            parts.append(f"{sentence(verdict)}: {quotes}.")
    return " ".join(parts)


def _table(claims_check: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "sentence": row["sentence_id"],
                "in_the_document": f"“{row['quote']}”",
                "layer": str(row["layer"]),
                "verdict": str(row["verdict"]),
                "note": row["note"],
                "sources": row["source_ids"].replace(";", " "),
                "claim": row["claim_ids"].replace(";", " "),
                "row": row["check_id"],
            }
            for _, rows in _by_sentence(claims_check)
            for row in rows
        ]
    )


claims_check = ContextChart(
    "claims_check",
    _draw,
    _describe,
    _table,
    takes=("context.claims_check", "context.sources"),
    partly=("context.sources",),
)
