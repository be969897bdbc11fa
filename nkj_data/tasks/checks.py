"""Judge an answer to a task of the data room: one function a task, from an answer to remarks.

What is right is always found from the tables, never written down here a second time. An answer that cannot be read
raises an ``ArgumentError`` whose message is advice.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
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
from nkj_data.tasks.figure import read_figure
from nkj_data.texts.quotation import quotations

Counts = Mapping[str, int]
LONGEST = 1000  # signs in a field of a new row; the longest sentence has fewer
OF_CHOICE = ("voice", "certainty", "topic", "sentence_id")


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing seen in an answer.

    ``right`` is None for a note that decides nothing; ``rows`` are the rows whose words belong to it.
    """

    right: bool | None
    says: str
    rows: tuple[str, ...] = ()


def _and(names: Iterable[str], most: int = 8) -> str:
    listed = list(names)
    if len(listed) > most:
        listed = [*listed[: most - 1], f"{len(listed) - most + 1} more"]
    return " and ".join([", ".join(listed[:-1]), listed[-1]]) if len(listed) > 1 else "".join(listed)


def _belong(names: list[str]) -> str:
    shown = _and((name[:60] for name in names), 5)
    return f"{shown} {'does' if len(names) == 1 else 'do'} not belong"


# t08-01


def _rows_of_motives(answer: object) -> list[Remark]:
    table = tables.motives()
    number = forms.whole_number(answer)
    if number == len(table):
        return [Remark(True, f"{number} rows: {_and(table['motive_id'])}.")]
    primary = table["rank"] == "primary"
    if number == primary.sum():
        others = tuple(table.loc[~primary, "motive_id"])
        says = f"{number} rows have the rank `primary`. A row counts whatever its rank: {_and(others)} too."
        return [Remark(False, says, others)]
    if number == table.shape[1]:
        return [Remark(False, f"{number} is how many columns the table has. Rows run down, columns run across.")]
    for name, size in zip(tables.catalog()["table"], tables.catalog()["rows"], strict=True):
        if number == size and name in ("claims", "sentences"):
            return [
                Remark(False, f"{number} is how many rows `nkj.{name}()` has. The task asks for `nkj.motives()`.")
            ]
    if number == len(table) - 1 or number == len(table) + 1:
        return [
            Remark(
                False, f"{number} is one off. Count rows, not the line of column names; rows are numbered from 0."
            )
        ]
    return [Remark(False, f"{number} is not how many rows `nkj.motives()` has.")]


# t08-02


def _hedged_claims(answer: object) -> list[Remark]:
    claims = tables.claims()
    return _judge_ids(forms.ids(answer, claims), claims, "certainty", "hedged")


def _judge_ids(found: list[str], table: pd.DataFrame, column: str, value: str) -> list[Remark]:
    values = dict(zip(table.iloc[:, 0], table[column], strict=True))
    wanted = [name for name, held in values.items() if held == value]
    if not found:
        return [Remark(False, f'No row is left. Values are spelled as in `nkj.columns("claims")`: `{value}`.')]
    if set(found) == set(values):
        return [Remark(False, f"These are all {len(values)} rows: nothing is filtered yet.")]
    remarks = []
    if right := [name for name in found if name in wanted]:
        remarks.append(Remark(True, f"{_and(right)}: `{value}`."))
    if missing := [name for name in wanted if name not in found]:
        remarks.append(Remark(False, f"Missing: {_and(missing)}.", tuple(missing)))
    extra: dict[str, list[str]] = {}
    for name in found:
        if name in values and name not in wanted:
            extra.setdefault(str(values[name]), []).append(name)
    for held, names in extra.items():
        is_are = "its" if len(names) == 1 else "their"
        remarks.append(Remark(False, f"{_belong(names)}: {is_are} {column} is `{held}`.", tuple(names)))
    if unknown := [name for name in found if name not in values]:
        says = f"{_belong(unknown)}: no claim has that id. Claims are called claim-01 and so on."
        remarks.append(Remark(False, says))
    return remarks


# t08-03, t08-04, t08-07


def _claims_by_voice(answer: object) -> list[Remark]:
    claims = tables.claims()
    found = forms.counts(answer, "voice")
    return _other_column(found, "voice") or _judge_counts(found, _count(claims, "voice"), claims, "voice", "claims")


