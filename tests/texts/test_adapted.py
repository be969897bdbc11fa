"""The adapted text: plain, marked as ours, and true to every hedge, scope word and voice of the passage."""

import re
from importlib.resources import files

import pytest

import nkj_data as nkj
from nkj_data.errors import ArgumentError, SchemaError
from nkj_data.texts.adapted_text import read_adapted
from nkj_data.texts.reading_level import syllables

ADAPTED = {sentence.sentence_id: sentence for sentence in nkj.texts.adapted()}
SENTENCES = dict(zip(nkj.sentences()["sentence_id"], nkj.sentences()["quote"], strict=True))
WHOLE = " ".join(sentence.text for sentence in ADAPTED.values())
TOML = (files("nkj_data") / "data" / "lessons" / "adapted.toml").read_text(encoding="utf-8")
# What each sentence must still say: hedges, scope, voices, tenses. Kept apart from the file's own 'keeps'.
MUST_SAY = {
    "S01": [
        "Until the late 1980s",
        "its main aims were these",
        "as little",
        "discourage",
        "At the same time",
    ],
    "S02": ["crucial", "especially among the Japanese", "especially among the Korean residents"],
    "S03": ["Over the years", "however", "did much", "many potential supporters in Japan"],
    "S04": ["severe hardships", "were also prevented", "relatives and friends in Japan"],
    "S05": ["some members or parts of", "a terrorist group", "Japan watched"],
    "S06": ["unable", "refused", "also", "the Japanese public's scorn", "stronger"],
    "S07": ["At the same time", "have been changing", "has moved to improve"],
    "S08": ["primary motives", "appear to be", "diplomacy", "economy", "has also caused", "serious shortages"],
    "S09": ["also raises a possibility", "might gain", "money", "colonial rule (1910-45)", "precedent"],
    "S10": ["The first round", "January 30-31, 1991", "quickly broke down", "the question of compensation"],
    "S11": ["North Korea has demanded", "It has also demanded", "colonial rule", "“sufferings and losses”"],
    "S12": ["Japan, however, insists", "first", "with South Korea", "Japan means", "the question of bilateral"],
    "S13": ["refuses to give", "in the 1960s", "also refuses to discuss", "a Korean resident", "had allegedly"],
    "S14": ["As of mid-1993", "several rounds", "not yet", "any significant progress"],
}
NUMBER_WORDS = re.compile(
    r"\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|both|second|third|half|twice)\b",
    re.IGNORECASE,
)


def test_every_sentence_is_adapted_once_and_in_order():
    assert list(ADAPTED) == list(SENTENCES)


def test_a_sentence_has_less_than_15_words_on_average():
    assert nkj.texts.readability(WHOLE).words_per_sentence < 15
    for sentence in ADAPTED.values():
        assert nkj.texts.readability(sentence.text).words_per_sentence < 15, sentence


def test_it_is_far_easier_than_the_passage_and_near_grade_7_once_the_names_are_set_aside():
    """The names cannot be made shorter: with one short name for each country it is the words that are measured."""
    names = re.compile("(?:North |South )?Korea(?:ns?)?|Japanese|Japan")
    ours, theirs = nkj.texts.readability(WHOLE), nkj.texts.readability(nkj.passage().text)
    assert ours.grade < theirs.grade - 6
    assert ours.grade < 9
    assert nkj.texts.readability(names.sub("Spain", WHOLE)).grade < 7.5


def test_no_number_stands_in_it_that_its_sentence_lacks():
    for sentence_id, sentence in ADAPTED.items():
        original = SENTENCES[sentence_id]
        assert set(re.findall(r"\d+", sentence.text)) <= set(re.findall(r"\d+", original)), sentence
        assert {word.lower() for word in NUMBER_WORDS.findall(sentence.text)} == set(), sentence


def test_no_name_stands_in_it_that_the_passage_lacks():
    text = nkj.passage().text
    for sentence in ADAPTED.values():
        inside = re.findall(r"(?<![.“] )(?<!^)\b[A-Z]\w*", sentence.text)
        assert [name for name in inside if not re.search(rf"\b{name}\b", text)] == [], sentence
        # At a sentence's start any word is capitalised: those are listed, and looked at once.
        starts = set(re.findall(r"(?:^|[.] )“?([A-Z]\w*)", sentence.text))
        usual = {"After", "Allegedly", "Another", "As", "At", "Building", "But", "Isolation", "It", "Making", "A"}
        usual |= {"Over", "Support", "The", "There", "They", "This", "Until"}
        assert starts <= usual | {"Japan", "North"}, sentence


@pytest.mark.parametrize("sentence_id", MUST_SAY)
def test_hedges_scope_and_voices_survive(sentence_id):
    text = ADAPTED[sentence_id].text
    assert [words for words in MUST_SAY[sentence_id] if words not in text] == []
    assert set(MUST_SAY) == set(ADAPTED)


