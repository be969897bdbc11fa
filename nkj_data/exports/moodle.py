"""Moodle's own XML: every kind of the bank; ``ordering`` needs Moodle 4.4 or its plugin."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as Tree

from nkj_data.exports.question import Question, html, passage_lines, unmarked, xml_bytes
from nkj_data.interface import wording

_TYPE = {"sort": "matching", "order": "ordering", "write": "essay"}  # the others are multichoice


def moodle_xml(questions: Sequence[Question]) -> bytes:
    """Return questions as a file for *Question bank, Import, Moodle XML format*: a category for each lesson."""
    quiz = Tree.Element("quiz")
    titles = wording("lesson_titles")
    _category(quiz, wording("exports")["category"])
    _passage(quiz)
    for lesson, found in groupby(questions, key=lambda one: one.item.lesson):
        _category(quiz, f"{wording('exports')['category']}/{lesson} {titles.get(lesson, '')}".rstrip())
        for one in found:
            _question(quiz, one)
    return xml_bytes(quiz)


def _category(quiz: Tree.Element, name: str) -> None:
    # A slash inside a name is doubled, by Moodle's own rule; ours have none.
    entry = Tree.SubElement(quiz, "question", type="category")
    _text(entry, "category", f"$course$/top/{name}")


def _passage(quiz: Tree.Element) -> None:
    entry = Tree.SubElement(quiz, "question", type="description")
    _text(entry, "name", wording("exports")["passage"])
    _text(entry, "questiontext", html(unmarked(passage_lines())), format="html")
    _text(entry, "generalfeedback", "", format="html")
    Tree.SubElement(entry, "defaultgrade").text = "0"
    Tree.SubElement(entry, "idnumber").text = "passage"


def _question(quiz: Tree.Element, one: Question) -> None:
    item = one.item
    entry = Tree.SubElement(quiz, "question", type=_TYPE.get(item.kind, "multichoice"))
    _text(entry, "name", f"{item.item_id} {item.objective}")
    _text(entry, "questiontext", html(unmarked(one.lead)), format="html")
    _text(entry, "generalfeedback", html(one.told()), format="html")
    Tree.SubElement(entry, "defaultgrade").text = "1"
    Tree.SubElement(entry, "penalty").text = "0"
    Tree.SubElement(entry, "idnumber").text = item.item_id
    if item.kind == "sort":
        _pairs(entry, one)
    elif item.kind == "order":
        _steps(entry, one)
    elif item.kind == "write":
        _essay(entry, one)
    else:
        _choices(entry, one)
    for hint in item.hints if item.kind != "write" else ():
        _text(entry, "hint", html(unmarked([hint])), format="html")
    tags = Tree.SubElement(entry, "tags")
    for name in (f"lesson-{item.lesson}", item.kind, f"difficulty-{item.difficulty}"):
        _text(tags, "tag", name)


def _choices(entry: Tree.Element, one: Question) -> None:
    _settings(entry, single=str(one.one).lower(), shuffleanswers="0", answernumbering="none")
    for choice in one.choices:
        answer = Tree.SubElement(entry, "answer", fraction=f"{100 * choice.worth:.7g}", format="html")
        Tree.SubElement(answer, "text").text = html(unmarked([choice.text]))
        _text(answer, "feedback", html(unmarked([choice.reason])), format="html")


def _pairs(entry: Tree.Element, one: Question) -> None:
    _settings(entry, shuffleanswers="0")
    for card, bucket, _ in one.pairs:
        pair = Tree.SubElement(entry, "subquestion", format="html")
        Tree.SubElement(pair, "text").text = html(unmarked([card]))
        _text(pair, "answer", bucket)


def _steps(entry: Tree.Element, one: Question) -> None:
    # Each pair the right way round counts, as in the lessons.
    _settings(entry, layouttype="VERTICAL", selecttype="ALL", gradingtype="RELATIVE_ALL_PREVIOUS_AND_NEXT")
    for step, _ in one.steps:
        answer = Tree.SubElement(entry, "answer", fraction="1", format="html")
        Tree.SubElement(answer, "text").text = html(unmarked([step]))


def _essay(entry: Tree.Element, one: Question) -> None:
    least, most = one.item.length
    _settings(entry, responseformat="plain", responserequired="1", responsefieldlines="10", attachments="0")
    _settings(entry, minwordlimit=str(least), maxwordlimit=str(most))
    _text(entry, "graderinfo", html(one.rubric()), format="html")


def _settings(entry: Tree.Element, **values: str) -> None:
    for name, value in values.items():
        Tree.SubElement(entry, name).text = value


def _text(parent: Tree.Element, name: str, text: str, **attributes: str) -> None:
    Tree.SubElement(Tree.SubElement(parent, name, attributes), "text").text = text
