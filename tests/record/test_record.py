"""The learner's record: what is acknowledged is there, whatever happens; what cannot be read is told."""

import contextlib
import errno
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import nkj_data as nkj
from nkj_data.errors import ArgumentError
from nkj_data.record import Record, files
from nkj_data.record.entry import Entry, line_of, read_line
from nkj_data.record.spaced_review import INTERVALS, review_deck
from nkj_data.record.state import growth, progress, states

ROOT = Path(__file__).parent.parent.parent
POSIX = os.name == "posix"
KILLS = 200 if POSIX else 20  # Windows starts a process ten times more slowly

WRITER = """
import sys
import time
from nkj_data.record import Record
name, count, pause = sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
record = Record(sys.argv[1], learner=name)
for number in range(count):
    saved = record.append("q03-01", {"text": f"{name}-{number} " + "x" * (number % 7 * 400)},
                          outcome="incorrect", points=0.0, widget="Quiz")
    print(saved.id if saved.saved else "NOT SAVED: " + saved.says, flush=True)
    time.sleep(pause)
"""


def writer(folder, name, count=10**6, *, pause=0.0, told=subprocess.PIPE):
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), name, str(count), str(pause)],
        stdout=told,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
    )


def lines(record):
    return record.path.read_bytes().split(b"\n")


# Killed, torn, shared


def test_two_hundred_kills_lose_no_acknowledged_answer_and_the_file_always_loads(tmp_path):
    rng = random.Random(200)
    acknowledged = []
    with (tmp_path / "told").open("wb") as told:
        # Writes on while its neighbours are killed, no faster than many learners would: all of it is read below.
        other = writer(tmp_path, "another kernel", pause=0.01, told=told)
    for number in range(KILLS):
        child = writer(tmp_path, f"learner {number % 3}")
        for _ in range(rng.randrange(4)):
            acknowledged.append(child.stdout.readline().decode().strip())
        time.sleep(rng.random() * 0.01)  # a random moment is the point here
        child.send_signal(signal.SIGKILL if POSIX else signal.SIGTERM)
        acknowledged.extend(
            line.strip() for line in child.stdout.read().decode().splitlines(keepends=True) if line.endswith("\n")
        )
        child.wait()
        child.stdout.close()
        if number % 20 == 0:
            assert Record(tmp_path).entries() is not None
    other.kill()
    other.wait()
    acknowledged.extend(
        line for line in (tmp_path / "told").read_text().splitlines(keepends=True) if line[-1] == "\n"
    )
    acknowledged = [line.strip() for line in acknowledged if line.strip()]
    assert len(acknowledged) > KILLS
    assert not [line for line in acknowledged if line.startswith("NOT")]
    record = Record(tmp_path)
    held = [entry.id for name in record.learners() for entry in Record(tmp_path, learner=name).entries()]
    assert set(acknowledged) <= set(held)
    assert len(held) == len(set(held))
    # A line may be torn in flight. It was not acknowledged, it is told, and it spoils no other.
    torn = [line for line in lines(record)[:-1] if not isinstance(read_line(line), Entry)]
    assert len(torn) <= KILLS
    assert all(line.startswith(b'{"v":1,"id":"'[: len(line)]) and line.count(b'{"v"') <= 1 for line in torn)
    assert bool(record.notices) == bool(torn or record._lines.cut_off)


def test_two_processes_that_write_at_once_lose_no_line_and_mix_none(tmp_path):
    children = [writer(tmp_path, name, 150) for name in ("heron", "kestrel", "wren")]
    told = [child.communicate()[0].decode().split() for child in children]
    assert [len(ids) for ids in told] == [150] * 3
    found = [read_line(line) for line in lines(Record(tmp_path))[:-1]]
    assert len(found) == 450
    assert {entry.id for entry in found} == {name for ids in told for name in ids}
    for name in ("heron", "kestrel", "wren"):
        own = [entry for entry in found if entry.learner == name]
        assert [entry.answer["text"].split()[0] for entry in own] == [f"{name}-{n}" for n in range(150)]
        assert [entry.attempt for entry in own] == list(range(1, 151))


def test_a_second_kernel_sees_what_the_first_wrote(tmp_path):
    first, second = Record(tmp_path, learner="wren"), Record(tmp_path, learner="wren")
    first.append("q03-01", {"choice": "a"}, outcome="incorrect", points=0)
    second.append("q03-01", {"choice": "c"}, outcome="correct", points=1)
    assert first.state() == second.state()
    state = first.state()["q03-01"]
    assert (state.attempts, state.last_outcome, state.best_outcome, state.best_points) == (
        2,
        "correct",
        "correct",
        1,
    )


