"""Write the teacher's guide, when a lesson, a question or a guide file has changed: ``python docs/write_guide.py``.

Nothing in ``notebooks/teacher/guide*.ipynb`` is written by hand. Title, aims and minutes come from the lesson, the
key from the question bank, quotations and meanings from the tables, the rest from ``guide_0X.toml``.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import nkj_data as nkj
from nkj_data.context.inquiry_bank import _entry
from nkj_data.packaged_files import data_folder

HOME = Path(__file__).parent.parent
NOTEBOOKS = HOME / "notebooks"
GUIDE = NOTEBOOKS / "teacher"
# What each code is about, in our words; the standards themselves are published by their owners.
STANDARDS = {
    "RH.9-10.1": "support a reading with exact evidence, minding date and origin",
    "RH.9-10.2": "sum up the main ideas of a source and how they unfold",
    "RH.9-10.3": "tell what caused an event from what merely came before or with it",
    "RH.9-10.4": "settle what words mean as this text uses them",
    "RH.9-10.5": "see how the order and build of a text serve its points",
    "RH.9-10.7": "read charts and tables together with the text",
    "RH.9-10.8": "judge how far reasons and evidence carry a claim",
    "D3.1.9-12": "gather sources, with an eye on origin, authority and context",
    "D3.2.9-12": "judge how far a source can be trusted",
    "D3.3.9-12": "find evidence that bears on a claim, and inconsistencies in it",
    "D3.4.9-12": "sharpen claims and counterclaims by evidence",
}
KEYS = {
    **dict.fromkeys(("lesson", "pair", "whole_class", "exit_ticket", "thirty"), str),
    **dict.fromkeys(
        ("materials", "vocabulary", "support", "stretch", "sensitive", "no_device", "standard", "wrong_idea"), list
    ),
    **dict.fromkeys(("paths", "card"), dict),
}
ROWS = {"standard": {"code", "why"}, "wrong_idea": {"idea", "answer", "sentence"}}
CARD = {
    "i_do": "What I do",
    "they_do": "What they do",
    "i_collect": "What I collect",
    "drop_first": "What to drop first",
}
PATHS = {"short": "20 minutes", "full": "45 minutes", "long": "90 minutes"}
SECTION = re.compile(r"^## (.+?) \((\d+) minutes?\)$", flags=re.MULTILINE)
ANSWER = re.compile(r"<details><summary>(.+?)</summary>\n+(.+?)\n*</details>", flags=re.DOTALL)
QUOTED = re.compile(r"“([^”]+)”")


class GuideError(Exception):
    """What is wrong in the guide's files, a line each."""


def lesson_file(lesson: str) -> Path:
    """Return the notebook of a lesson."""
    return next(NOTEBOOKS.glob(f"{lesson}_*.ipynb"))


