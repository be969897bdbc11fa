"""The page keeps a record as Python does: one table of answers and lines through both."""

import json
import random
import uuid

import pytest
from answering import answers

import nkj_data as nkj
from nkj_data.interface import wording
from nkj_data.pages.site import _known, _rows
from nkj_data.record import Record
from nkj_data.record.entry import Entry, read_line
from nkj_data.widgets.assets import joined
from nkj_data.widgets.progress import TITLES
from nkj_data.widgets.saving import keep

TWIN = """
async ({text, lines, bank, rows, strings, titles}) => {
  const address = URL.createObjectURL(new Blob([text], {type: "text/javascript"}));
  const twin = await import(address);
  const known = new Map(bank.map((item) => [item.id, item]));
  let entries = [];
  for (const line of lines) {
    const made = twin.entryOf(entries, line, known, new Set(rows), strings);
    if (made.entry) entries.push(made.entry);
  }
  return {entries, states: twin.states(entries, "lesson"), before: twin.states(entries, "before"),
    basket: twin.basket(entries), progress: twin.progress(entries, bank, titles),
    growth: twin.growth(entries, bank, strings)};
}
"""
READ = """
async ({text, lines}) => {
  const twin = await import(URL.createObjectURL(new Blob([text], {type: "text/javascript"})));
  return lines.map(twin.readLine);
}
"""


@pytest.fixture
def blank(page, site):
    page.goto(f"{site}/widgets.html")
    return page


def line(dice, number, act, item, answer, phase="lesson"):
    at = f"2026-03-01T10:{number // 60 % 60:02}:{number % 60:02}.000Z"
    name = uuid.UUID(int=dice.getrandbits(128)).hex
    return {"id": name, "at": at, "act": act, "item": item, "answer": answer, "phase": phase, "widget": "Quiz"}


def made_up_lines():
    dice, lines = random.Random(13), []

    def put(act, item, answer, phase="lesson"):
        lines.append(line(dice, len(lines), act, item, answer, phase))

    for item in nkj.items.items():
        for answer in dice.sample(answers(item, dice), 3):
            if item.check:
                put("answer", item.item_id, answer, "before")
                put("answer", item.item_id, answer, dice.choice(["before", "after", "after"]))
            put(dice.choice(["answer", "answer", "draft"]), item.item_id, answer, dice.choice(["lesson", "review"]))
    put("draft", "03-warm-up", {"texts": {"Need": "a"}})
    put("answer", "board-01", {"sentences": {}})
    for of in ("motive-01", "S08", "nothing-01", "claim-02"):
        put("evidence", of, {"note": f"why {of}"})
    put("evidence removed", lines[-1]["id"], {})
    put("evidence removed", "unknown", {})
    return lines


def test_one_table_of_answers_comes_to_the_same_on_the_page_and_in_python(blank, tmp_path):
    lines, record = made_up_lines(), Record(tmp_path)
    for one in lines:
        keep(record, one)
    given = {
        "text": joined("pages/js/learner.js"),
        "lines": lines,
        "bank": [_known(item) for item in nkj.items.items()],
        "rows": [name for name, _ in _rows()],
        "strings": dict(wording("pages")),
        "titles": dict(TITLES),
    }
    told = blank.evaluate(TWIN, given)
    ours = [json.loads(text) for text in record.path.read_text(encoding="utf-8").splitlines()]
    assert [one["outcome"] for one in told["entries"]] == [one["outcome"] for one in ours]
    assert {one["outcome"] for one in ours} >= set(nkj.items.OUTCOMES) - {"not attempted"}
    for theirs, mine in zip(told["entries"], ours, strict=True):
        assert theirs.pop("points") == pytest.approx(mine.pop("points"), abs=1e-4)
        theirs.pop("at"), mine.pop("at")
        assert theirs == mine
    for phase, states in (("lesson", told["states"]), ("before", told["before"])):
        wanted = {name: state.as_page() for name, state in record.state(phase=phase).items()}
        assert states.keys() == wanted.keys()
        for name, state in wanted.items():
            for field in ("attempts", "last_answer", "last_outcome", "best_outcome", "draft"):
                assert states[name][field] == state[field], (name, field)
    assert (
        [piece["of"] for piece in told["basket"]] == [piece.of for piece in record.basket()] == ["motive-01", "S08"]
    )
    counts = ("lesson", "items", "attempted", "correct", "written")
    rows = [[row[name] for name in counts] for row in told["progress"]]
    assert rows == [[getattr(row, name) for name in counts] for row in record.progress()]
    assert told["growth"] == record.growth().says


def test_a_line_of_any_make_is_read_as_python_reads_it(blank):
    good = {"v": 1, "id": "a" * 32, "at": "2026-03-01T10:00:00.000+09:00", "act": "answer", "item": "q03-01"}
    good |= {"answer": {"choice": "b"}, "outcome": "correct", "points": 1.0, "learner": "blue heron"}
    lines = [
        *("", "  ", "no json", "{", "[1]", "3", '"text"', "null", '{"item": ""}', '{"item": "q"}'),
        *(json.dumps(good | change) for change in CHANGES),
    ]
    told = blank.evaluate(READ, {"text": joined("pages/js/learner.js"), "lines": lines})
    for text, theirs in zip(lines, told, strict=True):
        ours = read_line(text.encode())
        if isinstance(ours, Entry):
            assert theirs == {name: getattr(ours, name) for name in Entry.__slots__}, text
        else:
            assert theirs == ours, text


CHANGES = [
    {},
    *({"act": act} for act in ("draft", "evidence", "evidence removed", "dance", None, 3)),
    *({"answer": answer} for answer in ({}, "b", ["a"], None, 3, True)),
    *({"outcome": outcome} for outcome in ("great", None, 3)),
    *({"points": points} for points in (None, -1, 2, "1", True, 0.5, 10**400)),
    *({"v": version} for version in (0, 2, -1, 1.5, "1", True)),
    *({"attempt": attempt} for attempt in (0, 7, -1, None, 10**9)),
    *({"phase": phase} for phase in ("before", "after", "review", "later", None)),
    *({name: 3} for name in ("at", "learner", "widget")),
]
