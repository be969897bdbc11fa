"""The page scores as Python does: the same answers through both."""

import random

import pytest
from answering import answers

import nkj_data as nkj

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
