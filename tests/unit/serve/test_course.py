"""The course under the editor's hands: every kind of file that changes, and what open pages are told."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from edited import MakeEdited

from dl4ad_slides.render.context import SlideContext
from dl4ad_slides.render.deck import deck
from dl4ad_slides.render.pages.pages import PageTemplateError
from dl4ad_slides.render.slide.compose import compose_slide
from dl4ad_slides.render.slide.unresolved import UnresolvedSlide
from dl4ad_slides.serve.files import asset, static_file
from dl4ad_slides.serve.messages import Message

DECK = "# Title\n\n---\n\n## One\n\nText\n\n---\n\n## Two\n\nText\n"
FRONT = "---\ntitle: Lecture\nauthors: [Ada]\n---\n"
TIMELINE = "title: T\nevents:\n  - {year: 1847, name: Descent}\n  - {year: 1951, name: Stochastic}\n"
PARTIAL = "<p>Box: {{ argument }}</p>\n"


def types(messages: Iterable[Message]) -> list[object]:
    return [message["type"] for message in messages]


def only(messages: list[Message], kind: str) -> Message:
    (message,) = (message for message in messages if message["type"] == kind)
    return message


def codes(message: Message) -> list[str]:
    return [finding["code"] for finding in message["findings"]]


def changed(messages: list[Message]) -> list[str]:
    return list(only(messages, "slides")["changed"])


# -- Decks ---------------------------------------------------------------------------------------------


def test_tells_the_changed_slide_of_an_open_deck(make_course: MakeEdited) -> None:
    """A changed word sends the slide that holds it, and nothing else."""
    edited = make_course({"decks/a.md": DECK})
    edited.open("a")
    messages = edited.edit("decks/a.md", DECK + "\nMore.\n")
    assert (types(messages), changed(messages)) == (["slides"], ["two"])


def test_renders_nothing_that_nobody_looks_at(make_course: MakeEdited) -> None:
    """An edit of a deck whose page was never asked for sends no slides."""
    edited = make_course({"decks/a.md": DECK, "decks/b.md": DECK})
    edited.open("a")
    assert "slides" not in types(edited.edit("decks/b.md", DECK + "\nEven more.\n"))


def test_leaves_other_open_decks_alone(make_course: MakeEdited, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edit of one deck renders no slide of the other open ones."""
    edited = make_course({"decks/a.md": DECK, "decks/b.md": DECK})
    edited.open("a")
    edited.open("b")
    composed: list[str] = []

    def compose(context: SlideContext) -> UnresolvedSlide:
        composed.append(context.text.source.content.file)
        return compose_slide(context)

    monkeypatch.setattr(deck, "compose_slide", compose)
    edited.edit("decks/a.md", DECK + "\nMore.\n")
    assert composed == ["decks/a.md"]


def test_a_deck_leads_to_those_around_it(make_course: MakeEdited) -> None:
    """As they are when the page is asked for: with their newest titles, and those that came."""
    edited = make_course({"decks/a.md": DECK, "decks/b.md": DECK})
    assert 'title="Title"' in edited.open("a")
    edited.edit("decks/b.md", DECK.replace("# Title", "# Other"))
    assert 'href="b.html" title="Other"' in edited.open("a")
    edited.edit("decks/ab.md", DECK.replace("# Title", "# Between"))
    assert 'href="ab.html" title="Between"' in edited.open("a")


def test_sends_nothing_for_a_file_that_was_saved_as_it_was(make_course: MakeEdited) -> None:
    """A deck that is saved without a change is no news."""
    edited = make_course({"decks/a.md": DECK})
    edited.open("a")
    assert edited.edit("decks/a.md", DECK) == []


def test_shows_a_new_deck_on_the_index(make_course: MakeEdited) -> None:
    """A new deck makes the index new, and its page can be opened."""
    edited = make_course({"decks/a.md": DECK})
    edited.course.index_page()
    assert types(edited.edit("decks/b.md", "# Newcomer\n")) == ["index"]
    assert "Newcomer" in edited.course.index_page()
    assert "Newcomer" in edited.open("b")


def test_says_that_a_deck_is_gone(make_course: MakeEdited) -> None:
    """A deleted deck is told to its open page, and leaves the index."""
    edited = make_course({"decks/a.md": DECK, "decks/b.md": "# Leaving\n"})
    edited.course.index_page()
    edited.open("b")
    assert types(edited.delete("decks/b.md")) == ["gone", "index"]
    assert edited.course.deck_page("b") is None
    assert "Leaving" not in edited.course.index_page()


