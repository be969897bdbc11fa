"""Floor 1: the words that the interface says, from ``data/interface_en.toml``, widget by widget."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from nkj_data.errors import Problem, SchemaError
from nkj_data.packaged_files import data_folder, read_toml

FILE = "interface_en.toml"


def wording(section: str) -> Mapping[str, str]:
    """Return what one widget says, by name.

    Raises
    ------
    SchemaError
        The file is missing, is no TOML, or a word in it is no text.
    """
    return _sections()[section]


@cache
def _sections() -> Mapping[str, Mapping[str, str]]:
    raw = read_toml(data_folder(), FILE)
    problems = [
        Problem(FILE, f"{said!r} is no text", section, name)
        for section, found in raw.items()
        for name, said in (found.items() if isinstance(found, dict) else [("", found)])
        if not isinstance(said, str)
    ]
    if problems:
        raise SchemaError(problems)
    return {section: MappingProxyType(found) for section, found in raw.items()}
