"""Draw every chart as a picture, and write the page that shows them all.

    python docs/draw_charts.py

needs the ``test`` extra and a Chromium. The pictures are drawn by the plotly.js that the plotly package
carries, in that browser: kaleido would be one more dependency and needs the same browser. In a lesson, the
camera button above a chart saves a picture with no more than the lesson's own tools.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import sys
from pathlib import Path
from urllib.parse import unquote

import pandas as pd
import plotly

import nkj_data as nkj
from nkj_data import charts
from nkj_data.charts.base import USUAL, WIDTHS, fitted

FOLDER = Path(__file__).parent / "charts"
PAGE = Path(__file__).parent / "charts.md"
WIDTH = 760
KINDS = (charts.Chart, charts.ContextChart)
# Those of the document first, then, under a heading of their own, those of the wider record.
CHARTS = [chart for kind in KINDS for name in charts.__all__ if isinstance(chart := getattr(charts, name), kind)]
OUTSIDE = "Outside the document: charts of the wider record"

_WIDTHS = ", ".join(map(str, WIDTHS))
HOW = f"""## How a chart is laid out

plotly breaks no lines and moves no box, so where words stand is decided in Python. A chart draws on a `Sheet`
(`nkj_data/charts/diagram.py`), in pixels, for one width; `charts/base.py` has it do so for {_WIDTHS} pixels.
The figure holds the layout for {USUAL} pixels. How the others differ from it stands in
`figure.layout.meta["layouts"]`: a list of the width from which on a layout fits, and a patch.

Beside a reader, in JupyterLab and on a page, `widgets/js/lib/layouts.js` picks the layout that fits, by a
`ResizeObserver` on the figure, and calls `Plotly.react` and `Plotly.Plots.resize`. JupyterLab's part for plotly
leaves `window.Plotly` for this. Elsewhere, in VS Code, Colab or an exported page, the figure for {USUAL} pixels is
shown as wide as its place. `charts.base.fitted(figure, width)` does the same in Python.

| weighed | why not, or why |
|---|---|
| one layout for 364 pixels, as before | four short lines in a box 300 wide, an actor map of 1,770 pixels |
| lines broken in the page, where the font is known | written twice: Python needs it where no script runs |
| three outputs, and a style sheet that shows one | three times the bytes, three drawings, three readers |
| one figure, the other layouts as patches | chosen: hover texts are sent once; a figure is 12 to 61 kB |

Numbers are rounded to hundredths of a pixel in one place, where a layout leaves `charts/base.py`, so that every
Python draws the same figure. Widths of words are counted in whole thousandths, for DejaVu Sans, the widest font
that a browser falls back to.

Marks light up under the mouse (`widgets/js/lib/marks.js`). *Tab* reaches the first of them, the arrow keys go from
mark to mark in reading order, *Enter* chooses one. A screen reader hears the words behind it.

`claims_check` holds back what an inquiry of the sixth lesson asks: such a mark says *yours to judge*, and so do the
description and the table; a click opens our own check in the reader. `claims_check(…, verdicts=True)` shows all.
"""


def frames_of(chart: charts.Chart | charts.ContextChart) -> list:
    """Return the frames a chart is drawn from."""
    return [_table(name) for name in chart.takes or nkj.catalog()["table"]]


def _table(name: str) -> pd.DataFrame:
    layer, _, own = name.rpartition(".")
    return nkj.context.table(own) if layer else nkj.table(own)


def mark_of(chart: charts.Chart | charts.ContextChart) -> str:
    """Return the comment that says from which figure a picture was drawn."""
    drawn = chart(*frames_of(chart)).to_json()
    return f"<!-- figure sha256 {hashlib.sha256(drawn.encode()).hexdigest()} -->"


def page() -> str:
    """Return the text of the page: title, picture, description and table twin of every chart."""
    parts = [
        "# All charts",
        "Made by `python docs/draw_charts.py`. In the lessons every mark of these charts opens its words in the "
        "passage. The `row` column names the rows behind each mark.",
        HOW,
    ]
    for chart in CHARTS:
        frames = frames_of(chart)
        title = chart(*frames).layout.title.text.replace("<br>", " ").replace("\N{NO-BREAK SPACE}", " ")
        words = chart.describe(*frames)
        if isinstance(chart, charts.ContextChart) and f"# {OUTSIDE}" not in parts:
            parts += [
                f"# {OUTSIDE}",
                "These are drawn from other sources than the document, on a ground and in a frame of their own. "
                "Where the document's words or its window stand in them, they are named so.",
            ]
        parts += [
            f"## {title}",
            f"![{title}. {words}](charts/{chart.name}.svg)",
            words,
            f"`{chart!r}`",
            _twin(chart),
        ]
    return "\n\n".join(parts) + "\n"


def _twin(chart: charts.Chart | charts.ContextChart) -> str:
    frame = chart.table(*frames_of(chart)).fillna("").astype(str)
    lines = [list(frame.columns), ["---"] * frame.shape[1], *frame.to_numpy().tolist()]
    rows = "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
    return f"<details><summary>The same as a table</summary>\n\n{rows}\n\n</details>"


def draw() -> None:
    """Write the pictures and the page."""
    from playwright.sync_api import sync_playwright

    FOLDER.mkdir(exist_ok=True)
    script = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    program = os.environ.get("NKJ_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        tab = browser.new_page()
        tab.add_script_tag(path=script)
        for chart in CHARTS:
            figure = fitted(chart(*frames_of(chart)), WIDTH)
            found = tab.evaluate(
                "([figure, width, height]) => Plotly.toImage(JSON.parse(figure), {format: 'svg', width, height})",
                [figure.to_json(), WIDTH, figure.layout.height],
            )
            head, _, content = found.partition(",")
            svg = base64.b64decode(content).decode() if "base64" in head else unquote(content)
            (FOLDER / f"{chart.name}.svg").write_text(f"{svg}\n{mark_of(chart)}\n", encoding="utf-8", newline="\n")
        browser.close()
    PAGE.write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(draw())
