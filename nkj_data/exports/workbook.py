"""All tables as one workbook, every cell as it is: no date guessed, no script garbled. Made by xlsxwriter."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from nkj_data import context
from nkj_data.document import tables
from nkj_data.document.passage import passage
from nkj_data.errors import NKJError
from nkj_data.interface import wording

WIDEST, NARROWEST = 60, 9  # characters


def workbook() -> bytes:
    """Return an .xlsx file: a page of what it is, then a sheet for each table and its code book.

    Raises
    ------
    NKJError
        xlsxwriter is not installed.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise NKJError(
            "A workbook is made by xlsxwriter, an extra. Run: python -m pip install xlsxwriter, then this again "
            "(after start.py: .venv/bin/python -m pip install xlsxwriter)."
        ) from error
    say = wording("workbook")
    held = io.BytesIO()
    # What looks like a formula, a link or a number is a text here.
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(held, {"in_memory": True, **plain}) as book:
        looks = {
            "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            "cell": book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
            "number": book.add_format({"valign": "top", "num_format": "General"}),
        }
        first = book.add_worksheet(say["about"])
        first.set_column(0, 0, 100)
        about = (say["title"], passage().page["source_line"], say["inside"], say["outside"], say["text"])
        for at, line in enumerate(about):
            first.write_string(at, 0, line, looks["head" if at == 0 else "cell"])
        for name, frame in sheets():
            _fill(book.add_worksheet(name), frame, looks)
    return held.getvalue()


def sheets() -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the sheets with their names: the document's tables, the wider record's, and what columns mean."""
    say, books = wording("workbook"), []
    for layer, home in (("", tables), (say["mark"], context)):
        for name in home.catalog()["table"]:
            yield f"{layer}{name}", home.table(name)
            books.append(home.columns(name).assign(table=f"{layer}{name}"))
    book = pd.concat(books, ignore_index=True)
    yield say["columns"], book[["table", *(column for column in book.columns if column != "table")]]


def size() -> int:
    """Return how many tables the workbook holds."""
    return len(tables.catalog()) + len(context.catalog())


def _fill(sheet: Any, frame: pd.DataFrame, looks: dict[str, Any]) -> None:
    sheet.freeze_panes(1, 1)
    for at, column in enumerate(frame.columns):
        values = [_shown(value) for value in frame[column]]
        longest = max([len(str(value)) for value in values] + [len(str(column)), NARROWEST])
        sheet.set_column(at, at, min(longest + 1, WIDEST))
        sheet.write_string(0, at, str(column), looks["head"])
        for row, value in enumerate(values, start=1):
            if isinstance(value, float):
                sheet.write_number(row, at, value, looks["number"])
            elif value:
                sheet.write_string(row, at, value, looks["cell"])
    sheet.autofilter(0, 0, len(frame), max(len(frame.columns) - 1, 0))


def _shown(value: Any) -> str | float:
    """Return a value as a cell has it: numbers as numbers, everything else as the text of our files."""
    if isinstance(value, list | tuple | dict):
        return str(value)
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, bool | np.bool_):
        return str(value).lower()
    if isinstance(value, int | float | np.number):
        return float(value)
    return str(value)
