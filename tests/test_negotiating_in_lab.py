"""Lessons 04 and 05 in a real JupyterLab: every cell runs, and the table is still laid after a restart."""

import json
import os
from pathlib import Path

import pytest
from lab_driver import expect

import nkj_data as nkj

CHARTS = {"04_obstacles": "obstacle-01", "05_talks": "position-04"}
QUOTE = {row.iloc[0]: row["quote"] for frame in (nkj.obstacles(), nkj.positions()) for _, row in frame.iterrows()}


def photograph(page, name):
    """Keep a picture for people to look at, where they ask for it."""
    if folder := os.environ.get("NKJ_SHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png")


@pytest.fixture(autouse=True)
def without_the_complaint_of_a_busy_machine(page, page_problems):
    """Drop what anywidget says when a widget needs over two seconds to begin; that it stands there is tested."""
    yield
    page_problems[:] = [said for said in page_problems if "[anywidget] Failed to initialize model" not in said]


def widgets_in(lab, name):
    """Return how many cells of a lesson show a widget."""
    cells = json.loads((lab.folder / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    return sum("nkj.widgets." in "".join(cell["source"]) for cell in cells)


def kept(lab, item):
    """Return the newest work on ``item`` in the learner's record."""
    lines = [
        json.loads(line)
        for path in lab.folder.rglob("record.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [line["answer"] for line in lines if line["item"] == item][-1]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", list(CHARTS))
def test_the_lesson_runs_and_its_chart_leads_to_the_words(lab, page, axe, name, theme):
    page.set_viewport_size({"width": 1280, "height": 16000})
    page.emulate_media(reduced_motion="reduce")
    with lab.theme(theme):
        notebook = lab.open(page, f"{name}.ipynb")
        notebook.run_all()
        expect(notebook.panel.get_by_text("Ready: 14 sentences")).to_be_visible()
        expect(notebook.panel.locator(".nkj-page")).to_have_count(widgets_in(lab, name))
        notebook.click_mark(CHARTS[name])
        expect(page.locator(".nkj-reader mark")).to_have_text(QUOTE[CHARTS[name]])
        photograph(page, f"{name}-{theme}-1280")
        assert axe(page, ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell-outputArea") == []
        page.set_viewport_size({"width": 800, "height": 18000})
        notebook.graph()
        photograph(page, f"{name}-{theme}-800")


def test_the_table_is_played_saved_and_found_again_with_a_new_kernel(lab, page):
    page.set_viewport_size({"width": 1280, "height": 4000})
    notebook = lab.open(page, lab.add("table", "import nkj_data as nkj\n\nnkj.widgets.NegotiatingTable()"))
    notebook.run_all()
    table = notebook.panel.locator(".nkj-negotiating")
    table.get_by_label("Why?").fill("the text says so")
    table.get_by_role("button", name="Add this pair").press("Enter")
    table.get_by_role("button", name="Compare with the document").press("Enter")
    expect(table.get_by_role("listitem").filter(has_text="the text says so")).to_contain_text(
        "The document comes close: it says this of the question of compensation"
    )
    for side in ("North Korea", "Japan"):
        table.get_by_label(f"{side} on number 4, ").select_option("acceptable")
    table.get_by_role("button", name="End the session").press("Enter")
    expect(table.locator(".nkj-negotiating-last")).to_contain_text(nkj.sentences()["quote"].iloc[-1])
    expect(table.locator(".nkj-saved")).to_have_text("Saved in your record.")
    assert kept(lab, "table-05")["closed"] is True
    assert kept(lab, "table-05")["marks"]["obstacle-04"] == {"actor-01": "acceptable", "actor-02": "acceptable"}

    notebook.restart_kernel()
    notebook.run_all()
    expect(table.locator("q")).to_have_text("the text says so")
    expect(table.locator(".nkj-negotiating-last")).to_be_visible()
