"""Fourteen sentences on North Korea and Japan, as data with evidence.

>>> import nkj_data as nkj
>>> nkj.motives()["rank"].tolist()
['primary', 'primary', 'possible gain']
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # type checkers read it as True; importing typing would cost what the whole import may
if TYPE_CHECKING:
    from nkj_data.checkup import doctor as doctor
    from nkj_data.context.comparison import compare as compare
    from nkj_data.display import show as show
    from nkj_data.document import passage as passage
    from nkj_data.marking import coverage as coverage
    from nkj_data.marking import evidence as evidence
    from nkj_data.tables import actors as actors
    from nkj_data.tables import aims as aims
    from nkj_data.tables import catalog as catalog
    from nkj_data.tables import claims as claims
    from nkj_data.tables import columns as columns
    from nkj_data.tables import glossary as glossary
    from nkj_data.tables import links as links
    from nkj_data.tables import motives as motives
    from nkj_data.tables import obstacles as obstacles
    from nkj_data.tables import positions as positions
    from nkj_data.tables import sentences as sentences
    from nkj_data.tables import setbacks as setbacks
    from nkj_data.tables import shortages as shortages
    from nkj_data.tables import supporters as supporters
    from nkj_data.tables import table as table
    from nkj_data.tables import talks as talks
    from nkj_data.tables import timeline as timeline

__version__ = "0.1.0"

_TABLES = [
    "sentences",
    "claims",
    "aims",
    "supporters",
    "setbacks",
    "motives",
    "shortages",
    "obstacles",
    "positions",
    "talks",
    "timeline",
    "actors",
    "links",
    "glossary",
]
_HOME = {
    **dict.fromkeys((*_TABLES, "catalog", "columns", "table"), "nkj_data.tables"),
    "evidence": "nkj_data.marking",
    "coverage": "nkj_data.marking",
    "compare": "nkj_data.context.comparison",
    "passage": "nkj_data.document",
    "show": "nkj_data.display",
    "doctor": "nkj_data.checkup",
}
_MODULES = ("charts", "context", "lessons", "widgets")
__all__ = [*_HOME, *_MODULES]


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return import_module(f"nkj_data.{name}")
    if name.startswith("_"):
        raise AttributeError(f"module 'nkj_data' has no attribute {name!r}")
    if name not in _HOME:
        from nkj_data.errors import UnknownNameError

        raise AttributeError(str(UnknownNameError("public name", name, __all__)))
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
