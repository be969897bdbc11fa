"""Questions with feedback that quotes the passage, and answers that stay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

import traitlets as t

from nkj_data.document import tables
from nkj_data.errors import ArgumentError
from nkj_data.interface import wording
from nkj_data.items import STRINGS as SCORING
from nkj_data.items import as_page, check_items, item
from nkj_data.items.model import Item
from nkj_data.record import Record
from nkj_data.widgets.assets import module, styles
from nkj_data.widgets.options import no_option, worded
from nkj_data.widgets.saving import SAVING, Saving

STRINGS: Mapping[str, str] = {**SAVING, **wording("basket_offer"), **wording("quiz")}
"""What questions say to people, by name; a translation hands over its own."""


class Quiz(Saving):
    """Questions of the bank, one below the other: answer, check, read why, try again.

    An answer is scored in the page, at once, also without a kernel, and goes into the learner's record. Opened
    again, the page shows the last answer. The key is no secret: this is learning, and no examination.

    Parameters
    ----------
    *item_ids : str
        Such as ``"q03-01"``; ``nkj.items.items()`` lists them. Written answers have a widget of their own,
        ``Writer``.
    record : Record, optional
        Where answers go; without it, into the record of the lessons.
    strings : mapping, optional
        Other words for the interface; see ``STRINGS``.

    Attributes
    ----------
    items : list of dict
        The questions, with key and reasons.
    note : str
        A line below them all.

    Raises
    ------
    UnknownNameError
        There is no such item; the nearest is suggested.
    ArgumentError
        No item, an item that this widget does not show, or an option that does not exist.
    """

    _esm: ClassVar[str] = module("quiz")
    _css: ClassVar[str] = styles("quiz")
    _takes: ClassVar[tuple[str, ...]] = ("single", "multiple", "verdict", "find", "sort", "order")

    items: t.List[Any] = t.List(read_only=True).tag(sync=True)
    scoring = t.Dict(read_only=True).tag(sync=True)
    passage: t.List[Any] = t.List(read_only=True).tag(sync=True)
    quiet = t.Bool(False, read_only=True).tag(sync=True)
    note = t.Unicode(read_only=True).tag(sync=True)

    def __init__(
        self,
        *item_ids: str,
        record: Record | None = None,
        strings: Mapping[str, str] | None = None,
        **unknown: object,
    ) -> None:
        no_option(type(self).__name__, unknown, ("record", "strings"))
        if not item_ids:
            raise ArgumentError(f"{type(self).__name__}() takes the ids of questions such as 'q03-01'.")
        self._ask(tuple(item(name) for name in item_ids), record=record, strings=strings)

    def _ask(
        self,
        items: Iterable[Item],
        *,
        phase: str = "lesson",
        record: Record | None = None,
        strings: Mapping[str, str] | None = None,
    ) -> None:
        asked = tuple(items)
        name = type(self).__name__
        for one in asked:
            if one.kind not in self._takes:
                kinds = ", ".join(self._takes)
                more = " Use Writer for it." if one.kind == "write" else ""
                raise ArgumentError(f"{name}() shows {kinds}; {one.item_id} is of the kind {one.kind}.{more}")
        self.set_trait("items", [as_page(one) for one in asked])
        self.set_trait("scoring", dict(SCORING))
        frame = tables.sentences()
        rows = zip(frame["sentence_id"], frame["paragraph"], frame["quote"], strict=True)
        self.set_trait("passage", [[name, int(paragraph), text] for name, paragraph, text in rows])
        super().__init__(strings=worded(STRINGS, strings, "questions"), phase=phase, record=record)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {', '.join(one['id'] for one in self.items) or 'nothing'}>"


class Sorter(Quiz):
    """Questions of the kind ``sort``: cards into buckets. As ``Quiz``."""

    _takes = ("sort",)


class Sequencer(Quiz):
    """Questions of the kind ``order``: steps into an order. As ``Quiz``."""

    _takes = ("order",)


class BeforeAfter(Quiz):
    """The check at the start and at the end of the series: the same questions both times, for the learner only.

    Parameters
    ----------
    phase : str
        ``"before"`` (answers are noted, and not explained) or ``"after"`` (with feedback, and what has grown).
    record, strings
        As ``Quiz`` takes them.
    """

    def __init__(
        self,
        phase: str = "before",
        *,
        record: Record | None = None,
        strings: Mapping[str, str] | None = None,
        **unknown: object,
    ) -> None:
        no_option("BeforeAfter", unknown, ("record", "strings"))
        if phase not in ("before", "after"):
            raise ArgumentError(f"BeforeAfter() takes 'before' or 'after', not {phase!r}.")
        self.set_trait("quiet", phase == "before")
        self._ask(check_items(), phase=phase, record=record, strings=strings)

    def _follow(self) -> None:
        super()._follow()
        self.set_trait("note", self._record.growth().says)


class Review(Quiz):
    """The questions missed earlier that are due for another look; see ``nkj.record.review_deck``.

    Parameters
    ----------
    most : int
        How many at once.
    record, strings
        As ``Quiz`` takes them.
    """

    def __init__(
        self,
        *,
        most: int = 5,
        record: Record | None = None,
        strings: Mapping[str, str] | None = None,
        **unknown: object,
    ) -> None:
        no_option("Review", unknown, ("most", "record", "strings"))
        if not isinstance(most, int) or isinstance(most, bool) or most < 1:
            raise ArgumentError(f"Review() takes a whole number from 1 for most, not {most!r}.")
        self._most = most
        from nkj_data.record import my_record

        deck = (record or my_record()).review()
        due = [item(card.item_id) for card in deck]
        due = [one for one in due if one.kind in self._takes]
        self._left = len(due)
        self._ask(due[:most], phase="review", record=record, strings=strings)

    def _states(self) -> dict[str, Any]:
        """Begin each card afresh: what was answered in the lesson would give it away."""
        return {}

    def _follow(self) -> None:
        super()._follow()
        more = self._left - len(self.items)
        says = "Nothing is due. Questions you miss in the lessons come back here, after a while."
        if self.items:
            says = f"{more} more wait after these: run the cell again." if more else "These are all, for today."
        self.set_trait("note", says)
