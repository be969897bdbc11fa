"""Floor 6: the lessons without Python: pages from a folder, handouts on paper. Loaded when first used."""

from __future__ import annotations

from nkj_data.lazy import lazy_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from nkj_data.pages.site import write_site as write_site

_HOMES = {"write_site": "nkj_data.pages.site"}
__all__ = [*_HOMES]
__getattr__, __dir__ = lazy_names(__name__, _HOMES)
