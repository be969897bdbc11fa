"""The bank in other programs' formats: read back by readers of their own, every key, worth and reason is there."""

import csv
import io
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from dataclasses import replace
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest

from nkj_data import cli
from nkj_data.errors import NKJError, UnknownNameError
from nkj_data.exports import FORMATS, ExportError, export
from nkj_data.exports.question import question
from nkj_data.items import items
from nkj_data.items.model import NONE
from nkj_data.items.scoring import score

ROOT = Path(__file__).parent.parent.parent
BANK = items()
CHOSEN = [item for item in BANK if item.kind in ("single", "verdict", "multiple", "find")]
SORTED = [item for item in BANK if item.kind == "sort"]
ORDERED = [item for item in BANK if item.kind == "order"]
NODE = shutil.which("node") if (ROOT / "node_modules" / "gift-pegjs").is_dir() else None
# What another program may take for its own: markup, formulas, the signs of GIFT and of Markdown, ends of CDATA.
HOSTILE = "<img src=x onerror=alert(1)> ]]> &amp; =1+1 {~%100%x} :: -> \\n *b* [a](b) | `c` # “q” \U0001f600"


def ids(found):
    return pytest.mark.parametrize("item", found, ids=lambda item: item.item_id)


def made(tmp_path, form, bank=None):
    return export(form, tmp_path / f"bank{FORMATS[form].suffix}", bank=bank).path


def words(html):
    """Return what a reader sees of a piece of HTML."""
    return "".join(Tree.fromstring(f"<all>{html}</all>").itertext())


@pytest.fixture(scope="module")
def moodle(tmp_path_factory):
    root = Tree.parse(made(tmp_path_factory.mktemp("moodle"), "moodle")).getroot()
    return {found.findtext("idnumber"): found for found in root.iter("question") if found.findtext("idnumber")}


@pytest.fixture(scope="module")
def qti(tmp_path_factory):
    with zipfile.ZipFile(made(tmp_path_factory.mktemp("qti"), "qti")) as package:
        manifest = Tree.fromstring(package.read("imsmanifest.xml"))
        names = [file.get("href") for file in manifest.iterfind(".//{*}file")]
        assert names == [name for name in package.namelist() if name != "imsmanifest.xml"]
        roots = [Tree.fromstring(package.read(name)) for name in names]
    return {item.get("ident"): item for root in roots for item in root.iterfind(".//{*}item")}


@pytest.fixture(scope="module")
def gift(tmp_path_factory):
    if not NODE:
        if os.environ.get("NKJ_REQUIRE_BROWSER"):
            pytest.fail("npm's packages are not installed: run npm ci")
        pytest.skip("the GIFT reader is an npm package: run npm ci")
    text = made(tmp_path_factory.mktemp("gift"), "gift").read_text(encoding="utf-8")
    return read_gift(text)


