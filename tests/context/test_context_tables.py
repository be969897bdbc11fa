"""The wider record: cited, fenced off from the document, and added up only where that makes sense."""

import contextlib
import inspect
import json
import re
import shutil
import tomllib
from functools import partial
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from spoiling import edit, problems_in

import nkj_data as nkj
from nkj_data import context
from nkj_data.context import tables as context_tables
from nkj_data.errors import ArgumentError, SchemaError, UnknownNameError
from nkj_data.packaged_files import data_folder

ROOT = Path(__file__).parent.parent.parent
NAMES = ["talks", "events", "repatriation", "trade", "debt", "compensation", "entities", "claims_check", "sources"]
CITING = [name for name in NAMES if name != "sources"]
OUTSIDE = "outside the document"
SOURCE_ID = re.compile(r"\b[ACDEMPRTX]\d\d[a-z]?\b")


# The package and its code book


def test_all_nine_tables_are_there():
    assert context.catalog()["table"].tolist() == NAMES
    assert context.catalog()["rows"].tolist() == [len(getattr(context, name)()) for name in NAMES]


def test_the_descriptor_is_a_valid_data_package_of_this_version():
    from frictionless import validate

    path = data_folder() / "context" / "datapackage.json"
    report = validate(str(path))
    assert report.valid, report.flatten(["title", "note"])
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    assert descriptor["version"] == nkj.__version__
    assert [resource["name"] for resource in descriptor["resources"]] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_dtypes_are_those_of_the_code_book(name):
    frame, book = getattr(context, name)(), context.columns(name)
    assert book["column"].tolist() == list(frame.columns)
    assert book["dtype"].tolist() == [str(dtype) for dtype in frame.dtypes]
    for column, required in zip(book["column"], book["required"], strict=True):
        assert not (required and frame[column].isna().any()), column
    assert isinstance(frame.index, pd.RangeIndex)


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_a_vocabulary_is_used(name):
    frame = getattr(context, name)()
    for column in frame.select_dtypes("category"):
        if column != "precision":  # one vocabulary for every table
            assert set(frame[column].dropna()) == set(frame[column].cat.categories), column


@pytest.mark.parametrize("name", NAMES)
def test_a_noun_shows_the_whole_code_book_of_its_table(name):
    doc, book = inspect.getdoc(getattr(context, name)), context.columns(name)
    said = re.findall(r"^    (\w+) : ([\w\[\]]+)(?:, (\w+))?$", doc, flags=re.MULTILINE)
    units = ["" if pd.isna(unit) else unit for unit in book["unit"]]
    assert said == list(zip(book["column"], book["dtype"], units, strict=True))
    plain = " ".join(doc.split())
    for row in book.itertuples():
        assert row.description.rstrip(".") in plain
    assert "Outside the document." in doc


def test_every_call_returns_a_fresh_frame():
    mine = context.talks()
    mine.loc[0, "place"] = "spoiled"
    assert context.talks().loc[0, "place"] == "Pyongyang"


def test_an_unknown_name_says_the_nearest():
    with pytest.raises(
        UnknownNameError, match=r"There is no table of the wider record 'talk'. Did you mean 'talks'\?"
    ):
        context.table("talk")
    with pytest.raises(UnknownNameError, match="Did you mean 'debt'"):
        context.columns("debts")
    with pytest.raises(AttributeError, match=r"There is no public name 'trades'. Did you mean 'trade'\?"):
        context.trades  # noqa: B018


# The fence


@pytest.mark.parametrize("frame", [*NAMES, "catalog", "citations", "concordance"])
def test_every_frame_ends_with_its_layer(frame):
    made = getattr(context, frame)()
    assert made.columns[-1] == "layer"
    assert set(made["layer"].astype(str)) == {OUTSIDE}


