"""Who went from Japan to North Korea, by the stretches of time for which sources give figures."""

from __future__ import annotations

from typing import Any

import pandas as pd

from nkj_data.charts.base import ContextChart
from nkj_data.charts.diagram import Sheet, look_of
from nkj_data.charts.style import (
    Record,
    cited_by,
    context_twin,
    listed,
    number_of,
    records,
    sentence,
    starred,
)
from nkj_data.errors import UnknownNameError

_COLOR = "#4b4f8f"
_TALLEST = 17  # pixels of the bar of the largest figure
# Pattern, words and meaning of each kind of figure.
_KIND = {
    "reported": ("", "{}", "full: as a source prints it"),
    "rounded": (".", "about {}", "dots: rounded, “about”"),
    "lower bound": ("/", "more than {}", "stripes: a lower bound, “more than”"),
    "derived": ("x", "{} (computed by us)", "crosses: computed by us from other figures"),
}
_GROUPS = {
    "year": "In one year",
    "period": "In one period",
    "running total": "From the first voyage up to a day",
    "whole programme": "In all",
    "home visit": "Visits home",
}


def _draw(sheet: Sheet, repatriation: pd.DataFrame, *, counts: str = "people") -> float:
    """Return how many went, a bar per figure: as wide as the time it counts, as high as the figure.

    ``counts`` names whom or what: ``people``, ``Japanese nationals``, ``Japanese wives`` or ``voyages``; one at a
    time, and a name that is not there is an ``UnknownNameError``. No year is drawn for which no source has a
    figure. Figures overlap and are not to be added. Patterns and words tell reported figures from rounded ones,
    lower bounds and those computed by us; a home visit has its own group.
    """
    drawn = _chosen(repatriation, counts)
    most = float(drawn["value"].max())
    first, last = float(drawn["earliest"].dt.year.min() - 0.3), float(drawn["latest"].dt.year.max() + 2)
    sheet.scale(first, last)
    axis, top = 14.0, 18.0
    for covers, rows in drawn.groupby("covers", observed=True):
        top = sheet.heading(_GROUPS[str(covers)], top) - 1
        for row in records(rows):
            top = _figure(sheet, row, sheet.span(row), top, most) + 4
        top += 2
    ticks = range(1960, 2010, 5 if last - first < 35 and sheet.room >= 500 else 10)
    sheet.years([year for year in ticks if first <= year <= last], axis, top)
    note = "Height: the figure. Width: the time it counts. The figures overlap; do not add them."
    top = sheet.write(note, 0, top + 4, size=12) + 5
    entries: list[tuple[dict[str, Any], str]] = [
        ({"box": _look(kind)}, meaning)
        for kind, (_, _, meaning) in _KIND.items()
        if kind in set(drawn["figure_kind"])
    ]
    return sheet.key([*entries, ({"text": "*"}, "sources differ; the row says how")], top)


def _chosen(repatriation: pd.DataFrame, counts: str) -> pd.DataFrame:
    choices = [str(name) for name in repatriation["counts"].unique()]
    if counts not in choices:
        raise UnknownNameError("count in these rows", counts, choices)
    return repatriation[repatriation["counts"] == counts]


def _figure(sheet: Sheet, row: Record, across: tuple[float, float], top: float, most: float) -> float:
    number = _said(row) + starred(row)
    whole = sheet.wide(f"{number}  {row['date_text']}", size=12) * 1.06
    two = whole > sheet.width
    date = sheet.fold(row["date_text"], sheet.width, size=12)
    text = f"<b>{sheet.fold(number, sheet.width)}</b>{'<br>' if two else '  '}{date}"
    shown = f"{_said(row)}, {row['counts']}, {row['date_text']}."
    high = sheet.line(12) * (text.count("<br>") + 1)
    fits = across[0] + (sheet.wide(row["date_text"], size=12) if two else whole) <= sheet.width
    at = "middle right" if fits else "middle left"
    row = {**row, "hover": shown}
    sheet.say(
        [row], across[0] if fits else min(max(across[1], whole), sheet.width), top + high / 2, text, at=at, size=12
    )
    tall = max(_TALLEST * float(row["value"]) / most, 2.0)
    sheet.box([row], across, top + high + 1, tall=tall, ground=_look(str(row["figure_kind"])))
    return top + high + 1 + tall


def _look(kind: str) -> dict[str, Any]:
    pattern = _KIND[kind][0]
    return look_of(
        "#ffffff" if pattern else _COLOR, edge=_COLOR, pattern=pattern, ink=_COLOR, size=6, fgopacity=1
    ) | {"cornerradius": 0}


def _said(row: Record) -> str:
    return _KIND[str(row["figure_kind"])][1].format(f"{row['value']:,}")


def _finding(repatriation: pd.DataFrame, *, counts: str = "people") -> str:
    drawn = _chosen(repatriation, counts)
    whole = drawn[drawn["covers"] == "whole programme"]
    if whole.empty:
        return f"{sentence(counts)} in the repatriation, by the stretches that sources count"
    numbers = listed(dict.fromkeys(f"{value:,}" for value in whole["value"]))
    rival = ": two counts" if whole["value"].nunique() == 2 else ""
    return f"{sentence(counts)} in the repatriation of 1959–84, in all: {numbers}{rival}"


def _describe(repatriation: pd.DataFrame, *, counts: str = "people") -> str:
    drawn = _chosen(repatriation, counts)
    parts = [
        f"Outside the document: {number_of(len(drawn), 'figure')} from {len(cited_by(drawn))} sources. "
        f"{_finding(repatriation, counts=counts)}.",
    ]
    if periods := records(drawn[drawn["covers"] == "period"]):
        said = "; ".join(f"{_said(row)}, {row['date_text']}" for row in periods)
        parts.append(f"By period: {said}.")
    return " ".join([*parts, "The figures overlap and are not to be added."])


def _table(repatriation: pd.DataFrame, *, counts: str = "people") -> pd.DataFrame:
    return pd.DataFrame(
        [
            context_twin(
                row,
                covers=str(row["covers"]),
                counts=str(row["counts"]),
                figure=f"{row['value']:,}",
                kind=str(row["figure_kind"]),
                date=row["date_text"],
                note="" if pd.isna(row["note"]) else row["note"],
            )
            for row in records(_chosen(repatriation, counts).sort_values("covers", kind="stable"))
        ]
    )


repatriation = ContextChart(
    _draw,
    _finding,
    _describe,
    _table,
    takes=("context.repatriation",),
    partly=("context.repatriation",),
    options=("counts",),
)
