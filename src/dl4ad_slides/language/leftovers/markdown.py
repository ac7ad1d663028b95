"""Markdown that was not read: emphasis, links, pictures, tables, lists, headings, character references."""

from __future__ import annotations

import re

from dl4ad_slides.language.leftovers.rule import ANY, BLOCK_END, LINE, Rule, as_written, clipped, line_starts
from dl4ad_slides.language.table_rows import count_cells
from dl4ad_slides.model.sentinels import ESCAPED, ITEM

_CODE = "text-markdown"

# Behind a digit or a letter, stars are powers, marks of significance, or pointers; beside a slash, names of files.
_STRONG = re.compile(
    rf"(?<![A-Za-z0-9)/*\\{ESCAPED}])\*\*(?=[^\s*/])(?P<words>(?:(?!\*\*|\n\n)(?:{ANY}|\n)){{1,400}})(?<![/{ESCAPED}])\*\*(?!\*)"
)
_WIDE_STRONG = re.compile(
    rf"(?<![A-Za-z0-9*{ESCAPED}])(?<![\d)] )\*\*[ \t](?P<words>(?:(?!\*){ANY}){{1,200}}?[\w.!?])[ \t]?\*\*"
    r"(?![A-Za-z0-9*])"
)
_OPEN_STRONG = re.compile(rf"(?<![\w*/\\{ESCAPED}])\*\*(?=[^\W\d_]{{2}})")
_EMPHASIS = re.compile(
    rf"(?<![A-Za-z0-9*\\{ESCAPED}])\*(?=[^\s*{ESCAPED}])(?P<words>(?:(?!\*){ANY}){{1,200}}?)(?<=[^\s\w{ESCAPED}])\*(?=\w)"
)
_UNDERLINED = re.compile(
    rf"(?<![\w\\{ESCAPED}])__(?=[^\s_])(?P<words>(?:(?!__){ANY}){{1,200}}?)(?<=[^\s\w{ESCAPED}])__(?=\w)"
)
_OPEN_STRIKE = re.compile(rf"(?<![\w~\\{ESCAPED}])~~(?=[^\W\d_])")
_STRIKE = re.compile(rf"(?<![~{ESCAPED}])~~(?!~)(?P<words>(?:(?!~~){ANY}){{1,200}}?)~~(?!~)")

_FILE = r"[^\s()<>\"']+\.(?:md|html?|pdf|png|jpe?g|gif|webp|svg|mp4|csv|zip|ipynb|py)(?:#[^\s()<>]*)?"
_ADDRESS = re.compile(rf"(?:https?://|mailto:|\.{{0,2}}/|#\w)[^\s()<>]*|{_FILE}")
_SPACED_ADDRESS = re.compile(r"(?:https?://|\.{0,2}/|#\w)?[^()<>\"'\n]*\.\w{2,5}(?:[#/?][^()<>\"'\n]*)?")
_PICTURE = re.compile(
    rf"(?<!{ESCAPED})!\[(?P<alt>[^\]\n]{{0,400}})\](?P<gap>[ \t]?)\((?P<target>[^()\n]*(?:\([^()\n]*\)[^()\n]*)*)\)"
)
_SIZED = re.compile(
    r"(?P<address>\S+)[ \t]+(?:=(?P<width>\d*%?)x?(?P<height>\d*%?)|\|[ \t]*(?:width=)?(?P<wide>\d+%?))"
)
_EMBED = re.compile(r"!\[\[(?P<file>[^\]\n|]{1,400})(?:\|(?P<size>\d+)?[^\]\n]{0,100})?\]\]")
_LINK = re.compile(
    rf"(?<![{ESCAPED}!\]\w])\[(?P<words>(?!\d+\])[^\[\]\n^@!][^\[\]\n]*)\](?P<gap>[ \t\n]?)\((?P<target>[^()\n]+)\)"
)
_TURNED = re.compile(rf"!?\((?P<words>[^()\n]+)\)\[(?P<target>{_ADDRESS.pattern})\]")
_UNDEFINED = re.compile(
    rf"(?<![{ESCAPED}\w\])!])\[(?P<words>(?=[^\[\]\n]*[^\W\d_])[^\[\]\n+^@!-][^\[\]\n]*)\]"
    r"\[(?P<name>\w[\w .-]*)\](?![\[(])"
)

