"""Colour code with Pygments: short CSS classes, a `span.line` for each line, and line steps as fragments."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from dl4ad_slides.model.diagnostics import Diagnostic, did_you_mean, warning
from dl4ad_slides.render.html.slots import Slot

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

# Code that knitr, Quarto and others run: `{r}`, `{python, echo=FALSE}`.
_CHUNK = re.compile(r"\{\.?([A-Za-z][\w+#-]*)")
# What other tools draw.
_DIAGRAMS = frozenset(
    {
        *("mermaid", "plantuml", "puml", "dot", "graphviz", "d2", "tikz", "vega", "vega-lite", "wavedrom", "markmap"),
        *("ditaa", "nomnoml", "svgbob", "blockdiag", "seqdiag", "bytefield", "flowchart", "sequence", "kroki"),
    }
)
_NEAR = 0.75  # among so many names, others are near by chance
_PLAIN = {"", "text", "txt", "plain", "plaintext", "none", "nohighlight"}
_RANGE = re.compile(r"(?P<first>[0-9]{1,9})(?:\s*-\s*(?P<last>[0-9]{1,9}))?")

LineSet = frozenset[int]


def highlight_code(slot: Slot, findings: list[Diagnostic]) -> str:
    """Return one `<code>` for the block, and a further one, a fragment, for each line step after the first.

    The steps are those of Reveal.js: the first is there from the start, the others are clones laid over it.
    """
    lines = _coloured_lines(slot.language, slot.content.removesuffix("\n"))
    if lines is None:
        findings.append(_unknown_language(slot))
        lines = _coloured_lines("", slot.content.removesuffix("\n")) or ()
    return _steps_html(slot, lines, findings)


def _steps_html(slot: Slot, lines: Sequence[str], findings: list[Diagnostic]) -> str:
    steps = parse_steps(slot, len(lines), findings)
    numbered = slot.steps is not None or slot.first_line is not None
    first_number = slot.first_line or 1 if numbered else None
    return "".join(
        _code_element(slot.language, lines, lit, first_number, is_clone=index > 0) for index, lit in enumerate(steps)
    )


class Tag(NamedTuple):
    """A tag of the author's own in code, and how many characters of the code stand before it."""

    offset: int
    html: str
    name: str
    is_end: bool


def highlight_marked(slot: Slot, tags: Sequence[Tag], findings: list[Diagnostic]) -> str:
    """Return the same as `highlight_code` for code with balanced tags in it, in a language that has colours."""
    lines = _marked_lines(_tokens(slot.language, slot.content) or (), tags)
    return _steps_html(slot, lines, findings)


def knows_language(name: str) -> bool:
    """Tell whether there are colours for the language of that name."""
    return _lexer(name.lower()) is not None


def parse_steps(slot: Slot, count: int, findings: list[Diagnostic]) -> tuple[LineSet, ...]:
    """Return the lit lines (from 1) of each step of a block of `count` lines; one empty step where none are named."""
    steps: list[LineSet] = []
    for step in (slot.steps or "").split("|"):
        lit: set[int] = set()
        for part in filter(None, (part.strip() for part in step.split(","))):
            found = _RANGE.fullmatch(part)
            if found is None:
                findings.append(_bad_range(slot, part, "is not a line or a range of lines"))
                continue
            named = range(int(found["first"]), int(found["last"] or found["first"]) + 1)
            if not named or named[0] < 1 or named[-1] > count:
                findings.append(_bad_range(slot, part, f"lies outside of this block, whose last line is {count}"))
            lit.update(number for number in named[: count + 1] if 1 <= number <= count)
        steps.append(frozenset(lit))
    return tuple(steps)


def _code_element(
    language: str, lines: Sequence[str], lit: LineSet, first_number: int | None, *, is_clone: bool
) -> str:
    classes = [f"language-{escape(language)}" if language else "", "code"]
    if lit:
        classes.append("has-highlights")
    if first_number is not None:
        classes.append("numbered")
    if is_clone:
        classes.append("fragment")
    body = "".join(_line(html, index, lit, first_number) for index, html in enumerate(lines))
    hidden = ' aria-hidden="true"' if is_clone else ""
    return f'<code class="{" ".join(filter(None, classes))}"{hidden}>{body}</code>'


