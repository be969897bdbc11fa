"""The tasks of the data room: right answers pass in any form, wrong ones are told what is wrong, nothing raises."""

import base64
import csv
import itertools
import re
import subprocess
import sys
import tomllib
from collections import Counter
from functools import cache
from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nkj_data as nkj
from nkj_data.document import tables
from nkj_data.document.passage import passage
from nkj_data.errors import ArgumentError, SchemaError, UnknownNameError
from nkj_data.packaged_files import data_folder
from nkj_data.tasks import parse

FOLDER = Path(str(data_folder() / "lessons"))
RAW = tomllib.loads((FOLDER / "tasks.toml").read_text(encoding="utf-8"))["task"]
IDS = [raw["id"] for raw in RAW]
CLAIMS = list(csv.DictReader(StringIO((FOLDER.parent / "tables" / "claims.csv").read_text(encoding="utf-8"))))
ROW = {
    "claim_id": "claim-70",
    "topic": "setbacks",
    "claim": "There were many potential supporters in Japan.",
    "voice": "document",
    "certainty": "stated",
    "quote": "many potential supporters in Japan",
}


@cache
def solved(task_id):
    space = {}
    exec(nkj.tasks.task(task_id).solution().code, space)
    return space["answer"]


def chart(column="voice", *, title="The document itself makes most claims", shift=0, ids=True, axes=True, **bar):
    rows = nkj.claims().groupby(column, observed=True)["claim_id"].agg(list)
    heights = [len(one) + shift for one in rows]
    figure = go.Figure(go.Bar(x=list(rows.index), y=heights, customdata=list(rows) if ids else None, **bar))
    figure.update_layout(title=title)
    if axes:
        figure.update_layout(xaxis_title=column, yaxis_title="claims")
    return figure


def wrong(review):
    return [remark.says for remark in review.remarks if remark.right is False]


# What there is


def test_there_are_ten_tasks_in_order_three_of_them_core():
    assert [f"t08-{number:02}" for number in range(1, 11)] == IDS
    assert [task.task_id for task in nkj.tasks.tasks()] == IDS
    levels = Counter(task.level for task in nkj.tasks.tasks())
    assert levels == {"warm-up": 1, "core": 3, "more": 2, "stretch": 4}


def test_the_notebook_has_every_task_once_in_order():
    text = (FOLDER.parents[2] / "notebooks" / "08_data_room.ipynb").read_text(encoding="utf-8")
    assert re.findall(r"t08-\d\d", text) == IDS


@pytest.mark.parametrize("task_id", IDS)
def test_every_solution_runs_and_passes_its_own_check(task_id):
    review = nkj.tasks.task(task_id).check(solved(task_id))
    assert review.outcome == "correct", review
    assert review.says == f"Correct. {RAW[IDS.index(task_id)]['says']}"
    assert review.quotes
    assert all(words in passage().text for _, _, words in review.quotes)


@pytest.mark.parametrize("raw", RAW, ids=IDS)
def test_every_task_has_three_hints_that_differ_and_come_one_after_the_other(raw):
    task = nkj.tasks.tasks()[IDS.index(raw["id"])]
    fresh = type(task)(parse.Assignment(**written(raw)))
    assert [fresh.hint().text for _ in range(4)] == [*raw["hints"], raw["hints"][2]]
    assert fresh.hint(2).text == raw["hints"][1]
    assert len(set(raw["hints"])) == 3
    assert str(fresh.hint(1)) == f"Hint 1 of 3: {raw['hints'][0]}"


def written(raw):
    lists = {name: tuple(raw[name]) for name in ("hints", "look")}
    renamed = {"task_id": raw["id"], "slips": tuple(raw.get("slip", ()))}
    return {**{name: raw[name] for name in raw if name not in ("id", "slip")}, **renamed, **lists}


def test_asking_for_the_second_hint_does_not_change_which_comes_next():
    task = type(nkj.tasks.task("t08-01"))(parse.Assignment(**written(RAW[0])))
    task.hint(2)
    assert task.hint().number == 1


def test_the_last_hint_of_the_code_tasks_is_a_line_of_the_solution():
    for raw in RAW:
        lines = [code for code in re.findall(r"`(answer = [^`]+)`", raw["hints"][2]) if "{" not in code]
        for line in lines:
            space = {"nkj": nkj, "claims": nkj.claims(), "timeline": nkj.timeline(), "re": re}
            exec(line, space)
            assert nkj.tasks.task(raw["id"]).check(space["answer"]).outcome == "correct", line


# What is said is true


def test_every_quotation_in_the_tasks_stands_in_the_passage():
    quoted = re.findall("“([^”]*)”", (FOLDER / "tasks.toml").read_text(encoding="utf-8"))
    assert [words for words in quoted if words not in passage().text] == []
    assert len(quoted) > 15


