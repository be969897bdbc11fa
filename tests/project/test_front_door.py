"""The front door: cheap to import, helpful when asked for what is not there."""

import json
import subprocess
import sys
from types import ModuleType

import pytest

import nkj_data as nkj
from nkj_data import context
from nkj_data.document import tables
from nkj_data.errors import Problem, SchemaError
from nkj_data.lab import doctor


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
    monkeypatch.setitem(doctor._NEEDED, "a-package-nobody-has", "pip install it")
    report = nkj.doctor()
    assert not report.ok
    assert "PROBLEM  a-package-nobody-has is not installed. Type: pip install it" in str(report)
    assert "motives.csv: the file is missing" in str(report)
    assert "talks.csv: the file is missing" in str(report)
    assert str(report).endswith("Do what the lines marked PROBLEM say, then ask again.")


def test_no_public_name_is_hidden_by_a_module_of_the_same_name():
    """Importing ``nkj_data.x`` binds ``x`` on the package, over a function of that name."""
    from pathlib import Path

    stems = {path.stem for path in Path(nkj.__file__).parent.iterdir()}
    assert stems & set(nkj.__all__) == {n for n in nkj.__all__ if isinstance(getattr(nkj, n), ModuleType)}
