"""The text to read in a real browser: three ways to show it, hard words explained, copying, clean-up."""

import re

import pytest
from lab_driver import expect
from page_driver import OnPage

import nkj_data as nkj
from nkj_data import widgets

DARK = """
:root { --jp-content-font-color1: #fff; --jp-layout-color0: #111; --jp-border-color1: #616161; }
body { background: #111; color: #fff; }
"""
ADAPTED = [sentence.text for sentence in nkj.texts.adapted()]
SENTENCES = nkj.sentences()["quote"].tolist()
HARD_CURRENCY = "hard currency: money that is accepted in payment almost everywhere."
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Texts(OnPage):
    """The test page, and on it texts to read."""

    def __init__(self, page, site):
        super().__init__(page, site)
        self.open()

    def add(self, *sentence_ids, show="original", **changes):
        self.lay(widgets.Text(*sentence_ids, show=show), **changes)

    def radio(self, name):
        return self.page.get_by_role("radio", name=name, exact=True)

    def word(self, name, at=0):
        return self.page.get_by_role("button", name=name, exact=True).nth(at)

    @property
    def note(self):
        return self.page.locator(".nkj-text-note")

    @property
    def spoken(self):
        return self.page.locator("[aria-live]")

    def paragraphs(self):
        """Return what the paragraphs say, without the numbers of sentences."""
        return [
            re.sub(r"S\d\d\s", "", text).strip()
            for text in self.page.locator(".nkj-text-body p").all_text_contents()
        ]

    def held(self):
        return self.page.evaluate("widgets.at(-1).model.state.show")

    def select(self, first, last):
        """Select from the start of one element's text to the end of another's, and copy as with the keys."""
        self.page.evaluate(
            """([first, last]) => {
              const find = (s) => [...document.querySelectorAll(".nkj-text-body p")].at(s);
              getSelection().setBaseAndExtent(find(first), 0, find(last), find(last).childNodes.length);
              window.copied = undefined;
              document.addEventListener("copy", (event) => {
                window.copied = event.clipboardData.getData("text/plain");
                window.ours = event.defaultPrevented;
              }, { once: true });
            }""",
            [first, last],
        )
        self.page.keyboard.press("Control+c")
        self.page.wait_for_function("window.copied !== undefined")
        return self.page.evaluate("window.copied")


@pytest.fixture
def texts(page, site):
    return Texts(page, site)


# The three ways


def test_the_passage_stands_there_in_three_paragraphs_with_its_numbers(texts):
    texts.add()
    assert texts.paragraphs() == list(nkj.passage().paragraphs)
    numbers = texts.page.locator(".nkj-number").all_inner_texts()
    assert [number.strip() for number in numbers] == nkj.sentences()["sentence_id"].tolist()
    expect(texts.page.get_by_text("Adapted by this package")).to_be_hidden()


def test_the_arrow_keys_change_to_the_adapted_text_which_says_that_it_is_ours(texts):
    texts.add()
    texts.page.locator("#before").focus()
    texts.page.keyboard.press("Tab")
    expect(texts.radio("Original")).to_be_focused()
    texts.page.keyboard.press("ArrowRight")
    assert " ".join(texts.paragraphs()) == " ".join(ADAPTED)
    expect(
        texts.page.get_by_text("Adapted by this package: read it to get in, quote only from the original.")
    ).to_be_visible()
    assert texts.page.locator(".nkj-text-term").count() == 0
    assert texts.held() == "adapted"
    texts.page.keyboard.press("ArrowRight")
    expect(texts.radio("Both")).to_be_focused()
    assert texts.held() == "both"
    texts.page.keyboard.press("ArrowRight")
    assert texts.paragraphs() == list(nkj.passage().paragraphs)
    assert texts.page.evaluate("widgets[0].model.saved") == ["adapted", "both", "original"]


def test_both_puts_every_sentence_beside_its_adaptation_and_labels_each(texts):
    texts.add(show="both")
    pairs = texts.page.locator(".nkj-text-pair")
    expect(pairs).to_have_count(14)
    assert texts.paragraphs()[0::2] == SENTENCES
    assert texts.paragraphs()[1::2] == [f"Adapted{text}" for text in ADAPTED]
    expect(texts.page.get_by_text("Adapted by this package")).to_be_visible()
    left, right = (pairs.nth(7).locator("p").nth(at).bounding_box() for at in (0, 1))
    assert left["x"] + left["width"] <= right["x"]
    assert left["y"] == right["y"]
    texts.page.set_viewport_size({"width": 370, "height": 800})
    upper, lower = (pairs.nth(7).locator("p").nth(at).bounding_box() for at in (0, 1))
    assert upper["y"] + upper["height"] <= lower["y"]


