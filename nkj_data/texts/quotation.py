"""Find the quotations in a learner's text, and say for each whether it is in the passage, and what it left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise
from typing import Any

from nkj_data.document import tables
from nkj_data.errors import ArgumentError
from nkj_data.texts.adapted_text import adapted

LONGEST = 20_000  # signs of a text that are looked at
MOST = 100  # quotations that are looked at
_LEFT_OUT = re.compile(r"\s*[\[(]?\s*(?:[…⋯]+|\.(?:\s?\.){2,3})\s*[\])]?\s*")
_WORD = re.compile(r"[\w'’-]+")
_SPACES = " \t\n\u00a0\u202f\u3000"

# What opens a quotation, and what may close it. Where two signs may, the first that comes does.
_CLOSED_BY = {
    "“": "”",
    "„": "“”",
    '"': '"',
    "«": "»",
    "»": "«",
    "‹": "›",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "〝": "〟〞",
    "＂": "＂",
    "”": "”",
}
# These open one even where nothing closes it; the others are then only a sign in the text.
_ALWAYS_OPEN = frozenset("“„«「『《〝")
# In English single marks hold quotations too, and words merely spoken about. They count where the words are found.
_SINGLE = re.compile(r"(?<!\w)(?:‘([^‘’\n]*(?:’\w[^‘’\n]*)*)’|'([^'\n]*(?:\w'\w[^'\n]*)*)')(?!\w)")

_ONE_MARK = dict.fromkeys(map(ord, '‘’‚‛“”„‟`´ʼ′″«»‹›「」『』《》〈〉〝〟〞＂＇"'), "'")
_ONE_HYPHEN = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")

UNCLOSED = "unclosed quotation mark"

# Words that no omission may swallow unseen, beside the hedges of the claims and what the adapted text must keep.
_SCOPE = (
    "mainly especially many much potential elements severe serious several quickly significant any primary first "
    "popular closer both some most all only"
)
_ATTRIBUTION = "insists demanded demands says said allegedly appear appears according claims"
_NEGATION = "no not never nor neither none without yet refusal refuse refused inability prevented"
# Words that begin a clause of its own: what is before and what is after them is said of different things.
_CLAUSES = "which who whom whose that because but while when whereas although though since until as"
_WATCHED = tuple(f"{_SCOPE} {_ATTRIBUTION} {_NEGATION} {_CLAUSES}".split())


def _invisible(text: str) -> str:
    return _INVISIBLE.sub("", text)


def _hyphens(text: str) -> str:
    return text.translate(_ONE_HYPHEN)


def _spacing(text: str) -> str:
    return re.sub(r"\s*-\s*", "-", " ".join(text.split()))


def _marks(text: str) -> str:
    # All to one sign: inside a quotation, double marks properly become single ones.
    return text.translate(_ONE_MARK)


def _ends(text: str) -> str:
    return text.rstrip(" .,;:!?")


_SMALL: dict[str, Callable[[str], str]] = {
    "invisible characters": _invisible,
    "capital letters": str.lower,
    "quotation marks or apostrophes": _marks,
    "hyphens or dashes": _hyphens,
    "spacing": _spacing,
    "the sign at the end": _ends,
}


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation of a text.

    Attributes
    ----------
    words : str
        What is between the marks.
    start, end : int, characters
        Where it is in the learner's text, marks included (half-open).
    stands : str
        ``exact``, ``nearly`` (only small signs differ) or ``no``. None of them says that a quotation is fair.
    differs : tuple of str
        For ``nearly``: what differs; for ``no``: that no mark closes it, if that is so.
    left_out : tuple of str
        What an omission left out though it limits, doubts, denies or attributes, or begins a clause of its own.
    sentence_ids : tuple of str
        Where it is; for ``no``, the sentence that comes nearest, if any does.
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
    left_out: tuple[str, ...]
    sentence_ids: tuple[str, ...]
    nearest: str
    says: str

    def as_page(self) -> dict[str, Any]:
        """Return it as plain lists, texts and numbers."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def quotations(text: str) -> tuple[Quotation, ...]:
    """Return every quotation in a learner's text, and whether it is in the passage.

    Quotations are between the marks of any language (“ ”, „ “, « », 「 」, 《 》, straight ones in one line);
    between single marks only where the words are found. Words left out may be marked by ``…``, ``...`` or ``[…]``;
    what is around them must then follow each other in one sentence. A letter in square brackets changed its case.

    Raises
    ------
    ArgumentError
        ``text`` is no text.

    Examples
    --------
    >>> for found in quotations('It says "appear to be a quest" and “appears to be”.'):
    ...     print(found.says)
    “appear to be a quest” is in S08, word for word.
    “appears to be” is not in the passage. Nearest, in S08: “appear to be”.
    >>> print(quotations("“had yet to produce any … progress”")[0].says)
    “had yet to produce any … progress” is in S14, word for word. But look at what was left out: “significant”.
    """
    if not isinstance(text, str):
        raise ArgumentError(f"quotations() takes a text, not {type(text).__name__}.")
    sentences = _sentences()
    found = [_judge(span, sentences) for span in _found(text[:LONGEST])]
    return tuple(one for one in found if one is not None)[:MOST]


