"""Floor 3: how a learner codes the fourteen sentences, against our own coding."""

from nkj_data.lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(__name__, __file__)
