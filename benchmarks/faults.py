#!/usr/bin/env python3
"""Do to the learner's record and to the data files what life does to them, and count what was lost.

Run it with ``python benchmarks/faults.py``; a quick look is ``--kills 50 --files 50``. It works in a temporary
folder.
Each part prints one line with its figures; the exit code is 1 where one of them failed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import nkj_data as nkj
from nkj_data.context import inquiry_bank
from nkj_data.context import tables as context_tables
from nkj_data.document import tables
from nkj_data.errors import NKJError
from nkj_data.items.bank import item
from nkj_data.items.parse import read_bank
from nkj_data.packaged_files import data_folder
from nkj_data.record import Record, files
from nkj_data.record.entry import Entry, read_line
from nkj_data.tasks.parse import read_assignments

POSIX = os.name == "posix"
PROCESSES = multiprocessing.get_context("fork" if POSIX else "spawn")


class Skipped(Exception):  # noqa: N818
    """What cannot be tried on this machine; the message says why."""


class Failed(Exception):  # noqa: N818
    """Something was lost, overwritten or not told."""


def demand(held: object, says: str) -> None:
    """Stop this part unless something holds."""
    if not held:
        raise Failed(says)


# Killed while it writes


def stream(folder: Path, name: str, tell: Connection) -> None:
    """Answer without end, and tell the name of each line that is said to be saved."""
    record = Record(folder, learner=name)
    for number in range(10**9):
        saved = record.append("q03-01", {"text": "x" * (number % 7 * 400)}, outcome="incorrect", points=0)
        tell.send_bytes((saved.id if saved.saved else "NOT SAVED").encode())


class Writer:
    """A process that answers without end."""

    def __init__(self, folder: Path, name: str) -> None:
        self.hear, tell = PROCESSES.Pipe(duplex=False)
        self.process = PROCESSES.Process(target=stream, args=(folder, name, tell))
        self.process.start()
        tell.close()

    def told(self, *, all_of_it: bool = False) -> Iterator[str]:
        """Yield what it said was saved."""
        with contextlib.suppress(EOFError, OSError):
            while all_of_it or self.hear.poll():
                yield self.hear.recv_bytes().decode()

    def kill(self) -> list[str]:
        """Kill it as it writes; return what it had said."""
        os.kill(self.process.pid or 0, signal.SIGKILL if POSIX else signal.SIGTERM)
        self.process.join()
        return list(self.told(all_of_it=True))


def killed(folder: Path, kills: int, rng: random.Random) -> str:
    """Kill one of two writers again and again."""
    told: list[str] = []
    writers = [Writer(folder, name) for name in ("heron", "wren")]
    for number in range(kills):
        told += writers[0].told()
        time.sleep(rng.random() * 0.02)
        at = number % 2
        told += writers[at].kill()
        writers[at] = Writer(folder, ("heron", "wren")[at])
    for writer in writers:
        told += writer.kill()
    record = Record(folder)
    held = set(ids_of(folder))
    lost = set(told) - held
    demand(not lost, f"{len(lost)} of {len(told)} acknowledged lines are lost")
    demand(len(told) >= kills / 4, f"only {len(told)} lines were acknowledged")
    torn = [
        line for line in record.path.read_bytes().split(b"\n") if line and not isinstance(read_line(line), Entry)
    ]
    demand(not torn or record.notices, "a torn line was not told")
    return (
        f"{kills:,} kills: {len(told):,} acknowledged lines, 0 lost, {len(torn)} torn in flight, all others whole"
    )


def ids_of(folder: Path) -> Iterator[str]:
    """Yield the names of all lines of a record, by whichever learner."""
    record = Record(folder)
    for name in record.learners():
        record.learner = name
        yield from (entry.id for entry in record.entries())


def flushed(folder: Path) -> str:
    """Look whether each answer is flushed to disk before it is called saved."""
    done: list[str] = []

    def noting(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *given: (real(*given), done.append(name))[0]

    record = Record(folder, learner="wren")
    with mock.patch.multiple(files.os, write=noting("write", os.write), fsync=noting("flush", os.fsync)):
        for _ in range(100):
            demand(record.append("q03-01", {}, outcome="correct", points=1).saved, "an answer was not saved")
            done.append("said")
    demand(done == ["write", "flush", "said"] * 100, "something was called saved before it was flushed")
    return "100 answers: each written in one piece, flushed, and only then called saved"


# Where nothing can be written


def full_disk(folder: Path) -> str:
    """Fill a small disk of its own."""
    if not (sys.platform == "linux" and os.geteuid() == 0):
        raise Skipped("only root may mount a small disk")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        raise Skipped("this machine lets nobody mount a disk")
    try:
        record = Record(folder, learner="wren")
        said = [record.append("q03-11", {"text": "x" * 3000}, outcome="written") for _ in range(40)]
        kept = [saved.id for saved in said if saved.saved]
        demand(0 < len(kept) < 40, f"{len(kept)} of 40 were called saved")
        demand("the disk is full" in said[-1].says, said[-1].says)
        demand(list(ids_of(folder)) == kept, "what was called saved is not what the disk holds")
        demand(len(record.unsaved) == 40 - len(kept), "what could not be saved was dropped")
        demand(record.retry() is False, "it was called saved on a full disk")
    finally:
        subprocess.run(["umount", str(folder)], check=True)
    return (
        f"full disk: {len(kept)} of 40 answers saved and there, {40 - len(kept)} said not to be, and kept waiting"
    )


def obstacles(folder: Path) -> str:
    """Put what no record can be in the record's place."""

    def read_only(at: Path) -> None:
        (at / "record.jsonl").touch()
        (at / "record.jsonl").chmod(0o444)
        at.chmod(0o555)

    kinds: dict[str, Callable[[Path], object]] = {"a folder": lambda at: (at / "record.jsonl").mkdir()}
    if POSIX:
        kinds["a link in a loop"] = lambda at: (at / "record.jsonl").symlink_to("record.jsonl")
        kinds["a pipe"] = lambda at: os.mkfifo(at / "record.jsonl")
        kinds["a read-only folder"] = read_only
    for nth, (kind, make) in enumerate(kinds.items()):
        at = folder / str(nth)
        at.mkdir(parents=True)
        make(at)
        with somebody_else():
            record = Record(at, learner="wren")
            saved = record.append("q03-01", {}, outcome="correct", points=1)
            demand(not saved.saved and saved.says.startswith("Not saved: "), f"{kind}: {saved.says}")
            demand(record.notices and record.state()["q03-01"].attempts == 1, f"{kind}: the answer is gone")
            demand(not record.merge().done and not record.start_over().done, f"{kind}: it was replaced")
        at.chmod(0o755)
    return f"{', '.join(kinds)} in the record's place: each told in a sentence, the answer kept, nothing replaced"


