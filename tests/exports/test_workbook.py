"""The workbook: every cell comes back as our own files have it; none is a formula, a link or a date."""

import csv
import io
import sys
import zipfile
from xml.etree import ElementTree

import pytest

import nkj_data as nkj
from nkj_data import cli, context
from nkj_data.errors import NKJError
from nkj_data.exports import export
from nkj_data.exports.workbook import size, workbook
from nkj_data.packaged_files import data_folder

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def book():
    """Return the sheets by name, each a list of rows of (kind, value)."""
    with zipfile.ZipFile(io.BytesIO(workbook())) as held:
        parts = {name: ElementTree.fromstring(held.read(name)) for name in held.namelist() if name.endswith(".xml")}
    shared = ["".join(node.itertext()) for node in parts["xl/sharedStrings.xml"].iter(f"{SHEET}si")]
    names = [node.get("name") for node in parts["xl/workbook.xml"].iter(f"{SHEET}sheet")]
    sheets = {}
    for at, name in enumerate(names, start=1):
        rows = []
        for row in parts[f"xl/worksheets/sheet{at}.xml"].iter(f"{SHEET}row"):
            cells = {}
            for cell in row.iter(f"{SHEET}c"):
                kind, value = cell.get("t", "n"), cell.findtext(f"{SHEET}v")
                letters = "".join(sign for sign in cell.get("r") if sign.isalpha())
                assert cell.find(f"{SHEET}f") is None
                cells[letters] = (kind, shared[int(value)] if kind == "s" else value)
            rows.append(cells)
        sheets[name] = rows
    return sheets


def column(number):
    return chr(64 + number) if number <= 26 else f"A{chr(64 + number - 26)}"


@pytest.mark.parametrize("layer", ["", "outside "])
def test_every_cell_is_what_our_own_file_has(book, layer):
    home, folder = (context, "context") if layer else (nkj, "tables")
    for name in home.catalog()["table"]:
        text = (data_folder() / folder / f"{name}.csv").read_text(encoding="utf-8")
        given = list(csv.DictReader(io.StringIO(text)))
        head, *rows = book[f"{layer}{name}"]
        heads = {value: letters for letters, (_, value) in head.items()}
        assert len(rows) == len(given)
        for row, ours in zip(rows, given, strict=True):
            for field, value in ours.items():
                kind, shown = row.get(heads[field], ("s", ""))
                same = shown == value if kind == "s" else float(shown) == pytest.approx(float(value), rel=1e-12)
                assert same, (name, field, shown, value)


def test_dates_and_native_scripts_stay_texts(book):
    cells = [cell for rows in book.values() for row in rows for cell in row.values()]
    assert ("s", "June 1978") in cells
    assert any(kind == "s" and "朝鮮" in value for kind, value in cells)
    assert {kind for kind, _ in cells} == {"s", "n"}


def test_the_first_sheet_says_what_is_inside_and_what_is_outside(book):
    names = list(book)
    assert names[0] == "Read me"
    assert len(names) == size() + 2
    inside = names[1 : 1 + len(nkj.catalog())]
    assert inside == list(nkj.catalog()["table"])
    assert all(name.startswith("outside ") for name in names[1 + len(inside) : -1])
    assert "Library of Congress" in str(book["Read me"])


def test_it_is_written_by_the_command_and_says_what_is_missing(tmp_path, capsys, monkeypatch):
    assert cli.main(["export", "tables", str(tmp_path / "all")]) == 0
    assert capsys.readouterr().out == f"{size()} tables are in {tmp_path / 'all.xlsx'}.\n"
    assert cli.main(["export", "tables", str(tmp_path / "all")]) == 1
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(NKJError, match="python -m pip install xlsxwriter"):
        export("tables", tmp_path / "other.xlsx")
