"""Syntax of neighbouring tools: Obsidian, Hugo, Quarto, MkDocs, reStructuredText, remark, Slidev, Jekyll, git."""

from __future__ import annotations

import re

from dl4ad_slides.language.callouts import how_to_write, kind_of
from dl4ad_slides.language.leftovers.rule import ANY, BLOCK_END, LINE, SHORT, Rule, as_written, clipped
from dl4ad_slides.model.sentinels import ESCAPED, OBJECT

_CODE = "text-foreign"

_ICON_SETS = (
    "bootstrap|carbon|fa[bsrldt]?|fas|far|fab|fontawesome|heroicons?|ionicons?|lucide|material|mdi|octicons?|"
    "phosphor|simple|tabler"
)
# `:material-home:` and `:fontawesome-brands-github:` of MkDocs' themes, `{{< fa brands github >}}` of Quarto.
_ICON = re.compile(
    rf"(?<![\w:]):(?:{_ICON_SETS})-[a-z0-9]+(?:-[a-z0-9]+)*:(?![\w:])"
    r"|\{\{<\s*(?:fa|fontawesome|bi|ai|iconify|icon)\s[^<>{}\n]*>\}\}"
)
INSTEAD_OF_ICON = (
    "Write a word, an emoji such as `:house:`, or a picture of your own, such as `![Home](assets/images/home.svg)`."
)
_SHORTCODE = re.compile(rf"\{{\{{[<%]{SHORT}?[>%]\}}\}}")
_FRAME = 'Write `<iframe src="https://…"></iframe>`, and name the host under `embed_hosts` in `slides.yaml`.'
_CONTAINER = "Write `::: {}` on a line of its own, and `:::` behind what is in it."
_SHORTCODES = {
    **dict.fromkeys(("youtube", "vimeo"), _FRAME),
    **dict.fromkeys(("fragment", "frag"), _CONTAINER.format("fragment")),
    **dict.fromkeys(("smaller", "small", "smallest"), _CONTAINER.format("small")),
    **dict.fromkeys(("columns", "multicol", "cols"), _CONTAINER.format("columns")),
    **dict.fromkeys(("column", "col"), _CONTAINER.format("column")),
    "section": "Write `--` instead of `---` between slides that stand below each other.",
    "slide": 'Write `<!-- .slide: class="…" -->` on the slide.',
    "video": _FRAME,
    "figure": "Write `![What it shows](assets/picture.svg)`.",
    "pause": "Write `. . .` in a paragraph of its own.",
    "pagebreak": "Write `---` on a line of its own to begin a slide.",
    **dict.fromkeys(("notice", "hint", "callout", "alert"), how_to_write("NOTE")),
    **dict.fromkeys(("note", "notes"), "Write `Note:` at the start of a line; notes go on to the end of the slide."),
    **dict.fromkeys(("meta", "var", "env"), "Write the value: it is not read from elsewhere."),
}
_TAKES_IN = re.compile(r"\{\{[%<]\s*(?:include|import|embed|readfile)\s+(?:\w+=)?[\"']?(?P<file>[\w./-]+)")
_LIQUID = re.compile(rf"(?<!{ESCAPED})\{{%-?[ \t]*[a-z]{SHORT}?%\}}")
_JINJA = re.compile(rf"(?<![{ESCAPED}$])\{{\{{[ \t]*[a-z_][\w.]*(?:[ \t]*\|[^{{}}\n]*|\([^{{}}\n]*\))?[ \t]*\}}\}}")
_ERB = re.compile(rf"<%[=-]?{SHORT}?%>")
_OBSIDIAN_COMMENT = re.compile(rf"(?<![\w%])%%(?=\S|[ \t]+\S)(?:(?!%%){ANY})+%%|{LINE}%%(?:[ \t]+\S[^\n]*)?(?=\n|\Z)")
_WIKI_LINK = re.compile(rf"(?<![!\[{ESCAPED}])\[\[(?P<page>\w[^\[\]\n|#]*)(?P<more>[|#][^\[\]\n]*)?\]\](?![\]=])")
_CONTENTS = re.compile(rf"{LINE}(?:@?\[toc\]|\[\[_?toc_?\]\]|\{{:toc\}})(?=\n|\Z)", re.IGNORECASE)
_ADMONITION = re.compile(rf"{LINE}(?:!!!|\?\?\?\+?)[ \t]+(?P<kind>[a-z]+)[^\n]*")
_TAB = re.compile(rf"{LINE}===[!+]?[ \t]+\"[^\"\n]*\"")
_SNIPPET = re.compile(rf"{LINE}-{{1,2}}8<-{{1,2}}[^\n]*")
_DIRECTIVE = re.compile(rf"{LINE}\.\.[ \t]+(?P<name>[\w-]+)::[^\n]*")
_ROLE = re.compile(rf"(?<![\w`]):(?P<name>ref|doc|math|cite|numref|eq|term|py|code|sub|sup):[`{ESCAPED}{OBJECT}]")
_ORG = re.compile(rf"{LINE}#\+(?P<name>[A-Za-z_]+):?[^\n]*(?:[\s\S]{{0,1000}}?\n#\+(?:END|end)_[A-Za-z]+)?")
_LINE_COMMENT = re.compile(rf"{LINE}//[ \t]+\S[^\n]*")
# Behind a word it may be a part of a path, unless a space or a capital follows.
_LINE_END = re.compile(rf"(?<![\s\\/:{ESCAPED}])\\n(?=[\s*A-Z]|\Z)|(?<=[.!?*)\"”])\\n(?=[^\W\d_])")
# Behind the end of a sentence or a word; before a line of the same paragraph.
_TEX_BREAK = re.compile(rf"(?<=[\w.,;!?)]){ESCAPED}\\(?=[ \t]*\n(?!\n))")
_BB_CODE = re.compile(rf"\[(?P<tag>b|i|u|s|code|quote)\](?P<words>{ANY}{{1,200}}?)\[/(?P=tag)\]", re.IGNORECASE)
_WIKI_BOLD = re.compile(rf"(?<!')'{{3}}(?P<words>[^'\n](?:(?!'{{3}}){ANY}){{0,200}})'{{3}}(?!')")
_MARK = re.compile(
    rf"(?<![=A-Za-z0-9_{ESCAPED}])==(?=[^\s=])(?P<words>(?:(?!==){ANY}){{1,200}}?)(?<=[^\s=])==(?![=A-Za-z0-9_])"
)
_INSERTED = re.compile(
    rf"(?<![+A-Za-z0-9_{ESCAPED}])\+\+(?=[^\s+])(?P<words>(?:(?!\+\+){ANY}){{1,200}}?)(?<=[^\s+])\+\+(?![+A-Za-z0-9_])"
)
_RAISED = re.compile(r"(?<=[\w)])\^(?P<words>[\w+−-]{1,10})\^(?![\w^])")
_LOWERED = re.compile(r"(?<=[^\W\d_])~(?P<words>[\w+−-]{1,6})~(?!~)")
_CONFLICT = re.compile(rf"{LINE}<{{7}}(?=[ \t]\S)[^\n]*")
_REMARK_CLASS = re.compile(
    rf"(?<![\w.{ESCAPED}])\.(?P<name>[a-z][\w-]*)\[(?P<words>(?=[^\[\]\n]*[^\W\d_])[^\[\]\n]+)\]"
)
_REMARK_BLOCK = re.compile(rf"{LINE}\.(?P<name>[a-z][\w-]*)\[(?=\n)")
_REMARK_SETTING = re.compile(
    rf"\A\s*(?P<key>class|layout|template|name|count|exclude|background-image|background-color)"
    rf":[ \t]*(?P<value>[^\n]+)(?:\n[a-z-]+:[^\n]*)*{BLOCK_END}"
)
_DECKSET = re.compile(rf"{LINE}\[\.[a-z-]+:[^\]\n]*\]|{LINE}\[(?:fit|left|right|inline|\d+%)\](?=\n|\Z| )")


