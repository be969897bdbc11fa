"""Another text: a room for it in which everything works, and nothing of ours is mixed in."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkj_data import cli
from nkj_data.classroom.new_text import NewTextError, new_text, sentences_of

NOTICE = Path(__file__).parent / "notice.txt"
OPEN = 'import json\nimport nkj_data as nkj\nnkj.motives(), nkj.items.items()\nnkj.open_text(".")\n'
"""Ours is read first, as JupyterLab's kernels do while they start."""


@pytest.fixture
def room(tmp_path):
    return new_text(tmp_path / "room", NOTICE, source="Invented notice").folder


def python(room, code):
    # As nkj lab says: the record of our lessons.
    surroundings = {**os.environ, "NKJ_WORK": str(room.parent / "our_work")}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=room, capture_output=True, text=True, check=False, env=surroundings
    )


def told(room, code):
    """Return what a fresh Python says that has opened the room."""
    done = python(room, f"{OPEN}print(json.dumps({code}))")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_sentences_are_numbered_and_are_the_words_of_the_text(room):
    with (room / "tables" / "sentences.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["sentence_id"] for row in rows] == [f"S0{n}" for n in range(1, 10)]
    assert "".join(row["paragraph"] for row in rows) == "111222233"
    assert " ".join(row["quote"] for row in rows) == " ".join(NOTICE.read_text(encoding="utf-8").split())


def test_its_tables_are_empty_and_described_and_ours_are_not_there(room):
    assert told(room, "dict(zip(nkj.catalog()['table'], map(int, nkj.catalog()['rows'])))") == {
        "sentences": 9, "claims": 0, "timeline": 0, "actors": 0, "links": 0, "glossary": 0,
    }  # fmt: skip
    assert told(room, "nkj.columns('claims')['description'].notna().all().item()")
    done = python(room, f"{OPEN}nkj.motives()")
    assert "There is no table 'motives'. Choose from: sentences, claims," in done.stderr


def test_nothing_in_the_room_speaks_of_our_text(room):
    for path in room.rglob("*"):
        if path.is_file():
            content = path.read_text(encoding="utf-8").lower()
            assert not [name for name in ("north_korea", "north-korea", "japan", "congress") if name in content], (
                path
            )


def test_its_notebook_runs_as_it_is(room):
    cells = [
        cell["source"] for cell in nbformat.read(room / "reading.ipynb", 4)["cells"] if cell["cell_type"] == "code"
    ]
    code = "import json\n" + "\n".join(cells[:1]) + "\nshown = [" + ", ".join(cells[1:]) + "]\n"
    done = python(room, code + "print(json.dumps([type(one).__name__ for one in shown]))")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == ["Text", "Reader", "Quiz", "CodingBoard", "Writer"]


def test_an_answer_goes_into_a_record_of_its_own_and_the_pulse_reads_it(room):
    answer = "nkj.record.my_record().answer('q00-01', {'sentences': ['S02']})[0].outcome"
    outcome, record = told(room, f"[{answer}, str(nkj.record.my_record().path)]")
    assert outcome == "incorrect"
    assert Path(record) == room / "my_work" / "record.jsonl"
    assert not (room.parent / "our_work").exists()
    done = python(room, f"{OPEN}print(nkj.class_pulse('my_work').questions.to_json(orient='records'))")
    [asked] = [row for row in json.loads(done.stdout) if row["item_id"] == "q00-01"]
    assert (asked["answered"], asked["missed_first"]) == (1, 1)


def test_a_quotation_is_looked_up_in_the_text_that_is_open(room):
    code = "[one.says for one in nkj.texts.quotations('“appear to be more costly” and “Until the late 1980s”')]"
    ours = told(room, code)
    assert ours[0] == "“appear to be more costly” is in S03, word for word."
    assert ours[1].startswith("“Until the late 1980s” is not in the passage.")


def test_a_row_a_coding_and_a_plainer_sentence_of_ones_own_are_taken(room):
    with (room / "tables" / "claims.csv").open("a", encoding="utf-8") as file:
        file.write(
            "claim-01,actions,Repairs seem to cost more,,document,hedged,appear to be,Repairs appear to be\n"
        )
    with (room / "lessons" / "coding.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[[sentence]]\nid = "S03"\ntopic = "reasons"\nvoice = "document"\ncertainty = "hedged"\n'
            'words = ["appear to be"]\nreason = "“appear to be” weakens it."\n'
        )
    assert told(room, "nkj.evidence('claim-01').rows[0]['sentence_id']") == "S03"
    mine = "nkj.coding.coding_agreement({'S03': {'topic': 'reasons', 'certainty': 'stated'}})"
    assert told(room, f"[(one.compared, one.agreed) for one in {mine}.aspects]") == [[1, 1], [0, 0], [1, 0]]


def test_what_is_wrong_comes_in_one_list_and_our_text_stays_open(room):
    with (room / "tables" / "claims.csv").open("a", encoding="utf-8") as file:
        file.write("claim-01,weather,It rains,,document,stated,,It rains\n")
    code = (
        "import nkj_data as nkj\nfrom nkj_data.errors import NKJError\n"
        "try:\n    nkj.open_text('.')\nexcept NKJError as error:\n    print(error)\nprint(len(nkj.sentences()))"
    )
    assert python(room, code).stdout.splitlines() == [
        "2 problems in the data:",
        "  claims.csv, claim-01, topic: 'weather' is none of actions, reasons, positions",
        "  claims.csv, claim-01, quote: these words do not stand in the passage: 'It rains'",
        "14",
    ]


def test_labels_that_are_no_texts_are_named(room):
    path = room / "lessons" / "coding.toml"
    path.write_text("[labels]\ntopic = 3\n", encoding="utf-8")
    said = python(room, OPEN).stderr
    for name in ("labels.topic", "labels.voice"):
        assert f"coding.toml, {name}: a table of labels, each with its name as a text, is wanted" in said


def test_nothing_that_is_there_is_touched(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("my work")
    assert cli.main(["new", "text", str(tmp_path), "--from", str(NOTICE)]) == 1
    said = capsys.readouterr().err
    assert said == f"{tmp_path} is not empty, and nothing in it was touched. Name a folder that is not there yet.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "A short text has 2 to 99 sentences; 0 were found."),
        (b"One sentence only.", "A short text has 2 to 99 sentences; 1 were found."),
        (b"He came. He came. She went.", "stand in the text twice"),
        (b"\xff\xfe", "byte 0 is not UTF-8. Save it as plain text in UTF-8."),
        (b"A\x00b came. She went.", "holds signs that cannot be seen"),
        (b"a" * 200_001, "is larger than 200 kB. This is for a short text of one page."),
    ],
    ids=["empty", "one sentence", "twice", "not UTF-8", "control signs", "too long"],
)
def test_a_text_that_will_not_do_gets_one_sentence_and_leaves_nothing(tmp_path, content, says):
    file = tmp_path / "text.txt"
    file.write_bytes(content)
    with pytest.raises(NewTextError) as caught:
        new_text(tmp_path / "room", file)
    assert says in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["text.txt"]


