"""Score an answer: pure functions from an item and an answer to an outcome with its reasons.

Two doors lead in. ``score`` is for programs: an answer of the wrong make is an ``ArgumentError``. ``receive`` is
for what a page sends: whatever cannot be read is left out with a notice, and what is left is scored; if nothing
is left, the item is *not attempted*.

==========  ===================================================  =============================================
kind        answer                                               points
==========  ===================================================  =============================================
single      ``{"choice": "b"}``                                  1 or 0
multiple    ``{"choices": ["a", "d"]}``                          (right - wrong) / number of right ones, at least 0
verdict     ``{"verdict": "beyond"}``                            1 or 0
find        ``{"sentences": ["S08"]}``, ``["none"]``             right ones / those needed, at most 1
sort        ``{"buckets": {"a": "motive", "b": "gain"}}``        cards in their place / cards
order       ``{"order": ["b", "a", "c"]}``                       pairs the right way round / pairs that have one
write       ``{"text": "…", "rubric": {"a": 2}}``                none: the learner's own levels are kept
==========  ===================================================  =============================================

An empty answer, ``{}`` or ``None``, is always *not attempted*.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from nkj_data.errors import ArgumentError
from nkj_data.interface import wording
from nkj_data.items.model import NONE, TOP, Item
from nkj_data.items.payload import Quoted, quoted

OUTCOMES = ("not attempted", "incorrect", "partly correct", "correct", "written")
"""``written`` is for written answers only: nobody scores them but the learner."""

STRINGS: Mapping[str, str] = wording("scoring")
"""What feedback says, by name; a page uses the same words when it scores without a kernel."""

Answer = Mapping[str, Any]
Reader = Callable[[Item, Answer, list[str]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Reason:
    """What to know about one option, card or step, and whether the learner treated it rightly.

    ``given`` and ``wanted`` are ``chosen`` or ``not chosen`` for an option, a bucket for a card, and a place from
    1 for a step; ``given`` is empty where the learner said nothing.
    """

    part_id: str
    text: str
    given: str
    wanted: str
    right: bool
    says: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a learner is told about an answer.

    Attributes
    ----------
    item_id, outcome : str
        Which item; one of ``OUTCOMES``.
    points : float or None
        0 to 1; None for a written answer.
    answer : mapping
        The answer as it was understood; this is what the record keeps.
    says, next_step : str
        The verdict, and what to do now.
    reasons : tuple of Reason
        One for every option, card or step, in the order shown.
    quoted : tuple of Quoted
        The settling sentences (or the nearest ones) with the deciding words marked.
    settled : bool
        False where the document does not settle it.
    outside : tuple of str
        Rows of the wider record the item rests on; show the label where there are any.
    arguable : str
        Where careful readers differ, else empty.
    notices : tuple of str
        What of the answer could not be read.
    """

    item_id: str
    outcome: str
    points: float | None
    answer: Answer
    says: str
    next_step: str
    reasons: tuple[Reason, ...]
    quoted: tuple[Quoted, ...]
    settled: bool
    outside: tuple[str, ...] = ()
    arguable: str = ""
    notices: tuple[str, ...] = ()

    def as_page(self) -> dict[str, Any]:
        """Return it as plain lists, texts and numbers."""
        return {
            "id": self.item_id,
            "outcome": self.outcome,
            "points": self.points,
            "answer": dict(self.answer),
            "says": self.says,
            "next_step": self.next_step,
            "reasons": [
                {
                    "id": reason.part_id,
                    "text": reason.text,
                    "given": reason.given,
                    "wanted": reason.wanted,
                    "right": reason.right,
                    "says": reason.says,
                }
                for reason in self.reasons
            ],
            "quoted": [sentence.as_page() for sentence in self.quoted],
            "settled": self.settled,
            "outside": list(self.outside),
            "arguable": self.arguable,
            "notices": list(self.notices),
        }

    def __str__(self) -> str:
        lines = [*self.notices, self.says]
        lines.extend(f"- {r.text}: {r.says}" for r in self.reasons if r.given not in ("", "not chosen"))
        lines.extend(f"{sentence.sentence_id}: {sentence.text}" for sentence in self.quoted)
        return "\n".join([*lines, self.next_step])


def score(item: Item, answer: Answer | None) -> Feedback:
    """Return the feedback on an answer.

    Parameters
    ----------
    item : Item
        From ``nkj.items.item("q03-01")``.
    answer : mapping or None
        As the table at the head of this module says; ``None`` or ``{}`` is *not attempted*.

    Raises
    ------
    ArgumentError
        ``item`` is no item, or the answer is not of the make that the kind of the item takes.

    Examples
    --------
    >>> from nkj_data.items import item
    >>> score(item("q03-01"), None).outcome
    'not attempted'
    """
    feedback = receive(item, answer)
    if feedback.notices:
        raise ArgumentError(f"{item.item_id} ({item.kind}): {' '.join(feedback.notices)}")
    return feedback


