"""What a task of the data room is, and the reading of ``tasks.toml``, with every field checked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from nkj_data.errors import Problem, SchemaError, nearest
from nkj_data.items.parse import QUOTED, stands_in
from nkj_data.packaged_files import read_toml

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


FILE = "tasks.toml"
LEVELS = ("warm-up", "core", "more", "stretch")
KINDS = ("number", "ids", "counts", "pairs", "days", "spans", "columns", "row")
_FIELDS: Mapping[str, tuple[type, str, bool]] = {
    **dict.fromkeys(("id", "title", "level", "kind", "ask", "form", "solution", "says"), (str, "text", True)),
    **dict.fromkeys(("hints", "look"), (list, "list of texts", True)),
    **dict.fromkeys(("table", "column"), (str, "text", False)),
    "words": (dict, "table of texts", False),
    "slip": (list, "list of slips", False),
}


@dataclass(frozen=True, slots=True, eq=False)
class Assignment:
    """One task as it is written down.

    Attributes
    ----------
    task_id, title, level : str
        ``t08-01``; a few words; one of ``LEVELS``.
    ask, form : str
        What to do; what an answer may look like.
    hints : tuple of str
        Three: the idea, the name of what to use, the line to write.
    solution : str
        Python code that ends with a right ``answer``.
    says : str
        What a right answer shows, and what it does not.
    look : tuple of str
        Ids of rows whose words are shown beside a right answer.
    kind, table, column : str
        One of ``KINDS``; the table and the column that an answer is about.
    words : mapping
        What is said of an answer, by what it is said of: ``right``, ``wrong``, ``missing`` and so on.
    slips : tuple of mapping
        Wrong answers that people give: the ``code`` that gives one, and what it ``says``. In the code, ``right`` is
        the right answer and the names of the solution are known.
    """

    task_id: str
    title: str
    level: str
    ask: str
    form: str
    hints: tuple[str, str, str]
    solution: str
    says: str
    look: tuple[str, ...]
    kind: str
    table: str = "claims"
    column: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    slips: tuple[Mapping[str, Any], ...] = ()


def read_assignments(
    folder: Traversable, sentences: Collection[str], rows: Collection[str]
) -> tuple[Assignment, ...]:
    """Return the tasks of ``tasks.toml`` in ``folder``, in order.

    Parameters
    ----------
    folder
        Where the file lies.
    sentences : collection of str
        The sentences of the passage, in which quotations must stand.
    rows : collection of str
        The ids that ``look`` may name.

    Raises
    ------
    SchemaError
        Lists every problem in the file.
    """
    raw = read_toml(folder, FILE)
    problems: list[Problem] = []
    found: dict[str, Assignment] = {}
    listed = raw.get("task")
    for at, entry in enumerate(listed if isinstance(listed, list) else [], start=1):
        before = len(problems)
        problems.extend(_problems(entry, f"task {at}", sentences, rows))
        if len(problems) > before:
            continue
        if entry["id"] in found:
            problems.append(Problem(FILE, "the id stands at an earlier task too", entry["id"], "id"))
        first, second, third = entry["hints"]
        found[entry["id"]] = Assignment(
            task_id=entry["id"],
            title=entry["title"],
            level=entry["level"],
            ask=entry["ask"],
            form=entry["form"],
            hints=(first, second, third),
            solution=entry["solution"].strip(),
            says=entry["says"],
            look=tuple(entry["look"]),
            kind=entry["kind"],
            table=entry.get("table", "claims"),
            column=entry.get("column", ""),
            words=entry.get("words", {}),
            slips=tuple(entry.get("slip", ())),
        )
    if not problems and not found:
        problems.append(Problem(FILE, "there is no [[task]] in it", column="task"))
    if problems:
        raise SchemaError(problems)
    return tuple(found.values())


def _problems(entry: Any, place: str, sentences: Collection[str], rows: Collection[str]) -> Iterator[Problem]:
    if not isinstance(entry, dict):
        yield Problem(FILE, f"{entry!r} is no table", place)
        return
    name = str(entry.get("id", place))
    if found := list(_misfits(entry, name)):
        yield from found
        return
    if not re.fullmatch(r"t08-\d\d", name):
        yield Problem(FILE, rf"{name!r} does not look like t08-\d\d", name, "id")
    for column, known in (("level", LEVELS), ("kind", KINDS)):
        if entry[column] not in known:
            yield Problem(FILE, f"{entry[column]!r} is none of {', '.join(known)}", name, column)
    if len(entry["hints"]) != 3 or len(set(entry["hints"])) != 3:
        yield Problem(FILE, f"{len(entry['hints'])} hints where there must be 3 that differ", name, "hints")
    for row in entry["look"]:
        if row not in rows:
            yield Problem(FILE, f"{row!r} is no row", name, "look")
    yield from _misquoted(entry, name, sentences)


def _misfits(entry: dict[str, Any], name: str) -> Iterator[Problem]:
    """Yield fields that nobody knows, that are missing, or that hold what they cannot."""
    for column in entry:
        if column not in _FIELDS:
            hint = nearest(column, list(_FIELDS))
            yield Problem(
                FILE, "there is no such field" + (f"; did you mean {hint!r}?" if hint else ""), name, column
            )
    for column, (kind, called, required) in _FIELDS.items():
        value: Any = entry.get(column, None if required else kind())
        whole = isinstance(value, kind) and all(isinstance(one, str | dict) and one for one in cast("Any", value))
        if not whole or (required and not (value.strip() if isinstance(value, str) else value)):
            yield Problem(FILE, f"{value!r} is no {called}", name, column)
    slips = entry.get("slip", ())
    for slip in slips if isinstance(slips, list) else ():
        if not isinstance(slip, dict) or not {"code", "says"} <= slip.keys() <= {"code", "says", "look"}:
            yield Problem(FILE, f"a slip has 'code', 'says' and perhaps 'look', not {slip!r}", name, "slip")


def _misquoted(entry: dict[str, Any], name: str, sentences: Collection[str]) -> Iterator[Problem]:
    for column in ("ask", "form", "says", "hints"):
        for text in entry[column] if column == "hints" else [entry[column]]:
            for words in QUOTED.findall(text):
                if not any(stands_in(words, sentence) for sentence in sentences):
                    yield Problem(FILE, f"these words do not stand in the passage: {words!r}", name, column)