def test_only_the_sentences_asked_for_are_shown_until_the_whole_passage_is(texts):
    texts.add("S07", "S09", "S10")
    s07, s09, s10 = SENTENCES[6], SENTENCES[8], SENTENCES[9]
    assert texts.paragraphs() == [f"{s07} […] {s09}", s10]
    assert texts.page.locator(".nkj-text-asked").count() == 0
    texts.page.get_by_role("button", name="Show the whole passage").click()
    assert texts.paragraphs() == list(nkj.passage().paragraphs)
    asked = texts.page.locator(".nkj-text-asked").all_inner_texts()
    assert [number.strip() for number in asked] == ["S07", "S09", "S10"]
    expect(texts.page.get_by_role("button", name="Show only S07, S09, S10")).to_be_focused()
    texts.page.keyboard.press("Enter")
    assert len(texts.paragraphs()) == 2


def test_without_any_asked_for_there_is_no_button_to_widen(texts):
    texts.add()
    expect(texts.page.get_by_role("button", name=re.compile("Show"))).to_have_count(0)


# What is remembered


def test_the_choice_is_remembered_in_this_browser_and_told_to_python(texts):
    texts.add()
    texts.radio("Both").check()
    texts.open()
    texts.add("S07")
    expect(texts.radio("Both")).to_be_checked()
    expect(texts.page.locator(".nkj-text-pair")).to_have_count(1)
    assert texts.held() == "both"


def test_what_the_lesson_asks_for_comes_before_what_is_remembered(texts):
    texts.add()
    texts.radio("Both").check()
    texts.open()
    texts.add(show="adapted")
    expect(texts.radio("Adapted")).to_be_checked()


def test_nonsense_in_the_storage_is_no_choice(texts):
    texts.page.evaluate("localStorage.setItem('nkj-text-show', 'toString')")
    texts.add()
    expect(texts.radio("Original")).to_be_checked()


def test_it_works_where_the_storage_is_blocked(texts):
    texts.page.evaluate(
        """() => Object.defineProperty(window, "localStorage", {
          get() { throw new DOMException("blocked", "SecurityError"); },
        })"""
    )
    texts.add()
    texts.radio("Adapted").check()
    assert " ".join(texts.paragraphs()) == " ".join(ADAPTED)


def test_python_can_choose_too(texts):
    texts.add()
    texts.page.evaluate("widgets[0].model.set('show', 'adapted')")
    expect(texts.radio("Adapted")).to_be_checked()
    assert texts.page.evaluate("widgets[0].model.saved") == []


def test_it_goes_on_when_the_kernel_has_gone(texts):
    texts.add()
    texts.page.evaluate("widgets[0].model.kernel = 'gone'")
    texts.radio("Both").check()
    expect(texts.page.locator(".nkj-text-pair")).to_have_count(14)


def test_two_texts_have_their_own_choice(texts):
    texts.add("S07", show="both")
    texts.add("S08", show="adapted")
    expect(texts.radio("Both").first).to_be_checked()
    expect(texts.radio("Adapted").nth(1)).to_be_checked()


# Hard words


def test_a_word_reached_with_tab_explains_itself_under_the_line_and_escape_closes_it(texts):
    texts.add("S08")
    texts.radio("Original").focus()
    for _ in ("P'yongyang", "primary", "quest", "relief", "diplomatic", "isolation", "hard currency"):
        texts.page.keyboard.press("Tab")
    word = texts.word("hard currency")
    expect(word).to_be_focused()
    expect(word).to_have_attribute("aria-expanded", "true")
    expect(word).to_have_accessible_description(HARD_CURRENCY)
    expect(texts.note).to_have_text(HARD_CURRENCY)
    expect(texts.note).to_be_visible()
    above, below = word.bounding_box(), texts.note.bounding_box()
    assert 0 <= below["y"] - above["y"] - above["height"] < 10
    texts.page.keyboard.press("Escape")
    expect(texts.note).to_be_hidden()
    expect(word).to_be_focused()
    expect(word).to_have_attribute("aria-expanded", "false")
    expect(word).to_have_accessible_description("")


def test_enter_opens_and_closes_and_says_it_aloud(texts):
    texts.add("S08")
    texts.radio("Original").focus()
    texts.page.keyboard.press("Tab")
    expect(texts.note).to_be_visible()
    texts.page.keyboard.press("Enter")
    expect(texts.note).to_be_hidden()
    texts.page.keyboard.press("Enter")
    expect(texts.note).to_be_visible()
    said = "P'yongyang: here: used for North Korea. S08 and S11 write it where other sentences write North Korea."
    expect(texts.spoken).to_have_text(said)
    texts.page.keyboard.press("Space")
    expect(texts.note).to_be_hidden()
    expect(texts.spoken).to_have_text("")
    texts.page.keyboard.press("Tab")
    expect(texts.note).to_have_text("primary: first in importance.")
    texts.page.keyboard.press("Tab")
    texts.page.locator("#after").focus()
    expect(texts.note).to_be_hidden()


