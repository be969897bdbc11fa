"""Questions in a real browser, on a page with a small fake model: by keyboard alone, with and without a kernel."""

import json
import re

import pytest
from lab_driver import expect

import nkj_data as nkj
from nkj_data import widgets

CSS = {
    "progress": ["base.css", "progress.css"],
    "quiz": ["base.css", "quiz.css"],
    "writer": ["base.css", "quiz.css", "writer.css"],
}
DARK = """
:root {
  --jp-content-font-color1: #fff; --jp-layout-color0: #111; --jp-layout-color1: #212121;
  --jp-border-color1: #616161; --jp-brand-color1: #2196f3;
}
body { background: #111; color: #fff; }
"""
NASTY = "<img src=x onerror=alert(1)>"


def traits(widget, **changes):
    names = [name for name in widget.traits(sync=True) if not name.startswith("_")]
    values = {
        name: getattr(widget, name) for name in names if name not in ("layout", "tabbable", "tooltip", "comm")
    }
    return json.loads(json.dumps({**values, **changes}))


class Page:
    """The test page."""

    def __init__(self, page, site):
        self.page = page
        page.goto(f"{site}/widgets.html")
        page.wait_for_function("window.ready")

    def add(self, widget, *, kernel="saves", module="quiz", **changes):
        self.page.evaluate(
            "(given) => addWidget(...given)", [module, traits(widget, **changes), kernel, CSS[module]]
        )
        return self.page.locator(".jp-Cell").nth(self.page.locator(".jp-Cell").count() - 1)

    def lines(self):
        return self.page.evaluate("lines()")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def focus(self, label):
        """Walk to a control with the Tab key."""
        for _ in range(60):
            self.page.keyboard.press("Tab")
            name = self.page.evaluate(
                "() => { const el = document.activeElement;"
                " return el.getAttribute('aria-label') ?? el.labels?.[0]?.innerText ?? el.innerText; }"
            )
            if label in (name or ""):
                return
        raise AssertionError(f"the Tab key does not lead to {label!r}")


@pytest.fixture
def at(page, site):
    return Page(page, site)


def feedback(cell):
    return cell.locator(".nkj-feedback")


def test_a_choice_is_made_checked_and_explained_by_keyboard(at):
    cell = at.add(widgets.Quiz("q03-01"))
    at.press("Tab", "Tab", "ArrowDown", "Enter")  # first the passage, folded
    item = nkj.items.item("q03-01")
    chosen = item.shown_options[1]
    ours = nkj.items.score(item, {"choice": chosen.option_id})
    expect(feedback(cell)).to_contain_text(ours.says)
    expect(feedback(cell)).to_contain_text(chosen.reason)
    assert cell.locator(".nkj-feedback mark").all_inner_texts() == ["Coincidental with"]
    line = at.lines()[0]
    assert [line["act"], line["item"], line["answer"]] == ["answer", "q03-01", {"choice": chosen.option_id}]
    assert [line["phase"], line["widget"]] == ["lesson", "Quiz"]
    assert re.fullmatch("[0-9a-f]{32}", line["id"])
    expect(cell.get_by_text("Saved in your record.")).to_be_visible()


def test_what_a_screen_reader_gets_says_question_choice_and_result(at):
    cell = at.add(widgets.Quiz("q03-01"))
    at.press("Tab", "Tab", "Space", "Enter")
    tree = cell.aria_snapshot()
    assert '- group "Questions"' in tree
    assert "How does S07 connect the move toward Japan" in tree
    assert '- radio "The document does not say.' in tree
    assert "[checked]" in tree
    assert re.search(r"- status:\s+- paragraph: ✗ Not right yet\.", tree), tree
    assert "blockquote" in tree


def test_not_attempted_is_not_wrong_and_goes_nowhere(at):
    cell = at.add(widgets.Quiz("q03-01"))
    at.focus("Check my answer")
    at.press("Enter")
    expect(feedback(cell)).to_have_text(f"{nkj.items.STRINGS['not attempted']} Choose an answer first.")
    assert at.lines() == []
    expect(cell.get_by_role("button", name="Check my answer")).to_be_visible()


