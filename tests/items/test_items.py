"""The question bank: complete, true to the passage, fair to guessers, and plain about what is wrong in it."""

import json
import re
import shutil
import tomllib
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spoiling import edit, problems_in

import nkj_data as nkj
from nkj_data import context
from nkj_data.coding import ours as our_labels
from nkj_data.document import tables
from nkj_data.document.passage import passage
from nkj_data.errors import ArgumentError, SchemaError, UnknownNameError
from nkj_data.items.model import BLOOM, KINDS, LESSONS, LEVELS
from nkj_data.packaged_files import data_folder

FOLDER = Path(str(data_folder() / "lessons"))
ITEMS = nkj.items.items()
SINGLES = [item for item in ITEMS if item.kind == "single"]
CONTEXT = " ".join(path.read_text(encoding="utf-8") for path in FOLDER.parent.glob("context/*.csv"))
NO_PROSE = ("id", "kind", "level", "bucket", "outside", "check", "settled_by", "near", "sentences", "answer")


def texts(value):
    """Yield every text that a person reads, from the bare TOML: no reader of ours stands between."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in NO_PROSE or (isinstance(one, list) and one and isinstance(one[0], dict)):
                yield from texts(one)


RAW = [
    item for path in sorted(FOLDER.glob("items_*.toml")) for item in tomllib.loads(path.read_text("utf-8"))["item"]
]
PROSE = [(raw["id"], bool(raw.get("outside")), text) for raw in RAW for text in texts(raw)]


# What there is


def test_there_are_enough_items_of_every_kind_in_every_lesson():
    assert len(ITEMS) >= 72
    assert {item.kind for item in ITEMS} == set(KINDS)
    per_lesson = Counter(item.lesson for item in ITEMS)
    assert set(per_lesson) == set(LESSONS)
    assert min(per_lesson.values()) >= 6
    assert min(Counter(item.kind for item in ITEMS).values()) >= 5
    assert {item.difficulty for item in ITEMS} == {1, 2, 3}


def test_not_in_the_document_is_the_right_answer_often_and_partly_for_true_facts():
    absent = [item for item in ITEMS if item.not_in_document]
    assert len(absent) >= 12
    assert len([item for item in absent if item.outside]) >= 5
    assert {item.kind for item in absent} == {"single", "verdict", "find"}
    assert all(item.near and not item.settled_by for item in absent)


def test_the_check_has_eight_questions_from_all_the_reading_lessons_that_can_be_scored_and_are_not_arguable():
    checked = nkj.items.check_items()
    assert len(checked) == 8
    assert {item.lesson for item in checked} == {"01", "02", "03", "04", "05", "06"}
    assert not [item.item_id for item in checked if item.arguable or item.kind == "write"]


def test_every_item_names_its_sentences_three_hints_and_a_goal_with_a_verb_of_bloom():
    for item in ITEMS:
        assert bool(item.settled_by) != bool(item.near), item
        assert len(item.hints) == 3, item
        assert item.verb in BLOOM, item
    assert len({BLOOM[item.verb] for item in ITEMS}) == 6


def test_every_option_card_and_step_has_a_reason_that_quotes_the_passage():
    for item in ITEMS:
        for part in (*item.options, *item.cards, *item.steps):
            assert re.search("“[^”]+”", part.reason) or item.kind == "find", (item, part)
        if item.kind == "find":
            assert all("“" in option.reason for option in item.options if option.correct)


def test_written_answers_have_three_exemplars_of_which_the_better_ones_keep_to_the_length():
    for item in ITEMS:
        if item.kind == "write":
            assert tuple(exemplar.level for exemplar in item.exemplars) == LEVELS
            for exemplar in item.exemplars[1:]:
                assert item.length[0] <= len(exemplar.text.split()) <= item.length[1], (item, exemplar.level)


# True to the passage


def test_every_quoted_phrase_in_the_bank_stands_in_the_passage():
    quotes = [(name, words) for name, _, text in PROSE for words in re.findall("“([^”]*)”", text)]
    assert len(quotes) > 500
    for name, words in quotes:
        parts = [part.strip() for part in words.split("…") if part.strip()]
        assert parts, name
        for part in parts:
            assert part in passage().text, (name, part)


def test_no_number_stands_in_the_bank_that_neither_the_passage_nor_the_named_record_has():
    bounds = tables.timeline()[["earliest", "latest"]].stack().dropna().dt.year.astype(int)
    ours = set(re.findall(r"\d+", passage().text)) | set(bounds.astype(str))
    theirs = set(re.findall(r"\d+", CONTEXT))
    for name, outside, text in PROSE:
        lengths = {str(number) for number in nkj.items.item(name).length}
        for number in re.findall(r"(?<!S)(?<!\d)\d+", text):
            assert number in ours | lengths | (theirs if outside else set()), (name, number, text)


def test_no_proper_name_stands_in_the_bank_that_neither_the_passage_nor_the_named_record_has():
    ours = set(re.findall(r"\w+", passage().text + passage().page["source_line"])) | {"I", "S", "Koreas"}
    names = set(re.findall(r"(?<=\w )([A-Z]\w+)", CONTEXT)) - ours
    names -= {word.capitalize() for word in re.findall(r"\b[a-z]\w+", CONTEXT + passage().text)}
    for name, outside, text in PROSE:
        for match in re.finditer(r"[A-Z]\w*", text):
            inside = re.search(r"([\w,;]|[^.?!]’) $", text[: match.start()])
            word = match[0]
            if (inside or word in names) and not re.fullmatch(r"S\d\d", word):
                assert word in ours or (outside and word in CONTEXT), (name, word, text)


def test_items_that_rest_on_the_wider_record_name_rows_that_it_has():
    known = {name for table in context.catalog()["table"] for name in context.table(table).iloc[:, 0]}
    assert {row for item in ITEMS for row in item.outside} <= known


def test_what_the_bank_itself_says_keeps_the_reading_rules():
    """Stems, right options and judgements that hold; wrong options may break every rule."""
    for item in ITEMS:
        said = [item.stem, *item.hints, *(option.text for option in item.options if option.correct)]
        if item.options and any(o.correct and o.option_id in ("stated", "inference") for o in item.options):
            said.append(item.statement)
        for text in said:
            if "Yi Un Hee" in text:
                assert not re.search(r"\b(she|her|he|his|him)\b", re.sub("‘[^’]*’", "", text)), item
            if "kidnap" in text and item.statement != text:
                assert re.search("allege|case|what for", text), (item, text)
            assert not re.search(r"\b(today|nowadays|currently)\b", re.sub("‘[^’]*’", "", text)), item
            assert not re.search(r"because of (its|the) (relations|change)", text), item
            if not item.outside:
                assert not re.search(r"\b(eight|five|six|seven) rounds", text), item


# Fair to guessers


def test_the_right_option_is_neither_the_longest_nor_the_shortest_as_a_rule():
    ranks = Counter()
    share = []
    for item in SINGLES:
        right = next(len(option.text) for option in item.options if option.correct)
        shorter = sum(len(option.text) < right for option in item.options)
        ranks[shorter] += 1
        share.append(shorter / (len(item.options) - 1))
    for rank in ranks.values():
        assert rank <= 0.45 * len(SINGLES), ranks
    assert ranks[0] <= 0.35 * len(SINGLES)
    assert ranks[3] <= 0.35 * len(SINGLES)
    assert 0.4 <= sum(share) / len(share) <= 0.6, ranks


def test_the_right_options_of_multiple_choice_are_as_long_as_the_wrong_ones():
    gaps = []
    for item in ITEMS:
        if item.kind == "multiple":
            right = [len(option.text) for option in item.options if option.correct]
            wrong = [len(option.text) for option in item.options if not option.correct]
            gaps.append(sum(right) / len(right) - sum(wrong) / len(wrong))
    assert abs(sum(gaps) / len(gaps)) < 8, gaps
    assert 0.25 < sum(gap > 0 for gap in gaps) / len(gaps) < 0.75, gaps


def test_the_key_stands_in_no_fixed_place():
    places = Counter([option.correct for option in item.shown_options].index(True) for item in SINGLES)
    assert set(places) == {0, 1, 2, 3}
    for count in places.values():
        assert 0.15 * len(SINGLES) <= count <= 0.35 * len(SINGLES), places
    several = [item for item in ITEMS if item.kind == "multiple"]
    shown = Counter(at for item in several for at, o in enumerate(item.shown_options) if o.correct and at < 5)
    assert min(shown[at] for at in range(5)) >= 0.25 * len(several), shown


def test_not_in_the_document_is_no_giveaway_where_it_is_offered():
    offered = [item for item in SINGLES if any(option.absent for option in item.options)]
    right = sum(item.not_in_document for item in offered)
    assert 0.35 * len(offered) <= right <= 0.65 * len(offered)
    places = Counter([option.absent for option in item.shown_options].index(True) for item in offered)
    assert max(places.values()) <= 0.45 * len(offered), places


def test_no_verdict_is_right_as_a_rule():
    keys = Counter(o.option_id for item in ITEMS if item.kind == "verdict" for o in item.options if o.correct)
    assert len(keys) == 4
    assert max(keys.values()) <= 0.4 * sum(keys.values()), keys


def test_the_order_shown_is_always_the_same_and_never_already_right():
    for item in ITEMS:
        again = nkj.items.item(item.item_id)
        assert item.shown_options == again.shown_options
        assert item.shown_cards == again.shown_cards
        places = [step.place for step in item.shown_steps]
        assert places == [step.place for step in again.shown_steps]
        assert item.kind != "order" or places != sorted(places)
        if item.kind == "sort":
            assert [card.bucket for card in item.shown_cards] != sorted(card.bucket for card in item.cards)


def test_no_order_item_whatever_is_shown_already_right():
    ordered = next(item for item in ITEMS if item.kind == "order")
    for number in range(200):
        some = replace(ordered, item_id=f"q00-{number}", steps=ordered.steps[:3])
        assert [step.place for step in some.shown_steps] != [1, 2, 3]


# The front door


def test_items_come_by_lesson_and_by_id_and_a_wrong_name_gets_the_nearest():
    assert nkj.items.items(3) == nkj.items.items("03") == tuple(item for item in ITEMS if item.lesson == "03")
    assert nkj.items.item("q03-01") in ITEMS
    with pytest.raises(UnknownNameError) as caught:
        nkj.items.item("Q03-01")
    assert (
        str(caught.value) == "There is no item 'Q03-01'. Did you mean 'q03-01'? nkj.items.table() lists them all."
    )
    with pytest.raises(UnknownNameError) as caught:
        nkj.items.items(9)
    assert str(caught.value) == "There is no lesson 9. Choose from: 00, 01, 02, 03, 04, 05, 06, 07, 08."
    with pytest.raises(ArgumentError):
        nkj.items.item(None)


def test_the_bank_is_a_table_with_a_key_for_every_item():
    frame = nkj.items.table()
    assert frame["item_id"].tolist() == [item.item_id for item in ITEMS]
    assert frame["key"].str.len().gt(0).all()
    row = frame.set_index("item_id").loc["q02-05"]
    assert (row["key"], row["settled_by"], row["kind"]) == ("S05; S06", "S05, S06", "find")


def test_no_module_hides_a_function_of_its_name():
    for room in (nkj.coding, nkj.items, nkj.record, nkj.tasks, nkj.texts, nkj.widgets):
        modules = {path.stem for path in (Path(room.__file__).parent).glob("*.py")} - {"__init__"}
        assert not modules & set(dir(room)), room
        assert all(getattr(room, name) is not None for name in dir(room))


def test_a_page_gets_plain_values_the_shown_order_and_whole_sentences():
    sentences = tables.sentences().set_index("sentence_id")["quote"]
    for item in ITEMS:
        given = json.loads(json.dumps(nkj.items.as_page(item), allow_nan=False))
        assert given["id"] == item.item_id
        assert [option["id"] for option in given["options"]] == [o.option_id for o in item.shown_options]
        assert [quoted["sentence_id"] for quoted in given["quoted"]] == sorted(item.sentences)
        for quoted in given["quoted"]:
            assert "".join(words for words, _ in quoted["segments"]) == sentences[quoted["sentence_id"]]
        marked = [words for quoted in given["quoted"] for words, mark in quoted["segments"] if mark]
        assert item.near or marked, item
        assert "".join(marked) in "".join(sentences[name] for name in sorted(item.sentences)) or len(marked) > 1


# Our coding of the sentences


def test_our_coding_agrees_with_the_claims_of_each_sentence():
    claims = tables.claims()
    coding = nkj.coding.our_coding()
    assert [coded.sentence_id for coded in coding] == tables.sentences()["sentence_id"].tolist()
    for coded in coding:
        here = claims[claims["sentence_id"] == coded.sentence_id]
        for aspect in our_labels.ASPECTS:
            found = set(here[aspect])
            assert coded.label(aspect) in found, (coded, aspect)
            if aspect != "topic":
                assert set(coded.also.get(aspect, ())) <= found, (coded, aspect)
        said = set(here["certainty"]) - {"implied"}
        also = {coded.certainty, *coded.also.get("certainty", ())}
        assert said <= also, f"{coded.sentence_id} has claims that are {said}: say so in 'also'"
    assert set(our_labels.TOPICS) == set(claims["topic"].cat.categories)
    assert set(our_labels.VOICES) == set(claims["voice"].cat.categories)
    assert {"implied", *our_labels.CERTAINTIES} == set(claims["certainty"].cat.categories)
    assert any(coded.arguable for coded in coding)


def test_every_phrase_that_our_coding_quotes_stands_in_the_passage():
    for coded in nkj.coding.our_coding():
        for words in re.findall("“([^”]*)”", coded.reason + coded.arguable):
            assert words in passage().text, (coded.sentence_id, words)


# A bank that somebody edited


@pytest.fixture
def folder(tmp_path):
    """A copy of the bank that a test may spoil."""
    shutil.copytree(FOLDER, tmp_path / "lessons")
    return tmp_path / "lessons"


problems_of = partial(problems_in, nkj.items.read)


def test_an_unspoiled_copy_reads_the_same(folder):
    assert nkj.items.read(folder) == ITEMS


def test_a_false_quotation_is_named(folder):
    edit(folder / "items_03.toml", "“Coincidental with” is a tie in time.", "“Because of” is a tie in time.")
    assert problems_of(folder) == [
        "items_03.toml, q03-01, option c, reason: these words do not stand in the passage: 'Because of'"
    ]


def test_a_reason_without_a_quotation_is_named(folder):
    edit(folder / "items_00.toml", 'It is weaker than ‘are’."', 'It is weak."')
    edit(folder / "items_00.toml", "Right: “P'yongyang's primary motives appear to be” tells how things look. ", "")
    assert problems_of(folder) == [
        "items_00.toml, q00-02, option b, reason: a reason quotes the passage between “ and ”; "
        "this does not: 'It is weak.'"
    ]


def test_all_problems_of_all_files_come_at_once(folder):
    edit(folder / "items_00.toml", 'kind = "find"', 'kind = "fnd"')
    edit(folder / "items_01.toml", "difficulty = 1", "difficulty = 4")
    edit(folder / "items_02.toml", 'settled_by = ["S01", "S02"]', 'settled_by = ["S01", "S2"]')
    edit(folder / "items_03.toml", "correct = true", "corect = true")
    edit(folder / "items_04.toml", 'id = "q04-02"', 'id = "q04-01"')
    edit(folder / "items_05.toml", 'objective = "Identify the grounds of a demand."', 'objective = "Know it."')
    edit(folder / "items_06.toml", 'near = ["S07"]', 'settled_by = ["S07"]')
    edit(folder / "items_07.toml", 'words = ["appear to be a quest for relief"]', 'words = ["and"]')
    edit(folder / "items_08.toml", 'lesson = "08"', 'lesson = "8"')
    assert problems_of(folder) == [
        "items_00.toml, q00-01, kind: 'fnd' is none of single, multiple, verdict, find, sort, order, write; "
        "did you mean 'find'?",
        "items_01.toml, q01-01, difficulty: 4 is no whole number from 1 to 3",
        "items_02.toml, q02-01, settled_by: 'S2' is no sentence of the passage",
        "items_02.toml, q02-01, words: 'Crucial to this policy' stands 0 times in S01, not once",
        "items_03.toml, q03-01, option c, corect: there is no such field; did you mean 'correct'?",
        "items_03.toml, q03-01, option: 0 options are correct where exactly one must be",
        "items_04.toml, q04-01, id: 'q04-01' stands at an earlier item too",
        f"items_05.toml, q05-01, objective: 'know' is none of the verbs a goal starts with: {', '.join(BLOOM)}",
        "items_06.toml, q06-02, near: 'near' is for items whose right answer is that the document does not say so",
        "items_07.toml, q07-01, words: 'and' stands 2 times in S08, not once",
        "items_08.toml, lesson: '8' is not '08'",
    ]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('text = "In Beijing."', 'text = "In P\'yongyang."', 'option: "In P\'yongyang." is there twice'),
        ('text = "In Beijing."', 'text = " "', "option b, text: ' ' is empty, or starts or ends with space"),
        ('text = "In Beijing."', "text = 7", "option b, text: 7 is no text"),
        (
            'hints = ["Look in the third paragraph.", "Read S10 to its end.", ',
            "hints = [",
            "hints: 1 hints where there must be three: paragraph, sentence, words",
        ),
        ('near = ["S10"]', 'near = ["S10"]\nnear_by = 1', "near_by: there is no such field; did you mean 'near'?"),
    ],
)
def test_what_is_wrong_with_a_field_is_named(folder, old, new, says):
    edit(folder / "items_00.toml", old, new)
    assert problems_of(folder) == [f"items_00.toml, q00-05, {says}"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", ["lesson: None is not '00'", "item: there is no [[item]] in it"]),
        (b"\xff", [": byte 0 is not UTF-8; save the file as UTF-8"]),
        (b'lesson = "00"\nitem = 7', ["item: there is no [[item]] in it"]),
        (b'lesson = "00"\nitem = [7]', ["item 1: 7 is no table"]),
    ],
)
def test_a_file_that_is_no_bank_is_named(folder, content, says):
    (folder / "items_00.toml").write_bytes(content)
    found = problems_of(folder)
    for one in says:
        assert f"items_00.toml{one}" in found or f"items_00.toml, {one}" in found


def test_a_missing_file_is_named(folder):
    (folder / "items_04.toml").unlink()
    assert problems_of(folder) == ["items_04.toml: the file is missing"]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(
    field=st.sampled_from(["kind", "stem", "hints", "settled_by", "words", "option", "difficulty", "check"]),
    value=JUNK,
    kind=st.sampled_from(KINDS),
)
def test_no_value_whatever_in_a_field_gives_anything_but_a_schema_error(field, value, kind):
    from nkj_data.items.parse import _item, _Source

    sentences = dict(zip(tables.sentences()["sentence_id"], tables.sentences()["quote"], strict=True))
    raw = {**next(raw for raw in RAW if raw["kind"] == kind), field: value}
    problems = []
    item = _item(_Source("items_00.toml", "item 1", raw, sentences, problems), "00", "q00-")
    assert problems or nkj.items.as_page(item)
    assert all(str(problem).startswith("items_00.toml, ") for problem in problems)


@settings(deadline=None, max_examples=30)
@given(st.binary(max_size=300))
def test_no_bytes_whatever_in_a_file_give_anything_but_a_schema_error(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("spoiled")
    shutil.copytree(FOLDER, folder, dirs_exist_ok=True)
    (folder / "items_00.toml").write_bytes(content)
    with pytest.raises(SchemaError):
        nkj.items.read(folder)


def test_the_argument_is_weighed_on_twelve_points():
    assert len(nkj.items.item("q07-08").criteria) * 3 == 12
