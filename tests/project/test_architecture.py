"""The house rules: floors, tools, and what must never be written into a file."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "nkj_data"
FLOORS = [
    {"errors"},
    {"lazy", "packaged_files"},
    {"interface"},
    {"document"},
    {"context"},
    {"charts", "texts", "items", "coding"},
    {"tasks", "record"},
    {"lessons", "widgets"},
    {"pages", "exports", "pulse"},
    {"lab"},
    {"classroom"},
    {"cli"},
    {"__main__"},
]
ONLY_IN = {"plotly": {"charts"}, "anywidget": {"widgets"}, "genanki": {"exports"}}


def part(path):
    relative = path.relative_to(PACKAGE)
    return relative.parts[0].removesuffix(".py")


def imports(path):
    """Yield every module a file imports at run time, wherever in it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            skipped.update(id(inner) for inner in ast.walk(node))
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "nkj_data":
            yield from (f"nkj_data.{name.name}" for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."


def floor(name):
    return next(number for number, names in enumerate(FLOORS) if name in names)


FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py" or path.parent != PACKAGE)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_from_lower_floors(path):
    here = part(path)
    for name in imports(path):
        head, *rest = name.split(".")
        assert head in sys.stdlib_module_names | {"nkj_data"} or here in ONLY_IN.get(head, {here}), name
        if head != "nkj_data" or not rest or rest[0] in ("__version__",):
            continue
        there = rest[0]
        if there == here:
            continue
        if there in {name for names in FLOORS for name in names}:
            assert floor(there) < floor(here), f"{here} imports {there}"


def test_every_module_has_a_floor():
    known = {name for names in FLOORS for name in names}
    assert {part(path) for path in FILES} <= known


def run(*command):
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "command",
    [("ruff", "format", "--check", "."), ("ruff", "check", "."), ("mypy",)],
    ids=lambda c: " ".join(c[:2]),
)
def test_the_tools_find_nothing(command):
    done = run(*command)
    assert done.returncode == 0, done.stdout + done.stderr


def tracked():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git checkout")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).exists()]


def test_files_are_utf8_with_lf_ends_and_no_byte_order_mark():
    for path in tracked():
        if path.suffix in {".png", ".svg"}:
            continue
        content = path.read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf"), path
        assert b"\r" not in content, path
        content.decode("utf-8")


def test_no_file_names_a_registry_or_a_path_of_some_machine():
    hosts = re.compile(
        "|".join(["pypi" + r"\.org", "python" + "hosted", "npm" + "js", r"/(?:ro" + "ot|ho" + "me)/"])
    )
    for path in tracked():
        if path.suffix not in {".png"}:
            assert not hosts.search(path.read_text(encoding="utf-8")), path


def test_versions_agree():
    import nkj_data

    descriptor = json.loads((PACKAGE / "data" / "tables" / "datapackage.json").read_text(encoding="utf-8"))
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'\nversion = "{nkj_data.__version__}"' in pyproject
    assert descriptor["version"] == nkj_data.__version__
    assert f"## {nkj_data.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