def test_the_numbers_said_in_the_tasks_are_those_of_the_tables():
    motives = nkj.motives()
    assert "Three rows are not three motives" in RAW[0]["says"]
    assert len(motives) == 3
    assert "Two are called primary" in RAW[0]["says"]
    assert motives["rank"].tolist() == ["primary", "primary", "possible gain"]
    assert "Each of these hedges stands once in the passage" in RAW[6]["says"]
    for hedge in nkj.claims()["hedge"].dropna().unique():
        assert passage().text.count(hedge) == 1
    assert "One word, three roles" in RAW[7]["says"]
    assert passage().text.count("compensation") == 3
    assert int(nkj.claims()["claim_id"].iloc[-1][-2:]) + 1 == 70
    plain = re.sub(r"`[^`]*`|“[^”]*”", "", " ".join(raw["ask"] + raw["says"] + raw["form"] for raw in RAW))
    assert re.findall(r"\d+", plain) == []


def test_what_is_right_agrees_with_the_files_as_they_lie():
    """The judges find what is right with pandas; here the bare CSV is counted."""
    assert nkj.tasks.task("t08-03").check(Counter(row["voice"] for row in CLAIMS)).outcome == "correct"
    assert (
        nkj.tasks.task("t08-07").check(Counter(row["hedge"] for row in CLAIMS if row["hedge"])).outcome == "correct"
    )
    hedged = [row["claim_id"] for row in CLAIMS if row["certainty"] == "hedged"]
    assert nkj.tasks.task("t08-02").check(hedged).outcome == "correct"
    sentences = re.split(r"(?<=\.)\s+(?=[A-Z])", passage().text)
    assert len(sentences) == 14
    counted = {
        f"S{number:02}": len({row["quote"] for row in CLAIMS if row["quote"] in sentence})
        for number, sentence in enumerate(sentences, start=1)
    }
    assert nkj.tasks.task("t08-04").check(counted).outcome == "correct"
    text, found, at = passage().text, [], -1
    while (at := text.find("compensation", at + 1)) >= 0:
        found.append((at, at + 12))
    assert nkj.tasks.task("t08-08").check(found).outcome == "correct"


def test_our_own_rows_pass_the_test_that_a_new_row_must_pass():
    for row in CLAIMS:
        review = nkj.tasks.task("t08-10").check({**row, "claim_id": "claim-70"})
        assert wrong(review) == [f"This is {row['claim_id']} again. Look for something that has no row yet."], (
            review
        )
        renamed = {**row, "claim_id": "claim-70", "claim": f"Put in other words: {row['claim']}"}
        assert nkj.tasks.task("t08-10").check(renamed).outcome == "correct", row


# Generous in form


def frame_of(counted):
    return counted.reset_index()


