"""Every row stands on words of the passage, and the tables are what their schema says."""

import inspect
import json
import re

import pandas as pd
import pytest

import nkj_data as nkj
from nkj_data.document import tables
from nkj_data.document.schema import noun
from nkj_data.errors import Problem, SchemaError, UnknownNameError
from nkj_data.packaged_files import data_folder

NAMES = list(tables.descriptor().tables)
CODED = [name for name in NAMES if name != "sentences"]
EVIDENCE = ["note", "voice", "certainty", "hedge", "sentence_id", "quote", "char_start", "char_end"]
# Words that assert nothing by themselves.
CONNECTIVES = {"was"}


@pytest.mark.parametrize("name", NAMES)
def test_every_quote_stands_in_the_passage_once_and_inside_its_sentence(name):
    text = nkj.passage().text
    sentences = nkj.sentences().set_index("sentence_id")
    for row in nkj.table(name).itertuples():
        assert text[row.char_start : row.char_end] == row.quote
        assert text.count(row.quote) == 1
        sentence = sentences.loc[row.sentence_id]
        assert sentence["char_start"] <= row.char_start < row.char_end <= sentence["char_end"]


def test_every_asserting_word_lies_in_the_quote_of_a_claim():
    text = nkj.passage().text
    claims = nkj.claims()
    spans = list(zip(claims["char_start"], claims["char_end"], strict=True))
    uncovered = {
        word.group()
        for word in re.finditer(r"[\w'-]+", text)
        if not any(start <= word.start() and word.end() <= end for start, end in spans)
    }
    assert uncovered == CONNECTIVES


def test_all_fourteen_tables_are_there():
    assert nkj.catalog()["table"].tolist() == [
        *["sentences", "claims", "aims", "supporters", "setbacks", "motives", "shortages"],
        *["obstacles", "positions", "talks", "timeline", "actors", "links", "glossary"],
    ]


@pytest.mark.parametrize("name", CODED)
def test_the_last_columns_are_the_evidence(name):
    assert list(nkj.table(name).columns)[-len(EVIDENCE) :] == EVIDENCE


@pytest.mark.parametrize("name", CODED)
def test_rows_come_in_the_order_of_the_passage(name):
    sentences = nkj.table(name)["sentence_id"].tolist()
    assert sentences == sorted(sentences)


@pytest.mark.parametrize("name", NAMES)
def test_dtypes_are_those_of_the_code_book(name):
    frame, book = nkj.table(name), nkj.columns(name)
    assert book["column"].tolist() == list(frame.columns)
    assert book["dtype"].tolist() == [str(dtype) for dtype in frame.dtypes]
    for column, required in zip(book["column"], book["required"], strict=True):
        assert not (required and frame[column].isna().any())
    assert isinstance(frame.index, pd.RangeIndex)


@pytest.mark.parametrize("name", [name for name in CODED if name != "claims"])
def test_every_row_is_a_view_of_a_claim_that_shares_its_words(name):
    claims = nkj.claims().set_index("claim_id")
    for row in nkj.table(name).itertuples():
        claim = claims.loc[row.claim_id]
        assert claim["sentence_id"] == row.sentence_id, row
        assert row.char_start < claim["char_end"], row
        assert claim["char_start"] < row.char_end, row


@pytest.mark.parametrize("name", CODED)
def test_hedges_stand_in_their_quotes_and_only_in_weakened_rows(name):
    for row in nkj.table(name).itertuples():
        weakened = row.certainty in ("hedged", "alleged")
        assert weakened == (not pd.isna(row.hedge)), row
        if weakened:
            assert row.hedge in row.quote
        if row.certainty == "implied":
            assert not pd.isna(row.note), row


def test_every_call_returns_a_fresh_frame():
    mine = nkj.motives()
    mine.loc[0, "motive"] = "spoiled"
    assert nkj.motives().loc[0, "motive"] == "relief from diplomatic isolation"


def test_no_outside_fact_is_written_into_a_document_table():
    """No number, and no name, that the passage lacks; ids and bounds of named years aside."""
    text = nkj.passage().text
    numbers = {*re.findall(r"\d+", text), "1945"}
    ours = re.compile(r"\b(?:claim|motive|link|term|actor)-\d\d\b|\bS\d\d\b")
    for name in CODED:
        frame = nkj.table(name)
        for column in frame.select_dtypes(["str", "category"]).columns.difference(["claim_id"]):
            if column.endswith("_id"):
                continue
            for cell in frame[column].dropna().astype(str):
                bare = ours.sub("", cell)
                assert set(re.findall(r"\d+", bare)) <= numbers, (name, column, cell)
                names = re.findall(r"(?<=[a-z,] )[A-Z]\w+", bare)
                assert [word for word in names if word not in text] == [], (name, column, cell)


def test_an_unknown_table_names_the_nearest():
    with pytest.raises(UnknownNameError) as caught:
        nkj.table("motive")
    assert str(caught.value) == (
        "There is no table 'motive'. Did you mean 'motives'? Choose from: sentences, claims, aims, supporters, "
        "setbacks, motives, shortages, obstacles, positions, talks, timeline, actors, links, glossary."
    )
    with pytest.raises(UnknownNameError, match="Did you mean 'talks'"):
        nkj.columns("talk")


def test_the_descriptor_is_a_valid_data_package(tmp_path):
    from frictionless import validate

    report = validate(str(data_folder() / "tables" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "note"])
    descriptor = json.loads((data_folder() / "tables" / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["name"] for resource in descriptor["resources"]] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_table_is_called_by_its_noun_which_shows_the_whole_code_book(name):
    function, book = getattr(nkj, name), nkj.columns(name)
    assert function().equals(nkj.table(name))
    assert (function.__name__, function.__module__) == (name, "nkj_data.document.tables")
    doc = inspect.getdoc(function)
    assert doc.startswith("Return ")
    assert "one row per" in doc.splitlines()[0]
    said = re.findall(r"^    (\w+) : ([\w\[\]]+)(?:, (\w+))?$", doc, flags=re.MULTILINE)
    units = ["" if pd.isna(unit) else unit for unit in book["unit"]]
    assert said == list(zip(book["column"], book["dtype"], units, strict=True))
    plain = " ".join(doc.split())
    for row in book.itertuples():
        assert row.description.rstrip(".") in plain
        assert pd.isna(row.values) or f": {row.values}." in plain
    for word in ("SchemaError", "section on Japan"):
        assert word in doc


def test_a_descriptor_that_cannot_be_read_stops_no_import():
    def lost():
        raise SchemaError([Problem("datapackage.json", "the file is missing")])

    assert inspect.getdoc(noun("motives", nkj.table, lost, "")) == "Return the table motives."
