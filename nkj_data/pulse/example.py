"""An invented class, so that the page can be looked at before anybody has handed in anything."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from nkj_data.coding.ours import ASPECTS, our_coding
from nkj_data.items.bank import items
from nkj_data.items.model import NONE, Item
from nkj_data.items.scoring import receive
from nkj_data.record.entry import Entry

LEARNERS = 14
_FAR = (9, 9, 8, 8, 8, 7, 7, 7, 6, 6, 5, 5, 4, 3)  # how many lessons each of them did


def example_class() -> tuple[tuple[Entry, ...], ...]:
    """Return the lines of a class of fourteen that never was, the same every time."""
    return tuple(tuple(_learner(number)) for number in range(LEARNERS))


def _learner(number: int) -> Iterator[Entry]:
    chance = random.Random(number)
    done = _FAR[number]
    for item in items():
        if item.check:
            for phase, skill in (("before", 0.45), ("after", 0.75)):
                if phase == "before" or done == max(_FAR):
                    yield _entry(number, item, _answer(item, chance, skill), phase)
        elif int(item.lesson) < done:
            first = _answer(item, chance, 0.85 - 0.18 * item.difficulty)
            yield _entry(number, item, first, "lesson")
            if chance.random() < 0.6:
                yield _entry(number, item, _answer(item, chance, 0.9), "lesson")
    if done > 1:
        coded = {ours.sentence_id: _labels(ours, chance) for ours in our_coding()}
        yield Entry(1, f"{number}-board", "", "answer", f"{number}", "board-01", {"sentences": coded}, "written")


def _labels(ours: Any, chance: random.Random) -> dict[str, str]:
    sure = 0.55 if ours.arguable else 0.85
    return {
        aspect: ours.label(aspect) if chance.random() < sure else chance.choice(list(known))
        for aspect, known in ASPECTS.items()
    }


def _entry(number: int, item: Item, answer: dict[str, Any], phase: str) -> Entry:
    scored = receive(item, answer)
    name = f"{number}-{item.item_id}-{phase}-{scored.outcome}"
    return Entry(
        *(1, name, "", "answer", f"{number}", item.item_id, scored.answer),
        outcome=scored.outcome,
        points=scored.points,
        phase=phase,
    )


def _answer(item: Item, chance: random.Random, skill: float) -> dict[str, Any]:
    """Return an answer that is right so often; a wrong one mostly takes the first wrong option."""
    right = chance.random() < skill
    if item.kind == "write":
        return {"text": item.exemplars[min(2, int(chance.random() * 2 + right))].text}
    if item.kind == "order":
        steps = sorted(item.steps, key=lambda step: step.place)
        return {"order": [step.step_id for step in (steps if right else item.shown_steps)]}
    if item.kind == "sort":
        return {"buckets": _placed(item, chance, right=right)}
    return _chosen(item, chance, right=right)


def _placed(item: Item, chance: random.Random, *, right: bool) -> dict[str, str]:
    others = [bucket.bucket_id for bucket in item.buckets]
    return {
        card.card_id: card.bucket if right or chance.random() < 0.7 else chance.choice(others)
        for card in item.cards
    }


def _chosen(item: Item, chance: random.Random, *, right: bool) -> dict[str, Any]:
    keys = [option.option_id for option in item.options if option.correct]
    wrong = [option.option_id for option in item.options if not option.correct and option.option_id != NONE]
    picked = wrong[0] if chance.random() < 0.6 else chance.choice(wrong)
    if item.kind == "multiple":
        return {"choices": keys if right else [keys[0], picked]}
    if item.kind == "find":
        return {"sentences": keys if right else [picked]}
    return {"verdict" if item.kind == "verdict" else "choice": keys[0] if right else picked}
