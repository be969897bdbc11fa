"""The learner's record: everything answered, in a file of the learner's own, and what follows from it.

Not called ``record``: the word is the learner's, the class is ``Record``. Opens without pandas.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import threading
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from nkj_data.errors import ArgumentError, UnknownNameError
from nkj_data.record import files
from nkj_data.record.entry import (
    ACTS,
    OLDEST,
    PHASES,
    VERSION,
    Entry,
    Notice,
    clean,
    clean_name,
    line_of,
    moment,
    odd_time,
    read_line,
    stamp,
)
from nkj_data.record.spaced_review import ReviewCard, review_deck
from nkj_data.record.state import (
    LEARNING,
    RANKS,
    Growth,
    ItemState,
    LessonProgress,
    by_lesson,
    growth,
    take,
)

if TYPE_CHECKING:
    from nkj_data.items.scoring import Feedback


FILE = "record.jsonl"
CODE_NAME = "code name"
"""The item of the line that begins another code name."""
FOLDER = "NKJ_WORK"
"""The environment variable that says where the record of the lessons lies; ``nkj lab`` sets it."""
OLD = "old"
_BACKUP = re.compile(r"record-\d{4}-\d\d-\d\d-\d{6}(?:-\d+)?\.jsonl")
_COPY = re.compile(r"(?!my_record_).*\brecord\b.*\.jsonl", re.IGNORECASE)
_ID = re.compile(r"[0-9a-f]{32}")
_DAY = timedelta(days=1)
_AHEAD = timedelta(minutes=5)  # how far the clock of a page may be ahead of ours


@dataclass(frozen=True, slots=True)
class Saved:
    """Whether a line is on disk.

    Attributes
    ----------
    saved : bool
        True only when the line was flushed to disk.
    id : str
        The line's own name.
    says : str
        One line for the learner: saved, or not saved and why.
    entry : Entry or None
        The line; None where there was nothing to save.
    notices : tuple of Notice
        What was cut or left out.
    """

    saved: bool
    id: str
    says: str
    entry: Entry | None = None
    notices: tuple[Notice, ...] = ()

    def as_page(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "saved": self.saved,
            "id": self.id,
            "says": self.says,
            "at": self.entry.at if self.entry else "",
            "attempt": self.entry.attempt if self.entry else 0,
            "notices": [str(notice) for notice in self.notices],
        }


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an export, of starting over or of deleting: whether it was done, where, and one line."""

    done: bool
    says: str
    path: Path | None = None

    def __str__(self) -> str:
        return self.says


