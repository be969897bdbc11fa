"""Charts: every mark leads to rows, words and twin say the same, colours hold for every eye."""

import inspect
import itertools
import json
import re

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

import nkj_data as nkj
from nkj_data import charts
from nkj_data.charts import style
from nkj_data.errors import ArgumentError

CHARTS = [chart for name in charts.__all__ if isinstance(chart := getattr(charts, name), charts.Chart)]


def takes(chart):
    """Return the tables of a chart; all of them for one that takes any."""
    return chart.takes or tuple(nkj.catalog()["table"])


def frames_of(chart):
    return [nkj.table(name) for name in takes(chart)]


def rows_of(chart, *, whole=False):
    """Return the ids of a chart's rows, or only of those tables that it draws whole."""
    names = [name for name in takes(chart) if not (whole and name in chart.partly)]
    return {row_id for name in names for row_id in nkj.table(name).iloc[:, 0]}


def cells_of(chart):
    """Return every word of every cell that a chart was given."""
    return {str(v) for frame in frames_of(chart) for column in frame.columns for v in frame[column].dropna()}


def each_chart(test):
    return pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.name)(test)


def marks(figure):
    """Yield the row ids behind every mark of a figure."""
    for trace in figure.data:
        for ids in trace.customdata if trace.customdata is not None else ():
            if ids is not None:
                yield from str(ids).split()


def test_there_are_charts():
    assert "motive_map" in [chart.name for chart in CHARTS]


@each_chart
def test_every_mark_leads_to_a_row_and_every_row_has_a_mark(chart):
    drawn = set(marks(chart(*frames_of(chart))))
    assert rows_of(chart, whole=True) <= drawn <= rows_of(chart)
    assert drawn == {row for ids in chart.table(*frames_of(chart))["row"] for row in ids.split()}


@each_chart
def test_every_trace_has_an_id_for_each_of_its_marks(chart):
    for trace in chart(*frames_of(chart)).data:
        drawn = [x for x in trace.x if x is not None]
        given = [ids for ids in trace.customdata if ids is not None]
        assert len(given) == len(drawn) or (not given and trace.hoverinfo == "skip")  # a sign in the key


# What charts say of their own accord; everything else in a description or twin comes from the frames.
OWN = (
    *["a precedent", "serious shortage", "precedent", "limit in time", "changing patterns", "the move"],
    *["the relations", "coincidence", "support sought", "discredit", "what the text tells", "no reaction named"],
    *["never called one", "yes", "not given", "the document", "North Korea, as reported", "Japan, as reported"],
    *["nobody named", "(", ")", *nkj.catalog()["table"].str.capitalize()],
)


@each_chart
def test_every_cell_of_the_twin_comes_from_the_frames(chart):
    cells = cells_of(chart) | {
        str(pd.Timestamp(cell).date()) for cell in cells_of(chart) if cell.endswith("00:00:00")
    }
    known = sorted(cells | set(OWN), key=len, reverse=True)
    twin = chart.table(*frames_of(chart))
    for column in twin.columns.difference(["row", "rows"]):
        for cell in twin[column].dropna().astype(str):
            left = cell
            for words in known:
                left = left.replace(words, "") if cell not in known else ""
            assert not left.strip(), (column, cell)


@each_chart
def test_every_name_number_and_quotation_in_the_description_is_in_the_frames(chart):
    said = chart.describe(*frames_of(chart))
    cells = cells_of(chart)
    for quotation in re.findall(r"“([^”]+)”", said):
        assert any(quotation in cell for cell in cells), quotation
    text = " ".join(cells)
    assert [name for name in re.findall(r"(?<=[a-z,;(] )[A-Z][\w']+", said) if name not in text] == []
    counts = {len(frame) for frame in frames_of(chart)} | {len(takes(chart)), sum(map(len, frames_of(chart)))}
    for frame in frames_of(chart):
        for column in frame.columns:
            counts |= set(frame[column].value_counts()) | {int(frame[column].isna().sum())}
    counts |= set(pd.concat([frame["sentence_id"] for frame in frames_of(chart)]).value_counts())
    counts |= {frame["sentence_id"].nunique() for frame in frames_of(chart)}
    if chart.name == "actor_map":
        ties = nkj.links().dropna(subset=["source_actor_id", "target_actor_id"])
        counts |= {
            len(ties),
            int((ties[["source_actor_id", "target_actor_id"]] == "north-korea").any(axis=1).sum()),
        }
    for number in re.findall(r"(?<![\w-])\d+(?![\w-])", said):
        assert int(number) in counts or number in text, number


