"""The document tables, one noun each, and the code book. What a column is stands in ``datapackage.json``."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

import pandas as pd

from nkj_data.document.passage import passage
from nkj_data.document.schema import Descriptor, catalog_of, code_book, noun, read_descriptor, read_package
from nkj_data.errors import UnknownNameError
from nkj_data.packaged_files import text_folder

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def table(name: str) -> pd.DataFrame:
    """Return the document table called ``name``, checked, as a fresh frame.

    Raises
    ------
    UnknownNameError
        There is no such table; the nearest name is suggested.
    SchemaError
        A packaged table was edited into something its schema forbids.

    Examples
    --------
    >>> len(table("motives"))
    3
    """
    tables = _checked()
    if name not in tables:
        raise UnknownNameError("table", name, tables)
    return tables[name].copy()


def catalog() -> pd.DataFrame:
    """Return what tables there are, one row per table.

    Returns
    -------
    pandas.DataFrame
        table : str
            Name; ``nkj.motives()`` returns the table called ``motives``.
        rows, columns : int64
            Size of the table.
        description : str
            What one row is.
        source, licence : str
            Where the words come from; the licence of our coding of them.
    """
    return catalog_of(descriptor(), _checked())


def columns(name: str) -> pd.DataFrame:
    """Return the code book of one table, one row per column, in the table's order.

    Returns
    -------
    pandas.DataFrame
        column, dtype : str
            Name and pandas dtype.
        unit : str
            Unit of a number or date, where it has one.
        required : bool
            Whether every row has a value.
        values : str
            The closed vocabulary, where there is one.
        description : str
            What the column means.

    Raises
    ------
    UnknownNameError
        There is no such table; the nearest name is suggested.
    """
    return code_book(descriptor(), name)


def read(folder: Traversable) -> dict[str, pd.DataFrame]:
    """Return the tables of another folder of the same make, checked; for people who edit the CSV files.

    Raises
    ------
    SchemaError
        Lists every problem in every file.
    """
    return read_package(folder, read_descriptor(folder), passage())


@cache
def descriptor() -> Descriptor:
    """Return what the packaged ``datapackage.json`` says."""
    return read_descriptor(text_folder() / "tables")


@cache
def _checked() -> dict[str, pd.DataFrame]:
    return read_package(text_folder() / "tables", descriptor(), passage())


_noun = partial(
    noun,
    read=table,
    describe=descriptor,
    source="Library of Congress country study of North Korea, section on Japan. Each row names its sentence.",
)
sentences = _noun("sentences")
claims = _noun("claims")
aims = _noun("aims")
supporters = _noun("supporters")
setbacks = _noun("setbacks")
motives = _noun("motives")
shortages = _noun("shortages")
obstacles = _noun("obstacles")
positions = _noun("positions")
talks = _noun("talks")
timeline = _noun("timeline")
actors = _noun("actors")
links = _noun("links")
glossary = _noun("glossary")