def _quotes_by_sentence(answer: object) -> list[Remark]:
    claims = tables.claims()
    found = forms.counts(answer, "sentence_id")
    each = claims.groupby("sentence_id")["quote"].nunique()
    wanted = {str(name): int(number) for name, number in each.items()}
    if found == _count(claims, "sentence_id"):
        twice = claims[claims["quote"].duplicated(keep=False)].head(2)
        says = (
            "You counted claims. Two claims may rest on the very same words, as "
            f"{_and(twice['claim_id'])} do: count different quotes."
        )
        return [Remark(False, says, tuple(twice["claim_id"]))]
    return _other_column(found, "sentence_id") or _judge_counts(
        found, wanted, claims, "sentence_id", "different quotes"
    )


def _claims_by_hedge(answer: object) -> list[Remark]:
    claims = tables.claims()
    found = forms.counts(answer, "hedge")
    wanted = _count(claims, "hedge")
    if len(found) > 1 and found == dict.fromkeys(wanted, 1):
        says = "Each hedge stands once in the passage, that is true. The task asks how many claims it weakens."
        return [Remark(False, says)]
    remarks = _other_column(found, "hedge")
    if not remarks and "<NA>" in found:
        empty = found.pop("<NA>")
        says = f"The {empty} empty cells are counted as if they were a hedge. Leave out `dropna=False`."
        return [Remark(False, says), *(_judge_counts(found, wanted, claims, "hedge", "claims") if found else [])]
    return remarks or _judge_counts(found, wanted, claims, "hedge", "claims")


def _count(table: pd.DataFrame, column: str) -> dict[str, int]:
    return {str(name): int(number) for name, number in table[column].value_counts().items()}


def _other_column(found: Counts, column: str) -> list[Remark]:
    claims = tables.claims()
    for other in (*OF_CHOICE, "hedge"):
        if other != column and set(found) == set(_count(claims, other)):
            return [Remark(False, f"This is counted by `{other}`. The task asks for `{column}`.")]
    return []


def _judge_counts(found: Counts, wanted: Counts, table: pd.DataFrame, column: str, what: str) -> list[Remark]:
    remarks = []
    if right := [f"{name} {number}" for name, number in wanted.items() if found.get(name) == number]:
        remarks.append(Remark(True, f"{_and(right, 14)}."))
    for name in [name for name in wanted if name in found and found[name] != wanted[name]][:3]:
        rows = tuple(table.loc[table[column] == name].iloc[:, 0])
        says = f"{name}: you have {found[name]}; the table has {wanted[name]} {what}, in {_and(rows, 5)}."
        remarks.append(Remark(False, says, rows))
    if missing := [name for name in wanted if name not in found]:
        rows = tuple(table.loc[table[column].isin(missing)].iloc[:, 0])
        remarks.append(Remark(False, f"Missing: {_and(missing)}.", rows))
    if extra := [name for name in found if name not in wanted]:
        hints = {name: nearest(name, list(wanted)) for name in extra}
        meant = "".join(f" Did you mean {hint} by {name[:60]}?" for name, hint in hints.items() if hint)
        remarks.append(Remark(False, f"{_belong(extra)}: no value of `{column}`.{meant}"))
    return remarks


# t08-05


def _obstacles_with_claims(answer: object) -> list[Remark]:
    obstacles, claims = tables.obstacles(), tables.claims()
    said = dict(zip(claims["claim_id"], claims["claim"], strict=True))
    names = dict(zip(claims["claim"], claims["claim_id"], strict=True))
    wanted = {row["obstacle_id"]: row["claim_id"] for row in obstacles.to_dict("records")}
    found = forms.texts_by_id(answer, "obstacle_id", "claim")
    if len(found) == len(claims) and len({name for name, _ in found}) > 1:
        says = 'claims without an obstacle are kept too. Write `merge(..., on="claim_id")` without `how=`.'
        return [Remark(False, f"{len(found)} rows: {says}")]
    if len(found) > len(wanted):
        says = f'{len(found)} rows, and there are {len(wanted)} obstacles. Name the shared column: `on="claim_id"`.'
        return [Remark(False, says)]
    given = dict(found)
    right = [name for name, claim in wanted.items() if name in given and given[name].strip() == said[claim]]
    remarks = [Remark(True, f"{_and(right)}: the claim beside it is its own.")] if right else []
    if missing := [name for name in wanted if name not in given]:
        remarks.append(Remark(False, f"Missing: {_and(missing)}.", tuple(missing)))
    for name in [name for name in wanted if name in given and name not in right]:
        beside = names.get(given[name].strip())
        if beside:
            says = f"{name} rests on {wanted[name]}; beside it stands {beside}. Join by `claim_id`, not by place."
        else:
            says = f"{name}: what stands beside it is not the text of a claim. It rests on {wanted[name]}."
        remarks.append(Remark(False, says, (name, wanted[name])))
    if unknown := [name for name in given if name not in wanted]:
        remarks.append(Remark(False, f"{_belong(unknown)}: no obstacle has that id."))
    return remarks


