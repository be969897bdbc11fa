"""The reader: the passage beside a chart, in which the words of a chosen row light up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

import pandas as pd
import traitlets as t

from nkj_data.document import tables
from nkj_data.document.evidence import row_id, segments
from nkj_data.document.passage import passage
from nkj_data.errors import ArgumentError
from nkj_data.interface import wording
from nkj_data.widgets.assets import module, styles
from nkj_data.widgets.options import no_option, worded
from nkj_data.widgets.rows import Rows

STRINGS: Mapping[str, str] = wording("reader")
"""What the reader says to people, by name; a translation hands over its own."""

NEEDED = ("sentence_id", "quote", "char_start", "char_end")
SHOWN = ("sentence_id", "voice", "certainty", "hedge", "note", "quote")
# The table holds more than its name says: the text never calls compensation a motive.
GROUPS: Mapping[str, str] = {"motive_id": "Motives and possible gain"}
LABELS: Mapping[str, tuple[str, ...]] = {
    "link_id": ("source", "words", "target"),
    "position_id": ("act", "position"),
}
OPTIONS = ("selected", "strings")


class Reader(Rows):
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

    _esm: ClassVar[str] = module("reader")
    _css: ClassVar[str] = styles("reader")

    segments: t.List[Any] = t.List(read_only=True).tag(sync=True)
    source = t.Unicode(read_only=True).tag(sync=True)

    def __init__(
        self,
        *frames: pd.DataFrame,
        selected: str | Iterable[str] = "",
        strings: Mapping[str, str] | None = None,
        **unknown: object,
    ) -> None:
        no_option("Reader", unknown, OPTIONS)
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
        words = worded(STRINGS, strings, "the reader")
        self.set_trait("source", passage().page["source_line"])
        super().__init__(shown.values(), selected=selected, strings=words)


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
    group = GROUPS.get(key) or titles.get(key, key.removesuffix("_id").replace("_", " "))
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
