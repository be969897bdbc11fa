"""Rounds and meetings in the wider record, beside the two statements of the document."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from nkj_data.charts.context_style import (
    GRID,
    bar,
    cited_by,
    close,
    differs,
    document_ground,
    key,
    lines,
    outside_card,
    points,
    starred,
    symbol,
    write,
    year_of,
)
from nkj_data.charts.diagram import fold
from nkj_data.charts.style import INK, ContextChart, Record, listed
from nkj_data.context.checks import CLOSED
from nkj_data.errors import ArgumentError

_FROM, _TO = 1990, 2003  # the first meeting is of 1990, the last one drawn of 2002
_START = _FROM - 0.4
_INDENT = "\u00a0\u00a0"
_LAST = 2002
_ROUND, _OTHER, _DOCUMENT = "#1f2328", "#5b4a8a", "#0072b2"


def _draw(record: pd.DataFrame, talks: pd.DataFrame) -> go.Figure:
    """Return the meetings of 1990-2002 in other sources; above them, apart, what the document says of talks.

    Parameters
    ----------
    record : pandas.DataFrame
        ``nkj.context.talks()``, or some of its rows; meetings after 2002 are not drawn.
    talks : pandas.DataFrame
        ``nkj.talks()``, the document's own table, or some of its rows.

    Returns
    -------
    plotly.graph_objects.Figure
        Above, on a light card, the document's words, with a mark where they have a date; the number of rounds is
        not drawn for it, as the text gives none. Below, a line per meeting outside the document: its date, what
        it was, how it ended.

    Raises
    ------
    ArgumentError
        A frame is empty or has no meeting up to 2002, is no such table, or has other columns.

    Source
    ------
    The sources that each row cites, outside the document; Library of Congress country study of North Korea,
    section on Japan, S10 and S14.
    """
    drawn = _drawn(record)
    figure = outside_card(_finding(drawn), drawn)
    top = _document(figure, talks)
    top = write(figure, f"Outside the document: {_span(drawn)}", top + 14, size=13, bold=True) + 6
    top = _lines(figure, drawn.to_dict("records"), top)
    entries: list[tuple[dict[str, object], str]] = [
        ({"symbol": "circle", "size": 14, "color": _ROUND}, "a round, with its number by the Japanese count"),
        ({"symbol": "square", "size": 12, "color": _OTHER}, "another meeting"),
        ({"symbol": "square-open", "size": 12, "color": _OTHER}, "hollow: confidence medium, not high"),
        ({"text": ["<b>*</b>"]}, "sources differ; the row says how"),
    ]
    top = key(figure, entries, top + 8, _START)
    figure.update_xaxes(
        range=[_START, _TO],
        tickvals=list(range(_FROM, _TO, 2)),
        side="top",
        showgrid=True,
        gridcolor=GRID,
        tickfont={"size": 12},
    )
    top = write(figure, "Where no ending stands, none is recorded.", top)
    close(figure, top, axis=True)
    return figure


def _drawn(record: pd.DataFrame) -> pd.DataFrame:
    early: pd.DataFrame = record[record["earliest"].dt.year <= _LAST]
    if early.empty:
        raise ArgumentError(
            f"charts.meetings: context.talks has no meeting up to {_LAST}, so there is nothing to draw."
        )
    return early


def _document(figure: go.Figure, talks: pd.DataFrame) -> float:
    """Draw the document's own lane: its words, and a mark on the years where they have a date."""
    records = talks.to_dict("records")
    where = listed(dict.fromkeys(row["sentence_id"] for row in records))
    top = write(figure, f"In the document ({where})", 8, size=13, bold=True, left=10) + 2
    for row in records:
        folded = fold(f"“{row['quote']}” {row['sentence_id']}", 0.95)
        indented = f"{_INDENT}{folded}".replace("<br>", f"<br>{_INDENT}")
        points(figure, [row], [_START], [top + lines(folded) / 2], mode="text", text=[indented], **_WORDS)
        top += lines(folded) + 6
        if pd.isna(row["earliest"]):
            top = write(figure, "no date in the text", top - 4, size=11, left=10) + 6
        elif row["precision"] == "day":
            diamond = {"symbol": "diamond", "size": 13, "color": _DOCUMENT}
            points(figure, [row], [year_of(row["earliest"])], [top + 7], mode="markers", marker=diamond)
            top += 22
        else:
            across = year_of(row["earliest"]), year_of(row["latest"], end=True)
            bar(figure, row, across, (top, top + 14), color=_DOCUMENT, pattern="/")
            top += 24
    document_ground(figure, 0, top)
    return top


_WORDS = {"textposition": "middle right", "textfont": {"size": 12, "color": INK}}


