"""The reader's page side, in a real browser, on a page with a small fake model and fake figures."""

import re

import pytest
from lab_driver import expect

import nkj_data as nkj
from nkj_data import widgets

DARK = """
:root { --jp-content-font-color1: #fff; --jp-layout-color0: #111; --jp-border-color1: #616161; }
body { background: #111; color: #fff; }
"""
QUOTE = {
    row["id"]: row["quote"]
    for row in widgets.Reader(nkj.motives(), nkj.shortages(), nkj.positions(), nkj.links()).rows
}


def state(*frames, **changes):
    reader = widgets.Reader(*(frames or (nkj.motives(), nkj.shortages())))
    names = ("segments", "rows", "strings", "source", "selected")
    return {**{name: getattr(reader, name) for name in names}, **changes}


class Readers:
    """The test page: cells with a fake figure and a reader in each."""

    def __init__(self, page, site):
        self.page = page
        page.goto(f"{site}/reader.html")
        page.wait_for_function("window.ready")

    def add(self, *frames, kind="jp-Cell", figure=True, **changes):
        options = {"kind": kind, "figure": figure}
        self.page.evaluate("([state, options]) => addCell(state, options)", [state(*frames, **changes), options])
        if figure:
            # The reader is in the page at once, and hears of it with its first layout.
            self.page.wait_for_function("cells.at(-1).graph.listeners() === 1")

    def click(self, customdata, at=0):
        self.page.evaluate("([at, customdata]) => cells[at].graph.click({customdata})", [at, customdata])

    def marked(self, at=0):
        return self.cell(at).locator("mark").all_inner_texts()

    def cell(self, at=0):
        return self.page.locator("main > div").nth(at)

    def held(self, at=0):
        return self.page.evaluate("at => cells[at].model.state.selected", at)

    def saved(self, at=0):
        return self.page.evaluate("at => cells[at].model.saved", at)

    def note(self, at=0):
        return self.cell(at).locator("[aria-live]")


@pytest.fixture
def readers(page, site):
    return Readers(page, site)


def test_the_passage_stands_there_in_three_paragraphs_with_its_sentence_numbers(readers):
    readers.add()
    paragraphs = readers.page.locator(".nkj-reader-text p").all_inner_texts()
    assert [re.sub(r"S\d\d\s", "", text).strip() for text in paragraphs] == list(nkj.passage().paragraphs)
    assert re.findall(r"S\d\d", " ".join(paragraphs)) == nkj.sentences()["sentence_id"].tolist()
    assert readers.marked() == []


def test_a_row_chosen_with_the_keys_is_marked_explained_and_handed_to_python(readers):
    readers.add()
    readers.page.keyboard.press("Tab")
    expect(readers.page.get_by_label("Show the words for")).to_be_focused()
    readers.page.keyboard.press("ArrowDown")
    assert readers.marked() == [QUOTE["motive-01"]]
    assert readers.held() == "motive-01"
    assert readers.saved() == ["motive-01"]
    assert readers.note().inner_text().splitlines()[:2] == [
        "relief from diplomatic isolation",
        "Motives and possible gain, sentence S08.",
    ]
    readers.page.keyboard.press("Home")
    assert (readers.marked(), readers.held()) == ([], "")
    expect(readers.note()).to_have_text("The words behind your choice light up in the passage.")


@pytest.mark.parametrize(
    "customdata",
    [
        "motive-03 shortage-01",
        "  shortage-01 motive-03 motive-03",
        ["motive-03", "shortage-01"],
        [["motive-03 x-1", "shortage-01"]],
    ],
)
def test_a_click_on_a_mark_of_several_rows_marks_them_all(readers, customdata):
    readers.add()
    readers.click(customdata)
    assert readers.marked() == [QUOTE["shortage-01"], QUOTE["motive-03"]]
    assert set(readers.held().split()) == {"motive-03", "shortage-01"}
    expect(readers.note().locator("strong")).to_have_count(2)
    expect(readers.note()).to_contain_text("2 rows at once")
    expect(readers.page.locator("select option:checked")).to_have_text("2 rows at once")


