"""What the talks stumble on, point by point, apart from what the text only tells of before."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from nkj_data.charts.boxes import Box, draw_boxes, frame_rows, headings
from nkj_data.charts.house import CERTAINTY, Chart, Record, card, listed, names_of, tint, twin

__all__ = ["obstacle_grid"]

_COLUMNS = {
    "point": (0.0, 0.40),
    "raised by": (0.41, 0.56),
    "toward": (0.57, 0.72),
    "kind": (0.73, 0.87),
    "how sure": (0.88, 1.0),
}
_WORD = {"demand": "demand", "precondition": "pre-condition", "refusal": "refusal"}


def _draw(obstacles: pd.DataFrame, setbacks: pd.DataFrame, actors: pd.DataFrame) -> go.Figure:
    """Return a grid of the points of contention, and apart from it what the text never calls one.

    Parameters
    ----------
    obstacles, setbacks, actors : pandas.DataFrame
        The tables of these names, or some of their rows; of the actors it draws the names.

    Returns
    -------
    plotly.graph_objects.Figure
        A row per point. Dotted boxes: the text does not say who, we read it from context.

    Raises
    ------
    ArgumentError
        A frame is empty, is no such table, or has other columns.

    Source
    ------
    Library of Congress country study of North Korea, section on Japan, S04-S06, S10, S12 and S13.
    """
    names = names_of(actors)
    boxes: list[Box] = []
    heads = [(words, left, 0.42) for words, (left, _) in _COLUMNS.items()]
    top = 0.5
    for row in obstacles.to_dict("records"):
        height = 1.2
        boxes.append(Box(row["obstacle"], [row], *_COLUMNS["point"], top, height, fill="plain"))
        for column, role in (("raised by", "raised_by"), ("toward", "toward")):
            boxes.append(_who(row, role, names, _COLUMNS[column], top, height))
        boxes.append(Box(_WORD[row["kind"]], [row], *_COLUMNS["kind"], top, height))
        boxes.append(Box(CERTAINTY[row["certainty"]]["word"], [row], *_COLUMNS["how sure"], top, height))
        top += 1.3
    top += 0.5
    heads.append(("Told of before, and never called an issue of the talks", 0.0, top - 0.08))
    for row in setbacks.to_dict("records"):
        boxes.append(Box(row["setback"], [row], 0.0, 0.72, top, 0.72))
        named = not pd.isna(row["reaction"])
        says, head = (row["reaction"], "reaction") if named else ("no reaction named", "")
        boxes.append(Box(says, [row], 0.73, 1.0, top, 0.72, head=head))
        top += 0.8
    figure = card(_finding(obstacles), obstacles, setbacks)
    headings(figure, heads)
    draw_boxes(figure, boxes)
    frame_rows(figure, top, px_per_row=72)
    return figure


def _who(
    row: Record, role: str, names: Mapping[str, str], place: tuple[float, float], top: float, height: float
) -> Box:
    name = names.get(row[f"{role}_actor_id"], "")
    stated = row[f"{role}_basis"] == "stated"
    certainty = "stated" if stated else "implied"
    return Box(
        name if stated else f"{name}, by context", [row], *place, top, height, tint(name), certainty=certainty
    )


def _finding(obstacles: pd.DataFrame) -> str:
    kinds = obstacles["kind"].value_counts(sort=False)
    said = [f"{number} {kind}{'' if number == 1 else 's'}" for kind, number in kinds.items() if number]
    return f"Points of contention at the talks: {listed(said)}"


def _describe(obstacles: pd.DataFrame, setbacks: pd.DataFrame, actors: pd.DataFrame) -> str:
    names = names_of(actors)
    said = []
    for row in obstacles.to_dict("records"):
        basis = "" if row["raised_by_basis"] == "stated" else ", as read from context"
        said.append(
            f"{row['obstacle']} ({row['kind']}, raised by {names.get(row['raised_by_actor_id'], '')}{basis})"
        )
    return (
        f"Points of contention: {'; '.join(said)}. Told of before, and never called an issue of the talks: "
        f"{'; '.join(setbacks['setback'])}."
    )


def _table(obstacles: pd.DataFrame, setbacks: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    names = names_of(actors)
    rows = [
        twin(
            row,
            point=row["obstacle"],
            raised_by=names.get(row["raised_by_actor_id"], ""),
            raised_by_is=str(row["raised_by_basis"]),
            toward=names.get(row["toward_actor_id"], ""),
            toward_is=str(row["toward_basis"]),
            kind=str(row["kind"]),
            issue_of_the_talks="yes",
        )
        for row in obstacles.to_dict("records")
    ]
    rows += [
        twin(row, point=row["setback"], issue_of_the_talks="never called one")
        for row in setbacks.to_dict("records")
    ]
    return pd.DataFrame(rows)


obstacle_grid = Chart(
    "obstacle_grid", _draw, _describe, _table, takes=("obstacles", "setbacks", "actors"), partly=("actors",)
)
