"""How a chart is called: frames are checked, it is laid out for several widths, and it says itself in words.

A figure holds the layout for a usual width; ``layout.meta["layouts"]`` holds how the others differ from it, each
with the width from which on it fits. Beside a reader the page picks the one that has room (``js/lib/graphs.js``);
elsewhere the usual one is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from inspect import cleandoc
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from nkj_data import context
from nkj_data.charts.diagram import Sheet
from nkj_data.charts.style import cited_by, number_of, sources
from nkj_data.document import tables
from nkj_data.errors import ArgumentError, nearest

WIDTHS = (336, 500, 680, 960)
"""Pixels for which a chart is laid out; the narrowest is a telephone, or JupyterLab in a window of 800."""
USUAL = 680

_DIGITS = 2  # hundredths of a pixel: the last digit of a float is not the same on every Python

_DOC = """{about}

Parameters
----------
*frames : pandas.DataFrame
    {given}, or some of their rows; further columns do not disturb.

Returns
-------
plotly.graph_objects.Figure
    Every mark has the ids of its rows in ``customdata``.

Raises
------
ArgumentError
    A frame is empty, is no such table, or lacks a column.

Source
------
{source}
"""


class Drawing:
    """What every chart can do: a Figure from frames, and the same in words and as a table.

    Parameters
    ----------
    draw : callable
        Draws on a ``Sheet`` from the frames and returns where the drawing ends; its docstring is the chart's.
    finding, describe, table : callables
        Make the title, the description and the table twin from the same frames.
    takes : sequence of str
        The tables it draws, in the order of its arguments; empty for a chart of any tables.
    partly : sequence of str
        Those of them of which it draws some rows only, or uses the names only.
    options : sequence of str
        The keyword-only options that all four callables take.
    """

    outside = False
    source = "Library of Congress country study of North Korea, section on Japan."

    def __init__(
        self,
        draw: Callable[..., float],
        finding: Callable[..., str],
        describe: Callable[..., str],
        table: Callable[..., pd.DataFrame],
        takes: Sequence[str] = (),
        partly: Sequence[str] = (),
        options: Sequence[str] = (),
    ) -> None:
        self.name = draw.__module__.rpartition(".")[2].removeprefix("context_")
        self.takes = tuple(takes)
        self.partly = tuple(partly)
        self.options = tuple(options)
        self._draw, self._finding, self._describe, self._table = draw, finding, describe, table
        given = ", ".join(f"``nkj.{name}()``" for name in self.takes) or "Any tables"
        self.__doc__ = _DOC.format(about=cleandoc(draw.__doc__ or ""), given=given, source=self.source)

    def __call__(self, *frames: pd.DataFrame, **options: Any) -> go.Figure:
        """Return the Figure of these frames."""
        frames = self._checked(frames, options)
        title = self._finding(*frames, **options)
        drawn = {width: self._laid_out(width, title, frames, options) for width in WIDTHS}
        usual = drawn[USUAL]
        layouts = [[width if at else 0, _difference(usual, drawn[width])] for at, width in enumerate(WIDTHS)]
        layout = {**usual["layout"], "meta": {"layouts": layouts}, "template": go.layout.Template()}
        return go.Figure(data=usual["data"], layout=layout)

    def describe(self, *frames: pd.DataFrame, **options: Any) -> str:
        """Return what the chart shows, in two or three sentences made from the frames."""
        return self._describe(*self._checked(frames, options), **options)

    def table(self, *frames: pd.DataFrame, **options: Any) -> pd.DataFrame:
        """Return the chart's table twin: the same values, a row per mark."""
        return self._table(*self._checked(frames, options), **options)

    def __repr__(self) -> str:
        return f"charts.{self.name}({', '.join(f'nkj.{name}()' for name in self.takes or ('sentences', 'claims'))})"

    def _laid_out(
        self, width: int, title: str, frames: Sequence[pd.DataFrame], options: dict[str, Any]
    ) -> dict[str, Any]:
        sheet = Sheet(width, outside=self.outside)
        bottom = self._draw(sheet, *frames, **options)
        drawn: dict[str, Any] = _rounded(sheet.closed(title, self._subtitle(sheet), bottom))
        return drawn

    def _subtitle(self, sheet: Sheet) -> str:
        return sources(row["sentence_id"] for row in sheet.rows.values())

    def _checked(self, frames: tuple[Any, ...], options: Iterable[str]) -> tuple[pd.DataFrame, ...]:
        problems = [self._no_option(name) for name in options if name not in self.options]
        takes = self.takes or tuple(map(_table_of, frames))
        if not takes:
            problems.append("it takes at least one table and got none")
        elif len(frames) != len(takes):
            problems.append(f"it takes {len(takes)} table(s) and got {len(frames)}")
        for name, frame in zip(takes, frames, strict=False):
            if not isinstance(frame, pd.DataFrame):
                problems.append(f"{name} must be a DataFrame, not {type(frame).__name__}")
            elif missing := [column for column in _columns_of(name) if column not in frame.columns]:
                problems.append(f"{name} lacks the column(s) {', '.join(missing)}")
            elif frame.empty:
                problems.append(f"{name} has no rows, so there is nothing to draw")
        if problems:
            raise ArgumentError(f"charts.{self.name}: {'; '.join(problems)}. Call it so: {self!r}")
        # In our order, without a learner's own columns: the id of a row comes first.
        return tuple(frame[_columns_of(name)] for name, frame in zip(takes, frames, strict=True))

    def _no_option(self, name: str) -> str:
        near = nearest(name, self.options)
        hint = f", did you mean {near!r}?" if near else f"; it has {', '.join(self.options) or 'none'}"
        return f"there is no option {name!r}{hint}"


