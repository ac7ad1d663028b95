"""Syntax of the deck language that was not read: attribute lists, callouts, footnotes, references, citations."""

from __future__ import annotations

import re

from dl4ad_slides.language.leftovers.rule import LINE, Rule, as_written, clipped
from dl4ad_slides.model.diagnostics import did_you_mean
from dl4ad_slides.model.sentinels import ESCAPED

_CODE = "deck-slip"
CALLOUTS = ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION")

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
_BARE = re.compile(rf"(?<![{ESCAPED}\\{{$%])\{{[ \t]*({_CLASSES})[ \t]*\}}(?=\s*(?:\n\n|\Z))")
_GLOB = re.compile(r"[\w*/.)]\Z")
_CALLOUT = re.compile(rf"{LINE}\[!(?P<kind>\w+)\](?P<fold>[+-]?)(?P<title>[^\n]*)")
_FOOTNOTE = re.compile(rf"(?<!{ESCAPED})\[\^(?!\w-\w)(?P<label>[^\]\s\[\\\"']+)\]")
_FIGURE = re.compile(r"(?<![\w@/.\\-])@(?:fig[_:.]|Fig[-_:.]|FIG[-_:.]|fgi-|gif-|figure-)(\w[\w-]*)")
_THEOREM = re.compile(
    r"(?<![\w@/.\\-])@(?P<name>(?:thm|lem|cor|prp|prop|def|exm|exr|eq|tbl|tab|sec|lst|alg|nte|tip)[-:]\w[\w:-]*)"
)
_CITATION = re.compile(rf"(?<![{ESCAPED}\w])\[-?@(?P<rest>[^\]\n]*\]?)")


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
    where = "at the very end of a heading, list item or paragraph, behind a space"
    return f"Write it {where}; or `[words]{clipped(clean, 30)}`, for words."


_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "'": '"'})


def _callout(found: re.Match[str]) -> str:
    kind = found["kind"].upper()
    if kind not in CALLOUTS:
        return did_you_mean(kind, CALLOUTS) or f"There are {', '.join(CALLOUTS)}; write one of them."
    if found["fold"] or found["title"].strip():
        title = found["title"].strip()
        return f"Write `> [!{kind}]` alone on its line" + f", and below it `> **{clipped(title, 30)}**`." * bool(title)
    return f"Write `> [!{kind}]` as the first line of a quotation."


RULES = (
    Rule(_CODE, "{", _ATTRIBUTES, _attributes),
    Rule(_CODE, "{", _BARE, lambda found: f"Write `{{.{found[1]}}}`, with a point before the class."),
    Rule(_CODE, "[!", _CALLOUT, _callout),
    Rule(
        _CODE,
        "[^",
        _FOOTNOTE,
        lambda found: f"Write `[^{found['label']}]: …` on the same slide, or `\\[^` for the characters.",
    ),
    Rule(_CODE, "@", _FIGURE, lambda found: f"Write `@fig-{found[1]}`."),
    Rule(
        _CODE,
        "@",
        _THEOREM,
        "Only figures are referred to like that, `@fig-…`; write a link, such as `[Law 5](#law-5)`, or `\\@`.",
    ),
    Rule(_CODE, "@", _CITATION, "Write `[@key]` or `[@key, p. 5; @other]`, or `\\[@` for the characters."),
)
