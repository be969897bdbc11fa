"""The pictures and the page of all charts are those of the charts as they are."""

import importlib.util
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent.parent / "docs"
spec = importlib.util.spec_from_file_location("draw_charts", DOCS / "draw_charts.py")
draw_charts = importlib.util.module_from_spec(spec)
spec.loader.exec_module(draw_charts)
AGAIN = "run: python docs/draw_charts.py"


@pytest.mark.parametrize("chart", draw_charts.CHARTS, ids=lambda chart: chart.name)
def test_every_chart_has_a_picture_of_what_it_draws_now(chart):
    svg = (DOCS / "charts" / f"{chart.name}.svg").read_text(encoding="utf-8")
    assert draw_charts.mark_of(chart) in svg, AGAIN
    words = " ".join("".join(ET.fromstring(svg).itertext()).split())
    assert "Library of Congress" in words


def test_the_page_shows_title_picture_words_and_twin_of_every_chart():
    text = (DOCS / "charts.md").read_text(encoding="utf-8")
    assert text == draw_charts.page(), AGAIN
    assert len(re.findall(r"^!\[.{40,}\]\(charts/\w+\.svg\)$", text, flags=re.MULTILINE)) == len(draw_charts.CHARTS)


def test_every_picture_of_a_chart_belongs_to_one():
    assert {path.stem for path in (DOCS / "charts").iterdir()} == {chart.name for chart in draw_charts.CHARTS}
