"""What an item is: frozen models, with no reading of files and no scoring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType

KINDS = ("single", "multiple", "verdict", "find", "sort", "order", "write")
LESSONS = ("00", "01", "02", "03", "04", "05", "06", "07", "08")
OWN = "NKJ_ITEMS"
"""The environment variable that names the folder of a teacher's own questions; ``nkj lab --items`` sets it."""
LEVELS = ("starting", "secure", "strong")
TOP = 3
"""The highest level a learner can give on one line of a rubric; 0 is the lowest."""

NONE = "none"
"""The answer *no sentence says this* to an item that asks for a sentence."""

VERDICTS: Mapping[str, str] = MappingProxyType(
    {
        "stated": "Stated: the words say it",
        "inference": "A reasonable inference: not said, but the words carry it",
        "beyond": "Goes beyond the document: not said, and the words do not carry it",
        "contradicted": "Contradicted: the words say something else",
    }
)

# Bloom, B. S. et al., Taxonomy of Educational Objectives, in the revision of Anderson and Krathwohl: verbs a
# goal may start with, and the step of the ladder each belongs to.
BLOOM: Mapping[str, str] = MappingProxyType(
    {
        "identify": "remember",
        "locate": "remember",
        "explain": "understand",
        "interpret": "understand",
        "summarize": "understand",
        "infer": "understand",
        "classify": "understand",
        "apply": "apply",
        "read": "apply",
        "attribute": "analyse",
        "distinguish": "analyse",
        "compare": "analyse",
        "order": "analyse",
        "check": "evaluate",
        "judge": "evaluate",
        "justify": "evaluate",
        "weigh": "evaluate",
        "construct": "create",
        "write": "create",
    }
)


MIX = "394"
"""Mixed into every shuffle. This value was chosen so that the key stands about as often in each place; see
``test_the_key_stands_in_no_fixed_place``."""


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose: an option, a verdict or a sentence; ``reason`` says why it is right or wrong."""

    option_id: str
    text: str
    correct: bool
    reason: str
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Bucket:
    """A place to sort cards into."""

    bucket_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Card:
    """Something to sort, and the bucket it belongs into."""

    card_id: str
    text: str
    bucket: str
    reason: str


@dataclass(frozen=True, slots=True)
class Step:
    """Something to put in order; steps with the same ``place`` may stand either way round."""

    step_id: str
    text: str
    place: int
    reason: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a rubric: what levels 1, 2 and 3 look like; 0 is *not there*."""

    criterion_id: str
    name: str
    levels: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Exemplar:
    """A written answer of one level, and why it is of that level."""

    level: str
    text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question of the bank.

    Attributes
    ----------
    item_id, lesson, kind : str
        ``q03-01``, ``03``, one of ``KINDS``.
    stem, statement : str
        What is asked; the statement to judge (verdict only).
    objective : str
        What the item practises, a sentence that starts with a verb of ``BLOOM``.
    difficulty : int
        1, 2 or 3.
    settled_by, near : tuple of str
        The sentences that settle it; or, where the document does not, those that come nearest.
    words : tuple of str
        The words to mark in those sentences.
    hints : tuple of str
        Which paragraph, which sentence, which words.
    options, buckets, cards, steps, criteria, exemplars : tuple
        What the kind needs, in the order of the file.
    need, allowed : int
        Find only: how many right sentences make the answer full, and how many may be chosen.
    length : tuple of int
        Write only: from how many words to how many.
    outside : tuple of str
        Rows of the wider record that the item rests on; an item that has any is labelled.
    check : str
        ``before_after`` for the items of the check at the start and end of the series, else empty.
    arguable : str
        Where two careful readers may differ, else empty.
    """

    item_id: str
    lesson: str
    kind: str
    stem: str
    objective: str
    difficulty: int
    hints: tuple[str, str, str]
    statement: str = ""
    settled_by: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    buckets: tuple[Bucket, ...] = ()
    cards: tuple[Card, ...] = ()
    steps: tuple[Step, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    exemplars: tuple[Exemplar, ...] = ()
    need: int = 1
    allowed: int = 1
    length: tuple[int, int] = (0, 0)
    outside: tuple[str, ...] = ()
    check: str = ""
    arguable: str = ""

    @property
    def verb(self) -> str:
        """The verb the objective starts with."""
        return self.objective.split()[0].casefold()

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences to read again: those that settle the item, or come nearest."""
        return self.settled_by or self.near

    @property
    def not_in_document(self) -> bool:
        """Whether *not in the document* is the right answer."""
        return any(option.correct and option.absent for option in self.options)

    @property
    def shown_options(self) -> tuple[Option, ...]:
        """The options in the order in which they are shown, the same every time.

        Verdicts and sentences keep their own order.
        """
        if self.kind in ("verdict", "find"):
            return self.options
        return tuple(sorted(self.options, key=lambda option: _mixed(self.item_id, option.option_id)))

    @property
    def shown_cards(self) -> tuple[Card, ...]:
        """The cards in the order in which they are shown, the same every time."""
        return tuple(sorted(self.cards, key=lambda card: _mixed(self.item_id, card.card_id)))

    @property
    def shown_steps(self) -> tuple[Step, ...]:
        """The steps in the order in which they are shown: always the same, and never already right."""
        turn = 0
        while True:
            shown = sorted(self.steps, key=lambda step: _mixed(f"{self.item_id}/{turn}", step.step_id))
            places = [step.place for step in shown]
            if places != sorted(places) or len(set(places)) < 2:
                return tuple(shown)
            turn += 1

    @property
    def key(self) -> str:
        """The right answer in words, for teachers."""
        if self.kind == "sort":
            names = {bucket.bucket_id: bucket.name for bucket in self.buckets}
            return "; ".join(f"{names[b]}: {_listed(self.cards, b)}" for b in names)
        if self.kind == "order":
            return "; ".join(step.text for step in sorted(self.steps, key=lambda step: step.place))
        if self.kind == "write":
            return "A written answer, weighed by its rubric."
        right = (option for option in self.options if option.correct)
        return "; ".join(o.option_id if self.kind == "find" and not o.absent else o.text for o in right)

    def __repr__(self) -> str:
        return f"<Item {self.item_id}: {self.kind}, {self.stem!r}>"


def _mixed(salt: str, name: str) -> bytes:
    """Return a sort key that looks random and is the same on every machine."""
    return sha256(f"{MIX}/{salt}/{name}".encode()).digest()


def _listed(cards: Iterable[Card], bucket: str) -> str:
    return " / ".join(card.text for card in cards if card.bucket == bucket)


def lesson_names(items: Iterable[Item]) -> tuple[str, ...]:
    """Return the lessons of the series, and after them those of a teacher's own that have questions among these."""
    return tuple(dict.fromkeys([*LESSONS, *(item.lesson for item in items)]))