_DASHES = r"[ \t]*:?-+:?[ \t]*"
_RULE = re.compile(
    rf"{LINE}[ \t]*(?:\|?(?=[ \t:]*--){_DASHES}(?:\|{_DASHES})+\|?|\|(?=[ \t:]*---){_DASHES}\|)[ \t]*(?=\n|\Z)"
)
_OTHER_RULE = re.compile(rf"{LINE}[ \t]*\|(?=[ \t]*[=—–_~])[ \t=—–_~:]+(?:\|[ \t=—–_~:]+)*\|?[ \t]*(?=\n|\Z)")
_GRID = re.compile(rf"{LINE}[ \t]*\+(?:[-=]{{3,}}\+)+[^\n]*(?:\n[ \t]*[|+][^\n]*)*")
_ROWS = re.compile(
    rf"{LINE}\|[^|\n]+\|[^\n]*\|[ \t]*(?!\n[ \t]*\|[ \t]*[=—–_~])"
    rf"(?:\n\|[^|\n]*[^|\s:-][^|\n]*\|[^\n]*\|[ \t]*)+{BLOCK_END}"
)

_MARKERS = re.compile(rf"{LINE}(?P<sign>[-+*])[^\W\d_][^\n]*(?:\n(?P=sign)[^\W\d_][^\n]*)+")
_LONE_MARKER = re.compile(r"(?:(?<=\n\n)|\A)(?P<sign>[-+])(?=[A-Z][a-z]+(?:\n\n|\Z))")
_LATE_MARKER = re.compile(rf"(?<={ITEM})[^\n{ITEM}]+\n(?P<sign>[-+*])(?=[^\W\d_])")
_NUMBERS = re.compile(rf"{LINE}1(?P<point>[.)])[^\W\d_][^\n]*(?:\n\d{{1,2}}(?P=point)[^\W\d_][^\n]*)+")
# A sentence may go on from one to the next: `(1) what is seen, and`.
_GOES_ON = r"\([^\n]*(?:,|\b(?:and|or|und|oder|et|ou|e|o|y|en|of))[ \t]*\n"
_LETTERS = re.compile(
    rf"{LINE}(?!{_GOES_ON})(?P<open>\(?)[aAi1](?P<close>[.)])[ \t]?[^\n]*\n"
    r"(?P=open)(?:[bB]|ii|2)(?P=close)[ \t]?\S[^\n]*"
)
_DASHED = re.compile(rf"{LINE}–[ \t]+\S[^\n]*(?:\n–[ \t]+\S[^\n]*)+")
_BULLET = "•●▪◦‣∙⁃\uf0b7\uf0a7\uf0d8"  # the last three of Word's fonts
# Several on one line are a legend, or part the words of a line.
_BULLETS = re.compile(
    rf"{LINE}[ \t]*(?P<bullet>[{_BULLET}])(?![^\n]*[{_BULLET}])[ \t\u00a0]*\S[^\n]*(?:\n[ \t]*(?P=bullet)[^\n]*)*"
)
_TASK = re.compile(
    rf"{LINE}\[(?P<done>[ xX])\][ \t]+\S[^\n]*(?:\n\[[ xX]\][ \t][^\n]*)*"
    rf"|(?<={ITEM})\[(?:\]|(?P<done_in_item>[ xX])\](?=\S))"
)
_DOT, _COUNT = r"[ \t]*(?P<sign>[-+*])[ \t]+\S[^\n]*", r"[ \t]*\d{1,2}\.[ \t]+\S[^\n]*"
_NO_BLANK = re.compile(rf"{LINE}(?:{_DOT}(?:\n[ \t]*(?P=sign)[ \t]+\S[^\n]*)+|{_COUNT}(?:\n{_COUNT})+)")

