"""The lessons in a real JupyterLab, worked from the first to the last cell as a learner does."""

import json
import os
from pathlib import Path

import pytest
from lab_driver import expect

import nkj_data as nkj
from nkj_data import charts

QUOTE = {row.iloc[0]: row["quote"] for name in nkj.catalog()["table"] for _, row in nkj.table(name).iterrows()}
# A mark on the first chart of a lesson.
MARKS = {"03_motives": "motive-02", "04_obstacles": "obstacle-01", "05_talks": "position-04"}
CHARTS = {chart.name: chart for name in charts.__all__ if isinstance(chart := getattr(charts, name), charts.Chart)}
# The charts of the gallery, in its order.
GALLERY = [
    *["timeline", "before_after", "support", "motive_map", "obstacle_grid", "positions", "actor_map"],
    *["voice_lens", "coverage"],
]


def photograph(page, name):
    """Keep a picture for people to look at, where they ask for it."""
    if folder := os.environ.get("NKJ_SHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png")


def mark(page, at=0):
    return page.locator(".nkj-reader").nth(at).locator("mark")


SERIES = sorted(path.stem for path in (Path(__file__).parent.parent.parent / "notebooks").glob("*.ipynb"))


def widgets_in(lab, name):
    """Return how many cells of a lesson show a widget."""
    cells = json.loads((lab.folder / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    return sum("nkj.widgets." in "".join(cell["source"]) for cell in cells)


@pytest.mark.parametrize("name", SERIES)
def test_a_lesson_runs_from_its_first_to_its_last_cell_and_every_cell_shows_something(lab, page, axe, name):
    page.set_viewport_size({"width": 1280, "height": 16000})
    page.emulate_media(reduced_motion="reduce")
    with lab.theme("light"):
        notebook = lab.open(page, f"{name}.ipynb")
        notebook.run_all()
        expect(notebook.panel.get_by_text("Ready: 14 sentences")).to_be_visible()
        for cell in notebook.panel.locator(".jp-CodeCell").all():
            shown = cell.locator(".jp-OutputArea-output").first
            expect(shown).to_be_visible()
            page.wait_for_function("node => node.clientHeight >= 15", arg=shown.element_handle())
        expect(notebook.panel.locator(".nkj-page")).to_have_count(widgets_in(lab, name))
        expect(notebook.panel.locator('[data-mime-type*="error"], [data-mime-type*="stderr"]')).to_have_count(0)
        if name in MARKS:
            notebook.click_mark(MARKS[name])
            expect(mark(page)).to_have_text(QUOTE[MARKS[name]])
        for theme in ("light", "dark"):
            page.set_viewport_size({"width": 1280, "height": 16000})
            notebook.change_theme(theme)
            assert axe(page, ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell-outputArea") == [], theme
            photograph(page, f"{name}-{theme}-1280")
            page.set_viewport_size({"width": 800, "height": 22000})
            for graph in range(notebook.panel.locator(".js-plotly-plot").count()):
                notebook.graph(graph)
            photograph(page, f"{name}-{theme}-800")
        notebook.save()
    # Neither plotly's pictures of its charts nor the modules of the widgets are saved with it.
    saved = (lab.folder / f"{name}.ipynb").read_text(encoding="utf-8")
    assert ("image/png" in saved, "nkj-shape" in saved) == (False, False)
    assert ("vnd.plotly" in saved) == (page.locator(".js-plotly-plot").count() > 0)
    print(f"{name}, executed and saved: {len(saved.encode()) / 1000:.0f} kB")
    assert len(saved.encode()) <= 700_000


def test_the_chart_of_a_lesson_leads_to_the_words_also_after_a_reload(lab, page):
    page.set_viewport_size({"width": 1280, "height": 12000})
    notebook = lab.open(page, "03_motives.ipynb")
    notebook.run_all()
    notebook.click_mark("motive-01")
    expect(mark(page)).to_have_text(QUOTE["motive-01"])
    page.get_by_label("Show the words for").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(mark(page)).to_have_text(QUOTE["motive-03"])
    notebook.save()
    page.reload()
    notebook.wait_ready()
    expect(mark(page)).to_have_text(QUOTE["motive-03"])
    notebook.click_mark("motive-01")
    expect(mark(page)).to_have_text(QUOTE["motive-01"])


def one_mark(chart):
    """Return the id of a row that has a mark of its own on the chart, and the words it should light up."""
    frames = [nkj.table(name) for name in chart.takes or nkj.catalog()["table"]]
    quotes = {row.iloc[0]: row["quote"] for frame in frames for _, row in frame.iterrows()}
    for trace in chart(*frames).data:
        if trace.hoverinfo == "text" and (trace.type == "bar" or "markers" in (trace.mode or "")):
            for ids in trace.customdata:
                if ids in quotes:
                    return ids, quotes[ids]
    raise AssertionError(f"{chart.name} has no mark of a single row")


def test_a_click_on_a_mark_of_every_chart_shows_its_words(lab, page):
    page.set_viewport_size({"width": 1280, "height": 16000})
    with lab.theme("light"):
        notebook = lab.open(page, "teacher/all_charts.ipynb")
        notebook.run_all()
        for theme in ("light", "dark"):
            page.set_viewport_size({"width": 1280, "height": 16000})
            notebook.change_theme(theme)
            for at, name in enumerate(GALLERY):
                page.get_by_label("Show the words for").nth(at).select_option("")
                row, words = one_mark(CHARTS[name])
                notebook.click_mark(row, at)
                expect(mark(page, at)).to_have_text(words)
            photograph(page, f"all_charts-{theme}-1280")
            page.set_viewport_size({"width": 800, "height": 16000})
            notebook.graph(len(GALLERY) - 1)
            photograph(page, f"all_charts-{theme}-800")
    assert set(GALLERY) == set(CHARTS)


def test_a_filter_redraws_its_chart_and_the_marks_still_lead_to_their_words(lab, page):
    page.set_viewport_size({"width": 1280, "height": 3000})
    name = lab.add(
        "filter",
        "import nkj_data as nkj\nview = nkj.widgets.filtered(nkj.charts.positions, nkj.positions(), nkj.actors(), "
        'by=["actor", "act"])',
        'print(" ".join(view.rows["position_id"]))',
    )
    notebook = lab.open(page, name)
    notebook.run_all()
    notebook.graph()
    page.get_by_label("act", exact=True).select_option("insists")
    title = notebook.panel.locator(".gtitle")
    expect(title).to_have_text("Japan insists")
    assert notebook.run_cell(1) == "position-04"
    notebook.click_mark("position-04")
    expect(mark(page)).to_have_text(nkj.positions().set_index("position_id").loc["position-04", "quote"])
    expect(notebook.panel.get_by_role("rowheader")).to_have_count(0)  # the twin is folded

    page.get_by_label("act", exact=True).select_option("refuses")
    page.get_by_label("actor", exact=True).select_option("South Korea")
    expect(notebook.panel.get_by_role("status")).to_contain_text("No row fits all of these choices at once")
    page.get_by_label("act", exact=True).select_option("all")
    assert notebook.run_cell(1) == "position-04"


def test_a_chart_is_still_there_after_a_look_at_another_lesson(lab, page):
    notebook = lab.open(page, "03_motives.ipynb")
    notebook.run_all()
    assert notebook.graph().evaluate("graph => graph.clientHeight") > 300
    notebook.show_tools()
    for _ in range(2):
        page.locator(".jp-DirListing-item", has_text="04_obstacles").dblclick()
        page.wait_for_function("() => document.querySelector('.js-plotly-plot').clientHeight === 0")
        page.locator(".lm-TabBar-tab", has_text="03_motives").first.click()
        # As tall as its layout, whichever fits beside the tools and the passage now.
        page.wait_for_function(
            """() => {
                const graph = document.querySelector('.js-plotly-plot');
                return graph.clientHeight > 300 && graph.clientHeight === graph._fullLayout.height;
            }"""
        )


def test_what_a_source_says_stands_in_columns_that_can_be_read(lab, page):
    page.set_viewport_size({"width": 1280, "height": 2600})
    name = lab.add(
        "cited", "import nkj_data as nkj\nnkj.widgets.cited(nkj.charts.meetings, nkj.context.talks(), nkj.talks())"
    )
    notebook = lab.open(page, name)
    notebook.run_all()
    page.get_by_label("Show what the sources say for").select_option("TK06")
    lines = """nodes => nodes.map((node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return range.getClientRects().length;
    })"""
    assert set(page.locator(".nkj-cited dt").evaluate_all(lines)) == {1}
