"""What all charts share: the palette, the card they are drawn on, and how a chart is called."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from nkj_data import context
from nkj_data.document import tables
from nkj_data.errors import ArgumentError, nearest

# The card has one light ground in both themes: no grey reaches 4.5:1 on JupyterLab's white and on its black.
CARD, INK = "#fbfaf6", "#1f2328"

# The wider record has a form of its own: a bluish ground inside a dashed frame, and "outside the document" in the
# subtitle (outside.py). No chart of the document looks so; where a chart of the record shows the document's own
# words or window too, they stand on CARD inside a solid line.
OUTSIDE = "#e6ebf5"

# Okabe and Ito's colour-blind safe set (jfly.uni-koeln.de/color, 2008); one colour per actor everywhere:
# the border of its boxes. Every box also says in words whose it is.
ACTOR: Mapping[str, str] = {
    "North Korea": "#d55e00",
    "Japan": "#0072b2",
    "South Korea": "#009e73",
}

# Grounds of boxes by what stands in them; all of them light enough for INK.
FILL: Mapping[str, str] = {
    "ground": "#ece9e0",
    "serious shortage": "#cfe3f2",
    "primary motive": "#fbdcc0",
    "possible gain": "#dcefe6",
    "North Korea": "#fbdcc0",
    "Japan": "#cfe3f2",
    "South Korea": "#dcefe6",
    "north_korea": "#fbdcc0",
    "japan": "#cfe3f2",
    "unattributed": "#f3dcea",
    "plain": "#ffffff",
}

# How surely the text says it: line, fill pattern and word, never colour alone.
CERTAINTY: Mapping[str, Mapping[str, str]] = {
    "stated": {"dash": "solid", "pattern": "", "word": "stated"},
    "hedged": {"dash": "dash", "pattern": "/", "word": "hedged"},
    "alleged": {"dash": "dot", "pattern": "x", "word": "alleged"},
    "implied": {"dash": "dashdot", "pattern": ".", "word": "read from context"},
}

Record = dict[Any, Any]

_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif"


class Drawing:
    """What every chart can do: a Figure from frames, and the same in words and as a table.

    Parameters
    ----------
    name : str
        Its name in ``nkj_data.charts``.
    draw, describe, table : callables
        Make the Figure, the description and the table twin from the same frames.
    takes : sequence of str
        The tables it draws, in the order of its arguments; empty for a chart of any tables.
    partly : sequence of str
        Those of them of which it draws some rows only, or uses the names only.
    options : sequence of str
        The keyword-only options that all three callables take.
    """

    def __init__(
        self,
        name: str,
        draw: Callable[..., go.Figure],
        describe: Callable[..., str],
        table: Callable[..., pd.DataFrame],
        takes: Sequence[str],
        partly: Sequence[str] = (),
        options: Sequence[str] = (),
    ) -> None:
        self.name = name
        self.takes = tuple(takes)
        self.partly = tuple(partly)
        self.options = tuple(options)
        self.__doc__ = draw.__doc__
        self._draw, self._describe, self._table = draw, describe, table

    def __call__(self, *frames: pd.DataFrame, **options: Any) -> go.Figure:
        """Return the Figure of these frames, its coordinates rounded: the same on every Python."""
        return go.Figure(_rounded(self._draw(*self._checked(frames, options), **options).to_plotly_json()))

    def describe(self, *frames: pd.DataFrame, **options: Any) -> str:
        """Return what the chart shows, in two or three sentences made from the frames."""
        return self._describe(*self._checked(frames, options), **options)

    def table(self, *frames: pd.DataFrame, **options: Any) -> pd.DataFrame:
        """Return the chart's table twin: the same values, a row per mark."""
        return self._table(*self._checked(frames, options), **options)

    def __repr__(self) -> str:
        return f"charts.{self.name}({', '.join(f'nkj.{name}()' for name in self.takes or ('sentences', 'claims'))})"

    def _checked(self, frames: tuple[Any, ...], options: Iterable[str]) -> tuple[pd.DataFrame, ...]:
        problems = [self._no_option(name) for name in options if name not in self.options]
        found = []
        takes = self.takes or tuple(map(_table_of, frames))
        if not takes:
            problems.append("it takes at least one table and got none")
        elif len(frames) != len(takes):
            problems.append(f"it takes {len(takes)} table(s) and got {len(frames)}")
        for name, frame in zip(takes, frames, strict=False):
            if not isinstance(frame, pd.DataFrame):
                problems.append(f"{name} must be a DataFrame, not {type(frame).__name__}")
                continue
            wanted = _columns_of(name)
            if missing := [column for column in wanted if column not in frame.columns]:
                problems.append(f"{name} lacks the column(s) {', '.join(missing)}")
            elif frame.empty:
                problems.append(f"{name} has no rows, so there is nothing to draw")
            else:
                found.append(frame[wanted])  # further columns are the learner's own
        if problems:
            raise ArgumentError(f"charts.{self.name}: {'; '.join(problems)}. Call it so: {self!r}")
        return tuple(found)

    def _no_option(self, name: str) -> str:
        near = nearest(name, self.options)
        hint = f", did you mean {near!r}?" if near else f"; it has {', '.join(self.options) or 'none'}"
        return f"there is no option {name!r}{hint}"


