"""A lesson on a projector: large type, no code, one step at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import anywidget
import traitlets as t

from nkj_data.widgets.assets import module, styles
from nkj_data.widgets.options import no_option, worded

__all__ = ["STRINGS", "Projector"]

STRINGS: Mapping[str, str] = {
    "bar": "Projector view",
    "empty": "Cells of this step that show nothing yet: {n}. Choose End, then Run All Cells in the Run menu.",
    "end": "End",
    "group": "Projector view of this lesson",
    "how": "For a projector: large type, no code, one step at a time. Run all cells first (Run menu, Run All "
    "Cells). Page Down and Page Up turn the pages. The arrows to the sides go to the next step at once. Escape "
    "ends.",
    "next": "Next",
    "noNotebook": "No JupyterLab notebook was found around this button, so there is no projector view here. "
    "The browser's zoom (Ctrl and +) makes the type larger.",
    "notAll": "Only the cells near the screen are in the page now, so there would be steps missing. Choose "
    "Settings, Settings Editor, Notebook, and set Windowing mode to Content visibility. Then reload the page.",
    "previous": "Previous",
    "start": "Projector view",
    "step": "Step {n} of {of}: {title}",
    "stepUntitled": "Step {n} of {of}",
    "teachers": "For teachers.",
}
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