def test_a_click_opens_another_click_closes_and_one_elsewhere_does_too(texts):
    texts.add("S08")
    texts.word("hard currency").click()
    expect(texts.note).to_have_text(HARD_CURRENCY)
    expect(texts.spoken).to_have_text(HARD_CURRENCY)
    texts.word("hard currency").click()
    expect(texts.note).to_be_hidden()
    texts.word("isolation").click()
    expect(texts.note).to_contain_text("being cut off")
    texts.note.click()
    expect(texts.note).to_be_visible()
    texts.page.get_by_text("Source:").click()
    expect(texts.note).to_be_hidden()


def test_the_mouse_opens_it_by_pointing_and_may_go_on_to_the_note(texts):
    texts.add("S08")
    texts.word("hard currency").hover()
    expect(texts.note).to_have_text(HARD_CURRENCY)
    expect(texts.spoken).to_have_text("")
    texts.note.hover()
    texts.page.wait_for_timeout(400)  # longer than the note waits for a mouse that has left
    expect(texts.note).to_be_visible()
    texts.page.mouse.move(2, 2)
    expect(texts.note).to_be_hidden()
    texts.word("hard currency").hover()
    expect(texts.note).to_be_visible()
    texts.page.keyboard.press("Escape")
    expect(texts.note).to_be_hidden()


def test_a_word_pointed_at_and_then_clicked_stays_open(texts):
    texts.add("S08")
    texts.word("isolation").hover()
    expect(texts.note).to_be_visible()
    texts.word("isolation").click()
    expect(texts.note).to_be_visible()
    texts.page.mouse.move(2, 2)
    texts.page.wait_for_timeout(400)
    expect(texts.note).to_be_visible()


def test_a_finger_opens_it_with_a_tap_and_closes_it_with_another(browser, site, page_problems):
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    try:
        texts = Texts(context.new_page(), site)
        texts.add("S08")
        texts.word("isolation").tap()
        expect(texts.note).to_be_visible()
        texts.word("isolation").tap()
        expect(texts.note).to_be_hidden()
        texts.word("isolation").tap()
        texts.page.get_by_text("Source:").tap()
        expect(texts.note).to_be_hidden()
    finally:
        context.close()


@pytest.mark.parametrize("width", [370, 800, 1200])
def test_no_note_leaves_the_page_and_none_covers_its_word(texts, width):
    texts.page.set_viewport_size({"width": width, "height": 500})
    texts.add()
    words = texts.page.locator(".nkj-text-term")
    for at in range(0, words.count(), 4):
        words.nth(at).click()
        word, note = words.nth(at).bounding_box(), texts.note.bounding_box()
        assert note["x"] >= 0
        assert note["x"] + note["width"] <= width
        assert note["y"] >= word["y"] + word["height"] or note["y"] + note["height"] <= word["y"]
        assert note["y"] + note["height"] <= 500
    assert texts.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_note_goes_with_its_word_when_the_page_is_scrolled(texts):
    texts.page.set_viewport_size({"width": 800, "height": 500})
    texts.add()
    texts.word("minimizing").click()
    before = texts.note.bounding_box()["y"]
    texts.page.mouse.wheel(0, 40)
    texts.page.wait_for_function("scrollY === 40")
    texts.page.evaluate(FRAMES)
    assert texts.note.bounding_box()["y"] == before - 40
    texts.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(texts.note).to_be_hidden()


def test_changing_the_way_closes_the_note(texts):
    texts.add("S08")
    texts.word("isolation").hover()
    expect(texts.note).to_be_visible()
    texts.page.evaluate("widgets[0].model.set('show', 'adapted')")
    expect(texts.note).to_be_hidden()
    expect(texts.spoken).to_have_text("")


def test_it_explains_where_the_browser_knows_no_popover(texts):
    texts.page.evaluate(
        "() => { delete HTMLElement.prototype.showPopover; delete HTMLElement.prototype.hidePopover;"
        "  delete HTMLElement.prototype.popover; }"
    )
    texts.page.add_style_tag(content="[popover]:not(:popover-open):not([hidden]) { display: block !important; }")
    texts.add("S08")
    texts.word("isolation").click()
    expect(texts.note).to_be_visible()
    texts.page.keyboard.press("Escape")
    expect(texts.note).to_be_hidden()


# Copying


def test_copied_text_is_the_passage_without_numbers(texts):
    texts.add()
    assert texts.select(0, 2) == nkj.passage().text
    assert texts.page.evaluate("window.ours")
    assert texts.select(1, 1) == nkj.passage().paragraphs[1]