def test_a_frame_with_fewer_columns_still_knows_its_layer():
    assert context.talks().query("kind == 'round'")[["meeting", "earliest"]].attrs["layer"] == OUTSIDE
    assert context.columns("talks").attrs["layer"] == OUTSIDE


def test_whatever_shows_the_record_says_outside_the_document():
    assert OUTSIDE in nkj.show(context.events())._repr_html_()
    assert OUTSIDE in context.debt()._repr_html_()
    for shown in (context.cited("TK06"), context.cited(context.events())):
        assert str(shown).startswith("Outside the document\n")
        assert shown._repr_html_().startswith(
            '<div role="group" aria-label="Outside the document" style="border:2px dashed'
        )
        assert "<strong>Outside the document</strong>" in shown._repr_html_()
    assert str(context.total(["CP01", "CP02"])).endswith(", outside the document")


def test_no_id_of_one_layer_can_be_taken_for_one_of_the_other():
    ours = {row for name in nkj.catalog()["table"] for row in nkj.table(name).iloc[:, 0]}
    theirs = {row for name in NAMES for row in context.table(name).iloc[:, 0]}
    assert not ours & theirs
    words = set(nkj.actors()["actor_id"])
    assert all(re.fullmatch(r"[a-z]+-\d\d|S\d\d", name) for name in ours - words)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in words)
    assert all(re.fullmatch(r"[A-Z]{2}\d\d[a-z]?|[ACDEMPRTX]\d\d[a-z]?", name) for name in theirs)
    keys = {context.table(name).columns[0] for name in NAMES}
    assert not keys & {column for name in nkj.catalog()["table"] for column in nkj.table(name).columns}


def test_no_frame_holds_both_layers():
    """Claims and checks meet in ids alone; the words a check is about are the one exception, and say so."""
    assert list(context.concordance().columns) == ["check_id", "claim_id", "layer"]
    evidence = {"voice", "certainty", "hedge", "quote"}
    for name in NAMES:
        assert evidence & set(context.table(name).columns) == ({"quote"} if name == "claims_check" else set())
    for name in nkj.catalog()["table"]:
        assert "layer" not in nkj.table(name).columns


def test_no_document_table_names_anybody_whom_only_the_record_names():
    """Names are what stands in capitals inside the record's sentences and not in the passage."""
    entities = context.entities()
    words = " ".join(
        text
        for frame, columns in (
            (entities, ["name", "hangul", "japanese", "spelling", "description"]),
            (context.events(), ["summary"]),
            (context.talks(), ["summary", "head_japan", "head_dprk", "place"]),
        )
        for column in columns
        for text in frame[column].dropna()
    )
    proper = set(re.findall(r"(?<=[\w,;] |.[(])[A-Z][\w-]{2,}", words)) | set(re.findall(r"[가-힣一-鿿]+", words))
    only_here = {name for name in proper if not re.search(rf"\b{name}\b", nkj.passage().text)}
    assert {"Taguchi", "Kanemaru", "IAEA", "Chongryon", "이은혜"} <= only_here
    # Plain words, and the name of the document's own publisher.
    only_here -= {"Agent", "State", "Main", "Three", "Training"}
    for name in nkj.catalog()["table"]:
        frame = nkj.table(name)
        for column in frame.select_dtypes(["str", "category"]):
            for cell in frame[column].dropna().astype(str):
                found = set(re.findall(r"[\w-]+", cell)) & only_here
                assert not found, (name, column, cell, found)


# Citations


@pytest.mark.parametrize("name", CITING)
def test_every_row_cites_a_source_that_exists(name):
    known = set(context.sources()["source_id"])
    for cell in context.table(name)["source_ids"]:
        ids = cell.split(";")
        assert ids
        assert set(ids) <= known
        assert len(set(ids)) == len(ids)


def test_every_source_is_cited():
    cited = context.citations()
    assert set(cited["source_id"]) == set(context.sources()["source_id"])
    assert set(cited["table"]) == set(CITING)
    assert cited.query("row_id == 'CP01'")["source_id"].tolist() == ["C01", "C02"]


