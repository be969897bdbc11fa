"""Floor 5: widgets, thin Python over one hand-written ES module each. Loaded when first used.

>>> import nkj_data as nkj
>>> from nkj_data import widgets
>>> widgets.Reader(nkj.motives(), selected="motive-03").selected
'motive-03'
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from nkj_data.widgets.citing import Cited as Cited
    from nkj_data.widgets.citing import RecordReader as RecordReader
    from nkj_data.widgets.citing import cited as cited
    from nkj_data.widgets.coding import CodingBoard as CodingBoard
    from nkj_data.widgets.filtering import Filtered as Filtered
    from nkj_data.widgets.filtering import filtered as filtered
    from nkj_data.widgets.linking import Linked as Linked
    from nkj_data.widgets.linking import linked as linked
    from nkj_data.widgets.negotiating import NegotiatingTable as NegotiatingTable
    from nkj_data.widgets.notes import Notes as Notes
    from nkj_data.widgets.progress import Progress as Progress
    from nkj_data.widgets.projecting import Projector as Projector
    from nkj_data.widgets.quiz import BeforeAfter as BeforeAfter
    from nkj_data.widgets.quiz import Quiz as Quiz
    from nkj_data.widgets.quiz import Review as Review
    from nkj_data.widgets.quiz import Sequencer as Sequencer
    from nkj_data.widgets.quiz import Sorter as Sorter
    from nkj_data.widgets.reader import Reader as Reader
    from nkj_data.widgets.text import Text as Text
    from nkj_data.widgets.writer import Basket as Basket
    from nkj_data.widgets.writer import Writer as Writer

_HOME = {
    "CodingBoard": "nkj_data.widgets.coding",
    "Filtered": "nkj_data.widgets.filtering",
    "filtered": "nkj_data.widgets.filtering",
    "Linked": "nkj_data.widgets.linking",
    "Reader": "nkj_data.widgets.reader",
    "Text": "nkj_data.widgets.text",
    "NegotiatingTable": "nkj_data.widgets.negotiating",
    "Notes": "nkj_data.widgets.notes",
    "Progress": "nkj_data.widgets.progress",
    "Projector": "nkj_data.widgets.projecting",
    "linked": "nkj_data.widgets.linking",
    **dict.fromkeys(("Cited", "RecordReader", "cited"), "nkj_data.widgets.citing"),
    **dict.fromkeys(("BeforeAfter", "Quiz", "Review", "Sequencer", "Sorter"), "nkj_data.widgets.quiz"),
    **dict.fromkeys(("Basket", "Writer"), "nkj_data.widgets.writer"),
}
__all__ = [*_HOME]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        if name.startswith("_"):
            raise AttributeError(f"module 'nkj_data.widgets' has no attribute {name!r}")
        from nkj_data.errors import UnknownNameError

        raise AttributeError(str(UnknownNameError("widget", name, __all__)))
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
