"""Who demands, insists on or refuses what, toward whom."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from nkj_data.charts.diagram import Box, Link, draw_boxes, draw_links, frame_rows, headings
from nkj_data.charts.style import Chart, Record, card, listed, names_of, tint, twin

_LEFT, _RIGHT = (0.0, 0.2), (0.41, 1.0)
_GAP = 0.12
_SETTING = {"talks": "At the talks", "discredit": "Told earlier, never called an issue of the talks"}


def _draw(positions: pd.DataFrame, actors: pd.DataFrame) -> go.Figure:
    """Return who demands, insists on or refuses what, toward whom; the inspections have three roles.

    Parameters
    ----------
    positions, actors : pandas.DataFrame
        ``nkj.positions()`` and ``nkj.actors()``, or some of their rows; of the actors it draws the names.

    Returns
    -------
    plotly.graph_objects.Figure
        A row per position. ``?`` after a name: the text does not say toward whom, we read it from context.

    Raises
    ------
    ArgumentError
        A frame is empty, is no such table, or has other columns.

    Source
    ------
    Library of Congress country study of North Korea, section on Japan, S06 and S11-S13.
    """
    names = names_of(actors)
    boxes: list[Box] = []
    links: list[Link] = []
    heads: list[tuple[str, float, float]] = []
    top = 0.0
    for setting, words in _SETTING.items():
        rows = positions[positions["setting"] == setting].to_dict("records")
        if not rows:
            continue
        top += 0.5
        heads.append((words, 0.0, top - 0.08))
        for row in rows:
            actor = names.get(row["actor_id"], "")
            says = Box.around(row["position"], [row], _RIGHT, top=top, fill="plain", head=_roles(row, names))
            boxes += [Box(actor, [row], *_LEFT, top, says.height, fill=tint(actor)), says]
            path = [(_LEFT[1], says.middle), (_RIGHT[0], says.middle)]
            links.append(Link(str(row["act"]), [row], path, at=((_LEFT[1] + _RIGHT[0]) / 2, says.middle - 0.03)))
            top = says.bottom + _GAP
        top += 0.2
    figure = card(_finding(positions, names), positions)
    headings(figure, heads)
    draw_links(figure, links)
    draw_boxes(figure, boxes)
    frame_rows(figure, top)
    return figure


def _roles(row: Record, names: Mapping[str, str]) -> str:
    toward = names.get(row["toward_actor_id"], "")
    said = f"toward {toward}" if row["toward_basis"] == "stated" else f"toward {toward} (from context)"
    if not pd.isna(row["other_party_actor_id"]):
        must = names.get(row["must_act_actor_id"], "")
        said = f"{must} must act, with {names.get(row['other_party_actor_id'], '')}"
    return said


def _finding(positions: pd.DataFrame, names: Mapping[str, str]) -> str:
    said = []
    talks = positions[positions["setting"] == "talks"]
    for actor, rows in (talks if len(talks) else positions).groupby("actor_id", sort=False):
        said.append(f"{names.get(str(actor), '')} {listed(dict.fromkeys(rows['act']))}")
    return "; ".join(said)


def _describe(positions: pd.DataFrame, actors: pd.DataFrame) -> str:
    names = names_of(actors)
    said = [
        f"{names.get(row['actor_id'], '')} {row['act']} {row['position']} ({_roles(row, names)})."
        for row in positions.to_dict("records")
    ]
    return " ".join(said)


def _table(positions: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    names = names_of(actors)
    return pd.DataFrame(
        [
            twin(
                row,
                who=names.get(row["actor_id"], ""),
                act=str(row["act"]),
                what=row["position"],
                toward=names.get(row["toward_actor_id"], ""),
                toward_is=str(row["toward_basis"]),
                must_act=names.get(row["must_act_actor_id"], ""),
                other_party=names.get(row["other_party_actor_id"], ""),
                setting=str(row["setting"]),
            )
            for row in positions.to_dict("records")
        ]
    )


positions = Chart("positions", _draw, _describe, _table, takes=("positions", "actors"), partly=("actors",))
