"""Our coding of whole sentences, from ``coding.toml``, with a reason for each and a word on what is arguable.

It codes what the main statement of a sentence does; the table of claims codes finer, claim by claim.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any

from nkj_data.document import tables
from nkj_data.errors import Problem, SchemaError
from nkj_data.packaged_files import other_text, read_toml, text_folder

TOPICS: Mapping[str, str] = MappingProxyType(
    {
        "aims": "What the policy was aimed at",
        "support": "Where support was sought",
        "setbacks": "What discredited North Korea",
        "opening": "The move toward Japan",
        "motives": "Why, and what for",
        "shortages": "What was lacking",
        "talks": "When talks were held and how they went",
        "positions": "Who demands, insists or refuses",
    }
)
VOICES: Mapping[str, str] = MappingProxyType(
    {
        "document": "The document speaks for itself",
        "north_korea": "It passes on North Korea's position",
        "japan": "It passes on Japan's position",
        "unattributed": "It passes on what somebody unnamed says",
    }
)
CERTAINTIES: Mapping[str, str] = MappingProxyType(
    {
        "stated": "Stated outright",
        "hedged": "Hedged: weakened by the text's own words",
        "alleged": "Alleged: said by somebody, without proof",
    }
)
ASPECTS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"topic": TOPICS, "voice": VOICES, "certainty": CERTAINTIES}
)


@dataclass(frozen=True, slots=True)
class CodedSentence:
    """Our coding of one sentence: labels, the words that carry them, the reason, and what is arguable.

    ``also`` holds the labels that a careful reader may give as well, by aspect; ``arguable`` says why.
    """

    sentence_id: str
    topic: str
    voice: str
    certainty: str
    words: tuple[str, ...]
    reason: str
    arguable: str = ""
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def label(self, aspect: str) -> str:
        """Return our label for one aspect."""
        return str(getattr(self, aspect))

    def as_page(self) -> dict[str, Any]:
        """Return it as plain lists and texts."""
        return {
            "sentence_id": self.sentence_id,
            **{aspect: self.label(aspect) for aspect in ASPECTS},
            "words": list(self.words),
            "reason": self.reason,
            "arguable": self.arguable,
            "also": {aspect: list(labels) for aspect, labels in self.also.items()},
        }


def our_coding() -> tuple[CodedSentence, ...]:
    """Return our coding of the fourteen sentences, in order.

    Raises
    ------
    SchemaError
        ``coding.toml`` was edited into something that its rules forbid.

    Examples
    --------
    >>> our_coding()[7].certainty
    'hedged'
    """
    return _checked()


def aspects() -> Mapping[str, Mapping[str, str]]:
    """Return the aspects, each with its labels; another text may have topics and voices of its own.

    Examples
    --------
    >>> list(aspects())
    ['topic', 'voice', 'certainty']
    """
    return _aspects()


@cache
def _aspects() -> Mapping[str, Mapping[str, str]]:
    if not other_text():
        return ASPECTS
    own = read_toml(text_folder() / "lessons", "coding.toml").get("labels", {})
    wrong = [
        Problem(
            "coding.toml", "a table of labels, each with its name as a text, is wanted", column=f"labels.{name}"
        )
        for name in ("topic", "voice")
        if not isinstance(own, dict)
        or not isinstance(found := own.get(name), dict)
        or not found
        or not all(isinstance(said, str) and said.strip() for said in found.values())
    ]
    if wrong:
        raise SchemaError(wrong)
    return MappingProxyType({**ASPECTS, "topic": own["topic"], "voice": own["voice"]})


@cache
def _checked() -> tuple[CodedSentence, ...]:
    text = (text_folder() / "lessons" / "coding.toml").read_text(encoding="utf-8")
    frame = tables.sentences()
    return read_coding(text, dict(zip(frame["sentence_id"], frame["quote"], strict=True)), partly=other_text())


def read_coding(text: str, sentences: Mapping[str, str], *, partly: bool = False) -> tuple[CodedSentence, ...]:
    """Return the coding in a TOML text, checked; ``partly`` allows that some sentences are not coded.

    Raises
    ------
    SchemaError
        Lists every problem.
    """
    file, problems = "coding.toml", []
    try:
        raw = tomllib.loads(text).get("sentence", [])
    except tomllib.TOMLDecodeError as error:
        raise SchemaError([Problem(file, f"this is no TOML text ({error})")]) from None
    if not isinstance(raw, list) or not all(isinstance(row, dict) for row in raw):
        raise SchemaError([Problem(file, "a list of tables [[sentence]] is wanted")])
    ids = [row.get("id") for row in raw]
    if ids != [name for name in sentences if not partly or name in ids]:
        problems.append(Problem(file, f"the sentences must be {', '.join(sentences)}, in this order"))
    for row in raw:
        problems.extend(Problem(file, says, str(row.get("id")), name) for name, says in _wrong(row, sentences))
    if problems:
        raise SchemaError(problems)
    return tuple(
        CodedSentence(
            *(row["id"], row["topic"], row["voice"], row["certainty"], tuple(row["words"]), row["reason"]),
            row.get("arguable", ""),
            MappingProxyType({aspect: tuple(labels) for aspect, labels in row.get("also", {}).items()}),
        )
        for row in raw
    )


def _wrong(row: Mapping[str, Any], sentences: Mapping[str, str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    known = ("id", *ASPECTS, "words", "reason", "arguable", "also")
    found.extend((name, "there is no such field") for name in row if name not in known)
    also = row.get("also", {})
    for aspect, labels in aspects().items():
        if row.get(aspect) not in labels:
            found.append((aspect, f"{row.get(aspect)!r} is none of {', '.join(labels)}"))
        for label in also.get(aspect, []):
            if label not in labels or label == row.get(aspect):
                found.append(("also", f"{label!r} is no other label for {aspect}"))
    if not isinstance(row.get("reason"), str) or not row["reason"].strip():
        found.append(("reason", "the field is missing"))
    if bool(also) != bool(row.get("arguable")):
        found.append(("arguable", "what is arguable has a reason in 'arguable' and labels in 'also'"))
    for words in row.get("words", []) or [""]:
        if not words or sentences.get(str(row.get("id")), "").count(words) != 1:
            found.append(("words", f"{words!r} does not stand once in the sentence"))
    return found
