"""The passage in plainer English, sentence by sentence. It is this package's own and no source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any

from nkj_data.document import tables
from nkj_data.errors import Problem, SchemaError
from nkj_data.packaged_files import other_text, text_folder

MARK = "adapted by this package"
FILE = "adapted.toml"


@dataclass(frozen=True, slots=True)
class AdaptedSentence:
    """One sentence of the passage in plainer English.

    Attributes
    ----------
    sentence_id : str
        The sentence it adapts.
    text : str
        One short sentence or several.
    keeps : mapping
        Words of the passage that hedge, limit or attribute, and the words that carry them here.
    """

    sentence_id: str
    text: str
    keeps: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.sentence_id}, {MARK}: {self.text}"


def adapted() -> tuple[AdaptedSentence, ...]:
    """Return the adapted text, one entry per sentence of the passage, in order.

    It is a way in, about US grade 7, and never to be quoted as the document. Hedges, words of scope and voices are
    kept; it holds no name and no number that the passage lacks.

    Returns
    -------
    tuple of AdaptedSentence, 14 of them

    Raises
    ------
    SchemaError
        ``adapted.toml`` was edited into something that its rules forbid.

    Examples
    --------
    >>> adapted()[9].keeps["but quickly broke down"]
    'But it quickly broke down'
    """
    return _checked()


@cache
def _checked() -> tuple[AdaptedSentence, ...]:
    text = (text_folder() / "lessons" / FILE).read_text(encoding="utf-8")
    frame = tables.sentences()
    return read_adapted(text, dict(zip(frame["sentence_id"], frame["quote"], strict=True)), partly=other_text())


def read_adapted(text: str, sentences: Mapping[str, str], *, partly: bool = False) -> tuple[AdaptedSentence, ...]:
    """Return the adapted text of a TOML text, checked; ``partly`` allows that some sentences have none.

    Raises
    ------
    SchemaError
        Lists every problem.
    """
    try:
        raw = tomllib.loads(text).get("sentence", [])
    except tomllib.TOMLDecodeError as error:
        raise SchemaError([Problem(FILE, f"this is no TOML text ({error})")]) from None
    if not isinstance(raw, list) or not all(isinstance(row, dict) for row in raw):
        raise SchemaError([Problem(FILE, "a list of tables [[sentence]] is wanted")])
    problems = []
    ids = [row.get("id") for row in raw]
    if ids != [name for name in sentences if not partly or name in ids]:
        problems.append(Problem(FILE, f"the sentences must be {', '.join(sentences)}, in this order"))
    for row in raw:
        name = str(row.get("id"))
        problems.extend(Problem(FILE, says, name, column) for column, says in _wrong(row, sentences.get(name, "")))
    if problems:
        raise SchemaError(problems)
    return tuple(AdaptedSentence(row["id"], row["text"], MappingProxyType(row["keeps"])) for row in raw)


def _wrong(row: Mapping[str, Any], sentence: str) -> list[tuple[str, str]]:
    found = [(name, "there is no such field") for name in row if name not in ("id", "text", "keeps")]
    text, keeps = row.get("text"), row.get("keeps")
    if not isinstance(text, str) or not text.strip() or text != " ".join(text.split()):
        return [*found, ("text", f"{text!r} is no text, or holds spaces that it should not")]
    if not isinstance(keeps, dict) or not keeps:
        return [*found, ("keeps", "words of the passage and the words that carry them here are wanted")]
    for words, here in keeps.items():
        if not words or words not in sentence:
            found.append(("keeps", f"{words!r} does not stand in the sentence"))
        if not isinstance(here, str) or not here or here not in text:
            found.append(("keeps", f"{here!r} does not stand in the adapted text"))
    return found
