"""A chart with a filter: choices that pick rows with pandas and draw the chart again in its place."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

import ipywidgets
import pandas as pd

from nkj_data.errors import ArgumentError, UnknownNameError
from nkj_data.widgets.linked_chart import Chart, bundles, display_raw, in_notebook, linked
from nkj_data.widgets.reader import Reader

_ACTOR = "actor"
_ALL = "all"


class Filtered:
    """What ``filtered`` has shown: ``choices`` by name, ``rows`` now drawn, and the ``reader``.

    Set ``choices["act"].value = "refuses"`` to choose from Python.
    """

    def __init__(self, chart: Chart, frames: tuple[pd.DataFrame, ...], by: Iterable[str]) -> None:
        self._chart, self._frames = chart, frames
        # In an output of its own: plotly's part of JupyterLab ignores a figure that is shown anew in its place.
        self._canvas = ipywidgets.Output()
        self._name = f"nkj-{uuid.uuid4().hex}"
        # JupyterLab gives each list a thread of the kernel, so two quick choices are handled side by side.
        self._turn = threading.Lock()
        self.rows = frames[0]
        self.choices: Mapping[str, Any] = {name: self._choice(name) for name in by}
        self.reader = Reader(*frames)

    def _columns(self, name: str) -> list[str]:
        """Return the columns of the first table that a choice of this name looks at."""
        frame = self._frames[0]
        if name == _ACTOR:
            return [column for column in frame.columns if column.endswith("actor_id")]
        return [name] if name in frame.columns else []

    def _choice(self, name: str) -> Any:
        frame, columns = self._frames[0], self._columns(name)
        if not columns:
            known = [column for column in frame.columns if isinstance(frame[column].dtype, pd.CategoricalDtype)]
            raise UnknownNameError("column to filter by", name, [*known, _ACTOR])
        found = dict.fromkeys(value for column in columns for value in frame[column].dropna())
        words = self._actor_names() if name == _ACTOR else {}
        options = [(_ALL, ""), *((words.get(value, str(value)).replace("_", " "), value) for value in found)]
        choice = ipywidgets.Dropdown(options=options, description=name, style={"description_width": "initial"})
        choice.observe(self._chosen, names="value")
        return choice

    def _actor_names(self) -> dict[str, str]:
        for frame in self._frames:
            if frame.columns[0] == "actor_id":
                return dict(zip(frame["actor_id"], frame["name"], strict=True))
        return {}

    def _kept(self) -> pd.DataFrame:
        kept = self._frames[0]
        for name, choice in self.choices.items():
            if choice.value:
                kept = kept[(kept[self._columns(name)] == choice.value).any(axis=1)]
        return kept.reset_index(drop=True)

    def _chosen(self, _: object) -> None:
        with self._turn:  # whoever comes last sees all choices, and draws last
            self._follow()

    def _follow(self) -> None:
        kept = self._kept()
        if kept.empty:
            said = "No row fits all of these choices at once, so the chart stays as it was. Set one back to “all”."
            display_raw(
                {"text/html": f'<p role="status">{said}</p>', "text/plain": said}, name=self._name, again=True
            )
            return
        self.rows = kept
        self._show(again=True)

    def _show(self, *, again: bool) -> None:
        frames = (self.rows, *self._frames[1:])
        for_figure, for_words = bundles(
            self._chart, self._chart(*frames), self._chart.describe(*frames), self._chart.table(*frames)
        )
        self._canvas.outputs = ({"output_type": "display_data", "data": for_figure, "metadata": {}},)
        if not again:
            from IPython.display import display

            display(self._canvas)  # type: ignore[no-untyped-call]
            display(self.reader)  # type: ignore[no-untyped-call]
        display_raw(for_words, name=self._name, again=again)

    def _ipython_display_(self) -> None:
        """Show nothing: ``filtered`` has done so."""

    def _first(self) -> None:
        from IPython.display import display

        display(ipywidgets.HBox(list(self.choices.values()), layout={"flex_flow": "row wrap"}))  # type: ignore[no-untyped-call]
        self._show(again=False)


def filtered(chart: Chart, *frames: pd.DataFrame, by: Iterable[str]) -> Filtered:
    """Show a chart as ``linked`` does, with a list to choose from for each name in ``by``.

    A choice picks rows of the first table and draws the chart, its description and its table anew, in their
    place. The kernel does the picking; without one the chart stays as it is, and clicks still work.

    Parameters
    ----------
    chart : Chart
        Such as ``charts.positions``.
    *frames : DataFrame
        The tables the chart takes, in its order.
    by : list of str
        Columns of the first table with a closed vocabulary, such as ``"certainty"``; ``"actor"`` looks at every
        column that names an actor.

    Returns
    -------
    Filtered
        The choices, the rows now drawn and the reader; shows nothing itself.

    Raises
    ------
    ArgumentError
        ``chart`` is no chart, a frame is no document table, or ``by`` is one text instead of a list.
    UnknownNameError
        ``by`` names a column that is not there; the nearest is suggested.
    """
    if isinstance(by, str):
        raise ArgumentError(f"filtered() takes a list of names, such as by=[{by!r}].")
    if not frames or not all(isinstance(frame, pd.DataFrame) for frame in frames):
        raise ArgumentError("filtered() takes a chart such as charts.positions, then its tables.")
    view = Filtered(chart, frames, by)
    if in_notebook():
        view._first()
    else:
        linked(chart, *frames)
    return view
