"""Find the quotations in a learner's text, and say for each whether it stands in the passage."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from nkj_data.document import tables
from nkj_data.errors import ArgumentError

__all__ = ["Quotation", "quotations"]

LONGEST = 20_000  # signs of a text that are looked at
MOST = 100  # quotations that are looked at
_CURLY = re.compile(r"“([^“”]*)”")
_STRAIGHT = re.compile(r'"([^"“”\n]*)"')
_LEFT_OUT = re.compile(r"\s*(?:\[\s*)?(?:…|\.\s?\.\s?\.)(?:\s*\])?\s*")
_WORD = re.compile(r"[\w'’-]+")
_ONE_MARK = {ord(mark): "'" for mark in '‘’‚‛“”„‟`´"'}


def _spacing(text: str) -> str:
    return re.sub(r"\s*-\s*", "-", " ".join(text.split()))


def _marks(text: str) -> str:
    # All to one sign: inside a quotation, double marks properly become single ones.
    return text.translate(_ONE_MARK)


def _ends(text: str) -> str:
    return text.rstrip(" .,;:!?")


_SMALL: dict[str, Callable[[str], str]] = {
    "capital letters": str.lower,
    "quotation marks or apostrophes": _marks,
    "spacing": _spacing,
    "the sign at the end": _ends,
}


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation of a text.

    Attributes
    ----------
    words : str
        What stands between the marks.
    start, end : int, characters
        Where it stands in the learner's text, marks included (half-open).
    stands : str
        ``exact``, ``nearly`` (only small signs differ) or ``no``.
    differs : tuple of str
        For ``nearly``: what differs.
    sentence_ids : tuple of str
        Where it stands; for ``no``, the sentence that comes nearest, if any does.
    nearest : str
        For ``no``: the words of the passage that come nearest.
    says : str
        One line in plain words.
    """

    words: str
    start: int
    end: int
    stands: str
    differs: tuple[str, ...]
    sentence_ids: tuple[str, ...]
    nearest: str
    says: str

    def as_page(self) -> dict[str, Any]:
        """Return it as plain lists, texts and numbers."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return {**values, "differs": list(self.differs), "sentence_ids": list(self.sentence_ids)}


def quotations(text: str) -> tuple[Quotation, ...]:
    """Return every quotation in a learner's text, and whether it stands in the passage.

    Quotations stand between “ and ”, or between two straight marks in one line. Words left out may be marked by
    ``…``, ``...`` or ``[...]``; what stands around them must then follow each other in one sentence.

    Raises
    ------
    ArgumentError
        ``text`` is no text.

    Examples
    --------
    >>> for found in quotations('It says "appear to be a quest" and “appears to be”.'):
    ...     print(found.says)
    “appear to be a quest” stands in S08.
    “appears to be” does not stand in the passage. Nearest, in S08: “appear to be”.
    """
    if not isinstance(text, str):
        raise ArgumentError(f"quotations() takes a text, not {type(text).__name__}.")
    frame = tables.sentences()
    sentences = dict(zip(frame["sentence_id"], frame["quote"], strict=True))
    return tuple(_judge(words, start, end, sentences) for words, start, end in _found(text[:LONGEST]))


def _found(text: str) -> Iterator[tuple[str, int, int]]:
    spans = [(match.start(), match.end(), match[1]) for match in _CURLY.finditer(text)]
    free = list(text)
    for start, end, _ in spans:
        free[start:end] = "\n" * (end - start)  # a straight mark inside a quotation opens none
    spans.extend((match.start(), match.end(), match[1]) for match in _STRAIGHT.finditer("".join(free)))
    kept = [(words, start, end) for start, end, words in sorted(spans) if _WORD.search(words)]
    yield from kept[:MOST]


def _judge(words: str, start: int, end: int, sentences: dict[str, str]) -> Quotation:
    shown = words if len(words) <= 200 else words[:200] + "…"
    if exact := _places(words, sentences, ()):
        says = f"“{shown}” stands in {_and(exact)}."
        return Quotation(words, start, end, "exact", (), exact, "", says)
    if nearly := _places(words, sentences, tuple(_SMALL)):
        differs = tuple(
            name for name in _SMALL if not _places(words, sentences, tuple(n for n in _SMALL if n != name))
        ) or ("small signs",)
        says = f"“{shown}” stands in {_and(nearly)}, but for {_and(differs)}."
        return Quotation(words, start, end, "nearly", differs, nearly, "", says)
    where, nearest = _nearest(words, sentences)
    says = f"“{shown}” does not stand in the passage."
    says += f" Nearest, in {where}: “{nearest}”." if where else " Nothing in it comes near."
    return Quotation(words, start, end, "no", (), (where,) if where else (), nearest, says)


def _places(words: str, sentences: dict[str, str], leave: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sentences in which the words stand, when the differences in ``leave`` do not count."""
    parts = [part for part in _LEFT_OUT.split(words) if part]
    for name in leave:
        parts = [_SMALL[name](part) for part in parts]
    parts = [part for part in parts if part]
    found = []
    for sentence_id, sentence in sentences.items():
        for name in leave:
            sentence = _SMALL[name](sentence)
        if parts and _in_turn(parts, sentence):
            found.append(sentence_id)
    return tuple(found)


