"""Scoring is fair, never raises for what a page sends, and feedback quotes the passage."""

import itertools
import json
import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import nkj_data as nkj
from nkj_data.document import tables
from nkj_data.errors import ArgumentError
from nkj_data.items.model import NONE, VERDICTS

ITEMS = nkj.items.items()
BY_KIND = {kind: [item for item in ITEMS if item.kind == kind] for kind in nkj.items.KINDS}
SENTENCES = dict(zip(tables.sentences()["sentence_id"], tables.sentences()["quote"], strict=True))
any_item = st.sampled_from(ITEMS)


def of(kind):
    return st.sampled_from(BY_KIND[kind])


def right_answer(item):
    """The full answer to an item, from its key."""
    right = [option.option_id for option in item.options if option.correct]
    return {
        "single": lambda: {"choice": right[0]},
        "multiple": lambda: {"choices": right},
        "verdict": lambda: {"verdict": right[0]},
        "find": lambda: {"sentences": right[: item.need]},
        "sort": lambda: {"buckets": {card.card_id: card.bucket for card in item.cards}},
        "order": lambda: {"order": [step.step_id for step in sorted(item.steps, key=lambda step: step.place)]},
        "write": lambda: {"text": "According to the document …", "rubric": {}},
    }[item.kind]()


@st.composite
def good_answers(draw, items=any_item):
    """An item and an answer of the make it takes."""
    item = draw(items)
    ids = [option.option_id for option in item.options]
    if item.kind == "find":
        some = st.lists(st.sampled_from(ids[:-1]), max_size=item.allowed, unique=True)
        return item, {"sentences": draw(some | st.just([NONE]))}
    if item.kind == "multiple":
        return item, {"choices": draw(st.lists(st.sampled_from(ids), unique=True))}
    if item.kind == "sort":
        buckets = st.sampled_from([bucket.bucket_id for bucket in item.buckets])
        cards = st.sampled_from([card.card_id for card in item.cards])
        return item, {"buckets": draw(st.dictionaries(cards, buckets))}
    if item.kind == "order":
        return item, {"order": draw(st.permutations([step.step_id for step in item.steps]))}
    if item.kind == "write":
        lines = st.sampled_from([criterion.criterion_id for criterion in item.criteria])
        return item, {"text": draw(st.text()), "rubric": draw(st.dictionaries(lines, st.integers(0, 3)))}
    return item, {{"single": "choice", "verdict": "verdict"}[item.kind]: draw(st.sampled_from(ids))}


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.sampled_from("abcd"),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner)
        | st.dictionaries(st.text() | st.integers() | st.sampled_from("abcd"), inner, max_size=4)
    ),
    max_leaves=10,
)
FIELDS = ("choice", "choices", "verdict", "sentences", "buckets", "order", "text", "rubric")


# What every answer gets


@given(good_answers())
def test_every_answer_gets_an_outcome_its_points_and_the_sentences(pair):
    item, answer = pair
    feedback = nkj.items.score(item, answer)
    assert feedback.outcome in nkj.items.OUTCOMES
    if item.kind == "write":
        assert feedback.points is None
        assert feedback.outcome in ("not attempted", "written")
    else:
        assert 0 <= feedback.points <= 1
        assert (feedback.points == 1) == (feedback.outcome == "correct")
        assert (0 < feedback.points < 1) == (feedback.outcome == "partly correct")
    assert feedback.notices == ()
    assert {sentence.sentence_id: sentence.text for sentence in feedback.quoted} == {
        name: SENTENCES[name] for name in item.sentences
    }
    assert feedback.says
    assert feedback.next_step


@given(good_answers())
def test_the_same_answer_scores_the_same_again_and_after_a_trip_through_json(pair):
    item, answer = pair
    first = nkj.items.score(item, answer)
    assert nkj.items.score(item, answer) == first
    assert nkj.items.score(item, json.loads(json.dumps(dict(first.answer)))) == first
    json.dumps(first.as_page(), allow_nan=False)


