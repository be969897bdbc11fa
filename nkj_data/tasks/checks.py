"""Compare an answer to a task of the data room with the right one: from two answers to remarks.

What is right is what the task's own solution returns; nothing is written down a second time. What a task has of its
own (its kind, its words, the slips people make) stands in ``tasks.toml``. An answer that cannot be read raises an
``ArgumentError`` whose message is advice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from nkj_data.document import tables
from nkj_data.document.passage import passage
from nkj_data.errors import nearest
from nkj_data.tasks import answer as forms
from nkj_data.tasks.figure import OF_CHOICE, judge_columns, read_figure
from nkj_data.tasks.new_row import judge_row
from nkj_data.tasks.parse import Assignment
from nkj_data.tasks.remark import Remark, listed


def compare(task: Assignment, answer: object) -> list[Remark]:
    """Return what is right in an answer to a task, what is not, and where to look.

    Raises
    ------
    ArgumentError
        The answer cannot be read as this kind of task wants it.
    """
    if task.kind == "row":
        return judge_row(answer)
    if task.kind == "columns":
        return judge_columns(read_figure(answer), tables.table(task.table))
    read, judge = KINDS[task.kind]
    found = read(answer, task)
    for slip in task.slips:
        if found == _slipped(task, slip["code"]) != _right(task):
            shown = found if task.kind == "number" else len(found)
            return [Remark(False, slip["says"].format(given=shown), tuple(slip.get("look", ())))]
    return judge(found, _right(task), task)


@cache
def _right(task: Assignment) -> Any:
    return KINDS[task.kind][0](_run(task.solution), task)


@cache
def _slipped(task: Assignment, code: str) -> Any:
    return KINDS[task.kind][0](_run(f"{task.solution}\nright = answer\nanswer = {code}"), task)


def _run(code: str) -> object:
    space: dict[str, Any] = {}
    exec(code, space)
    return space["answer"]


def _judge_number(found: int, wanted: int, task: Assignment) -> list[Remark]:
    rows = listed(tables.table(task.table).iloc[:, 0])
    if found == wanted:
        return [Remark(True, task.words["right"].format(given=found, rows=rows))]
    return [Remark(False, task.words["wrong"].format(given=found))]


def _judge_ids(found: list[str], wanted: list[str], task: Assignment) -> list[Remark]:
    table, column = tables.table(task.table), task.column
    values = dict(zip(table.iloc[:, 0], table[column].astype(str), strict=True))
    value = values[wanted[0]]
    if not found:
        return [
            Remark(False, f'No row is left. Values are spelled as in `nkj.columns("{task.table}")`: `{value}`.')
        ]
    if set(found) == set(values):
        return [Remark(False, f"These are all {len(values)} rows: nothing is filtered yet.")]
    remarks = []
    if right := [name for name in found if name in wanted]:
        remarks.append(Remark(True, f"{listed(right)}: `{value}`."))
    if missing := [name for name in wanted if name not in found]:
        says = f"{_rows(missing, 'is', 'are')} missing whose {column} is `{value}`."
        remarks.append(Remark(False, says))  # without the rows: their words would give the answer away
    extra: dict[str, list[str]] = {}
    for name in found:
        if name in values and name not in wanted:
            extra.setdefault(values[name], []).append(name)
    for held, names in extra.items():
        says = f"{_rows(names, 'does', 'do')} not belong: {_its(names)} {column} is `{held}`."
        remarks.append(Remark(False, says, tuple(names)))
    return [*remarks, *_strangers([name for name in found if name not in values], task)]


def _its(names: list[str]) -> str:
    return "its" if len(names) == 1 else "their"


def _rows(names: list[str], one: str, many: str) -> str:
    return f"1 row {one}" if len(names) == 1 else f"{len(names)} rows {many}"


def _judge_counts(found: Mapping[str, int], wanted: Mapping[str, int], task: Assignment) -> list[Remark]:
    for other in (*OF_CHOICE, "hedge"):
        if other != task.column and set(found) == set(tables.table(task.table)[other].dropna()):
            return [Remark(False, f"This is counted by `{other}`. The task asks for `{task.column}`.")]
    return judge_by_key(found, wanted, task)


def _judge_pairs(found: list[tuple[str, str]], wanted: list[tuple[str, str]], task: Assignment) -> list[Remark]:
    if len(found) > len(wanted):
        return [Remark(False, task.words["many"].format(given=len(found), wanted=len(wanted)))]
    return judge_by_key({key: value.strip() for key, value in found}, dict(wanted), task)


def judge_by_key(found: Mapping[str, Any], wanted: Mapping[str, Any], task: Assignment) -> list[Remark]:
    """Compare values by key: right ones, left open rightly or filled wrongly, missing, wrong and strange ones."""
    words, remarks = task.words, []
    known = {key: value for key, value in wanted.items() if value is not None}
    right = [key for key, value in known.items() if found.get(key) == value]
    if right:
        shown = listed((f"{key} {found[key]:g}" if task.kind != "pairs" else key for key in right), 14)
        remarks.append(Remark(True, words["right"].format(keys=shown)))
    blank = [key for key, value in wanted.items() if value is None and key in found]
    if filled := [key for key in blank if found[key] is not None]:
        remarks.append(Remark(False, words["filled"].format(keys=listed(filled)), tuple(filled)))
    elif blank and right:
        remarks.append(Remark(True, words["open"].format(keys=listed(blank))))
    return [*remarks, *_amiss(found, wanted, right, task)]


def _amiss(
    found: Mapping[str, Any], wanted: Mapping[str, Any], right: list[str], task: Assignment
) -> Iterator[Remark]:
    """Yield what is missing, what is wrong (three at most), and what does not belong."""
    if missing := [key for key in wanted if key not in found]:
        yield Remark(False, task.words["missing"].format(keys=listed(missing)), _rows_of(missing, task))
    for key in [key for key, value in wanted.items() if value is not None and key in found and key not in right][
        :3
    ]:
        rows = _rows_of([key], task)
        given = "nothing" if found[key] is None else str(found[key])[:60]
        says = task.words["wrong"].format(key=key, given=given, wanted=wanted[key], rows=listed(rows, 5))
        yield Remark(False, says, rows)
    yield from _strangers([key for key in found if key not in wanted], task, list(wanted))


def _rows_of(keys: list[str], task: Assignment) -> tuple[str, ...]:
    """Return the ids of the rows that keys stand for: themselves, or those with the key in the counted column."""
    table = tables.table(task.table)
    ids = table.iloc[:, 0]
    return tuple(ids[table.get(task.column, ids).isin(keys) | ids.isin(keys)])


def _strangers(names: list[str], task: Assignment, known: Iterable[str] = ()) -> list[Remark]:
    if not names:
        return []
    hints = {name: nearest(name, list(known)) for name in names}
    meant = "".join(f" Did you mean {hint} by {name[:60]}?" for name, hint in hints.items() if hint)
    shown = f"{listed((name[:60] for name in names), 5)} {'does' if len(names) == 1 else 'do'} not belong"
    return [Remark(False, f"{shown}: {task.words['strange']}{meant}")]


def _judge_spans(
    found: list[tuple[int, int | None]], wanted: list[tuple[int, int | None]], task: Assignment
) -> list[Remark]:
    text = passage().text
    remarks = []
    if right := [span for span in wanted if span in found]:
        says = listed(f"{start} to {end} in {_sentence_at(start)}" for start, end in right)
        remarks.append(Remark(True, f"{says}."))
    for start, end in [span for span in found if span not in wanted][:3]:
        if end is None:
            says = f"{start} has no end beside it. A span is a pair: start and end."
        else:
            cut = text[max(start, 0) : end][:60]
            says = f"{start} to {end}: " + (f"the words there are {cut!r}." if cut else "no words are there.")
        remarks.append(Remark(False, says))
    if missing := [_sentence_at(start) for start, end in wanted if (start, end) not in found]:
        remarks.append(Remark(False, f"Missing: the place in {listed(missing)}.", tuple(dict.fromkeys(missing))))
    return remarks


def _sentence_at(place: int) -> str:
    frame = tables.sentences()
    return str(frame.loc[(frame["char_start"] <= place) & (place < frame["char_end"]), "sentence_id"].iloc[0])


KINDS: Mapping[str, tuple[Callable[[Any, Assignment], Any], Callable[[Any, Any, Assignment], list[Remark]]]] = {
    "number": (lambda answer, _: forms.whole_number(answer), _judge_number),
    "ids": (lambda answer, task: forms.ids(answer, tables.table(task.table)), _judge_ids),
    "counts": (lambda answer, task: forms.counts(answer, task.column), _judge_counts),
    "pairs": (lambda answer, task: forms.texts_by_id(answer, f"{task.table[:-1]}_id", task.column), _judge_pairs),
    "days": (lambda answer, task: forms.days(answer, tables.table(task.table)), judge_by_key),
    "spans": (lambda answer, _: forms.spans(answer), _judge_spans),
}
"""How an answer of each kind is read, and how it is compared with the right one."""
