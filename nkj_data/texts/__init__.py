"""Floor 3: the passage in plainer words, the quotations in what learners write, and how hard a text is to read.

>>> from nkj_data import texts
>>> texts.quotations("It says “appear to be”.")[0].stands
'exact'
"""

from nkj_data.lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(__name__, __file__)