def read_gift(text):
    done = subprocess.run(
        [NODE, "tests/exports/gift_reader.cjs"], input=text.encode(), capture_output=True, cwd=ROOT, check=True
    )
    return {found["title"]: found for found in json.loads(done.stdout) if found["type"] != "Category"}


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    text = made(tmp_path_factory.mktemp("csv"), "csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def unescaped(text):
    """Undo what this reader forgets to undo in the answers of a pair: it keeps an escaped sign as ``&&058;``."""
    return re.sub(r"&&(\d+);", lambda found: chr(int(found[1])), text)


def test_every_question_is_there_once_or_is_named_with_the_reason(tmp_path, moodle, qti, rows):
    everything = [item.item_id for item in BANK]
    orders = {item.item_id for item in ORDERED}
    assert [name for name in moodle if name != "passage"] == everything
    assert [name for name in qti if not name.startswith("passage")] == [n for n in everything if n not in orders]
    assert list(dict.fromkeys(row["item_id"] for row in rows)) == everything
    for form in ("gift", "qti"):
        done = export(form, tmp_path / form)
        assert {one.item_id for one in done.left_out} == orders
        assert "q00-04: this format has no form for putting things in order" in str(done)
    assert export("moodle", tmp_path / "all").left_out == ()


# Moodle


def moodle_worth(entry, picked):
    """Grade picked texts as Moodle's own multichoice does: the sum of the fractions, from 0 to 1."""
    fractions = {words(a.findtext("text")): float(a.get("fraction")) / 100 for a in entry.iter("answer")}
    return min(1.0, max(0.0, sum(fractions[text] for text in picked)))


@ids(CHOSEN)
def test_moodle_gives_the_same_points_for_whatever_is_ticked(moodle, item):
    entry, asked = moodle[item.item_id], question(item)
    assert entry.get("type") == "multichoice"
    assert entry.findtext("single") == str(asked.one).lower()
    field = {"single": "choice", "verdict": "verdict", "multiple": "choices", "find": "sentences"}[item.kind]
    chance = random.Random(item.item_id)
    for _ in range(12):
        most = 1 if asked.one else item.allowed if item.kind == "find" else len(asked.choices)
        # “No sentence says this” goes with no sentence.
        offered = [choice for choice in asked.choices if asked.one or choice.choice_id != NONE]
        picked = chance.sample(offered, chance.randint(1, most))
        given = [choice.choice_id for choice in picked]
        ours = score(item, {field: given if field in ("choices", "sentences") else given[0]}).points
        theirs = moodle_worth(entry, [choice.text for choice in picked])
        # Where two sentences are asked for, a wrong one takes something off there: all could be ticked otherwise.
        if item.kind == "find" and not asked.one:
            assert theirs <= ours + 1e-4
            assert (theirs == pytest.approx(1, abs=1e-4)) == (ours == 1)
        else:
            assert theirs == pytest.approx(ours, abs=1e-4)


@ids(SORTED)
def test_moodle_matches_each_card_to_its_place(moodle, item):
    entry = moodle[item.item_id]
    pairs = {words(p.findtext("text")): p.find("answer").findtext("text") for p in entry.iter("subquestion")}
    names = {bucket.bucket_id: bucket.name for bucket in item.buckets}
    assert pairs == {card.text: names[card.bucket] for card in item.cards}


@ids(ORDERED)
def test_moodle_has_the_steps_in_order_and_counts_pairs(moodle, item):
    entry = moodle[item.item_id]
    assert entry.get("type") == "ordering"
    assert entry.findtext("gradingtype") == "RELATIVE_ALL_PREVIOUS_AND_NEXT"
    steps = [words(answer.findtext("text")) for answer in entry.iter("answer")]
    assert steps == [step.text for step in sorted(item.steps, key=lambda step: step.place)]
    assert len({step.place for step in item.steps}) == len(steps)  # steps of one place would have no form there


@ids(BANK)
def test_moodle_says_the_reasons_the_sentences_and_the_hints(moodle, item):
    entry = moodle[item.item_id]
    said = " ".join(words(found.text or "") for found in entry.iter("text") if "<p>" in (found.text or ""))
    for sentence in question(item).sentences:
        assert f"{sentence.sentence_id}: {sentence.text}" in said
    parts = (*item.options, *item.cards, *item.steps)
    assert [part.reason for part in parts if part.reason not in said] == []
    assert [level for line in item.criteria for level in line.levels if level not in said] == []
    hints = [words(hint.findtext("text")) for hint in entry.iter("hint")]
    assert hints == ([] if item.kind == "write" else list(item.hints))
    assert ("outside the document" in said.casefold()) >= bool(item.outside)


# QTI


def qti_points(entry, given):
    """Run the response processing of an item: ``given`` holds the values of each response."""

    def holds(condition):
        tag = condition.tag.rpartition("}")[2]
        if tag == "varequal":
            return condition.text in given.get(condition.get("respident"), ())
        if tag == "not":
            return not holds(condition[0])
        if tag == "and":
            return all(map(holds, condition))
        return tag == "other"

    points, said = 0.0, []
    for condition in entry.iterfind(".//{*}respcondition"):
        if holds(condition.find("{*}conditionvar")[0]):
            for change in condition.iterfind(".//{*}setvar"):
                points = float(change.text) + (points if change.get("action") == "Add" else 0)
            said += [shown.get("linkrefid") for shown in condition.iterfind(".//{*}displayfeedback")]
    return points / 100, said


@ids(CHOSEN)
def test_qti_scores_the_key_and_explains_each_tick(qti, item):
    entry, asked = qti[item.item_id], question(item)
    feedback = {
        found.get("ident"): words(found.findtext(".//{*}mattext")) for found in entry.iterfind(".//{*}itemfeedback")
    }
    right = [choice.choice_id for choice in asked.choices if choice.worth > 0]
    points, said = qti_points(entry, {"response1": right})
    assert points == 1
    assert {f"{name}_fb" for name in right} <= set(said)
    for choice in asked.choices:
        assert feedback[f"{choice.choice_id}_fb"] == choice.reason
        other = [choice.choice_id] if asked.one else sorted({*right} ^ {choice.choice_id})
        assert qti_points(entry, {"response1": other})[0] == (1 if other == sorted(right) else 0)
    labels = [words(found.findtext(".//{*}mattext")) for found in entry.iterfind(".//{*}response_label")]
    assert labels == [choice.text for choice in asked.choices]


@ids(SORTED)
def test_qti_gives_the_same_part_of_the_points_for_cards_in_their_place(qti, item):
    chance = random.Random(item.item_id)
    for _ in range(10):
        placed = {card.card_id: chance.choice(item.buckets).bucket_id for card in item.cards}
        given = {f"response_{at}": (placed[card.card_id],) for at, card in enumerate(item.shown_cards, start=1)}
        points, _ = qti_points(qti[item.item_id], given)
        assert points == pytest.approx(score(item, {"buckets": placed}).points, abs=1e-3)


# GIFT, read by a parser from elsewhere


@ids(CHOSEN)
def test_gift_has_every_choice_its_worth_and_its_reason(gift, item):
    found, asked = gift[item.item_id], question(item)
    assert found["type"] == "MC"
    assert found["stem"]["text"] == "\n\n".join(asked.lead)
    read = [
        (
            choice["text"]["text"],
            choice["isCorrect"] if choice["weight"] is None else choice["weight"] > 0,
            choice["feedback"]["text"],
        )
        for choice in found["choices"]
    ]
    assert read == [(choice.text, choice.worth > 0, choice.reason) for choice in asked.choices]
    if not asked.one:
        weights = [choice["weight"] for choice in found["choices"]]
        assert weights == pytest.approx([100 * choice.worth for choice in asked.choices], abs=1e-3)
    assert all(sentence.sentence_id in found["globalFeedback"]["text"] for sentence in asked.sentences)


@ids(SORTED)
def test_gift_matches_each_card_to_its_place(gift, item):
    found = gift[item.item_id]
    assert found["type"] == "Matching"
    pairs = [(pair["subquestion"]["text"], unescaped(pair["subanswer"])) for pair in found["matchPairs"]]
    assert pairs == [(card, bucket) for card, bucket, _ in question(item).pairs]


def test_gift_has_the_written_questions_with_their_rubric(gift):
    written = [item for item in BANK if item.kind == "write"]
    assert written
    for item in written:
        assert gift[item.item_id]["type"] == "Essay"
        assert item.criteria[0].levels[2] in gift[item.item_id]["globalFeedback"]["text"]


# Anki, tables, text


def notes(path, tmp_path):
    with zipfile.ZipFile(path) as package:
        name = next(name for name in package.namelist() if name.startswith("collection"))
        package.extract(name, tmp_path)
    database = sqlite3.connect(tmp_path / name)
    try:
        return {guid: fields.split("\x1f") for guid, fields in database.execute("select guid, flds from notes")}
    finally:
        database.close()


def test_anki_has_a_card_for_each_question_with_key_and_sentences(tmp_path):
    found = notes(made(tmp_path, "anki"), tmp_path)
    assert set(found) == {f"nkj-{item.item_id}" for item in BANK}
    for item in BANK:
        name, lesson, asked, offered, answer, reasons = found[f"nkj-{item.item_id}"]
        assert (name, lesson) == (item.item_id, item.lesson)
        assert item.stem in words(asked)
        assert f"Key: {item.key}" in words(answer)
        assert all(sentence.text in words(answer) for sentence in question(item).sentences)
        assert all(option.text in words(offered) for option in item.options)
        right = [option for option in item.options if option.correct]
        assert all(option.reason in words(reasons) for option in right)


def test_without_genanki_one_sentence_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "genanki", None)
    with pytest.raises(NKJError, match=r"Run: python -m pip install genanki, then this again"):
        export("anki", tmp_path / "deck")
    assert list(tmp_path.iterdir()) == []