FORMS = {
    "t08-01": {
        "numpy": lambda: np.int64(3),
        "float": lambda: 3.0,
        "text": lambda: " 3 ",
        "list": lambda: [3],
        "shape": lambda: nkj.motives().shape[0],
    },
    "t08-02": {
        "list": lambda: ["claim-38", "claim-37", "claim-31", "claim-30"],
        "series": lambda: solved("t08-02")["claim_id"],
        "array": lambda: solved("t08-02")["claim_id"].to_numpy(),
        "set": lambda: set(solved("t08-02")["claim_id"]),
        "index": lambda: pd.Index(solved("t08-02")["claim_id"]),
        "as index": lambda: solved("t08-02").set_index("claim_id"),
        "series by id": lambda: solved("t08-02").set_index("claim_id")["quote"],
        "mask": lambda: nkj.claims()["certainty"] == "hedged",
        "text": lambda: "claim-30, claim-31, claim-37 and claim-38",
        "dicts": lambda: solved("t08-02").to_dict("records"),
        "generator": lambda: (name for name in solved("t08-02")["claim_id"]),
        "query": lambda: nkj.claims().query("certainty == 'hedged'")[["claim_id"]],
        "shown": lambda: nkj.show(solved("t08-02")),
    },
    "t08-03": {
        "dict": lambda: solved("t08-03").to_dict(),
        "counter": lambda: Counter(nkj.claims()["voice"]),
        "groupby size": lambda: nkj.claims().groupby("voice", observed=False).size(),
        "groupby count": lambda: nkj.claims().groupby("voice", observed=True).count(),
        "groupby table": lambda: nkj.claims().groupby("voice", observed=True, as_index=False).size(),
        "reset": lambda: frame_of(solved("t08-03")),
        "value_counts of table": lambda: nkj.claims()[["voice"]].value_counts(),
        "crosstab": lambda: pd.crosstab(nkj.claims()["voice"], "rows"),
        "pairs": lambda: list(solved("t08-03").items()),
        "floats": lambda: solved("t08-03").astype(float),
        "sorted": lambda: solved("t08-03").sort_index(),
    },
    "t08-04": {
        "distinct pairs": lambda: (
            nkj.claims()[["sentence_id", "quote"]].drop_duplicates()["sentence_id"].value_counts()
        ),
        "table": lambda: frame_of(solved("t08-04")),
    },
    "t08-05": {
        "dict": lambda: dict(zip(solved("t08-05")["obstacle_id"], solved("t08-05")["claim"], strict=True)),
        "series": lambda: solved("t08-05").set_index("obstacle_id")["claim"],
        "whole tables": lambda: nkj.obstacles().merge(nkj.claims(), on="claim_id"),
        "left": lambda: nkj.obstacles().merge(nkj.claims(), on="claim_id", how="left"),
        "joined": lambda: nkj.obstacles()[["obstacle_id", "claim_id"]].join(
            nkj.claims().set_index("claim_id")[["claim"]], on="claim_id"
        ),
        "mapped": lambda: nkj.obstacles().assign(
            claim=lambda frame: frame["claim_id"].map(nkj.claims().set_index("claim_id")["claim"])
        ),
        "other order": lambda: solved("t08-05").iloc[::-1],
    },
    "t08-06": {
        "days": lambda: solved("t08-06").dt.days,
        "Int64": lambda: solved("t08-06").dt.days.astype("Int64"),
        "new column": lambda: nkj.timeline().assign(days=solved("t08-06")),
        "two columns": lambda: nkj.timeline()[["time_id"]].assign(days=solved("t08-06").dt.days),
        "by id": lambda: solved("t08-06").set_axis(nkj.timeline()["time_id"]),
        "list": lambda: solved("t08-06").tolist(),
        "dict": lambda: dict(zip(nkj.timeline()["time_id"], solved("t08-06"), strict=True)),
        "by hand": lambda: [None, *[np.nan] * 5, 13148, pd.NA, pd.NaT, 1, *[None] * 4, 3652, 364],
    },
    "t08-07": {
        "groupby": lambda: nkj.claims().groupby("hedge").size(),
        "table": lambda: frame_of(solved("t08-07")),
    },
    "t08-08": {
        "matches": lambda: list(re.finditer("compensation", passage().text)),
        "finditer": lambda: re.finditer("compensation", passage().text),
        "spans": lambda: passage().places("compensation"),
        "lists": lambda: [list(pair) for pair in solved("t08-08")],
        "array": lambda: np.array(solved("t08-08")),
        "table": lambda: pd.DataFrame(solved("t08-08"), columns=["char_start", "char_end"]),
        "slices": lambda: [slice(*pair) for pair in solved("t08-08")],
        "dicts": lambda: [{"start": start, "end": end} for start, end in solved("t08-08")],
    },
    "t08-09": {
        "voice": chart,
        "topic": lambda: chart("topic", title="Positions take most of the claims"),
        "sentences": lambda: chart("sentence_id", title="S13 alone carries 12 of the 69 claims"),
        "share": lambda: chart("certainty", title="77 % of the claims are stated outright"),
        "dict": lambda: chart().to_dict(),
        "lying": lambda: lying(),
        "spelled out": lambda: spelled_out(),
        "one piece a claim": lambda: stacked(),
        "histogram": lambda: histogram(),
        "packed numbers": lambda: packed(),
    },
    "t08-10": {
        "series": lambda: pd.Series(ROW),
        "table": lambda: pd.DataFrame([ROW]),
        "list": lambda: [ROW],
        "appended": lambda: pd.concat([nkj.claims(), pd.DataFrame([ROW])], ignore_index=True),
        "empty fields": lambda: {**ROW, "hedge": None, "note": ""},
        "hedged": lambda: {
            **ROW,
            "topic": "motives",
            "claim": "The motives named are called primary.",
            "certainty": "hedged",
            "hedge": "appear to be",
            "quote": "primary motives appear to be",
        },
        "placed": lambda: {**ROW, "sentence_id": "S03"},
    },
}


def named_layout(figure, across, up):
    return figure.update_layout(title="The document makes most claims", xaxis_title=across, yaxis_title=up)


def lying():
    rows = nkj.claims().groupby("voice", observed=True)["claim_id"].agg(list)
    bar = go.Bar(y=list(rows.index), x=[len(one) for one in rows], customdata=list(rows), orientation="h")
    return named_layout(go.Figure(bar), "claims", "voice")


def spelled_out():
    rows = nkj.claims().groupby("voice", observed=True)["claim_id"].agg(", ".join)
    names = [name.replace("_", " ").title() for name in rows.index]
    return named_layout(go.Figure(go.Bar(x=names, y=rows.str.count("claim"), customdata=rows)), "voice", "claims")


def stacked():
    claims = nkj.claims()
    bar = go.Bar(x=claims["voice"], y=[1] * len(claims), customdata=claims[["claim_id", "topic"]])
    return named_layout(go.Figure(bar), "voice", "claims")


def histogram():
    claims = nkj.claims()
    return named_layout(
        go.Figure(go.Histogram(x=claims["voice"], customdata=claims["claim_id"])), "voice", "claims"
    )


def packed():
    rows = nkj.claims().groupby("voice", observed=True)["claim_id"].agg(list)
    heights = np.array([len(one) for one in rows], dtype="f8")
    figure = go.Figure(go.Bar(x=list(rows.index), y=heights, customdata=list(rows)))
    assert base64.b64decode(figure.to_dict()["data"][0]["y"]["bdata"])
    return named_layout(figure, "voice", "claims")


@pytest.mark.parametrize(("task_id", "form"), [(name, form) for name, forms in FORMS.items() for form in forms])
def test_a_right_answer_passes_in_any_form(task_id, form):
    review = nkj.tasks.task(task_id).check(FORMS[task_id][form]())
    assert review.outcome == "correct", review


# Not attempted is not incorrect


@pytest.mark.parametrize("task_id", IDS)
@pytest.mark.parametrize("blank", [..., None, "", " ... ", "…", [...], {"claim": ..., "quote": "..."}], ids=repr)
def test_a_placeholder_is_not_attempted(task_id, blank):
    review = nkj.tasks.task(task_id).check(blank)
    assert review.outcome == "not attempted"
    assert (review.remarks, review.quotes) == ((), ())