def test_loads_a_deck_again_that_comes_back(make_course: MakeEdited) -> None:
    """The page of a deck that was deleted is loaded again when the deck returns, as after two `git checkout`s."""
    edited = make_course({"decks/a.md": DECK, "decks/b.md": DECK})
    edited.open("b")
    edited.delete("decks/b.md")
    messages = edited.edit("decks/b.md", "# Back\n")
    assert {"type": "reload", "page": "b"} in messages
    assert "Back" in edited.open("b")


def test_follows_a_renamed_deck(make_course: MakeEdited) -> None:
    """A renamed file is gone under its old name and there under its new one."""
    edited = make_course({"decks/a.md": DECK, "decks/b.md": DECK})
    edited.course.index_page()
    edited.open("a")
    (edited.root / "decks/a.md").rename(edited.root / "decks/c.md")
    assert types(edited.course.update({"decks/a.md", "decks/c.md"})) == ["gone", "index"]
    assert "Title" in edited.open("c")


def test_counts_slides_on_the_index(make_course: MakeEdited) -> None:
    """A slide below another, far from the beginning of its deck, makes the index new: it counts slides."""
    long = DECK + "\nWords and words.\n" * 300
    edited = make_course({"decks/a.md": long})
    assert "3 slides" in edited.course.index_page()
    assert types(edited.edit("decks/a.md", long + "\n--\n\n## Below\n")) == ["index"]
    assert "4 slides" in edited.course.index_page()


def test_says_when_the_last_deck_goes_and_forgets_it_with_the_next(make_course: MakeEdited) -> None:
    """A course without decks is a finding, until there is one."""
    edited = make_course({"decks/a.md": DECK})
    assert codes(only(edited.delete("decks/a.md"), "findings")) == ["config-no-decks"]
    assert codes(only(edited.edit("decks/b.md", DECK), "findings")) == []


@pytest.mark.parametrize("moment", ["", "\n \n", "\ufeff"])
def test_keeps_a_deck_that_is_emptied(make_course: MakeEdited, moment: str) -> None:
    """A deck that is empty for a moment stays in page and index; what it says next is the difference to before."""
    edited = make_course({"decks/a.md": DECK})
    edited.open("a")
    messages = edited.edit("decks/a.md", moment)
    assert types(messages) == ["findings"]
    assert codes(messages[0]) == ["deck-empty"]
    assert "Two" in edited.open("a")
    assert "Title" in edited.course.index_page()
    messages = edited.edit("decks/a.md", DECK + "\nMore.\n")
    assert (types(messages), changed(messages)) == (["slides", "findings"], ["two"])


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_keeps_a_deck_that_cannot_be_read(make_course: MakeEdited) -> None:
    """A deck without permission to read it stays, with a finding."""
    edited = make_course({"decks/a.md": DECK})
    edited.open("a")
    (edited.root / "decks/a.md").chmod(0)
    assert codes(only(list(edited.course.update({"decks/a.md"})), "findings")) == ["deck-unreadable"]
    assert "Two" in edited.open("a")


def test_keeps_a_deck_in_whose_place_there_is_a_folder(make_course: MakeEdited) -> None:
    """A deck whose file cannot be read stays in page and index, with a finding, and comes back when it can."""
    edited = make_course({"decks/a.md": DECK})
    edited.open("a")
    (edited.root / "decks/a.md").unlink()
    (edited.root / "decks/a.md").mkdir()
    messages = list(edited.course.update({"decks/a.md"}))
    assert types(messages) in (["findings"], ["gone", "index", "findings"])
    (edited.root / "decks/a.md").rmdir()
    edited.edit("decks/a.md", DECK + "\nMore.\n")
    assert "More." in edited.open("a")
    assert edited.course.all_findings() == ()


def test_keeps_a_deck_that_is_no_text(make_course: MakeEdited) -> None:
    """Bytes that are no text leave the last good state in place, with the finding over it."""
    edited = make_course({"decks/a.md": DECK})
    edited.open("a")
    messages = edited.edit("decks/a.md", DECK.encode() + b"\xff\xfe")
    assert types(messages) == ["findings"]
    assert messages[0]["findings"][0]["severity"] == "error"
    assert types(edited.edit("decks/a.md", DECK)) == ["findings"]


