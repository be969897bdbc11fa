"""Charts of the wider record: fenced off in words and in form, every mark with its row, nothing made up."""

import inspect
import itertools
import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import plotly
import pytest
from lab_driver import expect
from test_charts import BLIND, contrast, marks, seen

import nkj_data as nkj
from nkj_data import charts
from nkj_data.charts import context_claims_check, context_meetings, context_threads, context_trade, style
from nkj_data.context.checks import CLOSED
from nkj_data.errors import ArgumentError, UnknownNameError
from nkj_data.widgets import RecordReader, cited

CHARTS = [chart for name in charts.__all__ if isinstance(chart := getattr(charts, name), charts.ContextChart)]
COUNTS = ("people", "Japanese nationals", "Japanese wives", "voyages")
WAYS = [
    *((chart, {}) for chart in CHARTS),
    (charts.trade, {"unit": "million USD"}),
    *((charts.repatriation, {"counts": name}) for name in COUNTS[1:]),
    (charts.claims_check, {"verdicts": True}),
]
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
LABEL = "Outside the document"


def table(name):
    layer, _, own = name.rpartition(".")
    return nkj.context.table(own) if layer else nkj.table(own)


def frames_of(chart):
    return [table(name) for name in chart.takes]


def each_way(test):
    names = [" ".join(map(str, [chart.name, *options.values()])) for chart, options in WAYS]
    return pytest.mark.parametrize(("chart", "options"), WAYS, ids=names)(test)


def each_chart(test):
    return pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.name)(test)


def drawn_rows(chart, options):
    """Return the rows that a chart is to draw: all, or those its title or its option names."""
    frames = [frame for name, frame in zip(chart.takes, frames_of(chart), strict=True) if name != "context.sources"]
    if chart is charts.meetings:
        frames[0] = frames[0][frames[0]["earliest"].dt.year <= 2002]
    if chart is charts.trade:
        frames[0] = frames[0][frames[0]["unit"] == options.get("unit", "billion JPY")]
    if chart is charts.repatriation:
        frames[0] = frames[0][frames[0]["counts"] == options.get("counts", "people")]
    return frames


def test_there_are_five_and_none_is_a_chart_of_the_document():
    assert [chart.name for chart in CHARTS] == ["claims_check", "meetings", "repatriation", "threads", "trade"]
    assert not [chart for chart in CHARTS if isinstance(chart, charts.Chart)]


@each_way
def test_every_mark_leads_to_a_row_and_every_row_drawn_has_a_mark(chart, options):
    rows = {row for frame in drawn_rows(chart, options) for row in frame.iloc[:, 0]}
    assert set(marks(chart(*frames_of(chart), **options))) == rows
    assert set(chart.table(*frames_of(chart), **options)["row"]) == rows


@each_way
def test_every_trace_has_an_id_for_each_of_its_marks_or_is_a_sign_in_the_key(chart, options):
    for trace in chart(*frames_of(chart), **options).data:
        assert len(trace.customdata) == len(trace.x)
        given = [ids for ids in trace.customdata if ids is not None]
        assert len(given) == len(trace.x) or (trace.hoverinfo == "skip" and not given)


@each_way
def test_it_says_outside_the_document_in_words_and_counts_its_sources(chart, options):
    figure = chart(*frames_of(chart), **options)
    cells = [cell for frame in drawn_rows(chart, options) if "source_ids" in frame for cell in frame["source_ids"]]
    count = len({name for cell in cells for name in cell.split(";")})
    assert figure.layout.title.subtitle.text == f"<b>{LABEL}</b> · {count} sources cited"
    assert len(figure.layout.title.text) > 20
    assert chart.describe(*frames_of(chart), **options).startswith(f"{LABEL}: ")
    assert f"{count} sources" in chart.describe(*frames_of(chart), **options)
    twin = chart.table(*frames_of(chart), **options)
    own = twin["row"].str.fullmatch(r"[a-z]+-\d\d")
    assert set(twin[~own]["layer"]) == {"outside the document"}
    assert set(twin[own]["layer"]) <= {"in the document"}


