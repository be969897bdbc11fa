"""The site: lessons, guide, charts, data and passage as pages that open from a folder, and fetch nothing."""

from __future__ import annotations

import re
import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from nkj_data import context
from nkj_data.document import tables
from nkj_data.document.display import table_html
from nkj_data.document.passage import passage
from nkj_data.interface import wording
from nkj_data.items import as_page, items, own_questions
from nkj_data.packaged_files import data_folder, lessons_folder, package_folder
from nkj_data.pages.executed import run
from nkj_data.pages.folder import Folder, PagesError, notebooks_in, tool
from nkj_data.pages.page import Page, Widgets, as_data, page_of
from nkj_data.widgets import Progress, Text
from nkj_data.widgets.assets import joined, styles
from nkj_data.widgets.pane import pane_content
from nkj_data.widgets.progress import CODED_IN, TITLES, work_of
from nkj_data.widgets.saving import words_of

TEACHER = "teacher"
CHARTS = "teacher/all_charts.html"
PLOTLY = "plotly.min.js"


@dataclass(frozen=True, slots=True)
class Site:
    """What was made: where, how many pages, how many bytes, in how many seconds."""

    folder: Path
    pages: int
    size: int
    seconds: float

    def __str__(self) -> str:
        made = f"{self.pages} pages, {self.size / 1e6:.1f} MB, in {self.seconds:.0f} s"
        return (
            f"{made}. Open {self.folder / 'index.html'} in a browser; copy or zip the whole folder to pass it on."
        )


def write_site(
    out: str | Path,
    *,
    name: str = "lessons",
    items: str | Path | None = None,
    tell: Callable[[str], None] = print,
) -> Site:
    """Make the pages, in a folder of their own.

    Parameters
    ----------
    out : str or Path
        A folder that is empty, not there yet, or made by an earlier run.
    name : str
        Names the learner's record in a browser: two sites with one name share it.
    items : str or Path, optional
        A folder with questions and lessons of one's own; each of its notebooks becomes a page too.
    tell : callable
        Is told what is done, a line at a time.

    Raises
    ------
    PagesError
        The folder holds something else, or a part of Jupyter is missing; the message says what to do.
    ArgumentError, SchemaError
        The folder of one's own questions is not as it should be.
    """
    started = time.monotonic()
    if not re.fullmatch(r"[a-z0-9-]{1,40}", name):
        raise PagesError(f"A site's name has small letters, digits and hyphens, at most 40; {name!r} has others.")
    for part in ("nbclient", "nbformat", "nbconvert.filters", "jinja2"):
        tool(part)
    folder = Folder(Path(out), "site")
    with own_questions(items):
        maker = _Maker(folder, name, notebooks_in(items))
        tell("Running the lessons, once each; this takes less than a minute.")
        for page in maker.pages():
            maker.write(page)
            tell(f"  {page.address}")
        maker.index()
        maker.data()
    folder.copy(_plotly(), PLOTLY)
    return Site(folder.path, maker.count, folder.size(), time.monotonic() - started)


def _plotly() -> Path:
    spec = find_spec("plotly")
    found = Path(spec.origin).parent / "package_data" / PLOTLY if spec and spec.origin else Path(PLOTLY)
    if not found.is_file():
        raise PagesError(f"plotly's own {PLOTLY} is missing from this installation. Install plotly again.")
    return found


