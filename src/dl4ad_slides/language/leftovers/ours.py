"""Syntax of the deck language that was not read: attribute lists, callouts, footnotes, references, citations."""

from __future__ import annotations

import re

from dl4ad_slides.language.callouts import KINDS
from dl4ad_slides.language.leftovers.rule import BLOCK_END, LINE, Rule, as_written, clipped
from dl4ad_slides.model.diagnostics import did_you_mean
from dl4ad_slides.model.sentinels import ESCAPED

_CODE = "deck-slip"

_NAMED = r"[.#][^\W\d][\w:-]*"
_QUOTED = r"\"[^\"{}\n]*\"|'[^'{}\n]*'|[“”„][^“”{}\n]*[“”]|[^\s{}\"'“”„,;]+"
_PAIR = rf"[A-Za-z][\w-]+\s*=\s*(?:{_QUOTED})"
_DATA = r"data-[\w-]+"
_FIRST = rf"(?:{_NAMED}|{_PAIR}|{_DATA})"
_ATTRIBUTES = re.compile(
    rf"(?<![{ESCAPED}\\{{$%])\{{:?\s*{_FIRST}(?:[\s,;]+(?:{_PAIR}|{_NAMED}|[\w-]+))*[\s,;]*\}}(?!\}})"
)
_ITEM = re.compile(rf"{_PAIR}|{_NAMED}|[\w-]+")
# Words in braces that can be nothing but a class, at the end of a block.
_CLASSES = r"fragment|incremental|nonincremental|center|unnumbered|inline|notes"
_BARE = re.compile(
    rf"(?<![{ESCAPED}\\{{$%])\{{[ \t]*(?P<name>{_CLASSES}|[a-z]+(?:-[a-z0-9]+)+)[ \t]*\}}(?=\s*(?:\n\n|\Z))"
)
_GLOB = re.compile(r"[\w*/.)]\Z")
_CALLOUT = re.compile(rf"{LINE}\[!(?P<kind>\w+)\](?P<fold>[+-]?)(?P<title>[^\n]*)")
_FOOTNOTE = re.compile(rf"(?<!{ESCAPED})\[\^(?!\w-\w)(?P<label>[^\]\s\[\\\"']+)\]")
# An attribute list whose brace is never closed.
_OPEN_ATTRIBUTES = re.compile(rf"(?<=\s)\{{[ \t]*(?:\.[a-z][\w-]*|#[a-z][\w-]*)(?:[ \t]+{_FIRST})*[ \t]*{BLOCK_END}")
_FIGURE = re.compile(r"(?<![\w@/.\\-])@(?:fig[_:.]|Fig[-_:.]|FIG[-_:.]|fgi-|gif-|figure-)(\w[\w-]*)")
_REFERENCE = re.compile(
    r"(?<![\w@/.\\-])@(?P<name>(?:thm|lem|cor|prp|prop|def|exm|exr|eq|tbl|tab|sec|lst|alg|nte|tip)[-:]\w[\w:-]*)"
)
# A line with nothing else, where notes were to begin; what is near to `Note:` is told elsewhere.
_NOTES = re.compile(
    rf"{LINE}(?:remarques?|anmerkung(?:en)?|bemerkung(?:en)?|notas?|opmerking(?:en)?|appunti)[ \u00a0]?:"
    r"[ \t]*(?=\n|\Z)",
    re.IGNORECASE,
)
_COLONS = re.compile(rf"{LINE}::[ \t]*(?P<name>[a-z][a-z-]*)[ \t]*(?=\n|\Z)")


def _attributes(found: re.Match[str]) -> str:
    written, before = as_written(found[0]), found.string[: found.start()]
    if "," in written and " " not in written and _GLOB.search(before):
        return ""  # names of files: `main{.c,.h}`
    items = ["=".join(map(str.strip, one.split("=", 1))) for one in _ITEM.findall(written)]
    clean = "{" + " ".join(one.translate(_STRAIGHT) for one in items) + "}"
    lone = next((one for one in items[1:] if not re.match(r"[.#]|[\w-]+=", one)), "")
    if clean.startswith("{#") and lone:
        return f"Write `{{#{'-'.join(one.lstrip('#') for one in items)}}}`: an id has no spaces."
    if clean != written:
        return f"Write `{clipped(clean)}`{', without commas' * (',' in written)}, at the very end of its block."
    if before.endswith((" ", "\n")):
        return f"Write it at the very end of the heading, list item or paragraph; or `[words]{clipped(clean, 30)}`."
    word = re.search(r"[\w-]+\Z", before)
    marked = f"[{word[0] if word else 'words'}]{clipped(clean, 30)}"
    return f"Write ` {clean}`, behind a space, at the very end of its block; or `{marked}`, for words alone."


_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "'": '"'})


def _bare(found: re.Match[str]) -> str:
    name = found["name"]
    if re.fullmatch(_CLASSES, name):
        return f"Write `{{.{name}}}`, with a point before the class."
    return f"Write `{{#{name}}}` for an id, or `{{.{name}}}` for a class."


def _callout(found: re.Match[str]) -> str:
    kind = found["kind"].upper()
    if kind not in KINDS:
        return did_you_mean(kind, KINDS) or f"There are {', '.join(KINDS)}; write one of them."
    if found["fold"] or found["title"].strip():
        title = found["title"].strip()
        return f"Write `> [!{kind}]` alone on its line" + f", and below it `> **{clipped(title, 30)}**`." * bool(title)
    return f"Write `> [!{kind}]` as the first line of a quotation."


def _reference(found: re.Match[str]) -> str:
    name = found["name"]
    if name.startswith("eq"):
        return "Give the formula a `\\tag{…}`, and name that in the text: only figures are referred to by `@fig-…`."
    return f"Write a link, such as `[words](#{name})`: only figures are referred to by `@fig-…`."


RULES = (
    Rule(_CODE, "{", _ATTRIBUTES, _attributes),
    Rule(_CODE, "{", _BARE, _bare),
    Rule(
        _CODE,
        "{",
        _OPEN_ATTRIBUTES,
        lambda found: f"Write `{clipped(as_written(found[0]))}}}`: the brace is never closed.",
    ),
    Rule(_CODE, "[!", _CALLOUT, _callout),
    Rule(
        _CODE,
        "[^",
        _FOOTNOTE,
        lambda found: f"Write `[^{found['label']}]: …` on the same slide, or `\\[^` for the characters.",
    ),
    Rule(_CODE, "@", _FIGURE, lambda found: f"Write `@fig-{found[1]}`."),
    Rule(_CODE, "@", _REFERENCE, _reference),
    Rule(
        _CODE,
        (":\n", ": \n", ":  ", ":\t"),
        _NOTES,
        "Write `Note:` at the start of a line; notes go on to the end of the slide.",
    ),
    Rule(_CODE, "::", _COLONS, lambda found: f"Write `::: {found['name']}`, with three colons, and end it with `:::`."),
)
