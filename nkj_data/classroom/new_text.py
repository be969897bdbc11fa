"""Make a room for another short text: sentences numbered, tables empty but described, a notebook that runs."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import tempfile
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from nkj_data.errors import NKJError
from nkj_data.packaged_files import data_folder

TABLES = ("sentences", "claims", "timeline", "actors", "links", "glossary")
"""The tables that any short text can have; the others are about ours only."""
TOPICS = {"actions": "What is done", "reasons": "Why", "positions": "Who wants or refuses what"}
VOICES = {"document": "The document speaks for itself", "unattributed": "It passes on what somebody unnamed says"}
MOST = 99
LARGEST = 200_000
"""Bytes of the largest file that is taken for a short text."""

_ENDING = re.compile(r"[.!?][”’\"')\]]*(?=\s+[“‘\"'(\[]?[^\W_a-z])")
# What ends in a full stop and ends no sentence. Initials are found by their form.
_SHORT = re.compile(
    r"(?:^|[\s(“\"])(?:Mr|Mrs|Ms|Dr|St|No|Nos|Art|vs|cf|Prof|Gen|Sen|Jan|Feb|Aug|Sept|Oct|Nov|Dec|[A-Z](?:\.[A-Z])*)\.$"
)


class NewTextError(NKJError):
    """The room cannot be made; the message says what to do."""


@dataclass(frozen=True, slots=True)
class NewText:
    """What was made: where, and the sentences as they were found."""

    folder: Path
    sentences: tuple[str, ...]

    def __str__(self) -> str:
        listed = "\n".join(f"  S{n:02} {words}" for n, words in enumerate(self.sentences, start=1))
        return (
            f"{listed}\n{len(self.sentences)} sentences. Is one cut wrongly? Mend tables/sentences.csv.\n"
            f"Everything is in {self.folder}; README.md there says what comes next."
        )


def new_text(folder: str | Path, text: str | Path, *, source: str = "") -> NewText:
    """Make a room for another text, in a folder that is not there yet or is empty.

    Parameters
    ----------
    folder : str or Path
        Where to; nothing is written outside of it.
    text : str or Path
        A text file in UTF-8: paragraphs with an empty line between them.
    source : str
        Where the text comes from, as it is to be shown.

    Raises
    ------
    NewTextError
        The folder holds something, or the text cannot be read or is no short text.
    """
    target = Path(folder).expanduser()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise NewTextError(
            f"{target} is not empty, and nothing in it was touched. Name a folder that is not there yet."
        )
    paragraphs = [sentences_of(words) for words in _paragraphs(Path(text).expanduser())]
    sentences = tuple(words for paragraph in paragraphs for words in paragraph)
    _check(sentences)
    said = " ".join(source.split()) or "Source: not stated yet"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".nkj-", dir=target.parent) as place:
            room = Path(place) / "room"
            for name, content in _files(paragraphs, said).items():
                path = room / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.encode("utf-8"))
            if target.exists():
                target.rmdir()
            shutil.move(room, target)
    except OSError as error:
        raise NewTextError(f"{target} cannot be written ({error.strerror}). Name another folder.") from error
    return NewText(target, sentences)


def _paragraphs(file: Path) -> list[str]:
    try:
        if file.stat().st_size > LARGEST:
            raise NewTextError(f"{file} is larger than {LARGEST // 1000} kB. This is for a short text of one page.")
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise NewTextError(f"{file} cannot be read ({error.strerror}). Name a text file after --from.") from error
    except UnicodeDecodeError as error:
        raise NewTextError(f"{file}: byte {error.start} is not UTF-8. Save it as plain text in UTF-8.") from error
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cn") and sign not in "\n\t" for sign in text):
        raise NewTextError(f"{file} holds signs that cannot be seen. Save it as plain text, and try again.")
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def sentences_of(paragraph: str) -> list[str]:
    """Return the sentences of a paragraph, cut at full stops, question marks and exclamation marks.

    Examples
    --------
    >>> sentences_of("Dr. A. Mori wrote it. “Why?” Nobody said.")
    ['Dr. A. Mori wrote it.', '“Why?”', 'Nobody said.']
    """
    found, start = [], 0
    for ending in _ENDING.finditer(paragraph):
        words = paragraph[start : ending.end()]
        if not _SHORT.search(words):
            found.append(words.strip())
            start = ending.end()
    return [*found, paragraph[start:].strip()]


def _check(sentences: tuple[str, ...]) -> None:
    if not 2 <= len(sentences) <= MOST:
        raise NewTextError(f"A short text has 2 to {MOST} sentences; {len(sentences)} were found.")
    for words in sentences:
        if sum(words in other for other in sentences) > 1:
            raise NewTextError(f"These words stand in the text twice, so that no mark could tell which: {words!r}")


def _files(paragraphs: list[list[str]], source: str) -> dict[str, str]:
    text = "\n\n".join(" ".join(paragraph) for paragraph in paragraphs)
    sentences = [words for paragraph in paragraphs for words in paragraph]
    package = _descriptor(len(paragraphs), len(sentences), source)
    files = {
        "document/passage.txt": text,
        "document/provenance.toml": _provenance(text, source),
        "tables/datapackage.json": json.dumps(package, ensure_ascii=False, indent=2) + "\n",
    }
    for resource in package["resources"]:
        rows: list[list[object]] = []
        if resource["name"] == "sentences":
            numbered = [(n, at, words) for n, part in enumerate(paragraphs, 1) for at, words in enumerate(part, 1)]
            rows = [[f"S{number:02}", *row] for number, row in enumerate(numbered, start=1)]
        files[f"tables/{resource['path']}"] = _csv([f["name"] for f in resource["schema"]["fields"]], rows)
    files["lessons/items_00.toml"] = _questions(sentences)
    files["lessons/coding.toml"] = _coding()
    files["lessons/adapted.toml"] = _template("adapted.toml")
    files["reading.ipynb"] = _template("reading.ipynb")
    files["README.md"] = _template("README.md")
    return files


def _template(name: str) -> str:
    return (data_folder() / "new_text" / name).read_text(encoding="utf-8")


def _csv(head: list[str], rows: list[list[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([head, *rows])
    return out.getvalue()


def _descriptor(paragraphs: int, sentences: int, source: str) -> dict[str, Any]:
    """Return our description of the tables that any text can have, with what is about ours taken out."""
    ours = json.loads((data_folder() / "tables" / "datapackage.json").read_text(encoding="utf-8"))
    kept = [resource for resource in ours["resources"] if resource["name"] in TABLES]
    for resource in kept:
        resource.pop("nkj:formerIds", None)
        for column in resource["schema"]["fields"]:
            if column["name"] in ("topic", "voice"):
                column["constraints"]["enum"] = list(TOPICS if column["name"] == "topic" else VOICES)
    kept[0]["description"] = "The sentences of the text, one row per sentence."
    by_name = {column["name"]: column for column in kept[0]["schema"]["fields"]}
    by_name["sentence_id"]["description"] = f"Identifier of the sentence, S01 to S{sentences:02}."
    by_name["paragraph"]["description"] = f"Paragraph of the text, from 1 to {paragraphs}."
    return {
        **{name: ours[name] for name in ("profile", "nkj:placed")},
        "name": "own-text",
        "title": "A short text, and what it says",
        "description": "Every row carries the exact words that support it.",
        "version": "0.1.0",
        "licenses": [{"name": "not stated"}],
        "sources": [{"title": source}],
        "resources": kept,
    }


def _provenance(text: str, source: str) -> str:
    digest = sha256(text.encode("utf-8")).hexdigest()
    return (
        "# Where the text comes from. The first table is what it says of itself; the second is not in it.\n\n"
        f"[page]\nsource_line = {_quoted(source)}\n\n"
        '[outside_the_page]\nrights = "not stated yet"\n\n'
        f'[file]\nsha256 = "{digest}"\n'
    )


def _quoted(words: str) -> str:
    """Return words as a TOML text; JSON's escapes are TOML's too."""
    return json.dumps(words, ensure_ascii=False)


def _coding() -> str:
    lines = []
    for aspect, labels in (("topic", TOPICS), ("voice", VOICES)):
        lines += [f"[labels.{aspect}]", *(f"{label} = {_quoted(said)}" for label, said in labels.items()), ""]
    return _template("coding.toml") + "\n".join(lines)


def _questions(sentences: list[str]) -> str:
    """Return two questions that hold for any text, for a start: where do words stand, and what is said."""
    at, words = _once(sentences)
    text = _template("items_00.toml")
    return text.replace("@SENTENCE@", f"S{at + 1:02}").replace("@WORDS@", _quoted(words)[1:-1])


def _once(sentences: list[str]) -> tuple[int, str]:
    """Return a sentence, by its place, and words at its beginning that stand in the text once."""
    for at, sentence in enumerate(sentences):
        words = sentence.split()
        for number in range(min(3, len(words)), len(words) + 1):
            start = " ".join(words[:number]).rstrip(".,;:!?")
            whole = re.compile(rf"(?<!\w){re.escape(start)}(?!\w)")
            if not re.search("[“”…]", start) and sum(len(whole.findall(one)) for one in sentences) == 1:
                return at, start
    raise NewTextError(
        "Every sentence begins with a quotation, so that no question could quote it. Take another text."
    )
