"""The text to read: the passage, its plainer version beside it, and hard words explained where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

import anywidget
import pandas as pd
import traitlets as t

from nkj_data.document import tables
from nkj_data.document.passage import passage
from nkj_data.errors import ArgumentError, UnknownNameError
from nkj_data.interface import wording
from nkj_data.items import own_words
from nkj_data.texts import adapted
from nkj_data.widgets.assets import module, styles
from nkj_data.widgets.options import no_option, worded

WAYS = ("original", "adapted", "both")

STRINGS: Mapping[str, str] = wording("text")
"""What the widget says to people, by name; a translation hands over its own."""

OPTIONS = ("show", "strings")


class Text(anywidget.AnyWidget):
    """The passage to read, as original, adapted or both, with hard words explained on the spot.

    The adapted text is this package's own and marked so. Everything runs in the page, with or without a kernel.

    Parameters
    ----------
    *sentence_ids : str
        ``"S07", "S08"``: only these are shown at first, and one button shows the whole passage with them
        marked. Without any, the whole passage.
    show : str
        ``"original"``, ``"adapted"`` or ``"both"``. What a person chose last in this browser comes before
        ``"original"``.
    strings : mapping, optional
        Other words for the interface; see ``STRINGS``.

    Attributes
    ----------
    show : str
        How the text is shown. Can be set, and follows what is chosen in the page.
    sentences : list
        Sentence, paragraph, its words cut at the hard ones with their places in ``terms`` (-1 is none), the
        adapted text, and whether it was asked for.
    terms : list of dict
        The glossary: term, definition, note.
    strings : dict
        The words of the interface.
    source : str
        Where the passage comes from.

    Raises
    ------
    ArgumentError
        A sentence id that is no text, or an option that does not exist.
    UnknownNameError
        There is no such sentence, way to show the text, or word of the interface; the nearest is suggested.

    Examples
    --------
    >>> Text("S07", "S08", show="both")
    <Text of S07, S08, show 'both'>
    """

    _esm: ClassVar[str] = module("text")
    _css: ClassVar[str] = styles("text")

    sentences: t.List[Any] = t.List(read_only=True).tag(sync=True)
    terms: t.List[Any] = t.List(read_only=True).tag(sync=True)
    strings = t.Dict(read_only=True).tag(sync=True)
    source = t.Unicode(read_only=True).tag(sync=True)
    show = t.Unicode("original").tag(sync=True)

    def __init__(
        self,
        *sentence_ids: str,
        show: str = "original",
        strings: Mapping[str, str] | None = None,
        **unknown: object,
    ) -> None:
        no_option("Text", unknown, OPTIONS)
        frame = tables.sentences()
        known = frame["sentence_id"].tolist()
        for sentence_id in sentence_ids:
            if not isinstance(sentence_id, str):
                raise ArgumentError(f"Text() takes sentence ids such as 'S07', not {type(sentence_id).__name__}.")
            if sentence_id not in known:
                raise UnknownNameError("sentence", sentence_id, known)
        glossary = explained()
        plainer = {sentence.sentence_id: sentence.text for sentence in adapted()}
        self.set_trait(
            "sentences",
            [
                [
                    *(row["sentence_id"], row["paragraph"], hard_words(row["quote"], glossary["term"])),
                    *(plainer.get(row["sentence_id"], ""), row["sentence_id"] in (sentence_ids or known)),
                ]
                for row in frame.to_dict("records")
            ],
        )
        self.set_trait("terms", glossary.to_dict("records"))
        self.set_trait("strings", worded(STRINGS, strings, "the text"))
        self.set_trait("source", passage().page["source_line"])
        super().__init__(show=show)

    @t.validate("show")
    def _way(self, proposal: Mapping[str, Any]) -> str:
        value: str = proposal["value"]
        if value not in WAYS:
            raise UnknownNameError("way to show the text", value, WAYS)
        return value

    def __repr__(self) -> str:
        asked = [name for name, *_, chosen in self.sentences if chosen]
        part = "the whole passage" if len(asked) == len(self.sentences) else ", ".join(asked)
        return f"<Text of {part}, show {self.show!r}>"


def explained() -> pd.DataFrame:
    """Return the hard words with what they mean: those of the glossary, and those that a teacher has added."""
    told = tables.glossary()[["term", "definition", "note"]].astype(object)
    own = pd.DataFrame([(*word, "") for word in own_words()], columns=list(told.columns), dtype=object)
    return pd.concat([told.where(told.notna(), ""), own], ignore_index=True)


def hard_words(sentence: str, terms: Iterable[str]) -> list[tuple[str, int]]:
    """Return a sentence cut at the terms in it: words, and the place of their term or -1.

    Examples
    --------
    >>> hard_words("It gave safe haven to spies.", ["spy", "safe haven"])
    [('It gave ', -1), ('safe haven', 1), (' to spies.', -1)]
    """
    found: dict[int, tuple[int, int]] = {}
    for place, term in enumerate(terms):
        for match in _forms(term).finditer(sentence):
            found[match.start()] = (match.end(), place)
    parts, at = [], 0
    for start, (end, place) in sorted(found.items()):
        if start > at:
            parts.append((sentence[at:start], -1))
        parts.append((sentence[start:end], place))
        at = end
    return [*parts, (sentence[at:], -1)] if at < len(sentence) else parts


def _forms(term: str) -> re.Pattern[str]:
    """Return what finds a term in the forms it may take: residents, migrated, deterring, minimizing."""
    word, last = re.escape(term), re.escape(term[-1])
    dropped = f"|{re.escape(term[:-1])}ing" if last == "e" else ""
    return re.compile(rf"\b(?:{word}(?:s|d|{last}?(?:ed|ing))?{dropped})\b", re.IGNORECASE)
