"""The class pulse: known classes give the known numbers, no file stops it, and no name comes out of it."""

import json
import os
import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nkj_data as nkj
from nkj_data import cli
from nkj_data.items import item, items
from nkj_data.pulse import ClassPulse, PulseError, class_pulse
from nkj_data.pulse.page import share, within_notebook
from nkj_data.pulse.reading import BIGGEST, ClassRecords, read_class
from nkj_data.record import Record
from nkj_data.record.entry import Entry, line_of

MARKUP = "<img src=x onerror=alert(1)>"
SINGLES = [one for one in items() if one.kind == "single" and not one.check]


def line(learner, name, answer, points, *, at="2026-11-20T09:00:00.000+00:00", line_id="", phase="lesson"):
    outcome = {None: "written", 0.0: "incorrect", 1.0: "correct"}.get(points, "partly correct")
    given_id = line_id or f"{random.Random(f'{learner}{name}{answer}{at}{phase}').getrandbits(128):032x}"
    return Entry(1, given_id, at, "answer", learner, name, answer, outcome, points, phase=phase)


def chosen(learner, one, option, **more):
    return line(learner, one.item_id, {"choice": option.option_id}, float(option.correct), **more)


def write(path, *entries):
    path.write_bytes(b"".join(line_of(entry) + b"\n" for entry in entries))
    return path


def right(one):
    return next(option for option in one.options if option.correct)


def wrong(one, at=0):
    return [option for option in one.options if not option.correct][at]


# Known classes, known numbers


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=25))
def test_first_and_last_tries_and_wrong_choices_are_counted_once_a_learner(picks):
    one = SINGLES[0]
    learners = []
    for number, (first, last) in enumerate(picks):
        tries = [one.options[min(at, len(one.options) - 1)] for at in (first, last)]
        learners.append(tuple(chosen(f"l{number}", one, option) for option in tries))
    pulse = ClassPulse(Path("class"), ClassRecords(tuple(learners), len(learners), ()))
    row = pulse.questions.set_index("item_id").loc[one.item_id]
    missed = [entries for entries in learners if entries[0].points == 0]
    assert row["answered"] == row["scored"] == len(picks)
    assert row["missed_first"] == len(missed)
    assert row["right_last"] == sum(entries[1].points == 1 for entries in learners)
    counted = dict(zip(pulse.wrong_ideas["part"], pulse.wrong_ideas["learners"], strict=True))
    assert sum(counted.values()) == len(missed)
    for option in one.options:
        times = sum(entries[0].answer["choice"] == option.option_id for entries in missed)
        assert counted.get(option.option_id, 0) == (0 if option.correct else times)
    by_sentence = pulse.sentences.set_index("sentence_id")
    for name in one.sentences:
        assert list(by_sentence.loc[name, ["first_answers", "missed"]]) == [len(picks), len(missed)]
    assert by_sentence.drop(index=list(one.sentences))["first_answers"].sum() == 0
    assert pulse.objectives["first_answers"].sum() == len(picks)


def test_every_kind_of_wrong_choice_has_the_reason_of_its_own_question():
    pulse = class_pulse("example")
    kinds = set()
    for row in pulse.wrong_ideas.to_dict("records"):
        one = item(row["item_id"])
        kinds.add(one.kind)
        reasons = [part.reason for part in (*one.options, *one.cards)]
        assert row["reason"] in reasons
    assert kinds == {"single", "multiple", "verdict", "find", "sort"}  # an order has no single wrong choice


def test_a_wrong_card_is_named_with_the_place_it_was_put():
    one = next(found for found in items() if found.kind == "sort")
    card, other = one.cards[0], next(b for b in one.buckets if b.bucket_id != one.cards[0].bucket)
    placed = {found.card_id: found.bucket for found in one.cards} | {card.card_id: other.bucket_id}
    entry = line("wren", one.item_id, {"buckets": placed}, 0.9)
    pulse = ClassPulse(Path("class"), ClassRecords(((entry,),), 1, ()))
    assert pulse.wrong_ideas[["chosen", "reason", "learners"]].to_numpy().tolist() == [
        [f"{card.text} → {other.name}", card.reason, 1]
    ]


def test_growth_is_over_those_who_took_the_check_twice():
    one = next(found for found in items() if found.check and found.options)
    learners = [
        (chosen("a", one, wrong(one), phase="before"), chosen("a", one, right(one), phase="after")),
        (chosen("b", one, wrong(one), phase="before"),),
    ]
    pulse = ClassPulse(Path("class"), ClassRecords(tuple(learners), 2, ()))
    row = pulse.growth.set_index("item_id").loc[one.item_id]
    assert list(row[["learners", "points_before", "points_after"]]) == [1, 0.0, 1.0]


