"""`python start.py`: one command on any machine, one sentence where it cannot go on."""

import ast
import errno
import hashlib
import importlib.util
import os
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def start():
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- sentences ---------------------------------------------------------------------------------------------


def test_a_python_as_old_as_3_6_can_read_it():
    source = (ROOT / "start.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))
    assert "from __future__ import annotations" not in source, "Python 3.6 does not know it"


@pytest.mark.parametrize(
    ("newer", "advice"),
    [("python3.12", "run: python3.12 start.py"), ("", "install Python 3.13 from python.org.")],
)
def test_an_old_python_is_told_which_one_to_use(start, monkeypatch, newer, advice):
    monkeypatch.setattr(start.shutil, "which", lambda name: name == newer)
    with pytest.raises(start.Trouble) as trouble:
        start.check_python((3, 9))
    assert str(trouble.value) == f"The lessons need Python 3.11 or newer and this is 3.9: {advice}"
    start.check_python((3, 11))


def test_a_missing_venv_module_names_the_package_to_install(start, monkeypatch):
    start.check_venv((3, 11))
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(start.Trouble) as trouble:
        start.check_venv((3, 11))
    assert str(trouble.value).endswith("On Debian or Ubuntu run: sudo apt install python3-venv python3.11-venv")


@pytest.mark.parametrize(
    ("log", "begins"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "The disk"),
        ("OSError: [WinError 206] The filename or extension is too long", "The path of this folder is too long"),
        ("PermissionError: [WinError 5] Access is denied: 'x.pyd'", "Some files could not be written."),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "A download was damaged"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "Python cannot make a secure"),
        (
            "NewConnectionError('Failed to establish a new connection: [Errno -3] Temporary failure in name "
            "resolution')\nERROR: No matching distribution found for anyio==4.16.0",
            "The packages could not be downloaded. Check the network connection",
        ),
        ("ERROR: No matching distribution found for pandas==3.1.1", "There are no ready-made packages for Python"),
        ("something nobody has seen before", "The packages could not be installed. Run this again; if it fails"),
    ],
)
def test_a_failed_installation_says_what_to_do_and_where_the_log_is(start, log, begins):
    says = start.diagnose(log, Path("install.log"))
    assert says.startswith(begins)
    assert "run this again" in says.lower()
    assert "install.log" in says
    assert "\n" not in says


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.EACCES, "x cannot be written. Close other windows that run these lessons, or move the whole"),
        (errno.EROFS, "x cannot be written."),
        (errno.ENOSPC, "The disk is full. Free about 700 MB, then run this again."),
        (errno.ENOENT, "x is missing. Get the whole folder of the lessons again, then run this again."),
    ],
)
def test_a_file_that_cannot_be_used_is_one_sentence(start, monkeypatch, capsys, number, says):
    def fail(*_):
        raise OSError(number, os.strerror(number), "x")

    monkeypatch.setattr(start, "prepare", fail)
    assert start.main([]) == 1
    assert capsys.readouterr().err.strip().startswith(says)


def test_ctrl_c_is_quiet(start, monkeypatch, capsys):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(start, "prepare", interrupt)
    assert start.main(["test"]) == 130
    assert capsys.readouterr() == ("", "\nStopped. Run this again when you like.\n")


def test_a_word_it_does_not_know_installs_nothing(start, monkeypatch, capsys):
    monkeypatch.setattr(start, "prepare", lambda *_: pytest.fail("it began to install"))
    assert start.main(["tset"]) == 1
    assert capsys.readouterr().err == "\nThere is no 'tset'. Run: python start.py, or: python start.py test\n"
    assert start.main(["--help"]) == 0
    assert capsys.readouterr().out == start.USAGE


@pytest.mark.parametrize("command", ["site", "handout", "export", "pulse", "new", "doctor"])
def test_a_command_of_nkj_goes_through_as_it_is(start, monkeypatch, command):
    prepared, handed = [], []
    monkeypatch.setattr(start, "prepare", lambda _, locks: prepared.append(locks))
    monkeypatch.setattr(start, "hand_over", lambda words: handed.append(words) or 0)
    assert start.main([command, "x", "--help"]) == 0
    assert prepared == [[start.LESSONS]]
    assert handed[0][1:] == ["-P", "-m", "nkj_data", command, "x", "--help"]
    assert command in start.USAGE


def test_start_knows_every_command_of_nkj(start):
    from nkj_data import cli

    assert {*start.COMMANDS, "lab"} == set(cli._COMMANDS)


