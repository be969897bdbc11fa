"""What a teacher prints: sheets and keys, their words read back, also from the PDF."""

import re
import shutil
import subprocess
import tomllib
from html import unescape

import pytest

import nkj_data as nkj
from nkj_data.packaged_files import data_folder
from nkj_data.pages import write_handouts
from nkj_data.pages.handout import _pdf


@pytest.fixture(scope="module")
def sheets(tmp_path_factory):
    folder = tmp_path_factory.mktemp("handout") / "out"
    assert write_handouts(folder, pdf=False, tell=lambda _: None).sheets == 36
    return folder


def words(path):
    html = re.sub(r"<style>.*?</style>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def sheet(folder, number, *, key=False, paper="A4"):
    (path,) = [one for one in (folder / paper).glob(f"{number}_*.html") if one.stem.endswith("_key") == key]
    return path


@pytest.mark.parametrize("number", [f"0{n}" for n in range(9)])
def test_a_sheet_has_the_passage_the_questions_and_the_words_and_the_key_is_apart(sheets, number):
    text, key = words(sheet(sheets, number)), words(sheet(sheets, number, key=True))
    for row in nkj.sentences().to_dict("records"):
        assert f"{row['sentence_id']} {row['quote']}" in text
    asked = re.findall(r"q0\d-\d\d", text)
    assert asked
    for name in dict.fromkeys(asked):
        item = nkj.items.item(name)
        assert f"{name} {item.stem}" in text
        assert f"{name} {item.stem}" in key
        for reason in [part.reason for part in (*item.cards, *item.steps) if part.reason]:
            assert reason in key
            assert reason not in text
        for example in item.exemplars:
            assert example.text not in text
    guide = tomllib.loads((data_folder() / "lessons" / f"guide_{number}.toml").read_text(encoding="utf-8"))
    for term in guide["vocabulary"]:
        assert f" {term} " in text
    assert "Compare with our reading" not in text
    assert "For teachers." not in text
    assert not re.search("Run → |Shift \\+ Enter", text)


def test_what_the_guide_asks_for_is_there(sheets):
    talks = words(sheet(sheets, "05"))
    held = nkj.positions()
    for row in held[held["setting"] == "talks"].to_dict("records"):
        assert f"{row['sentence_id']}: “{row['quote']}”" in talks
    assert talks.endswith("any significant progress toward normalization of relations.")
    inquiries = words(sheet(sheets, "06"))
    for name in ("round-one", "yi-un-hee", "refusal-to-inform"):
        assert nkj.context.inquiry(name).question in inquiries
        for row in nkj.context.inquiry(name).sides[0].rows:
            assert row in inquiries
    assert "Next we would ask" in inquiries
    for claim in nkj.claims()["claim"]:
        assert claim in words(sheet(sheets, "08"))
    assert words(sheet(sheets, "07")).count("Weigh your answer") >= 2


def test_the_picture_of_our_own_check_is_in_the_key_alone(sheets):
    assert "claims_check.svg" not in sheet(sheets, "06").read_text(encoding="utf-8")
    assert "claims_check.svg" in sheet(sheets, "06", key=True).read_text(encoding="utf-8")


def test_every_picture_is_there_and_says_what_it_shows(sheets):
    for path in sheets.rglob("*.html"):
        for source, says in re.findall(r'<img src="([^"]*)" alt="([^"]*)"', path.read_text(encoding="utf-8")):
            assert (path.parent / source).is_file()
            assert len(says) > 40


def test_a_pdf_has_the_text_in_order_and_tagged_on_both_papers(sheets, browser, tmp_path):
    tools = shutil.which("pdftotext"), shutil.which("pdfinfo")
    if not all(tools):
        pytest.skip("pdftotext and pdfinfo are not installed; they come with poppler-utils.")
    sizes = {"A4": "594.9\\d x 841.9\\d pts", "Letter": "612 x 792 pts"}
    for paper, size in sizes.items():
        made = tmp_path / f"{paper}.pdf"
        program = shutil.which("chromium") or shutil.which("google-chrome")
        if not program:
            pytest.skip("No Chromium on the path.")
        made.write_bytes(_pdf(program, sheet(sheets, "05", paper=paper), tmp_path / f"room-{paper}"))
        about = subprocess.run([tools[1], made], capture_output=True, text=True, check=True).stdout
        assert re.search(r"Tagged:\s+yes", about)
        assert re.search(rf"Page size:\s+{size}", about)
        text = subprocess.run([tools[0], made, "-"], capture_output=True, text=True, check=True).stdout
        flat = " ".join(text.split())
        places = [
            flat.index(part)
            for part in ("Until the late 1980s", "Warm-up", "An agenda", "Hard words", "Position cards")
        ]
        assert places == sorted(places)
        assert re.search(r"1 / \d+", flat)
