"""Chart and reader in a real JupyterLab: a person clicks a mark and sees the words."""

import threading

import pytest
from lab_driver import expect

import nkj_data as nkj
from nkj_data import charts
from nkj_data.charts.base import fitted
from nkj_data.widgets import filtered_chart
from nkj_data.widgets.filtered_chart import Filtered

READY = "import nkj_data as nkj"
LINKED = "view = nkj.widgets.linked(nkj.charts.motive_map, nkj.motives(), nkj.shortages())"
HELD = "print(view.reader.selected)"
QUOTE = {row["id"]: row["quote"] for row in nkj.widgets.Reader(nkj.motives(), nkj.shortages()).rows}


def mark(page):
    return page.locator(".nkj-reader mark")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_click_or_a_key_marks_the_words_and_python_knows(lab, page, axe, theme):
    name = lab.add(f"linked-{theme}", READY, LINKED, HELD)
    with lab.theme(theme):
        notebook = lab.open(page, name)
        assert page.locator("body").get_attribute("data-jp-theme-light") == str(theme == "light").lower()
        notebook.run_all()
        notebook.click_mark("motive-03")
        expect(mark(page)).to_have_text(QUOTE["motive-03"])
        assert notebook.run_cell(2) == "motive-03"

        page.get_by_label("Show the words for").focus()
        page.keyboard.press("ArrowDown")
        expect(mark(page)).to_have_text(QUOTE["shortage-01"])
        expect(page.locator(".nkj-reader-note")).to_contain_text("food Shortages, sentence S08.")
        assert notebook.run_cell(2) == "shortage-01"

        page.get_by_text("The same as a table").click()
        expect(page.get_by_role("rowheader").first).to_be_visible()
        page.emulate_media(reduced_motion="reduce")
        assert axe(page, ".jp-CodeCell:has(.nkj-reader) .jp-OutputArea") == []


def test_keys_pressed_in_the_list_are_the_lists_but_those_with_ctrl_are_jupyterlabs(lab, page):
    notebook = lab.open(page, lab.add("keys", READY, LINKED))
    notebook.run_all()
    page.get_by_label("Show the words for").focus()
    page.keyboard.press("f")
    expect(mark(page)).to_have_text(QUOTE["shortage-01"])
    page.keyboard.type("dd")  # on a cell, this deletes it
    expect(notebook.panel.locator(".jp-CodeCell")).to_have_count(2)
    with page.expect_response(lambda answer: answer.request.method == "PUT" and "/api/contents/" in answer.url):
        page.keyboard.press("Control+s")


def test_a_mark_of_several_rows_lights_up_all_their_words(lab, page):
    notebook = lab.open(page, lab.add("several", READY, LINKED))
    notebook.run_all()
    notebook.click_mark("shortage-01 shortage-02 shortage-03")
    expect(mark(page)).to_have_text(QUOTE["shortage-03"])


def test_two_linked_cells_do_not_mix_and_a_cell_run_twice_still_works(lab, page):
    notebook = lab.open(page, lab.add("two", READY, LINKED, LINKED))
    notebook.run_all()
    notebook.run_cell(1)
    expect(page.locator(".nkj-reader")).to_have_count(2)
    notebook.click_mark("shortage-02", at=0)
    notebook.click_mark("motive-03", at=1)
    first, second = (page.locator(".nkj-reader").nth(at).locator("mark") for at in (0, 1))
    expect(first).to_have_text(QUOTE["shortage-02"])
    expect(second).to_have_text(QUOTE["motive-03"])


def test_a_page_loaded_again_shows_it_all_with_and_without_its_kernel(lab, page, page_problems):
    notebook = lab.open(page, lab.add("again", READY, LINKED, HELD))
    notebook.run_all()
    notebook.click_mark("motive-03")
    expect(mark(page)).to_have_text(QUOTE["motive-03"])
    notebook.save()

    page.reload()
    notebook.wait_ready()
    expect(mark(page)).to_have_text(QUOTE["motive-03"])
    notebook.click_mark("shortage-02")
    expect(mark(page)).to_have_text(QUOTE["shortage-02"])
    assert notebook.run_cell(2) == "shortage-02"

    notebook.save()
    notebook.shut_down_kernel()
    notebook.click_mark("motive-01")
    expect(mark(page)).to_have_text(QUOTE["motive-01"])
    # ipywidgets says on the console that nobody hears it; the page goes on.
    assert [problem for problem in page_problems if "Could not send widget sync message" not in problem] == []
    page_problems.clear()

    page.reload()
    notebook.wait_ready()
    expect(mark(page)).to_have_text(QUOTE["shortage-02"])
    notebook.click_mark("motive-03")
    expect(mark(page)).to_have_text(QUOTE["motive-03"])
    expect(notebook.graph()).to_have_accessible_name("Chart. The list after it leads to the same words.")


def test_of_two_choices_made_at_once_both_hold(monkeypatch):
    view = Filtered(charts.positions, (nkj.positions(), nkj.actors()), ["actor", "act"])
    drawing, chosen = threading.Event(), threading.Event()

    def slowly(*, again):
        drawing.set()
        chosen.wait(1)  # the second choice is made while the first is being drawn

    said = []
    monkeypatch.setattr(view, "_show", lambda **given: (slowly(**given), said.append("chart")))
    monkeypatch.setattr(filtered_chart, "display_raw", lambda *_, **__: (said.append("no row"), chosen.set()))
    first = threading.Thread(target=setattr, args=(view.choices["act"], "value", "refuses"))
    first.start()
    drawing.wait(5)
    view.choices["actor"].value = "south-korea"
    first.join()
    assert said == ["chart", "no row"]


def test_a_chart_is_drawn_for_the_width_it_has_and_anew_when_its_pane_is_moved(lab, page):
    figure = charts.motive_map(nkj.motives(), nkj.shortages())
    page.set_viewport_size({"width": 1600, "height": 1200})
    notebook = lab.open(page, lab.add("fitted", READY, LINKED))
    notebook.run_all()
    graph = notebook.graph()
    room = graph.evaluate("graph => graph.clientWidth")
    for narrower in (0, 500, 900, 0):
        # As a splitter does it: the window stays as it is.
        graph.evaluate("(graph, px) => { graph.closest('.jp-Cell').style.paddingRight = `${px}px`; }", narrower)
        tall = fitted(figure, room - narrower).layout.height
        page.wait_for_function(
            """([tall, wide]) => { const {height, width} = document.querySelector(".js-plotly-plot")._fullLayout;
              return height === tall && Math.abs(width - wide) <= 12; }""",
            arg=[tall, room - narrower],
        )
    layouts = {fitted(figure, room - narrower).layout.height for narrower in (0, 500, 900)}
    assert len(layouts) == 3
    page.keyboard.press("Escape")
    graph.evaluate("graph => graph.querySelector('.nkj-mark[tabindex]').focus()")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(mark(page)).to_have_text(QUOTE["motive-02"])
