"""Measure how long a filter takes in JupyterLab, from the choice to the new chart.

    python tests/measure_filter.py

No test: what it prints depends on the machine. A line per choice, in milliseconds:

``kernel``
    from the change in the list until the new figure has reached the page: the way there, pandas, the way back;
``draw``
    from then until plotly says that the new figure stands (``plotly_afterplot``);
``painted``
    from then until the browser has painted it, which on an idle page is up to two frames (33 ms) after the draw.
"""

import os
import shutil
import statistics
import tempfile
from pathlib import Path

from conftest import CHROMIUM, QUIET
from lab_driver import Lab

CELL = (
    "import nkj_data as nkj\n"
    "view = nkj.widgets.filtered(nkj.charts.positions, nkj.positions(), nkj.actors(), by=['actor', 'act'])"
)
CHOICES = ["demands", "insists", "refuses", "all"] * 5
TARGET = 100

# Notes when a choice is made, when a figure arrives on the kernel's socket and when plotly has drawn it.
CLOCK = """
window.clock = {};
const Socket = window.WebSocket;
window.WebSocket = class extends Socket {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({data}) => {
      if (!clock.chosen || clock.arrived) return;
      const text = typeof data === "string" ? data : new TextDecoder().decode(data);
      if (text.includes("application/vnd.plotly.v1+json")) clock.arrived = performance.now();
    });
  }
};
addEventListener("change", () => { window.clock = {chosen: performance.now()}; }, true);
const seen = new WeakSet();
new MutationObserver(() => {
  for (const graph of document.querySelectorAll(".js-plotly-plot")) {
    if (!graph.on || seen.has(graph)) continue;
    seen.add(graph);
    const mine = clock;
    graph.on("plotly_afterplot", () => {
      mine.drawn ??= performance.now();
      mine.title = graph.querySelector(".gtitle").textContent;
      requestAnimationFrame(() => requestAnimationFrame(() => { mine.painted ??= performance.now(); }));
    });
  }
}).observe(document, {subtree: true, childList: true, attributes: true, attributeFilter: ["class"]});
"""


def main():
    """Choose again and again, and print how long each choice took."""
    from playwright.sync_api import sync_playwright

    program = os.environ.get("NKJ_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        lab = Lab(Path(folder), dict(os.environ))
        try:
            browser = playwright.chromium.launch(executable_path=program, args=[*QUIET, "--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": 2000})
            page.add_init_script(CLOCK)
            notebook = lab.open(page, lab.add("filter", CELL))
            notebook.run_all()
            notebook.graph()
            report([choose(page, choice) for choice in CHOICES])
            browser.close()
        finally:
            lab.stop()


def choose(page, choice):
    """Make a choice, wait until it is painted, and return the times."""
    page.get_by_label("act", exact=True).select_option(choice)
    page.wait_for_function("() => clock.painted")
    clock = page.evaluate("() => clock")
    if choice not in ("all", *clock["title"].split()):
        raise RuntimeError(f"{choice!r} was chosen, and the chart says {clock['title']!r}")
    return {
        "choice": choice,
        "kernel": clock["arrived"] - clock["chosen"],
        "draw": clock["drawn"] - clock["arrived"],
        "painted": clock["painted"] - clock["arrived"],
        "round trip": clock["drawn"] - clock["chosen"],
    }


def report(rows):
    """Print the times and their medians."""
    columns = [name for name in rows[0] if name != "choice"]
    print("choice".ljust(10), *(name.rjust(10) for name in columns))
    for row in rows:
        print(row["choice"].ljust(10), *(f"{row[name]:10.0f}" for name in columns))
    middle = {name: statistics.median(row[name] for row in rows) for name in columns}
    print("median".ljust(10), *(f"{middle[name]:10.0f}" for name in columns))
    print(f"draw: {'within' if middle['draw'] <= TARGET else 'ABOVE'} the target of {TARGET} ms")


if __name__ == "__main__":
    main()
