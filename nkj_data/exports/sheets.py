"""The bank as a table (CSV) and as a text to read and edit (Markdown)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from nkj_data.document.display import harmless
from nkj_data.exports.question import Question, passage_lines, plain
from nkj_data.interface import wording

COLUMNS = (
    *("item_id", "lesson", "kind", "difficulty", "objective", "stem", "statement", "part", "part_id", "text"),
    *("worth", "belongs_to", "place", "reason", "settled_by", "near", "words", "outside", "arguable"),
)
_MARKUP = re.compile(r"([\\`*_\[\]<>|#&~]|^[-+=])")


def csv_table(questions: Sequence[Question]) -> bytes:
    """Return a row for each part of each question: an option, a card, a step, a line of a rubric, an example.

    A cell that a spreadsheet would take for a formula starts with an apostrophe.
    """
    held = io.StringIO()
    writer = csv.DictWriter(held, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for one in questions:
        item = one.item
        whole = {
            **{name: getattr(item, name) for name in COLUMNS[:7]},
            **{name: "; ".join(getattr(item, name)) for name in ("settled_by", "near", "words", "outside")},
            "arguable": item.arguable,
        }
        for part in _parts(one):
            writer.writerow({name: harmless(value) for name, value in {**whole, **part}.items()})
    return held.getvalue().encode("utf-8-sig")  # without the mark, Excel reads “ as three letters


def _parts(one: Question) -> Iterator[dict[str, object]]:
    item = one.item
    for choice in one.choices:
        said: dict[str, object] = {"part": "option", "part_id": choice.choice_id, "text": choice.text}
        yield {**said, "worth": round(choice.worth, 5), "reason": choice.reason}
    for card, (_, bucket, reason) in zip(item.shown_cards, one.pairs, strict=True):
        said = {"part": "card", "part_id": card.card_id, "text": card.text}
        yield {**said, "belongs_to": bucket, "reason": reason}
    for step in item.shown_steps:
        said = {"part": "step", "part_id": step.step_id, "text": step.text}
        yield {**said, "place": step.place, "reason": step.reason}
    for line in item.criteria:
        for level, text in enumerate(line.levels, start=1):
            yield {"part": f"level {level} of {line.name}", "part_id": line.criterion_id, "text": text}
    for example in item.exemplars:
        yield {"part": f"example, {example.level}", "text": example.text, "reason": example.why}


def markdown(questions: Sequence[Question]) -> bytes:
    """Return the passage and the questions of each lesson, the key folded behind each."""
    say, titles = wording("exports"), wording("lesson_titles")
    lines = [f"# {say['category']}", f"## {say['passage']}", *map(_literal, passage_lines())]
    for lesson, found in groupby(questions, key=lambda one: one.item.lesson):
        lines.append(f"## {lesson} {titles.get(lesson, '')}".rstrip())
        for one in found:
            lines += [f"### {one.item.item_id}", *map(_literal, one.lead), *_listed(one)]
            told = [_literal(line) for line in plain(one.told())]
            told += [
                f"{_literal(choice.text)}: {_literal(choice.reason)}" for choice in one.choices if choice.reason
            ]
            lines.append("\n\n".join([f"<details><summary>{say['folded']}</summary>", *told, "</details>"]))
    return ("\n\n".join(lines) + "\n").encode()


def _listed(one: Question) -> list[str]:
    buckets = [f"{_literal(' / '.join(bucket.name for bucket in one.item.buckets))}"] if one.pairs else []
    shown = [choice.text for choice in one.choices] or [card for card, _, _ in one.pairs]
    shown = shown or [step.text for step in one.item.shown_steps]
    return [*buckets, "\n".join(f"- [ ] {_literal(text)}" for text in shown)] if shown else buckets


def _literal(text: str) -> str:
    """Return a text in which no sign is taken for Markdown's own."""
    return _MARKUP.sub(r"\\\1", text)