def test_its_ground_and_dashed_frame_are_on_no_chart_of_the_document():
    for chart in CHARTS:
        figure = chart(*frames_of(chart))
        assert figure.layout.paper_bgcolor == style.OUTSIDE
        frame = [shape for shape in figure.layout.shapes if shape.line.dash == "dash"]
        assert len(frame) == 12  # four sides, and two lines at each corner
    for name in charts.__all__:
        if isinstance(chart := getattr(charts, name), charts.Chart):
            frames = [nkj.table(name) for name in chart.takes or nkj.catalog()["table"]]
            figure = chart(*frames)
            assert figure.layout.paper_bgcolor == style.CARD
            assert LABEL.lower() not in figure.to_json().lower()


@each_way
def test_hover_says_which_layer_it_comes_from(chart, options):
    for trace in chart(*frames_of(chart), **options).data:
        for ids, text in zip(trace.customdata, trace.hovertext or (), strict=False):
            layer = "In the document" if re.fullmatch(r"[a-z]+-\d\d", ids) else LABEL
            assert layer in text.replace("<br>", " ")


@each_way
def test_every_number_and_quotation_in_the_description_is_in_the_frames(chart, options):
    said = chart.describe(*frames_of(chart), **options)
    frames = drawn_rows(chart, options)
    cells = {str(cell) for frame in frames for column in frame for cell in frame[column].dropna()}
    cells |= {f"{cell:,.10g}" for frame in frames for cell in frame.get("value", ())}
    for quotation in re.findall(r"“([^”]+)”", said):
        assert any(quotation in cell for cell in cells), quotation
    text = " ".join(cells)
    counts = {len(frame) for frame in frames}
    for frame in frames:
        for column in frame.columns:
            counts |= {*frame[column].value_counts(), frame[column].nunique(), int(frame[column].notna().sum())}
        cited_here = {name for cell in frame.get("source_ids", ()) for name in cell.split(";")}
        counts.add(len(cited_here))
        if "round" in frame:
            counts.add(int(((frame["earliest"] <= pd.Timestamp(CLOSED)) & frame["round"].notna()).sum()))
        if chart is charts.trade:
            years = {*range(frame["year"].min(), frame["year"].max() + 1)}
            counts |= {len(years), len(years - {*frame["year"]})}
            text += " ".join(map(str, years - {*frame["year"]}))
    for number in re.findall(r"(?<![\w.-])\d[\d,.]*\d|(?<![\w.-])\d", said):
        assert number.replace(",", "") in {str(count) for count in counts} or number in text, number


@each_way
def test_the_twin_says_of_each_row_what_the_frame_says(chart, options):
    frames = {row.iloc[0]: row for frame in drawn_rows(chart, options) for _, row in frame.iterrows()}
    for line in chart.table(*frames_of(chart), **options).to_dict("records"):
        row = frames[line["row"]]
        cells = " ".join(str(cell) for cell in row.dropna())
        figures = f"{row['value']:,.10g} {row['value']:,}" if "value" in row else ""
        for column, cell in line.items():
            plain = str(cell).strip("“”").replace(" ", ";") if column in ("sources", "claim") else str(cell)
            known = plain.strip("“”") in f"{cells} {figures} in the document not given yours to judge"
            assert known, (column, cell)


@each_way
def test_a_figure_is_small_and_has_no_upload_button_and_no_template(chart, options):
    figure = chart(*frames_of(chart), **options)
    assert len(figure.to_json()) <= 65_000
    assert "sendChartToCloud" in figure.layout.modebar.remove
    assert set(json.loads(figure.to_json())["layout"]["template"]) <= {"data"}