def test_a_click_on_one_mark_shows_in_the_list_too(readers):
    readers.add()
    readers.click("shortage-02 motive-01")
    readers.click("shortage-02")
    assert readers.marked() == [QUOTE["shortage-02"]]
    assert readers.page.locator("option", has_text="at once").count() == 0
    expect(readers.page.locator("select")).to_have_value("shortage-02")


@pytest.mark.parametrize("customdata", ["talk-01", "", None, 7, {}, [[], [None]]])
def test_a_mark_that_names_no_row_of_this_reader_changes_nothing(readers, customdata):
    readers.add(selected="motive-03")
    readers.click(customdata)
    readers.page.evaluate("cells[0].graph.click()")
    assert readers.marked() == [QUOTE["motive-03"]]
    assert readers.saved() == []


def test_words_that_lie_inside_each_other_become_one_mark(readers):
    readers.add()
    readers.click("shortage-01 shortage-02 shortage-03")
    assert readers.marked() == [QUOTE["shortage-03"]]


def test_what_is_the_same_for_several_rows_is_said_once(readers):
    readers.add()
    readers.click("shortage-01 shortage-02 motive-03")
    expect(readers.note().locator("strong")).to_have_text(
        ["food", "energy", "monetary compensation for the period of Japan's colonial rule"]
    )
    expect(readers.note().get_by_text("Stated. Said by the document itself.")).to_have_count(1)
    expect(readers.note().get_by_text("The words:")).to_have_count(3)


def test_python_can_choose_too(readers):
    readers.add()
    readers.page.evaluate("cells[0].model.set('selected', 'motive-03')")
    assert readers.marked() == [QUOTE["motive-03"]]
    expect(readers.page.locator("select")).to_have_value("motive-03")
    assert readers.saved() == []


def test_a_figure_drawn_again_or_late_or_in_place_of_another_is_heard(readers):
    readers.add(figure=False)
    expect(readers.page.locator(".nkj-reader-also")).to_be_hidden()
    readers.page.evaluate("draw(cells[0].graph)")
    expect(readers.page.locator(".nkj-reader-also")).to_have_text("or click a mark on the chart")
    readers.click("motive-01")
    assert readers.marked() == [QUOTE["motive-01"]]

    readers.page.evaluate("draw(cells[0].graph)")
    readers.page.wait_for_function("cells[0].graph.listeners() === 1")
    readers.click("motive-03")
    assert readers.marked() == [QUOTE["motive-03"]]

    readers.page.evaluate(
        """() => {
          const [cell, old] = [cells[0], cells[0].graph];
          cell.old = old;
          cell.graph = draw(document.createElement("div"));
          old.replaceWith(cell.graph);
        }"""
    )
    readers.page.wait_for_function("cells[0].graph.listeners() === 1 && cells[0].old.listeners() === 0")
    expect(readers.page.locator(".nkj-reader-also")).to_be_visible()


def test_children_that_plotly_changes_while_hovering_bind_nothing_twice(readers):
    readers.add()
    readers.page.evaluate("for (let i = 0; i < 50; i++) cells[0].graph.append(document.createElement('i'))")
    readers.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert readers.page.evaluate("cells[0].graph.listeners()") == 1


@pytest.mark.parametrize("kind", ["jp-Cell", "cell", "cell_container"])
def test_two_cells_do_not_mix(readers, kind):
    readers.add(kind=kind)
    readers.add(kind=kind)
    readers.click("motive-01", at=0)
    readers.click("shortage-01", at=1)
    assert readers.marked(0) == [QUOTE["motive-01"]]
    assert readers.marked(1) == [QUOTE["shortage-01"]]


def test_outside_a_cell_a_reader_hears_the_figures_outside_cells_only(readers):
    readers.add(kind="jp-Cell")
    readers.add(kind="loose")
    readers.click("motive-01", at=0)
    assert readers.marked(1) == []
    readers.click("motive-03", at=1)
    assert (readers.marked(0), readers.marked(1)) == ([QUOTE["motive-01"]], [QUOTE["motive-03"]])