def _in_turn(parts: list[str], sentence: str) -> bool:
    at = 0
    for part in parts:
        at = _find(part, sentence, at)
        if at < 0:
            return False
        at += len(part)
    return True


def _find(part: str, sentence: str, at: int) -> int:
    """Return where ``part`` stands as whole words, from ``at`` on, or -1."""
    while (at := sentence.find(part, at)) >= 0:
        edges = (sentence[max(0, at - 1) : at + 1], sentence[at + len(part) - 1 : at + len(part) + 1])
        if not any(len(pair) == 2 and pair.isalnum() for pair in edges):
            return at
        at += 1
    return -1


def _nearest(words: str, sentences: dict[str, str]) -> tuple[str, str]:
    """Return the sentence that shares most with the words, and its stretch that does."""
    mine = [_marks(word).lower() for word in _WORD.findall(words)][:60]
    best: tuple[float, str, str] = (0.0, "", "")
    for sentence_id, sentence in sentences.items():
        theirs = list(_WORD.finditer(sentence))
        forms = [_marks(word[0]).lower() for word in theirs]
        matcher = SequenceMatcher(None, [_form(word, forms) for word in mine], forms, autojunk=False)
        blocks = [block for block in matcher.get_matching_blocks() if block.size]
        blocks = _compact(blocks, len(mine))
        shared = sum(block.size for block in blocks)
        # One common word such as "the" is no nearness.
        letters = sum(len(mine[i]) for block in blocks for i in range(block.a, block.a + block.size))
        score = shared / len(mine)
        if score > best[0] and letters >= 4 and score >= 0.4:
            first, last = theirs[blocks[0].b], theirs[blocks[-1].b + blocks[-1].size - 1]
            best = (score, sentence_id, sentence[first.start() : last.end()])
    return best[1], best[2]


def _form(word: str, forms: list[str]) -> str:
    """Return the form of a word that the sentence has, so that ``appears`` meets ``appear``."""
    if word in forms or len(word) < 5:
        return word
    return next((form for form in forms if len(form) >= 5 and form[:5] == word[:5]), word)


def _compact(blocks: list[Any], size: int) -> list[Any]:
    """Return the run of blocks that lie close together in the sentence and share most words."""
    runs: list[list[Any]] = [[block] for block in blocks[:1]]
    for before, block in pairwise(blocks):
        if block.b - (before.b + before.size) <= max(3, size):
            runs[-1].append(block)
        else:
            runs.append([block])
    return max(runs, key=lambda run: sum(block.size for block in run), default=[])


def _and(names: tuple[str, ...]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