def test_a_file_that_is_not_there_gets_one_sentence(tmp_path, capsys):
    assert cli.main(["new", "text", str(tmp_path / "room"), "--from", str(tmp_path / "no.txt")]) == 1
    said = capsys.readouterr().err
    assert (
        said
        == f"{tmp_path / 'no.txt'} cannot be read (No such file or directory). Name a text file after --from.\n"
    )


def test_hostile_words_stay_words(tmp_path):
    text = tmp_path / "text.txt"
    text.write_text(
        '<script>alert("1")</script> said "C:\\new" to all. =1+1 is "true". Nobody came.', encoding="utf-8"
    )
    room = new_text(tmp_path / "room", text, source='A "source"\n[file]').folder
    assert told(room, "nkj.passage().page['source_line']") == 'A "source" [file]'
    assert told(room, "nkj.items.item('q00-01').words[0]").startswith("<script>")


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=300))
def test_no_word_is_lost_where_a_paragraph_is_cut(words):
    paragraph = " ".join(words.split())
    assert " ".join(part for part in sentences_of(paragraph) if part).split() == paragraph.split()


def test_questions_of_ones_own_beside_our_lessons_are_not_asked_of_another_text(room, tmp_path, monkeypatch):
    """Not even where their words happen to stand in it."""
    own = tmp_path / "own"
    own.mkdir()
    fitting = (room / "lessons" / "items_00.toml").read_text(encoding="utf-8")
    fitting = fitting.replace('lesson = "00"', 'lesson = "sanctions"').replace('"q00-', '"sanctions-')
    (own / "sanctions.toml").write_text(fitting, encoding="utf-8")
    monkeypatch.setenv("NKJ_ITEMS", str(own))
    assert told(room, "[one.item_id for one in nkj.items.items()]") == ["q00-01", "q00-02"]