def test_what_is_not_attempted_shows_the_task_once_more():
    assert str(nkj.tasks.task("t08-02").check()) == (
        "Filter by certainty: The column `certainty` of `nkj.claims()` says how sure the text is: stated, hedged, "
        "alleged or implied. Which claims are hedged? Answer with the rows, or a list of their `claim_id`.\n"
        "Not answered yet. That is not the same as wrong.\n"
        "Put your answer where `...` stands. For a hint, write `task.hint()`."
    )


@pytest.mark.parametrize("task_id", IDS)
@pytest.mark.parametrize(
    "empty", [[], {}, pd.DataFrame(), pd.Series(dtype="object"), set()], ids=lambda e: type(e).__name__
)
def test_an_empty_answer_is_an_answer_and_gets_advice(task_id, empty):
    review = nkj.tasks.task(task_id).check(empty)
    assert review.outcome == "incorrect"
    assert wrong(review)


# Wrong answers are told what is wrong


def claims(**kept):
    frame = nkj.claims()
    for column, values in kept.items():
        frame = frame[frame[column].isin(values)]
    return frame


def joined(how):
    return nkj.obstacles()[["obstacle_id", "claim_id"]].merge(
        nkj.claims()[["claim_id", "claim"]], how=how, on=None if how == "cross" else "claim_id"
    )


def by_place():
    return nkj.obstacles()[["obstacle_id"]].assign(claim=nkj.claims()["claim"])


def moved(start, end):
    return [(a + start, b + end) for a, b in solved("t08-08")]


def in_its_sentence():
    return [match.span() for words in nkj.sentences()["quote"] for match in re.finditer("compensation", words)]


