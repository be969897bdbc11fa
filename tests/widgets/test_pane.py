"""What the passage's pane is made from."""

import json
from importlib.resources import files

import nkj_data as nkj
from nkj_data.widgets.pane import pane_content

WRITE = """python -c "import json; from nkj_data.widgets.pane import pane_content
print(json.dumps(pane_content(), ensure_ascii=False))" > nkj_data/labextension/passage.json"""


def test_the_parts_of_a_sentence_are_its_words_and_nothing_is_lost():
    quotes = nkj.sentences()["quote"].tolist()
    drawn = pane_content()["sentences"]
    assert ["".join(text for text, *_ in parts) for _, _, parts, _ in drawn] == quotes
    for (_, _, parts, _), quote in zip(drawn, quotes, strict=True):
        numbers = [word for _, word, _ in parts if word >= 0]
        assert sorted(set(numbers)) == list(range(max(numbers) + 1)), quote


def test_words_are_counted_as_on_the_coding_board():
    board = {one["id"]: one["pieces"] for one in nkj.widgets.CodingBoard().sentences}
    for name, _, parts, _ in pane_content()["sentences"]:
        words = {}
        for text, word, _ in parts:
            if word >= 0:
                words[word] = words.get(word, "") + text
        assert list(words.values()) == [text for text, is_word in board[name] if is_word]


def test_every_hard_word_of_the_glossary_is_explained_somewhere():
    content = pane_content()
    asked = {term for _, _, parts, _ in content["sentences"] for _, _, term in parts}
    assert asked - {-1} == set(range(len(content["terms"])))


def test_the_file_that_jupyterlab_is_served_is_this_content():
    served = json.loads((files("nkj_data") / "labextension" / "passage.json").read_text(encoding="utf-8"))
    assert served == json.loads(json.dumps(pane_content())), f"Write it anew:\n{WRITE}"