def test_the_coding_board_counts_the_last_label_and_finds_the_splits():
    def board(name, *labels):
        return tuple(
            line(
                name,
                "board-01",
                {"sentences": {"S08": {"certainty": label}}},
                None,
                at=f"2026-11-2{at}T09:00:00+00:00",
            )
            for at, label in enumerate(labels)
        )

    learners = [board("a", "stated", "hedged"), board("b", "stated"), board("c", "alleged"), board("d", "nonsense")]
    pulse = ClassPulse(Path("class"), ClassRecords(tuple(learners), 4, ()))
    counted = {row["label"]: (row["learners"], row["ours"]) for row in pulse.coding.to_dict("records")}
    assert counted == {"hedged": (1, True), "stated": (1, False), "alleged": (1, False)}
    assert pulse.splits[["sentence_id", "aspect", "coded_by"]].to_numpy().tolist() == [["S08", "certainty", 3]]


def test_written_answers_stand_without_names_in_an_order_that_tells_nothing():
    task = next(found for found in items() if found.kind == "write")
    learners = [(line(name, task.item_id, {"text": f"text {at}"}, None),) for at, name in enumerate("abcdefgh")]
    pulse = ClassPulse(Path("class"), ClassRecords(tuple(learners), 8, ()))
    texts = list(pulse.written["text"])
    assert sorted(texts) == [f"text {at}" for at in range(8)]
    assert texts != sorted(texts)
    assert list(pulse.written.columns) == ["item_id", "text"]


@pytest.mark.parametrize(
    ("part", "whole", "says"), [(3, 9, "3 of 9"), (9, 10, "9 of 10 (90 %)"), (0, 0, "0 of 0"), (2.5, 4, "2.5 of 4")]
)
def test_under_ten_there_are_counts_and_no_percentages(part, whole, says):
    assert share(part, whole) == says


# Files


def test_two_files_of_one_learner_are_one_and_a_line_counts_once(tmp_path):
    one, two = SINGLES[:2]
    first, second = chosen("wren", one, wrong(one)), chosen("wren", two, right(two))
    write(tmp_path / "b.jsonl", first, second)
    write(tmp_path / "a.jsonl", first)
    write(tmp_path / "other name.txt", chosen("heron", one, right(one)))
    found = read_class(tmp_path)
    learners = [[entry.item for entry in entries] for entries in found.learners]
    assert learners == [[one.item_id, two.item_id], [one.item_id]]
    assert (found.files, found.notices) == (3, ())


def test_files_without_a_code_name_are_of_one_learner_only_where_they_share_a_line(tmp_path):
    one, two = SINGLES[:2]
    shared = chosen("learner", one, wrong(one))
    write(tmp_path / "a.jsonl", shared)
    write(tmp_path / "b.jsonl", shared, chosen("learner", two, right(two)))
    write(tmp_path / "c.jsonl", chosen("learner", one, right(one)))
    found = read_class(tmp_path)
    assert [len(entries) for entries in found.learners] == [2, 1]
    assert found.notices == ("2 records have no code name; each counts as a learner unless they share answers.",)


@settings(max_examples=30, deadline=None)
@given(st.permutations(["a", "b", "c", "d"]))
def test_the_order_of_the_files_does_not_matter(tmp_path_factory, names):
    folder = tmp_path_factory.mktemp("class")
    lines = [chosen("", one, right(one)) for one in SINGLES[:5]]
    for name, own in zip(names, (lines[:2], lines[2:4], lines[:4], lines[4:]), strict=True):
        write(folder / f"{name}.jsonl", *own)
    assert sorted(len(entries) for entries in read_class(folder).learners) == [1, 4]


def test_a_line_that_two_names_claim_counts_once_and_stops_nothing(tmp_path):
    one = SINGLES[0]
    write(tmp_path / "a.jsonl", chosen("wren", one, right(one), line_id="0" * 32))
    write(tmp_path / "b.jsonl", chosen("heron", one, wrong(one), line_id="0" * 32))
    write(tmp_path / "c.jsonl", chosen("", one, wrong(one), line_id="0" * 32))
    found = read_class(tmp_path)
    assert [[entry.learner for entry in entries] for entries in found.learners] == [["wren"]]


