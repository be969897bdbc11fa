"""A teacher's own text gets sentence ids and stands beside the document, labelled as outside it."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nkj_data as nkj
from nkj_data.context import compare as compare_module
from nkj_data.errors import ArgumentError

TEXT = """The talks

Dr. A. Kim wrote: "They broke down over the question of money." The U.S. press agreed.
It was Japan’s colonial rule (1910-45)!

1991 was the year. "Why?" asked a reader.
"""
CAUTION = (
    "Shared words do not show that one text comes from the other, that the two agree, or that a word means the "
    "same in both."
)


def test_sentences_get_ids_paragraphs_and_the_label():
    frame = nkj.compare(TEXT).sentences
    assert list(frame.columns) == ["text_id", "paragraph", "position", "words", "text", "layer"]
    assert frame[["text_id", "paragraph", "position", "words"]].to_numpy().tolist() == [
        ["Y01", 1, 1, 2],
        ["Y02", 2, 1, 12],
        ["Y03", 2, 2, 5],
        ["Y04", 2, 3, 6],
        ["Y05", 3, 1, 4],
        ["Y06", 3, 2, 4],
    ]
    assert frame["text"][1] == 'Dr. A. Kim wrote: "They broke down over the question of money."'
    assert set(frame["layer"]) == {"outside the document"}


def test_the_document_itself_is_split_into_its_fourteen_sentences():
    mine = nkj.compare(nkj.passage().text)
    assert mine.sentences["text"].tolist() == nkj.sentences()["quote"].tolist()
    assert mine.sentences["paragraph"].tolist() == nkj.sentences()["paragraph"].tolist()
    assert len(mine.shared_phrases) >= 14


def test_a_long_text_gets_ids_of_one_width():
    ids = nkj.compare("One word. " * 120).sentences["text_id"]
    assert (ids.iloc[0], ids.iloc[-1]) == ("Y001", "Y120")


def test_ids_of_a_text_are_none_of_the_package():
    known = {row for name in nkj.catalog()["table"] for row in nkj.table(name).iloc[:, 0]}
    known |= {row for name in nkj.context.catalog()["table"] for row in nkj.context.table(name).iloc[:, 0]}
    assert not known & set(nkj.compare("Word. " * 120).sentences["text_id"])
    assert not {name for name in known if re.fullmatch(r"Y\d+", name)}


def test_shared_words_are_content_words_spelt_alike():
    words = nkj.compare("The TALKS of Japan’s rule. A talk was held; Talks!").shared_words
    assert words.to_dict("records") == [
        {"word": "japan", "sentence_ids": "S01;S02;S03;S04;S05;S07;S09;S12;S13", "text_ids": "Y01"},
        {"word": "rule", "sentence_ids": "S09;S11", "text_ids": "Y01"},
        {"word": "talks", "sentence_ids": "S10;S14", "text_ids": "Y01;Y02"},
        {"word": "held", "sentence_ids": "S10", "text_ids": "Y02"},
    ]


def test_shared_phrases_are_the_longest_runs_and_hold_a_content_word():
    phrases = nkj.compare(
        "They broke down over the question of money. As of the year, in the way of the day."
    ).shared_phrases
    assert phrases.to_dict("records") == [
        {"phrase": "broke down over the question of", "sentence_ids": "S10", "text_ids": "Y01"},
        {"phrase": "over the question of", "sentence_ids": "S12", "text_ids": "Y01"},
    ]


def test_a_phrase_does_not_run_over_the_end_of_a_sentence():
    text = "It broke down. Over the question it went."
    assert nkj.compare(text).shared_phrases["phrase"].tolist() == ["over the question"]


def test_nothing_shared_is_said_plainly():
    mine = nkj.compare("Quite another matter.")
    assert mine.shared_words.empty
    assert mine.shared_phrases.empty
    assert str(mine) == (
        "Outside the document: your text, 1 sentence.\n"
        "Spelt alike in both: 0 content words, 0 runs of three or more words.\n" + CAUTION
    )


def test_side_by_side_labels_both_and_claims_no_more_than_it_knows():
    html = nkj.compare("The question of compensation came up.", title="My <source>")._repr_html_()
    assert '<div role="group" aria-label="The document" style="flex:1 1 20em' in html
    assert "solid currentColor" in html
    assert "dashed currentColor" in html
    assert "<strong>Outside the document: My &lt;source&gt;</strong>" in html
    assert html.count("<small>S") == 14
    assert "The <u>question</u> of <u>compensation</u></mark> came up." in html
    assert CAUTION in html
    assert "similar" not in html


def test_markup_in_a_text_is_shown_as_text():
    html = nkj.compare("<script>alert('talks')</script> & <b>Japan</b> \"x\" onload=1.")._repr_html_()
    assert "<script>" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("made", [str, Path])
def test_a_file_is_read_and_gives_its_name(tmp_path, made):
    path = tmp_path / "my source.txt"
    path.write_bytes("\ufeffTalks began.\r\n\r\nThey broke down.\r\n".encode())
    mine = nkj.compare(made(path))
    assert mine.title == "my source.txt"
    assert mine.sentences["text"].tolist() == ["Talks began.", "They broke down."]
    assert mine.sentences["paragraph"].tolist() == [1, 2]


def refusal(given_text):
    with pytest.raises(ArgumentError) as caught:
        nkj.compare(given_text)
    return str(caught.value)


def test_what_is_no_text_is_explained(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "old.txt").write_bytes("Gespräche".encode("latin-1"))
    (tmp_path / "notepad.txt").write_bytes("Talks".encode("utf-16-le"))
    (tmp_path / "blank.txt").write_text(" \n\n", encoding="utf-8")
    (tmp_path / "book.txt").write_text("word " * 5001, encoding="utf-8")
    (tmp_path / "big.txt").write_bytes(b"a" * 400_001)
    plain = "Save it as plain text, with the encoding UTF-8"
    most = "compare() takes at most 5,000 words; choose the part that matters."
    assert refusal("talks.txt") == f"There is no file 'talks.txt' in {str(tmp_path)!r}. Check its name and folder."
    assert refusal(Path("talks")) == f"There is no file 'talks' in {str(tmp_path)!r}. Check its name and folder."
    assert refusal("sub/talks") == f"There is no file 'sub/talks' in {str(tmp_path)!r}. Check its name and folder."
    assert refusal("folder") == "'folder' is a folder. Name a plain-text file in it."
    assert refusal("old.txt") == (
        f"'old.txt' is no plain text in UTF-8 (byte 5). {plain}; a Word or PDF file has to be exported first."
    )
    assert refusal("notepad.txt") == f"notepad.txt is no plain text. {plain}."
    assert refusal("blank.txt") == "blank.txt is empty: there is no word in it."
    assert refusal("  ") == "your text is empty: there is no word in it."
    assert refusal("?!") == "your text is empty: there is no word in it."
    assert refusal("book.txt") == f"book.txt is too long (5,001 words). {most}"
    assert refusal("big.txt") == f"big.txt is too long (400,001 bytes). {most}"
    assert refusal("word " * 5001) == f"your text is too long (5,001 words). {most}"
    assert refusal(b"Talks") == 'compare() takes a text, not bytes. Decode them first: data.decode("utf-8").'
    assert refusal(5) == "compare() takes the path of a file or a text, not int."
    assert refusal(None) == "compare() takes the path of a file or a text, not NoneType."
    assert refusal("half \ud800 a word") == "your text holds half characters. Save it as plain text in UTF-8."


def test_the_longest_text_is_still_quick_enough_to_wait_for():
    mine = nkj.compare((nkj.passage().text + "\n\n") * 13)
    assert mine.sentences["words"].sum() <= compare_module.MOST_WORDS
    assert len(mine.sentences) == 14 * 13
    assert mine._repr_html_().count("<mark") >= 14 * 13


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_whatever_is_compared_or_refused(text):
    try:
        mine = nkj.compare(text)
    except ArgumentError:
        return
    assert mine.sentences["words"].sum() == len(compare_module._WORD.findall(" ".join(mine.sentences["text"])))
    html = mine._repr_html_()
    shown = re.sub(r"</?(?:section|div|p|small|strong|u|mark)\b[^<>]*>", "", html)
    assert "<" not in shown
    assert ">" not in shown
    assert str(mine).startswith("Outside the document")
