"""A sum that is refused, with the reason, where figures must not be added."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from nkj_data.context import tables
from nkj_data.context.checks import FIGURES
from nkj_data.errors import ArgumentError, UnknownNameError

_WHY = {
    "lower bound": "is a lower bound ('more than'), so a sum would be none",
    "derived": "was computed by us from other figures here",
    "range": "is a range",
    "rounded": "is rounded",
    "running total": "is a running total, which holds the years before it",
    "whole programme": "is a total already",
    "total": "is a total already",
    "year": "lies inside a longer period that is counted too",
    "parts do not add up": "comes from an account whose parts do not add up",
    "contested": "is contested by another source",
    "private credits": "is no public money, and is counted in by some and left out by others",
    "research estimate": "is an estimate of what others estimate too",
    "press report": "is an estimate of what others estimate too",
}


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of figures from the wider record, with its unit and the figures it was made of."""

    value: float
    unit: str
    of: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.value:,.10g} {self.unit} ({' + '.join(self.of)}), {tables.LAYER}"

    __repr__ = __str__


def total(of: pd.DataFrame | Iterable[str]) -> Total:
    """Return the sum of some figures, or refuse with the reason.

    Figures may be added when ``adds_with`` holds the same words for all of them: then they were reported as they
    stand, have one unit, and count separate things.

    Parameters
    ----------
    of : DataFrame or ids
        Rows of ``repatriation()``, ``trade()``, ``debt()`` or ``compensation()``, or their ids.

    Raises
    ------
    ArgumentError
        These figures must not be added; the message gives every reason.
    UnknownNameError
        There is no such figure.

    Examples
    --------
    >>> total(["RP05w", "RP06w", "RP07w"])
    1,831 persons (RP05w + RP06w + RP07w), outside the document
    """
    names = list(_names(of))
    known = {row["figure_id"]: row for table in FIGURES for row in tables.table(table).to_dict("records")}
    for name in names:
        if name not in known:
            raise UnknownNameError("figure", name, known, listing="The first column of a table holds its ids.")
    rows = [known[name] for name in names]
    if reasons := list(_reasons(rows)):
        raise ArgumentError("These figures must not be added:\n" + "\n".join(f"  {why}" for why in reasons))
    return Total(math.fsum(_value(row) for row in rows), rows[0]["unit"], tuple(names))


def _names(of: Any) -> Iterator[str]:
    if isinstance(of, pd.DataFrame) and "figure_id" in of.columns:
        yield from of["figure_id"]
    elif isinstance(of, Iterable) and not isinstance(of, pd.DataFrame | Mapping | str | bytes):
        yield from of
    else:
        raise ArgumentError(
            "total() takes rows of repatriation(), trade(), debt() or compensation() with their figure_id, or "
            f"several ids, not {type(of).__name__}."
        )


def _value(row: Mapping[Any, Any]) -> float:
    return float(row["value"] if "value" in row else row["amount_low"])


def _reasons(rows: list[dict[Any, Any]]) -> Iterator[str]:
    if not rows:
        yield "there are none."
        return
    names = [row["figure_id"] for row in rows]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield f"{name} is there twice."
    units = list(dict.fromkeys(row["unit"] for row in rows))
    if len(units) > 1:
        choose = f"frame[frame['unit'] == {units[0]!r}]"
        yield f"they are in different units: {', '.join(units)}. Choose one, as in {choose}."
    for row in rows:
        if pd.isna(row.get("adds_with")):
            yield f"{row['figure_id']} {_why(row)}."
    groups = list(dict.fromkeys(row["adds_with"] for row in rows if not pd.isna(row.get("adds_with"))))
    if len(groups) > 1:
        yield f"they do not count separate things of one kind: {', '.join(groups)}."


def _why(row: Mapping[Any, Any]) -> str:
    if "creditor" in row:
        return "is a debt as stated for one date; the same debt stands in other figures"
    for column in ("caution", "figure_kind", "covers", "flow", "status"):
        if (value := row.get(column)) in _WHY:
            return _WHY[value]
    return "stands alone in its account"