def receive(item: Item, message: object) -> Feedback:
    """Return the feedback on whatever a page sent; what cannot be read is left out, with a notice.

    Raises
    ------
    ArgumentError
        ``item`` is no item. Nothing that stands in ``message`` raises.
    """
    if not isinstance(item, Item):
        raise ArgumentError(f"An item is wanted, such as nkj.items.item('q03-01'), not {type(item).__name__}.")
    notices: list[str] = []
    if message is None:
        message = {}
    if not isinstance(message, Mapping):
        notices.append(f"An answer is a set of named values, not {type(message).__name__}.")
        message = {}
    wanted = {"text", "rubric"} if item.kind == "write" else {_FIELD[item.kind]}
    if unknown := [name for name in message if name not in wanted]:
        names = ", ".join(repr(name)[:40] for name in unknown[:3])
        notices.append(f"The answer has no field {names}; it takes {', '.join(sorted(wanted))}.")
    answer = _READ[item.kind](item, message, notices)
    outcome, points, says = _weigh(item, answer)
    return Feedback(
        item_id=item.item_id,
        outcome=outcome,
        points=points,
        answer=MappingProxyType(answer),
        says=says,
        next_step=_next_step(item, outcome),
        reasons=_reasons(item, answer),
        quoted=quoted(item),
        settled=bool(item.settled_by),
        outside=item.outside,
        arguable=item.arguable,
        notices=tuple(notices),
    )


# Reading what was sent. Each function returns the answer in a clean form, {} when there is none.

_FIELD = {
    "single": "choice",
    "multiple": "choices",
    "verdict": "verdict",
    "find": "sentences",
    "sort": "buckets",
    "order": "order",
    "write": "text",
}


def _texts(value: Any, field: str, notices: list[str]) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list | tuple | set | frozenset):
        notices.append(f"{field!r} is a list, not {type(value).__name__}.")
        return []
    if wrong := [one for one in value if not isinstance(one, str)]:
        notices.append(f"{field!r} holds texts, not {type(wrong[0]).__name__}.")
    return list(dict.fromkeys(one for one in value if isinstance(one, str)))


def _known(names: Sequence[str], ids: Sequence[str], field: str, notices: list[str]) -> list[str]:
    for name in names:
        if name not in ids:
            notices.append(f"{field!r}: there is no {name[:40]!r} here; choose from {', '.join(ids)}.")
    return [name for name in names if name in ids]


def _read_one(item: Item, message: Answer, notices: list[str]) -> dict[str, Any]:
    field = _FIELD[item.kind]
    value = message.get(field)
    if value is None or value == "":
        return {}
    if not isinstance(value, str):
        notices.append(f"{field!r} is a text, not {type(value).__name__}.")
        return {}
    found = _known([value], [option.option_id for option in item.options], field, notices)
    return {field: found[0]} if found else {}


def _read_several(item: Item, message: Answer, notices: list[str]) -> dict[str, Any]:
    field = _FIELD[item.kind]
    ids = [option.option_id for option in item.options]
    chosen = _known(_texts(message.get(field), field, notices), ids, field, notices)
    if item.kind == "find" and NONE in chosen and len(chosen) > 1:
        notices.append("'none' cannot be chosen together with a sentence.")
        return {}
    if item.kind == "find" and len(chosen) > item.allowed:
        notices.append(f"Choose at most {item.allowed}; {len(chosen)} were chosen.")
        return {}
    return {field: sorted(chosen)} if chosen else {}


def _read_sort(item: Item, message: Answer, notices: list[str]) -> dict[str, Any]:
    value = message.get("buckets")
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        notices.append(f"'buckets' gives each card its bucket; this is {type(value).__name__}.")
        return {}
    cards = [card.card_id for card in item.cards]
    ids = [bucket.bucket_id for bucket in item.buckets]
    placed = {}
    for card, bucket in value.items():
        if not isinstance(card, str):
            notices.append(f"'buckets': a card is named by a text, not {type(card).__name__}.")
        elif not _known([card], cards, "buckets", notices) or bucket in (None, ""):
            continue
        elif not isinstance(bucket, str):
            notices.append(f"'buckets': a bucket is named by a text, not {type(bucket).__name__}.")
        elif _known([bucket], ids, "buckets", notices):
            placed[card] = bucket
    return {"buckets": dict(sorted(placed.items()))} if placed else {}


def _read_order(item: Item, message: Answer, notices: list[str]) -> dict[str, Any]:
    ids = [step.step_id for step in item.steps]
    order = _known(_texts(message.get("order"), "order", notices), ids, "order", notices)
    if order and len(order) < len(ids):
        notices.append(f"'order' must name all {len(ids)} steps; {len(order)} were named.")
        return {}
    return {"order": order} if order else {}


