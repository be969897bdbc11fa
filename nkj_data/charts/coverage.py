"""Which sentence feeds which table."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from nkj_data.charts.diagram import row_ids
from nkj_data.charts.style import INK, Chart, Record, card, hover, listed
from nkj_data.document import tables

# From few rows to many: light to dark, each ground at least 4.5:1 from the number on it.
_SHADES = ((1, "#ece9e0", INK), (3, "#b9d6ea", INK), (6, "#2f6f9f", "#ffffff"))


def _draw(*frames: pd.DataFrame) -> go.Figure:
    """Return which sentence feeds which table: a square per pair, with the number of rows.

    Parameters
    ----------
    *frames : pandas.DataFrame
        Any document tables, such as ``*map(nkj.table, nkj.catalog()["table"])``.

    Returns
    -------
    plotly.graph_objects.Figure
        A row per sentence, a column per table.

    Raises
    ------
    ArgumentError
        No frame is given, or one is empty or no document table.

    Source
    ------
    Library of Congress country study of North Korea, section on Japan, S01-S14.
    """
    cells = _cells(*frames)
    titles = list(dict.fromkeys(title for title, _, _ in cells))
    sentences = sorted({name for _, name, _ in cells})
    figure = card(_finding(*frames), *frames)
    for at, (least, shade, ink) in enumerate(_SHADES):
        most = _SHADES[at + 1][0] if at + 1 < len(_SHADES) else 10**6
        here = [cell for cell in cells if least <= len(cell[2]) < most]
        if here:
            figure.add_scatter(
                x=[title for title, _, _ in here],
                y=[name for _, name, _ in here],
                mode="markers+text",
                marker={"symbol": "square", "size": 19, "color": shade, "line": {"color": INK, "width": 0.8}},
                text=[str(len(rows)) for _, _, rows in here],
                textfont={"size": 12, "color": ink},
                customdata=[row_ids(rows) for _, _, rows in here],
                hovertext=[hover(rows[0]) for _, _, rows in here],
                hoverinfo="text",
                showlegend=False,
            )
    grid = {"showgrid": True, "gridcolor": "#e4e0d5", "fixedrange": True, "tickfont": {"size": 12}}
    figure.update_xaxes(
        **grid,
        side="top",
        tickangle=-90,
        categoryorder="array",
        categoryarray=titles,
        range=[-0.6, len(titles) - 0.4],
    )
    figure.update_yaxes(
        **grid,
        categoryorder="array",
        categoryarray=sentences[::-1],
        range=[-0.6, len(sentences) - 0.4],
    )
    margin = figure.layout.margin
    figure.update_layout(
        height=30 * len(sentences) + margin.t + 76 + 24, margin={"t": margin.t + 76, "b": 24, "l": 40, "r": 16}
    )
    return figure


def _cells(*frames: pd.DataFrame) -> list[tuple[str, str, list[Record]]]:
    titles = {resource.key: resource.title for resource in tables.descriptor().tables.values()}
    found = []
    for frame in frames:
        for name, rows in frame.groupby("sentence_id"):
            found.append((titles[str(frame.columns[0])], str(name), rows.to_dict("records")))
    return found


def _finding(*frames: pd.DataFrame) -> str:
    counts = _counts(*frames)
    most = counts[counts == counts.max()].index
    return f"Most rows come from {listed(most)}"


def _counts(*frames: pd.DataFrame) -> pd.Series:
    names = pd.Series([name for frame in frames for name in frame["sentence_id"]])
    return names.value_counts().sort_index()


def _describe(*frames: pd.DataFrame) -> str:
    counts = _counts(*frames)
    most, least = counts[counts == counts.max()], counts[counts == counts.min()]
    return (
        f"{int(counts.sum())} rows in {len(frames)} table{'' if len(frames) == 1 else 's'} come from "
        f"{len(counts)} sentence{'' if len(counts) == 1 else 's'}: most from {listed(most.index)} "
        f"({counts.max()}), fewest from {listed(least.index)} ({counts.min()})."
    )


def _table(*frames: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"table": title, "sentence": name, "rows": len(rows), "row": row_ids(rows)}
            for title, name, rows in _cells(*frames)
        ]
    )


coverage = Chart("coverage", _draw, _describe, _table, takes=())
