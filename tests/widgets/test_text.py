"""The Python side of the text to read: what it takes, where it finds hard words, what it sends."""

import pytest
from traitlets import TraitError

import nkj_data as nkj
from nkj_data import widgets
from nkj_data.errors import ArgumentError, UnknownNameError
from nkj_data.widgets.text import STRINGS, hard_words

TERMS = nkj.glossary()["term"].tolist()


def found():
    """Return term, form and sentence of every hard word marked in the passage."""
    whole = widgets.Text()
    return [
        (whole.terms[at]["term"], words, sentence_id)
        for sentence_id, _, parts, *_ in whole.sentences
        for words, at in parts
        if at >= 0
    ]


def test_the_parts_of_a_sentence_are_its_words_and_nothing_is_lost():
    for (_, paragraph, parts, adapted, _), row, ours in zip(
        widgets.Text().sentences, nkj.sentences().itertuples(), nkj.texts.adapted(), strict=True
    ):
        assert "".join(words for words, _ in parts) == row.quote
        assert (paragraph, adapted) == (row.paragraph, ours.text)


def test_every_term_of_the_glossary_is_found_where_its_row_quotes_it():
    marked = {(term, sentence_id) for term, _, sentence_id in found()}
    assert {(row.term, row.sentence_id) for row in nkj.glossary().itertuples()} <= marked
    for row in nkj.glossary().itertuples():
        assert any(at == 0 for _, at in hard_words(row.quote, [row.term])), row.term


def test_a_term_is_found_in_all_its_forms_and_in_no_other_word():
    forms = {term: {form for name, form, _ in found() if name == term} for term in TERMS}
    assert forms["deter"] == {"deterring"}
    assert forms["minimize"] == {"minimizing"}
    assert forms["normalization"] == {"Normalization", "normalization"}
    assert forms["spouse"] == {"spouses"}
    assert forms["quest"] == {"quest"}
    assert forms["P'yongyang"] == {"P'yongyang"}
    assert all(form[:4].lower() == term[:4].lower() for term, group in forms.items() for form in group)


def test_the_words_that_keep_readers_out_are_in_the_glossary():
    wanted = {"rearmament", "normalization", "precedent", "bilateral", "hard currency", "safe haven", "espionage"}
    wanted |= {"coincidental with", "strained", "colonial rule", "popular", "spouse", "had yet to", "P'yongyang"}
    assert wanted <= set(TERMS)
    assert {sentence_id for _, _, sentence_id in found()} == set(nkj.sentences()["sentence_id"])


def test_sentences_asked_for_are_marked_in_the_order_of_the_passage():
    asked = [name for name, *_, chosen in widgets.Text("S09", "S07").sentences if chosen]
    assert asked == ["S07", "S09"]
    assert all(chosen for *_, chosen in widgets.Text().sentences)


def test_what_is_missing_in_the_glossary_is_sent_as_nothing():
    notes = {row["term"]: row["note"] for row in widgets.Text().terms}
    assert notes["deter"] == ""
    assert notes["bilateral"].startswith("Which two is read from the same sentence")


def test_show_can_be_set_to_the_three_ways_only():
    text = widgets.Text("S07", show="both")
    text.show = "adapted"
    with pytest.raises(UnknownNameError) as caught:
        text.show = "orginal"
    assert str(caught.value) == (
        "There is no way to show the text 'orginal'. Did you mean 'original'? Choose from: original, adapted, both."
    )
    assert text.show == "adapted"


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        (
            lambda: widgets.Text("S7"),
            UnknownNameError,
            "There is no sentence 'S7'. Did you mean 'S07'? Choose from: "
            + ", ".join(nkj.sentences()["sentence_id"])
            + ".",
        ),
        (lambda: widgets.Text(7), ArgumentError, "Text() takes sentence ids such as 'S07', not int."),
        (
            lambda: widgets.Text(["S07"]),
            ArgumentError,
            "Text() takes sentence ids such as 'S07', not list.",
        ),
        (
            lambda: widgets.Text(shows="both"),
            ArgumentError,
            "Text() has no option 'shows'. Did you mean 'show'?",
        ),
        (
            lambda: widgets.Text(wide=1),
            ArgumentError,
            "Text() has no option 'wide'. Choose from: show, strings.",
        ),
        (
            lambda: widgets.Text(strings={"orginal": "x"}),
            UnknownNameError,
            "There is no string of the text 'orginal'. Did you mean 'original'? "
            f"Choose from: {', '.join(STRINGS)}.",
        ),
    ],
)
def test_wrong_input_is_told_what_to_do(wrong, error, message):
    with pytest.raises(error) as caught:
        wrong()
    assert str(caught.value) == message


def test_only_show_can_be_set():
    text = widgets.Text()
    for name in ("sentences", "terms", "strings", "source"):
        with pytest.raises(TraitError):
            setattr(text, name, getattr(text, name))


def test_a_translation_changes_its_own_strings_only():
    assert widgets.Text(strings={"both": "Beides"}).strings == {**STRINGS, "both": "Beides"}


def test_it_introduces_itself_in_one_line():
    assert repr(widgets.Text()) == "<Text of the whole passage, show 'original'>"
    assert repr(widgets.Text("S08", show="adapted")) == "<Text of S08, show 'adapted'>"
