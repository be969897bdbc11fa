"""Read the question bank from its TOML files, and check every field before anything is built of it.

All problems of all files are reported at once, each with file, item, field, value and what was expected.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nkj_data.errors import Problem, SchemaError, nearest
from nkj_data.items.model import (
    BLOOM,
    KINDS,
    LESSONS,
    LEVELS,
    NONE,
    VERDICTS,
    Bucket,
    Card,
    Criterion,
    Exemplar,
    Item,
    Option,
    Step,
)
from nkj_data.packaged_files import read_toml

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


QUOTED = re.compile(r"“([^”]*)”")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ABSENT = "The document does not say."
NO_SENTENCE = "No sentence says this."
ASKED = "How far does the document support this statement?"
COMMON = (
    *("id", "kind", "stem", "objective", "difficulty", "settled_by", "near", "words", "hints"),
    *("outside", "check", "arguable"),
)
OWN: Mapping[str, tuple[str, ...]] = {
    "single": ("option",),
    "multiple": ("option",),
    "verdict": ("statement", "answer", "reasons"),
    "find": ("sentences", "need", "allowed", "reasons", "otherwise"),
    "sort": ("bucket", "card"),
    "order": ("step",),
    "write": ("length", "criterion", "exemplar"),
}
OWN_LESSON = re.compile(r"(?!q)[a-z]{2,20}")
"""What a teacher may call a lesson of their own; never so that one of its items could be taken for one of ours."""
MORE = 5  # wrong choices a find item may allow beyond the right ones


def read_bank(
    folder: Traversable, sentences: Mapping[str, str], *, lessons: Sequence[str] = LESSONS
) -> tuple[Item, ...]:
    """Return the items of every lesson in ``folder``, in order.

    Parameters
    ----------
    folder
        Where ``items_00.toml`` to ``items_08.toml`` lie.
    sentences : mapping of str to str
        The sentences of the passage by id, for ``settled_by``, ``near``, ``words`` and quotations.
    lessons : several str
        Which lessons there are; without it, all of ours.

    Raises
    ------
    SchemaError
        Lists every problem in every file.
    """
    problems: list[Problem] = []
    found: dict[str, Item] = {}
    for lesson in lessons:
        file = f"items_{lesson}.toml"
        for at, raw in enumerate(_tables(folder, file, lesson, problems), start=1):
            source = _Source(file, f"item {at}", raw, sentences, problems)
            before = len(problems)
            item = _item(source, lesson, f"q{lesson}-")
            if item.item_id in found:
                source.complain("id", f"{item.item_id!r} stands at an earlier item too")
            if len(problems) == before:
                found[item.item_id] = item
    if problems:
        raise SchemaError(problems)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a teacher adds: items, wrong options for items of ours, and words for the glossary."""

    items: tuple[Item, ...] = ()
    options: tuple[tuple[str, Option], ...] = ()
    words: tuple[tuple[str, str], ...] = ()


def read_own(
    folder: Traversable, sentences: Mapping[str, str], ours: Mapping[str, Item], glossary: Sequence[str]
) -> OwnWords:
    """Return what a teacher adds: every TOML file in a folder, by the same rules as ours.

    A file says ``lesson = "sanctions"``, a name of its own, and its items are called ``sanctions-01`` and so on. An
    ``[[option]]`` is one more wrong choice for an item of ours, a ``[[word]]`` one for the glossary.

    Raises
    ------
    SchemaError
        Lists every problem in every file.
    """
    problems: list[Problem] = []
    found: dict[str, Item] = {}
    options: list[tuple[str, Option]] = []
    words: dict[str, str] = {}
    for file in sorted(path.name for path in folder.iterdir() if path.name.endswith(".toml")):
        try:
            name = read_toml(folder, file).get("lesson")
        except SchemaError as error:
            problems.extend(error.problems)
            continue
        if not isinstance(name, str) or not OWN_LESSON.fullmatch(name):
            rule = "2 to 20 small letters, the first not q"
            says = f"{name!r} is no name for a lesson of your own: {rule}"
            problems.append(Problem(file, says, column="lesson"))
            continue
        added = {}
        for kind in ("option", "word"):
            tables = _added(folder, file, kind, problems)
            added[kind] = [
                _Source(file, f"{kind} {at}", raw, sentences, problems) for at, raw in enumerate(tables, 1)
            ]
        for source in added["option"]:
            options += _own_option(source, ours, len(options) + 1)
        for source in added["word"]:
            term, meaning = _own_word(source)
            if term in words or term in glossary:
                where = "at an earlier word" if term in words else "in our glossary"
                source.complain("term", f"{term!r} stands {where} already")
            words[term] = meaning
        alone = not added["option"] and not added["word"]
        for at, raw in enumerate(_tables(folder, file, name, problems, needed=alone), start=1):
            source = _Source(file, f"item {at}", raw, sentences, problems)
            before = len(problems)
            item = _item(source, name, f"{name}-")
            if item.item_id in found:
                source.complain("id", f"{item.item_id!r} stands at an earlier item too")
            if len(problems) == before:
                found[item.item_id] = item
    if problems:
        raise SchemaError(problems)
    return OwnWords(tuple(found.values()), tuple(options), tuple(words.items()))


