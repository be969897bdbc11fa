"""QTI 1.2 in a package that Canvas and others read: a quiz for each lesson; ``order`` has no form there."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree as Tree

from nkj_data.exports.question import Question, html, passage_lines, unmarked, xml_bytes
from nkj_data.interface import wording

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_WHEN = (2026, 1, 1, 0, 0, 0)  # the same bytes from the same questions
_ENOUGH = 100
_TYPE = {"sort": "matching_question", "write": "essay_question", "multiple": "multiple_answers_question"}


def qti(questions: Sequence[Question]) -> bytes:
    """Return questions as a zip file of QTI 1.2."""
    files = {}
    for lesson, found in groupby(questions, key=lambda one: one.item.lesson):
        files[f"lesson_{lesson}/lesson_{lesson}.xml"] = _assessment(lesson, list(found))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {"imsmanifest.xml": _manifest(list(files)), **files}.items():
            package.writestr(zipfile.ZipInfo(name, _WHEN), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _manifest(names: Sequence[str]) -> bytes:
    root = Tree.Element("manifest", {"xmlns": PACKAGE, "identifier": "nkj-lessons"})
    about = Tree.SubElement(root, "metadata")
    Tree.SubElement(about, "schema").text = "IMS Content"
    Tree.SubElement(about, "schemaversion").text = "1.1.3"
    Tree.SubElement(root, "organizations")
    resources = Tree.SubElement(root, "resources")
    for name in names:
        told = {"identifier": name.partition("/")[0], "type": "imsqti_xmlv1p2"}
        Tree.SubElement(Tree.SubElement(resources, "resource", told), "file", href=name)
    return xml_bytes(root)


def _assessment(lesson: str, questions: Sequence[Question]) -> bytes:
    root = Tree.Element("questestinterop", xmlns=QTI)
    title = f"{lesson} {wording('lesson_titles').get(lesson, '')}".rstrip()
    quiz = Tree.SubElement(root, "assessment", ident=f"lesson_{lesson}", title=title)
    section = Tree.SubElement(quiz, "section", ident="root_section")
    _item(section, f"passage-{lesson}", wording("exports")["passage"], "text_only_question", passage_lines())
    for one in questions:
        _question(section, one)
    return xml_bytes(root)


def _item(section: Tree.Element, name: str, title: str, kind: str, lead: Sequence[str]) -> Tree.Element:
    item = Tree.SubElement(section, "item", ident=name, title=title)
    told = Tree.SubElement(Tree.SubElement(item, "itemmetadata"), "qtimetadata")
    for label, entry in (("question_type", kind), ("points_possible", "0" if kind.startswith("text") else "1")):
        field = Tree.SubElement(told, "qtimetadatafield")
        Tree.SubElement(field, "fieldlabel").text = label
        Tree.SubElement(field, "fieldentry").text = entry
    _material(Tree.SubElement(item, "presentation"), html(unmarked(lead)))
    return item


def _question(section: Tree.Element, one: Question) -> None:
    kind = _TYPE.get(one.item.kind, "multiple_choice_question" if one.one else "multiple_answers_question")
    item = _item(section, one.item.item_id, f"{one.item.item_id} {one.item.objective}", kind, one.lead)
    asked = item.find("presentation")
    assert asked is not None  # made above
    scored = Tree.SubElement(item, "resprocessing")
    bounds = {"varname": "SCORE", "vartype": "Decimal", "minvalue": "0", "maxvalue": str(_ENOUGH)}
    Tree.SubElement(Tree.SubElement(scored, "outcomes"), "decvar", bounds)
    _told(scored, "general", Tree.Element("other"))
    feedback = {"general": html(one.told())}
    if one.item.kind == "write":
        Tree.SubElement(
            Tree.SubElement(asked, "response_str", ident="response1", rcardinality="Single"), "render_fib"
        )
    elif one.item.kind == "sort":
        _pairs(asked, scored, one)
    else:
        feedback |= _choices(asked, scored, one)
    for name, text in feedback.items():
        flow = Tree.SubElement(Tree.SubElement(item, "itemfeedback", ident=f"{name}_fb"), "flow_mat")
        _material(flow, text)


def _choices(asked: Tree.Element, scored: Tree.Element, one: Question) -> dict[str, str]:
    """Add what can be ticked and what it scores; return what is said to each tick."""
    cardinality = "Single" if one.one else "Multiple"
    response = Tree.SubElement(asked, "response_lid", ident="response1", rcardinality=cardinality)
    rendered = Tree.SubElement(response, "render_choice")
    for choice in one.choices:
        _label(rendered, choice.choice_id, choice.text)
        _told(scored, choice.choice_id, _equal("response1", choice.choice_id))
    if one.one:
        right = next(choice for choice in one.choices if choice.worth == 1)
        _adds(scored, _equal("response1", right.choice_id), _ENOUGH, "Set")
    else:
        # In this form Canvas knows several answers again, and gives parts of the points by its own, the same, rule.
        every = Tree.Element("and")
        for choice in one.choices:
            equal = _equal("response1", choice.choice_id)
            if choice.worth > 0:
                every.append(equal)
            else:
                Tree.SubElement(every, "not").append(equal)
        _adds(scored, every, _ENOUGH, "Set")
    return {choice.choice_id: html(unmarked([choice.reason])) for choice in one.choices}


def _pairs(asked: Tree.Element, scored: Tree.Element, one: Question) -> None:
    ids = {bucket.name: bucket.bucket_id for bucket in one.item.buckets}
    for at, (card, bucket, _) in enumerate(one.pairs, start=1):
        name = f"response_{at}"
        response = Tree.SubElement(asked, "response_lid", ident=name)
        _material(response, html(unmarked([card])))
        rendered = Tree.SubElement(response, "render_choice")
        for words, bucket_id in ids.items():
            _label(rendered, bucket_id, words)
        _adds(scored, _equal(name, ids[bucket]), _ENOUGH / len(one.pairs), "Add")


def _adds(scored: Tree.Element, when: Tree.Element, points: float, action: str) -> None:
    condition = Tree.SubElement(scored, "respcondition", {"continue": "Yes"})
    Tree.SubElement(condition, "conditionvar").append(when)
    Tree.SubElement(condition, "setvar", varname="SCORE", action=action).text = f"{points:.7g}"


def _told(scored: Tree.Element, name: str, when: Tree.Element) -> None:
    condition = Tree.SubElement(scored, "respcondition", {"continue": "Yes"})
    Tree.SubElement(condition, "conditionvar").append(when)
    Tree.SubElement(condition, "displayfeedback", feedbacktype="Response", linkrefid=f"{name}_fb")


def _equal(response: str, value: str) -> Tree.Element:
    equal = Tree.Element("varequal", respident=response)
    equal.text = value
    return equal


def _label(rendered: Tree.Element, name: str, text: str) -> None:
    _material(Tree.SubElement(rendered, "response_label", ident=name), html(unmarked([text])))


def _material(parent: Tree.Element, text: str) -> None:
    Tree.SubElement(Tree.SubElement(parent, "material"), "mattext", texttype="text/html").text = text