@pytest.mark.parametrize("torn", [b'{"v":1,"id":"a', b"\x00\xff\xfe", "é".encode()[:1], b" "])
def test_a_torn_last_line_is_kept_and_the_next_one_starts_afresh(tmp_path, torn):
    record = Record(tmp_path, learner="wren")
    record.append("q03-01", {"choice": "a"}, outcome="incorrect", points=0)
    before = record.path.read_bytes()
    record.path.write_bytes(before + torn)
    again = Record(tmp_path)
    assert len(again.entries()) == 1
    if torn.strip():
        (notice,) = again.notices
        path = tmp_path / "record.jsonl"
        assert (
            str(notice) == f"The last line of {path} was cut off and left as it is. Everything before it is here."
        )
    assert again.append("q03-02", {"buckets": {}}, outcome="incorrect", points=0).saved
    assert again.path.read_bytes().startswith(before + torn + b"\n")
    assert [entry.item for entry in Record(tmp_path).entries()] == ["q03-01", "q03-02"]


def test_a_last_line_that_lost_only_its_end_counts(tmp_path):
    record = Record(tmp_path, learner="wren")
    record.append("q03-01", {"choice": "a"}, outcome="incorrect", points=0)
    record.path.write_bytes(record.path.read_bytes().rstrip(b"\n"))
    again = Record(tmp_path)
    assert again.notices == ()
    assert again.state()["q03-01"].attempts == 1
    assert again.append("q03-01", {"choice": "c"}, outcome="correct", points=1).entry.attempt == 2
    assert again.state()["q03-01"].attempts == 2


# What may stand in the file


GOOD = line_of(Entry(1, "0" * 32, "2025-01-01T10:00:00+00:00", "answer", "wren", "q03-01", {}, "correct", 1.0))


@pytest.mark.parametrize(
    ("content", "good", "says"),
    [
        (b"", 0, []),
        (b"\n\n  \n", 0, []),
        (b"\xef\xbb\xbf" + GOOD + b"\n", 1, []),
        (GOOD + b"\r\n", 1, []),
        (
            b"\x00\x01\x02\xff\n" + GOOD + b"\n",
            1,
            ["1 line of {path} could not be read, and stayed in it untouched; the first is line 1."],
        ),
        (
            GOOD.decode().encode("utf-16") + b"\n",
            0,
            ["1 line of {path} could not be read, and stayed in it untouched; the first is line 1."],
        ),
        (
            b'{"hello": 1}\n[1, 2]\n7\n"x"\nnull\n' + GOOD + b"\n",
            1,
            ["{path} holds 5 lines not written by these lessons, left untouched; the first is line 1."],
        ),
        (
            b"[" * 100_000 + b"\n",
            0,
            ["1 line of {path} could not be read, and stayed in it untouched; the first is line 1."],
        ),
        (
            b'{"item": ' + b"9" * 5000 + b"}\n",
            0,
            ["1 line of {path} could not be read, and stayed in it untouched; the first is line 1."],
        ),
        (
            b'{"item": "q03-01", "outcome": "correct", "answer": "c"}\n',
            1,
            ["{path} holds 1 line from an older version, read as far as possible."],
        ),
        (
            GOOD.replace(b'"v":1', b'"v":2,"new":[]') + b"\n",
            1,
            ["{path} holds 1 line from a newer version, read as far as possible."],
        ),
        (b"x" * 1_000_001 + b"\n" + GOOD + b"\n", 1, ["{path} holds 1 line too long to be read, left untouched."]),
    ],
)
def test_whatever_stands_in_the_file_gives_a_notice_and_a_working_record(tmp_path, content, good, says):
    path = tmp_path / "record.jsonl"
    path.write_bytes(content)
    record = Record(tmp_path, learner="wren")
    everyone = [e for name in (*record.learners(), "") for e in _of(tmp_path, name)]
    assert len(everyone) == good
    assert [str(notice) for notice in record.notices] == [one.format(path=path) for one in says]
    assert record.append("q03-02", {"buckets": {"a": "motive"}}, outcome="partly correct", points=0.1).saved
    assert path.read_bytes().startswith(content)
    assert record.state()["q03-02"].best_outcome == "partly correct"


def _of(folder, name):
    record = Record(folder)
    record.learner = name
    return record.entries()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.binary(max_size=200)
        | st.sampled_from([GOOD, b"", b"\r", b"\xef\xbb\xbf"])
        | st.builds(
            lambda fields: json.dumps({**json.loads(GOOD), **fields}).encode(),
            st.dictionaries(
                st.sampled_from(
                    ["v", "id", "at", "act", "item", "answer", "outcome", "points", "attempt", "phase"]
                ),
                st.none()
                | st.integers()
                | st.text(max_size=5)
                | st.floats(allow_nan=False)
                | st.just([])
                | st.just({}),
            ),
        ),
        max_size=8,
    ),
    st.booleans(),
)
def test_no_junk_in_the_file_raises_and_none_of_it_is_touched(tmp_path_factory, parts, ended):
    folder = tmp_path_factory.mktemp("junk")
    content = b"\n".join(parts) + (b"\n" if ended else b"")
    (folder / "record.jsonl").write_bytes(content)
    record = Record(folder, learner="wren")
    now = datetime.now(UTC)
    _ = record.notices, record.state(), record.progress(), record.growth(), record.review(now), record.basket()
    saved = record.append("q01-01", {"choice": "a"}, outcome="incorrect", points=0)
    assert saved.saved
    assert (folder / "record.jsonl").read_bytes().startswith(content)
    assert Record(folder, learner="wren").entries()[-1].id == saved.id


