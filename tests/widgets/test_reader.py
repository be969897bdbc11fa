"""The reader's Python side: what it takes, what it says, what it sends."""

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from traitlets import TraitError

import nkj_data as nkj
from nkj_data import charts, widgets
from nkj_data.errors import ArgumentError, UnknownNameError
from nkj_data.widgets.reader import STRINGS

IDS = ["motive-01", "motive-02", "motive-03", "shortage-01", "shortage-02", "shortage-03"]
TABLES = nkj.catalog()["table"].tolist()
LABELS = {
    "sentences": "quote",
    "claims": "claim",
    "aims": "aim",
    "supporters": "supporter",
    "setbacks": "setback",
    "motives": "motive",
    "shortages": "shortage",
    "obstacles": "obstacle",
    "talks": "statement",
    "timeline": "dates",
    "actors": "name",
    "glossary": "term",
}


def both():
    return widgets.Reader(nkj.motives(), nkj.shortages())


@pytest.mark.parametrize("name", TABLES)
def test_the_segments_are_the_passage_and_their_marks_the_quotes(name):
    frame = nkj.table(name)
    reader = widgets.Reader(frame)
    assert [row["id"] for row in reader.rows] == frame.iloc[:, 0].tolist()
    for at, quote in enumerate(frame["quote"]):
        assert "".join(text for text, _, _, rows in reader.segments if at in rows) == quote
    text = nkj.passage().text
    assert "".join(part[0] for part in reader.segments) == "".join(nkj.sentences()["quote"])
    assert all(part[0] in text for part in reader.segments)


@pytest.mark.parametrize(("name", "column"), LABELS.items())
def test_a_row_is_called_by_its_words_not_by_its_id(name, column):
    assert [row["label"] for row in widgets.Reader(nkj.table(name)).rows] == nkj.table(name)[column].tolist()


def test_a_position_is_called_by_what_is_done_about_it():
    """“to pay its debts” alone would read as a promise."""
    labels = [row["label"] for row in widgets.Reader(nkj.positions()).rows]
    assert labels[0] == "refuses to pay its debts to Japanese traders"
    assert labels == (nkj.positions()["act"].astype(str) + " " + nkj.positions()["position"]).tolist()


def test_the_possible_gain_is_not_offered_as_a_motive():
    groups = {row["id"]: row["group"] for row in widgets.Reader(nkj.motives()).rows}
    assert groups["motive-03"] == "Motives and possible gain"


def test_a_link_is_called_by_what_it_connects():
    link = nkj.links().iloc[0]
    assert widgets.Reader(nkj.links()).rows[0]["label"] == f"{link['source']} {link['words']} {link['target']}"


def test_a_row_carries_what_the_note_says_and_nothing_that_is_missing():
    row = widgets.Reader(nkj.shortages()).rows[0]
    shortage = nkj.shortages().iloc[0]
    assert row == {
        "id": "shortage-01",
        "label": "food",
        "group": "Shortages",
        "sentence": "S08",
        "voice": "document",
        "certainty": "stated",
        "note": shortage["note"],
        "quote": shortage["quote"],
    }


def test_a_table_of_ones_own_is_named_after_its_id():
    own = nkj.motives().rename(columns={"motive_id": "main_reason_id"})
    assert {row["group"] for row in widgets.Reader(own).rows} == {"main reason"}


def test_a_row_given_twice_is_there_once():
    assert [row["id"] for row in widgets.Reader(nkj.motives(), nkj.motives().head(1)).rows] == IDS[:3]


def test_an_empty_part_of_a_table_gives_a_reader_without_rows():
    assert widgets.Reader(nkj.motives().head(0)).rows == []


@pytest.mark.parametrize(
    ("given", "held"),
    [
        ("", ""),
        ("motive-03", "motive-03"),
        ("shortage-01  shortage-02 shortage-01", "shortage-01 shortage-02"),
        (["motive-01", "motive-02"], "motive-01 motive-02"),
    ],
)
def test_selected_takes_one_id_or_several(given, held):
    reader = widgets.Reader(nkj.motives(), nkj.shortages(), selected=given)
    assert reader.selected == held
    reader.selected = ""
    reader.selected = given
    assert reader.selected == held


