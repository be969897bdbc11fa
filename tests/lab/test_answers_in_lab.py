"""Answers in a real JupyterLab, given by keyboard alone: they outlive the kernel, the page and the day."""

import json
import re

from lab_driver import expect

import nkj_data as nkj

ITEMS = ("q03-01", "q03-04", "q03-03", "q03-07", "q03-02", "q03-06")
CELLS = (
    f"import nkj_data as nkj\nnkj.widgets.Quiz{ITEMS}",
    'import nkj_data as nkj\nnkj.widgets.Writer("q03-11")',
)


def record(lab):
    path = lab.folder / "my_work" / "record.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [json.loads(line) for line in lines]


def focused(page):
    return page.evaluate("() => document.activeElement.closest('form, .nkj-writer')?.dataset.item ?? ''")


def tab_to(page, item, selector):
    """Walk with the Tab key to the control of a question."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if focused(page) == item and page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"the Tab key does not lead to {selector!r} of {item}")


def test_every_kind_is_answered_by_keyboard_and_found_again_after_restart_and_reload(lab, page, axe):
    page.set_viewport_size({"width": 1280, "height": 6000})
    notebook = lab.open(page, lab.add("answers", *CELLS))
    notebook.run_all()
    form = {item: page.locator(f"[data-item={item}]") for item in (*ITEMS, "q03-11")}
    form["q03-11"].wait_for()
    before = len(record(lab))
    cells = notebook.panel.locator(".jp-CodeCell").count()

    # From the last prompt back into the first output: from here on there is no mouse.
    notebook.panel.locator(".jp-InputPrompt").first.click()
    page.keyboard.press("Escape")
    for item, selector, keys in (
        ("q03-01", "input", ["ArrowDown", "Enter"]),
        ("q03-04", "input", ["Space", "Tab", "Space", "Enter"]),
        ("q03-03", "input", ["ArrowDown", "Enter"]),
        ("q03-07", "input", ["ArrowDown", "Enter"]),
        ("q03-02", "select", ["ArrowDown", "ArrowDown"]),
        ("q03-06", ".nkj-moves button:not([aria-disabled=true])", ["Enter"]),
        ("q03-11", "textarea", ["d", "d", " “appear to be”"]),
    ):
        tab_to(page, item, selector)
        for key in keys:
            if len(key) > 2 and " " in key:
                page.keyboard.type(key)
            else:
                page.keyboard.press(key)
        if item in ("q03-02", "q03-06", "q03-11"):
            tab_to(page, item, "button.nkj-main")
            page.keyboard.press("Enter")
        expect(form[item].get_by_text("Saved in your record.")).to_be_visible()

    # Letters that JupyterLab would take for commands went into the text.
    assert notebook.panel.locator(".jp-CodeCell").count() == cells
    given = {line["item"]: line["answer"] for line in record(lab)[before:] if line["act"] == "answer"}
    assert set(given) == {*ITEMS, "q03-11"}
    assert given["q03-11"]["text"] == "dd “appear to be”"
    for item in ITEMS:
        ours = nkj.items.receive(nkj.items.item(item), given[item])
        expect(form[item].locator(".nkj-feedback")).to_contain_text(ours.says)
    expect(form["q03-01"].locator(".nkj-feedback mark").first).to_have_text("Coincidental with")
    tree = form["q03-03"].locator(".nkj-feedback").aria_snapshot()
    assert re.match(r'- status:\s+- paragraph: "?[✓✗◐]', tree), tree
    page.emulate_media(reduced_motion="reduce")
    assert axe(page, ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell-outputArea") == []

    notebook.save()
    notebook.restart_kernel()
    page.reload()
    notebook.wait_ready()
    notebook.run_all()
    found_again(form, given)
    assert [line["item"] for line in record(lab)[before:] if line["act"] == "answer"] == list(given)


def found_again(form, given):
    for item, answer in given.items():
        where = form[item]
        where.wait_for()
        if item == "q03-11":
            expect(where.get_by_role("textbox")).to_have_value(answer["text"])
            expect(where.get_by_text("Weigh your answer")).to_be_visible()
        elif "buckets" in answer:
            lists = [one.input_value() for one in where.locator("select").all()]
            assert sorted(filter(None, lists)) == sorted(answer["buckets"].values())
        elif "order" in answer:
            shown = where.locator("li[data-step]").evaluate_all("nodes => nodes.map((node) => node.dataset.step)")
            assert shown == answer["order"]
        else:
            chosen = next(iter(answer.values()))
            ticked = where.locator("input:checked").evaluate_all("nodes => nodes.map((node) => node.value)")
            assert sorted(ticked) == sorted([chosen] if isinstance(chosen, str) else chosen)
        if item != "q03-11":
            expect(where.locator(".nkj-feedback .nkj-verdict")).not_to_be_empty()


def test_an_answer_given_while_the_kernel_is_away_arrives_when_it_is_back(lab, page):
    notebook = lab.open(page, lab.add("away", 'import nkj_data as nkj\nnkj.widgets.Quiz("q04-01")'))
    notebook.run_all()
    form = page.locator("[data-item=q04-01]")
    form.wait_for()
    notebook.shut_down_kernel()
    form.get_by_role("radio").nth(1).check()
    form.get_by_role("button", name="Check my answer").click()
    expect(form.locator(".nkj-verdict")).not_to_be_empty()
    expect(form.locator(".nkj-saved")).to_contain_text("Not saved yet. It is kept in this browser")
    assert "q04-01" not in {line["item"] for line in record(lab)}

    page.reload()
    notebook.wait_ready()
    notebook.run_all()
    expect(form.get_by_role("radio").nth(1)).to_be_checked()
    expect(form.locator(".nkj-saved")).to_contain_text("Saved in your record.")
    assert [line["item"] for line in record(lab)].count("q04-01") == 1


def test_two_notebooks_write_into_one_record_and_a_name_of_markup_stays_text(lab, page):
    nasty = "<img src=x onerror=alert(1)>"
    first = lab.open(page, lab.add("one", 'import nkj_data as nkj\nnkj.widgets.Quiz("q05-01")\n', "1"))
    other = page.context.new_page()
    second = lab.open(other, lab.add("two", "import nkj_data as nkj\nnkj.widgets.Progress()"))
    second.run_all()
    other.get_by_text("Your record: name, export").click()
    other.get_by_label("Another code name").fill(nasty)
    other.get_by_role("button", name="Use this name").click()
    expect(other.get_by_text(f"Code name: {nasty}")).to_be_visible()

    first.run_all()
    form = page.locator("[data-item=q05-01]")
    form.get_by_role("checkbox").first.check()
    form.get_by_role("button", name="Check my answer").click()
    expect(form.get_by_text("Saved in your record.")).to_be_visible()
    mine = [line for line in record(lab) if line["item"] == "q05-01"]
    assert {line["learner"] for line in mine} == {nasty}
    # A page behind another one is slow: the choice may rest long enough to be kept as a draft first.
    assert [line["act"] for line in mine if line["act"] != "draft"] == ["answer"]
    other.get_by_role("button", name="Count again").click()
    expect(other.get_by_text("Counted again.")).to_be_visible()
    asked = [item for item in nkj.items.items("05") if not item.check]
    row = other.get_by_role("row", name=re.compile("05 At the table"))
    expect(row.get_by_text(f"1 of {len(asked)}")).to_be_visible()
    assert other.locator("img[src=x]").count() == 0
    other.get_by_label("Another code name").fill("learner")
    other.get_by_role("button", name="Use this name").click()
    expect(other.get_by_text("Code name: learner")).to_be_visible()


def test_evidence_from_one_lesson_is_quoted_in_another(lab, page):
    notebook = lab.open(
        page,
        lab.add(
            "evidence",
            "import nkj_data as nkj\nnkj.widgets.Basket(nkj.motives())",
            'import nkj_data as nkj\nnkj.widgets.Writer("q07-08")',
        ),
    )
    page.set_viewport_size({"width": 1280, "height": 2500})
    notebook.run_cell(0)
    page.get_by_label("Words to keep for your argument").select_option("motive-03")
    page.get_by_label("What will they show?").fill("a hope")
    page.get_by_role("button", name="Put it into my basket").click()
    expect(page.locator(".nkj-collect .nkj-saved")).to_contain_text("Saved in your record.")
    expect(page.get_by_text("Your evidence basket: 1")).to_be_visible()
    notebook.panel.locator(".jp-InputPrompt").nth(1).click()
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name=re.compile("^Quote Normalization of relations .* in my text")).click()
    quote = nkj.motives().set_index("motive_id")["quote"]["motive-03"]
    expect(page.locator(".nkj-quotations li")).to_have_text([f"✓ “{quote}” is in S09, word for word."])
    out = re.compile("^Take Normalization of relations .* out")
    page.locator(".nkj-writer").get_by_role("button", name=out).click()
    expect(page.locator(".nkj-writer").get_by_text("Your evidence basket: 0")).to_be_visible()


def test_shift_enter_goes_on_from_a_control_and_escape_gives_the_keys_back(lab, page):
    notebook = lab.open(
        page,
        lab.add(
            "keys",
            "import nkj_data as nkj\nnkj.widgets.Quiz('q03-01', 'q03-09')",
            'import nkj_data as nkj\nnkj.widgets.Writer("q04-11")',
        ),
    )
    notebook.run_all()
    active = (
        "() => [...document.querySelectorAll('.jp-Cell')].findIndex((c) => c.classList.contains('jp-mod-active'))"
    )
    before = len(record(lab))
    answer = page.locator("[data-item=q03-01] input").first
    answer.click()
    page.keyboard.press("Escape")
    expect(answer).not_to_be_focused()
    page.keyboard.press("ArrowDown")
    page.wait_for_function(f"({active})() === 1")
    page.keyboard.press("ArrowUp")
    page.wait_for_function(f"({active})() === 0")

    # The cell is run again, and the next one is up; what was chosen stays, and is not taken for an answer.
    answer = page.locator("[data-item=q03-09] input").last
    answer.check()
    page.keyboard.press("Shift+Enter")
    page.wait_for_function(f"({active})() === 1")
    expect(page.locator("[data-item=q03-09]").get_by_text("You began this earlier")).to_be_attached()
    expect(page.locator("[data-item=q03-09] input").last).to_be_checked()
    assert {line["act"] for line in record(lab)[before:]} <= {"draft"}

    # In a text it begins a new line.
    text = page.locator("textarea")
    text.click()
    page.keyboard.type("one")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("two")
    expect(text).to_have_value("one\ntwo")
    page.wait_for_function(f"({active})() === 1")


def test_what_one_cell_saves_the_others_show(lab, page):
    page.set_viewport_size({"width": 1280, "height": 4000})
    notebook = lab.open(
        page,
        lab.add(
            "together",
            "import nkj_data as nkj\nnkj.widgets.Basket(nkj.motives())",
            'import nkj_data as nkj\nnkj.widgets.Quiz("q08-01")',
            'import nkj_data as nkj\nnkj.widgets.Writer("q03-11")',
            'import nkj_data as nkj\nnkj.widgets.Progress("08")',
        ),
    )
    notebook.run_all()
    held = page.locator(".nkj-writer summary", has_text="basket")
    before = int(re.search(r"\d+", held.inner_text())[0])
    page.get_by_role("button", name="Put it into my basket").click()
    expect(held).to_have_text(re.compile(rf"\b{before + 1}\b"))

    stands = page.locator(".nkj-says")
    expect(stands).to_contain_text("0 of ")
    question = page.locator("[data-item=q08-01]")
    question.locator("input").first.check()
    question.get_by_role("button", name="Check my answer").click()
    expect(stands).to_contain_text("1 of ")
    page.set_viewport_size({"width": 1280, "height": 500})
    page.get_by_role("button", name="Back to the top of this page").click()
    expect(page.locator(".jp-Cell").first).to_be_focused()
    assert page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollTop") == 0


REFUSED = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('switched off'); }})"
CELLS_OF_ALL = (
    "import nkj_data as nkj\nnkj.widgets.Notes('04-own-words')",
    "import nkj_data as nkj\nnkj.widgets.Quiz('q02-04')",
    "import nkj_data as nkj\nnkj.widgets.Basket(nkj.motives())",
)


def test_where_storage_is_refused_and_the_kernel_gone_what_stands_on_the_page_outlives_run_all_cells(lab, page):
    page.set_viewport_size({"width": 1280, "height": 2500})
    notebook = lab.open(page, lab.add("refused", *CELLS_OF_ALL))
    notebook.run_all()
    page.locator(".nkj-notes textarea").wait_for()
    before = len(record(lab))
    page.evaluate(REFUSED)
    notebook.shut_down_kernel()
    page.locator(".nkj-notes textarea").first.fill("to be kept")
    page.locator("[data-item=q02-04] input").first.check()
    page.get_by_label("What will they show?").fill("need")
    page.get_by_role("button", name="Put it into my basket").click()
    alone = "Not saved, and this browser does not keep it either."
    expect(page.locator(".nkj-notes .nkj-saved")).to_contain_text(alone)
    expect(page.locator(".nkj-collect .nkj-saved")).to_contain_text(alone)
    expect(page.locator(".nkj-notes").get_by_label("Your work, to copy")).to_have_value(re.compile("to be kept$"))
    assert len(record(lab)) == before

    page.locator(".nkj-notes textarea").first.fill("to be kept, and more")
    notebook.menu("Run", "Run All Cells")
    expect(page.locator(".nkj-notes .nkj-saved")).to_have_text("Saved in your record.", timeout=90_000)
    expect(page.locator(".nkj-notes textarea")).to_have_value("to be kept, and more")
    notebook.run_all()  # where there was no kernel, JupyterLab runs the first cell only
    expect(page.locator("[data-item=q02-04] input").first).to_be_checked(timeout=60_000)
    page.locator(".nkj-collect").wait_for(timeout=60_000)
    lines = record(lab)[before:]
    assert [line["answer"]["texts"] for line in lines if line["item"] == "04-own-words"][-1] == {
        "notes": "to be kept, and more"
    }
    assert [line["answer"] for line in lines if line["act"] == "evidence"] == [{"note": "need"}]
    assert [line["act"] for line in lines if line["item"] == "q02-04"] == ["draft"]
