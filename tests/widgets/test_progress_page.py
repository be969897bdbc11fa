"""The table of progress in a page: what its numbers mean, when they were counted, and what helps it when alone."""

import re
from datetime import datetime

import pytest
from lab_driver import expect
from page_driver import OnPage

import nkj_data as nkj
from nkj_data.record import Record
from nkj_data.widgets import Progress
from nkj_data.widgets.progress import STRINGS

DARK = """
:root { --jp-content-font-color1: #fff; --jp-layout-color0: #111; --jp-border-color1: #616161; }
body { background: #111; color: #fff; }
"""
LATER = "If you have answered more since then, press “Count again”."


class Shown(OnPage):
    """The test page with one count of progress on it."""

    def __init__(self, page, site, record):
        super().__init__(page, site)
        self.record = record

    def lay(self, lesson=None, *, words=None, **changes):
        self.open()
        super().lay(Progress(lesson, record=self.record, strings=words), **changes)

    def row(self, title):
        return self.page.get_by_role("row").filter(has_text=title).locator("td").all_inner_texts()

    def counted(self):
        return self.page.locator(".nkj-counted")


@pytest.fixture
def record(tmp_path):
    """Hold one answer of each outcome, and one of the check, which is not counted."""
    record = Record(tmp_path, learner="wren")
    record.append("q03-01", {"choice": "a"}, outcome="incorrect", points=0)
    record.append("q03-02", {"buckets": {}}, outcome="partly correct", points=0.5)
    record.append("q03-03", {"verdict": "stated"}, outcome="partly correct", points=0.5)
    record.append("q03-03", {"verdict": "inference"}, outcome="correct", points=1)
    record.append("q03-11", {"text": "It seems"}, outcome="written")
    record.append(nkj.items.check_items()[0].item_id, {}, outcome="partly correct", points=0.5)
    return record


@pytest.fixture
def shown(page, site, record):
    return Shown(page, site, record)


def test_every_answered_question_is_counted_as_what_it_is(shown):
    shown.lay()
    heads = shown.page.get_by_role("columnheader").all_inner_texts()
    assert heads == ["Lesson", "Answered", "How your answers stand"]
    of = len([item for item in nkj.items.items("03") if not item.check])
    answered, stands = shown.row("03 Why talk?")
    assert answered.strip() == f"4 of {of}"
    assert stands == "1 right, 1 partly right, 1 not right yet, 1 in your own words"
    assert shown.row("04 Why stuck?")[1] == "–"
    expect(
        shown.page.get_by_role("progressbar", name=f"Lesson 03: 4 of {of} questions answered: {stands}.")
    ).to_be_visible()
    assert sum(row["partly"] for row in shown.widget.rows) == 1
    legend = shown.page.get_by_text("Your best try at each question counts.")
    expect(legend).to_contain_text("What you wrote in your own words is not marked: you weigh it yourself.")
    expect(legend).to_contain_text(
        "The questions asked before you set out and once more at the end are not counted"
    )


def test_one_lesson_is_told_in_a_line_that_says_the_same(shown):
    shown.lay("03")
    of = len([item for item in nkj.items.items("03") if not item.check])
    expect(shown.page.locator(".nkj-says")).to_have_text(
        f"Lesson 03: 4 of {of} questions answered: 1 right, 1 partly right, 1 not right yet, 1 in your own words."
    )
    shown.lay("04")
    expect(shown.page.locator(".nkj-says")).to_have_text(re.compile(r"Lesson 04: 0 of \d+ questions answered\."))


def test_the_page_says_when_it_was_counted_in_the_time_of_the_reader(shown):
    at = "2026-11-24T10:05:00+05:30"
    here = datetime.fromisoformat(at).astimezone()
    says = f"Counted on {here.day} November 2026, {here:%H:%M}. {LATER}"
    for lesson in (None, "03"):
        shown.lay(lesson, counted_at=at)
        expect(shown.counted()).to_have_text(says)
    shown.lay(counted_at=at, words={"language": "de"})
    expect(shown.counted()).to_contain_text(f"Counted on {here.day}. November 2026, ")
    shown.lay(counted_at=at, words={"language": "no such language"})
    expect(shown.counted()).to_contain_text("2026")
    for nothing in ("", "<b>soon</b>"):
        shown.lay(counted_at=nothing)
        expect(shown.page.get_by_role("row").first).to_be_visible()
        expect(shown.counted()).to_be_empty()


