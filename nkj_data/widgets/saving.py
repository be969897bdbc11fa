"""What widgets with answers share: lines from the page go into the learner's record, and the page is told."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import anywidget
import pandas as pd
import traitlets as t

from nkj_data.document.evidence import evidence
from nkj_data.errors import ArgumentError, UnknownNameError
from nkj_data.interface import wording
from nkj_data.items.bank import items
from nkj_data.record import Record, my_record
from nkj_data.record.journal import Basket, Saved

SAVING: Mapping[str, str] = wording("saving")
"""What every widget with answers says about saving, by name."""


class Saving(anywidget.AnyWidget):
    """A widget whose answers go into the learner's record; nothing the page sends raises.

    Attributes
    ----------
    place : str
        Names the record, so that what a browser keeps for it goes nowhere else.
    phase, widget : str
        What the lines of the record say of where they come from.
    states : dict
        Where the learner stands, by item.
    basket : list of dict
        The evidence put aside.
    unsaved : list of str
        Items with work that Python holds and could not write to disk yet.
    strings : dict
        The words of the interface.
    """

    place = t.Unicode(read_only=True).tag(sync=True)
    phase = t.Unicode("lesson", read_only=True).tag(sync=True)
    widget = t.Unicode(read_only=True).tag(sync=True)
    states = t.Dict(read_only=True).tag(sync=True)
    basket: t.List[Any] = t.List(read_only=True).tag(sync=True)
    unsaved: t.List[Any] = t.List(read_only=True).tag(sync=True)
    strings = t.Dict(read_only=True).tag(sync=True)

    def __init__(self, *, strings: Mapping[str, str], phase: str = "lesson", record: Record | None = None) -> None:
        if record is not None and not isinstance(record, Record):
            raise ArgumentError(f"record takes a nkj.record.Record, not {type(record).__name__}.")
        self._record = record if record is not None else my_record()
        self.set_trait("phase", phase)
        self.set_trait("widget", type(self).__name__)
        self.set_trait("strings", dict(strings))
        self._follow()
        super().__init__()
        self.on_msg(self._heard)

    def _follow(self) -> None:
        """Bring what the page knows of the record up to date."""
        record = self._record
        record.retry()
        self.set_trait("place", place_of(record))
        self.set_trait("unsaved", [entry.item for entry in record.unsaved])
        self.set_trait("states", {name: state.as_page() for name, state in self._states().items()})
        self.set_trait("basket", [_worded(piece) for piece in record.basket()])

    def _states(self) -> dict[str, Any]:
        return self._record.state(phase=self.phase)

    def _heard(self, _: object, content: object, __: object = None) -> None:
        if isinstance(content, Mapping) and content.get("type") == "follow":
            self._follow()
            return
        line = content.get("line") if isinstance(content, Mapping) else None
        if not isinstance(line, Mapping) or not isinstance(line.get("id"), str):
            return
        saved = keep(self._record, line)
        self._follow()
        answer = {**saved.as_page(), "type": "saved", "id": line["id"], "keep": saved.entry is not None}
        self.send(answer)


def place_of(record: Record) -> str:
    """Return what names a record, and its learner, in a browser."""
    key = f"{record.path}\n{record.learner}"
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _worded(piece: Basket) -> dict[str, str]:
    """Return a piece of evidence with the words it stands for: those chosen, or all of its row."""
    told = words_of(piece.of)
    return {**piece.as_page(), **told, "quote": piece.words or told["quote"]}


def words_of(name: str) -> dict[str, str]:
    """Return the words that a row or a sentence stands for, where they are, and how sure they are."""
    try:
        row = evidence(name).rows[0]
    except UnknownNameError:  # a row that an older version of the tables had
        return {"quote": "", "sentence": "", "surely": ""}
    hedge = row.get("hedge", "")
    surely = str(row.get("certainty", "")).capitalize() + (
        "" if pd.isna(hedge) or not hedge else f", by the words “{hedge}”"
    )
    return {"quote": row["quote"], "sentence": row["sentence_id"], "surely": surely}


def keep(record: Record, line: Mapping[Any, Any]) -> Saved:
    """Put what a page sent into a record. Nothing that stands in ``line`` raises."""

    def text(name: str, otherwise: str = "") -> str:
        value = line.get(name)
        return value if isinstance(value, str) else otherwise

    item, act, answer = text("item"), text("act"), line.get("answer")
    answer = answer if isinstance(answer, Mapping) else {}
    named: dict[str, Any] = {"widget": text("widget")[:60], "line_id": text("id"), "at": text("at") or None}
    phase = text("phase", "lesson")
    try:
        if act == "answer" and any(item == one.item_id for one in items()):
            return record.answer(item, answer, phase=phase, **named)[1]
        if act == "answer":
            return record.append(item, answer, outcome="written", phase=phase, **named)
        if act == "draft":
            return record.draft(item, answer, phase=phase, **named)
        if act == "evidence":
            return record.collect(item, answer.get("note", ""), words=answer.get("words", ""), **named)
        if act == "evidence removed":
            return record.discard(item, **named)
    except (ArgumentError, UnknownNameError) as error:
        return Saved(False, "", f"Not saved: {error}")
    return Saved(False, "", "Not saved: the page sent something that this version does not know.")
