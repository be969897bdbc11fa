"""Events of the wider record by thread, with the document's own window marked."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from nkj_data.charts.context_style import (
    GRID,
    cited_by,
    close,
    differs,
    key,
    outside_card,
    points,
    symbol,
    write,
    year_of,
)
from nkj_data.charts.style import CARD, INK, ContextChart, Record, listed, sentence
from nkj_data.context.checks import CLOSED

_EARLY, _LATE = 1900, 2018  # years of the axis where the rows fill it; nothing is claimed about its ends
_APART = 0.04  # share of the axis that one mark takes in the narrowest output
_LEVEL = 13  # pixels between marks that lie above each other
_SHAPE = {"supports": "circle", "adds": "square", "complicates": "diamond"}
_COLOR = {"supports": "#00674c", "adds": "#5b4a8a", "complicates": "#a84300"}
_MEANING = {
    "supports": "supports the document’s account",
    "adds": "adds to it",
    "complicates": "complicates it",
}
_AFTER = "after June 1993"


def _draw(events: pd.DataFrame) -> go.Figure:
    """Return events by thread along the years; the time that the document can look back on is marked.

    Parameters
    ----------
    events : pandas.DataFrame
        ``nkj.context.events()``, or some of its rows.

    Returns
    -------
    plotly.graph_objects.Figure
        A lane per thread, a mark per event: its shape says what the event does to the document's account, a hollow
        mark that the confidence is medium, a dot that sources differ; a line runs over the days it can mean. Marks
        close in time lie above each other. The light window ends in mid-1993 and has no start.

    Raises
    ------
    ArgumentError
        The frame is empty, is no such table, or has other columns.

    Source
    ------
    The sources that each row cites, outside the document. The end of the window is that of the research for the
    Library of Congress country study, June 1993.
    """
    figure = outside_card(_finding(events), events)
    first, last = _axis(events)
    top = _window_words(figure, events, (year_of(pd.Timestamp(CLOSED)) - first) / (last - first) - 0.04)
    placed: list[tuple[Record, float]] = []
    for thread, rows in events.groupby("thread", observed=True):
        top = write(figure, f"{sentence(str(thread))} ({len(rows)})", top, bold=True, left=4)
        records = rows.sort_values("earliest").to_dict("records")
        levels = _levels([_middle(row) for row in records], (last - first) * _APART)
        height = (max(levels) + 1) * _LEVEL
        placed += [(row, top + height - (level + 0.5) * _LEVEL) for row, level in zip(records, levels, strict=True)]
        top += height + 6
        figure.add_shape(type="line", xref="paper", x0=0, x1=1, y0=-top, y1=-top, line={"color": GRID, "width": 1})
        top += 8
    for relation in dict.fromkeys(str(row["relation"]) for row, _ in placed):
        _marks(figure, [pair for pair in placed if pair[0]["relation"] == relation], relation)
    _window(figure, top, first)
    _key(figure, events, top + 6, first, last)
    return figure


def _key(figure: go.Figure, events: pd.DataFrame, top: float, first: float, last: float) -> None:
    related = [name for name in _SHAPE if name in set(events["relation"])]
    entries: list[tuple[dict[str, object], str]] = [
        ({"symbol": _SHAPE[name], "size": 11, "color": _COLOR[name]}, _MEANING[name]) for name in related
    ]
    entries.append(({"symbol": "circle-open", "size": 11, "color": INK}, "hollow: confidence medium, not high"))
    entries.append(({"text": ["⊙"]}, "with a dot: sources differ"))
    entries.append(({"text": ["—"]}, "line through a mark: somewhere within it"))
    end = key(figure, entries, top, first)
    figure.update_xaxes(
        range=[first, last],
        tickvals=[year for year in range(1900, 2020, 20) if first + 4 <= year <= last],
        side="top",
        showgrid=True,
        gridcolor=GRID,
        tickfont={"size": 12},
    )
    close(figure, end, axis=True)


def _axis(events: pd.DataFrame) -> tuple[float, float]:
    first = min(_EARLY + 80, events["earliest"].dt.year.min() - 5)
    last = max(CLOSED.year + 5, events["latest"].dt.year.max() + 4)
    return float(max(first, _EARLY)), float(min(last, _LATE))


def _middle(row: Record) -> float:
    return (year_of(row["earliest"]) + year_of(row["latest"], end=True)) / 2


def _levels(years: list[float], apart: float) -> list[int]:
    """Return the level of each mark, so that no two on one level touch; years are in order."""
    last: list[float] = []
    levels = []
    for year in years:
        level = next((at for at, before in enumerate(last) if year - before >= apart), len(last))
        last[level : level + 1] = [year]
        levels.append(level)
    return levels


def _marks(figure: go.Figure, placed: list[tuple[Record, float]], relation: str) -> None:
    rows = [{**row, "hover": f"{row['title']}, {row['date_text']}. {row['summary']}"} for row, _ in placed]
    halves = [(year_of(row["latest"], end=True) - year_of(row["earliest"])) / 2 for row in rows]
    points(
        figure,
        rows,
        [round(_middle(row), 3) for row in rows],
        [y for _, y in placed],
        mode="markers",
        marker={
            "symbol": [symbol(_SHAPE[relation], row) for row in rows],
            "size": 10,
            "color": _COLOR[relation],
            "line": {"width": 1.5, "color": "#ffffff"},  # of full marks, and of the dot in them
        },
        error_x={
            "type": "data",
            "array": [round(half, 3) for half in halves],
            "color": _COLOR[relation],
            "thickness": 1.5,
            "width": 0,
        },
    )


def _window_words(figure: go.Figure, events: pd.DataFrame, share: float) -> float:
    said = "◀ The document’s window: ends mid-1993, no start given"
    after = int((events["window"] == _AFTER).sum())
    top = write(figure, said, 6, share=share, bold=True, left=4)
    beyond = f"Right of it: {after} event{'' if after == 1 else 's'} after June 1993"
    return write(figure, beyond, top - 2, share=share, left=4) + 8


def _window(figure: go.Figure, bottom: float, first: float) -> None:
    """Draw the document's window on its own light ground: a line where it ends, none where it is open."""
    end = year_of(pd.Timestamp(CLOSED), end=True)
    figure.add_shape(
        type="rect",
        x0=first,
        x1=end,
        y0=0,
        y1=-bottom,
        fillcolor=CARD,
        line={"width": 0},
        layer="below",
    )
    figure.add_shape(type="line", x0=end, x1=end, y0=0, y1=-bottom, line={"color": INK, "width": 2})


