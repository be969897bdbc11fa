"""A deck of cards for Anki: asked in front; key, reasons and sentences behind. Made by genanki, an extra."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from nkj_data.errors import NKJError
from nkj_data.exports.question import Question, html, unmarked
from nkj_data.interface import wording

FIELDS = ("Id", "Lesson", "Asked", "Offered", "Answer", "Reasons")
_CSS = (
    ".card{font:18px/1.5 system-ui,sans-serif;color:#1f2328;background:#fbfaf6;max-width:42em;margin:auto;"
    "text-align:left;padding:1em}.nightMode .card,.card.nightMode{color:#ece9e0;background:#1f2328}"
)
_FRONT = "<div><small>{{Id}}</small></div>{{Asked}}{{Offered}}"
_BACK = "{{FrontSide}}<hr id=answer>{{Answer}}{{Reasons}}"


def anki(questions: Sequence[Question]) -> bytes:
    """Return questions as an .apkg file: a deck for each lesson; imported again, a card replaces itself.

    Raises
    ------
    NKJError
        genanki is not installed.
    """
    try:
        import genanki
    except ImportError as error:
        raise NKJError(
            "A deck for Anki is made by genanki, an extra. Run: python -m pip install genanki, then this again "
            "(after start.py: .venv/bin/python -m pip install genanki)."
        ) from error
    say, titles = wording("exports"), wording("lesson_titles")
    model = genanki.Model(
        _number("model"),
        say["category"],
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Card", "qfmt": _FRONT, "afmt": _BACK}],
        css=_CSS,
    )
    decks: dict[str, Any] = {}
    for one in questions:
        lesson = one.item.lesson
        name = f"{say['category']}::{lesson} {titles.get(lesson, '')}".rstrip()
        deck = decks.setdefault(lesson, genanki.Deck(_number(f"deck {lesson}"), name))
        fields = [
            one.item.item_id,
            lesson,
            html(unmarked(one.lead)),
            _offered(one),
            html(one.told()),
            _reasons(one),
        ]
        deck.add_note(genanki.Note(model, fields, guid=f"nkj-{one.item.item_id}", tags=[f"lesson-{lesson}"]))
    with tempfile.TemporaryDirectory(prefix="nkj-") as folder:
        path = Path(folder) / "deck.apkg"
        genanki.Package(list(decks.values())).write_to_file(path, timestamp=0)
        return path.read_bytes()


def _number(name: str) -> int:
    """Return the number by which Anki knows a deck or a kind of card again."""
    return int.from_bytes(sha256(f"nkj-data {name}".encode()).digest()[:4], "big")


def _offered(one: Question) -> str:
    shown = [choice.text for choice in one.choices]
    shown += [step.text for step in one.item.shown_steps]
    if one.pairs:
        shown += [card for card, _, _ in one.pairs]
        buckets = " / ".join(bucket.name for bucket in one.item.buckets)
        return html(unmarked([buckets])) + _list(shown)
    return _list(shown)


def _list(shown: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{html(unmarked([text]))}</li>' for text in shown)}</ul>" if shown else ""


def _reasons(one: Question) -> str:
    return _list(
        [f"{choice.text} {choice.reason}" for choice in one.choices if one.item.kind != "find" or choice.worth > 0]
    )
