"""Read the record files that learners handed in: who is one learner, and which files are no record, and why."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from nkj_data.interface import wording
from nkj_data.record.entry import OLDEST, VERSION, Entry, read_line
from nkj_data.record.files import LONGEST, whole_lines

BIGGEST = 32 * 2**20
"""Bytes of the largest file that is read; a record of 100,000 answers is smaller."""
DEPTH = 3
"""How deep folders are looked into; some systems put each hand-in into a folder of its own."""
OURS = "class_pulse"
"""What this package writes into the folder starts so, and is passed over."""
UNNAMED = ("", "learner")
"""Code names that nobody chose: two files that carry one may be of two learners."""


@dataclass(frozen=True, slots=True)
class ClassRecords:
    """What was found in a folder.

    Attributes
    ----------
    learners : tuple of tuple of Entry
        The lines of each learner, each line once, in the order in which they were given. No names.
    files : int
        Files that were read.
    notices : tuple of str
        Files that were skipped or read in part, and why, each in a sentence.
    """

    learners: tuple[tuple[Entry, ...], ...]
    files: int
    notices: tuple[str, ...]


@dataclass(slots=True)
class _Reading:
    """The lines found so far: one list for each learner, and whose each line is."""

    says: list[str] = field(default_factory=list)
    parts: list[dict[str, Entry]] = field(default_factory=list)
    named: dict[str, int] = field(default_factory=dict)
    owner: dict[str, int] = field(default_factory=dict)
    files: int = 0


def read_class(folder: Path, tell: Callable[[int, int], None] | None = None) -> ClassRecords:
    """Return what the record files in a folder hold; nothing in it is changed, and nothing in a file raises.

    Files of the same code name are of one learner. Files without a chosen code name are of one learner where they
    share a line, and of several where they do not.

    Parameters
    ----------
    folder : Path
        Looked into with its folders, three deep; links are not followed.
    tell : callable, optional
        Called with how many files are read and how many there are.

    Raises
    ------
    OSError
        The folder itself cannot be read.
    """
    found = _Reading()
    paths = list(_files(folder, DEPTH, found))
    for at, path in enumerate(paths, start=1):
        name = path.relative_to(folder).as_posix()
        try:
            _take(found, name, _lines(path))
        except OSError as error:
            found.says.append(_say("closed", name, why=error.strerror or "it cannot be read"))
        except _NoRecordError as error:
            found.says.append(_say(str(error), name))
        if tell:
            tell(at, len(paths))
    learners = [_in_order(part.values()) for part in found.parts if part]
    if loose := sum(part[0].learner in UNNAMED for part in learners):
        found.says.append(wording("pulse_files")["unnamed" if loose > 1 else "one unnamed"].format(n=loose))
    return ClassRecords(tuple(learners), found.files, tuple(found.says))


class _NoRecordError(Exception):
    """A file is no record; the message names the sentence that says why."""


def _say(key: str, file: str, **values: object) -> str:
    return wording("pulse_files")[key].format(file=file, **values)


def _files(folder: Path, depth: int, found: _Reading, within: str = "") -> Iterator[Path]:
    """Yield the files of a folder in order, without ours and hidden ones."""
    with os.scandir(folder) as listed:
        entries = sorted(listed, key=lambda entry: entry.name)
    for entry in entries:
        path, name = Path(entry.path), f"{within}{entry.name}"
        if entry.name.startswith((".", OURS)):
            continue
        if entry.is_symlink():
            found.says.append(_say("link", name))
        elif entry.is_dir():
            if not depth:
                found.says.append(_say("deep", name))
                continue
            try:
                yield from _files(path, depth - 1, found, f"{name}/")
            except OSError as error:
                found.says.append(_say("closed", name, why=error.strerror))
        else:
            yield path


def _lines(path: Path) -> list[bytes]:
    """Return the lines of a file that may be a record."""
    about = path.stat(follow_symlinks=False)
    if not stat.S_ISREG(about.st_mode):  # opening a pipe would wait for ever
        raise _NoRecordError("special")
    if not about.st_size:
        raise _NoRecordError("empty")
    if about.st_size > BIGGEST:
        raise _NoRecordError("large")
    return whole_lines(path.read_bytes())


def _take(found: _Reading, name: str, lines: list[bytes]) -> None:
    read = [read_line(line) if len(line) <= LONGEST else "unreadable" for line in lines]
    entries = [one for one in read if isinstance(one, Entry)]
    if not entries:
        raise _NoRecordError("foreign")
    found.files += 1
    fresh = [entry for entry in entries if entry.id not in found.owner]
    if not fresh:
        found.says.append(_say("double", name))
    if bad := sum(isinstance(one, str) and one != "" for one in read):
        found.says.append(_say("torn", name, n=bad))
    if any(entry.v != VERSION for entry in entries):
        found.says.append(_say("version", name))
    by_name: dict[str, list[Entry]] = {}
    for entry in entries:
        by_name.setdefault(entry.learner, []).append(entry)
    for learner, own in by_name.items():
        _give(found, learner, own)


def _give(found: _Reading, learner: str, own: list[Entry]) -> None:
    """Add lines to those of the learner they belong to; a file that links two that stood apart makes them one."""
    if learner in UNNAMED:
        known = {found.owner[entry.id] for entry in own if entry.id in found.owner}
    else:
        known = {found.named.setdefault(learner, len(found.parts))}
    first, *others = sorted(known) or [len(found.parts)]
    if first == len(found.parts):
        found.parts.append({})
    for entry in [*own, *(entry for at in others for entry in found.parts[at].values())]:
        if found.owner.get(entry.id, first) in (first, *others):
            found.owner[entry.id] = first
            found.parts[first].setdefault(entry.id, entry)
    for at in others:
        found.parts[at] = {}


def _in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: entry.time or OLDEST))
