"""Why North Korea turned to Japan, by the document: need, hope, and how sure the text is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from nkj_data.charts.diagram import Box, Link, draw_boxes, draw_links, frame_rows
from nkj_data.charts.style import Chart, card, listed, quoted, sentence, twin

_SIDES = {"left": (0.0, 0.37), "right": (0.64, 1.0)}
_GAP = 0.12
_ELBOW = 0.55  # where a link turns


def _draw(motives: pd.DataFrame, shortages: pd.DataFrame) -> go.Figure:
    """Return a map of the motives: isolation, the shortages it caused, the relief sought, the possible gain.

    Parameters
    ----------
    motives, shortages : pandas.DataFrame
        ``nkj.motives()`` and ``nkj.shortages()``, or some of their rows.

    Returns
    -------
    plotly.graph_objects.Figure
        Boxes and links; full lines are stated, broken lines hedged. ``customdata`` holds the row ids.

    Raises
    ------
    ArgumentError
        A frame is empty, is no such table, or has other columns.

    Source
    ------
    Library of Congress country study of North Korea, section on Japan, S08-S09.
    """
    boxes: list[Box] = []
    links: list[Link] = []
    top = 0.0
    for row in _records(motives, primary=True):
        end = _right(row["motive"], row, top, "primary motive")
        start = _left(row["ground"], [row], top, least=end.height)
        boxes += [start, end]
        links.append(_link(row["hedge"], [row], start, end))
        top = start.bottom + _GAP
    short = shortages.to_dict("records")
    ends = []
    for row in short:
        ends.append(_right(row["shortage"], row, top, "serious shortage"))
        top = ends[-1].bottom + _GAP
    cause = _beside(_left(short[0]["cause"], short, 0.0), ends)
    boxes += [cause, *ends]
    links += [_link("", [row], cause, end) for row, end in zip(short, ends, strict=True)]
    links.append(_said(short[0]["cause_words"], short, cause))
    for row in _records(motives, primary=False):
        starts = [_left(row["ground"], [row], top)]
        if not pd.isna(row["precedent"]):
            starts.append(_left(row["precedent"], [row], starts[0].bottom + 0.4))
        gain = _right(row["motive"], row, top, "possible gain", least=starts[-1].bottom - top)
        boxes += [*starts, gain]
        for start, words, certainty in zip(starts, (row["hedge"], "a precedent"), ("", "stated"), strict=False):
            links.append(_link(words, [row], start, gain, certainty=certainty))
        top = gain.bottom + _GAP
    figure = card(_finding(motives), motives, shortages)
    draw_links(figure, links)
    draw_boxes(figure, boxes)
    frame_rows(figure, top)
    return figure


def _records(motives: pd.DataFrame, *, primary: bool) -> list[dict[Any, Any]]:
    return motives[(motives["rank"] == "primary") == primary].to_dict("records")


def _left(text: str, rows: list[dict[Any, Any]], top: float, least: float = 0.0) -> Box:
    return Box.around(text, rows, _SIDES["left"], top=top, least=least)


def _right(text: str, row: dict[Any, Any], top: float, kind: str, least: float = 0.0) -> Box:
    return Box.around(
        text, [row], _SIDES["right"], top=top, least=least, fill=kind, head=kind, certainty=row["certainty"]
    )


def _beside(box: Box, others: list[Box]) -> Box:
    """Return the box at half the height of others."""
    return replace(box, top=(others[0].top + others[-1].bottom - box.height) / 2)


def _link(words: str, rows: list[dict[Any, Any]], start: Box, end: Box, certainty: str = "") -> Link:
    straight = end.top < start.middle < end.top + end.height
    if straight:
        path = [(start.right, start.middle), (end.left, start.middle)]
        return Link(
            words,
            rows,
            path,
            certainty or rows[0]["certainty"],
            at=((start.right + end.left) / 2, start.middle - 0.03),
        )
    path = [(start.right, start.middle), (_ELBOW, start.middle), (_ELBOW, end.middle), (end.left, end.middle)]
    return Link(words, rows, path, certainty or rows[0]["certainty"])


def _said(words: str, rows: list[dict[Any, Any]], start: Box) -> Link:
    """Return the trunk of a fan of links, which bears their common words."""
    path = [(start.right, start.middle), (_ELBOW, start.middle)]
    return Link(
        words,
        rows,
        path,
        rows[0]["certainty"],
        arrow=False,
        at=((start.right + _ELBOW) / 2, start.middle - 0.03),
        share=_ELBOW - start.right,
    )


def _finding(motives: pd.DataFrame) -> str:
    said = []
    if kinds := [row["isolation"] for row in _records(motives, primary=True)]:
        said.append(f"primary motives appear to be relief from {listed(kinds)} isolation")
    if "possible gain" in set(motives["rank"]):
        said.append("compensation is a possibility")
    return sentence("; ".join(said))


def _describe(motives: pd.DataFrame, shortages: pd.DataFrame) -> str:
    parts = []
    needs = motives[motives["rank"] == "primary"]
    if len(needs):
        parts.append(f"Primary motives, hedged by {quoted(needs['hedge'])}: {listed(needs['motive'])}.")
    parts.append(
        f"Isolation {quoted(shortages['cause_words'])} serious shortages of {listed(shortages['shortage'])}; "
        "this the text states outright."
    )
    for row in _records(motives, primary=False):
        before = "" if pd.isna(row["precedent"]) else f", with a precedent “{row['precedent']}”"
        parts.append(f"A possible gain, hedged by “{row['hedge']}”: {row['motive']}{before}.")
    return " ".join(parts)


def _table(motives: pd.DataFrame, shortages: pd.DataFrame) -> pd.DataFrame:
    rows = [_twin(row, "ground", row["hedge"], "motive", str(row["rank"])) for row in motives.to_dict("records")]
    for row in motives.dropna(subset="precedent").to_dict("records"):
        rows.append({**_twin(row, "precedent", "a precedent", "motive", "precedent"), "certainty": "stated"})
    for row in shortages.to_dict("records"):
        rows.append(_twin(row, "cause", row["cause_words"], "shortage", "serious shortage"))
    return pd.DataFrame(rows)


def _twin(row: Mapping[Any, Any], start: str, words: str, end: str, kind: str) -> dict[str, Any]:
    return twin(row, **{"from": row[start], "words": words, "to": row[end], "kind": kind})


motive_map = Chart("motive_map", _draw, _describe, _table, takes=("motives", "shortages"))
