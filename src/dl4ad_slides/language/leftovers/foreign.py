"""Syntax of neighbouring tools: Obsidian, Hugo, Quarto, MkDocs, reStructuredText, remark, Slidev, Jekyll, git."""

from __future__ import annotations

import re

from dl4ad_slides.language.leftovers.rule import ANY, BLOCK_END, LINE, Rule, as_written, clipped
from dl4ad_slides.model.sentinels import ESCAPED, OBJECT

_CODE = "foreign-text"

_SHORTCODE = re.compile(r"\{\{[<%][^\n]*?[>%]\}\}")
_SHORTCODES = {
    "include": "Write `<<INCLUDE:file.md>>`.",
    "video": 'Write `<iframe src="https://…"></iframe>`, and name the host under `embed_hosts` in `slides.yaml`.',
    "figure": "Write `![What it shows](assets/picture.svg)`.",
    "pagebreak": "Write `---` on a line of its own to begin a slide.",
    "notes": "Write `Note:` at the start of a line; notes go on to the end of the slide.",
}
_LIQUID = re.compile(rf"(?<!{ESCAPED})\{{%-?[ \t]*[a-z][^\n]*?%\}}")
_JINJA = re.compile(rf"(?<![{ESCAPED}$])\{{\{{[ \t]*[a-z_][\w.]*(?:[ \t]*\|[^{{}}\n]*|\([^{{}}\n]*\))?[ \t]*\}}\}}")
_ERB = re.compile(r"<%[=-]?[^\n]*?%>")
_OBSIDIAN_COMMENT = re.compile(rf"(?<![\w%])%%(?=\S|[ \t]+\S)(?:(?!%%){ANY})+%%|{LINE}%%(?:[ \t]+\S[^\n]*)?(?=\n|\Z)")
_WIKI_LINK = re.compile(rf"(?<![!\[{ESCAPED}])\[\[(?P<page>[A-Za-z][^\[\]\n|#]*)(?P<more>[|#][^\[\]\n]*)?\]\](?![\]=])")
_CONTENTS = re.compile(rf"{LINE}(?:@?\[toc\]|\[\[_?toc_?\]\]|\{{:toc\}})(?=\n|\Z)", re.IGNORECASE)
_ADMONITION = re.compile(rf"{LINE}(?:!!!|\?\?\?\+?)[ \t]+[a-z]+[^\n]*")
_CALLOUT = "Write `> [!NOTE]`, and `> ` before each line of the text."
_TAB = re.compile(rf"{LINE}===[!+]?[ \t]+\"[^\"\n]*\"")
_SNIPPET = re.compile(rf"{LINE}-{{1,2}}8<-{{1,2}}[^\n]*")
_DIRECTIVE = re.compile(rf"{LINE}\.\.[ \t]+(?P<name>[\w-]+)::[^\n]*")
_ROLE = re.compile(rf"(?<![\w`]):(?:ref|doc|math|cite|numref|eq|term|py|code|sub|sup):(?=[`{ESCAPED}{OBJECT}])")
_MARK = re.compile(rf"(?<![=\w{ESCAPED}])==(?=[^\s=])(?P<words>(?:(?!==){ANY}){{1,200}}?)(?<=[^\s=])==(?![=\w])")
_INSERTED = re.compile(
    rf"(?<![+\w{ESCAPED}])\+\+(?=[^\s+])(?P<words>(?:(?!\+\+){ANY}){{1,200}}?)(?<=[^\s+])\+\+(?![+\w])"
)
_RAISED = re.compile(r"(?<=[\w)])\^(?P<words>[\w+−-]{1,10})\^(?![\w^])")
_LOWERED = re.compile(r"(?<=[^\W\d_])~(?P<words>[\w+−-]{1,6})~(?!~)")
_CONFLICT = re.compile(rf"{LINE}<{{7}}(?=[ \t]\S)[^\n]*")
_REMARK_CLASS = re.compile(rf"(?<![\w.{ESCAPED}])\.(?P<name>[a-z][\w-]*)\[(?P<words>[^\[\]\n]+)\]")
_REMARK_SETTING = re.compile(
    rf"\A\s*(?P<key>class|layout|template|name|count|exclude|background-image|background-color)"
    rf":[ \t]*(?P<value>[^\n]+)(?:\n[a-z-]+:[^\n]*)*{BLOCK_END}"
)
_REMARK_PAUSE = re.compile(r"(?:\A|(?<=\n\n))--(?=\n\n|\Z)")
_DECKSET = re.compile(rf"{LINE}\[\.[a-z-]+:[^\]\n]*\]|{LINE}\[(?:fit|left|right|inline|\d+%)\](?=\n|\Z| )")


