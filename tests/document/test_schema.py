"""Spoiled data give one error that lists every problem with file, row, column, value and expectation."""

import shutil
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spoiling import edit, problems_in

from nkj_data.document import tables
from nkj_data.errors import SchemaError
from nkj_data.packaged_files import data_folder


@pytest.fixture
def folder(tmp_path):
    """A copy of the table files that a test may spoil."""
    shutil.copytree(str(data_folder() / "tables"), tmp_path / "tables")
    return tmp_path / "tables"


problems_of = partial(problems_in, tables.read)


def test_an_unspoiled_copy_reads_the_same(folder):
    read = tables.read(folder)
    for name, frame in read.items():
        assert frame.equals(tables.table(name))


def test_a_changed_quote_is_named(folder):
    edit(folder / "talks.csv", "but quickly broke down over", "but slowly broke down over")
    assert problems_of(folder) == [
        "talks.csv, talk-02, quote: these words do not stand in the passage: "
        "'but slowly broke down over the question of compensation'"
    ]


def test_an_ambiguous_quote_is_named(folder):
    edit(folder / "actors.csv", "cooperation between Japan and South Korea", "South Korea")
    assert problems_of(folder) == [
        "actors.csv, south-korea, quote: these words stand in the passage 3 times; quote more: 'South Korea'"
    ]


def test_a_quote_across_two_sentences_is_named(folder):
    edit(folder / "actors.csv", ",policy toward Japan\n", ",ties with Japan. Crucial to this policy\n")
    assert problems_of(folder) == [
        "actors.csv, japan, quote: these words do not lie inside one sentence: "
        "'ties with Japan. Crucial to this policy'"
    ]


def test_a_quote_that_cuts_a_word_is_named(folder):
    edit(
        folder / "talks.csv",
        "but quickly broke down over the question of compensation",
        "ut quickly broke down over",
    )
    assert problems_of(folder) == [
        "talks.csv, talk-02, quote: the quote starts or ends inside a word: 'ut quickly broke down over'"
    ]


def test_an_unknown_category_names_the_choices_and_the_nearest(folder):
    edit(folder / "motives.csv", ",primary,", ",primery,")
    assert problems_of(folder) == [
        "motives.csv, motive-01, rank: 'primery' is none of primary, possible gain; did you mean 'primary'?"
    ]


def test_a_duplicate_id_is_named(folder):
    edit(folder / "motives.csv", "\nmotive-02", "\nmotive-01")
    assert problems_of(folder) == ["motives.csv, motive-01, motive_id: 'motive-01' stands in an earlier row too"]


def test_a_dangling_key_is_named(folder):
    edit(folder / "motives.csv", "motive-01,claim-30", "motive-01,claim-99")
    assert problems_of(folder) == ["motives.csv, motive-01, claim_id: 'claim-99' is no claim_id of claims.csv"]


def test_a_badly_made_id_is_named(folder):
    edit(folder / "talks.csv", "talk-03", "talk3")
    assert problems_of(folder) == [r"talks.csv, talk3, talk_id: 'talk3' does not look like ^talk-\d\d$"]


def test_an_empty_required_cell_is_named(folder):
    edit(folder / "shortages.csv", ",food,", ",,")
    assert problems_of(folder) == ["shortages.csv, shortage-01, shortage: the cell is empty and must not be"]


def test_a_date_that_is_none_is_named(folder):
    edit(folder / "talks.csv", "1991-01-31", "1991-02-31")
    assert problems_of(folder) == ["talks.csv, talk-01, latest: '1991-02-31' is no date written YYYY-MM-DD"]


def test_bounds_in_the_wrong_order_are_named(folder):
    edit(folder / "talks.csv", "1991-01-30,1991-01-31", "1991-01-31,1991-01-30")
    assert problems_of(folder) == ["talks.csv, talk-01, earliest: '1991-01-31' is later than '1991-01-30'"]


