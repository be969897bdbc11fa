"""Which sentence feeds which table."""

from __future__ import annotations

import pandas as pd

from nkj_data.charts.base import Chart
from nkj_data.charts.diagram import Sheet, row_ids
from nkj_data.charts.style import INK, MUTED, Record, group, listed, number_of, records
from nkj_data.document import tables

# From few rows to many: light to dark, each ground at least 4.5:1 from the number on it.
_SHADES = ((1, "#e8e4d8", INK), (3, "#b9d6ea", INK), (6, "#2f6f9f", "#ffffff"))
_TALL = 27


def _draw(sheet: Sheet, *frames: pd.DataFrame) -> float:
    """Return which sentence feeds which table: a square per pair, with the number of rows.

    A row per table, a column per sentence; a darker square has more rows. The numbers of the sentences stand above.
    """
    cells = _cells(*frames)
    titles = list(dict.fromkeys(title for title, _, _ in cells))
    names = sorted({name for _, name, _ in cells})
    left = max(sheet.wide(title, size=12) for title in titles) + 8
    step = (sheet.width - left) / len(names)
    for at, name in enumerate(names):
        label = name if step > 30 else name[1:].lstrip("0")
        sheet.write(label, left + (at + 0.5) * step, 0, px=60, size=11, at="center top", color=MUTED)
    top = 20.0
    for at, title in enumerate(titles):
        y = top + (at + 0.5) * _TALL
        sheet.rule((left, y), (sheet.width, y))
        sheet.write(title, 0, y, size=12, at="left middle")
    for title, name, rows in cells:
        y, x = top + titles.index(title) * _TALL, left + names.index(name) * step
        _, shade, ink = next(look for look in reversed(_SHADES) if len(rows) >= look[0])
        look = {"color": shade, "line": {"color": "#ffffff", "width": 1}, "cornerradius": 4}
        sheet.box(rows, (x + 1, x + step - 1), y + 1, tall=_TALL - 2, ground=look)
        sheet.say(
            rows,
            x + step / 2,
            y + _TALL / 2,
            str(len(rows)),
            at="middle center",
            size=12 if step > 20 else 11,
            color=ink,
        )
    top += len(titles) * _TALL + 8
    ends = [*(least - 1 for least, _, _ in _SHADES[1:]), 0]
    words = [
        f"{least} to {end} rows" if end else f"{least} or more"
        for (least, _, _), end in zip(_SHADES, ends, strict=True)
    ]
    return sheet.key(
        [({"box": {"color": shade}}, said) for (_, shade, _), said in zip(_SHADES, words, strict=True)], top
    )


def _cells(*frames: pd.DataFrame) -> list[tuple[str, str, list[Record]]]:
    titles = {resource.key: resource.title for resource in tables.descriptor().tables.values()}
    found = []
    for frame in frames:
        for name, rows in group(records(frame), "sentence_id").items():
            found.append((titles[str(frame.columns[0])], name, rows))
    return found


def _finding(*frames: pd.DataFrame) -> str:
    counts = _counts(*frames)
    most = counts[counts == counts.max()].index
    tables_fed = len(frames)
    return (
        f"Most rows come from {listed(most)}, of {len(counts)} sentences that feed {number_of(tables_fed, 'table')}"
    )


def _counts(*frames: pd.DataFrame) -> pd.Series:
    names = pd.Series([name for frame in frames for name in frame["sentence_id"]])
    return names.value_counts().sort_index()


def _describe(*frames: pd.DataFrame) -> str:
    counts = _counts(*frames)
    most, least = counts[counts == counts.max()], counts[counts == counts.min()]
    return (
        f"{number_of(int(counts.sum()), 'row')} in {number_of(len(frames), 'table')} come from "
        f"{number_of(len(counts), 'sentence')}: most from {listed(most.index)} "
        f"({counts.max()}), fewest from {listed(least.index)} ({counts.min()})."
    )


def _table(*frames: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"table": title, "sentence": name, "rows": len(rows), "row": row_ids(rows)}
            for title, name, rows in _cells(*frames)
        ]
    )


coverage = Chart(_draw, _finding, _describe, _table)