def _shortcode(found: re.Match[str]) -> str:
    if file := _TAKES_IN.match(found[0]):
        return f"Write `<<INCLUDE:{re.sub(r'[.](?:qmd|[Rr]md)$', '.md', file['file'])}>>`."
    name = re.match(r"\{\{[<%][ \t/]*([\w-]*)", found[0])
    known = _SHORTCODES.get(name[1] if name else "")
    return known or "Shortcodes of Hugo and Quarto mean nothing here; write Markdown, HTML or a placeholder."


def _words(found: re.Match[str]) -> str:
    return clipped(as_written(found["words"]), 30)


def _wiki_link(found: re.Match[str]) -> str:
    page, more = found["page"].strip(), found["more"] or ""
    if page.isdigit() or (not more and not re.search(r"[ .-]", page)):
        return ""  # a single word in double brackets means other things in other fields
    heading, _, shown = more.partition("|") if more.startswith("#") else ("", "", more[1:])
    address = _slug(page.removesuffix(".md")) + ".md" + (f"#{_slug(heading[1:])}" if heading else "")
    return f"Write `[{clipped(shown or page, 30)}]({clipped(address, 60)})`."


def _slug(words: str) -> str:
    return words.strip().lower().replace(" ", "-")


def _jinja(found: re.Match[str]) -> str:
    if "pagebreak" in found[0]:
        return _SHORTCODES["pagebreak"]
    return "Write the value, or `\\{{` for the characters: variables of templates are no part of a deck."


def _callout(found: re.Match[str]) -> str:
    return how_to_write(kind_of(found["kind"]) or "NOTE")


def _directive(found: re.Match[str]) -> str:
    name = found["name"]
    if kind := kind_of(name):
        return how_to_write(kind)
    return _DIRECTIVES.get(name, "Directives of reStructuredText mean nothing here; write Markdown.")


