"""Reading one text file: its text, and a finding for everything that is wrong with it as a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from dl4ad_slides.load.formats.files import read_source
from dl4ad_slides.model.diagnostics import Diagnostic, Severity


def read(raw: bytes, folder: Path, area: str = "deck") -> tuple[str, list[str]]:
    (folder / "a.md").write_bytes(raw)
    findings: list[Diagnostic] = []
    source = read_source(folder / "a.md", "decks/a.md", area, findings)
    assert source is not None
    return source.text, [f"{each.position.line}:{each.position.column} {each.code}" for each in findings]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"", ""),
        (b"a\nb\n", "a\nb\n"),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (b"\xef\xbb\xbfa", "a"),
        ("Größe\u2028\u0085x".encode(), "Größe\u2028\u0085x"),
        (b"\xef\xbb\xbf", ""),
    ],
)
def test_normalises_line_ends_and_takes_off_the_mark(tmp_path: Path, raw: bytes, text: str) -> None:
    """Only CR and LF end lines; a byte order mark is no text."""
    assert read(raw, tmp_path) == (text, [])


@pytest.mark.parametrize(
    ("raw", "text", "finding"),
    [
        (b"a\nb\xffc", "a\nb\ufffdc", "2:2 deck-encoding"),
        (b"\xef\xbb\xbf\xff", "\ufffd", "1:1 deck-encoding"),
        (b"a\r\r\xff", "a\n\n\ufffd", "3:1 deck-encoding"),
        ("ü\xff".encode("latin-1"), "\ufffd\ufffd", "1:1 deck-encoding"),
        (b"a\x00b\x00", "a\ufffdb\ufffd", "1:2 deck-nul"),
        ("\ufdd00\ufdd1".encode(), "\ufffd0\ufffd", "1:1 deck-nul"),
        (b"\x1b[31m", "\ufffd[31m", "1:1 deck-nul"),
    ],
)
def test_replaces_what_no_page_may_hold(tmp_path: Path, raw: bytes, text: str, finding: str) -> None:
    """The first place is reported, all are replaced, and the rest stays."""
    assert read(raw, tmp_path) == (text, [finding])


def test_stray_characters_are_a_warning(tmp_path: Path) -> None:
    """Few of them are told at their lines; a file full of them is no text."""
    (tmp_path / "stray").write_bytes(b"a\x07\nb\n\x0bc\n")
    (tmp_path / "utf16").write_bytes("Sixteen bits a letter".encode("utf-16-le"))
    findings: list[Diagnostic] = []
    for name in ("stray", "utf16"):
        read_source(tmp_path / name, name, "deck", findings)
    assert [(one.severity, str(one.position), one.notes) for one in findings] == [
        (Severity.WARNING, "stray:1:2", ("more of them on line 3",)),
        (Severity.ERROR, "utf16:1:2", ()),
    ]


def test_other_areas_have_a_code_of_their_own(tmp_path: Path) -> None:
    """A timeline or a setting that is no text cannot be read."""
    assert read(b"\xff", tmp_path, "timeline")[1] == ["1:1 timeline-unreadable"]
    assert read(b"\x00", tmp_path, "config")[1] == ["1:1 config-unreadable"]


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """Nothing is read, and the hint says why."""
    findings: list[Diagnostic] = []
    assert read_source(tmp_path, "decks/a.md", "deck", findings) is None
    assert str(findings[0]) == (
        "decks/a.md:1:1: error[deck-unreadable]: cannot be read: is a directory\n"
        "  hint: This is a folder; a file is expected."
    )
