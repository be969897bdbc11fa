"""What is said to be kept is kept: every state of storage, kernel and page, for all that a learner can make.

The page is the test page, the model a small fake of a kernel's; the Python side and the record are the real ones.
"""

import re

import pytest
from lab_driver import expect
from page_driver import OnPage

import nkj_data as nkj
from nkj_data import widgets
from nkj_data.record import Record

REFUSED = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('switched off'); }})"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
STORAGE = {"there": "", "refused": REFUSED, "full": FULL}
SAVED = re.compile("Saved in your record")
KEPT = "Not saved yet. It is kept in this browser"
HELD = "Not saved, and this browser does not keep it either."


class Answer:
    item, act = "q03-01", "answer"
    make = staticmethod(lambda record: widgets.Quiz("q03-01", record=record))

    def do(self, page):
        page.get_by_role("radio").first.check()
        page.get_by_role("button", name="Check my answer").click()

    def shown(self, page):
        expect(page.get_by_role("radio").first).to_be_checked()

    def found(self, line):
        return set(line.answer) == {"choice"}


class Draft:
    item, act = "q03-11", "draft"
    make = staticmethod(lambda record: widgets.Writer("q03-11", record=record))
    text = "It “appear[s]” so far.\nNachts 밤"

    def do(self, page):
        page.locator("textarea").first.press_sequentially(self.text)

    def shown(self, page):
        expect(page.locator("textarea").first).to_have_value(self.text)

    def found(self, line):
        return line.answer["text"] == self.text


class Note:
    item, act = "03-warm-up", "draft"
    make = staticmethod(lambda record: widgets.Notes("03-warm-up", "Need", "Hope", record=record))

    def do(self, page):
        page.get_by_label("Hope").press_sequentially("a letter")

    def shown(self, page):
        expect(page.get_by_label("Hope")).to_have_value("a letter")

    def found(self, line):
        return line.answer["texts"]["Hope"] == "a letter"


class Evidence:
    item, act = "motive-02", "evidence"
    make = staticmethod(lambda record: widgets.Basket(nkj.motives(), record=record))

    def do(self, page):
        page.locator("select").select_option("motive-02")
        page.get_by_label("What will they show?").fill("a hope")
        page.get_by_role("button", name="Put it into my basket").click()

    def shown(self, page):
        pass  # the basket shows what Python says is in it

    def found(self, line):
        return line.answer == {"note": "a hope"}


class Coding:
    item, act = "coding", "draft"
    make = staticmethod(lambda record: widgets.CodingBoard(record=record))

    def do(self, page):
        page.locator("fieldset input[type=radio]").first.check()

    def shown(self, page):
        expect(page.locator("fieldset input[type=radio]").first).to_be_checked()

    def found(self, line):
        return bool(line.answer)


WORK = (Answer, Draft, Note, Evidence, Coding)


class Lesson(OnPage):
    """The test page, a record, and one widget of it; ``take`` is the kernel."""

    def __init__(self, page, site, folder, work, storage):
        super().__init__(page, site)
        self.folder, self.work = folder, work
        page.clock.install()
        if STORAGE[storage]:
            page.add_init_script(STORAGE[storage])
        self.storage = storage
        self.open()

    def begin(self, kernel="silent"):
        self.lay(self.work.make(Record(self.folder, learner="wren")), kernel=kernel)

    def rest(self):
        """Let the page wait as long as it waits for a pause, and for the kernel."""
        self.page.clock.run_for(1300)
        self.page.clock.run_for(4000)

    def again(self):
        """Draw the widget anew as a cell that is run again does, with a Python side of its own."""
        self.page.evaluate("laid.cleanUp()")
        self.begin()

    def held(self):
        """Return whether the record has the work, in one line and no more."""
        lines = [e for e in Record(self.folder, learner="wren").entries() if e.act == self.work.act]
        ours = [line for line in lines if self.work.found(line)]
        assert len({line.id for line in lines}) == len(lines)
        return len(ours)

    def take(self):
        self.hand_over()
        self.hand_over()

    def says(self):
        return self.page.locator(".nkj-saved").first


