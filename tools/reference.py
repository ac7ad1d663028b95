"""Write docs/reference.md from the code: commands, settings, front matter, finding codes.

`python tools/reference.py` writes it, `--check` fails where it is stale; a test runs the check.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

import click

from dl4ad_slides.cli import main as slides
from dl4ad_slides.load.reveal_options import OPTIONS, REFUSED
from dl4ad_slides.model.codes import CODES, HOLDING_BACK
from dl4ad_slides.model.settings import FrontMatter, PageFrontMatter, Settings
from made import write_or_check

_TARGET = Path(__file__).resolve().parent.parent / "docs" / "reference.md"

_SETTINGS = {
    "title": "Title of the course.",
    "subtitle": "One line below it.",
    "language": "Language of the course (`en`, `de-AT`, …): for screen readers, dates and the words of pages.",
    "authors": "One name or a list of names.",
    "logo": "Image in the header: one path, or `{light: …, dark: …}`. A click on it toggles the theme.",
    "footer": "`{left: …, right: …}`, at both ends of the slide number.",
    "theme": "`auto` (follows the system), `light` or `dark`, until a visitor chooses.",
    "math": "`{macros: {\\R: \\mathbb{R}}}`: macros for every formula. `false`: no dollar is a formula.",
    "figures": "`false`: the title of a picture is a tooltip and no caption, as in other tools.",
    "markdown": "`{engine: commonmark}`, or `{engine: python-markdown, extensions: […]}` as in MkDocs.",
    "reveal": "[Options of Reveal.js](#options-of-revealjs), such as `{transition: fade}`.",
    "notes": "`keep` publishes speaker notes, `instructor` keeps them for instructors, `strip` leaves them out.",
    "separators": "What begins slides (`slide`), slides below (`vertical`), `notes`: JavaScript's regular expressions.",
    "incremental": "`true` lets list items appear one by one, `together` nested ones with their parent; `false`.",
    "media_hosts": "Hosts whose pictures, films and sounds may be shown. Each look at a page then asks them for these.",
    "embed_hosts": "Hosts whose frames may be loaded on a click, such as `www.youtube-nocookie.com`.",
    "bibliography": "The file with the works that decks cite, or a list: BibTeX (`.bib`) or CSL-JSON (`.json`).",
    "csl": "Citation style: `author-date` (the default), `numeric`, or a CSL file such as `styles/ieee.csl`.",
    "citations": "`inline`, or `foot` to put sources at the foot of the slide as well.",
    "institution": "Where the course is taught; stands above its title.",
    "term": "When it is taught, such as `Winter term 2026/27`.",
    "teachers": "A list of names, or of `{name, role, picture, url, email, links}`.",
    "license": "The licence of the course, such as `CC BY 4.0`; Creative Commons licences link to their deeds.",
    "url": "The address at which the site will be; brings `sitemap.xml`, canonical links and pictures.",
    "schedule": "The dates on the home page, a file such as `data/dates.yaml`.",
    "home": "The blocks of the home page in their order: `[intro, content, schedule, text, teachers]`.",
    "extensions": "Files of the course, such as `[extensions/quiz.py]`, and installed packages that "
    "[extend it](extending.md); their code is run.",
    "paths": "`{decks, timelines, assets, data, pages, theme, output}`: other folder names.",
    "audiences": "Names of audiences besides `instructor`, such as `[tutors]`, for whom slides and parts may be.",
}
_FRONT_MATTER = {
    "title": "Title of the lecture; without it the first `#` heading.",
    "subtitle": "Below the title on the title slide and the index.",
    "authors": "Overrides those of the course.",
    "date": "An ISO date such as `2026-11-12`, written out in the deck's language; or any text.",
    "language": "Overrides the language of the course.",
    "description": "One sentence for the index and for search engines.",
    "part": "Heading under which the index lists the deck.",
    "order": "A number that comes before file names in the order of decks.",
    "draft": "`true` leaves the deck out, unless it is named on the command line or built for instructors.",
    "theme": "Overrides the theme of the course.",
    "math": "`false`: dollars are prices or shell scripts, and no formulas; `true`, where the course says `false`.",
    "footer": "Overrides one or both ends of the footer.",
    "figures": "`false` or `true`, for this deck.",
    "markdown": "Overrides the engine for this deck.",
    "reveal": "Added to the course's settings for Reveal.js.",
    "notes": "`keep`, `instructor` or `strip`, for this deck.",
    "separators": "Others than those of the course.",
    "incremental": "`true`, `together` or `false`, for this deck.",
    "bibliography": "Other files than those of the course.",
    "csl": "Another citation style.",
    "citations": "`inline` or `foot`, for this deck.",
    "links": "What there is besides the slides: `{notebook: https://…, pdf: assets/notes.pdf, Any label: …}`.",
}
_PAGE_FRONT_MATTER = {
    "title": "Title of the page; without it the first heading.",
    "description": "One sentence for search engines.",
    "order": "A number that comes before file names in the order of the navigation.",
    "nav": "`false` leaves the page out of the navigation.",
    "draft": "`true` leaves the page out, unless it is built for instructors.",
}


def reference() -> str:
    """Return the text of the reference."""
    parts = [
        "# Reference",
        "Written by `tools/reference.py` from the code. The guide is the [README](../README.md).",
        "## Commands",
        *_commands(),
        "## Settings: `slides.yaml`",
        "Every key may be left out. A key that does not exist is an error.",
        *_table("Key", _settings_rows(Settings, "math", "macros", _SETTINGS)),
        "## Front matter of a deck",
        "YAML between two `---` lines at the very top.",
        *_table("Key", _settings_rows(FrontMatter, "", "", _FRONT_MATTER)),
        "## Front matter of a page of text",
        *_table("Key", _settings_rows(PageFrontMatter, "", "", _PAGE_FRONT_MATTER)),
        "## Options of Reveal.js",
        "What `reveal` may hold. A value that cannot be, and an option that has no effect here, is a warning.",
        *_table("Option", _grouped((name, _sentence(kind.wanted)) for name, kind in OPTIONS.items())),
        "Without effect, with what there is instead:",
        *_table("Option", _grouped((name, hint) for name, (_, hint) in REFUSED.items())),
        "## Findings",
        "A finding reads `file:line:column: severity[code]: message`, with a hint below. Errors fail the build,",
        "warnings do so with `--strict`. A deck with an error that leaves open who may see what is not written to a",
        f"public site: {', '.join(f'`{code}`' for code in sorted(HOLDING_BACK))}.\n",
        *_table("Code", [(f"`{code}`", sentence) for code, sentence in CODES.items()]),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _commands() -> list[str]:
    context = click.Context(slides, info_name="slides", **slides.context_settings)
    lines = ["\n```text", slides.get_help(context), "```\n"]
    for name, command in sorted(slides.commands.items()):
        help_text = command.get_help(click.Context(command, info_name=name, parent=context, max_content_width=100))
        lines += [f"### slides {name}\n", "```text", help_text, "```\n"]
    return lines


def _settings_rows(kind: type, written: str, held: str, sentences: dict[str, str]) -> list[tuple[str, str]]:
    """Return a row for each field of the dataclass; `written` is the key for the field `held`."""
    names = list(dict.fromkeys(written if field.name == held else field.name for field in fields(kind)))
    if names_without_sentence := set(names) ^ sentences.keys():
        raise LookupError(f"these settings are not both in the code and here: {sorted(names_without_sentence)}")
    return [(f"`{name}`", sentences[name]) for name in names]


def _grouped(rows: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return a row for each meaning, with all that have it."""
    names: dict[str, list[str]] = {}
    for name, meaning in rows:
        names.setdefault(meaning, []).append(f"`{name}`")
    return [(", ".join(same), meaning) for meaning, same in names.items()]


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def _table(head: str, rows: list[tuple[str, str]]) -> list[str]:
    return ["", f"| {head} | Meaning |", "|---|---|", *(f"| {name} | {meaning} |" for name, meaning in rows), ""]


if __name__ == "__main__":
    write_or_check(_TARGET.parent, {_TARGET.name: reference()})