def test_a_huge_file_with_huge_lines_loads(tmp_path):
    path = tmp_path / "record.jsonl"
    with path.open("wb") as file:
        for _ in range(9):
            file.write(b'{"item":"' + b"x" * 10_000_000 + b'"}\n')
            file.write(GOOD + b"\n")
        for number in range(30_000):
            file.write(GOOD.replace(b"0" * 32, f"{number + 1:032x}".encode()) + b"\n")
    assert path.stat().st_size > 95_000_000
    record = Record(tmp_path, learner="wren")
    assert record.state()["q03-01"].attempts == 30_001
    assert str(record.notices[0]) == f"{path} holds 9 lines too long to be read, left untouched."
    assert record.append("q03-02", {}, outcome="incorrect", points=0).saved


@pytest.mark.parametrize(
    ("field", "value", "read"),
    [
        *(("points", value, None) for value in ("1", True, 7, -0.1, 1e308, 10**400, [])),
        *(("attempt", value, 1) for value in ("2", True, -1, 10**9, None)),
        *(("at", value, "") for value in (7, None, [])),
        ("phase", "later", "lesson"),
        ("widget", {}, ""),
    ],
)
def test_a_field_of_the_wrong_make_is_read_as_if_it_were_not_there(field, value, read):
    found = read_line(json.dumps({**json.loads(GOOD), field: value}).encode())
    assert getattr(found, field) == read


# Where nothing can be saved


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (errno.EACCES, "may not be written or read here. Choose another folder, or ask who set this up."),
        (errno.EROFS, "may not be written or read here. Choose another folder, or ask who set this up."),
        (errno.ENOSPC, "the disk is full. Make some room, then answer again."),
        (errno.EIO, "the system says: Input/output error."),
    ],
)
def test_what_cannot_be_saved_is_not_called_saved_and_is_saved_later(tmp_path, monkeypatch, code, says):
    record = Record(tmp_path, learner="wren")

    def refuse(*_):
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patched:
        patched.setattr(files.os, "fsync", refuse)
        first = record.append("q03-01", {"choice": "a"}, outcome="incorrect", points=0)
        second = record.append("q03-01", {"choice": "c"}, outcome="correct", points=1)
    assert not first.saved
    assert not second.saved
    assert says in first.says
    assert "Your answer is kept here until it can be saved" in first.says
    assert record.path.read_bytes() == b""
    assert record.state()["q03-01"].attempts == 2
    assert [str(notice) for notice in record.notices] == ["2 answers could not be saved yet."]
    third = record.append("q03-02", {}, outcome="incorrect", points=0)
    assert third.saved
    assert record.unsaved == ()
    assert [entry.id for entry in Record(tmp_path).entries()] == [first.id, second.id, third.id]


def test_a_short_write_leaves_no_half_line_and_is_not_called_saved(tmp_path, monkeypatch):
    record = Record(tmp_path, learner="wren")
    record.append("q03-01", {"choice": "a"}, outcome="incorrect", points=0)
    before = record.path.read_bytes()
    write = os.write
    with monkeypatch.context() as patched:
        patched.setattr(files.os, "write", lambda descriptor, line: write(descriptor, line[:10]))
        assert not record.append("q03-01", {"choice": "b"}, outcome="incorrect", points=0).saved
    assert record.path.read_bytes() == before
    assert record.append("q03-01", {"choice": "c"}, outcome="correct", points=1).saved
    assert record.state()["q03-01"].attempts == 3


@pytest.mark.skipif(not POSIX, reason="the limit on the size of files is one of POSIX")
def test_a_disk_that_fills_up_loses_nothing_that_was_acknowledged(tmp_path):
    script = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))\n" + WRITER
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path), "wren", "30", "0"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    told = done.stdout.splitlines()
    saved = [line for line in told if not line.startswith("NOT SAVED")]
    assert 0 < len(saved) < 30
    assert "NOT SAVED: Not saved: the disk is full. Make some room, then answer again." in done.stdout
    record = Record(tmp_path)
    assert record.notices == ()
    assert [entry.id for entry in record.entries()] == saved


@pytest.mark.skipif(not POSIX or not hasattr(os, "geteuid"), reason="rights are those of POSIX")
def test_a_read_only_folder_and_a_read_only_file_give_a_notice_and_a_working_record(tmp_path):
    record = Record(tmp_path, learner="wren")
    record.append("q03-01", {"choice": "a"}, outcome="incorrect", points=0)
    tmp_path.chmod(0o755)
    record.path.chmod(0o444)
    script = (
        "import os, sys\n"
        "from nkj_data.record import Record\n"
        "import nkj_data.record.files\n"
        "os.geteuid() or os.seteuid(65534)\n"
        "for folder in sys.argv[1:]:\n"
        "    record = Record(folder, learner='wren')\n"
        "    saved = record.append('q03-01', {}, outcome='correct', points=1)\n"
        "    print(saved.saved, len(record.entries()), len(record.notices), 'may not be written' in saved.says)\n"
    )
    for parent in tmp_path.parents:
        if os.geteuid() == 0 and parent.stat().st_uid == 0 and parent != Path("/"):
            with contextlib.suppress(OSError):
                parent.chmod(parent.stat().st_mode | 0o055)
    empty = tmp_path / "empty"
    empty.mkdir(mode=0o555)
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path), str(empty)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert done.stdout.splitlines() == ["False 2 1 True", "False 1 1 True"]