@pytest.mark.parametrize("name", CITING)
def test_a_source_named_in_the_words_of_a_row_is_cited_by_it(name):
    for row in context.table(name).to_dict("records"):
        words = " ".join(str(value) for column, value in row.items() if column != "source_ids")
        assert set(SOURCE_ID.findall(words)) <= set(row["source_ids"].split(";")), row


def test_no_row_rests_on_sources_that_cannot_stand_alone():
    use = context.sources().set_index("source_id")["use"].astype(str)
    for _, rows in context.citations().groupby(["table", "row_id"]):
        assert "alone" in set(use[rows["source_id"]]), rows


def test_a_row_leads_to_its_sources():
    cited = context.cited("TK10")
    assert cited.rows[0]["meeting"] == "Round 5"
    assert cited.sources["source_id"].tolist() == context.talks().set_index("meeting_id")["source_ids"][
        "TK10"
    ].split(";")
    assert list(cited.sources.columns) == list(context.sources().columns)
    both = context.cited(["CP01", "CP02", "CP01"])
    assert [row["figure_id"] for row in both.rows] == ["CP01", "CP02"]
    assert both.sources["source_id"].tolist() == ["C01", "C02"]


def test_rows_and_narrow_tables_lead_to_sources_too():
    talks = context.talks()
    assert str(context.cited(talks.iloc[5])) == str(context.cited("TK06"))
    assert str(context.cited(talks.iloc[5:6][["meeting_id", "place"]])) == str(context.cited("TK06"))
    assert context.cited("T48").sources["source_id"].tolist() == ["T48"]


def test_a_check_shows_the_words_it_is_about():
    assert "words of the document that are checked (S13): in the 1960s" in str(context.cited("CL26"))
    assert nkj.evidence(context.claims_check().iloc[25]).rows[0]["check_id"] == "CL26"


def test_links_stand_only_where_an_address_is_given():
    sources = context.sources()
    html = context.cited(sources)._repr_html_()
    assert html.count("<a href=") == sources["url"].notna().sum() == 220
    assert set(sources.loc[sources["url"].isna(), "source_id"]) == {
        *["A11", "A12", "A15", "E11", "E13", "P09", "P11d", "P11e", "P12c", "T48", "X06", "X09", "X14"]
    }
    assert "javascript:" not in html


def test_markup_in_a_row_is_shown_as_text(monkeypatch):
    frame = context.sources()
    frame.loc[0, ["title", "url"]] = ["<script>alert(1)</script>", 'https://a.example/"><b>']
    monkeypatch.setattr(
        context_tables, "table", lambda name: frame if name == "sources" else context_tables._checked()[name]
    )
    html = context.cited(frame["source_id"][0])._repr_html_()
    assert "<script>" not in html
    assert '"><b>' not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_an_id_of_the_document_or_of_nothing_is_explained():
    with pytest.raises(ArgumentError) as caught:
        context.cited("claim-45")
    assert str(caught.value) == (
        "'claim-45' names words of the document, which have no sources here. nkj.evidence('claim-45') marks them; "
        "nkj.context.concordance() says which checks are about which claim."
    )
    with pytest.raises(UnknownNameError) as caught:
        context.cited("TK6")
    assert str(caught.value).startswith("There is no row 'TK6'. Did you mean 'TK")
    for thing in (5, b"TK06", pd.DataFrame({"a": [1]}), None):
        with pytest.raises(ArgumentError, match=rf"cited\(\) takes an id .*, not {type(thing).__name__}\."):
            context.cited(thing)


# Checks of the document's claims


def test_every_check_quotes_words_that_stand_once_and_inside_one_sentence():
    text, sentences = nkj.passage().text, nkj.sentences().set_index("sentence_id")
    for row in context.claims_check().itertuples():
        assert text.count(row.quote) == 1
        assert text[row.char_start : row.char_end] == row.quote
        sentence = sentences.loc[row.sentence_id]
        assert sentence["char_start"] <= row.char_start < row.char_end <= sentence["char_end"]


