"""Inquiries: the document's words and the wider record's rows on two sides, told apart, and no verdict."""

import contextlib
import re
import shutil

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spoiling import edit

import nkj_data as nkj
from nkj_data import context
from nkj_data.context.inquiry_bank import Inquiry, read_inquiries
from nkj_data.errors import ArgumentError, SchemaError, UnknownNameError
from nkj_data.packaged_files import data_folder

NAMES = context.inquiries()["inquiry_id"].tolist()
each = pytest.mark.parametrize("name", NAMES)
# Words of ours that begin with a capital inside a sentence.
OURS = {"North", "South", "Red", "Army", "Cross"}


def rows_by_id():
    return {
        row.iloc[0]: " ".join(str(cell) for cell in row)
        for name in context.catalog()["table"]
        for _, row in context.table(name).iterrows()
    }


def own_words(inquiry):
    return [inquiry.question, *inquiry.ask, *(side.reading for side in inquiry.sides)]


def test_the_ten_points_on_which_the_layers_can_be_weighed_are_there():
    assert [
        *["round-one", "yi-un-hee", "between-the-lines", "has-demanded", "nuclear-condition"],
        *["refusal-to-inform", "red-army", "debts", "precedent", "whose-friends"],
    ] == NAMES
    frame = context.inquiries()
    assert list(frame.columns) == ["inquiry_id", "question", "sentence_ids", "row_ids", "layer"]
    assert frame.attrs["layer"] == "outside the document"
    assert set(frame["layer"]) == {"outside the document"}
    assert frame.set_index("inquiry_id").loc["round-one", ["sentence_ids", "row_ids"]].tolist() == [
        "S10",
        "TK03;TK12;TK06;TK07",
    ]


@each
def test_each_side_rests_on_rows_of_the_record_with_sources(name):
    inquiry, known = context.inquiry(name), rows_by_id()
    assert len(inquiry.sides) == 2
    for side in inquiry.sides:
        assert side.rows
        assert set(side.rows) <= set(known)
    assert not inquiry.cited.sources.empty
    assert len(inquiry.ask) >= 3


@each
def test_no_verdict_is_handed_down(name):
    inquiry = context.inquiry(name)
    assert not [row for side in inquiry.sides for row in side.rows if row.startswith("CL")]
    verdict = re.compile(r"\b(corroborated|disputed|not checked|verdict is|true|false|wrong)\b")
    for words in own_words(inquiry):
        assert not verdict.search(words.replace("still true", "")), words
    for shown in (str(inquiry), inquiry._repr_html_()):
        assert "No verdict is given here." in shown
        assert not re.search(r"\b(corroborated|not checked)\b", shown)


@each
def test_quotations_stand_in_the_sentences_it_is_about_or_in_the_passage(name):
    for words in own_words(context.inquiry(name)):
        for quotation in re.findall(r"“([^”]*)”", words):
            assert quotation in nkj.passage().text, quotation


@each
def test_its_own_words_name_nobody_and_no_number_that_neither_layer_has(name):
    inquiry, known = context.inquiry(name), rows_by_id()
    text = nkj.passage().text + " ".join(known[row] for side in inquiry.sides for row in side.rows)
    for words in own_words(inquiry):
        bare = re.sub(r"\bS\d\d\b", "", words)
        assert set(re.findall(r"\d+", bare)) <= set(re.findall(r"\d+", text)), words
        found = set(re.findall(r"(?<=[a-z,;] )[A-Z]\w+", bare))
        assert not {name for name in found if name not in text} - OURS, words


@each
def test_document_and_record_are_told_apart_in_words_and_in_form(name):
    inquiry = context.inquiry(name)
    plain, html = str(inquiry), inquiry._repr_html_()
    inside, outside = plain.split("\nOutside the document\n")
    assert "\nIn the document\n" in inside
    ids = [row for side in inquiry.sides for row in side.rows]
    assert not re.search(rf"\b({'|'.join(ids)})\b", inside)
    assert all(f"  {row}: " in outside for row in ids)
    assert html.count('<div role="group" aria-label="In the document" style="border:2px solid') == 1
    assert html.count('<div role="group" aria-label="Outside the document" style="border:2px dashed') == 1
    before, after = html.split('<div role="group" aria-label="Outside the document"')
    for row in inquiry.claims.itertuples():
        assert f"{row.claim_id}: " in before
        assert row.claim_id not in after


