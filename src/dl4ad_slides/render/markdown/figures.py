"""A markdown-it plugin: an image alone in its paragraph, with a title or attributes, is a figure.

The title is the caption, and Markdown, unless a course says that its pictures have none; so are `source` and `license`.
An id, classes and a width in percent belong to the figure, everything else to the image. Images of a pair
(`.picture-light`, `.picture-dark`) stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from dl4ad_slides.language.media import SWITCHES, player_of
from dl4ad_slides.model.diagnostics import did_you_mean, error, warning
from dl4ad_slides.render.markdown.trailing_attributes import quote_values
from dl4ad_slides.render.words.licenses import deed

# `inline` and `unnumbered` may stand in an attribute list without a dot, what is said of a player without a value, and
# any value without quotes.
_BARE_WORD = re.compile(r"(?<=[\s{])(inline|unnumbered)(?=[\s}])")
_BARE_SWITCH = re.compile(rf"(?<=[\s{{])({'|'.join(SWITCHES)})(?=[\s}}])")
_QUOTED = re.compile(r"(\"[^\"]*\"|'[^']*')")
_LIST = re.compile(r"\{[^{}]*\}[ \t]*$")
_URL = re.compile(r"https?://\S+")
_PAIRS = {"picture-light", "picture-dark"}
_OF_IMAGE = {"inline", *_PAIRS}
_OF_FIGURE = frozenset({"source", "license", "licence"})
_OURS = ("source", "license", "width", "inline", "unnumbered")
# Those of HTML for images (standard, sections 3.2.6 and 4.8.3), and what else may stand on any element.
_ATTRIBUTES = {
    *(*_OURS, "licence", "title", "id", "class", "style", "lang", "dir", "hidden", "tabindex", "role", "translate"),
    *(
        "src",
        "alt",
        "srcset",
        "sizes",
        "height",
        "loading",
        "decoding",
        "fetchpriority",
        "crossorigin",
        "ismap",
        "usemap",
    ),
    *("referrerpolicy", "draggable", "itemprop", "slot", "part", "popover", "inert"),
}
_LISTED = "Ours are `source`, `license`, `width`, `inline` and `unnumbered`."
# Attributes of Quarto.
_FOREIGN = {
    "fig-alt": "Write it between the square brackets: `![What it shows](…)`.",
    "fig-cap": 'Write it behind the address: `![What it shows](… "Caption")`.',
    "fig-align": "Delete it: pictures alone in their paragraph stand in the middle.",
    **dict.fromkeys(("fig-width", "out-width"), "Write `width`, such as `{width=50%}`."),
}
_OF_PLAYERS = {*SWITCHES, "poster", "preload"}
_OF_HTML = re.compile(r"data-|aria-|on|--")
_PERCENT = re.compile(r"\d+(?:\.\d+)?%")


def figures_plugin(md: MarkdownIt) -> None:
    """Teach `md` figures. To be used before the plugins that read attribute lists."""
    md.core.ruler.before("inline", "bare_words", _tidy_lists)
    md.core.ruler.push("figures", _make_figures)


def _tidy_lists(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.content.startswith("!["):
            token.content = _LIST.sub(_tidy, token.content)


def _tidy(attributes: re.Match[str]) -> str:
    """Return an attribute list with dots, values and quotes where they may be left out; what is quoted is text."""
    parts = _QUOTED.split(attributes[0])
    parts[::2] = [_BARE_SWITCH.sub(r'\1="true"', _BARE_WORD.sub(r".\1", part)) for part in parts[::2]]
    return quote_values("".join(parts))


def _make_figures(state: StateCore) -> None:
    _make_alone(state)
    for inline in state.tokens:
        for image in inline.children or ():
            if image.type == "image" and "is_figure" not in image.meta and _wants_figure(image.attrs):
                _report_not_alone(image, inline, state)


def _make_alone(state: StateCore) -> None:
    has_captions = state.env["passage"].dialect.figures
    for opening, inline, closing in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if opening.type != "paragraph_open" or not inline.children or inline.children[0].type != "image":
            continue
        image, *others = inline.children
        while others and others[0].type == "softbreak":
            del others[0]
        if not others and _is_figure(image, opening, has_captions=has_captions):
            inline.children = [image, *_take_over(image, opening, state)]
            image.meta["is_figure"] = True
            opening.tag = closing.tag = "figure"
            opening.hidden = closing.hidden = False  # in a tight list
        elif not others and not has_captions:
            _report_unknown(image, opening, state)
        elif others and _LIST.fullmatch(others[0].content.strip()):
            _report_unread(others[0].content.strip(), inline, state)


def _report_unread(attributes: str, inline: Token, state: StateCore) -> None:
    """Add the finding for an attribute list behind a picture that stays text."""
    passage, slots = state.env["passage"], state.env["slots"]
    row = inline.map[0] if inline.map else 0
    start = passage.text.find(attributes, sum(len(passage.line(above)) + 1 for above in range(row)))
    place = passage.at(start) if start >= 0 else passage.row(row)
    message = f"`{slots.restore(attributes)}` cannot be read, and stands on the slide"
    hint = 'Write {#fig-name .class key="value"}, or `inline`: straight quotes, and nothing else.'
    state.env["findings"].append(error("figure-attributes", message, place, hint))


def _report_unknown(image: Token, figure: Token, state: StateCore) -> None:
    """Add a finding for each attribute of a picture that neither we nor HTML know."""
    for name in image.attrs:
        is_of_player = name in _OF_PLAYERS and player_of(str(image.attrs["src"]))
        if name in _ATTRIBUTES or is_of_player or _OF_HTML.match(name):
            continue
        passage, line = state.env["passage"], figure.map[0] if figure.map else 0
        place = passage.row(line)
        place = replace(place, column=place.column + max(0, passage.line(line).find(f"{name}=")))
        hint = _FOREIGN.get(name) or did_you_mean(name, _OURS) or _LISTED
        state.env["findings"].append(warning("figure-attributes", f"a picture has no attribute `{name}`", place, hint))


def _wants_figure(attributes: Mapping[str, object]) -> bool:
    """Tell whether a picture has what only figures show."""
    return str(attributes.get("id", "")).startswith("fig-") or not _OF_FIGURE.isdisjoint(attributes)


def _report_not_alone(image: Token, inline: Token, state: StateCore) -> None:
    passage = state.env["passage"]
    row = inline.map[0] if inline.map else 0
    message = f"the picture `{state.env['slots'].restore(str(image.attrs['src']))}` is no figure, for it is not alone"
    hint = "Put it into a paragraph of its own, with blank lines around it, and no link."
    state.env["findings"].append(warning("figure-not-alone", message, passage.row(row), hint))


def _is_figure(image: Token, paragraph: Token, *, has_captions: bool) -> bool:
    """Tell whether a picture alone in its paragraph is a figure: without captions, only by what nothing else has."""
    if not has_captions:
        return _wants_figure(image.attrs) or _wants_figure(paragraph.attrs)
    given = {*image.attrs, *paragraph.attrs} - {"src", "alt"}
    is_half = bool(_PAIRS.intersection(_classes(image)))
    return bool(given) and (not is_half or bool(given & {"title", "id"}))


def _take_over(image: Token, figure: Token, state: StateCore) -> list[Token]:
    """Move to the figure what belongs to it, and return the tokens of its caption."""
    classes = [*_classes(image), *_classes(figure)]
    image.attrs.pop("class", None)
    if own := [name for name in classes if name in _OF_IMAGE]:
        image.attrs["class"] = " ".join(own)
    _report_unknown(image, figure, state)
    words = {name: str(image.attrs.pop(name, "")) for name in ("title", "source", "license", "licence")}
    words["license"] = words["license"] or words.pop("licence")
    width = str(image.attrs.get("width", ""))
    style = str(image.attrs.pop("style", ""))
    if _PERCENT.fullmatch(width):
        del image.attrs["width"]
        style = f"width: {width}; {style}".strip()
    moved = {
        name: image.attrs.pop(name)
        for name in list(image.attrs)
        if name in {"id", "data-audience"} or name.startswith("data-fragment")
    }
    figure.attrs = {
        **figure.attrs,
        **moved,
        "class": " ".join(("figure", *(name for name in classes if name not in _OF_IMAGE))),
    }
    if style:
        figure.attrs["style"] = style
    return list(_caption(words, state))


def _caption(words: dict[str, str], state: StateCore) -> Iterator[Token]:
    if not any(words.values()):
        return
    yield _html("<figcaption>")
    texts = {
        "caption": words["title"],
        "source": _URL.sub(_as_link, words["source"]) if _URL.fullmatch(words["source"]) else words["source"],
        "license": f"[{words['license']}]({address})" if (address := deed(words["license"])) else words["license"],
    }
    for name, text in texts.items():
        if text:
            yield _html(f'<span class="figure-{name}">')
            yield from state.md.parseInline(text, state.env)[0].children or ()
            yield _html("</span>")
    yield _html("</figcaption>")


def _as_link(url: re.Match[str]) -> str:
    return f"[{urlsplit(url[0]).hostname or url[0]}](<{url[0]}>)"


def _html(content: str) -> Token:
    token = Token("html_inline", "", 0)
    token.content = content
    return token


def _classes(token: Token) -> list[str]:
    return str(token.attrs.get("class", "")).split()
