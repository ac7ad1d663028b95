"""Read the options of a placeholder into the dataclass that declares them: each field is an option with its type."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from functools import lru_cache
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from dl4ad_slides.model.placeholder_type import Between
from dl4ad_slides.render.placeholders.options import Options

OptionsT = TypeVar("OptionsT")
_ANY = Between()


def read_fields(declared: type[OptionsT], options: Options) -> OptionsT:
    """Return the options as `declared`, a dataclass, has them; those that it lacks are reported.

    Raises TypeError where a field has no default, or a type that no option can have.
    """
    values = {
        field.name: _read(option_name(field.name), hint, _default(field), options)
        for field, hint in _hints(cast("Any", declared))
    }
    options.done()
    return declared(**values)


def option_name(field: str) -> str:
    """Return what an option is called: the field `x_label` is the option `x-label`."""
    return field.replace("_", "-")


@lru_cache(64)
def _hints(declared: Any) -> tuple[tuple[Field[Any], Any], ...]:
    hints: Mapping[str, Any] = get_type_hints(declared, include_extras=True)
    return tuple((field, hints[field.name]) for field in fields(cast("Any", declared)))


def _default(field: Field[Any]) -> object:
    if field.default is not MISSING:
        return field.default
    if field.default_factory is not MISSING:
        return field.default_factory()
    raise TypeError(f"the option `{field.name}` needs a default")


def _read(name: str, hint: Any, default: Any, options: Options) -> object:
    bounds = _ANY
    if get_origin(hint) is Annotated:
        hint, *extras = get_args(hint)
        bounds = next((extra for extra in extras if isinstance(extra, Between)), _ANY)
    if get_origin(hint) in {Union, types.UnionType}:
        hint = next(one for one in get_args(hint) if one is not type(None))
    if hint is str:
        return options.text(name, default)
    if hint is bool:
        return options.flag(name, default)
    if hint is int:
        return options.whole(name, default, bounds.least, bounds.most)
    if hint is float:
        return options.number(name, default, bounds.least, bounds.most)
    if get_origin(hint) is Literal:
        return options.choice(name, get_args(hint), default)
    if get_origin(hint) is tuple:
        return options.words(name, default)
    raise TypeError(f"the option `{name}` cannot be a {hint}")