def test_every_check_shares_words_with_the_claims_it_is_about():
    claims = nkj.claims().set_index("claim_id")
    checks = context.claims_check().set_index("check_id")
    for row in context.concordance().itertuples():
        claim, check = claims.loc[row.claim_id], checks.loc[row.check_id]
        assert claim["sentence_id"] == check["sentence_id"], row
        assert claim["char_start"] < check["char_end"], row
        assert check["char_start"] < claim["char_end"], row


def test_a_claim_is_checked_at_most_once_and_the_unchecked_ones_are_named():
    pairs = context.concordance()
    assert pairs["claim_id"].is_unique
    unchecked = sorted(set(nkj.claims()["claim_id"]) - set(pairs["claim_id"]))
    statement = (ROOT / "docs" / "data_statement.md").read_text(encoding="utf-8")
    listed = re.search(r"no check is about(.+?)\.", statement, re.DOTALL).group(1)
    assert re.findall(r"claim-\d\d", listed) == unchecked


def test_verdicts_are_counted_as_the_data_statement_says():
    counts = context.claims_check()["verdict"].value_counts()
    statement = " ".join((ROOT / "docs" / "data_statement.md").read_text(encoding="utf-8").split())
    for verdict, count in counts.items():
        assert f"{count} {verdict}" in statement
    for name in NAMES:
        assert f"| `{name}` | {len(context.table(name))} |" in statement


# Dates, names, wording


@pytest.mark.parametrize("name", ["talks", "events", "repatriation", "debt", "compensation"])
def test_a_month_or_a_year_never_stands_for_one_day(name):
    for row in context.table(name).itertuples():
        if row.precision == "year":
            assert (row.earliest.month, row.earliest.day, row.latest.month, row.latest.day) == (1, 1, 12, 31)
            assert re.fullmatch(r"\d{4}", row.date_text)
        elif row.precision == "month":
            assert row.earliest.day == 1
            assert row.latest == row.earliest + pd.offsets.MonthEnd(0)
            assert re.fullmatch(r"[A-Z]\w+ \d{4}", row.date_text)
        else:
            assert row.date_text.endswith(str(row.earliest.year if pd.isna(row.latest) else row.latest.year))
        assert pd.isna(row.latest) or row.earliest <= row.latest


def test_a_closing_day_that_was_not_verified_is_missing():
    talks = context.talks().set_index("meeting_id")
    assert talks.index[talks["latest"].isna()].tolist() == ["TK04", "TK16"]
    assert talks.loc["TK04", "date_text"] == "from 17 November 1990"


def test_the_rounds_are_twelve_and_in_order():
    rounds = context.talks().query("kind == 'round'")
    assert rounds["round"].tolist() == list(range(1, 13))
    assert all(before < after for before, after in pairwise(rounds["earliest"]))
    assert rounds.iloc[0]["earliest"] == nkj.talks().iloc[0]["earliest"]


def test_events_know_where_they_stand_to_the_document():
    events = context.events()
    assert events["earliest"].is_monotonic_increasing
    completed = tomllib.loads((data_folder() / "document" / "provenance.toml").read_text(encoding="utf-8"))
    assert completed["outside_the_page"]["research_completed"] == "June 1993"
    after = events["earliest"] > pd.Timestamp("1993-06-30")
    assert (after == (events["window"] == "after June 1993")).all()
    assert events.query("window == 'known later'")["event_id"].tolist() == ["EV24", "EV25", "EV59"]


