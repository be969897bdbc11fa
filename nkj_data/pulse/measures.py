"""What a class got right and wrong: frames made of the lines of its learners. Nothing here knows a name.

A *first answer* is the first that a learner handed in to a question, in the lesson or in the review; it is *missed*
where it did not get all points.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import pandas as pd

from nkj_data.coding.ours import aspects, our_coding
from nkj_data.document import tables
from nkj_data.interface import wording
from nkj_data.items.bank import check_items, items
from nkj_data.items.model import Item, lesson_names
from nkj_data.record.entry import Entry
from nkj_data.record.state import LEARNING, growth

FEWEST = 3
"""First answers that a sentence or a question needs to be named on the first screen."""


@dataclass(frozen=True, slots=True)
class Try:
    """What one learner did with one question: the first and the last answer, and how many there were."""

    learner: int
    item: Item
    first: Entry
    last: Entry
    count: int

    @property
    def missed(self) -> bool:
        """Whether the first answer did not get all points."""
        return self.first.points is not None and self.first.points < 1


def tries(learners: Sequence[Sequence[Entry]]) -> list[Try]:
    """Return what each learner did with each question of the lessons, those of the check apart."""
    bank = {item.item_id: item for item in items() if not item.check}
    found = []
    for number, entries in enumerate(learners):
        own: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            if entry.act == "answer" and entry.phase in LEARNING and entry.item in bank:
                own[entry.item].append(entry)
        found += [Try(number, bank[name], own[name][0], own[name][-1], len(own[name])) for name in own]
    return found


def wrong_parts(item: Item, answer: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield what was chosen wrongly in an answer: an id, its words, and the reason that the question gives."""
    options = {option.option_id: option for option in item.options}
    chosen = [answer.get(name) for name in ("choice", "verdict")]
    for name in ("choices", "sentences"):
        several = answer.get(name)
        chosen += several if isinstance(several, list) else []
    for name in dict.fromkeys(one for one in chosen if isinstance(one, str)):
        if name in options and not options[name].correct:
            yield name, options[name].text, options[name].reason
    given = answer.get("buckets")
    placed = given if isinstance(given, Mapping) else {}
    names = {bucket.bucket_id: bucket.name for bucket in item.buckets}
    for card in item.cards:
        bucket = placed.get(card.card_id)
        if bucket != card.bucket and bucket in names:
            yield f"{card.card_id}/{bucket}", f"{card.text} → {names[bucket]}", card.reason


def question_table(found: Sequence[Try]) -> pd.DataFrame:
    """Return a row for each question of the lessons: who answered, who missed it first, who has it now."""
    by_item: dict[str, list[Try]] = defaultdict(list)
    for one in found:
        by_item[one.item.item_id].append(one)
    rows = []
    for item in items():
        if item.check:
            continue
        own = by_item[item.item_id]
        wrong = wrong_table(own)
        scored = [one for one in own if one.first.points is not None]
        rows.append(
            {
                "item_id": item.item_id,
                "lesson": item.lesson,
                "question": f"{item.stem} “{item.statement}”" if item.statement else item.stem,
                "objective": item.objective,
                "sentences": " ".join(item.sentences),
                "answered": len(own),
                "missed_first": sum(one.missed for one in scored),
                "right_last": sum(one.last.points == 1 for one in scored),
                "scored": len(scored),
                "most_chosen_wrong": "" if wrong.empty else wrong["chosen"].iloc[0],
                "chosen_by": 0 if wrong.empty else int(wrong["learners"].iloc[0]),
                "reason": "" if wrong.empty else wrong["reason"].iloc[0],
            }
        )
    return pd.DataFrame(rows)


def wrong_table(found: Iterable[Try]) -> pd.DataFrame:
    """Return a row for each wrong choice in a first answer, the most chosen first."""
    counted: Counter[tuple[str, str]] = Counter()
    told: dict[tuple[str, str], tuple[str, str]] = {}
    for one in found:
        for name, text, reason in wrong_parts(one.item, one.first.answer) if one.missed else ():
            counted[one.item.item_id, name] += 1
            told[one.item.item_id, name] = (text, reason)
    rows = [(*key, *told[key], number) for key, number in sorted(counted.items(), key=lambda kv: (-kv[1], kv[0]))]
    return pd.DataFrame(rows, columns=["item_id", "part", "chosen", "reason", "learners"])


