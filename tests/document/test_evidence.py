"""From any row to its words: marked in the passage, plain in a terminal, safe in a page."""

import pandas as pd
import pytest

import nkj_data as nkj
from nkj_data.document import tables as nkj_tables
from nkj_data.document.evidence import segments
from nkj_data.errors import ArgumentError, UnknownNameError


def marked(evidence):
    return "".join(part.text for part in evidence.segments if part.rows)


@pytest.mark.parametrize("name", nkj.catalog()["table"])
def test_every_row_of_every_table_marks_exactly_its_quote(name):
    for row in nkj.table(name).to_dict("records"):
        found = nkj.evidence(pd.Series(row))
        assert marked(found) == row["quote"]


def test_segments_rebuild_every_sentence():
    parts = segments(nkj.claims().to_dict("records"))
    for sentence in nkj.sentences().itertuples():
        assert "".join(p.text for p in parts if p.sentence_id == sentence.sentence_id) == sentence.quote


def test_plain_text_brackets_the_words_and_says_how_sure():
    assert str(nkj.evidence("motive-01")) == (
        "S08  [P'yongyang's primary motives appear to be a quest for relief from diplomatic and\n"
        "     economic isolation], which has also caused serious shortages of food, energy, and\n"
        "     hard currency.\n"
        'motive-01: S08; hedged ("appear to be"); voice: document; One quest, relief from two\n'
        "     kinds of isolation: one hedge holds for both."
    )


def test_html_marks_the_words_in_the_whole_passage():
    html = nkj.evidence("shortage-01")._repr_html_()
    assert html.count("<mark") == 1
    assert ">isolation, which has also caused serious shortages of food</mark>, energy" in html
    assert "S01" in html
    assert "S14" in html


def test_markup_in_a_row_is_shown_as_text():
    row = nkj.motives().iloc[0].copy()
    row["motive_id"] = row["note"] = "<img src=x onerror=alert(1)>"
    html = nkj.evidence(row)._repr_html_()
    assert "<img" not in html
    assert "&lt;img" in html


def test_a_row_an_id_several_ids_and_a_table_all_work():
    by_id = nkj.evidence("motive-01")
    assert marked(nkj.evidence(nkj.motives().iloc[0])) == marked(by_id)
    assert len(nkj.evidence(["motive-01", "S14", "term-03"]).rows) == 3
    assert len(nkj.evidence(nkj.motives()).rows) == 3
    assert len(nkj.evidence(nkj.motives()["motive_id"]).rows) == 3


def test_overlapping_rows_share_segments():
    parts = segments(nkj.links().query("sentence_id == 'S08'").to_dict("records"))
    shared = [part for part in parts if len(part.rows) > 1]
    assert shared


def test_an_unknown_row_names_the_nearest():
    with pytest.raises(UnknownNameError) as caught:
        nkj.evidence("motiv-01")
    assert str(caught.value) == (
        "There is no row 'motiv-01'. Did you mean 'motive-01'? "
        "nkj.catalog() lists the tables; their first column holds the ids."
    )


@pytest.mark.parametrize("wrong", [3, None, b"motive-01", {"a": 1}, nkj.motives()[["motive"]]])
def test_what_is_no_row_is_refused_with_what_to_give(wrong):
    with pytest.raises(
        ArgumentError, match=r"^evidence\(\) takes a row id such as 'motive-01', a row, several ids"
    ):
        nkj.evidence(wrong)


def test_coverage_counts_every_row_of_every_table():
    coverage = nkj.coverage()
    assert coverage["sentence_id"].tolist() == nkj.sentences()["sentence_id"].tolist()
    for name in coverage.columns[1:]:
        assert coverage[name].sum() == len(nkj.table(name))
    assert (coverage["claims"] > 0).all()


def test_what_an_actor_was_called_before_its_id_became_a_word_still_leads_to_it():
    former = nkj_tables.descriptor().tables["actors"].former
    assert list(former.values()) == nkj.actors()["actor_id"].tolist()
    assert nkj.evidence("actor-01").rows == nkj.evidence("north-korea").rows
    assert nkj.evidence("actor-21").rows[0]["name"] == "espionage agents"
