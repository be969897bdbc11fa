"""Measures in a real JupyterLab, in Chromium: a chart linked to text, a quiz, a lesson, the lesson as a page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lab_driver import Lab, Notebook
from table import Table, middle

import nkj_data as nkj

OURS = "import nkj_data as nkj\nnkj.widgets.linked(nkj.charts.motive_map, nkj.motives(), nkj.shortages())"
FIGURE_WIDGET = """import ipywidgets, nkj_data as nkj, plotly.graph_objects as go
rows = nkj.motives()
figure = go.FigureWidget(go.Scatter(
    x=[1, 2, 3], y=[1, 1, 1], mode="markers", marker_size=60, customdata=rows["motive_id"]
))
words = ipywidgets.HTML()
def show(trace, points, state):
    words.value = f"<mark>{rows['quote'][points.point_inds[0]]}</mark>"
figure.data[0].on_click(show)
ipywidgets.VBox([figure, words])"""
INTERACT = """import ipywidgets, nkj_data as nkj, plotly.express as px
from IPython.display import HTML, display
rows = nkj.motives()
def show(name):
    display(px.scatter(x=[1, 2, 3], y=[1, 1, 1], color=rows["motive_id"] == name))
    display(HTML(f"<mark>{rows.set_index('motive_id')['quote'][name]}</mark>"))
