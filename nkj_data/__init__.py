"""Fourteen sentences on North Korea and Japan, as data with evidence.

>>> import nkj_data as nkj
>>> nkj.motives()["rank"].tolist()
['primary', 'primary', 'possible gain']
"""

from __future__ import annotations

from nkj_data.lazy import lazy_names

TYPE_CHECKING = False  # type checkers read it as True; importing typing would cost what the whole import may
if TYPE_CHECKING:
    from nkj_data.context.compare import compare as compare
    from nkj_data.document.display import show as show
    from nkj_data.document.evidence import coverage as coverage
    from nkj_data.document.evidence import evidence as evidence
    from nkj_data.document.passage import passage as passage
    from nkj_data.document.tables import actors as actors
    from nkj_data.document.tables import aims as aims
    from nkj_data.document.tables import catalog as catalog
    from nkj_data.document.tables import claims as claims
    from nkj_data.document.tables import columns as columns
    from nkj_data.document.tables import glossary as glossary
    from nkj_data.document.tables import links as links
    from nkj_data.document.tables import motives as motives
    from nkj_data.document.tables import obstacles as obstacles
    from nkj_data.document.tables import positions as positions
    from nkj_data.document.tables import sentences as sentences
    from nkj_data.document.tables import setbacks as setbacks
    from nkj_data.document.tables import shortages as shortages
    from nkj_data.document.tables import supporters as supporters
    from nkj_data.document.tables import table as table
    from nkj_data.document.tables import talks as talks
    from nkj_data.document.tables import timeline as timeline
    from nkj_data.lab.doctor import doctor as doctor

__version__ = "0.1.0"

_TABLES = (
    *("sentences", "claims", "aims", "supporters", "setbacks", "motives", "shortages", "obstacles"),
    *("positions", "talks", "timeline", "actors", "links", "glossary"),
)
_ROOMS = ("charts", "coding", "context", "items", "lessons", "record", "tasks", "texts", "widgets")
_HOMES = {
    **dict.fromkeys((*_TABLES, "catalog", "columns", "table"), "nkj_data.document.tables"),
    **dict.fromkeys(("evidence", "coverage"), "nkj_data.document.evidence"),
    "compare": "nkj_data.context.compare",
    "passage": "nkj_data.document.passage",
    "show": "nkj_data.document.display",
    "doctor": "nkj_data.lab.doctor",
    **dict.fromkeys(_ROOMS, ""),
}
__all__ = [*_HOMES]
__getattr__, __dir__ = lazy_names(__name__, _HOMES)
