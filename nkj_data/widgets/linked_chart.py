"""One call for one cell: a chart, the reader beside it, and the same in words and as a table."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape, unescape
from typing import Any, Protocol

import pandas as pd

from nkj_data.errors import ArgumentError
from nkj_data.widgets.reader import Reader

CONFIG: Mapping[str, Any] = {
    "displaylogo": False,
    "responsive": True,
    "modeBarButtonsToRemove": [
        # It uploads the chart to a company's cloud.
        "sendChartToCloud",
        # They turn a click on a mark into the start of a drag, and these charts have nothing to zoom into.
        *("zoom2d", "pan2d", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d", "resetScale2d"),
    ],
}
"""What plotly is told about every chart shown here."""

PLOTLY = "application/vnd.plotly.v1+json"


class Chart(Protocol):
    """What ``linked`` asks of a chart; ``nkj_data.charts`` has them."""

    name: str

    def __call__(self, *frames: pd.DataFrame) -> Any:
        """Return the plotly figure."""

    def describe(self, *frames: pd.DataFrame) -> str:
        """Return the figure in two or three sentences."""

    def table(self, *frames: pd.DataFrame) -> pd.DataFrame:
        """Return the figure as a table."""


@dataclass(frozen=True, repr=False)
class Linked:
    """What ``linked`` has shown, piece by piece."""

    figure: Any
    reader: Reader
    description: str
    table: pd.DataFrame

    def __repr__(self) -> str:
        return f"<chart linked to a {repr(self.reader).strip('<>')}>"

    def _ipython_display_(self) -> None:
        """Show nothing: ``linked`` has done so, and is often the last line of a cell."""


def linked(
    chart: Chart,
    *frames: pd.DataFrame,
    selected: str | Iterable[str] = "",
    strings: Mapping[str, str] | None = None,
) -> Linked:
    """Show a chart, the reader over the same tables, its description and its table twin.

    A click on a mark lights up the words behind it; so does a choice in the reader's list. Where there is
    no notebook, the description and the table are printed.

    Parameters
    ----------
    chart : Chart
        Such as ``charts.motive_map``; the chart itself, not its figure.
    *frames : DataFrame
        The tables the chart takes, in its order.
    selected, strings
        As ``Reader`` takes them.

    Returns
    -------
    Linked
        The pieces, for those who want to go on with them; shows nothing itself.

    Raises
    ------
    ArgumentError
        ``chart`` is no chart, or a frame is no document table.
    """
    if not all(callable(getattr(chart, name, None)) for name in ("__call__", "describe", "table")):
        raise ArgumentError(
            f"linked() takes a chart such as charts.motive_map, then its tables, not {type(chart).__name__}."
        )
    figure = chart(*frames)
    view = Linked(
        figure,
        Reader(*frames, selected=selected, strings=strings),
        chart.describe(*frames),
        chart.table(*frames),
    )
    if not in_notebook():
        print(view.description, view.table.to_string(index=False), sep="\n\n")
        return view

    for_figure, for_words = bundles(chart, figure, view.description, view.table)
    display_raw(for_figure)
    _display(view.reader)
    display_raw(for_words)
    return view


def bundles(
    chart: Chart, figure: Any, description: str, table: pd.DataFrame
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what a notebook is sent: the figure, and the same in words and as a table."""
    # Sent as it is: plotly's own renderers import nbformat and jsonschema, which takes seconds at first.
    content = json.loads(figure.to_json())
    shown = {key: content[key] for key in ("data", "layout")}
    title = _plain_title(content["layout"]) or chart.name.replace("_", " ")
    page = f'<p style="max-width:42em">{escape(description)}</p>{table_html(table, title)}'
    return (
        {PLOTLY: {**shown, "config": dict(CONFIG)}, "text/plain": description},
        {"text/html": page, "text/plain": table.to_string(index=False)},
    )


def table_html(frame: pd.DataFrame, caption: str) -> str:
    """Return a frame as a folded HTML table that a screen reader can walk, every cell escaped."""
    head = "".join(f'<th scope="col">{escape(str(name).replace("_", " "))}</th>' for name in frame.columns)
    body = "".join(
        f'<tr><th scope="row">{_cell(first)}</th>{"".join(f"<td>{_cell(value)}</td>" for value in rest)}</tr>'
        for first, *rest in frame.itertuples(index=False, name=None)
    )
    return (
        '<details><summary>The same as a table</summary><table class="nkj-twin">'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></details>"
    )


def _cell(value: Any) -> str:
    return "" if pd.isna(value) else escape(str(value))


def _plain_title(layout: Mapping[str, Any]) -> str:
    title = re.sub(r"<br[^>]*>", " ", layout.get("title", {}).get("text") or "")
    return unescape(re.sub(r"<[^>]*>", "", title)).strip()


def in_notebook() -> bool:
    """Return whether there is a notebook to show things in."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return getattr(shell, "kernel", None) is not None


def _display(thing: object) -> None:
    from IPython.display import display

    display(thing)  # type: ignore[no-untyped-call]


def display_raw(bundle: dict[str, Any], *, name: str = "", again: bool = False) -> None:
    """Show a bundle as it is; under a ``name`` it can be shown anew in its place."""
    from IPython.display import display

    kept = {"display_id": name, "update": again} if name else {}
    display(bundle, raw=True, **kept)  # type: ignore[no-untyped-call]