# t08-06


def _width_of_bounds(answer: object) -> list[Remark]:
    timeline = tables.timeline()
    width = (timeline["latest"] - timeline["earliest"]).dt.days
    wanted = {
        name: None if pd.isna(days) else float(days) for name, days in zip(timeline["time_id"], width, strict=True)
    }
    found = forms.days(answer, timeline)
    both = [name for name, days in wanted.items() if days is not None]
    open_rows = [name for name, days in wanted.items() if days is None]
    filled = [name for name in open_rows if found.get(name) is not None]
    right = [name for name in both if found.get(name) == wanted[name]]
    remarks = []
    if right:
        remarks.append(Remark(True, f"{_and(f'{name} {found[name]:.0f}' for name in right)} days."))
    kept = [name for name in open_rows if name in found and name not in filled]
    if kept and right:
        remarks.append(Remark(True, f"Missing where a bound is missing: {_and(kept)}."))
    if filled:
        says = f"{_and(filled)}: a number stands where the text gives no bound. Do not use `fillna`."
        remarks.append(Remark(False, says, tuple(filled)))
    if gone := [name for name in wanted if name not in found]:
        says = f"Gone: {_and(gone)}. Keep every row; that a date is missing is a finding."
        remarks.append(Remark(False, says, tuple(gone)))
    if unknown := [name for name in found if name not in wanted]:
        remarks.append(Remark(False, f"{_belong(unknown)}: the timeline has no such row."))
    wrong = [name for name in both if name in found and name not in right]
    empty = [name for name in wrong if found[name] is None]
    if empty:
        says = f"{_and(empty)}: both bounds stand in the table, and your cell is empty."
        remarks.append(Remark(False, says, tuple(empty)))
    wrong = [name for name in wrong if name not in empty]
    if wrong:
        remarks.append(Remark(False, _why_days(wrong, found, wanted), tuple(wrong)))
    return remarks


def _why_days(wrong: list[str], found: Mapping[str, float | None], wanted: Mapping[str, float | None]) -> str:
    pairs = [(found[name] or 0.0, wanted[name] or 0.0) for name in wrong]
    if all(days == right + 1 for days, right in pairs):
        return "One too many each: you count both end days. The task asks for `latest` minus `earliest`."
    if all(days == -right for days, right in pairs):
        return "The sign is turned round: subtract `earliest` from `latest`."
    if all(abs(days - right / 365.25) < 1 for days, right in pairs):
        return "These look like years. The task asks for days."
    days, right = pairs[0]
    return f"{wrong[0]}: you have {days:g}; from its bounds it is {right:g} days."


# t08-08


def _places_of_a_word(answer: object) -> list[Remark]:
    text, word = passage().text, "compensation"
    wanted = [(span.start, span.end) for span in passage().places(word)]
    found = list(dict.fromkeys(forms.spans(answer)))
    where = {span: _sentence_at(span[0]) for span in wanted}
    if {start for start, _ in found} == {start for start, _ in wanted} and all(end is None for _, end in found):
        return [
            Remark(True, f"All {len(wanted)} places start right."),
            Remark(False, "The ends are missing: a span is a pair. `match.span()` gives both."),
        ]
    if found == [(len(wanted), None)]:
        return [Remark(False, f"{len(wanted)} is how often the word stands there. The task asks where.")]
    remarks = []
    if right := [span for span in wanted if span in found]:
        remarks.append(Remark(True, f"{_and(f'{start} to {end} in {where[start, end]}' for start, end in right)}."))
    wrong = [span for span in found if span not in wanted]
    if wrong and all((start, (end or 0) + 1) in wanted for start, end in wrong):
        says = "The ends are one short. A span is half-open: it ends just behind the last letter."
        return [*remarks, Remark(False, says)]
    if wrong and all((start - 1, (end or 0) - 1) in wanted for start, end in wrong):
        return [*remarks, Remark(False, "Everything is one too far. Python counts the letters of a text from 0.")]
    if wrong and all((start, start + (end or 0)) in wanted for start, end in wrong):
        says = "The second number of a span is the place where it ends, not its length."
        return [*remarks, Remark(False, says)]
    for start, end in wrong[:3]:
        if end is None:
            remarks.append(Remark(False, f"{start} has no end beside it. A span is a pair: start and end."))
            continue
        cut = text[max(start, 0) : end][:60]
        says = f"{start} to {end}: there stands {cut!r}." if cut else f"{start} to {end}: no words stand there."
        inside = _inside_a_sentence(start, end, word)
        remarks.append(Remark(False, f"{says}{inside}"))
    if missing := [span for span in wanted if span not in found]:
        rows = tuple(dict.fromkeys(where[span] for span in missing))
        remarks.append(Remark(False, f"Missing: the place in {_and(where[span] for span in missing)}.", rows))
    return remarks


