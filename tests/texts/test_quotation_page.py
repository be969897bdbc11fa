"""The page checks quotations as Python does: the same texts through both."""

import csv
import random
from pathlib import Path

import pytest

import nkj_data as nkj
from nkj_data.document.passage import passage
from nkj_data.widgets import Writer

RUN = """async ([texts, passage]) => {
  const {quotations} = await load("lib/quotation");
  return texts.map((text) => quotations(text, passage));
}"""
CASES = Path(__file__).with_name("quotations.csv")
MARKS = ["“”", '""', "“”", "„“", "«»", "「」", "‘’", "»«", "””"]
PHRASES = """
    appear to be|Appear to be|appears to be|quest for relief|January 30-31, 1991|January 30- 31, 1991|sufferings
    and losses|"sufferings and losses"|P'yongyang’s|P'yongyang|North Korea|as of mid-1993.|As of mid-1993|relations,
    ... Japan|primary motives … a quest|primary motives [...] shortages|shortages ... primary motives|dain|disdain|
    the| |…|serious shortages of food, energy, and hard currency.|over the years|Over the years, however,|İstanbul
""".replace("\n", " ")


@pytest.fixture
def loaded(page, site):
    page.goto(f"{site}/widgets.html")
    page.wait_for_function("window.ready")
    return page


def texts():
    """Return texts as people type them, and others by chance."""
    dice = random.Random(1993)
    phrases = [" ".join(phrase.split()) for phrase in PHRASES.split("|")]
    words = passage().text.split()
    yield from (case["typed"] for case in csv.DictReader(CASES.read_text(encoding="utf-8").splitlines()))
    for _ in range(300):
        at = dice.randrange(len(words) - 12)
        cut = f"{' '.join(words[at : at + 3])} … {' '.join(words[at + dice.randint(4, 8) : at + 10])}"
        own = [" ".join(words[at : at + dice.randint(1, 6)]), cut, dice.choice(phrases), dice.choice(phrases)]
        marks = dice.choice(MARKS)
        yield " and ".join(f"{marks[0]}{phrase}{marks[1]}" for phrase in own) + dice.choice(["", "”", '"', "„ so"])


def test_the_page_checks_quotations_as_python_does(loaded):
    typed = list(texts())
    stands, cuts = set(), 0
    for text, told in zip(typed, loaded.evaluate(RUN, [typed, Writer("q03-11").passage]), strict=True):
        ours = [
            {
                **{name: getattr(one, name) for name in ("words", "start", "end", "stands")},
                "differs": list(one.differs),
                "leftOut": list(one.left_out),
                "sentences": list(one.sentence_ids) if one.stands != "no" else [],
            }
            for one in nkj.texts.quotations(text)
        ]
        assert told == ours, text
        stands.update(one["stands"] for one in told)
        cuts += sum(bool(one["leftOut"]) for one in told)
    assert stands == {"exact", "nearly", "no"}
    assert cuts > 20