def test_shows_a_deck_with_a_stray_control_character(make_course: MakeEdited) -> None:
    """One such character is a warning, and the rest goes on."""
    edited = make_course({"decks/a.md": DECK})
    edited.open("a")
    messages = edited.edit("decks/a.md", DECK.encode() + b"\x00")
    assert types(messages) == ["slides", "findings"]
    assert [finding["severity"] for finding in messages[1]["findings"]] == ["warning"]


def test_takes_the_other_of_two_decks_with_one_page(make_course: MakeEdited) -> None:
    """Of two decks with the same page the first is shown; without it the second comes out of its shadow."""
    edited = make_course({"decks/a.md": "# First\n", "decks/y/a.md": "# Second\n"})
    edited.course.index_page()
    assert "First" in edited.open("a")
    assert [finding.code for finding in edited.course.all_findings()] == ["deck-duplicate-page"]
    messages = edited.delete("decks/a.md")
    assert types(messages) == ["slides", "index", "findings", "findings"]
    assert "Second" in edited.open("a")
    assert edited.course.all_findings() == ()
    edited.edit("decks/a.md", "# First again\n")
    assert "First again" in edited.open("a")
    assert [finding.position.file for finding in edited.course.all_findings()] == ["decks/y/a.md"]


@pytest.mark.parametrize("path", ["decks/_draft.md", "decks/.hidden.md", "decks/_parts/a.md", "decks/notes.txt"])
def test_ignores_files_that_are_no_decks(make_course: MakeEdited, path: str) -> None:
    """Files that begin with an underscore or a dot, or are no Markdown, change nothing."""
    edited = make_course({"decks/a.md": DECK})
    edited.open("a")
    assert edited.edit(path, "# No deck\n") == []


# -- Front matter --------------------------------------------------------------------------------------


def test_reloads_for_another_front_matter(make_course: MakeEdited) -> None:
    """What front matter says stands outside of the slides: its page is loaded again."""
    edited = make_course({"decks/a.md": FRONT + DECK})
    edited.course.index_page()
    edited.open("a")
    messages = edited.edit("decks/a.md", FRONT.replace("Ada", "Grace") + DECK)
    assert types(messages) == ["reload", "index"]


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param("---\ntitle: Lecture\nauthors: [Ada\n---\n", id="no YAML"),
        pytest.param("---\ntitle: Lecture\nautors: [Ada]\n---\n", id="unknown key"),
        pytest.param("---\n- Lecture\n---\n", id="no mapping"),
    ],
)
def test_keeps_front_matter_while_it_is_broken(make_course: MakeEdited, broken: str) -> None:
    """With front matter that cannot be read the last good one holds, and edits below it are shown."""
    edited = make_course({"decks/a.md": FRONT + DECK})
    edited.open("a")
    assert types(edited.edit("decks/a.md", broken + DECK)) == ["findings"]
    messages = edited.edit("decks/a.md", broken + DECK + "\nMore.\n")
    assert "slides" in types(messages)
    assert "reload" not in types(messages)
    assert "<title>Lecture" in edited.open("a")
    messages = edited.edit("decks/a.md", FRONT + DECK + "\nMore.\n")
    assert (types(messages), codes(messages[-1])) == (["findings"], [])


def test_keeps_a_deck_whose_front_matter_is_open(make_course: MakeEdited) -> None:
    """While front matter is not closed, its lines do not become a slide."""
    edited = make_course({"decks/a.md": FRONT + DECK})
    edited.open("a")
    # Without dashes below it, nothing closes it.
    messages = edited.edit("decks/a.md", "---\ntitle: Lecture\n\n# Title\n\nText\n")
    assert (types(messages), codes(messages[0])) == (["findings"], ["deck-front-matter"])
    assert "Two" in edited.open("a")


# -- Errors on slides ------------------------------------------------------------------------------------


