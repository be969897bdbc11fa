"""A source's card says what is certain of its making, and *not known* where the list of sources does not tell."""

import nkj_data as nkj
from nkj_data.context import source_cards
from nkj_data.context.source_cards import UNKNOWN, told

CARDS = source_cards().set_index("source_id")


def test_there_is_a_card_for_each_source_and_it_adds_nothing():
    sources = nkj.context.sources()
    assert list(CARDS.index) == list(sources["source_id"])
    assert set(CARDS["layer"]) == {"outside the document"}
    for row in sources.to_dict("records"):
        card = CARDS.loc[row["source_id"]]
        known = f"{row['author']} {row['note']} {row['published']}"
        for name in ("interest", "rests_on", "repeats", "read_as"):
            assert card[name] == UNKNOWN or card[name] in known, (row["source_id"], name)
        assert card["made_by"] in known
    assert CARDS.notna().all().all()


def test_what_passes_on_another_source_says_which():
    assert CARDS.loc["T19b", "repeats"] == "Mainichi"
    assert CARDS.loc["T03", "repeats"] == "KCNA"
    assert CARDS.loc["P17", "repeats"] == "Wikipedia"
    assert CARDS.loc["M11", "repeats"] == "Nikkei via Yonhap"
    # Who only keeps a copy is not repeated: the minutes are the Diet's.
    assert CARDS.loc["T06", "repeats"] == UNKNOWN
    assert (CARDS["repeats"] != UNKNOWN).sum() >= 20


def test_an_interest_is_named_only_where_the_list_names_it():
    assert CARDS.loc["T40", "interest"] == "Newspaper of an interested party"
    assert CARDS.loc["A12", "interest"] == "Party newspaper"
    assert CARDS.loc["T01", "interest"] == UNKNOWN


def test_for_whom_and_with_what_access_is_a_question_for_the_reader():
    assert set(CARDS["made_for"]) == set(CARDS["access"]) == {UNKNOWN}


def test_an_inquiry_shows_the_card_of_each_of_its_sources():
    for name in nkj.context.inquiries()["inquiry_id"]:
        inquiry = nkj.context.inquiry(name)
        shown = inquiry._repr_html_()
        assert shown.count("Not known: ") == len(inquiry.cited.sources)
    row = nkj.context.sources().set_index("source_id", drop=False).loc["T03"].to_dict()
    assert told(row) == (
        "A newspaper or a news agency. Repeats: KCNA. Not known: interest, rests on, made for, access."
    )