@pytest.fixture(params=WORK, ids=lambda work: work.__name__.lower())
def work(request):
    return request.param()


@pytest.fixture(params=STORAGE)
def lesson(page, site, tmp_path, work, request):
    return Lesson(page, site, tmp_path, work, request.param)


def test_with_a_kernel_it_is_saved_once_the_record_has_it_and_not_before(lesson, work):
    lesson.begin()
    work.do(lesson.page)
    lesson.page.clock.run_for(1300)
    expect(lesson.says()).to_have_text("Saving …")
    assert not lesson.held()
    lesson.take()
    expect(lesson.says()).to_have_text(SAVED)
    assert lesson.held() == 1


@pytest.mark.parametrize("kernel", ["silent", "gone"])
def test_without_a_kernel_the_page_says_where_it_is_and_a_new_widget_hands_it_over(lesson, work, kernel):
    lesson.begin(kernel)
    work.do(lesson.page)
    lesson.rest()
    kept = lesson.storage == "there"
    expect(lesson.says()).to_contain_text(KEPT if kept else HELD)
    copy = lesson.page.get_by_label("Your work, to copy")
    expect(copy).to_have_count(0 if kept else 1)
    if not kept:
        assert copy.input_value().strip()

    # Run All Cells, with a new kernel: the widget is drawn anew.
    lesson.again()
    work.shown(lesson.page)
    lesson.take()
    expect(lesson.says()).to_have_text(SAVED)
    expect(copy).to_have_count(0)
    assert lesson.held() == 1
    lesson.again()
    work.shown(lesson.page)
    assert lesson.held() == 1


def test_what_is_typed_and_not_yet_handed_over_survives_a_cell_that_is_run_again(lesson, work):
    lesson.begin("gone")
    work.do(lesson.page)
    lesson.again()
    work.shown(lesson.page)
    lesson.take()
    assert lesson.held() == 1


def test_a_page_that_is_reloaded_or_closed_keeps_it_or_asks_first(lesson, work):
    lesson.begin("gone")
    work.do(lesson.page)
    asked = []
    lesson.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    lesson.page.reload()
    lesson.page.wait_for_function("window.ready")
    assert asked == ([] if lesson.storage == "there" else ["beforeunload"])
    lesson.begin()
    if lesson.storage == "there":
        work.shown(lesson.page)
        lesson.take()
        assert lesson.held() == 1


def test_a_kernel_that_cannot_write_is_not_called_saved_and_a_restart_hands_it_over(lesson, work):
    (lesson.folder / "record.jsonl").mkdir()
    lesson.begin()
    work.do(lesson.page)
    lesson.page.clock.run_for(1300)
    lesson.take()
    expect(lesson.says()).to_contain_text("is a folder, where a file is wanted")
    kept = lesson.storage == "there"
    expect(lesson.page.get_by_label("Your work, to copy")).to_have_count(0 if kept else 1)

    # The kernel is restarted, so what it held in memory is gone; the folder has been moved away.
    (lesson.folder / "record.jsonl").rmdir()
    lesson.again()
    work.shown(lesson.page)
    lesson.take()
    expect(lesson.says()).to_have_text(SAVED)
    assert lesson.held() == 1


@pytest.mark.parametrize("work", [Note], indirect=True, ids=["note"])
@pytest.mark.parametrize("lesson", ["there"], indirect=True)
def test_an_older_draft_never_follows_a_newer_one_that_the_full_storage_refused(lesson, work):
    lesson.begin("gone")
    box = lesson.page.get_by_label("Hope")
    box.fill("old")
    lesson.rest()
    lesson.page.evaluate(f"{FULL}; 0")
    box.fill("new")
    lesson.rest()
    expect(lesson.says()).to_contain_text(HELD)
    assert "old" in "".join(lesson.page.evaluate("Object.values(localStorage)")), "better an older state than none"
    lesson.again()
    lesson.take()
    drafts = [e.answer["texts"]["Hope"] for e in Record(lesson.folder, learner="wren").entries()]
    assert drafts == ["new"]
    assert lesson.page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("work", [Note], indirect=True, ids=["note"])
