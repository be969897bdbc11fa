"""GIFT, a text format that Moodle and others read: all kinds but ``order``, for which it has no form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nkj_data.exports.question import Question, passage_lines, plain
from nkj_data.interface import wording

_SPECIAL = re.compile(r"([~=#{}:\\])")


def gift(questions: Sequence[Question]) -> bytes:
    """Return questions as a GIFT file, a category for each lesson."""
    say, titles = wording("exports"), wording("lesson_titles")
    parts = [f"$CATEGORY: $course$/top/{say['category']}", _described(say["passage"], passage_lines())]
    lesson = ""
    for one in questions:
        if one.item.lesson != lesson:
            lesson = one.item.lesson
            parts.append(f"$CATEGORY: $course$/top/{say['category']}/{lesson} {titles.get(lesson, '')}".rstrip())
        parts.append(_question(one))
    return ("\n\n".join(parts) + "\n").encode()


def _described(name: str, lines: Sequence[str]) -> str:
    return f"::{_escaped(name)}::{_joined(lines)}"


def _question(one: Question) -> str:
    item = one.item
    head = f"// [id:{item.item_id}] [tag:lesson-{item.lesson}]\n{_described(item.item_id, one.lead)}"
    told = f"####{_joined(plain(one.told()))}"
    if item.kind == "write":
        return f"{head}{{{told}}}"
    if item.kind == "sort":
        lines = [f"={_escaped(card)} -> {_escaped(bucket)}" for card, bucket, _ in one.pairs]
    else:
        lines = [
            f"{_sign(one, choice.worth)}{_escaped(choice.text)}#{_escaped(choice.reason)}" for choice in one.choices
        ]
    inside = "\n".join(f"\t{line}" for line in [*lines, told])
    return f"{head}{{\n{inside}\n}}"


def _sign(one: Question, worth: float) -> str:
    if one.one:
        return "=" if worth == 1 else "~"
    return f"~%{100 * worth:.7g}%"


def _joined(lines: Sequence[str]) -> str:
    return r"\n\n".join(map(_escaped, lines))


def _escaped(text: str) -> str:
    """Return a text in which no sign is taken for GIFT's own."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
