"""What the readers share: a list of rows, and which of them are chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import anywidget
import traitlets as t

from nkj_data.errors import UnknownNameError

FEW = 12  # ids that an error message still lists


class Rows(anywidget.AnyWidget):
    """A list of rows; what stands behind the chosen ones is shown.

    Attributes
    ----------
    selected : str
        Ids of the chosen rows, with a space between them; ``""`` is none. Can be set, to several ids too, and
        follows what is chosen in the page.
    rows : list of dict
        What the list offers, and what is said of each row.
    strings : dict
        The words of the interface.
    """

    rows: t.List[Any] = t.List(read_only=True).tag(sync=True)
    strings = t.Dict(read_only=True).tag(sync=True)
    selected = t.Union([t.Unicode(), t.List(t.Unicode())], default_value="").tag(sync=True)

    def __init__(
        self,
        rows: Iterable[Mapping[str, Any]],
        *,
        selected: str | Iterable[str],
        strings: Mapping[str, str],
    ) -> None:
        self.set_trait("rows", list(rows))
        self.set_trait("strings", dict(strings))
        super().__init__(selected=selected if isinstance(selected, str) else list(selected))

    @t.validate("selected")
    def _known(self, proposal: Mapping[str, Any]) -> str:
        value = proposal["value"]
        chosen = list(dict.fromkeys(value.split() if isinstance(value, str) else value))
        known = [row["id"] for row in self.rows]
        for name in chosen:
            if name not in known:
                listing = "" if len(known) <= FEW else "Its attribute rows lists them."
                raise UnknownNameError("row in this reader", name, known, listing)
        return " ".join(chosen)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self.rows)} rows, selected {self.selected!r}>"