@each_chart
@pytest.mark.parametrize("wrong", ["none", "empty", "text", "column", "option"])
def test_frames_and_options_that_do_not_fit_are_refused_in_a_sentence(chart, wrong):
    frames = frames_of(chart)
    name, first = chart.takes[0], frames[0]
    known = f"; it has {', '.join(chart.options) or 'none'}"
    spoiled = {
        "none": ([], f"it takes {len(frames)} table(s) and got 0"),
        "empty": ([first.head(0), *frames[1:]], f"{name} has no rows, so there is nothing to draw"),
        "text": (["a word", *frames[1:]], f"{name} must be a DataFrame, not str"),
        "column": ([first.drop(columns="source_ids"), *frames[1:]], f"{name} lacks the column(s) source_ids"),
        "option": (frames, f"there is no option 'colour'{known}"),
    }
    given, says = spoiled[wrong]
    for call in (chart, chart.describe, chart.table):
        with pytest.raises(ArgumentError) as caught:
            call(*given, **({"colour": "red"} if wrong == "option" else {}))
        assert str(caught.value) == f"charts.{chart.name}: {says}. Call it so: {chart!r}"


def test_an_option_nearly_right_is_named_and_a_value_that_is_not_there_lists_the_choices():
    with pytest.raises(ArgumentError, match="there is no option 'units', did you mean 'unit'"):
        charts.trade(nkj.context.trade(), units="billion JPY")
    with pytest.raises(UnknownNameError, match="Choose from: million USD, billion JPY"):
        charts.trade(nkj.context.trade(), unit="euro")
    with pytest.raises(UnknownNameError, match="Choose from: people, voyages"):
        charts.repatriation(nkj.context.repatriation(), counts="ships")


@each_chart
def test_a_chart_has_a_docstring_that_names_its_sources(chart):
    assert "Source\n" in inspect.getdoc(chart)
    assert "outside the document" in inspect.getdoc(chart)


@each_chart
def test_markup_in_a_frame_is_shown_as_text(chart):
    frames = frames_of(chart)
    columns = [name for name in frames[0] if name in ("meeting", "summary", "title", "quote", "note", "date_text")]
    figure = chart(frames[0].assign(**dict.fromkeys(columns, "<img src=x>")), *frames[1:])
    assert "<img" not in figure.to_json()
    assert "&lt;img" in figure.to_json()


def test_the_documents_statements_stand_apart_and_no_round_is_counted_for_it():
    figure = charts.meetings(nkj.context.talks(), nkj.talks())
    [ground] = [shape for shape in figure.layout.shapes if shape.fillcolor == style.CARD]
    for trace in figure.data:
        for ids, y in zip(trace.customdata, trace.y, strict=True):
            if ids is not None:
                assert (ground.y1 < y < ground.y0) == ids.startswith("talk-"), ids
            if ids and ids.startswith("talk-") and trace.type == "scatter" and trace.mode == "text":
                words = trace.text[0].replace("<br>", " ").replace("\xa0", "")
                assert re.fullmatch(r"“[^”]+” S\d\d", re.sub(r"\s+", " ", words))
    assert len(nkj.talks()) == 3
    twin = charts.meetings.table(nkj.context.talks(), nkj.talks())
    own = twin[twin["layer"] == "in the document"]
    assert own["claim"].tolist() == nkj.talks()["claim_id"].tolist()
    assert not twin[twin["layer"] != "in the document"]["claim"].any()


def test_a_frame_without_a_meeting_up_to_2002_is_refused():
    late = nkj.context.talks().query("series == '2012-14'")
    with pytest.raises(ArgumentError, match=r"context\.talks has no meeting up to 2002"):
        charts.meetings(late, nkj.talks())


def test_the_documents_window_ends_in_mid_1993_and_is_open_to_the_left():
    figure = charts.threads(nkj.context.events())
    [window] = [shape for shape in figure.layout.shapes if shape.fillcolor == style.CARD]
    assert window.line.width == 0
    [edge] = [shape for shape in figure.layout.shapes if shape.type == "line" and shape.line.color == style.INK]
    assert edge.x0 == edge.x1 == window.x1
    assert window.x0 < min(
        x for trace in figure.data for ids, x in zip(trace.customdata, trace.x, strict=True) if ids
    )
    for trace in figure.data:
        for ids, x in zip(trace.customdata, trace.x, strict=True):
            if ids:
                row = nkj.context.events().set_index("event_id").loc[ids]
                assert (x > window.x1) == (row["window"] == "after June 1993"), ids


