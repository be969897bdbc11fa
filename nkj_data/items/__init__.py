"""Floor 3: the question bank and fair scoring. No widget code, no files of learners.

>>> from nkj_data import items
>>> items.score(items.item("q03-01"), {"choice": "a"}).outcome in items.OUTCOMES
True
"""

from __future__ import annotations

from nkj_data.lazy import lazy_names

TYPE_CHECKING = False  # see nkj_data/__init__.py
if TYPE_CHECKING:
    from nkj_data.items.bank import check_items as check_items
    from nkj_data.items.bank import item as item
    from nkj_data.items.bank import items as items
    from nkj_data.items.bank import read as read
    from nkj_data.items.bank import table as table
    from nkj_data.items.model import KINDS as KINDS
    from nkj_data.items.model import LESSONS as LESSONS
    from nkj_data.items.model import VERDICTS as VERDICTS
    from nkj_data.items.model import Item as Item
    from nkj_data.items.payload import as_page as as_page
    from nkj_data.items.payload import quoted as quoted
    from nkj_data.items.scoring import OUTCOMES as OUTCOMES
    from nkj_data.items.scoring import STRINGS as STRINGS
    from nkj_data.items.scoring import Feedback as Feedback
    from nkj_data.items.scoring import receive as receive
    from nkj_data.items.scoring import score as score

_HOMES = {
    **dict.fromkeys(("Item", "KINDS", "LESSONS", "VERDICTS"), "nkj_data.items.model"),
    **dict.fromkeys(("check_items", "item", "items", "read", "table"), "nkj_data.items.bank"),
    **dict.fromkeys(("as_page", "quoted"), "nkj_data.items.payload"),
    **dict.fromkeys(("OUTCOMES", "STRINGS", "Feedback", "receive", "score"), "nkj_data.items.scoring"),
}
__all__ = [*_HOMES]
__getattr__, __dir__ = lazy_names(__name__, _HOMES)