def test_a_folder_in_place_of_the_file_and_a_file_in_place_of_the_folder(tmp_path):
    (tmp_path / "one" / "record.jsonl").mkdir(parents=True)
    (tmp_path / "two").write_text("not a folder", encoding="utf-8")
    for name, says in (
        ("one", "is a folder, where a file is wanted"),
        ("two", "is a file, where a folder is wanted"),
    ):
        record = Record(tmp_path / name, learner="wren")
        saved = record.append("q03-01", {"choice": "c"}, outcome="correct", points=1)
        assert not saved.saved
        assert says in saved.says
        assert record.state()["q03-01"].best_outcome == "correct"
        assert record.notices
        assert not record.start_over().done
        exported = record.export(tmp_path / f"{name}.jsonl")
        assert exported.done, exported
        assert isinstance(read_line(exported.path.read_bytes().rstrip()), Entry)


@pytest.mark.skipif(not POSIX, reason="named pipes are made otherwise there")
def test_a_pipe_in_place_of_the_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "record.jsonl")
    record = Record(tmp_path, learner="wren")
    assert not record.append("q03-01", {}, outcome="correct", points=1).saved
    assert record.notices


def test_a_lock_that_another_program_holds_is_told(tmp_path, monkeypatch):
    record = Record(tmp_path, learner="wren")
    with files.locked(record.path):
        monkeypatch.setattr(files.append, "__kwdefaults__", {"patience": 0.05})
        saved = record.append("q03-01", {}, outcome="correct", points=1)
    assert saved.says.startswith(f"Not saved: another program holds {record.path}. Close it, then answer again.")
    assert record.append("q03-01", {}, outcome="correct", points=1).saved


def test_the_lock_of_a_program_that_died_is_free(tmp_path):
    script = (
        "import os, sys, pathlib\nfrom nkj_data.record import files\n"
        "with files.locked(pathlib.Path(sys.argv[1])):\n    os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "record.jsonl")], cwd=ROOT, check=False)
    started = time.monotonic()
    assert Record(tmp_path, learner="wren").append("q03-01", {}, outcome="correct", points=1).saved
    assert time.monotonic() - started < 5


def test_a_file_system_without_locks_still_saves(tmp_path, monkeypatch):
    def none(_):
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(files, "_try_lock", none)
    assert Record(tmp_path, learner="wren").append("q03-01", {}, outcome="correct", points=1).saved


# Names and answers


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert('x')</script>",
        "../../etc/passwd",
        "C:\\aux\\con",
        "🦊 Füchsin 여우",
        "a\tb\nc",
        "x" * 10_000,
        "\ud800",
    ],
)
def test_any_code_name_is_harmless_text(tmp_path, name):
    record = Record(tmp_path / "my_work", learner=name)
    assert record.append("q03-01", {"choice": "a"}, outcome="incorrect", points=0).saved
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == [
        "my_work",
        "my_work/record.jsonl",
    ]
    again = Record(tmp_path / "my_work")
    assert again.learner == record.learner
    assert len(record.learner) <= 60
    assert again.state()["q03-01"].attempts == 1
    cut = [str(notice) for notice in record.notices]
    assert cut == (["The code name was cut to its first 60 signs."] if len(name) > 60 else [])


def test_a_long_answer_and_markup_come_back_as_they_were_and_a_longer_one_is_cut_with_a_notice(tmp_path):
    record = Record(tmp_path, learner="wren")
    text = "<b onclick=x>“é 여우\u2028\r\n\0" * 500
    saved = record.append("q03-11", {"text": text, "rubric": {"a": 2}}, outcome="written")
    assert saved.notices == ()
    assert Record(tmp_path).state()["q03-11"].last_answer == {"text": text, "rubric": {"a": 2}}
    assert len(lines(record)) == 2
    saved = record.append("q03-11", {"text": "x" * 50_000}, outcome="written")
    assert [str(notice) for notice in saved.notices] == ["A text of 50,000 signs was cut to its first 20,000."]
    assert len(Record(tmp_path).state()["q03-11"].last_answer["text"]) == 20_000


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.complex_numbers(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner) | st.tuples(inner, inner),
    )
)
@settings(max_examples=50, deadline=None)
def test_any_value_whatever_can_be_an_answer(tmp_path_factory, answer):
    folder = tmp_path_factory.mktemp("answers")
    record = Record(folder, learner="wren")
    saved = record.append("q03-01", answer, outcome="incorrect", points=0)
    assert saved.saved
    assert Record(folder).entries()[0] == saved.entry
    json.dumps(saved.as_page())


