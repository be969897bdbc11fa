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

FOLDER = Path(__file__).parent / "charts"
PAGE = Path(__file__).parent / "charts.md"
WIDTH = 760
KINDS = (charts.Chart, charts.ContextChart)
# Those of the document first, then, under a heading of their own, those of the wider record.
CHARTS = [chart for kind in KINDS for name in charts.__all__ if isinstance(chart := getattr(charts, name), kind)]
OUTSIDE = "Outside the document: charts of the wider record"


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
    ]
    for chart in CHARTS:
        frames = frames_of(chart)
        title = chart(*frames).layout.title.text.replace("<br>", " ")
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
            figure = chart(*frames_of(chart))
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
