"""The ES modules and styles of the widgets, each part written once and joined into what one widget is sent."""

from __future__ import annotations

import re
from importlib.resources import files

__all__ = ["module", "styles"]

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./[\w.]+";\n', flags=re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default)", flags=re.MULTILINE)


def module(*names: str) -> str:
    """Return ES modules joined into one, in this order: what one imports stands before it.

    A widget is sent one module as text, from which a relative import leads nowhere.
    """
    *parts, last = (_packaged(name) for name in names)
    return "\n".join([*(_EXPORT.sub("", _IMPORT.sub("", part)) for part in parts), _IMPORT.sub("", last)])


def styles(*names: str) -> str:
    """Return style sheets joined into one."""
    return "\n".join(_packaged(name) for name in names)


def _packaged(name: str) -> str:
    return (files("nkj_data.widgets") / name).read_text(encoding="utf-8")
