"""Floor 4: the learner's record, an append-only file of the learner's own. It opens without pandas."""

from __future__ import annotations

from nkj_data.lazy import lazy_names

TYPE_CHECKING = False  # see nkj_data/__init__.py
if TYPE_CHECKING:
    from nkj_data.record.entry import Notice as Notice
    from nkj_data.record.journal import Record as Record
    from nkj_data.record.journal import Saved as Saved
    from nkj_data.record.journal import my_record as my_record
    from nkj_data.record.spaced_review import review_deck as review_deck
    from nkj_data.record.state import growth as growth
    from nkj_data.record.state import progress as progress
    from nkj_data.record.state import states as states

_HOMES = {
    "Notice": "nkj_data.record.entry",
    **dict.fromkeys(("Record", "Saved", "my_record"), "nkj_data.record.journal"),
    **dict.fromkeys(("growth", "progress", "states"), "nkj_data.record.state"),
    "review_deck": "nkj_data.record.spaced_review",
}
__all__ = [*_HOMES]
__getattr__, __dir__ = lazy_names(__name__, _HOMES)
