"""What is installed is what was locked, and what is shipped is complete."""

import json
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from nkj_data.lab.extension import lesson_marks

ROOT = Path(__file__).parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = ("requirements.lock", "requirements-test.lock")


def lock(name):
    """Return every requirement of a lock file and the text of its hashes."""
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.findall(r"^(\S+==.+?) \\\n((?:    --hash=.+\n)+)", text, re.MULTILINE)
    assert len(entries) == len(re.findall(r"^[^\s#]", text, re.MULTILINE)), "a line without hashes"
    return {str(Requirement(words)): hashes for words, hashes in entries}


def declared(*extras):
    """Return what pyproject.toml asks for, by name, without the package itself."""
    words = [*PROJECT["dependencies"]]
    for extra in extras:
        words += PROJECT["optional-dependencies"][extra]
    found = [Requirement(word) for word in words]
    return {canonicalize_name(one.name): one.specifier for one in found if one.name != PROJECT["name"]}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_hashes_and_no_address(name):
    assert all(re.fullmatch(r"(?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", each) for each in lock(name).values())
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"index-url|find-links|@ file", text)
    header = text.splitlines()[1]
    assert header.startswith("#    uv pip compile pyproject.toml --universal --python-version 3.11 ")
    assert header.split(" -o ")[1] == name


@pytest.mark.parametrize(("name", "extras"), [(LOCKS[0], ["lab"]), (LOCKS[1], ["lab", "test"])])
def test_a_lock_fulfils_what_pyproject_asks_for(name, extras):
    locked = {}
    for entry in map(Requirement, lock(name)):
        locked.setdefault(canonicalize_name(entry.name), []).append(next(iter(entry.specifier)).version)
    for package, wanted in declared(*extras).items():
        assert locked[package], package
        assert all(version in wanted for version in locked[package]), package


def test_the_tests_run_on_the_very_packages_the_lessons_run_on():
    lessons, tests = map(lock, LOCKS)
    assert {entry: tests.get(entry) for entry in lessons} == lessons


def test_conda_gets_what_pip_gets():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert environment["channels"] == ["conda-forge"]
    *packages, pip, with_pip = environment["dependencies"]
    assert pip == "pip"
    assert with_pip == {"pip": ["-e ."]}
    found = {one.name: one.specifier for one in map(Requirement, packages)}
    python = found.pop("python")
    assert PROJECT["requires-python"] in {str(part) for part in python}
    assert found == declared("lab")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", ".", "--no-build-isolation", "--no-deps", "--wheel-dir", str(folder))
    (built,) = folder.iterdir()
    return built


def pip(*words):
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *words]
    done = subprocess.run([*command, "--no-index"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def shipped(folder):
    """Return the files below a folder that belong to the project."""
    hidden = re.compile(r"(^|/)(\.|__pycache__)")
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    return {name for name in names if not hidden.search(name)}


def test_the_wheel_has_the_package_its_data_and_the_lessons_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as file:
        names = set(file.namelist())
    package = {f"nkj_data/{name}" for name in shipped(ROOT / "nkj_data")}
    lessons = {f"nkj_data/notebooks/{name}" for name in shipped(ROOT / "notebooks")}
    assert "nkj_data/data/document/passage.txt" in package
    assert "nkj_data/notebooks/00_start_here.ipynb" in lessons
    info = {name for name in names if name.startswith(f"nkj_data-{PROJECT['version']}.dist-info/")}
    extension = {name for name in names if "/data/share/jupyter/labextensions/nkj-lessons/" in name}
    pictures = {f"nkj_data/pictures/{name}" for name in shipped(ROOT / "docs" / "charts")}
    assert names - info - extension == package | lessons | pictures
    assert any(name.endswith("licenses/LICENSE") for name in info)


def test_the_wheel_has_the_extension_with_the_marks_of_its_lessons(wheel):
    folder = f"nkj_data-{PROJECT['version']}.data/data/share/jupyter/labextensions/nkj-lessons"
    with zipfile.ZipFile(wheel) as file:
        described = json.loads(file.read(f"{folder}/package.json"))
        signed = json.loads(file.read(f"{folder}/static/lessons.json"))
        passage = json.loads(file.read(f"{folder}/static/passage.json"))
        file.read(f"{folder}/{described['jupyterlab']['_build']['load']}")
        for name in ("labextension/lessons.js", "widgets/js/lib/pane.js", "widgets/css/pane.css"):
            file.read(f"{folder}/static/{name}")
    assert described["version"] == PROJECT["version"]
    assert signed["lessons"] == sorted(lesson_marks(ROOT / "notebooks"))
    assert len(passage["sentences"]) == 14


def test_the_lessons_are_found_where_the_wheel_is_installed(wheel, tmp_path):
    site = tmp_path / "site"
    pip("install", "--no-deps", "--target", str(site), str(wheel))
    code = f"import sys; sys.path.insert(0, {str(site)!r})\n"
    code += "from nkj_data.lab.server import packaged_lessons; print(packaged_lessons())"
    done = subprocess.run([sys.executable, "-I", "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout.strip() == str(site.resolve() / "nkj_data" / "notebooks"), done.stderr