@each
def test_the_record_is_folded_away_until_somebody_opens_it(name):
    inquiry = context.inquiry(name)
    before, folded = inquiry._repr_html_().split("<strong>Outside the document</strong>: two readings, with ")
    count = int(folded.split()[0])
    assert count == len({row for side in inquiry.sides for row in side.rows})
    assert not re.search(r"\b[A-Z]{2}\d\d[a-z]?\b", before)
    assert "<details open" not in folded


def test_an_inquiry_shows_both_layers_in_full():
    shown = str(context.inquiry("precedent"))
    assert shown.startswith(
        "Was there “a precedent” for compensation?\n"
        "\n"
        "In the document\n"
        "S09  [Normalization of relations with Japan also raises the possibility of North Korea's\n"
        "    gaining monetary compensation] for the period of Japan's colonial rule (1910-45), [a\n"
        "    precedent set when Japan normalized relations with South Korea].\n"
        "claim-37: Normalization of relations with Japan raises the possibility of North Korea's\n"
        "    gaining monetary compensation. (hedged, by “raises the possibility”)\n"
    )
    assert (
        "CP01: Japan to ROK: grants, 22 June 1965. 300 million USD (reported). Form: economic "
        "cooperation, with settlement of property and claims. Stated by: treaty text. Sources: C01, C02. "
    ) in " ".join(shown.split())
    assert shown.count("ROK (South Korea)") == 1
    assert shown.endswith("\n- Why may each side care for the name of the payment?")


def test_confidence_differences_and_what_came_later_are_said():
    shown = " ".join(str(context.inquiry("yi-un-hee")).split())
    assert "Differences to note: DPRK continues to deny that Taguchi was Lee Un-hye (A06)." in shown
    assert "This became known later than the document. Confidence: high. Sources: A05," in shown
    assert "This is later than the document. Confidence: high. Sources: A04," in shown
    assert "(alleged, by “allegedly”)" in shown
    assert "later than" not in str(context.inquiry("round-one"))
    assert "Confidence: medium." in " ".join(str(context.inquiry("refusal-to-inform")).split())


def test_lower_bounds_and_ranges_say_what_they_are():
    made = Inquiry("bounds", "?", ("claim-20",), context.inquiry("debts").sides, ("?",))
    sides = tuple(
        type(side)(side.reading, rows) for side, rows in zip(made.sides, (["DB11"], ["DB16"]), strict=True)
    )
    shown = str(Inquiry("bounds", "?", ("claim-20",), sides, ("?",)))
    assert "January 1991. more than 70 billion JPY (lower bound)." in shown
    assert "1990. 3,000 to 4,500 million USD (range)." in shown


def test_names_stand_in_their_own_script_with_a_word_on_spelling():
    shown = str(context.inquiry("yi-un-hee"))
    assert "In Korean script: 리은혜; 이은혜." in shown
    assert "since a quotation is not corrected" in " ".join(shown.split())


def test_links_stand_only_where_an_address_is_given_and_markup_is_text(monkeypatch):
    html = context.inquiry("yi-un-hee")._repr_html_()
    sources = context.inquiry("yi-un-hee").cited.sources
    assert sources["url"].isna().any()
    assert html.count("<a href=") == sources["url"].notna().sum()
    inquiry = context.inquiry("debts")
    spoiled = Inquiry("x", "<b>?</b>", inquiry.claim_ids, inquiry.sides, ("<script>",))
    assert "<b>?</b>" not in spoiled._repr_html_()
    assert "&lt;script&gt;" in spoiled._repr_html_()


def test_claims_and_rows_are_tables_again():
    inquiry = context.inquiry("round-one")
    assert inquiry.claims["claim_id"].tolist() == ["claim-45", "claim-46"]
    assert list(inquiry.claims.columns) == list(nkj.claims().columns)
    assert [row["meeting_id"] for row in inquiry.cited.rows] == ["TK03", "TK12", "TK06", "TK07"]


def test_an_unknown_name_says_the_nearest_and_no_name_is_explained():
    with pytest.raises(UnknownNameError, match=r"There is no inquiry 'round-1'. Did you mean 'round-one'\?"):
        context.inquiry("round-1")
    with pytest.raises(ArgumentError) as caught:
        context.inquiry(1)
    assert str(caught.value) == "inquiry() takes a name such as 'round-one', not int."


# Spoiled files


@pytest.fixture
def folder(tmp_path):
    shutil.copy(str(data_folder() / "context" / "inquiries.toml"), tmp_path)
    return tmp_path


def problems(folder):
    with pytest.raises(SchemaError) as caught:
        read_inquiries(folder)
    return [str(problem) for problem in caught.value.problems]