def test_hints_come_one_by_one_and_the_answer_only_after_a_try(at):
    cell = at.add(widgets.Quiz("q03-01"))
    item = nkj.items.item("q03-01")
    expect(cell.get_by_text("Show the answer")).to_have_count(0)
    at.focus("Show hint 1")
    at.press("Enter")
    expect(cell.locator(".nkj-hints")).to_have_text(f"Hint 1: {item.hints[0]}")
    at.press("Enter", "Enter", "Enter", "Enter")
    assert cell.locator(".nkj-hints p").count() == 3
    expect(cell.get_by_role("button", name="No more hints")).to_be_focused()
    cell.get_by_label(item.shown_options[0].text).check()
    at.press("Enter")
    cell.get_by_text("Show the answer").press("Enter")
    expect(cell.locator(".nkj-more details").first).to_contain_text(
        next(option.reason for option in item.options if option.correct)
    )


def test_another_try_is_free_and_a_right_answer_has_all_reasons(at):
    cell = at.add(widgets.Quiz("q03-01"))
    item = nkj.items.item("q03-01")
    wrong, right = item.shown_options[0], item.shown_options[1]
    cell.get_by_label(wrong.text).check()
    at.press("Enter")
    expect(cell.locator(".nkj-option .nkj-sign").first).to_have_text("✗ not right")
    cell.get_by_label(right.text).check()
    expect(cell.locator(".nkj-option .nkj-sign", has_text="not right")).to_have_count(0)
    at.press("Enter")
    expect(feedback(cell)).to_contain_text("✓ Correct.")
    cell.get_by_text("All of it, with reasons").click()
    for option in item.options:
        expect(cell.locator(".nkj-more")).to_contain_text(option.reason)
    assert [line["answer"]["choice"] for line in at.lines()] == [wrong.option_id, right.option_id]
    cell.get_by_text("Read it in the passage").click()
    assert cell.locator(".nkj-passage mark").all_inner_texts() == ["Coincidental with"]


def test_several_sentences_no_more_than_allowed_and_none_stands_alone(at):
    cell = at.add(widgets.Quiz("q02-05"))
    item = nkj.items.item("q02-05")
    boxes = cell.get_by_role("checkbox")
    for name in range(item.allowed + 1):
        boxes.nth(name).press("Space")
    assert sum(boxes.nth(at).is_checked() for at in range(boxes.count())) == item.allowed
    expect(cell.get_by_text(f"Choose at most {item.allowed}.")).to_be_attached()
    boxes.last.press("Space")
    assert [at for at in range(boxes.count()) if boxes.nth(at).is_checked()] == [boxes.count() - 1]
    at.press("Enter")
    assert at.lines()[0]["answer"] == {"sentences": ["none"]}
    expect(feedback(cell)).to_contain_text("Not right yet.")
    # Where it stands is not given away with the first try.
    expect(cell.locator(".nkj-feedback mark")).to_have_count(0)


def test_cards_are_sorted_by_keyboard_and_each_wrong_one_is_explained(at):
    cell = at.add(widgets.Sorter("q03-02"))
    item = nkj.items.item("q03-02")
    lists = {card.card_id: cell.get_by_label(f"Where does “{card.text}” belong?") for card in item.cards}
    for card in item.cards:
        lists[card.card_id].select_option("motive")
    expect(lists[item.cards[-1].card_id]).to_be_focused()
    assert cell.locator(".nkj-unsorted li").count() == 0
    at.focus("Check my answer")
    at.press("Enter")
    expect(feedback(cell)).to_contain_text("Partly correct: 2 of 7 cards stand where they belong.")
    for card in item.cards:
        shown = expect(feedback(cell))
        (shown.not_to_contain_text if card.bucket == "motive" else shown.to_contain_text)(card.reason)
    answer = at.lines()[-1]["answer"]
    assert answer == {"buckets": {card.card_id: "motive" for card in item.cards}}


