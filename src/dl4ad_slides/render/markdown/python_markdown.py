"""The other engine: Python-Markdown with the extensions that a course names, as in MkDocs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape, unescape

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

from dl4ad_slides.language.regions import Kind, scan_passage
from dl4ad_slides.model.diagnostics import Diagnostic, error, warning
from dl4ad_slides.model.source import Passage, Position
from dl4ad_slides.render.html.authored_tags import check_tags, mark_tags
from dl4ad_slides.render.html.slots import Slot, SlotKind, Slots
from dl4ad_slides.render.markdown import Engine, MarkdownError
from dl4ad_slides.render.markdown.code_fence import parse_fence_info

# What MkDocs enables by itself, less `toc`: ids of headings would repeat from slide to slide.
_DEFAULT_EXTENSIONS = ("tables", "fenced_code")
# Fences before `fenced_code` (25) and before Python-Markdown looks at raw HTML (20).
_FENCE_PRIORITY = 27
# Before `raw_html` (30) puts raw HTML back.
_TAGS_PRIORITY = 31
_FENCE = re.compile(r"(?P<mark>`{3,}|~{3,})(?P<info>[^\n]*)\n(?:(?P<code>.*)\n)?[ \t]*(?P=mark)[`~]*[ \t]*", re.DOTALL)
_CODE = re.compile(r"(<code[^>]*>)(.*?)(</code>)", re.DOTALL)


def python_markdown_engine(
    extensions: Sequence[tuple[str, Mapping[str, object]]], position: Position, findings: list[Diagnostic]
) -> Engine:
    """Return an engine with `extensions`, each a name and its options.

    One that cannot be loaded is left out, with a finding at `position`; one that fails later is a MarkdownError.
    """
    md = Markdown(output_format="html")
    md.registerExtensions(_DEFAULT_EXTENSIONS, {})
    for name, options in extensions:
        try:
            md.registerExtensions([name], {name: dict(options)})
        except Exception as problem:  # an extension is foreign code: anything may be raised
            findings.append(
                error(
                    "config-markdown-extension",
                    f"the Markdown extension `{name}` cannot be loaded: {problem}",
                    position,
                    "Check its name and options, and that its package is installed.",
                )
            )
    md.postprocessors.register(_MarkTags(md), "slides_tags", _TAGS_PRIORITY)
    fences = _FencesExtension()
    if not any("superfences" in name for name, _ in extensions):
        md.registerExtensions([fences], {})

    # Its ids come from `toc`, not from us; what is wrong with a passage, extensions keep to themselves.
    def render(passage: Passage, slots: Slots, prefix: str, found: list[Diagnostic]) -> str:  # noqa: ARG001
        md.reset()
        found.extend(_report_unknown(passage))
        fences.begin(passage, slots)
        try:
            html = md.convert(passage.text)
        except Exception as problem:  # an extension is foreign code: anything may be raised
            reason = " ".join(filter(None, (type(problem).__name__, str(problem))))
            raise MarkdownError(reason) from problem
        html = check_tags(html, passage, slots, found)
        return _CODE.sub(lambda code: code[1] + _restored(code[2], slots) + code[3], html)

    return render


def _report_unknown(passage: Passage) -> Iterator[Diagnostic]:
    """Yield a finding for the first of each construct that is ours, and would stand on the slide as text."""
    scan = scan_passage(passage)
    for what, pattern in _OURS.items():
        places = (one for one in pattern.finditer(passage.text) if not scan.covers(one.start(1), _CODE_KINDS))
        if found := next(places, None):
            message = f"this engine has no {what}: `{found[1]}` is text or does nothing"
            hint = "Write HTML, find an extension that has it, or take `engine: commonmark`."
            yield warning("deck-engine", message, passage.at(found.start(1)), hint)


def _restored(html: str, slots: Slots) -> str:
    restored = slots.restore(html)
    return html if restored == html else escape(unescape(restored), quote=False)


_OURS = {
    "attributes of lists": re.compile(r"^[ \t>]*(\{[^{}\n]*\.(?:non)?incremental\b[^{}\n]*\})", re.MULTILINE),
    "figures": re.compile(r"!\[[^\]\n]*\]\([^()\n]*\)(\{[^{}\n]*(?:#fig-|\b(?:source|license)=)[^{}\n]*\})"),
}
_CODE_KINDS = {Kind.FENCE, Kind.CODE, Kind.COMMENT}


class _MarkTags(Postprocessor):
    """Marks the tags of raw HTML, which Python-Markdown keeps apart until the end."""

    def run(self, text: str) -> str:
        stash = self.md.htmlStash.rawHtmlBlocks
        stash[:] = [mark_tags(html) if isinstance(html, str) else html for html in stash]
        return text


class _FencesExtension(Extension):
    """Turns code fences into slots."""

    def begin(self, passage: Passage, slots: Slots) -> None:
        self.passage, self.slots = passage, slots

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        md.preprocessors.register(_FencesPreprocessor(md, self), "slides_fences", _FENCE_PRIORITY)


class _FencesPreprocessor(Preprocessor):
    def __init__(self, md: Markdown, extension: _FencesExtension) -> None:
        super().__init__(md)
        self._extension = extension

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        passage = Passage.of(text, "", dialect=self._extension.passage.dialect)
        edits: list[tuple[int, int, str]] = []
        for region in scan_passage(passage).regions:
            at_margin = text.rfind("\n", 0, region.start) + 1 == region.start
            if region.kind is Kind.FENCE and at_margin and (fence := _FENCE.fullmatch(text, region.start, region.end)):
                row = text.count("\n", 0, region.start)
                edits.append((region.start, region.end, f"\n\n{self._stash(fence, row)}\n\n"))
        return passage.replace(edits).text.split("\n")

    def _stash(self, fence: re.Match[str], row: int) -> str:
        info = parse_fence_info(fence["info"].strip())
        slots, code = self._extension.slots, (fence["code"] or "") + "\n"
        position = self._extension.passage.row(row)
        slot = Slot(SlotKind.CODE, code, code, position, None, info.language, info.steps, info.first_line)
        return self.md.htmlStash.store(f'<pre class="code-wrapper">{slots.add(slot)}</pre>')