def test_keeps_the_last_good_slide(make_course: MakeEdited) -> None:
    """A slide with an error stays as it was, while the rest of its deck follows; mended, it is shown again."""
    edited = make_course({"decks/a.md": "# Title\n\n---\n\n## One\n\n$a$\n\n---\n\n## Two\n\n$b$\n"})
    edited.open("a")
    messages = edited.edit("decks/a.md", "# Title\n\n---\n\n## One\n\n$\\fracc$\n\n---\n\n## Two\n\n$c$\n")
    assert (types(messages), changed(messages)) == (["slides", "findings"], ["two"])
    assert codes(messages[1]) == ["math-parse"]
    assert "math-error" not in edited.open("a")
    messages = edited.edit("decks/a.md", "# Title\n\n---\n\n## One\n\n$\\frac12$\n\n---\n\n## Two\n\n$c$\n")
    assert (types(messages), changed(messages), codes(messages[1])) == (["slides", "findings"], ["one"], [])


def test_shows_the_error_of_a_slide_that_was_never_good(make_course: MakeEdited) -> None:
    """A new slide with an error shows it, and shows the next one when it is edited."""
    edited = make_course({"decks/a.md": "# Title\n\n$a$\n"})
    edited.open("a")
    messages = edited.edit("decks/a.md", "# Title\n\n$a$\n\n---\n\n## New\n\n$\\fracc$\n")
    assert "\\fracc" in only(messages, "slides")["changed"]["new"]
    messages = edited.edit("decks/a.md", "# Title\n\n$a$\n\n---\n\n## New\n\n$\\fraccc$\n")
    assert "\\fraccc" in only(messages, "slides")["changed"]["new"]


def test_knows_a_broken_slide_by_its_place_when_its_heading_changes(make_course: MakeEdited) -> None:
    """A slide whose heading changes together with what breaks it stays as it was."""
    edited = make_course({"decks/a.md": "# Title\n\n$a$\n\n---\n\n## One\n\nText\n"})
    edited.open("a")
    messages = edited.edit("decks/a.md", "# Title\n\n$a$\n\n---\n\n## Other\n\n$\\fracc$\n")
    assert types(messages) == ["findings"]


def test_never_shows_a_slide_twice(make_course: MakeEdited) -> None:
    """Slides that change places while one of them breaks keep ids of their own."""
    edited = make_course({"decks/a.md": "# A\n\n$a$\n\n---\n\n## B\n\n---\n\n## C\n"})
    edited.open("a")
    messages = edited.edit("decks/a.md", "# B\n\n$\\fracc$\n\n---\n\n## A\n\n$a$\n\n---\n\n## C\n")
    order = only(messages, "slides")["order"]
    assert sorted(slide for stack in order for slide in stack) == ["a", "b", "c"]


def test_stacks_a_broken_slide(make_course: MakeEdited) -> None:
    """The last good state of a slide takes the place that the broken one has now."""
    edited = make_course({"decks/a.md": "# A\n\n$a$\n\n---\n\n## B\n\nText\n"})
    edited.open("a")
    messages = edited.edit("decks/a.md", "# A\n\n$a$\n\n--\n\n## B\n\n$\\fracc$\n")
    assert only(messages, "slides")["order"] == [["a", "b"]]


def test_tells_findings_only_when_they_change(make_course: MakeEdited) -> None:
    """Findings appear once, move with their lines, and vanish with an empty list."""
    edited = make_course({"decks/a.md": "# Title\n"})
    edited.open("a")
    broken = "# Title\n\n---\n\n## One\n\n![x](assets/none.png)\n"
    first = only(edited.edit("decks/a.md", broken), "findings")
    assert (first["page"], codes(first), first["findings"][0]["line"]) == ("a", ["asset-missing"], 7)
    assert "findings" not in types(edited.edit("decks/a.md", broken + "\nMore.\n"))
    moved = only(edited.edit("decks/a.md", "\n" + broken + "\nMore.\n"), "findings")
    assert moved["findings"][0]["line"] == 8
    assert codes(only(edited.edit("decks/a.md", "# Title\n"), "findings")) == []


def test_tells_the_findings_of_a_deck_that_is_first_opened(make_course: MakeEdited) -> None:
    """Pages share a connection, so the findings of a page are sent when it is made, not only when it connects."""
    edited = make_course({"decks/a.md": "# Title\n\n$\\fracc$\n"})
    assert edited.told == []
    edited.open("a")
    assert [(message["page"], codes(message)) for message in edited.told] == [("a", ["math-parse"])]
    edited.open("a")
    assert len(edited.told) == 1


# -- Timelines and partials ------------------------------------------------------------------------------

