"""Handouts: for each lesson a learner's sheet and, apart, the key, made for paper of both kinds."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from nkj_data.document.passage import passage
from nkj_data.interface import wording
from nkj_data.items import own_questions
from nkj_data.packaged_files import lessons_folder, package_folder, pictures_folder
from nkj_data.pages.folder import Folder, PagesError, notebooks_in, tool
from nkj_data.pages.sheet import sentences, sheet_of, words_of_lesson

PAPERS = {"A4": "A4", "Letter": "letter"}
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PATIENCE = 120
"""Seconds that one PDF may take, also on a slow machine."""


@dataclass(frozen=True, slots=True)
class Handouts:
    """What was made: where, how many sheets, how many of them as PDF too, whether PDFs were wanted, seconds."""

    folder: Path
    sheets: int
    pdfs: int
    wanted: bool
    seconds: float

    def __str__(self) -> str:
        made = (
            f"{self.sheets} sheets and keys in {self.folder}, {self.pdfs} of them as PDF, in {self.seconds:.0f} s."
        )
        if self.pdfs or not self.wanted:
            return made
        return (
            f"{made} No Chromium or Chrome was found to make PDFs with: open a sheet in a browser and print it, "
            "or set NKJ_CHROMIUM to where yours is."
        )


def write_handouts(
    out: str | Path,
    *,
    pdf: bool = True,
    papers: Sequence[str] = tuple(PAPERS),
    items: str | Path | None = None,
    tell: Callable[[str], None] = print,
) -> Handouts:
    """Make the sheets and keys of all lessons, as HTML for print and, where a Chromium is found, as PDF.

    Parameters
    ----------
    out : str or Path
        A folder that is empty, not there yet, or made by an earlier run.
    pdf : bool
        Whether PDFs are wanted.
    papers : sequence of str
        ``A4``, ``Letter`` or both.
    items : str or Path, optional
        A folder with questions and lessons of one's own; each of its notebooks becomes a sheet and a key too.
    tell : callable
        Is told what is done, a line at a time.

    Raises
    ------
    PagesError
        The folder holds something else, a part of Jupyter is missing, or a PDF could not be made.
    ArgumentError, SchemaError
        The folder of one's own questions is not as it should be.
    """
    with own_questions(items):
        return _handouts(Path(out), pdf, papers, notebooks_in(items), tell)


def _handouts(
    out: Path, pdf: bool, papers: Sequence[str], own: Sequence[Path], tell: Callable[[str], None]
) -> Handouts:
    started = time.monotonic()
    for part in ("nbformat", "nbconvert.filters", "jinja2"):
        tool(part)
    folder = Folder(out, "handout")
    jinja2 = tool("jinja2")
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(str(package_folder() / "pages" / "templates")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    template = templates.get_template("paper.html")
    style = (package_folder() / "pages" / "css" / "paper.css").read_text(encoding="utf-8")
    pictures = pictures_folder()
    written: list[Path] = []
    used: dict[str, None] = {}
    for path in (*sorted(lessons_folder().glob("[0-9][0-9]_*.ipynb")), *own):
        number = path.stem if path in own else path.stem[:2]
        sheet = sheet_of(tool("nbformat").read(path, as_version=4), number)
        used |= {block["name"]: None for block in (*sheet.blocks, *sheet.key) if block["kind"] == "chart"}
        for paper in papers:
            for key in (False, True):
                filled = template.render(
                    sheet=sheet,
                    key=key,
                    paper=PAPERS[paper],
                    style=style,
                    passage=sentences(),
                    source_line=passage().page["source_line"],
                    words=words_of_lesson(sheet.number),
                    say=wording("handout"),
                    verdicts=wording("handout_levels"),
                )
                name = f"{paper}/{'own_' if path in own else ''}{path.stem}{'_key' if key else ''}.html"
                written.append(folder.write(name, filled))
        tell(f"  {path.stem}")
    for name in used:
        folder.copy(pictures / f"{name}.svg", f"charts/{name}.svg")
    pdfs = _print(folder, written, tell) if pdf else 0
    return Handouts(folder.path, len(written), pdfs, pdf, time.monotonic() - started)


def _print(folder: Folder, sheets: Sequence[Path], tell: Callable[[str], None]) -> int:
    program = os.environ.get("NKJ_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not program:
        return 0
    tell(f"Making {len(sheets)} PDFs with {Path(program).name}.")
    with tempfile.TemporaryDirectory(prefix="nkj-") as room, ThreadPoolExecutor(2) as two:
        made = list(two.map(lambda pair: _pdf(program, pair[1], Path(room) / str(pair[0])), enumerate(sheets)))
    for sheet, content in zip(sheets, made, strict=True):
        folder.write(sheet.with_suffix(".pdf").relative_to(folder.path.resolve()).as_posix(), content)
    return len(made)


def _pdf(program: str, sheet: Path, room: Path) -> bytes:
    """Return a sheet as PDF; the browser works in a room of its own and is done when it returns."""
    room.mkdir()
    target = room / "sheet.pdf"
    options = ["--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer", f"--user-data-dir={room}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--no-sandbox")
    command = [program, *options, f"--print-to-pdf={target}", sheet.as_uri()]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
        return target.read_bytes()
    except subprocess.TimeoutExpired as error:
        raise PagesError(
            f"{sheet.name} took {program} more than {PATIENCE} s. Try nkj handout --no-pdf."
        ) from error
    except OSError as error:
        told = done.stderr.strip().splitlines()[-1:] if "done" in locals() else [str(error)]
        raise PagesError(
            f"{program} made no PDF of {sheet.name}: {' '.join(told)} Try nkj handout --no-pdf."
        ) from error
