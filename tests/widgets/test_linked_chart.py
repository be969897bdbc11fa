"""`widgets.linked`: what one call puts into a notebook, and into a terminal."""

import json
import subprocess
import sys

import pandas as pd
import pytest
from lab_driver import notebook_text

import nkj_data as nkj
from nkj_data import charts
from nkj_data.widgets.linked_chart import CONFIG, Linked, table_html

PLOTLY = "application/vnd.plotly.v1+json"
WIDGET = "application/vnd.jupyter.widget-view+json"
CALL = "nkj.widgets.linked(nkj.charts.motive_map, nkj.motives(), nkj.shortages())"
SLOW = "{'nbformat', 'jsonschema', 'rfc3987_syntax', 'lark'}"


@pytest.fixture(scope="module")
def outputs(offline, tmp_path_factory):
    folder = tmp_path_factory.mktemp("linked")
    cells = [f"import nkj_data as nkj\n{CALL}", f"import sys\nprint({SLOW} & set(sys.modules))"]
    path = folder / "linked.ipynb"
    path.write_text(notebook_text(*cells), encoding="utf-8")
    command = [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--stdout", str(path)]
    own = {name: str(folder) for name in ("JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR")}
    ran = subprocess.run(command, capture_output=True, env={**offline, **own}, check=True)
    return [cell["outputs"] for cell in json.loads(ran.stdout)["cells"]]


def test_a_cell_shows_figure_reader_and_twin_in_this_order_and_echoes_nothing(outputs):
    shown, _ = outputs
    assert [output["output_type"] for output in shown] == ["display_data"] * 3
    figure, reader, twin = (output["data"] for output in shown)
    assert PLOTLY in figure
    assert WIDGET in reader
    frames = nkj.motives(), nkj.shortages()
    assert "".join(figure["text/plain"]) == charts.motive_map.describe(*frames)
    page = "".join(twin["text/html"])
    assert page.startswith(f'<p style="max-width:42em">{charts.motive_map.describe(*frames)[:20]}')
    assert page.count("<tr>") == 1 + len(charts.motive_map.table(*frames))


def test_the_figure_cannot_be_shared_with_a_company(outputs):
    figure = outputs[0][0]["data"][PLOTLY]
    assert set(figure) == {"data", "layout", "config"}
    assert figure["config"] == CONFIG
    assert "sendChartToCloud" in figure["config"]["modeBarButtonsToRemove"]


def test_showing_it_loads_none_of_plotlys_slow_renderers(outputs):
    assert outputs[1][0]["text"] == ["set()\n"]


def test_a_terminal_prints_the_description_and_the_table():
    code = f"import nkj_data as nkj; {CALL}"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    frames = nkj.motives(), nkj.shortages()
    table = charts.motive_map.table(*frames).to_string(index=False)
    assert ran.stdout == f"{charts.motive_map.describe(*frames)}\n\n{table}\n"


def test_the_pieces_come_back(capsys):
    frames = nkj.motives(), nkj.shortages()
    view = nkj.widgets.linked(charts.motive_map, *frames, selected=["motive-01", "motive-02"])
    assert isinstance(view, Linked)
    assert view.reader.selected == "motive-01 motive-02"
    assert view.description == charts.motive_map.describe(*frames)
    assert view.table.equals(charts.motive_map.table(*frames))
    assert view.figure == charts.motive_map(*frames)
    assert repr(view) == "<chart linked to a Reader of 6 rows, selected 'motive-01 motive-02'>"
    capsys.readouterr()


def test_the_twin_is_a_table_with_headers_a_caption_and_no_markup_from_the_data():
    frame = pd.DataFrame({"from_what": ["<b>need</b>"], "words": ['"a" & b'], "to": [None]})
    assert table_html(frame, "<i>Why?") == (
        '<details><summary>The same as a table</summary><table class="nkj-twin"><caption>&lt;i&gt;Why?</caption>'
        '<thead><tr><th scope="col">from what</th><th scope="col">words</th><th scope="col">to</th></tr></thead>'
        '<tbody><tr><th scope="row">&lt;b&gt;need&lt;/b&gt;</th><td>&quot;a&quot; &amp; b</td><td></td></tr>'
        "</tbody></table></details>"
    )
