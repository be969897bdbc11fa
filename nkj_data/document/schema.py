"""Floor 2: read the CSV files of a data package, check every cell, then cast.

The descriptor (``datapackage.json``) is the one place that says what a column is. Cells are checked as
text, before any cast could hide a bad one, and all problems are reported at once. Where a quote stands in
the passage is found here; nobody edits an offset.

Beyond Table Schema the descriptor may say, under names of our own:

``nkj:placed``
    Columns that are found when a table with quotes is read.
``nkj:constants``
    Columns that stand at the end of every table and hold one and the same value.
``nkj:formerIds``
    What rows were called in an earlier version, so that a learner's record still finds them.
``nkj:foreignKeys``
    Foreign keys that Table Schema cannot say: several ids in one cell (``separator``), or a table of another
    package (``package`` in the reference).
"""

from __future__ import annotations

import csv
import io
import json
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from nkj_data.document.passage import Passage, Span
from nkj_data.errors import NKJError, Problem, SchemaError, UnknownNameError, nearest

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


Noun = Callable[[], pd.DataFrame]

PLACED = ("sentence_id", "char_start", "char_end")
WEAKENED = ("hedged", "alleged")

Rows = Sequence[Mapping[str, str]]
Rules = Callable[[Mapping[str, Rows]], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Reference:
    """A column whose cells name rows of another table; ``package`` is empty for a table of the same one."""

    column: str
    resource: str
    key: str
    separator: str = ""
    package: str = ""

    def ids(self, cell: str) -> list[str]:
        """Return the ids that stand in ``cell``."""
        return cell.split(self.separator) if self.separator else [cell]


@dataclass(frozen=True)
class Resource:
    """One table as the descriptor describes it."""

    name: str
    title: str
    description: str
    path: str
    fields: tuple[Mapping[str, Any], ...]
    key: str
    foreign: tuple[Reference, ...]
    placed: tuple[Mapping[str, Any], ...]
    constants: tuple[Mapping[str, Any], ...] = ()
    former: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> list[Mapping[str, Any]]:
        """Describe every column of the frame, in its order."""
        by_name = {column["name"]: column for column in (*self.fields, *self.placed)}
        last = [name for name in ("sentence_id", "quote", "char_start", "char_end") if name in by_name]
        if self.key == "sentence_id":
            last.remove("sentence_id")
        return [
            *(column for name, column in by_name.items() if name not in last),
            *(by_name[n] for n in last),
            *self.constants,
        ]


@dataclass(frozen=True)
class Descriptor:
    """A data package: its tables and what holds for all of them."""

    version: str
    source: str
    licence: str
    tables: Mapping[str, Resource]


@dataclass
class _Raw:
    """The cells of one file, and what was found wrong with them."""

    resource: Resource
    rows: list[dict[str, str]] = field(default_factory=list)
    spans: list[Span | None] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def name_of(self, at: int) -> str:
        return self.rows[at].get(self.resource.key) or f"line {at + 2}"

    def complain(self, says: str, at: int | None = None, column: str = "") -> None:
        row = "" if at is None else self.name_of(at)
        self.problems.append(Problem(self.resource.path, says, row, column))


def read_descriptor(folder: Traversable) -> Descriptor:
    """Return what ``datapackage.json`` in ``folder`` says.

    Raises
    ------
    SchemaError
        The descriptor is missing or is no JSON.
    """
    name = "datapackage.json"
    try:
        raw = json.loads((folder / name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SchemaError([Problem(name, "the file is missing")]) from None
    except ValueError as error:
        raise SchemaError([Problem(name, f"this is no JSON text ({error})")]) from None
    tables = {}
    for entry in raw["resources"]:
        schema = entry["schema"]
        fields = tuple(schema["fields"])
        quoted = any(column["name"] == "quote" for column in fields)
        own = {column["name"] for column in fields}
        tables[entry["name"]] = Resource(
            name=entry["name"],
            title=entry["title"],
            description=entry["description"],
            path=entry["path"],
            fields=fields,
            key=schema["primaryKey"],
            foreign=tuple(
                Reference(
                    key["fields"],
                    key["reference"]["resource"],
                    key["reference"]["fields"],
                    key.get("separator", ""),
                    key["reference"].get("package", ""),
                )
                for key in (*schema.get("foreignKeys", []), *schema.get("nkj:foreignKeys", []))
            ),
            placed=tuple(c for c in raw.get("nkj:placed", []) if quoted and c["name"] not in own),
            constants=tuple(raw.get("nkj:constants", [])),
            former=entry.get("nkj:formerIds", {}),
        )
    licence = raw["licenses"][0]["name"]
    return Descriptor(raw["version"], raw["sources"][0]["title"], licence, tables)


def read_package(
    folder: Traversable,
    descriptor: Descriptor,
    passage: Passage,
    *,
    beside: Mapping[str, pd.DataFrame] | None = None,
    rules: Rules | None = None,
) -> dict[str, pd.DataFrame]:
    """Return every table of the package in ``folder``, checked and cast.

    Parameters
    ----------
    folder, descriptor, passage
        Where the files lie, what they must be, and the text that quotes stand in.
    beside : mapping of str to DataFrame, optional
        The checked tables of another package, for references to it and for its sentences.
    rules : callable, optional
        What rows must be to each other. It gets the cells of every table that is well by itself, and returns
        the problems.

    Raises
    ------
    SchemaError
        Lists every problem in every file.
    """
    raws = {name: _read_cells(folder, resource) for name, resource in descriptor.tables.items()}
    for raw in raws.values():
        _check_cells(raw)
    others = beside or {}
    sentences = _sentences_of(others) or _place_sentences(raws.get("sentences"), passage)
    for raw in raws.values():
        _place_quotes(raw, passage, sentences)
        _check_foreign(raw, raws, others)
    problems = [problem for raw in raws.values() for problem in raw.problems]
    if rules:
        problems.extend(rules({name: raw.rows for name, raw in raws.items() if not raw.problems}))
    if problems:
        raise SchemaError(problems)
    sentence_of = _sentence_finder(sentences)
    return {name: _cast(raw, sentence_of) for name, raw in raws.items()}


def _read_cells(folder: Traversable, resource: Resource) -> _Raw:
    raw = _Raw(resource)
    try:
        content = (folder / resource.path).read_bytes()
    except FileNotFoundError:
        raw.complain("the file is missing")
        return raw
    if content.startswith(b"\xef\xbb\xbf"):
        raw.complain("the file starts with a byte-order mark; save it as UTF-8 without BOM")
        content = content[3:]
    if b"\r" in content:
        raw.complain("lines end in CRLF; save the file with LF line ends")
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raw.complain(f"byte {error.start} is not UTF-8; save the file as UTF-8")
        return raw
    try:
        lines = list(csv.reader(io.StringIO(text), strict=True))
    except csv.Error as error:
        raw.complain(f"this is no well-formed CSV ({error})")
        return raw
    if not any(lines):
        raw.complain("the file is empty; it needs at least the line of column names")
        return raw
    head = lines.pop(0)
    wanted = [column["name"] for column in resource.fields]
    for name in wanted:
        if name not in head:
            raw.complain("the column is missing", column=name)
    for name in head:
        if name not in wanted:
            hint = nearest(name, wanted)
            raw.complain(
                "the schema has no such column" + (f"; did you mean {hint!r}?" if hint else ""), column=name
            )
        elif head.count(name) > 1:
            raw.complain("the column is there twice", column=name)
    for number, line in enumerate(lines, start=2):
        if len(line) != len(head):
            raw.problems.append(
                Problem(resource.path, f"{len(line)} cells where {len(head)} columns are named", f"line {number}")
            )
        else:
            raw.rows.append(dict(zip(head, line, strict=True)))
    return raw


def _check_cells(raw: _Raw) -> None:
    for column in raw.resource.fields:
        name, rules = column["name"], column.get("constraints", {})
        fits = _type_check(column["type"])
        pattern = re.compile(rules["pattern"]) if "pattern" in rules else None
        enum = rules.get("enum")
        unique = rules.get("unique") or name == raw.resource.key
        seen: set[str] = set()
        for at, row in enumerate(raw.rows):
            value = row.get(name)
            if value is None:
                continue
            if value == "":
                if rules.get("required"):
                    raw.complain("the cell is empty and must not be", at, name)
                continue
            if enum and value not in enum:
                hint = nearest(value, enum)
                says = f"{value!r} is none of {', '.join(enum)}"
                raw.complain(says + (f"; did you mean {hint!r}?" if hint else ""), at, name)
            elif pattern and not pattern.fullmatch(value):
                raw.complain(f"{value!r} does not look like {pattern.pattern}", at, name)
            elif fits and (wrong := fits(value)):
                raw.complain(wrong, at, name)
            if unique and value in seen:
                raw.complain(f"{value!r} stands in an earlier row too", at, name)
            seen.add(value)
    for at, row in enumerate(raw.rows):
        _check_hedge(raw, at, row)
        _check_bounds(raw, at, row)


def _type_check(kind: str) -> Callable[[str], str] | None:
    return {"integer": _wrong_integer, "number": _wrong_number, "date": _wrong_date}.get(kind)


def _wrong_integer(value: str) -> str:
    return "" if re.fullmatch(r"-?\d+", value) else f"{value!r} is no whole number"


def _wrong_number(value: str) -> str:
    return "" if re.fullmatch(r"-?\d+(\.\d+)?", value) else f"{value!r} is no number"


def _wrong_date(value: str) -> str:
    try:
        if len(value) == len("YYYY-MM-DD"):
            date.fromisoformat(value)
            return ""
    except ValueError:
        pass
    return f"{value!r} is no date written YYYY-MM-DD"


def _check_hedge(raw: _Raw, at: int, row: Mapping[str, str]) -> None:
    if not {"certainty", "hedge", "note", "quote"} <= row.keys():
        return
    certainty, hedge = row["certainty"], row["hedge"]
    if certainty in WEAKENED and not hedge:
        raw.complain(f"a row that is {certainty} names the words that weaken it", at, "hedge")
    if certainty not in WEAKENED and hedge:
        raw.complain(f"a row that is {certainty} has no weakening words, yet here is {hedge!r}", at, "hedge")
    if hedge and hedge not in row["quote"]:
        raw.complain(f"{hedge!r} does not stand in the quote", at, "hedge")
    if certainty == "implied" and not row["note"]:
        raw.complain("a row read from context says in its note how", at, "note")


def _check_bounds(raw: _Raw, at: int, row: Mapping[str, str]) -> None:
    earliest, latest = row.get("earliest", ""), row.get("latest", "")
    if earliest and latest and earliest > latest:
        raw.complain(f"{earliest!r} is later than {latest!r}", at, "earliest")


def _sentences_of(tables: Mapping[str, pd.DataFrame]) -> dict[str, Span]:
    if "sentences" not in tables:
        return {}
    rows = tables["sentences"].to_dict("records")
    return {row["sentence_id"]: Span(row["char_start"], row["char_end"]) for row in rows}


def _place_sentences(raw: _Raw | None, passage: Passage) -> dict[str, Span]:
    if raw is None:
        return {}
    found = {}
    for row in raw.rows:
        places = list(passage.places(row.get("quote", "")))
        if len(places) == 1:
            found[row.get("sentence_id", "")] = places[0]
    return found


def _place_quotes(raw: _Raw, passage: Passage, sentences: Mapping[str, Span]) -> None:
    for at, row in enumerate(raw.rows):
        quote = row.get("quote", "")
        places = list(passage.places(quote))
        raw.spans.append(places[0] if len(places) == 1 else None)
        if not quote:
            continue
        if not places:
            raw.complain(f"these words do not stand in the passage: {quote!r}", at, "quote")
        elif len(places) > 1:
            raw.complain(
                f"these words stand in the passage {len(places)} times; quote more: {quote!r}", at, "quote"
            )
        elif not any(span.holds(places[0]) for span in sentences.values()):
            raw.complain(f"these words do not lie inside one sentence: {quote!r}", at, "quote")
        elif _cuts_a_word(passage.text, places[0]):
            raw.complain(f"the quote starts or ends inside a word: {quote!r}", at, "quote")


def _cuts_a_word(text: str, span: Span) -> bool:
    around = (text[span.start - 1 : span.start + 1], text[span.end - 1 : span.end + 1])
    return any(len(pair) == 2 and pair.isalnum() for pair in around)


def _check_foreign(raw: _Raw, raws: Mapping[str, _Raw], others: Mapping[str, pd.DataFrame]) -> None:
    for reference in raw.resource.foreign:
        if reference.package:
            known = set(others[reference.resource][reference.key])
            place = f"the {reference.package} table {reference.resource}"
        else:
            known = {row.get(reference.key) for row in raws[reference.resource].rows}
            place = raws[reference.resource].resource.path
        for at, row in enumerate(raw.rows):
            if not (cell := row.get(reference.column)):
                continue
            ids = reference.ids(cell)
            for value in dict.fromkeys(ids):
                if value not in known:
                    raw.complain(f"{value!r} is no {reference.key} of {place}", at, reference.column)
                if ids.count(value) > 1:
                    raw.complain(f"{value!r} is named twice", at, reference.column)


def _sentence_finder(sentences: Mapping[str, Span]) -> Callable[[Span], str]:
    return lambda span: next(name for name, whole in sentences.items() if whole.holds(span))


def _cast(raw: _Raw, sentence_of: Callable[[Span], str]) -> pd.DataFrame:
    spans = [span for span in raw.spans if span is not None]
    data: dict[str, Any] = {}
    constant = {column["name"]: column["constraints"]["enum"][0] for column in raw.resource.constants}
    for column in raw.resource.columns:
        name = column["name"]
        if name in constant:
            data[name] = _cast_column(column, [constant[name]] * len(raw.rows))
        elif name == "char_start":
            data[name] = [span.start for span in spans]
        elif name == "char_end":
            data[name] = [span.end for span in spans]
        elif name == "sentence_id" and raw.resource.key != "sentence_id":
            data[name] = pd.array([sentence_of(span) for span in spans], dtype="str")
        else:
            data[name] = _cast_column(column, [row[name] or None for row in raw.rows])
    return pd.DataFrame(data)


def _cast_column(column: Mapping[str, Any], values: list[Any]) -> Any:
    if enum := column.get("constraints", {}).get("enum"):
        places = {value: at for at, value in enumerate(enum)}
        return pd.Categorical.from_codes(
            [-1 if value is None else places[value] for value in values], dtype=pd.CategoricalDtype(enum)
        )
    if column["type"] == "integer":
        numbers: list[Any] = [None if value is None else int(value) for value in values]
        required = column.get("constraints", {}).get("required")
        return pd.array(numbers, dtype="int64") if required else pd.array(numbers, dtype="Int64")
    if column["type"] == "number":
        return pd.array([None if value is None else float(value) for value in values], dtype="Float64")
    if column["type"] == "date":
        return pd.to_datetime(pd.Series(values, dtype="object"), format="%Y-%m-%d").astype("datetime64[s]")
    return pd.array(values, dtype="str")


def catalog_of(descriptor: Descriptor, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return what tables a package has, one row per table."""
    return pd.DataFrame(
        {
            "table": list(tables),
            "rows": [len(frame) for frame in tables.values()],
            "columns": [frame.shape[1] for frame in tables.values()],
            "description": [descriptor.tables[name].description for name in tables],
            "source": descriptor.source,
            "licence": descriptor.licence,
        }
    )


def code_book(descriptor: Descriptor, name: str) -> pd.DataFrame:
    """Return the code book of one table, one row per column.

    Raises
    ------
    UnknownNameError
        There is no such table.
    """
    if name not in descriptor.tables:
        raise UnknownNameError("table", name, descriptor.tables)
    frame = pd.DataFrame(list(column_rows(descriptor.tables[name])))
    return frame.astype({"unit": "str", "values": "str"})


def noun(name: str, read: Callable[[str], pd.DataFrame], describe: Callable[[], Descriptor], source: str) -> Noun:
    """Return the function that returns one table, with the table's code book as its docstring.

    Parameters
    ----------
    name : str
        Which table.
    read : callable
        Returns the table of a name as a fresh frame.
    describe : callable
        Returns what the package says of its tables. Where that cannot be read, the docstring says no more than
        the name: an import must not fail, the call tells what is wrong.
    source : str
        Where the words of the rows come from.
    """

    def table() -> pd.DataFrame:
        return read(name)

    table.__name__ = table.__qualname__ = name
    table.__module__ = read.__module__
    try:
        table.__doc__ = _docstring(describe().tables[name], source)
    except (NKJError, KeyError):
        table.__doc__ = f"Return the table {name}."
    return table


def _docstring(resource: Resource, source: str) -> str:
    first, *cautions = re.split(r"(?<=\.) ", resource.description)
    lines = [f"Return {first[0].lower()}{first[1:]}", ""]
    if cautions:
        lines += [*textwrap.wrap(" ".join(cautions), 100), ""]
    lines += ["Returns", "-------", "pandas.DataFrame"]
    for row in column_rows(resource):
        lines.append(f"    {row['column']} : {row['dtype']}{', ' + row['unit'] if row['unit'] else ''}")
        means = row["description"].rstrip(".") + (f": {row['values']}." if row["values"] else ".")
        lines += textwrap.wrap(means, 100, initial_indent=" " * 8, subsequent_indent=" " * 8)
    lines += ["", "Raises", "------", "SchemaError"]
    lines += ["    A packaged table was edited into something its schema forbids.", "", "Source", "------", source]
    return "\n".join(lines)


def column_rows(resource: Resource) -> Iterator[dict[str, Any]]:
    """Yield the code book of one table, a dict per column."""
    for column in resource.columns:
        rules = column.get("constraints", {})
        yield {
            "column": column["name"],
            "dtype": dtype_name(column),
            "unit": column.get("unit"),
            "required": bool(rules.get("required")),
            "values": ", ".join(rules.get("enum", [])) or None,
            "description": column["description"],
        }


def dtype_name(column: Mapping[str, Any]) -> str:
    """Return the pandas dtype of a column, as people write it."""
    if "enum" in column.get("constraints", {}):
        return "category"
    required = column.get("constraints", {}).get("required")
    names = {"integer": "int64" if required else "Int64", "number": "Float64", "date": "datetime64[s]"}
    return names.get(column["type"], "str")