def test_a_card_can_be_dragged(at):
    cell = at.add(widgets.Sorter("q03-02"))
    card = cell.locator(".nkj-card").first
    text = card.locator(".nkj-card-words").inner_text()
    card.drag_to(cell.locator(".nkj-box").nth(2))
    expect(cell.locator(".nkj-box").nth(2)).to_contain_text(text)
    expect(cell.get_by_text(re.compile("now in A possible gain"))).to_be_attached()


def test_steps_are_put_in_order_by_keyboard_and_said_aloud(at):
    cell = at.add(widgets.Sequencer("q03-06"))
    item = nkj.items.item("q03-06")
    last = item.shown_steps[-1]
    at.focus(f"Move up: {last.text}")
    at.press("Enter")
    expect(cell.get_by_text(f"{last.text}: now in place 3 of 4.")).to_be_attached()
    at.press("Enter", "Enter", "Enter")
    expect(cell.get_by_role("button", name=f"Move up: {last.text}")).to_be_focused()
    at.focus("Check my answer")
    at.press("Enter")
    order = [last.step_id, *(step.step_id for step in item.shown_steps[:-1])]
    assert at.lines()[-1]["answer"] == {"order": order}
    expect(feedback(cell)).to_contain_text(nkj.items.score(item, {"order": order}).says)


def test_work_begun_is_put_on_record_without_being_asked(at):
    at.add(widgets.Sorter("q03-02")).locator("select").first.select_option("gain")
    at.page.wait_for_function("lines().length === 1")
    line = at.lines()[0]
    assert [line["act"], list(line["answer"]["buckets"].values())] == ["draft", ["gain"]]


def test_an_answer_waits_in_the_browser_while_the_kernel_is_away_and_is_handed_over_by_another_page(at, site):
    at.page.clock.install()
    for kernel in ("silent", "gone", "refuses"):
        cell = at.add(widgets.Quiz("q03-01"), kernel=kernel, place=kernel)
        cell.get_by_role("radio").first.check()
        at.press("Enter")
        expect(feedback(cell)).to_contain_text("Not right yet.")
        at.page.clock.run_for(5000)
        says = "Not saved: no room." if kernel == "refuses" else "Not saved yet. It is kept in this browser"
        expect(cell.locator(".nkj-saved")).to_contain_text(says)
        kept = at.page.evaluate(
            "place => Object.keys(localStorage).filter((k) => k.includes(place)).length", kernel
        )
        assert kept == 1

        at.page.reload()
        at.page.wait_for_function("window.ready")
        cell = at.add(widgets.Quiz("q03-01"), place=kernel)
        expect(cell.get_by_role("radio").first).to_be_checked()
        expect(feedback(cell)).to_contain_text("Not right yet.")
        expect(cell.locator(".nkj-saved")).to_contain_text("Saved in your record.")
        assert [line["item"] for line in at.lines()] == ["q03-01"]
        assert at.page.evaluate("localStorage.length") == 0


def test_an_answer_takes_the_place_of_its_own_draft_that_still_waits_and_of_no_other(at):
    def held():
        return sorted(at.page.evaluate("Object.values(localStorage).map((line) => JSON.parse(line).act)"))

    def begin(cell, nth):
        cell.get_by_role("radio").nth(nth).check()
        at.page.wait_for_function("lines().length === 1")

    cell = at.add(widgets.Quiz("q03-01"), kernel="silent")
    begin(cell, 0)
    other = at.add(widgets.Quiz("q03-01"), kernel="silent")
    at.page.evaluate("widgets.at(-1).model.sent.length = 0")
    begin(other, 1)
    assert held() == ["draft"]
    cell.get_by_role("button", name="Check my answer").click()
    assert held() == ["answer", "draft"]
    other.get_by_role("button", name="Check my answer").click()
    assert held() == ["answer", "answer"]

    # That the draft arrived after all says nothing of the answer.
    at.page.evaluate("id => widgets.at(-1).model.tell({type: 'saved', id, saved: true})", at.lines()[0]["id"])
    assert "Saved in your record." not in other.locator(".nkj-saved").inner_text()


