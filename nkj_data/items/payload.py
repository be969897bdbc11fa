"""What a page gets of an item: plain values, cut text, nothing to look up and no offset."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nkj_data.document import tables
from nkj_data.document.evidence import segments
from nkj_data.items.model import Item


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence of the passage, cut where the words to mark start and end."""

    sentence_id: str
    paragraph: int
    segments: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        """The whole sentence."""
        return "".join(words for words, _ in self.segments)

    def as_page(self) -> dict[str, Any]:
        """Return it as plain lists and texts."""
        return {
            "sentence_id": self.sentence_id,
            "paragraph": self.paragraph,
            "segments": [[words, marked] for words, marked in self.segments],
        }


def quoted(item: Item) -> tuple[Quoted, ...]:
    """Return the sentences that settle an item, or come nearest, with the deciding words marked.

    Examples
    --------
    >>> from nkj_data.items import item
    >>> [sentence.sentence_id for sentence in quoted(item("q03-01"))]
    ['S07']
    """
    rows = []
    for sentence in tables.sentences().to_dict("records"):
        for words in item.words:
            at = sentence["quote"].find(words)
            if at >= 0 and sentence["sentence_id"] in item.sentences:
                start = sentence["char_start"] + at
                rows.append({"id": item.item_id, "char_start": start, "char_end": start + len(words)})
    cut: dict[str, list[tuple[str, bool]]] = {}
    paragraphs = {}
    for part in segments(rows):
        cut.setdefault(part.sentence_id, []).append((part.text, bool(part.rows)))
        paragraphs[part.sentence_id] = part.paragraph
    return tuple(Quoted(name, paragraphs[name], tuple(cut[name])) for name in cut if name in item.sentences)


def as_page(item: Item) -> dict[str, Any]:
    """Return an item as plain lists, texts and numbers, in the order in which its parts are shown.

    The key and the reasons are in it: a page scores and explains without a kernel, and the key is no secret.
    """
    return {
        "id": item.item_id,
        "lesson": item.lesson,
        "kind": item.kind,
        "stem": item.stem,
        "statement": item.statement,
        "objective": item.objective,
        "difficulty": item.difficulty,
        "hints": list(item.hints),
        "options": [
            {"id": o.option_id, "text": o.text, "correct": o.correct, "reason": o.reason}
            for o in item.shown_options
        ],
        "need": item.need,
        "allowed": item.allowed,
        "buckets": [{"id": b.bucket_id, "name": b.name} for b in item.buckets],
        "cards": [
            {"id": c.card_id, "text": c.text, "bucket": c.bucket, "reason": c.reason} for c in item.shown_cards
        ],
        "steps": [
            {"id": s.step_id, "text": s.text, "place": s.place, "reason": s.reason} for s in item.shown_steps
        ],
        "criteria": [{"id": c.criterion_id, "name": c.name, "levels": list(c.levels)} for c in item.criteria],
        "exemplars": [{"level": e.level, "text": e.text, "why": e.why} for e in item.exemplars],
        "length": list(item.length),
        "settled": bool(item.settled_by),
        "quoted": [sentence.as_page() for sentence in quoted(item)],
        "outside": list(item.outside),
        "check": item.check,
        "arguable": item.arguable,
    }