def _sentence_at(place: int) -> str:
    frame = tables.sentences()
    return str(frame.loc[(frame["char_start"] <= place) & (place < frame["char_end"]), "sentence_id"].iloc[0])


def _inside_a_sentence(start: int, end: int, word: str) -> str:
    """Say so where the span is counted from the start of some sentence, not of the passage."""
    for name, sentence in zip(tables.sentences()["sentence_id"], tables.sentences()["quote"], strict=True):
        if 0 <= start < end and sentence[start:end] == word:
            return f" Counted inside {name} it would fit; count from the start of the passage."
    return ""


# t08-09


def _chart_of_counts(answer: object) -> list[Remark]:
    claims = tables.claims()
    seen = read_figure(answer)
    values = {column: {_plain(value): value for value in _count(claims, column)} for column in OF_CHOICE}
    column = max(OF_CHOICE, key=lambda name: len({_plain(label) for label in seen.heights} & values[name].keys()))
    meant = {label: values[column].get(_plain(label), label) for label in seen.heights}
    if not set(meant.values()) & set(values[column].values()):
        known = _and(f"`{name}`" for name in OF_CHOICE)
        says = f"The columns are called {_and(seen.heights, 5) or 'nothing'}. None is a value of {known}."
        return [Remark(False, says)]
    wanted = _count(claims, column)
    heights = {meant[name]: int(height) if height.is_integer() else height for name, height in seen.heights.items()}
    remarks = []
    if {name: height for name, height in heights.items() if height} == wanted:
        remarks.append(Remark(True, f"The heights are the counts by `{column}`: {_listed(wanted)}."))
    else:
        shown = cast("dict[str, int]", {name: height for name, height in heights.items() if height})
        remarks += [one for one in _judge_counts(shown, wanted, claims, column, "claims") if not one.right]
    if seen.starts_at is not None and seen.starts_at > 0:
        says = f"The axis of counts starts at {seen.starts_at:g}. Columns are compared by length: start at 0."
        remarks.append(Remark(False, says))
    remarks.append(_judge_axis_titles(seen.label_title, seen.count_title))
    remarks.append(_judge_title(seen.title, wanted, len(claims)))
    ids = {meant[label]: found for label, found in seen.ids.items()}
    remarks.append(_judge_customdata(ids, claims, column))
    return remarks


def _plain(label: str) -> str:
    """Return a value as people may write it on a chart."""
    return label.replace("_", " ").strip().casefold()


def _listed(counted: Counts) -> str:
    return _and((f"{name} {number}" for name, number in counted.items()), 14)


def _judge_axis_titles(labels: str, numbers: str) -> Remark:
    if labels and numbers:
        return Remark(True, f"Both axes have a title: {labels[:60]!r} and {numbers[:60]!r}.")
    missing = [name for name, title in (("the labels", labels), ("the counts", numbers)) if not title]
    return Remark(
        False, f"There is no title on the axis of {' and of '.join(missing)}: use `xaxis_title`, `yaxis_title`."
    )


