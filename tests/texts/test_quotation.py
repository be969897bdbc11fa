"""Quotations: exact, nearly or not in the passage, in any language's marks; and what an omission swallowed."""

import csv
import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nkj_data as nkj
from nkj_data.document import tables
from nkj_data.errors import ArgumentError

FILE = Path(__file__).with_name("quotations.csv")
CASES = list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines()))
MARKS = "“”„«»‹›「『《〈〝＂‘'\""
SENTENCES = dict(zip(tables.sentences()["sentence_id"], tables.sentences()["quote"], strict=True))


# Quotations in a learner's text


@pytest.mark.parametrize(
    ("text", "stands", "differs", "where"),
    [
        ("“appear to be a quest”", "exact", (), ("S08",)),
        ('He writes "appear to be a quest".', "exact", (), ("S08",)),
        ("“Appear to be a quest”", "nearly", ("capital letters",), ("S08",)),
        ("“appear to be a quest.”", "nearly", ("the sign at the end",), ("S08",)),
        ("“P’yongyang's primary motives”", "nearly", ("quotation marks or apostrophes",), ("S08",)),
        ("“January 30-31, 1991”", "nearly", ("spacing",), ("S10",)),
        ("“Quickly  broke down.”", "nearly", ("capital letters", "spacing", "the sign at the end"), ("S10",)),
        ("“compensation for damages … as well as for”", "exact", (), ("S11",)),
        ("“P'yongyang's primary motives [...] relief”", "exact", (), ("S08",)),
        ("“relief … primary motives”", "no", (), ("S08",)),
        ("“motives … motives”", "no", (), ("S08",)),
        ("“has appeared to be”", "no", (), ("S08",)),
        ("“pear to be”", "no", (), ("S08",)),
        ('“as well as for "sufferings and losses" in the”', "exact", (), ("S11",)),
        ("“as well as for ‘sufferings and losses’ in”", "nearly", ("quotation marks or apostrophes",), ("S11",)),
        ("“completely invented elsewhere”", "no", (), ()),
        ("“disdain”", "exact", (), ("S05", "S06")),
    ],
)
def test_each_quotation_is_found_or_its_nearest_place_is_told(text, stands, differs, where):
    (found,) = nkj.texts.quotations(text)
    assert (found.stands, found.differs, found.sentence_ids) == (stands, differs, where)
    assert text[found.start : found.end].strip('“”"') == found.words.strip('"')


def test_what_is_said_of_a_quotation():
    said = [q.says for q in nkj.texts.quotations('“quickly broke down” and "Quickly broken down" and “xyzzy”')]
    assert said == [
        "“quickly broke down” is in S10, word for word.",
        "“Quickly broken down” is not in the passage. Nearest, in S10: “quickly broke down”.",
        "“xyzzy” is not in the passage. Nothing in it comes near.",
    ]


@given(st.sampled_from(list(SENTENCES.items())), st.data())
def test_any_stretch_of_whole_words_of_the_passage_is_exact(pair, data):
    name, sentence = pair
    words = sentence.split(" ")
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    (found, *more) = nkj.texts.quotations(f"I quote “{' '.join(words[start:end])}” here.")
    assert found.stands == "exact"
    assert name in found.sentence_ids
    assert not more


@given(st.text(alphabet=st.sampled_from("“”\"'… .abcP'yongyang-\n\u2028\ud800"), max_size=200) | st.text())
def test_no_text_whatever_raises_and_every_place_is_right(text):
    for found in nkj.texts.quotations(text):
        assert text[found.start] in MARKS
        assert found.words
        assert found.words in text[found.start + 1 : found.end]
        json.dumps(found.as_page())


def test_a_long_text_full_of_quotations_is_answered_soon():
    rng = random.Random(7)
    words = [word for sentence in SENTENCES.values() for word in sentence.split()]
    text = " ".join(f"“{' '.join(rng.choices(words, k=25))}”" for _ in range(400))
    assert len(nkj.texts.quotations(text)) <= 100
    with pytest.raises(ArgumentError):
        nkj.texts.quotations(None)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_quotations_as_people_type_them(case):
    (found,) = nkj.texts.quotations(case["typed"])
    told = {"stands": found.stands, "differs": "; ".join(found.differs), "left_out": "; ".join(found.left_out)}
    assert told == {name: case[name] for name in told}


def test_words_in_single_marks_are_quotations_only_where_the_passage_has_them():
    assert (
        nkj.texts.quotations("We call it ‘need’, ‘a mere hope’ and 'the same time'; it's the learners' own.") == ()
    )


def test_what_is_said_of_a_cut_that_leaves_a_hedge_out():
    (found,) = nkj.texts.quotations("“P'yongyang's primary motives … a quest for relief”")
    assert found.says == (
        "“P'yongyang's primary motives … a quest for relief” is in S08, word for word. "
        "But look at what was left out: “appear to be”."
    )


def test_every_hedge_of_the_claims_is_among_what_no_omission_may_swallow():
    claims = nkj.claims()
    for row in claims[claims["hedge"].notna()].itertuples():
        assert row.hedge.lower() in nkj.texts.limits()[row.sentence_id]