def test_copied_pairs_are_without_labels(texts):
    texts.add("S07", show="both")
    assert texts.select(0, 1) == f"{SENTENCES[6]}\n\n{ADAPTED[6]}"


def test_a_selection_that_goes_beyond_the_text_is_left_to_the_browser(texts):
    texts.add()
    texts.page.evaluate(
        """() => {
          getSelection().selectAllChildren(document.body);
          window.ours = undefined;
          document.addEventListener("copy", (event) => (window.ours = event.defaultPrevented), { once: true });
        }"""
    )
    texts.page.keyboard.press("Control+c")
    texts.page.wait_for_function("window.ours !== undefined")
    assert texts.page.evaluate("window.ours") is False


def test_words_are_selected_with_the_mouse_across_hard_ones(texts):
    texts.add("S08")
    start = texts.word("primary").bounding_box()
    word = texts.word("hard currency").bounding_box()
    texts.page.mouse.move(start["x"] + start["width"] + 3, start["y"] + start["height"] / 2)
    texts.page.mouse.down()
    texts.page.mouse.move(word["x"] + word["width"] + 3, word["y"] + word["height"] / 2, steps=5)
    texts.page.mouse.up()
    words = "motives appear to be a quest for relief from diplomatic and economic isolation, which has also caused"
    assert words in texts.page.evaluate("getSelection().toString()")
    expect(texts.note).to_be_hidden()


# For everybody


@pytest.mark.parametrize("theme", [" ", DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("show", "width"), [("original", 1200), ("adapted", 370), ("both", 1200), ("both", 370)])
def test_axe_finds_nothing_wrong(texts, axe, theme, show, width):
    texts.page.set_viewport_size({"width": width, "height": 800})
    texts.page.add_style_tag(content=theme)
    texts.add("S07", "S08", show=show)
    texts.page.get_by_role("button", name="Show the whole passage").click()
    if show != "adapted":
        texts.word("isolation").click()
        expect(texts.note).to_be_visible()
    assert axe(texts.page, ".nkj-text") == []
    assert texts.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_screen_reader_finds_names_and_states(texts):
    texts.add("S10")
    expect(texts.page.locator(".nkj-text")).to_match_aria_snapshot(
        """
        - group "The text to read":
          - group "Show the text":
            - radio "Original" [checked]
            - radio "Adapted"
            - radio "Both"
          - paragraph: /Words with a dotted line/
          - paragraph:
            - text: /S10 The first/
            - button "round"
            - text: of
            - button "normalization"
            - text: /talks was held January 30- 31, 1991/
            - button "compensation"
          - button "Show the whole passage"
          - paragraph: "Source: U.S. Library of Congress"
        """
    )


def test_a_number_and_a_comma_stay_on_the_line_of_their_hard_word(texts):
    texts.add()
    broken = """() => [...document.querySelectorAll(".nkj-text-bound")]
      .filter((bound) => bound.getClientRects().length > 1).map((bound) => bound.textContent)"""
    for width in range(370, 760, 13):
        texts.page.set_viewport_size({"width": width, "height": 800})
        assert texts.page.evaluate(broken) == []
    assert texts.page.locator(".nkj-text-bound", has_text="isolation").first.text_content() == "isolation,"


def test_markup_in_the_data_stays_text(texts):
    evil = "<img src=x onerror=\"document.title='stolen'\"><b>b</b> {definition} $&"
    text = widgets.Text("S07")
    strings = {name: f"{words} {evil}" for name, words in text.strings.items()}
    terms = [{"term": evil, "definition": evil, "note": evil} for _ in text.terms]
    sentences = [
        [name, paragraph, [[evil, at] for _, at in parts], evil, chosen]
        for name, paragraph, parts, _, chosen in text.sentences
    ]
    texts.add(show="both", sentences=sentences, strings=strings, terms=terms, source=evil)
    texts.page.locator(".nkj-text-term").first.click()
    expect(texts.note).to_contain_text(evil)
    assert texts.page.locator(".nkj-text img, .nkj-text b").count() == 0
    assert texts.page.title() == "A widget as it is sent"


def test_the_clean_up_leaves_nothing_behind(texts):
    texts.page.locator("#before").click()  # Playwright's own listeners come with its first click
    before = texts.page.evaluate("standing")
    texts.add("S08")
    texts.word("isolation").click()
    assert texts.page.evaluate("standing") > before
    texts.page.evaluate("widgets[0].cleanUp()")
    left = "[standing, widgets[0].model.heard.length, widgets[0].el.childElementCount]"
    assert texts.page.evaluate(left) == [before, 0, 0]
    texts.page.keyboard.press("Escape")
    texts.page.evaluate("widgets[0].model.set('show', 'both')")
    assert texts.page.evaluate("widgets[0].el.childElementCount") == 0
