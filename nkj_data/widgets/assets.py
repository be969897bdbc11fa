"""The ES modules and styles of the widgets, each part written once and joined into what one widget is sent."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from nkj_data.packaged_files import package_folder

_IMPORT = re.compile(r'^import \{[^}]*\} from "(\.{1,2}/[\w./]+)";\n', flags=re.MULTILINE)
# Comments that have their lines to themselves: for those who read the file, and not for those who are sent it.
_COMMENT = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*\n", flags=re.MULTILINE | re.DOTALL)
_EXPORT = re.compile(r"^export (?!default)", flags=re.MULTILINE)


def module(name: str) -> str:
    """Return an ES module of ``widgets/js`` with all it imports, joined into one: what is imported comes first.

    A widget is sent one module as text, from which a relative import leads nowhere.
    """
    return joined(f"widgets/js/{name}.js")


def joined(path: str) -> str:
    """Return an ES module of the package, such as ``pages/js/page.js``, with all it imports, joined into one."""
    *parts, last = _with_imports(path, [])
    return _COMMENT.sub("", "\n".join([*(_EXPORT.sub("", part) for part in parts), last]))


def styles(*names: str) -> str:
    """Return style sheets of ``widgets/css`` joined into one, after those that all widgets share."""
    return "\n".join(_packaged(f"widgets/css/{name}.css") for name in ("base", *names))


def _with_imports(name: str, seen: list[str]) -> list[str]:
    seen.append(name)
    text = _packaged(name)
    parts = []
    for path in _IMPORT.findall(text):
        wanted = _from(name, path)
        if wanted not in seen:
            parts += _with_imports(wanted, seen)
    return [*parts, _IMPORT.sub("", text)]


def _from(name: str, path: str) -> str:
    """Return where a relative import leads, from the package's folder on."""
    parts: list[str] = []
    for step in (PurePosixPath(name).parent / path).parts:
        if step != "..":
            parts.append(step)
        else:
            parts.pop()
    return "/".join(parts)


def _packaged(path: str) -> str:
    return (package_folder() / path).read_text(encoding="utf-8")
