"""Files that decks take in, and what slides say of each other, under the editor's hands."""

from __future__ import annotations

from collections.abc import Iterable

from edited import MakeEdited

from dl4ad_slides.serve.messages import Message

OTHER = "# Other\n\n---\n\n## One\n\nText\n\n---\n\n## Two\n\nText\n"
DRAWING = '<svg viewBox="0 0 9 9"><path d="{}"/></svg>'


def changed(messages: Iterable[Message]) -> dict[str, str]:
    """Return the slides that open pages get, by id."""
    found = [message["changed"] for message in messages if message["type"] == "slides"]
    return dict(found[0]) if found else {}


def codes(messages: Iterable[Message]) -> list[str]:
    told = [message for message in messages if message["type"] == "findings"]
    return [finding["code"] for finding in told[-1]["findings"]] if told else []


def test_an_included_slide_follows_its_file(make_course: MakeEdited) -> None:
    """A slide that changes in one place changes everywhere, and only that one."""
    edited = make_course({"decks/a.md": "# A\n\n---\n\n<<INCLUDE:b.md#one..two>>\n", "decks/b.md": OTHER})
    edited.open("a")
    slides = changed(edited.edit("decks/b.md", OTHER.replace("## Two\n\nText", "## Two\n\nNew")))
    assert list(slides) == ["two"]
    assert "<p>New</p>" in slides["two"]


def test_an_included_text_follows_its_file(make_course: MakeEdited) -> None:
    """Text amid other content, in a file that is no deck and includes another."""
    files = {
        "decks/a.md": "# A\n\n---\n\n## B\n\n<<INCLUDE:_parts/b.md>>\n\n---\n\n## C\n",
        "decks/_parts/b.md": "Say: <<INCLUDE:c.md>>\n",
        "decks/_parts/c.md": "old\n",
    }
    edited = make_course(files)
    edited.open("a")
    slides = changed(edited.edit("decks/_parts/c.md", "new\n"))
    assert list(slides) == ["b"]
    assert "<p>Say: new</p>" in slides["b"]


def test_a_file_that_comes_later_mends_the_slide(make_course: MakeEdited) -> None:
    """Nothing else need be touched; and when it goes, the last good slide stays under the finding."""
    edited = make_course({"decks/a.md": "# A\n\n---\n\n## B\n\n<<INCLUDE:_c.md>>\n"})
    edited.open("a")
    messages = edited.edit("decks/_c.md", "here\n")
    assert "<p>here</p>" in changed(messages)["b"]
    assert codes(messages) == []
    messages = edited.delete("decks/_c.md")
    assert codes(messages) == ["include-not-found"]
    assert changed(messages) == {}


def test_an_error_in_an_included_file_is_told_in_the_deck(make_course: MakeEdited) -> None:
    """With the place in its own file, and the last good slide below."""
    edited = make_course({"decks/a.md": "# A\n\n---\n\n<<INCLUDE:b.md#two>>\n", "decks/b.md": OTHER})
    edited.open("a")
    messages = edited.edit("decks/b.md", OTHER.replace("## Two\n\nText", "## Two\n\n$\\fracc$"))
    (told,) = (message for message in messages if message["type"] == "findings" and message["page"] == "a")
    (finding,) = told["findings"]
    assert (finding["code"], finding["file"], finding["line"]) == ("math-parse", "decks/b.md", 13)
    assert finding["notes"] == ["included from decks/a.md:5:1"]
    assert changed(messages) == {}


def test_running_titles_and_agenda_follow(make_course: MakeEdited) -> None:
    """The slides that show a section, and no others."""
    slides = ("# A\n\n<<AGENDA>>", "<!-- section: {} -->\n\n## B", "## C", "<!-- section: Z -->\n\n## D")
    deck = "\n\n---\n\n".join(slides)
    edited = make_course({"decks/a.md": deck.format("X")})
    edited.open("a")
    told = changed(edited.edit("decks/a.md", deck.format("Y")))
    assert sorted(told) == ["a", "b", "c"]


def test_numbers_of_figures_follow(make_course: MakeEdited) -> None:
    """A figure that comes before others moves their numbers, and the references to them."""
    deck = '# A\n\n---\n\n## B\n\n{}\n\n---\n\n## C\n\n![c](assets/c.svg "C"){{#fig-c}}\n\n---\n\n## D\n\nSee @fig-c.\n'
    edited = make_course({"decks/a.md": deck.format(""), "assets/c.svg": DRAWING})
    edited.open("a")
    slides = changed(edited.edit("decks/a.md", deck.format('![b](assets/c.svg "B")')))
    assert sorted(slides) == ["b", "c", "d"]
    assert "Figure\N{NO-BREAK SPACE}2" in slides["d"]


def test_a_drawing_in_the_page_follows_its_file(make_course: MakeEdited) -> None:
    """The slide is sent anew, for the drawing is part of it."""
    files = {
        "decks/a.md": '# A\n\n---\n\n## B\n\n![b](assets/b.svg "B"){inline}\n',
        "assets/b.svg": DRAWING.format("M0 0h1"),
    }
    edited = make_course(files)
    edited.open("a")
    slides = changed(edited.edit("assets/b.svg", DRAWING.format("M0 0h2")))
    assert list(slides) == ["b"]
    assert "M0 0h2" in slides["b"]


def test_a_drawing_that_is_half_saved_stays_as_it_was(make_course: MakeEdited) -> None:
    """Bytes that are no text are told, and the slide shows the last good drawing."""
    files = {"decks/a.md": "# A\n\n![a](assets/a.svg){inline}\n", "assets/a.svg": DRAWING.format("M1 1")}
    edited = make_course(files)
    edited.open("a")
    messages = edited.edit("assets/a.svg", b"\xff")
    assert changed(messages) == {}
    assert "asset-unreadable" in codes(messages)


def test_every_slide_that_takes_in_what_breaks_stays(make_course: MakeEdited) -> None:
    """One that is shown twice, and one that is taken in by a slide beside others of the same file."""
    includes = ("<<INCLUDE:b.md#two>>", "<<INCLUDE:b.md#two>>", "## X\n\n<<INCLUDE:b.md#one>>")
    edited = make_course({"decks/a.md": "# A $a$\n\n---\n\n" + "\n\n---\n\n".join(includes), "decks/b.md": OTHER})
    edited.open("a")
    for broken in ("## One\n\nText", "## Two\n\nText"):
        messages = edited.edit("decks/b.md", OTHER.replace(broken, f"{broken} $\\fracc$"))
        assert changed(messages) == {}
        assert "math-parse" in codes(messages)


def test_a_picture_takes_the_place_of_its_pair(make_course: MakeEdited) -> None:
    """What stood for it were two, one for each theme."""
    pair = {"assets/p-light.svg": "<svg/>", "assets/p-dark.svg": "<svg/>"}
    edited = make_course({"decks/a.md": "# A\n\n---\n\n## B\n\n![p](assets/p.svg)\n", **pair})
    assert "p-light.svg" in edited.open("a")
    assert 'data-src="assets/p.svg"' in changed(edited.edit("assets/p.svg", "<svg/>"))["b"]