def test_names_of_the_document_stand_in_the_passage_and_lessons_know_how_to_write_yi_un_hee():
    entities = context.entities().set_index("entity_id")
    for words in entities["document_name"].dropna():
        assert words in nkj.passage().text
    alias = entities.loc["PE18"]
    assert (alias["document_name"], alias["hangul"]) == ("Yi Un Hee", "리은혜; 이은혜")
    assert "since a quotation is not corrected" in alias["spelling"]
    hangul, japanese = entities["hangul"].dropna(), entities["japanese"].dropna()
    assert hangul.str.fullmatch(r"[가-힣; ]+").all()
    assert japanese.str.fullmatch(r"[぀-ヿ一-鿿「」・;() ]+").all()


@pytest.mark.parametrize("name", CITING)
def test_the_wording_is_neutral(name):
    loaded = re.compile(
        r"\b(regimes?|rogue|hermit|puppets?|propaganda|so-called|brutal|notorious|seed document)\b", re.I
    )
    for column in context.table(name).select_dtypes("str"):
        for cell in context.table(name)[column].dropna():
            assert not loaded.search(cell), cell


def test_a_row_of_medium_confidence_or_of_the_press_says_who_says_so():
    """One source, or one side, is never written down as the thing itself."""
    says = re.compile(r"report|accord|by one|say|speaks|tells|telegram|marks|reads?\b|read on", re.I)
    told = context.events().query("confidence == 'medium' and relation != 'complicates'").set_index("event_id")
    sources = context.sources().set_index("source_id")
    for name, row in told.iterrows():
        ids = row["source_ids"].split(";")
        if len(ids) == 1 and sources.loc[ids[0], "kind"] != "official":
            words = f"{row['title']} {row['summary']} {row['disagreement']}"
            assert says.search(words), (name, words)


# Figures


def test_yen_and_dollars_are_never_in_one_series_and_no_year_is_there_twice():
    trade = context.trade()
    assert not trade.duplicated(["year", "unit", "flow"]).any()
    accounts = trade.groupby(trade["figure_id"].str[:4])
    assert (accounts["unit"].nunique() == 1).all()
    assert (accounts["year"].nunique() == 1).all()


def test_gaps_stay_gaps():
    years = set(context.trade()["year"])
    missing = {1979, 1981, 1982, 1983, 1984, 1986, 1987, 1995, 1996, 1997, 2000, 2009}
    assert set(range(1977, 2011)) - years == missing
    zeros = context.trade().query("value == 0")
    assert zeros["note"].str.contains("ban|sum").all()
    assert set(zeros["year"]) == {2007, 2008, 2010}


def test_derived_trade_figures_are_no_finer_than_what_they_come_from():
    text = (data_folder() / "context" / "trade.csv").read_text(encoding="utf-8")
    cells = {line.split(",")[0]: line.split(",")[3] for line in text.splitlines()[1:]}
    derived = context.trade().query("figure_kind == 'derived' and value > 0")["figure_id"]
    assert len(derived) == 8
    for name in derived:
        places = {
            flow: len(cells[name[:4] + flow].partition(".")[2]) for flow in "eit" if cells[name[:4] + flow] != "0"
        }
        assert places[name[-1]] <= max(places.values()), name
        if name[-1] == "e":
            assert places["e"] <= min(places["i"], places["t"]), name


@pytest.mark.parametrize(
    ("ids", "value", "unit"),
    [
        (["RP05w", "RP06w", "RP07w"], "RP10w", "persons"),
        (["RP05n", "RP06n", "RP07n"], "RP10n", "persons"),
        (["RP05v", "RP06v", "RP07v"], "RP09v", "voyages"),
        (["RP12w", "RP13w", "RP14w"], 43, "persons"),
        (["CP01", "CP02"], 500, "million USD"),
        (["TR14e", "TR14i"], "TR14t", "billion JPY"),
    ],
)
def test_sums_that_must_hold_hold(ids, value, unit):
    known = {
        row.figure_id: row.value for name in ("repatriation", "trade") for row in context.table(name).itertuples()
    }
    total = context.total(ids)
    assert total.value == pytest.approx(known.get(value, value))
    assert (total.unit, total.of) == (unit, tuple(ids))