@contextlib.contextmanager
def somebody_else() -> Iterator[None]:
    """Be nobody in particular for a while, where this runs as root, who may write anywhere."""
    if not POSIX or os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


# Clocks, labs, copies


def clock(folder: Path) -> str:
    """Turn the clock back as answers are given."""
    record = Record(folder, learner="wren")
    now = datetime.now(UTC)
    back = [timedelta(), timedelta(minutes=3), timedelta(days=2), timedelta(days=7000), timedelta(days=20000)]
    given = [
        record.append("q03-01", {"text": str(nth)}, outcome="written", at=(now - less).isoformat()).id
        for nth, less in enumerate(back * 20)
    ]
    again = Record(folder)
    demand([entry.id for entry in again.entries()] == given, "answers do not stand in the order they came")
    demand(again.state()["q03-01"].last_answer == {"text": str(len(given) - 1)}, "the last answer is another one")
    demand(
        any("with a date that cannot be right" in str(notice) for notice in again.notices), "nothing was noticed"
    )
    return f"clock turned back {len(given) - 20} times: {len(given)} answers in the order they came, odd dates told"


def answers(folder: Path, name: str, count: int) -> None:
    """Give some answers, and take copies in meanwhile."""
    record = Record(folder, learner=name)
    for number in range(count):
        record.append("q03-01", {"text": f"{name} {number}"}, outcome="written")
        if number % 25 == 0:
            record.merge()


def two_labs(folder: Path) -> str:
    """Write from two kernels into one folder, in which a sync program leaves copies."""
    copies = ("record (1).jsonl", "record-PC.jsonl", "record (conflicted copy).jsonl")
    for nth, name in enumerate(copies):
        other = Record(folder / "elsewhere" / str(nth), learner="wren")
        other.append("q04-01", {"choice": "a"}, outcome="incorrect", points=0)
        shutil.copy(other.path, folder / name)
    labs = [PROCESSES.Process(target=answers, args=(folder, name, 250)) for name in ("heron", "wren")]
    for lab in labs:
        lab.start()
    for lab in labs:
        lab.join()
    held = list(ids_of(folder))
    demand(len(held) == len(set(held)) == 503, f"{len(held)} lines of 503")
    demand(Record(folder).copies() == (), "a copy was not taken in")
    return "two labs on one folder, three copies of a sync program: 503 lines of 503, each once"


# Files that people and programs spoil


def spoilt(content: bytes, rng: random.Random) -> bytes:
    """Return a file as an editor, a crash or a cat on the keys would leave it."""
    at, to = sorted(rng.randrange(len(content) + 1) for _ in range(2))
    some = rng.choice(SOME)
    return rng.choice(
        [
            content[:at],
            content[:at] + content[to:],
            content[:at] + some + content[at:],
            content[:at] + some + content[to:],
            content[:at] + content[at:to] * 2 + content[to:],
            content.replace(some, rng.choice(SOME)),
            content.replace(b"\n", rng.choice([b"\r\n", b"\r", b"\n\n"])),
            content.decode("utf-8").encode(rng.choice(["utf-16", "utf-8-sig", "latin-1"]), "replace"),
            bytes(byte ^ (1 << rng.randrange(8)) if rng.random() < 0.001 else byte for byte in content),
        ]
    )