def cells(path: Path) -> list[tuple[str, str]]:
    """Return kind and text of each cell of a notebook."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return [(cell["cell_type"], "".join(cell["source"])) for cell in content["cells"]]


def asked(lesson: str) -> list[str]:
    """Return the ids of the questions a lesson shows, in order."""
    code = "\n".join(text for kind, text in cells(lesson_file(lesson)) if kind == "code")
    return list(dict.fromkeys(re.findall(r"\"(q\d\d-\d\d)\"", code)))


def notes(lesson: str) -> dict:
    """Return what ``guide_0X.toml`` says, checked.

    Raises
    ------
    GuideError
        Lists every problem.
    """
    name = f"guide_{lesson}.toml"
    file = data_folder() / "lessons" / name
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise GuideError(f"{name}: this is no TOML text ({error})") from None
    if problems := list(wrong(found, lesson)):
        raise GuideError("\n".join(f"{name}, {problem}" for problem in problems))
    return found


def wrong(found: dict, lesson: str) -> Iterator[str]:
    """Yield what is wrong in a guide file."""
    for key, kind in KEYS.items():
        if not isinstance(found.get(key), kind):
            yield f"{key}: a {kind.__name__} is wanted"
    for key in found:
        if key not in KEYS:
            yield f"{key}: there is no such key; choose from {', '.join(KEYS)}"
    if found.get("lesson") != lesson:
        yield f"lesson: {found.get('lesson')!r} is not {lesson!r}"
    for key, names in ROWS.items():
        for at, row in enumerate(found.get(key) or [], start=1):
            if set(row) != names:
                yield f"{key} {at}: it has {', '.join(sorted(row))}, and needs {', '.join(sorted(names))}"
    for row in found.get("standard") or []:
        if plain_code(row.get("code", "")) not in STANDARDS:
            yield f"standard: {row.get('code')!r} is none of {', '.join(STANDARDS)}"
    known = set(nkj.glossary()["term"])
    for term in found.get("vocabulary") or []:
        if term not in known:
            yield f"vocabulary: {term!r} is no term of nkj.glossary()"
    ids = set(nkj.sentences()["sentence_id"])
    for row in found.get("wrong_idea") or []:
        if row.get("sentence") not in ids:
            yield f"wrong_idea: {row.get('sentence')!r} is no sentence"
    if set(found.get("paths") or {}) != set(PATHS):
        yield f"paths: {', '.join(PATHS)} are wanted"
    if set(found.get("card") or {}) != set(CARD):
        yield f"card: {', '.join(CARD)} are wanted"
    text = nkj.passage().text
    for words in QUOTED.findall(json.dumps(found, ensure_ascii=False).replace('\\"', '"')):
        parts = [part for part in re.split(r"\s*…\s*", words.rstrip(".,")) if part]
        if not all(part in text for part in parts):
            yield f"“{words}” does not stand in the passage"


def plain_code(code: str) -> str:
    """Return a standard's code without the name of its family."""
    return code.removeprefix("CCSS.ELA-LITERACY.").removeprefix("CCSS ").removeprefix("C3 ")


def bullets(texts: Iterable[str]) -> str:
    """Return a Markdown list."""
    return "\n".join(f"- {text}" for text in texts)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


def key_of(item: nkj.items.Item) -> str:
    """Return one question with its key and what to say to each wrong answer."""
    lines = [f"**{item.item_id}.** {item.stem}"]
    if item.statement:
        lines.append(f"> {item.statement}")
    if item.outside:
        lines.append("*Uses the wider record too, outside the document.*")
    if item.kind == "write":
        rows = [[line.name, *line.levels] for line in item.criteria]
        lines.append(table(["", "1", "2", "3"], rows))
        lines.extend(f"*{one.level}:* {one.text} ({one.why})" for one in item.exemplars)
    elif item.kind == "sort":
        names = {bucket.bucket_id: bucket.name for bucket in item.buckets}
        lines.append(
            table(["card", "belongs to", "why"], [[c.text, names[c.bucket], c.reason] for c in item.cards])
        )
    elif item.kind == "order":
        steps = sorted(item.steps, key=lambda step: step.place)
        lines.append("\n".join(f"{at}. {s.text} *{s.reason}*" for at, s in enumerate(steps, start=1)))
    else:
        right = [option for option in item.options if option.correct]
        lines.append(f"*Key:* {item.key}")
        lines.append(bullets(dict.fromkeys(option.reason for option in right)))
        others = [option for option in item.options if not option.correct and item.kind != "find"]
        lines.append(bullets(f"*{option.text}* {option.reason}" for option in others))
    if item.arguable:
        lines.append(f"*Careful readers may differ:* {item.arguable}")
    return "\n\n".join(line for line in lines if line)


def own_words(prose: str) -> str:
    """Return the plain sentences of a lesson, without headings, quotations, tables, marks and addresses."""
    kept = []
    for line in re.sub(r"<[^>]+>", " ", prose).splitlines():
        if line.startswith(("#", "|", "> *", "**Time:**")) or not line.strip():
            continue
        words = re.sub(r"^\s*(?:[-*>]|\d+\.)\s+", "", QUOTED.sub("this", line))
        words = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", words)
        words = re.sub(r"[*_`…]", "", words).strip()
        kept.append(words if words[-1:] in ".?!:" else words.rstrip(",;") + ".")
    return "\n".join(kept)