def test_a_program_that_asks_for_nonsense_is_told(tmp_path):
    record = Record(tmp_path)
    for wrong in (
        lambda: record.append("", {}, outcome="correct"),
        lambda: record.append("q03-01", {}, outcome="right"),
        lambda: record.append("q03-01", {}, outcome="correct", phase="later"),
        lambda: record.state(phase="later"),
        lambda: Record(7),
        lambda: Record("a\0b"),
    ):
        with pytest.raises(ArgumentError):
            wrong()
    assert not record.path.exists()


# One line, one answer


def test_a_line_says_who_what_when_and_how_and_nothing_else(tmp_path):
    record = Record(tmp_path, learner="wren")
    feedback, saved = record.answer("q03-01", {"choice": "c"}, widget="Quiz")
    assert feedback.outcome == "correct"
    (line,) = lines(record)[:-1]
    raw = json.loads(line)
    assert datetime.fromisoformat(raw.pop("at")).utcoffset() is not None
    assert raw == {
        "v": 1,
        "id": saved.id,
        "act": "answer",
        "learner": "wren",
        "item": "q03-01",
        "answer": {"choice": "c"},
        "outcome": "correct",
        "points": 1.0,
        "attempt": 1,
        "phase": "lesson",
        "widget": "Quiz",
    }


def test_not_attempted_is_not_saved(tmp_path):
    record = Record(tmp_path)
    feedback, saved = record.answer("q03-01", {"nonsense": [1]})
    assert feedback.outcome == "not attempted"
    assert (saved.saved, saved.says) == (False, "There is no answer to save yet.")
    assert not record.path.exists()


def test_an_answer_handed_in_twice_is_kept_once(tmp_path):
    name = "0123456789abcdef" * 2
    record = Record(tmp_path, learner="wren")
    first = record.append("q03-01", {"choice": "a"}, outcome="incorrect", points=0, line_id=name)
    again = Record(tmp_path, learner="wren").append("q03-01", {"choice": "a"}, outcome="incorrect", line_id=name)
    assert first.id == again.id == name
    assert again.saved
    assert len(record.entries()) == 1
    assert len(lines(record)) == 2


def test_the_time_of_a_page_is_kept_unless_it_lies_ahead_or_is_no_time(tmp_path):
    record = Record(tmp_path)
    early = "2025-03-01T08:00:00.000+09:00"
    ahead = (datetime.now(UTC) + timedelta(days=2)).isoformat(timespec="milliseconds")
    for at, kept in ((early, True), (ahead, False), ("yesterday", False), ("2025-03-01T08:00:00", False)):
        saved = record.append("q03-01", {}, outcome="correct", points=1, at=at)
        assert (saved.entry.at == at) is kept


# Where a learner stands


def entry(item, outcome, at, *, points=None, phase="lesson", act="answer", answer=None):
    score = {"correct": 1.0, "partly correct": 0.5, "incorrect": 0.0}.get(outcome) if points is None else points
    return Entry(1, f"{item}{at}{outcome}", at, act, "wren", item, answer or {}, outcome, score, 1, phase)


START = datetime(2025, 1, 6, 9, 0, tzinfo=UTC)


def at(**later):
    return (START + timedelta(**later)).isoformat()


def test_the_best_outcome_is_kept_and_the_last_answer_shown():
    found = states(
        [
            entry("q03-01", "partly correct", at(), points=0.25, answer={"choice": "a"}),
            entry("q03-01", "correct", at(minutes=1), answer={"choice": "c"}),
            entry("q03-01", "incorrect", at(minutes=2), answer={"choice": "b"}),
            entry("q03-11", "", at(minutes=3), act="draft", answer={"text": "It s"}),
            entry("q03-01", "incorrect", at(minutes=4), phase="before"),
        ]
    )
    state = found["q03-01"]
    assert (state.attempts, state.last_answer, state.last_outcome) == (3, {"choice": "b"}, "incorrect")
    assert (state.best_outcome, state.best_points) == ("correct", 1.0)
    assert (found["q03-11"].attempts, found["q03-11"].draft) == (0, {"text": "It s"})


def test_progress_counts_answered_and_right_and_leaves_the_check_out():
    items = nkj.items.items()
    check = nkj.items.check_items()[0].item_id
    found = progress(
        [
            entry("q03-01", "correct", at()),
            entry("q03-02", "incorrect", at()),
            entry("q03-11", "written", at()),
            entry(check, "correct", at()),
        ],
        items,
    )
    assert [p.lesson for p in found] == list(nkj.items.LESSONS)
    third = found[3]
    assert (third.attempted, third.correct, third.written) == (3, 1, 1)
    assert third.items == len([item for item in nkj.items.items(3) if not item.check])
    assert third.says == f"Lesson 03: 3 of {third.items} answered, 1 right, 1 written."
    assert found[1].attempted == 0