class Chart(Drawing):
    """A chart of the document's tables, on the light card of the house."""


class ContextChart(Drawing):
    """A chart of the wider record; its tables are named ``context.talks``, the document's ``talks``."""

    outside = True
    source = "The sources that each row cites, outside the document."

    def _subtitle(self, sheet: Sheet) -> str:
        return f"<b>Outside the document</b> · {number_of(len(cited_by(sheet.rows.values())), 'source')} cited"


def fitted(figure: go.Figure, width: float) -> go.Figure:
    """Return a figure of a chart as it is laid out for so many pixels; the page does the same."""
    content = figure.to_plotly_json()
    layouts = content["layout"].pop("meta")["layouts"]
    patch = [patch for least, patch in layouts if least <= width][-1]
    drawn = _merged({"data": list(content["data"]), "layout": content["layout"]}, patch)
    return go.Figure(data=drawn["data"], layout=drawn["layout"])


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(part) for part in value]
    if isinstance(value, float):
        short = round(value, _DIGITS)
        return int(short) if short.is_integer() else short
    return value


def _difference(one: Any, other: Any) -> Any:
    """Return what turns ``one`` into ``other``: a part of a dict or of a list of dicts by its key or its place."""
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        if all(isinstance(part, dict) for part in [*one, *other]):
            return {str(at): _difference(a, b) for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b}
    elif isinstance(one, dict) and isinstance(other, dict):
        keys = [key for key in {**one, **other} if one.get(key) != other.get(key)]
        return {key: _difference(one.get(key), other.get(key)) for key in keys}
    return other


def _merged(value: Any, patch: Any) -> Any:
    if isinstance(patch, dict) and isinstance(value, list | tuple):
        return [_merged(part, patch[str(at)]) if str(at) in patch else part for at, part in enumerate(value)]
    if isinstance(patch, dict) and isinstance(value, dict):
        whole = {**value, **{key: _merged(value.get(key), part) for key, part in patch.items()}}
        return {key: part for key, part in whole.items() if part is not None}
    return patch


def _columns_of(name: str) -> list[str]:
    """Return the columns of a table of either layer."""
    layer, _, own = name.rpartition(".")
    book = context.columns(own)["column"] if layer else tables.columns(own)["column"]
    return list(book)


def _table_of(frame: object) -> str:
    """Return the name of the document table a frame comes from; the first one where it is none of them."""
    columns = frame.columns if isinstance(frame, pd.DataFrame) else ()
    known = {resource.key: name for name, resource in tables.descriptor().tables.items()}
    return next((known[str(column)] for column in columns if column in known), "sentences")
