"""The negotiating table: the document's own positions, nothing else, and S14 at the end."""

import re

import pytest

import nkj_data as nkj
from nkj_data.errors import ArgumentError, UnknownNameError
from nkj_data.record import Record
from nkj_data.widgets import NegotiatingTable
from nkj_data.widgets.negotiating_table import STRINGS, TIES


@pytest.fixture
def table(tmp_path):
    return NegotiatingTable(record=Record(tmp_path))


def cards(table):
    return {card["id"]: card for side in table.sides for card in side["cards"]}


def test_every_position_of_the_talks_lies_on_the_side_that_holds_it_and_no_other(table):
    positions = nkj.positions()
    positions = positions[positions["setting"] == "talks"]
    assert {side["id"]: [card["id"] for card in side["cards"]] for side in table.sides} == {
        actor: held["position_id"].tolist() for actor, held in positions.groupby("actor_id", sort=False)
    }
    assert [side["name"] for side in table.sides] == ["North Korea", "Japan"]


def test_a_card_is_one_step_from_its_words(table):
    quotes = nkj.positions().set_index("position_id")["quote"]
    for name, card in cards(table).items():
        (sentence,) = card["quoted"]
        assert "".join(words for words, marked in sentence["segments"] if marked) == quotes[name]
        assert "".join(words for words, _ in sentence["segments"]) in nkj.passage().text


def test_south_korea_is_named_as_the_other_party_and_has_no_side(table):
    assert table.absent == ["South Korea"]
    assert "South Korea" not in [side["name"] for side in table.sides]


def test_the_kidnapping_is_alleged_on_its_card_and_on_no_other(table):
    told = {name: card["alleged"] for name, card in cards(table).items() if card["alleged"]}
    assert told == {
        "position-06": ["North Korean agents had allegedly kidnapped Yi Un Hee. Who alleges it is not said."]
    }


def test_who_asks_is_marked_as_read_from_context(table):
    asks = {side["name"]: side["asks"] for side in table.sides}
    assert asks == {
        "North Korea": [],
        "Japan": [name.removeprefix("no ") for name in nkj.obstacles()["obstacle"][2:]],
    }
    assert STRINGS["asks"].startswith("By context")


def test_the_points_of_the_agenda_are_those_the_text_calls_points_of_the_talks(table):
    assert [point["id"] for point in table.points] == nkj.obstacles()["obstacle_id"].tolist()
    assert [point["third"] for point in table.points] == [False, True, False, False]


def test_the_table_ends_with_s14_whole(table):
    (sentence,) = table.ending
    assert sentence["segments"] == [[nkj.sentences()["quote"].iloc[-1], False]]
    assert table.item == "table-05"


def test_quotations_in_what_the_table_says_stand_in_the_passage():
    text = nkj.passage().text
    for name, words in STRINGS.items():
        for quotation in re.findall(r"“([^”]+)”", words):
            assert quotation in text, (name, quotation)


def test_only_the_question_of_compensation_is_said_to_have_broken_anything():
    said = [(tie.blockers, tie.blocked) for tie in TIES if tie.verdict == "said"]
    assert said == [(("position-02", "position-03"), ("talk-01",))]


def test_a_tie_names_rows_that_are_there_and_words_of_its_own(table):
    known = set(cards(table)) | {target["id"] for target in table.targets}
    pairs = [(one, other) for tie in TIES for one in tie.blockers for other in tie.blocked]
    assert len(pairs) == len(set(pairs))
    assert {name for pair in pairs for name in pair} <= known
    assert {tie.verdict for tie in TIES} <= {"said", "tied", "silent"}
    for tie, sent in zip(TIES, table.ties, strict=True):
        assert STRINGS[tie.string]
        assert any(marked for _, marked in sent["quoted"][0]["segments"])


def test_the_table_tells_no_number_of_rounds_and_no_outcome():
    told = " ".join(STRINGS.values())
    assert re.findall(r"\d+", re.sub(r"\bS\d\d\b|^\d\. |(?<= )\d\. ", "", told)) == []
    assert "this source cannot say" in STRINGS["ending_but"]


def test_work_comes_back_from_the_record(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "their work"
    table = NegotiatingTable(record=Record(folder))
    line = {
        **{"id": "0" * 32, "at": "", "act": "draft", "item": "table-05", "phase": "lesson"},
        **{"answer": {"agenda": ["obstacle-03"]}, "widget": "NegotiatingTable"},
    }
    table._handle_custom_msg({"type": "line", "line": line}, [])
    again = NegotiatingTable(record=Record(folder))
    assert again.states["table-05"]["draft"] == {"agenda": ["obstacle-03"]}
    assert [path.name for path in tmp_path.iterdir()] == ["their work"]


def test_an_option_that_is_not_there_is_refused_with_the_nearest(tmp_path):
    with pytest.raises(
        ArgumentError, match=r"NegotiatingTable\(\) has no option 'string'. Did you mean 'strings'\?"
    ):
        NegotiatingTable(string={})
    with pytest.raises(UnknownNameError, match="Did you mean 'agenda'"):
        NegotiatingTable(strings={"agendas": "x"}, record=Record(tmp_path))
