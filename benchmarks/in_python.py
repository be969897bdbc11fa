"""Measures that need no browser: importing, reading and checking, and how time grows with size."""

from __future__ import annotations

import csv
import json
import math
import shutil
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from table import Table, middle

import nkj_data as nkj
from nkj_data import items
from nkj_data.document.passage import passage
from nkj_data.document.schema import read_descriptor, read_package
from nkj_data.items.parse import read_bank
from nkj_data.packaged_files import data_folder
from nkj_data.record import Record
from nkj_data.widgets.text import hard_words

TABLES = Path(str(data_folder())) / "tables"
FIRST_TABLE = {
    "ours: `nkj.motives()`, read and checked": "import nkj_data as nkj; nkj.motives()",
    "pandas: `read_csv` of the same file": f"import pandas as pd; pd.read_csv({str(TABLES / 'motives.csv')!r})",
    "great_tables.data": "from great_tables.data import gtcars; gtcars.head()",
    "palmerpenguins": "from palmerpenguins import load_penguins; load_penguins()",
    "vega_datasets": "from vega_datasets import data; data.cars()",
}
IMPORT = {
    "ours: `nkj_data`": "import nkj_data",
    "pandas": "import pandas",
    "great_tables.data": "import great_tables.data",
    "palmerpenguins": "import palmerpenguins",
    "vega_datasets": "import vega_datasets",
}
SIZES = (1, 10, 100, 1000)


def in_fresh_python(code: str) -> float:
    """Return how many milliseconds some code takes in a Python of its own, once that has started."""
    timed = f"import time; t = time.perf_counter(); {code}; print((time.perf_counter() - t) * 1000)"
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", timed], capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


def in_turn(given: dict[str, Callable[[], float]], runs: int) -> dict[str, float]:
    """Return the median of each measure, taken in turn so that a busy moment meets them all."""
    found: dict[str, list[float]] = {name: [] for name in given}
    for _ in range(runs):
        for name, measure in given.items():
            found[name].append(measure())
    return {name: middle(values) for name, values in found.items()}


def imports(runs: int) -> Table:
    """Measure importing, and the first table."""
    first = in_turn({name: lambda code=code: in_fresh_python(code) for name, code in FIRST_TABLE.items()}, runs)
    alone = in_turn({name: lambda code=code: in_fresh_python(code) for name, code in IMPORT.items()}, runs)
    rows = {name: [first[name], import_ms] for name, import_ms in zip(FIRST_TABLE, alone.values(), strict=True)}
    note = "A peer's table is one of its own, of 33 to 406 rows. Ours waits for pandas, as palmerpenguins does."
    return Table("Importing, and the first table", ["first table, ms", "import alone, ms"], rows, 0, [note])


def checking(runs: int) -> Table:
    """Measure reading and checking all fourteen tables of the document."""
    frictionless = f"""
from frictionless import validate
import time; t = time.perf_counter()
report = validate({str(TABLES / "datapackage.json")!r})
assert report.valid, report.flatten(["message"])[:3]
"""
    pandera = f"""
import json, pandas as pd, pandera.pandas as pa
from pathlib import Path
folder = Path({str(TABLES)!r})
import time; t = time.perf_counter()
for resource in json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
    columns = {{}}
    for one in resource["schema"]["fields"]:
        rules = one.get("constraints", {{}})
        checks = [pa.Check.isin(rules["enum"])] if "enum" in rules else []
        if "pattern" in rules:
            checks.append(pa.Check.str_matches("^(?:" + rules["pattern"] + ")$"))
        columns[one["name"]] = pa.Column(
            str, checks, nullable=not rules.get("required", False), unique=rules.get("unique", False)
        )
    frame = pd.read_csv(folder / resource["path"], dtype=str, keep_default_na=False, na_values=[""])
    pa.DataFrameSchema(columns).validate(frame, lazy=True)
"""
    ours = """
import pandas, nkj_data as nkj
from nkj_data.document import tables
import time; t = time.perf_counter()
for name in nkj.catalog()["table"]: nkj.table(name)
"""
    timed = {"ours": ours, "frictionless `validate`": frictionless, "pandera": pandera}

    def measure(code: str) -> float:
        told = code + "\nprint((time.perf_counter() - t) * 1000)"
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", told], capture_output=True, text=True, check=True
        )
        return float(done.stdout.split()[-1])

    found = in_turn({name: lambda code=code: measure(code) for name, code in timed.items()}, runs)
    does = {
        "ours": "types, vocabularies, patterns, keys, and each quotation found in the passage",
        "frictionless `validate`": "types, vocabularies, patterns, keys",
        "pandera": "vocabularies, patterns, keys; every cell as text",
    }
    rows = {name: [value, does[name]] for name, value in found.items()}
    note = "Imports are not counted. Only ours looks each quotation up; frictionless reads the files as a stream."
    return Table("Reading and checking all tables", ["ms", "what is checked"], rows, 0, [note])


