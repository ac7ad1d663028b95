"""What the home page shows besides the lectures: dates, people, links to open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from dl4ad_slides.load.schedules import SCHEDULE
from dl4ad_slides.model.files import FOLDER
from dl4ad_slides.model.project import Project
from dl4ad_slides.model.schedule import Schedule, ScheduleEntry
from dl4ad_slides.model.settings import Link, Teacher
from dl4ad_slides.render.words import Words
from dl4ad_slides.render.words.dates import weekday_and_day

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link: `kind` names its icon, `label` are its words."""

    kind: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class DateView:
    """A date of the course: `iso` is the day for machines, empty where the date is other text; `href` may be empty."""

    iso: str
    when: str
    time: str
    topic: str
    href: str
    note: str
    is_deadline: bool


@dataclass(frozen=True, slots=True)
class TeacherView:
    """Somebody who teaches; everything but name and initials may be empty."""

    name: str
    initials: str
    role: str
    picture: str
    url: str
    email: str
    links: tuple[LinkView, ...]


def link_views(links: Iterable[Link], words: Words) -> tuple[LinkView, ...]:
    """Return links with the words of a language where their labels are known."""
    return tuple(
        LinkView(words.link_kind(link.label), words.link_label(link.label), _address_of(link)) for link in links
    )


def _address_of(link: Link) -> str:
    if not link.path.startswith(f"{FOLDER}/"):
        return href_of(link.href)
    return quote(link.path) + link.href[len(re.split(r"[?#]", link.href, maxsplit=1)[0]) :]


def href_of(written: str) -> str:
    """Return an address as it is, and a path so that it can stand in one."""
    return written if _SCHEME.match(written) else quote(written, safe="/%?#=&;:@!$'()*+,~[]")


def teacher_views(teachers: Iterable[Teacher], words: Words) -> tuple[TeacherView, ...]:
    """Return the people who teach the course."""
    return tuple(
        TeacherView(
            name=teacher.name,
            initials=_initials(teacher.name),
            role=teacher.role,
            picture=href_of(teacher.picture),
            url=href_of(teacher.url),
            email=teacher.email,
            links=link_views(teacher.links, words),
        )
        for teacher in teachers
    )


def _initials(name: str) -> str:
    """Return the first letters of first and last name: neither of titles, such as `Dr.-Ing.`, nor of `von`."""
    words = name.split()
    names = [word for word in words if "." not in word and not word[0].islower()] or words
    return "".join(word[0] for word in dict.fromkeys((names[0], names[-1]))).upper()


def date_views(project: Project) -> tuple[DateView, ...]:
    """Return the dates of the course; a topic leads where the schedule says, or to the deck of its day."""
    schedule = home_schedule(project)
    decks: dict[str, dict[str, str]] = {}
    for deck in project.decks:
        by_title = decks.setdefault(deck.front_matter.date.strip(), {})
        by_title.setdefault(deck.front_matter.title.casefold(), quote(deck.href))
    language = project.settings.language
    return tuple(_date(entry, decks, language) for entry in schedule.entries) if schedule else ()


def home_schedule(project: Project) -> Schedule | None:
    """Return the schedule of the home page, if it has one."""
    found = project.library.find(SCHEDULE.name, project.settings.schedule.path)
    return found.value if found and isinstance(found.value, Schedule) else None


def _date(entry: ScheduleEntry, decks: Mapping[str, Mapping[str, str]], language: str) -> DateView:
    iso = entry.day.isoformat() if entry.day else ""
    there = decks.get(iso, {}) if iso else {}
    deck = there.get(entry.topic.casefold()) or ("" if entry.deadline else next(iter(there.values()), ""))
    return DateView(
        iso=iso,
        when=weekday_and_day(entry.day, language) if entry.day else entry.when,
        time=entry.time,
        topic=entry.topic,
        href=href_of(entry.url) or deck,
        note=entry.note,
        is_deadline=entry.deadline,
    )
