"""What rows of the wider record must be to each other: citations, windows, sums, kinds of figures."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from nkj_data.document.passage import passage
from nkj_data.document.schema import Rows
from nkj_data.errors import Problem

# The research for the document was completed in June 1993 (provenance.toml).
CLOSED = date(1993, 6, 30)
FIGURES = ("repatriation", "trade", "debt", "compensation")
_SOURCE = re.compile(r"\b[ACDEMPRTX]\d\d[a-z]?\b")
_FIRM = ("official", "academic", "research service")

Tables = Mapping[str, Rows]


def problems(tables: Tables) -> Iterator[Problem]:
    """Yield what is wrong between rows, in tables whose cells are well."""
    for name, rows in tables.items():
        for row in rows:
            yield from _dates(name, row)
            if name in FIGURES:
                yield from _figure(name, row)
            if "sources" in tables and "source_ids" in row:
                yield from _citations(name, row, tables["sources"])
    yield from _rounds(tables.get("talks", ()))
    yield from _windows(tables.get("events", ()))
    yield from _names(tables.get("entities", ()))
    yield from _series(tables.get("trade", ()))
    for name in FIGURES:
        yield from _groups(name, tables.get(name, ()))


def _wrong(table: str, row: Mapping[str, str], column: str, says: str) -> Problem:
    return Problem(f"{table}.csv", says, next(iter(row.values())), column)


def _dates(table: str, row: Mapping[str, str]) -> Iterator[Problem]:
    if row.get("precision") not in ("month", "year"):
        return
    first = date.fromisoformat(row["earliest"])
    if row["precision"] == "year":
        unit = (first.replace(month=1, day=1), first.replace(month=12, day=31))
    else:
        days = calendar.monthrange(first.year, first.month)[1]
        unit = (first.replace(day=1), first.replace(day=days))
    if (row["earliest"], row["latest"]) != (str(unit[0]), str(unit[1])):
        says = (
            f"a {row['precision']} runs from {unit[0]} to {unit[1]}, not from {row['earliest']} to {row['latest']}"
        )
        yield _wrong(table, row, "precision", says)


def _figure(table: str, row: Mapping[str, str]) -> Iterator[Problem]:
    if row.get("adds_with") and (row["figure_kind"] != "reported" or row.get("caution")):
        kind = row.get("caution") or row["figure_kind"]
        yield _wrong(table, row, "adds_with", f"a figure that is {kind!r} is never added to others")
    if "amount_low" not in row:
        return
    low, high, kind = row["amount_low"], row["amount_high"], row["figure_kind"]
    if (kind == "lower bound") != (high == ""):
        yield _wrong(table, row, "amount_high", "only a lower bound, and every lower bound, has no upper end")
    elif high and (kind == "range") != (low != high):
        yield _wrong(table, row, "figure_kind", f"{kind!r} does not go with {low} to {high}")
    elif high and Decimal(low) > Decimal(high):
        yield _wrong(table, row, "amount_low", f"{low} is more than {high}")


def _citations(table: str, row: Mapping[str, str], sources: Rows) -> Iterator[Problem]:
    book = {source["source_id"]: source for source in sources}
    cited = [name for name in row["source_ids"].split(";") if name in book]
    words = " ".join(text for column, text in row.items() if column != "source_ids")
    for name in dict.fromkeys(_SOURCE.findall(words)):
        if name not in cited:
            yield _wrong(table, row, "source_ids", f"{name!r} is named in the row but not cited")
    if cited and all(book[name]["use"] == "with another" for name in cited):
        yield _wrong(table, row, "source_ids", "no row rests only on sources whose use is 'with another'")
    firm = len(cited) > 1 or any(book[name]["kind"] in _FIRM for name in cited)
    if row.get("confidence") == "high" and not firm:
        says = "'high' needs two sources, or one that is official or academic"
        yield _wrong(table, row, "confidence", says)


def _rounds(rows: Rows) -> Iterator[Problem]:
    seen: set[str] = set()
    for row in rows:
        if (row["kind"] == "round") != bool(row["round"]):
            yield _wrong("talks", row, "round", "a round has a number, and nothing else has one")
        elif row["round"] in seen:
            yield _wrong("talks", row, "round", f"round {row['round']} stands in an earlier row too")
        seen.update(filter(None, [row["round"]]))


def _windows(rows: Rows) -> Iterator[Problem]:
    for row in rows:
        after = date.fromisoformat(row["earliest"]) > CLOSED
        if after != (row["window"] == "after June 1993"):
            yield _wrong("events", row, "window", f"{row['window']!r} does not go with {row['earliest']}")


def _names(rows: Rows) -> Iterator[Problem]:
    for row in rows:
        words = row["document_name"]
        if words and words not in passage().text:
            says = f"these words do not stand in the passage: {words!r}"
            yield _wrong("entities", row, "document_name", says)


def _series(rows: Rows) -> Iterator[Problem]:
    accounts: dict[tuple[str, str], dict[str, Mapping[str, str]]] = {}
    for row in rows:
        account = accounts.setdefault((row["year"], row["unit"]), {})
        if row["flow"] in account:
            twice = f"{row['year']} has two figures for {row['flow']} in {row['unit']}"
            says = f"{twice}; put the rival into 'disagreement'"
            yield _wrong("trade", row, "flow", says)
        account[row["flow"]] = row
    for account in accounts.values():
        if set(account) == {"exports", "imports", "total"}:
            parts = [account["exports"]["value"], account["imports"]["value"]]
            total = account["total"]["value"]
            warned = account["total"]["caution"] == "parts do not add up"
            if _adds_up(parts, total) == warned:
                made = f"{' + '.join(parts)} is {'' if warned else 'not '}{total}"
                says = f"{made}, so 'caution' is wrong or a figure is"
                yield _wrong("trade", account["total"], "caution", says)


def _adds_up(parts: list[str], total: str) -> bool:
    """Whether parts make the total, as far as the coarsest of the figures can tell."""
    places = min(len(number.partition(".")[2]) for number in (*parts, total))
    return abs(sum(map(Decimal, parts)) - Decimal(total)) <= Decimal(1).scaleb(-places) / (2 if places else 1_000)


def _groups(table: str, rows: Rows) -> Iterator[Problem]:
    units: dict[str, str] = {}
    for row in rows:
        if (group := row.get("adds_with")) and units.setdefault(group, row["unit"]) != row["unit"]:
            yield _wrong(table, row, "adds_with", f"{group!r} holds figures in {units[group]} too")
