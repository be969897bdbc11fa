"""Floor 7: the command ``nkj``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from nkj_data.errors import NKJError


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="nkj", description="Lessons and data on North Korea and Japan, one source."
    )
    commands = parser.add_subparsers(dest="command", metavar="command", required=True)
    lab = commands.add_parser(
        "lab",
        help="open the lessons in JupyterLab",
        description="Copy the lessons into your folder, never over a file that is there, and open JupyterLab.",
        epilog="Example: nkj lab --folder my_lessons. What follows -- goes to JupyterLab as it is.",
    )
    lab.add_argument("--folder", type=Path, default=Path("my_lessons"), help="your lessons (default: my_lessons)")
    lab.add_argument("--teacher", action="store_true", help="add the teacher's guide, keys and class pulse")
    lab.add_argument("--items", type=Path, metavar="FOLDER", help="questions of your own (default: own, in FOLDER)")
    lab.add_argument("--no-browser", action="store_true", help="show the address, open no browser")
    lab.add_argument("--port", type=int, help="use this port (default: one that is free)")
    lab.add_argument("--verbose", action="store_true", help="show JupyterLab's own messages")
    commands.add_parser("doctor", help="say whether everything is here", epilog="Example: nkj doctor")
    site = commands.add_parser(
        "site",
        help="make the lessons into pages that open without Python",
        description="Make lessons, guide, charts and data into pages, in a folder of their own.",
        epilog="Example: nkj site lessons_site",
    )
    site.add_argument("out", type=Path, metavar="OUT", help="a folder that is empty, or not there yet")
    site.add_argument(
        "--name", default="lessons", help="names the learner's record in a browser (default: lessons)"
    )
    handout = commands.add_parser(
        "handout",
        help="make sheets and keys to print",
        description="Make a learner's sheet and a key of each lesson, for A4 and Letter, as HTML and as PDF.",
        epilog="Example: nkj handout handouts",
    )
    handout.add_argument("out", type=Path, metavar="OUT", help="a folder that is empty, or not there yet")
    handout.add_argument("--no-pdf", action="store_true", help="HTML only")
    for command in (site, handout):
        command.add_argument("--items", type=Path, metavar="FOLDER", help="questions and lessons of your own")
    export = commands.add_parser(
        "export",
        help="write the questions for Moodle, Canvas or Anki, or the tables for a spreadsheet",
        description="Write the question bank, or all tables, into one file that another program reads.",
        epilog="Example: nkj export moodle questions.xml",
    )
    export.add_argument(
        "form",
        metavar="FORMAT",
        help="moodle, gift, qti, anki, csv or markdown; tables for all tables as a workbook",
    )
    export.add_argument("out", type=Path, metavar="OUT", help="the file to write, in a folder that is there")
    export.add_argument("--items", type=Path, metavar="FOLDER", help="questions of your own, written too")
    export.add_argument("--replace", action="store_true", help="replace the file if it is there")
    pulse = commands.add_parser(
        "pulse",
        help="see what a class got wrong, from the records it handed in",
        description="Read the records in a folder and open a page: what was misread, and what to take up next.",
        epilog="Example: nkj pulse class_records",
    )
    pulse.add_argument(
        "folder", metavar="FOLDER", help="where the record files lie; example shows an invented class"
    )
    pulse.add_argument("--out", type=Path, help="the page (default: class_pulse.html in FOLDER)")
    pulse.add_argument(
        "--csv", action="store_true", help="write the tables too, into class_pulse_csv beside the page"
    )
    pulse.add_argument("--no-browser", action="store_true", help="do not open the page")
    pulse.add_argument("--items", type=Path, metavar="FOLDER", help="questions of your own, asked too")
    pulse.add_argument("--text", type=Path, help="the folder of another text, made by nkj new text")
    new = commands.add_parser("new", help="begin a lesson, or a room for a text, of your own")
    kinds = new.add_subparsers(dest="kind", metavar="kind", required=True)
    lesson = kinds.add_parser(
        "lesson",
        help="a notebook that runs as it is, and a file of questions to change",
        description="Write a notebook that runs as it is, and questions to change; nothing is overwritten.",
        epilog="Example: nkj new lesson sanctions",
    )
    lesson.add_argument("name", metavar="NAME", help="2 to 20 small letters, such as sanctions")
    lesson.add_argument(
        "--folder", type=Path, default=Path("my_lessons"), help="your lessons (default: my_lessons)"
    )
    text = kinds.add_parser(
        "text",
        help="number the sentences of a text, with tables, questions and a notebook to fill",
        description="Make a folder for another short text; nothing that is there is touched.",
        epilog="Example: nkj new text my_text --from notice.txt --source 'Town council, notice of 3 May'",
    )
    text.add_argument("folder", type=Path, metavar="FOLDER", help="a folder that is empty, or not there yet")
    text.add_argument("--from", dest="file", type=Path, metavar="FILE", required=True, help="the text, in UTF-8")
    text.add_argument("--source", default="", help="where the text comes from, as it is to be shown")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    cut = words.index("--") if "--" in words else len(words)
    parser = _parser()
    chosen = parser.parse_args(words[:cut])
    if words[cut:] and chosen.command != "lab":
        parser.error("only lab takes options after --")
    for stream in (sys.stdout, sys.stderr):
        # A folder name may have letters that an old console cannot show.
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")
    try:
        return _COMMANDS[chosen.command](chosen, words[cut + 1 :])
    except NKJError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        # A disk that is full, a folder that may not be read: nothing of ours went wrong.
        what = error.filename or "A file"
        print(
            f"{what} could not be used ({error.strerror or error}). Name another place, or make room there.",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        return 130


def _lab(chosen: argparse.Namespace, options: list[str]) -> int:
    from nkj_data.lab.server import open_lab

    return open_lab(
        chosen.folder,
        browser=not chosen.no_browser,
        port=chosen.port,
        teacher=chosen.teacher,
        items=chosen.items,
        verbose=chosen.verbose,
        options=options,
    )


def _doctor(_: argparse.Namespace, __: list[str]) -> int:
    import nkj_data

    report = nkj_data.doctor()
    print(report)
    return 0 if report.ok else 1


def _site(chosen: argparse.Namespace, _: list[str]) -> int:
    from nkj_data.pages import write_site

    print(write_site(chosen.out, name=chosen.name, items=chosen.items))
    return 0


def _handout(chosen: argparse.Namespace, _: list[str]) -> int:
    from nkj_data.pages import write_handouts

    print(write_handouts(chosen.out, pdf=not chosen.no_pdf, items=chosen.items))
    return 0


def _export(chosen: argparse.Namespace, _: list[str]) -> int:
    from nkj_data.exports import export
    from nkj_data.items import own_questions

    with own_questions(chosen.items):
        print(export(chosen.form, chosen.out, replace=chosen.replace))
    return 0


def _pulse(chosen: argparse.Namespace, _: list[str]) -> int:
    import webbrowser

    from nkj_data import class_pulse, open_text
    from nkj_data.items import own_questions

    if chosen.text:
        open_text(chosen.text)
    with own_questions(chosen.items):
        pulse = class_pulse(chosen.folder)
        page = pulse.write_page(chosen.out or (pulse.folder or Path()) / "class_pulse.html")
    print(pulse, f"\nThe page is {page}.", sep="\n")
    if chosen.csv:
        print(f"The tables are in {pulse.write_tables(page.parent / 'class_pulse_csv')}.")
    if not chosen.no_browser:
        webbrowser.open(page.resolve().as_uri())
    return 0


def _new(chosen: argparse.Namespace, _: list[str]) -> int:
    if chosen.kind == "lesson":
        from nkj_data.lab.new_lesson import FOLDER, new_lesson

        notebook, questions = new_lesson(chosen.name, chosen.folder / FOLDER)
        print(f"The lesson is {notebook}\nIts questions are in {questions}")
        print(f"Open it with: nkj lab --folder {chosen.folder}")
        return 0
    from nkj_data.classroom.new_text import new_text

    print(new_text(chosen.folder, chosen.file, source=chosen.source))
    return 0


_COMMANDS = {
    "lab": _lab,
    "doctor": _doctor,
    "site": _site,
    "handout": _handout,
    "export": _export,
    "pulse": _pulse,
    "new": _new,
}