_HEADING = re.compile(rf"{LINE}(?P<signs>#{{2,6}})[^\W\d_][^\n]*|\A\s*(?P<sign>#)[^\W\d_][^\n]*")
_HEADING_IN_HTML = re.compile(rf"{LINE}[ \t]*#{{1,6}}[ \t]+[^\W_][^\n]*")
_BROKEN_TAG = re.compile(
    r"(?<!<)<[ \t]+(?P<tag>/?(?:br|hr|b|i|u|em|strong|sub|sup|div|span|p|img|small|mark)(?:[ \t]+[\w-]+=[^<>\n]*)?)"
    r"[ \t/]*>(?!>)"
)
_COMMENT_END = re.compile(rf"{LINE}[ \t]*-->[ \t]*(?=\n|\Z)")
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
    return _beside_letters(found, found[0][:2], "b")


def _wide_strong(found: re.Match[str]) -> str:
    return f"Write `**{_words(found)}**`, without spaces inside the stars."


def _emphasis(found: re.Match[str]) -> str:
    return _beside_letters(found, "*", "em")


def _beside_letters(found: re.Match[str], sign: str, tag: str) -> str:
    words = _words(found)
    if words.endswith((":", ".", "!", "?", ";", ",")) and words.isascii():
        return f"Write `{sign}{words}{sign} `, with a space behind it."
    return f"Write `<{tag}>{words}</{tag}>`, or a space beside it: between signs and letters, `{sign}` is not read."


def _stands_apart(found: re.Match[str]) -> bool:
    """Tell whether nothing beside the stars keeps Markdown from reading them."""
    before, behind = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return not (before.isalnum() or behind.isalnum()) and not (found.string[found.end() - 3].isspace())


def _picture(found: re.Match[str]) -> str:
    alt, target = clipped(as_written(found["alt"]), 30) or "What it shows", as_written(found["target"]).strip()
    if sized := _SIZED.fullmatch(target):
        width = sized["width"] or sized["wide"]
        size = f"width={width}" if width else f"height={sized['height']}"
        return f"Write `![{alt}]({sized['address']}){{{size}}}`."
    address = re.split(r"[ \t]+[\"'“„]", target)[0].strip("<>")
    if found["gap"]:
        return f"Write `![{alt}]({clipped(target)})`, without a space between the brackets."
    if re.search(r"\s", address):
        return f"Write `![{alt}](<{clipped(address)}>)`: an address with a space stands between `<` and `>`."
    if address != target.strip("<>"):
        return f'Write `![{alt}]({clipped(address)} "Caption")`, with the caption in straight quotes.'
    return _BLANK_LINE


def _embed(found: re.Match[str]) -> str:
    size = f"{{width={found['size']}}}" if found["size"] else ""
    return f"Write `![What it shows]({clipped(found['file'])}){size}`."


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


def _turned(found: re.Match[str]) -> str:
    return f"Write `{'!' * found[0].startswith('!')}[{_words(found)}]({clipped(found['target'], 40)})`."


def _undefined(found: re.Match[str]) -> str:
    words, name = found["words"], found["name"]
    if not name.isdigit() and not re.search(r"[^\W\d_]{3}", words):
        return ""  # features and indices stand in brackets, too
    return f"Write `[{name}]: https://…` on the same slide, or the address in round brackets."


def _rule(found: re.Match[str]) -> str:
    above = found.string[: found.start()].rstrip("\n").rsplit("\n", 1)[-1]
    if found.string[: found.start()].endswith("\n\n") or "|" not in above:
        return "Write it right below the first row of the table, with as many cells as that has."
    return f"Write `{_rule_for(above)}`, with as many cells as the row above has."