def test_each_file_that_is_no_record_is_named_with_the_reason_and_the_others_count(tmp_path):
    one = SINGLES[0]
    good = write(tmp_path / "good.jsonl", chosen("wren", one, right(one)))
    (tmp_path / "copy.jsonl").write_bytes(good.read_bytes())
    (tmp_path / "torn.jsonl").write_bytes(line_of(chosen("heron", one, wrong(one))) + b'\n{"v":1,"id":"ab')
    (tmp_path / "empty.jsonl").touch()
    (tmp_path / "essay.docx").write_bytes(b"PK\x03\x04" + bytes(range(256)) * 40)
    (tmp_path / "utf16.jsonl").write_text(good.read_text(encoding="utf-8"), encoding="utf-16")
    (tmp_path / "deep.jsonl").write_text('{"item":' + "[" * 100_000, encoding="utf-8")
    (tmp_path / "bomb.jsonl").write_bytes(b"\x1f\x8b" + b"\x00" * 5000)
    (tmp_path / f"{MARKUP.replace('/', '')}.jsonl").write_text(f'{{"name": "{MARKUP}"}}\n', encoding="utf-8")
    with (tmp_path / "huge.jsonl").open("wb") as file:
        file.truncate(BIGGEST + 1)
    newer = write(tmp_path / "newer.jsonl", chosen("owl", one, right(one)))
    newer.write_text(newer.read_text(encoding="utf-8").replace('{"v":1', '{"v":9'), encoding="utf-8")
    (tmp_path / "in" / "a" / "b").mkdir(parents=True)
    write(tmp_path / "in" / "a" / "b" / "record.jsonl", chosen("tern", one, right(one)))
    (tmp_path / "in" / "a" / "b" / "c").mkdir()
    (tmp_path / "class_pulse.html").write_text("ours", encoding="utf-8")
    if os.name == "posix":
        os.mkfifo(tmp_path / "pipe.jsonl")
        (tmp_path / "link.jsonl").symlink_to(good)
        (tmp_path / "loop").symlink_to(tmp_path)
    found = read_class(tmp_path)
    assert len(found.learners) == 4
    said = {notice.split(" ", 1)[0].rstrip(":"): notice for notice in found.notices}
    for name in ("essay.docx", "utf16.jsonl", "deep.jsonl", "bomb.jsonl"):
        assert said[name] == f"{name} is no record: no line in it was written by these lessons."
    assert said["in/a/b/c"].endswith("is a folder too deep to be looked into. Put its files further up.")
    assert said["empty.jsonl"] == "empty.jsonl is empty."
    assert said["huge.jsonl"].endswith("is larger than 32 MB, too large for a record.")
    assert said["good.jsonl"] == "good.jsonl holds nothing that another file does not hold too."
    assert said["torn.jsonl"] == "torn.jsonl: 1 lines could not be read and were passed over."
    assert said["newer.jsonl"].endswith("has lines of another version, read as far as possible.")
    if os.name == "posix":
        assert said["pipe.jsonl"] == "pipe.jsonl is no ordinary file."
        assert said["link.jsonl"] == "link.jsonl is a link. Put the file itself here."
        assert "loop" in said
    assert "class_pulse.html" not in " ".join(found.notices)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=200), max_size=6))
def test_no_bytes_whatever_stop_the_reading(tmp_path_factory, contents):
    folder = tmp_path_factory.mktemp("class")
    for at, content in enumerate(contents):
        (folder / f"{at}.jsonl").write_bytes(content)
    assert len(read_class(folder).notices) >= sum(1 for content in contents if not content)


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
        max_leaves=12,
    ),
    st.sampled_from([one.item_id for one in items()] + ["board-01", "", "q99-99"]),
    st.sampled_from(["choice", "choices", "verdict", "sentences", "buckets", "order", "text", "rubric"]),
)
def test_whatever_an_answer_holds_the_page_is_made(value, name, field):
    entry = Entry(1, "x", "", "answer", "wren", name, {field: value}, "incorrect", 0.0)
    pulse = ClassPulse(Path("class"), ClassRecords(((entry,),), 1, ()))
    assert "Class pulse" in within_notebook(pulse)
    assert str(pulse).startswith("One learner")


