"""A lesson on a projector: large type, no code, one step at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import anywidget
import traitlets as t

from nkj_data.interface import wording
from nkj_data.widgets.assets import module, styles
from nkj_data.widgets.options import no_option, worded

STRINGS: Mapping[str, str] = wording("projector")
"""What this says to people, by name; a translation hands over its own."""


class Projector(anywidget.AnyWidget):
    """A button that shows the notebook around it on a projector: large type, no code, one step at a time.

    A step is a section: a cell with a heading of the second level and all cells up to the next one. What stands
    before the first such heading is the first step. A block quotation that begins with "For teachers." is left
    out. It all happens in the page: the notebook is not changed, and nothing is kept.

    Parameters
    ----------
    strings : mapping, optional
        Other words for the interface; see ``STRINGS``.

    Raises
    ------
    ArgumentError
        An option that does not exist.
    UnknownNameError
        ``strings`` has a word that the interface does not use.
    """

    _esm: ClassVar[str] = module("projector")
    _css: ClassVar[str] = styles("projector")

    strings = t.Dict(read_only=True).tag(sync=True)

    def __init__(self, *, strings: Mapping[str, str] | None = None, **unknown: object) -> None:
        no_option("Projector", unknown, ("strings",))
        self.set_trait("strings", worded(STRINGS, strings, "the projector view"))
        super().__init__()

    def __repr__(self) -> str:
        return "<Projector: large type, no code, one step at a time>"
