#!/usr/bin/env python3
"""Open the lessons: python start.py. Run the tests: python start.py test.

The first start makes a private environment, the folder .venv, from the locked requirements; later ones use it.
Standard library only, and written so that a Python as old as 3.6 can read it and say that it is too old.
"""

import errno
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Dict, Iterator, List, Sequence, Tuple

USAGE = """Usage:
  python start.py [options]         open the lessons in JupyterLab
  python start.py test [options]    run the tests; the options are pytest's
  python start.py COMMAND ...       site, handout, export, pulse, new or doctor; add --help to see how

Options:
  --folder FOLDER    where your copies of the lessons are (default: my_lessons, beside start.py)
  --teacher          add the teacher's guide, the keys and the class pulse
  --no-browser       show the address instead of opening the browser
  --port PORT        use this port (default: one that is free)
  --verbose          show JupyterLab's own messages

The first start downloads about 65 MB and takes a minute or two. Later ones need no network.
The tests need about 300 MB more on disk, once.
"""

ROOT = Path(__file__).resolve().parent
OLDEST = (3, 11)
LESSONS = "requirements.lock"
TESTS = "requirements-test.lock"
# Lies in the environment from its first moment on: start.py made this folder and may replace it.
STAMP = "made-by-start-py.txt"

# What the command nkj can do besides opening the lessons.
COMMANDS = ("site", "handout", "export", "pulse", "new", "doctor")

# What pip's log says, and the sentence that helps. The first that is found counts.
REASONS = [
    (
        r"No space left|not enough space|Errno 28|WinError 112",
        "The disk is full. Free about 700 MB, then run this again.",
    ),
    (
        r"Long Path|WinError 206",
        "The path of this folder is too long for Windows. Move the folder to a short place, such as "
        "C:\\lessons, then run this again.",
    ),
    (
        r"Permission denied|Access is denied|WinError 5\b|WinError 32\b",
        "Some files could not be written. Close other windows that run these lessons, make sure that you may "
        "write in this folder, then run this again.",
    ),
    (
        r"DO NOT MATCH THE HASHES",
        "A download was damaged or changed on its way, so it was thrown away. Run this again; if it happens "
        "twice, try another network.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLError|SSLCertVerificationError",
        "Python cannot make a secure connection on this network. Use another one, or set PIP_CERT to the "
        "certificate file of this one, then run this again.",
    ),
    (
        r"ConnectionError|ConnectTimeout|ReadTimeout|ProxyError|Connection broken|IncompleteRead|"
        r"Connection aborted|getaddrinfo|name resolution|Network is unreachable|Could not fetch URL",
        "The packages could not be downloaded. Check the network connection, then run this again; later starts "
        "need no network.",
    ),
    (
        r"No matching distribution found",
        "There are no ready-made packages for Python {python} on this machine. Install Python 3.13 from "
        "python.org, then run this again with it.",
    ),
]


class Trouble(Exception):  # noqa: N818
    """Something a person has to put right; the message says what is wrong and what to do."""


def check_python(version: Tuple[int, int]) -> None:
    """Stop where this Python is too old for the lessons."""
    if version >= OLDEST:
        return
    newer = [name for name in ("python3.14", "python3.13", "python3.12", "python3.11") if shutil.which(name)]
    what = f"run: {newer[0]} start.py" if newer else "install Python 3.13 from python.org."
    raise Trouble(f"The lessons need Python 3.11 or newer and this is {version[0]}.{version[1]}: {what}")


def check_venv(version: Tuple[int, int]) -> None:
    """Stop where the parts of Python are missing that Debian and Ubuntu keep in a package of their own."""
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError as error:
        raise Trouble(
            f"This Python lacks its module {error.name}. On Debian or Ubuntu run: "
            f"sudo apt install python3-venv python{version[0]}.{version[1]}-venv"
        ) from None


def say(words: str, end: str = "\n") -> None:
    """Print at once, even into a pipe."""
    print(words, end=end)
    sys.stdout.flush()


def digest(file: Path) -> str:
    """Return what tells one version of a lock file from another, whatever its line ends."""
    return hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def program(venv: Path) -> Path:
    """Return where an environment keeps its Python."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def surroundings() -> Dict[str, str]:
    """Return the environment variables, less those that would lead Python or pip out of the private folder."""
    foreign = ("PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT")
    # UTF-8 whatever the locale says, so that a folder may have any letters in its name.
    kept = {name: value for name, value in os.environ.items() if name not in foreign}
    return dict(kept, PIP_USER="0", PYTHONUTF8="1")


def answer(python: Path, code: str) -> str:
    """Return what a Python prints, or an empty text where it does not run."""
    command = [str(python), "-I", "-c", code]
    try:
        return subprocess.check_output(command, stderr=subprocess.DEVNULL, env=surroundings()).decode().strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def kind(venv: Path) -> str:
    """Return an environment's Python and machine, ``3.13 linux-x86_64``; empty if it does not run."""
    code = "import sys, sysconfig; print('%d.%d' % sys.version_info[:2], sysconfig.get_platform())"
    return answer(program(venv), code)