def test_another_widget_of_the_same_record_hands_over_what_waits_and_the_first_one_says_so(at):
    at.page.clock.install()
    cell = at.add(widgets.Quiz("q03-01"), kernel="silent", place="here")
    cell.get_by_role("radio").first.check()
    at.press("Enter")
    foreign = at.add(widgets.Quiz("q03-03"), place="elsewhere")
    assert at.lines() == []
    own = at.add(widgets.Quiz("q03-03"), place="here")
    assert [line["item"] for line in at.lines()] == ["q03-01"]
    at.page.clock.run_for(20_000)
    expect(cell.locator(".nkj-saved")).to_contain_text("Saved in your record.")
    for untouched in (foreign, own):
        expect(untouched.locator(".nkj-saved")).to_be_empty()


def test_without_any_storage_an_answer_is_kept_as_long_as_the_page_lives(at):
    at.page.evaluate("Object.defineProperty(window, 'localStorage', {get() { throw new Error('switched off'); }})")
    at.page.clock.install()
    cell = at.add(widgets.Quiz("q03-01"), kernel="silent")
    cell.get_by_role("radio").first.check()
    at.press("Enter")
    at.page.clock.run_for(5000)
    expect(cell.locator(".nkj-saved")).to_contain_text("Not saved, and this browser does not keep it either.")
    at.page.evaluate("widgets[0].model.kernel = 'saves'")
    at.page.clock.run_for(70_000)
    expect(cell.locator(".nkj-saved")).to_contain_text("Saved in your record.")
    expect(cell.get_by_label("Your work, to copy")).to_have_count(0)


def test_opened_again_a_question_shows_the_last_answer_with_its_reasons(at):
    state = {"attempts": 2, "last_answer": {"choice": "a"}, "last_outcome": "incorrect", "draft": None}
    cell = at.add(widgets.Quiz("q03-01"), states={"q03-01": state})
    item = nkj.items.item("q03-01")
    option = next(option for option in item.options if option.option_id == "a")
    expect(cell.get_by_label(option.text)).to_be_checked()
    expect(feedback(cell)).to_contain_text(option.reason)
    expect(cell.locator(".nkj-saved")).to_contain_text("Saved in your record.")
    assert at.lines() == []

    begun = {"attempts": 0, "last_answer": None, "last_outcome": "", "draft": {"buckets": {"a": "gain"}}}
    cell = at.add(widgets.Sorter("q03-02"), states={"q03-02": begun})
    expect(cell.locator(".nkj-box").nth(2).locator("li")).to_have_count(1)
    expect(feedback(cell)).to_be_empty()


def test_the_check_at_the_start_notes_answers_and_gives_nothing_away(at):
    widget = widgets.BeforeAfter("before")
    cell = at.add(widget)
    cell.get_by_role("radio").first.check()
    at.press("Enter")
    expect(feedback(cell).first).to_contain_text("Your answer is noted.")
    assert at.lines()[0]["phase"] == "before"
    assert cell.locator("mark").count() == 0
    expect(cell.get_by_role("button", name=re.compile("hint"))).to_have_count(0)
    expect(cell.get_by_text(widget.note)).to_be_visible()


def test_a_written_answer_is_checked_handed_in_and_weighed_by_keyboard(at):
    cell = at.add(widgets.Writer("q03-11"), module="writer")
    item = nkj.items.item("q03-11")
    at.press("Tab")
    at.page.keyboard.type('It says "appear to be" and “appears to be”.')
    expect(cell.locator(".nkj-quotations li")).to_have_text(
        ["✓ “appear to be” is in S08, word for word.", "✗ “appears to be” is not in the passage."]
    )
    expect(cell.get_by_text("9 words; 25 to 90 are enough.")).to_be_visible()
    at.page.wait_for_function("lines().some((line) => line.act === 'draft')")
    expect(cell.get_by_text(item.exemplars[0].text)).to_have_count(0)
    at.focus("Hand it in")
    at.press("Enter")
    expect(feedback(cell)).to_contain_text("Handed in. Nobody scores this but you")
    answer = at.lines()[-1]
    assert [answer["act"], answer["answer"]["text"][:7]] == ["answer", "It says"]
    for criterion in item.criteria:
        cell.get_by_role("group", name=criterion.name).get_by_role("radio").nth(3).press("Space")
    expect(cell.get_by_text("9 of 9 points, by your own judgement.")).to_be_visible()
    cell.get_by_text("An answer that is strong").press("Enter")
    expect(cell.get_by_text(item.exemplars[2].text)).to_be_visible()
    at.page.wait_for_function("Object.keys(lines().at(-1).answer.rubric).length === 3")


