"""The negotiating table in a real JupyterLab: played, saved, and still laid after a restart."""

import json

from lab_driver import expect

import nkj_data as nkj


def kept(lab, item):
    """Return the newest work on ``item`` in the learner's record."""
    lines = [
        json.loads(line)
        for path in lab.folder.rglob("record.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [line["answer"] for line in lines if line["item"] == item][-1]


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
    assert kept(lab, "table-05")["marks"]["obstacle-04"] == {"north-korea": "acceptable", "japan": "acceptable"}

    notebook.restart_kernel()
    notebook.run_all()
    expect(table.locator("q")).to_have_text("the text says so")
    expect(table.locator(".nkj-negotiating-last")).to_be_visible()
