"""Floor 4: the question bank, fair scoring, and the learner's own record. No widget code.

Loaded lazily, so that the record of a lesson opens without pandas.

>>> from nkj_data import lessons
>>> lessons.score(lessons.item("q03-01"), {"choice": "a"}).outcome in lessons.OUTCOMES
True
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # see nkj_data/__init__.py
if TYPE_CHECKING:
    from nkj_data.lessons.adapting import AdaptedSentence as AdaptedSentence
    from nkj_data.lessons.adapting import adapted as adapted
    from nkj_data.lessons.agreement import CodingAgreement as CodingAgreement
    from nkj_data.lessons.agreement import coding_agreement as coding_agreement
    from nkj_data.lessons.agreement import our_coding as our_coding
    from nkj_data.lessons.entries import Notice as Notice
    from nkj_data.lessons.journal import Record as Record
    from nkj_data.lessons.journal import Saved as Saved
    from nkj_data.lessons.journal import my_record as my_record
    from nkj_data.lessons.models import KINDS as KINDS
    from nkj_data.lessons.models import LESSONS as LESSONS
    from nkj_data.lessons.models import VERDICTS as VERDICTS
    from nkj_data.lessons.models import Item as Item
    from nkj_data.lessons.pages import page as page
    from nkj_data.lessons.pages import quoted as quoted
    from nkj_data.lessons.quoting import Quotation as Quotation
    from nkj_data.lessons.quoting import quotations as quotations
    from nkj_data.lessons.reading_level import Readability as Readability
    from nkj_data.lessons.reading_level import readability as readability
    from nkj_data.lessons.scoring import OUTCOMES as OUTCOMES
    from nkj_data.lessons.scoring import STRINGS as STRINGS
    from nkj_data.lessons.scoring import Feedback as Feedback
    from nkj_data.lessons.scoring import receive as receive
    from nkj_data.lessons.scoring import score as score
    from nkj_data.lessons.shelf import bank as bank
    from nkj_data.lessons.shelf import check_items as check_items
    from nkj_data.lessons.shelf import item as item
    from nkj_data.lessons.shelf import items as items
    from nkj_data.lessons.shelf import read as read
    from nkj_data.lessons.standing import growth as growth
    from nkj_data.lessons.standing import progress as progress
    from nkj_data.lessons.standing import review_deck as review_deck
    from nkj_data.lessons.standing import states as states
    from nkj_data.lessons.workbench import Review as Review
    from nkj_data.lessons.workbench import Task as Task
    from nkj_data.lessons.workbench import task as task
    from nkj_data.lessons.workbench import tasks as tasks

_HOME = {
    **dict.fromkeys(("AdaptedSentence", "adapted"), "adapting"),
    **dict.fromkeys(("CodingAgreement", "coding_agreement", "our_coding"), "agreement"),
    "Notice": "entries",
    **dict.fromkeys(("Record", "Saved", "my_record"), "journal"),
    **dict.fromkeys(("Item", "KINDS", "LESSONS", "VERDICTS"), "models"),
    **dict.fromkeys(("page", "quoted"), "pages"),
    **dict.fromkeys(("Quotation", "quotations"), "quoting"),
    **dict.fromkeys(("Readability", "readability"), "reading_level"),
    **dict.fromkeys(("Feedback", "OUTCOMES", "STRINGS", "receive", "score"), "scoring"),
    **dict.fromkeys(("bank", "check_items", "item", "items", "read"), "shelf"),
    **dict.fromkeys(("growth", "progress", "review_deck", "states"), "standing"),
    **dict.fromkeys(("Review", "Task", "task", "tasks"), "workbench"),
}
__all__ = [*_HOME]


def __getattr__(name: str) -> object:
    if name.startswith("_"):
        raise AttributeError(f"module 'nkj_data.lessons' has no attribute {name!r}")
    if name not in _HOME:
        from nkj_data.errors import UnknownNameError

        raise AttributeError(str(UnknownNameError("public name", name, __all__)))
    value = getattr(import_module(f"nkj_data.lessons.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
