"""Floor 7: the lessons, copied into the learner's folder and opened in a JupyterLab of their own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from nkj_data.errors import NKJError
from nkj_data.items.model import OWN
from nkj_data.lab.extension import lesson_marks, write_extension
from nkj_data.lab.new_lesson import FOLDER as OWN_FOLDER

FIRST = "00_start_here.ipynb"
TEACHER = "teacher"
"""The folder of guide, keys and class pulse; a learner's folder has it only when asked for."""
# Beside the lessons: settings, layout and the signatures that make a notebook trusted.
PRIVATE = ".jupyter"

# What differs from JupyterLab's defaults. A learner may change it all in the settings editor.
SETTINGS: dict[str, dict[str, object]] = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    # Widgets are stored in the notebook, so that a page opened without its kernel still shows them.
    "@jupyter-widgets/jupyterlab-manager:plugin": {"saveState": True},
}
PAGE: dict[str, object] = {
    "buildAvailable": False,
    "buildCheck": False,
    "disabledExtensions": {
        "@jupyterlab/extensionmanager-extension": True,
        "@jupyterlab/terminal-extension": True,
    },
}
# A kernel imports what every lesson needs while JupyterLab still builds its page. What is wrong there, the lesson's
# own import says.
EARLY = """def early():
    try:
        import nkj_data
        from nkj_data import charts
        from nkj_data.lab import first_aid
        from nkj_data.widgets import linked_chart, quiz, text, writer

        first_aid.install(get_ipython())
        charts.motive_map(nkj_data.motives(), nkj_data.shortages())
    except Exception:
        pass


early()
del early
"""


class LabError(NKJError):
    """The lessons cannot be opened; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What became of the packaged lessons: names copied now, and names of which a newer one was held back."""

    new: tuple[str, ...]
    newer: tuple[str, ...]


def packaged_lessons() -> Path:
    """Return the folder of notebooks that came with the package, installed or checked out."""
    here = Path(__file__).resolve().parent.parent
    for folder in (here / "notebooks", here.parent / "notebooks"):
        if (folder / FIRST).is_file():
            return folder
    raise LabError("The lessons are missing from this installation. Install nkj-data again.")


def copy_lessons(source: Path, folder: Path, *, teacher: bool = False) -> Copied:
    """Copy what is not there yet; a file that is there is never touched.

    The teacher's folder comes along when it is asked for, and from then on.
    """
    teacher = teacher or (folder / TEACHER).is_dir()
    record_file = folder / PRIVATE / "lessons.json"
    try:
        record_file.parent.mkdir(parents=True, exist_ok=True)
        record = _read_record(record_file)
        new, newer = [], []
        for path in _lesson_files(source):
            if not teacher and path.relative_to(source).parts[0] == TEACHER:
                continue
            name, content = path.relative_to(source).as_posix(), path.read_bytes()
            mark = sha256(content).hexdigest()
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                with target.open("xb") as file:
                    file.write(content)
            except FileExistsError:
                if target.read_bytes() == content:
                    record[name] = mark
                elif record.get(name, mark) != mark:
                    newer.append(name)
            else:
                record[name] = mark
                new.append(name)
        record_file.write_text(json.dumps(record, indent=1), encoding="utf-8")
    except OSError as error:
        raise LabError(
            f"{folder} cannot hold the lessons ({error.strerror}). Choose another folder with --folder."
        ) from error
    return Copied(tuple(new), tuple(newer))


def _lesson_files(source: Path) -> list[Path]:
    """Return every file of the lessons, without checkpoints, caches and hidden files."""
    return [
        path
        for path in sorted(source.rglob("*"))
        if path.is_file() and not any(part.startswith((".", "__")) for part in path.relative_to(source).parts)
    ]


