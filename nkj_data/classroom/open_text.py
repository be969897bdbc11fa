"""Read another text than ours, in this Python, from now on."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from nkj_data.coding.ours import aspects, our_coding
from nkj_data.document import tables
from nkj_data.document.passage import Passage, passage
from nkj_data.errors import ArgumentError, NKJError
from nkj_data.items import items
from nkj_data.packaged_files import TEXT
from nkj_data.record.journal import FOLDER
from nkj_data.texts import adapted

_READ = ("nkj_data.document", "nkj_data.items", "nkj_data.coding", "nkj_data.texts")
"""The rooms that keep what they have read of a text."""


def open_text(folder: str | Path) -> Passage:
    """Read another text from now on, and return it: its tables, questions and coding, and a record of its own.

    Parameters
    ----------
    folder : str or Path
        What ``nkj new text`` made. Everything in it is checked first; nothing changes when something is wrong.

    Raises
    ------
    ArgumentError
        There is no such folder of a text.
    SchemaError, PassageError
        Its files were edited into something that their rules forbid; every problem is listed.
    """
    place = Path(folder).expanduser().absolute()
    if not (place / "document" / "passage.txt").is_file():
        raise ArgumentError(f"{place} holds no text. Make it with: nkj new text FOLDER --from FILE")
    before = {name: os.environ.get(name) for name in (TEXT, FOLDER)}
    os.environ |= {TEXT: str(place), FOLDER: str(place / "my_work")}
    _forget()
    try:
        tables.catalog(), items(), aspects(), our_coding(), adapted()
    except NKJError:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
        _forget()
        raise
    return passage()


def _forget() -> None:
    """Forget what was read of the text before; JupyterLab's kernels read ours while they start."""
    for name, module in list(sys.modules.items()):
        if name.startswith(_READ):
            for value in list(vars(module).values()):
                if clear := getattr(value, "cache_clear", None):
                    clear()
