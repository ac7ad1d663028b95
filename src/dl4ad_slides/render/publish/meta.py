"""What a published site tells others of itself: addresses of its pages, a map of them, and their pictures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from urllib.parse import quote, unquote

from dl4ad_slides.model.output import FinishedDeck, OutputFile
from dl4ad_slides.model.project import Project
from dl4ad_slides.render.publish.social_picture import HEIGHT, WIDTH, Card, SocialPictures
from dl4ad_slides.render.words.dates import written_date

NOT_FOUND = "404.html"
_HOME = "index"
_FOLDER = "_static/social"
_APART = (NOT_FOUND, "_static/")  # what is no page that anybody looks for


@dataclass(frozen=True, slots=True)
class MetaView:
    """What the head of a page tells others: addresses are empty where it is not known where the site will be."""

    address: str
    image: str
    width: int = WIDTH
    height: int = HEIGHT


def meta_view(project: Project, here: str) -> MetaView:
    """Return the addresses of the page `here` (as in links), and of the picture of what it is about."""
    url = project.settings.url
    if not url or not here or here == NOT_FOUND:
        return MetaView("", "")
    name = unquote(here).removesuffix(".html").removesuffix(".read")
    picture = name if any(deck.name == name for deck in project.decks) else _HOME
    return MetaView(f"{url}{'' if here == f'{_HOME}.html' else here}", f"{url}{_FOLDER}/{quote(picture)}.png")


def sitemap(url: str, pages: Iterable[str]) -> str:
    """Return the map of the site at `url` (sitemaps.org) for those of the files `pages` that are pages to be found."""
    found = sorted(path for path in pages if path.endswith(".html") and not path.startswith(_APART))
    places = (f"{url}{'' if path == f'{_HOME}.html' else quote(path)}" for path in found)
    entries = "".join(f"<url><loc>{escape(place, quote=False)}</loc></url>\n" for place in places)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{entries}</urlset>\n"


def social_files(project: Project, decks: Iterable[FinishedDeck], *, with_home: bool) -> Iterable[OutputFile]:
    """Yield a picture for each deck, and one for the home and all other pages."""
    settings = project.settings
    pictures = SocialPictures(project.theme.static, project.theme.own_css)
    for finished in decks:
        front = finished.deck.front_matter
        facts = (", ".join(front.authors), written_date(front.date, front.language))
        card = Card(settings.title, finished.title, " · ".join(filter(None, facts)))
        yield OutputFile(social_path(finished.deck.name), pictures.draw(card))
    if with_home:
        above, authors = settings.institution or settings.subtitle, ", ".join(settings.authors)
        facts = ("" if authors == above else authors, settings.term)
        card = Card(above, settings.title, " · ".join(filter(None, facts)))
        yield OutputFile(social_path(_HOME), pictures.draw(card))


def social_path(name: str) -> str:
    """Return the path of the picture of the deck of this name in the site."""
    return f"{_FOLDER}/{name}.png"
