"""Lessons, run once from the first cell to the last, with no answers of anybody in them."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from nkj_data.pages.folder import PagesError, tool
from nkj_data.record.journal import FOLDER

PATIENCE = 300
"""Seconds that one cell may take, also on a slow machine."""


def run(paths: Sequence[Path]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield each notebook as it is when all its cells have run, in the order given.

    Raises
    ------
    PagesError
        A part of Jupyter is not installed, or a cell stopped with an error.
    """
    tool("nbclient"), tool("nbformat"), tool("ipykernel")
    with tempfile.TemporaryDirectory(prefix="nkj-") as folder, ThreadPoolExecutor(2) as two:
        yield from zip(paths, two.map(lambda path: _executed(path, Path(folder)), paths), strict=True)


def _executed(path: Path, folder: Path) -> dict[str, Any]:
    nbclient, nbformat = tool("nbclient"), tool("nbformat")
    notebook = nbformat.read(path, as_version=4)
    here = Path(tempfile.mkdtemp(dir=folder))
    client = nbclient.NotebookClient(
        notebook,
        km=_manager(here),
        timeout=PATIENCE,
        store_widget_state=True,
        resources={"metadata": {"path": str(here)}},
    )

    try:
        asyncio.run(client.async_execute(cleanup_kc=True, env={**os.environ, FOLDER: str(here / "work")}))
    except nbclient.exceptions.CellExecutionError as error:
        raise PagesError(f"{path.name} cannot be made into a page, since a cell of it stopped: {error}") from error
    done: dict[str, Any] = notebook
    return done


def _manager(folder: Path) -> Any:
    """Return a kernel of this very Python, whatever other kernels are installed."""
    manager = tool("jupyter_client.manager").AsyncKernelManager(
        transport="ipc" if os.name == "posix" else "tcp", connection_file=str(folder / "k.json")
    )
    manager._kernel_spec = tool("jupyter_client.kernelspec").KernelSpec(
        argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"], language="python"
    )
    return manager