def _line(html: str, index: int, lit: LineSet, first_number: int | None) -> str:
    classes = "line lit" if index + 1 in lit else "line"
    number = "" if first_number is None else f' data-line="{first_number + index}"'
    return f'<span class="{classes}"{number}>{html}\n</span>'


@lru_cache(maxsize=4096)
def _coloured_lines(language: str, code: str) -> tuple[str, ...] | None:
    """Return the HTML of each line, or None where no lexer knows `language`."""
    tokens = _tokens(language, code)
    return None if tokens is None else _marked_lines(tokens, ())


def _tokens(language: str, code: str) -> Iterable[tuple[str, str]] | None:
    """Return the pieces of code, each with its class, up to the end of the last line."""
    if language.lower() in _PLAIN:
        return [("", f"{code}\n")]
    lexer = _lexer(language.lower())
    if lexer is None:
        return None
    # Without a line break, a blank line at the end would count as the end.
    return ((_css_class(kind), text) for kind, text in lexer.get_tokens(f"{code}\n"))


def _marked_lines(tokens: Iterable[tuple[str, str]], tags: Sequence[Tag]) -> tuple[str, ...]:
    """Return the HTML of each line with the tags in it; one that reaches over lines begins anew on each."""
    lines, waiting, position = [""], deque(tags), 0
    within: list[Tag] = []
    for css_class, text in tokens:
        while text:
            while waiting and waiting[0].offset <= position:
                tag = waiting.popleft()
                lines[-1] += tag.html
                within = within[:-1] if tag.is_end else [*within, tag]
            length = waiting[0].offset - position if waiting else len(text)
            piece, text = text[:length], text[length:]
            position += len(piece)
            for index, part in enumerate(piece.split("\n")):
                if index:
                    lines[-1] += "".join(f"</{tag.name}>" for tag in reversed(within))
                    lines.append("".join(tag.html for tag in within))
                if part:
                    safe = escape(part, quote=False)
                    lines[-1] += f'<span class="{css_class}">{safe}</span>' if css_class else safe
    return tuple(lines[:-1] if lines[-1] == "" else lines)


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=True)
    except ClassNotFound:
        return None


@lru_cache(maxsize=512)
def _css_class(kind: _TokenType) -> str:
    """Return Pygments' short class of `kind` or of its nearest ancestor that has one; none for plain text."""
    from pygments.token import STANDARD_TYPES

    ancestors = reversed(kind.split())
    return next((str(STANDARD_TYPES[ancestor]) for ancestor in ancestors if ancestor in STANDARD_TYPES), "")


def _unknown_language(slot: Slot) -> Diagnostic:
    message = f"no highlighter knows the language `{slot.language}`"
    return warning("code-unknown-language", message, slot.position, _instead(slot.language))


def _instead(language: str) -> str:
    """Return what to write in place of a language that no highlighter knows."""
    if language.startswith("{="):
        return "Write what is in the fence without the fence: HTML is read as it stands."
    if chunk := _CHUNK.match(language):
        return f"Write `{chunk[1]}`, and delete lines such as `#| echo: false`: code is shown, and not run."
    if language.lower() in _DIAGRAMS:
        return "Diagrams are not drawn here; save it as SVG, and write `![What it shows](assets/diagram.svg)`."
    from pygments.lexers import get_all_lexers

    names = [alias for _, aliases, _, _ in get_all_lexers() for alias in aliases]
    return did_you_mean(language, names, cutoff=_NEAR) or "Write `text` for code without colours."


def _bad_range(slot: Slot, part: str, what: str) -> Diagnostic:
    return warning(
        "code-line-range", f"the line step `{part}` {what}", slot.position, "Write steps such as [1|3-5|7,9]."
    )