def test_a_picture_of_a_figure_is_named_and_woken_once(readers):
    readers.add(figure=False)
    readers.page.evaluate(
        """() => {
          window.woken = 0;
          const holder = document.createElement("div");
          const picture = new Image();
          picture.className = "plot-img";
          picture.addEventListener("mouseenter", () => (window.woken += 1));
          picture.src = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
          holder.append(picture);
          cells[0].cell.prepend(holder);
        }"""
    )
    expect(readers.page.get_by_role("img")).to_have_attribute("alt", state()["strings"]["chart"])
    readers.page.evaluate("cells[0].cell.append(document.createElement('i'))")
    readers.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert readers.page.evaluate("woken") == 1


def test_it_goes_on_when_the_kernel_has_gone(readers):
    readers.add()
    readers.page.evaluate("cells[0].model.kernel = 'gone'")
    readers.click("motive-01")
    assert readers.marked() == [QUOTE["motive-01"]]
    readers.page.get_by_label("Show the words for").select_option("food")
    assert readers.marked() == [QUOTE["shortage-01"]]


def test_markup_in_the_data_stays_text(readers):
    evil = "<img src=x onerror=\"document.title='stolen'\"><b>b</b> $& {hedge}"
    rows = [
        {**row, "label": evil, "group": evil, "note": evil, "hedge": evil, "quote": evil} for row in state()["rows"]
    ]
    strings = {name: f"{words} {evil}" for name, words in state()["strings"].items()}
    segments = [[evil, *part[1:]] for part in state()["segments"]]
    readers.add(rows=rows, strings=strings, segments=segments, source=evil, selected="motive-01 shortage-01")
    assert readers.cell().locator("img, b").count() == 0
    expect(readers.note().locator("strong").first).to_have_text(evil)
    expect(readers.note()).to_contain_text(f"Hedged by the words “{evil}”.")
    assert readers.page.title() == "Readers"


def test_the_clean_up_leaves_nothing_behind(readers):
    readers.add()
    readers.page.evaluate("window.list = cells[0].el.querySelector('select'); cells[0].cleanUp()")
    left = "[cells[0].graph.listeners(), cells[0].model.heard.length, cells[0].el.childElementCount]"
    assert readers.page.evaluate(left) == [0, 0, 0]
    readers.page.evaluate(
        """() => {
          list.value = "motive-01";
          list.dispatchEvent(new Event("change"));
          draw(cells[0].graph);
          cells[0].el.append("something");
        }"""
    )
    readers.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert readers.saved() == []
    assert readers.page.evaluate("cells[0].graph.listeners()") == 0


@pytest.mark.parametrize("width", [1280, 800, 320])
@pytest.mark.parametrize("label", ["x" * 10_000, "many words " * 1_000])
def test_a_label_of_10000_characters_widens_nothing(readers, width, label):
    readers.page.set_viewport_size({"width": width, "height": 800})
    rows = [{**row, "label": label, "note": label} for row in state()["rows"]]
    readers.add(rows=rows, selected="motive-01")
    assert readers.page.evaluate("document.documentElement.scrollWidth") <= width


def test_lines_are_no_longer_than_a_reader_likes(readers):
    readers.page.set_viewport_size({"width": 2400, "height": 900})
    readers.add()
    page = readers.page.locator(".nkj-reader-page")
    assert page.evaluate("node => node.clientWidth / parseFloat(getComputedStyle(node).fontSize)") <= 42


def test_every_certainty_and_voice_is_told_in_words(readers):
    rows = state()["rows"][:4]
    told = {
        "Hedged by the words “seem to”. Said by the document itself.": ("hedged", "document"),
        "Stated. Reported as the position of North Korea.": ("stated", "north_korea"),
        "Alleged: the text says “seem to”. Who says so is not named.": ("alleged", "unattributed"),
        "Read from context. Reported as the position of Japan.": ("implied", "japan"),
    }
    for row, (certainty, voice) in zip(rows, told.values(), strict=True):
        row |= {"certainty": certainty, "voice": voice, "hedge": "seem to"}
    readers.add(rows=rows)
    for row, words in zip(rows, told, strict=True):
        readers.click(row["id"])
        expect(readers.note().locator("p").nth(2)).to_have_text(words)


