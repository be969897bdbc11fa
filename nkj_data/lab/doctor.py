"""Floor 4: is everything here? Each line says what to do.

Not called ``doctor``: a module of that name would hide the function ``nkj.doctor``. Opens without pandas, which may
be what is missing.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from nkj_data import __version__
from nkj_data.errors import NKJError

if TYPE_CHECKING:
    import pandas as pd


_NEEDED = {
    "pandas": "3.0",
    "plotly": "7.0",
    "ipywidgets": "8.1.5",
    "anywidget": "0.11",
    "jupyterlab": "4.6",
}
"""The oldest version of each package, as in ``pyproject.toml``."""
_STAMP = "made-by-start-py.txt"  # lies in the environment that start.py makes, and mends


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

    @property
    def ready(self) -> str:
        """A line for the first cell of a lesson: ready, or what is to be done before."""
        if not self.ok:
            todo = "\n".join(f"- {line.says}" for line in self.lines if not line.ok)
            return f"Not ready yet. Do this, then restart the kernel and run this cell again:\n{todo}"
        from nkj_data.document import tables

        return f"Ready: {len(tables.sentences())} sentences, {len(tables.claims())} claims, each with its words."

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
    found = [Line(True, f"Python {running}"), Line(True, f"nkj-data {__version__}"), *_neighbours()]
    packages = [_package(name, oldest) for name, oldest in _NEEDED.items()]
    if all(line.ok for line in found) and find_spec("pandas"):
        found += _data()
    return Report((*found, *packages))


def _neighbours() -> Iterator[Line]:
    """Yield a line for each file of the learner's own that Python takes for a package the lessons need."""
    for name in _NEEDED:
        spec = find_spec(name)
        origin = spec.origin if spec and spec.origin else ""
        try:
            beside = bool(origin) and Path.cwd() in (Path(origin).parent, Path(origin).parent.parent)
        except OSError:  # the folder that we are in has been deleted
            return
        if beside:
            shown = Path(origin).parent if Path(origin).name == "__init__.py" else Path(origin)
            yield Line(
                False, f"{shown} is taken for the package {name}. Give it another name, then restart the kernel."
            )


def _data() -> list[Line]:
    from nkj_data import context
    from nkj_data.document import tables

    return [
        _passage(),
        _tables("the tables", tables.catalog, "every quote found in the passage"),
        _tables("the wider record", context.catalog, "every source in the list of sources"),
    ]


def _passage() -> Line:
    from nkj_data.document.passage import passage

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


def _package(name: str, oldest: str) -> Line:
    try:
        found = version(name)
    except PackageNotFoundError:
        return Line(False, f"{name} is not installed. {_advice(name, oldest)}")
    if find_spec(name) is None:
        return Line(False, f"{name} {found} is installed in part only. {_advice(name, oldest, again=True)}")
    if _numbers(found) < _numbers(oldest):
        return Line(False, f"{name} {found} is too old: {oldest} or newer is needed. {_advice(name, oldest)}")
    return Line(True, f"{name} {found}")


def _numbers(written: str) -> tuple[int, ...]:
    """Return a version as numbers, ``8.1.5`` as (8, 1, 5); what follows them is passed over."""
    leading = re.match(r"\d+(?:\.\d+)*", written)
    return tuple(int(part) for part in leading[0].split(".")) if leading else ()


def _advice(name: str, oldest: str, *, again: bool = False) -> str:
    """Return what to type here, whichever way this Python was set up; it names the package, which any index has."""
    if (Path(sys.prefix) / _STAMP).exists():
        return "Close the lessons and type in a terminal, in the folder of start.py: python start.py"
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    if find_spec("pip"):
        command = f"{python} -m pip install{' --force-reinstall' if again else ''}"
    else:
        command = f"uv pip install{' --reinstall' if again else ''} --python {python}"
    return f'Type in a terminal: {command} "{name}>={oldest}"'
