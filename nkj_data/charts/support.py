"""Where support was sought, and what discredited North Korea, with the words of reaction."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from nkj_data.charts.diagram import Box, Link, draw_boxes, draw_links, frame_rows, headings
from nkj_data.charts.style import Chart, Record, card, listed, names_of, quoted, twin

_LEFT, _RIGHT, _ELBOW = (0.0, 0.4), (0.48, 1.0), 0.44
_GAP = 0.12
_TIE = {"reaction named": "stated", "place only": "implied"}


def _draw(
    supporters: pd.DataFrame, claims: pd.DataFrame, setbacks: pd.DataFrame, actors: pd.DataFrame
) -> go.Figure:
    """Return where support was sought and what discredited North Korea, with the words of reaction.

    Parameters
    ----------
    supporters, claims, setbacks, actors : pandas.DataFrame
        The tables of these names, or some of their rows; of the claims it draws S03, of the actors the names.

    Returns
    -------
    plotly.graph_objects.Figure
        Boxes and links. A full link: the sentence names a reaction. A link of dashes and dots: its tie to the
        discredit is read from its place in the text.

    Raises
    ------
    ArgumentError
        A frame is empty, is no such table, or has other columns.

    Source
    ------
    Library of Congress country study of North Korea, section on Japan, S02-S06.
    """
    names = names_of(actors)
    boxes: list[Box] = []
    links: list[Link] = []
    general = supporters[supporters["emphasis"] == "general"].to_dict("records")
    special = supporters[supporters["emphasis"] == "especially"].to_dict("records")
    first = 0.5
    right = [Box.around(row["supporter"], [row], _RIGHT, head="especially") for row in special]
    left = [
        Box.around(row["supporter"], [row], _LEFT, fill="North Korea", head="support sought") for row in general
    ]
    second = _group(boxes, links, left, right, ["stated"] * len(right), first) + 0.6
    discredit = _discredit(claims)
    worn = setbacks.to_dict("records")
    right = [Box.around(row["setback"], [row], _RIGHT, fill="plain", head=_reaction(row, names)) for row in worn]
    words = " ".join(row["claim"] for row in discredit)
    left = [Box.around(words, discredit, _LEFT, fill="North Korea")] if discredit else []
    top = _group(boxes, links, left, right, [_TIE[row["tie"]] for row in worn], second)
    shown = [supporters, setbacks, *([pd.DataFrame(discredit)] if discredit else [])]
    figure = card(_finding(setbacks), *shown)
    headings(
        figure,
        [("Support sought in Japan", 0.0, first - 0.1), ("What the text tells as discredit", 0.0, second - 0.1)],
    )
    draw_links(figure, links)
    draw_boxes(figure, boxes)
    frame_rows(figure, top)
    return figure


def _group(
    boxes: list[Box], links: list[Link], left: list[Box], right: list[Box], sure: list[str], top: float
) -> float:
    """Place boxes at the right, those they belong to at the left of them, a link to each; return where it ends."""
    height = max(sum(box.height + _GAP for box in column) for column in (left, right))
    start = top + (height - _GAP) / 2
    for column in (left, right):
        low = start - (sum(box.height + _GAP for box in column) - _GAP) / 2
        for box in column:
            boxes.append(replace(box, top=low))
            low += box.height + _GAP
    for box, certainty in zip(boxes[len(boxes) - len(right) :], sure, strict=True):
        path = [(_LEFT[1], start), (_ELBOW, start), (_ELBOW, box.middle), (box.left, box.middle)]
        links.append(Link("", box.rows, path, certainty, arrow=False))
    return top + height


def _discredit(claims: pd.DataFrame) -> list[Record]:
    return claims[claims["quote"].str.contains("discredit itself", regex=False)].to_dict("records")


def _reaction(row: Record, names: dict[str, str]) -> str:
    if pd.isna(row["reaction"]):
        return "no reaction named"
    who = names.get(row["reacting_actor_id"])
    return f"{row['reaction']} ({who})" if who else str(row["reaction"])


def _finding(setbacks: pd.DataFrame) -> str:
    named = setbacks["reaction"].dropna()
    if named.empty:
        return "The text tells what happened; it names no reaction here"
    return f"The text names {listed(dict.fromkeys(named))} at some acts; for the others it names no reaction"


def _describe(supporters: pd.DataFrame, claims: pd.DataFrame, setbacks: pd.DataFrame, actors: pd.DataFrame) -> str:
    names = names_of(actors)
    parts = [f"Support was sought {listed(_sought(row) for row in supporters.to_dict('records'))}."]
    parts += [row["claim"] for row in _discredit(claims)]
    reactions = setbacks.dropna(subset="reaction")
    if len(reactions):
        who = dict.fromkeys(names.get(i, "") for i in reactions["reacting_actor_id"].dropna())
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
        for row in supporters.to_dict("records")
    ]
    rows += [twin(row, part="discredit", says=row["claim"], how="") for row in _discredit(claims)]
    rows += [
        twin(row, part="what the text tells", says=row["setback"], how=_reaction(row, names))
        for row in setbacks.to_dict("records")
    ]
    return pd.DataFrame(rows)


support = Chart(
    "support",
    _draw,
    _describe,
    _table,
    takes=("supporters", "claims", "setbacks", "actors"),
    partly=("claims", "actors"),
)
