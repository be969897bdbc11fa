#!/usr/bin/env python3
"""Measure this package against what people use instead, in one run on one machine, and write docs/benchmarks.md.

    python benchmarks/run.py              # all of it; about ten minutes
    python benchmarks/run.py --runs 3     # a quick look; nothing is written
    python benchmarks/run.py --only imports,growth

The first run makes ``benchmarks/.venv`` with the packages of requirements.lock and benchmarks/requirements.txt.
What works in a browser needs a Chromium: ``NKJ_CHROMIUM``, or one on the path.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
ENV = HERE / ".venv"
PAGE = ROOT / "docs" / "benchmarks.md"
ENOUGH = 7
"""Runs of each measure; fewer are a look, and are not written down."""


def prepare() -> Path:
    """Return the Python of the environment with the peers, made if it is not there yet."""
    python = ENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = ENV / "done.txt"
    wanted = (HERE / "requirements.txt").read_text() + (ROOT / "requirements.lock").read_text()
    if done.is_file() and done.read_text() == wanted:
        return python
    print("Making benchmarks/.venv; this takes a minute or two.", flush=True)
    venv.create(ENV, with_pip=True, clear=True)
    for options in (["-r", str(ROOT / "requirements.lock")], ["-r", str(HERE / "requirements.txt")]):
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--quiet", *options], check=True)
    place = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    )
    Path(place.stdout.strip(), "nkj.pth").write_text(str(ROOT))
    done.write_text(wanted)
    return python


def main() -> int:
    """Run what is asked for; in the environment of the peers, write the page."""
    parser = argparse.ArgumentParser(description="Measure this package against what people use instead.")
    parser.add_argument("--runs", type=int, default=ENOUGH, help=f"of each measure (default: {ENOUGH})")
    parser.add_argument("--only", default="", help="parts, with commas between them")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if not chosen.inside:
        given = [*sys.argv[1:], "--inside"]
        return subprocess.run([prepare(), str(Path(__file__).resolve()), *given], check=False, cwd=ROOT).returncode

    sys.path[:0] = [str(ROOT), str(HERE), str(ROOT / "tests")]
    import in_jupyterlab
    import in_python
    from table import page_of

    parts = {**in_python.PARTS, **in_jupyterlab.PARTS}
    wanted = chosen.only.split(",") if chosen.only else list(parts)
    if unknown := [name for name in wanted if name not in parts]:
        parser.error(f"there is no {unknown[0]!r}; there are {', '.join(parts)}")
    tables = []
    for name in wanted:
        print(f"== {name}", flush=True)
        table = parts[name](chosen.runs)
        tables.append(table)
        print(table, flush=True)
    if chosen.runs >= ENOUGH and not chosen.only:
        PAGE.write_text(page_of(tables, chosen.runs), encoding="utf-8")
        print(f"Written: {PAGE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
