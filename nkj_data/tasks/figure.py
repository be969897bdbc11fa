"""Look at a learner's chart: its columns, its words, and the rows behind each column.

A figure is read as the plain dict it turns into, so that this floor needs no chart library.
"""

from __future__ import annotations

import base64
import re
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nkj_data.errors import ArgumentError
from nkj_data.tasks.answer import named

# Arrays of numbers arrive packed: the codes of typed arrays in JavaScript, and of Python's array.
_CODES = {
    "i1": "b",
    "u1": "B",
    "i2": "h",
    "u2": "H",
    "i4": "i",
    "u4": "I",
    "i8": "q",
    "u8": "Q",
    "f4": "f",
    "f8": "d",
}
_CLAIM = re.compile(r"\bclaim-\d\d\b")
MOST = 2000  # marks that are looked at


@dataclass(frozen=True, slots=True)
class Columns:
    """What can be seen on a chart of columns or bars.

    Attributes
    ----------
    heights : mapping of str to float
        Label of a column to its height; pieces that are stacked are added.
    ids : mapping of str to tuple of str
        Label of a column to the claims that its ``customdata`` names.
    title, label_title, count_title : str
        The title of the chart, of the axis with the labels, and of the axis with the counts.
    starts_at : float or None
        Where the axis of counts starts, if the chart sets it.
    """

    heights: Mapping[str, float]
    ids: Mapping[str, tuple[str, ...]]
    title: str
    label_title: str
    count_title: str
    starts_at: float | None


def read_figure(answer: object) -> Columns:
    """Return what can be seen on a plotly figure of columns or bars.

    Raises
    ------
    ArgumentError
        It is no figure, or has no columns; the message is advice.
    """
    content = answer if isinstance(answer, Mapping) else _as_dict(answer)
    if "data" not in content:
        raise ArgumentError("A figure has `data` and a `layout`. Give the figure that `go.Figure(...)` returns.")
    traces = [trace for trace in content["data"] or () if isinstance(trace, Mapping)]
    if not traces:
        raise ArgumentError("The figure is empty: put a `go.Bar(...)` into it.")
    bars = [trace for trace in traces if trace.get("type") in ("bar", "histogram")]
    if not bars:
        raise ArgumentError(f"This figure draws `{traces[0].get('type', 'scatter')}`. Columns are a `go.Bar(...)`.")
    heights: dict[str, float] = {}
    ids: dict[str, dict[str, None]] = {}
    for label, height, claims in _marks(bars):
        heights[label] = heights.get(label, 0) + height
        ids.setdefault(label, {}).update(dict.fromkeys(claims))
    layout = content.get("layout") or {}
    across, up = layout.get("xaxis") or {}, layout.get("yaxis") or {}
    labels, numbers = (up, across) if _lies(bars[0]) else (across, up)
    limits = _list(numbers.get("range"))
    return Columns(
        heights,
        {label: tuple(found) for label, found in ids.items()},
        _words(layout.get("title")),
        _words(labels.get("title")),
        _words(numbers.get("title")),
        float(limits[0]) if limits and isinstance(limits[0], int | float) else None,
    )


def _as_dict(answer: object) -> Mapping[str, Any]:
    if isinstance(answer, type) or not hasattr(answer, "to_dict") or not hasattr(answer, "layout"):
        raise ArgumentError(f"The answer is a plotly figure, and this is {named(answer)}.")
    content = answer.to_dict()
    return content if isinstance(content, Mapping) else {}


def _lies(trace: Mapping[str, Any]) -> bool:
    if trace.get("type") == "histogram":
        return "x" not in trace
    return trace.get("orientation") == "h"


def _marks(traces: list[Mapping[str, Any]]) -> Iterator[tuple[str, float, list[str]]]:
    for trace in traces:
        names, sizes = ("y", "x") if _lies(trace) else ("x", "y")
        labels = _list(trace.get(names))[:MOST]
        if trace.get("type") == "histogram":
            heights: list[Any] = [1] * len(labels)  # the browser counts them
        else:
            heights = _list(trace.get(sizes))
        custom = _list(trace.get("customdata"))
        if len(labels) != len(heights):
            raise ArgumentError(f"A `go.Bar` has {len(labels)} labels and {len(heights)} heights. Give it as many.")
        for at, (label, height) in enumerate(zip(labels, heights, strict=True)):
            if not isinstance(height, int | float):
                raise ArgumentError(
                    "The heights of the columns are no numbers. Are `x` and `y` the wrong way round?"
                )
            yield str(label), float(height), _CLAIM.findall(str(custom[at])) if at < len(custom) else []


def _list(value: Any) -> list[Any]:
    """Return an array of a figure as a list; packed numbers are unpacked, a table becomes a list of rows."""
    if isinstance(value, Mapping) and {"dtype", "bdata"} <= value.keys():
        numbers = array(_CODES[str(value["dtype"]).lstrip("<|=")])
        numbers.frombytes(base64.b64decode(value["bdata"]))
        return list(numbers)
    if value is None or isinstance(value, str | Mapping):
        return []
    return list(value)


def _words(title: Any) -> str:
    text = title.get("text") if isinstance(title, Mapping) else title
    return re.sub(r"<[^>]*>", " ", text).strip() if isinstance(text, str) else ""