def test_a_mark_shows_relation_confidence_and_disagreement_by_its_sign():
    rows = nkj.context.events().set_index("event_id")
    for trace in charts.threads(nkj.context.events()).data:
        for ids, sign in zip(trace.customdata, np.atleast_1d(trace.marker.symbol), strict=False):
            if ids:
                row = rows.loc[ids]
                shape = {"supports": "circle", "adds": "square", "complicates": "diamond"}[row["relation"]]
                hollow = "-open" if row["confidence"] == "medium" else ""
                assert sign == f"{shape}{hollow}{'' if pd.isna(row['disagreement']) else '-dot'}"


def test_bars_of_the_repatriation_are_as_wide_as_their_time_and_as_high_as_their_figure():
    rows = nkj.context.repatriation().set_index("figure_id")
    bars = [bar for bar in charts.repatriation(rows.reset_index()).data if bar.type == "bar" and bar.customdata[0]]
    heights = {}
    drawn = [(bar, at, ids) for bar in bars for at, ids in enumerate(bar.customdata)]
    whole = next(bar.x[at] for bar, at, ids in drawn if ids == "RP09p")
    days = (rows["latest"] - rows["earliest"]).dt.days + 1
    for bar, at, ids in drawn:
        assert bar.x[at] / whole * days["RP09p"] == pytest.approx(days[ids], abs=5)
        heights[ids] = bar.width[at]
        pattern = {"reported": None, "rounded": ".", "lower bound": "/", "derived": "x"}[
            rows.loc[ids, "figure_kind"]
        ]
        assert bar.marker.pattern.shape == pattern
    assert heights["RP02p"] / heights["RP09p"] == pytest.approx(49000 / 93340, abs=0.001)
    texts = {}
    for trace in charts.repatriation(rows.reset_index()).select_traces({"mode": "text"}):
        texts |= dict(zip(trace.customdata, trace.text, strict=True))
    assert texts["RP02p"].startswith("<b>more than 49,000</b>")
    assert texts["RP05p"].startswith("<b>88,611 (computed by us)</b>")
    assert texts["RP03p"].startswith("<b>about 74,900</b>")


@pytest.mark.parametrize("unit", ["billion JPY", "million USD"])
def test_trade_has_no_line_across_a_gap_and_no_mark_in_one(unit):
    rows = nkj.context.trade().query("unit == @unit")
    figure = charts.trade(nkj.context.trade(), unit=unit)
    year = rows.set_index("figure_id")["year"]
    at = {
        x: year[ids]
        for trace in figure.data
        for x, ids in zip(trace.x, trace.customdata, strict=True)
        if ids is not None
    }
    colours = {colour for _, colour, _ in context_trade._FLOWS.values()}
    lines = [shape for shape in figure.layout.shapes if shape.type == "line" and shape.line.color in colours]
    assert lines
    assert {at[line.x1] - at[line.x0] for line in lines} == {1}
    assert not [*figure.select_traces({"mode": "lines"}), *figure.select_traces({"mode": "lines+markers"})]
    places = sorted(at)
    step = (places[-1] - places[0]) / (at[places[-1]] - at[places[0]])
    [empty] = figure.select_traces({"type": "bar"})
    striped = {
        round(at[places[0]] + (base + wide / 2 - places[0]) / step)
        for base, wide in zip(empty.base, empty.x, strict=True)
    }
    assert striped == {*range(rows["year"].min(), rows["year"].max() + 1)} - {*rows["year"]}
    assert set(marks(figure)) == set(rows["figure_id"])


