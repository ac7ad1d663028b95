"""Links to slides: those that lead nowhere are told, in a deck and between decks and pages."""

from __future__ import annotations

import pytest

from conftest import MakeCourse

DECK = """\
# Waves

<!-- .slide: aliases="swing" -->

## The pendulum

Why?[^1] See <span id="here">here</span> and @fig-a.

![A](assets/a.svg "A"){#fig-a}

[^1]: So.

---

## Only for some {#secret}

<!-- .slide: data-audience="instructor" -->
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
COURSE = {"decks/01-waves.md": DECK, "assets/a.svg": SVG, "pages/about.md": "# About\n\n## Rooms\n\n[a](#rooms)\n"}


def linking(course: MakeCourse, link: str, path: str = "decks/02-b.md") -> list[str]:
    made = course({**COURSE, path: f"# B\n\nA [link]({link}).\n\n---\n\n## Next\n"})
    return [line for line in made.build().stderr.splitlines() if "link-missing-slide" in line or "hint" in line]


@pytest.mark.parametrize("path", ["decks/02-b.md", "pages/b.md"])
@pytest.mark.parametrize(
    "target",
    [
        *("waves", "/waves", "swing", "here", "fig-a", "secret", "waves/2", "/2", "2/1", "/", ""),
    ],
)
def test_links_to_another_deck(course: MakeCourse, path: str, target: str) -> None:
    """Ids of slides, aliases, ids of elements, steps and routes; whoever sees the slide."""
    assert linking(course, f"01-waves.md#{target}", path) == []
    assert linking(course, f"01-waves.html#{target}", path) == []


@pytest.mark.parametrize("target", ["b", "/next", "#", "b/1"])
def test_links_within_a_deck(course: MakeCourse, target: str) -> None:
    """With the sign of a route or without."""
    assert linking(course, f"#{target.removeprefix('#')}") == []


@pytest.mark.parametrize(
    ("link", "page", "target", "hint"),
    [
        ("01-waves.md#wave", "01-waves", "wave", "Did you mean `waves`?"),
        ("01-waves.html#/Here", "01-waves", "Here", "Did you mean `here` or `secret`?"),
        ("#nxt", "02-b", "nxt", "Did you mean `next`?"),
        ("02-b.md#/nxt", "02-b", "nxt", "Did you mean `next`?"),
        ("#xyz", "02-b", "xyz", "The address of a slide in the browser ends in its id."),
        ("about.md#room", "about", "room", "Did you mean `rooms`?"),
    ],
)
def test_dead_links(course: MakeCourse, link: str, page: str, target: str, hint: str) -> None:
    """Each where it stands, with the nearest id."""
    message = f"decks/02-b.md:3:10: warning[link-missing-slide]: nothing in `{page}` has the id `{target}`"
    assert linking(course, link) == [message, f"  hint: {hint}"]


def test_dead_links_of_pages(course: MakeCourse) -> None:
    """To decks, and to their own headings."""
    message = "pages/b.md:3:10: warning[link-missing-slide]: nothing in `{}` has the id `{}`"
    assert linking(course, "#nxt", "pages/b.md")[0] == message.format("b", "nxt")
    assert linking(course, "01-waves.md#nope", "pages/b.md")[0] == message.format("01-waves", "nope")


def test_an_included_slide_may_lose_what_it_links_to(course: MakeCourse) -> None:
    """In the deck that takes it in, with the way there."""
    made = course(
        {"decks/_c.md": "## C\n\n[a](#d)\n\n---\n\n## D\n", "decks/a.md": "# A\n\n---\n\n<<INCLUDE:_c.md#c>>\n"}
    )
    assert made.build().stderr.splitlines()[:3] == [
        "decks/_c.md:3:5: warning[link-missing-slide]: nothing in `a` has the id `d`",
        "  hint: The address of a slide in the browser ends in its id.",
        "  note: included from decks/a.md:5:1",
    ]


def test_a_link_to_a_draft(course: MakeCourse) -> None:
    """It is there, and has no page yet; who sees drafts may follow it."""
    made = course({"decks/a.md": "# A\n\n[a](b.md#nope)\n", "decks/b.md": "---\ndraft: true\n---\n# B\n"})
    assert made.build().stderr.splitlines()[:2] == [
        "decks/a.md:3:5: warning[link-missing-deck]: there is no page `b` yet: that deck is a draft",
        "  hint: Take `draft: true` out of its front matter, or leave the link out until then.",
    ]
    assert "link-missing-deck" not in made.build("--audience", "instructor").stderr


@pytest.mark.parametrize("address", ["www.example.org", "example.org/sim", "example.org", "www.example.org/a.pdf"])
def test_addresses_without_a_scheme(course: MakeCourse, address: str) -> None:
    """On a slide and in front matter: they would be files of the course."""
    made = course({"decks/a.md": f"---\nlinks: {{x: {address}}}\n---\n# A\n\n[a]({address})\n"})
    assert made.build().stderr.count(f"  hint: Write `https://{address}`.") == 2


@pytest.mark.parametrize("address", ["notes.pdf", "v1.0/notes.pdf", "assets/x.org/y", "img.d/a"])
def test_files_are_no_hosts(course: MakeCourse, address: str) -> None:
    """Although they hold points."""
    assert "https" not in course({"decks/a.md": f"# A\n\n[a]({address})\n"}).build().stderr


def test_decks_that_are_not_built_are_not_asked(course: MakeCourse) -> None:
    """A build of one deck knows nothing of the others' slides."""
    made = course({**COURSE, "decks/02-b.md": "# B\n\n[a](01-waves.md#nope) [b](#nope)\n"})
    assert made.build("02-b").stderr.count("link-missing-slide") == 1


def test_a_number_is_not_meant_for_another_one(course: MakeCourse) -> None:
    """The hint for slide 25 names no slide 2."""
    report = course({"decks/a.md": "# A\n\n[see](#25)\n\n---\n\nText\n"}).build().stderr
    assert "`slide-25`" in report
    assert "Did you mean" not in report


def test_an_id_on_a_list_of_several_slides(course: MakeCourse) -> None:
    """The first of them has it, and nothing is told of the others."""
    figures = "\n\n---\n\n".join(
        f'![x](assets/x.svg "Caption {number} (Source {number}, CC BY 4.0)")' for number in range(60)
    )
    deck = f"# A\n\n---\n\n{figures}\n\n---\n\n## Pictures {{#pictures}}\n\n<<CREDITS>>\n"
    made = course({"decks/a.md": deck, "assets/x.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>'})
    assert made.build().stderr == ""
    ids = [slide.attributes["id"] or "" for slide in made.slides("a.html")]
    sheets = [one for one in ids if one.startswith("pictures")]
    assert sheets[0] == "pictures"
    assert len(sheets) > 1
