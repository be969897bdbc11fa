"""A lesson comes alive when it opens, and the passage beside it answers: no menu is touched in these stories."""

import json
import re
import time

import pytest
from lab_driver import expect

import nkj_data as nkj

QUOTE = {row["id"]: row["quote"] for row in nkj.widgets.Reader(nkj.motives(), nkj.shortages()).rows}


def pane(page):
    return page.locator(".nkj-pane")


def lit(page):
    """Return the words that are lit in the pane, in order."""
    return "".join(pane(page).locator("mark").all_text_contents()).replace("\u00a0", " ")


def words(page, sentence, first, last):
    """Select words of a sentence in the pane with the mouse, from one to another."""
    one = pane(page).locator(f"[data-sentence={sentence}] .nkj-pane-word", has_text=first).first
    other = pane(page).locator(f"[data-sentence={sentence}] .nkj-pane-word", has_text=last).first
    one.evaluate("word => word.scrollIntoView({block: 'center'})")
    start, end = one.bounding_box(), other.bounding_box()
    page.mouse.move(start["x"] + 1, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] - 1, end["y"] + end["height"] / 2, steps=5)
    page.mouse.up()


def kept(lab):
    """Return the lines of the learner's record."""
    file = lab.folder / "my_work" / "record.jsonl"
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


def has_run(page):
    return page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-OutputArea-child").count()


def test_a_lesson_opens_alive_and_the_passage_answers_to_it(lab, page, axe):
    page.set_viewport_size({"width": 1400, "height": 900})
    begun = time.monotonic()
    page.goto(f"{lab.url}/lab/workspaces/alive/tree/03_motives.ipynb?token={lab.token}")
    panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    panel.locator(".js-plotly-plot .main-svg").first.wait_for(timeout=90_000)
    print(f"from opening to the first chart: {time.monotonic() - begun:.1f} s")
    page.locator(".jp-NotebookPanel[data-nkj-lesson=alive]").wait_for(timeout=90_000)
    expect(pane(page)).to_be_visible()
    expect(panel.get_by_role("heading", level=1)).to_be_in_viewport()
    # What is in the pane is not there a second time, and what nobody asked for is out of sight.
    expect(panel.locator(".nkj-reader-page")).to_be_hidden()
    expect(page.locator(".jp-DirListing").first).to_be_hidden()
    expect(panel.locator(".jp-NotebookPanel-toolbar")).to_be_hidden()
    page.emulate_media(reduced_motion="reduce")
    assert axe(page, ".nkj-pane-holder") == []

    notebook = lab.here(page)
    notebook.wait_ready()
    notebook.click_mark("motive-01")
    expect(pane(page).locator(".nkj-lit")).to_have_count(1)
    assert lit(page) == QUOTE["motive-01"]
    expect(pane(page).locator("mark").first).to_be_in_viewport()
    page.get_by_label("Show the words for").first.select_option("motive-03")
    assert lit(page) == QUOTE["motive-03"]

    words(page, "S09", "raises", "possibility")
    expect(pane(page)).to_contain_text("3 words of S09 chosen.")
    page.get_by_role("button", name="Put into my basket").click()
    expect(pane(page).locator(".nkj-pane-said")).to_have_text("Saved in your record.", timeout=30_000)
    # Other stories in this lab may have put evidence there before.
    last = [line for line in kept(lab) if line["act"] == "evidence"][-1]
    assert (last["item"], last["answer"]) == ("S09", {"note": "", "words": "raises the possibility"})
    expect(panel.locator(".nkj-basket").first).to_contain_text("raises the possibility")

    page.get_by_role("button", name="Quote in my text").click()
    # Another story may have begun a text there.
    expect(panel.locator(".nkj-writer textarea")).to_have_value(re.compile(r"“raises the possibility” \(S09\)\s*$"))

    # Closed, the reader stands inline; and back with a key.
    panel.get_by_role("button", name="Hide the passage").click()
    expect(pane(page)).to_have_count(0)
    expect(panel.locator(".nkj-reader-page")).to_be_visible()
    page.keyboard.press("Alt+Shift+P")
    expect(pane(page)).to_be_visible()
    expect(panel.locator(".nkj-reader-page")).to_be_hidden()


def test_who_scrolls_while_a_lesson_wakes_is_not_taken_back_to_the_top(lab, page):
    page.goto(f"{lab.url}/lab/workspaces/early/tree/02_what_changed.ipynb?token={lab.token}")
    panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    page.locator(".jp-NotebookPanel[data-nkj-lesson=waking]").wait_for(timeout=60_000)
    panel.locator(".jp-MarkdownCell p").first.hover()
    page.mouse.wheel(0, 700)
    page.locator(".jp-NotebookPanel[data-nkj-lesson=alive]").wait_for(timeout=60_000)
    page.wait_for_timeout(500)
    assert panel.locator(".jp-WindowedPanel-outer").evaluate("scroller => scroller.scrollTop") > 300


