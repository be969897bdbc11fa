"""The coding board: the learner codes sentences, and sees how far that agrees with our coding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import traitlets as t

from nkj_data.coding import CodingAgreement, coding_agreement, our_coding
from nkj_data.coding.ours import CodedSentence, aspects
from nkj_data.document import tables
from nkj_data.errors import UnknownNameError
from nkj_data.interface import wording
from nkj_data.record import Record
from nkj_data.widgets.assets import module, styles
from nkj_data.widgets.options import no_option, worded
from nkj_data.widgets.pane import WORD
from nkj_data.widgets.saving import SAVING, Saving

STRINGS: Mapping[str, str] = {**SAVING, **wording("coding_board")}
"""What the board says to people, by name; a translation hands over its own."""


class CodingBoard(Saving):
    """Sentences for the learner to code: what they are about, who speaks, how sure, and which words carry it.

    Compared with our coding, the page says how many labels are the same, gives our reason for each sentence, and
    asks for a reason where the two differ; percent and Cohen's kappa are folded away below. It works without a
    kernel. What is done goes into the learner's record, under one name for each set of sentences, and is there
    again when the lesson is opened.

    Parameters
    ----------
    *sentence_ids : str
        Such as ``"S08"``; without any, all fourteen. They are shown in the order of the passage.
    record : Record, optional
        Where the coding goes; without it, into the record of the lessons.
    strings : mapping, optional
        Other words for the interface; see ``STRINGS``.

    Attributes
    ----------
    item : str
        The name of this work in the record: ``board-01`` for the whole passage, else with the sentences.
    sentences : list of dict
        The sentences, cut into words.
    aspects : list of dict
        What is coded, and the labels to choose from.
    ours : list of dict
        Our coding, with reasons, what is arguable, and the numbers of the words that carry it.

    Raises
    ------
    UnknownNameError
        There is no such sentence, or no such string.
    ArgumentError
        An option that does not exist, or a ``record`` that is none.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> from nkj_data.record import Record
    >>> board = CodingBoard("S08", "S03", record=Record(mkdtemp()))
    >>> board.item
    'board-S03-S08'
    >>> print(board.agreement)
    topic: nothing coded yet.
    voice: nothing coded yet.
    certainty: nothing coded yet.
    """

    _esm: ClassVar[str] = module("coding_board")
    _css: ClassVar[str] = styles("quiz", "coding_board")

    item = t.Unicode(read_only=True).tag(sync=True)
    sentences: t.List[Any] = t.List(read_only=True).tag(sync=True)
    aspects: t.List[Any] = t.List(read_only=True).tag(sync=True)
    ours: t.List[Any] = t.List(read_only=True).tag(sync=True)

    def __init__(
        self,
        *sentence_ids: str,
        record: Record | None = None,
        strings: Mapping[str, str] | None = None,
        **unknown: object,
    ) -> None:
        no_option("CodingBoard", unknown, ("record", "strings"))
        rows = tables.sentences().to_dict("records")
        known = [row["sentence_id"] for row in rows]
        for name in sentence_ids:
            if name not in known:
                raise UnknownNameError("sentence", name, known)
        shown = [row for row in rows if not sentence_ids or row["sentence_id"] in sentence_ids]
        names = [row["sentence_id"] for row in shown]
        self._ours = tuple(coded for coded in our_coding() if coded.sentence_id in names)
        self.set_trait("item", "board-01" if names == known else "-".join(["board", *names]))
        self.set_trait(
            "sentences",
            [
                {"id": row["sentence_id"], "paragraph": int(row["paragraph"]), "pieces": _pieces(row["quote"])}
                for row in shown
            ],
        )
        self.set_trait(
            "aspects",
            [{"id": name, "labels": [list(pair) for pair in labels.items()]} for name, labels in aspects().items()],
        )
        texts = {row["sentence_id"]: row["quote"] for row in shown}
        self.set_trait(
            "ours",
            [{**coded.as_page(), "carrying": _carrying(coded, texts[coded.sentence_id])} for coded in self._ours],
        )
        super().__init__(strings=worded(STRINGS, strings, "the coding board"), record=record)

    @property
    def agreement(self) -> CodingAgreement:
        """How far what the record holds of this board agrees with our coding."""
        state = self._record.state().get(self.item)
        kept = (state.draft or state.last_answer or {}) if state else {}
        coded = kept.get("sentences")
        ours = [one.sentence_id for one in self._ours]
        both = {name: coded[name] for name in coded if name in ours} if isinstance(coded, Mapping) else {}
        return coding_agreement(both, self._ours)

    def __repr__(self) -> str:
        return f"<CodingBoard of {', '.join(one['id'] for one in self.sentences)}>"


def _pieces(sentence: str) -> list[list[Any]]:
    """Return a sentence as its words and what stands between them."""
    pieces: list[list[Any]] = []
    at = 0
    for word in WORD.finditer(sentence):
        if between := sentence[at : word.start()]:
            pieces.append([between, False])
        pieces.append([word[0], True])
        at = word.end()
    return [*pieces, [sentence[at:], False]] if at < len(sentence) else pieces


def _carrying(coded: CodedSentence, sentence: str) -> list[int]:
    """Return the numbers of the words that carry our coding, counted from 0."""
    found: set[int] = set()
    for words in coded.words:
        start = sentence.index(words)
        spans = enumerate(WORD.finditer(sentence))
        found.update(number for number, word in spans if start <= word.start() < start + len(words))
    return sorted(found)
