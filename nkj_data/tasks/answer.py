"""Read what a learner hands in, whatever its form: a number, counts, ids, days, spans.

A reader returns one plain form for many, or raises an ``ArgumentError`` whose message is advice for the learner.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from numbers import Real
from typing import Any, cast

import pandas as pd

from nkj_data.errors import ArgumentError

MOST = 2000  # entries of an answer that are looked at
LONGEST = 20_000  # signs of a text that are looked at
BLANKS = ("", "...", "…")
_ID = re.compile(r"\b[a-z]+-\d+\b|\bS\d\d\b")
_GROUPED = (pd.api.typing.DataFrameGroupBy, pd.api.typing.SeriesGroupBy)


def is_blank(answer: object) -> bool:
    """Return whether ``answer`` is a placeholder, or holds nothing but placeholders."""
    if answer is None or answer is ...:
        return True
    if isinstance(answer, str):
        return answer.strip() in BLANKS
    if isinstance(answer, Mapping):
        return bool(answer) and all(_is_bare(value) for value in answer.values())
    return isinstance(answer, list | tuple) and bool(answer) and all(_is_bare(value) for value in answer)


def _is_bare(value: object) -> bool:
    return value is None or value is ... or (isinstance(value, str) and value.strip() in BLANKS)


def is_missing(value: object) -> bool:
    """Return whether ``value`` stands for an empty cell."""
    return pd.api.types.is_scalar(value) and bool(pd.isna(cast("Any", value)))


def named(answer: object) -> str:
    """Return what a learner may call the kind of ``answer``."""
    if isinstance(answer, pd.DataFrame):
        return f"a table of {_many(len(answer), 'row')} and {_many(answer.shape[1], 'column')}"
    if isinstance(answer, str):
        return "a text"
    if isinstance(answer, bool):
        return "`True` or `False`"
    if isinstance(answer, Real):
        return "a number"
    name = str(type(answer).__name__)[:60]
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} `{name}`"


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _refuse_unfinished(answer: object) -> None:
    """Raise for what is no answer yet, with what to add."""
    if isinstance(answer, _GROUPED):
        raise ArgumentError("A `groupby` waits to be told what to do. Add `.size()` or another verb to it.")
    if callable(answer):
        raise ArgumentError("This is a function, not what it returns. Call it: put round brackets behind its name.")
    if isinstance(answer, str) and re.search(r"\bnkj\.|\]|\)$", answer[:LONGEST].strip()):
        raise ArgumentError("This is code inside quotation marks, so it is only a text. Take the marks away.")


def entries(answer: object) -> list[Any] | None:
    """Return the entries of anything that can be listed, or None. A text is no list."""
    if isinstance(answer, str | bytes | bytearray | Mapping | pd.DataFrame) or not isinstance(answer, Iterable):
        return None
    found = list(itertools.islice(answer, MOST + 1))
    if len(found) > MOST:
        raise ArgumentError(
            f"This has more than {MOST} entries. The whole text has fourteen sentences: filter first."
        )
    return found


def whole_number(answer: object) -> int:
    """Return a count, given as any kind of number, as a text, or as the only entry of a list."""
    _refuse_unfinished(answer)
    if isinstance(answer, pd.DataFrame):
        raise ArgumentError(
            f"This is {named(answer)}. The answer is a number: `len(...)` around a table counts its rows."
        )
    if isinstance(answer, str) and re.fullmatch(r"\s*\d{1,9}\s*", answer):
        return int(answer)
    if isinstance(answer, bool):
        raise ArgumentError("`True` or `False` is no count. Give a whole number.")
    listed = entries(answer)
    if listed is not None and len(listed) == 1:
        return whole_number(listed[0])
    if isinstance(answer, tuple) and len(answer) == 2:
        raise ArgumentError("These are two numbers. `.shape` gives rows and columns; the question asks for rows.")
    if isinstance(answer, Real) and float(answer).is_integer():
        return int(float(answer))
    raise ArgumentError(f"The answer is a whole number, and this is {named(answer)}.")


def counts(answer: object, column: str) -> dict[str, int]:
    """Return label to count, from a Series, a dict, pairs or a table; counts of nothing are left out."""
    _refuse_unfinished(answer)
    found: dict[str, int] = {}
    for label, value in _pairs(answer, column):
        name = _label(label)
        if name in found:
            raise ArgumentError(f"{name[:60]} stands there twice. Give one count for each `{column}`.")
        found[name] = _count(value, name, column)
    if not found:
        raise ArgumentError(f"There is nothing in it. Give one count for each `{column}`.")
    return {name: value for name, value in found.items() if value}


def _label(label: object) -> str:
    if isinstance(label, tuple) and len(label) == 1:
        label = label[0]
    if is_missing(label):
        return "<NA>"
    return str(label).strip()


def _count(value: object, name: str, column: str) -> int:
    if isinstance(value, Real) and not isinstance(value, bool):
        if float(value).is_integer():
            return int(float(value))
        if 0 < float(value) < 1:
            raise ArgumentError("These are shares, not counts. Leave out `normalize=True`, or do not divide.")
    if isinstance(value, str) and re.fullmatch(r"\s*\d{1,9}\s*", value):
        return int(value)
    raise ArgumentError(f"What stands for {name[:60]} is no whole number. Give one count for each `{column}`.")


def _pairs(answer: object, column: str) -> list[tuple[Any, Any]]:
    advice = f"The answer is one count for each `{column}`, and this is {named(answer)}."
    if isinstance(answer, pd.Series):
        if not pd.api.types.is_numeric_dtype(answer.dtype):
            advice = "This is one entry for each row, not yet counted. Add `.value_counts()`."
            raise ArgumentError(advice)
        return list(answer.head(MOST).items())
    if isinstance(answer, pd.DataFrame):
        return _pairs_of_frame(answer, column)
    if isinstance(answer, Mapping):
        return list(itertools.islice(answer.items(), MOST))
    listed = entries(answer)
    if listed is not None and all(isinstance(entry, tuple | list) and len(entry) == 2 for entry in listed):
        return [(entry[0], entry[1]) for entry in listed]
    raise ArgumentError(advice)


def _pairs_of_frame(frame: pd.DataFrame, column: str) -> list[tuple[Any, Any]]:
    numbers = [
        at
        for at, dtype in enumerate(frame.dtypes)
        if pd.api.types.is_numeric_dtype(dtype) and not pd.api.types.is_bool_dtype(dtype)
    ]
    others = [at for at in range(frame.shape[1]) if at not in numbers]
    short = frame.head(MOST)
    if len(numbers) == 1 and len(others) == 1:
        return list(zip(short.iloc[:, others[0]], short.iloc[:, numbers[0]], strict=True))
    if numbers and not others:
        # groupby(...).count() repeats the count in every column; the id is never missing.
        chosen = list(frame.columns).index("claim_id") if "claim_id" in frame.columns else numbers[0]
        if len(numbers) == 1 or "claim_id" in frame.columns:
            return list(zip(short.index, short.iloc[:, chosen], strict=True))
    raise ArgumentError(
        f"This is {named(frame)}, not a list of counts. Give two columns: `{column}` and its count; "
        f'or count with `["{column}"].value_counts()`.'
    )


def ids(answer: object, table: pd.DataFrame) -> list[str]:
    """Return the ids of the rows of ``table`` that an answer names: rows, ids, or a filter not yet applied."""
    key = str(table.columns[0])
    _refuse_unfinished(answer)
    if isinstance(answer, pd.DataFrame):
        if key in answer.columns:
            return _unique(answer[key].head(MOST))
        if answer.index.name == key:
            return _unique(answer.index[:MOST])
        raise ArgumentError(f"Your table has no column `{key}`. Keep it: it says which rows you mean.")
    if isinstance(answer, str):
        return _unique(_ID.findall(answer[:LONGEST])) or _no_id(key, answer)
    if isinstance(answer, pd.Series):
        if pd.api.types.is_bool_dtype(answer.dtype):
            if len(answer) == len(table):
                return [str(name) for name in table.loc[answer.to_numpy(dtype=bool, na_value=False), key]]
            raise ArgumentError(f"This filter has {len(answer)} entries; the table has {len(table)} rows.")
        if answer.index.name == key:
            return _unique(answer.index[:MOST])
        if key in answer.index:
            return [str(answer[key])]
    listed = entries(answer)
    if listed is None:
        return _no_id(key, answer)
    named_rows = [entry.get(key) if isinstance(entry, Mapping) else entry for entry in listed]
    if listed and not any(isinstance(entry, str) for entry in named_rows):
        raise ArgumentError(
            f"These entries are no ids. Give the `{key}` of each row, such as {table[key].iloc[0]}."
        )
    return _unique(named_rows)


def _unique(values: Iterable[object]) -> list[str]:
    return list(dict.fromkeys(str(value).strip() for value in values))


def _no_id(key: str, answer: object) -> list[str]:
    raise ArgumentError(f"The answer is rows, or a list of `{key}`, and this is {named(answer)}.")


def texts_by_id(answer: object, key: str, column: str) -> list[tuple[str, str]]:
    """Return pairs of an id and a text, from a table, a Series with the ids as index, or a dict."""
    _refuse_unfinished(answer)
    if isinstance(answer, pd.Series):
        return [(str(name), str(value)) for name, value in answer.head(MOST).items()]
    if isinstance(answer, Mapping):
        return [(str(name), str(value)) for name, value in itertools.islice(answer.items(), MOST)]
    if not isinstance(answer, pd.DataFrame):
        raise ArgumentError(f"The answer is a table with `{key}` and `{column}`, and this is {named(answer)}.")
    frame = answer.head(MOST)
    if key not in frame.columns:
        frame = frame.reset_index()
    wanted = [name for name in (column, f"{column}_x", f"{column}_y") if name in frame.columns]
    missing = [name for name, there in ((key, key in frame.columns), (column, bool(wanted))) if not there]
    if missing:
        raise ArgumentError(f"Your table has no column {' and no column '.join(f'`{name}`' for name in missing)}.")
    pairs = zip(_only(frame, key), _only(frame, wanted[0]), strict=True)
    return [(_label(name), str(value)) for name, value in pairs]


def _only(frame: pd.DataFrame, column: str) -> pd.Series[Any]:
    """Return a column by name, the first where the name is there twice."""
    return frame.iloc[:, list(frame.columns).index(column)]


def days(answer: object, table: pd.DataFrame) -> dict[str, float | None]:
    """Return id to number of days, None where it is missing, from a column of numbers or of time differences."""
    _refuse_unfinished(answer)
    key = str(table.columns[0])
    if isinstance(answer, pd.DataFrame):
        frame = answer.head(MOST)
        lengths = [at for at, dtype in enumerate(frame.dtypes) if dtype.kind in "mif"]
        own = [at for at in lengths if frame.columns[at] not in table.columns]
        if len(own) != 1:
            raise ArgumentError(
                f"Your table has {_many(len(own), 'new column')} of days. Give it one, beside `{key}`."
            )
        names = _only(frame, key) if key in frame.columns else frame.index
        pairs: Iterable[tuple[Any, Any]] = zip(names, frame.iloc[:, own[0]], strict=True)
    elif isinstance(answer, pd.Series):
        pairs = answer.head(MOST).items()
    elif isinstance(answer, Mapping):
        pairs = itertools.islice(answer.items(), MOST)
    elif (listed := entries(answer)) is not None:
        pairs = enumerate(listed)
    else:
        raise ArgumentError(f"The answer is days for each `{key}`, and this is {named(answer)}.")
    rows = [(_by_place(name, table), _length(value)) for name, value in pairs]
    if not rows:
        raise ArgumentError(f"There is nothing in it. Give days for each `{key}`.")
    return dict(rows)


def _by_place(name: object, table: pd.DataFrame) -> str:
    """Return the id; rows that have kept only their number are looked up by it."""
    if isinstance(name, int) and 0 <= name < len(table):
        return str(table.iloc[name, 0])
    return _label(name)


def _length(value: object) -> float | None:
    if value is ... or is_missing(value):
        return None
    if hasattr(value, "total_seconds"):
        return float(value.total_seconds()) / 86_400
    if isinstance(value, Real) and not isinstance(value, bool):
        return float(value)
    raise ArgumentError(
        "The days are numbers, or differences of two dates. Leave a cell empty rather than fill it."
    )


def spans(answer: object) -> list[tuple[int, int | None]]:
    """Return start and end of each place named; the end is None where only starts are given."""
    _refuse_unfinished(answer)
    if isinstance(answer, pd.DataFrame):
        starts = [name for name in answer.columns if str(name).endswith("start")]
        ends = [name for name in answer.columns if str(name).endswith("end")]
        if not starts or not ends:
            raise ArgumentError("A table of spans has two columns: `char_start` and `char_end`.")
        answer = list(zip(answer[starts[0]], answer[ends[0]], strict=True))
    if isinstance(answer, Mapping):
        answer = [answer]
    if isinstance(answer, Real) and not isinstance(answer, bool):
        answer = [answer]
    listed = entries(answer)
    if listed is None:
        raise ArgumentError(f"The answer is a list of spans, pairs of start and end, and this is {named(answer)}.")
    if len(listed) == 2 and isinstance(answer, tuple) and all(isinstance(entry, Real) for entry in listed):
        listed = [answer]  # one span, not in a list
    if not listed:
        raise ArgumentError("The list is empty, and the word stands in the passage.")
    return [_span(entry) for entry in listed]


def _span(entry: Any) -> tuple[int, int | None]:
    if isinstance(entry, re.Match):
        return entry.span()
    if isinstance(entry, Real) and not isinstance(entry, bool):
        return int(float(entry)), None
    if isinstance(entry, Mapping):
        entry = [entry.get("char_start", entry.get("start")), entry.get("char_end", entry.get("end"))]
    elif isinstance(entry, slice | range) or (hasattr(entry, "start") and hasattr(entry, "end")):
        entry = [entry.start, entry.stop if isinstance(entry, slice | range) else entry.end]
    pair = entries(entry)
    if pair is None or len(pair) != 2 or not all(isinstance(edge, Real) for edge in pair):
        raise ArgumentError("Each entry is a span: a pair of two whole numbers, start and end.")
    return int(float(pair[0])), int(float(pair[1]))
