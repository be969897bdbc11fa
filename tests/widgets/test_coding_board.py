"""The coding board: sentences are coded by mouse or keys, compared in the page, and nothing of it is lost."""

import json
import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lab_driver import expect
from page_driver import OnPage

import nkj_data as nkj
from nkj_data.coding import coding_agreement, our_coding
from nkj_data.coding.ours import ASPECTS
from nkj_data.errors import ArgumentError, UnknownNameError
from nkj_data.record import Record
from nkj_data.widgets import CodingBoard
from nkj_data.widgets.coding_board import STRINGS

DARK = """
:root { --jp-content-font-color1: #fff; --jp-layout-color0: #111; --jp-border-color1: #616161; }
body { background: #111; color: #fff; }
"""
AGREEMENT = """async ([codings, ours, aspects]) => {
  const { codingAgreement } = await import("/js/lib/agreement.js");
  return codings.map((mine) => codingAgreement(mine, ours, aspects));
}"""
TEXTS = dict(zip(nkj.sentences()["sentence_id"], nkj.sentences()["quote"], strict=True))
OURS = {coded.sentence_id: coded for coded in our_coding()}
EVIL = "<img src=x onerror=\"document.title='stolen'\"> {reason}"


def random_coding(numbers):
    """Labels for some sentences, some of them ours."""
    mine = {}
    for name, ours in OURS.items():
        for aspect, labels in ASPECTS.items():
            label = numbers.choice([None, ours.label(aspect), *labels])
            if label:
                mine.setdefault(name, {})[aspect] = label
    return mine


class Board(OnPage):
    """The test page with one board on it."""

    def __init__(self, page, site, folder):
        super().__init__(page, site)
        self.folder = folder

    def lay(self, *sentences, words=None, **changes):
        self.open()
        super().lay(CodingBoard(*sentences, record=Record(self.folder), strings=words), **changes)

    def word(self, text):
        return self.page.get_by_role("group", name="which words tell you").get_by_role(
            "button", name=text, exact=True
        )

    def picked(self):
        return "".join(self.page.locator(".nkj-word[aria-pressed=true], .nkj-picked").all_inner_texts())

    def code(self, sentence, *, topic="", voice="", certainty=""):
        self.button(f"{sentence} ").click()
        if topic:
            self.page.get_by_label(STRINGS["aspect topic"], exact=True).select_option(topic)
        for aspect, label in (("voice", voice), ("certainty", certainty)):
            if label:
                self.page.get_by_label(ASPECTS[aspect][label]).check()

    def compare(self):
        self.page.locator(".nkj-coding .nkj-main").click()

    def said(self):
        return self.page.locator(".nkj-said")

    def result(self):
        return self.page.locator(".nkj-result")

    def numbers(self):
        return self.page.locator("details", has=self.page.get_by_text("How far two readers agree, as a number"))

    def rows(self):
        if self.numbers().get_attribute("open") is None:
            self.numbers().locator("summary").click()
        table = self.page.get_by_role("table", name="How far two readers agree, as a number")
        return [row.locator("td").all_inner_texts() for row in table.get_by_role("row").all()[1:]]

    def reason(self, sentence, aspect):
        return self.page.get_by_label(
            f"Your reason for the difference in {sentence}: {STRINGS[f'aspect {aspect}']}"
        )

    def lines(self):
        """What waits in the browser for the record, oldest first."""
        held = self.page.evaluate("Object.values({...localStorage})")
        return sorted(map(json.loads, held), key=lambda line: line["at"])


@pytest.fixture
def board(page, site, tmp_path):
    return Board(page, site, tmp_path)


# Python


def test_the_words_of_a_sentence_put_together_are_the_sentence():
    for sentence in CodingBoard(record=Record("nowhere")).sentences:
        assert "".join(text for text, _ in sentence["pieces"]) == TEXTS[sentence["id"]]
        assert all(text[0].isalnum() and text[-1].isalnum() for text, word in sentence["pieces"] if word)
        assert not any(sign.isalnum() for text, word in sentence["pieces"] if not word for sign in text)


