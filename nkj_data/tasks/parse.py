"""What a task of the data room is, and the reading of ``tasks.toml``, with every field checked."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nkj_data.errors import Problem, SchemaError, nearest
from nkj_data.items.parse import QUOTED, stands_in
from nkj_data.packaged_files import read_toml

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


FILE = "tasks.toml"
LEVELS = ("warm-up", "core", "more", "stretch")
_TEXTS = ("id", "title", "level", "ask", "form", "solution", "says")
_LISTS = ("hints", "look")


@dataclass(frozen=True, slots=True)
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
        )
    if not problems and not found:
        problems.append(Problem(FILE, "there is no [[task]] in it", column="task"))
    if problems:
        raise SchemaError(problems)
    return tuple(found.values())


def _problems(entry: Any, place: str, sentences: Collection[str], rows: Collection[str]) -> list[Problem]:
    if not isinstance(entry, dict):
        return [Problem(FILE, f"{entry!r} is no table", place)]
    name = str(entry.get("id", place))
    found = []
    for column in entry:
        if column not in (*_TEXTS, *_LISTS):
            hint = nearest(column, (*_TEXTS, *_LISTS))
            says = "there is no such field" + (f"; did you mean {hint!r}?" if hint else "")
            found.append(Problem(FILE, says, name, column))
    for column in _TEXTS:
        value = entry.get(column)
        if not isinstance(value, str) or not value.strip():
            found.append(Problem(FILE, f"{value!r} is no text", name, column))
    for column in _LISTS:
        value = entry.get(column)
        if not isinstance(value, list) or not value or not all(isinstance(one, str) and one for one in value):
            found.append(Problem(FILE, f"{value!r} is no list of texts", name, column))
    if found:
        return found
    if not re.fullmatch(r"t08-\d\d", name):
        found.append(Problem(FILE, rf"{name!r} does not look like t08-\d\d", name, "id"))
    if entry["level"] not in LEVELS:
        found.append(Problem(FILE, f"{entry['level']!r} is none of {', '.join(LEVELS)}", name, "level"))
    if len(entry["hints"]) != 3 or len(set(entry["hints"])) != 3:
        found.append(Problem(FILE, f"{len(entry['hints'])} hints where there must be 3 that differ", name, "hints"))
    found.extend(Problem(FILE, f"{row!r} is no row", name, "look") for row in entry["look"] if row not in rows)
    for column in ("ask", "form", "says", "hints"):
        for text in entry[column] if column == "hints" else [entry[column]]:
            for words in QUOTED.findall(text):
                if not any(stands_in(words, sentence) for sentence in sentences):
                    says = f"these words do not stand in the passage: {words!r}"
                    found.append(Problem(FILE, says, name, column))
    return found