def test_growth_compares_the_first_answers_of_both_times():
    one, two, *_ = (item.item_id for item in nkj.items.check_items())
    told = growth(
        [
            entry(one, "incorrect", at(), phase="before"),
            entry(one, "correct", at(minutes=1), phase="before"),
            entry(two, "correct", at(minutes=2), phase="before"),
            entry(one, "correct", at(days=9), phase="after"),
        ],
        nkj.items.items(),
    )
    assert (told.compared, told.before, told.after) == (1, 0, 1)
    assert told.says == "On 1 question asked twice: 0 points before, 1 after."
    assert growth([], nkj.items.items()).says == "The check at the start is not answered yet."


def due(entries, **later):
    return [card.item_id for card in review_deck(entries, START + timedelta(**later), nkj.items.items())]


def test_what_was_missed_comes_back_next_session_or_next_day_and_then_in_growing_gaps():
    missed = [entry("q03-01", "incorrect", at()), entry("q03-01", "correct", at(minutes=1))]
    assert due(missed, minutes=30) == []
    assert due(missed, hours=3) == ["q03-01"]
    assert due(missed, days=1) == ["q03-01"]
    busy = [*missed, *(entry("q03-02", "correct", at(hours=hour)) for hour in range(1, 24))]
    assert due(busy, hours=23, minutes=30) == []
    assert due(busy, hours=24) == ["q03-01"]
    once = [*missed, entry("q03-01", "correct", at(days=1))]
    assert due(once, days=3, hours=23) == []
    assert due(once, days=4) == ["q03-01"]
    twice = [*once, entry("q03-01", "correct", at(days=4))]
    assert due(twice, days=10) == []
    assert due(twice, days=11) == ["q03-01"]
    thrice = [*twice, entry("q03-01", "correct", at(days=11))]
    assert due(thrice, days=32) == ["q03-01"]
    assert due([*thrice, entry("q03-01", "correct", at(days=32))], days=900) == []
    assert due([*thrice, entry("q03-01", "partly correct", at(days=32))], days=33) == ["q03-01"]


def test_what_was_never_missed_does_not_come_back_and_the_check_never_does():
    check = nkj.items.check_items()[0].item_id
    answers = [
        entry("q03-01", "correct", at()),
        entry("q03-11", "written", at()),
        entry("q99-99", "incorrect", at()),
    ]
    assert (
        due([*answers, entry(check, "incorrect", at()), entry("q03-02", "incorrect", at(), phase="before")], days=9)
        == []
    )


MOMENTS = st.integers(0, 60 * 24 * 60).map(lambda minutes: at(minutes=minutes)) | st.sampled_from(
    ["", "x", at(days=9999)]
)
HISTORY = st.lists(
    st.builds(
        entry,
        st.sampled_from(["q03-01", "q03-02", "q04-01"]),
        st.sampled_from(["correct", "incorrect", "partly correct", "written", "?"]),
        MOMENTS,
    ),
    max_size=12,
)


@given(HISTORY, st.integers(0, 90))
def test_the_review_deck_is_a_function_of_record_and_time_alone(history, day):
    now = START + timedelta(days=day)
    deck = review_deck(history, now, nkj.items.items())
    assert deck == review_deck(list(history), now, nkj.items.items())
    missed = {e.item for e in history if e.outcome in ("incorrect", "partly correct")}
    assert {card.item_id for card in deck} <= missed
    assert all(card.step < len(INTERVALS) for card in deck)
    assert [card.due for card in deck] == sorted(card.due for card in deck)


@given(HISTORY)
def test_a_question_that_is_due_stays_due_until_it_is_answered(history):
    days = [
        {card.item_id for card in review_deck(history, START + timedelta(days=day), nkj.items.items())}
        for day in (61, 62, 70, 100, 400)
    ]
    for earlier, later in itertools.pairwise(days):
        assert earlier <= later


# Evidence, export, deleting, starting over


def test_the_evidence_basket_holds_rows_and_sentences_with_notes(tmp_path):
    record = Record(tmp_path, learner="wren")
    first = record.collect("S08", "the <b>hedge</b>")
    record.collect("motive-01")
    assert [(piece.of, piece.note) for piece in record.basket()] == [("S08", "the <b>hedge</b>"), ("motive-01", "")]
    assert record.discard(first.id).saved
    assert [piece.of for piece in Record(tmp_path).basket()] == ["motive-01"]
    assert record.collect("S99").says.startswith("Not saved: There is no row 'S99'. Did you mean")
    assert not record.collect(None).saved
    assert not record.discard("nothing").saved
    assert record.state() == {}


def test_a_learner_can_export_and_never_over_another_file(tmp_path):
    record = Record(tmp_path / "work", learner="wren")
    assert record.export().says == "There is nothing to export yet."
    record.append("q03-01", {"choice": "a"}, outcome="incorrect", points=0)
    first, second = record.export(tmp_path / "mine.jsonl"), record.export(tmp_path / "mine.jsonl")
    assert [done.path.name for done in (first, second)] == ["mine.jsonl", "mine-2.jsonl"]
    assert first.path.read_bytes() == record.path.read_bytes()
    assert record.export().path.parent == tmp_path / "work"
    assert not record.export(tmp_path / "mine.jsonl" / "below").done