WITH_TIMELINE = {
    "decks/a.md": "# Title\n\n---\n\n## Time\n\n<<TIMELINE:t>>\n\n---\n\n## Two\n",
    "timelines/t.yaml": TIMELINE,
}


def test_renders_only_the_slides_of_a_timeline(make_course: MakeEdited) -> None:
    """A changed timeline sends the slides that show it."""
    edited = make_course(WITH_TIMELINE)
    edited.open("a")
    messages = edited.edit("timelines/t.yaml", TIMELINE.replace("Descent", "Ascent"))
    assert (types(messages), changed(messages)) == (["slides"], ["time"])


def test_leaves_slides_alone_that_show_another_timeline(make_course: MakeEdited) -> None:
    """A timeline that no open slide shows sends nothing."""
    edited = make_course({**WITH_TIMELINE, "timelines/other.yaml": TIMELINE})
    edited.open("a")
    assert edited.edit("timelines/other.yaml", TIMELINE.replace("Descent", "Ascent")) == []


def test_follows_a_timeline_through_a_partial(make_course: MakeEdited) -> None:
    """A timeline that a Markdown partial names is followed like one that stands on the slide."""
    partial = "{# markdown #}\n<<TIMELINE:{{ argument }}_line>>\n"
    deck = "# Title\n\n---\n\n## Time\n\n<<SHOW:t>>\n\n---\n\n## Two\n"
    edited = make_course(
        {"decks/a.md": deck, "theme/partials/show.html.j2": partial, "timelines/t_line.yaml": TIMELINE}
    )
    edited.open("a")
    messages = edited.edit("timelines/t_line.yaml", TIMELINE.replace("Descent", "Ascent"))
    assert changed(messages) == ["time"]
    assert "Ascent" in only(messages, "slides")["changed"]["time"]


def test_a_partial_is_no_timeline(make_course: MakeEdited) -> None:
    """A timeline of the same name as what a partial is given does not render its slide anew."""
    deck = "# Title\n\n---\n\n## Box\n\n<<BOX:t>>\n"
    edited = make_course({"decks/a.md": deck, "theme/partials/box.html.j2": PARTIAL, "timelines/t.yaml": TIMELINE})
    edited.open("a")
    before = edited.course.rendered("a")
    edited.edit("timelines/t.yaml", TIMELINE.replace("Descent", "Ascent"))
    after = edited.course.rendered("a")
    assert before is not None
    assert after is not None
    assert after.slides[1] is before.slides[1]


def test_keeps_the_timeline_while_its_file_is_broken(make_course: MakeEdited) -> None:
    """A broken timeline file leaves the slide as it was and shows where it is broken, on deck and index."""
    edited = make_course(WITH_TIMELINE)
    edited.open("a")
    messages = edited.edit("timelines/t.yaml", TIMELINE.replace("1951", "soon"))
    assert types(messages) == ["findings", "findings"]
    assert [message["page"] for message in messages] == ["", "a"]
    assert all(message["findings"][-1]["file"] == "timelines/t.yaml" for message in messages)
    messages = edited.edit("timelines/t.yaml", TIMELINE.replace("Descent", "Ascent"))
    assert (types(messages), [codes(message) for message in messages[1:]]) == (
        ["slides", "findings", "findings"],
        [[], []],
    )


def test_tells_a_missing_timeline_from_a_broken_one(make_course: MakeEdited) -> None:
    """What the slide says of its timeline follows the timeline: missing, broken, there, gone."""
    edited = make_course({"decks/a.md": WITH_TIMELINE["decks/a.md"]})
    edited.open("a")
    said = [finding.message for finding in edited.course.findings("a")]
    assert said == ["there is no timeline `t`"]
    edited.edit("timelines/t.yaml", "events: [")
    assert [finding.message for finding in edited.course.findings("a")] == ["the timeline `t` has errors"]
    messages = edited.edit("timelines/t.yaml", TIMELINE)
    assert changed(messages) == ["time"]
    assert edited.course.all_findings() == ()
    messages = edited.delete("timelines/t.yaml")
    assert types(messages) == ["findings"]
    assert [finding.message for finding in edited.course.findings("a")] == ["there is no timeline `t`"]