@cache
def limits() -> dict[str, list[str]]:
    """Return, for each sentence, its words that no omission may swallow unseen; a page looks for the same."""
    kept: dict[str, set[str]] = {name: set() for name in _sentences()}
    claims = tables.claims()
    for row in claims[claims["hedge"].notna()].itertuples():
        kept[str(row.sentence_id)].add(str(row.hedge).lower())
    for plainer in adapted():
        kept[plainer.sentence_id].update(phrase.lower() for phrase in plainer.keeps)
    for name, sentence in _sentences().items():
        kept[name].update(word for word in _WATCHED if _find(word, sentence.lower(), 0) >= 0)
    return {name: sorted(phrases) for name, phrases in kept.items()}


@cache
def _sentences() -> dict[str, str]:
    frame = tables.sentences()
    return dict(zip(frame["sentence_id"], frame["quote"], strict=True))


@dataclass(frozen=True, slots=True)
class _Span:
    """Words between marks, and where; ``how`` is empty, ``single`` or ``unclosed``."""

    words: str
    start: int
    end: int
    how: str = ""


def _found(text: str) -> list[_Span]:
    spans: list[_Span] = []
    free = list(text)
    at = 0
    while at < len(text):
        mark = text[at]
        end = _closing(text, at) if mark in _CLOSED_BY else -1
        if end >= 0:
            spans.append(_Span(text[at + 1 : end].strip(_SPACES), at, end + 1))
        elif mark in _ALWAYS_OPEN or (mark == '"' and _opens(text, at)):
            end = _line_end(text, at) - 1
            spans.append(_Span(text[at + 1 : end + 1].strip(_SPACES), at, end + 1, "unclosed"))
        else:
            at += 1
            continue
        free[at : end + 1] = "\n" * (end + 1 - at)
        at = end + 1
    for match in _SINGLE.finditer("".join(free)):
        spans.append(_Span((match[1] or match[2] or "").strip(_SPACES), match.start(), match.end(), "single"))
    kept = [span for span in sorted(spans, key=lambda span: span.start) if _WORD.search(span.words)]
    return kept[:MOST]


def _closing(text: str, at: int) -> int:
    """Return where the quotation that opens at ``at`` closes, or -1."""
    mark = text[at]
    for place in range(at + 1, len(text)):
        sign = text[place]
        if sign in _CLOSED_BY[mark]:
            return place
        if sign == mark or (sign == "\n" and mark in '"＂”»'):
            return -1
    return -1


