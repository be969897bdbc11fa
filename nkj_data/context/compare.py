"""A second source: a teacher's own short text beside the document.

Words are compared as they are spelt. What two texts share is shown; what follows from it is for readers to say.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path

import pandas as pd

from nkj_data.context.tables import LAYER
from nkj_data.document import tables
from nkj_data.errors import ArgumentError

MOST_WORDS = 5000
_MOST_BYTES = 80 * MOST_WORDS
_SHORTEST_PHRASE = 3
_FILE_ENDINGS = (".txt", ".md", ".text", ".html", ".htm", ".pdf", ".doc", ".docx", ".odt", ".rtf", ".csv", ".json")
_WORD = re.compile(r"[^\W_]+(?:['’‐-][^\W_]+)*")
# A full stop after these ends no sentence: titles, initials and the commonest short forms of English.
_SHORT_FORM = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Gen|Col|Lt|Sen|Rep|Gov|vs|etc|cf|ca|pp?|ed|eds|vol|e\.g|i\.e|U\.S|U\.N)"
    r"|\b[A-Z])\.$"
)
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[^\Wa-z_])|[。！？]+[」』”）]*")
# Words that carry grammar rather than content.
_GRAMMAR = """
a about above after again against all also although am among an and any are as at be because been before
being below between both but by can cannot could did do does doing down during each either ever every few
for from further had has have having he hence her here hers herself him himself his how however i if in
into is it its itself just may me might mine more moreover most must my myself neither no nor not now of
off on once one only onto or other others our ours out over own per rather same shall she should since so
some such than that the their theirs them themselves then there therefore these they this those though
through thus to too toward towards under until unto up upon us very was we were what when where whether
which while who whom whose why will with within without would yet you your yours
"""
_FUNCTION_WORDS = frozenset(_GRAMMAR.split())


@dataclass(frozen=True, slots=True)
class _Word:
    spelt: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Sentence:
    name: str
    text: str
    words: tuple[_Word, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """Words that stand in both texts in the same order: where, and how many."""

    ours: int
    ours_at: int
    theirs: int
    theirs_at: int
    length: int


@dataclass(frozen=True, eq=False)
class Comparison:
    """A text set beside the document. Side by side in Jupyter, in short in a terminal.

    Attributes
    ----------
    title : str
        What the text is called.
    paragraphs : tuple of tuples of str
        Its sentences, paragraph by paragraph.
    """

    title: str
    paragraphs: tuple[tuple[str, ...], ...]

    @property
    def sentences(self) -> pd.DataFrame:
        """The sentences of the text, one row per sentence.

        Its columns are ``text_id`` (``Y01`` …: Y for *your text*), ``paragraph`` and ``position`` (from 1),
        ``words`` (how many), ``text`` and ``layer`` (``outside the document``).
        """
        places = [
            (paragraph, position)
            for paragraph, sentences in enumerate(self.paragraphs, start=1)
            for position, _ in enumerate(sentences, start=1)
        ]
        return pd.DataFrame(
            {
                "text_id": [sentence.name for sentence in self._theirs],
                "paragraph": [paragraph for paragraph, _ in places],
                "position": [position for _, position in places],
                "words": [len(sentence.words) for sentence in self._theirs],
                "text": [sentence.text for sentence in self._theirs],
                "layer": LAYER,
            }
        )

    @property
    def shared_words(self) -> pd.DataFrame:
        """Content words that stand in both texts, spelt alike, one row per word, as the document comes to them.

        ``sentence_ids`` names the sentences of the document, ``text_ids`` those of the text, with semicolons.
        Small grammatical words are left out; capitals, and an ending 's, make no difference. "talk" is not "talks".
        """
        ours, theirs = _where(self._ours), _where(self._theirs)
        found = [word for word in ours if word in theirs]
        return _pairs("word", [(word, ours[word], theirs[word]) for word in found])

    @property
    def shared_phrases(self) -> pd.DataFrame:
        """Runs of three or more words that stand in both texts, one row per run, the longest first.

        Columns as in :attr:`shared_words`. A run lies inside one sentence and holds a content word; it is given as
        the document writes it.
        """
        runs: dict[str, tuple[str, list[str], list[str]]] = {}
        for run in self._runs:
            ours, theirs = self._ours[run.ours], self._theirs[run.theirs]
            words = ours.words[run.ours_at : run.ours_at + run.length]
            spelt = " ".join(word.spelt for word in words)
            shown = ours.text[words[0].start : words[-1].end]
            _, in_document, in_text = runs.setdefault(spelt, (shown, [], []))
            in_document.append(ours.name)
            in_text.append(theirs.name)
        longest = sorted(runs.values(), key=lambda run: -len(_WORD.findall(run[0])))
        return _pairs("phrase", longest)

    def __str__(self) -> str:
        phrases, words = self.shared_phrases, self.shared_words
        lines = [
            f"{LAYER.capitalize()}: {self.title}, {len(self._theirs)} sentence{'s' * (len(self._theirs) > 1)}.",
            f"Spelt alike in both: {len(words)} content words, {len(phrases)} runs of three or more words.",
            *(
                f"  {row['sentence_ids']} / {row['text_ids']}: {row['phrase']}"
                for row in phrases.to_dict("records")
            ),
            _CAUTION,
        ]
        return "\n".join(lines)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        shared = set(self.shared_words["word"])
        ours = _marked(self._ours, [(run.ours, run.ours_at, run.length) for run in self._runs], shared)
        theirs = _marked(self._theirs, [(run.theirs, run.theirs_at, run.length) for run in self._runs], shared)
        return (
            '<div style="display:flex;flex-wrap:wrap;gap:1em">'
            + _section("The document", "solid", ours)
            + _section(f"{LAYER.capitalize()}: {self.title}", "dashed", theirs)
            + f"</div><p><u>Underlined</u>: content words spelt alike in both ({len(shared)}). {_mark('Marked')}: "
            f"runs of three or more words ({len(self.shared_phrases)}). {escape(_CAUTION)}</p>"
        )

    @cached_property
    def _ours(self) -> tuple[_Sentence, ...]:
        rows = tables.sentences().to_dict("records")
        return tuple(_sentence(row["sentence_id"], row["quote"]) for row in rows)

    @cached_property
    def _theirs(self) -> tuple[_Sentence, ...]:
        texts = [text for sentences in self.paragraphs for text in sentences]
        width = max(2, len(str(len(texts))))
        return tuple(_sentence(f"Y{number:0{width}}", text) for number, text in enumerate(texts, start=1))

    @cached_property
    def _runs(self) -> tuple[_Run, ...]:
        return tuple(_shared_runs(self._ours, self._theirs))


_CAUTION = (
    "Shared words do not show that one text comes from the other, that the two agree, or that a word means the "
    "same in both."
)


def compare(path_or_text: str | os.PathLike[str], *, title: str = "") -> Comparison:
    """Return a short text of your own with sentence ids, set beside the document.

    Parameters
    ----------
    path_or_text : str or path
        A plain-text file (UTF-8), or the text itself; at most 5000 words.
    title : str, optional
        What to call it; else the name of the file, or "your text".

    Returns
    -------
    Comparison
        ``sentences``, ``shared_words`` and ``shared_phrases`` are tables; Jupyter shows the texts side by side.

    Raises
    ------
    ArgumentError
        There is no such file, it is no plain text in UTF-8, or the text is empty or too long.

    Examples
    --------
    >>> mine = compare("They met. The talks broke down over the question of compensation.")
    >>> mine.shared_phrases["phrase"][0]
    'broke down over the question of compensation'
    """
    if isinstance(path_or_text, bytes | bytearray):
        raise ArgumentError('compare() takes a text, not bytes. Decode them first: data.decode("utf-8").')
    if isinstance(path_or_text, os.PathLike):
        path = Path(path_or_text)
        text, name = _read(path), path.name
    elif not isinstance(path_or_text, str):
        raise ArgumentError(f"compare() takes the path of a file or a text, not {type(path_or_text).__name__}.")
    elif _names_a_file(path_or_text):
        path = Path(path_or_text.strip())
        text, name = _read(path), path.name
    else:
        text, name = path_or_text, "your text"
    return Comparison(title or name, _split(_checked(text, name)))


def _names_a_file(given: str) -> bool:
    line = given.strip()
    if not line or "\n" in line or "\0" in line or len(line) > 1000:
        return False
    try:
        there = Path(line).exists()
    except (OSError, ValueError):
        there = False
    bare = not re.search(r"\s", line)
    return there or line.casefold().endswith(_FILE_ENDINGS) or (bare and bool(re.search(r"[/\\]", line)))


def _read(path: Path) -> str:
    try:
        if path.is_dir():
            raise ArgumentError(f"{str(path)!r} is a folder. Name a plain-text file in it.")
        if not path.exists():
            raise ArgumentError(
                f"There is no file {str(path)!r} in {str(Path.cwd())!r}. Check its name and folder."
            )
        if not path.is_file():
            raise ArgumentError(f"{str(path)!r} is no ordinary file. Name a plain-text file.")
        if path.stat().st_size > _MOST_BYTES:
            raise ArgumentError(_too_long(path.name, f"{path.stat().st_size:,} bytes"))
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ArgumentError(
            f"{str(path)!r} is no plain text in UTF-8 (byte {error.start}). Save it as plain text, with the "
            "encoding UTF-8; a Word or PDF file has to be exported first."
        ) from None
    except (OSError, ValueError) as error:
        raise ArgumentError(f"{str(path)!r} cannot be read: {error}.") from None


def _checked(text: str, name: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise ArgumentError(f"{name} holds half characters. Save it as plain text in UTF-8.") from None
    if "\0" in text:
        raise ArgumentError(f"{name} is no plain text. Save it as plain text, with the encoding UTF-8.")
    words = sum(1 for _ in _WORD.finditer(text))
    if not words:
        raise ArgumentError(f"{name} is empty: there is no word in it.")
    if words > MOST_WORDS or len(text) > _MOST_BYTES:
        raise ArgumentError(_too_long(name, f"{words:,} words"))
    return text


def _too_long(name: str, size: str) -> str:
    return (
        f"{name} is too long ({size}). compare() takes at most {MOST_WORDS:,} words; choose the part that matters."
    )


def _split(text: str) -> tuple[tuple[str, ...], ...]:
    blocks = re.split(r"\n[^\S\n]*\n\s*", text.replace("\r\n", "\n").replace("\r", "\n"))
    split = (tuple(_split_sentences(" ".join(block.split("\n")).strip())) for block in blocks)
    return tuple(sentences for sentences in split if sentences)


def _split_sentences(block: str) -> Iterator[str]:
    start = 0
    for end in _SENTENCE_END.finditer(block):
        if not _SHORT_FORM.search(block[start : end.end()]):
            yield block[start : end.end()].strip()
            start = end.end()
    if rest := block[start:].strip():
        yield rest


def _sentence(name: str, text: str) -> _Sentence:
    words = (_Word(_spelt(found.group()), found.start(), found.end()) for found in _WORD.finditer(text))
    return _Sentence(name, text, tuple(words))


def _spelt(word: str) -> str:
    plain = unicodedata.normalize("NFKC", word).replace("’", "'").replace("‐", "-").casefold()
    return plain.removesuffix("'s")


def _has_content(spelt: str) -> bool:
    return len(spelt) > 1 and spelt not in _FUNCTION_WORDS


def _where(sentences: Iterable[_Sentence]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for sentence in sentences:
        for word in sentence.words:
            if _has_content(word.spelt):
                found.setdefault(word.spelt, []).append(sentence.name)
    return found


def _shared_runs(ours: Sequence[_Sentence], theirs: Sequence[_Sentence]) -> Iterator[_Run]:
    starts: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for number, sentence in enumerate(ours):
        for at in range(len(sentence.words) - _SHORTEST_PHRASE + 1):
            starts.setdefault(_gram(sentence, at), []).append((number, at))
    for other, sentence in enumerate(theirs):
        for at in range(len(sentence.words) - _SHORTEST_PHRASE + 1):
            for number, first in starts.get(_gram(sentence, at), ()):
                mine, yours = ours[number].words, sentence.words
                if first and at and mine[first - 1].spelt == yours[at - 1].spelt:
                    continue  # part of a run that starts earlier
                length = 0
                for our_word, their_word in zip(mine[first:], yours[at:], strict=False):
                    if our_word.spelt != their_word.spelt:
                        break
                    length += 1
                if any(_has_content(word.spelt) for word in sentence.words[at : at + length]):
                    yield _Run(number, first, other, at, length)


def _gram(sentence: _Sentence, at: int) -> tuple[str, ...]:
    return tuple(word.spelt for word in sentence.words[at : at + _SHORTEST_PHRASE])


def _pairs(what: str, rows: Sequence[tuple[str, list[str], list[str]]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            what: pd.array([text for text, _, _ in rows], dtype="str"),
            "sentence_ids": pd.array([";".join(sorted(set(ids))) for _, ids, _ in rows], dtype="str"),
            "text_ids": pd.array([";".join(sorted(set(ids))) for _, _, ids in rows], dtype="str"),
        }
    )


def _section(label: str, border: str, html: str) -> str:
    style = f"flex:1 1 20em;min-width:0;padding:0.2em 1em;border:2px {border} currentColor"
    return (
        f'<div role="group" aria-label="{escape(label)}" style="{style}"><p><strong>{escape(label)}</strong></p>'
        f"{html}</div>"
    )


def _mark(html: str) -> str:
    return f'<mark style="background:#ffe08a;color:#1a1a1a">{html}</mark>'


def _marked(sentences: Sequence[_Sentence], runs: Iterable[tuple[int, int, int]], shared: set[str]) -> str:
    in_run: dict[int, set[int]] = {}
    for number, at, length in runs:
        in_run.setdefault(number, set()).update(range(at, at + length))
    return "".join(
        f"<p><small>{sentence.name}</small> {_sentence_html(sentence, in_run.get(number, set()), shared)}</p>"
        for number, sentence in enumerate(sentences)
    )


def _sentence_html(sentence: _Sentence, in_run: set[int], shared: set[str]) -> str:
    parts: list[str] = []
    run: list[str] = []
    at = 0
    for number, word in enumerate(sentence.words):
        between, text = escape(sentence.text[at : word.start]), escape(sentence.text[word.start : word.end])
        shown = f"<u>{text}</u>" if word.spelt in shared else text
        if number in in_run:
            if run:
                run.append(between)
            else:
                parts.append(between)
            run.append(shown)
        else:
            if run:
                parts.append(_mark("".join(run)))
                run = []
            parts.extend([between, shown])
        at = word.end
    if run:
        parts.append(_mark("".join(run)))
    return "".join([*parts, escape(sentence.text[at:])])
