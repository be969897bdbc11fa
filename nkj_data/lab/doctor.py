"""Floor 4: is everything here? Each line says what to do.

Not called ``doctor``: a module of that name would hide the function ``nkj.doctor``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from nkj_data import __version__, context
from nkj_data.document import tables
from nkj_data.document.passage import passage
from nkj_data.errors import NKJError

if TYPE_CHECKING:
    import pandas as pd


_NEEDED = {
    "pandas": "pip install nkj-data",
    "plotly": "pip install nkj-data",
    "ipywidgets": "pip install nkj-data",
    "anywidget": "pip install nkj-data",
    "jupyterlab": 'pip install "nkj-data[lab]"',
}


@dataclass(frozen=True, slots=True)
class Line:
    """One finding: whether it is well, and what to know or do."""

    ok: bool
    says: str

    def __str__(self) -> str:
        return f"{'ok     ' if self.ok else 'PROBLEM'}  {self.says}"


@dataclass(frozen=True, slots=True)
class Report:
    """What the doctor found, line by line; ``ok`` when nothing is to be done."""

    lines: tuple[Line, ...]

    @property
    def ok(self) -> bool:
        """Whether every line is well."""
        return all(line.ok for line in self.lines)

    def __str__(self) -> str:
        end = "Everything is here." if self.ok else "Do what the lines marked PROBLEM say, then ask again."
        return "\n".join([*map(str, self.lines), end])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"


def doctor() -> Report:
    """Return a report on what is installed and whether the data are as they should be.

    Returns
    -------
    Report
        Prints as plain lines; ``ok`` is True when there is nothing to do.
    """
    running = ".".join(map(str, sys.version_info[:3]))
    found = [Line(True, f"Python {running}"), Line(True, f"nkj-data {__version__}"), _passage()]
    found += [_tables("the tables", tables.catalog, "every quote found in the passage")]
    found += [_tables("the wider record", context.catalog, "every source in the list of sources")]
    found.extend(_package(name, advice) for name, advice in _NEEDED.items())
    return Report(tuple(found))


def _passage() -> Line:
    try:
        return Line(True, f"the passage: {len(passage().text)} characters, checksum as expected")
    except NKJError as error:
        return Line(False, str(error))


def _tables(what: str, catalog: Callable[[], pd.DataFrame], held: str) -> Line:
    try:
        listed = catalog()
    except NKJError as error:
        return Line(False, f"{error}\n         Put the original files back, or install nkj-data again.")
    return Line(True, f"{what}: {len(listed)} tables, {listed['rows'].sum()} rows, {held}")


def _package(name: str, advice: str) -> Line:
    try:
        return Line(True, f"{name} {version(name)}")
    except PackageNotFoundError:
        return Line(False, f"{name} is not installed. Type: {advice}")
