"""A place to write in a real JupyterLab: letters go into the text and nowhere else, and it outlives the kernel."""

import json

from lab_driver import expect

CELLS = ("1 + 1", 'import nkj_data as nkj\n\nnkj.widgets.Notes("03-warm-up", "Need", "Hope")', "2 + 2")


def sources(notebook):
    """Return what stands in the code cells, in order."""
    return [cell.inner_text() for cell in notebook.panel.locator(".jp-CodeCell .jp-InputArea-editor").all()]


def test_letters_that_are_commands_go_into_the_text_and_are_there_after_a_restart(lab, page):
    notebook = lab.open(page, lab.add("notes", *CELLS))
    notebook.run_all()
    notes = notebook.panel.locator(".nkj-notes")
    notes.wait_for()
    before = sources(notebook)
    # Command mode, as after a cell was run: the place where letters are JupyterLab's.
    notebook.panel.locator(".jp-InputPrompt").first.click()
    page.keyboard.press("Escape")
    notes.get_by_label("Need").focus()
    page.keyboard.type("dd x a b z m y ii 00")
    for key in ("Enter", "Shift+Enter"):
        page.keyboard.press(key)
        page.keyboard.type("dd")
    page.keyboard.press("Tab")
    expect(notes.get_by_label("Hope")).to_be_focused()
    page.keyboard.type("abba")
    expect(notes.locator(".nkj-saved")).to_have_text("Saved in your record.")
    typed = {"Need": "dd x a b z m y ii 00\ndd\ndd", "Hope": "abba"}
    for label, text in typed.items():
        expect(notes.get_by_label(label)).to_have_value(text)
    assert sources(notebook) == before
    expect(page.locator(".jp-Dialog")).to_have_count(0)

    # A double click, as older lessons asked for, and then the keys.
    notes.get_by_label("Hope").dblclick()
    page.keyboard.press("End")
    page.keyboard.type(" dd")
    typed["Hope"] += " dd"
    expect(notes.get_by_label("Hope")).to_have_value(typed["Hope"])
    assert sources(notebook) == before

    # At once: the last words may still be on their way when the kernel goes.
    notebook.restart_kernel()
    notebook.run_all()
    for label, text in typed.items():
        expect(notes.get_by_label(label)).to_have_value(text)
    expect(notes.locator(".nkj-saved")).to_have_text("Saved in your record.")
    record = lab.folder / "my_work" / "record.jsonl"
    lines = [json.loads(line) for line in record.read_text(encoding="utf-8").splitlines()]
    kept = [line for line in lines if line["item"] == "03-warm-up"]
    assert [kept[-1]["act"], kept[-1]["answer"]] == ["draft", {"texts": typed}]


def test_a_sentence_of_the_warm_up_is_shown_again_at_the_end_of_the_lesson(lab, page):
    start = 'import nkj_data as nkj\n\nnkj.widgets.Notes("09-warm-up", "Then")'
    end = 'import nkj_data as nkj\n\nnkj.widgets.Notes("09-warm-up", "Then", "Now")'
    notebook = lab.open(page, lab.add("then_and_now", start, end))
    notebook.run_all()
    first, last = (notebook.panel.locator(".nkj-notes").nth(at) for at in (0, 1))
    first.get_by_label("Then").fill("one sentence")
    expect(last.get_by_label("Then")).to_have_value("one sentence")
    last.get_by_label("Now").fill("a better one")
    expect(last.locator(".nkj-saved")).to_have_text("Saved in your record.")
    page.reload()
    notebook.wait_ready()
    notebook.run_all()
    expect(last.get_by_label("Then")).to_have_value("one sentence")
    expect(last.get_by_label("Now")).to_have_value("a better one")
