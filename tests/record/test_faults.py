"""The fault harness, in small: what it finds well here it finds well on any machine."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def test_no_part_of_the_fault_harness_fails():
    command = [sys.executable, "benchmarks/faults.py", "--kills", "20", "--files", "40", "--seed", "7"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    assert not [line for line in lines if line.startswith("FAILED")], done.stdout
    assert done.stderr == ""
    assert lines[-1] == "8 of 8 parts held or were skipped; 0 failed."
    assert done.returncode == 0


def test_the_fault_harness_sees_what_is_called_saved_before_it_is(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    import faults

    def unflushed(path, line):
        with path.open("ab") as file:
            file.write(line + b"\n")

    monkeypatch.setattr(faults.files, "append", unflushed)
    with pytest.raises(faults.Failed, match="something was called saved before it was flushed"):
        faults.flushed(tmp_path)
    monkeypatch.setattr(faults.files, "append", lambda path, line: path.write_bytes(line + b"\n"))
    with pytest.raises(faults.Failed, match="answers do not stand in the order they came"):
        faults.clock(tmp_path)
