"""The lessons: built as DESIGN says, and sound in any order, twice, or one cell alone."""

import json
import re
import tomllib
from pathlib import Path
from statistics import median

import nbformat
import pytest
from nbclient import NotebookClient

import nkj_data as nkj

FOLDER = Path(__file__).parent.parent.parent / "notebooks"
LESSONS = sorted(FOLDER.rglob("*.ipynb"))
SERIES = [path for path in LESSONS if path.parent == FOLDER]
# Pages of the guide are put together from lessons, questions and files of their own; what they say is held there.
WRITTEN = [path for path in LESSONS if not path.stem.startswith("guide")]
GUIDES = sorted((Path(nkj.__file__).parent / "data" / "lessons").glob("guide_*.toml"))
AS_IT_CAME = Path(__file__).parent.parent / "document" / "page_as_it_came.txt"
# The one lesson that leaves the document, and the one that looks at the web page around it.
FROM_THE_RECORD = "06_does_it_hold"
FROM_THE_PAGE = "01_who_is_speaking"
# Words of ours that begin with a capital inside a sentence, and the name of the source.
OURS = """
    A All Alt B C Both Cells Choose Click Close Coincidental Compare Congress Decide Did Does Each
    Enter Every Exit Find For Go Hard Here How If Keep Koreans Koreas Later Library Need Next No
    Kernel Nobody Not Or Point Python Read Ready Run Shift Show Striped Tell That The These They Think This To Try
    Use Warm What Which Why Work Write You Your
""".split()  # noqa: SIM905


def notebook(path):
    return json.loads(path.read_text(encoding="utf-8"))


def source(cell):
    return "".join(cell["source"])


def code_cells(path):
    return [cell for cell in notebook(path)["cells"] if cell["cell_type"] == "code"]


def prose(path):
    return "\n\n".join(source(cell) for cell in notebook(path)["cells"] if cell["cell_type"] == "markdown")


def each(paths):
    return pytest.mark.parametrize("path", paths, ids=lambda path: path.stem)


def test_there_are_lessons():
    assert {"00_start_here", "03_motives"} <= {path.stem for path in SERIES}


@each(LESSONS)
def test_is_committed_without_outputs_with_stable_ids_and_the_usual_kernel(path):
    content = notebook(path)
    nbformat.validate(content)
    assert content["metadata"]["kernelspec"]["name"] == "python3"
    ids = [cell["id"] for cell in content["cells"]]
    assert len(ids) == len(set(ids))
    for cell in code_cells(path):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


@each(SERIES)
def test_code_cells_are_short_plain_and_need_no_other_cell(path):
    cells = [source(cell) for cell in code_cells(path)]
    lengths = [len([line for line in cell.splitlines() if line.strip()]) for cell in cells]
    assert median(lengths) <= 4
    assert max(lengths) <= 12
    for cell in cells:
        assert not re.search(r"^\s*(def|class|[!%])|https?:", cell, flags=re.MULTILINE), cell
        assert "import nkj_data as nkj" in cell, cell


@each(SERIES)
def test_folded_cells_begin_with_a_line_that_says_what_they_do(path):
    folded = [cell for cell in code_cells(path) if cell["metadata"].get("jupyter", {}).get("source_hidden")]
    assert folded
    for cell in folded:
        assert re.match(r"# Show [a-z]", source(cell)), source(cell)
    for cell in code_cells(path):
        if "widgets." in source(cell):
            assert cell in folded, source(cell)


@each(SERIES)
def test_has_the_anatomy_of_a_lesson_in_its_order(path):
    text = prose(path)
    assert re.match(r"# [^\n]+\n\n\*\*After this (page|lesson) you can\*\*", text)
    assert len(re.findall(r"^# ", text, flags=re.MULTILINE)) == 1
    parts = ["**Time:**", "Exit question", "## What this source cannot tell us", "## Next"]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert 3 <= len(re.findall(r"^## ", text, flags=re.MULTILINE)) - 2 <= 6


