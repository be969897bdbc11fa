"""The reader: the passage beside a chart, in which the words of a chosen row light up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

import anywidget
import pandas as pd
import traitlets as t

from nkj_data import tables
from nkj_data.document import passage
from nkj_data.errors import ArgumentError, UnknownNameError, nearest
from nkj_data.marking import row_id, segments
from nkj_data.widgets.modules import module, styles

__all__ = ["STRINGS", "Reader"]

STRINGS: Mapping[str, str] = {
    "also": "or click a mark on the chart",
    "alleged": "Alleged: the text says “{hedge}”.",
    "chart": "Chart. The list after it leads to the same words.",
    "choose": "Show the words for",
    "document": "Said by the document itself.",
    "hedged": "Hedged by the words “{hedge}”.",
    "hint": "The words behind your choice light up in the passage.",
    "implied": "Read from context.",
    "japan": "Reported as the position of Japan.",
    "none": "nothing",
    "north_korea": "Reported as the position of North Korea.",
    "note": "Note:",
    "quote": "The words:",
    "reader": "The passage, and the words behind each row",
    "several": "{n} rows at once",
    "sentence": "sentence {sentence}",
    "stated": "Stated.",
    "unattributed": "Who says so is not named.",
}
"""What the reader says to people, by name; a translation hands over its own."""

NEEDED = ("sentence_id", "quote", "char_start", "char_end")
SHOWN = ("sentence_id", "voice", "certainty", "hedge", "note", "quote")
LABELS: Mapping[str, tuple[str, ...]] = {"link_id": ("source", "words", "target")}
OPTIONS = ("selected", "strings")
FEW = 12  # ids that an error message still lists


class Reader(anywidget.AnyWidget):
    """The passage, and a list of rows; the words of the chosen rows are marked in it.

    Shown in one cell with a plotly figure, it listens to clicks on marks whose ``customdata`` holds row ids.
    All of that runs in the page, with or without a kernel.

    Parameters
    ----------
    *frames : DataFrame
        Document tables or parts of them, such as ``nkj.motives()``.
    selected : str or several str
        Ids of the rows whose words are marked at first.
    strings : mapping, optional
        Other words for the interface; see ``STRINGS``.

    Attributes
    ----------
    selected : str
        Ids of the rows whose words are marked, with a space between them; ``""`` is none. Can be set, to
        several ids too, and follows what is chosen in the page.
    segments : list
        The passage, cut where marks start and end: words, sentence, paragraph, places in ``rows``.
    rows : list of dict
        What the list offers and the note says.
    strings : dict
        The words of the interface.
    source : str
        Where the passage comes from.

    Raises
    ------
    ArgumentError
        A frame that is no document table, or an option that does not exist.
    UnknownNameError
        ``selected`` names a row, or ``strings`` a word, that is not there; the nearest is suggested.
    """

    _esm: ClassVar[str] = module("page.js", "graphs.js", "reader.js")
    _css: ClassVar[str] = styles("page.css", "reader.css")

    segments: t.List[Any] = t.List(read_only=True).tag(sync=True)
    rows: t.List[Any] = t.List(read_only=True).tag(sync=True)
    strings = t.Dict(read_only=True).tag(sync=True)
    source = t.Unicode(read_only=True).tag(sync=True)
    selected = t.Union([t.Unicode(), t.List(t.Unicode())], default_value="").tag(sync=True)

    def __init__(
        self,
        *frames: pd.DataFrame,
        selected: str | Iterable[str] = "",
        strings: Mapping[str, str] | None = None,
        **unknown: object,
    ) -> None:
        for name in unknown:
            near = nearest(name, OPTIONS)
            hint = f"Did you mean {near!r}?" if near else f"Choose from: {', '.join(OPTIONS)}."
            raise ArgumentError(f"Reader() has no option {name!r}. {hint}")
        rows: dict[str, Mapping[Any, Any]] = {}
        shown: dict[str, dict[str, str]] = {}
        for frame in _checked(frames):
            for row in frame.to_dict("records"):
                rows.setdefault(row_id(row), row)
                shown.setdefault(row_id(row), _shown(row, *_titles(frame)))
        places = {name: at for at, name in enumerate(rows)}
        self.set_trait(
            "segments",
            [
                [part.text, part.sentence_id, part.paragraph, [places[name] for name in part.rows]]
                for part in segments(rows.values())
            ],
        )
        self.set_trait("rows", list(shown.values()))
        self.set_trait("strings", _worded(strings or {}))
        self.set_trait("source", passage().page["source_line"])
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
        return f"<Reader of {len(self.rows)} rows, selected {self.selected!r}>"


def _worded(own: Mapping[str, str]) -> dict[str, str]:
    for name in own:
        if name not in STRINGS:
            raise UnknownNameError("string of the reader", name, STRINGS)
    return {**STRINGS, **own}


def _checked(frames: Sequence[object]) -> Iterator[pd.DataFrame]:
    known = "Reader() takes document tables such as nkj.motives()"
    if not frames:
        raise ArgumentError(f"{known}, and was given none.")
    text = passage().text
    for frame in frames:
        if not isinstance(frame, pd.DataFrame):
            raise ArgumentError(f"{known}, not {type(frame).__name__}.")
        if missing := [name for name in NEEDED if name not in frame.columns]:
            raise ArgumentError(f"{known}; this frame has no {', '.join(missing)}.")
        for row in frame.to_dict("records"):
            if text[row["char_start"] : row["char_end"]] != row["quote"]:
                raise ArgumentError(
                    f"{known}; in {row_id(row)} char_start and char_end no longer point at its quote."
                )
        yield frame


def _titles(frame: pd.DataFrame) -> tuple[str, tuple[str, ...]]:
    """Return what the list calls this frame, and the columns that name a row of it to people."""
    key = str(frame.columns[0])
    titles = {resource.key: resource.title for resource in tables.descriptor().tables.values()}
    group = titles.get(key, key.removesuffix("_id").replace("_", " "))
    if key in LABELS:
        return group, LABELS[key]
    own = [name for name in frame.columns[1:] if name not in SHOWN and not str(name).endswith("_id")]
    worded = [str(name) for name in own if isinstance(frame[name].dtype, pd.StringDtype)]
    worded.sort(key=lambda name: name != key.removesuffix("_id"))
    return group, tuple(worded[:1]) or ("quote",)


def _shown(row: Mapping[Any, Any], group: str, label: Iterable[str]) -> dict[str, str]:
    words = " ".join(str(row[name]) for name in label)
    about = {name: str(row[name]) for name in SHOWN if name in row and not pd.isna(row[name])}
    about["sentence"] = about.pop("sentence_id")
    return {"id": row_id(row), "label": words, "group": group, **about}
