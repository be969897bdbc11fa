"""Judge a learner's new row for the table of claims: it must pass the same checks as our rows."""

from __future__ import annotations

import csv
import io
import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, cast

import pandas as pd

from nkj_data.document import tables
from nkj_data.document.passage import passage
from nkj_data.document.schema import PLACED, Resource, read_package
from nkj_data.errors import ArgumentError, SchemaError, nearest
from nkj_data.packaged_files import data_folder
from nkj_data.tasks import answer as forms
from nkj_data.tasks.remark import Remark, listed
from nkj_data.texts.quotation import quotations

LONGEST = 1000  # signs in a field of a new row; the longest sentence has fewer


def judge_row(answer: object) -> list[Remark]:
    """Return what is right in a new row, and what our own checks find wrong with it."""
    resource = tables.descriptor().tables["claims"]
    row = _row_of(answer, resource)
    own = [str(column["name"]) for column in resource.fields]
    cells = {name: _cell(row.get(name)) for name in own}
    if remarks := list(_unreadable(row, cells)):
        return remarks
    placed, problems = _placed_row(resource, cells)
    remarks = [Remark(False, f"`{column or 'row'}`: {_in_words(column, says, cells)}") for column, says in problems]
    bad = {column for column, _ in problems}
    if placed:
        remarks.extend(_beyond_the_schema(row, cells, placed))
    if "quote" not in bad and placed:
        return [Remark(True, f"The quote is in the passage once, in {placed['sentence_id']}."), *remarks]
    passed = [f"`{name}`" for name in own if cells[name] and name not in bad]
    return [Remark(True, f"In order: {listed(passed)}."), *remarks] if passed else remarks


def _unreadable(row: Mapping[Any, Any], cells: Mapping[str, str]) -> Iterator[Remark]:
    """Yield fields that there are not, and fields that hold no plain text."""
    own = list(cells)
    for name in row:
        if name not in own and name not in PLACED:
            hint = nearest(str(name), own)
            says = f"There is no field `{str(name)[:40]}`." + (f" Did you mean `{hint}`?" if hint else "")
            yield Remark(False, says)
    for name in own:
        value = row.get(name)
        if not isinstance(value, str) and cells[name]:
            yield Remark(False, f"`{name}` is {forms.named(value)}; every field is a text.")
        elif _unwritten(value):
            yield Remark(False, f"`{name}` still holds the placeholder.")
        elif len(cells[name]) > LONGEST:
            yield Remark(False, f"`{name}` has {len(cells[name])} signs. A sentence or two is enough.")
        elif any(unicodedata.category(sign) in ("Cc", "Cs") for sign in cells[name]):
            yield Remark(False, f"`{name}` holds a line break or another sign that cannot be seen.")


def _row_of(answer: object, resource: Resource) -> dict[Any, Any]:
    if isinstance(answer, pd.DataFrame):
        ours = set(tables.claims()["claim_id"])
        rows = answer.tail(3)
        if len(answer) > 1 and "claim_id" in answer.columns:
            rows = answer[~answer["claim_id"].isin(ours)].tail(3)
        if len(rows) != 1:
            raise ArgumentError(f"Give one new row; this is {forms.named(answer)}, of which {len(rows)} are new.")
        return {str(name): value for name, value in rows.iloc[0].items()}
    if isinstance(answer, list | tuple) and len(answer) == 1 and isinstance(answer[0], Mapping | pd.Series):
        return _row_of(answer[0], resource)
    if isinstance(answer, Mapping | pd.Series):
        if not 0 < len(answer) <= 40:
            raise ArgumentError(f"A row has {len(resource.fields)} fields, and this has {len(answer)}.")
        return dict(itertools.islice(answer.items(), 40))
    if isinstance(answer, str):
        raise ArgumentError(
            'This is a text. A row is a dict: `{"claim_id": "claim-70", ...}`, without marks around it.'
        )
    raise ArgumentError(f"A row is a dict or a table of one row, and this is {forms.named(answer)}.")


def _cell(value: object) -> str:
    if value is ... or forms.is_missing(value):
        return ""
    return str(value)


def _unwritten(value: object) -> bool:
    return value is ... or (isinstance(value, str) and value.strip() in ("...", "…"))


@dataclass(frozen=True)
class _OneFile:
    """Stands in for a folder with one file in it, so that a learner's row is read the way ours are."""

    content: bytes

    def __truediv__(self, name: str) -> _OneFile:
        return self

    def read_bytes(self) -> bytes:
        return self.content


def _placed_row(resource: Resource, cells: Mapping[str, str]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """Return the row as the package reads it, or what our own checks find wrong with it."""
    ours = (data_folder() / "tables" / resource.path).read_bytes()
    head = next(csv.reader(io.StringIO(ours.decode("utf-8"))))
    written = io.StringIO(newline="")
    csv.DictWriter(written, head, lineterminator="\n").writerow(dict(cells))
    file = _OneFile(ours + written.getvalue().encode("utf-8", "replace"))
    only = replace(tables.descriptor(), tables=MappingProxyType({"claims": resource}))
    try:
        read = read_package(cast("Any", file), only, passage(), beside={"sentences": tables.sentences()})
    except SchemaError as error:
        return {}, [(problem.column, problem.says) for problem in error.problems]
    return {str(name): value for name, value in read["claims"].iloc[-1].items()}, []


def _in_words(column: str, says: str, cells: Mapping[str, str]) -> str:
    """Return what our checks say of a cell, for somebody who reads no patterns and may have misquoted."""
    shown = says if len(says) <= 300 else f"{says[:300]}…"
    if "does not look like ^" in says:
        shown = f"{shown.split(' does not look like ^')[0]} does not look like claim-70"
    if column == "quote" and says.startswith("these words do not stand"):
        for found in quotations(f"“{cells['quote']}”"):
            return f"{shown}. {found.says}"
    return f"{shown}."


def _beyond_the_schema(row: Mapping[Any, Any], cells: Mapping[str, str], placed: Mapping[str, Any]) -> list[Remark]:
    """Return what no schema sees: words that weaken, numbers the text lacks, a claim we have."""
    claims = tables.claims()
    remarks = []
    for hedge in claims["hedge"].dropna().unique():
        if hedge in cells["quote"] and cells["certainty"] in ("stated", "implied"):
            says = (
                f"Your quote holds “{hedge}”, so the row is not `{cells['certainty']}`. Name the words in `hedge`."
            )
            remarks.append(Remark(False, says, (placed["sentence_id"],)))
    for number in re.findall(r"(?<![A-Za-z\d])\d+", cells["claim"]):
        if number not in re.findall(r"\d+", passage().text):
            says = f"The claim says {number[:20]}, and that number is not in the passage."
            remarks.append(Remark(False, says, (placed["sentence_id"],)))
    same = claims[claims["claim"].str.casefold().str.strip(" .") == cells["claim"].casefold().strip(" .")]
    for name in same["claim_id"]:
        remarks.append(Remark(False, f"This is {name} again. Look for something that has no row yet.", (name,)))
    for name in PLACED:
        if not forms.is_missing(row.get(name)) and row[name] != placed[name]:
            remarks.append(Remark(False, f"`{name}` is {placed[name]}, found from the quote; leave it out."))
    overlap = (claims["char_start"] < placed["char_end"]) & (placed["char_start"] < claims["char_end"])
    beside = claims.loc[overlap, "claim_id"]
    if len(beside) and not same.shape[0]:
        rows = tuple(beside)
        says = (
            f"Compare with our rows on the same words: {listed(beside, 5)}. Does yours say something they do not?"
        )
        remarks.append(Remark(None, says, rows))
    return remarks
