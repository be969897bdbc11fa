"""`nkj lab`: the lessons open, whatever else is on the machine, and nothing of the learner's is lost."""

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from urllib.error import HTTPError
from urllib.request import urlopen

import psutil
import pytest
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpecManager
from lab_driver import Lab
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

import nkj_data
from nkj_data import cli
from nkj_data.lab import server

FIRST = "00_start_here.ipynb"


@pytest.fixture
def lessons(tmp_path):
    source = tmp_path / "source"
    (source / "teacher").mkdir(parents=True)
    (source / ".ipynb_checkpoints").mkdir()
    for name in (FIRST, "teacher/guide.ipynb", ".ipynb_checkpoints/old.ipynb"):
        (source / name).write_text(f"{name}, first edition")
    return source


def files(folder):
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in found if not name.startswith(".jupyter"))


# --- the learner's folder ------------------------------------------------------------------------------------


def test_lessons_are_copied_without_checkpoints(lessons, tmp_path):
    mine = tmp_path / "mine"
    assert server.copy_lessons(lessons, mine, teacher=True) == server.Copied((FIRST, "teacher/guide.ipynb"), ())
    assert files(mine) == [FIRST, "teacher/guide.ipynb"]
    assert server.copy_lessons(lessons, mine, teacher=True) == server.Copied((), ())


def test_a_file_that_is_there_is_never_touched(lessons, tmp_path):
    mine = tmp_path / "mine"
    server.copy_lessons(lessons, mine, teacher=True)
    (mine / FIRST).write_text("my work")
    (mine / "teacher" / "guide.ipynb").unlink()
    (lessons / "teacher" / "guide.ipynb").write_text("second edition")
    assert server.copy_lessons(lessons, mine, teacher=True) == server.Copied(("teacher/guide.ipynb",), ())
    assert (mine / FIRST).read_text() == "my work"


def test_a_newer_lesson_is_announced_until_the_learner_makes_room(lessons, tmp_path):
    mine = tmp_path / "mine"
    server.copy_lessons(lessons, mine, teacher=True)
    (mine / FIRST).write_text("my work")
    (lessons / FIRST).write_text("second edition")
    for _ in range(2):
        assert server.copy_lessons(lessons, mine, teacher=True) == server.Copied((), (FIRST,))
    (mine / FIRST).rename(mine / "my old one.ipynb")
    assert server.copy_lessons(lessons, mine, teacher=True) == server.Copied((FIRST,), ())
    assert server.copy_lessons(lessons, mine, teacher=True) == server.Copied((), ())
    assert (mine / "my old one.ipynb").read_text() == "my work"


def test_a_learners_folder_has_no_keys_unless_asked_for_and_keeps_them_from_then_on(lessons, tmp_path):
    mine = tmp_path / "mine"
    assert server.copy_lessons(lessons, mine) == server.Copied((FIRST,), ())
    assert files(mine) == [FIRST]
    assert server.copy_lessons(lessons, mine, teacher=True) == server.Copied(("teacher/guide.ipynb",), ())
    (mine / "teacher" / "guide.ipynb").unlink()
    assert server.copy_lessons(lessons, mine) == server.Copied(("teacher/guide.ipynb",), ())


@pytest.mark.parametrize("damage", ["", "[1, 2]", "{", "\x00"])
def test_a_damaged_record_costs_no_work(lessons, tmp_path, damage):
    mine = tmp_path / "mine"
    server.copy_lessons(lessons, mine, teacher=True)
    (mine / FIRST).write_text("my work")
    (mine / ".jupyter" / "lessons.json").write_text(damage)
    assert server.copy_lessons(lessons, mine, teacher=True) == server.Copied((), ())
    assert (mine / FIRST).read_text() == "my work"


# --- one sentence, no traceback ------------------------------------------------------------------------------


