"""Floor 0: the files that come with the package, opened here and nowhere else."""

from __future__ import annotations

import os
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nkj_data.errors import NKJError, Problem, SchemaError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def package_folder() -> Traversable:
    """Return the folder of the package itself."""
    return files("nkj_data")


def data_folder() -> Traversable:
    """Return the folder of packaged data files."""
    return package_folder() / "data"


TEXT = "NKJ_TEXT"
"""The environment variable that names the folder of another text; ``nkj.open_text`` sets it."""


def text_folder() -> Traversable:
    """Return the folder of the text that is read: passage, tables, questions, coding. Ours, or another one."""
    return Path(folder) if (folder := os.environ.get(TEXT)) else data_folder()


def other_text() -> bool:
    """Return whether another text than ours is read."""
    return bool(os.environ.get(TEXT))


def read_toml(folder: Traversable, file: str) -> dict[str, Any]:
    """Return what is in a TOML file that people edit.

    Raises
    ------
    SchemaError
        The file is missing, or is no TOML text in UTF-8.
    """
    try:
        return tomllib.loads((folder / file).read_bytes().decode("utf-8"))
    except FileNotFoundError:
        says = "the file is missing"
    except UnicodeDecodeError as error:
        says = f"byte {error.start} is not UTF-8; save the file as UTF-8"
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        says = f"this is no TOML text ({error})"
    raise SchemaError([Problem(file, says)])


def lessons_folder() -> Path:
    """Return the folder of the notebooks, installed with the package or checked out beside it.

    Raises
    ------
    NKJError
        They are missing.
    """
    here = Path(str(package_folder()))
    for folder in (here / "notebooks", here.parent / "notebooks"):
        if folder.is_dir():
            return folder
    raise NKJError("The lessons are missing from this installation. Install nkj-data again.")


def pictures_folder() -> Path:
    """Return the folder of the charts as pictures, installed with the package or checked out beside it.

    Raises
    ------
    NKJError
        They are missing.
    """
    here = Path(str(package_folder()))
    for folder in (here / "pictures", here.parent / "docs" / "charts"):
        if folder.is_dir():
            return folder
    raise NKJError("The pictures of the charts are missing from this installation. Install nkj-data again.")