def test_the_derived_count_of_people_is_the_total_less_the_counted_periods():
    value = context.repatriation().set_index("figure_id")["value"]
    assert value["RP05p"] == value["RP09p"] - value["RP06p"] - value["RP07p"] == 88611


def test_every_account_of_a_year_adds_up_or_says_that_it_does_not():
    for name, rows in context.trade().groupby(lambda at: context.trade()["figure_id"][at][:4]):
        parts = rows.set_index("flow")["value"].astype(float)
        if len(parts) == 3:
            fits = parts["exports"] + parts["imports"] == pytest.approx(parts["total"], abs=0.051)
            assert fits == (name != "TR15"), name


def refusal(of):
    with pytest.raises(ArgumentError) as caught:
        context.total(of)
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    ("ids", "reason"),
    [
        (["RP01p"], "  RP01p lies inside a longer period that is counted too."),
        (["RP02p"], "  RP02p is a lower bound ('more than'), so a sum would be none."),
        (["RP03p"], "  RP03p is rounded."),
        (["RP04p"], "  RP04p is a running total, which holds the years before it."),
        (["RP05p"], "  RP05p was computed by us from other figures here."),
        (["RP09n"], "  RP09n is a total already."),
        (["TR02t"], "  TR02t is a total already."),
        (["TR15e"], "  TR15e comes from an account whose parts do not add up."),
        (["TR17e"], "  TR17e is contested by another source."),
        (["TR09i"], "  TR09i stands alone in its account."),
        (["DB10"], "  DB10 is a debt as stated for one date; the same debt stands in other figures."),
        (["CP03"], "  CP03 is no public money, and is counted in by some and left out by others."),
        (["CP11"], "  CP11 is a range."),
        (["CP13"], "  CP13 is an estimate of what others estimate too."),
        (["RP06w", "RP06w"], "  RP06w is there twice."),
        (["RP06w", "RP06n"], "  they do not count separate things of one kind: wives, nationals."),
        (["TR02e", "TR06e"], "  they do not count separate things of one kind: TR02, TR06."),
        ([], "  there are none."),
    ],
)
def test_a_sum_that_must_not_be_made_is_refused_with_its_reason(ids, reason):
    assert refusal(ids) == ["These figures must not be added:", reason]


def test_all_reasons_come_at_once_and_mixed_units_say_what_to_choose():
    assert refusal(["TR02e", "TR14e", "TR15e"]) == [
        "These figures must not be added:",
        "  they are in different units: million USD, billion JPY. "
        "Choose one, as in frame[frame['unit'] == 'million USD'].",
        "  TR15e comes from an account whose parts do not add up.",
        "  they do not count separate things of one kind: TR02, TR14.",
    ]
    assert len(refusal(context.repatriation().query("counts == 'people'"))) > 5


def test_no_whole_table_of_figures_can_be_added_up():
    for name in ("repatriation", "trade", "debt", "compensation"):
        assert refusal(context.table(name))[0] == "These figures must not be added:"


def test_what_is_no_figure_is_explained():
    with pytest.raises(UnknownNameError, match=r"There is no figure 'RP5w'. Did you mean 'RP0\dw'\?"):
        context.total(["RP5w"])
    for thing in (context.talks(), "RP05w", 5):
        with pytest.raises(ArgumentError, match=r"total\(\) takes rows of repatriation\(\), trade\(\)"):
            context.total(thing)


# Spoiled files


@pytest.fixture
def folder(tmp_path):
    """A copy of the files of this layer that a test may spoil."""
    shutil.copytree(str(data_folder() / "context"), tmp_path / "context")
    return tmp_path / "context"


problems_of = partial(problems_in, context_tables.read)


