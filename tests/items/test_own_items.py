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
    assert bank._own() == ()
    with pytest.raises(UnknownNameError, match="There is no item 'sanctions-01'"):
        nkj.items.item("sanctions-01")