class _Maker:
    def __init__(self, folder: Folder, name: str, own: Sequence[Path]) -> None:
        self._folder, self._say = folder, wording("pages")
        self._source = lessons_folder()
        self._lessons = sorted(self._source.glob("[0-9][0-9]_*.ipynb"))
        self._own = own
        self._script = joined("pages/js/page.js")
        jinja2 = tool("jinja2")
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(str(package_folder() / "pages" / "templates")),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
        )
        digest = b64encode(sha256(self._script.encode("utf-8")).digest()).decode("ascii")
        self._series = [
            {
                "address": f"{path.stem}.html",
                "number": path.stem[:2].lstrip("0") or "0",
                "question": _title(path),
                "length": _length(path),
            }
            for path in self._lessons
        ]
        self._shared = {
            "say": self._say,
            "site": name,
            "script": self._script,
            "script_hash": f"'sha256-{digest}'",
            "lessons": self._series,
            "source_line": passage().page["source_line"],
            "rooms": [
                (self._say["passage"], "passage.html"),
                (self._say["guide"], "teacher/guide.html"),
                (wording("pages_index")["charts"], CHARTS),
                (self._say["data"], "data/index.html"),
            ],
        }
        self._bank = [_known(one) for one in items()]
        self._strings = {**self._say}
        self.count = 0

    def pages(self) -> Iterator[Page]:
        """Yield every page that is made from a notebook, and the passage."""
        charts = self._source / TEACHER / "all_charts.ipynb"
        for path, notebook in run([*self._lessons, charts, *self._own]):
            if path in self._own:
                yield page_of(notebook, f"own/{path.stem}.html", kind="lesson", how="../data/index.html#run")
                continue
            if path == charts:
                yield page_of(notebook, CHARTS, kind="guide", how="../data/index.html#run")
                continue
            yield page_of(notebook, f"{path.stem}.html", kind="lesson", how="data/index.html#run")
        nbformat = tool("nbformat")
        for path in sorted((self._source / TEACHER).glob("guide*.ipynb")):
            notebook = nbformat.read(path, as_version=4)
            yield page_of(notebook, f"{TEACHER}/{path.stem}.html", kind="guide", how="../data/index.html#run")
        page = Page("passage.html", self._say["passage"])
        place = page.widgets.add_new(Text(show="both"))
        page.cells.append(_cell(f'<div data-widget="{place}"></div>'))
        yield page

    def write(self, page: Page, template: str = "shell.html", **more: object) -> None:
        """Fill the shell with a page and write it."""
        passage = {**pane_content(), "strings": dict(wording("pane"))}
        pane = as_data(passage) if page.kind == "lesson" else ""
        addresses = [one["address"] for one in self._series]
        at = addresses.index(page.address) if page.address in addresses else None
        filled = self._templates.get_template(template).render(
            page=page,
            up="../" * page.address.count("/"),
            pane=pane,
            before=self._series[at - 1] if at else None,
            after=self._series[at + 1] if at is not None and at + 1 < len(self._series) else None,
            widgets=page.widgets.as_data(),
            known=as_data(self._known(page.widgets, _number(page))),
            styles="\n".join(
                [styles(*(("text", "pane", "steps") if pane else ())), *page.widgets.css, _css("site")]
            ),
            **self._shared,
            **more,
        )
        self._folder.write(page.address, filled)
        self.count += 1

    def _known(self, widgets: Widgets, lesson: str) -> dict[str, Any]:
        """Return what the record needs in a page: the questions, and words for the evidence where it is shown."""
        recorded = lesson or "lesson" in widgets or "place" in widgets or "counted_at" in widgets
        return {
            "bank": self._bank if recorded else [],
            "titles": {**TITLES, **_own_lessons()},
            "rows": dict(_rows()) if "basket" in widgets else {},
            "strings": self._strings,
            "bar": dict(wording("lesson_bar")) if "lesson" in widgets else None,
            "work": {**work_of(lesson), "boards": CODED_IN} if lesson else None,
        }

    def index(self) -> None:
        """Write the front page."""
        say = wording("pages_index")
        page = Page("index.html", say["question"])
        progress = page.widgets.add_new(Progress())
        doors = [
            {"name": say["learnerDoor"], "says": say["learnerSays"], "address": self._series[0]["address"]},
            {"name": say["teacherDoor"], "says": say["teacherSays"], "address": "teacher/guide.html"},
            {"name": say["dataDoor"], "says": say["dataSays"], "address": "data/index.html"},
        ]
        own = [(_title(path), f"own/{path.stem}.html") for path in self._own]
        self.write(page, "index.html", door=say, doors=doors, progress=progress, own=own)

    def data(self) -> None:
        """Write the page of the data, and the data."""
        say = wording("pages_data")
        page = Page("data/index.html", self._say["data"])
        root = Path(str(data_folder()))
        for folder in ("tables", "context"):
            for path in sorted((root / folder).iterdir()):
                if path.suffix in (".csv", ".json"):
                    self._folder.copy(path, f"data/{folder}/{path.name}")
        self._folder.copy(root / "document" / "passage.txt", "data/document/passage.txt")
        notebooks = []
        for path in sorted(self._source.rglob("*.ipynb")):
            inside = path.relative_to(self._source)
            if not any(part.startswith(".") for part in inside.parts):
                self._folder.copy(path, f"data/notebooks/{inside.as_posix()}")
                notebooks.append((inside.as_posix(), f"notebooks/{inside.as_posix()}"))
        groups = [
            {
                "name": say["inside"],
                "says": say["insideSays"],
                "files": [("datapackage.json", "tables/datapackage.json"), ("passage.txt", "document/passage.txt")],
                "tables": list(_tables("tables", tables.catalog(), tables.columns, say)),
            },
            {
                "name": say["outside"],
                "says": say["outsideSays"],
                "files": [("datapackage.json", "context/datapackage.json")],
                "tables": list(_tables("context", context.catalog(), context.columns, say)),
            },
        ]
        how = {"title": say["how"], "lines": [say["how1"], say["how2"]], "commands": say["commands"]}
        self.write(page, "data.html", groups=groups, notebooks=notebooks, notebooks_say=say["notebooks"], how=how)