def _lines(figure: go.Figure, rows: list[Record], top: float) -> float:
    """Draw a mark for each meeting, and its words beside it on the side where there is room."""
    middles: list[float] = []
    labels: list[str] = []
    for row in rows:
        share = (1 - _left(row) if _is_early(row) else _left(row)) - 0.07
        name = row["meeting"] + starred(row)
        text = f"<b>{fold(name, share, bold=True)}</b><br>{fold(_ending(row), share)}"
        middles.append(top + lines(text) / 2)
        labels.append(text)
        top += lines(text) + 9
    for wanted in (True, False):
        chosen = [at for at, row in enumerate(rows) if bool(pd.isna(row["round"])) is not wanted]
        _marks(figure, [rows[at] for at in chosen], [middles[at] for at in chosen], are_rounds=wanted)
    points(
        figure,
        rows,
        [year_of(row["earliest"]) + (0.55 if _is_early(row) else -0.55) for row in rows],
        middles,
        mode="text",
        text=labels,
        textposition=["middle right" if _is_early(row) else "middle left" for row in rows],
        textfont={"size": 12, "color": INK},
    )
    return top


def _marks(figure: go.Figure, rows: list[Record], middles: list[float], *, are_rounds: bool) -> None:
    color, size = (_ROUND, 20) if are_rounds else (_OTHER, 12)
    symbols = ["circle" if are_rounds else symbol("square", {**row, "disagreement": None}) for row in rows]
    points(
        figure,
        rows,
        [year_of(row["earliest"]) for row in rows],
        middles,
        mode="markers+text",
        text=[str(row["round"]) if are_rounds else "" for row in rows],
        textfont={"size": 11, "color": "#ffffff"},
        marker={"symbol": symbols, "size": size, "color": color, "line": {"color": color, "width": 2}},
    )


def _left(row: Record) -> float:
    return (year_of(row["earliest"]) - _FROM) / (_TO - _FROM)


def _is_early(row: Record) -> bool:
    return _left(row) < 0.5


def _ending(row: Record) -> str:
    return row["date_text"] if row["ending"] == "not recorded" else f"{row['date_text']}: {row['ending']}"


def _span(drawn: pd.DataFrame) -> str:
    years = drawn["earliest"].dt.year
    return f"{len(drawn)} meeting{'' if len(drawn) == 1 else 's'}, {years.min()}–{years.max()}"


def _rounds(drawn: pd.DataFrame) -> pd.DataFrame:
    return drawn.dropna(subset="round")


def _finding(drawn: pd.DataFrame) -> str:
    rounds = _rounds(drawn)
    early = int((rounds["earliest"] <= pd.Timestamp(CLOSED)).sum())
    first = rounds[rounds["round"] == 1]
    said = f"Other sources list {early} round{'' if early == 1 else 's'} by mid-1993"
    if len(first) and first["ending"].iloc[0] == "next meeting agreed":
        return f"{said}; after round 1, a next meeting was agreed"
    return said


def _describe(record: pd.DataFrame, talks: pd.DataFrame) -> str:
    drawn = _drawn(record)
    rounds = _rounds(drawn)
    count = len(cited_by(drawn))
    parts = [
        f"Outside the document: {_span(drawn)}, {len(rounds)} of them rounds with a number, by {count} sources.",
        f"{_finding(drawn)}.",
    ]
    words = ", ".join(f"“{row['quote']}” ({row['sentence_id']})" for row in talks.to_dict("records"))
    parts.append(f"In the document: {words}. The document gives no number of rounds.")
    return " ".join(parts)


def _table(record: pd.DataFrame, talks: pd.DataFrame) -> pd.DataFrame:
    own = [
        {
            "layer": "in the document",
            "what": f"“{row['quote']}”",
            "date": "not given" if pd.isna(row["date_text"]) else row["date_text"],
            "claim": row["claim_id"],
            "sentence": row["sentence_id"],
            "row": row["talk_id"],
        }
        for row in talks.to_dict("records")
    ]
    others = [
        {
            "layer": row["layer"],
            "what": row["meeting"],
            "date": row["date_text"],
            "place": row["place"],
            "ending": str(row["ending"]),
            "confidence": str(row["confidence"]),
            "sources_differ": row["disagreement"] if differs(row) else "",
            "sources": row["source_ids"].replace(";", " "),
            "row": row["meeting_id"],
        }
        for row in _drawn(record).to_dict("records")
    ]
    order = ["layer", "what", "date", "place", "ending", "confidence", "sources_differ", "sources"]
    return pd.DataFrame([*own, *others]).reindex(columns=[*order, "claim", "sentence", "row"]).fillna("")


meetings = ContextChart(
    "meetings", _draw, _describe, _table, takes=("context.talks", "talks"), partly=("context.talks",)
)
