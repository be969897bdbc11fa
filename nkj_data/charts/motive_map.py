"""Why North Korea turned to Japan, by the document: need, hope, and how sure the text is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from nkj_data.charts.house import CERTAINTY, FILL, INK, Chart, card, hover, wrap

__all__ = ["motive_map"]

_LEFT, _RIGHT, _WIDTH = 0.0, 0.62, 0.38  # where the two columns of boxes stand, in shares of the width
_ELBOW = 0.55  # where a link turns


class _Box(NamedTuple):
    text: str
    kind: str
    certainty: str
    row: Mapping[Any, Any]
    ids: str
    side: float
    y: float


class _Link(NamedTuple):
    words: str
    certainty: str
    row: Mapping[Any, Any]
    ids: str
    start: float
    end: float


def _draw(motives: pd.DataFrame, shortages: pd.DataFrame) -> go.Figure:
    """Return a map of the motives: isolation, the shortages it caused, the relief sought, the possible gain.

    Parameters
    ----------
    motives, shortages : pandas.DataFrame
        ``nkj.motives()`` and ``nkj.shortages()``, or some of their rows.

    Returns
    -------
    plotly.graph_objects.Figure
        Boxes and links; full lines are stated, broken lines hedged. ``customdata`` holds the row ids.

    Raises
    ------
    ArgumentError
        A frame is empty, is no such table, or has other columns.

    Source
    ------
    Library of Congress country study of North Korea, section on Japan, S08-S09.
    """
    boxes, links = _layout(motives, shortages)
    figure = card(_finding(motives, shortages), motives, shortages, height=700)
    for certainty in dict.fromkeys(link.certainty for link in links):
        chosen = [link for link in links if link.certainty == certainty]
        _add_links(figure, chosen, certainty)
    for kind in dict.fromkeys(box.kind for box in boxes):
        _add_boxes(figure, [box for box in boxes if box.kind == kind], kind)
    lowest = min(box.y for box in boxes)
    figure.update_xaxes(visible=False, range=[-0.005, 1.005], fixedrange=True)
    figure.update_yaxes(visible=False, range=[lowest - 0.6, 0.6], fixedrange=True)
    figure.update_layout(barmode="overlay", bargap=0)
    return figure


def _layout(motives: pd.DataFrame, shortages: pd.DataFrame) -> tuple[list[_Box], list[_Link]]:
    boxes: list[_Box] = []
    links: list[_Link] = []
    needs = [row for row in motives.to_dict("records") if row["rank"] == "primary"]
    gains = [row for row in motives.to_dict("records") if row["rank"] != "primary"]
    y = 0.0
    for row in needs:
        boxes.append(_box(str(row["ground"]), "ground", "stated", row, _LEFT, y))
        boxes.append(_box(str(row["motive"]), "primary motive", row["certainty"], row, _RIGHT, y))
        links.append(_Link(str(row["hedge"]), row["certainty"], row, row["motive_id"], y, y))
        y -= 1
    short = shortages.to_dict("records")
    middle = y - (len(short) - 1) / 2
    ids = " ".join(row["shortage_id"] for row in short)
    boxes.append(_box(str(short[0]["cause"]), "ground", "stated", short[0], _LEFT, middle, ids))
    for row in short:
        boxes.append(_box(row["shortage"], "serious shortage", row["certainty"], row, _RIGHT, y))
        links.append(_Link(row["cause_words"], row["certainty"], row, row["shortage_id"], middle, y))
        y -= 1
    for row in gains:
        boxes.append(_box(str(row["ground"]), "ground", "stated", row, _LEFT, y))
        boxes.append(_box(str(row["motive"]), "possible gain", row["certainty"], row, _RIGHT, y - 0.5))
        links.append(_Link(str(row["hedge"]), row["certainty"], row, row["motive_id"], y, y - 0.5))
        if not pd.isna(row["precedent"]):
            boxes.append(_box(row["precedent"], "ground", "stated", row, _LEFT, y - 1))
            links.append(_Link("a precedent", "stated", row, row["motive_id"], y - 1, y - 0.5))
        y -= 2
    return boxes, links


def _box(
    text: str, kind: str, certainty: str, row: Mapping[Any, Any], side: float, y: float, ids: str = ""
) -> _Box:
    return _Box(text, kind, certainty, row, ids or str(next(iter(row.values()))), side, y)


def _add_boxes(figure: go.Figure, boxes: list[_Box], kind: str) -> None:
    figure.add_bar(
        orientation="h",
        base=[box.side for box in boxes],
        x=[_WIDTH] * len(boxes),
        y=[box.y for box in boxes],
        width=1.2 if kind == "possible gain" else 0.84,
        text=[_label(box) for box in boxes],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"color": INK, "size": 12},
        marker={
            "color": FILL[kind],
            "line": {"color": INK, "width": 1.5},
            "pattern": {
                "shape": [CERTAINTY[box.certainty]["pattern"] for box in boxes],
                "fillmode": "overlay",
                "bgcolor": FILL[kind],
                "fgcolor": "#ffffff",
                "fgopacity": 0.7,
                "size": 9,
            },
        },
        customdata=[box.ids for box in boxes],
        hovertext=[hover(box.row) for box in boxes],
        hoverinfo="text",
        name=kind,
        showlegend=False,
    )


def _label(box: _Box) -> str:
    text = wrap(_sentence(box.text), 21)
    return text if box.kind == "ground" else f"<b>{box.kind}</b><br>{text}"


def _add_links(figure: go.Figure, links: list[_Link], certainty: str) -> None:
    style = CERTAINTY[certainty]
    x: list[float | None] = []
    y: list[float | None] = []
    ids: list[str | None] = []
    for link in links:
        x += [_LEFT + _WIDTH, _ELBOW, _ELBOW, _RIGHT, None]
        y += [link.start, link.start, link.end, link.end, None]
        ids += [link.ids] * 4 + [None]
    figure.add_scatter(
        x=x,
        y=y,
        customdata=ids,
        mode="lines",
        line={"color": INK, "width": 2, "dash": style["dash"]},
        hoverinfo="skip",
        name=f"{style['word']} by the text",
    )
    figure.add_scatter(
        x=[_RIGHT - 0.008] * len(links),
        y=[link.end for link in links],
        customdata=[link.ids for link in links],
        mode="markers",
        marker={"symbol": "triangle-right", "size": 10, "color": INK},
        hovertext=[hover(link.row) for link in links],
        hoverinfo="text",
        showlegend=False,
    )
    said = {(link.words, link.start): link for link in links}.values()
    figure.add_scatter(
        x=[
            _LEFT + _WIDTH + (0.12 if link.start == link.end and link.certainty == "hedged" else 0.085)
            for link in said
        ],
        y=[link.start + 0.04 for link in said],
        customdata=[
            " ".join(o.ids for o in links if (o.words, o.start) == (link.words, link.start)) for link in said
        ],
        mode="text",
        text=[wrap(link.words, 10 if link.start != link.end else 14) for link in said],
        textposition="top center",
        textfont={"size": 11, "style": "italic"},
        hovertext=[hover(link.row) for link in said],
        hoverinfo="text",
        showlegend=False,
    )


def _finding(motives: pd.DataFrame, shortages: pd.DataFrame) -> str:
    ranks = set(motives["rank"])
    said = []
    if "primary" in ranks:
        kinds = " and ".join(motives.loc[motives["rank"] == "primary", "isolation"])
        said.append(f"primary motives appear to be relief from {kinds} isolation")
    if "possible gain" in ranks:
        said.append("compensation is a possibility")
    return _sentence("; ".join(said))


def _describe(motives: pd.DataFrame, shortages: pd.DataFrame) -> str:
    parts = []
    needs, gains = motives[motives["rank"] == "primary"], motives[motives["rank"] != "primary"]
    if len(needs):
        hedges = _quoted(needs["hedge"])
        parts.append(f"Primary motives, hedged by {hedges}: {_listed(needs['motive'])}.")
    parts.append(
        f"Isolation {_quoted(shortages['cause_words'])} serious shortages of {_listed(shortages['shortage'])}; "
        "this the text states outright."
    )
    for row in gains.to_dict("records"):
        before = "" if pd.isna(row["precedent"]) else f", with a precedent “{row['precedent']}”"
        parts.append(f"A possible gain, hedged by “{row['hedge']}”: {row['motive']}{before}.")
    return " ".join(parts)


def _table(motives: pd.DataFrame, shortages: pd.DataFrame) -> pd.DataFrame:
    def twin(row: Mapping[Any, Any], start: str, words: str, end: str, kind: str) -> dict[str, Any]:
        return {
            "from": row[start],
            "words": row[words],
            "to": row[end],
            "kind": kind,
            "certainty": str(row["certainty"]),
            "sentence": row["sentence_id"],
            "row": next(iter(row.values())),
        }

    rows = [twin(row, "ground", "hedge", "motive", str(row["rank"])) for row in motives.to_dict("records")]
    for row in motives.dropna(subset="precedent").to_dict("records"):
        rows.append(
            {
                **twin(row, "precedent", "hedge", "motive", "precedent"),
                "words": "a precedent",
                "certainty": "stated",
            }
        )
    rows += [
        twin(row, "cause", "cause_words", "shortage", "serious shortage") for row in shortages.to_dict("records")
    ]
    return pd.DataFrame(rows)


def _quoted(words: pd.Series) -> str:
    return ", ".join(f"“{word}”" for word in dict.fromkeys(words))


def _listed(words: pd.Series) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else str(last)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


_draw.__name__ = "motive_map"
motive_map = Chart(_draw, _describe, _table, takes=("motives", "shortages"))
