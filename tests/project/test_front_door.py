"""The front door: cheap to import, helpful when asked for what is not there."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

import nkj_data as nkj
from nkj_data import context
from nkj_data.document import tables
from nkj_data.errors import Problem, SchemaError
from nkj_data.lab import doctor

ROOT = Path(__file__).parent.parent.parent


def modules_after(code):
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport json, sys; print(json.dumps(sorted(sys.modules)))"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_importing_loads_no_pandas_and_nothing_heavy():
    loaded = modules_after("import nkj_data") - modules_after("import importlib")
    assert {name for name in loaded if not name.startswith("nkj_data")} <= {"__future__", "importlib"}
    assert loaded & {"pandas", "plotly", "anywidget"} == set()


def test_the_way_to_a_table_loads_no_plotly_and_no_widgets():
    loaded = modules_after("import nkj_data as nkj\nnkj.motives()\nnkj.evidence('S01')")
    assert loaded & {"plotly", "anywidget", "ipywidgets", "nbformat", "jsonschema"} == set()


def test_a_chart_loads_no_jsonschema_grammars_and_no_plotly_express():
    loaded = modules_after(
        "import nkj_data as nkj\nnkj.widgets.linked(nkj.charts.motive_map, nkj.motives(), nkj.shortages())"
    )
    assert loaded & {"plotly.express", "nbformat", "jsonschema", "rfc3987_syntax"} == set()


def test_every_public_name_is_there_and_listed():
    for name in nkj.__all__:
        assert getattr(nkj, name) is not None
    assert dir(nkj) == sorted(nkj.__all__)


def test_an_unknown_name_says_the_nearest():
    with pytest.raises(AttributeError, match=r"There is no public name 'motivs'. Did you mean 'motives'\?"):
        nkj.motivs  # noqa: B018


def test_the_doctor_finds_everything_here():
    report = nkj.doctor()
    assert report.ok, report
    assert str(report).endswith("Everything is here.")


def test_the_doctor_says_what_is_wrong_and_what_to_do(monkeypatch):
    def spoiled():
        raise SchemaError([Problem("motives.csv", "the file is missing")])

    def lost():
        raise SchemaError([Problem("talks.csv", "the file is missing")])

    monkeypatch.setattr(tables, "catalog", spoiled)
    monkeypatch.setattr(context, "catalog", lost)
    monkeypatch.setitem(doctor._NEEDED, "a-package-nobody-has", "7.1")
    report = nkj.doctor()
    assert not report.ok
    advice = doctor._advice("a-package-nobody-has", "7.1")
    assert f"PROBLEM  a-package-nobody-has is not installed. {advice}" in str(report)
    assert "motives.csv: the file is missing" in str(report)
    assert "talks.csv: the file is missing" in str(report)
    assert str(report).endswith("Do what the lines marked PROBLEM say, then ask again.")


def test_the_doctor_asks_for_what_the_package_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["lab"]]
    assert sorted(asked) == sorted(f"{name}>={oldest}" for name, oldest in doctor._NEEDED.items())


@pytest.mark.parametrize(
    ("found", "ok"),
    [("2.3.3", False), ("3.0", True), ("3.0.0", True), ("3.0.0rc1", True), ("10.1", True), ("2.99.1+x", False)],
)
def test_a_package_below_its_minimum_is_no_well_found_one(monkeypatch, found, ok):
    monkeypatch.setattr(doctor, "version", lambda name: found)
    line = doctor._package("pandas", "3.0")
    assert line.ok is ok
    too_old = f"pandas {found} is too old: 3.0 or newer is needed. {doctor._advice('pandas', '3.0')}"
    assert line.says == (f"pandas {found}" if ok else too_old)


def test_advice_is_what_works_on_each_way_of_installing(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor.sys, "executable", "/opt/a b/python")
    monkeypatch.setattr(doctor, "find_spec", lambda name: "pip")
    monkeypatch.setattr(doctor.sys, "prefix", str(tmp_path))
    assert doctor._advice("x", "1") == 'Type in a terminal: "/opt/a b/python" -m pip install "x>=1"'
    monkeypatch.setattr(doctor, "find_spec", lambda name: None)
    assert doctor._advice("x", "1") == 'Type in a terminal: uv pip install --python "/opt/a b/python" "x>=1"'
    (tmp_path / "made-by-start-py.txt").touch()
    says = "Close the lessons and type in a terminal, in the folder of start.py: python start.py"
    assert doctor._advice("x", "1") == says
    start = (ROOT / "start.py").read_text(encoding="utf-8")
    assert f'STAMP = "{doctor._STAMP}"' in start


@pytest.mark.parametrize("name", ["pandas.py", "plotly.py", "anywidget/__init__.py", "random.py"])
def test_a_neighbour_that_is_taken_for_a_package_is_named(tmp_path, name):
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("x = 1\n", encoding="utf-8")
    code = (  # the folder comes before the packages and after the standard library, as in a notebook
        f"import sys\nsys.path[:] = [path for path in sys.path if path]\nsys.path.append({str(ROOT)!r})\n"
        "at = next(nr for nr, path in enumerate(sys.path) if path.endswith('site-packages'))\n"
        "sys.path.insert(at, '')\nimport nkj_data as nkj\nprint(nkj.doctor().ready)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    if name == "random.py":
        assert done.stdout.startswith("Ready: ")
        return
    package = name.split("/")[0].removesuffix(".py")
    shown = file.parent if "/" in name else file
    assert done.stdout.splitlines()[:2] == [
        "Not ready yet. Do this, then restart the kernel and run this cell again:",
        f"- {shown} is taken for the package {package}. Give it another name, then restart the kernel.",
    ]


def test_ready_means_that_nothing_is_missing(monkeypatch):
    assert nkj.doctor().ready == "Ready: 14 sentences, 69 claims, each with its words."
    monkeypatch.setitem(doctor._NEEDED, "anywidgets", "0.11")
    assert nkj.doctor().ready.splitlines()[1].startswith("- anywidgets is not installed. ")


def test_no_public_name_is_hidden_by_a_module_of_the_same_name():
    """Importing ``nkj_data.x`` binds ``x`` on the package, over a function of that name."""
    from pathlib import Path

    stems = {path.stem for path in Path(nkj.__file__).parent.iterdir()}
    assert stems & set(nkj.__all__) == {n for n in nkj.__all__ if isinstance(getattr(nkj, n), ModuleType)}
