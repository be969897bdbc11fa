"""A place to write, in a real browser, with the module as it is sent to a notebook."""

import re

import pytest
from lab_driver import expect
from page_driver import OnPage

from nkj_data.record import Record
from nkj_data.widgets import Notes, Writer
from nkj_data.widgets.notes import NOTING

DARK = """
:root { --jp-content-font-color1: #fff; --jp-layout-color0: #111; --jp-border-color1: #616161; }
body { background: #111; color: #fff; }
"""
WARM_UP = ("03-warm-up", "Need", "Hope", "Same time")
SAVED = "Saved in your record."


class Lesson(OnPage):
    """The test page with places to write, each with a Python side of its own, all of one record."""

    def __init__(self, page, site, folder):
        super().__init__(page, site)
        self.folder = folder

    def open(self):
        super().open()
        self.cells = []

    def lay(self, *given, words=None, **changes):
        super().lay(Notes(*given, record=Record(self.folder), strings=words), **changes)
        self.cells.append(self.widget)
        return self.page.locator(".nkj-notes").nth(len(self.cells) - 1)

    def hand_over(self, *, states=True):
        """Be the kernel until nothing is left to say: take what the pages sent, and tell them how things stand."""
        busy = True
        while busy:
            busy = False
            for at, widget in enumerate(self.cells):
                for content in self.page.evaluate("at => widgets[at].model.sent.splice(0)", at):
                    busy = True
                    answers = []
                    widget.send = answers.append
                    widget._handle_custom_msg(content, [])
                    if states:
                        given = [at, widget.states]
                        self.page.evaluate("([at, now]) => widgets[at].model.set('states', now)", given)
                    for answer in answers:
                        self.page.evaluate("([at, answer]) => widgets[at].model.tell(answer)", [at, answer])

    def sent(self, at=0):
        return self.page.evaluate(
            "at => widgets[at].model.sent.filter((one) => one.type === 'line').map((one) => one.line)", at
        )

    def wait_for_lines(self, count, at=0):
        self.page.wait_for_function(
            "([at, count]) => widgets[at].model.sent.filter((one) => one.type === 'line').length === count",
            arg=[at, count],
        )

    def kept(self):
        state = Record(self.folder).state().get("03-warm-up")
        return state and state.draft["texts"]


@pytest.fixture
def lesson(page, site, tmp_path):
    opened = Lesson(page, site, tmp_path)
    opened.open()
    return opened


def test_what_is_typed_is_kept_saved_and_found_again(lesson):
    notes = lesson.lay(*WARM_UP)
    expect(notes.locator(".nkj-saved")).to_be_empty()
    notes.get_by_label("Need").press_sequentially("a roof\nand bread")
    notes.get_by_label("Same time").press_sequentially("snow")
    lesson.wait_for_lines(1)
    expect(notes.locator(".nkj-saved")).to_have_text("Saving …")
    line = lesson.sent()[0]
    assert [line["act"], line["item"], line["widget"]] == ["draft", "03-warm-up", "Notes"]
    lesson.hand_over()
    expect(notes.locator(".nkj-saved")).to_have_text(SAVED)
    assert lesson.kept() == {"Need": "a roof\nand bread", "Same time": "snow"}
    assert lesson.page.evaluate("localStorage.length") == 0

    lesson.open()
    notes = lesson.lay(*WARM_UP)
    expect(notes.get_by_label("Need")).to_have_value("a roof\nand bread")
    expect(notes.get_by_label("Hope")).to_have_value("")
    expect(notes.get_by_label("Same time")).to_have_value("snow")
    expect(notes.locator(".nkj-saved")).to_have_text(SAVED)
    assert lesson.sent() == []


def test_without_labels_there_is_one_box_and_its_text_outlives_a_translation(lesson):
    notes = lesson.lay("03-warm-up")
    notes.get_by_label("Your notes").fill("so far")
    lesson.wait_for_lines(1)
    lesson.hand_over()
    lesson.open()
    notes = lesson.lay("03-warm-up", words={"label": "Notizen"})
    expect(notes.get_by_label("Notizen")).to_have_value("so far")


