"""Who went from Japan to North Korea, by the stretches of time for which sources give figures."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from nkj_data.charts.context_style import (
    GRID,
    bar,
    cited_by,
    close,
    differs,
    key,
    lines,
    outside_card,
    points,
    starred,
    write,
    year_of,
)
from nkj_data.charts.diagram import fold
from nkj_data.charts.style import ContextChart, Record, listed
from nkj_data.errors import UnknownNameError

_COLOR = "#4b4f8f"
_TALLEST = 40  # pixels of the bar of the largest figure
_PATTERN = {"reported": "", "rounded": ".", "lower bound": "/", "derived": "x"}
_WORDS = {"reported": "{}", "rounded": "about {}", "lower bound": "more than {}", "derived": "{} (computed by us)"}
_MEANING = {
    "reported": "full: as a source prints it",
    "rounded": "dots: rounded, “about”",
    "lower bound": "stripes: a lower bound, “more than”",
    "derived": "crosses: computed by us from other figures",
}
_GROUPS = {
    "year": "In one year",
    "period": "In one period",
    "running total": "From the first voyage up to a day",
    "whole programme": "In all",
    "home visit": "Visits home",
}


def _draw(repatriation: pd.DataFrame, *, counts: str = "people") -> go.Figure:
    """Return how many went, a bar per figure: as wide as the time it counts, as high as the figure.

    Parameters
    ----------
    repatriation : pandas.DataFrame
        ``nkj.context.repatriation()``, or some of its rows.
    counts : str
        Whom or what: ``people``, ``Japanese nationals``, ``Japanese wives`` or ``voyages``; one at a time.

    Returns
    -------
    plotly.graph_objects.Figure
        A line per figure, under what stretch it counts. No year is drawn for which no source has a figure. Figures
        overlap and are not to be added. Patterns and words tell reported figures from rounded ones, lower bounds
        and those computed by us; a home visit has its own group.

    Raises
    ------
    ArgumentError
        The frame is empty, is no such table, or has other columns.
    UnknownNameError
        No row counts what ``counts`` names; the choices are listed.

    Source
    ------
    The sources that each row cites, outside the document.
    """
    drawn = _chosen(repatriation, counts)
    figure = outside_card(_finding(drawn, counts), drawn)
    most = float(drawn["value"].max())
    first, last = _years(drawn)
    top = 6.0
    for covers, rows in drawn.groupby("covers", observed=True):
        top = write(figure, _GROUPS[str(covers)], top, size=13, bold=True) + 2
        for row in rows.to_dict("records"):
            top = _figure(figure, row, top, most, (first, last))
        top += 8
    kinds = [kind for kind in _PATTERN if kind in set(drawn["figure_kind"])]
    top = write(figure, "Height: the figure. Width: the time it counts. The figures overlap; do not add them.", top)
    for kind in kinds:
        _sign(figure, kind, top, first, last)
        top = write(figure, _MEANING[kind], top, left=30)
    top = key(figure, [({"text": ["<b>*</b>"]}, "sources differ; the row says how")], top, first)
    figure.update_xaxes(
        range=[first, last],
        tickvals=[year for year in range(1960, 2010, 5 if last - first < 35 else 10) if first <= year <= last],
        side="top",
        showgrid=True,
        gridcolor=GRID,
        tickfont={"size": 12},
    )
    close(figure, top, axis=True)
    return figure


def _chosen(repatriation: pd.DataFrame, counts: str) -> pd.DataFrame:
    choices = [str(name) for name in repatriation["counts"].unique()]
    if counts not in choices:
        raise UnknownNameError("count in these rows", counts, choices)
    return repatriation[repatriation["counts"] == counts]


def _years(drawn: pd.DataFrame) -> tuple[float, float]:
    return float(drawn["earliest"].dt.year.min() - 0.3), float(drawn["latest"].dt.year.max() + 2)


def _figure(figure: go.Figure, row: Record, top: float, most: float, axis: tuple[float, float]) -> float:
    first, last = axis
    number = _said(row) + starred(row)
    text = f"<b>{fold(number, 1, bold=True)}</b><br>{fold(row['date_text'], 1)}"
    across = round(year_of(row["earliest"]), 3), round(year_of(row["latest"], end=True), 3)
    fits = "<br>" not in fold(row["date_text"], 1 - (across[0] - first) / (last - first))
    shown = {**row, "hover": f"{_said(row)}, {row['counts']}, {row['date_text']}."}
    points(
        figure,
        [shown],
        [across[0] if fits else across[1]],
        [top + lines(text) / 2],
        mode="text",
        text=[text],
        textposition="middle right" if fits else "middle left",
        textfont={"size": 12},
    )
    top += lines(text) + 2
    height = max(_TALLEST * float(row["value"]) / most, 2.0)
    bar(figure, shown, across, (top, top + height), color=_COLOR, pattern=_PATTERN[row["figure_kind"]])
    return top + height + 8


def _sign(figure: go.Figure, kind: str, top: float, first: float, last: float) -> None:
    """Show what a pattern looks like, in a bar that leads nowhere."""
    row = {"figure_id": "", "layer": "", "source_ids": ""}
    width = (last - first) * 0.024
    bar(figure, row, (first, first + width), (top + 2, top + 14), color=_COLOR, pattern=_PATTERN[kind])
    figure.data[-1].update(customdata=[None], hovertext=None, hoverinfo="skip")


def _said(row: Record) -> str:
    return _WORDS[str(row["figure_kind"])].format(f"{row['value']:,}")


def _finding(drawn: pd.DataFrame, counts: str) -> str:
    whole = drawn[drawn["covers"] == "whole programme"]
    if whole.empty:
        return f"{counts[:1].upper()}{counts[1:]} in the repatriation, by the stretches that sources count"
    numbers = listed(dict.fromkeys(f"{value:,}" for value in whole["value"]))
    rival = ": two counts" if whole["value"].nunique() == 2 else ""
    return f"{counts[:1].upper()}{counts[1:]} in the repatriation of 1959–84, in all: {numbers}{rival}"


def _describe(repatriation: pd.DataFrame, *, counts: str = "people") -> str:
    drawn = _chosen(repatriation, counts)
    parts = [
        f"Outside the document: {len(drawn)} figure{'' if len(drawn) == 1 else 's'} from "
        f"{len(cited_by(drawn))} sources. {_finding(drawn, counts)}.",
    ]
    periods = drawn[drawn["covers"] == "period"].to_dict("records")
    if periods:
        said = "; ".join(f"{_said(row)}, {row['date_text']}" for row in periods)
        parts.append(f"By period: {said}.")
    parts.append("The figures overlap and are not to be added.")
    return " ".join(parts)


def _table(repatriation: pd.DataFrame, *, counts: str = "people") -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "layer": str(row["layer"]),
                "covers": str(row["covers"]),
                "counts": str(row["counts"]),
                "figure": f"{row['value']:,}",
                "kind": str(row["figure_kind"]),
                "date": row["date_text"],
                "note": "" if pd.isna(row["note"]) else row["note"],
                "sources_differ": row["disagreement"] if differs(row) else "",
                "sources": row["source_ids"].replace(";", " "),
                "row": row["figure_id"],
            }
            for row in _chosen(repatriation, counts).sort_values("covers", kind="stable").to_dict("records")
        ]
    )


repatriation = ContextChart(
    "repatriation",
    _draw,
    _describe,
    _table,
    takes=("context.repatriation",),
    partly=("context.repatriation",),
    options=("counts",),
)
