"""A place to write, on the Python side: what it is called, what it refuses, and where its texts go."""

import re

import pytest

import nkj_data as nkj
from nkj_data.errors import ArgumentError, UnknownNameError
from nkj_data.record import Record
from nkj_data.widgets import Notes, Progress

LINE = {"id": "0123456789abcdef" * 2, "act": "draft", "item": "03-warm-up", "phase": "lesson", "widget": "Notes"}
NAMED = (
    "Notes() first takes the name under which the note is kept: two digits, a hyphen and words in small letters, "
    "such as '03-warm-up'{asked}. The labels of its boxes follow."
)


@pytest.fixture
def record(tmp_path):
    return Record(tmp_path, learner="wren")


def heard(notes, **line):
    sent = []
    notes.send = sent.append
    notes._heard(None, {"type": "line", "line": {**LINE, **line}})
    return sent[-1]


def test_labels_stand_in_their_order_and_without_any_there_is_one_box(record):
    notes = Notes("03-warm-up", "Need", "  Hope ", "Same\ntime", record=record)
    assert [notes.item, notes.labels] == ["03-warm-up", ["Need", "Hope", "Same time"]]
    assert repr(notes) == "<Notes '03-warm-up': Need, Hope, Same time>"
    assert repr(Notes("01-part-2", record=record)) == "<Notes '01-part-2'>"


def test_a_note_without_a_name_says_what_it_takes():
    with pytest.raises(ArgumentError) as error:
        Notes()
    assert str(error.value) == NAMED.format(asked="")


@pytest.mark.parametrize(
    "name", ["Need", "3-warm-up", "03", "03-", "03-01", "03-Warm-up", "03 warm up", "03-warm-up\n", "٠٣-warm", 3]
)
def test_a_bad_name_is_refused_and_shown(name):
    with pytest.raises(ArgumentError) as error:
        Notes(name, "Need")
    assert str(error.value) == NAMED.format(asked=f", not {name!r}")


def test_a_name_too_long_for_the_record_is_refused():
    with pytest.raises(ArgumentError):
        Notes("03-" + "warm" * 60)


@pytest.mark.parametrize("label", [3, None, "", " \n", b"Need"])
def test_a_label_that_is_no_text_is_refused(label):
    with pytest.raises(ArgumentError) as error:
        Notes("03-warm-up", "Hope", label)
    assert str(error.value) == f"A label of Notes() is a text such as 'Need', not {label!r}."


def test_two_labels_alike_and_one_without_end_are_refused():
    with pytest.raises(ArgumentError) as error:
        Notes("03-warm-up", "Need", "Hope", " NEED")
    assert str(error.value) == "Two labels of Notes() are alike: 'NEED'. Give each box a label of its own."
    with pytest.raises(ArgumentError) as error:
        Notes("03-warm-up", "x" * 201)
    assert str(error.value) == f"A label of Notes() has at most 200 signs; '{'x' * 30}…' has 201."


def test_an_option_or_a_string_that_does_not_exist_is_refused(record):
    with pytest.raises(ArgumentError) as error:
        Notes("03-warm-up", recrod=record)
    assert str(error.value) == "Notes() has no option 'recrod'. Did you mean 'record'?"
    with pytest.raises(ArgumentError) as error:
        Notes("03-warm-up", rows=3)
    assert str(error.value) == "Notes() has no option 'rows'. Choose from: record, strings."
    with pytest.raises(UnknownNameError, match=r"There is no string of a place to write 'lable'\. Did you mean"):
        Notes("03-warm-up", strings={"lable": "Notizen"})
    with pytest.raises(ArgumentError, match=r"record takes a nkj\.record\.Record, not str\."):
        Notes("03-warm-up", record="here")


def test_a_note_is_kept_as_a_draft_and_counts_as_no_question(record):
    notes = Notes("03-warm-up", "Need", record=record)
    before = [(row.attempted, row.written, row.says) for row in record.progress()]
    told = heard(notes, answer={"texts": {"Need": "A roof."}})
    assert [told["saved"], told["says"]] == [True, "Saved."]
    assert notes.states["03-warm-up"]["draft"] == {"texts": {"Need": "A roof."}}
    assert Notes("03-warm-up", record=Record(record.path.parent)).states == notes.states
    assert [(row.attempted, row.written, row.says) for row in record.progress()] == before
    assert "03-warm-up" not in str(Progress(record=record).rows)
    assert record.review() == ()


def test_no_note_can_be_taken_for_a_question():
    for one in nkj.items.items():
        with pytest.raises(ArgumentError):
            Notes(one.item_id)


def test_the_page_finds_every_word_it_asks_for_and_no_word_is_idle(record):
    notes = Notes("03-warm-up", record=record)
    asked = set(re.findall(r"\bstrings\.(\w+)", notes._esm))
    assert asked <= set(notes.strings)
    assert set(notes.strings) - asked == {"saving", "saved", "waiting", "unkept", "unsaved", "failed"}
