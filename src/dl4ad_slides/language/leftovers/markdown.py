"""Markdown that was not read: emphasis, links, pictures, tables, lists, headings, character references."""

from __future__ import annotations

import re

from dl4ad_slides.language.leftovers.rule import ANY, BLOCK_END, LINE, Rule, as_written, clipped
from dl4ad_slides.model.sentinels import ESCAPED, ITEM

_CODE = "markdown-text"

# Behind a digit or a letter, stars are powers, marks of significance, or pointers; beside a slash, names of files.
_STRONG = re.compile(
    rf"(?<![A-Za-z0-9)/*\\{ESCAPED}])\*\*(?=[^\s*/])(?P<words>(?:(?!\*\*|\n\n)(?:{ANY}|\n)){{1,400}})(?<![/{ESCAPED}])\*\*(?!\*)"
)
_WIDE_STRONG = re.compile(
    rf"(?<![^\s{ITEM}])(?<![\d)] )\*\*[ \t](?P<words>(?:(?!\*){ANY}){{1,200}}?\w)[ \t]\*\*(?=\s|\Z)"
)
_OPEN_STRONG = re.compile(rf"(?<![\w*/\\{ESCAPED}])\*\*(?=[^\W\d_]{{2}})")
_EMPHASIS = re.compile(
    rf"(?<![A-Za-z0-9*\\{ESCAPED}])\*(?=[^\s*{ESCAPED}])(?P<words>(?:(?!\*){ANY}){{1,200}}?)(?<=[^\s\w{ESCAPED}])\*(?=\w)"
)
_STRIKE = re.compile(rf"(?<![~{ESCAPED}])~~(?!~)(?P<words>(?:(?!~~){ANY}){{1,200}}?)~~(?!~)")

_FILE = r"[^\s()<>\"']+\.(?:md|html?|pdf|png|jpe?g|gif|webp|svg|mp4|csv|zip|ipynb|py)(?:#[^\s()<>]*)?"
_ADDRESS = re.compile(rf"(?:https?://|mailto:|\.{{0,2}}/|#\w)[^\s()<>]*|{_FILE}")
_SPACED_ADDRESS = re.compile(r"(?:https?://|\.{0,2}/|#\w)?[^()<>\"'\n]*\.\w{2,5}(?:[#/?][^()<>\"'\n]*)?")
_PICTURE = re.compile(rf"(?<!{ESCAPED})!\[[^\]\n]*\](?P<gap>[ \t]?)\((?P<target>[^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)")
_SIZED = re.compile(r"(?P<address>\S+)[ \t]+=(?P<width>\d*%?)x?(?P<height>\d*%?)")
_EMBED = re.compile(r"!\[\[(?P<file>[^\]\n|]+)(?:\|[^\]\n]*)?\]\]")
_LINK = re.compile(
    rf"(?<![{ESCAPED}!\]\w])\[(?P<words>(?!\d+\])[^\[\]\n^@!][^\[\]\n]*)\](?P<gap>[ \t\n]?)\((?P<target>[^()\n]+)\)"
)
_TURNED = re.compile(rf"\((?P<words>[^()\n]+)\)\[(?P<target>{_ADDRESS.pattern})\]")
_UNDEFINED = re.compile(
    rf"(?<![{ESCAPED}\w\])!])\[(?=[^\[\]\n]*[^\W\d_])[^\[\]\n+^@!-][^\[\]\n]*\]\[(?P<name>\w[\w .-]*)\](?![\[(])"
)

_DASHES = r"[ \t]*:?-+:?[ \t]*"
_RULE = re.compile(
    rf"{LINE}[ \t]*(?:\|?(?=[ \t:]*--){_DASHES}(?:\|{_DASHES})+\|?|\|(?=[ \t:]*---){_DASHES}\|)[ \t]*(?=\n|\Z)"
)
_ROWS = re.compile(rf"{LINE}\|[^|\n]+\|[^\n]*\|[ \t]*(?:\n\|[^|\n]*[^|\s:-][^|\n]*\|[^\n]*\|[ \t]*)+{BLOCK_END}")

_MARKERS = re.compile(rf"{LINE}(?P<sign>[-+*])[^\W\d_][^\n]*(?:\n(?P=sign)[^\W\d_][^\n]*)+")
_LATE_MARKER = re.compile(rf"(?<={ITEM})[^\n{ITEM}]+\n(?P<sign>[-+*])(?=[^\W\d_])")
_NUMBERS = re.compile(rf"{LINE}1(?P<point>[.)])[^\W\d_][^\n]*(?:\n\d{{1,2}}(?P=point)[^\W\d_][^\n]*)+")
_LETTERS = re.compile(
    rf"{LINE}(?P<open>\(?)[aAi1](?P<close>[.)])[ \t]?[^\n]*\n(?P=open)(?:[bB]|ii|2)(?P=close)[ \t]?\S[^\n]*"
)
_BULLETS = re.compile(
    rf"{LINE}[ \t]*(?P<bullet>[•●▪◦‣∙⁃\uf0b7\uf0a7\uf0d8])[ \t\u00a0]*\S[^\n]*(?:\n[ \t]*(?P=bullet)[^\n]*)*"
)
_TASK = re.compile(rf"{LINE}\[[ xX]\][ \t]+(?=\S)")
_DOT, _COUNT = r"[ \t]*(?P<sign>[-+*])[ \t]+\S[^\n]*", r"[ \t]*\d{1,2}\.[ \t]+\S[^\n]*"
_NO_BLANK = re.compile(rf"{LINE}(?:{_DOT}(?:\n[ \t]*(?P=sign)[ \t]+\S[^\n]*)+|{_COUNT}(?:\n{_COUNT})+)")