def test_the_nearest_words_come_from_the_kernel_when_it_answers(at):
    cell = at.add(widgets.Writer("q03-11"), module="writer")
    cell.get_by_role("textbox").fill("“appears to be”")
    at.page.wait_for_function("widgets[0].model.sent.some((one) => one.type === 'quotations')")
    ours = nkj.texts.quotations("“appears to be”")[0]
    at.page.evaluate("nearest => widgets[0].model.tell({type: 'quotations', nearest})", [[ours.words, ours.says]])
    expect(cell.locator(".nkj-quotations li")).to_have_text([f"✗ {ours.says}"])


def test_evidence_from_the_basket_is_quoted_and_taken_out(at):
    piece = {"id": "f" * 32, "of": "S08", "note": NASTY, "at": "", "quote": "appear to be", "sentence": "S08"}
    cell = at.add(widgets.Writer("q03-11"), module="writer", basket=[{**piece, "surely": ""}])
    expect(cell.get_by_text(NASTY)).to_be_visible()
    # Once before its words, and not a second time below them.
    expect(cell.locator(".nkj-basket").get_by_text("S08", exact=True).filter(visible=True)).to_have_count(1)
    cell.get_by_role("button", name=re.compile("^Quote .* in my text")).press("Enter")
    expect(cell.get_by_role("textbox")).to_have_value("“appear to be” (S08)")
    cell.get_by_role("button", name=re.compile("^Take .* out of the basket")).press("Enter")
    assert [at.lines()[-1]["act"], at.lines()[-1]["item"]] == ["evidence removed", "f" * 32]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 370])
def test_questions_of_every_kind_have_no_fault_that_axe_finds_and_fit_their_width(at, axe, theme, width):
    at.page.set_viewport_size({"width": width, "height": 900})
    at.page.emulate_media(reduced_motion="reduce")
    if theme == "dark":
        at.page.add_style_tag(content=DARK)
    at.add(widgets.Quiz("q03-01", "q03-03", "q03-04", "q03-07", "q06-03", "q03-02", "q03-06"))
    writer = at.add(widgets.Writer("q03-11"), module="writer")
    writer.get_by_role("textbox").fill("“appear to be” and “no such words”")
    writer.get_by_role("button", name="Hand it in").click()
    for box in at.page.locator("form").all():
        box.locator("input, select, .nkj-moves button:not([aria-disabled=true])").first.click()
        if box.locator("select").count():
            box.locator("select").first.select_option(index=1)
        box.locator(".nkj-main").click()
        box.get_by_role("button", name=re.compile("hint")).click()
        for summary in box.locator("summary").all():
            summary.click()
    assert axe(at.page, "main") == []
    assert at.page.evaluate("document.documentElement.scrollWidth") <= width


def test_markup_in_an_answer_is_shown_as_text(at):
    cell = at.add(widgets.Writer("q03-11"), module="writer")
    cell.get_by_role("textbox").fill(f"“{NASTY}” " + "x" * 10_000)
    expect(cell.locator(".nkj-quotations")).to_contain_text(NASTY)
    assert at.page.locator("img").count() == 0
    cell.get_by_role("button", name="Hand it in").click()
    assert len(at.lines()[-1]["answer"]["text"]) > 10_000


def test_what_is_begun_goes_on_record_when_the_widget_is_taken_away_and_nothing_is_left_behind(at):
    cell = at.add(widgets.Sorter("q03-02"))
    cell.locator("select").first.select_option("gain")
    at.page.evaluate("widgets[0].cleanUp()")
    assert [line["act"] for line in at.lines()] == ["draft"]
    assert at.page.evaluate("widgets[0].model.heard.length") == 0
    assert at.page.evaluate("widgets[0].el.childElementCount") == 0