def test_every_check_carries_its_verdict_as_sign_ground_and_pattern_and_says_it():
    rows = nkj.context.claims_check().set_index("check_id")
    titles = nkj.context.sources().set_index("source_id")["title"]
    looks = set()
    figure = charts.claims_check(rows.reset_index(), nkj.context.sources(), verdicts=True)
    [words] = figure.select_traces({"mode": "text", "hoverinfo": "skip"})
    said = dict(zip(words.customdata, words.text, strict=True))
    for trace in figure.select_traces({"type": "bar", "hoverinfo": "text"}):
        looks.add((trace.marker.color, trace.marker.pattern.shape))
        for ids, hover in zip(trace.customdata, trace.hovertext, strict=True):
            row = rows.loc[ids]
            sign, _, quote = said[ids].partition(" ")
            assert sign == context_claims_check._SIGNS[row["verdict"]][0]
            assert row["quote"].startswith(quote.strip("“”").removesuffix(" …").replace("&amp;", "&"))
            plain = hover.replace("<br>", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
            assert f"Outside the document: {row['verdict']}. {row['note']}" in plain
            assert titles[row["source_ids"].split(";")[0]] in plain
    assert len(looks) == 4


def test_what_an_inquiry_leaves_to_the_learner_no_chart_judges():
    rows, sources = nkj.context.claims_check(), nkj.context.sources()
    asked = {
        claim for name in nkj.context.inquiries()["inquiry_id"] for claim in nkj.context.inquiry(name).claim_ids
    }
    left = rows[[bool(asked & set(claims.split(";"))) for claims in rows["claim_ids"]]]
    assert {"CL21", "CL28"} <= set(left["check_id"])  # round one, and the person of S13
    drawn = charts.claims_check(rows, sources).to_json()
    told = charts.claims_check.describe(rows, sources) + charts.claims_check.table(rows, sources).to_csv()
    for row in left.to_dict("records"):
        assert row["note"][:40] not in re.sub(r"<br>", " ", drawn)
        assert row["note"] not in told
    twin = charts.claims_check.table(rows, sources).set_index("row")["verdict"]
    assert set(twin[left["check_id"]]) == {"yours to judge"}
    assert "yours to judge" not in charts.claims_check(rows, sources, verdicts=True).to_json()
    labels = " ".join(row["label"] for row in RecordReader(rows).rows)
    assert not re.search(r"\((corroborated|partly|disputed|not checked)\)", labels)
    for chart in (charts.meetings, charts.threads):
        frames = frames_of(chart)
        assert "agreed" not in chart(*frames).layout.title.text


def test_text_and_marks_stand_out_from_every_ground_they_are_drawn_on():
    verdicts = [ground for _, ground, _ in context_claims_check._SIGNS.values()]
    for ground in (style.OUTSIDE, style.CARD, *verdicts):
        assert contrast(style.INK, ground) >= 4.5, ground
    colours = [
        *(colour for _, colour, _ in context_threads._RELATION.values()),
        context_meetings._OTHER,
        *(c for _, c, _ in context_trade._FLOWS.values()),
    ]
    for colour in colours:
        assert contrast(colour, style.OUTSIDE) >= 3
    assert contrast("#ffffff", context_meetings._ROUND) >= 4.5


@pytest.mark.parametrize("kind", BLIND)
def test_verdicts_and_relations_and_layers_are_told_apart_by_colour_blind_eyes(kind):
    for colours in (
        [ground for _, ground, _ in context_claims_check._SIGNS.values()],
        [colour for _, colour, _ in context_threads._RELATION.values()],
        [colour for _, colour, _ in context_trade._FLOWS.values()],
        [style.OUTSIDE, style.CARD],
    ):
        for one, other in itertools.combinations(colours, 2):
            assert np.linalg.norm(seen(one, kind) - seen(other, kind)) >= 5, (one, other)


# The reader beside them


def test_a_row_comes_with_what_it_says_how_sure_it_is_and_its_sources():
    reader = RecordReader(nkj.context.talks())
    [row] = [row for row in reader.rows if row["id"] == "TK06"]
    [section] = row["sections"]
    frame = nkj.context.talks().set_index("meeting_id").loc["TK06"]
    assert (row["label"], row["group"]) == ("Round 1 (30-31 January 1991)", "Talks, outside the document")
    opened = frame["summary"].replace("the DPRK", "the DPRK (North Korea)")  # its first abbreviation, opened
    assert opened != frame["summary"]
    assert ["summary", opened] in section["facts"]
    assert (section["layer"], section["confidence"], section["differ"]) == (
        "outside",
        "high",
        frame["disagreement"],
    )
    assert section["sources"] == frame["source_ids"].split(";")
    book = nkj.context.sources().set_index("source_id")
    for name, source in reader.sources.items():
        assert source["title"] == book.at[name, "title"]
        assert source["url"] == ("" if pd.isna(book.at[name, "url"]) else book.at[name, "url"])
        assert re.match(r"https?://", source["url"] or "https://")


def test_the_documents_words_stand_in_a_section_of_their_own():
    rows = {row["id"]: row for row in RecordReader(nkj.context.claims_check(), nkj.talks()).rows}
    layers = {name: [section["layer"] for section in row["sections"]] for name, row in rows.items()}
    assert layers["CL21"] == ["outside", "inside"]
    assert layers["talk-02"] == ["inside", "outside"]  # joined by claim-45, and by nothing else
    for name, row in rows.items():
        for section in row["sections"]:
            assert bool(section["quoted"]) == (section["layer"] == "inside"), name
            assert not (section["sources"] and section["layer"] == "inside")
            for quoted in section["quoted"]:
                [sentence] = nkj.sentences().query("sentence_id == @quoted['sentence_id']")["quote"]
                assert "".join(text for text, _ in quoted["segments"]).strip() == sentence.strip()
    assert rows["talk-02"]["sections"][1]["head"].startswith("Round 1 quickly broke down")


@pytest.mark.parametrize(
    "name", ["talks", "events", "repatriation", "trade", "debt", "compensation", "claims_check"]
)
def test_every_table_of_the_record_can_be_read(name):
    reader = RecordReader(nkj.context.table(name))
    assert [row["id"] for row in reader.rows] == nkj.context.table(name).iloc[:, 0].tolist()
    assert {row["group"] for row in reader.rows} == {f"{name.replace('_', ' ').capitalize()}, outside the document"}


def test_the_reader_lists_the_rows_that_the_chart_draws(capsys):
    view = cited(charts.trade, nkj.context.trade(), unit="million USD", selected="TR17t")
    assert {row["id"] for row in view.reader.rows} == set(view.table["row"])
    assert view.reader.selected == "TR17t"
    printed = capsys.readouterr().out
    assert printed == f"{view.description}\n\n{view.table.to_string(index=False)}\n"
    assert repr(view) == "<chart with the sources in a RecordReader of 22 rows, selected 'TR17t'>"


def test_what_does_not_fit_the_reader_is_refused_in_a_sentence():
    with pytest.raises(ArgumentError, match=r"RecordReader\(\) has no option 'select'. Did you mean 'selected'"):
        RecordReader(nkj.context.talks(), select="TK06")
    with pytest.raises(ArgumentError, match="was given none"):
        RecordReader()
    with pytest.raises(ArgumentError, match="neither source_ids and layer nor sentence_id and quote"):
        RecordReader(nkj.context.talks()[["meeting_id", "meeting"]])
    with pytest.raises(UnknownNameError, match="There is no row in this reader 'TK99'"):
        RecordReader(nkj.context.talks(), selected="TK99")
    with pytest.raises(
        ArgumentError, match=r"cited\(\) takes a chart such as charts\.meetings, then its tables, not str"
    ):
        cited("meetings", nkj.context.talks())


ADD = """async ([esm, state]) => {
  const sent = URL.createObjectURL(new Blob([esm], {type: "text/javascript"}));
  const {default: widget} = await import(sent);
  const model = {state, saved: [], get: (name) => state[name], on() {}, off() {},
    set(name, value) { state[name] = value; }, save_changes() { this.saved.push(state.selected); }};
  const [cell, graph, el] = ["div", "div", "div"].map((tag) => document.createElement(tag));
  cell.className = "jp-Cell";
  cell.append(draw(graph), el);
  window.held = {model, graph, cleanUp: widget.render({model, el})};
  document.querySelector("main").append(cell);
}"""


@pytest.fixture
def record(page, site):
    reader = RecordReader(nkj.context.claims_check(), nkj.context.talks(), nkj.talks())
    state = {name: getattr(reader, name) for name in ("rows", "sources", "strings", "selected")}
    page.goto(f"{site}/reader.html")
    page.wait_for_function("window.ready")
    page.evaluate(ADD, [RecordReader._esm, state])
    page.add_style_tag(content=RecordReader._css)
    page.wait_for_function("held.graph.listeners() === 1")
    return page


def test_a_row_chosen_with_the_keys_opens_with_its_sources_and_is_handed_to_python(record, axe):
    record.keyboard.press("Tab")
    expect(record.get_by_label("Show what the sources say for")).to_be_focused()
    record.keyboard.press("ArrowDown")
    outside, inside = record.get_by_role("group", name=LABEL), record.get_by_role("group", name="In the document")
    row = nkj.context.claims_check().iloc[0]
    expect(outside).to_contain_text(row["note"].replace("The DPRK", "The DPRK (North Korea)"))
    expect(outside.locator("li")).to_have_count(len(row["source_ids"].split(";")))
    expect(inside.locator("mark")).to_have_text(row["quote"])
    expect(inside.locator("li")).to_have_count(0)
    assert record.evaluate("held.model.saved") == [row["check_id"]]
    record.keyboard.press("Home")
    expect(record.get_by_role("status")).to_have_text(RecordReader(nkj.context.talks()).strings["hint"])
    assert axe(record, ".nkj-cited") == []


def test_a_click_on_a_mark_opens_its_row_and_says_where_sources_differ(record, axe):
    record.evaluate("held.graph.click({customdata: 'TK06'})")
    outside = record.get_by_role("group", name=LABEL)
    expect(outside).to_contain_text("Confidence: high.")
    expect(outside).to_contain_text("Sources differ: The document says that this round 'quickly broke down'")
    expect(record.locator("select")).to_have_value("TK06")
    record.evaluate("held.graph.click({customdata: 'no-99'})")
    expect(record.locator("select")).to_have_value("TK06")
    assert axe(record, ".nkj-cited") == []


def test_a_mark_of_the_document_shows_its_words_apart_from_the_check_of_its_claim(record):
    record.evaluate("held.graph.click({customdata: 'talk-02'})")
    expect(record.get_by_role("group", name="In the document").locator("mark")).to_have_text(
        "but quickly broke down over the question of compensation"
    )
    expect(record.get_by_role("group", name=LABEL)).to_contain_text("disputed")


def test_only_a_source_with_an_address_is_a_link(record):
    record.evaluate("held.graph.click({customdata: 'TK01'})")
    book = nkj.context.sources().set_index("source_id")
    names = nkj.context.talks().set_index("meeting_id").at["TK01", "source_ids"].split(";")
    linked = [book.at[name, "url"] for name in names if not pd.isna(book.at[name, "url"])]
    assert 0 < len(linked) < len(names)
    found = record.locator(".nkj-cited li a")
    assert [link.get_attribute("href") for link in found.all()] == linked
    assert {link.get_attribute("rel") for link in found.all()} == {"noopener noreferrer"}


def test_the_clean_up_leaves_nothing_behind(record):
    record.evaluate("held.cleanUp()")
    assert record.evaluate("held.graph.listeners()") == 0
    expect(record.locator(".nkj-cited")).to_have_count(0)


def test_in_jupyterlab_a_click_on_a_round_opens_what_its_sources_say(lab, page):
    call = "view = nkj.widgets.cited(nkj.charts.meetings, nkj.context.talks(), nkj.talks())"
    page.set_viewport_size({"width": 1280, "height": 3200})
    notebook = lab.open(page, lab.add("cited", "import nkj_data as nkj", call, "print(view.reader.selected)"))
    notebook.run_all()
    notebook.click_mark("TK06")
    outside = page.get_by_role("group", name=LABEL)
    expect(outside).to_contain_text("Round 1 (30-31 January 1991)")
    expect(outside).to_contain_text("Sources differ:")
    assert notebook.run_cell(2) == "TK06"