def test_counted_again_the_page_has_the_new_numbers_and_the_new_time(shown):
    shown.lay(counted_at="2020-02-01T10:05:00+00:00")
    expect(shown.counted()).to_contain_text("February 2020")
    shown.record.append("q04-01", {"choices": []}, outcome="partly correct", points=0.5)
    shown.button("Count again").click()
    shown.hand_over()
    for name in ("rows", "counted_at"):
        shown.page.evaluate("([name, value]) => laid.model.set(name, value)", [name, getattr(shown.widget, name)])
    expect(shown.page.get_by_text("Counted again.")).to_be_visible()
    here = datetime.fromisoformat(shown.widget.counted_at)
    assert here.tzinfo is not None
    assert abs((datetime.now().astimezone() - here).total_seconds()) < 300
    expect(shown.counted()).to_contain_text(f"{here.astimezone():%Y, %H:%M}.")
    assert shown.row("04 Why stuck?")[1] == "1 partly right"


@pytest.mark.parametrize("kernel", ["silent", "gone"])
def test_a_page_without_a_kernel_says_which_menu_helps_and_that_nothing_is_lost(shown, kernel):
    shown.lay("03", kernel=kernel)
    before = shown.page.locator(".nkj-says").inner_text()
    shown.button("Count again").click()
    expect(shown.page.locator(".nkj-done")).to_have_text(
        "The page is not connected, so this could not be done. Your saved answers are not lost. "
        "Open the Run menu, choose Run All Cells, then try once more."
    )
    expect(shown.page.locator(".nkj-says")).to_have_text(before)


def test_every_word_on_the_page_can_be_translated(shown):
    for lesson in (None, "03"):
        shown.lay(lesson, words=dict.fromkeys(STRINGS, "¤"))
        for summary in shown.page.locator("summary").all():
            summary.click()
        words = shown.page.locator(".nkj-progress").inner_text()
        for given in [*(row["title"] for row in shown.widget.rows), *(one["stem"] for one in shown.widget.again)]:
            words = words.replace(given, "")
        assert set(words.replace(",", "").split()) - {"–"} == {"¤"}
        names = shown.page.locator("[aria-label]").evaluate_all("nodes => nodes.map(node => node.ariaLabel)")
        assert set(names) == {"¤"}


@pytest.mark.parametrize("theme", [" ", DARK], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 370])
def test_axe_finds_nothing_wrong_and_nothing_is_wider_than_the_window(shown, axe, theme, width):
    shown.page.set_viewport_size({"width": width, "height": 800})
    shown.lay()
    shown.page.add_style_tag(content=theme)
    assert axe(shown.page, ".nkj-progress") == []
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_counts_anew_without_a_word_when_an_answer_is_saved_in_the_same_window(shown):
    shown.lay()
    shown.record.append("q04-01", {"choices": []}, outcome="partly correct", points=0.5)
    for act in ("draft", "answer"):
        shown.page.evaluate(
            "act => window.dispatchEvent(new CustomEvent('nkj-saved', {detail: {line: {act}}}))", act
        )
    assert shown.page.evaluate("laid.model.sent.length") == 1
    shown.hand_over()
    assert [row["attempted"] for row in shown.widget.rows if row["lesson"] == "04"] == [1]
    expect(shown.page.locator(".nkj-done")).to_be_empty()


def test_where_there_is_no_notebook_there_is_no_way_to_its_top(shown):
    shown.lay("03")
    expect(shown.button("Back to the top of this page")).to_be_hidden()


def test_copies_of_the_record_are_named_and_taken_in_with_a_button(shown, record, tmp_path):
    shown.lay()
    expect(shown.button("Take the copies in")).to_have_count(0)
    other = Record(tmp_path / "other", learner="wren")
    other.append("q05-01", {}, outcome="correct", points=1)
    other.path.rename(tmp_path / "record (conflicted copy).jsonl")
    shown.lay()
    expect(shown.page.get_by_text("record (conflicted copy).jsonl")).to_be_visible()
    shown.button("Take the copies in").click()
    shown.hand_over()
    expect(shown.page.get_by_text("1 line taken in. The copies, and the record")).to_be_visible()
    assert record.state()["q05-01"].best_outcome == "correct"
    shown.lay()
    expect(shown.button("Take the copies in")).to_have_count(0)
