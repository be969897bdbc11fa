"""Written answers with quotations that are checked, and the evidence basket that feeds them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import pandas as pd
import traitlets as t

from nkj_data.document import tables
from nkj_data.errors import ArgumentError
from nkj_data.interface import wording
from nkj_data.items import as_page, item
from nkj_data.record import Record
from nkj_data.texts import limits, quotations
from nkj_data.widgets.assets import module, styles
from nkj_data.widgets.options import no_option, worded
from nkj_data.widgets.reader import Reader
from nkj_data.widgets.saving import SAVING, Saving

_KEPT: Mapping[str, str] = {**SAVING, **wording("basket_list"), **wording("basket_offer")}

COLLECTING: Mapping[str, str] = {**_KEPT, **wording("basket")}
"""What the basket says to people, by name."""

WRITING: Mapping[str, str] = {**_KEPT, **wording("writer")}
"""What a written answer says to people, by name."""


def rows_to_quote() -> list[list[Any]]:
    """Return the sentences, each with the words that no omission may swallow unseen."""
    frame, limited = tables.sentences(), limits()
    rows = zip(frame["sentence_id"], frame["paragraph"], frame["quote"], strict=True)
    return [[name, int(paragraph), text, limited[name]] for name, paragraph, text in rows]


class Writer(Saving):
    """A written answer: every quotation is looked up in the passage, and its writer weighs it by a rubric.

    The text is kept while it is written. The rubric and three examples open when it is handed in; the learner's
    own levels go into the record with it.

    Parameters
    ----------
    item_id : str
        A question of the kind ``write``, such as ``"q03-11"``.
    record : Record, optional
        Where answers go; without it, into the record of the lessons.
    strings : mapping, optional
        Other words for the interface; see ``WRITING``.

    Attributes
    ----------
    item : dict
        The question, its rubric and its examples.

    Raises
    ------
    UnknownNameError
        There is no such item; the nearest is suggested.
    ArgumentError
        An item of another kind, or an option that does not exist.
    """

    _esm: ClassVar[str] = module("writer")
    _css: ClassVar[str] = styles("quiz", "writer")

    item = t.Dict(read_only=True).tag(sync=True)
    passage: t.List[Any] = t.List(read_only=True).tag(sync=True)

    def __init__(
        self,
        item_id: str,
        *,
        record: Record | None = None,
        strings: Mapping[str, str] | None = None,
        **unknown: object,
    ) -> None:
        no_option("Writer", unknown, ("record", "strings"))
        asked = item(item_id)
        if asked.kind != "write":
            raise ArgumentError(
                f"Writer() shows written answers; {item_id} is of the kind {asked.kind}. Use Quiz for it."
            )
        self.set_trait("item", as_page(asked))
        self.set_trait("passage", rows_to_quote())
        super().__init__(strings=worded(WRITING, strings, "a written answer"), record=record)

    def _heard(self, widget: object, content: object, buffers: object = None) -> None:
        text = content.get("text") if isinstance(content, Mapping) else None
        if isinstance(content, Mapping) and content.get("type") == "quotations" and isinstance(text, str):
            found = [one for one in quotations(text) if one.stands == "no"]
            self.send({"type": "quotations", "nearest": [[one.words, one.says] for one in found]})
            return
        super()._heard(widget, content, buffers)

    def __repr__(self) -> str:
        return f"<Writer of {self.item['id']}>"


class Basket(Saving):
    """The evidence basket: rows and sentences that a learner puts aside, with a note, for the argument at the end.

    Parameters
    ----------
    *frames : DataFrame
        Document tables whose rows are offered, before the fourteen sentences.
    record : Record, optional
        Where the basket is kept; without it, in the record of the lessons.
    strings : mapping, optional
        Other words for the interface; see ``COLLECTING``.

    Attributes
    ----------
    offers : list of dict
        What can be put into the basket.

    Raises
    ------
    ArgumentError
        A frame that is no document table, or an option that does not exist.
    """

    _esm: ClassVar[str] = module("basket")
    _css: ClassVar[str] = styles("quiz", "writer")

    offers: t.List[Any] = t.List(read_only=True).tag(sync=True)

    def __init__(
        self,
        *frames: pd.DataFrame,
        record: Record | None = None,
        strings: Mapping[str, str] | None = None,
        **unknown: object,
    ) -> None:
        no_option("Basket", unknown, ("record", "strings"))
        rows = Reader(*frames).rows if frames else []
        offers = [{name: row[name] for name in ("id", "label", "group", "quote", "sentence")} for row in rows]
        for name, _, text, _ in rows_to_quote():
            offers.append(
                {"id": name, "label": f"{name} {text}", "group": "sentences", "quote": text, "sentence": name}
            )
        self.set_trait("offers", offers)
        super().__init__(strings=worded(COLLECTING, strings, "the basket"), record=record)

    def __repr__(self) -> str:
        return f"<Basket with {len(self.basket)} pieces>"
