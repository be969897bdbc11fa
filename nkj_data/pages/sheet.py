"""A lesson on paper: what stands on the learner's sheet, and what in the key."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import nkj_data
from nkj_data.charts import claims_check
from nkj_data.coding.ours import aspects, our_coding
from nkj_data.context.inquiry_bank import Inquiry
from nkj_data.document import tables
from nkj_data.document.display import show
from nkj_data.interface import wording
from nkj_data.items import LESSONS, as_page, check_items, item
from nkj_data.packaged_files import data_folder, read_toml
from nkj_data.pages.folder import tool
from nkj_data.texts import adapted
from nkj_data.widgets.negotiating_table import TIES
from nkj_data.widgets.text import explained

ONLY_LAB = re.compile(r"\b(?:Run|Kernel|File) → |Shift \+ Enter|\[\*\]|`my_work`")
_DETAILS = re.compile(r"<details><summary>(.*?)</summary>(.*?)</details>", re.DOTALL)
LINES = 3  # to write on, for a box of the lesson


@dataclass(slots=True)
class Sheet:
    """A lesson on paper.

    Attributes
    ----------
    number, title : str
        Which lesson.
    blocks, key : list of dict
        What stands on the sheet, and in the key; ``kind`` says how each is printed.
    cut : list of dict
        What is cut out, on pages of their own.
    """

    number: str
    title: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    key: list[dict[str, Any]] = field(default_factory=list)
    cut: list[dict[str, Any]] = field(default_factory=list)


def sheet_of(notebook: Mapping[str, Any], number: str) -> Sheet:
    """Return a lesson on paper, from its notebook as it is written; nothing of it has to be run first."""
    return _Builder(Sheet(number)).build(notebook["cells"])


def html_of(markdown: str) -> str:
    """Return a text of a lesson in HTML, without links, which lead nowhere on paper."""
    html: str = tool("nbconvert.filters").markdown2html(markdown)
    html = re.sub(r'<a class="anchor-link".*?</a>', "", html)
    return re.sub(r"</?a\b[^>]*>", "", html).replace("<th></th>", "<td></td>")


def sentences() -> list[dict[str, Any]]:
    """Return the fourteen sentences for print, the plainer words beside each."""
    plainer = {one.sentence_id: one.text for one in adapted()}
    return [
        {"id": row["sentence_id"], "paragraph": row["paragraph"], "text": row["quote"]}
        | {"plainer": plainer[row["sentence_id"]]}
        for row in tables.sentences().to_dict("records")
    ]


def words_of_lesson(number: str) -> list[dict[str, str]]:
    """Return the hard words of a lesson that the glossary explains."""
    book = {row["term"]: row["definition"] for row in explained().to_dict("records")}
    ours = number in LESSONS
    asked = read_toml(data_folder() / "lessons", f"guide_{number}.toml")["vocabulary"] if ours else book
    return [{"term": term, "definition": book[term]} for term in asked if term in book]


class _Builder:
    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._print: dict[str, Callable[..., None]] = {
            **dict.fromkeys(("Quiz", "Sorter", "Sequencer"), self._items),
            "Writer": self._items,
            "BeforeAfter": lambda *_: self._items(*(one.item_id for one in check_items())),
            "Notes": self._notes,
            "Text": self._text,
            **dict.fromkeys(("linked", "cited", "filtered"), self._chart),
            "CodingBoard": self._coding,
            "NegotiatingTable": self._negotiating,
            "Basket": lambda *_: self._put("basket"),
            **dict.fromkeys(("Progress", "Projector", "Review", "Steps"), lambda *_: None),
        }

    def build(self, cells: Iterable[Mapping[str, Any]]) -> Sheet:
        first = True
        for cell in cells:
            source = "".join(cell["source"]).partition("## Next\n")[0]
            if cell["cell_type"] == "markdown":
                self._markdown(source)
            elif first and "doctor()" in source:  # it only says that Python is there
                first = False
            else:
                self._code(source)
        say = wording("handout")
        if self._sheet.number == "03":
            second = [one for one in sentences() if one["paragraph"] == 2]
            self._sheet.cut.append({"kind": "large", "title": say["second"], "sentences": second})
        if self._sheet.number == "08":
            frame = tables.claims()[["claim_id", "claim", "voice", "certainty", "sentence_id"]]
            self._sheet.cut.append({"kind": "html", "title": say["claims"], "html": show(frame)._repr_html_()})
        return self._sheet

    def _put(self, kind: str, **data: Any) -> None:
        self._sheet.blocks.append({"kind": kind, **data})

    def _markdown(self, source: str) -> None:
        for summary, inside in _DETAILS.findall(source):
            where = (
                self._sheet.blocks[-1]["html"] if self._sheet.blocks and "html" in self._sheet.blocks[-1] else ""
            )
            heading = re.findall(r"<h[23][^>]*>(.*?)</h", where)
            self._sheet.key.append(
                {
                    "kind": "reading",
                    "title": heading[-1] if heading else "",
                    "says": summary,
                    "html": html_of(inside),
                }
            )
        parts = [
            part
            for part in _DETAILS.sub("", source).split("\n\n")
            if part.strip() and not ONLY_LAB.search(part) and not part.startswith("> **For teachers.**")
        ]
        if parts and parts[0].startswith("# "):
            self._sheet.title = parts.pop(0).splitlines()[0].removeprefix("# ")
        if parts and not (len(parts) == 1 and parts[0].startswith("#") and ONLY_LAB.search(source)):
            self._put("text", html=html_of("\n\n".join(parts)))

    def _code(self, source: str) -> None:
        tree = ast.parse(source)
        names: dict[str, Any] = {}
        *before, last = tree.body
        exec(compile(ast.Module(before, []), "<lesson>", "exec"), names)  # our own lessons, as they came
        if not isinstance(last, ast.Expr):
            return
        call = last.value
        if isinstance(call, ast.Call) and ast.unparse(call.func).startswith("nkj.widgets."):
            given = [_value(argument, names) for argument in call.args]
            flat = [one for value in given for one in (value if isinstance(value, _Star) else [value])]
            self._print[ast.unparse(call.func).rpartition(".")[2]](*flat)
        elif "task" in names:
            self._put("task", says=str(names["task"]).splitlines(), code=source)
        else:
            shown = eval(compile(ast.Expression(call), "<lesson>", "eval"), names)
            html = shown._repr_html_() if hasattr(shown, "_repr_html_") else str(shown)
            if isinstance(shown, Inquiry):  # on pages of its own, one for each group
                title = wording("handout")["inquiry"].format(name=shown.inquiry_id)
                self._sheet.cut.append({"kind": "html", "title": title, "html": unfolded(html)})
            else:
                self._put("html", html=unfolded(html))

    def _items(self, *names: str) -> None:
        for name in names:
            asked = item(name)
            page = as_page(asked)
            self._put("item", item=page)
            self._sheet.key.append({"kind": "item", "item": page, "key": asked.key})
            if asked.kind == "write" and self._sheet.number == "07":  # one for the writer, one for the reviewer
                self._sheet.cut.append({"kind": "rubric", "title": wording("handout")["reviewer"], "item": page})
            if page["cards"]:
                heads, cards = (
                    [one[name] for one in page[part]] for part, name in (("buckets", "name"), ("cards", "text"))
                )
                self._sheet.cut.append({"kind": "cards", "title": asked.stem, "heads": heads, "cards": cards})

    def _notes(self, _: str, *labels: str) -> None:
        self._put("notes", labels=labels or ("",), lines=LINES if len(labels) < 6 else 2)

    def _text(self, *names: str) -> None:
        if names:
            self._put("quoted", sentences=[one for one in sentences() if one["id"] in names])
        else:
            self._put("see")

    def _chart(self, chart: Any, *frames: Any) -> None:
        # The picture of our own check would give away what the inquiries ask.
        place = self._sheet.key if chart is claims_check else self._sheet.blocks
        drawn = chart(*frames)
        title = re.sub(r"<[^>]*>", " ", drawn.layout.title.text or chart.name)
        place.append({"kind": "chart", "name": chart.name, "title": title, "says": chart.describe(*frames)})

    def _coding(self, *names: str) -> None:
        asked = [one for one in sentences() if not names or one["id"] in names]
        self._put("coding", sentences=asked, aspects={name: list(labels) for name, labels in aspects().items()})
        ours = [one.as_page() for one in our_coding() if not names or one.sentence_id in names]
        self._sheet.key.append({"kind": "coding", "ours": ours, "aspects": list(aspects())})

    def _negotiating(self) -> None:
        names = dict(zip(tables.actors()["actor_id"], tables.actors()["name"], strict=True))
        positions = tables.positions()
        held: list[dict[Any, Any]] = positions[positions["setting"] == "talks"].to_dict("records")
        cards = [
            {
                "side": names[row["actor_id"]],
                "text": f"{names[row['actor_id']]} {row['act']} {row['position']}",
                "quote": row["quote"],
                "sentence": row["sentence_id"],
            }
            for row in held
        ]
        self._put("table", agenda=[row.removeprefix("no ") for row in tables.obstacles()["obstacle"]])
        self._sheet.cut.append({"kind": "positions", "title": "Position cards", "cards": cards})
        self._sheet.cut.append({"kind": "envelope", "title": "For the envelope", "sentence": sentences()[-1]})
        says = wording("negotiating_table")
        known = {row["position_id"]: row["position"] for row in held}
        known |= {row["talk_id"]: row["quote"] for row in tables.talks().to_dict("records")}
        ties = [
            {
                "pair": f"{' / '.join(known[name] for name in tie.blockers)} → "
                f"{' / '.join(known[name] for name in tie.blocked)}",
                "says": says[tie.string],
            }
            for tie in TIES
        ]
        self._sheet.key.append({"kind": "ties", "ties": ties})


class _Star(list[Any]):
    """The values of a starred argument."""


def _value(argument: ast.expr, names: dict[str, Any]) -> Any:
    inner = argument.value if isinstance(argument, ast.Starred) else argument
    value = eval(compile(ast.Expression(inner), "<lesson>", "eval"), {**names, "nkj": nkj_data})
    return _Star(value) if isinstance(argument, ast.Starred) else value


def unfolded(html: str) -> str:
    """Return HTML with everything open that a click would open."""
    for old, new in (("details", "div"), ("summary", "p")):
        html = re.sub(rf"<(/?){old}\b", rf"<\1{new}", html)
    return html
