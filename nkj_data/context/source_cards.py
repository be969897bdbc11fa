"""Who speaks in a source of the wider record: what is certain of its making, and *not known* where it is not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from nkj_data.context import tables

UNKNOWN = "not known"
_REPEATS = re.compile(
    r"\(relaying ([^)]+)\)|\(derived from ([^)]+)\)|\(((?:Kyodo|Yonhap|Nikkei)[^);]*)[);]|\((wire report)\)"
)
_INTEREST = re.compile(
    r"[^.;,]*(?:interested party|Party newspaper|State media|perspective close to|diplomat)[^.;,]*"
)
_RESTS = re.compile(r"[^.;]*(?:Report on|[Rr]eproduces|Copy of|official Diet minutes|declassified)[^.;]*")
_READ = re.compile(r"[^.;]*(?:mirror|Abstract|Introduction only|third party|scan|Snapshot|copy)[^.;]*")
_MAKERS = {
    "official": "an office of a state",
    "news": "a newspaper or a news agency",
    "academic": "a scholar",
    "encyclopedia": "an encyclopedia",
    "NGO": "an organization",
    "research service": "a research service",
}


def source_cards(of: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return a card for each source: who made it, when, for whom, on what it rests, what it repeats.

    Made from the table of sources alone. What it does not tell is *not known*, and is a question for the reader.

    Parameters
    ----------
    of : pandas.DataFrame, optional
        Rows of ``nkj.context.sources()``; without it, all of them.

    Returns
    -------
    pandas.DataFrame
        source_id, title : str
            Which source.
        made_by, kind, made_when, language : str
            Author or publisher, what kind of maker that is, when it was published, language.
        made_for, access : str
            For whom it was made, and what its makers could see: not known throughout, as no source here says so.
        interest : str
            What ties its makers to the matter, where that is certain.
        rests_on, repeats : str
            On what it rests; which other source it passes on.
        read_as : str
            What was read of it here, where that is less than the whole.
        layer : str
            ``outside the document``.

    Examples
    --------
    >>> source_cards().set_index("source_id").loc["T19b", "repeats"]
    'Mainichi'
    """
    frame = tables.sources() if of is None else of
    cards = pd.DataFrame([_card(row) for row in frame.to_dict("records")])
    cards.attrs["layer"] = tables.LAYER
    return cards


def _card(row: Mapping[Any, Any]) -> dict[str, str]:
    author = UNKNOWN if pd.isna(row["author"]) else str(row["author"])
    note = "" if pd.isna(row["note"]) else str(row["note"])
    when = UNKNOWN if pd.isna(row["published"]) else str(row["published"])
    if row["dating"] in ("inferred", "approximate"):
        when += f" ({row['dating']})"
    found = _REPEATS.search(author)
    return {
        "source_id": str(row["source_id"]),
        "title": str(row["title"]),
        "made_by": author,
        "kind": _MAKERS[str(row["kind"])],
        "made_when": when,
        "language": str(row["language"]),
        "made_for": UNKNOWN,
        "access": UNKNOWN,
        "interest": _part(_INTEREST, note),
        "rests_on": _part(_RESTS, note),
        "repeats": next((part for part in found.groups() if part), UNKNOWN) if found else UNKNOWN,
        "read_as": _part(_READ, note),
        "layer": str(tables.LAYER),
    }


def _part(pattern: re.Pattern[str], note: str) -> str:
    found = pattern.search(note)
    return found[0].strip() if found else UNKNOWN


def told(row: Mapping[Any, Any]) -> str:
    """Return a card in one line: what is certain, then what is not known."""
    card = _card(row)
    names = {name: name.replace("_", " ") for name in ("interest", "rests_on", "repeats", "made_for", "access")}
    known = [f"{words.capitalize()}: {card[name]}" for name, words in names.items() if card[name] != UNKNOWN]
    unknown = [words for name, words in names.items() if card[name] == UNKNOWN]
    return ". ".join([card["kind"].capitalize(), *known, f"{UNKNOWN.capitalize()}: {', '.join(unknown)}."])
