"""The projector view in a real JupyterLab: large type, no code, one step at a time, and nothing left behind."""

import json
import os
from contextlib import contextmanager
from pathlib import Path

import pytest
from lab_driver import FIND_MARK, expect

import nkj_data as nkj

SHOWING = "# Show it\nimport nkj_data as nkj\n\n"
LESSON = [
    ("markdown", "# The lesson\n\nRead this first.\n\n> **For teachers.** Not for the class.\n\n> A quotation."),
    ("code", "# Show the lesson on a projector, step by step\nimport nkj_data as nkj\n\nnkj.widgets.Projector()"),
    ("markdown", "Still before the first section."),
    (
        "markdown",
        "## One chart\n\nLook at the *chart*.\n\n<details><summary>Answer</summary>Hidden words</details>",
    ),
    ("code", SHOWING + "nkj.widgets.linked(nkj.charts.motive_map, nkj.motives(), nkj.shortages())"),
    ("markdown", "### A smaller heading begins no step\n\n" + "A line of text.\n\n" * 30),
    ("markdown", "## Write\n\nDouble-click here to write."),
    ("code", SHOWING + 'nkj.widgets.Writer("q02-10")'),
    ("code", SHOWING + 'nkj.widgets.Text("S01", "S02")'),
    ("markdown", "## The end\n\nThat was all."),
]
STEPS = ["Step 1 of 4: The lesson", "Step 2 of 4: One chart", "Step 3 of 4: Write", "Step 4 of 4: The end"]
SETTINGS = "/lab/api/settings/@jupyterlab/notebook-extension:tracker"

# What the page is made of, without what JupyterLab itself moves as cells come into sight and plotly as it draws.
SIGNATURE = """
() => [...document.querySelectorAll("body, body *")]
  .filter((node) => !node.closest(".js-plotly-plot *, #jp-main-statusbar, #jp-left-stack"))
  .map((node) => {
    const style = (node.getAttribute("style") ?? "").split(";").map((rule) => rule.trim())
      .filter((rule) => rule && !/^(contain|content-visibility|contain-intrinsic-size):/.test(rule));
    const suppressed = node.matches(".nkj-page *") ? "" : node.hasAttribute("data-lm-suppress-shortcuts");
    const classes = [...node.classList].sort().join(" ");
    return [node.tagName, classes, style.sort().join(";"), suppressed, node.childElementCount].join("|");
  }).filter((line) => !line.startsWith("STYLE"))
"""


def lesson(folder, name="projected"):
    """Write the lesson and return its file name."""
    cells = []
    for at, (kind, source) in enumerate(LESSON):
        cell = {"cell_type": kind, "id": f"cell-{at}", "metadata": {}, "source": source}
        if kind == "code":
            cell |= {"execution_count": None, "outputs": [], "metadata": {"jupyter": {"source_hidden": True}}}
        cells.append(cell)
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    content = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    (folder / f"{name}.ipynb").write_text(json.dumps(content), encoding="utf-8")
    return f"{name}.ipynb"


def photograph(page, name):
    """Keep a picture for people to look at, where they ask for it."""
    if folder := os.environ.get("NKJ_SHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png")


class View:
    """A lesson and its projector view."""

    def __init__(self, notebook):
        self.notebook, self.page, self.panel = notebook, notebook.page, notebook.panel
        self.start = self.panel.get_by_role("button", name="Projector view")
        self.bar = self.page.get_by_role("region", name="Projector view")
        self.next = self.bar.get_by_role("button", name="Next")
        self.place = self.bar.get_by_role("status").locator("p").first

    def begin(self):
        self.start.press("Enter")
        expect(self.place).to_have_text(STEPS[0])
        expect(self.next).to_be_focused()
        expect(self.next).to_have_accessible_description(STEPS[0])

    def go(self, key, step):
        self.page.keyboard.press(key)
        expect(self.place).to_have_text(STEPS[step - 1])

    def wait_filled(self, scale):
        """Wait until the chart is as wide as what holds it, and enlarged so many times."""
        self.page.wait_for_function(
            """scale => {
              const graph = document.querySelector(".js-plotly-plot");
              const room = graph.closest(".jp-OutputArea").getBoundingClientRect().width;
              const shown = graph.querySelector(".main-svg").getBoundingClientRect().width;
              return Math.abs(shown - room) < 2 && Math.abs(shown / graph._fullLayout.width - scale) < 0.05;
            }""",
            arg=scale,
        )

    def text(self, words):
        """Return where these words are shown, and not their source."""
        return self.panel.locator(".jp-RenderedMarkdown").get_by_text(words)

    def cells(self):
        """Return the numbers of the cells that can be seen."""
        cells = self.panel.locator(".jp-Cell")
        return [at for at in range(cells.count()) if cells.nth(at).is_visible()]


