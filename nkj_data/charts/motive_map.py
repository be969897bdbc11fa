"""Why North Korea turned to Japan, by the document: need, hope, and how sure the text is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from nkj_data.charts.boxes import Box, Link, draw_boxes, draw_links, frame_rows
from nkj_data.charts.house import Chart, card, listed, quoted, sentence, twin

__all__ = ["motive_map"]

_SIDES = {"left": (0.0, 0.38), "right": (0.62, 1.0)}
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
        boxes.append(_left(row["ground"], [row], top))
        boxes.append(_right(row["motive"], row, top, "primary motive"))
        links.append(_link(row["hedge"], [row], boxes[-2], boxes[-1]))
        top += 1
    short = shortages.to_dict("records")
    boxes.append(_left(short[0]["cause"], short, top + (len(short) - 1) / 2))
    cause = boxes[-1]
    for row in short:
        boxes.append(_right(row["shortage"], row, top, "serious shortage"))
        links.append(_link("", [row], cause, boxes[-1]))
        top += 1
    links.append(_said(short[0]["cause_words"], short, cause))
    for row in _records(motives, primary=False):
        boxes.append(_left(row["ground"], [row], top))
        boxes.append(_right(row["motive"], row, top + 0.33, "possible gain", height=1.2))
        gain = boxes[-1]
        links.append(_link(row["hedge"], [row], boxes[-2], gain))
        if not pd.isna(row["precedent"]):
            boxes.append(_left(row["precedent"], [row], top + 1))
            links.append(_link("a precedent", [row], boxes[-1], gain, certainty="stated"))
        top += 2
    figure = card(_finding(motives), motives, shortages)
    draw_links(figure, links)
    draw_boxes(figure, boxes)
    frame_rows(figure, top, px_per_row=72)
    return figure


def _records(motives: pd.DataFrame, *, primary: bool) -> list[dict[Any, Any]]:
    return motives[(motives["rank"] == "primary") == primary].to_dict("records")


def _left(text: str, rows: list[dict[Any, Any]], top: float) -> Box:
    return Box(text, rows, *_SIDES["left"], top)


def _right(text: str, row: dict[Any, Any], top: float, kind: str, height: float = 0.88) -> Box:
    return Box(text, [row], *_SIDES["right"], top, height, fill=kind, head=kind, certainty=row["certainty"])


def _link(words: str, rows: list[dict[Any, Any]], start: Box, end: Box, certainty: str = "") -> Link:
    straight = end.top < start.middle < end.top + end.height
    if straight:
        path = [(start.right, start.middle), (end.left, start.middle)]
        return Link(words, rows, path, certainty or rows[0]["certainty"], at=(0.5, start.middle - 0.04))
    path = [(start.right, start.middle), (_ELBOW, start.middle), (_ELBOW, end.middle), (end.left, end.middle)]
    return Link(words, rows, path, certainty or rows[0]["certainty"])


def _said(words: str, rows: list[dict[Any, Any]], start: Box) -> Link:
    """Return the trunk of a fan of links, which bears their common words."""
    path = [(start.right, start.middle), (_ELBOW, start.middle)]
    return Link(
        words, rows, path, rows[0]["certainty"], arrow=False, at=(start.right + 0.085, start.middle - 0.04), width=8
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