@given(any_item)
def test_the_right_answer_is_correct_and_an_empty_one_is_not_attempted(item):
    right = nkj.items.score(item, right_answer(item))
    assert right.outcome == ("written" if item.kind == "write" else "correct")
    nothing = "" if item.kind in ("single", "verdict", "write") else {} if item.kind == "sort" else []
    for empty in (None, {}, dict.fromkeys(right.answer), {next(iter(right.answer)): nothing}):
        feedback = nkj.items.score(item, empty)
        assert feedback.outcome == "not attempted"
        assert feedback.says == "Not answered yet. That is not the same as wrong."
    assert all(reason.right or reason.given == "" or item.kind == "find" for reason in right.reasons)


@given(good_answers())
def test_not_attempted_and_incorrect_are_never_mixed_up(pair):
    item, answer = pair
    feedback = nkj.items.score(item, answer)
    if feedback.outcome == "not attempted":
        assert not feedback.answer
    else:
        assert feedback.answer


# Partial credit


@given(of("multiple"))
def test_ticking_everything_never_earns_full_marks(item):
    everything = [option.option_id for option in item.options]
    assert nkj.items.score(item, {"choices": everything}).outcome != "correct"


@given(good_answers(of("multiple")), st.data())
def test_one_more_wrong_tick_never_helps_and_one_more_right_tick_never_hurts(pair, data):
    item, answer = pair
    rest = [option for option in item.options if option.option_id not in answer["choices"]]
    if not rest:
        return
    more = data.draw(st.sampled_from(rest))
    before = nkj.items.score(item, answer).points
    after = nkj.items.score(item, {"choices": [*answer["choices"], more.option_id]}).points
    assert after >= before if more.correct else after <= before


@given(good_answers(of("multiple")))
def test_the_order_of_ticks_does_not_matter(pair):
    item, answer = pair
    turned = nkj.items.score(item, {"choices": list(reversed(answer["choices"]))})
    assert turned == nkj.items.score(item, answer)


@given(good_answers(of("sort")), st.data())
def test_each_card_counts_the_same_and_one_bucket_for_all_is_never_correct(pair, data):
    item, answer = pair
    right = sum(answer["buckets"].get(card.card_id) == card.bucket for card in item.cards)
    feedback = nkj.items.score(item, answer)
    assert feedback.points == round(right / len(item.cards), 4)
    bucket = data.draw(st.sampled_from(item.buckets)).bucket_id
    lazy = nkj.items.score(item, {"buckets": {card.card_id: bucket for card in item.cards}})
    assert lazy.outcome != "correct"


@given(good_answers(of("order")))
def test_order_scores_the_share_of_pairs_that_stand_the_right_way_round(pair):
    item, answer = pair
    places = {step.step_id: step.place for step in item.steps}
    pairs = [(a, b) for a, b in itertools.combinations(answer["order"], 2) if places[a] != places[b]]
    share = sum(places[a] < places[b] for a, b in pairs) / len(pairs)
    assert nkj.items.score(item, answer).points == round(share, 4)
    turned = nkj.items.score(item, {"order": answer["order"][::-1]}).points
    assert math.isclose(turned, 1 - share, abs_tol=1e-4)


def test_steps_of_one_place_may_stand_either_way_round():
    item = BY_KIND["order"][0]
    first, second, *rest = item.steps
    from dataclasses import replace

    tied = replace(item, steps=(first, replace(second, place=first.place), *rest))
    ids = [step.step_id for step in tied.steps]
    assert nkj.items.score(tied, {"order": ids}).outcome == "correct"
    assert nkj.items.score(tied, {"order": [ids[1], ids[0], *ids[2:]]}).outcome == "correct"
    assert nkj.items.score(tied, {"order": [ids[2], *ids[:2], *ids[3:]]}).outcome == "partly correct"


def test_half_of_two_sentences_is_partly_correct_and_more_than_allowed_cannot_be_sent():
    item = nkj.items.item("q02-05")
    assert nkj.items.score(item, {"sentences": ["S05"]}).points == 0.5
    assert nkj.items.score(item, {"sentences": ["S06", "S05"]}).outcome == "correct"
    assert nkj.items.score(item, {"sentences": ["S04", "S03"]}).outcome == "incorrect"
    assert nkj.items.score(item, {"sentences": [NONE]}).outcome == "incorrect"
    with pytest.raises(ArgumentError) as caught:
        nkj.items.score(item, {"sentences": ["S05", "S06", "S04"]})
    assert str(caught.value) == "q02-05 (find): Choose at most 2; 3 were chosen."


