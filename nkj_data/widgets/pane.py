"""What the passage's pane is made from; ``js/lib/pane.js`` builds it, in JupyterLab and on pages alike.

``nkj_data/labextension/passage.json`` is this content as a file, so that JupyterLab is served it without waiting
for pandas. A test holds the two together, and says how to write it anew.
"""

from __future__ import annotations

import itertools
import re
from typing import Any

from nkj_data.document import tables
from nkj_data.document.passage import passage
from nkj_data.texts import adapted
from nkj_data.widgets.text import explained, hard_words

WORD = re.compile(r"\w+(?:[-'’]\w+)*")
"""A word that can be picked; words are counted from 0 in each sentence."""


def pane_content() -> dict[str, Any]:
    """Return everything the pane shows, as plain values: no kernel is asked again.

    Returns
    -------
    dict
        ``sentences``: id, paragraph, parts, adapted text; a part is its text, the number of the word it belongs to
        and the place of its term in ``terms`` (-1 is none). ``terms``: term, definition, note. ``source``: where
        the passage comes from. The words of the interface are not in it: ``nkj_data.interface.wording("pane")``.
    """
    glossary = explained()
    plainer = {sentence.sentence_id: sentence.text for sentence in adapted()}
    return {
        "sentences": [
            [
                *(row["sentence_id"], int(row["paragraph"])),
                *(cut(row["quote"], list(glossary["term"])), plainer.get(row["sentence_id"], "")),
            ]
            for row in tables.sentences().to_dict("records")
        ],
        "terms": glossary.to_dict("records"),
        "source": passage().page["source_line"],
    }


def cut(sentence: str, terms: list[str]) -> list[tuple[str, int, int]]:
    """Return a sentence cut at its words and at the hard ones: text, number of the word, place of the term.

    Examples
    --------
    >>> cut("a safe haven.", ["safe haven"])
    [('a', 0, -1), (' ', -1, -1), ('safe', 1, 0), (' ', -1, 0), ('haven', 2, 0), ('.', -1, -1)]
    """
    words = [word.span() for word in WORD.finditer(sentence)]
    hard: list[tuple[int, int, int]] = []
    at = 0
    for text, place in hard_words(sentence, terms):
        hard.append((at, at + len(text), place))
        at += len(text)
    edges = sorted({edge for span in words for edge in span} | {edge for *span, _ in hard for edge in span})
    parts = []
    for start, end in itertools.pairwise(edges):
        number = next((at for at, (left, right) in enumerate(words) if left <= start < right), -1)
        term = next(place for left, right, place in hard if left <= start < right)
        parts.append((sentence[start:end], number, term))
    return parts
