"""Floor 5: widgets, thin Python over one hand-written ES module each. Loaded when first used.

>>> import nkj_data as nkj
>>> from nkj_data import widgets
>>> widgets.Reader(nkj.motives(), selected="motive-03").selected
'motive-03'
"""

from nkj_data.lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(__name__, __file__, kind="widget")
