"""Judge a learner's chart: its columns, its words, and the rows behind each column.

A figure is read as the plain dict it turns into, so that this floor needs no chart library.
"""

from __future__ import annotations

import base64
import re
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from nkj_data.document.passage import passage
from nkj_data.errors import ArgumentError
from nkj_data.tasks.answer import named
from nkj_data.tasks.remark import Remark, listed

# Arrays of numbers arrive packed: the codes of typed arrays in JavaScript, and of Python's array.
_CODES = dict(zip(["i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8"], "bBhHiIqQfd", strict=True))
_CLAIM = re.compile(r"\bclaim-\d\d\b")
MOST = 2000  # marks that are looked at
OF_CHOICE = ("voice", "certainty", "topic", "sentence_id")


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


def judge_columns(found: Columns, table: pd.DataFrame) -> list[Remark]:
    """Judge a chart of columns: heights, axes, title, and the rows behind each column."""
    counted = {name: {str(key): int(n) for key, n in table[name].value_counts().items()} for name in OF_CHOICE}
    plain = {name: {_plain(key): key for key in counted[name]} for name in OF_CHOICE}
    column = max(OF_CHOICE, key=lambda name: len({_plain(label) for label in found.heights} & plain[name].keys()))
    meant = {label: plain[column].get(_plain(label), label) for label in found.heights}
    if not set(meant.values()) & counted[column].keys():
        called = listed(found.heights, 5) or "nothing"
        known = listed(f"`{name}`" for name in OF_CHOICE)
        return [Remark(False, f"The columns are called {called}. None is a value of {known}.")]
    wanted = counted[column]
    heights = {meant[label]: height for label, height in found.heights.items() if height}
    if heights == wanted:
        shown = listed((f"{key} {number}" for key, number in wanted.items()), 14)
        remarks = [Remark(True, f"The heights are the counts by `{column}`: {shown}.")]
    else:
        remarks = list(_heights(heights, wanted, table, column))
    if found.starts_at is not None and found.starts_at > 0:
        says = f"The axis of counts starts at {found.starts_at:g}. Columns are compared by length: start at 0."
        remarks.append(Remark(False, says))
    ids = {meant[label]: names for label, names in found.ids.items()}
    return [*remarks, _axis_titles(found), _title(found.title, wanted), _customdata(ids, table, column)]


def _plain(label: str) -> str:
    """Return a value as people may write it on a chart."""
    return label.replace("_", " ").strip().casefold()


def _axis_titles(seen: Columns) -> Remark:
    titles = {"the labels": seen.label_title, "the counts": seen.count_title}
    if missing := [name for name, title in titles.items() if not title]:
        where = " and of ".join(missing)
        return Remark(False, f"There is no title on the axis of {where}: use `xaxis_title`, `yaxis_title`.")
    return Remark(True, f"Both axes have a title: {seen.label_title[:60]!r} and {seen.count_title[:60]!r}.")


def _title(title: str, wanted: Mapping[str, int]) -> Remark:
    if not title:
        return Remark(False, "The chart has no title: `update_layout(title=...)`.")
    plain, total, shown = _plain(title), sum(wanted.values()), title[:80]
    allowed = {total, len(wanted), *wanted.values(), *(total - number for number in wanted.values())}
    known = allowed | {int(number) for number in re.findall(r"\d+", passage().text)}
    for number, percent in re.findall(r"(?<![\w.])(\d{1,6}(?:\.\d{1,3})?)\b(\s*%)?", plain):
        shares = [100 * size / total for size in allowed]
        if not (any(abs(share - float(number)) <= 0.5 for share in shares) if percent else float(number) in known):
            return Remark(
                False, f"The title says {number}{percent.strip()}. No column and no total has that number."
            )
    if not any(re.search(rf"\b{re.escape(_plain(name))}\b", plain) for name in wanted):
        example = f"Say what is seen: name a column, such as {max(wanted, key=lambda name: wanted[name])}."
        if re.match(r"(the )?((number|count)s? of )?claims?\b", plain):
            return Remark(False, f"The title {shown!r} says what is counted. {example}")
        return Remark(
            False, f"The title {shown!r} names no column of the chart, so the chart cannot show it. {example}"
        )
    if len(plain.split()) < 4:
        return Remark(False, f"The title {shown!r} is a label. Make it a short sentence that says what is seen.")
    return Remark(True, f"The title says what is seen: {shown!r}. Whether it is true, check against the columns.")


def _customdata(ids: Mapping[str, tuple[str, ...]], table: Any, column: str) -> Remark:
    if not any(ids.values()):
        return Remark(False, "There is no `claim_id` in `customdata`, so nobody can follow a column to its words.")
    value_of = dict(zip(table.iloc[:, 0], table[column].astype(str), strict=True))
    for label, found in ids.items():
        if strays := [name for name in found if value_of.get(name) != label]:
            says = f"The column {label[:40]} carries {listed(strays, 4)}, which it does not count."
            return Remark(False, says, tuple(name for name in strays if name in value_of))
    if lost := [name for name, label in value_of.items() if name not in ids.get(label, ())]:
        return Remark(False, f"Not in `customdata`: {listed(lost, 5)}.", tuple(lost))
    return Remark(True, "Each column carries the ids of the claims it counts.")


def _heights(
    heights: Mapping[str, float], wanted: Mapping[str, int], table: pd.DataFrame, column: str
) -> Iterator[Remark]:
    for name in [name for name in wanted if name in heights and heights[name] != wanted[name]][:3]:
        rows = tuple(table.loc[table[column] == name].iloc[:, 0])
        says = f"{name}: you have {heights[name]:g}; the table has {wanted[name]} claims, in {listed(rows, 5)}."
        yield Remark(False, says, rows)
    if missing := [name for name in wanted if name not in heights]:
        yield Remark(
            False, f"Missing: {listed(missing)}.", tuple(table.loc[table[column].isin(missing)].iloc[:, 0])
        )
    if extra := [name[:60] for name in heights if name not in wanted]:
        yield Remark(False, f"{listed(extra, 5)}: no value of `{column}`.")
