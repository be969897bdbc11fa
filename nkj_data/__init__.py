"""Fourteen sentences on North Korea and Japan, as data with evidence.

>>> import nkj_data as nkj
>>> nkj.motives()["rank"].tolist()
['primary', 'primary', 'possible gain']
"""

from nkj_data.lazy import lazy_names

__version__ = "0.2.0"
__getattr__, __dir__, __all__ = lazy_names(__name__, __file__)
