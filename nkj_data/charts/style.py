"""What charts look like and how they speak: the palette, and the words for rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

import pandas as pd

# The card has one light ground in both themes: no grey reaches 4.5:1 on JupyterLab's white and on its black.
CARD, INK, MUTED, GRID = "#fbfaf6", "#1f2328", "#5a5f66", "#dedacd"

DAYS = "#0072b2"  # of marks on an axis of years

# The wider record has a form of its own: a bluish ground inside a dashed frame, and "outside the document" in the
# subtitle. No chart of the document looks so; where a chart of the record shows the document's own words or window
# too, they stand on CARD.
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

Record = Mapping[Any, Any]


def plain(text: object) -> str:
    """Return text from data so that plotly shows it as it is: no tag, no entity, no ``%{…}``."""
    return escape(str(text), quote=False).replace("%{", "&#37;{")


def records(frame: pd.DataFrame) -> list[Record]:
    """Return the rows of a frame."""
    return list(frame.to_dict("records"))


def hover(row: Record, *, outside: bool = False) -> str:
    """Return what a mark says of its row: its words, how sure they are, and on an ``outside`` chart which layer."""
    if "layer" not in row and outside:
        return f"“{row['quote']}”\nIn the document, {row['sentence_id']}"
    if "layer" not in row:
        sure = f", {CERTAINTY[row['certainty']]['word']}" if "certainty" in row else ""
        return f"“{row['quote']}”\n{row['sentence_id']}{sure}"
    said = [row.get("hover") or row.get("summary") or row.get("note")]
    if not pd.isna(row.get("confidence")):
        said.append(f"Confidence: {row['confidence']}.")
    if differs(row):
        said.append(f"Sources differ: {row['disagreement']}")
    count = len(str(row["source_ids"]).split(";"))
    said.append(f"Outside the document, {number_of(count, 'source')}.")
    return "\n".join(str(part) for part in said if part and not pd.isna(part))


def twin(row: Record, **cells: Any) -> dict[str, Any]:
    """Return a row of a table twin: its own cells, then how sure, where, and which row."""
    return {
        **cells,
        "certainty": str(row["certainty"]),
        "sentence": row["sentence_id"],
        "row": next(iter(row.values())),
    }


def context_twin(row: Record, **cells: Any) -> dict[str, Any]:
    """Return a row of a table twin of the wider record: its layer, its own cells, its sources, and which row."""
    differing = {"sources_differ": row["disagreement"] if differs(row) else ""} if "disagreement" in row else {}
    tail = {"sources": row["source_ids"].replace(";", " "), "row": next(iter(row.values()))}
    return {"layer": str(row["layer"]), **cells, **differing, **tail}


def sources(found: Iterable[str]) -> str:
    """Return the source line of some sentences, such as *Library of Congress, sentences S08 and S09*."""
    names = sorted(set(found))
    runs: list[list[str]] = []
    for name in names:
        if runs and int(name[1:]) == int(runs[-1][-1][1:]) + 1:
            runs[-1].append(name)
        else:
            runs.append([name])
    named = ", ".join(run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    return f"Library of Congress, sentence{'s' if len(names) > 1 else ''} {named}"


def cited_by(rows: pd.DataFrame | Iterable[Record]) -> list[str]:
    """Return the ids of the sources that rows cite, each once."""
    cells = rows["source_ids"] if isinstance(rows, pd.DataFrame) else [row.get("source_ids", "") for row in rows]
    return list(dict.fromkeys(name for cell in cells for name in cell.split(";") if name))


def names_of(actors: pd.DataFrame) -> dict[str, str]:
    """Return the name of every actor by its id."""
    return dict(zip(actors["actor_id"], actors["name"], strict=True))


def tint(name: str) -> str:
    """Return which fill an actor's box has: its own, or the common one."""
    return name if name in FILL else "ground"


def differs(row: Record) -> bool:
    """Return whether sources differ from each other or from the document about a row."""
    return not pd.isna(row.get("disagreement"))


def starred(row: Record) -> str:
    """Return the star after the words of a row about which sources differ, on one line with them."""
    return "\N{NO-BREAK SPACE}*" if differs(row) else ""


def group(rows: Iterable[Record], column: str) -> dict[str, list[Record]]:
    """Return rows by what stands in a column, in order of appearance."""
    found: dict[str, list[Record]] = {}
    for row in rows:
        found.setdefault(str(row[column]), []).append(row)
    return found


def quoted(words: Iterable[str]) -> str:
    """Return words in quotation marks, each once."""
    return ", ".join(f"“{word}”" for word in dict.fromkeys(words))


def listed(words: Iterable[Any]) -> str:
    """Return words as people list them: one, two and three."""
    *most, last = [str(word) for word in words]
    return f"{', '.join(most)} and {last}" if most else last


def number_of(count: int, noun: str) -> str:
    """Return a number and its noun: 1 event, 2 events."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def sentence(text: str) -> str:
    """Return ``text`` with its first letter in upper case and the others left alone."""
    return text[:1].upper() + text[1:]


def year_of(day: pd.Timestamp, *, end: bool = False) -> float:
    """Return a day as a place on an axis of years; ``end`` is the end of that day."""
    return float(day.year + (day.day_of_year - (0 if end else 1)) / (366 if day.is_leap_year else 365))