def test_an_unspoiled_copy_reads_the_same(folder):
    assert [found.inquiry_id for found in read_inquiries(folder)] == NAMES


KINDS = "talks, events, repatriation, debt, compensation, entities"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"TK06", "TK07"]', '"TK06", "TK99"]', [f"round-one, rows: 'TK99' is no row of {KINDS}"]),
        ('"TK06", "TK07"]', '"TK06", "CL21"]', [f"round-one, rows: 'CL21' is no row of {KINDS}"]),
        ('"TK06", "TK07"]', '"TK03", "TK12"]', ["round-one, side: both sides rest on the same rows"]),
        ('"TK06", "TK07"]', "]", ["round-one, rows: [] is no list of texts"]),
        ('"claim-45"', '"claim-99"', ["round-one, claims: 'claim-99' is no claim of the document"]),
        ('id = "round-one"', 'id = "Round 1"', ["Round 1, id: 'Round 1' does not look like round-one"]),
        ('id = "yi-un-hee"', 'id = "round-one"', ["round-one, id: the id stands at an earlier inquiry too"]),
        (
            "by “broke down”",
            "by “broke off”",
            ["round-one: these words do not stand in the passage: 'broke off'"],
        ),
        ("ask = [", 'verdict = "yes"\nask = [', ["round-one, verdict: there is no such field"]),
        ('id = "round-one"\nquestion', 'id = "round-one"\nqestion', [
            "round-one, qestion: there is no such field; did you mean 'question'?",
            "round-one, question: None is no text",
        ]),
        ("[[inquiry.side]]\nreading = \"Round 1", "[inquiry.more]\nreading = \"Round 1", [
            "round-one, more: there is no such field",
            "round-one, side: there must be two [[inquiry.side]]",
        ]),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_file_is_named(folder, old, new, says):
    edit(folder / "inquiries.toml", old, new)
    assert problems(folder) == [f"inquiries.toml, {line}" for line in says]


def test_a_file_that_is_missing_empty_or_no_toml_is_said_to_be(folder):
    path = folder / "inquiries.toml"
    path.write_text("verdict = 1\n", encoding="utf-8")
    assert problems(folder) == [
        "inquiries.toml, verdict: there is no such field; a file holds [[inquiry]] only",
        "inquiries.toml, inquiry: there is no [[inquiry]] in it",
    ]
    path.write_bytes(b"\xff")
    assert problems(folder) == ["inquiries.toml: byte 0 is not UTF-8; save the file as UTF-8"]
    path.write_text("[[inquiry", encoding="utf-8")
    assert "inquiries.toml: this is no TOML text" in problems(folder)[0]
    path.unlink()
    assert problems(folder) == ["inquiries.toml: the file is missing"]


VALUES = st.one_of(st.none(), st.integers(), st.text(max_size=5), st.lists(st.text(max_size=5), max_size=2))


@settings(deadline=None, max_examples=80)
@given(st.sampled_from(["id", "question", "claims", "ask", "side", "reading", "rows"]), VALUES)
def test_no_value_whatever_gives_anything_but_a_schema_error(tmp_path_factory, field, value):
    entry = {"id": "a", "question": "b", "claims": ["claim-45"], "ask": ["c"]}
    sides = [{"reading": "d", "rows": ["TK06"]}, {"reading": "e", "rows": ["TK07"]}]
    if field in sides[0]:
        sides[0][field] = value
    else:
        entry[field] = value
    lines = ["[[inquiry]]", *(f"{name} = {toml(cell)}" for name, cell in entry.items() if cell is not None)]
    if field != "side":
        for side in sides:
            lines += [
                "[[inquiry.side]]",
                *(f"{name} = {toml(cell)}" for name, cell in side.items() if cell is not None),
            ]
    folder = tmp_path_factory.mktemp("typed")
    (folder / "inquiries.toml").write_text("\n".join(lines), encoding="utf-8")
    with contextlib.suppress(SchemaError):
        assert len(read_inquiries(folder)) == 1


def toml(value):
    if isinstance(value, list):
        return "[" + ", ".join(toml(one) for one in value) + "]"
    if isinstance(value, str):
        return (
            '"' + "".join(f"\\U{ord(letter):08x}" for letter in value if not 0xD800 <= ord(letter) < 0xE000) + '"'
        )
    return str(value)


def test_every_call_returns_a_fresh_frame():
    mine = context.inquiries()
    mine.loc[0, "question"] = "spoiled"
    assert context.inquiries().loc[0, "question"] != "spoiled"
    assert isinstance(context.inquiries(), pd.DataFrame)
