"""The class pulse itself: read a folder, look at it, write it as a page or as tables."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from nkj_data.document.display import harmless
from nkj_data.errors import NKJError
from nkj_data.interface import wording
from nkj_data.pulse import measures
from nkj_data.pulse.example import example_class
from nkj_data.pulse.page import first_screen, whole_page, within_notebook
from nkj_data.pulse.reading import OURS, ClassRecords, read_class

EXAMPLE = "example"
TABLES = ("lessons", "sentences", "questions", "wrong_ideas", "objectives", "coding", "growth", "written")


class PulseError(NKJError):
    """The folder cannot be read, or the page not be written; the message says what to do."""


@dataclass(frozen=True, eq=False)
class ClassPulse:
    """What a folder of records says of a class. Rich in Jupyter, plain in a terminal; no names in it.

    Attributes
    ----------
    folder : Path or None
        Where the records lie; None for the invented class.
    records : ClassRecords
        The lines of each learner.
    """

    folder: Path | None
    records: ClassRecords

    @property
    def learners(self) -> int:
        """How many learners there are."""
        return len(self.records.learners)

    @property
    def notices(self) -> tuple[str, ...]:
        """Files that were skipped or read in part, and why."""
        return self.records.notices

    @cached_property
    def _tries(self) -> list[measures.Try]:
        return measures.tries(self.records.learners)

    @cached_property
    def questions(self) -> pd.DataFrame:
        """A row for each question: answered, missed first, right last, and the wrong choice most made."""
        return measures.question_table(self._tries)

    @cached_property
    def sentences(self) -> pd.DataFrame:
        """A row for each sentence: first answers to questions that rest on it, and how many of them missed."""
        return measures.sentence_table(self._tries)

    @cached_property
    def wrong_ideas(self) -> pd.DataFrame:
        """A row for each wrong choice in a first answer, the most chosen first, with the question's own reason."""
        return measures.wrong_table(self._tries)

    @cached_property
    def objectives(self) -> pd.DataFrame:
        """A row for each objective: first answers, and how many of them missed."""
        return measures.objective_table(self.questions)

    @cached_property
    def lessons(self) -> pd.DataFrame:
        """A row for each lesson: how many learners began it, and how many answered all its questions."""
        return measures.lesson_table(self._tries)

    @cached_property
    def coding(self) -> pd.DataFrame:
        """A row for each label that learners gave to a sentence on the coding board."""
        return measures.coding_table(self.records.learners)

    @cached_property
    def splits(self) -> pd.DataFrame:
        """The labels on which the class splits, the most divided first."""
        return measures.split_table(self.coding)

    @cached_property
    def growth(self) -> pd.DataFrame:
        """The check before and after, question by question, over those who answered it both times."""
        return measures.growth_table(self.records.learners)

    @cached_property
    def written(self) -> pd.DataFrame:
        """The last written answer of each learner to each task, in an order that tells nothing."""
        return measures.written_table(self.records.learners)

    def __str__(self) -> str:
        return first_screen(self)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return within_notebook(self)

    def write_page(self, path: Path) -> Path:
        """Write the page, which needs nothing else, and return its path; a page of ours is replaced.

        Raises
        ------
        PulseError
            Another file is there, or it cannot be written.
        """
        try:
            if (
                path.exists()
                and f'content="{OURS}"' not in path.read_text(encoding="utf-8", errors="replace")[:600]
            ):
                raise PulseError(
                    f"{path} is there and no class pulse; it was not touched. Name another with --out."
                )
            path.write_text(whole_page(self), encoding="utf-8", errors="replace")
        except OSError as error:
            raise PulseError(
                f"{path} cannot be written ({error.strerror}). Name another place with --out."
            ) from error
        return path

    def write_tables(self, folder: Path) -> Path:
        """Write the tables as CSV into a folder of their own and return it; tables of ours are replaced.

        Raises
        ------
        PulseError
            They cannot be written.
        """
        try:
            folder.mkdir(exist_ok=True)
            for name in TABLES:
                frame: pd.DataFrame = getattr(self, name)
                frame.map(harmless).to_csv(folder / f"{OURS}_{name}.csv", index=False, encoding="utf-8-sig")
        except OSError as error:
            raise PulseError(
                f"{folder} cannot be written ({error.strerror}). Name another place with --out."
            ) from error
        return folder


def class_pulse(folder: str | Path = EXAMPLE, *, tell: Callable[[int, int], None] | None = None) -> ClassPulse:
    """Return what the records in a folder say of a class.

    Parameters
    ----------
    folder : str or Path
        Where the record files lie that learners handed in. ``"example"`` is a class that we invented.
    tell : callable, optional
        Called with how many files are read and how many there are; without it, a long reading says so itself.

    Raises
    ------
    PulseError
        There is no such folder, it cannot be read, or no record is in it.

    Examples
    --------
    >>> class_pulse("example").learners
    14
    """
    if folder == EXAMPLE and not Path(folder).is_dir():
        return ClassPulse(None, ClassRecords(example_class(), 0, ()))
    path, say = Path(folder), wording("pulse")
    try:
        records = read_class(path, tell or _told)
    except NotADirectoryError as error:
        raise PulseError(say["no folder"].format(folder=path)) from error
    except FileNotFoundError as error:
        raise PulseError(say["nowhere"].format(folder=path)) from error
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) else error
        raise PulseError(say["closed"].format(folder=path, why=said)) from error
    if not records.learners:
        raise PulseError(
            "\n".join([say["no record"].format(folder=path), *(f"  {one}" for one in records.notices)])
        )
    return ClassPulse(path, records)


def _told(done: int, of: int) -> None:
    if done % 100 == 0:
        print(wording("pulse")["reading"].format(done=done, of=of), file=sys.stderr, flush=True)
