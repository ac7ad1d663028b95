"""Slides have the same DOM as Reveal.js' own Markdown plugin gives them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from oracle import Oracle, Tree, shown
from pairs import Pair, pairs_of
from sites import ROOT, SEEDS, MakeSite

from dl4ad_slides.course import load_course
from dl4ad_slides.model.output import RenderedDeck
from helpers import rendered_decks

RecordProperty = Callable[[str, object], None]
HERE = Path(__file__).parent
DECKS = [*sorted((ROOT / "decks").glob("*.md")), HERE / "oracle_cases.md"]
OLD_LECTURES = ["000", "001"]

# Where we differ from the plugin on purpose, mostly because marked errs: why, and the shortest slide that shows it.
DIFFERENCES = {
    "marked closes emphasis at `:**t`, which no other reader of CommonMark does": '(**r**) **s:**t **"u"** é*v*é',
    "marked opens emphasis at `2*3` when strong text follows without a space": "2*3**zwei Wörter**",
    "marked reads no emphasis between two comparisons, as if `<y … >` were a tag": "x<y und **kalt** z>3",
    "marked lets links stand in links, which browsers take apart": "[[inner](a)](b)",
    "marked sees no link whose words hold a single backtick": "**1** [a ` b](c), d",
    "marked does not see a list whose first item is empty and ends in a space": "- \n",
    "marked takes any text below a heading in a quote into the quote": "> ## Heading\ntext",
    "marked takes a list from 2 into the quote above it": "> quote\n2. two",
    "marked leaves lines of code alone that are less indented than the fence": "text\n\n   ```\n  a\n   ```",
    "marked ends a paragraph where a table would begin whose rows do not fit": "text\na | b | c\n--|--",
    "marked puts the box of a task before its first paragraph where a blank line makes the list loose": (
        "- [ ] task\n\n  more"
    ),
    "marked reads a table without a single bar": "Title\n:--",
    "marked reads HTML behind a blank line of a note's code as HTML again": "Note:\n```\na\n\n*b*\n```",
    "the plugin joins notes only where there is one `Note:`": "text\n\nNote: one\n\nNote: two",
    "the plugin reads white space at the start of a slide as its indentation and removes it within lines": (
        "\n\n\n- a\n  - b"
    ),
}


def differing(pairs: Sequence[Pair], plugin: Sequence[Tree], ours: Sequence[Tree]) -> list[str]:
    """Return a diff for each slide that is not equal."""
    assert len(pairs) == len(plugin) == len(ours)
    diffs = []
    for pair, theirs, own in zip(pairs, plugin, ours, strict=True):
        if theirs != own:
            lines = difflib.unified_diff(shown(theirs).split("\n"), shown(own).split("\n"), "plugin", "ours", n=2)
            diffs.append("\n".join([f"slide {pair.number}", pair.text.strip(), *(line.rstrip() for line in lines)]))
    return diffs


def read_deck(name: str) -> tuple[str, str]:
    """Return path and text of a deck; of an old lecture by its number."""
    if name not in OLD_LECTURES:
        return name, (HERE / name if name == "oracle_cases.md" else ROOT / "decks" / name).read_text(encoding="utf-8")
    found = list(SEEDS.glob(f"{name}_*.txt")) if SEEDS.is_dir() else []
    if not found:
        pytest.skip("the old lectures are not on this machine")
    return name, found[0].read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*(path.name for path in DECKS), *OLD_LECTURES])
def test_slides_have_the_dom_of_the_plugin(name: str, oracle: Oracle, record_property: RecordProperty) -> None:
    """Every slide, rendered by the rules that both share, has the DOM that the plugin makes of it."""
    pairs = list(pairs_of(*read_deck(name)))
    diffs = differing(pairs, oracle.plugin([pair.text for pair in pairs]), oracle.ours([pair.html for pair in pairs]))
    count = f"{len(pairs) - len(diffs)} / {len(pairs)} slides equal"
    print(f"{name}: {count}")
    record_property("oracle", f"{name}: {count}")
    assert not diffs, f"{count}\n\n" + "\n\n".join(diffs)


@pytest.mark.parametrize("name", [*(path.name for path in DECKS), *OLD_LECTURES])
def test_built_slides_have_the_dom_of_the_plugin(
    name: str, oracle: Oracle, request: pytest.FixtureRequest, make_site: MakeSite, record_property: RecordProperty
) -> None:
    """A slide that uses nothing beyond the plugin stands in the built page as the plugin would show it."""
    pairs = list(pairs_of(*read_deck(name)))
    if name == "oracle_cases.md":
        site = make_site({"decks/oracle_cases.md": read_deck(name)[1]})
    else:
        site = request.getfixturevalue("seed_site" if name in OLD_LECTURES else "our_site")
    (deck,) = (rendered for rendered in _rendered(site.root) if rendered.deck.name == Path(name).stem)
    page = (site.folder / deck.deck.href).read_text(encoding="utf-8")
    built = oracle.page(re.sub(r'<p class="running-title">.*?</p>| data-(?:sub)?section="[^"]*"', "", page))
    assert len(built) == len(deck.slides)
    # An included slide has another file, and a long list fills several slides from one line.
    own = [
        (start.line, tree)
        for start, tree in zip(deck.starts, built, strict=True)
        if start.file == deck.deck.source.path
    ]
    by_line = dict(reversed(own))
    plain = [(pair, by_line[pair.line]) for pair in pairs if pair.is_plain]
    plugin = oracle.plugin([pair.text for pair, _ in plain])
    diffs = differing([pair for pair, _ in plain], plugin, [tree for _, tree in plain])
    count = f"{len(plain) - len(diffs)} / {len(plain)} built slides equal, {len(pairs) - len(plain)} use more"
    print(f"{name}: {count}")
    record_property("oracle-built", f"{name}: {count}")
    assert not diffs, f"{count}\n\n" + "\n\n".join(diffs)


@cache
def _rendered(root: Path) -> Sequence[RenderedDeck]:
    return rendered_decks(load_course(root))


def test_line_ends_do_not_matter(make_site: MakeSite) -> None:
    """A deck with the line ends of Windows gives the same page as one with those of other systems."""
    text = read_deck("oracle_cases.md")[1]
    one, other = (make_site({"decks/deck.md": text.replace("\n", end)}) for end in ("\n", "\r\n"))
    assert (one.folder / "deck.html").read_bytes() == (other.folder / "deck.html").read_bytes()
    assert one.findings == other.findings


@pytest.mark.parametrize(("reason", "text"), DIFFERENCES.items(), ids=lambda value: value[:40])
def test_known_differences_are_still_there(reason: str, text: str, oracle: Oracle) -> None:
    """A slide that is known to differ from the plugin does; where it no longer does, it belongs to the cases."""
    [pair] = pairs_of("difference.md", text + "\n")
    diffs = differing([pair], oracle.plugin([text + "\n"]), oracle.ours([pair.html]))
    assert diffs, f"equal now, though {reason}"