class Chart(Drawing):
    """A chart of the document's tables, on the light card of the house."""


class ContextChart(Drawing):
    """A chart of the wider record; its tables are named ``context.talks``, the document's ``talks``."""


def _rounded(value: Any) -> Any:
    """Return a figure's values with every float rounded to what can be seen; Pythons differ in the last digits."""
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(inner) for inner in value]
    return value


def _columns_of(name: str) -> list[str]:
    """Return the columns of a table of either layer."""
    layer, _, own = name.rpartition(".")
    book = context.columns(own)["column"] if layer else tables.columns(own)["column"]
    return list(book)


def _table_of(frame: object) -> str:
    """Return the name of the document table a frame comes from; the first one where it is none of them."""
    key = str(frame.columns[0]) if isinstance(frame, pd.DataFrame) and len(frame.columns) else ""
    known = {resource.key: name for name, resource in tables.descriptor().tables.items()}
    return known.get(key, "sentences")


def card(title: str, *frames: pd.DataFrame) -> go.Figure:
    """Return an empty Figure in the house style; the title says the finding, the subtitle the source."""
    return sheet(title, wrap(sources(*frames), 46))


def sheet(title: str, source: str) -> go.Figure:
    """Return an empty Figure in the house style with this title and this subtitle, already in lines."""
    head = wrap(title, 35)  # it fits into an output 364 pixels wide, as 46 characters of a subtitle do
    above = 58 + 21 * (head.count("<br>") + 1) + 16 * source.count("<br>")
    return go.Figure(
        layout={
            "template": go.layout.Template(),
            "title": {
                "text": head,
                "font": {"size": 16, "weight": 600},
                "subtitle": {"text": source, "font": {"size": 12}},
                "x": 0,
                "xref": "paper",
                "xanchor": "left",
                "y": 1,
                "yanchor": "top",
                "pad": {"t": 20},
            },
            "font": {"family": _FONT, "size": 13, "color": INK},
            "paper_bgcolor": CARD,
            "plot_bgcolor": CARD,
            "margin": {"l": 16, "r": 16, "t": above, "b": 48},
            "hovermode": "closest",
            "hoverlabel": {"bgcolor": "#ffffff", "font": {"color": INK, "size": 13}, "align": "left"},
            "clickmode": "event",
            "dragmode": False,
            "modebar": {"remove": ["sendChartToCloud", "zoom2d", "pan2d", "select2d", "lasso2d", "autoScale2d"]},
            "legend": {"orientation": "h", "x": 0, "y": 0, "yanchor": "top", "itemclick": False},
        }
    )


def sources(*frames: pd.DataFrame) -> str:
    """Return the source line of some rows, such as ``Library of Congress, sentences S08-S09``."""
    found = sorted({sentence for frame in frames for sentence in frame["sentence_id"]})
    runs: list[list[str]] = []
    for sentence in found:
        if runs and int(sentence[1:]) == int(runs[-1][-1][1:]) + 1:
            runs[-1].append(sentence)
        else:
            runs.append([sentence])
    named = ", ".join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    return f"Library of Congress, sentence{'s' if len(found) > 1 else ''} {named}"


def hover(row: Mapping[Any, Any]) -> str:
    """Return the hover text of a row: its words, its sentence, how surely the text says it."""
    quote = wrap(f"“{row['quote']}”", 46, hyphens=False)
    sure = f", {CERTAINTY[row['certainty']]['word']}" if "certainty" in row else ""
    return f"{quote}<br>{row['sentence_id']}{sure}"


def twin(row: Mapping[Any, Any], **cells: Any) -> dict[str, Any]:
    """Return a row of a table twin: its own cells, then how sure, where, and which row."""
    return {
        **cells,
        "certainty": str(row["certainty"]),
        "sentence": row["sentence_id"],
        "row": next(iter(row.values())),
    }


def names_of(actors: pd.DataFrame) -> dict[str, str]:
    """Return the name of every actor by its id."""
    return dict(zip(actors["actor_id"], actors["name"], strict=True))


def tint(name: str) -> str:
    """Return which fill an actor's box has: its own, or the common one."""
    return name if name in FILL else "ground"


def quoted(words: Iterable[str]) -> str:
    """Return words in quotation marks, each once."""
    return ", ".join(f"“{word}”" for word in dict.fromkeys(words))


def listed(words: Iterable[Any]) -> str:
    """Return words as people list them: one, two and three."""
    *most, last = [str(word) for word in words]
    return f"{', '.join(most)} and {last}" if most else last


def sentence(text: str) -> str:
    """Return ``text`` with its first letter in upper case and the others left alone."""
    return text[:1].upper() + text[1:]


def wrap(text: str, width: int, *, hyphens: bool = True) -> str:
    """Return ``text`` escaped for plotly, in lines of ``width`` characters, broken at hyphens too if told."""
    return "<br>".join(
        escape(line, quote=False)
        for line in textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=hyphens)
    )
