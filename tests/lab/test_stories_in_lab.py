"""Each lesson as a learner meets it: opened, no menu touched, answered, its words looked up, opened again."""

import re
import time

import pytest
from lab_driver import expect
from test_pane_in_lab import kept, lit, pane

import nkj_data as nkj

QUOTE = {row.iloc[0]: row["quote"] for name in nkj.catalog()["table"] for _, row in nkj.table(name).iterrows()}
# A question of the lesson, and whether it has a chart of the document.
STORIES = {
    "00_start_here": ("q00-01", True),
    "01_who_is_speaking": ("q01-01", False),
    "02_what_changed": ("q02-01", True),
    "03_motives": ("q03-01", True),
    "04_obstacles": ("q04-01", True),
    "05_talks": ("q05-01", True),
    "06_does_it_hold": ("q06-01", False),
    "07_make_the_case": ("q07-01", False),
    "08_data_room": ("q08-01", False),
}
FRAMES = """() => new Promise((done) => {
  const list = document.querySelector(".jp-NotebookPanel:not(.lm-mod-hidden) .nkj-reader select");
  const body = document.querySelector(".nkj-pane");
  list.value = [...list.options].map((option) => option.value).find((value) => /^[a-z]+-\\d\\d$/.test(value));
  const begun = performance.now();
  let frames = 0;
  list.dispatchEvent(new Event("change", { bubbles: true }));
  const look = () => {
    frames += 1;
    if (body.querySelector("mark") || frames > 60) done([list.value, frames, performance.now() - begun]);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})"""


def answer(card):
    """Answer a question of any kind, whether right or not."""
    if card.locator("input").count():
        card.locator("input").first.check()
    elif card.locator("select").count():
        for one in card.locator("select").all():
            one.select_option(index=1)
    else:
        card.locator(".nkj-moves button:not([aria-disabled=true])").first.click()
    card.get_by_role("button", name=re.compile("^Check")).click()


@pytest.mark.parametrize("name", STORIES)
def test_a_lesson_is_opened_worked_closed_and_opened_again(lab, page, name):
    item, chart = STORIES[name]
    page.set_viewport_size({"width": 1400, "height": 900})
    page.add_init_script("window['nkj-questions'] = 'one'")
    begun = time.monotonic()
    page.goto(f"{lab.url}/lab/workspaces/story-{name}/tree/{name}.ipynb?token={lab.token}")
    panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    if chart:
        panel.locator(".js-plotly-plot .main-svg").first.wait_for(timeout=90_000)
        print(f"{name}: first chart after {time.monotonic() - begun:.1f} s")
    page.locator(".jp-NotebookPanel[data-nkj-lesson=alive]").wait_for(timeout=90_000)
    expect(panel.get_by_role("heading", level=1)).to_be_in_viewport()

    # The shape: where one is, the steps, and a button that leads on.
    shape = panel.get_by_role("navigation", name="The steps of this lesson")
    expect(shape).to_contain_text("Start here" if name[:2] == "00" else f"Lesson {int(name[:2])} of 8")
    counted = shape.get_by_text(re.compile(r"\d+ of \d+ answered"))
    expect(counted).not_to_have_text("0 of 0 answered")
    bar = panel.locator(".nkj-lesson-bar")
    bar.get_by_role("button", name="Next: ").click()
    expect(panel.get_by_role("heading", level=2).first).to_be_in_viewport()

    card = panel.locator(f"[data-item={item}]").first
    if not card.is_visible():
        dots = panel.locator(f".nkj-questions:has([data-item={item}]) .nkj-turn")
        for dot in dots.all():
            dot.click()
            if card.is_visible():
                break
    answer(card)
    expect(card.locator(".nkj-feedback")).not_to_be_empty()
    expect(card.locator(".nkj-saved")).to_have_text("Saved in your record.")
    expect(counted).not_to_have_text(re.compile("^0 of"))
    expect(bar).not_to_contain_text("0 of")

    if chart:
        row, frames, milliseconds = page.evaluate(FRAMES)
        print(f"{name}: lit after {frames} frames, {milliseconds:.0f} ms")
        assert lit(page) == QUOTE[row]

    # Words of the passage go into the basket, by keyboard.
    pane(page).get_by_role("button", name="Choose sentence S01").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(pane(page)).to_contain_text("2 words of S01 chosen.")
    basket = pane(page).get_by_role("button", name="Put into my basket")
    if basket.count():
        before = len([line for line in kept(lab) if line["act"] == "evidence"])
        basket.click()
        expect(pane(page).locator(".nkj-pane-said")).to_have_text("Saved in your record.", timeout=30_000)
        assert len([line for line in kept(lab) if line["act"] == "evidence"]) == before + 1

    stood = int(counted.text_content().split()[0])
    page.goto("about:blank")
    page.goto(f"{lab.url}/lab/workspaces/again-{name}/tree/{name}.ipynb?token={lab.token}")
    page.locator(".jp-NotebookPanel[data-nkj-lesson=alive]").wait_for(timeout=90_000)
    # Another story may have answered here as well, so the count may have been on its way up.
    expect(counted).not_to_have_text(re.compile("^0 of"))
    assert int(counted.text_content().split()[0]) >= stood >= 1
    expect(panel.locator(f"[data-item={item}]").first.locator(".nkj-feedback")).not_to_be_empty()


def test_the_next_lesson_is_one_click_from_the_end_and_what_was_missed_too(lab, page):
    page.set_viewport_size({"width": 1400, "height": 900})
    page.goto(f"{lab.url}/lab/workspaces/next/tree/02_what_changed.ipynb?token={lab.token}")
    page.locator(".jp-NotebookPanel[data-nkj-lesson=alive]").wait_for(timeout=90_000)
    panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    card = panel.locator("[data-item=q02-01]").first
    wrong = nkj.items.item("q02-01")
    answer(card)
    panel.locator(".jp-Cell").last.scroll_into_view_if_needed()
    following = panel.locator(".nkj-lesson-bar").get_by_role("button", name="Next lesson: Why talk?")
    expect(following).to_be_visible()
    if panel.locator(".nkj-again button").count():
        panel.locator(".nkj-again button", has_text=wrong.stem).first.click()
        expect(card).to_be_in_viewport()
        panel.locator(".jp-Cell").last.scroll_into_view_if_needed()
    following.click()
    expect(page.locator(".lm-TabBar-tab.lm-mod-current", has_text="03_motives.ipynb")).to_be_visible()