SOME = (
    *(b"", b"\0", b"\xff\xfe", b'"', b'"""', b"'", b",", b"\n", b"\\", b"[", b"]", b"{", b"}", b"=", b"#", b";"),
    *(b"[[item]]\n", b"id = 1\n", b"-1", b"1e999", b"true", b"null", b"\xe2\x80\xae", b"\xed\xa0\x80", b"[" * 5000),
)


def hostile_records(folder: Path, count: int, rng: random.Random) -> str:
    """Open and go on with records that were spoilt."""
    whole = Record(folder / "whole", learner="wren")
    for nth in range(12):
        whole.append(f"q03-{nth + 1:02}", {"text": "밤 “x”" * nth}, outcome="written")
        whole.draft("q07-08", {"text": str(nth)})
        whole.collect("S08", "why")
    content, told = whole.path.read_bytes(), 0
    for nth in range(count):
        at = folder / str(nth)
        at.mkdir()
        spoiled = content
        for _ in range(rng.randrange(1, 4)):
            with contextlib.suppress(UnicodeDecodeError):
                spoiled = spoilt(spoiled, rng)
        (at / "record.jsonl").write_bytes(spoiled)
        (at / "record (1).jsonl").write_bytes(spoilt(content, rng))
        record = Record(at, learner="wren")
        json.dumps([state.as_page() for state in record.state().values()])
        _ = record.progress(), record.growth(), record.review(), record.basket(), record.export()
        told += bool(record.notices)
        saved = record.append("q03-01", {"choice": "a"}, outcome="incorrect", points=0)
        demand(saved.saved, f"{nth}: {saved.says}")
        demand(record.path.read_bytes().startswith(spoiled), f"{nth}: something was overwritten")
        before = set(ids_of(at))
        record.merge()
        demand(before <= set(ids_of(at)) and saved.id in before, f"{nth}: something is gone after the merge")
    return f"{count} hostile records: no traceback, nothing overwritten, each answered on; {told} with a notice"


def hostile_data(folder: Path, count: int, rng: random.Random) -> str:
    """Read data files that were spoilt."""
    source = Path(str(data_folder()))
    quotes = dict(zip(nkj.sentences()["sentence_id"], nkj.sentences()["quote"], strict=True))
    readers: dict[str, Callable[[Path], object]] = {
        "tables/*.csv": tables.read,
        "context/*.csv": context_tables.read,
        "context/inquiries.toml": inquiry_bank.read_inquiries,
        "lessons/items_*.toml": lambda at: read_bank(at, quotes),
        "lessons/tasks.toml": lambda at: read_assignments(at, list(quotes.values()), set(quotes)),
    }
    told = 0
    shutil.copytree(source, folder / "data")
    for nth in range(count):
        pattern, read = rng.choice(list(readers.items()))
        path = rng.choice(sorted((folder / "data").glob(pattern)))
        content = path.read_bytes()
        spoiled = spoilt(content, rng)
        path.write_bytes(spoiled)
        try:
            read(path.parent)
        except NKJError as error:
            demand(path.name in str(error) or "sentence" in str(error), f"{nth}: {path.name} is not named: {error}")
            told += 1
        except Exception as error:
            (folder.parent / f"spoilt_{nth}_{path.name}").write_bytes(spoiled)
            raise Failed(f"{nth}: {path.name}: {type(error).__name__}: {error}") from error
        demand(path.read_bytes() == spoiled, f"{nth}: {path.name} was written to")
        path.write_bytes(content)
    return f"{count} hostile edits of TOML and CSV: no traceback, no file touched; {told} told with file and place"


def main(arguments: list[str] | None = None) -> int:
    """Run every part, print a line for each, and return how many failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--files", type=int, default=500, help="hostile records, and as many hostile data files")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    rng = random.Random(chosen.seed)
    item("q03-01")
    parts: dict[str, Callable[[Path], str]] = {
        "killed": lambda at: killed(at, chosen.kills, rng),
        "flushed": flushed,
        "full": full_disk,
        "obstacles": obstacles,
        "clock": clock,
        "labs": two_labs,
        "records": lambda at: hostile_records(at, chosen.files, rng),
        "data": lambda at: hostile_data(at, chosen.files, rng),
    }
    failed = 0
    with tempfile.TemporaryDirectory(prefix="nkj-faults-") as temporary:
        Path(temporary).chmod(0o755)
        for name, part in parts.items():
            folder = Path(temporary, name)
            folder.mkdir()
            try:
                print(f"held     {part(folder)}", flush=True)
            except Skipped as reason:
                print(f"skipped  {name}: {reason}", flush=True)
            except Failed as reason:
                failed += 1
                print(f"FAILED   {name}: {reason}", flush=True)
    print(f"{len(parts) - failed} of {len(parts)} parts held or were skipped; {failed} failed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