def test_every_hedge_and_allegation_of_the_tables_has_an_entry_in_keeps():
    claims = nkj.claims()
    hedged = claims[claims["hedge"].notna()]
    for row in hedged.itertuples():
        kept = ADAPTED[row.sentence_id].keeps
        assert any(row.hedge in words for words in kept), (row.sentence_id, row.hedge)


def test_words_that_would_say_more_than_the_passage_are_not_in_it():
    """No cause for S07, nobody who prevents in S04, no gender in S13, no present but 1993's, no other actor."""
    assert not re.search(r"because|caused|led to|so that|due to", ADAPTED["S07"].text)
    assert "North Korea prevented" not in ADAPTED["S04"].text
    assert not re.search(r"\bby\b", ADAPTED["S04"].text)
    assert not re.search(r"\b(she|he|her|him|his|hers|woman|man|girl|daughter)\b", WHOLE, re.IGNORECASE)
    assert not re.search(r"\b(today|now|nowadays|currently|always|never|all|every|most|only|just)\b", WHOLE)
    assert "caused" not in WHOLE.replace("has also caused", "")
    assert "talks" not in " ".join(ADAPTED[name].text for name in ("S04", "S05", "S06"))


def test_the_three_audiences_stay_three():
    assert "supporters in Japan" in ADAPTED["S03"].text
    assert "Japan watched" in ADAPTED["S05"].text
    assert "the Japanese public" in ADAPTED["S06"].text
    assert "public" not in ADAPTED["S03"].text + ADAPTED["S05"].text


def test_it_says_of_itself_that_it_is_adapted():
    for sentence in ADAPTED.values():
        assert str(sentence) == f"{sentence.sentence_id}, adapted by this package: {sentence.text}"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("appear to be a search", "are a search", "S08, keeps: 'appear to be' does not stand in the adapted text"),
        ('"has also caused" = ', '"caused" = 7 #', "S08, keeps: 7 does not stand in the adapted text"),
        ('"quest" = ', '"hunt" = ', "S08, keeps: 'hunt' does not stand in the sentence"),
        ('id = "S08"', 'id = "S08"\nby = "us"', "S08, by: there is no such field"),
    ],
)
def test_an_edit_that_loses_a_word_of_the_passage_is_named(old, new, says):
    with pytest.raises(SchemaError) as caught:
        read_adapted(TOML.replace(old, new, 1), SENTENCES)
    assert f"adapted.toml, {says}" in str(caught.value)


def test_what_is_no_adapted_text_is_said_at_once():
    for text, says in {
        "[[sentence": "adapted.toml: this is no TOML text",
        "sentence = 1": "adapted.toml: a list of tables [[sentence]] is wanted",
        "": "adapted.toml: the sentences must be S01, S02",
        '[[sentence]]\nid = "S01"\ntext = " a"': "adapted.toml, S01, text: ' a' is no text",
        '[[sentence]]\nid = "S01"\ntext = "a"': "adapted.toml, S01, keeps: words of the passage",
    }.items():
        with pytest.raises(SchemaError) as caught:
            read_adapted(text, SENTENCES)
        assert says in str(caught.value)


# The measure


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("a I the eye watched raised made rule safe", 1),
        ("Japan Japan's people able refused spouses table settle II's parties houses", None),
        ("Korea Korean P'yongyang", None),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(words, number):
    spoken = {"Japan": 2, "Japan's": 2, "people": 2, "able": 2, "refused": 2, "spouses": 2, "table": 2, "settle": 2}
    spoken |= {"II's": 1, "parties": 2, "houses": 2, "Korea": 3, "Korean": 3, "P'yongyang": 2}
    for word in words.split():
        assert syllables(word) == (number or spoken[word]), word


def test_syllables_of_longer_words():
    spoken = {"compensation": 4, "normalization": 5, "cooperation": 5, "minimizing": 4, "demanded": 3}
    spoken |= {"differences": 4, "relatives": 3, "shortages": 3, "possibility": 5, "inability": 5, "1991": 1}
    assert {word: syllables(word) for word in spoken} == spoken


def test_the_grade_follows_the_published_formula():
    measured = nkj.texts.readability("Japan watched. North Korea refused to pay")
    assert (measured.sentences, measured.words, measured.syllables) == (2, 7, 11)
    assert measured.grade == pytest.approx(0.39 * 7 / 2 + 11.8 * 11 / 7 - 15.59)


def test_sentences_end_at_their_signs_and_not_inside_numbers():
    assert nkj.texts.readability("It held (1910-45). “No.” And 3.5 more? Yes").sentences == 4


@pytest.mark.parametrize("nothing", ["", " ... ", None, 7])
def test_what_has_no_words_has_no_grade(nothing):
    with pytest.raises(ArgumentError, match=r"^readability\(\) takes a text with words in it, not "):
        nkj.texts.readability(nothing)