def reading_level(prose: str) -> str:
    """Return how hard a lesson's own words are to read, beside the passage."""
    ours, theirs = (nkj.texts.readability(text) for text in (own_words(prose), nkj.passage().text))
    return (
        f"**Reading level.** The lesson's own words: {ours.words_per_sentence:.0f} words a sentence, "
        f"Flesch-Kincaid grade {max(ours.grade, 0):.0f}. The passage: {theirs.words_per_sentence:.0f} words "
        f"a sentence, grade {theirs.grade:.0f}. Its adapted text stands beside it."
    )


def solved(lesson: str) -> list[str]:
    """Return the tasks of a lesson with one way to do each."""
    code = "\n".join(text for kind, text in cells(lesson_file(lesson)) if kind == "code")
    tasks = [nkj.tasks.task(name) for name in re.findall(r"task\(\"(t\d\d-\d\d)\"\)", code)]
    return [f"**{task.task_id}.** {task.ask}\n\n```python\n{task.solution().code.strip()}\n```" for task in tasks]


def sections(text: str) -> list[tuple[str, str]]:
    """Return heading and text of each part of a lesson."""
    parts = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    return [(part.partition("\n")[0], part.partition("\n")[2]) for part in parts]


def guide_page(lesson: str) -> list[str]:
    """Return the cells of one lesson's page."""
    path, more = lesson_file(lesson), notes(lesson)
    prose = "\n\n".join(text for kind, text in cells(path) if kind == "markdown")
    title = re.search(r"^# (.+)$", prose, flags=re.MULTILINE)[1]
    aims = re.search(r"\*\*After this (?:page|lesson) you can\*\*\n\n(.+?)\n\n", prose, flags=re.DOTALL)[1]
    total = re.search(r"\*\*Time:\*\* (\d+) minutes", prose)[1]
    steps = SECTION.findall(prose)
    glossary = nkj.glossary().set_index("term")["definition"]
    quotes = nkj.sentences().set_index("sentence_id")["quote"]
    items = [nkj.items.item(name) for name in asked(lesson)]
    checks = [item for item in items if not item.check]
    compared = [
        f"**{heading}.** *{summary}*\n\n{answer}"
        for heading, text in sections(prose)
        for summary, answer in ANSWER.findall(text)
    ]
    wrong_ideas = [
        f"- *{row['idea']}* {row['answer']}\n\n  > {row['sentence']}: {quotes[row['sentence']]}"
        for row in more["wrong_idea"]
    ]
    standards = [f"{row['code']} ({STANDARDS[plain_code(row['code'])]}): {row['why']}" for row in more["standard"]]
    ways = [f"*{PATHS[name]}.* {' '.join(strip_lead(text) for text in more['paths'][name])}" for name in PATHS]
    return [
        f"# Lesson {lesson}: {title}\n\n"
        f"A page of the [teacher's guide](guide.ipynb). [Open the lesson](../{path.name}).\n\n"
        f"**After this lesson learners can**\n\n{aims}",
        "## Teacher card\n\n" + bullets(f"**{CARD[name]}.** {more['card'][name]}" for name in CARD),
        f"## Minute plan ({total} minutes)\n\n{table(['step', 'minutes'], steps)}\n\n"
        f"**Other lengths**\n\n{bullets(ways)}",
        f"## Sensitive points\n\n{bullets(more['sensitive']) or 'None beyond those on the first page.'}",
        f"## Materials and words\n\n{bullets(more['materials'])}\n\n"
        + table(["word", "meaning"], [[term, glossary[term]] for term in more["vocabulary"]])
        + f"\n\n{reading_level(prose)}",
        "## Likely wrong ideas, and the sentence that answers them\n\n" + "\n".join(wrong_ideas),
        f"## In pairs\n\n{more['pair']}\n\n## With the whole class\n\n{more['whole_class']}\n\n"
        f"## With thirty learners\n\n{more['thirty']}",
        f"## Support\n\n{bullets(more['support'])}\n\n## Stretch\n\n{bullets(more['stretch'])}",
        f"## Exit ticket\n\n{more['exit_ticket']}",
        "## Without devices\n\n" + "\n".join(f"{at}. {text}" for at, text in enumerate(more["no_device"], start=1)),
        "## Key to the questions\n\n" + "\n\n---\n\n".join([*solved(lesson), *map(key_of, checks)]),
        *inquiry_keys(lesson),
        "## Answers in the lesson\n\n" + ("\n\n".join(compared) or "There are none."),
        f"## Standards\n\n{bullets(standards)}",
    ]


