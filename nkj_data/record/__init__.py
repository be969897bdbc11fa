"""Floor 4: the learner's record, an append-only file of the learner's own. It opens without pandas."""

from nkj_data.lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(__name__, __file__)