def stamp(venv: Path) -> Dict[str, str]:
    """Return what a finished environment holds: its ``python``, and each lock's digest; empty if unfinished."""
    try:
        lines = (venv / STAMP).read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    return dict(line.split(": ", 1) for line in lines if ": " in line)


def holds(venv: Path, lock: Path) -> bool:
    """Tell whether an environment works, was finished, and was made from just this lock file."""
    held = stamp(venv)
    return held.get(lock.name) == digest(lock) and held.get("python") == kind(venv)


def lost(venv: Path, lock: Path) -> List[Path]:
    """Return the papers of packages that were removed since pip installed them, in part or whole, or changed.

    pip takes a package for installed where its papers are, so these go before the package is put back.
    """
    names = stamp(venv).get("packages of " + lock.name, "").split()
    sites = [*venv.glob("lib/*/site-packages"), *venv.glob("Lib/site-packages")]
    return [sites[0] / name for name in names if sites and not whole(sites[0] / name)]


def plain(name: str) -> str:
    """Return a package's name as every spelling of it compares."""
    return re.sub(r"[-_.]+", "-", name).lower()


def whole(info: Path) -> bool:
    """Tell whether the first file of each folder that a package installed beside its papers is still there."""
    try:
        lines = (info / "RECORD").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    tops = {}  # type: Dict[str, str]
    for line in lines:
        file = line.split(",")[0]
        if file.endswith(".py") and not file.startswith(".."):
            tops.setdefault(file.split("/")[0], file)
    return all((info.parent / file).exists() for file in tops.values())


def diagnose(log: str, where: Path) -> str:
    """Return the sentence for a log that ended badly."""
    for pattern, sentence in REASONS:
        if re.search(pattern, log, re.IGNORECASE):
            python = "{}.{}".format(*sys.version_info)
            return f"{sentence.format(python=python)} Details: {where}"
    return f"The packages could not be installed. Run this again; if it fails twice, {where} says why."


def explain(error: OSError) -> str:
    """Return the sentence for a file that could not be read or written."""
    where = error.filename or ROOT
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"{where} cannot be written. Close other windows that run these lessons, or move the whole folder "
            "to a place of your own, such as your home folder; then run this again."
        )
    if error.errno == errno.ENOENT:
        return f"{where} is missing. Get the whole folder of the lessons again, then run this again."
    return diagnose(f"{error} Errno {error.errno}", Path(where))


def run(command: List[str], log: Path, packages: int = 0) -> None:
    """Run a command; its output goes to the log, and pip's steps become one counting line on a screen."""
    counting = packages and sys.stdout.isatty()
    start = "\r" if counting else ""
    fetched = 0
    # In a locale that cannot spell the path, its letters come as they are on the disk and go back so.
    with log.open("a", encoding="utf-8", errors="surrogateescape") as file:
        file.write(f"$ {' '.join(command)}\n")
        begin = file.tell()
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=surroundings())
        try:
            for raw in process.stdout or ():
                line = raw.decode("utf-8", "replace")
                file.write(line)
                if line.startswith(("Collecting ", "Processing ")):
                    fetched += 1
                    if counting:
                        say(f"\r  fetching {fetched} of about {packages} ", end="")
                elif line.startswith("Installing collected"):
                    say(f"{start}  putting {fetched} packages in place")
        finally:
            # After Ctrl-C too: the lock on this folder must not be lifted while pip still writes into it.
            failed = process.wait()
    if failed:
        say(start, end="")
        with log.open("rb") as written:
            written.seek(begin)
            raise Trouble(diagnose(written.read().decode("utf-8", "replace"), log))


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Wait while another start works on the same folder; the system lifts the lock should that one die."""
    key = f"{root} {getattr(os, 'getuid', int)()}".encode("utf-8", "replace")
    name = f"nkj-{hashlib.sha256(key).hexdigest()[:16]}.lock"
    with Path(tempfile.gettempdir(), name).open("ab") as file:
        if not take(file.fileno()):
            say("Another window is setting up these lessons. Waiting for it ...")
            while not take(file.fileno()):
                time.sleep(0.5)
        yield


def take(handle: int) -> bool:
    """Take the lock on an open file, or return False where another process has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        # A file system that knows no locks must not keep anybody from the lessons.
        return error.errno not in (errno.EACCES, errno.EAGAIN)
    return True


def make(venv: Path) -> None:
    """Make a fresh environment in place of an unfinished or outdated one that start.py had made."""
    if venv.is_symlink() or (venv.exists() and not (venv / STAMP).exists() and any(venv.iterdir())):
        raise Trouble(f"{venv} was not made by start.py. Rename that folder, then run this again.")
    if venv.exists():
        # The stamp goes last, so that an interrupted removal is still known as ours.
        for entry in sorted(venv.iterdir(), key=lambda path: path.name == STAMP):
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
    venv.mkdir(exist_ok=True)
    (venv / STAMP).write_text("unfinished\n", encoding="utf-8")
    run([sys.executable, "-I", "-m", "venv", str(venv)], venv / "install.log")


