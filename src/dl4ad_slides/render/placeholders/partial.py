"""Placeholders that are partials of the theme: `<<BOX:argument key=value>>` is `theme/partials/box.html.j2`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal
from urllib.parse import quote

from dl4ad_slides.language.placeholders import Placeholder
from dl4ad_slides.model.placeholder_type import PlaceholderType
from dl4ad_slides.render.context import SlideContext
from dl4ad_slides.render.engines.jinja_partials import PartialError
from dl4ad_slides.render.placeholders.request import RefusedError, SlideRequest

PartialType = PlaceholderType[SlideRequest[None, None]]


def partial_type(placeholder: Placeholder, context: SlideContext) -> PartialType | None:
    """Return the type of a placeholder that a partial of the theme renders, or None where there is none."""
    name, partials = placeholder.partial, context.tools.partials
    context.facts.partials()
    if name not in partials.names:
        return None
    output: Literal["html", "markdown"] = "markdown" if partials.is_markdown(name) else "html"
    return PlaceholderType(placeholder.name, _render, options=None, output=output, is_inline=True)


def _render(request: SlideRequest[None, None]) -> str:
    placeholder, facts = request.placeholder, request.context.facts
    values = {
        **placeholder.options,
        "argument": placeholder.argument,
        "options": placeholder.options,
        "deck": _Asked(
            facts.public_front_matter,
            name=facts.deck_name,
            title=facts.deck_title,
            href=lambda: quote(f"{facts.deck_name()}.html"),
        ),
        "slide": _Asked(number=facts.slide_number),
        "project": _Asked(facts.public_settings),
    }
    try:
        return request.context.render_partial(placeholder.partial, values).strip("\n")
    except PartialError as problem:
        raise RefusedError(problem.finding_at(request.position)) from problem


class _Asked(Mapping[str, object]):
    """What a partial sees under one name: a value is asked for when the partial uses it, and not before."""

    def __init__(
        self, rest: Callable[[], Iterable[tuple[str, object]]] = tuple, **values: Callable[[], object]
    ) -> None:
        self._rest, self._values = rest, values

    def __getitem__(self, name: str) -> object:
        return self._values[name]() if name in self._values else dict(self._rest())[name]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self._values, *dict(self._rest()))))

    def __len__(self) -> int:
        return len([*self])