def refused(capsys, *words):
    assert cli.main(["lab", "--no-browser", *map(str, words)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    return err.strip()


def test_a_folder_that_cannot_be_written(tmp_path, capsys):
    (tmp_path / "a_file").touch()
    says = refused(capsys, "--folder", tmp_path / "a_file" / "lessons")
    assert says.startswith(f"{tmp_path / 'a_file' / 'lessons'} cannot hold the lessons (")
    assert says.endswith("Choose another folder with --folder.")


def test_a_port_that_is_busy(tmp_path, capsys):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        says = refused(capsys, "--folder", tmp_path, "--port", port)
    assert says == f"Port {port} is in use or not allowed. Leave --port out and a free one is found."
    assert refused(capsys, "--folder", tmp_path, "--port", 70000).startswith("Port 70000 is in use or not allowed.")


def test_no_jupyterlab(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(server, "find_spec", lambda _: None)
    says = refused(capsys, "--folder", tmp_path)
    assert says == 'JupyterLab is not installed. Run: python -m pip install "jupyterlab>=4.6"'


def test_an_installation_without_lessons(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(server, "__file__", str(tmp_path / "nkj_data" / "server.py"))
    says = refused(capsys, "--folder", tmp_path)
    assert says == "The lessons are missing from this installation. Install nkj-data again."


def test_the_doctor_is_heard(capsys, monkeypatch):
    for ok, code in ((True, 0), (False, 1)):
        report = type("Report", (SimpleNamespace,), {"__str__": lambda self: f"well: {self.ok}"})(ok=ok)
        monkeypatch.setattr(nkj_data, "doctor", lambda report=report: report, raising=False)
        assert cli.main(["doctor"]) == code
        assert capsys.readouterr().out == f"well: {ok}\n"


def test_options_for_jupyter_are_refused_elsewhere(capsys):
    with pytest.raises(SystemExit) as end:
        cli.main(["doctor", "--", "--debug"])
    assert end.value.code == 2
    assert "only lab takes options after --" in capsys.readouterr().err


def test_the_command_itself_needs_only_the_standard_library():
    code = "import sys, nkj_data.cli, nkj_data.lab.server; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    ours = {"nkj_data", "__main__", "a1_coverage", "distutils-precedence", "_distutils_hack"}
    assert set(done.stdout.split()) - set(sys.stdlib_module_names) - ours <= {"sitecustomize", "usercustomize"}


# --- a server on a machine that is a mess --------------------------------------------------------------------


@pytest.fixture(scope="module")
def mess(tmp_path_factory):
    """Environment variables of a home full of broken and foreign Jupyter things."""
    home = tmp_path_factory.mktemp("home")
    broken = "raise RuntimeError('this learner once followed a blog post')\n"
    for name in ("jupyter_server_config.py", "jupyter_lab_config.py", "jupyter_config.py"):
        path = home / ".jupyter" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(broken)
    startup = home / ".ipython" / "profile_default" / "startup" / "00.py"
    startup.parent.mkdir(parents=True)
    startup.write_text(broken)
    for data in (home / ".local" / "share" / "jupyter", home / "Library" / "Jupyter", home / "path"):
        for name in ("python3", "julia"):
            spec = data / "kernels" / name / "kernel.json"
            spec.parent.mkdir(parents=True)
            spec.write_text(json.dumps({"argv": ["gone"], "display_name": "Gone", "language": "python"}))
    homes = dict.fromkeys(("HOME", "USERPROFILE", "APPDATA"), str(home))
    foreign = {"JUPYTER_PATH": str(home / "path"), "JUPYTER_NO_CONFIG": "1", "JUPYTER_PREFER_ENV_PATH": "0"}
    return {**os.environ, **homes, **foreign}


@pytest.fixture(scope="module")
def port_8888():
    """Have somebody else listen on Jupyter's usual port."""
    try:
        with socket.create_server(("127.0.0.1", 8888)) as other:
            yield other
    except OSError:  # somebody does already
        yield None


@contextmanager
def opened(folder, environment):
    started = Lab(folder, environment)
    try:
        yield started
    finally:
        started.stop()


@pytest.fixture(scope="module")
def running(mess, port_8888, tmp_path_factory):
    with opened(tmp_path_factory.mktemp("日本 é"), mess) as started:
        yield started


def test_it_says_where_everything_is_and_nothing_else(running):
    start, new, wait, here, address = running.said[:5]
    assert start == f"Your lessons are in {running.folder}\n"
    assert new.startswith(f"New there: {FIRST}, ")
    assert wait == "Starting JupyterLab. This takes some seconds.\n"
    assert here == "Open this address:\n"
    assert address.strip() == f"{running.url}/lab/tree/{FIRST}?token={running.token}"


def test_it_found_a_port_of_its_own(running):
    assert not running.url.endswith(":8888")


def test_only_this_machine_with_the_token_gets_in(running):
    listening = [
        connection.laddr.ip
        for connection in psutil.Process(running._process.pid).net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert set(listening) <= {"127.0.0.1", "::1"}
    with pytest.raises(HTTPError) as refusal:
        urlopen(f"{running.url}/api/contents")
    assert refusal.value.code == 403
    refusal.value.close()


def test_the_one_kernel_is_this_python(running):
    specs = running.ask("GET", "/api/kernelspecs")
    assert specs["default"] == "python3"
    assert "julia" not in specs["kernelspecs"]
    assert specs["kernelspecs"]["python3"]["spec"]["argv"][0] == sys.executable


def test_a_file_named_like_a_package_beside_the_lessons_is_not_taken_for_it(tmp_path):
    for name in ("pandas", "plotly", "nkj_data", "random", "pathlib"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('a learner wrote this')\n")
    (tmp_path / ".jupyter").mkdir()
    server._settle(tmp_path, tmp_path / "session")
    specs = KernelSpecManager(kernel_dirs=[str(tmp_path / "session" / "share" / "kernels")])
    cell = new_code_cell("import random\nimport nkj_data as nkj\nprint(len(nkj.motives()))")
    kernel = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=specs)
    done = NotebookClient(
        new_notebook(cells=[cell]), km=kernel, resources={"metadata": {"path": str(tmp_path)}}
    ).execute(cleanup_kc=True)
    assert done.cells[0].outputs[0]["text"] == "3\n"


def test_nobody_on_the_machine_listens_in_to_a_kernel(running):
    kernel = running.ask("POST", "/api/kernels", {"name": "python3"})["id"]
    commands = [child.cmdline() for child in psutil.Process(running._process.pid).children()]
    (words,) = [words for words in commands if "ipykernel_launcher" in words]
    connection = json.loads(Path(words[words.index("-f") + 1]).read_text(encoding="utf-8"))
    assert connection["curve_publickey"]
    running.ask("DELETE", f"/api/kernels/{kernel}")


def test_the_lessons_are_trusted(running):
    notebook = running.ask("GET", f"/api/contents/{FIRST}?content=1")["content"]
    assert all(cell["metadata"]["trusted"] for cell in notebook["cells"] if cell["cell_type"] == "code")


def test_the_learner_sees_lessons_and_no_housekeeping(running):
    names = {entry["name"] for entry in running.ask("GET", "/api/contents?content=1")["content"]}
    assert FIRST in names
    assert not any(name.startswith(".") for name in names)


def test_no_news_no_update_and_widgets_that_stay(running):
    def setting(name):
        schema = running.ask("GET", f"/lab/api/settings/{name}")["schema"]["properties"]
        return {key: value.get("default") for key, value in schema.items()}

    notification = setting("@jupyterlab/apputils-extension:notification")
    assert notification["fetchNews"] == "false"
    assert notification["checkForUpdates"] is False
    assert setting("@jupyter-widgets/jupyterlab-manager:plugin")["saveState"] is True


def test_nothing_is_built_installed_or_run_in_a_terminal(running):
    page = urlopen(f"{running.url}/lab?token={running.token}").read().decode()
    config = json.loads(page.split('id="jupyter-config-data" type="application/json">')[1].split("</script>")[0])
    assert config["buildCheck"] is False
    assert config["buildAvailable"] is False
    assert config["terminalsAvailable"] is False
    assert {"@jupyterlab/extensionmanager-extension", "@jupyterlab/terminal-extension"} <= set(
        config["disabledExtensions"]
    )


def test_everything_private_lies_beside_the_lessons_and_home_is_untouched(running, mess):
    assert (running.folder / ".jupyter" / "data" / "nbsignatures.db").exists()
    assert not list(Path(mess["HOME"]).rglob("nbsignatures.db"))
    assert not list(Path(mess["HOME"]).rglob("runtime"))


def test_two_at_once_on_the_same_folder(running, mess):
    with opened(running.folder.parent, mess) as second:
        assert second.url != running.url
        assert second.said[0] == f"Your lessons are in {running.folder}\n"
        assert second.ask("GET", "/api/status")["kernels"] == 0
    assert running.ask("GET", "/api/status")["kernels"] == 0


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C cannot be sent to one program there")
def test_one_ctrl_c_ends_it_quietly(mess, tmp_path):
    with opened(tmp_path, mess) as started:
        started._process.send_signal(signal.SIGINT)
        assert started._process.wait(30) == 0
        started._listener.join()
    assert started.said[-2:] == [
        "Keep this window open while you work. Ctrl-C here ends it.\n",
        f"JupyterLab has ended. Your work is in {started.folder}\n",
    ]


def test_a_server_that_does_not_start_is_one_sentence_and_a_log(mess, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        busy = ["--ServerApp.port_retries=0", f"--ServerApp.port={other.getsockname()[1]}"]
        command = [sys.executable, "-m", "nkj_data", "lab", "--folder", str(tmp_path), "--no-browser", "--", *busy]
        done = subprocess.run(command, env=mess, capture_output=True, text=True)
    log = tmp_path / ".jupyter" / "lab.log"
    assert done.returncode == 1
    assert done.stderr == f"JupyterLab did not start. Start it again; if it fails twice, {log} says why.\n"
    assert "is not available" in log.read_text(encoding="utf-8")


# --- in the browser ------------------------------------------------------------------------------------------


def test_it_opens_on_the_first_lesson_with_nothing_in_the_way(lab, page):
    page.goto(f"{lab.url}/?token={lab.token}")
    page.locator(".jp-NotebookPanel .jp-Notebook .jp-Cell").first.wait_for()
    page.locator(".jp-NotebookPanel[data-nkj-lesson=alive]").wait_for(timeout=60_000)
    assert page.url == f"{lab.url}/lab/tree/{FIRST}"
    assert page.title().endswith("JupyterLab")
    assert page.locator("#jp-main-dock-panel .lm-TabBar-tab").all_inner_texts() == [FIRST, "The passage"]
    assert page.locator(".jp-Dialog").count() == 0
    assert page.locator(".Toastify__toast").count() == 0


def test_a_widget_outlives_its_kernel_in_the_saved_notebook(lab, page):
    said = len(lab.said)
    name = lab.add("slider", "import ipywidgets\nipywidgets.IntSlider(value=42)")
    notebook = lab.open(page, name)
    notebook.run_all()
    page.get_by_role("slider").wait_for()
    notebook.save()
    saved = json.loads((lab.folder / name).read_text(encoding="utf-8"))
    state = saved["metadata"]["widgets"]["application/vnd.jupyter.widget-state+json"]["state"]
    assert 42 in [model["state"].get("value") for model in state.values()]
    notebook.shut_down_kernel()
    page.reload()
    assert page.get_by_role("slider").get_attribute("aria-valuenow") == "42.0"
    assert lab.said[said:] == [], "the window the learner started from stays calm"
