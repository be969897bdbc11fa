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
    from nkj_data.widgets.filtering import Filtered as Filtered
    from nkj_data.widgets.filtering import filtered as filtered
    from nkj_data.widgets.linking import Linked as Linked
    from nkj_data.widgets.linking import linked as linked
    from nkj_data.widgets.negotiating import NegotiatingTable as NegotiatingTable
    from nkj_data.widgets.quiz import BeforeAfter as BeforeAfter
    from nkj_data.widgets.quiz import Quiz as Quiz
    from nkj_data.widgets.quiz import Review as Review
    from nkj_data.widgets.quiz import Sequencer as Sequencer
    from nkj_data.widgets.quiz import Sorter as Sorter
    from nkj_data.widgets.reader import Reader as Reader

_HOME = {
    "Filtered": "nkj_data.widgets.filtering",
    "filtered": "nkj_data.widgets.filtering",
    "Linked": "nkj_data.widgets.linking",
    "Reader": "nkj_data.widgets.reader",
    "NegotiatingTable": "nkj_data.widgets.negotiating",
    "linked": "nkj_data.widgets.linking",
    **dict.fromkeys(("BeforeAfter", "Quiz", "Review", "Sequencer", "Sorter"), "nkj_data.widgets.quiz"),
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
