"""A teacher's own questions: the same rules, the same clear errors, and no slip in them costs a lesson of ours."""

import json

import nbformat
import pytest
from nbclient import NotebookClient

import nkj_data as nkj
from nkj_data import cli
from nkj_data.errors import ArgumentError, SchemaError, UnknownNameError
from nkj_data.items import bank, own_items
from nkj_data.items.model import OWN
from nkj_data.lab.new_lesson import NewLessonError, new_lesson


@pytest.fixture
def own(tmp_path, monkeypatch):
    """Return a folder with a new lesson in it, known to this process as the teacher's own."""
    new_lesson("sanctions", tmp_path / "own")
    monkeypatch.setenv(OWN, str(tmp_path / "own"))
    bank._own.cache_clear()
    yield tmp_path / "own"
    bank._own.cache_clear()


def test_a_new_lesson_is_sound_as_it_is(own):
    assert [one.item_id for one in own_items(own)] == ["sanctions-01", "sanctions-02"]
    assert nkj.items.item("sanctions-02").key.startswith("Contradicted")
    assert [one.item_id for one in nkj.items.items("sanctions")] == ["sanctions-01", "sanctions-02"]
    assert len(nkj.items.items()) == len(bank._checked()) + 2
    assert nkj.items.score(nkj.items.item("sanctions-01"), {"choice": "a"}).outcome == "correct"
    assert nkj.widgets.Quiz("sanctions-01", "q03-01")


MORE = """
[[option]]
item = "q03-01"
text = "As a wish of China and Russia."
reason = "The sentence says “Coincidental with”, and tells of no wish."

[[word]]
term = "Normalization"
definition = "here: two states take up full relations with each other"
"""


def test_an_option_and_a_word_can_be_added(own):
    path = own / "sanctions.toml"
    path.write_text(path.read_text(encoding="utf-8") + MORE, encoding="utf-8")
    bank._own.cache_clear()
    asked = nkj.items.item("q03-01")
    assert asked.options[-1].text == "As a wish of China and Russia."
    assert nkj.items.score(asked, {"choice": asked.options[-1].option_id}).outcome == "incorrect"
    assert "tells of no wish" in json.dumps(nkj.widgets.Quiz("q03-01").items)
    (term,) = [one for one in nkj.widgets.Text("S09").terms if one["term"] == "Normalization"]
    assert term["definition"].startswith("here: two states")
    assert nkj.glossary()["term"].eq("Normalization").sum() == 0  # the table holds what this package explains
    # A file of its own, without questions, will do.
    path.write_text('lesson = "sanctions"\n' + MORE, encoding="utf-8")
    assert own_items(own) == ()


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('item = "q03-01"', 'item = "q03-02"', "q03-02 is of the kind sort; only single and multiple"),
        ('item = "q03-01"', 'item = "q03-0l"', "there is no question 'q03-0l'; did you mean 'q03-10'?"),
        ("As a wish of China and Russia.", "The document does not say.", "q03-01 has this option already"),
        ("“Coincidental with”", "“because of”", "these words do not stand in the passage: 'because of'"),
        ('term = "Normalization"', 'term = "sanctions"', "'sanctions' does not stand in the passage"),
        ('term = "Normalization"', 'term = "isolation"', "'isolation' stands in our glossary already"),
        ("definition =", "meaning =", "the field is missing"),
        ("[[word]]", "[word]", "write [[word]], with two brackets"),
    ],
)
def test_a_slip_in_what_is_added_is_named(own, before, after, says):
    path = own / "sanctions.toml"
    assert before in MORE
    path.write_text(path.read_text(encoding="utf-8") + MORE.replace(before, after), encoding="utf-8")
    with pytest.raises(SchemaError) as raised:
        own_items(own)
    assert says in str(raised.value)
    bank._own.cache_clear()
    assert len(nkj.items.items()) == len(bank._checked())


def test_own_questions_are_known_inside_and_forgotten_after(tmp_path):
    new_lesson("sanctions", tmp_path / "own")
    with bank.own_questions(tmp_path / "own") as names:
        assert names == ("sanctions-01", "sanctions-02")
        assert nkj.widgets.Progress("sanctions").rows[0]["title"] == "sanctions"
    with pytest.raises(UnknownNameError):
        nkj.widgets.Progress("sanctions")
    with pytest.raises(ArgumentError, match="is no folder of questions"), bank.own_questions(tmp_path / "none"):
        pass


def test_its_notebook_runs_and_shows_the_questions(own, offline, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", offline["PYTHONPATH"])
    notebook = nbformat.read(own / "sanctions.ipynb", as_version=4)
    nbformat.validate(notebook)
    NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(own)}}).execute()
    shown = [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]
    assert all(shown)
    assert not [output for outputs in shown for output in outputs if output.output_type == "error"]


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('"sanctions-01"', '"q03-01"', "sanctions.toml, item 1, id: 'q03-01' does not look like sanctions-"),
        ("“As of mid-1993”", "“in 1993”", "these words do not stand in the passage: 'in 1993'"),
        ('lesson = "sanctions"', 'lesson = "Q1"', "'Q1' is no name for a lesson of your own"),
        ('kind = "verdict"', 'kind = "guess"', "'guess' is none of single, multiple"),
        ("[[item]]", "[[item", "this is no TOML text"),
        ('"sanctions-02"', '"sanctions-01"', "'sanctions-01' stands at an earlier item too"),
    ],
)
def test_a_slip_is_named_and_costs_no_lesson_of_ours(own, before, after, says):
    path = own / "sanctions.toml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    bank._own.cache_clear()
    with pytest.raises(SchemaError, match=r"sanctions\.toml") as raised:
        own_items(own)
    assert says in str(raised.value)
    with pytest.raises(SchemaError, match=r"sanctions\.toml"):
        nkj.items.item("sanctions-01")
    assert nkj.items.item("q03-01").kind == "single"
    assert len(nkj.items.items()) == len(bank._checked())


def test_nothing_is_overwritten_and_a_bad_name_is_refused(own, tmp_path, capsys):
    before = (own / "sanctions.toml").read_bytes()
    with pytest.raises(NewLessonError, match="is there already, and nothing was written"):
        new_lesson("sanctions", own)
    assert (own / "sanctions.toml").read_bytes() == before
    for name in ("q03", "A", "../x", "a b", ""):
        with pytest.raises(NewLessonError, match="is no name for a lesson"):
            new_lesson(name, own)
    assert cli.main(["new", "lesson", "trade", "--folder", str(tmp_path)]) == 0
    assert str(own / "trade.ipynb") in capsys.readouterr().out
    assert json.loads((own / "trade.ipynb").read_text(encoding="utf-8"))["cells"]
    assert len(own_items(own)) == 4


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path, capsys):
    with pytest.raises(ArgumentError, match="is no folder of questions"):
        own_items(tmp_path / "nowhere")
    assert cli.main(["lab", "--no-browser", "--folder", str(tmp_path), "--items", str(tmp_path / "nowhere")]) == 1
    assert "Name one that is there." in capsys.readouterr().err


def test_without_a_folder_there_are_ours_alone(monkeypatch):
    monkeypatch.delenv(OWN, raising=False)
    bank._own.cache_clear()
    assert bank._own().items == ()
    with pytest.raises(UnknownNameError, match="There is no item 'sanctions-01'"):
        nkj.items.item("sanctions-01")
