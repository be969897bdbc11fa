"""No work is promised and then lost: every state of storage, kernel and page, for each kind of work."""

import json

import pytest
from lab_driver import expect
from page_driver import OnPage

import nkj_data as nkj
from nkj_data import widgets
from nkj_data.record import Record

TEXT = "Ein Wort: 希望, “appear to be”"


def choose(page):
    page.get_by_role("radio").first.check()


def answer(page):
    choose(page)
    page.get_by_role("button", name="Check my answer").click()


def write(page):
    page.get_by_role("textbox").first.fill(TEXT)


def collect(page):
    page.get_by_role("combobox").first.select_option("motive-01")
    page.get_by_role("textbox").first.fill(TEXT)
    page.locator(".nkj-page button").first.click()


def code(page):
    page.get_by_role("combobox").first.select_option("motives")


WORK = {
    "answer": (lambda record: widgets.Quiz("q03-01", record=record), answer),
    "draft": (lambda record: widgets.Quiz("q03-01", record=record), choose),
    "note": (lambda record: widgets.Notes("03-warm-up", "Need", record=record), write),
    "written answer": (lambda record: widgets.Writer("q03-11", record=record), write),
    "basket": (lambda record: widgets.Basket(nkj.motives(), record=record), collect),
    "coding": (lambda record: widgets.CodingBoard("S08", record=record), code),
}
STORAGE = {
    "there": "0",
    "refused": "Object.defineProperty(window, 'localStorage', {get() { throw new Error('switched off'); }});",
    "full": "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; 0",
}
KEPT = "Not saved yet. It is kept in this browser"
UNKEPT = "Not saved, and this browser does not keep it either."


class Desk(OnPage):
    """The test page with one widget, its storage in some state, and a dialog that is answered with yes."""

    def __init__(self, page, site, record, work):
        super().__init__(page, site)
        self.record, (self.make, self.do) = record, WORK[work]
        self.asked = []
        page.on("dialog", self._answer)

    def _answer(self, dialog):
        self.asked.append(dialog.type)
        dialog.accept()

    def begin(self, storage):
        self.open()
        self.page.evaluate(STORAGE[storage])
        self.page.clock.install()

    def start(self, kernel):
        self.lay(self.make(self.record), kernel=kernel)

    def redraw(self, kernel):
        self.page.evaluate("laid.cleanUp()")
        self.start(kernel)

    def handed_over(self):
        return self.page.evaluate("laid.model.sent.filter((one) => one.type === 'line').map((one) => one.line)")


@pytest.fixture
def desk(page, site, tmp_path, request):
    return Desk(page, site, Record(tmp_path), request.param)


each_work = pytest.mark.parametrize("desk", WORK, indirect=True)
each_storage = pytest.mark.parametrize("storage", STORAGE)


@each_work
@each_storage
@pytest.mark.parametrize("kernel", ["gone", "silent"])
def test_what_is_said_is_true_and_the_work_outlives_its_widget(desk, storage, kernel):
    desk.begin(storage)
    desk.start(kernel)
    desk.do(desk.page)
    desk.page.clock.run_for(6000)
    line = desk.page.locator(".nkj-saved").first
    expect(line).to_contain_text(KEPT if storage == "there" else UNKEPT)
    if storage != "there":
        assert desk.page.get_by_label("Your work, to copy").input_value()
    desk.redraw("saves")
    assert desk.handed_over(), "the next widget did not hand it over"
    desk.page.clock.run_for(6000)
    assert not desk.page.evaluate(
        "Object.keys(window.nkjUnkept ? Object.fromEntries(window.nkjUnkept) : {}).length"
    )
    expect(desk.page.locator(".nkj-unkept")).to_have_count(0)


@each_work
def test_work_that_was_begun_a_moment_ago_outlives_its_widget_too(desk):
    desk.begin("refused")
    desk.start("gone")
    desk.do(desk.page)
    desk.redraw("saves")
    assert desk.handed_over()


@each_work
@each_storage
def test_a_reload_keeps_what_was_called_kept_and_asks_before_it_loses_anything(desk, storage):
    desk.begin(storage)
    desk.start("gone")
    desk.do(desk.page)
    desk.page.clock.run_for(6000)
    desk.page.locator("#before").click()  # a browser asks only somebody who has done something
    desk.open()
    assert desk.asked == ([] if storage == "there" else ["beforeunload"])
    desk.page.clock.install()
    desk.start("saves")
    assert bool(desk.handed_over()) == (storage == "there")


@pytest.mark.parametrize("desk", ["note"], indirect=True)
def test_an_older_draft_never_follows_a_newer_one_that_the_full_storage_refused(desk):
    desk.begin("there")
    desk.start("gone")
    desk.page.get_by_role("textbox").first.fill("old")
    desk.page.clock.run_for(2000)
    desk.page.evaluate(STORAGE["full"])
    desk.page.get_by_role("textbox").first.fill("new")
    desk.page.clock.run_for(2000)
    desk.redraw("saves")
    texts = [json.dumps(line["answer"]) for line in desk.handed_over()]
    assert "new" in texts[-1]
    desk.page.clock.run_for(6000)
    assert desk.page.evaluate("Object.values(localStorage).filter((one) => one.includes('old')).length") == 0


@pytest.mark.parametrize("desk", ["note"], indirect=True)
def test_storage_that_was_cleared_meanwhile_makes_no_line_saved(desk):
    desk.begin("there")
    desk.start("silent")
    desk.do(desk.page)
    desk.page.clock.run_for(2000)
    desk.page.evaluate("localStorage.clear()")
    desk.page.clock.run_for(8000)
    expect(desk.page.locator(".nkj-saved").first).to_contain_text(KEPT)
    assert desk.page.evaluate("localStorage.length") == 1
