"""The shape of a lesson on a page: its steps, how they stand, one question at a time, and the line above."""

import pytest
from lab_driver import expect

import nkj_data as nkj
from nkj_data import errors, widgets

LESSON = """
const [first, second] = ["1. Read (8 minutes)", "2. Weigh (4 minutes)"];
const page = document.querySelector("main");
page.className = "jp-Notebook";
const heading = (text) => {
  const cell = document.createElement("div");
  cell.className = "jp-Cell jp-RenderedMarkdown";
  const title = document.createElement("h2");
  title.textContent = text;
  cell.append(title);
  page.append(cell);
};
"""


@pytest.fixture
def lesson(page, site):
    """A page whose widgets stand under the headings of two steps, with a signpost at the end."""
    from test_quiz_page import CSS, Page

    CSS.setdefault("steps", ["base.css", "steps.css"])
    at = Page(page, site)
    page.evaluate(f"() => {{ {LESSON} window.heading = heading; window.names = [first, second]; }}")
    at.add(widgets.Steps("03"), module="steps")
    page.evaluate("heading(names[0])")
    at.add(widgets.Quiz("q03-01", "q03-09", "q03-10"))
    page.evaluate("heading(names[1])")
    at.add(widgets.Writer("q03-11"), module="writer")
    at.add(widgets.BeforeAfter("before"))
    page.evaluate("heading('Next')")
    return at


def stands(item, **how):
    return {item: {"attempts": 1, "last_answer": {"choice": "x"}, "last_outcome": "correct", "draft": None, **how}}


def test_the_steps_are_those_with_minutes_each_with_its_questions_and_how_they_stand(lesson):
    steps = lesson.page.locator(".nkj-shape-steps li")
    expect(steps).to_have_count(2)
    expect(steps.nth(0)).to_contain_text("1. Read")
    expect(steps.nth(0)).to_contain_text("8 min")
    expect(lesson.page.locator(".nkj-shape")).to_contain_text("Lesson 3 of 8")
    expect(lesson.page.locator(".nkj-shape")).to_contain_text("12 min")
    expect(lesson.page.locator(".nkj-shape")).to_contain_text("0 of 4 answered")
    assert [one.get_attribute("data-stands") for one in steps.all()] == ["open", "open"]

    one = stands("q03-01")
    lesson.page.evaluate("states => widgets[0].model.set('states', states)", one)
    expect(lesson.page.locator(".nkj-shape")).to_contain_text("1 of 4 answered")
    assert [one.get_attribute("data-stands") for one in steps.all()] == ["begun", "open"]
    begun = stands("q03-11", last_answer=None, draft={"text": "a"})
    whole = {**one, **stands("q03-09"), **stands("q03-10"), **begun}
    lesson.page.evaluate("states => widgets[0].model.set('states', states)", whole)
    expect(lesson.page.locator(".nkj-shape")).to_contain_text("3 of 4 answered")
    assert [one.get_attribute("data-stands") for one in steps.all()] == ["done", "begun"]
    expect(steps.nth(0).locator("button")).to_have_accessible_name("1. Read 8 min done")


def test_a_step_is_a_click_away(lesson):
    lesson.page.set_viewport_size({"width": 700, "height": 300})
    lesson.page.get_by_role("button", name="2. Weigh").click()
    heading = lesson.page.get_by_role("heading", name="2. Weigh")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()


def test_the_steps_follow_what_another_widget_has_brought_on_record(lesson):
    card = lesson.page.locator("[data-item=q03-01]")
    card.locator("input").first.check()
    card.get_by_role("button", name="Check my answer").click()
    lesson.page.wait_for_function("widgets[0].model.sent.some((one) => one.type === 'follow')")


def test_questions_stand_one_at_a_time_and_the_others_are_a_dot_away(lesson):
    page = lesson.page
    first = page.locator(".jp-Cell:has(.nkj-questions)").first
    cards = [first.locator(f"[data-item={name}]") for name in ("q03-01", "q03-09", "q03-10")]
    page.get_by_role("button", name="One at a time").first.click()
    for card, seen in zip(cards, (True, False, False), strict=True):
        expect(card).to_be_visible(visible=seen)
    right = next(option for option in nkj.items.item("q03-01").options if option.correct)
    cards[0].get_by_label(right.text).check()
    cards[0].get_by_role("button", name="Check my answer").click()
    dots = page.get_by_role("group", name="The questions here").get_by_role("button")
    expect(dots.nth(0)).to_have_accessible_name("Question 1 of 3 right")
    cards[0].get_by_role("button", name="Next question").click()
    expect(cards[1]).to_be_visible()
    expect(cards[1]).to_be_focused()
    expect(cards[0]).to_be_hidden()
    expect(dots.nth(1)).to_have_attribute("aria-current", "step")
    dots.nth(2).press("Enter")
    expect(cards[2]).to_be_visible()
    expect(cards[2].get_by_role("button", name="Next question")).to_have_count(0)
    page.emulate_media(media="print")
    for card in cards:
        expect(card).to_be_visible()
    page.emulate_media(media="screen")
    # The wish holds for the widgets that come after it, too.
    again = lesson.add(widgets.Quiz("q03-01", "q03-09"))
    expect(again.locator("[data-item=q03-09]")).to_be_hidden()
    page.get_by_role("button", name="All at once").first.click()
    expect(again.locator("[data-item=q03-09]")).to_be_visible()
    for card in cards:
        expect(card).to_be_visible()


def test_a_dot_says_how_an_earlier_answer_stands(lesson):
    item = nkj.items.item("q03-09")
    wrong = next(option for option in item.options if not option.correct)
    states = stands("q03-09", last_answer={"choice": wrong.option_id}, last_outcome="incorrect")
    cell = lesson.add(widgets.Quiz("q03-01", "q03-09"), states=states)
    dots = cell.get_by_role("group", name="The questions here").get_by_role("button")
    expect(dots.nth(1)).to_have_accessible_name("Question 2 of 2 not right yet")
    expect(dots.nth(0)).to_have_accessible_name("Question 1 of 2")


def test_what_is_not_right_yet_is_a_click_away_at_the_end(lesson):
    lesson.page.get_by_role("button", name="One at a time").first.click()
    missed = [{"id": "q03-09", "stem": "Look at this once more"}]
    end = lesson.add(widgets.Progress("03"), module="progress", again=missed)
    end.get_by_role("button", name="Look at this once more").click()
    card = lesson.page.locator("[data-item=q03-09]")
    expect(card).to_be_visible()
    expect(card).to_be_focused()


def test_the_progress_knows_what_is_not_right_yet(tmp_path):
    record = nkj.record.Record(tmp_path / "record.jsonl")
    item = nkj.items.item("q03-01")
    wrong = next(option for option in item.options if not option.correct)
    record.answer("q03-01", {"choice": wrong.option_id})
    record.answer("q01-02", {"choice": nkj.items.item("q01-02").options[0].option_id})
    assert widgets.Progress("03", record=record).again == [{"id": "q03-01", "stem": item.stem}]
    right = next(option for option in item.options if option.correct)
    record.answer("q03-01", {"choice": right.option_id})
    assert widgets.Progress("03", record=record).again == []
    assert widgets.Progress(record=record).again == []


def test_a_lesson_that_does_not_exist_is_named():
    with pytest.raises(errors.UnknownNameError, match="03"):
        widgets.Steps("3")
    assert widgets.Steps().lesson == ""