_FENCE = "Write the code between lines of ```` ``` ````, the language behind the first."
_DIRECTIVES = {
    **dict.fromkeys(("image", "figure"), "Write `![What it shows](assets/picture.svg)`."),
    **dict.fromkeys(("code-block", "code", "sourcecode", "highlight", "literalinclude"), _FENCE),
    "math": "Write the formula between `$$` and `$$`.",
    **dict.fromkeys(("contents", "toctree"), "Write `<<AGENDA>>`."),
    "include": "Write `<<INCLUDE:file.md>>`.",
}
_ROLES = {
    "math": "Write the formula between dollars, `$…$`.",
    "cite": "Write `[@key]`.",
    **dict.fromkeys(("ref", "doc", "numref", "eq", "term"), "Write a link, such as `[words](other.md#slide)`."),
    "sub": "Write `<sub>2</sub>`.",
    "sup": "Write `<sup>2</sup>`.",
}


def _role(found: re.Match[str]) -> str:
    return _ROLES.get(found["name"], "Roles of reStructuredText mean nothing here; write Markdown.")


def _org(found: re.Match[str]) -> str:
    if found["name"].lower() in {"begin_src", "end_src", "begin_example", "end_example"}:
        return _FENCE
    return "Keywords of Org mode mean nothing here; write Markdown, or front matter above the first slide."


_TAGS = {"b": "**{}**", "i": "*{}*", "u": "<u>{}</u>", "s": "~~{}~~", "code": "`{}`", "quote": "> {}"}


def _bb_code(found: re.Match[str]) -> str:
    return f"Write `{_TAGS[found['tag'].lower()].format(_words(found))}`."


_TEMPLATES = "Delete it, or put it into code, `` ` ``: templates are no part of a deck."

RULES = (
    Rule(_CODE, ("-", "{{<"), _ICON, INSTEAD_OF_ICON),
    Rule(_CODE, "{{", _SHORTCODE, _shortcode),
    Rule(_CODE, "{%", _LIQUID, _TEMPLATES),
    Rule(_CODE, "{{", _JINJA, _jinja),
    Rule(_CODE, "<%", _ERB, _TEMPLATES),
    Rule(_CODE, "%%", _OBSIDIAN_COMMENT, "Write `<!-- … -->` for a comment."),
    Rule(_CODE, "[[", _WIKI_LINK, _wiki_link),
    Rule(_CODE, ("toc", "TOC", "Toc"), _CONTENTS, "Write `<<AGENDA>>` for a list of the sections."),
    Rule(_CODE, "!!!", _ADMONITION, _callout),
    Rule(_CODE, "???", _ADMONITION, _callout),
    Rule(
        _CODE,
        "===",
        _TAB,
        "Write `::: columns`, and `::: column` for each of them, or a heading for each: all is shown.",
    ),
    Rule(_CODE, "8<", _SNIPPET, "Write `<<INCLUDE:file.md>>`."),
    Rule(_CODE, "::", _DIRECTIVE, _directive),
    Rule(_CODE, (":`", f":{ESCAPED}", f":{OBJECT}"), _ROLE, _role),
    Rule(_CODE, "#+", _ORG, _org),
    Rule(_CODE, "//", _LINE_COMMENT, "Write `<!-- … -->` for a comment."),
    Rule(_CODE, "\\n", _LINE_END, "Write `<br>`, or end the line with a backslash."),
    Rule(_CODE, f"{ESCAPED}\\", _TEX_BREAK, "Write one backslash at the end of the line, or `<br>`."),
    Rule(_CODE, "[/", _BB_CODE, _bb_code),
    Rule(_CODE, "'''", _WIKI_BOLD, lambda found: f"Write `**{_words(found)}**`."),
    Rule(_CODE, "==", _MARK, lambda found: f"Write `<mark>{_words(found)}</mark>`."),
    Rule(_CODE, "++", _INSERTED, lambda found: f"Write `<ins>{_words(found)}</ins>`."),
    Rule(_CODE, "^", _RAISED, lambda found: f"Write `<sup>{_words(found)}</sup>`."),
    Rule(_CODE, "~", _LOWERED, lambda found: f"Write `<sub>{_words(found)}</sub>`."),
    Rule(
        _CODE,
        "<<<<<<<",
        _CONFLICT,
        "This is a merge conflict: keep one of the two versions, and delete the lines of git.",
    ),
    Rule(_CODE, "[", _REMARK_CLASS, lambda found: f"Write `[{_words(found)}]{{.{found['name']}}}`."),
    Rule(
        _CODE, "[\n", _REMARK_BLOCK, lambda found: f"Write `::: {{.{found['name']}}}` before it, and `:::` behind it."
    ),
    Rule(_CODE, ":", _REMARK_SETTING, 'Write `<!-- .slide: class="…" -->`, or an attribute list behind the heading.'),
    Rule(
        _CODE, "[", _DECKSET, "Commands of Deckset mean nothing here; write an attribute list, such as `{width=50%}`."
    ),
)
