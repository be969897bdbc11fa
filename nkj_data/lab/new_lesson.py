"""Begin a lesson of one's own: a notebook that runs as it is, and a file of questions to change."""

from __future__ import annotations

import json
from pathlib import Path

from nkj_data.errors import NKJError
from nkj_data.interface import wording
from nkj_data.items.parse import OWN_LESSON

FOLDER = "own"
"""Beside the lessons; ``nkj lab`` takes the questions in it along."""


class NewLessonError(NKJError):
    """The lesson cannot be begun; the message says what to do."""


def new_lesson(name: str, folder: Path) -> tuple[Path, Path]:
    """Write a notebook and a file of questions into a folder, over nothing that is there, and return both.

    Raises
    ------
    NewLessonError
        The name will not do, a file is there already, or the folder cannot be written.
    """
    if not OWN_LESSON.fullmatch(name):
        raise NewLessonError(f"{name!r} is no name for a lesson: 2 to 20 small letters, the first not q.")
    notebook, questions = folder / f"{name}.ipynb", folder / f"{name}.toml"
    if there := [path for path in (notebook, questions) if path.exists()]:
        raise NewLessonError(f"{there[0]} is there already, and nothing was written. Choose another name.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        questions.write_text(_questions(name), encoding="utf-8")
        notebook.write_text(_notebook(name), encoding="utf-8")
    except OSError as error:
        raise NewLessonError(
            f"{folder} cannot be written ({error.strerror}). Name another with --folder."
        ) from error
    return notebook, questions


def _questions(name: str) -> str:
    return wording("new_lesson")["questions"].replace("{name}", name)


def _notebook(name: str) -> str:
    say = wording("new_lesson")
    show = "# Show {what}\nimport nkj_data as nkj\n\nnkj.{call}"
    cells = [
        ("markdown", say["head"].replace("{name}", name)),
        ("code", show.format(what="the steps of this lesson", call="widgets.Steps()")),
        ("code", show.format(what="the passage, with its hard words explained", call="widgets.Text()")),
        ("markdown", say["chart"]),
        (
            "code",
            show.format(
                what="the map of motives, linked to the words of the passage",
                call="widgets.linked(nkj.charts.motive_map, nkj.motives(), nkj.shortages())",
            ),
        ),
        ("markdown", say["ask"].replace("{name}", name)),
        ("code", show.format(what="your own questions", call=f'widgets.Quiz("{name}-01", "{name}-02")')),
        ("markdown", say["end"]),
        ("code", show.format(what="a place to write", call=f'widgets.Notes("99-{name}", "{say["exit"]}")')),
        ("code", show.format(what="how far you are", call=f'widgets.Progress("{name}")')),
    ]
    content = {
        "cells": [
            {
                "cell_type": kind,
                "id": f"{name}-{at:02}",
                "metadata": {"jupyter": {"source_hidden": True}} if kind == "code" else {},
                "source": text.splitlines(keepends=True),
            }
            | ({"execution_count": None, "outputs": []} if kind == "code" else {})
            for at, (kind, text) in enumerate(cells, start=1)
        ],
        "metadata": {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"
