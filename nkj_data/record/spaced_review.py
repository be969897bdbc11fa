"""Which missed questions are due again: pure functions of the entries of the record and of the time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from nkj_data.items.model import Item
from nkj_data.record.entry import Entry, odd_time
from nkj_data.record.state import LEARNING, counted

MISSED = ("incorrect", "partly correct")
# Days until a question comes back after each right answer in a row. Growing gaps of this kind go back to
# Leitner, So lernt man lernen (1972).
INTERVALS = (1, 3, 7, 21)
SESSION = timedelta(hours=2)
"""A pause this long ends a session; what was missed comes back in the next one, or after a day."""


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """A question that is due again: since when, and how often it was answered rightly in a row since."""

    item_id: str
    due: datetime
    step: int
    says: str


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
        ReviewCard(name, due, step, f"{name}: missed earlier, right {counted(step, 'time')} in a row since.")
        for name, (step, since, due) in waiting.items()
        if name in known and _is_due(step, since, due, now, starts)
    ]
    return tuple(sorted(deck, key=lambda card: (card.due, card.item_id)))


def _timed(entries: Iterable[Entry], now: datetime) -> list[tuple[datetime, Entry]]:
    """Return entries with their times, in order of time; one without a time follows the one before it.

    So does one whose time is far too early: a clock that was years behind must not sort it before older ones.
    """
    found: list[tuple[datetime, Entry]] = []
    last = latest = None
    for entry in entries:
        at = entry.time
        if at is None or (latest and odd_time(at, latest)):
            last = last or now
        else:
            last = min(at, now)  # a clock that was ahead must not hide a question for years
            latest = max(at, latest or at) if at <= now else latest
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
