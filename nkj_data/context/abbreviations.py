"""Abbreviations of the wider record, opened in the line where they come up first."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nkj_data.interface import wording

_CAPITALS = re.compile(r"\b[A-Z]{2,5}\b")


class Opened:
    """Opens each abbreviation where it comes up first, and leaves it alone from then on.

    >>> first = Opened()
    >>> first("The DPRK and the IAEA met."), first("The DPRK left.")
    ('The DPRK (North Korea) and the IAEA (International Atomic Energy Agency) met.', 'The DPRK left.')
    >>> Opened()("the International Atomic Energy Agency (IAEA)")
    'the International Atomic Energy Agency (IAEA)'
    """

    def __init__(self) -> None:
        self._meaning = dict(wording("abbreviations"))

    def __call__(self, text: str) -> str:
        """Return a text with what is new in it opened."""
        parts, at = [], 0
        for found in _CAPITALS.finditer(text):
            meaning = self._meaning.pop(found[0], None)
            parts.append(text[at : found.end()])
            at = found.end()
            told = text[found.start() - 1 : found.start()] == "(" or (meaning or "") in text
            if meaning and not told:
                parts.append(f" ({meaning})")
        return "".join([*parts, text[at:]])

    def all(self, texts: Iterable[str]) -> list[str]:
        """Return several texts, read one after the other."""
        return [self(text) for text in texts]
