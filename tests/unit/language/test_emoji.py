"""Short names of emoji: which are read, and which colons mean something else."""

from __future__ import annotations

import pytest

from dl4ad_slides.language.emoji import find_emoji
from dl4ad_slides.language.regions import scan_regions


def shown(text: str) -> str:
    """Return the text with its emoji in the place of their names."""
    parts: list[str] = []
    at = 0
    for emoji in find_emoji(text, scan_regions(text)):
        parts.extend((text[at : emoji.start], emoji.characters))
        at = emoji.end
    return "".join((*parts, text[at:]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (":smile:", "😄"),
        ("a :tada: b", "a 🎉 b"),
        (":tada::smile:", "🎉😄"),
        (":nope::smile:", ":nope:😄"),
        ("(:+1:), **:-1:**!", "(👍), **👎**!"),
        ("|:x:|", "|❌|"),
        ("[:tada: a](b)", "[🎉 a](b)"),
        ("完了:tada:です", "完了🎉です"),
        (":heart:", "❤\N{VARIATION SELECTOR-16}"),
        (":basketball_man:", "⛹️\u200d♂️"),
        ("see https://a.b/c :tada:", "see https://a.b/c 🎉"),
        ("[a](b.md):tada: <https://a.b>:tada:", "[a](b.md)🎉 <https://a.b>🎉"),
    ],
)
def test_names_of_github(text: str, expected: str) -> None:
    """Alone, in a row, between signs, and right beside scripts without spaces."""
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *(":nope:", ":Smile:", ": smile :", ":smile", "smile:", r"\:smile:", ":smile\n:"),
        *("10:30:45", "1:100:1", "a:b:c", "x:x:x", "std::end::x", "::end::", "é:x:", ":x:a", "b :x:1"),
        *("http://a:80:", "http://a/?q=:x:", "<https://a.b/#:x:>", "www.a.b/=:x:", "[a](:x:)", "[a](b?=:x:)", "a/:x:"),
        *("`:x:`", "```\n:x:\n```", "$a :x: b$", "$$\n:x:\n$$", "<!-- :x: -->", '<i title=":x:">', "<<QR:a :x:>>"),
        *("x[:end:]", ":end:`x`", ":key:=1", "<code>:x:</code>"),
    ],
)
def test_everything_else_stays(text: str) -> None:
    """Unknown names, times, paths, addresses, slices, code, formulas, comments, tags and placeholders."""
    assert shown(text) == text


def test_every_name_is_one_emoji() -> None:
    """No name is left without characters, and none holds letters or spaces."""
    from pymdownx.gemoji_db import aliases, emoji

    for name in (*emoji, *aliases):
        characters = shown(name)
        assert characters != name
        assert not any(char.isspace() or (char.isascii() and char.isalpha()) for char in characters)


def test_many_colons_take_no_time() -> None:
    """Neither names in a row nor addresses without an end are read again and again."""
    assert shown(":a" * 50_000) == ":a" * 50_000
    assert shown("http://a" + "/:x:" * 20_000).count("❌") == 0
    assert shown(":x:" * 20_000) == "❌" * 20_000