@each(SERIES)
def test_minutes_add_up(path):
    text = prose(path)
    total = int(re.search(r"\*\*Time:\*\* (\d+) minutes", text)[1])
    steps = [int(minutes) for minutes in re.findall(r"^## .*\((\d+) minutes?\)$", text, flags=re.MULTILINE)]
    assert sum(steps) == total
    if listed := re.search(r"\*\*Time:\*\* \d+ minutes: (.+)", text):
        assert [int(minutes) for minutes in re.findall(r"\d+", listed[1])] == steps


@each(LESSONS)
def test_links_resolve(path):
    for target in re.findall(r"\]\(([^)]+)\)", prose(path)):
        assert not target.startswith("http"), target
        assert (path.parent / target.split("#")[0]).exists(), target


def misquoted(words):
    """Return the quotations that neither stand in the passage nor are marked as model sentences."""
    found = re.findall(r"“([^”]+)”", words)
    return [
        quotation
        for quotation in found
        if "*" not in quotation and quotation.rstrip(".,") not in nkj.passage().text
    ]


def row_words():
    """Return the words of every row of the wider record, by its id."""
    tables = [nkj.context.table(name) for name in nkj.context.catalog()["table"]]
    return {row.iloc[0]: " ".join(map(str, row)) for frame in tables for _, row in frame.iterrows()}


def from_outside(words, *, known="", record=None):
    """Return numbers and names that stand neither in the passage, nor in ``known``, nor in a row named by id."""
    named = [name for name in re.findall(r"\b[A-Z]{2}\d\d[a-z]?\b", words) if name in (record or {})]
    text = " ".join([nkj.passage().text, known, *(record[name] for name in named)])
    bare = re.sub(r"\bS\d\d\b|\(\d+ minutes?\)|^\d\.|^## \d\.|\]\([^)]+\)|\*\*Time:\*\*.*", "", words, flags=re.M)
    for name in named:
        bare = bare.replace(name, "")
    numbers = sorted(set(re.findall(r"\d+", bare)) - set(re.findall(r"\d+", text)))
    names = re.findall(r"(?<=[a-z,;] )[A-Z]\w+", bare)
    return numbers + [name for name in names if name not in text and name not in OURS]


@each(WRITTEN)
def test_quotations_from_the_text_stand_in_it(path):
    assert misquoted(prose(path)) == []


@each(WRITTEN)
def test_no_number_and_no_name_from_outside_stands_in_the_prose(path):
    """Lesson 06 may take them from rows of the wider record too, where the same cell names these rows by id.

    Lesson 01 may take them from the web page around the passage, which is what it is about.
    """
    record = row_words() if path.stem == FROM_THE_RECORD else {}
    page = AS_IT_CAME.read_text(encoding="utf-8") if path.stem == FROM_THE_PAGE else ""
    for cell in notebook(path)["cells"]:
        if cell["cell_type"] == "markdown":
            assert from_outside(source(cell), known=page, record=record) == []