def test_a_learner_can_start_over_and_the_old_record_is_put_aside(tmp_path):
    record, other = Record(tmp_path, learner="wren"), Record(tmp_path, learner="wren")
    record.append("q03-01", {"choice": "a"}, outcome="incorrect", points=0)
    other.entries()
    held = record.path.read_bytes()
    done = record.start_over()
    assert done.done
    assert done.path.read_bytes() == held
    assert record.state() == other.state() == {}
    assert other.append("q03-01", {"choice": "c"}, outcome="correct", points=1).entry.attempt == 1
    assert record.state()["q03-01"].attempts == 1
    assert record.start_over().path != done.path


def test_what_cannot_be_put_aside_or_deleted_is_told_and_stays(tmp_path, monkeypatch):
    record = Record(tmp_path, learner="wren")
    record.append("q03-01", {"choice": "a"}, outcome="incorrect", points=0)

    def refuse(*_):
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(files, "put_away", refuse)
    for done, start in ((record.start_over(), "Not done: "), (record.delete(sure=True), "Not deleted: ")):
        assert not done.done
        assert done.says.startswith(f"{start}{record.path} may not be written or read here.")
    assert record.state()["q03-01"].attempts == 1


def test_a_learner_can_delete_everything_but_only_when_sure(tmp_path):
    record = Record(tmp_path, learner="wren")
    record.append("q03-01", {"choice": "a"}, outcome="incorrect", points=0)
    record.start_over()
    record.append("q03-01", {"choice": "a"}, outcome="incorrect", points=0)
    (tmp_path / "essay.txt").write_text("mine", encoding="utf-8")
    assert record.delete().says == "This would delete 2 files for good. To do so, write delete(sure=True)."
    assert record.path.exists()
    assert record.delete(sure=True).done
    assert [path.name for path in tmp_path.iterdir()] == ["essay.txt"]
    assert record.state() == {}
    assert record.append("q03-01", {}, outcome="correct", points=1).saved


def test_starting_over_while_another_process_writes_loses_nothing(tmp_path):
    child = writer(tmp_path, "wren", 120)
    record = Record(tmp_path, learner="heron")
    told = []
    for number, line in enumerate(child.stdout):
        told.append(line.decode().strip())
        if number % 30 == 10:
            assert record.start_over().done
    child.wait()
    child.stdout.close()
    files = [*(tmp_path / "old").iterdir(), record.path]
    held = {read_line(line).id for file in files if file.exists() for line in file.read_bytes().split(b"\n")[:-1]}
    assert held == set(told)
    assert len(told) == 120


def test_the_record_opens_without_pandas():
    script = "import sys\nfrom nkj_data.record import Record\nprint('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "False"


def test_another_code_name_holds_for_every_notebook_that_named_none(tmp_path):
    one, other, mine = Record(tmp_path), Record(tmp_path), Record(tmp_path, learner="wren")
    one.append("q03-01", {"choice": "a"}, outcome="incorrect", points=0)
    assert one.rename("blue  heron").saved
    assert [one.learner, other.learner, mine.learner] == ["blue heron", "blue heron", "wren"]
    assert other.append("q03-01", {"choice": "c"}, outcome="correct", points=1).entry.learner == "blue heron"
    assert one.state()["q03-01"].attempts == 1
    assert mine.entries() == ()
    assert Record(tmp_path).learners() == ("learner", "blue heron")


def test_another_code_name_holds_also_where_the_file_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("no folder")
    record = Record(tmp_path / "file")
    assert not record.rename("heron").saved
    assert record.learner == "heron"


# Clocks that are wrong, and copies that sync programs leave


def test_answers_given_while_the_clock_was_years_behind_keep_their_place_and_are_told(tmp_path):
    path = tmp_path / "record.jsonl"
    told = [
        ("correct", "2026-01-05T10:00:00+00:00"),
        ("incorrect", "2006-01-01T00:01:00+00:00"),  # the battery was flat
        ("incorrect", "1970-01-01T00:01:00+00:00"),
    ]
    path.write_bytes(b"".join(line_of(entry("q03-01", how, when)) + b"\n" for how, when in told))
    record = Record(tmp_path)
    assert [one.outcome for one in record.entries()] == ["correct", "incorrect", "incorrect"]
    assert record.state()["q03-01"].last_outcome == "incorrect"
    assert [card.item_id for card in record.review(datetime(2026, 1, 7, tzinfo=UTC))] == ["q03-01"]
    assert [str(notice) for notice in record.notices] == [
        f"{path} holds 2 lines with a date that cannot be right; the first is line 2, 2006-01-01. Look whether the "
        "clock of this computer is right. All count in the order in which they were given."
    ]


def test_a_date_that_this_clock_has_not_reached_is_told_and_one_handed_in_days_later_is_not(tmp_path):
    ahead = (datetime.now(UTC) + timedelta(days=700)).isoformat()
    content = [
        entry("q03-01", "correct", at(days=6)),
        entry("q03-01", "incorrect", at()),
        entry("q03-02", "", ahead),
    ]
    (tmp_path / "record.jsonl").write_bytes(b"".join(line_of(one) + b"\n" for one in content))
    (notice,) = Record(tmp_path).notices
    assert "holds 1 line with a date that cannot be right; the first is line 3" in str(notice)


