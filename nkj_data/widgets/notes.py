"""A place to write, for the learner alone: labelled boxes whose texts are kept and found again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import traitlets as t

from nkj_data.errors import ArgumentError
from nkj_data.interface import wording
from nkj_data.record import Record
from nkj_data.widgets.assets import module, styles
from nkj_data.widgets.options import no_option, worded
from nkj_data.widgets.saving import SAVING, Saving

NOTING: Mapping[str, str] = {**SAVING, **wording("notes")}
"""What a place to write says to people, by name."""

LABEL_SIGNS = 200  # a longer name within an answer would be cut by the record
_ID = re.compile(r"[0-9]{2}-[a-z]+(-[a-z0-9]+)*")
ID_SIGNS = 60


class Notes(Saving):
    """A place to write: a text box for each label, for the learner alone; nobody scores it.

    What is written is kept as a draft in the learner's record under the note's id, a text for each label. Two
    cells with one id show the same texts under the same labels, and each may have labels of its own.

    Parameters
    ----------
    note_id : str
        What the note is called in the record: two digits, a hyphen and words, such as ``"03-warm-up"``.
    *labels : str
        What stands above each box; without any, one box with a label of ours.
    record : Record, optional
        Where the texts go; without it, into the record of the lessons.
    strings : mapping, optional
        Other words for the interface; see ``NOTING``.

    Attributes
    ----------
    item : str
        The note's id.
    labels : list of str
        The labels, in order; empty for the one box with our label.

    Raises
    ------
    ArgumentError
        No id or a bad one, a label that is no text, two labels alike, or an option that does not exist.
    UnknownNameError
        ``strings`` names a word that is not used here; the nearest is suggested.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> from nkj_data.record import Record
    >>> Notes("03-warm-up", "Need", "Hope", record=Record(mkdtemp()))
    <Notes '03-warm-up': Need, Hope>
    """

    _esm: ClassVar[str] = module("notes")
    _css: ClassVar[str] = styles("notes")

    item = t.Unicode(read_only=True).tag(sync=True)
    labels: t.List[Any] = t.List(read_only=True).tag(sync=True)

    def __init__(
        self,
        note_id: str = "",
        *labels: str,
        record: Record | None = None,
        strings: Mapping[str, str] | None = None,
        **unknown: object,
    ) -> None:
        no_option("Notes", unknown, ("record", "strings"))
        self.set_trait("item", _named(note_id))
        self.set_trait("labels", _labelled(labels))
        super().__init__(strings=worded(NOTING, strings, "a place to write"), record=record)

    def __repr__(self) -> str:
        return f"<Notes {self.item!r}{': ' if self.labels else ''}{', '.join(self.labels)}>"


def _named(note_id: object) -> str:
    if isinstance(note_id, str) and len(note_id) <= ID_SIGNS and _ID.fullmatch(note_id):
        return note_id
    asked = f", not {note_id!r}" if note_id != "" else ""
    raise ArgumentError(
        "Notes() first takes the name under which the note is kept: two digits, a hyphen and words in small "
        f"letters, such as '03-warm-up'{asked}. The labels of its boxes follow."
    )


def _labelled(labels: Sequence[object]) -> list[str]:
    found: dict[str, str] = {}
    for label in labels:
        text = " ".join(label.split()) if isinstance(label, str) else ""
        if not text:
            raise ArgumentError(f"A label of Notes() is a text such as 'Need', not {label!r}.")
        if len(text) > LABEL_SIGNS:
            raise ArgumentError(
                f"A label of Notes() has at most {LABEL_SIGNS} signs; {text[:30] + '…'!r} has {len(text)}."
            )
        if text.casefold() in found:
            raise ArgumentError(f"Two labels of Notes() are alike: {text!r}. Give each box a label of its own.")
        found[text.casefold()] = text
    return list(found.values())
