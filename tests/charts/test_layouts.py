"""Charts are laid out for the width they have, on every Python alike, and say so to the page."""

import json
from pathlib import Path

import plotly
import plotly.graph_objects as go
import pytest

import nkj_data as nkj
from nkj_data import charts
from nkj_data.charts.base import USUAL, WIDTHS, Drawing, fitted

CHARTS = [chart for name in charts.__all__ if isinstance(chart := getattr(charts, name), Drawing)]
WAYS = [
    *((chart, {}) for chart in CHARTS),
    (charts.claims_check, {"verdicts": True}),
    (charts.trade, {"unit": "million USD"}),
    *((charts.repatriation, {"counts": name}) for name in ("Japanese nationals", "Japanese wives", "voyages")),
]
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"


def frames_of(chart):
    names = chart.takes or nkj.catalog()["table"]
    return [nkj.context.table(name[8:]) if name.startswith("context.") else nkj.table(name) for name in names]


def each_way(test):
    names = [" ".join(map(str, [chart.name, *options.values()])) for chart, options in WAYS]
    return pytest.mark.parametrize(("chart", "options"), WAYS, ids=names)(test)


def numbers(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for part in value:
            yield from numbers(part)
    elif isinstance(value, float):
        yield value


@each_way
def test_whatever_is_drawn_is_rounded_to_hundredths_of_a_pixel(chart, options):
    drawn = json.loads(chart(*frames_of(chart), **options).to_json())
    assert [number for number in numbers(drawn) if round(number, 2) != number] == []


@each_way
def test_a_figure_holds_every_layout_and_shows_the_usual_one(chart, options):
    frames = frames_of(chart)
    figure = chart(*frames, **options)
    assert [least for least, _ in figure.layout.meta["layouts"]] == [0, *WIDTHS[1:]]
    for width in WIDTHS:
        alone = chart._laid_out(width, chart._finding(*frames, **options), frames, options)
        layout = {**alone["layout"], "template": go.layout.Template()}
        assert fitted(figure, width) == go.Figure(data=alone["data"], layout=layout)
    assert fitted(figure, USUAL).data == figure.data


def test_a_column_that_a_chart_does_not_need_does_not_disturb_it():
    plain, rows = charts.timeline(nkj.timeline()), nkj.timeline()
    assert charts.timeline(rows.assign(mine=1)) == plain
    rows.insert(0, "mine", "x")
    assert charts.timeline(rows) == plain
    assert charts.timeline.table(rows)["row"].tolist() == nkj.timeline()["time_id"].tolist()
    assert charts.coverage(rows) == charts.coverage(nkj.timeline())


def test_tables_of_any_kind_of_actor_ids_are_drawn():
    """Ids are looked up, never known: the same picture comes of other ones."""
    new = dict(zip(nkj.actors()["actor_id"], [f"id-{at:02}" for at in range(1, 22)], strict=True))

    def renamed(frame):
        return frame.apply(
            lambda column: column.map(lambda cell: new.get(cell, cell)) if column.dtype == "str" else column
        )

    for chart in (charts.positions, charts.actor_map, charts.support, charts.obstacle_grid):
        frames = frames_of(chart)
        assert chart.describe(*map(renamed, frames)) == chart.describe(*frames)
        assert [trace.x for trace in chart(*map(renamed, frames)).data] == [
            trace.x for trace in chart(*frames).data
        ]


# What is wrong with the words of a figure drawn as wide as told; two pixels are the eye's tolerance.
MISPLACED_WORDS = """
async ([figure, width]) => {
  const {data, layout} = JSON.parse(figure);
  const graph = document.createElement("div");
  graph.style.width = `${width}px`;
  document.body.replaceChildren(graph);
  await Plotly.newPlot(graph, data, {...layout, width}, {displayModeBar: false});

  const place = (node) => node.getBoundingClientRect();
  const beyond = (inner, outer) => Math.max(
    outer.left - inner.left, inner.right - outer.right, outer.top - inner.top, inner.bottom - outer.bottom);
  const shared = (one, other) => Math.min(
    Math.min(one.right, other.right) - Math.max(one.left, other.left),
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top));

  const texts = [...graph.querySelectorAll(".main-svg text")].filter(
    (node) => node.textContent.trim() && place(node).width);
  const boxes = [...graph.querySelectorAll(".bars .point > path")].map(place).filter((box) => box.width > 3);
  const card = place(graph.querySelector(".main-svg"));
  const wrong = texts.length > 10 ? [] : ["nothing was drawn"];
  texts.forEach((text, at) => {
    const [words, here] = [text.textContent, place(text)];
    if (beyond(here, card) > 1) wrong.push(`cut off: ${words}`);
    for (const other of texts.slice(at + 1)) {
      if (shared(here, place(other)) > 2) wrong.push(`overlap: ${words} | ${other.textContent}`);
    }
    const trace = text.closest(".scatterlayer .trace")?.__data__?.[0].trace;
    const inside = trace?.hoverinfo === "skip" && trace?.customdata?.[0];
    const under = boxes.filter((box) => shared(here, box) > 2);
    const box = under.find((box) => beyond(here, box) <= 0);
    if (inside && !box) wrong.push(`larger than its box: ${words}`);
    if (!box && under.length) wrong.push(`across a box: ${words}`);
    const lines = text.querySelectorAll("tspan.line").length;
    if (box && lines >= 3 && here.width < box.width / 2) wrong.push(`${lines} lines in half a box: ${words}`);
  });
  if (width >= 700 && graph.querySelectorAll(".gtitle tspan.line").length > 2) wrong.push("a title of three lines");
  return wrong;
}
"""
# A telephone, JupyterLab with the passage beside it, a page, a wide window; and the narrowest that is laid out for.
SHOWN = (WIDTHS[0], 360, 500, 520, 680, 760, 960, 1100)


def test_no_word_of_a_chart_is_cut_off_or_across_another_and_no_box_is_half_empty_at_any_width(page):
    page.add_script_tag(path=PLOTLY)
    wrong = {}
    for chart, options in WAYS:
        figure = chart(*frames_of(chart), **options)
        for width in SHOWN:
            drawn = fitted(figure, width).to_json()
            if found := page.evaluate(MISPLACED_WORDS, [drawn, width]):
                wrong[f"{chart.name} {options} at {width}"] = found
    assert wrong == {}


@each_way
def test_a_chart_is_no_taller_than_a_window(chart, options):
    most = {"actor_map": 900, "meetings": 1000}.get(chart.name, 640)
    assert fitted(chart(*frames_of(chart), **options), 760).layout.height <= most


def test_the_page_makes_of_a_figure_what_python_makes_of_it(page, site):
    page.goto(f"{site}/reader.html")
    for chart, options in WAYS:
        figure = chart(*frames_of(chart), **options)
        sent = json.loads(figure.to_json())
        for least, patch in figure.layout.meta["layouts"]:
            made = page.evaluate(
                "async ([value, patch]) => (await import('/js/lib/layouts.js')).merged(value, patch)", [sent, patch]
            )
            del made["layout"]["meta"]
            assert made == json.loads(fitted(figure, least).to_json()), (chart.name, least)


SHOW = """
async ([sent, state]) => {
  const {data, layout} = JSON.parse(sent);
  const cell = document.createElement("div");
  cell.className = "jp-Cell";
  window.graph = document.createElement("div");
  cell.append(window.graph);
  document.querySelector("main").append(cell);
  cell.style.width = "760px";
  await Plotly.newPlot(window.graph, data, layout, {responsive: true, displayModeBar: false});
  window.cell = cell;
  const {default: reader} = await import("/js/reader.js");
  const el = document.createElement("div");
  cell.append(el);
  window.saved = state;
  const model = {get: (name) => state[name], on() {}, off() {}, set(name, value) { state[name] = value; },
    save_changes() {}};
  window.leave = reader.render({model, el});
}
"""


@pytest.fixture
def shown(page, site):
    """The motive map and its reader on a plain page, the figure drawn by plotly itself."""
    frames = nkj.motives(), nkj.shortages()
    figure, reader = charts.motive_map(*frames), nkj.widgets.Reader(*frames)
    state = {name: getattr(reader, name) for name in ("segments", "rows", "strings", "source", "selected")}
    page.set_viewport_size({"width": 1300, "height": 900})
    page.goto(f"{site}/reader.html")
    page.add_script_tag(path=PLOTLY)
    page.evaluate(SHOW, [figure.to_json(), state])
    page.figure = figure
    return page


@pytest.mark.parametrize("width", [360, 520, 760, 1100])
def test_beside_a_reader_the_page_draws_the_layout_that_fits_and_draws_anew_when_the_room_changes(shown, width):
    for room in (width, 760, width):
        shown.evaluate("width => { cell.style.width = `${width}px`; }", room)
        tall = fitted(shown.figure, room).layout.height
        shown.wait_for_function(
            "tall => graph._fullLayout.height === tall && graph.clientHeight === tall", arg=tall
        )
        shown.wait_for_function("room => graph._fullLayout.width === room", arg=room)


def test_a_figure_shown_anew_is_fitted_anew(shown):
    shown.evaluate("cell.style.width = '360px'")
    figure = charts.positions(nkj.positions(), nkj.actors())
    tall = fitted(figure, 360).layout.height
    shown.evaluate(
        "sent => { const {data, layout} = JSON.parse(sent); return Plotly.react(graph, data, layout); }",
        figure.to_json(),
    )
    shown.wait_for_function("tall => graph._fullLayout.height === tall", arg=tall)


def test_the_keys_walk_over_the_marks_and_choose_one(shown, axe):
    shown.wait_for_selector(".nkj-mark")
    shown.keyboard.press("Tab")
    focused = "document.activeElement.dataset.rows"
    assert shown.evaluate(focused) == "motive-01"
    label = shown.evaluate("document.activeElement.getAttribute('aria-label')")
    assert label == f"“{nkj.motives()['quote'][0]}” S08, hedged"
    seen = [shown.evaluate(focused)]
    for _ in range(8):
        shown.keyboard.press("ArrowDown")
        if shown.evaluate(focused) != seen[-1]:
            seen.append(shown.evaluate(focused))
    rows = ["motive-01", "motive-02", "motive-03", "shortage-01", "shortage-02", "shortage-03"]
    assert sorted(name for name in seen if " " not in name) == rows
    shown.keyboard.press("Enter")
    assert shown.evaluate("saved.selected").split() == seen[-1].split()
    assert shown.locator(".nkj-lit").count() > 0
    assert axe(shown, ".jp-Cell") == []


def test_a_mark_under_the_mouse_is_lit_and_the_pointer_is_a_hand(shown):
    mark = shown.locator('.nkj-mark[data-rows="motive-02"]').first
    mark.hover(force=True)
    shown.wait_for_selector('.nkj-over-mark .nkj-mark.nkj-lit[data-rows="motive-02"]')
    assert shown.evaluate("getComputedStyle(graph.querySelector('.nsewdrag')).cursor") == "pointer"
    shown.mouse.move(5, 5)
    shown.wait_for_function("!document.querySelector('.nkj-lit')")
    shown.evaluate("leave()")
    mark.hover(force=True)
    assert shown.locator(".nkj-lit").count() == 0