def test_a_sentence_has_no_certainty_and_claims_none(readers):
    readers.add(nkj.sentences())
    readers.click("S07")
    quote = nkj.sentences()["quote"][6]
    expect(readers.note().locator("p")).to_have_text([f"{quote} Sentences, sentence S07.", f"The words: {quote}"])


def test_a_screen_reader_finds_names_and_hears_the_words(readers):
    readers.add(nkj.shortages())
    readers.page.get_by_label("Show the words for").select_option("food")
    expect(readers.page.get_by_role("figure")).to_have_accessible_name(
        "Chart. The list after it leads to the same words."
    )
    expect(readers.note()).to_have_attribute("aria-live", "polite")
    expect(readers.cell()).to_match_aria_snapshot(
        """
        - group "The passage, and the words behind each row":
          - text: Show the words for
          - combobox "Show the words for"
          - paragraph: or click a mark on the chart
          - paragraph:
            - strong: food
            - text: Shortages, sentence S08.
          - paragraph: "/The words: isolation, which has also caused serious shortages of food/"
          - paragraph: Stated. Said by the document itself.
          - paragraph:
            - emphasis: "Note:"
          - group "The passage":
            - paragraph: /S01 Until the late 1980s/
            - paragraph:
              - mark: isolation, which has also caused serious shortages of food
            - paragraph: /S10 The first round/
          - paragraph: "Source: U.S. Library of Congress"
        """
    )


@pytest.mark.parametrize("theme", [" ", DARK], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_wrong(readers, axe, theme, width):
    readers.page.set_viewport_size({"width": width, "height": 800})
    readers.page.emulate_media(reduced_motion="reduce")
    readers.page.add_style_tag(content=theme)
    readers.add()
    readers.click("motive-01 shortage-03")
    assert axe(readers.page, ".nkj-reader") == []


def test_a_mark_is_more_than_a_colour(readers):
    readers.add(selected="motive-01")
    style = "node => getComputedStyle(node)"
    mark = readers.page.locator("mark")
    assert mark.evaluate(f"node => ({style})(node).textDecorationLine") == "underline"
    readers.page.emulate_media(forced_colors="active")
    assert mark.evaluate(f"node => ({style})(node).textDecorationLine") == "underline"


def test_nothing_moves_for_those_who_asked_for_that(readers):
    readers.add(selected="motive-01")
    name = "node => getComputedStyle(node).animationName"
    assert readers.page.locator("mark").evaluate(name) == "nkj-reader-light"
    readers.page.emulate_media(reduced_motion="reduce")
    assert readers.page.locator("mark").evaluate(name) == "none"


def test_the_focus_is_seen(readers):
    readers.add()
    readers.page.keyboard.press("Tab")
    assert readers.page.locator("select").evaluate("node => getComputedStyle(node).outlineWidth") == "3px"


def test_choosing_words_that_are_in_view_moves_neither_the_page_nor_the_focus(readers):
    readers.page.set_viewport_size({"width": 800, "height": 1400})
    readers.add()
    readers.page.get_by_label("Show the words for").focus()
    before = readers.page.evaluate("[scrollX, scrollY]")
    readers.click("motive-03")
    assert readers.page.evaluate("[scrollX, scrollY]") == before
    expect(readers.page.get_by_label("Show the words for")).to_be_focused()


def test_the_words_are_in_sight_though_the_passage_is_longer_than_its_box(readers):
    readers.page.add_style_tag(content=widgets.Reader._css)
    readers.add(nkj.claims())
    for row, at_start in (("claim-01", True), ("claim-69", False)):
        readers.page.get_by_label("Show the words for").select_option(row)
        seen = readers.page.evaluate(
            """() => {
              const box = document.querySelector(".nkj-reader-text");
              const [room, mark] = [box, box.querySelector("mark")].map((node) => node.getBoundingClientRect());
              const inSight = mark.top >= room.top && mark.bottom <= room.bottom;
              return [inSight, box.scrollHeight > room.height, box.scrollTop];
            }"""
        )
        assert seen[:2] == [True, True]
        assert (seen[2] < 5) == at_start
