"""Code that an author wrote as HTML for Reveal.js' highlight plugin: `<pre><code class="language-x" data-trim>`.

It is the code of a fence in other words, and gets its colours, line numbers and steps. The attributes are those of the
plugin: `data-trim`, `data-line-numbers`, `data-ln-start-from`, and `data-noescape`, with which tags in it are HTML:
phrases that are balanced keep their places in the colours, and code with other tags stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from textwrap import dedent

from dl4ad_slides.language.regions import Kind, scan_passage
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.source import Passage, Position
from dl4ad_slides.render.engines.highlight import Tag, highlight_marked, knows_language
from dl4ad_slides.render.html.slots import Slot, SlotKind, Slots
from dl4ad_slides.render.html.tree import HtmlTree

_TAG_END = r"""(?>(?:[^>"']|"[^"]*"|'[^']*')*)>"""
_BLOCK = re.compile(
    rf"""
    (?P<pre><pre\b{_TAG_END})\s*(?P<code><code\b{_TAG_END})
    (?:\s*<script\b{_TAG_END}(?P<template>[\s\S]*)</script>\s*|(?P<text>[\s\S]*))
    </code\s*>\s*</pre\s*>
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TRIM, _NO_ESCAPE, _STEPS, _FIRST = "data-trim", "data-noescape", "data-line-numbers", "data-ln-start-from"
_OF_PLUGIN = {_TRIM, _NO_ESCAPE, _STEPS, _FIRST}
_TAG = re.compile(rf"<(?P<is_end>/)?(?P<name>[a-zA-Z][\w-]*)(?=[\s>]){_TAG_END}")
_PHRASES = frozenset(
    {"a", "b", "code", "del", "em", "i", "ins", "kbd", "mark", "s", "small", "span", "strong", "u", "var"}
)
_PREFIX = re.compile(r"lang(?:uage)?-")
_BLANK_START = re.compile(r"\A(?:[ \t]*\n)+")


def leave_raw_code(passage: Passage, slots: Slots, findings: list[Diagnostic]) -> Passage:
    """Return `passage` with a slot for each block of such code; one with tags in it has its colours at once."""
    if "<pre" not in passage.text.lower():
        return passage
    return passage.replace(_edits(passage, slots, findings))


def _edits(passage: Passage, slots: Slots, findings: list[Diagnostic]) -> Iterator[tuple[int, int, str]]:
    for region in scan_passage(passage).regions:
        block = _BLOCK.fullmatch(passage.text, region.start, region.end) if region.kind is Kind.RAW else None
        if block is not None and (html := _html(block, passage.at(region.start), slots, findings)):
            yield region.start, region.end, html


def _html(block: re.Match[str], place: Position, slots: Slots, findings: list[Diagnostic]) -> str:
    """Return the element with a slot for its code; nothing where the plugin would find nothing to do."""
    attributes = _attributes(block["code"], "code")
    is_for_plugin = not _OF_PLUGIN.isdisjoint(attributes)
    language, classes = _language(attributes.pop("class", ""), is_for_plugin)
    code = block["template"] or block["text"] or ""
    if not (language or is_for_plugin):
        return ""
    has_tags = _NO_ESCAPE in attributes and "<" in code
    code = code if block["template"] or has_tags else unescape(code)
    if _TRIM in attributes:
        code = dedent(_BLANK_START.sub("", code)).rstrip()
    tags: list[Tag] = []
    if has_tags:
        text = _without_tags(code, tags)
        # A part that comes at a step would come again in each step of the lines, which are copies.
        is_twice = "|" in attributes.get(_STEPS, "") and any("fragment" in tag.html for tag in tags)
        if text is None or is_twice or not knows_language(language):
            return ""
        code = text
    first = attributes.get(_FIRST, "")
    slot = Slot(
        SlotKind.CODE,
        block[0],
        code,
        place,
        language=language,
        steps=attributes.get(_STEPS),
        first_line=int(first) if first.isascii() and first.isdecimal() and len(first) < 10 else None,
    )
    around = {**_attributes(block["pre"], "pre")}
    around["class"] = " ".join(filter(None, ("code-wrapper", around.pop("class", ""), *classes)))
    around.update({name: value for name, value in attributes.items() if name not in _OF_PLUGIN})
    written = "".join(f' {name}="{escape(value)}"' for name, value in around.items())
    # On one line, it ends in no list or quote before its time.
    shown = highlight_marked(slot, tags, findings).replace("\n", "&#10;") if tags else slots.add(slot)
    return f"<pre{written}>{shown}</pre>"


def _without_tags(code: str, tags: list[Tag]) -> str | None:
    """Return the characters of code in HTML, and add its tags to `tags`; None where they are not balanced."""
    text, end = "", 0
    within: list[str] = []
    for found in _TAG.finditer(code):
        text += unescape(code[end : found.start()])
        end = found.end()
        name, is_end = found["name"].lower(), bool(found["is_end"])
        if name not in _PHRASES or (is_end and (not within or within.pop() != name)):
            return None
        if not is_end:
            within.append(name)
        tags.append(Tag(len(text), found[0], name, is_end))
    is_whole = not within and "<" not in _TAG.sub("", code)
    return text + unescape(code[end:]) if is_whole else None


def _attributes(tag: str, name: str) -> dict[str, str]:
    found: Mapping[str, str | None] = HtmlTree(f"{tag}</{name}>").select(name)[0].attributes
    return {key: value or "" for key, value in found.items()}


def _language(classes: str, is_for_plugin: bool) -> tuple[str, list[str]]:
    """Return the language that some classes name, and the others.

    Where nothing but `hljs` or an attribute of the plugin says what they are for, a language has its prefix.
    """
    names = [name for name in classes.split() if name != "hljs"]
    language = next((name for name in names if _PREFIX.match(name)), "")
    if not language and (is_for_plugin or "hljs" in classes.split()):
        language = next((name for name in names if knows_language(name)), "")
    return _PREFIX.sub("", language), [name for name in names if name != language]