def test_the_keyboard_does_in_the_pane_what_the_mouse_does(lab, page):
    notebook = lab.open(page, "00_start_here.ipynb")
    first = pane(page).get_by_role("button", name="Choose sentence S01")
    first.focus()
    for _ in range(9):
        page.keyboard.press("ArrowDown")
    expect(pane(page).get_by_role("button", name="Choose sentence S10")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(pane(page)).to_contain_text("3 words of S10 chosen.")
    assert page.evaluate("String(getSelection())").strip() == "The first round"
    page.keyboard.press("Enter")
    answer = page.get_by_role("button", name="Answer with S10")
    expect(answer).to_be_visible()
    answer.click()
    question = notebook.panel.locator("[data-item=q00-01]")
    expect(question.get_by_role("radio", name="S10")).to_be_checked()
    question.get_by_role("button", name="Check my answer").click()
    expect(question.locator(".nkj-saved")).to_have_text("Saved in your record.")


def test_what_is_no_lesson_of_ours_does_not_run(lab, page):
    own = lab.open(page, lab.add("own", "import nkj_data as nkj\nnkj.widgets.Text()"))
    assert own.panel.get_attribute("data-nkj-lesson") is None
    assert has_run(page) == 0
    expect(pane(page)).to_have_count(0)


@pytest.mark.parametrize("change", ["code", "words"])
def test_a_lesson_whose_code_was_changed_waits_and_says_what_to_press(lab, page, change):
    content = json.loads((lab.folder / "03_motives.ipynb").read_text(encoding="utf-8"))
    kind = {"code": "code", "words": "markdown"}[change]
    cell = next(cell for cell in content["cells"] if cell["cell_type"] == kind)
    cell["source"] = [*cell["source"], "\n# mine"]
    for ran in content["cells"]:  # an earlier story may have saved what its run put out
        if ran["cell_type"] == "code":
            ran |= {"outputs": [], "execution_count": None}
    name = f"copy-{change}.ipynb"
    (lab.folder / name).write_text(json.dumps(content), encoding="utf-8")
    lab.trust(name)
    notebook = lab.open(page, name)
    if change == "code":
        expect(notebook.panel.get_by_text("This lesson waits for you")).to_be_visible()
        assert has_run(page) == 0
    else:
        assert notebook.panel.get_attribute("data-nkj-lesson") == "alive"


def test_what_was_run_is_in_view_with_its_output(lab, page):
    notebook = lab.open(page, "00_start_here.ipynb")
    cells = notebook.panel.locator(".jp-CodeCell")
    cell = cells.nth(2)
    cell.scroll_into_view_if_needed()
    cell.locator(".jp-OutputArea").first.click(position={"x": 2, "y": 2})
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+Enter")
    page.locator(".jp-NotebookPanel .jp-Cell-outputArea").first.wait_for()
    page.wait_for_timeout(2000)
    box = cell.locator(".jp-OutputArea").first.bounding_box()
    print("output after Shift + Enter:", box)
    assert 0 <= box["y"] < 900


def test_the_width_of_the_pane_and_the_place_in_the_lesson_are_there_again(lab, page):
    page.set_viewport_size({"width": 1400, "height": 900})
    address = f"{lab.url}/lab/workspaces/again/tree/04_obstacles.ipynb?token={lab.token}"
    page.goto(address)
    page.locator(".jp-NotebookPanel[data-nkj-lesson=alive]").wait_for(timeout=90_000)
    holder = page.locator(".nkj-pane-holder")
    before = holder.bounding_box()
    page.wait_for_timeout(1800)  # until then a lesson keeps its place while it grows
    page.mouse.move(before["x"] - 2, before["y"] + 300)
    page.mouse.down()
    page.mouse.move(before["x"] - 152, before["y"] + 300, steps=8)
    page.mouse.up()
    wider = holder.bounding_box()["width"]
    assert wider > before["width"] + 100
    scroller = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer")
    scroller.hover()
    page.mouse.wheel(0, 2500)
    page.wait_for_timeout(1000)
    top = "scroller => scroller.scrollTop"
    here = scroller.evaluate(top)
    first = """scroller => {
      const top = scroller.getBoundingClientRect().top;
      const cells = [...scroller.querySelectorAll(".jp-Cell")];
      return cells.findIndex((cell) => cell.getBoundingClientRect().bottom > top + 1);
    }"""
    cell = scroller.evaluate(first)
    assert here > 1000

    page.goto("about:blank")
    page.goto(address.replace("again", "and-again"))
    page.locator(".jp-NotebookPanel[data-nkj-lesson=alive]").wait_for(timeout=90_000)
    page.wait_for_timeout(1800)
    assert abs(holder.bounding_box()["width"] - wider) < 12
    assert scroller.evaluate(first) == cell


def test_a_page_loaded_again_shows_no_older_run(lab, page):
    """A file saved in one tab, the lesson worked in another, which is loaded again without a save."""
    page.set_viewport_size({"width": 1400, "height": 900})
    address = f"{lab.url}/lab/workspaces/older/tree/02_what_changed.ipynb?token={lab.token}"
    alive = page.locator(".jp-NotebookPanel[data-nkj-lesson=alive]")
    page.goto(address)
    alive.wait_for(timeout=90_000)
    notebook = lab.here(page)
    notebook.wait_ready()
    notebook.save()
    # As in another tab: nothing is known of the first run, so the cells run once more, and this run is not saved.
    page.evaluate("sessionStorage.clear()")
    page.goto("about:blank")
    page.goto(address)
    alive.wait_for(timeout=90_000)
    card = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) [data-item=q02-12]")
    option = card.get_by_label("The traders'.")
    option.check()
    card.get_by_role("button", name="Check").click()
    expect(card.locator(".nkj-saved")).to_have_text("Saved in your record.")
    page.goto("about:blank")
    page.goto(address)
    alive.wait_for(timeout=90_000)
    expect(option).to_be_checked()
    expect(card.locator(".nkj-feedback")).not_to_be_empty()
