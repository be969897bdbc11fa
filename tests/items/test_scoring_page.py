"""The page scores as Python does: the same answers through both."""

import random

import pytest

import nkj_data as nkj
from nkj_data.items.model import NONE

SCORE = """
async (cases) => {
  const {weigh, verdict, nextStep, reasons} = await load("lib/scoring");
  const {item, words, answers} = cases;
  return answers.map((answer) => {
    const weighed = weigh(item, answer);
    return {outcome: weighed.outcome, points: weighed.points, says: verdict(item, weighed, words),
      next_step: nextStep(item, weighed.outcome, words), reasons: reasons(item, answer)};
  });
}
"""


@pytest.fixture
def loaded(page, site):
    page.goto(f"{site}/widgets.html")
    page.wait_for_function("window.ready")
    return page


def answers(item, dice):
    """Return answers a page can give: none, the key, and others by chance."""
    ids = [option.option_id for option in item.options]
    some = []
    if item.kind in ("single", "verdict"):
        field = "choice" if item.kind == "single" else "verdict"
        some = [{field: name} for name in ids]
    elif item.kind == "multiple":
        some = [{"choices": dice.sample(ids, dice.randint(1, len(ids)))} for _ in range(12)] + [{"choices": ids}]
    elif item.kind == "find":
        names = [name for name in ids if name != NONE]
        some = [{"sentences": dice.sample(names, dice.randint(1, item.allowed))} for _ in range(12)]
        some.append({"sentences": [NONE]})
        some.append({"sentences": [option.option_id for option in item.options if option.correct][: item.allowed]})
    elif item.kind == "sort":
        buckets = [bucket.bucket_id for bucket in item.buckets]
        cards = [card.card_id for card in item.cards]
        for _ in range(12):
            placed = dice.sample(cards, dice.randint(1, len(cards)))
            some.append({"buckets": {card: dice.choice(buckets) for card in placed}})
        some.append({"buckets": {card.card_id: card.bucket for card in item.cards}})
    elif item.kind == "order":
        steps = [step.step_id for step in item.steps]
        some = [{"order": dice.sample(steps, len(steps))} for _ in range(12)]
        some.append({"order": [step.step_id for step in sorted(item.steps, key=lambda step: step.place)]})
    else:
        some = [{"text": "Words.", "rubric": {}}, {"text": "  ", "rubric": {}}]
    return [{}, *some]


def test_the_page_scores_every_item_as_python_does(loaded):
    dice = random.Random(14)
    outcomes = set()
    for item in nkj.items.items():
        given = answers(item, dice)
        cases = {"item": nkj.items.as_page(item), "words": dict(nkj.items.STRINGS), "answers": given}
        for answer, told in zip(given, loaded.evaluate(SCORE, cases), strict=True):
            ours = nkj.items.receive(item, answer).as_page()
            assert told["points"] == pytest.approx(ours["points"], abs=1e-4), (item, answer)
            for name in ("outcome", "says", "next_step", "reasons"):
                assert told[name] == ours[name], (item, answer, name)
            outcomes.add(told["outcome"])
    assert outcomes == set(nkj.items.OUTCOMES)
