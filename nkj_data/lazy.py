"""Floor 0: public names that are imported when first used, so that the front door opens in milliseconds."""

from __future__ import annotations

import sys
from importlib import import_module

TYPE_CHECKING = False  # importing typing would cost what the whole import may
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["lazy_names"]


def lazy_names(
    package: str, homes: Mapping[str, str], *, kind: str = "public name"
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Return ``__getattr__`` and ``__dir__`` for a package whose public names live in these modules.

    Parameters
    ----------
    package : str
        Its ``__name__``.
    homes : mapping of str to str
        For each public name its module; a name that is a module itself has an empty text.
    kind : str
        What a name is called when there is none of it.
    """

    def getter(name: str) -> object:
        if name.startswith("_"):
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        if name not in homes:
            from nkj_data.errors import UnknownNameError

            raise AttributeError(str(UnknownNameError(kind, name, homes)))
        if not homes[name]:
            return import_module(f"{package}.{name}")
        value = getattr(import_module(homes[name]), name)
        setattr(sys.modules[package], name, value)
        return value

    return getter, lambda: sorted(homes)
