"""The negotiating table: the document's positions as cards, what is in the way of what, no invented outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd
import traitlets as t

from nkj_data.document import tables
from nkj_data.document.evidence import segments
from nkj_data.interface import wording
from nkj_data.record import Record
from nkj_data.widgets.assets import module, styles
from nkj_data.widgets.options import no_option, worded
from nkj_data.widgets.saving import SAVING, Saving

Row = Mapping[Any, Any]

STRINGS: Mapping[str, str] = {**SAVING, **wording("negotiating_table")}
"""What the table says to people, by name; a translation hands over its own. Words in “ ” are the passage's."""

GROUNDS = ("position-02", "position-03")
PRECONDITION = "position-04"
INFORMATION, CASE = "position-05", "position-06"
ROUND, STATUS = "talk-01", "talk-03"


@dataclass(frozen=True, slots=True)
class Tie:
    """What the passage says on pairs of one make: whether one is in the way of the other, by which words.

    Attributes
    ----------
    blockers, blocked : tuple of str
        Rows; the tie holds from each of the first to each of the second.
    verdict : str
        ``said`` or ``tied``. For a pair without a tie the text is ``silent``.
    string : str
        What is to be said on it, a name in ``STRINGS``.
    row : str
        The row whose words carry it.
    """

    blockers: tuple[str, ...]
    blocked: tuple[str, ...]
    verdict: str
    string: str
    row: str


TIES: Sequence[Tie] = (
    Tie(GROUNDS, (ROUND,), "said", "tie_round", "link-31"),
    Tie((PRECONDITION,), GROUNDS, "tied", "tie_however", "obstacle-02"),
    Tie((PRECONDITION,), (STATUS,), "tied", "tie_first", "obstacle-02"),
    Tie((INFORMATION,), (STATUS,), "tied", "tie_other", "obstacle-03"),
    Tie((CASE,), (STATUS,), "tied", "tie_other", "obstacle-04"),
    Tie(GROUNDS, (STATUS,), "silent", "stalled", "talk-03"),
)
"""Where the text itself speaks on a pair. Everything else is the learner's own reasoning, and is called so."""


class NegotiatingTable(Saving):
    """A table for two sides: positions as cards, what is in the way of what, an agenda, and S14 as the last card.

    The document gives no outcome but S14, so the table gives none. All of it runs in the page; the work in
    progress is kept in the learner's record as a draft under the name ``table-05``.

    Parameters
    ----------
    strings : mapping, optional
        Other words for the interface; see ``STRINGS``.
    record : Record, optional
        Where the work is kept; without it, the learner's own.

    Attributes
    ----------
    sides : list of dict
        The two parties, each with its cards: a position, its words, what is only read from context.
    targets : list of dict
        What a position may be in the way of besides another one: the first round, and progress.
    points : list of dict
        The points of the agenda, in the order of the text.
    ties : list of dict
        What the passage says on pairs; see ``TIES``.
    ending : list
        S14, cut for the page.
    item : str
        The name of this work in the record.

    Raises
    ------
    ArgumentError
        An option that does not exist, or a ``record`` that is none.
    UnknownNameError
        ``strings`` names a word that the table does not use; the nearest is suggested.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> from nkj_data.record import Record
    >>> table = NegotiatingTable(record=Record(mkdtemp()))
    >>> [len(side["cards"]) for side in table.sides]
    [4, 1]
    """

    _esm: ClassVar[str] = module("negotiating_table")
    _css: ClassVar[str] = styles("negotiating_table")

    item = t.Unicode("table-05", read_only=True).tag(sync=True)
    sides: t.List[Any] = t.List(read_only=True).tag(sync=True)
    absent: t.List[Any] = t.List(read_only=True).tag(sync=True)
    targets: t.List[Any] = t.List(read_only=True).tag(sync=True)
    points: t.List[Any] = t.List(read_only=True).tag(sync=True)
    ties: t.List[Any] = t.List(read_only=True).tag(sync=True)
    ending: t.List[Any] = t.List(read_only=True).tag(sync=True)

    def __init__(
        self, *, strings: Mapping[str, str] | None = None, record: Record | None = None, **unknown: object
    ) -> None:
        no_option("NegotiatingTable", unknown, ("strings", "record"))
        words = worded(STRINGS, strings, "the negotiating table")
        at_table = tables.positions()
        at_table = at_table[at_table["setting"] == "talks"]
        talks = tables.talks().set_index("talk_id", drop=False)
        self.set_trait("sides", list(_sides(at_table, words)))
        self.set_trait("absent", [_names()[name] for name in at_table["other_party_actor_id"].dropna().unique()])
        self.set_trait(
            "targets",
            [
                {"id": ROUND, "label": words["round"], "quoted": _quoted(talks.loc[ROUND].to_dict())},
                {"id": STATUS, "label": words["progress"], "quoted": _quoted(talks.loc[STATUS].to_dict())},
            ],
        )
        self.set_trait("points", list(_points()))
        self.set_trait("ties", [_tie(tie) for tie in TIES])
        last = tables.sentences().to_dict("records")[-1]
        self.set_trait("ending", _quoted({**talks.loc[STATUS].to_dict(), **_span(last)}, marked=False))
        super().__init__(strings=words, record=record)

    def __repr__(self) -> str:
        return f"<NegotiatingTable of {' and '.join(side['name'] for side in self.sides)}>"