def _rows(found: re.Match[str]) -> str:
    first, _, _ = found[0].partition("\n")
    return f"Write `{_rule_for(first)}` below the first row of a table."


def _rule_for(row: str) -> str:
    return "|---" * count_cells(as_written(row)) + "|"


def _task(found: re.Match[str]) -> str:
    done = (found["done"] or found["done_in_item"] or " ").lower()
    return f"Write `- [{done}] `, with its spaces, before each task of a list."


def _broken_tag(found: re.Match[str]) -> str:
    return f"Write `<{found['tag'].rstrip()}>`, without the space."


_SIGNS = line_starts("-", "+", "*")

RULES = (
    Rule(_CODE, "![", _PICTURE, _picture),
    Rule(_CODE, "![[", _EMBED, _embed),
    Rule(_CODE, "(", _LINK, _link),
    Rule(_CODE, ")[", _TURNED, _turned),
    Rule(_CODE, "][", _UNDEFINED, _undefined),
    Rule(_CODE, "**", _STRONG, _strong),
    Rule(_CODE, "**", _WIDE_STRONG, _wide_strong),
    Rule(_CODE, "**", _OPEN_STRONG, "Close it with `**` in the same paragraph, or write `\\*\\*` for the stars."),
    Rule(_CODE, "__", _UNDERLINED, _strong),
    Rule(_CODE, "*", _EMPHASIS, _emphasis),
    Rule(_CODE, "~~", _STRIKE, lambda found: f"Write `<del>{_words(found)}</del>`."),
    Rule(_CODE, "~~", _OPEN_STRIKE, "Close it with `~~` in the same paragraph, or write `\\~~` for the characters."),
    Rule(_CODE, "--", _RULE, _rule),
    Rule(_CODE, "|", _OTHER_RULE, _rule),
    Rule(_CODE, "|", _ROWS, _rows),
    Rule(_CODE, "+", _GRID, "Write a table of Markdown: `| a | b |`, below it `|---|---|`."),
    Rule(_CODE, _SIGNS, _MARKERS, lambda found: f"Write `{found['sign']} `, with a space, before each item of a list."),
    Rule(_CODE, _SIGNS, _LATE_MARKER, lambda found: f"Write `{found['sign']} `, with a space, before each item."),
    Rule(_CODE, _SIGNS, _LONE_MARKER, lambda found: f"Write `{found['sign']} `, with a space, before each item."),
    Rule(
        _CODE,
        line_starts("1"),
        _NUMBERS,
        lambda found: f"Write `1{found['point']} `, with a space, before each item of a list.",
    ),
    Rule(
        _CODE,
        ("\nb", "\nB", "\nii", "\n2", "\n("),
        _LETTERS,
        "Write `1. ` before each item of a list, or leave a blank line between the lines.",
    ),
    Rule(_CODE, tuple(_BULLET), _BULLETS, "Write `- ` before each item of a list."),
    Rule(_CODE, "–", _DASHED, "Write `- ` before each item of a list."),
    Rule(_CODE, "]", _TASK, _task),
    Rule(_CODE, ("- ", "+ ", "* ", ". ", "-\t", "+\t", "*\t", ".\t"), _NO_BLANK, "Leave a blank line before the list."),
    Rule(
        _CODE,
        "#",
        _HEADING,
        lambda found: f"Write `{found['signs'] or '#'} ` with a space for a heading, or `\\{found['signs'] or '#'}`.",
    ),
    Rule(_CODE, "#", _HEADING_IN_HTML, _BLANK_LINE),
    Rule(_CODE, "<", _BROKEN_TAG, _broken_tag),
    Rule(_CODE, "-->", _COMMENT_END, "Delete it, or an earlier `-->`: a comment ends at the first one."),
    Rule(_CODE, "&", _CHARACTER, lambda found: f"Write `&{found['name']};`, with a semicolon."),
)