def _read_record(file: Path) -> dict[str, str]:
    """Return which version of each lesson was copied; a lost or damaged record only silences a hint."""
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def open_lab(
    folder: Path,
    *,
    browser: bool = True,
    port: int | None = None,
    teacher: bool = False,
    items: Path | None = None,
    verbose: bool = False,
    options: list[str] | None = None,
) -> int:
    """Copy the lessons, open JupyterLab on the first one, and return its exit code when it ends."""
    folder = folder.expanduser().absolute()
    copied = copy_lessons(packaged_lessons(), folder, teacher=teacher)
    if find_spec("jupyterlab") is None:
        raise LabError('JupyterLab is not installed. Run: python -m pip install "jupyterlab>=4.6"')
    if port is not None and not _is_free(port):
        raise LabError(f"Port {port} is in use or not allowed. Leave --port out and a free one is found.")
    own = items.expanduser().absolute() if items else None
    if own:
        from nkj_data.items import own_items

        print(f"Questions of your own: {', '.join(one.item_id for one in own_items(own)) or 'none yet'}")
    for line in _news(folder, copied):
        print(line)
    print("Starting JupyterLab. This takes some seconds.", flush=True)
    try:
        # Jupyter reads these variables while it is imported, so they come first.
        with tempfile.TemporaryDirectory(prefix="nkj-lab-", ignore_cleanup_errors=True) as session:
            os.environ.update(_environment(folder, Path(session), own))
            return _serve(folder, Path(session), browser=browser, port=port, verbose=verbose, options=options or [])
    except OSError as error:
        raise LabError(
            f"{error.filename or folder} could not be used ({error.strerror}). Make room there, or choose another "
            "folder with --folder."
        ) from error


def _news(folder: Path, copied: Copied) -> list[str]:
    lines = [f"Your lessons are in {folder}"]
    if copied.new:
        lines.append(f"New there: {', '.join(copied.new)}")
    if copied.newer:
        lines.append(
            f"Newer in the package: {', '.join(copied.newer)}. Yours was kept; to get the new one, rename "
            "yours and start again."
        )
    return lines


def _is_free(port: int) -> bool:
    try:
        with socket.socket() as probe:
            if os.name == "posix":  # where this is needed to reuse a port at once; on Windows it would share one
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
    except (OSError, OverflowError):
        return False
    return True


def _usual_port(folder: Path) -> int:
    """Return where these lessons are looked for first: the same port every day, another for another folder.

    Servers that start at the same moment and look at the same port first can both find it free; one then ends.
    """
    return 8900 + int.from_bytes(sha256(str(folder).encode("utf-8", "surrogatepass")).digest()[:4], "big") % 1000


