"""The checked items: all of them, those of one lesson, one by its id, and the table for teachers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from nkj_data.document import tables
from nkj_data.errors import ArgumentError, SchemaError, UnknownNameError
from nkj_data.items.model import BLOOM, LESSONS, OWN, Item, Option, lesson_names
from nkj_data.items.parse import OwnWords, read_bank, read_own
from nkj_data.packaged_files import other_text, text_folder

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def items(lesson: str | int | None = None) -> tuple[Item, ...]:
    """Return the questions of one lesson, or of all, in order.

    Parameters
    ----------
    lesson : str or int, optional
        ``"03"`` or ``3``, or the name of a lesson of your own. Without it, every lesson.

    Returns
    -------
    tuple of Item
        The items of the before/after check are among them; see ``check_items``.

    Raises
    ------
    UnknownNameError
        There is no such lesson.
    SchemaError
        The question bank was edited into something that its rules forbid.

    Examples
    --------
    >>> {question.lesson for question in items(3)}
    {'03'}
    """
    if lesson is None:
        return _all()
    name = str(lesson).zfill(2)
    known = lesson_names(_all())
    if name not in known:
        raise UnknownNameError("lesson", lesson, known)
    return tuple(item for item in _all() if item.lesson == name)


def item(item_id: str) -> Item:
    """Return the question called ``item_id``.

    Raises
    ------
    UnknownNameError
        There is no such item; the nearest id is suggested.
    ArgumentError
        ``item_id`` is no text.
    SchemaError
        It would be one of the teacher's own, and their files are not as they should be.

    Examples
    --------
    >>> item("q03-01").kind
    'single'
    """
    if not isinstance(item_id, str):
        raise ArgumentError(f"item() takes an id such as 'q03-01', not {type(item_id).__name__}.")
    # What is wrong in the teacher's own files is said when one of their questions is asked for.
    for found in _all() if item_id.startswith("q") else (*_checked(), *_own().items):
        if found.item_id == item_id:
            return found
    ids = [found.item_id for found in _all()]
    raise UnknownNameError("item", item_id, ids, listing="nkj.items.table() lists them all.")


def check_items() -> tuple[Item, ...]:
    """Return the items of the before/after check: asked at the start of the series and again at its end."""
    return tuple(item for item in _checked() if item.check)


def table() -> pd.DataFrame:
    """Return the question bank with its key, one row per item. For teachers; the key is no secret.

    Returns
    -------
    pandas.DataFrame
        item_id, lesson, kind : str
            ``q03-01``, ``03``, and one of single, multiple, verdict, find, sort, order, write.
        difficulty : int64
            1 to 3.
        objective, bloom : str
            What it practises; the step of Bloom's ladder its verb belongs to.
        stem, statement, options, key : str
            What is asked; the statement to judge; what is offered, in the order shown; the right answer.
        settled_by, near : str
            The sentences that settle it, or those that come nearest when the document does not.
        not_in_document : bool
            Whether the right answer is that the document does not say so.
        outside : str
            Rows of the wider record it rests on.
        check : str
            ``before_after``, or missing.
        arguable : str
            Where two careful readers may differ, or missing.
        hint_1, hint_2, hint_3 : str
            Paragraph, sentence, words.
    """
    return pd.DataFrame([_row(item) for item in _checked()])


def read(folder: Traversable) -> tuple[Item, ...]:
    """Return the items of another folder of the same make, checked; for people who edit the TOML files.

    Raises
    ------
    SchemaError
        Lists every problem in every file.
    """
    frame = tables.sentences()
    return read_bank(folder, dict(zip(frame["sentence_id"], frame["quote"], strict=True)))


def own_items(folder: str | Path) -> tuple[Item, ...]:
    """Return a teacher's own questions: every TOML file in a folder, checked by the same rules as ours.

    Parameters
    ----------
    folder : str or Path
        Each file in it says ``lesson = "sanctions"``, and its items are called ``sanctions-01`` and so on.

    Raises
    ------
    ArgumentError
        There is no such folder, or it cannot be read.
    SchemaError
        Lists every problem in every file.
    """
    return _read_own(folder).items


@cache
def _checked() -> tuple[Item, ...]:
    folder = text_folder() / "lessons"
    if not other_text():
        return read(folder)
    frame = tables.sentences()
    there = [name for name in LESSONS if (folder / f"items_{name}.toml").is_file()]
    return read_bank(folder, dict(zip(frame["sentence_id"], frame["quote"], strict=True)), lessons=there)


@contextmanager
def own_questions(folder: str | Path | None) -> Iterator[tuple[str, ...]]:
    """Take a teacher's own questions into the bank, here and in kernels that are started meanwhile.

    Yields
    ------
    tuple of str
        Their ids.

    Raises
    ------
    ArgumentError, SchemaError
        As ``own_items`` raises them.
    """
    if folder is None:
        yield ()
        return
    names = tuple(found.item_id for found in own_items(folder))
    before = os.environ.get(OWN)
    os.environ[OWN] = str(Path(folder).absolute())
    _own.cache_clear()
    try:
        yield names
    finally:
        if before is None:
            del os.environ[OWN]
        else:
            os.environ[OWN] = before
        _own.cache_clear()


def own_words() -> tuple[tuple[str, str], ...]:
    """Return the words that a teacher has added to the glossary, with their meaning, where they can be read."""
    try:
        return _own().words
    except (ArgumentError, SchemaError):
        return ()


def _read_own(folder: str | Path) -> OwnWords:
    frame = tables.sentences()
    sentences = dict(zip(frame["sentence_id"], frame["quote"], strict=True))
    ours = {found.item_id: found for found in _checked()}
    try:
        return read_own(Path(folder), sentences, ours, tuple(tables.glossary()["term"]))
    except OSError as error:
        raise ArgumentError(
            f"{folder} is no folder of questions ({error.strerror}). Name one that is there."
        ) from error


@cache
def _own() -> OwnWords:
    """Return what the teacher has added.

    Raises
    ------
    ArgumentError, SchemaError
        The folder, or what is in it, is not as it should be.
    """
    folder = os.environ.get(OWN)
    # They quote our passage, and say nothing of another text.
    return _read_own(folder) if folder and not other_text() else OwnWords()


def _all() -> tuple[Item, ...]:
    """Return our questions, and the teacher's own where they can be read: a slip there costs no lesson of ours."""
    try:
        own = _own()
    except (ArgumentError, SchemaError):
        return _checked()
    added: dict[str, tuple[Option, ...]] = {}
    for name, option in own.options:
        added[name] = (*added.get(name, ()), option)
    ours = (
        replace(found, options=(*found.options, *added[found.item_id])) if found.item_id in added else found
        for found in _checked()
    )
    return (*ours, *own.items)


def _row(item: Item) -> dict[str, object]:
    offered = [option.text for option in item.shown_options if item.kind not in ("find", "verdict")]
    offered += [card.text for card in item.shown_cards] + [step.text for step in item.shown_steps]
    return {
        "item_id": item.item_id,
        "lesson": item.lesson,
        "kind": item.kind,
        "difficulty": item.difficulty,
        "objective": item.objective,
        "bloom": BLOOM[item.verb],
        "stem": item.stem,
        "statement": item.statement or None,
        "options": "; ".join(offered) or None,
        "key": item.key,
        "settled_by": ", ".join(item.settled_by) or None,
        "near": ", ".join(item.near) or None,
        "not_in_document": item.not_in_document,
        "outside": ", ".join(item.outside) or None,
        "check": item.check or None,
        "arguable": item.arguable or None,
        **{f"hint_{number}": hint for number, hint in enumerate(item.hints, start=1)},
    }
