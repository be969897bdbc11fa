"""What the talks stumble on, point by point, apart from what the text only tells of before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from nkj_data.charts.diagram import Box, draw_boxes, frame_rows, headings
from nkj_data.charts.style import CERTAINTY, Chart, Record, card, listed, names_of, tint, twin

# Under each point, side by side.
_COLUMNS = {"raised by": (0.0, 0.26), "toward": (0.27, 0.5), "kind": (0.51, 0.74), "how sure": (0.75, 1.0)}
_BEFORE, _REACTION = (0.0, 0.64), (0.65, 1.0)
_GAP = 0.12
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
        Each point with four cells under it. Dotted cells: the text does not say who, we read it from context.

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
    top = 0.0
    for row in obstacles.to_dict("records"):
        point = Box.around(row["obstacle"], [row], (0.0, 1.0), top=top, fill="plain")
        cells = [
            _who(row, "raised by", names),
            _who(row, "toward", names),
            _cell(row, "kind", _WORD[row["kind"]]),
            _cell(row, "how sure", CERTAINTY[row["certainty"]]["word"]),
        ]
        boxes += [point, *_side_by_side(cells, point.bottom)]
        top = boxes[-1].bottom + 2 * _GAP
    top += 0.6
    heads = [("Told of before, and never called an issue of the talks", 0.0, top - 0.08)]
    for row in setbacks.to_dict("records"):
        named = not pd.isna(row["reaction"])
        says, head = (row["reaction"], "reaction") if named else ("no reaction named", "")
        pair = [Box.around(row["setback"], [row], _BEFORE), Box.around(says, [row], _REACTION, head=head)]
        boxes += _side_by_side(pair, top)
        top = boxes[-1].bottom + _GAP
    figure = card(_finding(obstacles), obstacles, setbacks)
    headings(figure, heads)
    draw_boxes(figure, boxes)
    figure.update_layout(margin={"b": 16})
    frame_rows(figure, top)
    return figure


def _cell(row: Record, column: str, words: str, fill: str = "ground", certainty: str = "stated") -> Box:
    return Box.around(words, [row], _COLUMNS[column], head=column, fill=fill, certainty=certainty)


def _who(row: Record, column: str, names: Mapping[str, str]) -> Box:
    role = column.replace(" ", "_")
    name = names.get(row[f"{role}_actor_id"], "")
    if row[f"{role}_basis"] == "stated":
        return _cell(row, column, name, tint(name))
    return _cell(row, column, f"{name}, by context", tint(name), "implied")


def _side_by_side(boxes: Sequence[Box], top: float) -> list[Box]:
    height = max(box.height for box in boxes)
    return [replace(box, top=top, height=height) for box in boxes]


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