@given(st.one_of(st.text(max_size=30), st.lists(st.sampled_from([*IDS, "motive-1", "", " "]))))
def test_selected_never_holds_an_unknown_id(value):
    reader = READER
    before = reader.selected
    try:
        reader.selected = value
    except UnknownNameError:
        assert reader.selected == before
    else:
        assert set(reader.selected.split()) <= set(IDS)


READER = both()


def messages():
    motives, changed = nkj.motives(), nkj.motives()
    changed.loc[1, "quote"] = "relief"
    takes = "Reader() takes document tables such as nkj.motives()"
    return [
        (lambda: widgets.Reader(), f"{takes}, and was given none."),
        (lambda: widgets.Reader("motive-01"), f"{takes}, not str."),
        (lambda: widgets.Reader(motives, motives.iloc[0]), f"{takes}, not Series."),
        (
            lambda: widgets.Reader(motives[["motive_id", "quote"]]),
            f"{takes}; this frame has no sentence_id, char_start, char_end.",
        ),
        (
            lambda: widgets.Reader(changed),
            f"{takes}; in motive-02 char_start and char_end no longer point at its quote.",
        ),
        (lambda: widgets.Reader(motives, select="x"), "Reader() has no option 'select'. Did you mean 'selected'?"),
        (lambda: widgets.Reader(motives, wide=1), "Reader() has no option 'wide'. Choose from: selected, strings."),
        (
            lambda: widgets.linked(charts.motive_map(motives, nkj.shortages()), motives),
            "linked() takes a chart such as charts.motive_map, then its tables, not Figure.",
        ),
    ]


@pytest.mark.parametrize(("wrong", "message"), messages())
def test_wrong_input_is_a_type_error_that_says_what_is_taken(wrong, message):
    with pytest.raises(ArgumentError) as caught:
        wrong()
    assert str(caught.value) == message
    assert isinstance(caught.value, TypeError)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            lambda: widgets.Reader(nkj.motives(), selected="motive-1"),
            "There is no row in this reader 'motive-1'. Did you mean 'motive-01'? "
            "Choose from: motive-01, motive-02, motive-03.",
        ),
        (
            lambda: setattr(widgets.Reader(nkj.claims()), "selected", "claims-05"),
            "There is no row in this reader 'claims-05'. Did you mean 'claim-05'? Its attribute rows lists them.",
        ),
        (
            lambda: widgets.Reader(nkj.motives(), strings={"chose": "Wähle"}),
            f"There is no string of the reader 'chose'. Did you mean 'choose'? Choose from: {', '.join(STRINGS)}.",
        ),
    ],
)
def test_an_unknown_name_suggests_the_nearest(wrong, message):
    with pytest.raises(UnknownNameError) as caught:
        wrong()
    assert str(caught.value) == message


def test_only_selected_can_be_set():
    for name in ("rows", "segments", "strings", "source"):
        with pytest.raises(TraitError):
            setattr(READER, name, getattr(READER, name))


def test_a_translation_changes_its_own_strings_only():
    reader = widgets.Reader(nkj.motives(), strings={"choose": "Zeige die Wörter für"})
    assert reader.strings == {**STRINGS, "choose": "Zeige die Wörter für"}
    assert both().strings["choose"] == STRINGS["choose"] == "Show the words for"


def test_every_certainty_and_voice_has_its_words():
    for column in ("certainty", "voice"):
        assert set(nkj.motives()[column].cat.categories) <= set(STRINGS)


def test_chart_and_reader_stay_below_80_kilobytes():
    frames = nkj.motives(), nkj.shortages()
    state = {name: str(value) if name == "layout" else value for name, value in both().get_state().items()}
    size = len(json.dumps(state)) + len(charts.motive_map(*frames).to_json())
    assert size < 80_000


def test_the_front_door_loads_no_widget_library():
    code = (
        "import sys, nkj_data.widgets as w; assert {'Reader', 'linked'} <= set(dir(w));"
        "print({'anywidget', 'ipywidgets', 'pandas'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"


def test_an_unknown_widget_is_an_attribute_error_that_suggests_the_nearest():
    with pytest.raises(AttributeError) as caught:
        widgets.linkd  # noqa: B018
    assert str(caught.value).startswith("There is no widget 'linkd'. Did you mean ")


def test_the_reader_introduces_itself_in_one_line():
    assert repr(widgets.Reader(nkj.motives(), selected="motive-01")) == "<Reader of 3 rows, selected 'motive-01'>"