def _cell(html: str) -> Any:
    from nkj_data.pages.page import PageCell

    return PageCell("jp-CodeCell", f'<div class="jp-OutputArea">{html}</div>')


def _css(name: str) -> str:
    return (package_folder() / "pages" / "css" / f"{name}.css").read_text(encoding="utf-8")


def _head(path: Path) -> str:
    cells = tool("nbformat").read(path, as_version=4)["cells"]
    return "".join(cells[0]["source"])


def _number(page: Page) -> str:
    """Return which lesson a page is, of the series or of a teacher's own, if it is one."""
    name = page.address.removeprefix("own/").removesuffix(".html")
    if page.kind != "lesson":
        return ""
    return name[:2] if name == page.address.removesuffix(".html") else name if name in _own_lessons() else ""


def _own_lessons() -> dict[str, str]:
    return {one.lesson: "" for one in items() if one.lesson not in TITLES}


def _title(path: Path) -> str:
    return _head(path).splitlines()[0].removeprefix("# ")


def _length(path: Path) -> str:
    """Return how long a lesson takes, as its own first cell says."""
    found = re.search(r"\*\*Time:\*\* (\d+ minutes)", _head(path))
    return found[1] if found else ""


def _known(item: Any) -> dict[str, Any]:
    """Return a question as far as a page needs it to score and to count."""
    whole = as_page(item)
    return {
        "id": item.item_id,
        "lesson": item.lesson,
        "check": item.check,
        "kind": item.kind,
        "need": whole["need"],
        "options": [{"id": one["id"], "correct": one["correct"]} for one in whole["options"]],
        "cards": [{"id": one["id"], "bucket": one["bucket"]} for one in whole["cards"]],
        "steps": [{"id": one["id"], "place": one["place"]} for one in whole["steps"]],
    }


def _rows() -> Iterator[tuple[str, list[str]]]:
    """Yield each row of the document, and each sentence, with the words it stands for."""
    for table in tables.catalog()["table"]:
        frame = tables.table(table)
        for name in frame.iloc[:, 0] if "quote" in frame.columns else ():
            words = words_of(str(name))
            yield str(name), [words["quote"], words["sentence"], words["surely"]]


def _tables(folder: str, catalog: Any, columns: Any, say: Mapping[str, str]) -> Iterator[dict[str, str]]:
    for row in catalog.to_dict("records"):
        name = row["table"]
        book = columns(name)
        shown = book[[column for column in ("column", "dtype", "unit", "values", "description") if column in book]]
        yield {
            "name": name.replace("_", " ").capitalize(),
            "says": row["description"],
            "file": f"{name}.csv",
            "address": f"{folder}/{name}.csv",
            "rows": say["rows"].format(rows=row["rows"], columns=row["columns"]),
            "book": table_html(shown.fillna(""), say["book"].format(table=name)),
        }