def _finding(events: pd.DataFrame) -> str:
    count = len(events)
    complicate = int((events["relation"] == "complicates").sum())
    after = int((events["window"] == _AFTER).sum())
    return (
        f"{complicate} of {count} event{'' if count == 1 else 's'} complicate the document’s account; "
        f"{after} came after June 1993"
    )


def _describe(events: pd.DataFrame) -> str:
    by_thread = events["thread"].value_counts(sort=False)
    by_thread = by_thread[by_thread > 0]
    later = events[events["window"] == "known later"]
    parts = [
        f"Outside the document: {len(events)} events in {len(by_thread)} threads, from {len(cited_by(events))} "
        "sources.",
        f"{_finding(events)}.",
        f"Events by thread: {listed(f'{name} {number}' for name, number in by_thread.items())}.",
    ]
    if len(later):
        parts.append(f"Earlier, but known only later: {listed(later['title'])}.")
    return " ".join(parts)


def _table(events: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "layer": str(row["layer"]),
                "thread": str(row["thread"]),
                "what": row["title"],
                "date": row["date_text"],
                "window": str(row["window"]),
                "relation": str(row["relation"]),
                "confidence": str(row["confidence"]),
                "sources_differ": row["disagreement"] if differs(row) else "",
                "sources": row["source_ids"].replace(";", " "),
                "row": row["event_id"],
            }
            for row in events.sort_values(["thread", "earliest"]).to_dict("records")
        ]
    )


threads = ContextChart("threads", _draw, _describe, _table, takes=("context.events",))