@ids(BANK)
def test_the_table_has_each_part_with_its_key_and_reason(rows, item):
    own = [row for row in rows if row["item_id"] == item.item_id]
    by_part = {}
    for row in own:
        by_part.setdefault(row["part"].partition(" ")[0].strip(","), []).append(row)
    names = {bucket.bucket_id: bucket.name for bucket in item.buckets}
    options = [(row["part_id"], float(row["worth"]) > 0, row["reason"]) for row in by_part.get("option", [])]
    assert options == [(one.option_id, one.correct, one.reason) for one in item.shown_options]
    cards = [(row["part_id"], row["belongs_to"], row["reason"]) for row in by_part.get("card", [])]
    assert cards == [(one.card_id, names[one.bucket], one.reason) for one in item.shown_cards]
    steps = [(row["part_id"], int(row["place"]), row["reason"]) for row in by_part.get("step", [])]
    assert steps == [(one.step_id, one.place, one.reason) for one in item.shown_steps]
    assert len(by_part.get("level", [])) == 3 * len(item.criteria)
    assert {row["settled_by"] for row in own} == {"; ".join(item.settled_by)}
    assert own[0]["stem"].removeprefix("'") == item.stem


def test_the_text_has_each_question_and_a_reader_of_markdown_sees_the_same_words(tmp_path):
    mistune = pytest.importorskip("mistune")
    text = made(tmp_path, "markdown").read_text(encoding="utf-8")
    assert re.findall(r"^### (q\d\d-\d\d)$", text, re.MULTILINE) == [item.item_id for item in BANK]
    read = " ".join(re.sub(r"<[^>]*>", "", mistune.html(text)).split())
    for item in BANK:
        for option in item.options:
            assert " ".join(mistune.escape(option.text).split()) in read


