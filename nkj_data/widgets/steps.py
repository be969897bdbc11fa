"""The shape of a lesson: where it stands in the series, its steps, and how far the learner is in each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import traitlets as t

from nkj_data.errors import UnknownNameError
from nkj_data.interface import wording
from nkj_data.items import LESSONS
from nkj_data.record import Record
from nkj_data.widgets.assets import module, styles
from nkj_data.widgets.options import no_option, worded
from nkj_data.widgets.saving import SAVING, Saving

STRINGS: Mapping[str, str] = {**SAVING, **wording("steps")}
"""What this says to people, by name; a translation hands over its own."""


class Steps(Saving):
    """The steps of the lesson around it, each a click away, with its minutes and its state.

    A step is a heading of the second level; its minutes are those that the heading names, its questions those that
    stand between it and the next one. All of it is read from the page, so that a lesson of one's own has it too.

    Parameters
    ----------
    lesson : str, optional
        Such as ``"03"``; without it, a lesson that belongs to no series.
    record : Record, optional
        Whose answers count; without it, those of the lessons.
    strings : mapping, optional
        Other words for the interface; see ``STRINGS``.

    Raises
    ------
    UnknownNameError
        There is no such lesson.
    ArgumentError
        An option that does not exist.
    """

    _esm: ClassVar[str] = module("steps")
    _css: ClassVar[str] = styles("steps")

    lesson = t.Unicode(read_only=True).tag(sync=True)
    series: t.List[Any] = t.List(read_only=True).tag(sync=True)

    def __init__(
        self,
        lesson: str | None = None,
        *,
        record: Record | None = None,
        strings: Mapping[str, str] | None = None,
        **unknown: object,
    ) -> None:
        no_option("Steps", unknown, ("record", "strings"))
        if lesson is not None and lesson not in LESSONS:
            raise UnknownNameError("lesson", lesson, LESSONS)
        self.set_trait("lesson", lesson or "")
        self.set_trait("series", list(LESSONS))
        super().__init__(strings=worded(STRINGS, strings, "the steps"), record=record)

    def __repr__(self) -> str:
        return f"<Steps of lesson {self.lesson}>" if self.lesson else "<Steps of a lesson of one's own>"