def _environment(folder: Path, session: Path, items: Path | None = None) -> dict[str, str]:
    """Return the variables that keep a broken or foreign Jupyter set-up of this person out of the lessons.

    What must last (settings, layout, trust) lies beside the lessons; what ends with the session (addresses of
    kernels, IPython's history) in a temporary folder, since USB sticks and network drives may refuse it.
    """
    return {
        "JUPYTER_CONFIG_DIR": str(folder / PRIVATE),
        "JUPYTER_DATA_DIR": str(folder / PRIVATE / "data"),
        "JUPYTER_RUNTIME_DIR": str(session / "runtime"),
        "JUPYTER_CONFIG_PATH": str(session / "config"),
        "JUPYTER_PATH": str(session / "share"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_NO_CONFIG": "",
        "IPYTHONDIR": str(session / "ipython"),
        # One record for all lessons, those in folders too.
        "NKJ_WORK": str(folder / "my_work"),
        OWN: str(items or folder / OWN_FOLDER) if items or (folder / OWN_FOLDER).is_dir() else "",
    }


def _settle(folder: Path, session: Path) -> None:
    """Write what JupyterLab reads first: our settings, our extension, and a kernel that is surely this Python."""
    from ipykernel.kernelspec import write_kernel_spec

    settings = session / "config" / "labconfig"
    settings.mkdir(parents=True)
    (settings / "default_setting_overrides.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
    (settings / "page_config.json").write_text(json.dumps(PAGE), encoding="utf-8")
    kernels = session / "share" / "kernels"
    kernels.mkdir(parents=True)
    # A learner's own pandas.py beside the lessons must not be taken for the package: the folder is on no path.
    alone = ["-P", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    options = ["--log-level=ERROR", "--InteractiveShellApp.ignore_cwd=True"]
    write_kernel_spec(kernels / "python3", overrides={"argv": [sys.executable, *alone, *options]})
    marks = _marks(folder)
    extension = write_extension(session / "share" / "labextensions", marks, marks.values())
    _add_own_words(extension / "static" / "passage.json")
    startup = session / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "early.py").write_text(EARLY, encoding="utf-8")


def _add_own_words(passage: Path) -> None:
    """Write the pane's passage anew where a teacher has words to add; without any, nothing waits for pandas."""
    folder = os.environ.get(OWN)
    if folder and any("[[word]]" in file.read_text("utf-8", "replace") for file in Path(folder).glob("*.toml")):
        from nkj_data.widgets.pane import pane_content

        passage.write_text(json.dumps(pane_content(), ensure_ascii=False), encoding="utf-8")


def _marks(folder: Path) -> dict[str, str]:
    """Return the marks of the lessons that this package put into the folder, now and earlier, with their names."""
    file = folder / PRIVATE / "marks.json"
    known = {**_read_record(file), **lesson_marks(packaged_lessons())}
    file.write_text(json.dumps(known, indent=1), encoding="utf-8")
    return known


def _close_to_others(folder: Path) -> None:
    """Keep the record, and what Jupyter keeps, from others on a shared machine, where the disk can."""
    if os.name == "posix":
        for private in (folder / PRIVATE, folder / "my_work"):
            with suppress(OSError):
                private.mkdir(mode=0o700, exist_ok=True)
                private.chmod(0o700)


def _sign(folder: Path) -> None:
    """Mark the lessons that are still as packaged as trusted."""
    import nbformat
    from nbformat.sign import NotebookNotary

    data = folder / PRIVATE / "data"
    data.mkdir(exist_ok=True)
    notary = NotebookNotary(data_dir=str(data))  # type: ignore[no-untyped-call]
    source = packaged_lessons()
    for path in _lesson_files(source):
        mine = folder / path.relative_to(source)
        if path.suffix == ".ipynb" and mine.is_file() and mine.read_bytes() == path.read_bytes():
            notary.sign(nbformat.read(mine, as_version=4))  # type: ignore[no-untyped-call]
    notary.store.close()


def _config(folder: Path, session: Path, *, browser: bool, port: int | None, verbose: bool) -> dict[str, Any]:
    """Return JupyterLab's configuration."""
    import zmq

    server: dict[str, Any] = {
        "root_dir": str(folder),
        "ip": "localhost",
        "open_browser": browser,
        "terminals_enabled": False,
        "allow_root": True,  # or containers and cloud classrooms end here with an error
    }
    if port is None:
        server["port"] = _usual_port(folder)
    else:
        server |= {"port": port, "port_retries": 0}
    if sys.platform == "linux":
        # Ubuntu's browsers may not read the file in which Jupyter would hand them the address.
        server["use_redirect_file"] = False
    log = {"class": "logging.FileHandler", "filename": str(session / "lab.log"), "encoding": "utf-8"}
    loggers = {name: {"level": "INFO", "handlers": ["file"]} for name in ("ServerApp", "LabApp")}
    return {
        "Application": {} if verbose else {"logging_config": {"handlers": {"file": log}, "loggers": loggers}},
        "ServerApp": server,
        "LabApp": {"default_url": f"/lab/tree/{FIRST}", "extension_manager": "readonly"},
        # So that nobody else on a shared machine can listen in to what a kernel shows.
        "KernelManager": {"transport_encryption": "auto" if zmq.has("curve") else "disabled"},
    }


def _say_where(address: str, browser: bool) -> None:
    print("JupyterLab opens in your browser, at this address:" if browser else "Open this address:")
    print(f"  {address}\nKeep this window open while you work. Ctrl-C here ends it.", flush=True)


def _stop(server: Any) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    server.stop(from_signal=True)


def _serve(
    folder: Path, session: Path, *, browser: bool, port: int | None, verbose: bool, options: list[str]
) -> int:
    # jsonschema would build a grammar of international addresses that nothing here checks: 1.6 of 2.6 seconds.
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    _settle(folder, session)
    _sign(folder)
    _close_to_others(folder)
    from jupyterlab.labapp import LabApp
    from traitlets.config import Config

    config = Config(_config(folder, session, browser=browser, port=port, verbose=verbose))
    try:
        server = LabApp.initialize_server(argv=options, config=config)
        # One Ctrl-C ends it, without a question on a terminal nobody watches; a second one insists.
        signal.signal(signal.SIGINT, lambda *_: _stop(server))
        # Said when the server answers: it has put its own start into the same queue.
        server.io_loop.add_callback(_say_where, server.public_url, browser)
        server.start()
    except SystemExit as end:
        if not end.code:
            return 0
        kept = "the option --verbose shows why"
        if (session / "lab.log").exists():
            kept = f"{shutil.copy(session / 'lab.log', folder / PRIVATE)} says why"
        raise LabError(f"JupyterLab did not start. Start it again; if it fails twice, {kept}.") from end
    print(f"JupyterLab has ended. Your work is in {folder}")
    return 0