def test_variables_that_lead_elsewhere_are_left_behind(start, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("PIP_TARGET", "/elsewhere")
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PIP_INDEX_URL", "a school's own mirror")
    kept = start.surroundings()
    assert "PYTHONPATH" not in kept
    assert "PIP_TARGET" not in kept
    assert kept["PIP_USER"] == "0"
    assert kept["PIP_INDEX_URL"] == "a school's own mirror"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no locale that cannot spell a path")
def test_a_folder_that_the_locale_cannot_spell_is_no_trouble(tmp_path):
    folder = tmp_path / "Ünï cödé 폴더"
    folder.mkdir()
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import start; from pathlib import Path\n"
        "where = next(Path('.').iterdir())\n"
        "start.run([sys.executable, '-c', 'import sys; print(sys.argv[1], sys.flags.utf8_mode)', str(where)],"
        " where / 'install.log')"
    )
    bare = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    subprocess.run([sys.executable, "-c", code], env=bare, cwd=tmp_path, check=True)
    log = (folder / "install.log").read_text(encoding="utf-8")
    assert log.splitlines()[-1] == "Ünï cödé 폴더 1"


def test_an_environment_made_by_somebody_else_is_left_alone(start, tmp_path):
    theirs = tmp_path / ".venv" / "theirs.txt"
    theirs.parent.mkdir()
    theirs.touch()
    with pytest.raises(start.Trouble) as trouble:
        start.make(theirs.parent)
    assert str(trouble.value) == (
        f"{theirs.parent} was not made by start.py. Rename that folder, then run this again."
    )
    assert theirs.exists()


def test_a_second_start_waits_while_the_first_sets_up(start, tmp_path, monkeypatch):
    order, told = [], threading.Event()
    monkeypatch.setattr(start, "say", lambda words: (order.append(words), told.set()))

    def second():
        with start.alone(tmp_path):
            order.append("second")

    with start.alone(tmp_path):
        thread = threading.Thread(target=second)
        thread.start()
        assert told.wait(20)
        order.append("first")
    thread.join()
    assert order == ["Another window is setting up these lessons. Waiting for it ...", "first", "second"]


# --- the real thing, with a package of three lines in place of JupyterLab ------------------------------------


class Home:
    """A folder as a learner has it: start.py, the locks and a package, in a place with spaces and letters."""

    def __init__(self, folder):
        self.folder = folder / "Übungen für 日本 1"
        self.store = folder / "store"
        package = self.folder / "nkj_data"
        package.mkdir(parents=True)
        self.store.mkdir()
        (self.folder / "start.py").write_bytes((ROOT / "start.py").read_bytes())
        (package / "__init__.py").touch()
        (package / "__main__.py").write_text(
            "import sys, tiny\nprint('lessons', tiny.VERSION, ascii(sys.argv[1:]))\n"
        )
        self.lock("requirements.lock", "1")
        self.lock("requirements-test.lock", "1")

    def lock(self, name, version):
        wheel = self.store / f"tiny-{version}-py3-none-any.whl"
        if not wheel.exists():
            with zipfile.ZipFile(wheel, "w") as file:
                info = f"tiny-{version}.dist-info"
                file.writestr("tiny.py", f"VERSION = {version}\n")
                file.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: tiny\nVersion: {version}\n")
                file.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
                file.writestr(f"{info}/RECORD", "")
        sha = hashlib.sha256(wheel.read_bytes()).hexdigest()
        (self.folder / name).write_text(f"tiny=={version} --hash=sha256:{sha}\n")

    def start(self, *words, **variables):
        environment = {**os.environ, "PIP_CONFIG_FILE": os.devnull, "PYTHONUTF8": "1"}
        environment |= variables or {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.store)}
        return subprocess.run(
            [sys.executable, str(self.folder / "start.py"), *words],
            cwd=self.folder.parent, env=environment, capture_output=True, encoding="utf-8",
        )  # fmt: skip

    @property
    def venv(self):
        return self.folder / ".venv"


