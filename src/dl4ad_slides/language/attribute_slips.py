"""Find attributes that do nothing: in comments that set them (`.slide:`, `.element`), in tags, and behind headings.

A name is told where neither HTML, Reveal.js nor we know it; own `data-` attributes are the author's, unless they come
close to one that means something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from dl4ad_slides.language.colors import is_color
from dl4ad_slides.language.regions import Kind, Scan
from dl4ad_slides.model.diagnostics import Diagnostic, warning
from dl4ad_slides.model.source import Passage

_BACKGROUND = [
    *("background", "background-color", "background-gradient", "background-image", "background-size"),
    *("background-position", "background-repeat", "background-opacity", "background-video", "background-video-loop"),
    *("background-video-muted", "background-iframe", "background-interactive", "background-transition"),
]
# What Reveal.js reads of a slide alone (documentation, "Markup" and "Backgrounds"), without `data-`.
SLIDE_ATTRIBUTES = frozenset(
    [*_BACKGROUND, "transition", "transition-speed", "visibility", "state", "autoslide", "auto-animate"]
)
_DATA = {f"data-{name}" for name in SLIDE_ATTRIBUTES} | {
    *("data-auto-animate-id", "data-auto-animate-restart", "data-auto-animate-easing", "data-auto-animate-duration"),
    *("data-auto-animate-delay", "data-auto-animate-unmatched", "data-background-hash", "data-fragment-index"),
    *("data-autoplay", "data-preload", "data-src", "data-id", "data-notes", "data-line-numbers", "data-ln-start-from"),
    *("data-trim", "data-noescape", "data-prevent-swipe", "data-preview-link", "data-preview-image", "data-timing"),
    *("data-preview-video", "data-preview-fit", "data-ignore", "data-markdown", "data-template", "data-menu-title"),
    *("data-background-parallax", "data-background-position-x", "data-background-position-y", "data-muted"),
    *("data-audience", "data-aliases", "data-incremental"),
}
_GLOBAL = {
    *("accesskey", "aliases", "autocapitalize", "autofocus", "class", "contenteditable", "dir", "draggable", "hidden"),
    *("enterkeyhint", "id", "inert", "inputmode", "is", "itemid", "itemprop", "itemref", "itemscope", "itemtype"),
    *("lang", "nonce", "part", "popover", "role", "slot", "spellcheck", "style", "tabindex", "title", "translate"),
}
_OF_ELEMENTS = {
    *("abbr", "accept", "action", "align", "allow", "allowfullscreen", "alt", "async", "autocomplete", "autoplay"),
    *("background", "bgcolor", "border", "cellpadding", "cellspacing", "char", "charset", "checked", "cite", "clear"),
    *("color", "cols", "colspan", "compact", "content", "controls", "controlslist", "coords", "crossorigin", "data"),
    *("datetime", "decoding", "default", "defer", "disabled", "download", "enctype", "face", "fetchpriority", "for"),
    *("form", "frameborder", "headers", "height", "high", "href", "hreflang", "hspace", "integrity", "kind", "label"),
    *("language", "link", "list", "loading", "loop", "low", "marginheight", "marginwidth", "markdown", "max"),
    *("maxlength", "media", "method", "min", "minlength", "multiple", "muted", "name", "noshade", "novalidate"),
    *("nowrap", "open", "optimum", "pattern", "ping", "placeholder", "playsinline", "poster", "preload", "readonly"),
    *("referrerpolicy", "rel", "required", "reversed", "rows", "rowspan", "rules", "sandbox", "scope", "scrolling"),
    *("selected", "shape", "size", "sizes", "span", "src", "srcdoc", "srclang", "srcset", "start", "step", "summary"),
    *("target", "type", "usemap", "valign", "value", "vspace", "width", "wrap", "xmlns", "license", "source"),
    # Code for embedding brings these, beside the names that they became.
    *("allowtransparency", "mozallowfullscreen", "msallowfullscreen", "oallowfullscreen", "webkitallowfullscreen"),
}
_KNOWN = _GLOBAL | _OF_ELEMENTS
# What Reveal.js reads, and has no effect here.
_WITHOUT = {
    "data-timing": "Delete it: the speaker view shows no pace.",
    "data-marpit-fragment": 'Write `class="fragment"`, and the number as `data-fragment-index`.',
}
_SCOPED = re.compile(r"<style\b[^>]*?\s(scoped)(?=[\s>=])", re.IGNORECASE)
_TRANSITION = re.compile(r"(?:none|fade|slide|convex|concave|zoom)(?:-in|-out)?")
_WHOLE = re.compile(r"[0-9]+")
_NUMBER = re.compile(r"[0-9]*\.?[0-9]+%?")
_TRANSITIONS = "`none`, `fade`, `slide`, `convex`, `concave` or `zoom`"
_FILE = re.compile(r"\.\w+(?:[?#].*)?$|[/(]")

_HEAD = re.compile(r"<!--\s*(\.?(slide|element)s?[ \t]*:?)(?=[\s\w])", re.IGNORECASE)
_SETS = re.compile(r"""[\w-]+\s*=\s*["'“”‘’„»]|(?<![\w-])(?:data-[a-z]|class\s*=|id\s*=)""")
# As `render/html/tree.py` reads them: up to the end of the line, in double quotes.
_OURS = re.compile(r"\.element|\.slide:")
_PAIR = re.compile(r"""(?<![^"= ])([^"= ]++)="([^"]++)"|(?<![^"= ])(data-[^"= ]++)(?=[" ])""")
_LEFT = re.compile(r"""([\w-]+)\s*=\s*([^"\s][^\s]*|(?=$))|(?<![\w="-])([a-z-]+)(?![\w="-])""")
_TAG_ATTRIBUTE = re.compile(r"""\s([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_HTML_ELEMENTS = re.compile(
    r"<(?:a|article|aside|audio|blockquote|button|div|figure|h[1-6]|iframe|img|li|ol|p|pre|section|source|span|table"
    r"|td|th|tr|ul|video)\b",
    re.IGNORECASE,
)
_HEADING_LIST = re.compile(r"^ {0,3}#{1,6}(?=[ \t])[^\n]*[ \t](\{[^{}\n]*\})[ \t]*$", re.MULTILINE)
_CURLY = "“”„«»‘’"
_FRAGMENTS = ("fragment", "incremental", "nonincremental")


def attribute_slips(slide: Passage, scan: Scan) -> Iterator[Diagnostic]:
    """Yield a warning for each attribute of a slide that does nothing."""
    for region in scan.regions:
        if region.kind is Kind.COMMENT:
            yield from _comment(slide, region.start, region.end)
        elif region.kind is Kind.RAW and (scoped := _SCOPED.match(slide.text, region.start)):
            hint = 'Write `<!-- .slide: class="mine" -->` on the slide, and `.mine` before each selector.'
            message = "`scoped` does nothing: these rules hold for all slides of the deck"
            yield _slip(slide, scoped.start(1), message, hint)
        elif region.kind is Kind.TAG and _HTML_ELEMENTS.match(slide.text, region.start):
            for found in _TAG_ATTRIBUTE.finditer(slide.text, region.start, region.end):
                value = next((one for one in found.groups()[1:] if one is not None), None)
                if found[4] and found[4][0] in _CURLY:
                    hint = f'Write `{found[1]}="{found[4].strip(_CURLY)}"`, in straight double quotes.'
                    yield _slip(slide, found.start(4), f"`{found[4][:60]}` has curly quotes", hint)
                    continue
                yield from _name(slide, found[1].lower(), found.start(1))
                yield from _value(slide, found[1].lower(), value, found.start(1))
    for found in _HEADING_LIST.finditer(slide.text):
        if not scan.covers(found.start(1), {Kind.FENCE, Kind.COMMENT, Kind.CODE}):
            for pair in _TAG_ATTRIBUTE.finditer(f" {found[1].strip('{}')}"):
                name = pair[1].removeprefix("data-")
                value = next((one for one in pair.groups()[1:] if one is not None), None)
                if name in SLIDE_ATTRIBUTES:
                    yield from _value(slide, f"data-{name}", value, found.start(1) + pair.start(1))


def _comment(slide: Passage, start: int, end: int) -> Iterator[Diagnostic]:
    comment = slide.text[start : end - len("-->")]
    head = _HEAD.match(comment)
    if head is None:
        return
    ours = _OURS.search(comment)
    if ours is None or ours.start() != head.start(1) or (head[2] == "slide" and not head[1].startswith(".slide:")):
        if _SETS.search(comment, head.end()):
            wanted = f".{head[2].lower()}:"
            yield _slip(slide, start, f"`{head[1].strip()}` sets no attributes", f"Write `<!-- {wanted} … -->`.")
        return
    line_end = comment.find("\n", ours.end())
    line_end = len(comment) if line_end < 0 else line_end
    if not comment[ours.end() : line_end].strip(" :"):
        line_end = ours.end()
    if found := re.compile(r"""[\w-]+="[^"]*\"""").search(comment, line_end):
        hint = "Write all attributes on the line that the comment begins with."
        yield _slip(slide, start + found.start(), f"`{found[0][:60]}` stands on a line that is not read", hint)
    yield from _attributes(slide, comment[:line_end], start, ours.end(), is_slide=head[2] == "slide")


def _attributes(slide: Passage, line: str, start: int, begin: int, *, is_slide: bool) -> Iterator[Diagnostic]:
    if begin < len(line) and line[begin] == ":":
        begin += 1
    seen: set[str] = set()
    rest = line
    for pair in _PAIR.finditer(f"{line} ", begin):
        rest = rest[: pair.start()] + " " * (pair.end() - pair.start()) + rest[pair.end() :]
        name, value, at = (pair[1] or pair[3]), pair[2], start + pair.start()
        if name in seen:
            yield _slip(slide, at, f"`{name}` stands here a second time", "Keep one of the two; the last one counts.")
        seen.add(name)
        problems = [*_name(slide, name, at, is_slide=is_slide), *_value(slide, name, value, at)]
        yield from problems
        if name == "class":
            for word in value.split():
                if word not in _FRAGMENTS and (near := get_close_matches(word, _FRAGMENTS, n=1, cutoff=0.82)):
                    yield _slip(slide, at, f"the class `{word}` does nothing", f"Did you mean `{near[0]}`?")
    for left in _LEFT.finditer(rest, begin):
        name = left[1] or left[3]
        at = start + left.start()
        if left[1]:
            value = left[2].strip("\"'“”‘’„»«;,")
            hint = f'Write `{name}="{value}"`, in straight double quotes.'
            yield _slip(slide, at, f"`{left[0][:60].strip()}` is not read", hint)
        elif f"data-{name}" in _DATA:
            yield _slip(slide, at, f"`{name}` does nothing", f"Write `data-{name}`.")


def _name(slide: Passage, name: str, at: int, *, is_slide: bool = False) -> Iterator[Diagnostic]:
    """Yield a warning for a name that means nothing to anybody; names with hyphens may be those of a framework."""
    if name in _WITHOUT:
        yield _slip(slide, at, f"`{name}` has no effect here", _WITHOUT[name])
        return
    if name in _DATA or name in (_GLOBAL if is_slide else _KNOWN) or name.startswith(("aria-", "on", "xml")):
        return
    if f"data-{name}" in _DATA:
        yield _slip(slide, at, f"`{name}` does nothing", f"Write `data-{name}`.")
        return
    if near := _near(name):
        yield _slip(slide, at, f"`{name}` does nothing", f"Did you mean `{near}`?")
    elif name.isalpha():
        hint = "Write an attribute of HTML or of Reveal.js; attributes of your own begin with `data-`."
        yield _slip(slide, at, f"`{name}` does nothing", hint)


def _near(name: str) -> str:
    """Return a name that `name` was meant to be: close to it, or of the same letters. Other hyphens are frameworks'."""
    if name.startswith("data-"):
        return next(iter(get_close_matches(name, sorted(_DATA), n=1, cutoff=0.87)), "")
    if not name.isalpha():
        return ""
    swapped = [one for one in sorted(_KNOWN) if sorted(one) == sorted(name)]
    near = swapped or [one for one in get_close_matches(name, sorted(_KNOWN), n=1, cutoff=0.8) if len(one) > 3]
    return near[0] if near else ""