def _judge_title(title: str, wanted: Counts, total: int) -> Remark:
    if not title:
        return Remark(False, "The chart has no title: `update_layout(title=...)`.")
    plain = title.replace("_", " ").casefold()
    allowed = {total, len(wanted), *wanted.values(), *(total - number for number in wanted.values())}
    known = allowed | {int(number) for number in re.findall(r"\d+", passage().text)}
    for number, percent in re.findall(r"(?<![\w.])(\d{1,6}(?:\.\d{1,3})?)\b(\s*%)?", plain):
        shares = [100 * size / total for size in allowed]
        if not (any(abs(share - float(number)) <= 0.5 for share in shares) if percent else float(number) in known):
            return Remark(
                False, f"The title says {number}{percent.strip()}. No column and no total has that number."
            )
    if not any(re.search(rf"\b{re.escape(name.replace('_', ' ').casefold())}\b", plain) for name in wanted):
        highest = max(wanted, key=lambda name: wanted[name])
        says = f"The title {title[:80]!r} says what is counted. Say what is seen: name a column, such as {highest}."
        return Remark(False, says)
    if len(plain.split()) < 4:
        return Remark(
            False, f"The title {title[:80]!r} is a label. Make it a short sentence that says what is seen."
        )
    return Remark(
        True, f"The title says what is seen: {title[:80]!r}. Whether it is true, check against the columns."
    )


def _judge_customdata(ids: Mapping[str, tuple[str, ...]], claims: pd.DataFrame, column: str) -> Remark:
    if not any(ids.values()):
        return Remark(False, "There is no `claim_id` in `customdata`, so nobody can follow a column to its words.")
    value_of = dict(zip(claims["claim_id"], claims[column].astype(str), strict=True))
    for label, found in ids.items():
        if strays := [name for name in found if value_of.get(name) != label]:
            says = f"The column {label[:40]} carries {_and(strays, 4)}, which it does not count."
            return Remark(False, says, tuple(name for name in strays if name in value_of))
    if lost := [name for name, label in value_of.items() if name not in ids.get(label, ())]:
        return Remark(False, f"Not in `customdata`: {_and(lost, 5)}.", tuple(lost))
    return Remark(True, "Each column carries the ids of the claims it counts.")


# t08-10


def _new_row(answer: object) -> list[Remark]:
    resource = tables.descriptor().tables["claims"]
    row = _row_of(answer, resource)
    own = [str(column["name"]) for column in resource.fields]
    cells = {name: _cell(row.get(name)) for name in own}
    remarks = []
    for name in row:
        if name not in own and name not in PLACED:
            hint = nearest(str(name), own)
            says = f"There is no field `{str(name)[:40]}`." + (f" Did you mean `{hint}`?" if hint else "")
            remarks.append(Remark(False, says))
    for name in own:
        value = row.get(name)
        if not isinstance(value, str) and cells[name]:
            remarks.append(Remark(False, f"`{name}` is {forms.named(value)}; every field is a text."))
        elif _unwritten(value):
            remarks.append(Remark(False, f"`{name}` still holds the placeholder."))
        elif len(cells[name]) > LONGEST:
            remarks.append(Remark(False, f"`{name}` has {len(cells[name])} signs. A sentence or two is enough."))
        elif any(unicodedata.category(sign) in ("Cc", "Cs") for sign in cells[name]):
            remarks.append(Remark(False, f"`{name}` holds a line break or another sign that cannot be seen."))
    if remarks:
        return remarks
    placed, problems = _placed_row(resource, cells)
    for column, says in problems:
        remarks.append(Remark(False, f"`{column or 'row'}`: {_in_words(column, says, cells)}"))
    bad = {column for column, _ in problems}
    passed = [f"`{name}`" for name in own if cells[name] and name not in bad]
    if placed:
        remarks.extend(_beyond_the_schema(row, cells, placed))
    if "quote" not in bad and placed:
        says = f"The quote stands in the passage once, in {placed['sentence_id']}."
        remarks.insert(0, Remark(True, says))
    elif passed:
        remarks.insert(0, Remark(True, f"In order: {_and(passed)}."))
    return remarks


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
            says = f"The claim says {number[:20]}, and that number does not stand in the passage."
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
        says = f"Compare with our rows on the same words: {_and(beside, 5)}. Does yours say something they do not?"
        remarks.append(Remark(None, says, rows))
    return remarks


JUDGES: Mapping[str, Callable[[object], list[Remark]]] = MappingProxyType(
    {
        "t08-01": _rows_of_motives,
        "t08-02": _hedged_claims,
        "t08-03": _claims_by_voice,
        "t08-04": _quotes_by_sentence,
        "t08-05": _obstacles_with_claims,
        "t08-06": _width_of_bounds,
        "t08-07": _claims_by_hedge,
        "t08-08": _places_of_a_word,
        "t08-09": _chart_of_counts,
        "t08-10": _new_row,
    }
)
"""What judges an answer, by task."""
