"""Read `slides.yaml` and the front matter of decks and pages into checked settings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from posixpath import normpath
from types import MappingProxyType
from typing import NamedTuple

from dl4ad_slides.language.separators import problem_of
from dl4ad_slides.load.extensions import extension_names
from dl4ad_slides.load.foreign_keys import take_foreign_keys
from dl4ad_slides.load.formats.days import day_or_text
from dl4ad_slides.load.formats.files import read_source
from dl4ad_slides.load.formats.languages import language
from dl4ad_slides.load.formats.yaml_fields import (
    Fields,
    YamlValue,
    cautious,
    choice,
    data,
    flag,
    line,
    number,
    parse_yaml,
    text,
    texts,
)
from dl4ad_slides.load.home_settings import address_of_site, home_blocks, links, teachers
from dl4ad_slides.load.reveal_options import reveal_options
from dl4ad_slides.load.root import SETTINGS_FILE
from dl4ad_slides.model.audience import PUBLIC_NAME
from dl4ad_slides.model.diagnostics import Diagnostic, Severity
from dl4ad_slides.model.notes import NOTES_FOR, NOTES_FOR_NOBODY
from dl4ad_slides.model.settings import (
    THEMES,
    UNREADABLE_PATTERN,
    FileName,
    Footer,
    FrontMatter,
    Logo,
    MarkdownSettings,
    PageFrontMatter,
    Paths,
    Separators,
    Settings,
)
from dl4ad_slides.model.source import Position

_UNREADABLE = frozenset({"config-yaml", "config-unreadable"})
_INCREMENTAL = ("true", "false", "together")
_CITATIONS = ("inline", "foot")
# Ends the code of what is wrong with a key that decides who sees what.
_AUDIENCE_KEY = "audience"
_ENGINES = ("commonmark", "python-markdown")
_HOST_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?)*")
_AUDIENCE = re.compile(r"[^\W\d_][\w-]*")


def cannot_be_read(finding: Diagnostic) -> bool:
    """Tell whether a finding means that there are no settings.

    Without them a course would come out under other names and folders than its author's.
    """
    return finding.code in _UNREADABLE and finding.severity is Severity.ERROR


def load_settings(root: Path, findings: list[Diagnostic]) -> Settings:
    """Return the settings of the project at `root`; the defaults where there is no file."""
    path = root / SETTINGS_FILE
    if not path.exists() and not path.is_symlink():
        return Settings()
    source = read_source(path, SETTINGS_FILE, "config", findings)
    value = parse_yaml(source.text, SETTINGS_FILE, "config", findings) if source else None
    if value is None:
        return Settings()
    fields = Fields(value, "config", SETTINGS_FILE, findings)
    default = Settings()
    math = fields.get("math", _math, _Math())
    settings = Settings(
        title=fields.get("title", text, default.title),
        subtitle=fields.get("subtitle", text, default.subtitle),
        language=fields.get("language", language, default.language),
        authors=fields.get("authors", texts, default.authors),
        logo=fields.get("logo", _logo, default.logo),
        footer=_footer(fields, default.footer),
        theme=fields.get("theme", choice(THEMES), default.theme),
        math=math.is_on,
        macros=math.macros,
        figures=fields.get("figures", flag, default.figures),
        markdown=_markdown(fields, default.markdown),
        reveal=fields.get("reveal", reveal_options, default.reveal),
        notes=fields.get("notes", cautious(choice(NOTES_FOR), NOTES_FOR_NOBODY), default.notes),
        separators=_separators(fields, default.separators),
        incremental=fields.get("incremental", choice(_INCREMENTAL), default.incremental),
        embed_hosts=fields.get("embed_hosts", _hosts, default.embed_hosts),
        media_hosts=fields.get("media_hosts", _hosts, default.media_hosts),
        bibliography=fields.get("bibliography", _file_names, default.bibliography),
        csl=fields.get("csl", _file_name, default.csl),
        citations=fields.get("citations", choice(_CITATIONS), default.citations),
        audiences=fields.get("audiences", _audiences, default.audiences),
        institution=fields.get("institution", line, default.institution),
        term=fields.get("term", line, default.term),
        teachers=fields.get("teachers", teachers, default.teachers),
        license=fields.get("license", line, default.license),
        url=fields.get("url", address_of_site, default.url),
        schedule=fields.get("schedule", _file_name, default.schedule),
        home=fields.get("home", home_blocks, default.home),
        extensions=fields.get("extensions", extension_names, default.extensions),
        paths=_paths(fields),
    )
    fields.done()
    return settings


def read_front_matter(value: YamlValue | None, settings: Settings, findings: list[Diagnostic]) -> FrontMatter:
    """Return the front matter of a deck; what it leaves open comes from the project."""
    value = value or YamlValue("scalar", Position(SETTINGS_FILE))
    value = take_foreign_keys(value, FrontMatter.__dataclass_fields__, findings)
    fields = Fields(value, "deck", "the front matter", findings)
    front_matter = FrontMatter(
        title=fields.get("title", text, ""),
        subtitle=fields.get("subtitle", text, ""),
        authors=fields.get("authors", texts, settings.authors),
        date=fields.get("date", _date, ""),
        language=fields.get("language", language, settings.language),
        description=fields.get("description", text, ""),
        part=fields.get("part", text, ""),
        order=fields.get("order", number, None),
        draft=fields.get("draft", flag, False, wrong=_AUDIENCE_KEY),
        theme=fields.get("theme", choice(THEMES), settings.theme),
        footer=_footer(fields, settings.footer),
        math=fields.get("math", flag, settings.math),
        figures=fields.get("figures", flag, settings.figures),
        markdown=_markdown(fields, settings.markdown),
        reveal={**settings.reveal, **fields.get("reveal", reveal_options, {})},
        notes=fields.get("notes", choice(NOTES_FOR), settings.notes, wrong=_AUDIENCE_KEY),
        separators=_separators(fields, settings.separators),
        incremental=fields.get("incremental", choice(_INCREMENTAL), settings.incremental),
        bibliography=fields.get("bibliography", _file_names, settings.bibliography),
        csl=fields.get("csl", _file_name, settings.csl),
        citations=fields.get("citations", choice(_CITATIONS), settings.citations),
        links=fields.get("links", links, ()),
    )
    fields.done()
    return front_matter


def read_page_front_matter(value: YamlValue | None, findings: list[Diagnostic]) -> PageFrontMatter:
    """Return the front matter of a page of text."""
    fields = Fields(value or YamlValue("scalar", Position(SETTINGS_FILE)), "deck", "the front matter", findings)
    front_matter = PageFrontMatter(
        title=fields.get("title", line, ""),
        description=fields.get("description", line, ""),
        order=fields.get("order", number, None),
        nav=fields.get("nav", flag, True),
        draft=fields.get("draft", flag, False, wrong=_AUDIENCE_KEY),
    )
    fields.done()
    return front_matter


def _date(fields: Fields, key: str, value: YamlValue) -> str | None:
    written = text(fields, key, value)
    return None if written is None else day_or_text(fields, key, value, written)


def _logo(fields: Fields, key: str, value: YamlValue) -> Logo | None:
    if value.kind == "scalar":
        return Logo(value.text, value.text, value.position)
    if value.kind != "mapping":
        fields.wrong(value, f"`{key}` must be an image or a pair `{{light, dark}}`, not {value.describe()}")
        return None
    pair = fields.child(key, "`logo`")
    light, dark = pair.get("light", text, ""), pair.get("dark", text, "")
    pair.done()
    return Logo(light or dark, dark or light, value.position) if light or dark else None


def _hosts(fields: Fields, key: str, value: YamlValue) -> tuple[str, ...] | None:
    """Read names of hosts, which stand in the policy of pages as they are."""
    hosts = texts(fields, key, value)
    for item in value.items or (value,):
        if hosts is not None and not _HOST_NAME.fullmatch(item.text.lower()):
            hint = "Write the name alone, such as www.youtube-nocookie.com: no https://, no port, no path."
            fields.wrong(item, f"`{key}` must name hosts, not {item.describe()}", hint)
    return tuple(host.lower() for host in hosts or () if _HOST_NAME.fullmatch(host.lower()))


def _audiences(fields: Fields, key: str, value: YamlValue) -> tuple[str, ...] | None:
    """Read the names of audiences, each one word."""
    names = texts(fields, key, value)
    for item in value.items or (value,):
        if names is not None and (not _AUDIENCE.fullmatch(item.text) or item.text == PUBLIC_NAME):
            hint = "Write one word each, such as `tutors`; the public is there by itself."
            fields.wrong(item, f"`{key}` must name audiences, not {item.describe()}", hint)
    return tuple(name for name in names or () if _AUDIENCE.fullmatch(name) and name != PUBLIC_NAME)


def _file_names(fields: Fields, key: str, value: YamlValue) -> tuple[FileName, ...] | None:
    """Read one file or a list of files."""
    if texts(fields, key, value) is None:
        return None
    return tuple(name for item in value.items or (value,) if (name := _file_name(fields, key, item)))


def _file_name(fields: Fields, key: str, value: YamlValue) -> FileName | None:
    """Read the path of a file inside the project, relative to its root, or a mere name."""
    written = text(fields, key, value)
    if written is None:
        return None
    path = written.replace("\\", "/")
    if not path or path.startswith("/") or ".." in path.split("/") or ":" in path:
        hint = "Write a path relative to slides.yaml, without `..`."
        fields.wrong(value, f"`{key}` must be a file inside the project, not {value.describe()}", hint)
        return None
    return FileName(normpath(path), value.position)


def _footer(fields: Fields, default: Footer) -> Footer:
    child = fields.child("footer", "`footer`")
    footer = Footer(child.get("left", text, default.left), child.get("right", text, default.right))
    child.done()
    return footer


def _separators(fields: Fields, default: Separators) -> Separators:
    child = fields.child("separators", "`separators`")
    read = cautious(_pattern, UNREADABLE_PATTERN)
    names = Separators.__dataclass_fields__
    patterns = {name: child.get(name, read, getattr(default, name), wrong="separator") for name in names}
    child.done()
    return Separators(**patterns)


def _pattern(fields: Fields, key: str, value: YamlValue) -> str | None:
    """Read a regular expression of JavaScript."""
    written = text(fields, key, value)
    if written is None or not (problem := problem_of(written)):
        return written
    hint = "Write a regular expression as JavaScript reads it, such as `^----$`, in single quotes."
    fields.wrong(value, f"{value.describe()} is no pattern for a separator: {problem}", hint)
    return None


class _Math(NamedTuple):
    """Whether dollars are formulas, and the macros for these."""

    is_on: bool = True
    macros: Mapping[str, str] = MappingProxyType({})


def _math(fields: Fields, key: str, value: YamlValue) -> _Math | None:
    """Read whether there are formulas, or what holds for all of them."""
    if value.kind == "scalar":
        is_on = flag(fields, key, value)
        return None if is_on is None else _Math(is_on)
    child = fields.inside(value, f"`{key}`")
    none: Mapping[str, str] = {}
    macros = child.get("macros", _text_mapping, none)
    child.done()
    return _Math(True, {name if name.startswith("\\") else f"\\{name}": tex for name, tex in macros.items()})


def _text_mapping(fields: Fields, key: str, value: YamlValue) -> Mapping[str, str] | None:
    if value.fields is None or any(item.kind != "scalar" for item in value.fields.values()):
        fields.wrong(value, f"`{key}` must map names to text, not {value.describe()}")
        return None
    return {name: item.text for name, item in value.fields.items()}


def _markdown(fields: Fields, default: MarkdownSettings) -> MarkdownSettings:
    if "markdown" not in fields:
        fields.child("markdown", "`markdown`")
        return default
    child = fields.child("markdown", "`markdown`")
    markdown = MarkdownSettings(
        engine=child.get("engine", choice(_ENGINES), default.engine),
        extensions=child.get("extensions", _extensions, default.extensions),
        position=fields.position("markdown"),
    )
    child.done()
    return markdown


def _extensions(fields: Fields, key: str, value: YamlValue) -> tuple[tuple[str, Mapping[str, object]], ...] | None:
    """Read a list of names, or of single-key mappings from a name to its options, as MkDocs does."""
    extensions: list[tuple[str, Mapping[str, object]]] = []
    for item in value.items:
        if item.kind == "scalar":
            extensions.append((item.text, {}))
        elif item.fields and len(item.fields) == 1 and (options := data(fields, key, item)) is not None:
            name = next(iter(item.fields))
            given = options[name]
            extensions.append((name, given if isinstance(given, dict) else {}))
        else:
            fields.wrong(
                item,
                "an extension is a name, or one name with its options",
                "Write `- toc` or `- toc: {permalink: true}`.",
            )
    if value.kind != "sequence":
        fields.wrong(value, f"`{key}` must be a list, not {value.describe()}")
        return None
    return tuple(extensions)


def _paths(fields: Fields) -> Paths:
    child = fields.child("paths", "`paths`")
    default = Paths()
    paths = {name: child.get(name, _folder, getattr(default, name)) for name in Paths.__dataclass_fields__}
    child.done()
    return Paths(**paths)


def _folder(fields: Fields, key: str, value: YamlValue) -> str | None:
    written = value.text.replace("\\", "/")
    folder = normpath(written)
    is_inside = not written.startswith("/") and ".." not in written.split("/") and ":" not in written
    if value.kind != "scalar" or folder == "." or not is_inside:
        fields.wrong(
            value,
            f"`{key}` must be a folder inside the project, not {value.describe()}",
            "Write a relative path without `..`.",
        )
        return None
    return folder