@contextmanager
def setting(lab, values):
    """Set how JupyterLab shows notebooks that are opened from now on."""
    lab.ask("PUT", SETTINGS, {"raw": json.dumps(values)})
    try:
        yield
    finally:
        lab.ask("PUT", SETTINGS, {"raw": "{}"})


def opened(lab, page, *, run=True):
    page.set_viewport_size({"width": 1280, "height": 800})
    notebook = lab.open(page, lesson(lab.folder))
    # Cells come into the page one after the other.
    expect(notebook.panel.locator(".jp-Cell")).to_have_count(len(LESSON), timeout=60_000)
    if run:
        notebook.run_all()
        notebook.graph()
        expect(notebook.panel.get_by_role("button", name="Projector view")).to_be_visible()
    return View(notebook)


@pytest.fixture
def view(lab, page):
    return opened(lab, page)


def size(element):
    """Return how tall a line of this element's type is on the screen."""
    return element.evaluate("node => parseFloat(getComputedStyle(node).fontSize) * node.currentCSSZoom")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_type_is_large_code_is_out_of_sight_and_one_step_is_seen(lab, page, axe, theme):
    page.emulate_media(reduced_motion="reduce")
    with lab.theme(theme):
        view = opened(lab, page)
        first, reader = view.text("Read this first."), view.panel.locator(".nkj-reader-text p").first
        before = [size(first), size(reader)]
        view.begin()
        assert size(first) == pytest.approx(1.6 * before[0])
        assert view.panel.bounding_box()["width"] == 1280
        expect(page.locator(".jp-SideBar").first).to_be_hidden()
        expect(view.text("Not for the class.")).to_be_hidden()
        expect(view.text("A quotation.")).to_be_visible()
        assert view.cells() == [0, 2]  # and the cell of the projector itself takes no room
        photograph(page, f"projector-{theme}-1")
        view.go("ArrowRight", 2)
        assert view.cells() == [3, 4, 5]
        assert size(reader) == pytest.approx(1.6 * before[1])
        expect(view.panel.locator(".jp-CodeCell .jp-Cell-inputWrapper:visible")).to_have_count(0)
        assert view.panel.locator(".jp-RenderedMarkdown details").evaluate("answer => answer.open") is False
        view.wait_filled(1.6)
        photograph(page, f"projector-{theme}-2")
        for part in (".nkj-projector-bar", ".nkj-projected .nkj-reader"):
            assert axe(page, part) == []
        view.go("ArrowRight", 3)
        assert view.cells() == [6, 7, 8]
        photograph(page, f"projector-{theme}-3")
        page.set_viewport_size({"width": 1024, "height": 768})
        view.go("ArrowLeft", 2)
        view.wait_filled(1.33)
        view.notebook.graph().scroll_into_view_if_needed()
        photograph(page, f"projector-{theme}-1024")


def test_buttons_and_keys_move_and_stop_at_both_ends(view):
    view.begin()
    back = view.bar.get_by_role("button", name="Previous")
    expect(back).to_have_attribute("aria-disabled", "true")
    back.click(force=True)
    expect(view.place).to_have_text(STEPS[0])
    view.next.click()
    expect(view.place).to_have_text(STEPS[1])
    back.click()
    expect(view.place).to_have_text(STEPS[0])
    for key, step in [("ArrowRight", 2), ("ArrowLeft", 1), ("PageDown", 2), ("PageUp", 1)]:
        view.go(key, step)
    for step in (2, 3, 4):
        view.go("ArrowRight", step)
    expect(view.next).to_have_attribute("aria-disabled", "true")
    view.go("ArrowRight", 4)
    view.go("ArrowLeft", 3)
    view.bar.get_by_role("button", name="End").click()
    expect(view.bar).to_have_count(0)
    expect(view.start).to_be_focused()


