"""How far two codings agree: kappa as in the book, differences with our reason, and nothing raises."""

import json
import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import nkj_data as nkj
from nkj_data.coding import agreement
from nkj_data.coding.ours import ASPECTS, read_coding
from nkj_data.document import tables
from nkj_data.errors import ArgumentError, SchemaError

SENTENCES = dict(zip(tables.sentences()["sentence_id"], tables.sentences()["quote"], strict=True))
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.sampled_from("abcd"),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner)
        | st.dictionaries(st.text() | st.integers() | st.sampled_from("abcd"), inner, max_size=4)
    ),
    max_leaves=10,
)


def kappa_by_hand(pairs):
    labels = {label for pair in pairs for label in pair}
    total = len(pairs)
    observed = sum(a == b for a, b in pairs) / total
    chance = sum(sum(a == x for a, _ in pairs) * sum(b == x for _, b in pairs) for x in labels) / total**2
    return (observed - chance) / (1 - chance)


PAIRS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=14)


@given(PAIRS)
def test_kappa_is_that_of_the_book_and_has_no_value_only_where_chance_is_everything_or_one_pair_all(pairs):
    kappa = agreement.cohens_kappa(pairs)
    if kappa is None:
        assert len(pairs) < 2 or len({label for pair in pairs for label in pair}) == 1
    else:
        assert math.isclose(kappa, kappa_by_hand(pairs), abs_tol=1e-9)
        assert -1 <= kappa <= 1
        assert (kappa == 1) == all(a == b for a, b in pairs)


def test_kappa_of_a_known_table():
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert math.isclose(agreement.cohens_kappa(pairs), 0.4)  # Wikipedia's worked example of Cohen's kappa


def test_our_own_coding_agrees_with_itself():
    ours = {c.sentence_id: {a: c.label(a) for a in ASPECTS} for c in nkj.coding.our_coding()}
    found = nkj.coding.coding_agreement(ours)
    assert [(part.percent, part.kappa, part.compared) for part in found.aspects] == [(100.0, 1.0, 14)] * 3
    assert found.differences == ()


def test_a_difference_has_our_reason_and_says_whether_it_is_arguable():
    found = nkj.coding.coding_agreement({"S11": {"voice": "document"}, "S12": {"voice": "north_korea"}})
    accepted, other = found.differences
    assert (accepted.sentence_id, accepted.mine, accepted.ours, accepted.accepted) == (
        *("S11", "document", "north_korea"),
        True,
    )
    assert accepted.arguable
    assert other.reason
    assert not other.accepted
    assert str(found).splitlines() == [
        "topic: nothing coded yet.",
        "voice: 0 of 2 the same (0 %); kappa -0.33: agreement beyond chance, where 1 is full and 0 is luck.",
        "certainty: nothing coded yet.",
    ]


def test_kappa_without_a_value_is_explained():
    found = nkj.coding.coding_agreement({name: {"certainty": "stated"} for name in ("S01", "S02", "S10")})
    assert found.aspects[2].says == (
        "certainty: 3 of 3 the same (100 %); kappa has no value here: both used one and the same label throughout."
    )
    json.dumps(found.as_page(), allow_nan=False)
    one = nkj.coding.coding_agreement({"S01": {"certainty": "hedged"}}).aspects[2]
    assert one.kappa is None
    assert one.says == (
        "certainty: 0 of 1 the same (0 %); kappa has no value here: one sentence cannot tell agreement from luck."
    )


@given(st.dictionaries(st.sampled_from([*SENTENCES, "S15", ""]), JUNK, max_size=5))
@example({"S01": {"topic": [], "voice": {}, "certainty": 7}})
def test_no_coding_a_page_sends_raises(mine):
    assert len(nkj.coding.coding_agreement(mine).aspects) == 3


def test_a_coding_that_is_no_coding_is_told_to_a_program():
    with pytest.raises(ArgumentError):
        nkj.coding.coding_agreement([("S01", "aims")])
    with pytest.raises(SchemaError) as caught:
        read_coding('[[sentence]]\nid = "S01"\ntopic = "aim"', SENTENCES)
    assert len(caught.value.problems) == 6