WRONG = {
    "t08-01": {
        "2 rows have the rank `primary`. A row counts whatever its rank: motive-03 too.": lambda: 2,
        "15 is how many columns the table has. Rows run down, columns run across.": lambda: 15,
        "69 is how many rows `nkj.claims()` has. The task asks for `nkj.motives()`.": lambda: 69,
        "4 is one off. Count rows, not the line of column names; rows are numbered from 0.": lambda: 4,
        "40 is not how many rows `nkj.motives()` has.": lambda: 40,
        "These are two numbers. `.shape` gives rows and columns; the question asks for rows.": lambda: (3, 15),
        "This is a table of 3 rows and 15 columns. "
        "The answer is a number: `len(...)` around a table counts its rows.": lambda: nkj.motives(),
        "This is a function, not what it returns. Call it: put round brackets behind its name.": lambda: (
            nkj.motives
        ),
        "This is code inside quotation marks, so it is only a text. Take the marks away.": lambda: (
            "len(nkj.motives())"
        ),
        "`True` or `False` is no count. Give a whole number.": lambda: True,
    },
    "t08-02": {
        "4 rows do not belong: their certainty is `alleged`.": (lambda: claims(certainty=["hedged", "alleged"])),
        "These are all 69 rows: nothing is filtered yet.": lambda: nkj.claims(),
        "1 row is missing whose certainty is `hedged`.": lambda: ["claim-30", "claim-31", "claim-37"],
        "motive-01 does not belong: no claim has that id. Claims are called claim-01 and so on.": lambda: [
            "motive-01"
        ],
        "Your table has no column `claim_id`. Keep it: it says which rows you mean.": lambda: nkj.claims()[
            ["quote"]
        ],
        'No row is left. Values are spelled as in `nkj.columns("claims")`: `hedged`.': (
            lambda: claims(certainty=["Hedged"])
        ),
        "These entries are no ids. Give the `claim_id` of each row, such as claim-01.": lambda: [29, 30],
        "This filter has 3 entries; the table has 69 rows.": lambda: nkj.motives()["certainty"] == "hedged",
    },
    "t08-03": {
        "This is counted by `certainty`. The task asks for `voice`.": lambda: nkj.claims()[
            "certainty"
        ].value_counts(),
        "These are shares, not counts. Leave out `normalize=True`, or do not divide.": (
            lambda: nkj.claims()["voice"].value_counts(normalize=True)
        ),
        "Missing: unattributed.": lambda: {"document": 61, "japan": 2, "north_korea": 2},
        "document: you have 65; the table has 61 claims, in claim-01, claim-02, claim-03, claim-04 and 57 more.": (
            lambda: {"document": 65, "japan": 2, "north_korea": 2}
        ),
        "North Korea does not belong: no value of `voice`. Did you mean north_korea by North Korea?": (
            lambda: {"document": 61, "unattributed": 4, "North Korea": 2, "japan": 2}
        ),
        "This is one entry for each row, not yet counted. Add `.value_counts()`.": lambda: nkj.claims()["voice"],
        "A `groupby` waits to be told what to do. Add `.size()` or another verb to it.": (
            lambda: nkj.claims().groupby("voice", observed=True)
        ),
        "japan stands there twice. Give one count for each `voice`.": lambda: [("japan", 1), ("japan", 1)],
    },
    "t08-04": {
        "You counted claims. Two claims may rest on the very same words, as claim-05 and claim-06 do: "
        "count different quotes.": lambda: nkj.claims()["sentence_id"].value_counts(),
        "Missing: S14.": lambda: solved("t08-04").drop("S14"),
        "S03: you have 3; the table has 2 different quotes, in claim-11 and claim-12.": lambda: (
            solved("t08-04") + 1
        ),
        "The answer is one count for each `sentence_id`, and this is a number.": (
            lambda: nkj.claims()["quote"].nunique()
        ),
    },
    "t08-05": {
        '276 rows, and there are 4 obstacles. Name the shared column: `on="claim_id"`.': lambda: joined("cross"),
        "69 rows: claims without an obstacle are kept too. "
        'Write `merge(..., on="claim_id")` without `how=`.': lambda: joined("right"),
        "The claims are beside the obstacles by place. Join by `claim_id`.": by_place,
        "Your table has no column `claim`.": lambda: nkj.obstacles(),
        "Missing: obstacle-04.": lambda: solved("t08-05").head(3),
        "obstacle-01: what is beside it is not the text of the claim it rests on. Look at its `claim_id`.": (
            lambda: nkj.obstacles().rename(columns={"quote": "claim"})
        ),
    },
    "t08-06": {
        "Gone: time-01, time-02, time-03, time-04, time-05, time-06, time-08 and 5 more. "
        "Keep every row; that a date is missing is a finding.": lambda: solved("t08-06").dropna(),
        "time-01, time-02, time-03, time-04, time-05, time-06, time-08 and 5 more: "
        "a number is there where the text gives no bound. Do not use `fillna`.": (
            lambda: solved("t08-06").dt.days.fillna(0)
        ),
        "One too many each: you count both end days. The task asks for `latest` minus `earliest`.": (
            lambda: solved("t08-06").dt.days + 1
        ),
        "The sign is turned round: subtract `earliest` from `latest`.": lambda: -solved("t08-06"),
        "These look like years. The task asks for days.": lambda: solved("t08-06").dt.days / 365.25,
        "The days are numbers, or differences of two dates. Leave a cell empty rather than fill it.": (
            lambda: nkj.timeline()["latest"]
        ),
        "Your table has 0 new columns of days. Give it one, beside `time_id`.": lambda: nkj.timeline(),
    },
    "t08-07": {
        "The empty cells are counted as if they were a hedge. Leave out `dropna=False`.": (
            lambda: nkj.claims()["hedge"].value_counts(dropna=False)
        ),
        "Each hedge is in the passage once, that is true. The task asks how many claims it weakens.": (
            lambda: dict.fromkeys(["appear to be", "raises the possibility", "allegedly"], 1)
        ),
        "raises the possibility: you have 1; the table has 2 claims, in claim-37 and claim-38.": (
            lambda: nkj.motives()["hedge"].value_counts()
        ),
        "This is counted by `certainty`. The task asks for `hedge`.": lambda: nkj.claims()[
            "certainty"
        ].value_counts(),
    },
    "t08-08": {
        "Missing: the place in S10 and S11.": lambda: solved("t08-08")[:1],
        "The ends are one short. A span is half-open: it ends just behind the last letter.": lambda: moved(0, -1),
        "Everything is one too far. Python counts the letters of a text from 0.": lambda: moved(1, 1),
        "The ends are missing: a span is a pair. `match.span()` gives both.": lambda: [
            a for a, _ in solved("t08-08")
        ],
        "The second number of a span is the place where it ends, not its length.": (
            lambda: [(a, b - a) for a, b in solved("t08-08")]
        ),
        "These are counted inside each sentence. Count from the start of the passage.": in_its_sentence,
        "That is how often the word is there. The task asks where.": lambda: 3,
        "1410 has no end beside it. A span is a pair: start and end.": lambda: passage().text.find("compensation"),
    },
    "t08-09": {
        "The chart has no title: `update_layout(title=...)`.": lambda: chart(title=None),
        "The title 'Claims by voice' says what is counted. Say what is seen: name a column, such as document.": (
            lambda: chart(title="Claims by voice")
        ),
        "The title 'Document first' is a label. Make it a short sentence that says what is seen.": (
            lambda: chart(title="Document first")
        ),
        "The title says 60. No column and no total has that number.": (
            lambda: chart(title="The document makes 60 of 69 claims")
        ),
        "The title says 80%. No column and no total has that number.": (
            lambda: chart(title="The document makes 80% of all claims")
        ),
        "unattributed: you have 5; the table has 4 claims, in claim-63, claim-64, claim-65 and claim-66.": (
            lambda: chart(shift=1)
        ),
        "There is no `claim_id` in `customdata`, so nobody can follow a column to its words.": lambda: chart(
            ids=False
        ),
        "There is no title on the axis of the labels and of the counts: use `xaxis_title`, `yaxis_title`.": (
            lambda: chart(axes=False)
        ),
        "The axis of counts starts at 2. Columns are compared by length: start at 0.": (
            lambda: chart().update_layout(yaxis_range=[2, 70])
        ),
        "The column document carries claim-63, which it does not count.": (
            lambda: chart().update_traces(customdata=[["claim-63"]] * 4)
        ),
        "This figure draws `scatter`. Columns are a `go.Bar(...)`.": lambda: go.Figure(go.Scatter(x=[1], y=[2])),
        "The figure is empty: put a `go.Bar(...)` into it.": go.Figure,
        "The columns are called a and b. None is a value of `voice`, `certainty`, `topic` and `sentence_id`.": (
            lambda: go.Figure(go.Bar(x=["a", "b"], y=[1, 2]))
        ),
        "The answer is a plotly figure, and this is a `Series`.": lambda: nkj.claims()["voice"].value_counts(),
    },
    "t08-10": {
        "`quote`: these words do not stand in the passage: 'primary motives appears to be'. “primary motives "
        "appears to be” is not in the passage. Nearest, in S08: “primary motives appear to be”.": (
            lambda: {**ROW, "quote": "primary motives appears to be"}
        ),
        "`quote`: these words stand in the passage 23 times; quote more: 'Japan'.": lambda: {
            **ROW,
            "quote": "Japan",
        },
        "`quote`: the quote starts or ends inside a word: 'otential supporters in Japan'.": (
            lambda: {**ROW, "quote": "otential supporters in Japan"}
        ),
        "`quote`: these words do not lie inside one sentence: 'in Japan. Japanese who'.": (
            lambda: {**ROW, "quote": "in Japan. Japanese who"}
        ),
        "`claim_id`: 'claim-12' stands in an earlier row too.": lambda: {**ROW, "claim_id": "claim-12"},
        "`claim_id`: 'Claim 70' does not look like claim-70.": lambda: {**ROW, "claim_id": "Claim 70"},
        "`voice`: 'narrator' is none of document, north_korea, japan, unattributed.": (
            lambda: {**ROW, "voice": "narrator"}
        ),
        "`note`: a row read from context says in its note how.": lambda: {**ROW, "certainty": "implied"},
        "Your quote holds “allegedly”, so the row is not `stated`. Name the words in `hedge`.": (
            lambda: {**ROW, "quote": "North Korean agents had allegedly kidnapped"}
        ),
        "The claim says 200, and that number is not in the passage.": (
            lambda: {**ROW, "claim": "There were 200 potential supporters in Japan."}
        ),
        "There is no field `certanty`. Did you mean `certainty`?": lambda: {**ROW, "certanty": "stated"},
        "This is claim-20 again. Look for something that has no row yet.": (
            lambda: {**ROW, "claim": "North Korea owed debts to Japanese traders"}
        ),
        "`claim` still holds the placeholder.": lambda: {**ROW, "claim": "..."},
        "`quote` is a number; every field is a text.": lambda: {**ROW, "quote": 5},
        "`claim` has 10000 signs. A sentence or two is enough.": lambda: {**ROW, "claim": "a" * 10_000},
        "`claim` holds a line break or another sign that cannot be seen.": lambda: {**ROW, "claim": "a\nb"},
        "`sentence_id` is S03, found from the quote; leave it out.": lambda: {**ROW, "sentence_id": "S04"},
        "Give one new row; this is a table of 69 rows and 11 columns, of which 0 are new.": lambda: nkj.claims(),
    },
}


