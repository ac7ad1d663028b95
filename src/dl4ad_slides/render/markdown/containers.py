"""A markdown-it plugin: fenced containers, as Pandoc's fenced divs.

A line of three or more colons with a name, what the name takes, and attributes opens one; a line of colons alone closes
the innermost. The block rule makes a token of each such line, wherever blocks may begin; which belong together, and
what is wrong with them, is settled when all lines are read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.attrs.parse import ParseError, parse

from dl4ad_slides.language.callouts import how_to_write, kind_of
from dl4ad_slides.language.slips import FOREIGN_CLASSES
from dl4ad_slides.model.audience import INSTRUCTOR
from dl4ad_slides.model.diagnostics import Diagnostic, did_you_mean, error
from dl4ad_slides.model.source import Passage, Position
from dl4ad_slides.render.html.hidden_parts import NOTES, part_begins, part_ends

_COLONS = re.compile(r":{3,}+")
_NAME = re.compile(r"[^\W\d_][\w\u0300-\u036f-]*+(?![^\s{])")  # combining accents are no word characters
_JOINED = re.compile(r"[^\W\d_](?>(?:-?[^\W\d_\u0300-\u036f]|[\u0300-\u036f])*)")
_WIDTH = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:%|px|em)")
_PERCENT = re.compile(r"(?<==)[0-9]+(?:\.[0-9]+)?%(?=[\s}])")  # Pandoc wants quotes here, too, and few write them
_INDEX = re.compile(r"[0-9]{1,4}")
_NOTES = "notes"  # a class that makes speaker notes of a container
_OPENING, _CLOSING = "fence_opening", "fence_closing"
_CLOSE = "container_close"
# Marks of a part without an element: around a footnote that is defined in a part, for it will stand elsewhere.
_PART = "part"


class _Takes(StrEnum):
    """What may stand behind the name of a container, as a hint says it."""

    NOTHING = ""
    WIDTH = "a width, such as `40%` or `600px`"
    INDEX = "the number of a step, such as `2`"
    LABEL = "a label"
    AUDIENCE = "for whom it is, such as `instructor`"


@dataclass(frozen=True, slots=True)
class _Kind:
    """The element that a container becomes."""

    classes: str
    takes: _Takes = _Takes.NOTHING
    tag: str = "div"


_KINDS = {
    "columns": _Kind("columns"),
    "column": _Kind("column", _Takes.WIDTH),
    "tiles": _Kind("tiles-grid"),
    "tile": _Kind("tile"),
    "applications": _Kind("tile-applications", _Takes.LABEL),
    "overlay": _Kind("image-overlay", _Takes.WIDTH),
    "figures": _Kind("figures"),
    "formula": _Kind("formula"),
    "highlight": _Kind("highlight"),
    "small": _Kind("small"),
    "reference": _Kind("reference"),
    "notes": _Kind("notes", tag="aside"),
    "solution": _Kind("solution", _Takes.AUDIENCE),
    "audience": _Kind("audience", _Takes.AUDIENCE),
    "incremental": _Kind("incremental"),
    "nonincremental": _Kind("nonincremental"),
    "fragment": _Kind("fragment", _Takes.INDEX),
    "appear": _Kind("fragment appear", _Takes.INDEX),
    "vanish": _Kind("fragment vanish", _Takes.INDEX),
    "appear-vanish": _Kind("fragment appear-vanish", _Takes.INDEX),
}
_PROPERTIES = {"column": "flex-basis", "overlay": "width"}


@dataclass(frozen=True, slots=True)
class _Fence:
    """What stands on a line that opens a container, or on one of colons alone; `start` is its offset in the passage."""

    line: str
    colons: str
    name: str = ""
    argument: str = ""
    attributes: str = ""
    start: int = 0

    @property
    def is_opening(self) -> bool:
        return bool(self.name or self.attributes)

    @property
    def is_joined(self) -> bool:
        """Tell whether what follows the name does so without a space: `column45%`."""
        return bool(self.argument) and self.offset("argument") == self.offset("name") + len(self.name)

    def offset(self, part: str) -> int:
        """Return where the line, or its `name`, `argument` or `attributes`, begins in the passage."""
        name = self.line.index(self.name)
        places = {"line": 0, "name": name}
        if part not in places:
            places[part] = self.line.index(getattr(self, part), name + len(self.name))
        return self.start + places[part]


def containers_plugin(md: MarkdownIt) -> None:
    """Teach `md` fenced containers; findings go to `findings` of its environment, which holds the `passage` too."""
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "container", _fence, interrupts)
    md.core.ruler.after("block", "containers", _pair)
    for name in (_OPENING, _CLOSE, _PART):
        md.add_render_rule(name, _render_part)


def is_container_fence(line: str) -> bool:
    """Tell whether `line`, without its indentation, opens or closes a container."""
    return line.startswith(":::") and _read(line, 0) is not None


def _read(line: str, start: int) -> _Fence | None:
    colons = _COLONS.match(line)
    if colons is None:
        return None
    rest = line[colons.end() :].strip()
    behind = rest.rstrip(":")  # Pandoc lets more colons follow, apart by a space
    if not behind or behind[-1].isspace():
        rest = behind.rstrip()
    brace = rest.rfind("{") if rest.endswith("}") else len(rest)
    head, attributes = rest[:brace].rstrip(), rest[brace:]
    name = _NAME.match(head) or _joined(head)
    if head and name is None:
        return None
    argument = head[name.end() :].strip() if name else ""
    return _Fence(line, colons[0], name[0] if name else "", argument, attributes, start)


def _joined(head: str) -> re.Match[str] | None:
    """Return the name of a container that exists, where other signs follow without a space."""
    name = _JOINED.match(head)
    return name if name and name[0] in _KINDS else None


def _fence(state: StateBlock, line: int, _: int, silent: bool) -> bool:
    """Make a token of a line that opens or closes a container."""
    start = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith(":::", start) or state.is_code_block(line):
        return False
    fence = _read(state.src[start : state.eMarks[line]], start)
    if fence is None:
        return False
    if not silent:
        token = state.push(_OPENING if fence.is_opening else _CLOSING, "div", 0)
        token.map, token.meta = [line, line + 1], {"fence": fence}
        state.line = line + 1
    return True


def _pair(state: StateCore) -> None:
    """Turn the tokens of lines into tokens of elements that open and close in turn."""
    if not any(token.type in {_OPENING, _CLOSING} for token in state.tokens):
        return
    paired: list[Token] = []
    open_tokens: list[Token] = []  # of containers and of all other blocks
    for token in state.tokens:
        if token.type == _CLOSING:
            if open_tokens and open_tokens[-1].type == _OPENING:
                paired.append(_closing(open_tokens.pop()))
            else:
                _report_stray(token, open_tokens, state.env)
            continue
        if token.nesting < 0:
            paired.extend(_close_forgotten(open_tokens, state.env))
            if token.type == "footnote_reference_close":
                paired.extend(_part(one, -1) for one in _parts_around(open_tokens))
            if open_tokens:
                open_tokens.pop()
        elif token.nesting > 0 or token.type == _OPENING:
            open_tokens.append(token)
        if token.hidden and open_tokens and _is_in_container(token, open_tokens):
            token.hidden = False  # a list without blank lines takes the paragraphs away; in a container they stay
        paired.append(token)
        if token.type == _OPENING:
            paired.extend(_open(token, state.env))
        elif token.type == "footnote_reference_open":
            paired.extend(_part(one, 1) for one in _parts_around(open_tokens))
    paired.extend(_close_forgotten(open_tokens, state.env))
    state.tokens = paired


def _parts_around(open_tokens: Sequence[Token]) -> list[str]:
    """Return for whom the containers are that are open, those for everybody left out."""
    return [token.meta["part"] for token in open_tokens if token.type == _OPENING and token.meta["part"]]


def _part(audiences: str, nesting: Literal[-1, 1]) -> Token:
    return Token(_PART, "", nesting, meta={"part": audiences}, block=True)


def _render_part(renderer: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    """Render the element of a container, with marks around what is not for everybody."""
    token = tokens[idx]
    tag = renderer.renderToken(tokens, idx, options, env) if token.tag else ""
    if not token.meta["part"]:
        return tag
    if token.nesting < 0:
        return tag + part_ends()
    return part_begins(token.meta["part"], is_implied=token.meta.get("is_implied", False)) + tag


def _is_in_container(token: Token, open_tokens: Sequence[Token]) -> bool:
    around = open_tokens[:-1] if token.nesting > 0 else open_tokens
    return bool(around) and around[-1].type == _OPENING


def _close_forgotten(open_tokens: list[Token], env: EnvType) -> list[Token]:
    """Return what closes the containers that stay open where the block around them ends."""
    closing: list[Token] = []
    while open_tokens and open_tokens[-1].type == _OPENING:
        opening = open_tokens.pop()
        fence: _Fence = opening.meta["fence"]
        message = f"the container `{fence.name or fence.attributes}` is never closed"
        hint = f"Close it with a line `{fence.colons}` where it ends, indented as this one."
        _findings(env).append(error("layout-unclosed", message, _place(fence, env), hint))
        closing.append(_closing(opening))
    return closing


def _closing(opening: Token) -> Token:
    token = Token(_CLOSE, opening.tag, -1)
    token.block, token.meta = True, {"part": opening.meta["part"]}
    return token


def _report_stray(token: Token, open_tokens: Sequence[Token], env: EnvType) -> None:
    hint = "Delete it, or open a container first: `::: name`."
    if any(other.type == _OPENING for other in open_tokens):
        hint = "Give it the indentation of the line that opens its container."
    elif _unread_above(token, env):
        return  # as `layout-colons` tells of the line above
    _findings(env).append(
        error("layout-stray", "this line closes no container", _place(token.meta["fence"], env), hint)
    )


def _unread_above(token: Token, env: EnvType) -> bool:
    """Tell whether the nearest line above that begins with colons cannot be read."""
    passage: Passage = env["passage"]
    lines = (passage.line(row).strip() for row in range((token.map or [0])[0] - 1, -1, -1))
    nearest = next((line for line in lines if line.startswith(":::")), "")
    return bool(nearest) and _read(nearest, 0) is None


def _open(token: Token, env: EnvType) -> list[Token]:
    """Make the token of an opening line that of its element, and return what stands at once inside of it."""
    fence: _Fence = token.meta["fence"]
    findings, attributes = _findings(env), dict(token.attrs)
    kind = _KINDS.get(fence.name)
    if fence.is_joined:
        _report_joined(fence, _place(fence, env, "name"), findings)
    if fence.name and kind is None:
        _report_unknown(fence.name, _place(fence, env, "name"), findings)
    token.nesting, token.block = 1, True
    token.tag = kind.tag if kind else "div"
    given = _attributes(fence, env)
    classes = (kind.classes if kind else fence.name, attributes.pop("class", ""), given.pop("class", ""))
    token.attrs = {"class": " ".join(filter(None, map(str, classes))), **attributes, **given}
    _take_width(token)
    if _NOTES in str(token.attrs["class"]).lower().split():
        token.tag = "aside"
    if not token.attrs["class"]:
        del token.attrs["class"]
    if kind and kind.takes is _Takes.AUDIENCE:
        argument = "" if fence.is_joined else fence.argument
        token.meta["is_implied"] = "data-audience" not in token.attrs
        token.attrs.setdefault("data-audience", argument or (INSTRUCTOR if fence.name == "solution" else ""))
    token.meta["part"] = NOTES if token.tag == "aside" else token.attrs.get("data-audience", "")
    if kind is None or not fence.argument or kind.takes is _Takes.AUDIENCE:
        return []
    if kind.takes is _Takes.LABEL:
        return _label(fence.argument, token)
    if kind.takes is _Takes.WIDTH and _WIDTH.fullmatch(fence.argument):
        style = f"{_PROPERTIES[fence.name]}: {fence.argument};"
        token.attrs["style"] = f"{style} {token.attrs.get('style', '')}".strip()
    elif kind.takes is _Takes.INDEX and _INDEX.fullmatch(fence.argument):
        token.attrs.setdefault("data-fragment-index", fence.argument)
    elif not fence.is_joined:
        _report_argument(fence, kind, _place(fence, env, "argument"), findings)
    return []


def _take_width(token: Token) -> None:
    """Let a column have its width as Pandoc writes it: `{.column width="40%"}`."""
    classes = str(token.attrs["class"]).split()
    width = str(token.attrs.get("width", ""))
    if "column" in classes and _WIDTH.fullmatch(width):
        del token.attrs["width"]
        token.attrs["style"] = f"{_PROPERTIES['column']}: {width}; {token.attrs.get('style', '')}".strip()


def _attributes(fence: _Fence, env: EnvType) -> dict[str, str]:
    if not fence.attributes:
        return {}
    written = _PERCENT.sub(r'"\g<0>"', fence.attributes)
    try:
        end, attributes = parse(written)
    except ParseError:
        end, attributes = -1, {}
    if end != len(written) - 1:
        message = f"these attributes cannot be read: `{fence.attributes}`"
        hint = 'Write `{#id .class key=value}`, and values with other signs than letters and digits in quotes: `"…"`.'
        _findings(env).append(error("layout-argument", message, _place(fence, env, "attributes"), hint))
        return {}
    return dict(attributes)


def _label(text: str, opening: Token) -> list[Token]:
    """Return the tokens of a label; what stands in it is Markdown."""
    before, inline, behind = (
        Token("container_label_open", "div", 1, {"class": "applications-label"}, opening.map),
        Token("inline", "", 0, content=text, children=[], map=opening.map),
        Token("container_label_close", "div", -1),
    )
    before.block = inline.block = behind.block = True
    return [before, inline, behind]


def _report_unknown(name: str, place: Position, findings: list[Diagnostic]) -> None:
    if kind := kind_of(name):
        hint = how_to_write(kind)
    else:
        known = (
            FOREIGN_CLASSES.get(name)
            or did_you_mean(name, _KINDS)
            or f"The containers are {', '.join(f'`{kind}`' for kind in _KINDS)}."
        )
        hint = f"{known} For a class of your own write `::: {{.{name}}}`."
    findings.append(error("layout-unknown", f"there is no container `{name}`", place, hint))


def _report_joined(fence: _Fence, place: Position, findings: list[Diagnostic]) -> None:
    takes = _KINDS[fence.name].takes
    is_for_some = takes is _Takes.AUDIENCE
    takes_it = takes and not is_for_some and any(sign.isalnum() for sign in fence.argument)
    message = f"missing space after the name of this container, before `{fence.argument}`"
    right = f"{fence.name} {fence.argument}" if takes_it else fence.name
    code = "deck-audience" if is_for_some else "layout-argument"
    findings.append(error(code, message, place, f"Write `::: {right}`."))


def _report_argument(fence: _Fence, kind: _Kind, place: Position, findings: list[Diagnostic]) -> None:
    alone = f"Write `::: {fence.name}` alone, and the text on lines of its own below."
    message = f"the container `{fence.name}` does not take `{fence.argument}`"
    findings.append(error("layout-argument", message, place, f"Write {kind.takes}." if kind.takes else alone))


def _place(fence: _Fence, env: EnvType, part: str = "line") -> Position:
    passage: Passage = env["passage"]
    return passage.at(fence.offset(part))


def _findings(env: EnvType) -> list[Diagnostic]:
    findings: list[Diagnostic] = env["findings"]
    return findings
