"""Floor 4: the tasks of the data room, with checks and hints."""

from nkj_data.lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(__name__, __file__)
