"""Floor 6: the class pulse: what a folder of records says of a class, and of nobody in it. Loaded at first use."""

from nkj_data.lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(__name__, __file__)
