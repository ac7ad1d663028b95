"""What once ended in a traceback, lost a slide or never came to an end; it must not again."""

from __future__ import annotations

import time

import pytest

from conftest import MakeCourse

DIGITS = "9" * 5000
# name: text of the deck, what is to be in the report (nothing: there is no finding)
DECKS = {
    "a step of many digits": (f"```py [1-{DIGITS}]\nx\n```", "code-line-range"),
    "a first line of many digits": (f"```py [ln={DIGITS}]\nx\n```", ""),
    "a first number of many digits": (f"```py [{DIGITS}:1]\nx\n```", ""),
    "an address with one bracket": ('<iframe src="https://[x"></iframe>', "html-remote-frame"),
    "an address of slashes": ('<iframe src="//"></iframe>', "html-remote-frame"),
    "nested deeper than the stack": ("<div>" * 5000, "html-unbalanced"),
    "text without an end": ("<plaintext>", "html-unbalanced"),
    "a script within a script": ("<script><!--<script>", "html-unbalanced"),
    "a slide that is front matter": ("---\n# A\n---\n# B", "deck-front-matter"),
    "a timeline in an attribute": ('<b title="<<TIMELINE:t>>">a</b>', "placeholder-syntax"),
    "a placeholder over two lines": ('<<TIMELINE:t "a\nb">>', "placeholder-syntax"),
    "a formula of a hundred kilobytes": (f"${'x' * 100_000}$", "math-parse"),
    "a word of a megabyte": ("x" * 1_000_000, ""),
    "a comment full of brackets": (f"<!-- {'<' * 200_000} -->", ""),
    "an attribute comment of one word": (f"<!-- .element: {'a' * 200_000} -->", ""),
    "one heading five thousand times": ("## A\n---\n" * 5000, ""),
    "hundreds of figures, credited and referred to": (
        "\n---\n".join(
            f'![x](assets/x.svg "C @fig-{number - 1}"){{#fig-{number}}}\n\n{"@fig-1 " * 30}' for number in range(1, 501)
        )
        + "\n---\n<<CREDITS>>",
        "figure-unknown",
    ),
    "a control character in front matter": ("---\ntitle: \x80\n---\n# A", "deck-front-matter"),
    "a citation behind an unclosed fence": ("~~~[@a]", "code-unclosed-fence"),
    "a citation in an unclosed placeholder": ("<<BOX: [@a] @fig-a", "placeholder-unterminated"),
    "a key of a hundred kilobytes": (f"[@{'a' * 100_000}]", "cite-bibliography"),
    "a citation full of spaces": (f"[@a{' ' * 100_000}]", "cite-bibliography"),
    "line ends that are none": (
        '---\ntitle: "a\u2028b\x85c"\ntitel: d\n---\n# A',
        "decks/01-a.md:3:1: error[deck-unknown-key]",
    ),
}
SETTINGS = {
    "an alias in itself": "reveal: &a {b: *a}",
    "a date as a key": "reveal: {2026-10-15: 1}",
    "not a number": "reveal: {a: .nan}",
    "a flag that is none": "reveal: {a: !!bool x}",
    "a time that is none": "reveal: {a: !!timestamp x}",
    "a number of nothing": "reveal: {a: !!int ''}",
    "a number of many digits": f"reveal: {{a: {DIGITS}}}",
    "a character beyond all": 'title: "\\U00110000"',
    "half a character": 'title: "\\ud800"',
}


@pytest.mark.parametrize("name", DECKS)
def test_decks(course: MakeCourse, name: str) -> None:
    """A page comes out in seconds, and the deck behind it is built."""
    text, expected = DECKS[name]
    timeline = "events: [{year: 1, name: a}]"
    made = course({"decks/01-a.md": text, "decks/02-b.md": "# Sound\n", "timelines/t.yaml": timeline})
    started = time.process_time()
    outcome = made.build_all()
    assert time.process_time() - started < 10
    assert expected in outcome.stderr
    assert outcome.stderr or not expected
    assert {"01-a.html", "02-b.html"} <= made.built


@pytest.mark.parametrize("name", SETTINGS)
def test_settings(course: MakeCourse, name: str) -> None:
    """An error in slides.yaml, at its first line."""
    outcome = course({"decks/a.md": "# A\n", "slides.yaml": f"{SETTINGS[name]}\n"}).build()
    assert outcome.findings[0].startswith("slides.yaml:1:")
    assert outcome.exit_code == 1