def test_a_learners_first_week(tmp_path, start):
    home = Home(tmp_path)

    def lessons(version):
        words = ["lab", "--folder", str(home.folder / "my_lessons"), "--no-browser"]
        return f"lessons {version} {words!a}"

    first = home.start("--no-browser")
    assert (first.returncode, first.stderr) == (0, "")
    lines = first.stdout.splitlines()
    assert lines[0] == f"Setting up the lessons in {home.venv}"
    assert lines[2:4] == ["Getting the packages of requirements.lock", "  putting 1 packages in place"]
    assert lines[-1] == lessons(1)

    log = (home.venv / "install.log").read_bytes()
    second = home.start("--no-browser", PIP_INDEX_URL=NOWHERE)
    assert second.stdout == lessons(1) + "\n"
    assert (home.venv / "install.log").read_bytes() == log

    home.folder = home.folder.rename(tmp_path / "other place")
    moved = home.start("--no-browser", PIP_INDEX_URL=NOWHERE)
    assert moved.stdout == lessons(1) + "\n"

    # The tests need one package more, and the network is away.
    (home.folder / "requirements-test.lock").write_text(f"other==1 --hash=sha256:{'0' * 64}\n")
    failed = home.start("test", PIP_INDEX_URL=NOWHERE)
    assert failed.returncode == 1
    assert failed.stderr == (
        "\nThe packages could not be downloaded. Check the network connection, then run this again; later "
        f"starts need no network. Details: {home.venv / 'install.log'}\n"
    )
    assert not start.holds(home.venv, home.folder / "requirements.lock"), "who knows what an aborted pip left there"

    # An unfinished environment is made anew, and so is one whose lock has changed since.
    home.lock("requirements.lock", "2")
    again = home.start("--no-browser")
    assert again.stdout.splitlines()[0] == f"Setting up the lessons in {home.venv}"
    assert again.stdout.splitlines()[-1] == lessons(2)
    assert start.holds(home.venv, home.folder / "requirements.lock")


def test_an_environment_whose_python_is_gone_is_not_taken_for_ready(start, tmp_path):
    lock = tmp_path / "requirements.lock"
    lock.write_bytes(b"tiny==1\r\n")
    (tmp_path / start.STAMP).write_text(f"python: 3.11 linux-x86_64\n{lock.name}: {start.digest(lock)}\n")
    assert start.stamp(tmp_path)[lock.name] == hashlib.sha256(b"tiny==1\n").hexdigest()
    assert not start.holds(tmp_path, lock)


def test_a_mac_stick_in_a_windows_machine_is_set_up_again(start, tmp_path, monkeypatch):
    lock = tmp_path / "requirements.lock"
    lock.touch()
    (tmp_path / start.STAMP).write_text(f"python: 3.13 macosx-11.0-arm64\n{lock.name}: {start.digest(lock)}\n")
    monkeypatch.setattr(start, "kind", lambda _: "3.13 macosx-11.0-arm64")
    assert start.holds(tmp_path, lock)
    monkeypatch.setattr(start, "kind", lambda _: "3.13 win-amd64")
    assert not start.holds(tmp_path, lock)


def test_a_package_that_was_removed_or_spoilt_is_put_back(tmp_path, start):
    home = Home(tmp_path)
    assert home.start("--no-browser").returncode == 0
    site = next(home.venv.glob("lib/*/site-packages" if os.name == "posix" else "Lib/site-packages"))

    def spoil_by_pip():
        command = [start.program(home.venv), "-I", "-m", "pip", "uninstall", "-y", "tiny"]
        subprocess.run(command, check=True, capture_output=True)

    def spoil_in_part():
        (site / "tiny.py").unlink()

    def spoil_by_another_version():
        (site / "tiny-1.dist-info").rename(site / "tiny-0.dist-info")

    for spoil in (spoil_by_pip, spoil_in_part, spoil_by_another_version):
        spoil()
        mended = home.start("--no-browser")
        assert mended.stderr == ""
        lines = mended.stdout.splitlines()
        assert lines[:2] == ["Putting back: tiny-1", "Getting the packages of requirements.lock"]
        assert lines[-1].startswith("lessons 1 ")
        assert home.start("--no-browser", PIP_INDEX_URL=NOWHERE).stdout == f"{lines[-1]}\n"


def test_an_environment_of_an_earlier_start_is_not_made_anew_for_want_of_a_list(start, tmp_path, monkeypatch):
    lock = tmp_path / "requirements.lock"
    lock.touch()
    (tmp_path / start.STAMP).write_text(f"python: 3.13 x\n{lock.name}: {start.digest(lock)}\n")
    monkeypatch.setattr(start, "kind", lambda _: "3.13 x")
    assert start.holds(tmp_path, lock)
    assert start.lost(tmp_path, lock) == []
