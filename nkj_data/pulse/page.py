"""The pulse as words, as a page of its own, and as the output of a cell; text of learners is only ever text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pandas as pd

from nkj_data.interface import wording
from nkj_data.items.bank import item
from nkj_data.pulse.measures import FEWEST
from nkj_data.pulse.reading import OURS

if TYPE_CHECKING:
    from nkj_data.pulse.report import ClassPulse

SMALL = 10
"""Below this many, counts are not turned into percentages."""
TOP = 3


def share(part: float, whole: float) -> str:
    """Return a part of a whole in words: counts, and a percentage only from ten on.

    Examples
    --------
    >>> share(3, 9), share(9, 12)
    ('3 of 9', '9 of 12 (75 %)')
    """
    said = f"{part:g} of {whole:g}"
    return f"{said} ({100 * part / whole:.0f} %)" if whole >= SMALL else said


def _rows(frame: pd.DataFrame) -> list[Any]:
    return list(frame.itertuples())


def misread(pulse: ClassPulse) -> pd.DataFrame:
    """Return the sentences most misread, by the share of first answers that missed; few answers do not count."""
    frame = pulse.sentences
    told = frame[(frame["first_answers"] >= FEWEST) & (frame["missed"] > 0)]
    return told.sort_values(["share", "missed"], ascending=False, kind="stable").head(TOP)


def tomorrow(pulse: ClassPulse) -> pd.DataFrame:
    """Return the questions to take up: those that most first answers missed and fewest have right by now."""
    frame = pulse.questions
    told = frame[(frame["scored"] >= FEWEST) & (frame["missed_first"] > 0)]
    still = told.assign(still=told["scored"] - told["right_last"], rate=told["missed_first"] / told["scored"])
    return still.sort_values(["still", "rate"], ascending=False, kind="stable").head(TOP)


def first_screen(pulse: ClassPulse) -> str:
    """Return the first screen in plain words, for a terminal."""
    say = wording("pulse")
    lines = [_head(pulse), _far(pulse), "", say["misread"]]
    lines += [f"  {row.sentence_id}: {_missed(row.missed, row.first_answers)}" for row in _rows(misread(pulse))]
    lines += ["", say["ideas"]]
    lines += [
        f"  {row.item_id}, {_chosen(row.learners)}: {row.chosen} {row.reason}"
        for row in _rows(pulse.wrong_ideas.head(TOP))
    ]
    lines += ["", say["tomorrow"]]
    lines += [f"  {row.item_id} ({row.sentences}): {row.question}" for row in _rows(tomorrow(pulse))]
    if pulse.notices:
        lines += ["", say["files"], *(f"  {one}" for one in pulse.notices)]
    return "\n".join(lines)


def _head(pulse: ClassPulse) -> str:
    say = wording("pulse")
    if pulse.folder is None:
        return say["invented"]
    learners = say["learner" if pulse.learners == 1 else "learners"].format(n=pulse.learners)
    return say["head"].format(learners=learners, files=pulse.records.files, folder=pulse.folder)


def _far(pulse: ClassPulse) -> str:
    begun = pulse.lessons[pulse.lessons["began"] > 0]
    if begun.empty:
        return wording("pulse")["nothing"]
    last = begun.iloc[-1]
    return wording("pulse")["far"].format(lesson=last["lesson"], began=last["began"], learners=pulse.learners)


def _missed(missed: int, of: int) -> str:
    return wording("pulse")["missed"].format(share=share(missed, of))


def _chosen(learners: int) -> str:
    return wording("pulse")["chosen once" if learners == 1 else "chosen"].format(n=learners)


def whole_page(pulse: ClassPulse) -> str:
    """Return the page, which fetches nothing and runs nothing."""
    say = wording("pulse")
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta name="generator" content="{OURS}">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(say['title'])}</title><style>{_css()}</style></head><body>{_main(pulse, 1)}</body></html>"
    )


def within_notebook(pulse: ClassPulse) -> str:
    """Return the same as the output of a cell."""
    return f"<style>{_css()}</style>{_main(pulse, 2)}"


def _css() -> str:
    return (files("nkj_data") / "pulse" / "pulse.css").read_text(encoding="utf-8")


def _main(pulse: ClassPulse, level: int) -> str:
    say = wording("pulse")
    parts = [
        f"<h{level}>{escape(say['title'])}</h{level}><p>{escape(_head(pulse))} {escape(_far(pulse))}</p>",
        f'<div class="nkj-pulse-first">{_cards(pulse)}</div>',
        _section(say["passage"], say["passage says"], _passage(pulse)),
        _section(say["how far"], say["how far says"], _how_far(pulse)),
        _section(say["questions"], say["questions says"], _questions(pulse)),
        _section(say["objectives"], "", _objectives(pulse)),
        _section(say["coding"], say["coding says"], _coding(pulse)),
        _section(say["growth"], say["growth says"], _growth(pulse)),
        _section(say["written"], say["written says"], _written(pulse)),
        _section(say["files"], "", _list(pulse.notices)) if pulse.notices else "",
    ]
    tag = "main" if level == 1 else "div"
    return f'<{tag} class="nkj-pulse">{"".join(parts)}<p class="nkj-pulse-quiet">{escape(say["foot"])}</p></{tag}>'


def _section(title: str, says: str, inside: str) -> str:
    told = f"<p>{escape(says)}</p>" if says else ""
    return f"<section><h2>{escape(title)}</h2>{told}{inside or _none()}</section>"


def _none() -> str:
    return f'<p class="nkj-pulse-quiet">{escape(wording("pulse")["none"])}</p>'


def _list(texts: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"


def _cards(pulse: ClassPulse) -> str:
    say = wording("pulse")
    read = [
        f"{_link(row.sentence_id)} {escape(_missed(row.missed, row.first_answers))}"
        f"<blockquote>{escape(row.text)}</blockquote>"
        for row in _rows(misread(pulse))
    ]
    ideas = [
        f"{_link(row.item_id)} {escape(_chosen(row.learners))}: <b>{escape(row.chosen)}</b> {escape(row.reason)}"
        for row in _rows(pulse.wrong_ideas.head(TOP))
    ]
    ask = [
        f"{_link(row.item_id)} {escape(row.question)} {' '.join(map(_link, row.sentences.split()))}"
        for row in _rows(tomorrow(pulse))
    ]
    return "".join(
        f'<div class="nkj-pulse-card"><h2>{escape(title)}</h2>'
        + (f"<ol>{''.join(f'<li>{line}</li>' for line in lines)}</ol>" if lines else _none())
        + "</div>"
        for title, lines in ((say["misread"], read), (say["ideas"], ideas), (say["tomorrow"], ask))
    )


def _link(name: str) -> str:
    return f'<a href="#pulse-{escape(name)}">{escape(name)}</a>'


def _passage(pulse: ClassPulse) -> str:
    """Return the passage as a map of misreading: a tint, the same in words; a sentence opens its questions."""
    asked = pulse.questions
    parts = []
    for row in _rows(pulse.sentences):
        own = asked[asked["sentences"].str.split().map(lambda names, name=row.sentence_id: name in names)]
        told = _missed(row.missed, row.first_answers) if row.first_answers else wording("pulse")["unanswered"]
        inside = "".join(
            f"<li>{_link(one.item_id)} {escape(one.question)} "
            f'<span class="nkj-pulse-quiet">{escape(_missed(one.missed_first, one.scored))}</span></li>'
            for one in _rows(own)
            if one.scored
        )
        parts.append(
            f'<details id="pulse-{row.sentence_id}" style="--share:{row.share:.2f}"><summary>'
            f"<b>{row.sentence_id}</b> <span>{escape(row.text)}</span> <small>{escape(told)}</small></summary>"
            f"{f'<ul>{inside}</ul>' if inside else _none()}</details>"
        )
    return f'<div class="nkj-pulse-map">{"".join(parts)}</div>'


def _bar(part: float, whole: float) -> str:
    """Return a bar with its numbers beside it: the numbers say it all, the bar shows it."""
    width = 100 * part / whole if whole else 0
    return f'<td><i style="--part:{width:.0f}%"></i> {escape(share(part, whole))}</td>'


def _table(heads: Sequence[str], rows: Iterable[str]) -> str:
    body = "".join(_labelled(row, heads[1:]) for row in rows)
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if body else ""


def _labelled(row: str, heads: Sequence[str]) -> str:
    """Return a row whose cells carry their heads, for a small screen, where the heads are out of sight."""
    first, *cells = row.split("<td>")
    told = (f'<td data-head="{escape(head)}">{cell}' for head, cell in zip(heads, cells, strict=True))
    return "".join([first, *told])


def _how_far(pulse: ClassPulse) -> str:
    say = wording("pulse")
    rows = (
        f'<tr><th scope="row">{row.lesson} {escape(row.title)}</th>{_bar(row.began, pulse.learners)}'
        f"{_bar(row.finished, pulse.learners)}</tr>"
        for row in _rows(pulse.lessons)
    )
    return _table((say["lesson"], say["began"], say["finished"]), rows)


def _questions(pulse: ClassPulse) -> str:
    say = wording("pulse")
    parts = []
    for lesson, own in pulse.questions[pulse.questions["scored"] > 0].groupby("lesson"):
        rows = (
            f'<tr id="pulse-{row.item_id}"><th scope="row">{row.item_id}<br>{escape(row.question)}<br>'
            f"{' '.join(map(_link, row.sentences.split()))}</th>{_bar(row.missed_first, row.scored)}"
            f"{_bar(row.right_last, row.scored)}"
            f"<td>{_wrong(row.chosen_by, row.most_chosen_wrong, row.reason)}</td></tr>"
            for row in _rows(own)
        )
        table = _table((say["question"], say["missed first"], say["right last"], say["wrong most"]), rows)
        title = f"{lesson} {wording('lesson_titles').get(str(lesson), '')}".rstrip()
        told = _missed(int(own["missed_first"].sum()), int(own["scored"].sum()))
        parts.append(
            f"<details><summary><b>{escape(title)}</b> <small>{escape(told)}</small></summary>{table}</details>"
        )
    return "".join(parts)


def _wrong(learners: int, chosen: str, reason: str) -> str:
    if not learners:
        return escape(wording("pulse")["no wrong"])
    return f"{escape(_chosen(learners))}: <b>{escape(chosen)}</b><br>{escape(reason)}"


def _objectives(pulse: ClassPulse) -> str:
    say = wording("pulse")
    rows = (
        f'<tr><th scope="row">{escape(row.objective)}</th>{_bar(row.missed, row.first_answers)}</tr>'
        for row in _rows(pulse.objectives)
    )
    return _table((say["objective"], say["missed first"]), rows)


def _coding(pulse: ClassPulse) -> str:
    say = wording("pulse")
    coding = pulse.coding
    rows = []
    for row in _rows(pulse.splits):
        own = coding[(coding["sentence_id"] == row.sentence_id) & (coding["aspect"] == row.aspect)]
        labels = "; ".join(
            f"{one.label.replace('_', ' ')} {one.learners}{' (ours)' if one.ours else ''}"
            for one in _rows(own.sort_values("learners", ascending=False, kind="stable"))
        )
        rows.append(
            f'<tr><th scope="row">{_link(row.sentence_id)}, {escape(row.aspect)}</th>'
            f"{_bar(row.learners, row.coded_by)}<td>{escape(labels)}</td></tr>"
        )
    return _table((say["label"], say["commonest"], say["labels"]), rows)


def _growth(pulse: ClassPulse) -> str:
    say = wording("pulse")
    rows = (
        f'<tr><th scope="row">{row.item_id}<br>{escape(row.question)}</th>{_bar(row.points_before, row.learners)}'
        f"{_bar(row.points_after, row.learners)}</tr>"
        for row in _rows(pulse.growth)
        if row.learners
    )
    return _table((say["question"], say["before"], say["after"]), rows)


def _written(pulse: ClassPulse) -> str:
    parts = []
    for name, rows in pulse.written.groupby("item_id"):
        asked = item(str(name))
        levels = {
            one.name: "; ".join(f"{n} {text}" for n, text in enumerate(one.levels, 1)) for one in asked.criteria
        }
        rubric = "".join(f"<li><b>{escape(line)}</b>: {escape(told)}</li>" for line, told in levels.items())
        answers = "".join(f"<blockquote>{escape(text)}</blockquote>" for text in rows["text"])
        parts.append(
            f"<details><summary>{escape(str(name))} {escape(asked.stem)} ({len(rows)})</summary>"
            f'<div class="nkj-pulse-written"><ul>{rubric}</ul><div>{answers}</div></div></details>'
        )
    return "".join(parts)
