"""Floor 3: the passage in plainer words, the quotations in what learners write, and how hard a text is to read.

>>> from nkj_data import texts
>>> texts.quotations("It says “appear to be”.")[0].stands
'exact'
"""

from __future__ import annotations

from nkj_data.lazy import lazy_names

TYPE_CHECKING = False  # see nkj_data/__init__.py
if TYPE_CHECKING:
    from nkj_data.texts.adapted_text import AdaptedSentence as AdaptedSentence
    from nkj_data.texts.adapted_text import adapted as adapted
    from nkj_data.texts.quotation import Quotation as Quotation
    from nkj_data.texts.quotation import limits as limits
    from nkj_data.texts.quotation import quotations as quotations
    from nkj_data.texts.reading_level import Readability as Readability
    from nkj_data.texts.reading_level import readability as readability

_HOMES = {
    **dict.fromkeys(("AdaptedSentence", "adapted"), "nkj_data.texts.adapted_text"),
    **dict.fromkeys(("Quotation", "limits", "quotations"), "nkj_data.texts.quotation"),
    **dict.fromkeys(("Readability", "readability"), "nkj_data.texts.reading_level"),
}
__all__ = [*_HOMES]
__getattr__, __dir__ = lazy_names(__name__, _HOMES)
