"""Stories on the pages, opened from disk with the network off, worked as people work them."""

import json
import re
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from lab_driver import FIND_MARK
from playwright.sync_api import expect

import nkj_data as nkj
from nkj_data.record import Record

STORED = "() => Object.keys(localStorage).filter((key) => key.startsWith('nkj-record:lessons:')).length"


def entries(page):
    """Return the lines of the record in the browser."""
    found = page.evaluate(
        "() => Object.entries(localStorage).filter(([key]) => key.startsWith('nkj-record:')).map(([, one]) => one)"
    )
    held = sorted((json.loads(one) for one in found), key=lambda one: (one["when"], one["n"]))
    return [one["entry"] for one in held]


def named(page, item):
    return page.locator(f"[data-item='{item}']")


def test_every_page_opens_from_disk_with_all_that_is_in_it(open_page, pages):
    for path in sorted(pages.rglob("*.html")):
        page = open_page(path.relative_to(pages).as_posix())
        widgets, charts = page.locator("[data-widget]"), page.locator("[data-figure]")
        assert page.locator("[data-widget] > *").count() == widgets.count(), path
        assert page.locator("[data-figure].js-plotly-plot").count() == charts.count(), path
        assert page.locator("h1").count() == 1, path


def test_a_click_on_a_mark_lights_up_its_words(open_page):
    page = open_page("03_motives.html")
    graph = page.locator(".js-plotly-plot").first
    graph.scroll_into_view_if_needed()
    graph.click(position=graph.evaluate(FIND_MARK, "motive-01"))
    # Hard words are buttons of their own, so what is lit comes in pieces.
    expect(page.locator("#nkj-pane mark").first).to_be_visible()
    lit = "".join(page.locator("#nkj-pane mark").all_inner_texts())
    assert lit == nkj.motives()["quote"][0]


def test_on_a_small_screen_the_passage_is_a_sheet_and_the_words_stand_beside_the_chart_while_it_is_closed(
    open_page, page
):
    page.set_viewport_size({"width": 360, "height": 800})
    page = open_page("03_motives.html")
    graph = page.locator(".js-plotly-plot").first
    inline = page.locator(".jp-Cell", has=graph).locator(".nkj-reader-text")
    expect(page.locator("#nkj-pane .nkj-page")).to_be_hidden()
    expect(inline).to_be_visible()
    page.locator("#nkj-pane summary").click()
    expect(page.locator("#nkj-pane .nkj-page")).to_be_visible()
    expect(inline).to_be_hidden()


def test_every_kind_of_widget_is_answered_by_keyboard_and_goes_on_record(open_page):
    page = open_page("00_start_here.html")
    _choose(page, "q00-01")
    page = open_page("03_motives.html")
    note = page.locator(".nkj-notes textarea").first
    note.focus()
    page.keyboard.type("They needed help.")
    expect(page.locator(".nkj-notes .nkj-saved").first).to_have_attribute("data-status", "saved")
    _choose(page, "q03-01")
    _sort(page, "q03-02")
    _press(page, named(page, "q03-06").locator("li button:not([aria-disabled=true])").last)
    _submit(page, "q03-06")
    writer = named(page, "q03-11")
    writer.locator("textarea").focus()
    page.keyboard.type("It says “appear to be”.")
    expect(writer.locator(".nkj-quotations li")).to_have_attribute("data-stands", "exact")
    _press(page, writer.locator(".nkj-main"))
    expect(writer.locator(".nkj-saved")).to_have_attribute("data-status", "saved")
    page = open_page("02_what_changed.html")
    collect = page.locator(".nkj-collect")
    _press(page, collect.locator(".nkj-main"))
    expect(collect.locator(".nkj-basket li")).to_have_count(1)
    page = open_page("01_who_is_speaking.html")
    board = page.locator(".nkj-coding")
    board.locator("input[type=radio]").first.focus()
    page.keyboard.press("Space")
    expect(board.locator(".nkj-saved")).to_have_attribute("data-status", "saved")
    page = open_page("05_talks.html")
    table = page.locator(".nkj-negotiating")
    _press(page, table.get_by_role("button").first)
    kept = {(one["act"], one["item"]): one["outcome"] for one in entries(page)}
    assert kept[("answer", "q00-01")] == "incorrect"
    assert kept[("answer", "q03-01")] in ("correct", "incorrect")
    assert {("answer", name) for name in ("q03-02", "q03-06", "q03-11")} <= kept.keys()
    assert kept[("answer", "q03-11")] == "written"
    assert {("draft", "03-warm-up"), ("draft", "board-S03-S08-S12-S13")} <= kept.keys()
    assert "evidence" in {act for act, _ in kept}
    page = open_page("index.html")
    expect(page.locator(".nkj-table tbody tr").nth(3)).to_contain_text("4 of")