COPIES = (
    "record (1).jsonl",
    "record-PC.jsonl",
    "record (conflicted copy).jsonl",
    "record.sync-conflict-20260101-101010-ABCDEF.jsonl",
    "Kopie von record.jsonl",
)


def test_copies_of_a_sync_program_are_named_and_merged_when_the_learner_says_so(tmp_path):
    both = [entry("q03-01", "incorrect", at())]
    here = [*both, entry("q07-08", "", at(days=3), act="draft", answer={"text": "newer"})]
    record = Record(tmp_path, learner="wren")
    record.path.write_bytes(b"".join(line_of(one) + b"\n" for one in here))
    for number, name in enumerate(COPIES):
        there = [*both, entry(f"q04-0{number + 1}", "correct", at(days=1, minutes=number))]
        there += [entry("q07-08", "", at(days=2), act="draft", answer={"text": "older"})] if not number else []
        junk = b"\xff\x00junk\n"
        (tmp_path / name).write_bytes(junk + b"".join(line_of(one) + b"\n" for one in there))
    (tmp_path / "my_record_2026-01-01_1000.jsonl").write_bytes(line_of(both[0]) + b"\n")
    (tmp_path / "record (2).jsonl").write_bytes(line_of(both[0]) + b"\n")  # holds nothing new
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    assert record.copies() == tuple(sorted(COPIES))
    (notice,) = record.notices
    assert str(notice) == (
        f"Beside {record.path} lie {', '.join(sorted(COPIES))}: copies, as sync programs leave them, with 6 lines "
        "that it does not hold. To take them in, press “Take the copies in”, or "
        "write nkj.record.my_record().merge()."
    )
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before, "only when the learner says so"

    done = record.merge()
    assert done.says == "6 lines taken in. The copies, and the record as it was, are in the folder old."
    assert done.done
    assert record.copies() == ()
    assert record.notices == ()
    assert record.state()["q07-08"].draft == {"text": "newer"}
    assert [e.item for e in record.entries()] == ["q03-01", *(f"q04-0{n}" for n in range(1, 6)), "q07-08", "q07-08"]
    old = sorted(path.read_bytes() for path in (tmp_path / "old").iterdir())
    assert old == sorted(content for name, content in before.items() if name in (*COPIES, "record.jsonl"))
    assert record.merge().says == "There is no copy to take in."
    assert Record(tmp_path).entries() == record.entries()


def test_a_record_that_a_sync_program_renamed_is_found_and_taken_in(tmp_path):
    (tmp_path / "record-PC.jsonl").write_bytes(line_of(entry("q03-01", "correct", at())))
    record = Record(tmp_path, learner="wren")
    assert record.copies() == ("record-PC.jsonl",)
    assert record.merge().done
    assert record.state()["q03-01"].best_outcome == "correct"


def test_a_merge_that_fails_changes_nothing(tmp_path, monkeypatch):
    record = Record(tmp_path, learner="wren")
    record.append("q03-01", {}, outcome="correct", points=1)
    (tmp_path / "record-PC.jsonl").write_bytes(line_of(entry("q04-01", "correct", at())) + b"\n")
    (tmp_path / "record (1).jsonl").mkdir()
    before = record.path.read_bytes()

    def refuse(*_):
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(files.Path, "replace", refuse)
        done = record.merge()
    assert (done.done, done.says) == (False, "Not done: the disk is full. Make some room, then answer again.")
    assert record.path.read_bytes() == before
    assert record.copies() == ("record-PC.jsonl",)
    assert record.merge().done


def test_a_record_that_was_written_before_version_0_2_still_opens_with_everything_in_it(tmp_path):
    old = Path(__file__).with_name("record_before_0.2.jsonl").read_bytes()
    (tmp_path / "record.jsonl").write_bytes(old)
    record = Record(tmp_path)
    assert (record.learner, record.notices) == ("wren", ())
    assert len(record.entries()) == len(old.splitlines())
    state = record.state()
    assert {name: one.best_outcome for name, one in state.items() if one.attempts} == {
        **dict.fromkeys(("q03-01", "q02-05", "q03-02"), "correct"),
        "q03-11": "written",
    }
    assert state["03-warm-up"].draft == {"texts": {"Need": "food"}}
    assert state["coding"].draft == {"S03": {"topic": "support"}}
    assert state["table-05"].draft == {"agenda": ["obstacle-03"]}
    basket = [("actor-14", "the public"), ("motive-01", "hedged")]
    assert [(piece.of, piece.note) for piece in record.basket()] == basket
    assert nkj.widgets.Basket(record=record).basket[0]["quote"] == "popular Japanese disdain for North Korea"
    assert record.state(phase="before")["q01-09"].attempts == 1
    assert (tmp_path / "record.jsonl").read_bytes() == old