TOP = "document.querySelector('.nkj-projected .jp-WindowedPanel-outer').scrollTop"


def test_a_long_step_scrolls_by_the_arrows_and_the_next_one_begins_at_its_top(view):
    view.begin()
    view.go("ArrowRight", 2)
    view.page.keyboard.press("ArrowDown")
    view.page.wait_for_function(f"{TOP} > 100")
    view.go("ArrowRight", 3)
    assert view.page.evaluate(TOP) == 0


def test_the_page_keys_of_a_clicker_show_all_of_a_step_before_they_leave_it(view):
    view.page.emulate_media(reduced_motion="reduce")
    view.begin()
    view.go("PageDown", 2)
    view.wait_filled(1.6)
    left = TOP.replace(".scrollTop", "")
    left = f"(({left}).scrollHeight - ({left}).clientHeight - {TOP})"
    pages, places = 0, [0]
    while view.page.evaluate(left) > 1:
        view.go("PageDown", 2)
        view.page.wait_for_function(f"{TOP} > {places[-1]}")
        places.append(view.page.evaluate(TOP))
        pages += 1
        assert pages < 20
    assert pages > 2
    view.go("PageUp", 2)
    view.page.wait_for_function(f"{TOP} < {places[-1]}")
    view.go("PageDown", 2)
    view.page.wait_for_function(f"{left} < 2")
    view.go("PageDown", 3)
    assert view.page.evaluate(TOP) == 0
    view.go("PageUp", 2)


def test_nothing_is_left_behind(lab, view):
    view.notebook.save()
    stored = lab.ask("GET", "/api/contents/projected.ipynb?content=1")["content"]["cells"]
    width = view.notebook.graph().evaluate("graph => graph._fullLayout.width")
    view.start.focus()
    before = view.page.evaluate(SIGNATURE)
    view.begin()
    for step in (2, 3, 4):
        view.go("ArrowRight", step)
    assert view.page.evaluate(SIGNATURE) != before
    view.page.keyboard.press("Escape")
    expect(view.start).to_be_focused()
    expect(view.text("Not for the class.")).to_be_visible()
    view.page.wait_for_function(
        "width => document.querySelector('.js-plotly-plot')._fullLayout.width === width", arg=width
    )
    assert sorted(set(view.page.evaluate(SIGNATURE)) ^ set(before)) == []
    assert view.page.evaluate(SIGNATURE) == before
    view.notebook.save()
    assert [
        {part: cell[part] for part in ("source", "metadata", "cell_type")}
        for cell in lab.ask("GET", "/api/contents/projected.ipynb?content=1")["content"]["cells"]
    ] == [{part: cell[part] for part in ("source", "metadata", "cell_type")} for cell in stored]

    view.begin()
    view.page.reload()
    view.notebook.wait_ready()
    expect(view.bar).to_have_count(0)
    assert "nkj-projecting" not in view.page.evaluate("document.body.className")


def test_a_chart_fills_the_width_grows_and_leads_to_its_words(view):
    graph = view.notebook.graph()
    view.begin()
    view.go("ArrowRight", 2)
    view.wait_filled(1.6)
    scale = graph.evaluate("graph => graph.getBoundingClientRect().width / graph.offsetWidth")
    graph.scroll_into_view_if_needed()
    place = graph.evaluate(FIND_MARK, "motive-01")
    graph.click(position={axis: value * scale for axis, value in place.items()})
    motive = nkj.motives().set_index("motive_id")["quote"]["motive-01"]
    expect(view.panel.locator(".nkj-reader mark")).to_have_text(motive)
    # What follows the chart stands under it, and not on it.
    assert graph.evaluate(
        """graph => [...document.querySelectorAll(".nkj-projected .nkj-reader")].every((reader) =>
          reader.getBoundingClientRect().top >=
            graph.querySelector(".main-svg").getBoundingClientRect().bottom - 1)"""
    )


