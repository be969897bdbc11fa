"""Floor 5: widgets, thin Python over one hand-written ES module each. Loaded when first used.

>>> import nkj_data as nkj
>>> from nkj_data import widgets
>>> widgets.Reader(nkj.motives(), selected="motive-03").selected
'motive-03'
"""

from __future__ import annotations

from nkj_data.lazy import lazy_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from nkj_data.widgets.coding_board import CodingBoard as CodingBoard
    from nkj_data.widgets.context_reader import Cited as Cited
    from nkj_data.widgets.context_reader import RecordReader as RecordReader
    from nkj_data.widgets.context_reader import cited as cited
    from nkj_data.widgets.filtered_chart import Filtered as Filtered
    from nkj_data.widgets.filtered_chart import filtered as filtered
    from nkj_data.widgets.linked_chart import Linked as Linked
    from nkj_data.widgets.linked_chart import linked as linked
    from nkj_data.widgets.negotiating_table import NegotiatingTable as NegotiatingTable
    from nkj_data.widgets.notes import Notes as Notes
    from nkj_data.widgets.progress import Progress as Progress
    from nkj_data.widgets.projector import Projector as Projector
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
    "CodingBoard": "nkj_data.widgets.coding_board",
    "Filtered": "nkj_data.widgets.filtered_chart",
    "filtered": "nkj_data.widgets.filtered_chart",
    "Linked": "nkj_data.widgets.linked_chart",
    "Reader": "nkj_data.widgets.reader",
    "Text": "nkj_data.widgets.text",
    "NegotiatingTable": "nkj_data.widgets.negotiating_table",
    "Notes": "nkj_data.widgets.notes",
    "Progress": "nkj_data.widgets.progress",
    "Projector": "nkj_data.widgets.projector",
    "linked": "nkj_data.widgets.linked_chart",
    **dict.fromkeys(("Cited", "RecordReader", "cited"), "nkj_data.widgets.context_reader"),
    **dict.fromkeys(("BeforeAfter", "Quiz", "Review", "Sequencer", "Sorter"), "nkj_data.widgets.quiz"),
    **dict.fromkeys(("Basket", "Writer"), "nkj_data.widgets.writer"),
}
__all__ = [*_HOME]
__getattr__, __dir__ = lazy_names(__name__, _HOME, kind="widget")