def _read_write(item: Item, message: Answer, notices: list[str]) -> dict[str, Any]:
    text, rubric = message.get("text"), message.get("rubric")
    if text is None:
        text = ""
    if not isinstance(text, str):
        notices.append(f"'text' is a text, not {type(text).__name__}.")
        text = ""
    if not text.strip():
        return {}
    levels: dict[str, int] = {}
    if rubric is not None and not isinstance(rubric, Mapping):
        notices.append(f"'rubric' gives each line its level; this is {type(rubric).__name__}.")
    elif rubric:
        ids = [criterion.criterion_id for criterion in item.criteria]
        for name, level in rubric.items():
            if not isinstance(name, str) or name not in ids:
                notices.append(f"'rubric': there is no {str(name)[:40]!r} here; choose from {', '.join(ids)}.")
            elif level is None:
                continue
            elif not isinstance(level, int) or isinstance(level, bool) or not 0 <= level <= TOP:
                notices.append(f"'rubric': a level is a whole number from 0 to {TOP}.")
            else:
                levels[name] = level
    return {"text": text, "rubric": dict(sorted(levels.items()))}


_READ: Mapping[str, Reader] = {
    "single": _read_one,
    "multiple": _read_several,
    "verdict": _read_one,
    "find": _read_several,
    "sort": _read_sort,
    "order": _read_order,
    "write": _read_write,
}


# Weighing a clean answer.


def _weigh(item: Item, answer: Answer) -> tuple[str, float | None, str]:
    """Return outcome, points and verdict line."""
    if not answer:
        return "not attempted", None if item.kind == "write" else 0.0, STRINGS["not attempted"]
    if item.kind == "write":
        return "written", None, STRINGS["written"]
    right, wrong, of = _COUNT[item.kind](item, answer)
    points = round(max(0, right - wrong) / of, 4)
    if points in (0, 1):
        outcome = "correct" if points else "incorrect"
        return outcome, points, STRINGS[outcome]
    return "partly correct", points, STRINGS[item.kind].format(right=right, wrong=wrong, of=of)


def _count_one(item: Item, answer: Answer) -> tuple[int, int, int]:
    right = next(option.option_id for option in item.options if option.correct)
    return int(answer[_FIELD[item.kind]] == right), 0, 1


def _count_several(item: Item, answer: Answer) -> tuple[int, int, int]:
    keys = {option.option_id for option in item.options if option.correct}
    chosen = set(answer[_FIELD[item.kind]])
    if item.kind == "find":  # wrong ones within the allowance cost nothing
        return min(len(chosen & keys), item.need), 0, item.need
    return len(chosen & keys), len(chosen - keys), len(keys)


def _count_sort(item: Item, answer: Answer) -> tuple[int, int, int]:
    placed = answer["buckets"]
    return sum(placed.get(card.card_id) == card.bucket for card in item.cards), 0, len(item.cards)


def _count_order(item: Item, answer: Answer) -> tuple[int, int, int]:
    places = {step.step_id: step.place for step in item.steps}
    pairs = [
        places[first] < places[second]
        for first, second in itertools.combinations(answer["order"], 2)
        if places[first] != places[second]
    ]
    return sum(pairs), 0, len(pairs)


_COUNT: Mapping[str, Callable[[Item, Answer], tuple[int, int, int]]] = {
    "single": _count_one,
    "multiple": _count_several,
    "verdict": _count_one,
    "find": _count_several,
    "sort": _count_sort,
    "order": _count_order,
}


def _next_step(item: Item, outcome: str) -> str:
    if outcome == "correct":
        return STRINGS["go on" if item.settled_by else "go on nowhere"]
    if outcome == "written":
        return STRINGS["weigh"]
    return STRINGS["start" if outcome == "not attempted" else "again"].format(hint=item.hints[0])


def _reasons(item: Item, answer: Answer) -> tuple[Reason, ...]:
    found = []
    value = answer.get(_FIELD[item.kind], ())
    chosen = {value} if isinstance(value, str) else set(value)
    for option in item.shown_options:
        given, wanted = option.option_id in chosen, option.correct
        words = ("not chosen", "chosen")
        found.append(
            Reason(option.option_id, option.text, words[given], words[wanted], given == wanted, option.reason)
        )
    for card in item.shown_cards:
        placed = dict(value).get(card.card_id, "")
        found.append(Reason(card.card_id, card.text, placed, card.bucket, placed == card.bucket, card.reason))
    order = list(value) if item.kind == "order" else []
    inline = sorted(step.place for step in item.steps)
    for step in item.shown_steps:
        at = order.index(step.step_id) if step.step_id in order else None
        right = at is not None and inline[at] == step.place
        given_place = "" if at is None else str(at + 1)
        first_place = str(inline.index(step.place) + 1)
        found.append(Reason(step.step_id, step.text, given_place, first_place, right, step.reason))
    return tuple(found)