@each_chart
def test_the_title_is_a_finding_and_the_subtitle_the_source(chart):
    layout = chart(*frames_of(chart)).layout
    assert len(layout.title.text) > 20
    assert re.fullmatch(r"Library of Congress, sentences? S\d\d.*", layout.title.subtitle.text)


@each_chart
def test_hover_shows_the_quote(chart):
    figure = chart(*frames_of(chart))
    quotes = {quote for frame in frames_of(chart) for quote in frame["quote"]}
    for trace in figure.data:
        if trace.hoverinfo == "skip":
            # Lines, and the words of a box, which a click goes through.
            assert list(marks(go.Figure(trace))) == [] or trace.mode in ("lines", "text")
            continue
        for text in trace.hovertext:
            plain = text.replace("<br>", " ").replace("&amp;", "&")
            assert re.match(r"“(.+)” S\d\d(?:, [a-z ]+)?$", plain)[1] in quotes


@each_chart
def test_a_figure_is_small_and_has_no_upload_button_and_no_template(chart):
    figure = chart(*frames_of(chart))
    assert len(figure.to_json()) <= 55_000
    assert "sendChartToCloud" in figure.layout.modebar.remove
    assert set(json.loads(figure.to_json())["layout"]["template"]) <= {"data"}


@each_chart
@pytest.mark.parametrize("wrong", ["none", "empty", "text", "column"])
def test_frames_that_do_not_fit_are_refused_in_a_sentence(chart, wrong):
    frames = frames_of(chart)
    name, first = takes(chart)[0], frames[0]
    none = (
        f"it takes {len(frames)} table(s) and got 0" if chart.takes else "it takes at least one table and got none"
    )
    spoiled = {
        "none": ([], none),
        "empty": ([first.head(0), *frames[1:]], f"{name} has no rows, so there is nothing to draw"),
        "text": (["a word", *frames[1:]], f"{name} must be a DataFrame, not str"),
        "column": ([first.drop(columns="quote"), *frames[1:]], f"{name} lacks the column(s) quote"),
    }
    given, says = spoiled[wrong]
    for call in (chart, chart.describe, chart.table):
        with pytest.raises(ArgumentError) as caught:
            call(*given)
        assert str(caught.value) == f"charts.{chart.name}: {says}. Call it so: {chart!r}"


@each_chart
def test_a_chart_has_a_docstring_that_names_its_source(chart):
    assert "Source\n" in inspect.getdoc(chart)
    assert "Library of Congress" in inspect.getdoc(chart)


def test_an_arrow_beside_the_words_of_a_tie_says_who_stands_first():
    figure = charts.actor_map(nkj.actors(), nkj.links())
    words = {
        ids: text.replace("<br>", " ").replace("\N{NO-BREAK SPACE}", " ")
        for trace in figure.select_traces({"mode": "text"})
        for ids, text in zip(trace.customdata, trace.text, strict=True)
    }
    assert words["link-01"] == "policy toward →"  # North Korea, at the left, toward Japan, at the right
    assert words["link-15"] == "← watched with disdain"  # Japan watched North Korea
    assert words["link-38"] == "↓ a Korean resident of"  # Yi Un Hee, of Japan, drawn below
    assert words["link-39"] == "↑ had allegedly kidnapped"  # the agents, drawn below, Yi Un Hee
    assert len([ids for ids in words if ids.startswith("link-")]) == 28