def test_what_is_begun_is_shown_when_its_widget_is_drawn_anew_while_another_one_brings_it_on_record(at):
    last = nkj.items.item("q03-01").options[-1].text
    cell, other = at.add(widgets.Quiz("q03-01"), kernel="gone"), at.add(widgets.Writer("q03-11"), module="writer")
    expect(other.locator("textarea")).to_be_visible()
    cell.get_by_label(last).check()
    at.page.evaluate("widgets[0].cleanUp()")
    at.page.wait_for_function("lines(1).some((line) => line.act === 'draft')")
    # What Python read before the line came is in this state: nothing.
    fresh = at.add(widgets.Quiz("q03-01"))
    expect(fresh.get_by_label(last)).to_be_checked()
    expect(fresh).to_contain_text("You began this earlier")


def test_the_passage_is_at_hand_and_folded(at):
    cell = at.add(widgets.Quiz("q03-01"))
    passage = cell.locator(".nkj-passage").first
    expect(passage).to_be_hidden()
    cell.get_by_text("The passage, to look things up").click()
    expect(passage).to_contain_text("S14")
    assert cell.locator("mark").count() == 0


def test_a_hint_that_was_told_is_not_offered_again_and_none_after_the_right_answer(at):
    item = nkj.items.item("q03-01")
    cell = at.add(widgets.Quiz("q03-01"))
    wrong = next(option for option in item.options if not option.correct and option.option_id != "none")
    right = next(option for option in item.options if option.correct)
    cell.get_by_label(wrong.text).check()
    cell.get_by_role("button", name="Check my answer").click()
    expect(feedback(cell)).to_contain_text(item.hints[0])
    cell.get_by_role("button", name="Show hint 2").click()
    expect(cell.locator(".nkj-hints")).to_contain_text(item.hints[1])
    cell.get_by_label(right.text).check()
    cell.get_by_role("button", name="Check again").click()
    expect(cell.get_by_role("button", name="hint")).to_have_count(0)


def test_what_comes_from_outside_is_said_with_the_answer_and_not_before(at):
    cell = at.add(widgets.Quiz("q00-05"))
    outside = cell.locator(".nkj-outside")
    expect(outside).to_have_count(0)
    cell.get_by_role("radio").first.check()
    cell.get_by_role("button", name="Check my answer").click()
    expect(outside).to_have_text("Part of this question comes from outside the document: from the wider record.")


def test_an_answer_that_reached_the_record_by_another_way_is_shown_unless_one_is_begun_here(at):
    item = nkj.items.item("q03-01")
    right = next(option for option in item.options if option.correct)
    state = {"attempts": 1, "last_answer": {"choice": right.option_id}, "last_outcome": "correct", "draft": None}
    fresh, begun = at.add(widgets.Quiz("q03-01")), at.add(widgets.Quiz("q03-01"))
    other = next(option for option in item.options if not option.correct)
    begun.get_by_label(other.text).check()
    for number in (0, 1):
        at.page.evaluate("([at, states]) => widgets[at].model.set('states', states)", [number, {"q03-01": state}])
    expect(fresh.get_by_label(right.text)).to_be_checked()
    expect(feedback(fresh)).to_contain_text("Correct")
    expect(begun.get_by_label(other.text)).to_be_checked()
    expect(feedback(begun)).to_be_empty()


def test_a_widget_asks_python_anew_when_another_one_has_saved_what_concerns_it(at):
    answering, *_ = (at.add(widgets.Quiz(name)) for name in ("q03-01", "q03-01", "q03-04"))
    answering.get_by_role("radio").first.check()
    answering.get_by_role("button", name="Check my answer").click()
    expect(answering.get_by_text("Saved in your record.")).to_be_visible()
    asked = "at => widgets[at].model.sent.filter((one) => one.type === 'follow').length"
    assert [at.page.evaluate(asked, number) for number in (0, 1, 2)] == [0, 1, 0]
    at.page.evaluate("widgets[1].cleanUp()")
    answering.get_by_role("button", name="Check again").click()
    at.page.wait_for_function("widgets[0].model.sent.filter((one) => one.type === 'line').length === 2")
    assert at.page.evaluate(asked, 1) == 1
