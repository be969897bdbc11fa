"""What JupyterLab loads for the lessons, put together in a folder of the session, and the marks of what may run.

A lesson runs when it opens only if its code is what this package put there: the page compares the mark of the code
cells with the list written here. A name or a line of metadata proves nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nkj_data.interface import wording
from nkj_data.packaged_files import package_folder

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

NAME = "nkj-lessons"
# Where each part of the package goes; the modules find each other as they do in the package.
PARTS: Mapping[str, str] = {
    "labextension/package.json": "package.json",
    "labextension/remoteEntry.js": "static/remoteEntry.js",
    "labextension/lessons.js": "static/labextension/lessons.js",
    "labextension/passage.json": "static/passage.json",
    "labextension/lessons.css": "static/labextension/lessons.css",
    "widgets/js/lib": "static/widgets/js/lib",
    "widgets/css": "static/widgets/css",
}


def mark_of(notebook: Mapping[str, Any]) -> str:
    """Return the mark of a notebook's code; ``labextension/lessons.js`` makes the same one of what is open."""
    code = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return sha256("\0".join(code).encode("utf-8", "surrogatepass")).hexdigest()


def lesson_marks(folder: Path) -> dict[str, str]:
    """Return the marks of the notebooks in a folder, with their names."""
    found = {}
    for path in sorted(folder.rglob("*.ipynb")):
        name = path.relative_to(folder)
        if not any(part.startswith((".", "__")) for part in name.parts):
            found[mark_of(json.loads(path.read_text(encoding="utf-8")))] = name.as_posix()
    return found


def write_extension(folder: Path, marks: Iterable[str], names: Iterable[str]) -> Path:
    """Write the extension below ``folder`` and return where it lies.

    Parameters
    ----------
    folder : Path
        A folder of prebuilt extensions, in which JupyterLab looks.
    marks : several str
        The marks of the lessons that may run when they open.
    names : several str
        Their file names; the kernel of one of them is started as soon as its page is asked for.
    """
    target = folder / NAME
    for source, place in PARTS.items():
        _copy(package_folder().joinpath(*source.split("/")), target / place)
    words = {name: dict(wording(name)) for name in ("lessons", "pane", "lesson_bar")}
    signed = {"lessons": sorted(set(marks)), "names": sorted(set(names)), "strings": words}
    signed["titles"] = dict(wording("lesson_titles"))
    (target / "static" / "lessons.json").write_text(json.dumps(signed, ensure_ascii=False), encoding="utf-8")
    return target


def _copy(source: Traversable, target: Path) -> None:
    if source.is_dir():
        for inside in source.iterdir():
            if not inside.name.startswith((".", "__")):
                _copy(inside, target / inside.name)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(source.read_bytes())