def test_our_carrying_words_arrive_as_the_words_that_coding_toml_names():
    widget = CodingBoard(record=Record("nowhere"))
    for sentence, ours in zip(widget.sentences, widget.ours, strict=True):
        words = [text for text, word in sentence["pieces"] if word]
        told = " ".join(OURS[sentence["id"]].words)
        assert " ".join(words[at] for at in ours["carrying"]) == told.replace(",", "").replace("- ", " ")


def test_a_board_of_some_sentences_shows_them_in_the_order_of_the_text_under_its_own_name(tmp_path):
    widget = CodingBoard("S12", "S03", "S12", record=Record(tmp_path))
    assert [one["id"] for one in widget.sentences] == [one["sentence_id"] for one in widget.ours] == ["S03", "S12"]
    assert widget.item == "board-S03-S12"
    assert (
        CodingBoard(*TEXTS, record=Record(tmp_path)).item == CodingBoard(record=Record(tmp_path)).item == "board-01"
    )


def test_what_is_not_there_is_refused_with_the_nearest(tmp_path):
    with pytest.raises(UnknownNameError, match=r"There is no sentence 'S15'\. Did you mean 'S1\d'"):
        CodingBoard("S15", record=Record(tmp_path))
    with pytest.raises(UnknownNameError, match="There is no sentence"):
        CodingBoard(["S03", "S08"], record=Record(tmp_path))
    with pytest.raises(ArgumentError, match=r"CodingBoard\(\) has no option 'sentence'"):
        CodingBoard(sentence="S03")
    with pytest.raises(UnknownNameError, match="Did you mean 'compare'"):
        CodingBoard(strings={"compares": "x"}, record=Record(tmp_path))
    with pytest.raises(ArgumentError, match="record takes"):
        CodingBoard(record="my_work")


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=8), part, max_size=3),
    max_leaves=8,
)


@settings(deadline=None, max_examples=60)
@given(
    answer=JUNK | st.fixed_dictionaries({"sentences": JUNK | st.dictionaries(st.sampled_from([*OURS]), JUNK)}),
    act=st.sampled_from(["answer", "draft", "?"]) | JUNK,
)
@example(answer={"sentences": ["S08"]}, act="draft")
@example(answer={"sentences": {"S08": {"topic": ["aims"]}}}, act="answer")
def test_nothing_that_the_page_sends_raises(tmp_path_factory, answer, act):
    record = Record(tmp_path_factory.mktemp("record"))
    widget = CodingBoard("S08", record=record)
    sent = []
    widget.send = sent.append
    line = {"id": "0" * 32, "act": act, "item": "board-S08", "answer": answer}
    for content in ({"type": "line", "line": line}, {"type": "line", "line": answer}, answer):
        widget._heard(widget, content, [])
    assert widget.agreement.aspects[0].compared <= 1
    assert CodingBoard("S08", record=record).states == widget.states


# Agreement


def test_the_page_and_python_agree_on_the_agreement_of_random_codings(board):
    board.lay()
    numbers = random.Random(1)
    codings = [{}, *(random_coding(numbers) for _ in range(300))]
    codings += [dict(list(one.items())[:3]) for one in codings[1:100]]
    ours = [coded.as_page() for coded in our_coding()]
    found = board.page.evaluate(
        AGREEMENT,
        [codings, ours, [*ASPECTS]],
    )
    for mine, page in zip(codings, found, strict=True):
        python = coding_agreement(mine).as_page()
        for part in python["aspects"]:
            del part["says"]
        for difference in python["differences"]:
            del difference["reason"], difference["arguable"]
        assert python.pop("notices") == []
        assert page == python


def test_the_table_shows_what_python_says(board):
    numbers = random.Random(7)
    for _ in range(4):
        mine = random_coding(numbers)
        board.lay(states={"board-01": {"last_answer": {"sentences": mine, "compared": mine}}})
        for (agreed, percent, kappa), part in zip(board.rows(), coding_agreement(mine).aspects, strict=True):
            assert agreed == f"{part.agreed} of {part.compared}"
            assert f"({percent})" in part.says
            assert f"kappa {kappa}:" in part.says


# The page


def test_a_sentence_is_coded_compared_and_reasoned_with_the_keys_alone(board):
    board.lay("S03", "S11")
    keys = board.page.keyboard
    board.button("before").focus()
    keys.press("Tab")
    keys.press("Tab")
    expect(board.button("S11 not coded yet")).to_be_focused()
    keys.press("Enter")
    words = board.page.get_by_role("group", name="Sentence 2 of 2, S11: which words tell you?")
    expect(words).to_have_accessible_description(TEXTS["S11"])
    expect(board.word("P'yongyang")).to_be_focused()
    keys.press("ArrowRight")
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"):
        keys.press(f"Shift+{key}")
    expect(board.page.get_by_text("Your words: “has demanded compensation”.")).to_have_role("status")
    keys.press("Home")
    keys.press("Space")
    assert board.picked() == "P'yongyang has demanded compensation"
    keys.press("Tab")
    expect(board.page.get_by_label("What is it about?", exact=True)).to_be_focused()
    for key in ("W", "h", "o"):
        keys.press(key)
    keys.press("Tab")
    keys.press("Space")
    keys.press("Tab")
    keys.press("Space")
    expect(board.page.get_by_text("S11 is coded: labels and words.")).to_be_visible()
    expect(board.button("S11 coded")).to_have_attribute("aria-current", "step")
    for _ in range(3):
        keys.press("Tab")
    expect(board.button("Compare with our coding")).to_be_focused()
    keys.press("Enter")
    expect(board.said()).to_have_text(
        "Compared. Labels that are the same as ours: 2 of 3. Differences: 1. The details are below."
    )
    expect(board.button("Compare again")).to_be_focused()
    expect(board.result()).to_contain_text("Sentences compared: 1 of 2.")
    expect(board.result()).to_contain_text(f"Our reason: {OURS['S11'].reason}")
    expect(board.result()).to_contain_text("≈ Careful readers differ here. That a demand was made")
    assert board.result().locator("mark").all_inner_texts() == ["P'yongyang has demanded compensation"] * 2
    keys.press("Tab")
    expect(board.reason("S11", "voice")).to_be_focused()
    keys.type("it is their demand")
    keys.press("Tab")
    expect(board.button("Hand in my reasons")).to_be_focused()
    keys.press("Enter")
    first, last = board.lines()
    assert [first["act"], last["act"]] == ["answer", "answer"]
    assert (last["item"], last["widget"]) == ("board-S03-S11", "CodingBoard")
    labels = {"topic": "positions", "voice": "document", "certainty": "stated"}
    assert last["answer"] == {
        "sentences": {"S11": {**labels, "words": "P'yongyang has demanded compensation", "marked": "0-3"}},
        "compared": {"S11": labels},
        "reasons": {"S11": {"voice": "it is their demand"}},
        "at": "S11",
    }
    board.hand_over()
    expect(board.page.locator(".nkj-saved")).to_have_text("Saved in your record.")
    assert board.lines() == []
    assert Record(board.folder).state()["board-S03-S11"].last_answer == last["answer"]
    assert [part.agreed for part in board.widget.agreement.aspects] == [1, 0, 1]


def test_words_are_picked_and_let_go_with_the_mouse(board):
    board.lay("S10")
    board.word("held").click()
    assert board.picked() == "held"
    board.word("was").hover()
    board.page.mouse.down()
    board.word("quickly").hover()
    board.word("1991").hover()
    board.page.mouse.up()
    assert board.picked() == "was held January 30- 31, 1991"
    board.word("1991").hover()
    board.page.mouse.down()
    board.word("30").hover()
    board.page.mouse.up()
    assert board.picked() == "was held January"
    board.word("held").press("Space")
    board.word("broke").hover()
    board.page.mouse.down()
    for place in ("down", "broke"):
        board.word(place).hover()
    board.page.mouse.up()
    expect(board.page.get_by_text("Your words: “was”, “January”, “broke”.")).to_be_visible()


def test_up_and_down_go_to_the_next_line_and_the_ends_hold(board):
    board.page.set_viewport_size({"width": 500, "height": 800})
    board.lay("S13")
    board.button("S13 ").click()
    top = board.word("Other").bounding_box()["y"]
    focused = board.page.locator(":focus")
    board.page.keyboard.press("ArrowDown")
    assert focused.bounding_box()["y"] > top
    board.page.keyboard.press("ArrowUp")
    board.page.keyboard.press("ArrowUp")
    board.page.keyboard.press("ArrowLeft")
    expect(board.word("Other")).to_be_focused()
    board.page.keyboard.press("End")
    board.page.keyboard.press("ArrowRight")
    expect(board.word("agents").last).to_be_focused()
    expect(board.word("agents").last).to_have_attribute("tabindex", "0")


def test_nothing_coded_is_told_apart_from_wrong(board):
    board.lay()
    board.compare()
    expect(board.said()).to_have_text(
        "Nothing is coded yet, so there is nothing to compare. That is not the same as wrong."
    )
    expect(board.result()).to_be_empty()
    assert board.lines() == []
    board.code("S01", topic="aims")
    board.compare()
    expect(board.result()).to_contain_text("Who speaks? You gave no label yet.")
    expect(board.result()).to_contain_text("Sentences compared: 1 of 14. What you have not coded is not counted.")
    assert [row[0] for row in board.rows()] == ["1 of 1", "not coded yet", "not coded yet"]
    expect(board.result()).to_contain_text("There is no difference")


def test_what_coding_is_and_what_a_main_statement_is_stand_above_the_first_sentence(board):
    board.lay("S08")
    lines = board.page.locator(".nkj-coding").inner_text().split("\n")
    lines = [line for line in lines if line]
    assert lines[0].startswith(
        "To code a sentence is to give it labels: what it is about, who speaks, how sure it is."
    )
    assert lines[1].endswith("what it mainly does; in our reasons that is called its main statement.")
    assert lines[2].startswith("S08")


@pytest.mark.parametrize(("motion", "behavior"), [("reduce", "auto"), ("no-preference", "smooth")])
def test_the_comparison_is_brought_into_view(board, motion, behavior):
    board.page.set_viewport_size({"width": 900, "height": 420})
    board.page.emulate_media(reduced_motion=motion)
    board.lay("S03", "S08")
    board.code("S08", topic="motives", voice="document", certainty="stated")
    board.page.evaluate("""() => {
      const scroll = Element.prototype.scrollIntoView;
      window.asked = [];
      Element.prototype.scrollIntoView = function (how) {
        if (this.matches(".nkj-result")) window.asked.push(how);
        scroll.call(this, how);
      };
    }""")
    board.compare()
    expect(board.page.get_by_text("Labels that are the same as ours: 2 of 3.", exact=True)).to_be_in_viewport()
    assert board.page.evaluate("asked") == [{"block": "nearest", "behavior": behavior}]


def test_a_board_opened_again_does_not_move_the_page_to_its_comparison(board):
    board.page.set_viewport_size({"width": 900, "height": 420})
    coded = {"S08": {"topic": "motives"}}
    board.lay("S08", states={"board-S08": {"last_answer": {"sentences": coded, "compared": coded}}})
    expect(board.result()).to_contain_text("How your coding compares with ours")
    assert board.page.evaluate("scrollY") == 0


def test_the_comparison_says_what_is_alike_and_why_in_words_and_keeps_the_numbers_folded(board):
    board.lay("S03", "S08")
    board.code("S08", topic="motives", voice="document", certainty="stated")
    board.compare()
    lines = [line for line in board.result().inner_text().split("\n") if line]
    assert lines[:6] == [
        "How your coding compares with ours",
        "Labels that are the same as ours: 2 of 3.",
        "What is it about? As ours: 1 of 1.",
        "Who speaks? As ours: 1 of 1.",
        "How sure is it? As ours: 0 of 1.",
        "Sentences compared: 1 of 2. What you have not coded is not counted. That is not the same as wrong.",
    ]
    about = lines.index("S08. Labels as ours: 2 of 3.")
    assert lines[about + 1] == f"Our reason: {OURS['S08'].reason}"
    assert lines[about + 2 : about + 5] == ["Your words", "No words marked.", "Our words"]
    assert "✓ What is it about? The same label: Why, and what for." in lines
    assert "How sure is it? Yours: Stated outright. Ours: Hedged: weakened by the text's own words." in lines
    assert lines[-1] == "How far two readers agree, as a number"
    expect(board.page.get_by_role("table")).to_have_count(0)


def test_where_nothing_differs_our_reason_is_in_sight_at_once(board):
    board.lay("S03", "S08")
    board.code("S08", topic="motives", certainty="hedged")
    board.compare()
    expect(board.result().get_by_text("S08. Labels as ours: 2 of 2.")).to_be_visible()
    expect(board.result().get_by_text(f"Our reason: {OURS['S08'].reason}")).to_be_visible()


def test_kappa_is_shown_from_two_sentences_on_and_what_is_left_out_is_explained(board):
    board.lay("S03", "S08", "S12")
    board.code("S08", topic="motives", voice="document", certainty="stated")
    board.compare()
    assert board.rows() == [["1 of 1", "100 %"], ["1 of 1", "100 %"], ["0 of 1", "0 %"]]
    few = STRINGS["fewForKappa"]
    assert few.startswith("Kappa is shown once you have labelled at least two sentences")
    expect(board.numbers()).to_contain_text(few)
    expect(board.numbers()).not_to_contain_text("Cohen's kappa")
    board.code("S12", topic="talks", voice="japan")
    board.compare()
    assert board.rows() == [["1 of 2", "50 %", "0.33"], ["2 of 2", "100 %", "1.00"], ["0 of 1", "0 %", "–"]]
    expect(board.numbers()).to_have_attribute("open", "")
    expect(board.numbers()).to_contain_text("Two readers agree now and then by luck alone.")
    expect(board.numbers()).to_contain_text(
        "–: kappa is left out where fewer than two sentences have a label from you, or where"
    )
    expect(board.numbers()).not_to_contain_text(few)


def test_only_a_label_that_careful_readers_give_as_well_is_called_agreement_to_differ(board):
    board.lay()
    board.code("S08", topic="shortages", voice="japan")
    board.code("S06", topic="talks")
    board.compare()
    assert board.page.locator(".nkj-difference").count() == 3
    assert board.page.locator(".nkj-accepted").all_inner_texts() == [
        f"≈ Careful readers differ here. {OURS['S08'].arguable} This counts as agreement to differ."
    ]
    expect(board.page.locator(".nkj-difference").first).to_contain_text(
        f"What can be argued here: {OURS['S06'].arguable}"
    )


def test_what_is_coded_after_comparing_gives_nothing_away_until_compared_again(board):
    board.lay()
    board.code("S01", topic="talks")
    board.compare()
    before = board.rows()
    board.code("S01", topic="positions")
    expect(board.result()).to_contain_text("You have changed your coding since this comparison.")
    board.code("S02", topic="support")
    assert board.rows() == before
    board.button("Compare again").click()
    expect(board.result()).not_to_contain_text("You have changed")
    assert board.rows()[0][0] == "1 of 2"


def test_the_board_is_as_it_was_when_the_lesson_is_opened_again(board):
    board.lay()
    board.code("S05", topic="positions", voice="japan", certainty="stated")
    board.word("watched").click()
    board.compare()
    board.reason("S05", "voice").fill(EVIL)
    board.button("Hand in my reasons").click()
    board.code("S06", certainty="hedged")
    board.page.evaluate("laid.cleanUp()")
    board.hand_over()
    board.page.evaluate("localStorage.clear()")
    assert [entry.act for entry in Record(board.folder).entries()] == ["answer", "answer", "draft"]

    board.lay()
    expect(board.said()).to_have_text("Here is your coding from earlier.")
    expect(board.page.locator(".nkj-saved")).to_have_text("Saved in your record.")
    expect(board.button("S06 begun")).to_have_attribute("aria-current", "step")
    expect(board.page.get_by_label(ASPECTS["certainty"]["hedged"])).to_be_checked()
    expect(board.reason("S05", "voice")).to_have_value(EVIL)
    board.button("S05 coded").click()
    expect(board.page.get_by_label("What is it about?", exact=True)).to_have_value("positions")
    assert board.picked() == "watched"


def test_work_done_without_a_kernel_is_kept_in_the_browser_and_handed_over_later(board):
    board.lay(kernel="gone")
    board.code("S05", topic="setbacks")
    board.compare()
    expect(board.page.locator(".nkj-saved")).to_contain_text("Not saved yet.")
    board.lay()
    expect(board.result()).to_contain_text("Sentences compared: 1 of 14.")
    board.hand_over()
    expect(board.page.locator(".nkj-saved")).to_have_text("Saved in your record.")
    assert board.widget.agreement.aspects[0].agreed == 1


def test_a_cleared_sentence_is_not_coded(board):
    board.lay()
    board.code("S01", topic="aims", voice="document")
    board.word("mainly").click()
    board.button("Clear this sentence").click()
    expect(board.said()).to_have_text("S01 is cleared.")
    expect(board.button("S01 not coded yet")).to_be_visible()
    expect(board.page.get_by_label("What is it about?", exact=True)).to_have_value("")
    assert board.picked() == ""


@pytest.mark.parametrize(
    "draft",
    [
        {"sentences": "x", "compared": [1], "reasons": 3, "at": 5},
        {"sentences": {"S01": {"topic": "nonsense", "voice": 7, "marked": ["a"]}, "S99": {"topic": "aims"}}},
        {"sentences": {"S01": None}, "compared": {"S01": {"topic": {}}}, "reasons": {"S01": {"topic": []}}},
        {"sentences": {"S01": {"marked": "0-99999999999 -5 x 1e9"}}, "compared": {}},
    ],
)
def test_a_record_that_does_not_fit_spoils_nothing(board, draft):
    board.lay(states={"board-01": {"draft": draft, "last_answer": None}})
    expect(board.page.locator(".nkj-overview")).to_contain_text("S14")
    expect(board.page.get_by_label("What is it about?", exact=True)).to_have_value("")
    expect(board.result()).to_be_empty()


def test_forty_two_long_reasons_fit_into_one_line_of_the_record(board):
    wrong = {
        name: {a: next(x for x in ls if x != o.label(a)) for a, ls in ASPECTS.items()} for name, o in OURS.items()
    }
    marked = {name: {**labels, "marked": "0-99"} for name, labels in wrong.items()}
    reasons = {name: dict.fromkeys(ASPECTS, "ä" * 700) for name in wrong}
    board.lay(states={"board-01": {"draft": {"sentences": marked, "compared": wrong, "reasons": reasons}}})
    board.button("Hand in my reasons").click()
    (line,) = board.lines()
    board.hand_over()
    kept = Record(board.folder).state()["board-01"].last_answer
    assert kept == line["answer"]
    assert kept["reasons"] == reasons


def test_every_word_on_the_page_can_be_translated(board):
    board.lay("S03", words=dict.fromkeys(STRINGS, "¤"))
    board.page.locator("select").select_option("aims")
    board.compare()
    board.result().locator("summary").last.click()
    board.word = lambda text: board.page.locator(".nkj-word", has_text=text)
    names = board.page.locator("[aria-label]").evaluate_all("nodes => nodes.map(node => node.ariaLabel)")
    assert set(names) == {"¤"}
    words = board.page.locator(".nkj-coding").inner_text()
    labels = [label for labels in ASPECTS.values() for label in labels.values()]
    for data in [TEXTS["S03"], OURS["S03"].reason, OURS["S03"].arguable, *labels]:
        words = words.replace(data, "")
    assert set(words.split()) - {"S03", "○", "◐", "–"} == {"¤"}


def test_the_clean_up_leaves_nothing_behind(board):
    board.lay()
    board.code("S01", topic="aims")
    board.word("mainly").hover()
    board.page.mouse.down()
    assert board.page.evaluate("standing") == 5
    board.page.evaluate("laid.cleanUp()")
    assert board.page.evaluate("[standing, laid.model.heard.length, laid.el.childElementCount]") == [0, 0, 0]
    board.page.mouse.up()
    (line,) = board.lines()
    assert line["answer"]["sentences"] == {"S01": {"topic": "aims"}}


@pytest.mark.parametrize("theme", [" ", DARK], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 370])
def test_axe_finds_nothing_wrong_and_nothing_is_wider_than_the_window(board, axe, theme, width):
    board.page.set_viewport_size({"width": width, "height": 800})
    board.lay()
    board.page.add_style_tag(content=theme)
    board.code("S11", topic="talks", voice="document", certainty="stated")
    board.word("demanded").click()
    board.code("S14", topic="talks", certainty="stated")
    board.word("progress").click()
    board.compare()
    board.reason("S11", "topic").fill(EVIL)
    board.page.get_by_text("Sentences where every label").click()
    board.numbers().locator("summary").click()
    assert axe(board.page, ".nkj-coding") == []
    assert board.page.evaluate("document.documentElement.scrollWidth") <= width
    assert board.page.locator(".nkj-coding img").count() == 0