def test_what_is_written_while_the_kernel_is_away_is_kept_in_the_browser_and_handed_over(lesson):
    lesson.page.clock.install()
    notes = lesson.lay(*WARM_UP, kernel="gone")
    notes.get_by_label("Hope").fill("a letter")
    lesson.page.clock.run_for(5000)
    expect(notes.locator(".nkj-saved")).to_contain_text("Not saved yet. It is kept in this browser")
    assert lesson.kept() is None

    lesson.open()
    notes = lesson.lay(*WARM_UP)
    expect(notes.get_by_label("Hope")).to_have_value("a letter")
    expect(notes.locator(".nkj-saved")).not_to_have_text(SAVED)
    lesson.hand_over()
    expect(notes.locator(".nkj-saved")).to_have_text(SAVED)
    assert lesson.kept() == {"Hope": "a letter"}


def test_what_cannot_be_written_is_never_called_saved(lesson):
    notes = lesson.lay(*WARM_UP, kernel="refuses")
    notes.get_by_label("Hope").fill("a letter")
    expect(notes.locator(".nkj-saved")).to_have_text("Not saved: no room.")
    assert lesson.page.evaluate("localStorage.length") == 1


def test_what_is_rubbed_out_stays_rubbed_out(lesson):
    notes = lesson.lay(*WARM_UP)
    for text in ("a roof", ""):
        notes.get_by_label("Need").fill(text)
        lesson.wait_for_lines(1)
        lesson.hand_over()
    lesson.open()
    expect(lesson.lay(*WARM_UP).get_by_label("Need")).to_have_value("")


def test_an_answer_of_the_kernel_does_not_disturb_what_is_being_typed(lesson):
    notes = lesson.lay(*WARM_UP)
    notes.get_by_label("Need").fill("a")
    lesson.wait_for_lines(1)
    notes.get_by_label("Need").fill("a roof")
    lesson.hand_over()
    expect(notes.get_by_label("Need")).to_have_value("a roof")
    lesson.wait_for_lines(1)
    lesson.hand_over()
    assert lesson.kept() == {"Need": "a roof"}


def test_two_cells_of_one_note_show_the_same_text_and_lose_nothing_of_each_other(lesson):
    first = lesson.lay("03-warm-up", "Then")
    second = lesson.lay("03-warm-up", "Then", "Now")
    first.get_by_label("Then").fill("one sentence")
    lesson.wait_for_lines(1)
    lesson.hand_over()
    expect(second.get_by_label("Then")).to_have_value("one sentence")
    second.get_by_label("Now").fill("a better one")
    lesson.wait_for_lines(1, at=1)
    lesson.hand_over()
    first.get_by_label("Then").fill("the first")
    lesson.wait_for_lines(1)
    lesson.hand_over()
    assert lesson.kept() == {"Then": "the first", "Now": "a better one"}
    expect(second.get_by_label("Then")).to_have_value("the first")


def test_two_cells_of_one_note_lose_nothing_of_each_other_without_a_kernel(lesson):
    lesson.page.clock.install()
    first = lesson.lay("03-warm-up", "Then", kernel="gone")
    second = lesson.lay("03-warm-up", "Now", kernel="gone")
    first.get_by_label("Then").fill("one sentence")
    lesson.page.clock.run_for(1500)
    second.get_by_label("Now").fill("a better one")
    lesson.page.clock.run_for(1500)
    lesson.open()
    lesson.lay("03-warm-up", "Then", "Now")
    lesson.hand_over()
    assert lesson.kept() == {"Then": "one sentence", "Now": "a better one"}


def test_two_notes_do_not_touch_each_other(lesson):
    warm_up, exit_ = lesson.lay(*WARM_UP), lesson.lay("03-exit", "Need")
    warm_up.get_by_label("Need").fill("a roof")
    lesson.wait_for_lines(1)
    lesson.hand_over()
    expect(exit_.get_by_label("Need")).to_have_value("")
    expect(exit_.locator(".nkj-saved")).to_be_empty()


def test_a_text_under_a_label_that_the_lesson_no_longer_has_is_not_lost(lesson):
    states = {"03-warm-up": {"draft": {"texts": {"An older label": "kept"}}}}
    lesson.lay(*WARM_UP, states=states).get_by_label("Need").fill("a roof")
    lesson.wait_for_lines(1)
    assert lesson.sent()[0]["answer"] == {"texts": {"An older label": "kept", "Need": "a roof"}}


@pytest.mark.parametrize(
    "draft",
    [None, {}, {"texts": None}, {"texts": ["Need"]}, {"texts": {"Need": 3, "Hope": {"a": 1}}}, {"text": "x"}],
)
def test_a_record_that_does_not_fit_spoils_nothing(lesson, draft):
    notes = lesson.lay(*WARM_UP, states={"03-warm-up": {"draft": draft}})
    for label in WARM_UP[1:]:
        expect(notes.get_by_label(label)).to_have_value("")
    expect(notes.locator(".nkj-saved")).to_be_empty()