def install(venv: Path, lock: Path, root: Path) -> None:
    """Install a lock file's packages and make ``nkj_data`` importable; write down last what is now held."""
    held = stamp(venv)
    (venv / STAMP).write_text("unfinished\n", encoding="utf-8")
    command = [
        str(program(venv)),
        "-I",
        "-u",
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
    ]
    # The lock is complete and every package in it is ready-made: nothing is looked up, nothing is built.
    command += ["--require-hashes", "--no-deps", "--only-binary=:all:", "--retries=2", "--progress-bar=off"]
    packages = len(re.findall(r"^[^\s#].*==", lock.read_text(encoding="utf-8"), re.MULTILINE))
    run([*command, "--no-compile", "-r", str(lock)], venv / "install.log", packages)
    # A relative path survives when the folder is moved. It is also plain ASCII, which matters: before 3.13,
    # Python on Windows reads this file in the system's encoding and does not even start if it is in UTF-8.
    code = "import os, sys, sysconfig; print(os.path.relpath(sysconfig.get_path('purelib'), sys.prefix))"
    site = venv / answer(program(venv), code)
    (site / "nkj_data.pth").write_text(os.path.relpath(root, site) + "\n", encoding="ascii")
    named = {plain(name) for name in re.findall(r"^([^\s#]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE)}
    papers = [info.name for info in site.glob("*.dist-info") if plain(info.name.split("-")[0]) in named]
    held.update(
        {"python": kind(venv), lock.name: digest(lock), "packages of " + lock.name: " ".join(sorted(papers))}
    )
    (venv / STAMP).write_text("".join(f"{name}: {value}\n" for name, value in held.items()), encoding="utf-8")


def prepare(venv: Path, names: Sequence[str], root: Path = ROOT) -> None:
    """Make sure that the environment holds these lock files; does nothing, without network, where it does."""
    if all(holds(venv, root / name) and not lost(venv, root / name) for name in names):
        return
    check_venv(sys.version_info[:2])
    with alone(root):
        began = time.monotonic()
        if not holds(venv, root / LESSONS):
            say(f"Setting up the lessons in {venv}")
            say("This happens once: about 65 MB to download, 400 MB on disk, a minute or two.")
            make(venv)
        for name in names:
            gone = lost(venv, root / name)
            if gone:
                say("Putting back: " + ", ".join(info.name[: -len(".dist-info")] for info in gone))
                for info in gone:
                    shutil.rmtree(str(info), ignore_errors=True)
            if gone or not holds(venv, root / name):
                say(f"Getting the packages of {name}")
                install(venv, root / name, root)
        say(f"Ready after {time.monotonic() - began:.0f} seconds.")


def hand_over(command: List[str]) -> int:
    """Run a command as if it had been typed instead of this one."""
    sys.stdout.flush()
    if os.name == "posix":
        os.execve(command[0], command, surroundings())
    process = subprocess.Popen(command, env=surroundings())
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:  # the command has seen Ctrl-C as well, and ends in its own way
            continue


def main(arguments: List[str]) -> int:
    """Open the lessons or run the tests; return the exit code."""
    venv = ROOT / ".venv"
    python = str(program(venv))
    if "-h" in arguments[:1] or "--help" in arguments[:1]:
        say(USAGE, end="")
        return 0
    try:
        check_python(sys.version_info[:2])
        if arguments[:1] == ["test"]:
            prepare(venv, [LESSONS, TESTS])
            os.chdir(str(ROOT))
            return hand_over([python, "-m", "pytest", *arguments[1:]])
        if arguments[:1] and arguments[0] in COMMANDS:
            prepare(venv, [LESSONS])
            return hand_over([python, "-P", "-m", "nkj_data", *arguments])
        if arguments and not arguments[0].startswith("-"):
            raise Trouble(f"There is no {arguments[0]!r}. Run: python start.py, or: python start.py test")
        prepare(venv, [LESSONS])
        return hand_over([python, "-P", "-m", "nkj_data", "lab", "--folder", str(ROOT / "my_lessons"), *arguments])
    except Trouble as trouble:
        return fail(str(trouble))
    except OSError as error:
        return fail(explain(error))
    except KeyboardInterrupt:
        return fail("Stopped. Run this again when you like.", code=130)


def fail(words: str, code: int = 1) -> int:
    """Print a sentence where errors go; return the exit code."""
    sys.stderr.write(f"\n{words}\n")
    return code


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a folder name may have letters that an old console cannot show
            stream.reconfigure(errors="replace")
    sys.exit(main(sys.argv[1:]))
