"""Fixtures: no network, a Chromium, a guarded page, our own test pages, a JupyterLab, axe-core.

``page``
    A Playwright page. A console error, an uncaught error or a request to another machine fails the test at
    its end; ``page_problems`` lists them so far, and a test that expects one takes it out.
``site``
    Address of a loopback server: ``/`` is ``tests/page``, ``/js/`` and ``/css/`` are the package's.
``lab``
    A JupyterLab, started once a session as ``nkj lab`` starts it, no network in its kernels. ``lab_driver.py``
    says how to work in it.
``axe``
    ``axe(page, ".jp-OutputArea")`` returns what axe-core finds wrong there, a line each; ``[]`` is the goal.
``offline``
    The environment in which a child Python has no network either.

Without Chromium the tests that need one are skipped, with a message that says how to get it; with
``NKJ_REQUIRE_BROWSER=1`` or ``CI=true`` they fail instead.
"""

import os
import runpy
import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import settings
from lab_driver import Lab

HERE = Path(__file__).parent
WIDGETS = HERE.parent / "nkj_data" / "widgets"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
# What anywidget says when a widget needs over two seconds to begin, as on a busy machine. It begins all the same,
# and that it stands there is what the tests look at themselves.
BUSY = "[anywidget] Failed to initialize model"
LOOPBACK = {"localhost", "127.0.0.1", "::1"}

# What is measured in milliseconds on a busy machine says nothing about the code.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

# From here on this process has no network; an audit hook cannot be taken off again.
runpy.run_path(str(HERE / "offline" / "sitecustomize.py"))


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(autouse=True)
def own_record(tmp_path, monkeypatch):
    """Keep what a test answers out of the folder it is run in."""
    monkeypatch.setenv("NKJ_WORK", str(tmp_path / "my_work"))


@pytest.fixture(scope="session")
def offline():
    paths = [str(HERE / "offline"), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


@pytest.fixture(scope="session")
def browser():
    if find_spec("playwright") is None:
        _no_browser('Playwright is not installed. Run: python -m pip install "nkj-data[test]"')
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = os.environ.get("NKJ_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
        program = Path(found or playwright.chromium.executable_path)
        if not program.exists():
            _no_browser(
                "No Chromium was found. Run: python -m playwright install chromium, "
                "or set NKJ_CHROMIUM to where yours is."
            )
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        started = playwright.chromium.launch(
            executable_path=program, args=[*QUIET, *(["--no-sandbox"] if is_root else [])]
        )
        yield started
        started.close()


def _no_browser(reason):
    if os.environ.get("NKJ_REQUIRE_BROWSER") == "1" or os.environ.get("CI") == "true":
        pytest.fail(f"{reason} (Browser tests are required here.)", pytrace=False)
    pytest.skip(reason)


@pytest.fixture
def page_problems():
    return []


@pytest.fixture
def page(browser, page_problems):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(20_000)
    context.on("page", partial(_guard, page_problems))
    # Stories of several questions see them all; those of one at a time choose it first.
    context.add_init_script("window['nkj-questions'] ??= 'all'")
    yield context.new_page()
    context.close()
    assert page_problems == []


def _guard(problems, page):
    def said(problem):
        if BUSY not in problem:
            problems.append(problem)

    def console(message):
        if message.type == "error":
            said(f"console: {message.text} ({message.location.get('url', '')})")

    def request(sent):
        address = urlsplit(sent.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname not in LOOPBACK:
            said(f"request to another machine: {sent.url}")

    page.on("console", console)
    page.on("request", request)
    page.on("websocket", request)
    page.on("pageerror", lambda error: said(f"uncaught: {error}"))


class _Files(SimpleHTTPRequestHandler):
    def translate_path(self, path):
        if path.startswith(("/js/", "/css/")):
            return str(WIDGETS / path.lstrip("/"))
        return super().translate_path(path)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, directory=HERE / "page"))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def lab(browser, offline, tmp_path_factory):
    started = Lab(tmp_path_factory.mktemp("lab"), offline)
    yield started
    started.stop()


@pytest.fixture(scope="session")
def axe():
    from axe_playwright_python.base import AXE_SCRIPT

    def violations(page, selector):
        page.evaluate(AXE_SCRIPT)
        found = page.evaluate("selector => axe.run({include: [[selector]]})", selector)
        assert found["passes"], f"axe-core looked at nothing in {selector!r}"
        return [
            f"{rule['id']}: {rule['help']}: {node['html'][:200]} {node['failureSummary']}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    return violations
