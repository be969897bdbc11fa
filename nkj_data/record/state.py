"""Where a learner stands: pure functions of the entries of the record and of the time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nkj_data.items.model import Item, lesson_names
from nkj_data.record.entry import Entry

RANKS = ("not attempted", "incorrect", "partly correct", "written", "correct")
LEARNING = ("lesson", "review")


@dataclass(frozen=True, slots=True)
class ItemState:
    """Where a learner stands with one item.

    Attributes
    ----------
    item_id : str
        Which item.
    attempts : int
        Answers handed in.
    last_answer : mapping
        The last answer; empty before the first.
    last_outcome, best_outcome : str
        As scored; empty before the first answer.
    best_points : float or None
        0 to 1.
    last_at : str
        When, ISO 8601.
    draft : mapping or None
        What was begun after the last answer and not handed in.
    """

    item_id: str
    attempts: int = 0
    last_answer: Mapping[str, Any] | None = None
    last_outcome: str = ""
    best_outcome: str = ""
    best_points: float | None = None
    last_at: str = ""
    draft: Mapping[str, Any] | None = None

    def as_page(self) -> dict[str, Any]:
        """Return it as plain values."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return {name: dict(value) if isinstance(value, Mapping) else value for name, value in values.items()}


@dataclass(frozen=True, slots=True)
class LessonProgress:
    """How far a learner is in one lesson; the items of the before/after check do not count."""

    lesson: str
    items: int
    attempted: int
    correct: int
    written: int
    says: str


@dataclass(frozen=True, slots=True)
class Growth:
    """The before/after check: points on the items answered both times. For the learner only.

    Attributes
    ----------
    compared : int
        Items answered before and after.
    before, after : float
        Points on them, of ``compared``.
    items : tuple of (str, float, float)
        Item, points before, points after.
    says : str
        One line in plain words.
    """

    compared: int
    before: float
    after: float
    items: tuple[tuple[str, float, float], ...]
    says: str


def states(entries: Iterable[Entry], *, phases: Sequence[str] = LEARNING) -> dict[str, ItemState]:
    """Return where a learner stands with each item that has an answer or a draft.

    Parameters
    ----------
    entries : iterable of Entry
        Of one learner, in the order of the record.
    phases : sequence of str
        Which answers count; those of the before/after check stand apart.
    """
    found: dict[str, ItemState] = {}
    for entry in entries:
        if entry.phase in phases:
            take(found, entry)
    return found


def take(found: dict[str, ItemState], entry: Entry) -> None:
    """Bring where a learner stands up to date with one more entry."""
    if entry.act not in ("answer", "draft"):
        return
    before = found.get(entry.item) or ItemState(entry.item)
    found[entry.item] = _drafted(before, entry) if entry.act == "draft" else _answered(before, entry)


def _drafted(before: ItemState, entry: Entry) -> ItemState:
    return replace(before, draft=entry.answer, last_at=entry.at or before.last_at)


def _answered(before: ItemState, entry: Entry) -> ItemState:
    known = [points for points in (before.best_points, entry.points) if points is not None]
    return ItemState(
        item_id=entry.item,
        attempts=before.attempts + 1,
        last_answer=entry.answer,
        last_outcome=entry.outcome,
        best_outcome=max(before.best_outcome, entry.outcome, key=_rank),
        best_points=max(known, default=None),
        last_at=entry.at or before.last_at,
    )


def _rank(outcome: str) -> int:
    return RANKS.index(outcome) if outcome in RANKS else -1


def progress(entries: Iterable[Entry], items: Iterable[Item]) -> tuple[LessonProgress, ...]:
    """Return how far a learner is, lesson by lesson."""
    return by_lesson(states(entries), items)


def by_lesson(now: Mapping[str, ItemState], items: Iterable[Item]) -> tuple[LessonProgress, ...]:
    """Return how far a learner is who stands so with each item, lesson by lesson."""
    found = []
    questions = [item for item in items if not item.check]
    for lesson in lesson_names(questions):
        here = [now.get(item.item_id) for item in questions if item.lesson == lesson]
        best = [state.best_outcome if state else "" for state in here]
        attempted = sum(outcome in RANKS[1:] for outcome in best)
        correct, written = best.count("correct"), best.count("written")
        says = f"Lesson {lesson}: {attempted} of {len(best)} answered, {correct} right"
        says += f", {written} written." if written else "."
        found.append(LessonProgress(lesson, len(best), attempted, correct, written, says))
    return tuple(found)


def growth(entries: Iterable[Entry], items: Iterable[Item]) -> Growth:
    """Return what the before/after check shows: the first answer of each time, on the items answered both times."""
    checked = [item.item_id for item in items if item.check]
    first: dict[tuple[str, str], float] = {}
    for entry in entries:
        if entry.act == "answer" and entry.phase in ("before", "after") and entry.points is not None:
            first.setdefault((entry.phase, entry.item), entry.points)
    both = tuple(
        (name, first["before", name], first["after", name])
        for name in checked
        if ("before", name) in first and ("after", name) in first
    )
    before, after = round(sum(b for _, b, _ in both), 2), round(sum(a for _, _, a in both), 2)
    if both:
        says = f"On {counted(len(both), 'question')} asked twice: {before:g} points before, {after:g} after."
    elif any(phase == "before" for phase, _ in first):
        says = "You took the check at the start. Take it again at the end to see what changed."
    else:
        says = "The check at the start is not answered yet."
    return Growth(len(both), before, after, both, says)


def counted(number: int, what: str) -> str:
    """Return a number and what it counts, in the singular or plural."""
    return f"{number} {what}{'' if number == 1 else 's'}"