def _added(folder: Traversable, file: str, kind: str, problems: list[Problem]) -> list[Any]:
    tables = read_toml(folder, file).get(kind, [])
    if isinstance(tables, list):
        return tables
    problems.append(Problem(file, f"write [[{kind}]], with two brackets", column=kind))
    return []


def _own_option(source: _Source, ours: Mapping[str, Item], number: int) -> Iterator[tuple[str, Option]]:
    """Yield a wrong option for an item of ours, with the item's id."""
    name, text, reason = source.text("item"), source.text("text"), source.reason()
    source.end(("item", "text", "reason"))
    asked = ours.get(name)
    if name and asked is None:
        hint = nearest(name, tuple(ours))
        source.complain("item", f"there is no question {name!r}" + (f"; did you mean {hint!r}?" if hint else ""))
    elif asked is not None and asked.kind not in ("single", "multiple"):
        source.complain("item", f"{name} is of the kind {asked.kind}; only single and multiple have options to add")
    elif asked is not None and text in [option.text for option in asked.options]:
        source.complain("text", f"{name} has this option already")
    elif asked is not None:
        yield name, Option(f"own{number}", text, False, reason)


def _own_word(source: _Source) -> tuple[str, str]:
    term, meaning = source.text("term"), source.text("definition")
    source.end(("term", "definition"))
    if term and not any(stands_in(term, sentence) for sentence in source.sentences.values()):
        source.complain("term", f"{term!r} does not stand in the passage; the glossary explains its words alone")
    return term, meaning


def _tables(
    folder: Traversable, file: str, lesson: str, problems: list[Problem], *, needed: bool = True
) -> list[Any]:
    known = ("lesson", "item") if lesson in LESSONS else ("lesson", "item", "option", "word")
    try:
        raw = read_toml(folder, file)
    except SchemaError as error:
        problems.extend(error.problems)
    else:
        for name in raw:
            if name not in known:
                problems.append(Problem(file, _unknown(name, known), column=name))
        if raw.get("lesson") != lesson:
            problems.append(Problem(file, f"{raw.get('lesson')!r} is not {lesson!r}", column="lesson"))
        items = raw.get("item", [])
        if isinstance(items, list) and (items or not needed):
            return items
        problems.append(Problem(file, "there is no [[item]] in it", column="item"))
    return []


def stands_in(words: str, sentence: str) -> bool:
    """Return whether quoted words stand in a sentence, as whole words; at a ``…`` something may be left out."""
    at = 0
    parts = [part.strip() for part in words.split("…") if part.strip()]
    for part in parts:
        found = re.compile(rf"(?<!\w){re.escape(part)}(?!\w)").search(sentence, at)
        if not found:
            return False
        at = found.end()
    return bool(parts)


def _unknown(name: str, known: tuple[str, ...]) -> str:
    hint = nearest(name, known)
    return "there is no such field" + (f"; did you mean {hint!r}?" if hint else "")


