"""The folder of the site: what is in it, what is refused, what it weighs."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from nkj_data import cli
from nkj_data.pages.folder import MARK, Folder, PagesError, tool
from nkj_data.pages.page import as_data

FETCHING = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "object": "data"}


class _Seen(HTMLParser):
    def __init__(self):
        super().__init__()
        self.fetched, self.links, self.scripts, self.policy, self._in = [], [], [], "", False

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in FETCHING and given.get(FETCHING[tag]):
            self.fetched.append(given[FETCHING[tag]])
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"]
        self._in = tag == "script" and given.get("type") == "module"

    def handle_data(self, data):
        if self._in:
            self.scripts.append(data)

    def handle_endtag(self, tag):
        self._in = False


def seen(path):
    parser = _Seen()
    parser.feed(path.read_text(encoding="utf-8"))
    return parser


def test_a_page_is_at_most_one_megabyte_and_the_site_at_most_25(pages):
    sizes = {path.name: path.stat().st_size for path in pages.rglob("*.html")}
    assert len(sizes) >= 22
    assert {name: size for name, size in sizes.items() if size > 1_000_000} == {}
    assert sum(path.stat().st_size for path in pages.rglob("*") if path.is_file()) < 25_000_000


def test_a_page_fetches_nothing_but_plotly_and_every_link_within_the_site_leads_somewhere(pages):
    for path in pages.rglob("*.html"):
        found = seen(path)
        assert {name.rsplit("/", 1)[-1] for name in found.fetched} <= {"data:,", "plotly.min.js"}, path
        for link in found.links:
            address, _, anchor = link.partition("#")
            if re.match(r"[a-z]+:", address):
                continue
            there = (path.parent / address).resolve() if address else path
            assert there.is_file(), f"{path.name}: {link}"
            if anchor and there.suffix == ".html":
                assert f'id="{anchor}"' in there.read_text(encoding="utf-8").replace("&quot;", '"'), link


def test_only_the_script_of_the_page_itself_may_run(pages):
    for path in pages.rglob("*.html"):
        found = seen(path)
        (script,) = found.scripts
        digest = b64encode(sha256(script.encode()).digest()).decode()
        assert found.policy.startswith("default-src 'none'; script-src 'self' file: blob: 'sha256-" + digest), path


def test_no_answer_of_the_builder_is_in_the_pages(monkeypatch, tmp_path, pages):
    lesson = (pages / "03_motives.html").read_text(encoding="utf-8")
    assert '"attempts":' not in lesson
    assert str(tmp_path.parent.parent) not in lesson


def test_a_folder_with_files_of_others_is_refused_and_left_as_it_is(tmp_path, capsys):
    (tmp_path / "thesis.docx").write_text("mine")
    assert cli.main(["site", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        f"{tmp_path} holds files that nkj site did not make, and none of them was touched. "
        "Name a folder that is empty or does not exist yet: nkj site OUT.\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_made_anew_only_what_was_made_before_goes(tmp_path):
    first = Folder(tmp_path / "out", "site")
    first.write("old/page.html", "x")
    (first.path / "old" / "mine.txt").write_text("mine")
    again = Folder(first.path, "site")
    assert sorted(path.name for path in again.path.rglob("*") if path.is_file()) == [MARK, "mine.txt"]
    with pytest.raises(PagesError, match="holds files that nkj handout did not make"):
        Folder(first.path, "handout")


def test_nothing_is_written_outside_the_folder(tmp_path):
    folder = Folder(tmp_path / "out", "site")
    with pytest.raises(PagesError, match="would lie outside"):
        folder.write("../escaped.html", "x")
    (folder.path / MARK).write_text("site\n../../escaped.html\n")
    with pytest.raises(PagesError, match="would lie outside"):
        Folder(folder.path, "site")


def test_a_missing_part_of_jupyter_is_named():
    with pytest.raises(PagesError, match=r'^Pages are made with nkj_no_such, which .*\n?.*"nkj-data\[lab\]"$'):
        tool("nkj_no_such.part")


@pytest.mark.parametrize(
    "evil", ["</script><img src=x onerror=alert(1)>", "</SCRIPT >", "<!-- <script>", "<Script>", "a<b>"]
)
def test_no_text_ends_the_script_element_that_holds_it(evil):
    told = as_data({"text": evil})
    assert json.loads(told) == {"text": evil}
    assert not re.search(r"<[!/s]", told, flags=re.IGNORECASE)


def test_a_lesson_of_ones_own_becomes_a_page_and_a_sheet(tmp_path, monkeypatch, offline):
    from nkj_data.lab.new_lesson import new_lesson
    from nkj_data.pages import handout, site

    own = tmp_path / "own"
    new_lesson("sanctions", own)
    # Ours are made in other tests.
    monkeypatch.setenv("PYTHONPATH", offline["PYTHONPATH"])
    monkeypatch.setattr(site, "run", lambda paths: _run(path for path in paths if path.parent == own))
    made = site.write_site(tmp_path / "out", items=own, tell=lambda _: None)
    page = (made.folder / "own" / "sanctions.html").read_text(encoding="utf-8")
    assert re.search(r"<h1>[^<]*sanctions", page)
    assert "sanctions-02" in page
    assert '"lesson":"sanctions"' in page
    front = (made.folder / "index.html").read_text(encoding="utf-8")
    assert '<a href="own/sanctions.html">' in front

    papers = handout.write_handouts(tmp_path / "paper", pdf=False, papers=("A4",), items=own, tell=lambda _: None)
    sheet = (papers.folder / "A4" / "own_sanctions.html").read_text(encoding="utf-8")
    key = (papers.folder / "A4" / "own_sanctions_key.html").read_text(encoding="utf-8")
    assert "When was the first round of talks held?" in sheet
    assert "January 30- 31, 1991" in key


def _run(paths):
    from nkj_data.pages.executed import run

    return run(list(paths))
