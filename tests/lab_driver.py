"""A JupyterLab for tests, worked as a person works it: through menus, clicks and keys.

A story reads so::

    def test_a_click_marks_the_words(lab, page):
        notebook = lab.open(page, "03_motives.ipynb")         # a lesson that `nkj lab` put there
        notebook.run_all()
        notebook.click_mark("motive-01")                      # a mark whose customdata names this row
        expect(page.locator(".nkj-reader mark")).to_have_text("P'yongyang's primary motives ...")

``lab.add("tiny", "1 + 1")`` writes a notebook of its own, a cell per argument. ``with lab.theme("dark"):`` holds
for pages opened inside. Nothing here sleeps: every wait is on the page or on an answer of the server.
"""

import json
import re
import subprocess
import sys
import threading
import uuid
from contextlib import contextmanager
from urllib.request import Request, urlopen

try:
    from playwright.sync_api import expect

    expect.set_options(timeout=20_000)  # several browsers share the machine; what holds does so at once
except ImportError:  # then no test that needs it runs
    expect = None

THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
SECONDS_TO_START = 90

# Where the mark of these rows stands on the figure: one that is of them alone, or else of others too.
FIND_MARK = """
(graph, ids) => {
  const {xaxis, yaxis} = graph._fullLayout;
  const find = (fits) => {
    for (const trace of graph._fullData) {
      if (trace.hoverinfo === "skip") continue;
      const at = [...(trace.customdata ?? [])].findIndex(fits);
      if (at < 0) continue;
      const middle = (axis) => {
        const value = trace[axis][at];
        const long = trace.type === "bar" && axis === (trace.orientation === "h" ? "x" : "y");
        return long ? (trace.base?.[at] ?? trace.base ?? 0) + value / 2 : value;
      };
      return {x: xaxis._offset + xaxis.d2p(middle("x")), y: yaxis._offset + yaxis.d2p(middle("y"))};
    }
  };
  return find((data) => data === ids) ?? find((data) => String(data).split(" ").includes(ids));
}
"""