@pytest.mark.parametrize("lesson", ["there"], indirect=True)
def test_storage_that_was_cleared_meanwhile_makes_no_line_saved(lesson, work):
    lesson.begin()
    work.do(lesson.page)
    lesson.page.clock.run_for(2000)
    lesson.page.evaluate("localStorage.clear()")
    lesson.page.clock.run_for(8000)
    expect(lesson.says()).to_contain_text(KEPT)
    assert lesson.page.evaluate("localStorage.length") == 1


@pytest.mark.parametrize("work", [Note], indirect=True, ids=["note"])
@pytest.mark.parametrize("lesson", ["there"], indirect=True)
def test_work_that_python_holds_and_could_not_write_is_not_called_saved_on_another_page(lesson, work):
    (lesson.folder / "record.jsonl").mkdir()
    record = Record(lesson.folder, learner="wren")
    record.draft(work.item, {"texts": {"Hope": "a letter"}})
    lesson.lay(work.make(record))
    work.shown(lesson.page)
    expect(lesson.says()).to_have_text(
        "Not on disk yet. It is tried again with each answer, as long as Python runs."
    )
    (lesson.folder / "record.jsonl").rmdir()
    lesson.page.evaluate("laid.cleanUp()")
    lesson.lay(work.make(record))
    expect(lesson.says()).to_have_text(SAVED)
    assert lesson.held() == 1


@pytest.mark.parametrize("work", [Note], indirect=True, ids=["note"])
@pytest.mark.parametrize("lesson", ["there", "refused"], indirect=True)
def test_a_record_that_is_begun_anew_is_not_filled_again_by_what_waited(lesson, work):
    lesson.begin("gone")
    work.do(lesson.page)
    lesson.rest()
    notes = lesson.page.evaluate("widgets.length") - 1
    record = Record(lesson.folder, learner="wren")
    lesson.lay(widgets.Progress(record=record))
    lesson.page.get_by_text("Your record: name, export").click()
    lesson.button("Start over").click()
    lesson.button("Yes, start over").click()
    lesson.hand_over()
    lesson.page.evaluate("at => widgets[at].cleanUp()", notes)
    lesson.begin()
    assert lesson.page.evaluate("laid.model.sent.length") == 0


def test_a_note_begun_beside_the_basket_outlives_its_widget_and_is_gone_once_it_is_put_in(page, site, tmp_path):
    lesson = Lesson(page, site, tmp_path, Evidence(), "refused")
    note = page.get_by_label("What will they show?")
    lesson.begin()
    page.locator("select").select_option("motive-03")
    note.fill("half a thou")
    lesson.again()
    expect(note).to_have_value("half a thou")
    expect(page.locator("select")).to_have_value("motive-03")
    lesson.button("Put it into my basket").click()
    lesson.again()
    expect(note).to_have_value("")


def test_what_waits_is_handed_over_in_the_order_it_came_whatever_the_clock_says(page, site, tmp_path):
    lesson = Lesson(page, site, tmp_path, Answer(), "there")
    lesson.begin("gone")
    for nth, year in enumerate((2026, 2006, 2016)):
        page.clock.set_system_time(f"{year}-01-01T10:00:00")
        page.get_by_role("radio").nth(nth).check()
        page.get_by_role("button", name=re.compile("Check")).click()
    page.reload()
    page.wait_for_function("window.ready")
    lesson.begin()
    sent = page.evaluate("laid.model.sent.map((one) => one.line.at.slice(0, 4))")
    assert sent == ["2026", "2006", "2016"]
