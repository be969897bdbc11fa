"""How far a learner's coding of the fourteen sentences agrees with ours: percent and Cohen's kappa.

Our coding of whole sentences stands in ``coding.toml``, with a reason for each and a word on what is arguable. It
codes what the main statement of a sentence does; the table of claims codes finer, claim by claim.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any

from nkj_data import tables
from nkj_data.document import data_folder
from nkj_data.errors import ArgumentError, Problem, SchemaError

__all__ = [
    "ASPECTS",
    "CERTAINTIES",
    "TOPICS",
    "VOICES",
    "AspectAgreement",
    "CodedSentence",
    "CodingAgreement",
    "Difference",
    "coding_agreement",
    "our_coding",
]

FEWEST_FOR_KAPPA = 2  # one sentence cannot tell agreement from luck

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


@dataclass(frozen=True, slots=True)
class Difference:
    """One label on which learner and coders differ; the learner is asked for a reason."""

    sentence_id: str
    aspect: str
    mine: str
    ours: str
    reason: str
    arguable: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class AspectAgreement:
    """Agreement on topic, voice or certainty.

    Attributes
    ----------
    compared, agreed : int
        Sentences that both coded; those with the same label.
    percent : float or None
        Share of the same labels, 0 to 100; None when nothing was compared.
    kappa : float or None
        Cohen's kappa, -1 to 1; None where it has no value.
    says : str
        One line in plain words.
    """

    aspect: str
    compared: int
    agreed: int
    percent: float | None
    kappa: float | None
    says: str


@dataclass(frozen=True, slots=True)
class CodingAgreement:
    """Agreement on every aspect, and each difference with our reason."""

    aspects: tuple[AspectAgreement, ...]
    differences: tuple[Difference, ...]
    notices: tuple[str, ...] = ()

    def as_page(self) -> dict[str, Any]:
        """Return it as plain lists, texts and numbers."""
        return {
            "aspects": [{name: getattr(part, name) for name in part.__slots__} for part in self.aspects],
            "differences": [{name: getattr(part, name) for name in part.__slots__} for part in self.differences],
            "notices": list(self.notices),
        }

    def __str__(self) -> str:
        return "\n".join([*self.notices, *(aspect.says for aspect in self.aspects)])


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


def coding_agreement(
    mine: Mapping[str, Mapping[str, str]], ours: Sequence[CodedSentence] | None = None
) -> CodingAgreement:
    """Return how far a learner's coding agrees with ours.

    Parameters
    ----------
    mine : mapping
        Sentence id to labels: ``{"S08": {"topic": "motives", "voice": "document", "certainty": "hedged"}}``.
        Sentences and labels may be missing; what cannot be read is left out, with a notice.
    ours : sequence of CodedSentence, optional
        The coding to compare with; without it, ``our_coding()``.

    Raises
    ------
    ArgumentError
        ``mine`` is no mapping.

    Examples
    --------
    >>> print(coding_agreement({"S08": {"certainty": "hedged"}, "S10": {"certainty": "stated"}}).aspects[2].says)
    certainty: 2 of 2 the same (100 %); kappa 1.00: agreement beyond chance, where 1 is full and 0 is luck.
    """
    if not isinstance(mine, Mapping):
        raise ArgumentError(
            "coding_agreement() takes sentence ids with their labels, such as "
            f"{{'S08': {{'certainty': 'hedged'}}}}, not {type(mine).__name__}."
        )
    reference = tuple(ours if ours is not None else our_coding())
    notices: list[str] = []
    clean = _clean(mine, reference, notices)
    parts, differences = [], []
    for aspect in ASPECTS:
        pairs = []
        for coded in reference:
            label = clean.get(coded.sentence_id, {}).get(aspect)
            if label is None:
                continue
            pairs.append((label, coded.label(aspect)))
            if label != coded.label(aspect):
                accepted = label in coded.also.get(aspect, ())
                differences.append(
                    Difference(
                        *(coded.sentence_id, aspect, label, coded.label(aspect)),
                        *(coded.reason, coded.arguable, accepted),
                    )
                )
        parts.append(_agreement(aspect, pairs))
    differences.sort(key=lambda difference: difference.sentence_id)
    return CodingAgreement(tuple(parts), tuple(differences), tuple(notices))


def _clean(
    mine: Mapping[Any, Any], reference: Sequence[CodedSentence], notices: list[str]
) -> dict[str, dict[str, str]]:
    known = [coded.sentence_id for coded in reference]
    clean: dict[str, dict[str, str]] = {}
    for sentence_id, labels in mine.items():
        if sentence_id not in known or not isinstance(labels, Mapping):
            notices.append(f"{str(sentence_id)[:40]!r} was left out: it is no sentence with labels.")
            continue
        for aspect, label in labels.items():
            if aspect not in ASPECTS or label is None or label == "":
                continue
            if not isinstance(label, str) or label not in ASPECTS[aspect]:
                says = (
                    f"{sentence_id}: {str(label)[:40]!r} is no {aspect}; choose from {', '.join(ASPECTS[aspect])}."
                )
                notices.append(says)
                continue
            clean.setdefault(sentence_id, {})[aspect] = label
    return clean


def _agreement(aspect: str, pairs: Sequence[tuple[str, str]]) -> AspectAgreement:
    total = len(pairs)
    if not total:
        return AspectAgreement(aspect, 0, 0, None, None, f"{aspect}: nothing coded yet.")
    agreed = sum(one == other for one, other in pairs)
    percent = round(100 * agreed / total, 1)
    kappa = cohens_kappa(pairs)
    start = f"{aspect}: {agreed} of {total} the same ({percent:g} %)"
    if total < FEWEST_FOR_KAPPA:
        says = f"{start}; kappa has no value here: one sentence cannot tell agreement from luck."
    elif kappa is None:
        says = f"{start}; kappa has no value here: both used one and the same label throughout."
    else:
        says = f"{start}; kappa {kappa:.2f}: agreement beyond chance, where 1 is full and 0 is luck."
    return AspectAgreement(aspect, total, agreed, percent, kappa, says)


def cohens_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa of two codings, or None where it has no value.

    Kappa compares the share of agreement with the share that two coders would reach by chance, given how often
    each used each label (Cohen, Educational and Psychological Measurement 20, 1960). It has no value below two
    pairs, since one cannot tell agreement from luck, or when both used one and the same label throughout: then
    chance alone gives full agreement.

    Examples
    --------
    >>> cohens_kappa([("a", "a"), ("b", "b"), ("a", "b"), ("b", "a")])
    0.0
    """
    total = len(pairs)
    if total < FEWEST_FOR_KAPPA:
        return None
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    by_chance = sum(first[label] * second[label] for label in first)  # in squares of the total: exact
    if by_chance == total * total:
        return None
    agreed = sum(one == other for one, other in pairs) * total
    return (agreed - by_chance) / (total * total - by_chance)


@cache
def _checked() -> tuple[CodedSentence, ...]:
    text = (data_folder() / "lessons" / "coding.toml").read_text(encoding="utf-8")
    frame = tables.sentences()
    return read_coding(text, dict(zip(frame["sentence_id"], frame["quote"], strict=True)))


def read_coding(text: str, sentences: Mapping[str, str]) -> tuple[CodedSentence, ...]:
    """Return the coding in a TOML text, checked.

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
    if [row.get("id") for row in raw] != list(sentences):
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
    for aspect, labels in ASPECTS.items():
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