def test_an_unspoiled_copy_reads_the_same(folder):
    for name, frame in context_tables.read(folder).items():
        assert frame.equals(context.table(name))


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("talks", "T01;T03;T04", "T01;T93;T04", "TK06, source_ids: 'T93' is no source_id of sources.csv"),
        ("talks", "T01;T03;T04", "T01;T03;T03", "TK06, source_ids: 'T03' is named twice"),
        (
            "talks",
            "T01;T03;T04",
            "T01; T03; T04",
            r"TK06, source_ids: 'T01; T03; T04;T05;T05c;T40;T50' does not look like "
            r"^[ACDEMPRTX]\d\d[a-z]?(;[ACDEMPRTX]\d\d[a-z]?)*$",
        ),
        (
            "claims_check",
            "claim-05;claim-06",
            "claim-05;claim-99",
            "CL04, claim_ids: 'claim-99' is no claim_id of the document table claims",
        ),
        (
            "claims_check",
            ",in the 1960s",
            ",in the 1950s",
            "CL26, quote: these words do not stand in the passage: 'in the 1950s'",
        ),
        (
            "talks",
            "A Seoul newspaper calls it a de facto breakdown (T08)",
            "A Seoul newspaper calls it a de facto breakdown (T17)",
            "TK08, source_ids: 'T17' is named in the row but not cited",
        ),
        (
            "trade",
            "M16;X18",
            "M16",
            "TR26i, source_ids: no row rests only on sources whose use is 'with another'",
        ),
        (
            "events",
            "medium,,A17",
            "high,,A17",
            "EV56, confidence: 'high' needs two sources, or one that is official or academic",
        ),
        (
            "talks",
            "round,1991-92,1,",
            "round,1991-92,,",
            "TK06, round: a round has a number, and nothing else has one",
        ),
        ("talks", "round,1991-92,2,", "round,1991-92,1,", "TK07, round: round 1 stands in an earlier row too"),
        (
            "events",
            "year,by June 1993,adds,high,The document dates",
            "year,after June 1993,adds,high,The document dates",
            "EV01, window: 'after June 1993' does not go with 1905-01-01",
        ),
        (
            "events",
            "1905-01-01,1905-12-31",
            "1905-01-01,1905-01-01",
            "EV01, precision: a year runs from 1905-01-01 to 1905-12-31, not from 1905-01-01 to 1905-01-01",
        ),
        (
            "events",
            "1978-06-01,1978-06-30",
            "1978-06-01,1978-06-15",
            "EV25, precision: a month runs from 1978-06-01 to 1978-06-30, not from 1978-06-01 to 1978-06-15",
        ),
        (
            "entities",
            "person,Yi Un Hee",
            "person,Lee Un-hye",
            "PE18, document_name: these words do not stand in the passage: 'Lee Un-hye'",
        ),
        (
            "trade",
            "TR16t,1999,total",
            "TR16t,2002,total",
            "TR19t, flow: 2002 has two figures for total in billion JPY; put the rival into 'disagreement'",
        ),
        (
            "trade",
            "TR02t,1978,total,289",
            "TR02t,1978,total,299",
            "TR02t, caution: 183 + 106 is not 299, so 'caution' is wrong or a figure is",
        ),
        (
            "trade",
            "TR15t,1998,total,394",
            "TR15t,1998,total,384",
            "TR15t, caution: 175 + 209 is 384, so 'caution' is wrong or a figure is",
        ),
        (
            "trade",
            "17.400145,billion JPY,reported,",
            "17.400145,billion JPY,rounded,",
            "TR14e, adds_with: a figure that is 'rounded' is never added to others",
        ),
        (
            "repatriation",
            "187,voyages,reported,",
            "187,voyages,reported,wives",
            "RP09v, adds_with: 'wives' holds figures in persons too",
        ),
        (
            "debt",
            "70,,billion JPY,lower bound",
            "70,80,billion JPY,lower bound",
            "DB11, amount_high: only a lower bound, and every lower bound, has no upper end",
        ),
        (
            "debt",
            "3000,4500,million USD,range",
            "3000,4500,million USD,reported",
            "DB16, figure_kind: 'reported' does not go with 3000 to 4500",
        ),
        ("debt", "3000,4500", "4500,3000", "DB16, amount_low: 4500 is more than 3000"),
        (
            "sources",
            "https://countrystudies",
            "countrystudies",
            "D01, url: 'countrystudies.us/north-korea/67.htm' does",
        ),
    ],
)
def test_a_spoiled_row_is_named(folder, file, old, new, says):
    edit(folder / f"{file}.csv", old, new)
    found = problems_of(folder)
    assert found[0].startswith(f"{file}.csv, {says}")
    assert len(found) == 1 or "; T03" in new