def test_renders_only_the_slides_of_a_partial(make_course: MakeEdited) -> None:
    """A changed partial sends the slides that use one; a broken one leaves them as they were."""
    edited = make_course(
        {"decks/a.md": "# Title\n\n---\n\n## Box\n\n<<BOX:x>>\n", "theme/partials/box.html.j2": PARTIAL}
    )
    assert "Box: x" in edited.open("a")
    messages = edited.edit("theme/partials/box.html.j2", PARTIAL.replace("Box", "Crate"))
    assert (types(messages), changed(messages)) == (["slides"], ["box"])
    messages = edited.edit("theme/partials/box.html.j2", "{% if %}")
    assert (types(messages), codes(messages[0])) == (["findings"], ["placeholder-template"])
    assert "Crate: x" in edited.open("a")
    messages = edited.edit("theme/partials/box.html.j2", PARTIAL)
    assert (types(messages), changed(messages)) == (["slides", "findings"], ["box"])


def test_follows_new_and_deleted_partials(make_course: MakeEdited) -> None:
    """A placeholder without a partial shows its error until the partial is there."""
    edited = make_course({"decks/a.md": "# Title\n\n---\n\n## Box\n\n<<BOX:x>>\n"})
    edited.open("a")
    assert [finding.code for finding in edited.course.findings("a")] == ["placeholder-unknown"]
    assert changed(edited.edit("theme/partials/box.html.j2", PARTIAL)) == ["box"]
    assert types(edited.delete("theme/partials/box.html.j2")) == ["findings"]


# -- Theme -----------------------------------------------------------------------------------------------


def test_swaps_a_style_sheet(make_course: MakeEdited) -> None:
    """A changed style sheet is swapped, under an address that no cache knows."""
    edited = make_course({"decks/a.md": DECK, "theme/css/mine.css": "p {}"})
    edited.open("a")
    messages = edited.edit("theme/css/mine.css", "p { color: red }")
    assert types(messages) == ["css"]
    assert messages[0]["path"] == "_static/css/mine.css"
    assert str(messages[0]["href"]).startswith("_static/css/mine.css?v=")


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("theme/js/mine.js", "1;", "2;"),
        ("theme/css/new.css", None, "p {}"),
        ("theme/css/tokens.css", None, ":root {}"),
        ("theme/js/mine.js", "1;", None),
    ],
)
def test_reloads_for_scripts_and_for_files_that_come_and_go(
    make_course: MakeEdited, path: str, before: str | None, after: str | None
) -> None:
    """A changed script, and a style sheet or script that comes or goes, reload all pages."""
    edited = make_course({"decks/a.md": DECK, **({path: before} if before else {})})
    edited.open("a")
    messages = edited.edit(path, after) if after else edited.delete(path)
    assert messages == [{"type": "reload", "page": None}]
    edited.open("a")


def test_refreshes_pictures_of_the_theme(make_course: MakeEdited) -> None:
    """A changed picture of the theme is refreshed in place."""
    edited = make_course({"decks/a.md": DECK, "theme/images/x.svg": "<svg/>"})
    messages = edited.edit("theme/images/x.svg", "<svg></svg>")
    assert [(message["type"], message["path"]) for message in messages] == [("asset", "_static/images/x.svg")]


def test_reloads_for_a_template_and_keeps_the_last_good_one(make_course: MakeEdited) -> None:
    """A changed template reloads all pages; a broken one does not, and shows where it is broken."""
    own = "<html><head></head><body><main>{{ sections }}</main></body></html>"
    edited = make_course({"decks/a.md": DECK})
    edited.open("a")
    assert edited.edit("theme/templates/deck.html.j2", own) == [{"type": "reload", "page": None}]
    assert "<html><head></head>" in edited.open("a")
    messages = edited.edit("theme/templates/deck.html.j2", own + "\n{{ nothing.here }}")
    assert types(messages) == ["findings", "findings"]
    (finding,) = messages[1]["findings"]
    assert (finding["code"], finding["file"], finding["line"]) == ("theme-template", "theme/templates/deck.html.j2", 2)
    assert [row["text"] for row in finding["excerpt"]][-1] == "{{ nothing.here }}"
    assert "<html><head></head>" in edited.open("a")
    messages = edited.edit("theme/templates/deck.html.j2", own.replace("main", "article"))
    assert (types(messages), codes(messages[-1])) == (["reload", "findings", "findings"], [])