def test_what_is_typed_stays_in_its_field(view):
    view.begin()
    for step in (2, 3):
        view.go("ArrowRight", step)
    field = view.panel.locator(".jp-Cell:nth-child(8) textarea").first
    field.fill("")
    field.press_sequentially("dd naxb")
    for key in ("ArrowLeft", "ArrowRight", "PageDown", "PageUp", "Escape"):
        field.press(key)
    expect(field).to_have_value("dd naxb")
    expect(view.place).to_have_text(STEPS[2])
    expect(view.panel.locator(".jp-Cell")).to_have_count(len(LESSON))


def test_keys_that_would_change_the_notebook_do_nothing(view):
    view.begin()
    view.go("ArrowRight", 2)
    view.text("Look at the").click()
    for key in ("d", "d", "a", "b", "x", "m", "Enter", "Shift+Enter", "Control+v"):
        view.page.keyboard.press(key)
    view.go("ArrowRight", 3)
    expect(view.panel.locator(".jp-Cell")).to_have_count(len(LESSON))
    expect(view.panel.locator(".jp-MarkdownCell:not(.jp-mod-rendered)")).to_have_count(0)


def test_a_text_can_be_written_in_and_its_step_stays(view):
    view.begin()
    for step in (2, 3):
        view.go("ArrowRight", step)
    view.text("Double-click here").dblclick()
    editor = view.panel.locator(".jp-MarkdownCell .cm-content:visible")
    editor.press("Control+End")
    view.page.keyboard.type(" My own words.")
    expect(view.place).to_have_text(STEPS[2])
    view.page.keyboard.press("Shift+Enter")
    expect(view.text("Double-click here to write. My own words.")).to_be_visible()
    expect(view.place).to_have_text(STEPS[2])


def test_escape_closes_an_explanation_first_and_it_stands_at_its_word(view):
    view.begin()
    for step in (2, 3):
        view.go("ArrowRight", step)
    word = view.panel.get_by_role("button", name="rearmament")
    word.click()
    note = view.page.locator(".nkj-text-note:popover-open")
    expect(note).to_be_visible()
    of, at = word.bounding_box(), note.bounding_box()
    assert abs(at["x"] - of["x"]) < 2 or at["x"] + at["width"] <= 1280
    assert 0 <= at["y"] - (of["y"] + of["height"]) < 12 or 0 <= of["y"] - (at["y"] + at["height"]) < 12
    assert size(note) == pytest.approx(size(word), rel=0.35)
    view.page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    expect(view.bar).to_be_visible()
    view.page.keyboard.press("Escape")
    expect(view.bar).to_have_count(0)


def test_it_says_which_cells_have_shown_nothing_yet(lab, page):
    view = opened(lab, page, run=False)
    view.panel.locator(".jp-CodeCell").first.click()
    page.keyboard.press("Control+Enter")
    view.start.wait_for()
    view.begin()
    note = view.bar.get_by_role("status").locator("p").nth(1)
    expect(note).to_be_hidden()
    for step, cells in [(2, 1), (3, 2)]:
        view.go("ArrowRight", step)
        expect(note).to_have_text(
            f"Cells of this step that show nothing yet: {cells}. Choose End, then Run All Cells in the Run menu."
        )
    view.go("ArrowRight", 4)
    expect(note).to_be_hidden()


def test_where_cells_are_missing_from_the_page_it_says_so_and_does_not_begin(lab, page):
    with setting(lab, {"windowingMode": "full"}):
        page.set_viewport_size({"width": 1280, "height": 800})
        notebook = lab.open(page, lesson(lab.folder, "windowed"))
        notebook.panel.locator(".jp-CodeCell").first.click()
        page.keyboard.press("Control+Enter")
        view = View(notebook)
        view.start.press("Enter")
        expect(view.panel.locator(".nkj-projector [role=status]")).to_contain_text("there would be steps missing")
        expect(view.bar).to_have_count(0)


def test_jupyterlab_keeps_all_cells_in_the_page_as_it_comes(lab):
    schema = lab.ask("GET", SETTINGS)["schema"]["properties"]
    assert schema["windowingMode"]["default"] == "contentVisibility"