SHEETS = """## Key to the inquiries

There is no verdict to hand out. A **fair** sheet quotes the document exactly, names one row for its words and one
against them, each with its id, and asks something that follows. A **strong** one also says who made the sources of
both rows, whether one repeats another, and what of that is not known; it keeps the document's hedge, and asks for a
kind of source that could settle the point. *None found* is a fair answer where no row fits."""
SIDES = ("For its words, or behind them", "Against them, or limiting them")


def inquiry_keys(lesson: str) -> list[str]:
    """Return the key to the inquiries of a lesson: what stands for the words, what limits them, a good sheet."""
    code = "\n".join(text for kind, text in cells(lesson_file(lesson)) if kind == "code")
    names = re.findall(r"context\.inquiry\(\"([a-z-]+)\"\)", code)
    return ["\n\n".join([SHEETS, *map(inquiry_key, names)])] if names else []


def inquiry_key(name: str) -> str:
    """Return what one inquiry rests on, side by side, and a question to ask next."""
    found = nkj.context.inquiry(name)
    sides = [
        f"*{words}.* {side.reading}\n\n"
        + bullets(f"{head}. {' '.join(told)}" for head, told, _ in map(_entry, side.rows))
        for words, side in zip(SIDES, found.sides, strict=True)
    ]
    return "\n\n".join([f"**{found.question}**", *sides, f"*A good next question:* {found.ask[0]}"])


def strip_lead(text: str) -> str:
    """Return a path without the minutes it begins with; they stand before it."""
    return re.sub(r"^\d+ minutes: ", "", text)


def first_page() -> list[str]:
    """Return the cells of the guide's first page."""
    parts = tomllib.loads((data_folder() / "lessons" / "guide.toml").read_text(encoding="utf-8"))["section"]
    rows = []
    for lesson in nkj.items.LESSONS:
        prose = "\n\n".join(text for kind, text in cells(lesson_file(lesson)) if kind == "markdown")
        title = re.search(r"^# (.+)$", prose, flags=re.MULTILINE)[1]
        minutes = re.search(r"\*\*Time:\*\* (\d+) minutes", prose)[1]
        rows.append(
            [f"[{lesson}](../{lesson_file(lesson).name})", title, minutes, f"[guide](guide_{lesson}.ipynb)"]
        )
    listed = table(["lesson", "question", "minutes", "page"], rows)
    about = (
        "# Teacher's guide\n\nNothing here has to be run. Each lesson has a page of its own, to read or to print; "
        "keys and quotations in them are taken from the lessons themselves.\n\n" + listed
    )
    return [about, *(f"## {part['title']}\n\n{part['text'].strip()}" for part in parts)]


def written(name: str, texts: list[str]) -> str:
    """Return a notebook of Markdown cells, as its file holds it."""
    content = {
        "cells": [
            {
                "cell_type": "markdown",
                "id": f"{name}-{at:02}",
                "metadata": {},
                "source": text.splitlines(keepends=True),
            }
            for at, text in enumerate(texts, start=1)
        ],
        "metadata": {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def pages() -> dict[str, str]:
    """Return every file of the guide, by its name."""
    found = {"guide.ipynb": written("guide", first_page())}
    for lesson in nkj.items.LESSONS:
        found[f"guide_{lesson}.ipynb"] = written(f"guide-{lesson}", guide_page(lesson))
    return found


def write() -> None:
    """Write the files."""
    for name, text in pages().items():
        (GUIDE / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(write())