def _opens(text: str, at: int) -> bool:
    """Return whether a straight mark that nothing closes begins a quotation: it is before a word, not after one."""
    return text[at + 1 : at + 2].isalnum() and not text[max(0, at - 1) : at].isalnum()


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    stop = len(text) if end < 0 else end
    other = text.find(text[at], at + 1)
    return min(stop, other) if other >= 0 else stop


def _judge(span: _Span, sentences: dict[str, str]) -> Quotation | None:
    words, start, end = span.words, span.start, span.end
    shown = words if len(words) <= 200 else words[:200] + "…"
    if span.how == "unclosed":
        begun = " ".join(words.split()[:8])
        says = f"The quotation that begins “{begun} …” has no closing mark. Put one after its last word."
        return Quotation(words, start, end, "no", (UNCLOSED,), (), (), "", says)
    if exact := _places(words, sentences, ()):
        left_out = _swallowed(words, exact, ())
        says = f"“{shown}” is in {_and(exact)}, word for word." + _look(left_out)
        return Quotation(words, start, end, "exact", (), left_out, exact, "", says)
    if nearly := _places(words, sentences, tuple(_SMALL)):
        differs = tuple(
            name for name in _SMALL if not _places(words, sentences, tuple(n for n in _SMALL if n != name))
        ) or ("small signs",)
        left_out = _swallowed(words, nearly, tuple(_SMALL))
        says = f"“{shown}” is in {_and(nearly)}, but for {_and(differs)}." + _look(left_out)
        return Quotation(words, start, end, "nearly", differs, left_out, nearly, "", says)
    if span.how == "single":
        return None
    where, nearest = _nearest(words, sentences)
    says = f"“{shown}” is not in the passage."
    says += f" Nearest, in {where}: “{nearest}”." if where else " Nothing in it comes near."
    return Quotation(words, start, end, "no", (), (), (where,) if where else (), nearest, says)


def _look(left_out: tuple[str, ...]) -> str:
    return f" But look at what was left out: {_and(tuple(f'“{words}”' for words in left_out))}." if left_out else ""


def _plain(text: str, leave: tuple[str, ...]) -> str:
    for name in leave:
        text = _SMALL[name](text)
    return text


def _places(words: str, sentences: dict[str, str], leave: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sentences in which the words are, when the differences in ``leave`` do not count."""
    return tuple(name for name, sentence in sentences.items() if _gaps(words, sentence, leave) is not None)


def _gaps(words: str, sentence: str, leave: tuple[str, ...]) -> list[str] | None:
    """Return what is between the parts of a quotation in a sentence, or None where they are not in it in turn."""
    sentence = _plain(sentence, leave)
    for written in (_BRACKETED.sub(_swapped, words), _BRACKETED.sub(r"\1", words)):
        parts = [part for part in (_plain(part, leave) for part in _LEFT_OUT.split(written)) if part]
        gaps = _between(parts, sentence)
        if gaps is not None:
            return gaps
    return None


# “[T]he” quotes “the”: one letter in square brackets says that its case was changed.
_BRACKETED = re.compile(r"\[(\w)\]")


def _swapped(match: re.Match[str]) -> str:
    return match[1].swapcase()


def _between(parts: list[str], sentence: str) -> list[str] | None:
    at, gaps = 0, []
    for number, part in enumerate(parts):
        place = _find(part, sentence, at)
        if place < 0:
            return None
        if number:
            gaps.append(sentence[at:place])
        at = place + len(part)
    return gaps if parts else None


def _swallowed(words: str, names: tuple[str, ...], leave: tuple[str, ...]) -> tuple[str, ...]:
    """Return what omissions left out though it matters; nothing where one of the sentences has the words fairly."""
    sentences, told = _sentences(), []
    for name in names:
        gaps = _gaps(words, sentences[name], leave) or []
        limited = [_plain(phrase, leave) for phrase in limits()[name]]
        bad = [gap.strip(" ,;") for gap in gaps if any(_find(one, gap.lower(), 0) >= 0 for one in limited if one)]
        if not bad:
            return ()
        told.append(tuple(bad))
    return told[0] if told else ()


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
