"""What was measured as a table, ratios first, and the page of all tables."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path

PACKAGES = (
    *("pandas", "plotly", "ipywidgets", "anywidget", "jupyterlab", "great-tables", "palmerpenguins"),
    *("vega_datasets", "frictionless", "pandera", "jupyterquiz"),
)


@dataclass
class Table:
    """A table of measures: rows by name, columns by name; ``first`` is the column whose ratios are told."""

    title: str
    columns: Sequence[str]
    rows: Mapping[str, Sequence[float | str]]
    first: int | None = 0
    notes: Sequence[str] = field(default_factory=tuple)

    def __str__(self) -> str:
        names = list(self.rows)
        ours = self.rows[names[0]][self.first] if self.first is not None else None
        head = ["", *(["ratio"] if ours else []), *self.columns]
        lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
        for name, cells in self.rows.items():
            ratio = []
            if isinstance(ours, float):
                value = cells[self.first]
                ratio = [f"{value / ours:.2f}" if isinstance(value, float) and ours else "–"]
            lines.append(f"| {' | '.join([name, *ratio, *map(_cell, cells)])} |")
        return "\n".join([f"## {self.title}", "", *lines, "", *self.notes])


def _cell(value: float | str) -> str:
    if isinstance(value, str):
        return value
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def middle(values: Sequence[float]) -> float:
    """Return the median of several runs."""
    return float(statistics.median(values))


def page_of(tables: Sequence[Table], runs: int) -> str:
    """Return the page docs/benchmarks.md."""
    info = Path("/proc/meminfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    memory = next((int(line.split()[1]) / 1e6 for line in lines if line.startswith("MemTotal")), 0.0)
    machine = f"{platform.system()}, {os.cpu_count()} cores" + (f", {memory:.0f} GB of memory" if memory else "")
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return "\n".join(
        [
            "# Measured side by side",
            "",
            f"Written by `python benchmarks/run.py` on {date.today():%d %B %Y}: {machine}, Python "
            f"{platform.python_version()}. Medians of {runs} runs, taken in turn. *Ratio* is the first column "
            "divided by ours: above 1, ours is less.",
            "",
            f"Versions: {versions}.",
            "",
            "\n\n".join(map(str, tables)),
            "",
        ]
    )
