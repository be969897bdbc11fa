"""What the talks stumble on, point by point, apart from what the text only tells of before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from nkj_data.charts.base import Chart
from nkj_data.charts.diagram import Sheet
from nkj_data.charts.style import CERTAINTY, Record, listed, names_of, number_of, records, tint, twin

_COLUMNS = {"raised by": (0.41, 0.57), "toward": (0.575, 0.735), "kind": (0.74, 0.885), "how sure": (0.89, 1.0)}
_NARROW = {"raised by": (0.0, 0.49), "toward": (0.51, 1.0), "kind": (0.0, 0.49), "how sure": (0.51, 1.0)}


def _draw(sheet: Sheet, obstacles: pd.DataFrame, setbacks: pd.DataFrame, actors: pd.DataFrame) -> float:
    """Return a grid of the points of contention, and apart from it what the text never calls one.

    A row per point, with who raises it, toward whom, its kind and how sure it is. Dotted cells: the text does not
    say who, we read it from context.
    """
    names = names_of(actors)
    narrow = sheet.room < 680
    columns = _NARROW if narrow else _COLUMNS
    places = {name: (start * sheet.width, end * sheet.width) for name, (start, end) in columns.items()}
    top = 0.0
    if not narrow:
        for name, (start, _) in {"point": (0.0, 0.0), **places}.items():
            sheet.write(name, start, 0, bold=True, size=12)
        top = 20
    for row in records(obstacles):
        cells = [
            {**cell, "across": places[name], "rows": [row]} for name, cell in _cells(row, names, narrow).items()
        ]
        point = {"rows": [row], "text": row["obstacle"], "fill": "plain"}
        if narrow:
            top = sheet.level([{**point, "across": (0, sheet.width)}], top) + 3
            top = sheet.level(cells[:2], top) + 3
            top = sheet.level(cells[2:], top) + 14
        else:
            top = sheet.level([{**point, "across": (0, 0.4 * sheet.width)}, *cells], top) + 6
    top = sheet.heading("Told of before, and never called an issue of the talks", top + 10)
    for row in records(setbacks):
        reaction: str = "no reaction named" if pd.isna(row["reaction"]) else f"reaction: {row['reaction']}"
        pair = [(row["setback"], (0.0, 0.68)), (reaction, (0.69, 1.0))]
        cells = [
            {"rows": [row], "text": text, "across": (start * sheet.width, end * sheet.width)}
            for text, (start, end) in pair
        ]
        top = sheet.level(cells, top) + 5
    return top


def _cells(row: Record, names: Mapping[str, str], narrow: bool) -> dict[str, dict[str, Any]]:
    cells: dict[str, dict[str, Any]] = {}
    for column in ("raised by", "toward"):
        role = column.replace(" ", "_")
        name = names.get(row[f"{role}_actor_id"], "")
        said = row[f"{role}_basis"] == "stated"
        words = name if said else f"{name}, by context"
        cells[column] = {"text": words, "fill": tint(name), "certainty": "stated" if said else "implied"}
    cells["kind"] = {"text": row["kind"]}
    cells["how sure"] = {"text": CERTAINTY[row["certainty"]]["word"]}
    return {name: {**cell, "head": name if narrow else ""} for name, cell in cells.items()}


def _finding(obstacles: pd.DataFrame, setbacks: pd.DataFrame, actors: pd.DataFrame) -> str:
    kinds = obstacles["kind"].value_counts(sort=False)
    said = [number_of(number, str(kind)) for kind, number in kinds.items() if number]
    return f"Points of contention at the talks: {listed(said)}"


def _describe(obstacles: pd.DataFrame, setbacks: pd.DataFrame, actors: pd.DataFrame) -> str:
    names = names_of(actors)
    said = []
    for row in records(obstacles):
        basis = "" if row["raised_by_basis"] == "stated" else ", as read from context"
        said.append(
            f"{row['obstacle']} (a {row['kind']}, raised by {names.get(row['raised_by_actor_id'], '')}{basis})"
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
        for row in records(obstacles)
    ]
    rows += [twin(row, point=row["setback"], issue_of_the_talks="never called one") for row in records(setbacks)]
    return pd.DataFrame(rows)


obstacle_grid = Chart(
    _draw, _finding, _describe, _table, takes=("obstacles", "setbacks", "actors"), partly=("actors",)
)