def sentence_table(found: Sequence[Try]) -> pd.DataFrame:
    """Return a row for each sentence: the first answers to questions that rest on it, and how many missed."""
    rows = []
    for sentence in tables.sentences().to_dict("records"):
        name = sentence["sentence_id"]
        own = [one for one in found if name in one.item.sentences and one.first.points is not None]
        missed = sum(one.missed for one in own)
        rows.append(
            {
                "sentence_id": name,
                "text": sentence["quote"],
                "first_answers": len(own),
                "missed": missed,
                "share": missed / len(own) if own else 0.0,
                "questions": " ".join(dict.fromkeys(one.item.item_id for one in own if one.missed)),
            }
        )
    return pd.DataFrame(rows)


def objective_table(questions: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each objective: the first answers to its questions, and how many missed."""
    frame = questions.groupby("objective", sort=False)[["scored", "missed_first"]].sum().reset_index()
    frame.columns = pd.Index(["objective", "first_answers", "missed"])
    return (
        frame[frame["first_answers"] > 0]
        .sort_values("missed", ascending=False, kind="stable")
        .reset_index(drop=True)
    )


def lesson_table(found: Sequence[Try]) -> pd.DataFrame:
    """Return how far the class is: for each lesson how many learners began it, and how many answered all of it."""
    titles, rows = wording("lesson_titles"), []
    for lesson in lesson_names(items()):
        asked = [item for item in items(lesson) if not item.check]
        done = Counter(one.learner for one in found if one.item.lesson == lesson)
        whole = sum(number == len(asked) for number in done.values())
        rows.append((lesson, titles.get(lesson, ""), len(asked), len(done), whole))
    return pd.DataFrame(rows, columns=["lesson", "title", "questions", "began", "finished"])


def coding_table(learners: Sequence[Sequence[Entry]]) -> pd.DataFrame:
    """Return a row for each label that learners gave to a sentence on the coding board, the last one of each."""
    counted: Counter[tuple[str, str, str]] = Counter()
    labelled = aspects()
    for entries in learners:
        last: dict[tuple[str, str], str] = {}
        for entry in entries:
            coded = entry.answer.get("sentences")
            if not entry.item.startswith("board-") or not isinstance(coded, Mapping):
                continue
            for name, labels in coded.items():
                for aspect in labelled if isinstance(labels, Mapping) else ():
                    if labels.get(aspect) in labelled[aspect]:
                        last[name, aspect] = labels[aspect]
        counted.update((name, aspect, label) for (name, aspect), label in last.items())
    rows = []
    for ours in our_coding():
        for aspect, known in labelled.items():
            labels = {label: counted[ours.sentence_id, aspect, label] for label in known}
            total = sum(labels.values())
            rows += [
                (ours.sentence_id, aspect, label, number, total, label == ours.label(aspect))
                for label, number in labels.items()
                if number
            ]
    return pd.DataFrame(rows, columns=["sentence_id", "aspect", "label", "learners", "coded_by", "ours"])


def split_table(coding: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences and aspects on which the class splits: the commonest label has least of it."""
    if coding.empty:
        return coding
    top = coding.loc[coding.groupby(["sentence_id", "aspect"])["learners"].idxmax()]
    split = top[(top["coded_by"] >= FEWEST) & (top["learners"] < top["coded_by"])]
    order = (split["learners"] / split["coded_by"]).sort_values(kind="stable").index
    return split.loc[order].reset_index(drop=True)


def growth_table(learners: Sequence[Sequence[Entry]]) -> pd.DataFrame:
    """Return the check before and after, question by question, over the learners who answered it both times."""
    asked = check_items()
    totals = {item.item_id: [0, 0.0, 0.0] for item in asked}
    for entries in learners:
        for name, before, after in growth(entries, asked).items:
            number, first, last = totals[name]
            totals[name] = [number + 1, first + before, last + after]
    stems = {item.item_id: item.stem if not item.statement else f"“{item.statement}”" for item in asked}
    rows = [
        (name, stems[name], int(n), round(before, 2), round(after, 2))
        for name, (n, before, after) in totals.items()
    ]
    return pd.DataFrame(rows, columns=["item_id", "question", "learners", "points_before", "points_after"])


def written_table(learners: Sequence[Sequence[Entry]]) -> pd.DataFrame:
    """Return the last written answer of each learner to each writing task, in an order that tells nothing."""
    tasks = {item.item_id for item in items() if item.kind == "write"}
    rows = []
    for entries in learners:
        last = {
            entry.item: entry.answer.get("text")
            for entry in entries
            if entry.act == "answer" and entry.item in tasks
        }
        rows += [(name, text) for name, text in last.items() if isinstance(text, str) and text.strip()]
    rows.sort(key=lambda row: (row[0], sha256(row[1].encode("utf-8", "replace")).digest()))
    return pd.DataFrame(rows, columns=["item_id", "text"])
