"""The nets under the other tests hold: no network, no silent error on a page, no silently skipped browser."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

AWAY = "192.0.2.1"  # set aside for documentation (RFC 5737): no machine has it
OTHER_MACHINE = "http://192.0.2.1/picture.png"
BROWSER_TEST = f"{Path(__file__).parent.parent / 'widgets' / 'test_reader_page.py'}::test_the_focus_is_seen"


@pytest.mark.parametrize(
    "leave",
    [
        lambda: socket.create_connection((AWAY, 80), timeout=1),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"", (AWAY, 53)),
        lambda: socket.getaddrinfo("example.org", 80),
    ],
)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_no_test_leaves_this_machine(leave):
    with pytest.raises(RuntimeError, match="tests and lessons use no network"):
        leave()


def test_no_child_leaves_this_machine_either(offline):
    code = f"import socket; socket.create_connection(({AWAY!r}, 80), timeout=1)"
    ran = subprocess.run([sys.executable, "-c", code], env=offline, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "tests and lessons use no network" in ran.stderr


def test_loopback_works():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass


def test_a_page_cannot_fail_in_silence(page, page_problems):
    with page.expect_console_message():
        page.evaluate("console.error('this')")
    with page.expect_event("pageerror"):
        page.evaluate("setTimeout(() => { throw new Error('that'); })")
    with page.expect_console_message():  # Chromium finds no way there and says so
        page.evaluate(f"new Image().src = {OTHER_MACHINE!r}")
    assert "console: this ()" in page_problems
    assert "uncaught: that" in page_problems
    assert f"request to another machine: {OTHER_MACHINE}" in page_problems
    page_problems.clear()


@pytest.mark.parametrize(("required", "outcome"), [("0", "1 skipped"), ("1", "1 error")])
def test_without_a_browser_tests_are_skipped_but_not_where_one_is_required(required, outcome):
    environment = {**os.environ, "NKJ_CHROMIUM": "/nowhere/chromium", "NKJ_REQUIRE_BROWSER": required}
    environment.pop("CI", None)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", BROWSER_TEST]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert outcome in ran.stdout
    assert "python -m playwright install chromium" in ran.stdout
