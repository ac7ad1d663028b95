"""Read the pages of text of a course: `pages/*.md`, Markdown without slides."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

from dl4ad_slides.load.formats.files import read_source
from dl4ad_slides.load.front_matter import split_front_matter
from dl4ad_slides.load.settings import read_front_matter, read_page_front_matter
from dl4ad_slides.model.diagnostics import Diagnostic, error, warning
from dl4ad_slides.model.project import HOME_TEXT, Deck, TextPage
from dl4ad_slides.model.settings import Settings
from dl4ad_slides.model.source import Position, Source

_OTHERS = {"404": "the page for addresses that do not exist"}


def load_pages(
    root: Path, paths: Iterable[str], settings: Settings, decks: Collection[str], findings: list[Diagnostic]
) -> tuple[TextPage, ...]:
    """Return the pages in the files `paths`, in the order of the navigation; not those that have no place in the site.

    `decks` are the names of all decks.
    """
    taken = {_file_name(name): f"the deck `{name}`" for name in decks}
    taken |= {_file_name(f"{name}.read"): f"the reading page of the deck `{name}`" for name in decks}
    taken |= _OTHERS
    pages: list[TextPage] = []
    for path in paths:
        name = (root / path).stem
        known = _file_name(name)
        other = "the home page" if known == HOME_TEXT != name else taken.setdefault(known, path)
        if other != path:
            message = f"this page would be written where {other} is"
            findings.append(error("page-taken", message, Position(path), "Rename the file."))
        elif source := read_source(root / path, path, "deck", findings):
            pages.append(page_of(name, source, settings, findings))
    return tuple(sorted(pages, key=_order))


def _file_name(name: str) -> str:
    """Return the name as file systems see it that do not tell upper from lower case, or two spellings of `ä`."""
    return normalize("NFC", name).casefold()


def page_of(name: str, source: Source, settings: Settings, findings: list[Diagnostic]) -> TextPage:
    """Return the page of this name with the text of `source`."""
    told = len(findings)
    value, body = split_front_matter(source, findings)
    front_matter = read_page_front_matter(value, findings)
    is_held_back = any(finding.holds_back for finding in findings[told:])
    if not body.text.strip():
        hint = "Write some text, or delete the file."
        findings.append(warning("deck-empty", "this page is empty", body.start, hint))
    as_deck = replace(read_front_matter(None, settings, findings), title=front_matter.title, draft=front_matter.draft)
    body = replace(body, dialect=as_deck.dialect)
    return TextPage(front_matter, Deck(name, source, as_deck, body, is_held_back))


def _order(page: TextPage) -> tuple[bool, int | float, str]:
    order = page.front_matter.order
    return order is None, order or 0, page.deck.name