def _shortcode(found: re.Match[str]) -> str:
    name = re.match(r"\{\{[<%][ \t/]*([\w-]*)", found[0])
    known = _SHORTCODES.get(name[1] if name else "")
    return known or "Shortcodes of Hugo and Quarto mean nothing here; write Markdown, HTML or a placeholder."


def _words(found: re.Match[str]) -> str:
    return clipped(as_written(found["words"]), 30)


def _wiki_link(found: re.Match[str]) -> str:
    page = found["page"].strip()
    if not found["more"] and not re.search(r"[ .-]", page):
        return ""  # a single word in double brackets means other things in other fields
    return f"Write `[{clipped(page, 30)}]({clipped(page.removesuffix('.md').lower().replace(' ', '-'), 30)}.md)`."


RULES = (
    Rule(_CODE, "{{", _SHORTCODE, _shortcode),
    Rule(_CODE, "{%", _LIQUID, "Templates of Jekyll and Jinja are no part of a deck; write Markdown or a placeholder."),
    Rule(_CODE, "{{", _JINJA, "Variables of templates are no part of a deck; write the value, or ``{{`` in code."),
    Rule(_CODE, "<%", _ERB, "Templates are no part of a deck; write Markdown or a placeholder."),
    Rule(_CODE, "%%", _OBSIDIAN_COMMENT, "Write `<!-- … -->` for a comment."),
    Rule(_CODE, "[[", _WIKI_LINK, _wiki_link),
    Rule(_CODE, "", _CONTENTS, "Write `<<AGENDA>>` for a list of the sections."),
    Rule(_CODE, "!!!", _ADMONITION, _CALLOUT),
    Rule(_CODE, "???", _ADMONITION, _CALLOUT),
    Rule(_CODE, "===", _TAB, "Write a heading for each tab, `### `: everything is shown."),
    Rule(_CODE, "8<", _SNIPPET, "Write `<<INCLUDE:file.md>>`."),
    Rule(_CODE, "::", _DIRECTIVE, "Directives of reStructuredText mean nothing here; write Markdown."),
    Rule(_CODE, ":", _ROLE, "Roles of reStructuredText mean nothing here; write Markdown."),
    Rule(_CODE, "==", _MARK, lambda found: f"Write `<mark>{_words(found)}</mark>`."),
    Rule(_CODE, "++", _INSERTED, lambda found: f"Write `<ins>{_words(found)}</ins>`."),
    Rule(_CODE, "^", _RAISED, lambda found: f"Write `<sup>{_words(found)}</sup>`."),
    Rule(_CODE, "~", _LOWERED, lambda found: f"Write `<sub>{_words(found)}</sub>`."),
    Rule(_CODE, "<<<<<<<", _CONFLICT, "Two versions of the text meet here: keep one, and delete the lines of git."),
    Rule(_CODE, "[", _REMARK_CLASS, lambda found: f"Write `[{_words(found)}]{{.{found['name']}}}`."),
    Rule(_CODE, ":", _REMARK_SETTING, 'Write `<!-- .slide: class="…" -->`, or an attribute list behind the heading.'),
    Rule(_CODE, "--", _REMARK_PAUSE, "Write `. . .` for a pause."),
    Rule(
        _CODE, "[", _DECKSET, "Commands of Deckset mean nothing here; write an attribute list, such as `{width=50%}`."
    ),
)