def notebook_text(*cells):
    """Return a notebook of code cells, as its file holds it."""
    code = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    content = {
        "cells": [{**code, "id": f"cell-{at}", "source": cell} for at, cell in enumerate(cells)],
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(content)


class Lab:
    """A running ``nkj lab``, its folder ``folder``, and notebooks opened in it."""

    def __init__(self, folder, environment):
        self.folder = folder / "my_lessons"
        self.said = []
        command = [sys.executable, "-m", "nkj_data", "lab", "--folder", str(self.folder)]
        command += ["--teacher", "--no-browser"]
        self._process = subprocess.Popen(
            command, env=environment, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        impatience = threading.Timer(SECONDS_TO_START, self._process.kill)
        impatience.start()
        for line in self._process.stdout:
            self.said.append(line)
            if found := re.search(r"(https?://[^/\s]+)\S*[?&]token=(\w+)", line):
                self.url, self.token = found.groups()
                break
        impatience.cancel()
        self._listener = threading.Thread(target=lambda: self.said.extend(self._process.stdout))
        self._listener.start()
        if not hasattr(self, "url"):
            self.stop()
            raise RuntimeError(f"JupyterLab did not start:\n{''.join(self.said)}")

    def stop(self):
        """End JupyterLab and its kernels."""
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._listener.join()
        self._process.stdout.close()

    def ask(self, method, path, body=None):
        """Return the server's answer, from JSON."""
        request = Request(self.url + path, method=method, headers={"Authorization": f"token {self.token}"})
        if body is not None:
            request.data = json.dumps(body).encode()
        with urlopen(request, timeout=30) as answer:
            content = answer.read()
        return json.loads(content) if content else None

    def add(self, name, *cells):
        """Write a notebook of code cells and return its file name."""
        path = self.folder / f"{name}.ipynb"
        path.write_text(notebook_text(*cells), encoding="utf-8")
        return path.name

    @contextmanager
    def theme(self, name):
        """Set the theme of pages opened from now on, ``"light"`` or ``"dark"``."""
        path = "/lab/api/settings/@jupyterlab/apputils-extension:themes"
        self.ask("PUT", path, {"raw": json.dumps({"theme": THEMES[name]})})
        yield
        self.ask("PUT", path, {"raw": "{}"})

    def trust(self, name):
        """Mark a notebook as trusted, as a person does in JupyterLab."""
        self.ask("POST", f"/api/contents/{name}/trust")

    def here(self, page):
        """Return the notebook that is open in a page already."""
        return Notebook(page)

    def open(self, page, name):
        """Open a notebook in a workspace of its own and wait for its kernel."""
        space = uuid.uuid4().hex[:8]
        page.goto(f"{self.url}/lab/workspaces/{space}/tree/{name}?token={self.token}")
        notebook = Notebook(page)
        notebook.wait_ready()
        return notebook


class Notebook:
    """The notebook open in ``page``."""

    def __init__(self, page):
        self.page = page
        self.panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
        self._woke = False

    def wait_ready(self):
        """Wait until the notebook stands there, its kernel is idle, and a lesson has come alive by itself."""
        self.panel.locator(".jp-Notebook .jp-Cell").first.wait_for()
        # The circle beside the kernel's name says idle before there is a kernel, and what is run then is lost.
        kernel = self.page.locator("#jp-main-statusbar").get_by_text(re.compile(r"Python 3.*\| Idle"))
        kernel.wait_for(timeout=60_000)
        self._woke = self.panel.get_attribute("data-nkj-lesson") in ("waking", "alive")
        if self._woke:
            self.page.locator(".jp-NotebookPanel[data-nkj-lesson=alive]:not(.lm-mod-hidden)").wait_for(
                timeout=60_000
            )
            # A lesson keeps its place while its outputs grow, until somebody moves about in it, as here.
            self.page.mouse.wheel(0, 1)

    def menu(self, *path):
        """Choose from the menu bar, such as ``menu("Kernel", "Shut Down Kernel")``."""
        bar, *items = path
        self.page.locator(".lm-MenuBar-item", has_text=re.compile(f"^{bar}$")).click()
        for item in items:
            self.page.locator(".lm-Menu .lm-Menu-item", has_text=re.compile(f"^{re.escape(item)}")).first.click()

    def change_theme(self, name):
        """Change the theme of the open page, ``"light"`` or ``"dark"``; ``Lab.theme`` puts it back at its end."""
        self.menu("Settings", "Theme", THEMES[name])
        self.page.locator(f"body[data-jp-theme-name='{THEMES[name]}']").wait_for(state="attached")

    def run_all(self):
        """Have every cell run, and wait until the last one is done; a lesson that has just opened has run."""
        if not self._woke:
            self.menu("Run", "Run All Cells")
        self._woke = False
        self.page.wait_for_function(
            """() => {
              const cells = [...document.querySelectorAll(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell")];
              // A folded cell has no prompt; what it puts out says that it has run.
              return cells.length > 0 && cells.every((cell) => {
                const prompt = cell.querySelector(".jp-InputPrompt")?.textContent ?? "";
                return /\\[\\d+\\]/.test(prompt) || (!prompt && cell.querySelector(".jp-OutputArea-child"));
              });
            }""",
            timeout=60_000,
        )

    def run_cell(self, at):
        """Run cell number ``at`` and return the text it puts out."""
        cell = self.panel.locator(".jp-Cell").nth(at)
        before = cell.locator(".jp-InputPrompt").inner_text()
        cell.locator(".jp-InputPrompt").click()
        self.page.keyboard.press("Control+Enter")
        done = re.compile(r"\[\d+\]")
        expect(cell.locator(".jp-InputPrompt")).not_to_have_text(before)
        expect(cell.locator(".jp-InputPrompt")).to_have_text(done)
        return cell.locator(".jp-Cell-outputArea").inner_text().strip()

    def save(self):
        """Save and wait until the server has it."""
        with self.page.expect_response(
            lambda answer: answer.request.method == "PUT" and "/api/contents/" in answer.url
        ):
            self.menu("File", "Save Notebook")

    def shut_down_kernel(self):
        """Shut the kernel down and wait until the page knows."""
        self.menu("Kernel", "Shut Down Kernel")
        self.panel.get_by_text("No Kernel").first.wait_for()

    def show_tools(self):
        """Bring back what a lesson puts out of sight: the file browser and the toolbar."""
        self.panel.get_by_role("button", name="Show JupyterLab's tools").click()
        self.page.locator(".jp-DirListing").first.wait_for()

    def restart_kernel(self):
        """Restart the kernel and wait until the new one is idle."""
        self.menu("Kernel", "Restart Kernel…")
        self.page.locator(".jp-Dialog .jp-mod-accept").click()
        self.page.locator(".jp-Dialog").wait_for(state="detached")
        self.wait_ready()
        self._woke = False

    def graph(self, at=0):
        """Return the plotly figure number ``at``, drawn."""
        graph = self.panel.locator(".js-plotly-plot").nth(at)
        graph.locator(".main-svg").first.wait_for()
        return graph

    def click_mark(self, rows, at=0):
        """Click the mark whose ``customdata`` is ``rows``, an id or several, on figure ``at``."""
        graph = self.graph(at)
        graph.scroll_into_view_if_needed()
        # The chart is drawn a moment before its reader is there to hear a click, and takes its name from it.
        expect(graph).to_have_attribute("role", "figure")
        place = graph.evaluate(FIND_MARK, rows)
        assert place, f"no mark of {rows} on this chart"
        graph.click(position=place)