def texts(value):
    """Yield every text in a TOML value, but lesson numbers and the codes of standards."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in ("lesson", "standards", "code"):
                yield from texts(one)


@each(GUIDES)
def test_the_guide_to_a_lesson_quotes_exactly_and_names_nothing_from_outside(path):
    """Minutes may stand in it, and parts of a lesson."""
    page = AS_IT_CAME.read_text(encoding="utf-8") if path.stem == "guide_01" else ""
    for words in texts(tomllib.loads(path.read_text(encoding="utf-8"))):
        assert misquoted(words) == []
        bare = re.sub(
            r"\b\d+ minutes|\(\d+\)|\b(?:pairs|agenda|part) \d\b|\blesson 0\d\b|\bq\d\d-\d\d\b", "", words
        )
        assert from_outside(bare, known=page) == [], words


@each(SERIES)
def test_only_lesson_06_leaves_the_document(path):
    from_outside = [cell for cell in code_cells(path) if re.search(r"nkj\.(context|compare)\b", source(cell))]
    assert bool(from_outside) == (path.stem == FROM_THE_RECORD)


@each([path for path in SERIES if path.stem != "08_data_room"])  # optional, and full of tasks
def test_every_question_of_the_lesson_is_asked_in_it_but_those_of_the_check(path):
    cells = [source(cell) for cell in code_cells(path)]
    asked = [name for cell in cells for name in re.findall(r"q\d\d-\d\d", cell)]
    assert len(asked) == len(set(asked))
    ours = [item for item in nkj.items.items(path.stem[:2]) if not item.check]
    assert {item.item_id for item in ours} - set(asked) == set()
    assert not {item.item_id for item in nkj.items.check_items()} & set(asked)


@each(LESSONS)
def test_no_lesson_asks_for_a_double_click(path):
    """After one, JupyterLab may still take what is typed for commands: cells appear, and the text is lost."""
    assert not re.search(r"double[\s-]*click", json.dumps(notebook(path)), flags=re.IGNORECASE)


@each(GUIDES)
def test_no_guide_asks_for_a_double_click(path):
    assert not re.search(r"double[\s-]*click", path.read_text(encoding="utf-8"), flags=re.IGNORECASE)


@each(SERIES)
def test_a_lesson_has_a_place_to_write_and_keeps_it_under_its_own_number(path):
    cells = [source(cell) for cell in code_cells(path)]
    places = [cell for cell in cells if re.search(r"widgets\.(Notes|Writer)\(", cell)]
    assert places
    kept = [name for cell in cells for name in re.findall(r"widgets\.Notes\(\s*\"([^\"]+)", cell)]
    assert all(name.startswith(f"{path.stem[:2]}-") for name in kept)


@pytest.fixture
def kernel(offline, tmp_path, monkeypatch):
    """Return a runner of cells in one kernel without network; its folder is not the project's."""
    monkeypatch.setenv("PYTHONPATH", offline["PYTHONPATH"])
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    client = NotebookClient(nbformat.v4.new_notebook(), timeout=60, resources={"metadata": {"path": str(tmp_path)}})
    with client.setup_kernel():

        def run(code):
            cell = nbformat.v4.new_code_cell(code)
            client.nb.cells.append(cell)
            client.execute_cell(cell, len(client.nb.cells) - 1)
            return cell.outputs

        yield run


@each(WRITTEN)
def test_runs_from_first_to_last_cell_without_network_and_says_something_in_each(path, kernel):
    for cell in code_cells(path):
        outputs = kernel(source(cell))
        assert outputs, source(cell)
        assert not [output for output in outputs if output.get("name") == "stderr"], outputs
        if "nkj.context." in source(cell):
            assert "outside the document" in json.dumps(outputs).lower(), source(cell)
    assert any("Ready:" in output.get("text", "") for output in kernel(source(code_cells(path)[0])))


@each(WRITTEN)
def test_each_cell_runs_alone_twice_and_in_reverse_order(path, kernel):
    cells = [source(cell) for cell in code_cells(path)]
    for cell in cells:
        kernel("%reset -f")
        kernel(cell)
        kernel(cell)
    kernel("%reset -f")
    for cell in reversed(cells):
        kernel(cell)


def test_the_first_cell_gives_advice_where_the_package_is_missing_or_spoiled(kernel):
    first = source(code_cells(SERIES[0])[0])
    kernel("import sys; sys.modules['nkj_data'] = None")
    text = "".join(output.get("text", "") for output in kernel(first))
    assert text.startswith("This page cannot start yet. Close it and start again with: python start.py\n")


@each(SERIES)
def test_a_lesson_is_short_enough_to_be_read(path):
    """Every word of ours counts, folded ones too: a page that is read in four minutes leaves the hour for work."""
    words = re.findall(r"[\w'’-]+", prose(path))
    assert len(words) <= (600 if path.stem.startswith("00") else 1000)


@each(SERIES)
def test_a_lesson_speaks_to_learners_and_says_once_what_to_press(path):
    text = prose(path)
    assert "For teachers" not in text
    assert text.count("> **Take care.**") == 1
    assert text.count("Run → Run All Cells") == 1
    # In the data room learners write code and run it.
    assert path.stem.startswith("08") or not re.search(r"[Rr]un the (next )?cell\b|next cell opens", text)