@pytest.mark.parametrize(("task_id", "says"), [(name, says) for name, cases in WRONG.items() for says in cases])
def test_a_wrong_answer_is_told_what_is_wrong_with_it(task_id, says):
    review = nkj.tasks.task(task_id).check(WRONG[task_id][says]())
    assert review.outcome in ("incorrect", "partly correct")
    assert says in wrong(review), review
    assert f"- Look again: {says}" in str(review).splitlines()


def test_every_task_has_at_least_three_wrong_answers_of_its_own():
    assert min(len(cases) for cases in WRONG.values()) >= 3
    assert list(WRONG) == IDS


def test_whole_feedback_says_what_is_right_what_is_not_with_ids_and_words_and_what_to_do():
    assert str(nkj.tasks.task("t08-02").check(["claim-30", "claim-31", "claim-37", "claim-63"])) == (
        "Partly correct.\n"
        "- Right: claim-30, claim-31 and claim-37: `hedged`.\n"
        "- Look again: 1 row is missing whose certainty is `hedged`.\n"
        "- Look again: 1 row does not belong: its certainty is `alleged`.\n"
        "  claim-63, S13: “whom North Korean agents had allegedly kidnapped”\n"
        "Try again; it costs nothing. For a hint, write `task.hint()`."
    )
    assert str(nkj.tasks.task("t08-10").check({**ROW, "voice": "the author"})) == (
        "Partly correct.\n"
        "- Right: In order: `claim_id`, `topic`, `claim`, `certainty` and `quote`.\n"
        "- Look again: `voice`: 'the author' is none of document, north_korea, japan, unattributed.\n"
        "Try again; it costs nothing. For a hint, write `task.hint()`."
    )
    assert str(nkj.tasks.task("t08-01").check(3)).splitlines()[1:] == [
        "- Right: 3 rows: motive-01, motive-02 and motive-03.",
        f"  motive-01, S08: “{nkj.motives()['quote'].iloc[0]}”",
        f"  motive-03, S09: “{nkj.motives()['quote'].iloc[2]}”",
        "Read the words of the text aloud, then go on.",
    ]