def _press(page, control):
    control.focus()
    page.keyboard.press("Enter")


def _submit(page, item):
    _press(page, named(page, item).locator("button[type=submit]"))
    expect(named(page, item).locator(".nkj-saved")).to_have_attribute("data-status", "saved")


def _choose(page, item):
    named(page, item).locator("input").first.focus()
    page.keyboard.press("Space")
    _submit(page, item)


def _sort(page, item):
    for place in named(page, item).locator("select").all():
        place.focus()
        page.keyboard.press("ArrowDown")
    _submit(page, item)


def test_work_goes_out_as_a_file_and_comes_in_again(open_page, tmp_path):
    page = open_page("03_motives.html")
    _choose(page, "q03-01")
    before = entries(page)
    with page.expect_download() as begun:
        page.get_by_role("button", name="Save my record as a file").click()
    begun.value.save_as(tmp_path / "record.jsonl")
    assert Record(tmp_path).state()["q03-01"].last_outcome == before[0]["outcome"]
    # Python goes on with it, under a code name.
    record = Record(tmp_path)
    record.rename("blue heron")
    record.answer("q03-07", {"sentences": ["S07"]})
    page.evaluate("localStorage.clear()")
    page.reload()
    page.wait_for_selector("body[data-ready]")
    expect(named(page, "q03-07").locator(".nkj-saved")).not_to_have_attribute("data-status", "saved")
    page.locator("#nkj-take-in").set_input_files(record.path)
    expect(page.locator("#nkj-record [role=status]")).to_have_text(
        "Taken in: 3 new lines of 3. What was here before is still here."
    )
    expect(named(page, "q03-07").locator(".nkj-saved")).to_have_attribute("data-status", "saved")
    assert [one["id"] for one in entries(page)][:3] == [
        json.loads(line)["id"] for line in record.path.read_text("utf-8").splitlines()
    ]
    page.locator("#nkj-take-in").set_input_files(record.path)
    expect(page.locator("#nkj-record [role=status]")).to_contain_text("Taken in: 0 new lines of 3.")


def test_one_click_makes_a_page_of_ones_own_work(open_page, page, tmp_path):
    page = open_page("03_motives.html")
    hand = page.get_by_role("button", name="Make a page of my work")
    hand.click()
    done = page.locator(".nkj-progress .nkj-done")
    expect(done).to_have_text("There is nothing to hand in yet: answer or write something first.")
    _choose(page, "q03-01")
    note = page.locator(".nkj-notes textarea").first
    note.fill("<b>Two friends</b> made up.")
    writer = named(page, "q03-11")
    writer.locator("textarea").fill("It says “appear to be” and “surely”.")
    writer.locator(".nkj-main").click()
    expect(writer.locator(".nkj-saved")).to_have_attribute("data-status", "saved")
    with page.expect_download() as begun:
        hand.click()
    begun.value.save_as(tmp_path / "work.html")
    expect(done).to_contain_text("Your work is in the file hand_in_03_")
    page.goto((tmp_path / "work.html").as_uri())
    body = page.locator("body")
    for words in ("By learner,", "<b>Two friends</b> made up.", "Tries: 1.", "In my own words."):
        expect(body).to_contain_text(words)
    expect(body).to_contain_text("“appear to be” stands in S08.")
    expect(body).to_contain_text("“surely” is not in the passage.")
    assert page.locator("script, [onload], [src]").count() == 0


