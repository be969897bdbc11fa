"""A lesson fits its hour: each step has the minutes that reading, questions and reports in it need."""

import re

import pytest
from test_notebooks import SERIES, notebook, source

import nkj_data as nkj
from nkj_data.items import item

# Seconds. A page is read at 150 words a minute.
CARD, QUESTION, LONG_QUESTION, REPORT, MOVING, LOOK, BOX, WRITING, CODED, TABLE = (
    30,
    60,
    90,
    60,
    60,
    60,
    30,
    300,
    45,
    600,
)
COUNTED = {"first": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6}
HEADING = re.compile(r"^(?=## )", flags=re.MULTILINE)
MINUTES = re.compile(r"## .* \((\d+) minutes?\)")
# What is said right before a cell that is not meant for the hour.
LATER = re.compile(r"[Ii]f you like|[Aa]t home,|is for home|More inquiries, at home")
FEW = re.compile(r"[Ii]n class,(?: the)? (\w+)(?: question)? (?:of these|of the|is|are)|(one) of the next")


def reading(words):
    folded = re.sub(r"<details>.*?</details>", "", words, flags=re.DOTALL)
    return 60 * len(re.findall(r"[\w'’-]+", folded)) / 150


def talk(words):
    """Return what work in groups takes that the words name: so many minutes each, and reports."""
    given = re.findall(r"\b(one|two|three|four|seven) minutes? (?:to read|for one)|\bhas (seven) minutes", words)
    spent = sum(60 * {"one": 1, "two": 2, "three": 3, "four": 4, "seven": 7}[a or b] for a, b in given)
    if "one to report" in words:
        spent += 3 * REPORT
    if "reports in half a minute" in words:
        spent += 6 * REPORT / 2 + MOVING
    return spent


def work(code, few):
    """Return what a cell takes; of a quiz only the questions that are meant for the hour count."""
    asked = [item(name) for name in re.findall(r"q\d\d-\d\d", code)]
    if "Quiz(" in code:
        return sum(LONG_QUESTION if one.kind in ("multiple", "find") else QUESTION for one in asked[: few or None])
    if "Sorter(" in code or "Sequencer(" in code:
        return sum(CARD * len(one.cards or one.steps) for one in asked)
    if "Notes(" in code:
        return BOX * max(1, code.count('"') // 2 - 1)
    if "Text(" in code:
        named = re.findall(r"S\d\d", code)
        frame = nkj.sentences()
        return sum(map(reading, frame[frame["sentence_id"].isin(named)]["quote"] if named else frame["quote"]))
    if "CodingBoard(" in code:
        return CODED * len(re.findall(r"S\d\d", code))
    for name, seconds in {"Writer(": WRITING, "NegotiatingTable(": TABLE, "BeforeAfter(": 0, "inquiry(": 0}.items():
        if name in code:
            return seconds
    return LOOK if re.search(r"linked\(|cited\(|Basket\(", code) else 0


def steps(content):
    """Yield the heading, the minutes and the seconds needed of each step of a lesson."""
    heading, given, needed, few, later = "", 0, 0.0, None, False
    for cell in content["cells"]:
        if cell["cell_type"] == "code":
            needed += 0 if later else work(source(cell), few)
            continue
        for part in HEADING.split(source(cell)):
            if part.startswith("## "):
                if given:
                    yield heading, given, needed
                found = MINUTES.match(part)
                heading, given, needed = part.splitlines()[0], int(found[1]) if found else 0, 0.0
            needed += reading(part) + talk(part)
            few = next((COUNTED[a or b] for a, b in FEW.findall(part)), None)
            later = bool(LATER.search(part))
    if given:
        yield heading, given, needed


LESSONS = [path for path in SERIES if not path.stem.startswith("08")]  # its tasks have minutes of their own


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_no_step_needs_more_than_it_has(path):
    found = list(steps(notebook(path)))
    assert len(found) >= 5
    short = [f"{heading}: needs {needed / 60:.1f}" for heading, given, needed in found if needed > 60 * given + 20]
    assert short == []


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_is_one_school_hour_or_two(path):
    total = sum(given for _, given, _ in steps(notebook(path)))
    assert total == {"00": 11, "07": 90}.get(path.stem[:2], 45)


def test_a_step_that_is_too_full_is_found():
    def cell(kind, words):
        return {"cell_type": kind, "source": [words]}

    full = cell("code", 'nkj.widgets.Quiz("q03-01", "q03-04", "q03-14")')
    content = {"cells": [cell("markdown", "## A step (2 minutes)"), full]}
    ((_, given, needed),) = steps(content)
    assert (given, needed > 180) == (2, True)
    content["cells"].insert(1, cell("markdown", "In class, one of these is enough."))
    ((_, _, needed),) = steps(content)
    assert needed < 70