def growth(runs: int) -> Table:
    """Measure how time grows when everything is ten, a hundred and a thousand times as large."""
    rows: dict[str, list[float | str]] = {}
    for name, make in {"tables": _tables, "sentences": _sentences, "items": _items, "record": _record}.items():
        points, memory = [], 0.0
        for size in SIZES:
            with tempfile.TemporaryDirectory() as folder:
                run = make(size, Path(folder))
                repeat = runs if size < 100 else max(1, runs // 3)
                times = []
                for _ in range(repeat):
                    begun = time.perf_counter()
                    run()
                    times.append((time.perf_counter() - begun) * 1000)
                points.append((size, middle(times)))
                if size == SIZES[-1]:
                    tracemalloc.start()
                    run()
                    memory = tracemalloc.get_traced_memory()[1] / 1e6
                    tracemalloc.stop()
        rows[name] = [*(ms for _, ms in points), f"{_slope(points[1:]):.2f}", memory]
    columns = [*(f"×{size:,}, ms" for size in SIZES), "exponent", "peak at ×1,000, MB"]
    notes = [
        "*tables*: the claims, so many times, read, checked and cast. *sentences*: hard words found in so many "
        "sentences. *items*: a bank of so many lessons read and checked. *record*: so many hundred lines loaded, "
        "and where the learner stands. The exponent is the slope of a line through the last three points on "
        "logarithmic axes: 1 is linear."
    ]
    return Table("Growth", columns, rows, None, notes)


def answers(runs: int) -> Table:
    """Measure what an answer costs when the record is long."""
    rows: dict[str, list[float | str]] = {}
    for lines in (100, 100_000):
        with tempfile.TemporaryDirectory() as folder:
            record = Record(_record_file(lines, Path(folder)))
            record.state()
            chosen = items.item("q03-01").options[0].option_id
            times = []
            for _ in range(max(runs, 7) * 3):
                begun = time.perf_counter()
                record.answer("q03-01", {"choice": chosen})
                record.state()
                times.append((time.perf_counter() - begun) * 1000)
            rows[f"{lines:,} lines"] = [middle(times), max(times)]
    note = "One answer: scored, written, flushed to disk, and where the learner stands told anew."
    return Table("An answer on disk", ["median, ms", "slowest, ms"], rows, None, [note])


def _slope(points: list[tuple[int, float]]) -> float:
    xs, ys = [math.log(size) for size, _ in points], [math.log(max(ms, 1e-6)) for _, ms in points]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    above = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    return above / sum((x - mean_x) ** 2 for x in xs)


def _tables(size: int, folder: Path) -> Callable[[], object]:
    descriptor = json.loads((TABLES / "datapackage.json").read_text(encoding="utf-8"))
    kept = [one for one in descriptor["resources"] if one["name"] in ("sentences", "claims")]
    for resource in kept:
        for column in resource["schema"]["fields"]:
            if "pattern" in column.get("constraints", {}) and column["name"] == "claim_id":
                column["constraints"]["pattern"] = r"claim-\d+"
    (folder / "datapackage.json").write_text(json.dumps({**descriptor, "resources": kept}), encoding="utf-8")
    shutil.copy(TABLES / "sentences.csv", folder)
    with (TABLES / "claims.csv").open(encoding="utf-8", newline="") as file:
        given = list(csv.DictReader(file))
    with (folder / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, given[0], lineterminator="\n")
        writer.writeheader()
        for copy in range(size):
            writer.writerows({**row, "claim_id": f"claim-{copy * 100 + at:07}"} for at, row in enumerate(given))
    return lambda: read_package(folder, read_descriptor(folder), passage())


def _sentences(size: int, _: Path) -> Callable[[], object]:
    terms = list(nkj.glossary()["term"])
    sentences = list(nkj.sentences()["quote"]) * size
    return lambda: [hard_words(sentence, terms) for sentence in sentences]


def _items(size: int, folder: Path) -> Callable[[], object]:
    given = (Path(str(data_folder())) / "lessons" / "items_03.toml").read_text(encoding="utf-8")
    frame = nkj.sentences()
    sentences = dict(zip(frame["sentence_id"], frame["quote"], strict=True))
    names = []
    for copy in range(size):
        name = f"{copy + 10:05}"
        names.append(name)
        text = given.replace('lesson = "03"', f'lesson = "{name}"').replace("q03-", f"q{name}-")
        (folder / f"items_{name}.toml").write_text(text, encoding="utf-8")
    return lambda: read_bank(folder, sentences, lessons=names)


def _record_file(lines: int, folder: Path) -> Path:
    """Write a record of so many lines and return its folder."""
    made = Record(folder)
    path = made.path
    chosen = items.item("q03-01").options[0].option_id
    made.answer("q03-01", {"choice": chosen})
    first = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    names = [one.item_id for one in items.items() if one.kind in ("single", "verdict")]
    start = datetime(2026, 1, 1, tzinfo=UTC)
    with path.open("a", encoding="utf-8") as file:
        for at in range(lines - len(first)):
            stamp = (start + timedelta(seconds=at)).isoformat()
            line = {**first[-1], "id": f"{at:032x}", "item": names[at % len(names)], "at": stamp}
            file.write(json.dumps(line) + "\n")
    return folder


def _record(size: int, folder: Path) -> Callable[[], object]:
    _record_file(100 * size, folder)
    return lambda: Record(folder).state()


PARTS = {"imports": imports, "checking": checking, "growth": growth, "answers": answers}