def test_two_tabs_at_once_lose_nothing(open_page, page):
    one = open_page("03_motives.html")
    other = open_page("03_motives.html", tab=page.context.new_page())
    for _ in range(3):
        _choose(one, "q03-01")
        _choose(other, "q03-07")
    kept = [entry["item"] for entry in entries(one)]
    assert (kept.count("q03-01"), kept.count("q03-07")) == (3, 3)
    # Each sees what the other did.
    expect(one.locator("#nkj-record")).to_contain_text("holds 6 lines")
    expect(other.locator("#nkj-record")).to_contain_text("holds 6 lines")


REFUSED = "Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError'); };"


def test_a_browser_that_keeps_nothing_is_named_and_the_work_stays_while_the_page_is_open(open_page, page, tmp_path):
    page.add_init_script(REFUSED)
    page = open_page("03_motives.html")
    expect(page.locator("#nkj-record")).to_contain_text("This browser keeps nothing for this page")
    choice = named(page, "q03-01")
    choice.locator("input").first.check()
    choice.locator("button[type=submit]").click()
    expect(choice.locator(".nkj-saved")).to_contain_text("save it as a file before you close it")
    assert page.evaluate(STORED) == 0
    with page.expect_download() as begun:
        page.get_by_role("button", name="Save my record as a file").click()
    begun.value.save_as(tmp_path / "record.jsonl")
    assert list(Record(tmp_path).state()) == ["q03-01"]


def test_a_record_that_fills_the_storage_makes_room_by_its_overtaken_drafts(open_page, page):
    page = open_page("03_motives.html")
    room = """() => {
      const entry = (n, act) => ({v: 1, id: String(n).padStart(32, "0"), at: "2026-03-01T10:00:00.000Z", act,
        learner: "learner", item: "q03-11", answer: {text: "x".repeat(60000)}, outcome: "", points: null,
        attempt: 1, phase: "lesson", widget: "Writer"});
      let n = 0;
      try { for (;;) { n += 1; localStorage.setItem(`nkj-record:lessons:${entry(n).id}`,
        JSON.stringify({when: "2026-03-01T10:00:00.000Z", n, entry: entry(n, "draft")})); } } catch { return n; }
    }"""
    assert page.evaluate(room) > 10
    page.reload()
    page.wait_for_selector("body[data-ready]")
    _choose(page, "q03-01")
    assert entries(page)[-1]["item"] == "q03-01"


@pytest.mark.parametrize("width", [360, 800, 1280])
def test_no_page_is_wider_than_its_window(open_page, pages, page, width):
    page.set_viewport_size({"width": width, "height": 800})
    for name in ("index.html", "00_start_here.html", "05_talks.html", "teacher/guide_05.html", "data/index.html"):
        open_page(name)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, name


def test_axe_finds_nothing_on_whole_pages(open_page, axe):
    for name in ("index.html", "03_motives.html", "passage.html", "data/index.html", "teacher/guide_03.html"):
        assert axe(open_page(name), "body") == [], name


def test_a_lesson_goes_on_a_projector(open_page):
    page = open_page("03_motives.html")
    page.get_by_role("button", name=re.compile("projector", re.IGNORECASE)).click()
    bar = page.locator(".nkj-projector-bar")
    expect(bar).to_contain_text("1 of")
    page.keyboard.press("ArrowRight")
    expect(page.locator("h2", has_text="Warm-up")).to_be_visible()
    expect(page.locator("h2", has_text="Close reading")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(bar).to_have_count(0)


def test_under_a_web_server_in_a_folder_of_its_own_it_is_the_same(page, pages):
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=pages.parent))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        page.goto(f"http://127.0.0.1:{server.server_port}/site/03_motives.html")
        page.wait_for_selector("body[data-ready]")
        expect(page.locator(".js-plotly-plot")).to_have_count(1)
        page.get_by_role("link", name="Teacher’s guide").click()
        expect(page.locator("h1")).to_be_visible()
        page.goto("about:blank")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass
