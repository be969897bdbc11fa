"""The negotiating table's page side, in a real browser, with the module as it is sent to a notebook."""

import re

import pytest
from lab_driver import expect
from page_driver import OnPage

import nkj_data as nkj
from nkj_data.record import Record
from nkj_data.widgets import NegotiatingTable
from nkj_data.widgets.negotiating_table import STRINGS

DARK = """
:root { --jp-content-font-color1: #fff; --jp-layout-color0: #111; --jp-border-color1: #616161; }
body { background: #111; color: #fff; }
"""


class Table(OnPage):
    """The test page with one table on it."""

    def __init__(self, page, site, folder):
        super().__init__(page, site)
        self.folder = folder

    def lay(self, *, words=None, **changes):
        self.open()
        super().lay(NegotiatingTable(record=Record(self.folder), strings=words), **changes)

    def part(self, name):
        return self.page.get_by_role("group", name=name, exact=True)

    def draw(self, blocker, blocked, why):
        part = self.part("2. What stands in the way of what?")
        part.get_by_label("This").select_option(label=blocker)
        part.get_by_label("What it stands in the way of").select_option(label=blocked)
        part.get_by_label("Why?").fill(why)
        part.get_by_role("button", name="Add this pair").click()

    def compare(self):
        self.page.get_by_role("button", name="Compare with the document").click()

    def pairs(self):
        return self.page.get_by_role("list", name="Your pairs").locator("> li")

    def agenda(self):
        return self.page.get_by_role("list", name="3. Agree on an agenda").locator("> li > p").all_inner_texts()

    def mark(self, side, place, how):
        self.page.get_by_label(f"{side} on number {place}, ").select_option(how)

    def end(self):
        self.page.get_by_role("button", name="End the session").click()


EMPTY = NegotiatingTable(record=Record("nowhere"))
CARD = {card["id"]: card["short"] for side in EMPTY.sides for card in side["cards"]}
ROUND = "the first round of talks"
PROGRESS = "significant progress toward normalization of relations"
POINTS = [point["label"] for point in EMPTY.points]


@pytest.fixture
def table(page, site, tmp_path):
    laid = Table(page, site, tmp_path)
    laid.lay()
    return laid


def test_each_side_has_its_cards_and_a_card_opens_to_its_words(table):
    japan = table.part("Japan at this table")
    expect(japan.get_by_role("listitem")).to_have_count(1)
    north = table.part("North Korea at this table")
    expect(north.get_by_role("listitem")).to_have_count(4)
    card = north.get_by_role("listitem").filter(has_text="Yi Un Hee").last
    expect(card).to_contain_text(
        "Alleged in the same sentence: North Korean agents had allegedly kidnapped Yi Un Hee."
    )
    expect(card.locator("blockquote")).to_be_hidden()
    card.get_by_text("Show the words").press("Enter")
    expect(card.locator("blockquote")).to_contain_text("whom North Korean agents had allegedly kidnapped")
    expect(table.page.get_by_text("South Korea is not at this table. S12 names it")).to_be_visible()


def test_the_pair_that_the_text_states_is_told_with_its_words_and_its_limits(table):
    table.draw(CARD["position-02"], ROUND, "S10 says so")
    expect(table.pairs().locator("blockquote")).to_have_count(0)
    table.compare()
    pair = table.pairs().first
    expect(pair).to_contain_text("not of one side's demand")
    expect(pair).to_contain_text("blames no side")
    expect(pair.locator("mark")).to_contain_text("broke down over the question of compensation")
    expect(table.page.locator(".nkj-heard[role=status]")).to_have_text(
        "Compared. Of your pairs the document comes close to stating 1."
    )


@pytest.mark.parametrize(
    ("blocker", "blocked", "verdict", "says"),
    [
        ("position-04", "position-02", "Some words bear on this pair", "“however” sets Japan's insistence"),
        ("position-04", PROGRESS, "Some words bear on this pair", "Before what is not said."),
        ("position-06", PROGRESS, "Some words bear on this pair", "It does not say that it stopped anything."),
        ("position-03", PROGRESS, "The document does not say so.", "and no reason"),
        ("position-03", "position-04", "The document does not say so.", "but not in your direction"),
        ("position-05", ROUND, "The document does not say so.", "it is not the document's"),
        ("position-06", "position-05", "The document does not say so.", "it is not the document's"),
    ],
)
def test_a_pair_that_the_text_does_not_state_is_not_called_stated(table, blocker, blocked, verdict, says):
    table.draw(CARD[blocker], CARD.get(blocked, blocked), "so I think")
    table.compare()
    expect(table.pairs().first).to_contain_text(verdict)
    expect(table.pairs().first).to_contain_text(says)
    expect(table.page.get_by_text("Pairs that you did not draw, and on which the text has words")).to_be_visible()


def test_a_pair_needs_two_different_ends_and_a_reason(table):
    table.draw(CARD["position-04"], CARD["position-04"], "why not")
    expect(table.page.locator(".nkj-negotiating-problem")).to_have_text(
        "A position cannot stand in its own way. Choose two different ones."
    )
    expect(table.page.get_by_label("What it stands in the way of")).to_be_focused()
    table.draw(CARD["position-04"], ROUND, "  ")
    expect(table.page.locator(".nkj-negotiating-problem")).to_have_text("Say why, in a few words.")
    expect(table.page.get_by_label("Why?")).to_be_focused()
    expect(table.pairs()).to_have_count(0)
    table.compare()
    expect(table.page.locator(".nkj-negotiating-problem")).to_have_text("Draw a pair first.")


def test_a_pair_drawn_twice_stands_once_and_can_be_removed(table):
    table.draw(CARD["position-04"], ROUND, "one")
    table.draw(CARD["position-04"], ROUND, "two")
    expect(table.pairs()).to_have_count(1)
    expect(table.pairs().locator("q")).to_have_text("two")
    table.page.get_by_role("button", name="Remove: ").click()
    expect(table.pairs()).to_have_count(0)
    expect(table.page.get_by_role("button", name="Add this pair")).to_be_focused()


def test_the_agenda_is_ordered_with_keys_alone_and_the_new_place_is_announced(table):
    assert table.agenda() == POINTS
    down = table.page.get_by_role("button", name=f"Move down: {POINTS[0]}")
    down.focus()
    table.page.keyboard.press("Enter")
    expect(down).to_be_focused()
    table.page.keyboard.press("Space")
    table.page.keyboard.press("Enter")
    assert table.agenda() == [*POINTS[1:], POINTS[0]]
    # At the end of the list the way down is shut; the focus stays with the point.
    expect(table.page.get_by_role("button", name=f"Move up: {POINTS[0]}")).to_be_focused()
    expect(table.page.locator(".nkj-heard[role=status]")).to_have_text(f"{POINTS[0]}: now number 4 of 4.")


def test_the_order_is_never_called_right_or_wrong(table):
    reminders = table.page.get_by_role("list", name="What the words say of your order")
    expect(reminders).to_contain_text("You take this point as number 2 of 4.")
    expect(reminders).to_contain_text("no order is right by the text")
    table.page.get_by_role("button", name=f"Move up: {POINTS[1]}").click()
    expect(reminders).to_contain_text("You take this point as number 1 of 4.")
    expect(reminders).to_contain_text("no order is right by the text")


@pytest.mark.parametrize("agreed", [0, 1, 4])
def test_whatever_is_agreed_the_last_card_is_s14_and_nothing_follows_it(table, agreed):
    for place in range(1, agreed + 1):
        for side in ("North Korea", "Japan"):
            table.mark(side, place, "acceptable")
    expect(table.part("4. The last card")).to_be_hidden()
    table.end()
    last = table.part("4. The last card")
    expect(last.locator("blockquote")).to_contain_text(nkj.sentences()["quote"].iloc[-1])
    expect(last.locator(".nkj-negotiating-last p")).to_have_text(
        "What would have happened with your agenda, this source cannot say."
    )
    if agreed:
        expect(last).to_contain_text(f"Acceptable to both sides: {'; '.join(POINTS[:agreed])}")
    if agreed < len(POINTS):
        expect(last).to_contain_text(f"Not both sides have voted yet on: {'; '.join(POINTS[agreed:])}")
    expect(last).not_to_contain_text("none that both find acceptable")
    expect(table.page.locator(".nkj-negotiating-last")).to_be_focused()
    expect(table.page.get_by_label("Japan on number 1, ")).to_be_disabled()


def test_one_side_cannot_agree_for_both(table):
    table.mark("Japan", 1, "acceptable")
    table.mark("North Korea", 1, "not_acceptable")
    table.end()
    last = table.part("4. The last card")
    expect(last).to_contain_text(f"Acceptable to one side or to none: {POINTS[0]}")
    expect(last).not_to_contain_text("none that both find acceptable")


def test_only_where_everything_is_voted_on_the_table_says_that_nothing_is_acceptable(table):
    for place in range(1, len(POINTS) + 1):
        table.mark("Japan", place, "acceptable")
        table.mark("North Korea", place, "not_acceptable")
    table.end()
    expect(table.part("4. The last card")).to_contain_text(
        "Both sides have voted on every point, and there is none that both find acceptable in its place."
    )


def test_every_pair_reads_as_a_sentence(table):
    table.draw(CARD["position-05"], CARD["position-02"], "it comes first")
    expect(table.pairs().locator("> p")).to_have_text(
        "the refusal to provide information stands in the way of "
        "the demand for compensation for colonial rule, because it comes first"
    )


def test_an_ended_session_can_be_opened_again(table):
    table.end()
    table.page.get_by_role("button", name="Open the session again").click()
    expect(table.part("4. The last card")).to_be_hidden()
    expect(table.page.get_by_role("button", name="End the session")).to_be_focused()
    expect(table.page.get_by_label("Japan on number 1, ")).to_be_enabled()


def test_work_is_saved_and_is_there_when_the_lesson_is_opened_again(table):
    table.draw(CARD["position-04"], PROGRESS, "it must come first")
    table.page.get_by_role("button", name=f"Move up: {POINTS[2]}").click()
    table.mark("Japan", 1, "acceptable")
    expect(table.page.locator(".nkj-saved")).to_have_text("Saving …")
    table.hand_over()
    expect(table.page.locator(".nkj-saved")).to_have_text("Saved in your record.")

    table.page.evaluate("localStorage.clear()")
    table.lay()
    expect(table.pairs().locator("q")).to_have_text("it must come first")
    assert table.agenda() == [POINTS[0], POINTS[2], POINTS[1], POINTS[3]]
    expect(table.page.get_by_label("Japan on number 1, ")).to_have_value("acceptable")


def test_work_done_without_a_kernel_is_kept_in_the_browser(table):
    table.lay(kernel="gone")
    table.draw(CARD["position-04"], PROGRESS, "it must come first")
    table.end()
    expect(table.page.locator(".nkj-saved")).to_contain_text("Not saved yet.")
    table.lay()
    expect(table.pairs().locator("q")).to_have_text("it must come first")
    expect(table.part("4. The last card")).to_be_visible()
    table.hand_over()
    assert Record(table.folder).state()["table-05"].draft["closed"] is True


def test_a_cleared_table_can_be_brought_back(table):
    table.draw(CARD["position-04"], PROGRESS, "it must come first")
    table.page.get_by_role("button", name="Clear the table").click()
    expect(table.pairs()).to_have_count(0)
    table.page.get_by_role("button", name="Bring back what was cleared").click()
    expect(table.pairs()).to_have_count(1)
    expect(table.page.get_by_role("button", name="Bring back what was cleared")).to_be_hidden()


@pytest.mark.parametrize(
    "draft",
    [
        {"pairs": "x", "agenda": {"a": 1}, "marks": [], "closed": "yes"},
        {
            "pairs": [
                None,
                {"blocker": "position-02", "blocked": "position-02"},
                {"blocker": "x", "blocked": "talk-01"},
            ]
        },
        {"agenda": ["obstacle-04", "obstacle-04", "nonsense"], "marks": {"obstacle-01": {"north-korea": "gladly"}}},
        {"pairs": [{"blocker": "position-02", "blocked": "talk-01"}] * 1000},
    ],
)
def test_a_record_that_does_not_fit_spoils_nothing(table, draft):
    table.lay(states={"table-05": {"draft": draft}})
    assert sorted(table.agenda()) == sorted(POINTS)
    for place in range(1, len(POINTS) + 1):
        expect(table.page.get_by_label(f"North Korea on number {place}, ")).to_have_value("undecided")
    assert table.pairs().count() <= 30
    expect(table.part("4. The last card")).to_be_hidden()


def test_what_a_learner_types_stays_text(table):
    evil = "<img src=x onerror=\"document.title='stolen'\"> {pair}"
    table.draw(CARD["position-04"], PROGRESS, evil)
    expect(table.pairs().locator("q")).to_have_text(evil)
    assert table.pairs().locator("img").count() == 0


def test_every_word_on_the_page_can_be_translated(table):
    table.lay(words=dict.fromkeys(STRINGS, "¤"))
    table.page.get_by_role("textbox").fill("¤")
    table.page.get_by_role("button", name="¤").first.click()
    expect(table.page.locator("q")).to_have_text("¤")
    table.page.get_by_role("button", name="¤").nth(1).click()
    expect(table.page.locator("mark")).not_to_have_count(0)
    table.page.locator(".nkj-main").click()
    words = table.page.locator(".nkj-negotiating").inner_text()
    quoted = [f"{row['sentence_id']}\u00a0{row['quote']}" for _, row in nkj.sentences().iterrows()]
    texts = [card["text"] for side in EMPTY.sides for card in side["cards"]]
    for data in [*quoted, *texts, *CARD.values(), *POINTS, "North Korea", "Japan"]:
        words = words.replace(data, "")
    assert set(re.findall(r"\w+|¤", words)) == {"¤"}


def test_the_clean_up_leaves_nothing_behind(table):
    table.page.evaluate("laid.cleanUp()")
    assert table.page.evaluate("[laid.model.heard.length, laid.el.childElementCount]") == [0, 0]


@pytest.mark.parametrize("theme", [" ", DARK], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_wrong_and_nothing_is_wider_than_the_window(table, axe, theme, width):
    table.page.set_viewport_size({"width": width, "height": 800})
    table.page.add_style_tag(content=theme)
    table.draw(CARD["position-02"], ROUND, "a reason " * 40)
    table.draw(CARD["position-04"], CARD["position-02"], "first")
    table.compare()
    table.end()
    assert axe(table.page, ".nkj-negotiating") == []
    assert table.page.evaluate("document.documentElement.scrollWidth") <= width
