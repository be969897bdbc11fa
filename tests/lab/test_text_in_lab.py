"""The text to read in a real JupyterLab: a person changes it, and asks for the meaning of a word."""

import pytest
from lab_driver import expect

CELLS = (
    "import nkj_data as nkj",
    'view = nkj.widgets.Text("S07", "S08", "S09")\nview',
    "print(view.show)",
)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_learner_reads_asks_for_a_word_and_changes_the_text_and_python_knows(lab, page, axe, theme):
    name = lab.add(f"text-{theme}", *CELLS)
    with lab.theme(theme):
        notebook = lab.open(page, name)
        notebook.run_all()
        text = page.get_by_role("group", name="The text to read")
        text.get_by_role("radio", name="Both").check()
        assert notebook.run_cell(2) == "both"

        word = text.get_by_role("button", name="isolation")
        word.focus()
        page.keyboard.press("Enter")
        note = page.locator(".nkj-text-note")
        expect(note).to_have_text("isolation: being cut off from contact or exchange with others.")
        assert axe(page, ".jp-CodeCell:has(.nkj-text) .jp-OutputArea") == []
        page.keyboard.press("Escape")
        expect(note).to_be_hidden()
        expect(word).to_be_focused()

        # Keys of the word stay the word's: "dd" would delete the cell.
        page.keyboard.press("d")
        page.keyboard.press("d")
        expect(page.locator(".jp-CodeCell")).to_have_count(3)
