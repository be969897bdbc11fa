"""What widgets with answers do in Python: lines from the page go into the record, whatever stands in them."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import nkj_data as nkj
from nkj_data import widgets
from nkj_data.errors import ArgumentError, UnknownNameError
from nkj_data.record import Record
from nkj_data.widgets import assets
from nkj_data.widgets.saving import keep

LINE = "0123456789abcdef" * 2
FOLDER = Path(assets.__file__).parent / "js"


class Heard:
    """A widget that keeps what it would send to its page."""

    def __init__(self, widget):
        self.widget, self.sent = widget, []
        widget.send = self.sent.append

    def hear(self, **line):
        self.widget._heard(None, {"type": "line", "line": {"id": LINE, "at": "", "phase": "lesson", **line}})
        return self.sent[-1]


@pytest.fixture
def record(tmp_path):
    return Record(tmp_path, learner="wren")


def test_an_answer_from_the_page_is_scored_saved_and_acknowledged(record, tmp_path):
    quiz = widgets.Quiz("q03-01", record=record)
    told = Heard(quiz).hear(act="answer", item="q03-01", answer={"choice": "c"}, widget="Quiz")
    assert [told["type"], told["id"], told["saved"], told["says"]] == ["saved", LINE, True, "Saved."]
    line = json.loads((tmp_path / "record.jsonl").read_text(encoding="utf-8"))
    assert [line["id"], line["outcome"], line["points"], line["widget"]] == [LINE, "correct", 1.0, "Quiz"]
    assert quiz.states["q03-01"]["last_answer"] == {"choice": "c"}
    assert json.dumps(quiz.states)


def test_the_same_line_handed_over_twice_is_kept_once(record):
    heard = Heard(widgets.Quiz("q03-01", record=record))
    for _ in range(3):
        assert heard.hear(act="answer", item="q03-01", answer={"choice": "a"})["saved"]
    assert len(record.entries()) == 1


def test_a_line_of_another_widget_is_taken_too(record):
    heard = Heard(widgets.Quiz("q03-01", record=record))
    assert heard.hear(act="draft", item="q07-08", answer={"text": "So far"})["saved"]
    assert record.state()["q07-08"].draft == {"text": "So far"}
    assert heard.hear(act="evidence", item="S08", answer={"note": "hedge"}, id="a" * 32)["saved"]
    assert [(piece.of, piece.note) for piece in record.basket()] == [("S08", "hedge")]
    assert heard.hear(act="evidence removed", item="a" * 32, id="b" * 32)["saved"]
    assert record.basket() == ()
    assert heard.hear(act="answer", item="board-01", answer={"S01": {}}, id="c" * 32)["saved"]
    assert record.state()["board-01"].last_outcome == "written"


def test_what_cannot_be_written_is_kept_by_the_page(tmp_path):
    (tmp_path / "file").write_text("no folder")
    record = Record(tmp_path / "file", learner="wren")
    told = Heard(widgets.Quiz("q03-01", record=record)).hear(act="answer", item="q03-01", answer={"choice": "a"})
    assert [told["saved"], told["keep"]] == [False, True]
    assert told["says"].startswith("Not saved: ")


def test_what_says_nothing_is_not_kept_for_ever(record):
    heard = Heard(widgets.Quiz("q03-01", record=record))
    empty = {"act": "answer", "item": "q03-01", "answer": {}}
    for line in (empty, {"act": "evidence", "item": "S99"}, {"act": "?"}):
        told = heard.hear(**line)
        assert [told["saved"], told["keep"]] == [False, False]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FIELDS = ("id", "at", "act", "item", "answer", "phase", "widget")


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    line=st.dictionaries(st.sampled_from(FIELDS), JUNK)
    | st.fixed_dictionaries(
        {
            "id": st.just(LINE) | st.text(max_size=40),
            "act": st.sampled_from(["answer", "draft", "evidence", "evidence removed", "x"]),
            "item": st.sampled_from(["q03-01", "q03-02", "q03-11", "S01", "board-01", "", "q99-99"]),
            "answer": JUNK,
            "phase": st.sampled_from(["lesson", "before", "after", "review", "x"]),
            "at": st.text(max_size=12),
            "widget": JUNK,
        }
    )
)
def test_nothing_that_a_page_sends_raises(tmp_path, line):
    record = Record(tmp_path, learner="wren")
    saved = keep(record, line)
    assert saved.says
    widgets.Quiz("q03-01", record=record)._heard(None, {"line": line})
    assert record.notices == ()


@settings(deadline=None, max_examples=60)
@given(content=JUNK)
def test_no_message_at_all_raises(content):
    for widget in (widgets.Quiz("q03-01"), widgets.Writer("q03-11"), widgets.Basket(), widgets.Progress()):
        widget._heard(None, content, None)
        widget._heard(None, {"type": "quotations", "text": content}, None)
        widget._heard(None, {"type": "wish", "wish": content}, None)


def test_the_record_of_the_lessons_is_where_the_lab_says(tmp_path, monkeypatch):
    monkeypatch.setenv("NKJ_WORK", str(tmp_path / "here"))
    assert nkj.record.my_record().path == tmp_path / "here" / "record.jsonl"
    assert nkj.record.my_record() is nkj.record.my_record()
    monkeypatch.delenv("NKJ_WORK")
    monkeypatch.chdir(tmp_path)
    assert nkj.record.my_record().path == tmp_path / "my_work" / "record.jsonl"


def test_a_quiz_says_what_it_cannot_show():
    with pytest.raises(UnknownNameError, match=re.escape("There is no item 'q03-99'. Did you mean")):
        widgets.Quiz("q03-99")
    with pytest.raises(ArgumentError) as error:
        widgets.Quiz()
    assert str(error.value) == "Quiz() takes the ids of questions such as 'q03-01'."
    with pytest.raises(ArgumentError) as error:
        widgets.Quiz("q03-11")
    assert str(error.value) == (
        "Quiz() shows single, multiple, verdict, find, sort, order; q03-11 is of the kind write. Use Writer for it."
    )
    with pytest.raises(ArgumentError) as error:
        widgets.Sorter("q03-01")
    assert str(error.value) == "Sorter() shows sort; q03-01 is of the kind single."
    with pytest.raises(ArgumentError) as error:
        widgets.Writer("q03-01")
    assert str(error.value) == "Writer() shows written answers; q03-01 is of the kind single. Use Quiz for it."
    with pytest.raises(ArgumentError) as error:
        widgets.Quiz("q03-01", recrod=None)
    assert str(error.value) == "Quiz() has no option 'recrod'. Did you mean 'record'?"
    with pytest.raises(ArgumentError) as error:
        widgets.Quiz("q03-01", record="my_work")
    assert str(error.value) == "record takes a nkj.record.Record, not str."
    with pytest.raises(ArgumentError) as error:
        widgets.BeforeAfter("during")
    assert str(error.value) == "BeforeAfter() takes 'before' or 'after', not 'during'."
    with pytest.raises(ArgumentError) as error:
        widgets.Review(most=0)
    assert str(error.value) == "Review() takes a whole number from 1 for most, not 0."
    with pytest.raises(ArgumentError, match="takes document tables"):
        widgets.Basket("S08")
    with pytest.raises(UnknownNameError, match="There is no lesson '9'"):
        widgets.Progress("9")
    with pytest.raises(UnknownNameError, match="There is no string of questions 'chekc'"):
        widgets.Quiz("q03-01", strings={"chekc": "Prüfen"})


def test_the_check_is_shown_twice_and_growth_is_told_after_the_second(record):
    before, after = widgets.BeforeAfter("before", record=record), widgets.BeforeAfter("after", record=record)
    asked = [one["id"] for one in before.items]
    assert asked == [one["id"] for one in after.items] == [one.item_id for one in nkj.items.check_items()]
    assert [before.quiet, after.quiet] == [True, False]
    item = nkj.items.item(asked[0])
    right = {"choice": next(option.option_id for option in item.options if option.correct)}
    Heard(before).hear(act="answer", item=asked[0], answer={"choice": "a"}, phase="before")
    Heard(after).hear(act="answer", item=asked[0], answer=right, phase="after", id="a" * 32)
    assert after.note == record.growth().says
    assert record.growth().compared == 1
    assert record.state() == {}


def test_what_was_missed_comes_back_in_the_review_and_begins_afresh(record):
    record.append("q03-01", {"choice": "a"}, outcome="incorrect", points=0, at="2026-01-01T10:00:00+00:00")
    record.append("q03-03", {"verdict": "stated"}, outcome="incorrect", points=0, at="2026-01-01T10:01:00+00:00")
    review = widgets.Review(record=record, most=1)
    assert [one["id"] for one in review.items] == ["q03-01"]
    assert review.states == {}
    assert review.note == "1 more wait after these: run the cell again."
    told = Heard(review).hear(act="answer", item="q03-01", answer={"choice": "c"}, phase="review")
    assert told["saved"]
    assert [card.item_id for card in record.review()] == ["q03-03"]
    assert widgets.Review(record=Record(record.path.parent / "new")).note.startswith("Nothing is due.")


def test_the_learners_wishes_are_done_and_said(record, tmp_path):
    record.append("q03-01", {"choice": "a"}, outcome="incorrect", points=0)
    progress = widgets.Progress(record=record)
    sent = []
    progress.send = sent.append
    assert {row["lesson"]: row["attempted"] for row in progress.rows}["03"] == 1
    assert [row["lesson"] for row in widgets.Progress("03", record=record).rows] == ["03"]
    for wish in ("look", "export", "start over", "delete", "nothing of ours"):
        progress._heard(None, {"type": "wish", "wish": wish})
    assert [one["says"].split(" ")[0] for one in sent] == ["Counted", "Exported", "A", "Deleted."]
    assert [bool(one["emptied"]) for one in sent] == [False, False, True, True]
    assert len(list(tmp_path.glob("my_record_*.jsonl"))) == 1
    assert not record.path.exists()
    assert {row["attempted"] for row in progress.rows} == {0}
    progress._heard(None, {"type": "wish", "wish": "rename", "name": "<b>heron</b>"})
    assert progress.learner == "<b>heron</b>"
    assert sent[-1]["says"] == "From now on your answers stand under the name <b>heron</b>."


def _made():
    frames = nkj.motives()
    makers = {
        "Quiz": lambda: widgets.Quiz("q03-01"),
        "Writer": lambda: widgets.Writer("q03-11"),
        "Basket": lambda: widgets.Basket(frames),
        "Progress": lambda: widgets.Progress(),
    }
    return [pytest.param(make, id=name) for name, make in makers.items()]


@pytest.mark.parametrize("make", _made())
def test_the_page_finds_every_word_it_asks_for_and_no_word_is_idle(make):
    widget = make()
    asked = set(re.findall(r"\bstrings(?:\"\))?\.(\w+)", widget._esm)) | set(
        re.findall(r"strings\[`(how|start) ", widget._esm)
    )
    said = {name.split()[0] for name in widget.strings}
    dynamic = {
        "saving",
        "saved",
        "waiting",
        "unkept",
        "failed",
        "exact",
        "nearly",
        "no",
        "unclosed",
        "starting",
        "secure",
        "strong",
    }
    # Said by what the page makes to hand in, or by a name that is put together.
    python = {
        "counted",
        "renamed",
        "handedIn",
        "notHandedIn",
        "quotation",
        "outcome",
        "second",
        "reviewer",
        "unsaved",
    }
    assert asked <= said
    assert said - asked <= dynamic | python


def test_modules_are_joined_without_leftovers_and_without_two_things_of_one_name():
    for widget in (widgets.Quiz, widgets.Writer, widgets.Basket, widgets.Progress):
        text = widget._esm
        assert not re.search(r"^\s*import \{", text, flags=re.MULTILINE)
        assert re.findall(r"^export (.*)$", text, flags=re.MULTILINE) == ["default { render };"]
        names = re.findall(r"^(?:async )?(?:function|const|let|class) (\w+)", text, flags=re.MULTILINE)
        assert len(names) == len(set(names))
        assert "innerHTML" not in text


def test_imports_between_modules_are_in_a_form_that_the_joining_knows():
    for path in FOLDER.rglob("*.js"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("import"):
                assert assets._IMPORT.fullmatch(line + "\n"), f"{path.name}: {line}"
    sizes = [len(one._esm) for one in (widgets.Progress, widgets.Basket, widgets.Writer, widgets.Quiz)]
    assert all(size < 48_000 for size in sizes)


def test_a_page_that_asks_is_told_how_things_stand_now(record):
    quiz, other = widgets.Quiz("q03-01", record=record), widgets.Quiz("q03-01", record=record)
    Heard(other).hear(act="answer", item="q03-01", answer={"choice": "a"})
    assert "q03-01" not in quiz.states
    quiz._heard(None, {"type": "follow"})
    assert quiz.states["q03-01"]["last_answer"] == {"choice": "a"}