ipywidgets.interact(show, name=list(rows["motive_id"]))"""
# From the click, or the choice, to other words lit: until the frame in which they are there.
WATCH = """() => {
  const lit = () => [...document.querySelectorAll(".jp-NotebookPanel:not(.lm-mod-hidden) mark")]
    .map((mark) => mark.textContent).join("");
  window.took = null;
  const start = () => {
    const [begun, before] = [performance.now(), lit()];
    const look = () => {
      if (lit() && lit() !== before) window.took = performance.now() - begun;
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  };
  const once = { capture: true, once: true };
  for (const event of ["pointerup", "change"]) document.addEventListener(event, start, once);
}"""
TEN = ("q03-01", "q03-03", "q03-05", "q03-08", "q03-09", "q03-10", "q03-12", "q03-13", "q03-14", "q04-01")


@contextmanager
def laboratory() -> Iterator[tuple[Lab, Any]]:
    """Give a JupyterLab and a Chromium, both with nothing in them."""
    from playwright.sync_api import sync_playwright

    program = os.environ.get("NKJ_CHROMIUM", "/usr/bin/chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        lab = Lab(Path(folder), dict(os.environ))
        try:
            yield lab, browser
        finally:
            browser.close()
            lab.stop()


class Open:
    """A notebook open in a page of its own, and the bytes that its server has sent it."""

    def __init__(self, lab: Lab, browser: Any, name: str) -> None:
        self.context = browser.new_context(viewport={"width": 1280, "height": 2400})
        self.page = self.context.new_page()
        self.bytes = 0
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._count))
        self.notebook: Notebook = lab.open(self.page, name)

    def _count(self, frame: str | bytes) -> None:
        self.bytes += len(frame)

    def run(self, drawn: str) -> float:
        """Run all cells; return the milliseconds until ``drawn`` is there, and leave its bytes in ``bytes``."""
        self.notebook.menu("Run")
        self.bytes = 0
        begun = time.perf_counter()
        self.page.locator(".lm-Menu .lm-Menu-item", has_text=re.compile("^Run All Cells")).first.click()
        self.page.locator(f".jp-NotebookPanel:not(.lm-mod-hidden) {drawn}").first.wait_for(timeout=60_000)
        return (time.perf_counter() - begun) * 1000

    def close(self, lab: Lab) -> None:
        """Close the page and its kernel."""
        self.context.close()
        for session in lab.ask("GET", "/api/sessions"):
            lab.ask("DELETE", f"/api/sessions/{session['id']}")


def chart(runs: int) -> Table:
    """Measure a chart whose marks lead to words."""

    def click_ours(page: Any) -> None:
        Notebook(page).click_mark("motive-02")

    def click_widget(page: Any) -> None:
        page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .nsewdrag").first.click()

    def choose(page: Any) -> None:
        page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .widget-dropdown select").select_option(index=2)

    given: dict[str, tuple[str, str, Callable[[Any], None]]] = {
        "ours: `widgets.linked`": (OURS, ".js-plotly-plot .main-svg", click_ours),
        "plotly `FigureWidget`, click callback": (FIGURE_WIDGET, ".js-plotly-plot .main-svg", click_widget),
        "ipywidgets `interact`, plotly express": (INTERACT, ".js-plotly-plot .main-svg", choose),
    }
    found: dict[str, list[list[float]]] = {name: [] for name in given}
    with laboratory() as (lab, browser):
        for turn in range(runs):
            for at, (name, (code, drawn, act)) in enumerate(given.items()):
                opened = Open(lab, browser, lab.add(f"chart-{at}-{turn}", code))
                first = opened.run(drawn)
                opened.page.wait_for_timeout(1500)
                sent = opened.bytes / 1000
                opened.page.evaluate(WATCH)
                act(opened.page)
                opened.page.wait_for_function("window.took !== null", timeout=20_000)
                found[name].append([sent, first, opened.page.evaluate("window.took")])
                opened.close(lab)
    rows: dict[str, list[float | str]] = {}
    for name, measures in found.items():
        rows[name] = [middle(column) for column in zip(*measures, strict=True)]
    columns = ["to the browser, kB", "run to first draw, ms", "click or choice to words lit, ms"]
    notes = [
        "Bytes are those of the page's socket from the run on. All three run in our JupyterLab, whose kernel has "
        "imported pandas and our charts by then; plotly express and `FigureWidget` import the rest of theirs. "
        "`interact` is chosen from a list: its chart cannot be clicked."
    ]
    return Table("A chart linked to text", columns, rows, 0, notes)


def quiz(runs: int) -> Table:
    """Measure ten questions with feedback."""
    from axe_playwright_python.sync_playwright import Axe

    def theirs(name: str) -> dict[str, Any]:
        item = nkj.items.item(name)
        answers = [{"answer": one.text, "correct": one.correct, "feedback": one.reason} for one in item.options]
        return {"question": item.stem, "type": "multiple_choice", "answers": answers}

    peer = f"from jupyterquiz import display_quiz\ndisplay_quiz({[theirs(name) for name in TEN]!r})"
    given = {
        "ours: `widgets.Quiz`": (f"import nkj_data as nkj\nnkj.widgets.Quiz(*{TEN!r})", ".nkj-question"),
        "jupyterquiz": (peer, ".Quiz"),
    }
    act = {
        "ours: `widgets.Quiz`": (
            "form = document.querySelector('.nkj-question'); form.querySelector('input').click();"
            "form.querySelector('.nkj-main').click()",
            "Boolean(document.querySelector('.nkj-feedback')?.textContent)",
        ),
        "jupyterquiz": (
            "document.querySelector('.Quiz .MCButton, .Quiz label').click()",
            "Boolean(document.querySelector('.Feedback')?.textContent)",
        ),
    }
    found: dict[str, list[list[float]]] = {name: [] for name in given}
    last: dict[str, list[str]] = {}
    with laboratory() as (lab, browser):
        for turn in range(runs):
            for at, (name, (code, drawn)) in enumerate(given.items()):
                opened = Open(lab, browser, lab.add(f"quiz-{at}-{turn}", code))
                first = opened.run(drawn)
                opened.page.wait_for_timeout(1500)
                sent = opened.bytes / 1000
                does, done = act[name]
                took = opened.page.evaluate(
                    f"() => new Promise((told) => {{ let form; const begun = performance.now(); {does};"
                    f"const look = () => {done} ? told(performance.now() - begun) : requestAnimationFrame(look);"
                    "requestAnimationFrame(look); })"
                )
                found[name].append([sent, first, took])
                if turn == 0:
                    results = Axe().run(opened.page, context=".jp-NotebookPanel:not(.lm-mod-hidden) .jp-OutputArea")
                    faults = len(results.response["violations"])
                    opened.notebook.restart_kernel()
                    opened.run(drawn)
                    opened.page.wait_for_timeout(1500)
                    there = opened.page.evaluate(done)
                    last[name] = ["yes" if there else "no", str(faults)]
                opened.close(lab)
    rows: dict[str, list[float | str]] = {}
    for name, measures in found.items():
        rows[name] = [*(middle(column) for column in zip(*measures, strict=True)), *last[name]]
    columns = [
        *("to the browser, kB", "run to first draw, ms", "answer to feedback, ms"),
        *("answer there after a restart", "axe findings"),
    ]
    notes = [
        "The same ten questions with the same reasons. Ours carries the passage, hints and the learner's record; "
        "jupyterquiz keeps no answers and has no hints."
    ]
    return Table("A quiz of ten questions", columns, rows, 0, notes)


def lesson(runs: int) -> Table:
    """Measure a lesson, opened in JupyterLab and as a page."""
    name = "03_motives.ipynb"
    opens: list[float] = []
    nexts: list[float] = []
    with laboratory() as (lab, browser):
        for turn in range(runs + 1):
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            page = context.new_page()
            begun = time.perf_counter()
            page.goto(f"{lab.url}/lab/workspaces/b{turn}/tree/{name}?token={lab.token}")
            page.locator(".js-plotly-plot .main-svg").first.wait_for(timeout=90_000)
            if turn:  # the first page finds a cold server
                opens.append((time.perf_counter() - begun) * 1000)
            page.locator(".jp-NotebookPanel[data-nkj-lesson=alive]").wait_for(timeout=90_000)
            page.wait_for_timeout(2000)
            panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
            panel.locator(".jp-WindowedPanel-outer").evaluate("scroller => scroller.scrollTo(0, 1e6)")
            begun = time.perf_counter()
            panel.get_by_role("button", name="Next lesson").click()
            page.locator(".lm-TabBar-tab.lm-mod-current", has_text="04_obstacles").wait_for()
            panel.locator(".js-plotly-plot .main-svg").first.wait_for(timeout=90_000)
            nexts.append((time.perf_counter() - begun) * 1000)
            if turn == runs:
                page.locator(".lm-TabBar-tab", has_text="03_motives").first.click()
                Notebook(page).save()
                size = (lab.folder / name).stat().st_size / 1000
                kernels = subprocess.run(
                    ["ps", "-eo", "rss,args"], capture_output=True, text=True, check=False
                ).stdout
                used = [
                    int(line.split()[0]) / 1000 for line in kernels.splitlines() if "ipykernel_launcher" in line
                ]
            context.close()
            for session in lab.ask("GET", "/api/sessions"):
                lab.ask("DELETE", f"/api/sessions/{session['id']}")
    ready, weight = _as_page(runs)
    rows: dict[str, list[float | str]] = {
        "JupyterLab opened with the lesson, to the first chart, ms": [middle(opens)],
        "the next lesson in an open JupyterLab, to the first chart, ms": [middle(nexts)],
        "the lesson executed and saved, kB": [size],
        "memory of its kernel, MB": [max(used) if used else "not known here"],
        "the same lesson as a page, opened to ready, ms": [ready],
        "the page, without plotly.js, kB": [weight],
    }
    note = "JupyterLab itself takes most of the first line; the second is what a learner waits for between lessons."
    return Table("A lesson", ["measured"], rows, None, [note])


def _as_page(runs: int) -> tuple[float, float]:
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "site"
        subprocess.run([sys.executable, "-m", "nkj_data", "site", str(out)], check=True, stdout=subprocess.DEVNULL)
        page_file = out / "03_motives.html"
        times = []
        with sync_playwright() as play:
            browser = play.chromium.launch(
                executable_path=os.environ.get("NKJ_CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
            )
            for _ in range(runs):
                page = browser.new_context().new_page()
                begun = time.perf_counter()
                page.goto(page_file.as_uri())
                page.locator("body[data-ready=true]").wait_for(timeout=60_000)
                times.append((time.perf_counter() - begun) * 1000)
                page.context.close()
            browser.close()
        return middle(times), page_file.stat().st_size / 1000


PARTS = {"chart": chart, "quiz": quiz, "lesson": lesson}