@dataclass(frozen=True, slots=True)
class Basket:
    """One piece of evidence that a learner put aside: a row or sentence, a note, and the line that holds it.

    ``words`` are some of the words of a sentence; without any, all of it is meant.
    """

    id: str
    of: str
    note: str
    at: str
    words: str = ""

    def as_page(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {name: getattr(self, name) for name in self.__slots__}


class _Ledger:
    """What the lines of one learner come to, kept up line by line, so that no answer costs more than the last."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.states: dict[str, dict[str, ItemState]] = {}
        self.basket: dict[str, Basket] = {}
        self.tries: Counter[tuple[str, str, str]] = Counter()
        self.firsts: dict[tuple[str, str], Entry] = {}

    def take(self, entry: Entry) -> None:
        self.entries.append(entry)
        self.tries[_work(entry)] += 1
        take(self.states.setdefault(_phases(entry.phase), {}), entry)
        if entry.act == "answer" and entry.points is not None and entry.phase not in LEARNING:
            self.firsts.setdefault((entry.phase, entry.item), entry)
        if entry.act == "evidence":
            note, words = (str(entry.answer.get(name, "")) for name in ("note", "words"))
            self.basket[entry.id] = Basket(entry.id, entry.item, note, entry.at, words)
        elif entry.act == "evidence removed":
            self.basket.pop(entry.item, None)

    def copy(self) -> _Ledger:
        """Return one that may take lines that are not on disk yet; of all entries it has none."""
        other = _Ledger()
        other.states = {phases: dict(found) for phases, found in self.states.items()}
        other.basket, other.tries, other.firsts = dict(self.basket), self.tries.copy(), dict(self.firsts)
        return other


def _phases(phase: str) -> str:
    """Return under which phase the standing of one is counted: the review goes on with the lesson."""
    return "lesson" if phase in LEARNING else phase


def _work(entry: Entry) -> tuple[str, str, str]:
    return entry.act, entry.item, entry.phase


class Record:
    """A learner's record in a folder of their own: append-only, one JSON text a line.

    Nothing that stands in the file raises: what cannot be read is left as it is, with a notice. What cannot be
    saved is kept until it can be, as long as this object lives; ``unsaved`` lists it.

    Parameters
    ----------
    folder : str or Path
        Where ``record.jsonl`` lies; made when the first line is saved.
    learner : str, optional
        A code name, never a real one. Without it, the code name used last, or ``learner``.

    Raises
    ------
    ArgumentError
        ``folder`` is no path.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> record = Record(mkdtemp(), learner="blue heron")
    >>> record.append("q03-01", {"choice": "b"}, outcome="incorrect", points=0).says
    'Saved.'
    >>> record.state()["q03-01"].best_outcome
    'incorrect'
    """

    def __init__(self, folder: str | Path = "my_work", *, learner: str | None = None) -> None:
        if not isinstance(folder, str | Path) or "\0" in str(folder):
            raise ArgumentError("Record() takes a folder such as 'my_work'.")
        self._shown = Path(folder) / FILE
        self.path = self._shown.absolute()
        self._guard = threading.RLock()
        self._lines = files.Lines(self.path)
        self._ledgers: dict[str, _Ledger] = {}
        self._ids: dict[str, Entry] = {}
        self._last = ""
        self._odd: list[tuple[int, date]] = []
        self._latest: datetime | None = None
        self._bad: dict[str, list[int]] = {}
        self._trouble = ""
        self._unsaved: list[Entry] = []
        self._name, self._name_notice = ("learner", "") if learner is None else clean_name(learner)
        self._named = learner is not None
        self._refresh()

    def __repr__(self) -> str:
        return f"<Record of {self.learner!r} in {self._shown}: {len(self.entries())} lines>"

    @property
    def learner(self) -> str:
        """The code name: the one given, or else the one used last in the file, by whichever notebook."""
        with self._guard:
            if not self._named:
                self._refresh()
                late = [entry.learner for entry in self._late() if entry.learner]
                self._name = (late[-1] if late else self._last) or self._name
            return self._name

    @learner.setter
    def learner(self, name: str) -> None:
        self._name, self._named = name, True

    # Reading

    def entries(self) -> tuple[Entry, ...]:
        """Return the lines of this learner, in order, those not saved yet at the end."""
        with self._guard:
            self._refresh()
            learner = self.learner
            late = (entry for entry in self._late() if entry.learner == learner)
            return (*self._ledgers.get(learner, _Ledger()).entries, *late)

    def learners(self) -> tuple[str, ...]:
        """Return the code names in the record, in order of their first line."""
        with self._guard:
            self._refresh()
            names = (*self._ledgers, *(entry.learner for entry in self._late()))
            return tuple(name for name in dict.fromkeys(names) if name)

    @property
    def unsaved(self) -> tuple[Entry, ...]:
        """The lines that could not be written yet."""
        return tuple(self._unsaved)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the learner should know of the record, in plain sentences; empty when all is well."""
        with self._guard:
            self._refresh()
            return tuple(Notice(says) for says in self._notices() if says)

    def state(self, *, phase: str = "lesson") -> dict[str, ItemState]:
        """Return where the learner stands with each item that has an answer or a draft.

        Parameters
        ----------
        phase : str
            ``lesson`` (with ``review``), or ``before`` or ``after`` for the check.
        """
        _one_of("phase", phase, PHASES)
        return dict(self._ledger().states.get(_phases(phase), {}))

    def progress(self) -> tuple[LessonProgress, ...]:
        """Return how far the learner is, lesson by lesson."""
        from nkj_data.items.bank import items

        return by_lesson(self.state(), items())

    def growth(self) -> Growth:
        """Return what the before/after check shows."""
        from nkj_data.items.bank import items

        return growth(self._ledger().firsts.values(), items())

    def review(self, now: datetime | None = None) -> tuple[ReviewCard, ...]:
        """Return the questions that are due for another look; see ``review_deck``."""
        from nkj_data.items.bank import items

        return review_deck(self.entries(), now or datetime.now().astimezone(), items())

    def basket(self) -> tuple[Basket, ...]:
        """Return the evidence the learner put aside and did not take out again, in order."""
        return tuple(self._ledger().basket.values())

    # Writing

    def answer(
        self,
        item_id: str,
        message: object,
        *,
        phase: str = "lesson",
        widget: str = "",
        line_id: str | None = None,
        at: str | None = None,
    ) -> tuple[Feedback, Saved]:
        """Score what a page sent for an item, and save it; an item not attempted is not saved.

        Raises
        ------
        UnknownNameError
            There is no such item.
        """
        from nkj_data.items.bank import item
        from nkj_data.items.scoring import receive

        feedback = receive(item(item_id), message)
        if feedback.outcome == "not attempted":
            return feedback, Saved(False, "", "There is no answer to save yet.")
        saved = self.append(
            item_id,
            feedback.answer,
            outcome=feedback.outcome,
            points=feedback.points,
            phase=phase,
            widget=widget,
            line_id=line_id,
            at=at,
        )
        return feedback, saved

    def append(
        self,
        item: str,
        answer: Mapping[str, Any] | None,
        *,
        outcome: str,
        points: float | None = None,
        phase: str = "lesson",
        widget: str = "",
        line_id: str | None = None,
        at: str | None = None,
    ) -> Saved:
        """Append an answer, and say whether it is on disk.

        Parameters
        ----------
        item : str
            Item id, or the name of something that is no item of the bank, such as a board.
        answer : mapping or None
            Values that JSON knows. Longer texts than 20,000 signs are cut, with a notice.
        outcome : str
            One of ``OUTCOMES``.
        points : float, optional
            0 to 1.
        phase : str
            ``lesson``, ``before``, ``after`` or ``review``.
        widget : str
            What sent it.
        line_id : str, optional
            A name of 32 hexadecimal signs (a UUID) that the page gave it. Handed in twice, it is kept once.
        at : str, optional
            When it was given, ISO 8601 with zone. Without it, or when it lies ahead of the clock, now.

        Raises
        ------
        ArgumentError
            ``item``, ``outcome`` or ``phase`` is of the wrong make. Nothing else raises.
        """
        _one_of("outcome", outcome, RANKS)
        return self._write("answer", item, answer, outcome, points, phase, widget, line_id, at)

    def draft(
        self,
        item: str,
        answer: Mapping[str, Any] | None,
        *,
        phase: str = "lesson",
        widget: str = "",
        line_id: str | None = None,
        at: str | None = None,
    ) -> Saved:
        """Append work that is not handed in yet, so that it is there after a restart."""
        return self._write("draft", item, answer, "", None, phase, widget, line_id, at)

    def retry(self) -> bool:
        """Try again to write what could not be saved; return whether all is on disk."""
        with self._guard:
            return not self._flush()

    def collect(
        self,
        of: str,
        note: str = "",
        *,
        words: str = "",
        widget: str = "",
        line_id: str | None = None,
        at: str | None = None,
    ) -> Saved:
        """Put a row or a sentence into the evidence basket, with a note; or only some ``words`` of it.

        An id that does not exist, and words that do not stand there, are not saved.
        """
        from nkj_data.document.evidence import evidence

        try:
            quotes = [row["quote"] for row in evidence(of if isinstance(of, str) else "").rows]
        except UnknownNameError as error:
            return Saved(False, "", f"Not saved: {error}")
        noted = {"note": note if isinstance(note, str) else ""}
        if words:
            if not isinstance(words, str) or not any(words in quote for quote in quotes):
                return Saved(False, "", f"Not saved: these words do not stand in {of}.")
            noted["words"] = words
        return self._write("evidence", of, noted, "", None, "lesson", widget, line_id, at)

    def discard(
        self, entry_id: str, *, widget: str = "", line_id: str | None = None, at: str | None = None
    ) -> Saved:
        """Take a piece of evidence, named by its line, out of the basket again."""
        if entry_id not in {piece.id for piece in self.basket()}:
            return Saved(False, "", "Not done: there is no such piece of evidence in the basket.")
        return self._write("evidence removed", entry_id, {}, "", None, "lesson", widget, line_id, at)

    # The learner's own wishes

    def rename(self, name: str) -> Saved:
        """Go on under another code name; what was done before stays with the name it was done under."""
        with self._guard:
            self._name, self._name_notice = clean_name(name)
            named, self._named = self._named, True
            saved = self._write("draft", CODE_NAME, {}, "", None, "lesson", "", None, None)
            # Where the file could not be written, it cannot be asked for the name either.
            self._named = named or not saved.saved
            return saved

    def export(self, to: str | Path | None = None) -> Done:
        """Copy the record, with what could not be saved yet, to a file that does not exist yet.

        Parameters
        ----------
        to : str or Path, optional
            File or folder. Without it, a dated file beside the record.
        """
        with self._guard:
            target = Path(to) if to is not None else self._shown.parent
            if to is None or target.is_dir():
                target = target / f"my_record_{datetime.now():%Y-%m-%d_%H%M}.jsonl"
            target = _unused(target)
            rest = b"".join(line_of(entry) + b"\n" for entry in self._unsaved)
            held, missing = b"", ""
            try:
                held = self.path.read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                pass
            except OSError as error:
                missing = f" Only what was not saved yet is in it: {self._why(error)}"
            try:
                if not held and not rest:
                    return Done(False, f"There is nothing to export yet.{missing}")
                if held and not held.endswith(b"\n"):
                    held += b"\n"
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("xb") as file:
                    file.write(held + rest)
                    file.flush()
                    os.fsync(file.fileno())
            except (OSError, ValueError) as error:
                return Done(False, f"Not exported: {self._why(error)}")
            return Done(True, f"Exported to {target}.{missing}", target)

    def start_over(self) -> Done:
        """Begin an empty record; the old one moves into the folder ``old``, with its date in its name."""
        with self._guard:
            folder, target = self.path.parent / OLD, self._backup()
            if why := self._flush():
                return Done(False, f"Not done, since some answers are not saved yet: {why} You may export them.")
            try:
                if self.path.exists():
                    folder.mkdir(exist_ok=True)
                    files.put_away(self.path, target)
            except OSError as error:
                return Done(False, f"Not done: {self._why(error)}")
            self._unsaved.clear()
            self._refresh()
            shown = self._shown.parent / OLD / target.name
            moved = f" The old one is in {shown}." if target.exists() else ""
            return Done(True, f"A new record begins.{moved}", target if moved else None)

    def copies(self) -> tuple[str, ...]:
        """Return the names of the files beside the record that hold lines it does not: what a sync program left."""
        with self._guard:
            self._refresh()
            return tuple(path.name for path, entries in self._beside() if self._unknown(entries))

    def merge(self) -> Done:
        """Take in what copies of the record hold and it does not, each line at its time.

        The copies, and the record as it was, move into the folder ``old``.
        """
        with self._guard:
            self._refresh()
            beside = [(path, new) for path, entries in self._beside() if (new := self._unknown(entries))]
            if not beside:
                return Done(False, "There is no copy to take in.")
            if why := self._flush():
                return Done(False, f"Not done: {why}")
            fresh = {entry.id: entry for _, entries in beside for entry in entries}
            folder = self.path.parent / OLD
            try:
                folder.mkdir(parents=True, exist_ok=True)
                files.rewrite(self.path, lambda held: merged(held, fresh.values()), self._backup())
                for path, _ in beside:
                    path.rename(self._backup())
            except OSError as error:
                return Done(False, f"Not done: {self._why(error)}")
            finally:
                self._refresh()
            says = f"{_lines(len(fresh))} taken in. The copies, and the record as it was, are in the folder {OLD}."
            return Done(True, says, folder)

    def delete(self, *, sure: bool = False) -> Done:
        """Delete the record and the old ones that starting over put aside. There is no way back."""
        with self._guard:
            folder = self.path.parent / OLD
            old = [p for p in folder.iterdir() if _BACKUP.fullmatch(p.name)] if folder.is_dir() else []
            count = len(old) + self.path.exists()
            if not sure:
                noun = "file" if count == 1 else "files"
                return Done(False, f"This would delete {count} {noun} for good. To do so, write delete(sure=True).")
            try:
                if self.path.exists():
                    files.put_away(self.path, None)
                for path in old:
                    path.unlink()
                if folder.is_dir() and not any(folder.iterdir()):
                    folder.rmdir()
            except OSError as error:
                return Done(False, f"Not deleted: {self._why(error)}")
            self._unsaved.clear()
            self._refresh()
            return Done(True, "Deleted. Files that you exported are yours to delete.")

    # Inside

    def _late(self) -> Iterable[Entry]:
        """Yield what counts and stands in no whole line: a last line without its end, and what is unsaved."""
        if isinstance(last := read_line(self._lines.rest), Entry) and last.id not in self._ids:
            yield last
        yield from self._unsaved

    def _backup(self) -> Path:
        return _unused(self.path.parent / OLD / f"record-{datetime.now():%Y-%m-%d-%H%M%S}.jsonl")

    def _beside(self) -> Iterable[tuple[Path, list[Entry]]]:
        """Yield the files beside the record that are named like copies of it, with what can be read in them."""
        try:
            found = sorted(self.path.parent.iterdir())
        except OSError:
            return
        for path in found:
            if not _COPY.fullmatch(path.name) or path.name == FILE:
                continue
            with contextlib.suppress(OSError):
                if stat.S_ISREG((now := path.stat()).st_mode):
                    yield path, _entries_of(path, now.st_size, now.st_mtime_ns)

    def _unknown(self, entries: Iterable[Entry]) -> list[Entry]:
        return [entry for entry in entries if entry.id not in self._ids]

    def _ledger(self) -> _Ledger:
        """Return what the lines of this learner come to, those not saved yet included."""
        with self._guard:
            self._refresh()
            learner = self.learner
            kept = self._ledgers.get(learner) or _Ledger()
            late = [entry for entry in self._late() if entry.learner == learner]
            if late:
                kept = kept.copy()
                for entry in late:
                    kept.take(entry)
            return kept

    def _refresh(self) -> None:
        """Read what was added to the file since the last look."""
        self._trouble = ""
        try:
            if self._lines.restarted():
                self._ledgers, self._ids, self._bad, self._last = {}, {}, {}, ""
                self._odd, self._latest = [], None
            for line in self._lines.new():
                self._take(line)
        except OSError as error:
            self._trouble = f"The record could not be read: {self._why(error)}"

    def _take(self, line: bytes) -> None:
        found = read_line(line)
        if isinstance(found, str):
            if found:
                self._bad.setdefault(found, []).append(self._lines.number)
            return
        if found.id in self._ids:
            return
        self._ids[found.id] = found
        if found.learner not in self._ledgers:
            self._ledgers[found.learner] = _Ledger()
        self._ledgers[found.learner].take(found)
        self._last = found.learner or self._last
        self._date(found)
        if found.v != VERSION:
            self._bad.setdefault("newer" if found.v > VERSION else "older", []).append(self._lines.number)

    def _date(self, entry: Entry) -> None:
        """Notice a date that only a wrong clock gives."""
        if (at := entry.time) is None:
            return
        if at > datetime.now(UTC) + _DAY or odd_time(at, self._latest):
            self._odd.append((self._lines.number, at.date()))
        else:
            self._latest = max(at, self._latest or at)

    def _write(
        self,
        act: str,
        item: str,
        answer: Mapping[str, Any] | None,
        outcome: str,
        points: float | None,
        phase: str,
        widget: str,
        line_id: str | None,
        at: str | None,
    ) -> Saved:
        if not isinstance(item, str) or not item.strip():
            raise ArgumentError(f"An item is named by a text such as 'q03-01', not {item!r}.")
        _one_of("act", act, ACTS)
        _one_of("phase", phase, PHASES)
        kept, told = clean(answer)
        name = str(line_id).replace("-", "").lower() if line_id else ""
        with self._guard:
            self._refresh()
            learner = self.learner
            entry = Entry(
                v=VERSION,
                id=name if _ID.fullmatch(name) else uuid.uuid4().hex,
                at=_when(at),
                act=act,
                learner=learner,
                item=clean({"item": item[:200]})[0]["item"],
                answer=MappingProxyType(kept),
                outcome=outcome,
                points=None if points is None else min(1.0, max(0.0, float(points))),
                attempt=1,
                phase=phase,
                widget=clean_name(widget)[0] if widget else "",
            )
            notices = tuple(Notice(says) for says in told)
            if known := self._ids.get(entry.id):
                return Saved(True, entry.id, "Saved.", known, notices)
            if entry.id not in {waiting.id for waiting in self._unsaved}:
                entry = replace(entry, attempt=self._ledger().tries[_work(entry)] + 1)
                self._unsaved.append(entry)
            why = self._flush()
            if not why:
                return Saved(True, entry.id, "Saved.", entry, notices)
            says = f"Not saved: {why} Your answer is kept here until it can be saved, as long as this page runs."
            return Saved(False, entry.id, says, entry, notices)

    def _flush(self) -> str:
        """Write what waits, in order; return why it could not be, or nothing."""
        try:
            while self._unsaved:
                entry = self._unsaved[0]
                files.append(self.path, line_of(entry))
                del self._unsaved[0]
        except OSError as error:
            return self._why(error)
        return ""

    def _notices(self) -> Iterable[str]:
        yield self._name_notice
        yield self._trouble
        for what, says in _BAD.items():
            if numbers := self._bad.get(what):
                yield says.format(lines=_lines(len(numbers)), path=self._shown, first=numbers[0])
        if beside := self.copies():
            count = len({e.id for _, entries in self._beside() for e in self._unknown(entries)})
            lie, copies = ("lies", "a copy") if len(beside) == 1 else ("lie", "copies")
            yield (
                f"Beside {self._shown} {lie} {', '.join(beside)}: {copies}, as sync programs leave them, with "
                f"{_lines(count)} that it does not hold. To take them in, press “Take the copies in”, or "
                "write nkj.record.my_record().merge()."
            )
        if self._odd:
            number, day = self._odd[0]
            yield (
                f"{self._shown} holds {_lines(len(self._odd))} with a date that cannot be right; the first is line "
                f"{number}, {day}. Look whether the clock of this computer is right. All count in the order in "
                "which they were given."
            )
        if count := self._lines.too_long:
            yield f"{self._shown} holds {_lines(count)} too long to be read, left untouched."
        if self._lines.cut_off and not isinstance(read_line(self._lines.rest), Entry):
            yield f"The last line of {self._shown} was cut off and left as it is. Everything before it is here."
        if count := len(self._unsaved):
            yield f"{count} answer{'s' if count > 1 else ''} could not be saved yet."

    def _why(self, error: Exception) -> str:
        code = error.errno if isinstance(error, OSError) else None
        if code in (errno.EACCES, errno.EPERM, errno.EROFS):
            return f"{self._shown} may not be written or read here. Choose another folder, or ask who set this up."
        if code in (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", None)):
            return "the disk is full. Make some room, then answer again."
        if code == errno.EISDIR:
            return f"{self._shown} is a folder, where a file is wanted. Rename it or move it away."
        if code in (errno.ENOTDIR, errno.EEXIST):
            return f"{self._shown.parent} is a file, where a folder is wanted. Rename it or move it away."
        if code == errno.ETIMEDOUT:
            return f"another program holds {self._shown}. Close it, then answer again."
        return f"the system says: {error.strerror if isinstance(error, OSError) else error}."


_BAD = {
    "unreadable": "{lines} of {path} could not be read, and stayed in it untouched; the first is line {first}.",
    "foreign": "{path} holds {lines} not written by these lessons, left untouched; the first is line {first}.",
    "older": "{path} holds {lines} from an older version, read as far as possible.",
    "newer": "{path} holds {lines} from a newer version, read as far as possible.",
}


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"


def _one_of(name: str, value: object, choices: Sequence[str]) -> None:
    if value not in choices:
        raise ArgumentError(f"{name} is one of {', '.join(choices)}, not {value!r}.")


def _when(at: str | None) -> str:
    now = datetime.now().astimezone()
    given = moment(at) if isinstance(at, str) else None
    return stamp(given if given and given <= now + _AHEAD else now)


def _unused(path: Path) -> Path:
    """Return the path, with a number if there is such a file already."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return found


def my_record() -> Record:
    """Return the record of the lessons: one for every lesson of a folder.

    It lies in ``my_work`` beside the lessons, which is where ``nkj lab`` says, or else in the folder now worked in.
    """
    return _opened(Path(os.environ.get(FOLDER) or "my_work").absolute())


def merged(held: bytes, new: Iterable[Entry]) -> bytes:
    """Return the lines of a record with other entries among them, each before the first later one."""
    waiting = sorted(new, key=_time_of, reverse=True)
    lines: list[bytes] = []
    for line in files.whole_lines(held):
        found = read_line(line)
        while waiting and isinstance(found, Entry) and found.time and _time_of(waiting[-1]) < found.time:
            lines.append(line_of(waiting.pop()))
        lines.append(line)
    lines += [line_of(entry) for entry in reversed(waiting)]
    return b"".join(line + b"\n" for line in lines)


def _time_of(entry: Entry) -> datetime:
    return entry.time or OLDEST


@lru_cache(maxsize=64)
def _entries_of(path: Path, size: int, changed: int) -> list[Entry]:
    """Return what can be read in a file of this size, changed at this time."""
    lines = (line for line in files.whole_lines(path.read_bytes()) if len(line) <= files.LONGEST)
    return [found for line in lines if isinstance(found := read_line(line), Entry)]


@cache
def _opened(folder: Path) -> Record:
    return Record(folder)
