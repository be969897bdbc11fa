"""How far a learner's coding of the fourteen sentences agrees with ours: percent and Cohen's kappa."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nkj_data.coding.ours import CodedSentence, aspects, our_coding
from nkj_data.errors import ArgumentError

FEWEST_FOR_KAPPA = 2  # one sentence cannot tell agreement from luck


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
    for aspect in aspects():
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
    labelled = aspects()
    clean: dict[str, dict[str, str]] = {}
    for sentence_id, labels in mine.items():
        if sentence_id not in known or not isinstance(labels, Mapping):
            notices.append(f"{str(sentence_id)[:40]!r} was left out: it is no sentence with labels.")
            continue
        for aspect, label in labels.items():
            if aspect not in labelled or label is None or label == "":
                continue
            if not isinstance(label, str) or label not in labelled[aspect]:
                says = (
                    f"{sentence_id}: {str(label)[:40]!r} is no {aspect}; choose from {', '.join(labelled[aspect])}."
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
