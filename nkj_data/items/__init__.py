"""Floor 3: the question bank and fair scoring. No widget code, no files of learners.

>>> from nkj_data import items
>>> items.score(items.item("q03-01"), {"choice": "a"}).outcome in items.OUTCOMES
True
"""

from nkj_data.lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(__name__, __file__)
