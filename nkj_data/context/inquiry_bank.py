"""A point on which document and wider record can be set against each other: rows on two sides, and no verdict.

What is said here of either layer is the layer's own rows; only question, readings and what to ask next are ours.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd

from nkj_data.context import tables as context_tables
from nkj_data.context.abbreviations import Opened
from nkj_data.context.checks import CLOSED
from nkj_data.context.references import Cited, cited, filled, label, reference
from nkj_data.context.source_cards import told
from nkj_data.document import tables
from nkj_data.document.passage import passage
from nkj_data.errors import ArgumentError, Problem, SchemaError, UnknownNameError, nearest
from nkj_data.packaged_files import data_folder, read_toml

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


FILE = "inquiries.toml"
# A check ends in a verdict of ours, and a source is no evidence by itself.
_EVIDENCE = ("talks", "events", "repatriation", "debt", "compensation", "entities")
_HEADS: Mapping[str, tuple[str, ...]] = {
    "talks": ("meeting", "date_text", "place"),
    "events": ("title", "date_text"),
    "repatriation": ("counts", "date_text"),
    "debt": ("counts", "date_text"),
    "compensation": ("item", "date_text"),
    "entities": ("name",),
}
_TELLS: Mapping[str, Mapping[str, str]] = {
    "talks": {"summary": "", "outcome": "How it ended: "},
    "events": {"summary": ""},
    "repatriation": {"note": ""},
    "debt": {"creditor": "Owed to: ", "stated_by": "Stated by: ", "note": ""},
    "compensation": {"form": "Form: ", "stated_by": "Stated by: ", "note": ""},
    "entities": {
        "hangul": "In Korean script: ",
        "japanese": "In Japanese script: ",
        "spelling": "Spelling: ",
        "description": "",
        "note": "",
    },
}
_DOCUMENT = "In the document"
_OPEN = (
    "No verdict is given here. Weigh both readings: who says so, how near to the event, and whether two say it "
    "independently."
)
_READINGS = ("One reading", "Another reading")
_ASK = "What to ask next"
_QUOTED = re.compile(r"“([^”]*)”")
_COLUMN = "flex:1 1 18em;min-width:0"


@dataclass(frozen=True, slots=True)
class Side:
    """One reading of a point, and the ids of the rows of the wider record that speak for it."""

    reading: str
    rows: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Inquiry:
    """A question put to both layers: the document's words, the record's rows on two sides, and no verdict.

    Rich in Jupyter, plain in a terminal. What stands in the document and what stands outside it are told apart in
    words and in form.

    Attributes
    ----------
    inquiry_id : str
        Such as ``"round-one"``.
    question : str
        What is asked.
    claim_ids : tuple of str
        The claims of the document it is about.
    sides : tuple of two Side
        Two readings with their evidence.
    ask : tuple of str
        Questions that go on from there.
    """

    inquiry_id: str
    question: str
    claim_ids: tuple[str, ...]
    sides: tuple[Side, Side]
    ask: tuple[str, ...]

    @property
    def claims(self) -> pd.DataFrame:
        """The claims of the document it is about, as ``nkj.claims()`` gives them."""
        frame = tables.claims()
        return frame[frame["claim_id"].isin(self.claim_ids)].reset_index(drop=True)

    @property
    def cited(self) -> Cited:
        """The rows of both sides, each once, in full and with their sources."""
        return cited(name for side in self.sides for name in side.rows)

    def __str__(self) -> str:
        lines = [self.question, "", _DOCUMENT]
        lines.extend(filled(f"{name}  {_bracketed(parts)}") for name, parts in _sentences(self.claims))
        lines.extend(filled(line) for line in _certainties(self.claims))
        lines.extend(["", label()])
        first = Opened()
        for heading, side in zip(_READINGS, self.sides, strict=True):
            lines.extend(["", filled(first(f"{heading}. {side.reading}"))])
            lines.extend(
                filled(first(f"  {head}. {' '.join([*told, *noted])}"))
                for head, told, noted in map(_entry, side.rows)
            )
        lines.extend(["", "Sources"])
        lines.extend(filled(reference(row)) for row in self.cited.sources.to_dict("records"))
        lines.extend(["", _OPEN, "", _ASK, *(filled(f"- {question}") for question in self.ask)])
        return "\n".join(lines)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        sentences = "".join(
            f"<p><small>{escape(name)}</small> {_marked(parts)}</p>" for name, parts in _sentences(self.claims)
        )
        said = "".join(f"<li>{escape(line)}</li>" for line in _certainties(self.claims))
        first = Opened()
        pairs = zip(_READINGS, self.sides, strict=True)
        sides = "".join(_side_html(heading, side, first) for heading, side in pairs)
        listed = [_source_html(row) for row in self.cited.sources.to_dict("records")]
        sources = "".join(f"<li>{row}</li>" for row in listed)
        ask = "".join(f"<li>{escape(question)}</li>" for question in self.ask)
        inside = f"<blockquote>{sentences}</blockquote><ul>{said}</ul>"
        outside = (
            f'<div style="display:flex;flex-wrap:wrap;gap:0 2em">{sides}</div>'
            f"<details><summary>Sources ({len(listed)})</summary><ul>{sources}</ul></details>"
        )
        count = len({name for side in self.sides for name in side.rows})
        return (
            f'<div style="max-width:60em"><p><strong>{escape(self.question)}</strong></p>'
            f"{_group(_DOCUMENT, 'solid', inside)}"
            # Folded: a lesson shows several inquiries, a group opens its own, and the document's words come first.
            f'<div role="group" aria-label="{escape(label())}" style="{_frame("dashed")}"><details>'
            f'<summary style="padding:0.4em 0"><strong>{escape(label())}</strong>: two readings, with {count} rows '
            f"of the wider record</summary>{outside}"
            f"<p>{escape(_OPEN)}</p><p>{escape(_ASK)}</p><ul>{ask}</ul></details></div></div>"
        )


def inquiry(name: str) -> Inquiry:
    """Return one inquiry: the document's words, and the wider record's rows on two sides of them.

    Parameters
    ----------
    name : str
        Such as ``"round-one"``; ``inquiries()`` lists them.

    Raises
    ------
    UnknownNameError
        There is no such inquiry; the nearest is suggested.
    ArgumentError
        ``name`` is no text.

    Examples
    --------
    >>> inquiry("round-one").claim_ids
    ('claim-45', 'claim-46')
    """
    if not isinstance(name, str):
        raise ArgumentError(f"inquiry() takes a name such as 'round-one', not {type(name).__name__}.")
    known = {found.inquiry_id: found for found in _checked()}
    if name not in known:
        raise UnknownNameError("inquiry", name, known)
    return known[name]


def inquiries() -> pd.DataFrame:
    """Return which inquiries there are, one row per inquiry.

    Returns
    -------
    pandas.DataFrame
        inquiry_id : str
            Name; ``nkj.context.inquiry("round-one")`` opens the one called ``round-one``.
        question : str
            What is asked.
        sentence_ids, row_ids : str
            The sentences of the document and the rows of the wider record it rests on, with semicolons.
        layer : str
            ``outside the document``.
    """
    rows = [
        {
            "inquiry_id": found.inquiry_id,
            "question": found.question,
            "sentence_ids": ";".join(dict.fromkeys(found.claims["sentence_id"])),
            "row_ids": ";".join(dict.fromkeys(name for side in found.sides for name in side.rows)),
            "layer": context_tables.LAYER,
        }
        for found in _checked()
    ]
    frame = pd.DataFrame(rows)
    frame.attrs["layer"] = context_tables.LAYER
    return frame


def read_inquiries(folder: Traversable) -> tuple[Inquiry, ...]:
    """Return the inquiries of another ``inquiries.toml``, checked; for people who edit the file.

    Raises
    ------
    SchemaError
        Lists every problem in the file.
    """
    raw = read_toml(folder, FILE)
    listed = raw.get("inquiry")
    problems = [
        Problem(FILE, "there is no such field; a file holds [[inquiry]] only", column=name)
        for name in raw
        if name != "inquiry"
    ]
    if not isinstance(listed, list) or not listed:
        raise SchemaError([*problems, Problem(FILE, "there is no [[inquiry]] in it", column="inquiry")])
    found: dict[str, Inquiry] = {}
    for at, entry in enumerate(listed, start=1):
        wrong = list(_problems(entry, f"inquiry {at}"))
        if not wrong and entry["id"] in found:
            wrong.append(Problem(FILE, "the id stands at an earlier inquiry too", entry["id"], "id"))
        if not wrong:
            first, second = (Side(side["reading"], tuple(side["rows"])) for side in entry["side"])
            found[entry["id"]] = Inquiry(
                entry["id"], entry["question"], tuple(entry["claims"]), (first, second), tuple(entry["ask"])
            )
        problems.extend(wrong)
    if problems:
        raise SchemaError(problems)
    return tuple(found.values())


@cache
def _checked() -> tuple[Inquiry, ...]:
    return read_inquiries(data_folder() / "context")


@cache
def _rows() -> Mapping[str, tuple[str, Mapping[str, Any]]]:
    """Return table and row of everything that may be evidence, by id."""
    found: dict[str, tuple[str, Mapping[str, Any]]] = {}
    for name in _EVIDENCE:
        for row in context_tables.table(name).to_dict("records"):
            kept = {str(column): value for column, value in row.items()}
            found[next(iter(kept.values()))] = (name, kept)
    return found


def _problems(entry: Any, place: str) -> Iterator[Problem]:
    if not isinstance(entry, dict):
        yield Problem(FILE, f"{entry!r} is no table", place)
        return
    name = str(entry.get("id", place))
    yield from _fields(entry, name, texts=("id", "question"), lists=("claims", "ask"), others=("side",))
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name):
        yield Problem(FILE, f"{name!r} does not look like round-one", name, "id")
    yield from _unknown(entry.get("claims"), set(tables.claims()["claim_id"]), name, "claims")
    yield from _misquoted([entry.get("question"), *_list(entry.get("ask"))], name)
    sides = entry.get("side")
    if not isinstance(sides, list) or len(sides) != 2 or not all(isinstance(side, dict) for side in sides):
        yield Problem(FILE, "there must be two [[inquiry.side]]", name, "side")
        return
    for side in sides:
        yield from _fields(side, name, texts=("reading",), lists=("rows",), others=())
        yield from _unknown(side.get("rows"), _rows(), name, "rows")
        yield from _misquoted([side.get("reading")], name)
    if _list(sides[0].get("rows")) == _list(sides[1].get("rows")):
        yield Problem(FILE, "both sides rest on the same rows", name, "side")


def _fields(
    entry: Mapping[str, Any], name: str, *, texts: Collection[str], lists: Collection[str], others: Collection[str]
) -> Iterator[Problem]:
    known = [*texts, *lists, *others]
    for column in entry:
        if column not in known:
            hint = nearest(column, known)
            says = "there is no such field" + (f"; did you mean {hint!r}?" if hint else "")
            yield Problem(FILE, says, name, column)
    for column in texts:
        value = entry.get(column)
        if not isinstance(value, str) or not value.strip():
            yield Problem(FILE, f"{value!r} is no text", name, column)
    for column in lists:
        value = entry.get(column)
        if not _list(value) or not all(isinstance(one, str) and one.strip() for one in _list(value)):
            yield Problem(FILE, f"{value!r} is no list of texts", name, column)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _unknown(value: object, known: Collection[str], name: str, column: str) -> Iterator[Problem]:
    for one in _list(value):
        if isinstance(one, str) and one not in known:
            kind = "claim of the document" if column == "claims" else f"row of {', '.join(_EVIDENCE)}"
            yield Problem(FILE, f"{one!r} is no {kind}", name, column)


def _misquoted(texts: Collection[object], name: str) -> Iterator[Problem]:
    for text in texts:
        for words in _QUOTED.findall(text) if isinstance(text, str) else ():
            if words not in passage().text:
                yield Problem(FILE, f"these words do not stand in the passage: {words!r}", name)


def _entry(name: str) -> tuple[str, list[str], list[str]]:
    """Return the head of a row, what it tells, and what to know of it: differences, how sure it is, its sources."""
    table, row = _rows()[name]
    head = f"{name}: {', '.join(str(row[column]) for column in _HEADS[table])}"
    told = [_amount(row)] if "unit" in row else []
    told += [
        f"{before}{_closed(row[column])}" for column, before in _TELLS[table].items() if not pd.isna(row[column])
    ]
    noted = []
    if not pd.isna(row.get("disagreement")):
        noted.append(f"Differences to note: {_closed(row['disagreement'])}")
    if later := _later(row):
        noted.append(later)
    if "confidence" in row:
        noted.append(f"Confidence: {row['confidence']}.")
    noted.append(f"Sources: {str(row['source_ids']).replace(';', ', ')}.")
    return head, told, noted


def _amount(row: Mapping[str, Any]) -> str:
    low = row["value"] if "value" in row else row["amount_low"]
    high = row.get("amount_high")
    upto = f" to {high:,.10g}" if row["figure_kind"] == "range" else ""
    more = "more than " if row["figure_kind"] == "lower bound" else ""
    return f"{more}{low:,.10g}{upto} {row['unit']} ({row['figure_kind']})."


def _closed(text: object) -> str:
    """Return a text with the full stop that a phrase has not."""
    return f"{text}" if str(text).endswith((".", "!", "?")) else f"{text}."


def _later(row: Mapping[str, Any]) -> str:
    if row.get("window") == "known later":
        return "This became known later than the document."
    if "earliest" in row and row["earliest"].date() > CLOSED:
        return "This is later than the document."
    return ""


def _sentences(claims: pd.DataFrame) -> Iterator[tuple[str, list[tuple[str, bool]]]]:
    """Yield each sentence of some claims, cut into parts: their text, and whether a claim rests on it."""
    text = passage().text
    for sentence in tables.sentences().to_dict("records"):
        own = claims[claims["sentence_id"] == sentence["sentence_id"]]
        if own.empty:
            continue
        start, end = sentence["char_start"], sentence["char_end"]
        spans = list(zip(own["char_start"], own["char_end"], strict=True))
        edges = sorted({start, end, *(edge for span in spans for edge in span)})
        parts: list[tuple[str, bool]] = []
        for left, right in pairwise(edges):
            held = any(first <= left and right <= last for first, last in spans)
            if parts and parts[-1][1] == held:
                parts[-1] = (parts[-1][0] + text[left:right], held)
            else:
                parts.append((text[left:right], held))
        yield sentence["sentence_id"], parts


def _certainties(claims: pd.DataFrame) -> Iterator[str]:
    for row in claims.to_dict("records"):
        hedge = "" if pd.isna(row["hedge"]) else f", by “{row['hedge']}”"
        yield f"{row['claim_id']}: {row['claim']} ({row['certainty']}{hedge})"


def _bracketed(parts: list[tuple[str, bool]]) -> str:
    return " ".join("".join(f"[{text}]" if held else text for text, held in parts).split())


def _marked(parts: list[tuple[str, bool]]) -> str:
    mark = '<mark style="background:#ffe08a;color:#1a1a1a">'
    return "".join(f"{mark}{escape(text)}</mark>" if held else escape(text) for text, held in parts)


def _side_html(heading: str, side: Side, first: Opened) -> str:
    reading = f"<p>{escape(heading)}<br><strong>{escape(first(side.reading))}</strong></p>"
    shown = [first.all((head, " ".join(told), " ".join(noted))) for head, told, noted in map(_entry, side.rows)]
    entries = "".join(
        f"<li><b>{escape(head)}</b><br>{escape(told)}<br><small>{escape(noted)}</small></li>"
        for head, told, noted in shown
    )
    return f'<div style="{_COLUMN}">{reading}<ul>{entries}</ul></div>'


def _source_html(row: Mapping[Any, Any]) -> str:
    """Return a source with its card: who speaks, and what is not known of it."""
    named, card = escape(reference({**row, "url": None})), f"<br><small>{escape(told(row))}</small>"
    if pd.isna(row["url"]):
        return named + card
    return f'{named} <a href="{escape(row["url"])}" rel="noopener noreferrer">{escape(row["url"])}</a>{card}'


def _group(title: str, border: str, inside: str) -> str:
    """Return a group, and no landmark: a page may show several inquiries, and landmarks must not share a name."""
    return (
        f'<div role="group" aria-label="{escape(title)}" style="{_frame(border)}">'
        f"<p><strong>{escape(title)}</strong></p>{inside}</div>"
    )


def _frame(border: str) -> str:
    return f"border:2px {border} currentColor;padding:0.2em 1em;margin:0.6em 0"
