"""What a browser may translate, and which keys are an input method's."""

import pytest
from page_driver import OnPage

import nkj_data as nkj
from nkj_data import widgets

WIDGETS = {
    "reader": lambda: widgets.Reader(nkj.motives(), selected="motive-01"),
    "text": lambda: widgets.Text(show="both"),
    "quiz": lambda: widgets.Quiz("q00-01", "q03-01"),
    "basket": lambda: widgets.Basket(nkj.motives()),
    "board": lambda: widgets.CodingBoard("S08"),
}
# Where words of the passage stand.
WORDS = ", ".join(
    (
        *(".nkj-number", ".nkj-quote", ".nkj-passage", ".nkj-picker", ".nkj-reader-text", ".nkj-text-original"),
        ".nkj-find .nkj-words:has(.nkj-number)",
    )
)


@pytest.fixture
def at(page, site):
    laid = OnPage(page, site)
    laid.open()
    return laid


@pytest.mark.parametrize("name", WIDGETS)
def test_the_words_of_the_passage_and_its_numbers_are_never_translated(at, name):
    at.lay(WIDGETS[name]())
    found = at.page.evaluate(
        "words => [...document.querySelectorAll(words)].map(({translate, outerHTML}) => [translate, outerHTML])",
        WORDS,
    )
    assert found
    assert [html[:120] for translate, html in found if translate] == []


def test_keys_of_an_input_method_change_nothing_but_what_it_composes(at):
    at.lay(widgets.Notes("03-warm-up", "Need", "Hope"))
    at.page.evaluate("document.querySelector('#here').classList.add('jp-Cell')")
    at.page.evaluate("document.querySelector('#here').tabIndex = -1")
    text = at.page.get_by_label("Need")
    text.focus()
    press = """(text, composing) => text.dispatchEvent(
      new KeyboardEvent("keydown", {key: "Escape", bubbles: true, cancelable: true, isComposing: composing}))"""
    for composing, there in ((True, "TEXTAREA"), (False, "DIV")):
        text.evaluate(f"text => ({press})(text, {str(composing).lower()})")
        assert at.page.evaluate("document.activeElement.tagName") == there
