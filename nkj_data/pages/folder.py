"""The folder that a site or handouts go into: ours, or empty, or refused; nothing is written outside of it."""

from __future__ import annotations

import shutil
from importlib import import_module
from pathlib import Path
from typing import Any

from nkj_data.errors import NKJError

MARK = ".made-by-nkj"


class PagesError(NKJError):
    """The pages cannot be made; the message says what to do."""


def tool(name: str) -> Any:
    """Return a module that comes with JupyterLab.

    Raises
    ------
    PagesError
        It is not installed.
    """
    try:
        return import_module(name)
    except ImportError as error:
        raise PagesError(
            f"Pages are made with {name.split('.')[0]}, which comes with JupyterLab and is not installed here. "
            'Run: python -m pip install "nkj-data[lab]"'
        ) from error


class Folder:
    """An output folder of one kind, emptied of what an earlier run put there.

    Parameters
    ----------
    path : Path
        Made if it is missing.
    kind : str
        What is made, ``site`` or ``handout``.

    Raises
    ------
    PagesError
        The folder holds something that this command did not make, or cannot be written.
    """

    def __init__(self, path: Path, kind: str) -> None:
        self.path, self._mark = path, path / MARK
        try:
            self._claim(kind)
        except OSError as error:
            raise PagesError(
                f"{path} cannot be written ({error.strerror}). Name another folder: nkj {kind} OUT."
            ) from error

    def _claim(self, kind: str) -> None:
        if self.path.exists() and not self.path.is_dir():
            raise PagesError(f"{self.path} is a file. Name a folder: nkj {kind} OUT.")
        if self.path.is_dir() and any(self.path.iterdir()):
            known = self._mark.read_text(encoding="utf-8").split() if self._mark.is_file() else []
            if known[:1] != [kind]:
                raise PagesError(
                    f"{self.path} holds files that nkj {kind} did not make, and none of them was touched. "
                    f"Name a folder that is empty or does not exist yet: nkj {kind} OUT."
                )
            self._sweep(known[1:])
        self.path.mkdir(parents=True, exist_ok=True)
        self._written: list[str] = []
        self._kind = kind
        self._note()

    def _sweep(self, names: list[str]) -> None:
        """Take away what the last run wrote, and nothing that was laid beside it since."""
        for name in names:
            (self._inside(name)).unlink(missing_ok=True)
        for folder in sorted((path for path in self.path.rglob("*") if path.is_dir()), reverse=True):
            if not any(folder.iterdir()):
                folder.rmdir()

    def _inside(self, name: str) -> Path:
        path = (self.path / name).resolve()
        if not path.is_relative_to(self.path.resolve()):
            raise PagesError(f"{name} would lie outside of {self.path}; nothing was done to it.")
        return path

    def _note(self) -> None:
        self._mark.write_text("\n".join([self._kind, *self._written, ""]), encoding="utf-8")

    def write(self, name: str, content: str | bytes) -> Path:
        """Write one file of the folder and return its path."""
        path = self._inside(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._written.append(name)
        self._note()
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    def copy(self, source: Path, name: str) -> Path:
        """Copy a file into the folder and return its path."""
        path = self._inside(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._written.append(name)
        self._note()
        shutil.copyfile(source, path)
        return path

    def size(self) -> int:
        """Return how many bytes this run wrote."""
        return sum((self.path / name).stat().st_size for name in self._written)


def notebooks_in(folder: str | Path | None) -> list[Path]:
    """Return the notebooks of a teacher's own folder, in order; none where there is no folder."""
    return sorted(path.absolute() for path in Path(folder).glob("*.ipynb")) if folder else []
