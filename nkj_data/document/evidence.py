"""Floor 3: from a row to the passage with its words marked.

Not called ``evidence``: a module of that name would hide the function ``nkj.evidence``.
"""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from nkj_data.document import tables
from nkj_data.document.passage import Span, passage
from nkj_data.errors import ArgumentError, UnknownNameError

Row = Mapping[Any, Any]
_PLACE = {"sentence_id", "quote", "char_start", "char_end"}


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one sentence, and the rows whose words it belongs to."""

    text: str
    sentence_id: str
    paragraph: int
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """The passage with the words of some rows marked. Rich in Jupyter, plain in a terminal.

    Attributes
    ----------
    rows : tuple of mappings
        The rows, each as a dict.
    segments : tuple of Segment
        The passage, cut where marks start and end.
    """

    rows: tuple[Row, ...]
    segments: tuple[Segment, ...]

    def __str__(self) -> str:
        lines = []
        for sentence_id, parts in _by_sentence(self.segments):
            if any(part.rows for part in parts):
                words = "".join(f"[{part.text}]" if part.rows else part.text for part in parts)
                lines.append(textwrap.fill(f"{sentence_id}  {_joined(words)}", 88, subsequent_indent="     "))
        # Of a sentence there is nothing to say but its words.
        lines.extend(
            textwrap.fill(says(row), 88, subsequent_indent="     ") for row in self.rows if "certainty" in row
        )
        return "\n".join(lines)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        paragraphs: dict[int, list[str]] = {}
        for sentence_id, parts in _by_sentence(self.segments):
            words = "".join(
                f'<mark style="background:#ffe08a;color:#1a1a1a">{escape(part.text)}</mark>'
                if part.rows
                else escape(part.text)
                for part in parts
            )
            paragraphs.setdefault(parts[0].paragraph, []).append(f"<small>{sentence_id}</small> {words}")
        text = "".join(f"<p>{' '.join(sentences)}</p>" for sentences in paragraphs.values())
        listed = "".join(f"<li>{escape(says(row))}</li>" for row in self.rows if "certainty" in row)
        marked = f'<blockquote translate="no" style="max-width:42em">{text}</blockquote>'
        return f"{marked}<ul>{listed}</ul>" if listed else marked


def evidence(of: str | pd.Series | pd.DataFrame | Iterable[str]) -> Evidence:
    """Return the passage with the words marked that support a row.

    Parameters
    ----------
    of : str, Series, DataFrame or several ids
        A row id such as ``"motive-01"`` or ``"S08"``, a row of a table, several ids, or a whole table.

    Returns
    -------
    Evidence

    Raises
    ------
    UnknownNameError
        There is no such row; the nearest id is suggested.
    ArgumentError
        ``of`` is no id, row or table.

    Examples
    --------
    >>> print(evidence("talk-01"))
    S10  [The first round of normalization talks was held January 30- 31, 1991], but quickly
         broke down over the question of compensation.
    talk-01: S10; stated; voice: document; The only round the text dates.
    """
    rows = tuple(_rows(of))
    return Evidence(rows, segments(rows))


def segments(rows: Iterable[Row]) -> tuple[Segment, ...]:
    """Return the passage cut into segments, each knowing which of ``rows`` it supports."""
    spans = [(row_id(row), Span(int(row["char_start"]), int(row["char_end"]))) for row in rows]
    text = passage().text
    found = []
    for sentence in tables.sentences().to_dict("records"):
        start, end = sentence["char_start"], sentence["char_end"]
        cuts = {start, end, *(edge for _, s in spans for edge in (s.start, s.end) if start < edge < end)}
        edges = sorted(cuts)
        for left, right in itertools.pairwise(edges):
            part = Span(left, right)
            owners = tuple(dict.fromkeys(name for name, span in spans if span.holds(part)))
            found.append(Segment(text[left:right], sentence["sentence_id"], sentence["paragraph"], owners))
    return tuple(found)


def coverage() -> pd.DataFrame:
    """Return which sentence feeds which table, one row per sentence.

    Returns
    -------
    pandas.DataFrame, 14 rows
        sentence_id : str
            ``S01`` to ``S14``.
        claims, aims, ... : int64
            One column per table: how many of its rows have their words in this sentence.
    """
    frame = tables.sentences()[["sentence_id"]]
    for name in tables.descriptor().tables:
        if name != "sentences":
            counts = tables.table(name)["sentence_id"].value_counts()
            frame[name] = frame["sentence_id"].map(counts).fillna(0).astype("int64")
    return frame


def row_id(row: Row) -> str:
    """Return the id of a row: its first column."""
    return str(next(iter(row.values())))


def says(row: Row) -> str:
    """Return one line on a row: its id, sentence, certainty, voice and note."""
    hedge: str = "" if pd.isna(row["hedge"]) else f' ("{row["hedge"]}")'
    voice = str(row["voice"]).replace("_", " ")
    parts = [f"{row_id(row)}: {row['sentence_id']}", f"{row['certainty']}{hedge}", f"voice: {voice}"]
    if not pd.isna(row["note"]):
        parts.append(str(row["note"]))
    return "; ".join(parts)


def _rows(of: Any) -> Iterator[Row]:
    if isinstance(of, str):
        yield _find(of)
    elif isinstance(of, pd.DataFrame) and set(of.columns) >= _PLACE:
        yield from of.to_dict("records")
    elif isinstance(of, pd.Series) and set(of.index) >= _PLACE:
        yield of.to_dict()
    elif isinstance(of, Iterable) and not isinstance(of, Mapping | pd.DataFrame | bytes):
        for one in of:
            yield from _rows(one)
    else:
        raise ArgumentError(
            f"evidence() takes a row id such as 'motive-01', a row, several ids or a table with all "
            f"its columns, not {type(of).__name__}."
        )


def _find(name: str) -> Row:
    known: list[str] = []
    for table_name, resource in tables.descriptor().tables.items():
        frame = tables.table(table_name)
        ids = frame[resource.key].tolist()
        now = resource.former.get(name, name)
        if now in ids:
            return dict(frame.iloc[ids.index(now)])
        known.extend(ids)
    raise UnknownNameError(
        "row", name, known, listing="nkj.catalog() lists the tables; their first column holds the ids."
    )


def _by_sentence(parts: Iterable[Segment]) -> Iterator[tuple[str, list[Segment]]]:
    grouped: dict[str, list[Segment]] = {}
    for part in parts:
        grouped.setdefault(part.sentence_id, []).append(part)
    yield from grouped.items()


def _joined(words: str) -> str:
    return words.replace("][", "")
