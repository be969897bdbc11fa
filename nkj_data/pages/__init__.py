"""Floor 6: the lessons without Python: pages from a folder, handouts on paper. Loaded when first used."""

from nkj_data.lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(__name__, __file__)
