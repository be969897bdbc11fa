#!/usr/bin/env python3
"""Open every lesson in JupyterLab under a tracer, and count what JupyterLab and its kernels connect to.

Run it with ``python benchmarks/connections.py`` on Linux; it needs strace, a Chromium (``NKJ_CHROMIUM``) and the
test packages. The exit code is 1 if anything but this machine was asked. What the pages themselves ask for is
counted by the tests: no story may ask another machine.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from lab_driver import Lab  # noqa: E402

CALL = re.compile(
    r"connect\(\d+, \{sa_family=(AF_\w+)(?:.*?inet_addr\(\"([\d.]+)\"\)|.*?inet_pton\(AF_INET6, \"([^\"]+)\")?"
)
HERE = ("127.", "0.0.0.0", "::1", "::ffff:127.")


def main() -> int:
    """Trace, open, count."""
    tracer, program = shutil.which("strace"), os.environ.get("NKJ_CHROMIUM", "/usr/bin/chromium")
    if not tracer:
        print("This needs strace. On Debian: apt-get install strace.")
        return 2
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        trace = Path(folder) / "trace.txt"
        python = Path(folder) / "python"
        python.write_text(
            f'#!/bin/sh\nexec {tracer} -f -qq --seccomp-bpf -e trace=connect -o {trace} {sys.executable} "$@"\n'
        )
        python.chmod(0o755)
        real, sys.executable = sys.executable, str(python)
        try:
            lab = Lab(Path(folder), dict(os.environ))
        finally:
            sys.executable = real
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox"])
        lessons = sorted(path.name for path in lab.folder.glob("*.ipynb"))
        for at, name in enumerate(lessons):
            page = browser.new_page()
            page.goto(f"{lab.url}/lab/workspaces/c{at}/tree/{name}?token={lab.token}")
            page.locator(".jp-NotebookPanel[data-nkj-lesson=alive]").wait_for(timeout=120_000)
            page.close()
        browser.close()
        lab.stop()
        asked = Counter()
        for family, four, six in CALL.findall(trace.read_text(encoding="utf-8", errors="replace")):
            where = four or six
            known = not where or where.startswith(HERE)
            asked[f"{family} {'this machine' if known else where}" if where else family] += 1
    away = {
        name: count for name, count in asked.items() if name.startswith("AF_INET") and "this machine" not in name
    }
    told = ", ".join(f"{name}: {count}" for name, count in sorted(asked.items()))
    print(f"{len(lessons)} lessons opened and run; connections: {told}.")
    print(f"To other machines: {sum(away.values())}.{'' if not away else f' {away}'}")
    return 1 if away else 0


if __name__ == "__main__":
    sys.exit(main())