def test_reloads_the_page_of_an_error_with_the_next_template(make_course: MakeEdited) -> None:
    """A page that could not be made at all is made anew with every change of the templates."""
    edited = make_course({"decks/a.md": DECK, "theme/templates/deck.html.j2": "{% if %}"})
    with pytest.raises(PageTemplateError):
        edited.open("a")
    assert "reload" in types(edited.edit("theme/templates/deck.html.j2", "{% for %}"))
    assert "reload" in types(edited.edit("theme/templates/deck.html.j2", "<body>{{ sections }}</body>"))
    assert "Title" in edited.open("a")


# -- Settings --------------------------------------------------------------------------------------------


def test_reloads_for_the_settings(make_course: MakeEdited) -> None:
    """Other settings reload all pages."""
    edited = make_course({"decks/a.md": DECK, "slides.yaml": "title: Before\n"})
    edited.open("a")
    assert types(edited.edit("slides.yaml", "title: After\n")) == ["reload"]
    assert "After" in edited.open("a")


def test_does_not_reload_for_a_comment_in_the_settings(make_course: MakeEdited) -> None:
    """Settings that say the same as before change nothing."""
    edited = make_course({"decks/a.md": DECK, "slides.yaml": "title: Before\n"})
    edited.open("a")
    assert edited.edit("slides.yaml", "title: Before  # as it was\n") == []


def test_keeps_settings_while_they_are_broken(make_course: MakeEdited) -> None:
    """Settings that are no YAML leave the last good ones in place; decks that change with them are taken in."""
    edited = make_course({"decks/a.md": DECK, "slides.yaml": "title: Before\n"})
    edited.open("a")
    edited.write("decks/a.md", DECK + "\nMore.\n")
    edited.write("slides.yaml", "title: [\n")
    messages = list(edited.course.update({"slides.yaml", "decks/a.md"}))
    assert types(messages) == ["slides", "findings", "findings"]
    assert codes(messages[1]) == ["config-yaml"]
    assert "Before" in edited.open("a")
    messages = edited.edit("slides.yaml", "title: Before\n")
    assert [codes(message) for message in messages] == [[], []]


def test_finds_decks_under_another_folder(make_course: MakeEdited) -> None:
    """Settings may name another folder of decks while the preview runs."""
    edited = make_course({"decks/a.md": DECK, "lectures/b.md": "# Elsewhere\n"})
    edited.edit("slides.yaml", "paths: {decks: lectures}\n")
    assert "Elsewhere" in edited.open("b")
    assert edited.course.deck_page("a") is None


def test_forgets_the_findings_of_an_engine_that_no_deck_uses(make_course: MakeEdited) -> None:
    """A Markdown extension that does not exist is a finding until its deck asks for another."""
    front = "---\nmarkdown: {engine: python-markdown, extensions: [nowhere]}\n---\n"
    edited = make_course({"decks/a.md": front + DECK})
    edited.open("a")
    assert [finding.code for finding in edited.course.findings("a")] == ["config-markdown-extension"]
    edited.edit("decks/a.md", front.replace("nowhere", "tables") + DECK)
    assert edited.course.all_findings() == ()


# -- Assets ----------------------------------------------------------------------------------------------

WITH_PICTURE = {"decks/a.md": "# Title\n\n---\n\n## One\n\n![x](assets/x.svg)\n\n---\n\n## Two\n"}


def test_refreshes_a_picture(make_course: MakeEdited) -> None:
    """A picture that was written anew is refreshed; no slide is sent."""
    edited = make_course({**WITH_PICTURE, "assets/x.svg": "<svg/>"})
    edited.open("a")
    first, second = edited.edit("assets/x.svg", "<svg></svg>"), edited.edit("assets/x.svg", "<svg/>")
    assert (types(first), first[0]["path"]) == (["asset"], "assets/x.svg")
    assert first[0]["version"] != second[0]["version"]


def test_shows_a_picture_that_was_missing(make_course: MakeEdited) -> None:
    """A picture that comes is asked for again by pages that did not get it, and its finding vanishes; and back."""
    edited = make_course(WITH_PICTURE)
    edited.open("a")
    messages = edited.edit("assets/x.svg", "<svg/>")
    assert (types(messages), codes(messages[1])) == (["asset", "findings"], [])
    messages = edited.delete("assets/x.svg")
    assert (types(messages), codes(messages[0])) == (["findings"], ["asset-missing"])


