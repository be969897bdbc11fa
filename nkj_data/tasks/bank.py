"""The tasks of the data room: ask, check, hint, solution. Nothing is recorded; ``check`` changes nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from html import escape

from nkj_data.document import tables
from nkj_data.document.display import Shown
from nkj_data.document.evidence import evidence
from nkj_data.errors import ArgumentError, UnknownNameError
from nkj_data.items.scoring import STRINGS
from nkj_data.packaged_files import data_folder
from nkj_data.tasks.answer import is_blank, named
from nkj_data.tasks.checks import compare
from nkj_data.tasks.parse import Assignment, read_assignments
from nkj_data.tasks.remark import Remark

MOST_QUOTES = 3
_MARKS = {True: "Right", False: "Look again", None: "Note"}
_CODE = re.compile(r"`([^`]*)`")


def _html(text: str) -> str:
    """Return text for a page: escaped, with what stands between backticks set as code."""
    return _CODE.sub(r"<code>\1</code>", escape(text))


@dataclass(frozen=True, slots=True)
class Hint:
    """One of the three hints of a task. Shows itself."""

    task_id: str
    number: int
    text: str

    def __str__(self) -> str:
        return f"Hint {self.number} of 3: {self.text}"

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return f"<p><strong>Hint {self.number} of 3.</strong> {_html(self.text)}</p>"


@dataclass(frozen=True, slots=True)
class Solution:
    """Code that answers a task, one way of several. Shows itself."""

    task_id: str
    code: str

    def __str__(self) -> str:
        return self.code

    __repr__ = __str__

    def _repr_html_(self) -> str:
        code = f"<pre><code>{escape(self.code)}</code></pre>"
        return f"<p><strong>One way to do it.</strong> Others are as good.</p>{code}"


@dataclass(frozen=True, slots=True)
class Review:
    """What a learner is told about an answer. Shows itself.

    Attributes
    ----------
    task_id, outcome : str
        Which task; one of ``nkj.items.OUTCOMES``.
    says : str
        The verdict; after a right answer also what it shows.
    remarks : tuple of Remark
        What is right, what to look at again, and notes, each with the rows it is about.
    quotes : tuple of (str, str, str)
        Row id, sentence id and words, for the rows to look at.
    next_step : str
        What to do now.
    asks : str
        The task once more, where it was not attempted.
    """

    task_id: str
    outcome: str
    says: str
    remarks: tuple[Remark, ...]
    quotes: tuple[tuple[str, str, str], ...]
    next_step: str
    asks: str = ""

    def __str__(self) -> str:
        lines = [*filter(None, [self.asks]), self.says]
        lines.extend(f"- {_MARKS[remark.right]}: {remark.says}" for remark in self.remarks)
        lines.extend(f"  {self._place(name, sentence)}: “{words}”" for name, sentence, words in self.quotes)
        return "\n".join([*lines, self.next_step])

    __repr__ = __str__

    @staticmethod
    def _place(name: str, sentence: str) -> str:
        return name if name == sentence else f"{name}, {sentence}"

    def _repr_html_(self) -> str:
        listed = "".join(
            f"<li><strong>{_MARKS[remark.right]}:</strong> {_html(remark.says)}</li>" for remark in self.remarks
        )
        quoted = "".join(
            f"<li>{escape(self._place(name, sentence))}: <q>{escape(words)}</q></li>"
            for name, sentence, words in self.quotes
        )
        words = f"<p>The words of the text:</p><ul>{quoted}</ul>" if quoted else ""
        return (
            f'<div style="max-width:46em">{self.asks and f"<p>{_html(self.asks)}</p>"}'
            f"<p><strong>{_html(self.says)}</strong></p>{listed and f'<ul>{listed}</ul>'}{words}"
            f"<p>{_html(self.next_step)}</p></div>"
        )


class Task:
    """One task of the data room. Displayed, it says what to do.

    Attributes
    ----------
    task_id, title, level : str
        ``t08-01``; a few words; ``warm-up``, ``core``, ``more`` or ``stretch``.
    ask, form : str
        What to do; what an answer may look like.
    """

    def __init__(self, written: Assignment) -> None:
        self.task_id = written.task_id
        self.title = written.title
        self.level = written.level
        self.ask = written.ask
        self.form = written.form
        self._written = written
        self._hinted = 0

    def check(self, answer: object = ...) -> Review:
        """Return what is right in an answer, what is missing, and where to look.

        Any object may be given; one that cannot be read gets advice. ``None`` and ``...`` are *not attempted*.

        Examples
        --------
        >>> print(task("t08-01").check("three"))
        Not right yet.
        - Look again: The answer is a whole number, and this is a text.
        Try again; it costs nothing. For a hint, write `task.hint()`.
        """
        try:
            if is_blank(answer):
                return self._review("not attempted", ())
            shown = answer.frame if isinstance(answer, Shown) else answer
            remarks = tuple(compare(self._written, shown))
        except ArgumentError as advice:
            remarks = (Remark(False, str(advice)),)
        except Exception:
            # Whatever a learner hands in, a lesson cell ends in advice: no list of what can go wrong is complete.
            remarks = (Remark(False, f"This is {_called(answer)}, and it could not be read as {self.form}."),)
        judged = {remark.right for remark in remarks}
        outcome = "partly correct" if True in judged else "incorrect"
        return self._review(outcome if False in judged else "correct", remarks)

    def _review(self, outcome: str, remarks: tuple[Remark, ...]) -> Review:
        if outcome == "not attempted":
            asks = f"{self.title}: {self.ask} Answer with {self.form}."
            step = "Put your answer where `...` stands. For a hint, write `task.hint()`."
            return Review(self.task_id, outcome, STRINGS[outcome], (), (), step, asks)
        if outcome == "correct":
            says, rows = f"{STRINGS[outcome]} {self._written.says}", self._written.look
            step = "Read the words of the text aloud, then go on."
        else:
            says = "Partly correct." if outcome == "partly correct" else STRINGS[outcome]
            rows = tuple(row for remark in remarks if remark.right is False for row in remark.rows)
            step = "Try again; it costs nothing. For a hint, write `task.hint()`."
        notes = tuple(row for remark in remarks if remark.right is None for row in remark.rows)
        return Review(self.task_id, outcome, says, remarks, _quotes((*rows, *notes)), step)

    def hint(self, number: int | None = None) -> Hint:
        """Return the next hint, or the one asked for; after the third, the third again.

        Raises
        ------
        ArgumentError
            ``number`` is not 1, 2 or 3.
        """
        if number is None:
            self._hinted = number = min(self._hinted + 1, 3)
        if isinstance(number, bool) or number not in (1, 2, 3):
            raise ArgumentError(f"hint() takes 1, 2 or 3, or nothing for the next one; not {number!r}.")
        return Hint(self.task_id, number, self._written.hints[number - 1])

    def solution(self) -> Solution:
        """Return code that answers the task. It is no secret: this is learning, not examination."""
        return Solution(self.task_id, self._written.solution)

    def __str__(self) -> str:
        return f"{self.task_id}, {self.level}: {self.title}\n{self.ask}\nAnswer with {self.form}."

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return (
            f'<div style="max-width:46em"><p><strong>{escape(self.title)}</strong> '
            f"({escape(self.task_id)}, {escape(self.level)})</p>"
            f"<p>{_html(self.ask)}</p><p>Answer with {_html(self.form)}.</p></div>"
        )


def _called(answer: object) -> str:
    try:
        return named(answer)
    except Exception:
        return "an object that does not even tell its kind"


def _quotes(rows: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """Return the words of the first few rows that do not quote the same."""
    found: dict[str, tuple[str, str, str]] = {}
    for row in evidence(list(dict.fromkeys(rows))).rows if rows else ():
        name = next(iter(row.values()))
        found.setdefault(row["quote"], (str(name), row["sentence_id"], row["quote"]))
    return tuple(found.values())[:MOST_QUOTES]


def task(task_id: str) -> Task:
    """Return one task of the data room, the same object each time, so that it knows which hint comes next.

    Raises
    ------
    UnknownNameError
        There is no such task; the nearest id is suggested.
    ArgumentError
        ``task_id`` is no text.

    Examples
    --------
    >>> task("t08-01").check(3).outcome
    'correct'
    """
    if not isinstance(task_id, str):
        raise ArgumentError(f"task() takes an id such as 't08-01', not {type(task_id).__name__}.")
    if task_id not in _checked():
        raise UnknownNameError("task", task_id, _checked())
    return _checked()[task_id]


def tasks() -> tuple[Task, ...]:
    """Return all tasks of the data room, in order."""
    return tuple(_checked().values())


@cache
def _checked() -> dict[str, Task]:
    rows = {str(name) for table in tables.catalog()["table"] for name in tables.table(table).iloc[:, 0]}
    written = read_assignments(data_folder() / "lessons", list(tables.sentences()["quote"]), rows)
    return {one.task_id: Task(one) for one in written}
