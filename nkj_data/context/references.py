"""From a row of the wider record to its sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from textwrap import fill
from typing import Any

import pandas as pd

from nkj_data.context import tables
from nkj_data.context.abbreviations import Opened
from nkj_data.errors import ArgumentError, UnknownNameError

_DOCUMENT_ID = re.compile(r"[a-z]+-\d\d|S\d\d")
_UNSHOWN = {"layer", "source_ids", "char_start", "char_end", "sentence_id"}
_BORDER = "border:2px dashed currentColor;padding:0.2em 1em;max-width:46em"


@dataclass(frozen=True, eq=False)
class Cited:
    """Rows of the wider record with the sources they rest on, labelled as outside the document.

    Attributes
    ----------
    rows : tuple of mappings
        The rows, each as a dict.
    sources : DataFrame
        The sources they cite, each once, as :func:`nkj_data.context.sources` gives them.
    """

    rows: tuple[Mapping[str, Any], ...]
    sources: pd.DataFrame = field(repr=False)

    def __str__(self) -> str:
        lines, first = [label()], Opened()
        for row in self.rows:
            lines.append("")
            lines.extend(filled(f"{name}: {first(value)}") for name, value in _said(row))
        lines.extend(["", "Sources"])
        lines.extend(filled(reference(row)) for row in self.sources.to_dict("records"))
        return "\n".join(lines)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        first = Opened()
        rows = "".join(
            "<dl>"
            + "".join(
                f"<dt><b>{escape(name)}</b></dt><dd>{escape(first(value))}</dd>" for name, value in _said(row)
            )
            + "</dl>"
            for row in self.rows
        )
        listed = "".join(f"<li>{_reference_html(row)}</li>" for row in self.sources.to_dict("records"))
        return (
            f'<div role="group" aria-label="{escape(label())}" style="{_BORDER}">'
            f"<p><strong>{escape(label())}</strong></p>"
            f"{rows}<p>Sources</p><ul>{listed}</ul></div>"
        )


def cited(of: str | pd.Series | pd.DataFrame | Iterable[str]) -> Cited:
    """Return rows of the wider record with the sources they rest on.

    Parameters
    ----------
    of : str, Series, DataFrame or several ids
        An id such as ``"TK06"``, a row, several ids, or a table that still has its first column.

    Returns
    -------
    Cited
        Rich in Jupyter, plain in a terminal; ``cited("TK06").sources`` is a table.

    Raises
    ------
    UnknownNameError
        There is no such row; the nearest id is suggested.
    ArgumentError
        ``of`` is no id, row or table of this layer.

    Examples
    --------
    >>> cited("CP01").sources["source_id"].tolist()
    ['C01', 'C02']
    """
    known = _known()
    rows = tuple(_find(name, known) for name in dict.fromkeys(_ids(of)))
    wanted = list(dict.fromkeys(name for row in rows for name in _sources_of(row)))
    book = tables.sources().set_index("source_id", drop=False)
    return Cited(rows, book.loc[wanted].reset_index(drop=True))


def label() -> str:
    """Return the words that everything shown from this layer carries."""
    return str(tables.LAYER).capitalize()


def filled(line: str) -> str:
    """Return a line folded for a terminal."""
    return fill(line, 88, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)


def reference(source: Mapping[Any, Any]) -> str:
    """Return a source in one line; its address stands last, where it has one."""
    parts = [_told(source), source["note"], source["url"]]
    return " ".join(str(part) for part in parts if not pd.isna(part))


def _told(source: Mapping[Any, Any]) -> str:
    when = "no date" if pd.isna(source["published"]) else str(source["published"])
    if source["dating"] in ("inferred", "approximate"):
        when += f" ({source['dating']})"
    kind = f"[{source['kind']}, {source['language']}]"
    return f"{source['source_id']}  {source['title']}. {source['author']}, {when}. {kind}"


def _reference_html(source: Mapping[Any, Any]) -> str:
    told = escape(_told(source))
    if not pd.isna(source["url"]):
        told = f'<a href="{escape(source["url"])}" rel="noopener noreferrer">{told}</a>'
    return told if pd.isna(source["note"]) else f"{told} {escape(source['note'])}"


def _said(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in row.items():
        if name in _UNSHOWN or pd.isna(value):
            continue
        if name == "quote":
            yield f"words of the document that are checked ({row['sentence_id']})", str(value)
        elif isinstance(value, pd.Timestamp):
            yield name.replace("_", " "), str(value.date())
        else:
            yield name.replace("_", " "), str(value)


def _sources_of(row: Mapping[str, Any]) -> list[str]:
    return [row["source_id"]] if "source_id" in row else str(row["source_ids"]).split(";")


def _ids(of: Any) -> Iterator[str]:
    keys = {resource.key for resource in tables.descriptor().tables.values()}
    if isinstance(of, str):
        yield of
    elif isinstance(of, pd.DataFrame) and keys & set(of.columns):
        yield from of[next(name for name in of.columns if name in keys)]
    elif isinstance(of, pd.Series) and keys & set(of.index):
        yield of[next(name for name in of.index if name in keys)]
    elif isinstance(of, Iterable) and not isinstance(of, Mapping | pd.DataFrame | bytes):
        for one in of:
            yield from _ids(one)
    else:
        raise ArgumentError(
            "cited() takes an id such as 'TK06', a row, several ids, or a table of nkj.context with its first "
            f"column, not {type(of).__name__}."
        )


def _known() -> dict[str, Mapping[str, Any]]:
    rows: dict[str, Mapping[str, Any]] = {}
    for table, resource in tables.descriptor().tables.items():
        for row in tables.table(table).to_dict("records"):
            rows[row[resource.key]] = {str(column): value for column, value in row.items()}
    return rows


def _find(name: str, known: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    if _DOCUMENT_ID.fullmatch(name):
        raise ArgumentError(
            f"{name!r} names words of the document, which have no sources here. nkj.evidence({name!r}) marks them; "
            "nkj.context.concordance() says which checks are about which claim."
        )
    if name in known:
        return known[name]
    raise UnknownNameError(
        "row", name, known, listing="nkj.context.catalog() lists the tables; their first column holds the ids."
    )