def _names() -> dict[str, str]:
    actors = tables.actors()
    return dict(zip(actors["actor_id"], actors["name"], strict=True))


def _sides(positions: pd.DataFrame, words: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    names, asked = _names(), tables.obstacles()
    asked = asked[asked["raised_by_basis"] == "context"]
    for actor, held in positions.groupby("actor_id", sort=False):
        asks = asked[asked["raised_by_actor_id"] == actor]
        yield {
            "id": actor,
            "name": names[str(actor)],
            "cards": [_card(row, names, words) for row in held.to_dict("records")],
            "asks": [_point(row) for row in asks["obstacle"]],
        }


def _card(row: Row, names: Mapping[str, str], words: Mapping[str, str]) -> dict[str, Any]:
    """Return one position for the page, with what is alleged beside it kept apart and under its own words."""
    links, actors = tables.links(), tables.actors()
    persons = actors["actor_id"][actors["kind"] == "person"]
    alleged = links[(links["certainty"] == "alleged") & links["target_actor_id"].isin(persons)]
    return {
        "id": row["position_id"],
        "act": row["act"],
        "short": words[f"short {row['position_id']}"],
        "text": f"{names[row['actor_id']]} {row['act']} {row['position']}",
        "note": row["note"],
        "alleged": [
            f"{link['source']} {link['words']} {link['target']}. {link['note']}"
            for link in alleged.to_dict("records")
            if link["target"] in row["position"]
        ],
        "quoted": _quoted(row),
    }


def _points() -> Iterator[dict[str, Any]]:
    for row in tables.obstacles().to_dict("records"):
        third = not pd.isna(row["third_actor_id"])
        yield {"id": row["obstacle_id"], "label": _point(row["obstacle"]), "third": third, "quoted": _quoted(row)}


def _point(obstacle: str) -> str:
    """Return a point as something to talk about: what is refused, and not that it is refused."""
    return obstacle.removeprefix("no ")


def _tie(tie: Tie) -> dict[str, Any]:
    rows = {
        str(row[key]): row
        for key, frame in (
            ("link_id", tables.links()),
            ("obstacle_id", tables.obstacles()),
            ("talk_id", tables.talks()),
        )
        for row in frame.to_dict("records")
    }
    return {
        "blockers": list(tie.blockers),
        "blocked": list(tie.blocked),
        "verdict": tie.verdict,
        "string": tie.string,
        "quoted": _quoted(rows[tie.row]),
    }


def _span(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in ("sentence_id", "char_start", "char_end")}


def _quoted(row: Row, *, marked: bool = True) -> list[dict[str, Any]]:
    """Return the sentence of a row, cut where its words start and end."""
    parts = [part for part in segments([row]) if part.sentence_id == row["sentence_id"]]
    return [
        {
            "sentence_id": row["sentence_id"],
            "paragraph": parts[0].paragraph,
            "segments": [[part.text, marked and bool(part.rows)] for part in parts],
        }
    ]
