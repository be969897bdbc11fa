"""One call for one cell: a chart of the wider record, and for each row what its sources say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd
import traitlets as t

from nkj_data import context
from nkj_data.context.abbreviations import Opened
from nkj_data.document import tables
from nkj_data.document.evidence import segments
from nkj_data.errors import ArgumentError
from nkj_data.interface import wording
from nkj_data.widgets.assets import module, styles
from nkj_data.widgets.linked_chart import Chart, bundles, display_raw, in_notebook
from nkj_data.widgets.options import no_option, worded
from nkj_data.widgets.rows import Rows

STRINGS: Mapping[str, str] = wording("context_reader")
"""What the reader says to people, by name; a translation hands over its own."""

OPTIONS = ("selected", "strings")

Row = Mapping[Any, Any]
_NAMES = ("meeting", "title", "claim", "name", "statement")
_FIGURE = ("year", "flow", "counts", "value", "unit", "date_text")
_FACTS: Mapping[Any, str] = {
    "figure_kind": "kind of figure",
    "head_dprk": "led for the DPRK",
    "head_japan": "led for Japan",
    "relation": "to the document’s account it",
}
# Shown elsewhere, or said better by another column.
_UNSHOWN = {
    *(
        "layer",
        "source_ids",
        "date_text",
        "series",
        "confidence",
        "disagreement",
        "claim_ids",
        "claim_id",
        "adds_with",
        "precision",
    ),
    *("earliest", "latest", "sentence_id", "quote", "char_start", "char_end", "voice", "certainty", "hedge"),
}


class RecordReader(Rows):
    """A list of rows of the wider record; a choice shows what a row says, how sure it is, and its sources.

    Rows of the document may stand in the list too: their words are shown in quotation, labelled "In the document",
    and under them the checks that name the same claim, labelled "Outside the document". Shown in one cell with a
    plotly figure, it listens to clicks on marks whose ``customdata`` holds row ids. All of that runs in the page,
    with or without a kernel.

    Parameters
    ----------
    *frames : DataFrame
        Tables of ``nkj.context``, or document tables, or parts of them.
    selected : str or several str
        Ids of the rows shown at first.
    strings : mapping, optional
        Other words for the interface; see ``STRINGS``.

    Attributes
    ----------
    selected : str
        Ids of the rows that are shown, with a space between them; ``""`` is none. Can be set, to several ids too,
        and follows what is chosen in the page.
    rows : list of dict
        What the list offers, and for each row its sections, each with its layer.
    sources : dict
        The sources that these rows cite, by their id: title, author, date, and address where there is one.
    strings : dict
        The words of the interface.

    Raises
    ------
    ArgumentError
        A frame of neither layer, or an option that does not exist.
    UnknownNameError
        ``selected`` names a row, or ``strings`` a word, that is not there; the nearest is suggested.
    """

    _esm: ClassVar[str] = module("context_reader")
    _css: ClassVar[str] = styles("context_reader")

    sources = t.Dict(read_only=True).tag(sync=True)

    def __init__(
        self,
        *frames: pd.DataFrame,
        selected: str | Iterable[str] = "",
        strings: Mapping[str, str] | None = None,
        **unknown: object,
    ) -> None:
        no_option("RecordReader", unknown, OPTIONS)
        words = worded(STRINGS, strings, "the reader")
        shown = {row["id"]: row for frame in _checked(frames) for row in _rows_of(frame)}
        used = dict.fromkeys(
            name for row in shown.values() for section in row["sections"] for name in section["sources"]
        )
        self.set_trait("sources", _sources(used, words["undated"]))
        super().__init__(shown.values(), selected=selected, strings=words)


@dataclass(frozen=True, repr=False)
class Cited:
    """What ``cited`` has shown, piece by piece."""

    figure: Any
    reader: RecordReader
    description: str
    table: pd.DataFrame

    def __repr__(self) -> str:
        return f"<chart with the sources in a {repr(self.reader).strip('<>')}>"

    def _ipython_display_(self) -> None:
        """Show nothing: ``cited`` has done so, and is often the last line of a cell."""


def cited(
    chart: Chart,
    *frames: pd.DataFrame,
    selected: str | Iterable[str] = "",
    strings: Mapping[str, str] | None = None,
    **options: Any,
) -> Cited:
    """Show a chart of the wider record, what its sources say of each row, its description and its table twin.

    A click on a mark opens its row; so does a choice in the list. Where there is no notebook, the description and
    the table are printed.

    Parameters
    ----------
    chart : Chart
        Such as ``charts.meetings``; the chart itself, not its figure.
    *frames : DataFrame
        The tables the chart takes, in its order.
    selected, strings
        As ``RecordReader`` takes them.
    **options
        What the chart itself takes, such as ``unit="million USD"``.

    Returns
    -------
    Cited
        The pieces, for those who want to go on with them; shows nothing itself.

    Raises
    ------
    ArgumentError
        ``chart`` is no chart, or a frame or option does not fit it.
    """
    if not all(callable(getattr(chart, name, None)) for name in ("__call__", "describe", "table")):
        raise ArgumentError(
            f"cited() takes a chart such as charts.meetings, then its tables, not {type(chart).__name__}."
        )
    # A name of its own, since not every chart has options.
    drawing: Any = chart
    figure = drawing(*frames, **options)
    drawn = {name for trace in figure.data for ids in _given(trace) for name in str(ids).split()}
    kept = [frame[frame.iloc[:, 0].isin(drawn)] for frame in frames]
    view = Cited(
        figure,
        RecordReader(*(frame for frame in kept if len(frame)), selected=selected, strings=strings),
        drawing.describe(*frames, **options),
        drawing.table(*frames, **options),
    )
    if not in_notebook():
        print(view.description, view.table.to_string(index=False), sep="\n\n")
        return view

    from IPython.display import display

    for_figure, for_words = bundles(chart, figure, view.description, view.table)
    display_raw(for_figure)
    display(view.reader)  # type: ignore[no-untyped-call]
    display_raw(for_words)
    return view


def _given(trace: Any) -> Iterator[Any]:
    yield from (ids for ids in (() if trace.customdata is None else trace.customdata) if ids is not None)


def _checked(frames: Sequence[object]) -> Iterator[pd.DataFrame]:
    known = "RecordReader() takes tables of nkj.context such as nkj.context.talks(), or document tables"
    if not frames:
        raise ArgumentError(f"{known}, and was given none.")
    for frame in frames:
        if not isinstance(frame, pd.DataFrame):
            raise ArgumentError(f"{known}, not {type(frame).__name__}.")
        if not ({"source_ids", "layer"} <= set(frame.columns) or {"sentence_id", "quote"} <= set(frame.columns)):
            raise ArgumentError(f"{known}; this frame has neither source_ids and layer nor sentence_id and quote.")
        yield frame


def _rows_of(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    outside = "source_ids" in frame.columns
    key = str(frame.columns[0])
    group = f"{_title(frame)}, {context.claims_check().attrs['layer'] if outside else 'in the document'}"
    checks = {} if outside else _checks()
    for row in frame.to_dict("records"):
        if outside:
            sections = [_outside(row, key)]
            if "quote" in row:
                sections.append(_inside(row, ()))
        else:
            sections = [_inside(row, [("note", row.get("note"))])]
            sections += [_outside(check, "check_id") for check in checks.get(str(row.get("claim_id")), ())]
        yield {"id": row[key], "label": _label(row), "group": group, "sections": sections}


def _checks() -> dict[str, list[Row]]:
    """Return the checks of each claim by its id; rows of the document are joined to the record by nothing else."""
    by_id = {row["check_id"]: row for row in context.claims_check().to_dict("records")}
    found: dict[str, list[Row]] = {}
    for pair in context.concordance().to_dict("records"):
        found.setdefault(pair["claim_id"], []).append(by_id[pair["check_id"]])
    return found


def _outside(row: Row, key: str) -> dict[str, Any]:
    first = Opened()
    facts = [
        [_FACTS.get(name, str(name).replace("_", " ")), first(_said(name, value))]
        for name, value in row.items()
        if name not in _UNSHOWN and name not in (key, *_NAMES) and not pd.isna(value)
    ]
    return {
        "layer": "outside",
        "head": _label(row),
        "facts": facts,
        "confidence": _text(row.get("confidence")),
        "differ": first(_text(row.get("disagreement"))),
        "sources": str(row["source_ids"]).split(";"),
        "quoted": [],
    }


def _inside(row: Row, facts: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    parts = [part for part in segments([row]) if part.sentence_id == row["sentence_id"]]
    quoted = {
        "sentence_id": row["sentence_id"],
        "paragraph": parts[0].paragraph,
        "segments": [[part.text, bool(part.rows)] for part in parts],
    }
    said = [[name, _said(name, value)] for name, value in facts if not pd.isna(value)]
    empty = {"head": "", "confidence": "", "differ": "", "sources": []}
    return {"layer": "inside", "facts": said, "quoted": [quoted], **empty}


def _label(row: Row) -> str:
    name = next((str(row[column]) for column in _NAMES if not pd.isna(row.get(column))), "")
    if "quote" in row and "source_ids" not in row:
        return f"“{row['quote']}”"
    if not name:
        return ", ".join(_said(column, row[column]) for column in _FIGURE if not pd.isna(row.get(column)))
    when = row.get("date_text")  # and no verdict: it is read where the row is opened
    return name if pd.isna(when) else f"{name.removesuffix('.')} ({when})"


def _said(name: str, value: Any) -> str:
    return f"{float(value):,.10g}" if name == "value" or name.startswith("amount") else str(value)


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


def _title(frame: pd.DataFrame) -> str:
    """Return what the list calls a frame; several tables of figures share the name of their first column."""
    given = set(map(str, frame.columns))
    for name in context.catalog()["table"] if "source_ids" in given else ():
        if given <= set(context.columns(name)["column"]):
            return str(name).replace("_", " ").capitalize()
    key = str(frame.columns[0])
    named = {resource.key: resource.title for resource in tables.descriptor().tables.values()}
    return str(named.get(key, key.removesuffix("_id")).replace("_", " ").capitalize())


def _sources(names: Iterable[str], undated: str) -> dict[str, dict[str, str]]:
    book = {row["source_id"]: row for row in context.sources().to_dict("records")}
    return {
        name: {
            "title": str(book[name]["title"]),
            "author": str(book[name]["author"]),
            "published": _text(book[name]["published"]) or undated,
            "url": _text(book[name]["url"]),
        }
        for name in names
    }