def test_a_right_new_row_is_set_beside_ours_on_the_same_words():
    notes = [remark for remark in nkj.tasks.task("t08-10").check(ROW).remarks if remark.right is None]
    assert [(note.says, note.rows) for note in notes] == [
        ("Compare with our rows on the same words: claim-12. Does yours say something they do not?", ("claim-12",))
    ]


def test_a_wrong_filter_gets_a_nudge_and_not_the_rows_that_it_missed():
    hedged = claims(certainty=["hedged"])["claim_id"].tolist()
    for named in (hedged[:1], ["claim-63"]):
        review = nkj.tasks.task("t08-02").check(named)
        assert not [name for name in set(hedged) - set(named) if name in str(review)], review


def test_to_name_every_row_is_not_partly_right():
    assert nkj.tasks.task("t08-02").check(nkj.claims()["claim_id"]).outcome == "incorrect"


def test_the_words_of_a_wrong_answer_are_shown_once_and_few():
    review = nkj.tasks.task("t08-02").check(claims(certainty=["stated"]))
    assert len(review.quotes) == 3
    assert len({words for _, _, words in review.quotes}) == 3


# Nothing raises, nothing is changed, nothing leaks


class Contrary:
    """Raises at whatever it is asked."""

    def __getattr__(self, name):
        raise RuntimeError(name)

    def __iter__(self):
        raise OSError("no")

    def __eq__(self, other):
        raise ValueError("no")

    def __bool__(self):
        raise ValueError("no")

    def __len__(self):
        raise ValueError("no")

    def __repr__(self):
        raise ValueError("no")

    __str__ = __repr__
    __hash__ = None


class Text(str):
    __slots__ = ()

    def strip(self, *_):
        raise ValueError("no")


def endless():
    return itertools.count()


def circle():
    inner = []
    inner.append(inner)
    return inner


def liar():
    """Return something that looks like a figure and is none."""
    return type("Liar", (), {"layout": 1, "to_dict": lambda self: {"data": [{"type": "bar", "x": 5, "y": "z"}]}})()


ODD = {
    "contrary": Contrary,
    "contrary text": lambda: Text("x"),
    "class": lambda: Contrary,
    "endless": endless,
    "circle": circle,
    "huge list": lambda: range(10**9),
    "huge table": lambda: pd.DataFrame({"claim_id": np.zeros(2_000_000, dtype="int64")}),
    "long text": lambda: "claim-01 " * 200_000,
    "bytes": lambda: b"claim-01",
    "complex": lambda: 3j,
    "infinite": lambda: float("inf"),
    "nan": lambda: float("nan"),
    "not a time": lambda: pd.NaT,
    "number of many digits": lambda: 10**400,
    "same name twice": lambda: pd.DataFrame([[1, 2]], columns=["claim_id", "claim_id"]),
    "no names": lambda: pd.DataFrame(np.zeros((3, 3))),
    "many levels": lambda: nkj.claims().groupby(["voice", "certainty"], observed=True).size(),
    "names of many levels": lambda: pd.DataFrame([[1]], columns=pd.MultiIndex.from_tuples([("a", "b")])),
    "error": lambda: ValueError("x"),
    "module": lambda: pd,
    "array of objects": lambda: np.array([object(), None], dtype=object),
    "no dimension": lambda: np.array(3.5),
    "itself": lambda: nkj.tasks.task("t08-01"),
    "review": lambda: nkj.tasks.task("t08-01").check(1),
    "liar": liar,
    "figure in figure": lambda: {"data": [{"type": "bar", "x": [1], "y": [[2]]}], "layout": []},
    "surrogate": lambda: {**ROW, "claim": "\ud800"},
    "byte of nothing": lambda: {**ROW, "quote": "\x00"},
    "odd keys": lambda: {1: 2, (3,): None, "quote": [1]},
}


@pytest.mark.parametrize("task_id", IDS)
@pytest.mark.parametrize("odd", ODD)
def test_whatever_is_handed_in_gets_advice_and_no_traceback(task_id, odd):
    review = nkj.tasks.task(task_id).check(ODD[odd]())
    assert review.outcome in ("incorrect", "partly correct")
    assert all(len(says) < 1200 for says in wrong(review))
    assert wrong(review)
    assert str(review)
    assert review._repr_html_()


SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary(), st.dates(), st.sampled_from(IDS)
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=5),
        st.tuples(inner, inner),
        st.dictionaries(
            st.one_of(st.text(), st.sampled_from(["data", "layout", "quote", "claim_id"])), inner, max_size=5
        ),
        st.lists(inner, max_size=5).map(lambda values: pd.Series(values, dtype="object")),
        st.lists(inner, min_size=1, max_size=3).map(lambda values: pd.DataFrame({"claim_id": pd.Series(values)})),
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(ANYTHING)
def test_no_object_at_all_makes_a_check_raise(answer):
    for task in nkj.tasks.tasks():
        review = task.check(answer)
        assert review.outcome in nkj.items.OUTCOMES
        assert review._repr_html_()


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([*ROW, "hedge", "note"]), st.text(), min_size=1))
def test_no_row_at_all_makes_the_test_of_rows_raise(changed):
    assert nkj.tasks.task("t08-10").check({**ROW, **changed}).outcome in nkj.items.OUTCOMES


