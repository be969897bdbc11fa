"""Floor 0: every exception of the package, in words a person can act on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


class NKJError(Exception):
    """Base of every error this package raises on purpose."""

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows: what is wrong and what to do, without the lines of code that led there."""
        return str(self).splitlines()


class PassageError(NKJError):
    """The packaged passage is missing or is not the text it should be, byte for byte."""


class ArgumentError(NKJError, TypeError):
    """Something of the wrong kind was handed to a function; the message says what it takes."""


class UnknownNameError(NKJError, LookupError):
    """A table, column, row or keyword that does not exist was asked for.

    Parameters
    ----------
    kind : str
        What was asked for, such as ``"table"``.
    name : object
        The name that was given.
    choices : iterable of str
        Every name there is; the nearest one is suggested.
    listing : str, optional
        How to see the choices, where they are too many to print.
    """

    def __init__(self, kind: str, name: object, choices: Iterable[str], listing: str = "") -> None:
        known = list(choices)
        message = f"There is no {kind} {name!r}."
        if near := nearest(str(name), known):
            message += f" Did you mean {near!r}?"
        message += f" {listing}" if listing else f" Choose from: {', '.join(known)}."
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one data file: where, what stands there, what should."""

    file: str
    says: str
    row: str = ""
    column: str = ""

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.file, self.row, self.column) if part)
        return f"{where}: {self.says}"


class SchemaError(NKJError, ValueError):
    """Data files break their schema; ``problems`` lists every place at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        head = f"{len(self.problems)} problem{'s' if len(self.problems) != 1 else ''} in the data:"
        super().__init__("\n".join([head, *(f"  {problem}" for problem in self.problems)]))


def nearest(name: str, choices: Sequence[str]) -> str:
    """Return the choice that looks most like ``name``, or an empty string."""
    found = get_close_matches(name.casefold(), [choice.casefold() for choice in choices], n=1, cutoff=0.6)
    return next((choice for choice in choices if found and choice.casefold() == found[0]), "")
