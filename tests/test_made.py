"""Scripts that make files write what is not up to date, or tell of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from made import csv, write_or_check


def _run(monkeypatch: pytest.MonkeyPatch, folder: Path, *arguments: str) -> object:
    monkeypatch.setattr("sys.argv", ["data/script.py", *arguments])
    with pytest.raises(SystemExit) as ended:
        write_or_check(folder, {"a.csv": "x,y\n", "b.csv": "1,2\n"})
    return ended.value.code


def test_what_is_missing_or_stale_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files that are up to date are left alone, the others are written and named."""
    (tmp_path / "a.csv").write_text("x,y\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("old\n", encoding="utf-8")
    assert _run(monkeypatch, tmp_path) == 0
    assert capsys.readouterr().out == "wrote b.csv\n"
    assert (tmp_path / "b.csv").read_text(encoding="utf-8") == "1,2\n"
    assert _run(monkeypatch, tmp_path, "--check") == 0


def test_a_check_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A check names each file that is missing or stale with what makes it, and fails."""
    (tmp_path / "a.csv").write_text("old\n", encoding="utf-8")
    assert _run(monkeypatch, tmp_path, "--check") == 1
    made = "run python data/script.py"
    assert capsys.readouterr().out == f"out of date: a.csv; {made}\nout of date: b.csv; {made}\n"
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "old\n"
    assert not (tmp_path / "b.csv").exists()


def test_a_table_is_a_line_for_each_row() -> None:
    """Values of any kind are separated by commas."""
    assert csv([("name", "level"), ("a", 1.5)]) == "name,level\na,1.5\n"
