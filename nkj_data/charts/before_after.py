"""Aims until the late 1980s beside the move toward Japan, which the text calls coincidental."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from nkj_data.charts.diagram import Box, Link, draw_boxes, draw_links, frame_rows, headings
from nkj_data.charts.style import Chart, Record, card, listed, twin

_LEFT, _RIGHT = (0.0, 0.48), (0.52, 1.0)
_STEM = 0.58  # where the line of the coincidence runs
_TOP, _GAP = 0.6, 0.12
_ROLE = {  # by the first words of the quote: what the claim is in this chart
    "the changing": "changing patterns",
    "North Korea has moved": "the move",
    "its strained": "the relations",
    "Coincidental": "coincidence",
}


def _draw(aims: pd.DataFrame, claims: pd.DataFrame) -> go.Figure:
    """Return the aims until the late 1980s beside the move toward Japan; coincidence is drawn without an arrow.

    Parameters
    ----------
    aims, claims : pandas.DataFrame
        ``nkj.aims()`` and ``nkj.claims()``, or some of their rows; of the claims it
        draws S07 and the limit in time.

    Returns
    -------
    plotly.graph_objects.Figure
        Two columns of boxes. The line between the changing patterns and the move has no arrow.

    Raises
    ------
    ArgumentError
        A frame is empty, is no such table, or has other columns.

    Source
    ------
    Library of Congress country study of North Korea, section on Japan, S01-S02 and S07.
    """
    until, moves = _parts(claims)
    boxes: list[Box] = []
    low = [_TOP, _TOP]
    for row in until:
        low[0] = _add(boxes, Box.around(row["quote"], [row], _LEFT, top=low[0], fill="plain"))
    for row in aims.to_dict("records"):
        head = str(row["rank"])
        low[0] = _add(boxes, Box.around(row["aim"], [row], _LEFT, top=low[0], fill="North Korea", head=head))
    for role, row in moves:
        if role == "changing patterns":
            low[1] = _add(boxes, Box.around(row["claim"], [row], _RIGHT, top=low[1], head=role))
    changed, low[1] = low[1] - _GAP, low[1] + 0.6
    links = [
        Link(
            f"“{row['quote'].split(' the ')[0]}”",
            [row],
            [(_STEM, changed), (_STEM, low[1])],
            "stated",
            arrow=False,
            at=(_STEM + 0.01, (changed + low[1]) / 2),
            share=_RIGHT[1] - _STEM,
            beside=True,
        )
        for role, row in moves
        if role == "coincidence"
    ]
    for role, row in moves:
        if role in ("the move", "the relations"):
            box = Box.around(row["claim"], [row], _RIGHT, top=low[1], fill="North Korea", head=role)
            low[1] = _add(boxes, box)
    drawn = pd.DataFrame([*until, *(row for _, row in moves)])
    figure = card(_finding(aims, moves), aims, *([drawn] if len(drawn) else []))
    headings(figure, [("Aims", _LEFT[0], _TOP - 0.08), ("The move, undated in the text", _RIGHT[0], _TOP - 0.08)])
    draw_links(figure, links)
    draw_boxes(figure, boxes)
    frame_rows(figure, max(low))
    return figure


def _add(boxes: list[Box], box: Box) -> float:
    boxes.append(box)
    return box.bottom + _GAP


def _parts(claims: pd.DataFrame) -> tuple[list[Record], list[tuple[str, Record]]]:
    records = claims.to_dict("records")
    until = [row for row in records if row["quote"].startswith("Until ")]
    moves = []
    for row in records:
        if row["topic"] == "opening":
            role = next((role for start, role in _ROLE.items() if row["quote"].startswith(start)), "the move")
            moves.append((role, row))
    return until, moves


def _finding(aims: pd.DataFrame, moves: list[tuple[str, Record]]) -> str:
    main = int((aims["rank"] == "main aim").sum())
    said = f"{_count(main)} main aim{'' if main == 1 else 's'} until the late 1980s"
    return f"{said}; the move toward Japan is called coincidental with other changes" if moves else said


def _count(number: int) -> str:
    return ("No", "One", "Two", "Three", "Four", "Five")[number] if number < 6 else str(number)


def _describe(aims: pd.DataFrame, claims: pd.DataFrame) -> str:
    parts = []
    for rank, rows in aims.groupby("rank", observed=True, sort=False):
        parts.append(f"{str(rank).capitalize()}: {listed(rows['aim'])}.")
    said = dict(_parts(claims)[1])
    if "the move" in said:
        parts.append(said["the move"]["claim"])
    if "coincidence" in said:
        parts.append(f"{said['coincidence']['claim']} The text says “Coincidental with”, not because of.")
    return " ".join(parts)


def _table(aims: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    until, moves = _parts(claims)
    rows = [twin(row, part="limit in time", says=row["claim"]) for row in until]
    rows += [twin(row, part=str(row["rank"]), says=row["aim"]) for row in aims.to_dict("records")]
    rows += [twin(row, part=role, says=row["claim"]) for role, row in moves]
    return pd.DataFrame(rows)


before_after = Chart("before_after", _draw, _describe, _table, takes=("aims", "claims"), partly=("claims",))