@pytest.mark.parametrize("gone", nkj.actors()["name"])
def test_the_map_of_actors_draws_every_tie_of_those_it_is_given(gone):
    actors = nkj.actors()
    left = actors[actors["name"] != gone]
    ties = nkj.links()
    ends = ties[["source_actor_id", "target_actor_id"]].isin(list(left["actor_id"])).all(axis=1)
    drawn = set(marks(charts.actor_map(left, ties)))
    assert drawn == {*left["actor_id"], *ties.loc[ends, "link_id"]}


def test_markup_in_a_frame_is_shown_as_text():
    motives = nkj.motives()
    motives["motive"] = "<img src=x onerror=alert(1)>"
    text = charts.motive_map(motives, nkj.shortages()).to_json()
    assert "<img" not in text
    assert "&lt;img" in text


def test_the_motive_map_draws_hedged_and_stated_links_apart():
    figure = charts.motive_map(nkj.motives(), nkj.shortages())
    dashes = {trace.name: trace.line.dash for trace in figure.select_traces({"mode": "lines"})}
    assert {name: dash for name, dash in dashes.items() if name} == {"hedged": "dash", "stated": "solid"}


def test_a_part_of_the_motives_still_draws_and_says_only_what_is_there():
    gain = nkj.motives().query("rank == 'possible gain'")
    figure = charts.motive_map(gain, nkj.shortages())
    assert set(marks(figure)) == {"motive-03", "shortage-01", "shortage-02", "shortage-03"}
    assert "isolation appear" not in figure.layout.title.text
    needs = nkj.motives().query("rank == 'primary'")
    assert "ompensation" not in charts.motive_map(needs, nkj.shortages()).layout.title.text


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_text_stands_out_from_every_ground_it_is_drawn_on():
    for ground in (style.CARD, "#ffffff", *style.FILL.values()):
        assert contrast(style.INK, ground) >= 4.5
    for colour in style.ACTOR.values():
        assert contrast(colour, style.CARD) >= 3


def test_an_actor_has_its_colour_on_every_chart_that_draws_it():
    figure = charts.positions(nkj.positions(), nkj.actors())
    [words] = figure.select_traces({"mode": "text", "hoverinfo": "skip"})
    said = {y: text.replace("<br>", " ") for x, y, text in zip(words.x, words.y, words.text, strict=True) if x < 20}
    drawn = {
        said[y]: trace.marker.line.color
        for trace in figure.select_traces({"type": "bar"})
        for y, base in zip(trace.y, trace.base, strict=True)
        if base == 0
    }
    assert drawn == {name: style.ACTOR[name] for name in ("North Korea", "Japan")}


def test_contrast_is_computed_as_wcag_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


# Machado, Oliveira and Fernandes 2009, full severity, on linear RGB.
BLIND = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.01182, 0.04294, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.3039],
    ],
}


def seen(colour, kind):
    channels = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    linear = np.clip(np.array(BLIND[kind]) @ linear, 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ linear
    scaled = xyz / np.array([0.9505, 1, 1.089])
    root = np.where(scaled > 0.008856, np.cbrt(scaled), 7.787 * scaled + 16 / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


@pytest.mark.parametrize("kind", BLIND)
def test_actors_are_told_apart_by_colour_blind_eyes(kind):
    borders = [*style.ACTOR.values(), style.INK]
    for one, other in itertools.combinations(borders, 2):
        assert np.linalg.norm(seen(one, kind) - seen(other, kind)) >= 10, (one, other)


def test_the_twin_is_a_plain_frame():
    twin = charts.motive_map.table(nkj.motives(), nkj.shortages())
    assert isinstance(twin, pd.DataFrame)
    assert len(twin) == 7


@each_chart
def test_columns_of_the_learners_own_do_not_disturb_a_chart(chart):
    frames = frames_of(chart)
    mine = [frames[0].assign(mine=1), *frames[1:]]
    mine[0].insert(0, "first", "mine")
    if not chart.takes:  # it knows its tables by their first column
        mine = [frames[0].assign(mine=1), *frames[1:]]
    assert chart(*mine).to_json() == chart(*frames).to_json()
    assert chart.describe(*mine) == chart.describe(*frames)
    assert chart.table(*mine).equals(chart.table(*frames))
