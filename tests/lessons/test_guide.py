"""The teacher's guide: taken from lessons, questions and tables, and as fresh as they are."""

import importlib.util
import json
import re
from pathlib import Path

import pytest

import nkj_data as nkj

HOME = Path(__file__).parent.parent.parent
_spec = importlib.util.spec_from_file_location("write_guide", HOME / "docs" / "write_guide.py")
write_guide = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(write_guide)
each = pytest.mark.parametrize("lesson", nkj.items.LESSONS)


def test_the_guide_is_what_its_sources_say():
    for name, text in write_guide.pages().items():
        kept = (write_guide.GUIDE / name).read_text(encoding="utf-8")
        assert kept == text, f"{name} is not up to date. Run: python docs/write_guide.py"
    assert {path.name for path in write_guide.GUIDE.glob("guide*.ipynb")} == set(write_guide.pages())


@each
def test_a_page_has_every_part_a_teacher_needs(lesson):
    text = "\n\n".join(write_guide.guide_page(lesson))
    for part in (
        *(
            "Minute plan",
            "Sensitive points",
            "Materials and words",
            "Likely wrong ideas",
            "In pairs",
            "With the whole",
        ),
        *(
            "With thirty",
            "Support",
            "Stretch",
            "Exit ticket",
            "Without devices",
            "Key to the questions",
            "Standards",
        ),
    ):
        assert re.search(rf"^## {part}.*\n\n.*\S", text, flags=re.MULTILINE), part
    for minutes in ("20 minutes", "45 minutes", "90 minutes"):
        assert f"*{minutes}.*" in text


@each
def test_every_question_of_a_lesson_is_in_the_key_with_its_answer(lesson):
    text = "\n\n".join(write_guide.guide_page(lesson))
    shown = [nkj.items.item(name) for name in write_guide.asked(lesson)]
    assert shown
    for item in shown:
        assert not item.check
        assert f"**{item.item_id}.** {item.stem}" in text
        if item.kind in ("single", "verdict", "multiple", "find"):
            assert f"*Key:* {item.key}" in text


@each
def test_only_standards_that_one_source_can_serve_are_claimed(lesson):
    codes = {write_guide.plain_code(row["code"]) for row in write_guide.notes(lesson)["standard"]}
    assert codes
    assert not codes & {"RH.9-10.6", "RH.9-10.9"}
    for code in codes:
        assert re.fullmatch(r"RH\.9-10\.[1234578]|D3\.[1-4]\.9-12", code)


@each
def test_the_minutes_of_the_short_path_add_up(lesson):
    for path in write_guide.notes(lesson)["paths"]["short"]:
        steps = [int(number) for number in re.findall(r"\((\d+)\)", path)]
        assert sum(steps) in (20, 0), path


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"pair": 3}, "pair: a str is wanted"),
        ({"extra": "x"}, "extra: there is no such key"),
        ({"lesson": "04"}, "lesson: '04' is not '03'"),
        ({"standard": [{"code": "RH.9-10.9", "why": "x"}]}, "standard: 'RH.9-10.9' is none of"),
        ({"standard": [{"code": "RH.9-10.1"}]}, "standard 1: it has code, and needs code, why"),
        ({"vocabulary": ["gunboat"]}, "vocabulary: 'gunboat' is no term of nkj.glossary()"),
        ({"wrong_idea": [{"idea": "x", "answer": "x", "sentence": "S15"}]}, "wrong_idea: 'S15' is no sentence"),
        ({"paths": {"short": []}}, "paths: short, full, long are wanted"),
        ({"card": {"i_do": "x"}}, "card: i_do, they_do, i_collect, drop_first are wanted"),
        ({"exit_ticket": "It says “appears to be”."}, "“appears to be” does not stand in the passage"),
        ({"exit_ticket": "It says “North Korea … in Paris”."}, "“North Korea … in Paris” does not stand"),
    ],
)
def test_what_is_wrong_in_a_guide_file_is_said(change, says):
    found = {**write_guide.notes("03"), **change}
    problems = list(write_guide.wrong(found, "03"))
    assert any(problem.startswith(says) for problem in problems), problems


def test_the_guide_is_read_without_running_anything_and_its_links_lead_somewhere():
    for path in write_guide.GUIDE.glob("guide*.ipynb"):
        content = json.loads(path.read_text(encoding="utf-8"))
        assert {cell["cell_type"] for cell in content["cells"]} == {"markdown"}
        text = "\n".join("".join(cell["source"]) for cell in content["cells"])
        links = re.findall(r"\]\(([^)]+)\)", text)
        assert links
        assert all((path.parent / link.split("#")[0]).exists() for link in links)


def test_sentences_in_the_guide_are_the_passages():
    quotes = dict(zip(nkj.sentences()["sentence_id"], nkj.sentences()["quote"], strict=True))
    for lesson in nkj.items.LESSONS:
        text = "\n\n".join(write_guide.guide_page(lesson))
        found = re.findall(r"> (S\d\d): (.+)", text)
        assert found
        assert all(quotes[name] == words for name, words in found)


@each
def test_the_lessons_own_words_are_easy_to_read_and_the_guide_says_how_easy(lesson):
    prose = "\n\n".join(
        text for kind, text in write_guide.cells(write_guide.lesson_file(lesson)) if kind == "markdown"
    )
    measured = nkj.texts.readability(write_guide.own_words(prose))
    assert measured.sentences > 50
    assert measured.words_per_sentence < 12
    assert measured.grade < 6
    said = f"{measured.words_per_sentence:.0f} words a sentence, Flesch-Kincaid grade {measured.grade:.0f}."
    assert said in "\n".join(write_guide.guide_page(lesson))


def test_own_words_are_the_plain_sentences_alone():
    prose = (
        "# A title\n\n**Time:** 45 minutes.\n\n- *find* what “appear to be” does,\n- read it.\n\n| a | b |\n\n"
        "1. See [the talks](05_talks.ipynb).\n\n<details><summary>Compare</summary>\n\nIt says so.\n\n</details>\n"
    )
    assert write_guide.own_words(prose).splitlines() == [
        "find what this does.",
        "read it.",
        "See the talks.",
        "Compare.",
        "It says so.",
    ]


def test_each_inquiry_of_a_lesson_has_its_key_with_the_rows_of_both_sides():
    text = "\n".join(write_guide.guide_page("06"))
    key = text[text.index("## Key to the inquiries") : text.index("## Answers in the lesson")]
    for name in (
        *("round-one", "yi-un-hee", "between-the-lines", "has-demanded", "nuclear-condition", "refusal-to-inform"),
        "red-army",
    ):
        found = nkj.context.inquiry(name)
        assert f"**{found.question}**" in key
        assert all(side.reading in key for side in found.sides)
        assert all(f"- {row}: " in key for side in found.sides for row in side.rows)
    assert "## Key to the inquiries" not in "\n".join(write_guide.guide_page("05"))
