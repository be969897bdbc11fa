"""Where a learner stands: pure functions of the entries of the record and of the time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from nkj_data.lessons.entries import Entry
from nkj_data.lessons.models import LESSONS, Item

__all__ = [
    "INTERVALS",
    "SESSION",
    "Growth",
    "ItemState",
    "LessonProgress",
    "ReviewCard",
    "growth",
    "progress",
    "review_deck",
    "states",
]

RANKS = ("not attempted", "incorrect", "partly correct", "written", "correct")
MISSED = ("incorrect", "partly correct")
LEARNING = ("lesson", "review")

# Days until a question comes back after each right answer in a row. Growing gaps of this kind go back to
# Leitner, So lernt man lernen (1972).
INTERVALS = (1, 3, 7, 21)
SESSION = timedelta(hours=2)
"""A pause this long ends a session; what was missed comes back in the next one, or after a day."""


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
        return {name: getattr(self, name) for name in self.__slots__}


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


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """A question that is due again: since when, and how often it was answered rightly in a row since."""

    item_id: str
    due: datetime
    step: int
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
        if entry.phase not in phases or entry.act not in ("answer", "draft"):
            continue
        before = found.get(entry.item, ItemState(entry.item))
        found[entry.item] = _drafted(before, entry) if entry.act == "draft" else _answered(before, entry)
    return found


def _drafted(before: ItemState, entry: Entry) -> ItemState:
    values = {name: getattr(before, name) for name in before.__slots__}
    return ItemState(**(values | {"draft": entry.answer, "last_at": entry.at or before.last_at}))


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
    now = states(entries)
    found = []
    questions = [item for item in items if not item.check]
    for lesson in LESSONS:
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
        says = f"On {_count(len(both), 'question')} asked twice: {before:g} points before, {after:g} after."
    elif any(phase == "before" for phase, _ in first):
        says = "You took the check at the start. Take it again at the end to see what changed."
    else:
        says = "The check at the start is not answered yet."
    return Growth(len(both), before, after, both, says)


def review_deck(entries: Iterable[Entry], now: datetime, items: Iterable[Item]) -> tuple[ReviewCard, ...]:
    """Return the questions that are due for another look, longest due first.

    A question enters when it was missed, wholly or in part. It comes back in the next session (after a pause of
    two hours) or after a day, whichever is first; after each right answer that was due, in 3, 7 and 21 days;
    then it is learnt. Missing it again starts over. A right answer before it was due changes nothing.

    Parameters
    ----------
    entries : iterable of Entry
        Of one learner, in the order of the record.
    now : datetime
        The moment to judge at; without a zone it is taken as local time.
    items : iterable of Item
        The bank; items that are no longer in it do not come back.
    """
    now = now.astimezone() if now.utcoffset() is None else now
    timed = _timed(entries, now)
    starts = _sessions([at for at, _ in timed], now)
    waiting: dict[str, tuple[int, datetime, datetime]] = {}  # step, since, due
    for at, entry in timed:
        if entry.act != "answer" or entry.phase not in LEARNING:
            continue
        if entry.outcome in MISSED:
            waiting[entry.item] = (0, at, at + timedelta(days=INTERVALS[0]))
        elif entry.outcome == "correct" and entry.item in waiting:
            step, since, due = waiting[entry.item]
            if not _is_due(step, since, due, at, starts):
                continue
            if step + 1 == len(INTERVALS):
                del waiting[entry.item]
            else:
                waiting[entry.item] = (step + 1, at, at + timedelta(days=INTERVALS[step + 1]))
    known = {item.item_id for item in items if not item.check}
    deck = [
        ReviewCard(name, due, step, f"{name}: missed earlier, right {_count(step, 'time')} in a row since.")
        for name, (step, since, due) in waiting.items()
        if name in known and _is_due(step, since, due, now, starts)
    ]
    return tuple(sorted(deck, key=lambda card: (card.due, card.item_id)))


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _timed(entries: Iterable[Entry], now: datetime) -> list[tuple[datetime, Entry]]:
    """Return entries with their times, in order of time; one without a time follows the one before it."""
    found: list[tuple[datetime, Entry]] = []
    last = None
    for entry in entries:
        last = min(entry.time or last or now, now)  # a clock that was wrong must not hide a question for years
        found.append((last, entry))
    return sorted(found, key=lambda pair: pair[0])


def _sessions(times: Sequence[datetime], now: datetime) -> list[datetime]:
    starts = []
    for before, at in zip(times, [*times[1:], now], strict=False):
        if at - before >= SESSION:
            starts.append(at)
    return starts


def _is_due(step: int, since: datetime, due: datetime, at: datetime, starts: Sequence[datetime]) -> bool:
    if at >= due:
        return True
    return step == 0 and bisect_right(starts, at) > bisect_right(starts, since)
