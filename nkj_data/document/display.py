"""A table shown in full, for people and for screen readers; and cells that no spreadsheet takes for formulas."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from nkj_data.errors import ArgumentError

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CELL = 'style="text-align:left;vertical-align:top;max-width:30em;white-space:normal"'


@dataclass(frozen=True, eq=False)
class Shown:
    """A table that a notebook shows without cutting its words; a terminal prints it."""

    frame: pd.DataFrame
    caption: str

    def __str__(self) -> str:
        return self.frame.to_string(index=False, na_rep="")

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return table_html(self.frame, self.caption)


def show(frame: pd.DataFrame, *, caption: str = "") -> Shown:
    """Return ``frame`` in a form that a notebook shows in full, with no cell cut short.

    Raises
    ------
    ArgumentError
        ``frame`` is no DataFrame.
    """
    if not isinstance(frame, pd.DataFrame):
        raise ArgumentError(f"show() takes a table such as nkj.motives(), not {type(frame).__name__}.")
    return Shown(frame, caption or str(frame.attrs.get("layer", "")))


def table_html(frame: pd.DataFrame, caption: str) -> str:
    """Return a frame as an HTML table with named rows and columns, every cell escaped."""
    head = "".join(f'<th scope="col" {_CELL}>{escape(str(name).replace("_", " "))}</th>' for name in frame.columns)
    body = "".join(
        f'<tr><th scope="row" {_CELL}>{_cell(first)}</th>'
        f"{''.join(f'<td {_CELL}>{_cell(value)}</td>' for value in rest)}</tr>"
        for first, *rest in frame.itertuples(index=False, name=None)
    )
    titled = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f"<table>{titled}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def harmless(value: Any) -> Any:
    """Return the value of a cell, with an apostrophe before a text that a spreadsheet would take for a formula.

    Examples
    --------
    >>> harmless("=1+1"), harmless("S01"), harmless(-1)
    ("'=1+1", 'S01', -1)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _cell(value: Any) -> str:
    return "" if pd.isna(value) else escape(str(value))