def test_labels_and_texts_of_markup_stay_text(lesson):
    evil = "<img src=x onerror=\"document.title='stolen'\">"
    labels = (evil, "{n}", "constructor")
    notes = lesson.lay("03-warm-up", *labels)
    assert notes.locator("label").all_inner_texts() == list(labels)
    for label in labels:
        expect(notes.get_by_label(label)).to_have_value("")
        notes.get_by_label(label).fill(f"{evil} {label}")
    lesson.wait_for_lines(1)
    lesson.hand_over()
    lesson.open()
    notes = lesson.lay("03-warm-up", *labels)
    for label in labels:
        expect(notes.get_by_label(label)).to_have_value(f"{evil} {label}")
    assert lesson.page.locator("img").count() == 0


def test_a_text_longer_than_the_record_holds_cannot_be_typed(lesson):
    notes = lesson.lay("03-warm-up", "Need", "Hope")
    for label in ("Need", "Hope"):
        notes.get_by_label(label).focus()
        lesson.page.keyboard.insert_text("x" * 30_000)
    lesson.wait_for_lines(1)
    lesson.hand_over()
    assert {label: len(text) for label, text in lesson.kept().items()} == {"Need": 10_000, "Hope": 10_000}


@pytest.mark.parametrize("how", ["laid.cleanUp()", "window.dispatchEvent(new Event('pagehide'))"])
def test_what_was_typed_last_goes_on_record_when_the_widget_or_the_page_is_left(lesson, how):
    lesson.lay(*WARM_UP).get_by_label("Need").fill("a roof")
    lesson.page.evaluate(how)
    assert [line["answer"] for line in lesson.sent()] == [{"texts": {"Need": "a roof"}}]


@pytest.mark.parametrize(("handed_in", "acts"), [(False, ["draft"]), (True, ["answer"])])
def test_a_written_answer_is_kept_in_the_same_way_unless_it_was_handed_in(lesson, handed_in, acts):
    OnPage.lay(lesson, Writer("q03-11", record=Record(lesson.folder)))
    lesson.page.locator("textarea").fill("It appears so.")
    if handed_in:
        lesson.button("Hand it in").click()
    lesson.page.evaluate("laid.cleanUp()")
    assert [line["act"] for line in lesson.sent()] == acts
    assert lesson.page.evaluate("standing") == 0


def test_the_clean_up_leaves_nothing_behind(lesson):
    before = lesson.page.evaluate("standing")
    lesson.lay(*WARM_UP)
    assert lesson.page.evaluate("standing") > before
    lesson.page.evaluate("laid.cleanUp()")
    left = lesson.page.evaluate("[standing, laid.model.heard.length, laid.el.childElementCount]")
    assert left == [before, 0, 0]


def test_every_word_on_the_page_can_be_translated(lesson):
    notes = lesson.lay("03-warm-up", words=dict.fromkeys(NOTING, "¤"))
    notes.get_by_role("textbox").fill("x")
    lesson.wait_for_lines(1)
    lesson.hand_over()
    assert set(re.findall(r"\w+|¤", notes.inner_text())) == {"¤"}
    assert notes.get_attribute("aria-label") == "¤"


def test_a_screen_reader_gets_the_name_of_each_box_and_hears_what_is_saved(lesson):
    notes = lesson.lay(*WARM_UP)
    notes.get_by_label("Hope").fill("a letter")
    lesson.wait_for_lines(1)
    lesson.hand_over()
    tree = notes.aria_snapshot()
    for line in (
        '- group "A place to write"',
        '- textbox "Need"',
        '- textbox "Hope": a letter',
        f"- status: ✓ {SAVED}",
    ):
        assert line in tree, tree


@pytest.mark.parametrize("theme", [" ", DARK], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_wrong_and_nothing_is_wider_than_the_window(lesson, axe, theme, width):
    lesson.page.set_viewport_size({"width": width, "height": 800})
    lesson.page.add_style_tag(content=theme)
    notes = lesson.lay("03-warm-up", "Need " * 30, "x" * 120, "Same time")
    for box in notes.get_by_role("textbox").all():
        box.fill("a long line of words " * 40 + "x" * 200)
    lesson.wait_for_lines(1)
    lesson.hand_over()
    assert axe(lesson.page, ".nkj-notes") == []
    assert lesson.page.evaluate("document.documentElement.scrollWidth") <= width