@dataclass
class _Source:
    """One table of the file, read field by field; what is wrong is written down, and reading goes on."""

    file: str
    name: str
    raw: Any
    sentences: Mapping[str, str]
    problems: list[Problem]
    place: str = ""
    seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if not isinstance(self.raw, Mapping):
            self.complain("", f"{self.raw!r} is no table")
            self.raw = {}

    def complain(self, column: str, says: str) -> None:
        where = ", ".join(part for part in (self.place, column) if part)
        self.problems.append(Problem(self.file, says, self.name, where))

    def text(self, column: str, *, default: str | None = None) -> str:
        self.seen.add(column)
        value = self.raw.get(column, default)
        if value is None:
            self.complain(column, "the field is missing")
            return ""
        if not isinstance(value, str):
            self.complain(column, f"{value!r} is no text")
            return ""
        return value if column not in self.raw else self.checked(column, value)

    def checked(self, column: str, value: str) -> str:
        """Return a text that people will read, after looking at its make and its quotations."""
        if not value.strip() or value != value.strip():
            self.complain(column, f"{value!r} is empty, or starts or ends with space")
        if unicodedata.normalize("NFC", value) != value or any(
            unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co") for sign in value
        ):
            self.complain(column, f"{value!r} holds a line end, a control sign or letters not composed (NFC)")
        if value.count("“") != value.count("”"):
            self.complain(column, f"{value!r} opens and closes quotation marks unequally")
        for words in QUOTED.findall(value):
            if not any(stands_in(words, sentence) for sentence in self.sentences.values()):
                self.complain(column, f"these words do not stand in the passage: {words!r}")
        return value

    def reason(self, column: str = "reason") -> str:
        value = self.text(column)
        if value and not QUOTED.search(value):
            self.complain(column, f"a reason quotes the passage between “ and ”; this does not: {value!r}")
        return value

    def flag(self, column: str) -> bool:
        self.seen.add(column)
        value = self.raw.get(column, False)
        if not isinstance(value, bool):
            self.complain(column, f"{value!r} is neither true nor false")
        return value is True

    def number(self, column: str, lowest: int, highest: int, *, default: int | None = None) -> int:
        self.seen.add(column)
        value = self.raw.get(column, default)
        if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
            self.complain(column, f"{value!r} is no whole number from {lowest} to {highest}")
            return lowest
        return value

    def texts(self, column: str) -> tuple[str, ...]:
        self.seen.add(column)
        value = self.raw.get(column, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self.complain(column, f"{value!r} is no list of texts")
            return ()
        if len(set(value)) < len(value):
            self.complain(column, f"{value!r} names something twice")
        return tuple(value)

    def choice(self, column: str, choices: tuple[str, ...], *, default: str | None = None) -> str:
        value = self.text(column, default=default)
        if value and value not in choices:
            hint = nearest(value, choices)
            says = f"{value!r} is none of {', '.join(choices)}"
            self.complain(column, says + (f"; did you mean {hint!r}?" if hint else ""))
        return value

    def places(self, column: str) -> tuple[str, ...]:
        """Return sentence ids."""
        value = self.texts(column)
        for name in value:
            if name not in self.sentences:
                self.complain(column, f"{name!r} is no sentence of the passage")
        return tuple(name for name in value if name in self.sentences)

    def inner(self, column: str, fewest: int, most: int) -> Iterator[_Source]:
        """Yield the tables of a list of tables."""
        self.seen.add(column)
        value = self.raw.get(column, [])
        if not isinstance(value, list) or not fewest <= len(value) <= most:
            self.complain(column, f"there must be {fewest} to {most} tables [[item.{column}]]")
            return
        for at, raw in enumerate(value):
            place = f"{column} {LETTERS[at]}"
            yield _Source(self.file, self.name, raw, self.sentences, self.problems, place)

    def table(self, column: str) -> _Source:
        self.seen.add(column)
        return _Source(self.file, self.name, self.raw.get(column, {}), self.sentences, self.problems, column, set())

    def end(self, known: tuple[str, ...]) -> None:
        """Name every field that nobody asked for."""
        for name in self.raw:
            if name not in self.seen:
                self.complain(name, _unknown(name, known))


def _item(source: _Source, lesson: str, start: str) -> Item:
    item_id = source.text("id")
    if re.fullmatch(rf"{start}\d\d", item_id):
        source.name = item_id
    elif item_id:
        source.complain("id", rf"{item_id!r} does not look like {start}\d\d")
    kind = source.choice("kind", KINDS)
    fields: dict[str, Any] = {
        "item_id": item_id,
        "lesson": lesson,
        "kind": kind,
        "stem": source.text("stem", default=ASKED if kind == "verdict" else None),
        "objective": source.text("objective"),
        "difficulty": source.number("difficulty", 1, 3),
        "settled_by": source.places("settled_by"),
        "near": source.places("near"),
        "words": source.texts("words"),
        "outside": source.texts("outside"),
        "check": source.choice("check", ("before_after",), default=""),
        "arguable": source.text("arguable", default=""),
        "hints": tuple(source.checked("hints", hint) for hint in source.texts("hints")),
    }
    if kind in KINDS:
        fields |= _READ[kind](source)
        source.end((*COMMON, *OWN[kind]))
    item = Item(**fields)
    _check_whole(source, item)
    return item


def _options(source: _Source) -> dict[str, Any]:
    multiple = source.raw.get("kind") == "multiple"
    options = []
    for at, inner in enumerate(source.inner("option", 3, 7)):
        absent = inner.flag("absent")
        options.append(
            Option(
                LETTERS[at],
                inner.text("text", default=ABSENT if absent else None),
                inner.flag("correct"),
                inner.reason(),
                absent,
            )
        )
        inner.end(("text", "correct", "reason", "absent"))
    right = sum(option.correct for option in options)
    if options and not multiple and right != 1:
        source.complain("option", f"{right} options are correct where exactly one must be")
    if options and multiple and not 1 < right < len(options):
        source.complain("option", f"{right} of {len(options)} options are correct; two must be, and not all")
    _differ(source, "option", [option.text for option in options])
    return {"options": tuple(options)}


def _verdict(source: _Source) -> dict[str, Any]:
    answer = source.choice("answer", tuple(VERDICTS))
    reasons = source.table("reasons")
    options = tuple(
        Option(name, text, name == answer, reasons.reason(name), name == "beyond")
        for name, text in VERDICTS.items()
    )
    reasons.end(tuple(VERDICTS))
    return {"statement": source.text("statement"), "options": options}


def _find(source: _Source) -> dict[str, Any]:
    right = source.places("sentences")
    reasons = source.table("reasons")
    otherwise = source.text("otherwise")
    options = []
    for name, words in source.sentences.items():
        said = reasons.reason(name) if name in reasons.raw or name in right else otherwise
        options.append(Option(name, words, name in right, said))
    options.append(Option(NONE, NO_SENTENCE, not right, reasons.reason(NONE), True))
    reasons.end((*source.sentences, NONE))
    need = source.number("need", 1, max(1, len(right)), default=max(1, len(right)))
    allowed = source.number("allowed", need, need + MORE, default=need)
    return {"options": tuple(options), "need": need, "allowed": allowed}


def _sort(source: _Source) -> dict[str, Any]:
    buckets = []
    for inner in source.inner("bucket", 2, 5):
        buckets.append(Bucket(inner.text("id"), inner.text("name")))
        inner.end(("id", "name"))
    ids = tuple(bucket.bucket_id for bucket in buckets)
    cards = []
    for at, inner in enumerate(source.inner("card", 4, 12)):
        cards.append(Card(LETTERS[at], inner.text("text"), inner.choice("bucket", ids), inner.reason()))
        inner.end(("text", "bucket", "reason"))
    for name in ids:
        if cards and name not in {card.bucket for card in cards}:
            source.complain("bucket", f"no card belongs into {name!r}")
    _differ(source, "bucket", list(ids))
    _differ(source, "card", [card.text for card in cards])
    return {"buckets": tuple(buckets), "cards": tuple(cards)}


def _order(source: _Source) -> dict[str, Any]:
    steps = []
    for at, inner in enumerate(source.inner("step", 3, 8)):
        place = inner.number("place", 1, 8, default=at + 1)
        steps.append(Step(LETTERS[at], inner.text("text"), place, inner.reason()))
        inner.end(("text", "place", "reason"))
    places = [step.place for step in steps]
    if places != sorted(places) or (steps and len(set(places)) < 3):
        source.complain("step", "the steps stand in the right order in the file, with three places or more")
    _differ(source, "step", [step.text for step in steps])
    return {"steps": tuple(steps)}


def _write(source: _Source) -> dict[str, Any]:
    criteria = []
    for at, inner in enumerate(source.inner("criterion", 3, 5)):
        levels = [inner.checked("levels", level) for level in inner.texts("levels")]
        if len(levels) != len(LEVELS):
            inner.complain("levels", f"{len(levels)} descriptions where there must be {len(LEVELS)}")
            levels = [""] * len(LEVELS)
        criteria.append(Criterion(LETTERS[at], inner.text("name"), (levels[0], levels[1], levels[2])))
        inner.end(("name", "levels"))
    exemplars = []
    for inner in source.inner("exemplar", len(LEVELS), len(LEVELS)):
        exemplars.append(Exemplar(inner.choice("level", LEVELS), inner.text("text"), inner.text("why")))
        inner.end(("level", "text", "why"))
    if exemplars and tuple(exemplar.level for exemplar in exemplars) != LEVELS:
        source.complain("exemplar", f"the levels must be {', '.join(LEVELS)}, in this order")
    source.seen.add("length")
    length = source.raw.get("length")
    if not (
        isinstance(length, list)
        and len(length) == 2
        and all(isinstance(n, int) and not isinstance(n, bool) for n in length)
        and 0 < length[0] < length[1]
    ):
        source.complain("length", f"{length!r} is no pair of word counts such as [40, 80]")
        length = [1, 2]
    return {"criteria": tuple(criteria), "exemplars": tuple(exemplars), "length": (length[0], length[1])}


_READ = {
    "single": _options,
    "multiple": _options,
    "verdict": _verdict,
    "find": _find,
    "sort": _sort,
    "order": _order,
    "write": _write,
}


def _differ(source: _Source, column: str, texts: list[str]) -> None:
    for text in dict.fromkeys(texts):
        if text and texts.count(text) > 1:
            source.complain(column, f"{text!r} is there twice")


def _check_whole(source: _Source, item: Item) -> None:
    if item.objective and item.verb not in BLOOM:
        source.complain("objective", f"{item.verb!r} is none of the verbs a goal starts with: {', '.join(BLOOM)}")
    if bool(item.settled_by) == bool(item.near):
        source.complain("settled_by", "an item has either 'settled_by' or, where nothing settles it, 'near'")
    elif item.options and bool(item.near) != item.not_in_document:
        source.complain("near", "'near' is for items whose right answer is that the document does not say so")
    if item.check and item.kind == "write":
        source.complain("check", "a written answer cannot be compared before and after")
    _check_words(source, item)
    _check_hints(source, item)


def _check_words(source: _Source, item: Item) -> None:
    named = [source.sentences[name] for name in item.sentences]
    if item.settled_by and not item.words:
        source.complain("words", "name the words that settle it; they are marked in the sentence")
    for words in item.words:
        whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
        count = sum(len(whole.findall(sentence)) for sentence in named) if words else 0
        if count != 1:
            source.complain("words", f"{words!r} stands {count} times in {', '.join(item.sentences)}, not once")


def _check_hints(source: _Source, item: Item) -> None:
    if len(item.hints) != 3:
        source.complain("hints", f"{len(item.hints)} hints where there must be three: paragraph, sentence, words")
        return
    paragraph, sentence, words = item.hints
    if "paragraph" not in paragraph.casefold():
        source.complain("hints", f"the first hint names the paragraph; this does not: {paragraph!r}")
    if not any(name in sentence for name in item.sentences):
        source.complain(
            "hints", f"the second hint names {' or '.join(item.sentences)}; this does not: {sentence!r}"
        )
    if not QUOTED.search(words):
        source.complain("hints", f"the third hint quotes words of the passage; this does not: {words!r}")
