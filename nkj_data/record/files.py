"""Append a line to a file so that it is on disk or known not to be; read lines whatever stands in the file.

One line is one ``os.write`` to a descriptor opened for appending, under a lock that the operating system lifts
when its holder dies, and flushed to disk before anybody calls it saved. Nothing that stands in the file is ever
changed: a torn line gets a line end, so that the next one starts afresh.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

LONGEST = 1_000_000
"""Bytes of the longest line that is read; our own are far shorter."""

PATIENCE = 10.0
"""Seconds to wait for another program that writes to the same file."""

_CHUNK = 1 << 20
_MARK = b"\xef\xbb\xbf"
_BINARY = getattr(os, "O_BINARY", 0)
_FAR = 1 << 30  # Windows locks bytes, not files: one far behind the end, so that nobody's reading is barred


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _try_lock(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


_BUSY = (errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK)


@contextlib.contextmanager
def locked(path: Path, *, patience: float = PATIENCE) -> Iterator[tuple[int, bool]]:
    """Open ``path`` for appending, and yield its descriptor and whether it is ours alone for the time being.

    It is not where the file system knows no locks; appending in one write is all there is then.

    Raises
    ------
    OSError
        The file cannot be opened or is no ordinary file; ``TimeoutError`` when others hold it too long.
    """
    until = time.monotonic() + patience
    while True:
        descriptor = _opened(path)
        try:
            held = _lock(descriptor, until)
            # Start over and delete take the file away under the same lock: what was opened may be gone.
            if _same(descriptor, path):
                try:
                    yield descriptor, held
                    return
                finally:
                    if held:
                        _unlock(descriptor)
            if held:
                _unlock(descriptor)
        finally:
            os.close(descriptor)
        if time.monotonic() > until:
            raise TimeoutError(errno.ETIMEDOUT, "the file is taken away again and again")


def append(path: Path, line: bytes, *, patience: float = PATIENCE) -> None:
    """Append ``line``, without its line end, to the file; return when it is on disk.

    Raises
    ------
    OSError
        It is not saved; the file holds no part of it that could be taken for a record.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with locked(path, patience=patience) as (descriptor, alone):
        size = os.fstat(descriptor).st_size
        whole = (b"\n" if _torn(path, size) else b"") + line + b"\n"
        try:
            if os.write(descriptor, whole) < len(whole):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(descriptor)
        except OSError:
            if alone:  # take back a part of a line of our own
                with contextlib.suppress(OSError):
                    os.ftruncate(descriptor, size)
            raise


def rewrite(path: Path, change: Callable[[bytes], bytes], kept: Path) -> None:
    """Put what ``change`` makes of the file in its place, in one step; the file as it was is kept as ``kept``.

    Raises
    ------
    OSError
        The file is as it was.
    """
    fresh = path.with_name(f".{path.name}.new")
    with locked(path):
        before = path.read_bytes()
        if before:
            _write_whole(kept, before)
        _write_whole(fresh, change(before))
        if os.name != "nt":
            fresh.replace(path)
            return
    # Windows replaces no open file: whoever wrote in this moment wins, and nothing is replaced.
    if path.stat().st_size != len(before):
        raise OSError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
    fresh.replace(path)


def _write_whole(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def whole_lines(content: bytes) -> list[bytes]:
    """Return the lines of a file as ``Lines`` would read them, the last one also where its end is missing."""
    return [line.removeprefix(_MARK).removesuffix(b"\r") for line in content.split(b"\n") if line]


def put_away(path: Path, target: Path | None) -> None:
    """Move the file to ``target``, or delete it, while nobody is writing to it.

    Raises
    ------
    OSError
        The file is where it was.
    """
    with locked(path):
        if os.name != "nt":
            _away(path, target)
            return
    _away(path, target)  # Windows moves no open file


def _away(path: Path, target: Path | None) -> None:
    if target is None:
        path.unlink()
    else:
        path.rename(target)


def _opened(path: Path) -> int:
    with contextlib.suppress(FileNotFoundError):
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for ever
            code = errno.EISDIR if path.is_dir() else errno.EINVAL
            raise OSError(code, os.strerror(code), str(path))
    return os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | _BINARY, 0o644)


def _lock(descriptor: int, until: float) -> bool:
    """Wait for the lock; return False where the file system knows no locks."""
    pause = 0.001
    while True:
        try:
            _try_lock(descriptor)
            return True
        except OSError as error:
            if error.errno not in _BUSY:
                return False
            if time.monotonic() > until:
                raise TimeoutError(errno.ETIMEDOUT, "another program holds the file") from None
        time.sleep(pause)
        pause = min(0.05, pause * 2)


def _same(descriptor: int, path: Path) -> bool:
    if os.name == "nt":  # no open file can be taken away there
        return True
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _torn(path: Path, size: int) -> bool:
    if not size:
        return False
    with path.open("rb") as file:
        file.seek(size - 1)
        return file.read(1) != b"\n"


@dataclass
class Lines:
    """The lines of a growing file, each read once; starts afresh when the file was put away.

    Attributes
    ----------
    too_long : int
        Lines longer than ``LONGEST`` that were passed over.
    number : int
        Lines read so far.
    """

    path: Path
    too_long: int = 0
    number: int = 0
    _at: int = 0
    _identity: tuple[int, int] | None = field(default=None, repr=False)
    _passing: bool = field(default=False, repr=False)
    _rest: bytes = field(default=b"", repr=False)

    def restarted(self) -> bool:
        """Return whether the file is another one than before; everything is then read again.

        Raises
        ------
        OSError
            The file is there and cannot be looked at.
        """
        try:
            found = self.path.stat()
            now, size = (found.st_dev, found.st_ino), found.st_size
        except (FileNotFoundError, NotADirectoryError):
            now, size = None, 0
        if now == self._identity and size >= self._at:
            return False
        fresh = self._identity is not None or now is not None
        self.too_long = self.number = self._at = 0
        self._identity, self._passing, self._rest = now, False, b""
        return fresh

    def new(self) -> Iterator[bytes]:
        """Yield the whole lines that were not read before, without their ends.

        Raises
        ------
        OSError
            The file cannot be read.
        """
        if self._identity is None:
            return
        found = self.path.stat()
        if stat.S_ISREG(found.st_mode) and found.st_size == self._at:
            return
        if not stat.S_ISREG(found.st_mode):
            code = errno.EISDIR if self.path.is_dir() else errno.EINVAL
            raise OSError(code, os.strerror(code), str(self.path))
        self._rest = b""
        with self.path.open("rb") as file:
            file.seek(self._at)
            while chunk := file.read(_CHUNK):
                self._at += len(chunk)
                *ended, rest = chunk.split(b"\n")
                for piece in ended:
                    line, self._rest = self._rest + piece, b""
                    self.number += 1
                    if self._passing or len(line) > LONGEST:
                        self.too_long += 1
                        self._passing = False
                    else:
                        yield line.removeprefix(_MARK).removesuffix(b"\r")
                self._rest += rest
                if len(self._rest) > LONGEST:  # do not keep what will be passed over anyway
                    self._rest, self._passing = b"", True
        if not self._passing:  # read it again next time: its writer may take it back
            self._at -= len(self._rest)

    @property
    def rest(self) -> bytes:
        """What stands after the last line end: a line in flight, a torn one, or one whose end was lost."""
        return self._rest.removeprefix(_MARK).removesuffix(b"\r")

    @property
    def cut_off(self) -> bool:
        """Whether something stands after the last line end."""
        return self._passing or bool(self._rest.strip())
