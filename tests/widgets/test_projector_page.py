"""The projector view where there is no notebook, or no longer, and what it takes from Python."""

import json

import pytest
from lab_driver import expect

from nkj_data import widgets
from nkj_data.errors import ArgumentError, UnknownNameError
from nkj_data.widgets.projector import STRINGS

PANEL = """
() => {
  const panel = document.createElement("div");
  panel.className = "jp-NotebookPanel";
  const viewport = document.createElement("div");
  viewport.className = "jp-WindowedPanel-viewport";
  panel.append(viewport);
  const main = document.querySelector("main");
  viewport.append(...main.querySelectorAll(".jp-Cell"));
  main.append(panel);
}
"""


@pytest.fixture
def button(page, site):
    page.goto(f"{site}/widgets.html")
    page.wait_for_function("window.ready")
    state = json.loads(json.dumps({"strings": dict(STRINGS)}))
    css = ["base.css", "projector.css"]
    page.evaluate("given => addWidget(...given)", ["projector", state, "saves", css])
    return page.get_by_role("button", name="Projector view")


def test_without_a_notebook_it_says_so_and_what_to_do(page, button):
    button.click()
    expect(page.get_by_role("status")).to_have_text(STRINGS["noNotebook"])
    assert page.evaluate("document.body.className") == ""


def test_it_ends_when_its_cell_is_cleared_or_run_again(page, button):
    page.evaluate(PANEL)
    before = page.evaluate("document.body.cloneNode(false).outerHTML")
    button.press("Enter")
    expect(page.get_by_role("region", name="Projector view")).to_contain_text("Step 1 of 1")
    page.evaluate("widgets[0].cleanUp()")
    expect(page.get_by_role("region", name="Projector view")).to_have_count(0)
    assert page.evaluate("document.querySelectorAll('[class*=nkj-proj]').length") == 0
    assert page.evaluate("document.querySelector('.jp-NotebookPanel').cloneNode(false).outerHTML") in (
        '<div class="jp-NotebookPanel"></div>',
        '<div class="jp-NotebookPanel" style=""></div>',
    )
    assert page.evaluate("document.body.cloneNode(false).outerHTML").replace(' class=""', "").replace(
        ' style=""', ""
    ) == before.replace(' class=""', "")
    page.keyboard.press("PageDown")


def test_its_words_can_be_translated():
    spoken = widgets.Projector(strings={"next": "Weiter"}).strings
    assert (spoken["next"], spoken["end"]) == ("Weiter", "End")
    assert repr(widgets.Projector()) == "<Projector: large type, no code, one step at a time>"


def test_an_unknown_option_or_word_is_refused_with_the_nearest_one():
    with pytest.raises(ArgumentError, match=r"Projector\(\) has no option 'string'. Did you mean 'strings'\?"):
        widgets.Projector(string={})
    with pytest.raises(UnknownNameError, match="nxt"):
        widgets.Projector(strings={"nxt": "Weiter"})