def test_markup_in_an_answer_is_shown_as_text():
    evil = "<img src=x onerror=alert(1)>"
    answers = {
        "t08-02": [evil, "claim-30"],
        "t08-03": {evil: 3, "document": 61},
        "t08-05": {evil: evil, "obstacle-01": evil},
        "t08-09": chart(title=f"{evil} & <script>1</script>document makes most"),
        "t08-10": {**ROW, "quote": evil, evil: "x"},
    }
    for task_id, answer in answers.items():
        page = nkj.tasks.task(task_id).check(answer)._repr_html_()
        assert "<img" not in page
        assert "<script" not in page
        assert set(re.findall(r"</?(\w+)", page)) <= {"div", "p", "strong", "ul", "li", "code", "q"}
    assert "&lt;img" in nkj.tasks.task("t08-02").check([evil])._repr_html_()


def test_a_check_changes_neither_the_answer_nor_the_next_check():
    frame = solved("t08-02")
    before = frame.copy()
    first = nkj.tasks.task("t08-02").check(frame)
    assert first.outcome == "correct"
    pd.testing.assert_frame_equal(frame, before)
    assert nkj.tasks.task("t08-02").check(frame) == first


def test_a_check_of_a_table_loads_no_chart_library():
    code = (
        "import nkj_data as nkj, sys\n"
        "print(nkj.tasks.task('t08-02').check(nkj.claims()).outcome)\n"
        "print(nkj.tasks.task('t08-09').check(nkj.claims()).outcome)\n"
        "print(sorted({'plotly', 'anywidget', 'ipywidgets'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:3] == ["incorrect", "incorrect", "[]"]


# How tasks, hints and solutions show themselves, and misuse


def test_tasks_hints_and_solutions_show_themselves_as_text_and_as_a_page():
    task = nkj.tasks.task("t08-01")
    assert str(task) == repr(task) == f"t08-01, warm-up: Read a table\n{task.ask}\nAnswer with a whole number."
    assert "<code>nkj.motives()</code>" in task._repr_html_()
    assert "<code>nkj.motives()</code>" in task.hint(1)._repr_html_()
    assert str(task.solution()) == "import nkj_data as nkj\n\nanswer = len(nkj.motives())"
    assert "<pre><code>import nkj_data" in task.solution()._repr_html_()


def test_an_unknown_task_and_a_hint_that_is_not_there_are_errors_of_the_house():
    with pytest.raises(UnknownNameError, match=r"There is no task 't08-1'. Did you mean 't08-\d+'\?"):
        nkj.tasks.task("t08-1")
    with pytest.raises(ArgumentError, match=r"task\(\) takes an id such as 't08-01', not int."):
        nkj.tasks.task(8)
    for number in (0, 4, "1", True, 1.5):
        with pytest.raises(ArgumentError, match=r"hint\(\) takes 1, 2 or 3, or nothing for the next one"):
            nkj.tasks.task("t08-01").hint(number)


# The file that people edit


def read(folder, old, new, tmp_path):
    text = (folder / "tasks.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "tasks.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    rows = {name for table in tables.catalog()["table"] for name in tables.table(table).iloc[:, 0]}
    return parse.read_assignments(tmp_path, list(nkj.sentences()["quote"]), rows)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('id = "t08-01"', 'id = "t8-01"', r"tasks.toml, t8-01, id: 't8-01' does not look like t08-\d\d"),
        ('id = "t08-02"', 'id = "t08-01"', "tasks.toml, t08-01, id: the id stands at an earlier task too"),
        ('level = "core"', 'level = "corn"', (
            "tasks.toml, t08-02, level: 'corn' is none of warm-up, core, more, stretch"
        )),
        ("form =", "from =", "tasks.toml, t08-01, from: there is no such field; did you mean 'form'?"),
        ('"motive-03"', '"motive-09"', "tasks.toml, t08-01, look: 'motive-09' is no row"),
        ("“appear to be”", "“appears to be”", (
            "tasks.toml, t08-01, says: these words do not stand in the passage: 'appears to be'"
        )),
        ('  "`len(...)` around a table counts its rows.",\n', "", (
            "tasks.toml, t08-01, hints: 2 hints where there must be 3 that differ"
        )),
        ('title = "Read a table"', "title = 3", "tasks.toml, t08-01, title: 3 is no text"),
    ],
)  # fmt: skip
def test_an_edited_file_is_told_what_is_wrong_where(old, new, problem, tmp_path):
    with pytest.raises(SchemaError) as error:
        read(FOLDER, old, new, tmp_path)
    assert problem in [str(found) for found in error.value.problems]


def test_a_file_that_is_missing_empty_or_no_toml_is_told_so(tmp_path):
    for content, says in (
        (None, "missing"),
        (b"", "no [[task]]"),
        (b"\xff", "tasks.toml: byte 0 is not UTF-8; save the file as UTF-8"),
        (b"[[task", "tasks.toml: this is no TOML text"),
        (b"task = 3", "no [[task]]"),
    ):
        if content is not None:
            (tmp_path / "tasks.toml").write_bytes(content)
        with pytest.raises(SchemaError, match=re.escape(says)):
            parse.read_assignments(tmp_path, [], [])
