"""The difference of two states of a deck, as open pages are told it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dl4ad_slides.course import load_course
from dl4ad_slides.load.theme import KATEX_JS, VEGA_JS
from dl4ad_slides.model.diagnostics import error
from dl4ad_slides.model.output import RenderedDeck
from dl4ad_slides.model.source import Position
from dl4ad_slides.render.deck.deck import RenderMemory, render_deck
from dl4ad_slides.render.deck.engines import Engines
from dl4ad_slides.render.facts import CourseFacts
from dl4ad_slides.serve.messages import Message, deck_message, findings_message, stacks

BEFORE = "# Title\n\n---\n\n## One\n\nText\n\n---\n\n## Two\n\nText\n"
STACKED = BEFORE.replace("\n---\n\n## Two", "\n--\n\n## Two")


def rendered(folder: Path, text: str) -> RenderedDeck:
    (folder / "decks").mkdir(exist_ok=True)
    (folder / "decks" / "d.md").write_text(text, encoding="utf-8")
    project = load_course(folder)
    return render_deck(project.decks[0], CourseFacts(project), Engines(KATEX_JS, VEGA_JS), RenderMemory())


def difference(folder: Path, before: str, after: str) -> Message:
    message = deck_message(rendered(folder, before), rendered(folder, after))
    assert message is not None
    return message


def changed(message: Message) -> list[str]:
    assert isinstance(message["changed"], dict)
    return list(message["changed"])


def test_says_nothing_of_an_equal_deck(tmp_path: Path) -> None:
    """Two equal decks make no message, although each was rendered on its own."""
    assert deck_message(rendered(tmp_path, BEFORE), rendered(tmp_path, BEFORE)) is None


def test_says_nothing_of_a_change_that_no_page_shows(tmp_path: Path) -> None:
    """Blank lines between slides make no message."""
    assert deck_message(rendered(tmp_path, BEFORE), rendered(tmp_path, BEFORE.replace("\n\n---", "\n\n\n---"))) is None


def test_sends_the_changed_slide_alone(tmp_path: Path) -> None:
    """A changed word sends the section that holds it, in the place where it was, and names it as the focus."""
    message = difference(tmp_path, BEFORE, BEFORE.replace("Two\n\nText", "Two\n\nOther"))
    assert changed(message) == ["two"]
    assert (message["order"], message["focus"], message["renamed"]) == (None, "two", {})
    assert message["changed"]["two"].startswith('<section id="two"')
    assert "Other" in message["changed"]["two"]


@pytest.mark.parametrize(
    ("after", "sent", "order"),
    [
        pytest.param(BEFORE + "\n---\n\n## Three\n", ["three"], [["title"], ["one"], ["two"], ["three"]], id="added"),
        pytest.param("# Title\n\n---\n\n## Two\n\nText\n", [], [["title"], ["two"]], id="removed"),
        pytest.param(
            "# Title\n\n---\n\n## Two\n\nText\n\n---\n\n## One\n\nText\n", [], [["title"], ["two"], ["one"]], id="moved"
        ),
        pytest.param(
            BEFORE.replace("\n---\n\n## Two", "\n--\n\n## Two"), [], [["title"], ["one", "two"]], id="stacked"
        ),
    ],
)
def test_sends_the_order_where_it_is_another(
    tmp_path: Path, after: str, sent: list[str], order: list[list[str]]
) -> None:
    """Slides that come, go, move or are stacked send the new order, and of slides only the new ones."""
    message = difference(tmp_path, BEFORE, after)
    assert (changed(message), message["order"]) == (sent, order)


def test_unstacks(tmp_path: Path) -> None:
    """A slide that stood below another and stands on its own now sends the order alone."""
    message = difference(tmp_path, STACKED, BEFORE)
    assert (changed(message), message["order"]) == ([], [["title"], ["one"], ["two"]])


def test_renames_in_place(tmp_path: Path) -> None:
    """A slide whose heading changes keeps its place under its new id."""
    message = difference(tmp_path, BEFORE, BEFORE.replace("One", "First"))
    assert (changed(message), message["renamed"], message["order"]) == (["first"], {"one": "first"}, None)


def test_tells_a_move_from_a_renaming(tmp_path: Path) -> None:
    """Two slides that change places are moved, and not renamed into each other."""
    message = difference(tmp_path, BEFORE, "# Title\n\n---\n\n## Two\n\nText\n\n---\n\n## One\n\nText\n")
    assert message["renamed"] == {}


def test_sends_the_title_of_the_page(tmp_path: Path) -> None:
    """The title of the page follows the first heading."""
    assert difference(tmp_path, BEFORE, BEFORE.replace("# Title", "# Other"))["title"] == "Other"


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(f"---\ntheme: dark\n---\n{BEFORE}", id="front matter"),
        pytest.param(BEFORE.replace("Text", "$x$"), id="the first formula"),
        pytest.param(f"{BEFORE}\n<script>document.title = 'x'</script>\n", id="a script"),
    ],
)
def test_reloads_where_the_page_around_the_slides_changes(tmp_path: Path, after: str) -> None:
    """What stands in the head of the page, or in its policy, reloads it."""
    assert difference(tmp_path, BEFORE, after) == {"type": "reload", "page": "d"}


def test_does_not_reload_for_another_formula(tmp_path: Path) -> None:
    """A page that has KaTeX's style sheet takes further formulas as they are, and the last one may go."""
    with_math = BEFORE.replace("One\n\nText", "One\n\n$x$")
    assert difference(tmp_path, with_math, with_math.replace("Two\n\nText", "Two\n\n$y$"))["type"] == "slides"
    assert difference(tmp_path, with_math, BEFORE)["type"] == "slides"


def test_groups_slides_below_each_other(tmp_path: Path) -> None:
    """Ids of slides that stand below each other make one stack."""
    deck = rendered(tmp_path, "# A\n\n--\n\n## B\n\n--\n\n## C\n\n---\n\n## D\n")
    assert stacks(deck.slides) == [["a", "b", "c"], ["d"]]


@pytest.mark.parametrize(("line", "shown"), [(1, [1, 2, 3]), (3, [1, 2, 3, 4, 5]), (6, [4, 5, 6]), (99, [])])
def test_shows_the_lines_around_a_finding(line: int, shown: list[int]) -> None:
    """A finding comes with two lines before it and two behind, as far as there are any."""
    finding = error("math-parse", "message", Position("decks/d.md", line, 2), "Hint.")
    message = findings_message("d", [finding], {"decks/d.md": "one\ntwo\nthree\nfour\nfive\nsix"})
    (sent,) = message["findings"]
    assert [row["line"] for row in sent["excerpt"]] == shown
    assert (sent["file"], sent["line"], sent["column"], sent["hint"]) == ("decks/d.md", line, 2, "Hint.")