def test_renders_no_slide_for_a_new_picture(make_course: MakeEdited) -> None:
    """A picture that comes or goes renders only slides that refer to it."""
    edited = make_course({**WITH_PICTURE, "assets/x.svg": "<svg/>"})
    edited.open("a")
    before = edited.course.rendered("a")
    edited.edit("assets/y.svg", "<svg/>")
    after = edited.course.rendered("a")
    assert before is not None
    assert after is not None
    assert all(one is other for one, other in zip(before.slides, after.slides, strict=True))


def test_updates_links_to_decks_that_come_and_go(make_course: MakeEdited) -> None:
    """A link to a deck that does not exist is a finding until the deck does."""
    edited = make_course({"decks/a.md": "# Title\n\n[next](b.md)\n"})
    edited.open("a")
    assert [finding.code for finding in edited.course.findings("a")] == ["link-missing-deck"]
    assert codes(only(edited.edit("decks/b.md", "# B\n"), "findings")) == []
    assert codes(only(edited.delete("decks/b.md"), "findings")) == ["link-missing-deck"]


def test_does_not_follow_links_out(make_course: MakeEdited, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A symbolic link out of the project is not served, one inside of it is, and so is a folder that is a link."""
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.svg").write_text("secret")
    edited = make_course({"decks/a.md": DECK, "assets/real.svg": "<svg/>", "theme/css/real.css": "p {}"})
    (edited.root / "assets/out.svg").symlink_to(outside / "secret.svg")
    (edited.root / "assets/in.svg").symlink_to(edited.root / "assets/real.svg")
    (edited.root / "theme/css/out.css").symlink_to(outside / "secret.svg")
    edited.course.update({"assets/out.svg", "assets/in.svg", "theme/css/out.css"})
    assert asset(edited.course.project, "assets/out.svg") is None
    assert static_file(edited.course.project, "css/out.css") is None
    assert asset(edited.course.project, "assets/in.svg") == edited.root / "assets/in.svg"
    assert static_file(edited.course.project, "css/real.css") is not None


def test_serves_a_folder_that_is_a_link(make_course: MakeEdited, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A whole `assets` folder may lie elsewhere: that is its author's wish."""
    outside = tmp_path_factory.mktemp("pictures")
    (outside / "x.svg").write_text("<svg/>")
    edited = make_course({"decks/a.md": DECK})
    (edited.root / "assets").symlink_to(outside)
    edited.course.update({"assets/x.svg"})
    assert asset(edited.course.project, "assets/x.svg") is not None


# -- Size ------------------------------------------------------------------------------------------------


def test_forgets_what_it_does_not_show(make_course: MakeEdited) -> None:
    """After many edits no more slides and decks are kept than the course has."""
    edited = make_course({"decks/a.md": DECK})
    for edit in range(30):
        edited.edit("decks/a.md", f"# Title {edit}\n\n---\n\n## {edit}\n")
        edited.course.index_page()
        edited.edit(f"decks/other{edit}.md", "# Other\n")
        edited.open(f"other{edit}")
        edited.delete(f"decks/other{edit}.md")
    memory = edited.course._memory
    assert (len(memory.decks), len(memory.summaries), len(memory.slides), len(memory.resolved)) == (0, 1, 1, 1)
    edited.open("a")
    assert (len(memory.decks), len(memory.summaries), len(memory.slides), len(memory.resolved)) == (1, 1, 2, 2)


def test_takes_a_hundred_files_at_once(make_course: MakeEdited) -> None:
    """A hundred decks that change at once send one message for each open page."""
    edited = make_course({f"decks/{number:03}.md": DECK for number in range(100)})
    edited.open("007")
    for number in range(100):
        edited.write(f"decks/{number:03}.md", DECK + "\nMore.\n")
    started = time.process_time()
    messages = list(edited.course.update({f"decks/{number:03}.md" for number in range(100)}))
    assert [message for message in types(messages) if message == "slides"] == ["slides"]
    assert time.process_time() - started < 5


def test_knows_its_files_by_bytes_that_are_no_text(make_course: MakeEdited) -> None:
    """A picture whose name is not UTF-8 is taken in like others."""
    edited = make_course({"decks/a.md": DECK})
    name = os.fsdecode(b"assets/\xff.svg")
    try:
        edited.write(name, "<svg/>")
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    assert types(list(edited.course.update({Path(name).as_posix()}))) == ["asset"]
