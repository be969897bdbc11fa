"""The passage is the page's own text, byte for byte, without the page's furniture."""

import hashlib
import shutil
from pathlib import Path

import pytest

import nkj_data as nkj
from nkj_data.document import passage as passage_module
from nkj_data.errors import PassageError

PAGE = Path(__file__).with_name("page_as_it_came.txt").read_bytes()


def test_the_passage_is_the_page_less_its_furniture():
    text = nkj.passage().text.encode()
    before, after = PAGE.split(text)
    assert before == b"North Korea Table of Contents\n\n"
    assert after == (
        b"\n\nMore about the Government of North Korea.\n\nCustom Search\n\nSource: U.S. Library of Congress"
    )


def test_odd_spacing_is_kept_and_the_checksum_is_told():
    assert "January 30- 31, 1991" in nkj.passage().text
    assert nkj.passage().sha256 == hashlib.sha256(nkj.passage().text.encode()).hexdigest()


def test_edition_and_rights_are_told_apart_from_what_the_page_says():
    passage = nkj.passage()
    assert passage.page["source_line"] == "Source: U.S. Library of Congress"
    assert "Savada" in passage.outside["editor"]
    assert "outside the page" in passage._repr_html_()
    assert "Savada" not in str(passage)


def test_fourteen_sentences_in_three_paragraphs_make_up_the_whole_passage():
    sentences = nkj.sentences()
    assert sentences["sentence_id"].tolist() == [f"S{n:02d}" for n in range(1, 15)]
    assert sentences.groupby("paragraph").size().tolist() == [6, 3, 5]
    rebuilt = "\n\n".join(" ".join(part["quote"]) for _, part in sentences.groupby("paragraph"))
    assert rebuilt == nkj.passage().text


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of the packaged data that a test may spoil."""
    folder = tmp_path / "data"
    shutil.copytree(str(passage_module.text_folder()), folder)
    monkeypatch.setattr(passage_module, "text_folder", lambda: folder)
    passage_module._passage.cache_clear()
    yield folder / "document"
    passage_module._passage.cache_clear()


def test_a_changed_passage_is_refused(copied):
    with (copied / "passage.txt").open("ab") as file:
        file.write(b"\n")
    with pytest.raises(PassageError, match=r"^passage.txt is not the text this package was built on"):
        nkj.passage()


def test_a_missing_passage_is_named(copied):
    (copied / "passage.txt").unlink()
    with pytest.raises(PassageError, match=r"passage.txt is missing. Install nkj-data again.$"):
        nkj.passage()