# Hostile words, files that are there


@pytest.fixture(scope="module")
def hostile():
    single = next(item for item in BANK if item.kind == "single")
    options = tuple(
        replace(option, text=f"{HOSTILE} {option.option_id}", reason=HOSTILE) for option in single.options
    )
    return replace(single, stem=f"={HOSTILE}", options=options)


def test_words_that_look_like_markup_or_formulas_come_through_as_words(tmp_path, hostile):
    texts = [f"{HOSTILE} {option.option_id}" for option in hostile.shown_options]
    root = Tree.parse(made(tmp_path, "moodle", [hostile])).getroot()
    (entry,) = (found for found in root.iter("question") if found.findtext("idnumber") == hostile.item_id)
    assert [words(answer.findtext("text")) for answer in entry.iter("answer")] == texts
    with zipfile.ZipFile(made(tmp_path, "qti", [hostile])) as package:
        item = next(Tree.fromstring(package.read(package.namelist()[1])).iterfind(".//{*}response_label/.."))
    assert [words(found.findtext(".//{*}mattext")) for found in item.iterfind(".//{*}response_label")] == texts
    (fields,) = notes(made(tmp_path, "anki", [hostile]), tmp_path).values()
    assert "<img" not in "".join(fields)
    assert words(fields[2]) == f"={HOSTILE}"
    table = made(tmp_path, "csv", [hostile]).read_text(encoding="utf-8-sig")
    found = list(csv.DictReader(io.StringIO(table)))
    assert {row["stem"] for row in found} == {f"'={HOSTILE}"}
    page = pytest.importorskip("mistune").html(made(tmp_path, "markdown", [hostile]).read_text(encoding="utf-8"))
    assert "<img" not in page
    assert unescape(re.sub(r"<[^>]*>", "", page)).count(HOSTILE) >= 2 * len(texts)


def test_gift_keeps_hostile_words_too(tmp_path, gift, hostile):
    read = read_gift(made(tmp_path, "gift", [hostile]).read_text(encoding="utf-8"))[hostile.item_id]
    texts = [choice["text"]["text"] for choice in read["choices"]]
    assert texts == [f"{HOSTILE} {option.option_id}" for option in hostile.shown_options]


def test_a_file_that_is_there_is_replaced_only_when_asked(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("my work", encoding="utf-8")
    with pytest.raises(ExportError, match=r"is there already and was not touched\. Name another file"):
        export("csv", path)
    assert path.read_text(encoding="utf-8") == "my work"
    assert export("csv", path, replace=True).path == path
    assert path.read_text(encoding="utf-8-sig").startswith("item_id,")


@pytest.mark.parametrize("out", ["no/such/folder/bank", "a\0b", "."])
def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path, out):
    with pytest.raises(ExportError, match=r"cannot be written \(.*\)\. Name a file in a folder that is there\.$"):
        export("csv", tmp_path / out if out != "." else tmp_path / "x.csv" / "y")


def test_an_unknown_format_is_answered_with_the_nearest(tmp_path):
    with pytest.raises(UnknownNameError, match="Did you mean 'moodle'"):
        export("Moodel", tmp_path / "bank")


def test_the_command_says_what_it_wrote_and_what_not(tmp_path, capsys):
    assert cli.main(["export", "gift", str(tmp_path / "bank")]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"{len(BANK) - len(ORDERED)} questions are in {tmp_path / 'bank.txt'}.\nLeft out:\n")
    assert cli.main(["export", "gift", str(tmp_path / "bank")]) == 1
    assert "--replace" in capsys.readouterr().err
    assert cli.main(["export", "gift", str(tmp_path / "bank"), "--replace"]) == 0
