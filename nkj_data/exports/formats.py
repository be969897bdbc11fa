"""Write the question bank, or the tables, in one format into one file; what it cannot hold is named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nkj_data.errors import NKJError, UnknownNameError
from nkj_data.exports.anki import anki
from nkj_data.exports.gift import gift
from nkj_data.exports.moodle import moodle_xml
from nkj_data.exports.qti import qti
from nkj_data.exports.question import Question, question
from nkj_data.exports.sheets import csv_table, markdown
from nkj_data.exports.workbook import size, workbook
from nkj_data.interface import wording
from nkj_data.items.bank import items
from nkj_data.items.model import Item


class ExportError(NKJError):
    """The questions cannot be written; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: who reads it, how its files end, what makes it, and the kinds of question it has no form for.

    One that holds the tables asks for no questions.
    """

    name: str
    reader: str
    suffix: str
    make: Callable[[Sequence[Question]], bytes]
    without: tuple[str, ...] = ()
    holds: str = "questions"


FORMATS: Mapping[str, Format] = {
    found.name: found
    for found in (
        Format("moodle", "Moodle (Question bank, Import, Moodle XML)", ".xml", moodle_xml),
        Format("gift", "Moodle and others that read GIFT", ".txt", gift, ("order",)),
        Format("qti", "Canvas and others that read QTI 1.2", ".zip", qti, ("order",)),
        Format("anki", "Anki", ".apkg", anki),
        Format("csv", "spreadsheets", ".csv", csv_table),
        Format("markdown", "people, and editors of text", ".md", markdown),
        Format("tables", "Excel, LibreOffice and other spreadsheets", ".xlsx", lambda _: workbook(), (), "tables"),
    )
}
"""What ``export`` can write, by name."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A question that a format has no form for, and why."""

    item_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: where, how many questions or tables, and which were left out."""

    path: Path
    count: int
    left_out: tuple[LeftOut, ...]
    holds: str = "questions"

    def __str__(self) -> str:
        lines = [f"{self.count} {self.holds} are in {self.path}."]
        if self.left_out:
            lines.append("Left out:")
            lines += [f"  {one.item_id}: {one.reason}" for one in self.left_out]
        return "\n".join(lines)


def export(form: str, out: str | Path, *, bank: Iterable[Item] | None = None, replace: bool = False) -> Exported:
    """Write the question bank into a file that another program reads.

    Parameters
    ----------
    form : str
        One of ``FORMATS``: ``moodle``, ``gift``, ``qti``, ``anki``, ``csv`` or ``markdown``; ``tables``
        writes the tables of the document and of the wider record, each with its code book.
    out : str or Path
        The file; without an ending, the format's own is added. Its folder must be there.
    bank : iterable of Item, optional
        Other questions than those of the lessons.
    replace : bool
        Whether a file that is there may be replaced.

    Raises
    ------
    UnknownNameError
        There is no such format.
    ExportError
        The file is there already, or cannot be written.
    NKJError
        What makes the format is not installed.
    """
    if form not in FORMATS:
        raise UnknownNameError("format", form, FORMATS)
    chosen = FORMATS[form]
    path = Path(out)
    path = path if path.suffix else path.with_name(path.name + chosen.suffix)
    known = tuple(items() if bank is None else bank)
    held = [question(item) for item in known if item.kind not in chosen.without]
    why = wording("exports_left_out")
    left_out = tuple(LeftOut(item.item_id, why[item.kind]) for item in known if item.kind in chosen.without)
    content = chosen.make(held)
    try:
        with path.open("wb" if replace else "xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise ExportError(
            f"{path} is there already and was not touched. Name another file, or add --replace."
        ) from error
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) else error
        raise ExportError(f"{path} cannot be written ({said}). Name a file in a folder that is there.") from error
    return Exported(path, len(held) if chosen.holds == "questions" else size(), left_out, chosen.holds)
