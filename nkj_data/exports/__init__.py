"""Floor 6: the question bank for other programs: Moodle, Canvas, Anki, spreadsheets. Loaded when first used."""

from nkj_data.lazy import lazy_names

__getattr__, __dir__, __all__ = lazy_names(__name__, __file__)
