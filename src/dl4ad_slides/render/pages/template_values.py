"""What templates see: values made of the project and of rendered decks, which know no template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from markupsafe import Markup, escape

from dl4ad_slides.model.output import DeckSummary
from dl4ad_slides.model.project import Project
from dl4ad_slides.render.pages.home import LinkView, home_schedule, link_views
from dl4ad_slides.render.pages.text_page import page_title
from dl4ad_slides.render.words import words_of
from dl4ad_slides.render.words.dates import written_date, written_day
from dl4ad_slides.render.words.licenses import deed

HOME = "index.html"


@dataclass(frozen=True, slots=True)
class ProjectView:
    """What templates see of the project."""

    title: str
    subtitle: str
    language: str
    authors: tuple[str, ...]
    theme: str
    logo: object
    institution: str
    term: str


@dataclass(frozen=True, slots=True)
class DeckView:
    """What templates see of a deck; `cover` is its title as HTML, for the card of the index."""

    title: str
    subtitle: str
    authors: tuple[str, ...]
    date: str
    language: str
    description: str
    theme: str
    footer_left: str
    footer_right: str
    number: str
    href: str
    slide_count: int
    heading: str
    cover: Markup
    reading_href: str
    links: tuple[LinkView, ...]
    is_draft: bool


@dataclass(frozen=True, slots=True)
class PartView:
    """A group of decks on the index page."""

    title: str
    decks: tuple[DeckView, ...]


@dataclass(frozen=True, slots=True)
class NavLink:
    """A page in the navigation; `href` is its address in the site."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class SiteView:
    """What bar and foot of all pages but decks tell; `changed` is a day in words, `changed_iso` is for machines."""

    nav: tuple[NavLink, ...]
    license: str
    license_url: str
    changed: str
    changed_iso: str
    home: str = HOME


def project_view(project: Project, root: str = "", *, has_logo: bool = True) -> ProjectView:
    """Return what templates see of the project; `root` is the address of the site, where paths must begin with that."""
    settings = project.settings
    logo = settings.logo if has_logo else None
    if logo and root:
        logo = replace(logo, light=f"{root}{logo.light}", dark=f"{root}{logo.dark}")
    return ProjectView(
        settings.title,
        settings.subtitle,
        settings.language,
        settings.authors,
        settings.theme,
        logo,
        settings.institution,
        settings.term,
    )


def deck_view(summary: DeckSummary) -> DeckView:
    """Return what templates see of a deck."""
    front = summary.deck.front_matter
    return DeckView(
        title=summary.title,
        subtitle=front.subtitle,
        authors=front.authors,
        date=written_date(front.date, front.language),
        language=front.language,
        description=front.description,
        theme=front.theme,
        footer_left=front.footer.left,
        footer_right=front.footer.right,
        number=summary.deck.number,
        href=quote(summary.deck.href),
        slide_count=summary.slide_count,
        heading=summary.heading,
        cover=Markup(summary.heading_html) if front.title in {"", summary.heading} else escape(front.title),
        reading_href=quote(summary.deck.reading_href),
        links=link_views(front.links, words_of(front.language)),
        is_draft=front.draft,
    )


def part_views(decks: Sequence[DeckSummary]) -> tuple[PartView, ...]:
    """Return the decks of the index page, those of one part together."""
    parts: dict[str, list[DeckView]] = {}
    for summary in decks:
        parts.setdefault(summary.deck.front_matter.part, []).append(deck_view(summary))
    return tuple(PartView(title, tuple(members)) for title, members in parts.items())


def lecture_link(summary: DeckSummary | None, *, to_read: bool = False) -> NavLink | None:
    """Return the link to the slides of a deck, or to its reading page: its title, with its number where it has one."""
    if summary is None:
        return None
    href = summary.deck.reading_href if to_read else summary.deck.href
    return NavLink(f"{summary.deck.number} {summary.title}".strip(), quote(href))


def nav_links(project: Project) -> tuple[NavLink, ...]:
    """Return the navigation: the blocks of the home page that students come back for, and the pages of text."""
    return tuple(_nav_links(project))


def _nav_links(project: Project) -> Iterator[NavLink]:
    words, schedule = words_of(project.settings.language), home_schedule(project)
    for block in project.settings.home:
        if block.name == "content":
            yield NavLink(words.lectures, f"{HOME}#ui_lectures")
        elif block.name == "schedule" and schedule and schedule.entries:
            yield NavLink(words.schedule, f"{HOME}#ui_schedule")
    for page in project.pages:
        if page.front_matter.nav and not page.is_home:
            yield NavLink(page_title(page), quote(page.deck.href))


def site_view(project: Project, nav: Sequence[NavLink], language: str, root: str = "") -> SiteView:
    """Return what bar and foot tell in `language`, with the links `nav`; `root` is as for `project_view`."""
    settings, changed = project.settings, project.changed
    return SiteView(
        nav=tuple(replace(link, href=f"{root}{link.href}") for link in nav),
        license=settings.license,
        license_url=deed(settings.license),
        changed=written_day(changed, language, "long") if changed else "",
        changed_iso=changed.isoformat() if changed else "",
        home=f"{root}{HOME}",
    )
