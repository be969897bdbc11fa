"""An executed notebook as what a page needs: cells in HTML, figures, widgets with their modules."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from nkj_data.interface import wording
from nkj_data.pages.folder import tool
from nkj_data.widgets.assets import styles

WIDGET = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
PLOTLY = "application/vnd.plotly.v1+json"

# What is said of keys and menus that a page has not.
_ONLY_LAB = re.compile(r"\b(?:Run|Kernel|File) → |Shift \+ Enter|\[\*\]")
_RECORD = re.compile(r"`my_work`")
_LEFT_OUT = {"layout", "tabbable", "tooltip", "comm"}


# What would end a script element, or turn its text into something else: a closing tag, a comment, another script.
_ENDING = re.compile(r"<(?=[!/s])", flags=re.IGNORECASE)


def as_data(value: object) -> str:
    """Return a value as JSON that may stand within a script element."""
    return _ENDING.sub(r"\\u003c", json.dumps(value, ensure_ascii=False, separators=(",", ":")))


class Widgets:
    """The widgets of one page: each module once, each value of their states once."""

    def __init__(self) -> None:
        self.css: dict[str, None] = {}
        self._modules: dict[str, int] = {}
        self._values: dict[str, int] = {}
        self._models: dict[str, dict[str, Any]] = {}

    def add(self, name: str, state: Mapping[str, Any]) -> str:
        """Take in the state of a widget, as a kernel sends it, and return the name of its place in the page."""
        if name not in self._models:
            self.css.setdefault(state["_css"].removeprefix(styles()))
            values = {
                key: self._number(_for_pages(value) if key == "strings" else value)
                for key, value in state.items()
                if not key.startswith("_") and key not in _LEFT_OUT
            }
            module = self._modules.setdefault(state["_esm"], len(self._modules))
            self._models[name] = {"module": module, "state": values}
        return name

    def add_new(self, widget: Any) -> str:
        """Take in a widget that was made here, without a kernel."""
        return self.add(f"made-{len(self._models)}", widget.get_state())

    def _number(self, value: object) -> int:
        return self._values.setdefault(as_data(value), len(self._values))

    def __contains__(self, trait: str) -> bool:
        return any(trait in model["state"] for model in self._models.values())

    def as_data(self) -> str:
        """Return them as JSON for the page."""
        values = ",".join(self._values)
        return f'{{"modules":{as_data(list(self._modules))},"models":{as_data(self._models)},"values":[{values}]}}'


def _for_pages(strings: Mapping[str, str]) -> dict[str, str]:
    """Return the words of a widget, with those that speak of JupyterLab said for pages."""
    instead = {}
    for name, says in wording("pages_instead").items():
        section, key = name.split(".")
        instead[wording(section)[key]] = says
    return {key: instead.get(says, says) for key, says in strings.items()}


@dataclass(frozen=True, slots=True)
class PageCell:
    """A cell: class names, and what it shows as HTML."""

    names: str
    html: str


@dataclass(slots=True)
class Page:
    """What the shell is filled with.

    Attributes
    ----------
    address : str
        From the site's root on.
    title, place : str
        The question, and where this page stands in the series.
    steps : list of (str, str)
        Anchor and words of each section.
    cells : list of PageCell
        What it shows.
    figures : dict
        JSON of the charts, by the id of their place.
    widgets : Widgets
        What comes alive in it.
    kind : str
        ``lesson``, ``guide`` or ``room``.
    runs : bool
        Whether its text was written for people who run cells.
    """

    address: str
    title: str
    steps: list[tuple[str, str]] = field(default_factory=list)
    cells: list[PageCell] = field(default_factory=list)
    figures: dict[str, str] = field(default_factory=dict)
    widgets: Widgets = field(default_factory=Widgets)
    kind: str = "room"
    runs: bool = False


def page_of(notebook: Mapping[str, Any], address: str, *, kind: str, how: str) -> Page:
    """Return a notebook as a page.

    Parameters
    ----------
    notebook : mapping
        As nbformat reads it, executed if it has code.
    address : str
        Where the page will lie.
    kind : str
        ``lesson`` or ``guide``.
    how : str
        Where the page that says how to run the lessons lies, seen from this one.
    """
    page = Page(address, "", kind=kind, runs=kind == "lesson")
    return _Builder(page, notebook, how).build()


class _Builder:
    def __init__(self, page: Page, notebook: Mapping[str, Any], how: str) -> None:
        self._page, self._cells, self._how = page, notebook["cells"], how
        self._state = notebook["metadata"].get("widgets", {}).get(STATE, {}).get("state", {})
        self._say = wording("pages")

    def build(self) -> Page:
        for cell in self._cells:
            if cell["cell_type"] == "markdown":
                self._markdown("".join(cell["source"]))
            # One only says that Python is there.
            elif cell["cell_type"] == "code" and "nkj.doctor()" not in "".join(cell["source"]):
                self._code(cell)
        return self._page

    def _markdown(self, source: str) -> None:
        text = self._for_pages(source)
        if not text:
            return
        html = tool("nbconvert.filters").markdown2html(text)
        html = re.sub(r'<a class="anchor-link".*?</a>', "", html)
        html = re.sub(r'(href="[^":]*)\.ipynb\b', r"\1.html", html)
        html = re.sub(r"<th></th>", "<td></td>", html)  # a corner of a table heads nothing
        title = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
        if title and not self._page.title:
            self._page.title = _plain(title[1])
            html = html.replace(title[0], "", 1)
        self._page.steps += [
            (anchor, re.sub(r"\s*\(\d+ minutes?\)$", "", _plain(words)))
            for anchor, words in re.findall(r'<h2 id="([^"]*)"[^>]*>(.*?)</h2>', html, re.DOTALL)
        ]
        self._show("jp-MarkdownCell jp-mod-rendered", f'<div class="jp-RenderedMarkdown">{html}</div>')

    def _for_pages(self, source: str) -> str:
        """Return a text without what it says of JupyterLab's keys, menus and folders."""
        if not self._page.runs:
            return source
        kept, dropped = [], False
        for part in source.split("\n\n"):
            if _ONLY_LAB.search(part):
                dropped = True
            elif _RECORD.search(part):
                kept.append(self._say["aloneNow"])
            else:
                kept.append(part)
        only_headings = all(part.startswith("##") for part in kept)
        return "" if dropped and only_headings else "\n\n".join(kept)

    def _code(self, cell: Mapping[str, Any]) -> None:
        shown = [child for output in cell["outputs"] for child in self._output(output)]
        if not shown:
            return
        before = ""
        if not cell["metadata"].get("jupyter", {}).get("source_hidden"):
            how = f'<a href="{escape(self._how)}">{escape(self._say["how"])}</a>'
            says = escape(self._say["codeOpen"]).replace("{how}", how)
            code = f"<pre><code>{escape(''.join(cell['source']))}</code></pre>"
            # Where the code is the lesson it lies open, and elsewhere it is folded.
            opened = " open" if "task" in "".join(cell["source"]) else ""
            before = f'<details class="site-code"{opened}><summary>{escape(self._say["code"])}</summary>{code}'
            before += f'<p class="site-small">{says}</p></details>'
        children = "".join(
            f'<div class="jp-OutputArea-child"><div class="jp-OutputArea-output">{html}</div></div>'
            for html in shown
        )
        self._show("jp-CodeCell", f'{before}<div class="jp-OutputArea">{children}</div>')

    def _output(self, output: Mapping[str, Any]) -> Iterator[str]:
        data = output.get("data", {})
        if PLOTLY in data:
            name = f"figure-{len(self._page.figures) + 1}"
            self._page.figures[name] = as_data(data[PLOTLY])
            yield f'<div data-figure="{name}"></div>'
        elif WIDGET in data:
            yield from self._widget(data[WIDGET]["model_id"])
        elif "text/html" in data:
            yield "".join(data["text/html"])
        elif text := "".join(output.get("text", data.get("text/plain", ""))):
            yield f"<pre>{escape(text)}</pre>"

    def _widget(self, name: str) -> Iterator[str]:
        model = self._state.get(name, {"model_name": "", "state": {}})
        state = model["state"]
        if "_esm" in state and state.get("widget") == "Review":
            yield f"<p>{escape(self._say['review'])}</p>"
        elif "_esm" in state:
            yield f'<div data-widget="{self._page.widgets.add(name, state)}"></div>'
        elif model["model_name"] == "OutputModel":
            for output in state["outputs"]:
                yield from self._output(output)
        elif model["model_name"] == "HBoxModel":
            yield f'<p class="site-small">{escape(self._say["filter"])}</p>'

    def _show(self, names: str, html: str) -> None:
        self._page.cells.append(PageCell(names, html))


def _plain(html: str) -> str:
    """Return the words of a piece of HTML."""
    from html import unescape

    return unescape(re.sub(r"<[^>]*>", "", html)).strip()
