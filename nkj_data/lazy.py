"""Floor 0: public names that are imported when first used, so that the front door opens in milliseconds.

What a package offers is said once, in the ``__init__.pyi`` beside its ``__init__.py``: type checkers and editors
read it, and so does this module.
"""

from __future__ import annotations

import sys
from importlib import import_module

TYPE_CHECKING = False  # importing typing would cost what the whole import may
if TYPE_CHECKING:
    from collections.abc import Callable

    Lazy = tuple[Callable[[str], object], Callable[[], list[str]], list[str]]


def lazy_names(package: str, file: str, *, kind: str = "public name") -> Lazy:
    """Return ``__getattr__``, ``__dir__`` and ``__all__`` of a package, from the stub beside it.

    Parameters
    ----------
    package, file : str
        Its ``__name__`` and ``__file__``.
    kind : str
        What a name is called when there is none of it.
    """
    with open(file.rpartition(".")[0] + ".pyi", encoding="utf-8") as stub:  # noqa: PTH123 (pathlib is slow to import)
        words = [line.split() for line in stub if line.startswith("from ")]
    homes = {name: home for _, home, _, name, *_ in words}

    def getter(name: str) -> object:
        if name.startswith("_"):
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        if name not in homes:
            from nkj_data.errors import UnknownNameError

            raise AttributeError(str(UnknownNameError(kind, name, homes)))
        if homes[name] == package:
            return import_module(f"{package}.{name}")
        value = getattr(import_module(homes[name]), name)
        setattr(sys.modules[package], name, value)
        return value

    return getter, lambda: sorted(homes), list(homes)
