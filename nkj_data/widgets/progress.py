"""How far a learner is, and what they may do with their record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets as t

from nkj_data.errors import ArgumentError, UnknownNameError
from nkj_data.interface import wording
from nkj_data.items import as_page, items
from nkj_data.items.model import lesson_names
from nkj_data.record import Record, my_record
from nkj_data.widgets.assets import module, styles
from nkj_data.widgets.options import no_option, worded
from nkj_data.widgets.saving import place_of
from nkj_data.widgets.writer import rows_to_quote

TITLES: Mapping[str, str] = wording("lesson_titles")
"""What the lessons are called here, by number."""

STRINGS: Mapping[str, str] = wording("progress")
"""What this says to people, by name; a translation hands over its own.

``language`` is the language tag by which the page writes the date and the time.
"""


CODED_IN = "01"
"""The lesson that has a coding board."""

_IN_WORDS = ("id", "kind", "stem", "statement", "options", "buckets", "cards", "steps", "criteria")


class Progress(anywidget.AnyWidget):
    """How far the learner is: one lesson in a line, or the whole series with the learner's own wishes.

    Parameters
    ----------
    lesson : str, optional
        Such as ``"03"``. Without it, the whole series, with code name, export, starting over and deleting.
    record : Record, optional
        Which record; without it, the record of the lessons.
    strings : mapping, optional
        Other words for the interface; see ``STRINGS``.

    Attributes
    ----------
    rows : list of dict
        One for each lesson shown.
    counted_at : str
        When they were counted, in ISO 8601 with its zone.
    again : list of dict
        Questions of the lesson whose best answer is not right yet: id and stem.
    learner : str
        The code name.
    notices : list of str
        What the learner should know of the record.
    copies : list of str
        Names of copies of the record that hold more than it does.

    Raises
    ------
    UnknownNameError
        There is no such lesson.
    ArgumentError
        An option that does not exist.
    """

    _esm: ClassVar[str] = module("progress")
    _css: ClassVar[str] = styles("writer", "progress")

    rows: t.List[Any] = t.List(read_only=True).tag(sync=True)
    counted_at = t.Unicode(read_only=True).tag(sync=True)
    again: t.List[Any] = t.List(read_only=True).tag(sync=True)
    learner = t.Unicode(read_only=True).tag(sync=True)
    notices: t.List[Any] = t.List(read_only=True).tag(sync=True)
    copies: t.List[Any] = t.List(read_only=True).tag(sync=True)
    whole = t.Bool(read_only=True).tag(sync=True)
    strings = t.Dict(read_only=True).tag(sync=True)

    def __init__(
        self,
        lesson: str | None = None,
        *,
        record: Record | None = None,
        strings: Mapping[str, str] | None = None,
        **unknown: object,
    ) -> None:
        no_option("Progress", unknown, ("record", "strings"))
        known = lesson_names(items())
        if lesson is not None and lesson not in known:
            raise UnknownNameError("lesson", lesson, known)
        if record is not None and not isinstance(record, Record):
            raise ArgumentError(f"record takes a nkj.record.Record, not {type(record).__name__}.")
        self._lesson = lesson
        self._record = record if record is not None else my_record()
        self.set_trait("whole", lesson is None)
        self.set_trait("strings", worded(STRINGS, strings, "the progress"))
        self._follow()
        super().__init__()
        self.on_msg(self._heard)

    def _follow(self) -> None:
        rows = [row for row in self._record.progress() if self._lesson in (None, row.lesson)]
        state = self._record.state()
        partly = Counter(
            item.lesson
            for item in items()
            if not item.check and item.item_id in state and state[item.item_id].best_outcome == "partly correct"
        )
        shown = [
            {
                **asdict(row),
                "partly": partly[row.lesson],
                "title": titled(row.lesson),
            }
            for row in rows
        ]
        self.set_trait("rows", shown)
        missed = [
            {"id": item.item_id, "stem": item.stem}
            for item in (items(self._lesson) if self._lesson else ())
            if not item.check
            and item.item_id in state
            and state[item.item_id].best_outcome in ("partly correct", "incorrect")
        ]
        self.set_trait("again", missed)
        self.set_trait("counted_at", datetime.now().astimezone().isoformat(timespec="seconds"))
        self.set_trait("learner", self._record.learner)
        self.set_trait("copies", list(self._record.copies()))
        self.set_trait("notices", [str(notice) for notice in self._record.notices])

    def _heard(self, _: object, content: object, __: object = None) -> None:
        wish = content if isinstance(content, Mapping) else {}
        record, place, emptied = self._record, place_of(self._record), ""
        if wish.get("wish") == "look" and wish.get("quiet"):
            self._follow()
            return
        if wish.get("wish") == "hand in" and self._lesson:
            self.send({"type": "work", "work": self._work(self._lesson)})
            return
        if wish.get("wish") == "look":
            says = self.strings["counted"]
        elif wish.get("wish") == "rename":
            saved = record.rename(wish.get("name", ""))
            says = self.strings["renamed"].format(name=record.learner) if saved.saved else saved.says
        elif wish.get("wish") == "keep page" and isinstance(page := wish.get("page"), str):
            says = self._keep_page(page)
        elif wish.get("wish") in ("export", "merge"):
            says = str(record.export() if wish["wish"] == "export" else record.merge())
        elif wish.get("wish") in ("start over", "delete"):
            done = record.start_over() if wish["wish"] == "start over" else record.delete(sure=True)
            says, emptied = str(done), place if done.done else ""
        else:
            return
        self._follow()
        self.send({"type": "done", "says": says, "emptied": emptied})

    def _work(self, lesson: str) -> dict[str, Any]:
        """Return what a page of the learner's work is made from."""
        states = self._record.state()
        return {
            **work_of(lesson, states),
            "learner": self._record.learner,
            "states": {name: state.as_page() for name, state in states.items()},
        }

    def _keep_page(self, page: str) -> str:
        """Put a page of the learner's work beside the record, never over a file that is there."""
        folder = self._record.path.parent
        day = f"{datetime.now():%Y-%m-%d-%H%M%S}"
        target = folder / f"hand_in_{self._lesson}_{day}.html"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with target.open("x", encoding="utf-8", newline="\n") as file:
                file.write(page)
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else error
            return str(self.strings["notHandedIn"].format(why=why))
        return str(self.strings["handedIn"].format(path=Path(folder.name) / target.name))

    def __repr__(self) -> str:
        return f"<Progress of {self.learner!r}: {'; '.join(row['says'] for row in self.rows)}>"


def titled(lesson: str) -> str:
    """Return the number of a lesson and what it is called; one of a teacher's own has a name alone."""
    return f"{lesson} {TITLES.get(lesson, '')}".rstrip()


def work_of(lesson: str, names: Iterable[str] = ()) -> dict[str, Any]:
    """Return what of a lesson can be handed in: its questions in words, and the passage to check quotations by.

    Parameters
    ----------
    lesson : str
        Such as ``"03"``.
    names : iterable of str
        What the record holds; of it, what belongs to the lesson and is no question is listed too.
    """
    questions = [as_page(item) for item in items(lesson) if not item.check]
    own = ("board-",) if lesson == CODED_IN else ()
    return {
        "title": titled(lesson),
        "lesson": lesson,
        "items": [{name: question[name] for name in _IN_WORDS} for question in questions],
        "passage": rows_to_quote(),
        "more": [name for name in names if name.startswith((f"{lesson}-", *own))],
    }