def _value(slide: Passage, name: str, value: str | None, at: int) -> Iterator[Diagnostic]:
    """Yield a warning for a value that Reveal.js cannot read."""
    if value is None:
        return
    value = value.strip()
    wanted = ""
    if name == "data-background-color" or (name == "data-background" and value and not _FILE.search(value)):
        if "gradient(" in value:
            wanted = f'`data-background-gradient="{value}"`'
        elif not is_color(value):
            wanted = "a colour, such as `#1f2a44`, `rgb(31 42 68)` or `navy`"
    elif name in {"data-transition", "data-background-transition"}:
        if not all(map(_TRANSITION.fullmatch, value.split())):
            wanted = _TRANSITIONS
    elif name == "data-visibility" and value not in {"hidden", "uncounted", "visible"}:
        wanted = "`hidden` or `uncounted`"
    elif name == "data-transition-speed" and value not in {"default", "fast", "slow"}:
        wanted = "`default`, `fast` or `slow`"
    elif name == "data-fragment-index" and not _WHOLE.fullmatch(value):
        wanted = "a whole number"
    elif name == "data-autoslide" and not _WHOLE.fullmatch(value):
        wanted = "milliseconds, such as `2000`"
    elif name == "data-background-opacity" and not _NUMBER.fullmatch(value):
        wanted = "a number from 0 to 1"
    if wanted and "<<" not in value and "{{" not in value:  # a placeholder fills it
        yield _slip(slide, at, f"`{name}` cannot be `{value[:60]}`", f"Write {wanted}.")


def _slip(slide: Passage, offset: int, message: str, hint: str) -> Diagnostic:
    return warning("deck-attribute", message, slide.at(offset), hint)
