"""What one line of the record says, and the lines that say nothing we know."""

from __future__ import annotations

import json
import math
import unicodedata
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

VERSION = 1
"""Version of the lines we write. Lines of other versions are read as far as they can be."""

ACTS = ("answer", "draft", "evidence", "evidence removed")
PHASES = ("lesson", "before", "after", "review")
NAME_SIGNS = 60
TEXT_SIGNS = 20_000
PARTS = 300  # parts of one answer that are kept
DEPTH = 6
OLDEST = datetime(2024, 1, 1, tzinfo=UTC)
"""Nobody answered these questions before; they were not there."""
LATE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a learner should know, in one or two sentences; nothing was lost without one."""

    says: str

    def __str__(self) -> str:
        return self.says


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the record.

    Attributes
    ----------
    v : int
        Version of the line.
    id : str
        Its own name, 32 hexadecimal signs; the same line handed in twice is kept once.
    at : str
        When it was given, ISO 8601 with zone; empty when that cannot be read.
    act : str
        One of ``ACTS``.
    learner, item : str
        Code name; item id, or the row or sentence put into the evidence basket.
    answer : mapping
        What was answered; for evidence, its note.
    outcome : str
        As scored, else empty.
    points : float or None
        0 to 1.
    attempt : int
        Which try at this item it was, from 1.
    phase : str
        One of ``PHASES``.
    widget : str
        What sent it.
    """

    v: int
    id: str
    at: str
    act: str
    learner: str
    item: str
    answer: Mapping[str, Any]
    outcome: str = ""
    points: float | None = None
    attempt: int = 1
    phase: str = "lesson"
    widget: str = ""

    @property
    def time(self) -> datetime | None:
        """When it was given, with zone, or None."""
        return moment(self.at)


def line_of(entry: Entry) -> bytes:
    """Return an entry as one line of JSON, without its line end."""
    values = asdict(replace(entry, answer=dict(entry.answer)))
    return json.dumps(values, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8")


def read_line(line: bytes) -> Entry | str:
    """Return what a line says, or what is wrong with it: ``unreadable``, ``foreign`` or an empty string."""
    if not line.strip():
        return ""
    try:
        raw = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return "unreadable"
    if not isinstance(raw, dict) or not isinstance(raw.get("item"), str) or not raw["item"]:
        return "foreign"
    act = raw.get("act", "answer")
    if act not in ACTS or not isinstance(raw.get("answer", {}), dict | str | list):
        return "foreign"
    if act == "answer" and not isinstance(raw.get("outcome"), str):
        return "foreign"
    answer = raw.get("answer", {})
    return Entry(
        v=_whole(raw.get("v"), 0),
        id=_text(raw.get("id")) or uuid.uuid5(uuid.NAMESPACE_OID, line.hex()).hex,
        at=_text(raw.get("at")),
        act=act,
        learner=_text(raw.get("learner")),
        item=raw["item"],
        answer=answer if isinstance(answer, dict) else {"value": answer},
        outcome=_text(raw.get("outcome")),
        points=_share(raw.get("points")),
        attempt=_whole(raw.get("attempt"), 1),
        phase=raw["phase"] if raw.get("phase") in PHASES else "lesson",
        widget=_text(raw.get("widget")),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _whole(value: object, default: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1_000_000 else default


def _share(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        share = float(value)
    except OverflowError:
        return None
    return share if math.isfinite(share) and 0 <= share <= 1 else None


def moment(at: str) -> datetime | None:
    """Return a time written in ISO 8601 with its zone, or None."""
    try:
        found = datetime.fromisoformat(at)
        return found if found.utcoffset() is not None and 1900 < found.year < 9000 else None
    except (ValueError, OverflowError):
        return None


def odd_time(at: datetime, before: datetime | None) -> bool:
    """Return whether a time can only come from a clock that was wrong, given the latest time seen before it.

    Days and weeks are no sign of that: a page may hand over late what was answered while the kernel was away.
    """
    return at < OLDEST or (before is not None and before - at > LATE)


def stamp(now: datetime | None = None) -> str:
    """Return a time, or this moment, as ISO 8601 with its zone."""
    return (now or datetime.now().astimezone()).isoformat(timespec="milliseconds")


def clean_name(name: object) -> tuple[str, str]:
    """Return a code name that fits a line, and what had to be done to it.

    A code name is only ever text inside a line, never part of a path.
    """
    if not isinstance(name, str):
        return "learner", "The code name was no text, so 'learner' is used."
    shown = " ".join("".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in _paired(name)).split())
    if not shown:
        return "learner", "The code name was empty, so 'learner' is used."
    if len(shown) > NAME_SIGNS:
        return shown[:NAME_SIGNS], f"The code name was cut to its first {NAME_SIGNS} signs."
    return shown, ""


def clean(value: object) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return an answer in values that JSON knows, of a size that fits a line, and what had to be done to it."""
    told: dict[str, None] = {}
    budget = [PARTS, 2 * TEXT_SIGNS]

    def text(words: str) -> str:
        allowed = min(TEXT_SIGNS, budget[1])
        if len(words) > allowed:
            told[f"A text of {len(words):,} signs was cut to its first {allowed:,}."] = None
        budget[1] -= min(len(words), allowed)
        return _paired(words[:allowed])

    def plain(part: object, depth: int) -> Any:
        budget[0] -= 1
        if budget[0] < 0 or depth > DEPTH:
            told["The answer had too many parts; some were left out."] = None
            return None
        if isinstance(part, str):
            return text(part)
        if part is None or isinstance(part, bool):
            return part
        if isinstance(part, int):
            return part if abs(part) < 2**53 else None
        if isinstance(part, float):
            return part if math.isfinite(part) else None
        if isinstance(part, Mapping):
            return {text(str(k)[:200]): plain(v, depth + 1) for k, v in list(part.items())[:PARTS]}
        if isinstance(part, list | tuple | set | frozenset):
            return [plain(one, depth + 1) for one in list(part)[:PARTS]]
        told[f"A part of the answer could not be kept ({type(part).__name__})."] = None
        return None

    if not isinstance(value, Mapping):
        value = {} if value is None else {"value": value}
    return plain(value, 0), tuple(told)


def _paired(text: str) -> str:
    """Return a text without lone surrogates, which no file could hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
