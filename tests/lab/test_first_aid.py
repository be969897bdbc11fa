"""A slip in a learner's own code: our sentence comes first, Python's words follow."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

from nkj_data.lab import first_aid


@pytest.fixture(scope="module")
def shell():
    shell = InteractiveShell()
    first_aid.install(shell)
    yield shell
    shell.history_manager.end_session()


@pytest.mark.parametrize(
    ("code", "ours", "pythons"),
    [
        ("claims = 1\nprint(clams)", "Python does not know the name clams here. Did you mean claims?", "NameError"),
        ("print(zzzzqqq)", "Look at its spelling; or a cell above, which makes it, has not run yet.", "NameError"),
        (
            "one = 1\nprint((one)",
            "Python cannot read line 2 of this cell.",
            "Error",
        ),  # each Python has its own name
        ("one = 'a\n", "Python cannot read line 1 of this cell.", "SyntaxError"),
        ("one = 1\n  two = 2", "Line 2 of this cell begins in another column", "IndentationError"),
    ],
)
def test_our_sentence_stands_above_pythons(shell, capsys, code, ours, pythons):
    shell.run_cell(code)
    told = capsys.readouterr().out
    assert ours in told
    assert pythons in told
    assert told.index(ours) < told.index(pythons)


def test_other_errors_and_good_code_are_left_alone(shell, capsys):
    shell.run_cell("print(1 + 1)")
    assert capsys.readouterr().out == "2\n"
    shell.run_cell("1 / 0")
    assert "cell" not in capsys.readouterr().out.split("ZeroDivisionError")[0].casefold().replace("cell in", "")
