"""Every key has been argued against: the page names each question once, and quotes only what is in the passage."""

import re
from pathlib import Path

import nkj_data as nkj
from nkj_data.items.parse import stands_in

PAGE = (Path(__file__).parents[2] / "docs" / "items_argued.md").read_text(encoding="utf-8")
STEMS = {"according to the document"}


def test_each_question_with_a_key_is_argued_once():
    named = re.findall(r"^\| (q\d\d-\d\d) \|", PAGE, flags=re.MULTILINE)
    assert sorted(named) == sorted(one.item_id for one in nkj.items.items() if one.kind != "write")


def test_what_it_quotes_stands_in_the_passage():
    sentences = list(nkj.sentences()["quote"])
    quoted = set(re.findall(r"“([^”]+)”", PAGE)) - STEMS
    assert len(quoted) > 40
    assert [words for words in quoted if not any(stands_in(words, sentence) for sentence in sentences)] == []