def test_problems_of_cells_and_between_rows_come_at_once(folder):
    edit(folder / "talks.csv", ",Pyongyang,", ",,")
    edit(folder / "debt.csv", "3000,4500", "4500,3000")
    assert problems_of(folder) == [
        "talks.csv, TK01, place: the cell is empty and must not be",
        "debt.csv, DB16, amount_low: 4500 is more than 3000",
    ]


def test_rules_between_rows_wait_until_the_cells_of_a_file_are_well(folder):
    edit(folder / "debt.csv", "3000,4500", "many,4500")
    assert problems_of(folder) == ["debt.csv, DB16, amount_low: 'many' is no number"]


def test_a_day_long_ago_is_still_a_day(folder):
    edit(folder / "repatriation.csv", ",1959-12-14,1959-12-31", ",0001-01-01,1959-12-31")
    assert context_tables.read(folder)["repatriation"].loc[0, "earliest"].year == 1


@settings(deadline=None, max_examples=30)
@given(st.sampled_from(NAMES), st.binary(max_size=300))
def test_no_bytes_whatever_in_a_file_give_anything_but_a_schema_error(tmp_path_factory, name, content):
    folder = tmp_path_factory.mktemp("spoiled")
    shutil.copytree(str(data_folder() / "context"), folder, dirs_exist_ok=True)
    (folder / f"{name}.csv").write_bytes(content)
    with pytest.raises(SchemaError):
        context_tables.read(folder)


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_no_cell_whatever_gives_anything_but_a_schema_error(tmp_path_factory, data):
    """Rules between rows meet any text that a person may type."""
    name = data.draw(st.sampled_from(NAMES))
    folder = tmp_path_factory.mktemp("typed")
    shutil.copytree(str(data_folder() / "context"), folder, dirs_exist_ok=True)
    path = folder / f"{name}.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    cells = lines[1].split(",")
    at = data.draw(st.integers(0, len(cells) - 1))
    cells[at] = data.draw(
        st.sampled_from(["", "0", "9999-12-31", "0001-01-01", "-1", "total", "day", "high", "1990"])
    )
    path.write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]) + "\n", encoding="utf-8", newline="")
    with contextlib.suppress(SchemaError):
        context_tables.read(folder)


# How to cite


def test_the_citation_file_is_what_the_citation_file_format_asks_for():
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cff["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= set(cff)
    assert cff["authors"] == [{"name": "nkj-data maintainers"}]
    assert cff["version"] == nkj.__version__
    assert cff["type"] == "software"
    for reference in cff["references"]:
        assert {"type", "title", "authors"} <= set(reference)


def test_the_data_statement_says_how_to_cite_each_layer_and_what_was_dropped():
    statement = (ROOT / "docs" / "data_statement.md").read_text(encoding="utf-8")
    for heading in ("## Layers", "## How it was coded", "## Limits", "## Rights", "## How to cite", "## Dropped"):
        assert f"\n{heading}" in statement
    dropped = statement.split("\n## Dropped")[1]
    for name in ("TR04", "TR22", "DB01", "CP14"):
        assert name in dropped
    assert nkj.__version__ in statement