def test_a_number_that_is_none_is_named(folder):
    edit(folder / "sentences.csv", "S02,1,2,", "S02,one,2,")
    assert problems_of(folder) == ["sentences.csv, S02, paragraph: 'one' is no whole number"]


def test_a_hedge_must_weaken_and_stand_in_the_quote(folder):
    edit(folder / "motives.csv", "hedged,appear to be", "stated,appear to be")
    edit(folder / "shortages.csv", "document,stated,", "document,hedged,")
    edit(folder / "talks.csv", "document,stated,", "document,hedged,perhaps")
    edit(folder / "obstacles.csv", "document,stated,", "document,implied,")
    assert problems_of(folder) == [
        "motives.csv, motive-01, hedge: a row that is stated has no weakening words, yet here is 'appear to be'",
        "shortages.csv, shortage-01, hedge: a row that is hedged names the words that weaken it",
        "talks.csv, talk-01, hedge: 'perhaps' does not stand in the quote",
    ]


def test_a_row_read_from_context_says_how(folder):
    edit(folder / "aims.csv", "main aim,,document,stated", "main aim,,document,implied")
    assert problems_of(folder) == ["aims.csv, aim-01, note: a row read from context says in its note how"]


def test_a_byte_order_mark_and_crlf_are_named_together(folder):
    path = folder / "talks.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert problems_of(folder) == [
        "talks.csv: the file starts with a byte-order mark; save it as UTF-8 without BOM",
        "talks.csv: lines end in CRLF; save the file with LF line ends",
    ]


def test_a_missing_and_a_misspelt_column_are_named(folder):
    edit(folder / "shortages.csv", ",note,", ",nota,")
    assert problems_of(folder) == [
        "shortages.csv, note: the column is missing",
        "shortages.csv, nota: the schema has no such column; did you mean 'note'?",
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file is empty; it needs at least the line of column names"),
        (b"\n\n", "the file is empty; it needs at least the line of column names"),
        (b"talk_id\n\xff\xfe\n", "byte 8 is not UTF-8; save the file as UTF-8"),
        (b'talk_id\n"open\n', "this is no well-formed CSV (unexpected end of data)"),
    ],
)
def test_a_file_that_is_no_table_is_named(folder, content, says):
    (folder / "talks.csv").write_bytes(content)
    assert f"talks.csv: {says}" in problems_of(folder)


def test_a_missing_file_is_named(folder):
    (folder / "talks.csv").unlink()
    assert problems_of(folder) == ["talks.csv: the file is missing"]


def test_a_row_of_the_wrong_length_is_named(folder):
    with (folder / "talks.csv").open("a", encoding="utf-8", newline="") as file:
        file.write("talk-04,claim-01\n")
    assert problems_of(folder) == ["talks.csv, line 5: 2 cells where 13 columns are named"]


def test_a_missing_or_broken_descriptor_is_named(folder):
    (folder / "datapackage.json").write_text("{", encoding="utf-8")
    assert problems_of(folder)[0].startswith("datapackage.json: this is no JSON text (")
    (folder / "datapackage.json").unlink()
    assert problems_of(folder) == ["datapackage.json: the file is missing"]


def test_all_problems_of_all_files_come_at_once_and_count_themselves(folder):
    edit(folder / "motives.csv", ",primary,", ",first,")
    edit(folder / "motives.csv", "\nmotive-02", "\nmotive-2")
    edit(folder / "talks.csv", "talk-03", "talk-02")
    with pytest.raises(SchemaError) as caught:
        tables.read(folder)
    assert str(caught.value).splitlines()[0] == "3 problems in the data:"
    assert len(caught.value.problems) == 3


@given(st.binary(max_size=400))
def test_no_bytes_whatever_in_a_table_file_give_anything_but_a_schema_error(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("spoiled")
    shutil.copytree(str(data_folder() / "tables"), folder, dirs_exist_ok=True)
    (folder / "shortages.csv").write_bytes(content)
    with pytest.raises(SchemaError):
        tables.read(folder)