def test_no_sentence_says_this_is_an_answer_that_can_be_right():
    item = nkj.items.item("q06-02")
    assert nkj.items.score(item, {"sentences": [NONE]}).outcome == "correct"
    assert nkj.items.score(item, {"sentences": ["S07"]}).outcome == "incorrect"


@given(good_answers(of("write")))
def test_a_written_answer_is_never_scored_and_keeps_the_learners_own_levels(pair):
    item, answer = pair
    feedback = nkj.items.score(item, answer)
    assert feedback.points is None
    if feedback.answer:
        assert feedback.answer == {"text": answer["text"], "rubric": dict(sorted(answer["rubric"].items()))}


# What a page may send


@given(any_item, JUNK | st.dictionaries(st.sampled_from(FIELDS), JUNK, max_size=3))
@example(BY_KIND["find"][0], {"sentences": list(SENTENCES)})
@example(BY_KIND["sort"][0], {"buckets": {"a": "\ud800"}})
@example(BY_KIND["sort"][0], {"buckets": {"a": 7, "b": [], "c": {}}})
@example(BY_KIND["single"][0], {"choice": "<script>alert(1)</script>"})
@example(BY_KIND["write"][0], {"text": "\ud83d" * 10_000, "rubric": {"a": 10**400}})
def test_nothing_a_page_sends_raises_and_what_cannot_be_read_is_told(item, message):
    feedback = nkj.items.receive(item, message)
    assert feedback.outcome in nkj.items.OUTCOMES
    if not feedback.answer:
        assert feedback.outcome == "not attempted"
    clean = nkj.items.receive(item, dict(feedback.answer))
    assert clean.notices == ()
    assert (clean.outcome, clean.points) == (feedback.outcome, feedback.points)
    if feedback.notices:
        with pytest.raises(ArgumentError):
            nkj.items.score(item, message)


@pytest.mark.parametrize(
    ("item_id", "answer", "says"),
    [
        ("q03-01", {"choice": "z"}, "'choice': there is no 'z' here; choose from a, b, c, d."),
        ("q03-01", {"choice": 1}, "'choice' is a text, not int."),
        ("q03-01", {"chioce": "a"}, "The answer has no field 'chioce'; it takes choice."),
        ("q03-01", ["a"], "An answer is a set of named values, not list."),
        ("q03-04", {"choices": "a"}, "'choices' is a list, not str."),
        ("q03-03", {"verdict": "true"}, f"'verdict': there is no 'true' here; choose from {', '.join(VERDICTS)}."),
        ("q03-07", {"sentences": ["S09", NONE]}, "'none' cannot be chosen together with a sentence."),
        ("q03-02", {"buckets": ["a"]}, "'buckets' gives each card its bucket; this is list."),
        ("q03-06", {"order": ["a", "b"]}, "'order' must name all 4 steps; 2 were named."),
        ("q03-11", {"text": "x", "rubric": {"a": 4}}, "'rubric': a level is a whole number from 0 to 3."),
    ],
)
def test_a_program_is_told_what_is_wrong_with_its_answer(item_id, answer, says):
    item = nkj.items.item(item_id)
    with pytest.raises(ArgumentError) as caught:
        nkj.items.score(item, answer)
    assert str(caught.value) == f"{item_id} ({item.kind}): {says}"
    assert nkj.items.receive(item, answer).notices == (says,)


def test_only_an_item_can_be_scored():
    for wrong in ("q03-01", None):
        with pytest.raises(ArgumentError):
            nkj.items.score(wrong, {})
        with pytest.raises(ArgumentError):
            nkj.items.receive(wrong, {})


def test_feedback_names_the_misconception_and_shows_the_words():
    feedback = nkj.items.score(nkj.items.item("q03-01"), {"choice": "a"})
    assert str(feedback) == (
        "Not right yet.\n"
        "- As its cause: those relations changed, and so North Korea moved.: Time is taken for cause. "
        "“Coincidental with” says that two things happen together, not that one brings the other.\n"
        f"S07: {SENTENCES['S07']}\n"
        "Try again; it costs nothing. A hint: Look at the opening of the second paragraph."
    )
    assert feedback.quoted[0].segments == (
        ("Coincidental with", True),
        (SENTENCES["S07"].removeprefix("Coincidental with"), False),
    )
