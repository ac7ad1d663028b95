"""Data files become tables: the delimiter is found out, and whatever is wrong has a line and a column."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from dl4ad_slides.load.tables import MOST_ROWS, TABLE
from dl4ad_slides.model.data import DataTable, is_missing, parse_number
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.source import Position
from helpers import read_file


def read(root: Path, content: str | bytes, name: str = "x.csv") -> tuple[DataTable | None, list[Diagnostic]]:
    (root / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    findings: list[Diagnostic] = []
    return read_file(root, name, TABLE, findings), findings


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2\n", [("1", "2")]),
        ("a;b\n0,5;1,2\n0,7;3\n", [("0,5", "1,2"), ("0,7", "3")]),
        ("a\tb\n1,5\t2;3\n", [("1,5", "2;3")]),
        ("\ufeffa,b\r\n1,2\r\n", [("1", "2")]),
        ('a, "b"\n"x, y", "say ""hi"""\n', [("x, y", 'say "hi"')]),
        ('a;b\n"x; y\nz";1\n\n;\n2;3', [("x; y z", "1"), ("2", "3")]),
        ('name,b\n"one; two; three",1\n"four; five; six",2\n', [("one; two; three", "1"), ("four; five; six", "2")]),
    ],
)
def test_delimiters_quotes_and_blank_rows(tmp_path: Path, text: str, rows: list[tuple[str, ...]]) -> None:
    """Commas, semicolons or tabs part the cells, whatever stands in quotes; rows without anything are left out."""
    table, findings = read(tmp_path, text)
    assert findings == []
    assert table is not None
    assert list(table.rows) == rows


def test_a_single_column(tmp_path: Path) -> None:
    """Without anything that parts cells there is one column, and `0,5` is one number in it."""
    table, _ = read(tmp_path, "v\n0,5\n0,7\n")
    assert table is not None
    assert (table.columns, table.rows, table.number("0,5")) == (("v",), (("0,5",), ("0,7",)), 0.5)


def test_tsv_has_tabs(tmp_path: Path) -> None:
    """The ending `.tsv` is taken at its word."""
    table, _ = read(tmp_path, "a,b\tc\n1,2\t3\n", "x.tsv")
    assert table is not None
    assert table.columns == ("a,b", "c")


def test_cells_have_positions(tmp_path: Path) -> None:
    """Line and column of a cell as an editor counts them, behind quotes, line ends and spaces."""
    table, _ = read(tmp_path, 'a,b,c\n\n"x,\ny", 2,3\n4,"5", 6\n')
    assert table is not None
    places = [
        table.position(row, column) for row, column in ((0, "a"), (0, "b"), (0, "c"), (1, "a"), (1, "b"), (1, "c"))
    ]
    assert [(place.line, place.column) for place in places] == [(3, 1), (4, 5), (4, 7), (4 + 1, 1), (5, 3), (5, 8)]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("", "1:1", "holds nothing"),
        ("\n\n", "1:1", "holds nothing"),
        ("a,b\n", "1:1", "has no rows"),
        ("a,b\n1\n", "2:2", "has 1 cell, and the first row names 2 columns"),
        ("a,b\n1,2,3\n", "2:5", "has 3 cells"),
        (",a\n0,1\n", "1:1", "column 1 has no name"),
        ("a, b,a\n1,2,3\n", "1:6", "two columns are called `a`"),
        ('a,b\n1,"2\n3,4\n', "2:1", "never closed"),
        ('a,b\n1,"2"3\n', "2:1", "cannot be taken apart"),
    ],
)
def test_what_is_no_table(tmp_path: Path, text: str, place: str, message: str) -> None:
    """One finding at the line and column, and no table."""
    table, findings = read(tmp_path, text)
    assert table is None
    assert [(str(finding.position), finding.code) for finding in findings] == [(f"x.csv:{place}", "data-format")]
    assert message in findings[0].message
    assert findings[0].hint


@pytest.mark.parametrize("content", [b"PK\x03\x04\x00\x00", "a,b\n1,ä\n".encode("latin-1")])
def test_what_is_no_text(tmp_path: Path, content: bytes) -> None:
    """A spreadsheet or an old encoding gives one finding, not one for each row."""
    table, findings = read(tmp_path, content)
    assert table is None
    assert [finding.code for finding in findings] == ["data-unreadable"]


def test_a_missing_file(tmp_path: Path) -> None:
    """A file that is not there is a finding."""
    findings: list[Diagnostic] = []
    assert read_file(tmp_path, "data/no.csv", TABLE, findings) is None
    assert [str(finding.position) for finding in findings] == ["data/no.csv:1:1"]


def test_too_many_rows(tmp_path: Path) -> None:
    """More rows than a slide can show are a finding at the first one too many; as many as that are none."""
    most = "a,b\n" + "1,2\n" * MOST_ROWS
    assert read(tmp_path, most)[1] == []
    _, findings = read(tmp_path, most + "3,4\n")
    assert [finding.position for finding in findings] == [Position("x.csv", MOST_ROWS + 2)]


def test_many_ragged_rows_are_told_together(tmp_path: Path) -> None:
    """Five of them are shown, the others counted."""
    _, findings = read(tmp_path, "a,b\n" + "1\n" * 9)
    assert [finding.position.line for finding in findings] == [2, 3, 4, 5, 6]
    assert findings[-1].notes == ("4 further rows are like that",)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1", 1), ("-0.5", -0.5), ("−2", -2), ("1e-3", 0.001), (".5", 0.5), ("1.", 1), ("+3", 3), ("1E+2", 100)],
)
def test_numbers(text: str, value: float) -> None:
    """A sign, digits, a point, a power of ten."""
    assert parse_number(text, decimal_comma=False) == value


@pytest.mark.parametrize("text", ["", "x", "0,5", "1 000", "1,000.0", "inf", "nan", "0x10", "5%", "1e", "--1", "٣"])
def test_what_is_no_number(text: str) -> None:
    """Everything else, a comma among it where commas part the cells."""
    assert parse_number(text, decimal_comma=False) is None


def test_missing_values() -> None:
    """What people write where there is nothing."""
    assert all(map(is_missing, ("", "-", "–", "NA", "n/a", "NaN")))
    assert not any(map(is_missing, ("0", "none of it", "x")))


def test_a_head_of_thousands(tmp_path: Path) -> None:
    """Names are looked for only where something is wrong with them."""
    (tmp_path / "t.csv").write_text(",".join(map(str, range(10_000))) + "\n" + "1," * 9_999 + "1\n")
    started = time.process_time()
    assert read_file(tmp_path, "t.csv", TABLE, []) is not None
    assert time.process_time() - started < 5
