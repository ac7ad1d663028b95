"""Markdown plugins of extensions: applied behind our rules, cached, and never a traceback."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from conftest import MakeCourse
from dl4ad_slides.model.extension import MarkdownPlugin
from dl4ad_slides.model.source import Passage
from dl4ad_slides.render.html.slots import Slots
from dl4ad_slides.render.markdown import PluginError
from dl4ad_slides.render.markdown.commonmark import commonmark_engine, render_commonmark
from dl4ad_slides.render.words import words_of

SETTINGS = "extensions: [e.py]\n"
START = "from dl4ad_slides.api import MarkdownPlugin\n\n\n"
FAILING = START + (
    "def fail(state):\n"
    "    if 'bang' in state.src:\n"
    "        raise ValueError('no bang')\n\n\n"
    "BANG = MarkdownPlugin('bang', lambda md: md.core.ruler.push('bang', fail))\n"
)  # fmt: skip


def shout(state: StateCore) -> None:
    for token in state.tokens:
        for child in token.children or ():
            child.content = child.content.upper()


def test_is_applied_to_the_default_engine(course: MakeCourse) -> None:
    """Decks, pages of text and captions are read with it; a deck with the other engine is not."""
    text = START + (
        "def shout(state):\n    for token in state.tokens:\n        for child in token.children or ():\n"
        "            child.content = child.content.upper()\n\n\n"
        "SHOUT = MarkdownPlugin('shout', lambda md: md.core.ruler.push('shout', shout))\n"
    )
    files = {
        "slides.yaml": SETTINGS,
        "e.py": text,
        "decks/a.md": "# Quiet\n\nwords\n",
        "decks/b.md": "---\nmarkdown: {engine: python-markdown}\n---\n# Quiet\n\nwords\n",
        "pages/p.md": "# Page\n\nmany words\n",
    }
    made = course(files)
    assert made.build("--strict").findings == []
    assert "<p>WORDS</p>" in made.page("a.html")
    assert "<p>words</p>" in made.page("b.html")
    assert "<p>MANY WORDS</p>" in made.page("p.html")


def test_engines_are_kept_by_words_and_plugins() -> None:
    """The same plugins make the same engine, which is what known slides hold on to."""
    one, other = MarkdownPlugin("one", lambda _: None), MarkdownPlugin("other", lambda _: None)
    english = words_of("en")
    assert commonmark_engine(english, (one,)) is commonmark_engine(english, (one,))
    assert commonmark_engine(english, (one,)) is not commonmark_engine(english, (one, other))
    assert commonmark_engine(english, (one,)) is not commonmark_engine(words_of("de"), (one,))


def test_is_applied_once_and_leaves_other_parsers_alone() -> None:
    """However many passages are read, and whoever else reads them."""
    calls: list[MarkdownIt] = []

    def plugin(md: MarkdownIt) -> None:
        calls.append(md)
        md.core.ruler.push("shout", shout)

    plugins = (MarkdownPlugin("shout", plugin),)
    for _ in range(2):
        assert render_commonmark(Passage.of("a", "a.md"), Slots(), "p", [], plugins=plugins) == "<p>A</p>\n"
    assert render_commonmark(Passage.of("a", "a.md"), Slots(), "p", []) == "<p>a</p>\n"
    assert len(calls) == 1


def test_a_failure_on_a_slide_leaves_the_others(course: MakeCourse) -> None:
    """The finding stands at the slide, names the plugin and its line; the slide shows the error and its text."""
    made = course({"slides.yaml": SETTINGS, "e.py": FAILING, "decks/a.md": "# A\n\n---\n\n## B\n\nbang\n\n---\n\nC\n"})
    outcome = made.build()
    assert outcome.stderr == (
        "decks/a.md:5:1: error[extension-failed]: "
        "the Markdown plugin `bang` failed on this slide: ValueError: no bang\n"
        "  hint: Fix the plugin, or take `e.py` off `extensions`.\n"
        "  note: raised in e.py, line 6\n"
    )
    first, second, third = made.slides("a.html")
    assert second.css_first(".slide-error") is not None
    assert "bang" in second.css_first("pre").text()
    assert (first.css_first(".slide-error"), third.css_first(".slide-error")) == (None, None)


def test_a_plugin_that_cannot_be_applied_is_told_once(course: MakeCourse) -> None:
    """The finding stands at the plugin; each slide shows the error."""
    text = START + "def apply(md):\n    md.nope()\n\n\nBANG = MarkdownPlugin('bang', apply)\n"
    made = course({"slides.yaml": SETTINGS, "e.py": text, "decks/a.md": "# A\n\n---\n\nB\n"})
    assert made.build().findings == [
        "e.py:5:1: error[extension-failed]: the Markdown plugin `bang` cannot be applied: "
        "AttributeError: 'BrowserAddresses' object has no attribute 'nope'"
    ]
    assert [len(slide.css(".slide-error")) for slide in made.slides("a.html")] == [1, 1]


def test_a_failure_does_not_show_what_is_hidden(course: MakeCourse) -> None:
    """Nobody can tell who may see what of a slide on which a plugin failed: the deck is not written."""
    deck = "# A\n\n---\n\n## B\n\nbang\n\n::: solution\nforty-two\n:::\n"
    made = course({"slides.yaml": SETTINGS, "e.py": FAILING, "decks/a.md": deck})
    outcome = made.build()
    assert "1 deck not written" in outcome.stdout
    assert not (made.root / "build" / "a.html").exists()


def test_a_plugin_may_be_any_callable() -> None:
    """Even one without a hash, such as an instance of a dataclass."""

    class Plugin:
        __hash__ = None  # type: ignore[assignment]

        def __call__(self, md: MarkdownIt) -> None:
            md.core.ruler.push("shout", shout)

    plugins = (MarkdownPlugin("shout", Plugin()),)
    assert render_commonmark(Passage.of("a", "a.md"), Slots(), "p", [], plugins=plugins) == "<p>A</p>\n"


def test_a_failure_in_a_caption_is_told(course: MakeCourse) -> None:
    """The caption stands as text."""
    files = {"slides.yaml": SETTINGS, "e.py": FAILING, "data/t.csv": "a\n1\n"}
    made = course({**files, "decks/a.md": '# A\n\n<<TABLE:data/t.csv caption="a *bang*">>\n'})
    (finding,) = made.build().findings
    assert finding.startswith("decks/a.md:3:")
    assert "the Markdown plugin `bang` failed" in finding
    assert "a *bang*" in made.page("a.html")


@pytest.mark.parametrize("problem", [ValueError("x"), SystemExit(), RecursionError()])
def test_names_all_plugins_where_it_cannot_tell_which_one_failed(problem: BaseException) -> None:
    """A rule that a plugin took from elsewhere leaves no trace of the plugin."""

    def fail(_: StateCore) -> None:
        raise problem

    plugins = tuple(MarkdownPlugin(name, lambda md: md.core.ruler.push("fail", fail)) for name in ("one", "two"))
    with pytest.raises(PluginError) as raised:
        render_commonmark(Passage.of("a", "a.md"), Slots(), "p", [], plugins=plugins)
    finding = raised.value.finding_at(Passage.of("a", "a.md").start)
    assert finding.message.startswith("the Markdown plugin `one` or `two` failed on this slide: ")


def test_ctrl_c_ends_the_build() -> None:
    """Whoever stops a build means the build."""

    def fail(_: StateCore) -> None:
        raise KeyboardInterrupt

    plugins = (MarkdownPlugin("fail", lambda md: md.core.ruler.push("fail", fail)),)
    with pytest.raises(KeyboardInterrupt):
        render_commonmark(Passage.of("a", "a.md"), Slots(), "p", [], plugins=plugins)
