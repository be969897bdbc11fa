"""One view of an item for every format: what is asked, what is offered with its worth, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from xml.etree import ElementTree as Tree

from nkj_data.context.references import label
from nkj_data.document import tables
from nkj_data.interface import wording
from nkj_data.items.model import Item, Option
from nkj_data.items.payload import Quoted, quoted

Segments = Sequence[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tick, and what ticking it is worth: 1 for all points, less than 0 where it takes some off."""

    choice_id: str
    text: str
    worth: float
    reason: str


@dataclass(frozen=True, slots=True)
class Question:
    """An item as other programs see it.

    Attributes
    ----------
    item : Item
        Where it comes from.
    lead : tuple of str
        What is asked, in paragraphs; the label of the wider record first, where the item rests on it.
    choices : tuple of Choice
        For ``single``, ``multiple``, ``verdict`` and ``find``, in the order in which the lessons show them.
    pairs : tuple of (str, str, str)
        For ``sort``: card, bucket, reason.
    steps : tuple of (str, str)
        For ``order``: step and reason, in the right order.
    """

    item: Item
    lead: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    pairs: tuple[tuple[str, str, str], ...] = ()
    steps: tuple[tuple[str, str], ...] = ()

    @property
    def one(self) -> bool:
        """Whether just one choice may be ticked."""
        return self.item.kind in ("single", "verdict") or (self.item.kind == "find" and self.item.allowed == 1)

    @property
    def sentences(self) -> tuple[Quoted, ...]:
        """The sentences that settle it, or come nearest."""
        return quoted(self.item)

    def told(self) -> list[Segments]:
        """Return what is said after the answer: where readers differ, reasons, the sentences with their words."""
        say = wording("exports")
        lines: list[Segments] = [((f"{say['key']} {self.item.key}", False),)]
        if self.item.arguable:
            lines.append(((f"{say['arguable']} {self.item.arguable}", False),))
        lines += [((f"{card}: {reason}", False),) for card, _, reason in self.pairs]
        lines += [((f"{step}: {reason}", False),) for step, reason in self.steps]
        lines += self.rubric()
        if self.sentences:
            lines.append(((say["settled" if self.item.settled_by else "near"], False),))
        return [*lines, *(((f"{one.sentence_id}: ", False), *one.segments) for one in self.sentences)]

    def rubric(self) -> list[Segments]:
        """Return the rubric and the examples of a written answer, line by line."""
        lines = [
            f"{one.name}: {'; '.join(f'{n} {text}' for n, text in enumerate(one.levels, 1))}"
            for one in self.item.criteria
        ]
        lines += [f"{one.level.capitalize()}: {one.text} ({one.why})" for one in self.item.exemplars]
        return [((line, False),) for line in lines]


def question(item: Item) -> Question:
    """Return an item as other programs see it."""
    say = wording("exports")
    lead = [item.stem]
    if item.statement:
        lead.append(f"“{item.statement}”")
    if item.kind == "multiple" or (item.kind == "find" and item.allowed > 1):
        lead.append(say["several"])
    if item.kind == "write":
        lead.append(say["length"].format(a=item.length[0], b=item.length[1]))
    if item.outside:
        lead.insert(0, f"{label()}: {', '.join(item.outside)}")
    return Question(
        item,
        tuple(lead),
        tuple(_choices(item)),
        tuple((card.text, _name(item, card.bucket), card.reason) for card in item.shown_cards),
        tuple((step.text, step.reason) for step in sorted(item.steps, key=lambda step: step.place)),
    )


def _choices(item: Item) -> Iterable[Choice]:
    right = sum(option.correct for option in item.options)
    full = item.need if item.kind == "find" else max(1, right)
    several = item.kind == "multiple" or (item.kind == "find" and item.allowed > 1)
    for option in item.shown_options:
        worth = 1 / full if option.correct else -1 / full if several else 0.0
        yield Choice(option.option_id, _said(item, option), worth, option.reason)


def _said(item: Item, option: Option) -> str:
    named = item.kind == "find" and not option.absent
    return f"{option.option_id}: {option.text}" if named else option.text


def _name(item: Item, bucket: str) -> str:
    return next(one.name for one in item.buckets if one.bucket_id == bucket)


def passage_lines() -> list[str]:
    """Return the sentences of the passage, each with its number."""
    return [f"{row['sentence_id']}: {row['quote']}" for row in tables.sentences().to_dict("records")]


def html(lines: Iterable[Segments]) -> str:
    """Return lines as paragraphs of HTML, every sign escaped, the marked words bold."""
    return "".join(
        f"<p>{''.join(f'<strong>{escape(text)}</strong>' if marked else escape(text) for text, marked in line)}</p>"
        for line in lines
    )


def plain(lines: Iterable[Segments]) -> list[str]:
    """Return lines as plain text, the marked words between asterisks."""
    return ["".join(f"*{text}*" if marked else text for text, marked in line) for line in lines]


def unmarked(lines: Iterable[str]) -> list[Segments]:
    """Return plain texts as lines without a mark."""
    return [((line, False),) for line in lines]


def xml_bytes(root: Tree.Element) -> bytes:
    """Return the file of an XML tree."""
    Tree.indent(root)
    return bytes(Tree.tostring(root, encoding="utf-8", xml_declaration=True))
