"""The tables of the wider record, one noun each, and their code book."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

import pandas as pd

from nkj_data.context.checks import problems
from nkj_data.document import tables
from nkj_data.document.passage import passage
from nkj_data.document.schema import Descriptor, catalog_of, code_book, noun, read_descriptor, read_package
from nkj_data.errors import UnknownNameError
from nkj_data.packaged_files import data_folder

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


LAYER = "outside the document"


def table(name: str) -> pd.DataFrame:
    """Return the table of the wider record called ``name``, checked, as a fresh frame.

    ``attrs["layer"]`` names the layer too, so that a frame with fewer columns can still be told apart.

    Raises
    ------
    UnknownNameError
        There is no such table; the nearest name is suggested.
    SchemaError
        A packaged table was edited into something its schema forbids.

    Examples
    --------
    >>> table("talks").attrs["layer"]
    'outside the document'
    """
    found = _checked()
    if name not in found:
        raise UnknownNameError("table of the wider record", name, found)
    return _labelled(found[name].copy())


def catalog() -> pd.DataFrame:
    """Return what tables the wider record has, one row per table.

    Returns
    -------
    pandas.DataFrame
        table : str
            Name; ``nkj.context.events()`` returns the table called ``events``.
        rows, columns : int64
            Size of the table.
        description : str
            What one row is.
        source, licence : str
            Where the facts come from; the licence of our wording of them.
        layer : str
            ``outside the document``.
    """
    return _labelled(catalog_of(descriptor(), _checked()).assign(layer=LAYER))


def columns(name: str) -> pd.DataFrame:
    """Return the code book of one table, one row per column, in the table's order.

    The columns are those of :func:`nkj_data.columns`.

    Raises
    ------
    UnknownNameError
        There is no such table; the nearest name is suggested.
    """
    return _labelled(code_book(descriptor(), name))


def citations() -> pd.DataFrame:
    """Return which row cites which source, one row per citation.

    Returns
    -------
    pandas.DataFrame
        table, row_id : str
            The row that cites.
        source_id : str
            The source, as in :func:`sources`.
        layer : str
            ``outside the document``.
    """
    pairs = [
        (name, row, source)
        for name, frame in _checked().items()
        if "source_ids" in frame
        for row, cell in zip(frame.iloc[:, 0], frame["source_ids"], strict=True)
        for source in cell.split(";")
    ]
    return _labelled(pd.DataFrame(pairs, columns=["table", "row_id", "source_id"]).assign(layer=LAYER))


def concordance() -> pd.DataFrame:
    """Return which check is about which claim of the document, one row per pair.

    It holds ids only. To set a claim beside its check, merge on them, and say so in what you show:
    ``nkj.claims().merge(nkj.context.concordance(), on="claim_id")``, and the checks on ``check_id``.

    Returns
    -------
    pandas.DataFrame
        check_id : str
            The check, as in :func:`claims_check`.
        claim_id : str
            The claim, as in ``nkj.claims()``. A claim that no check is about is not here.
        layer : str
            ``outside the document``.
    """
    frame = _checked()["claims_check"]
    pairs = [
        (check, claim)
        for check, cell in zip(frame["check_id"], frame["claim_ids"], strict=True)
        for claim in cell.split(";")
    ]
    return _labelled(pd.DataFrame(pairs, columns=["check_id", "claim_id"]).assign(layer=LAYER))


def read(folder: Traversable) -> dict[str, pd.DataFrame]:
    """Return the tables of another folder of the same make, checked; for people who edit the CSV files.

    Raises
    ------
    SchemaError
        Lists every problem in every file. What rows must be to each other is looked at in files whose cells are
        well.
    """
    return _read(folder, read_descriptor(folder))


@cache
def descriptor() -> Descriptor:
    """Return what the packaged ``datapackage.json`` of this layer says."""
    return read_descriptor(data_folder() / "context")


@cache
def _checked() -> dict[str, pd.DataFrame]:
    return _read(data_folder() / "context", descriptor())


def _read(folder: Traversable, book: Descriptor) -> dict[str, pd.DataFrame]:
    document = {name: tables.table(name) for name in ("sentences", "claims")}
    return read_package(folder, book, passage(), beside=document, rules=problems)


def _labelled(frame: pd.DataFrame) -> pd.DataFrame:
    frame.attrs["layer"] = LAYER
    return frame


_noun = partial(
    noun,
    read=table,
    describe=descriptor,
    source="The sources that each row cites; nkj.context.sources() lists them. Outside the document.",
)
talks = _noun("talks")
events = _noun("events")
repatriation = _noun("repatriation")
trade = _noun("trade")
debt = _noun("debt")
compensation = _noun("compensation")
entities = _noun("entities")
claims_check = _noun("claims_check")
sources = _noun("sources")