def test_five_hundred_files_of_two_hundred_lines_take_less_than_five_seconds(tmp_path):
    bank = SINGLES
    for number in range(500):
        entries = []
        for at in range(200):
            one = bank[at % len(bank)]
            option = one.options[(number + at) % len(one.options)]
            entries.append(chosen(f"l{number}", one, option, line_id=f"{number:016x}{at:016x}"))
        write(tmp_path / f"{number}.jsonl", *entries)
    heard = []
    begun = time.process_time()
    pulse = class_pulse(tmp_path, tell=lambda done, of: heard.append((done, of)))
    told = within_notebook(pulse)
    took = time.process_time() - begun
    print(f"500 files of 200 lines: {took:.1f} s")
    assert took < 5
    assert heard[-1] == (500, 500)
    assert "500 learners" in told


# The page


def test_the_page_names_nobody_fetches_nothing_and_shows_markup_as_text(tmp_path):
    task = next(found for found in items() if found.kind == "write")
    write(tmp_path / "a.jsonl", line(f"Anna {MARKUP}", task.item_id, {"text": MARKUP}, None))
    (tmp_path / "b.jsonl").write_text("nothing", encoding="utf-8")
    page = class_pulse(tmp_path).write_page(tmp_path / "class_pulse.html").read_text(encoding="utf-8")
    assert "Anna" not in page
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "default-src 'none'" in page
    assert not [word for word in ("http://", "https://", "<script", "@import", "url(") if word in page]
    assert "b.jsonl is no record" in page


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 800, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_no_finding_of_axe_and_fits_its_window(tmp_path, browser, axe, width, scheme):
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(class_pulse("example").write_page(tmp_path / "class_pulse.html").as_uri())
    assert axe(page, "main") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # Each link leads to its sentence or question, out of a fold if need be.
    page.locator(".nkj-pulse-first a", has_text="q01-").first.click()
    target = page.evaluate("decodeURIComponent(location.hash.slice(1))")
    assert page.locator(f"#{target}").is_visible()
    page.close()


def test_a_page_of_ours_is_replaced_and_another_file_is_not(tmp_path):
    pulse = class_pulse("example")
    path = pulse.write_page(tmp_path / "class_pulse.html")
    assert pulse.write_page(path) == path
    other = tmp_path / "mine.html"
    other.write_text("my work", encoding="utf-8")
    with pytest.raises(PulseError, match="it was not touched"):
        pulse.write_page(other)
    assert other.read_text(encoding="utf-8") == "my work"


def test_tables_are_written_and_no_cell_is_taken_for_a_formula(tmp_path):
    task = next(found for found in items() if found.kind == "write")
    write(tmp_path / "a.jsonl", line("wren", task.item_id, {"text": "=HYPERLINK(1)"}, None))
    folder = class_pulse(tmp_path).write_tables(tmp_path / "class_pulse_csv")
    assert "'=HYPERLINK(1)" in (folder / "class_pulse_written.csv").read_text(encoding="utf-8-sig")
    assert len(list(folder.iterdir())) == 8


@pytest.mark.parametrize("what", ["missing", "file", "empty"])
def test_a_folder_that_will_not_do_is_answered_with_what_to_do(tmp_path, what, capsys):
    path = tmp_path / "class_records"
    if what == "file":
        path.touch()
    elif what == "empty":
        path.mkdir()
    assert cli.main(["pulse", str(path), "--no-browser"]) == 1
    says = capsys.readouterr().err
    assert str(path) in says
    assert {
        "missing": "Make it, put the record files",
        "file": "is a file. Name the folder",
        "empty": "No record is in",
    }[what] in says
    assert sorted(tmp_path.rglob("*.html")) == []


def test_the_command_writes_page_and_tables_into_the_folder(tmp_path, capsys):
    one = SINGLES[0]
    record = Record(tmp_path, learner="wren")
    for option in (wrong(one), right(one)):
        record.answer(one.item_id, {"choice": option.option_id})
    assert cli.main(["pulse", str(tmp_path), "--no-browser", "--csv"]) == 0
    told = capsys.readouterr().out
    assert told.startswith(
        f"One learner, from the files in {tmp_path} (1 read).\nThe furthest lesson is {one.lesson};"
    )
    assert (tmp_path / "class_pulse.html").is_file()
    questions = nkj.class_pulse(tmp_path).questions.set_index("item_id")
    assert list(questions.loc[one.item_id, ["missed_first", "right_last"]]) == [1, 1]
    assert (
        json.loads((tmp_path / "record.jsonl").read_text(encoding="utf-8").splitlines()[0])["item"] == one.item_id
    )


def test_a_notebook_shows_our_errors_without_a_traceback(tmp_path):
    with pytest.raises(PulseError) as raised:
        class_pulse(tmp_path / "nowhere")
    assert raised.value._render_traceback_() == [str(raised.value)]