_HEADING = re.compile(rf"{LINE}(?P<signs>#{{2,6}})[^\W\d_][^\n]*|\A\s*(?P<sign>#)[^\W\d_][^\n]*")
_HEADING_IN_HTML = re.compile(rf"{LINE}[ \t]*#{{1,6}}[ \t]+[^\W_][^\n]*")
_CHARACTER = re.compile(
    r"&(?P<name>nbsp|ensp|emsp|thinsp|shy|[nm]dash|hellip|[lr]arr|copy|reg|trade|euro|[aouAOU]uml|szlig|times|deg|[lg]t|amp"
    r"|quot)(?![\w;=])"
)

_BLANK_LINE = "Leave a blank line between this and the tag above: Markdown does not read what stands in HTML."


def _words(found: re.Match[str]) -> str:
    return clipped(as_written(found["words"]), 40)


def _strong(found: re.Match[str]) -> str:
    if found["words"] != found["words"].strip():
        return _wide_strong(found)
    if _stands_apart(found):
        return _BLANK_LINE
    return f"Write `<b>{_words(found)}</b>`: beside letters and signs, Markdown does not read these stars."


def _wide_strong(found: re.Match[str]) -> str:
    return f"Write `**{_words(found)}**`, without spaces inside the stars."


def _emphasis(found: re.Match[str]) -> str:
    return f"Write `<em>{_words(found)}</em>`: beside letters and signs, Markdown does not read these stars."


def _stands_apart(found: re.Match[str]) -> bool:
    """Tell whether nothing beside the stars keeps Markdown from reading them."""
    before, behind = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return not (before.isalnum() or behind.isalnum()) and not (found.string[found.end() - 3].isspace())


def _picture(found: re.Match[str]) -> str:
    target = as_written(found["target"]).strip()
    if sized := _SIZED.fullmatch(target):
        size = " ".join(f"{name}={sized[name]}" for name in ("width", "height") if sized[name])
        return f"Write `![…]({sized['address']}){{{size}}}`."
    address = re.split(r"[ \t]+[\"'“„]", target)[0].strip("<>")
    if found["gap"]:
        return f"Write `![…]({clipped(target)})`, without a space between the brackets."
    if re.search(r"\s", address):
        return f"Write `![…](<{clipped(address)}>)`: an address with a space stands between `<` and `>`."
    if address != target.strip("<>"):
        return f'Write `![…]({clipped(address)} "Caption")`, with the caption in straight quotes.'
    return _BLANK_LINE


def _link(found: re.Match[str]) -> str:
    target = as_written(found["target"]).strip()
    address = re.split(r"[ \t]+[\"'“„]", target)[0]
    if " " in address:
        told = _SPACED_ADDRESS.fullmatch(address) if not found["gap"] else None
        meant = f"`[{_words(found)}](<{clipped(address, 40)}>)`"
        return f"Write {meant}: an address with a space stands between `<` and `>`." if told else ""
    if not _ADDRESS.fullmatch(address):
        return ""
    if found["gap"]:
        return f"Write `[{_words(found)}]({clipped(target, 40)})`, without a space between the brackets."
    return _BLANK_LINE


RULES = (
    Rule(_CODE, "![", _PICTURE, _picture),
    Rule(_CODE, "![[", _EMBED, lambda found: f"Write `![What it shows]({clipped(found['file'])})`."),
    Rule(_CODE, "(", _LINK, _link),
    Rule(_CODE, ")[", _TURNED, lambda found: f"Write `[{_words(found)}]({clipped(found['target'], 40)})`."),
    Rule(
        _CODE,
        "][",
        _UNDEFINED,
        lambda found: f"Write `[{found['name']}]: https://…` on the same slide, or the address in round brackets.",
    ),
    Rule(_CODE, "**", _STRONG, _strong),
    Rule(_CODE, "**", _WIDE_STRONG, _wide_strong),
    Rule(_CODE, "**", _OPEN_STRONG, "Close it with `**` in the same paragraph, or write `\\*\\*` for the stars."),
    Rule(_CODE, "*", _EMPHASIS, _emphasis),
    Rule(_CODE, "~~", _STRIKE, lambda found: f"Write `<del>{_words(found)}</del>`."),
    Rule(_CODE, "-", _RULE, "A table needs as many cells in its first row as here, and that row right above."),
    Rule(_CODE, "|", _ROWS, "Write `|---|---|`, with as many cells, below the first row of a table."),
    Rule(_CODE, "\n", _MARKERS, lambda found: f"Write `{found['sign']} `, with a space, before each item of a list."),
    Rule(_CODE, ITEM, _LATE_MARKER, lambda found: f"Write `{found['sign']} `, with a space, before each item."),
    Rule(_CODE, "1", _NUMBERS, lambda found: f"Write `1{found['point']} `, with a space, before each item of a list."),
    Rule(_CODE, "\n", _LETTERS, "Write `1. ` before each item of a list: Markdown counts with numbers alone."),
    Rule(_CODE, "", _BULLETS, "Write `- ` before each item of a list."),
    Rule(_CODE, "]", _TASK, "Write `- [ ] ` before each task of a list."),
    Rule(_CODE, "\n", _NO_BLANK, "Leave a blank line before the list."),
    Rule(
        _CODE,
        "#",
        _HEADING,
        lambda found: f"Write `{found['signs'] or '#'} ` with a space for a heading, or `\\{found['signs'] or '#'}`.",
    ),
    Rule(_CODE, "#", _HEADING_IN_HTML, _BLANK_LINE),
    Rule(_CODE, "&", _CHARACTER, lambda found: f"Write `&{found['name']};`, with a semicolon."),
)
