"""Read the options of a placeholder by type, with a finding at the option for everything that is wrong with it.

A wrong option is reported and counts as not given, so that the rest of the placeholder still shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from dl4ad_slides.language.placeholders import Placeholder
from dl4ad_slides.model.diagnostics import Diagnostic, did_you_mean, error, known_names

C = TypeVar("C", bound=str)
D = TypeVar("D")

_NUMBER = re.compile(r"[-+]?([0-9]+(\.[0-9]+)?|\.[0-9]+)([eE][-+]?[0-9]{1,3})?")
_TRUE, _FALSE = {"true", "yes", "on"}, {"false", "no", "off"}
_ANY = float("inf")


class Options:
    """The options of one placeholder, read one by one; `done` reports those that nobody asked for.

    Every reader takes the default for an option that is not given, or wrong.
    """

    def __init__(self, placeholder: Placeholder, findings: list[Diagnostic]) -> None:
        self._placeholder, self._findings = placeholder, findings
        self._asked: list[str] = []

    def __contains__(self, key: str) -> bool:
        return key in self._placeholder.options

    def text(self, key: str, default: D) -> str | D:
        """Return the option as it is written."""
        written = self._take(key)
        return default if written is None else written

    def whole(self, key: str, default: D, least: float = -_ANY, most: float = _ANY) -> int | D:
        """Return a whole number from `least` to `most`."""
        number = self._number(key, "a whole number", least, most, whole=True)
        return default if number is None else int(number)

    def number(self, key: str, default: D, least: float = -_ANY, most: float = _ANY) -> float | D:
        """Return a number from `least` to `most`, such as 3, -0.5 or 1e-3."""
        number = self._number(key, "a number", least, most, whole=False)
        return default if number is None else number

    def choice(self, key: str, choices: Sequence[C], default: D) -> C | D:
        """Return one of the words in `choices`."""
        written = self._take(key)
        if written is None:
            return default
        if written in choices:
            return choices[choices.index(written)]
        demand = f"one of {', '.join(f'`{choice}`' for choice in choices)}"
        self.wrong(key, demand, did_you_mean(written, choices) or f"Write {key}={choices[0]}, for example.")
        return default

    def flag(self, key: str, default: D) -> bool | D:
        """Return `true` or `false`."""
        written = self._take(key)
        if written is None:
            return default
        if written.lower() in _TRUE | _FALSE:
            return written.lower() in _TRUE
        self.wrong(key, "true or false", f"Write {key}=true or {key}=false.")
        return default

    def words(self, key: str, default: D) -> tuple[str, ...] | D:
        """Return the parts of a list with commas, such as `columns="a, b"`, without the spaces around them."""
        written = self._take(key)
        if written is None:
            return default
        parts = tuple(part.strip() for part in written.split(","))
        if all(parts):
            return parts
        self.wrong(key, "a list with commas", f'Write {key}="a,b", with something on both sides of each comma.')
        return default

    def wrong(self, key: str, demand: str, hint: str) -> None:
        """Report that the value of `key` is not what it must be, such as `a whole number`."""
        written = self._placeholder.options[key]
        message = f"`{key}` must be {demand}, not `{written}`" if written else f"`{key}` must be {demand}, and is empty"
        self._findings.append(error("placeholder-value", message, self._placeholder.place_of(key), hint))

    def done(self, others: Iterable[str] = ()) -> None:
        """Report the options that nobody asked for; `others` are further ones that exist."""
        known = sorted({*self._asked, *others})
        for key in self._placeholder.options:
            if key not in known:
                message = f"`{self._placeholder.name}` has no option `{key}`"
                hint = did_you_mean(key, known) or known_names(known, "options")
                self._findings.append(error("placeholder-option", message, self._placeholder.place_of(key), hint))

    def _take(self, key: str) -> str | None:
        self._asked.append(key)
        return self._placeholder.options.get(key)

    def _number(self, key: str, kind: str, least: float, most: float, *, whole: bool) -> float | None:
        written = self._take(key)
        if written is None:
            return None
        number = float(written) if _NUMBER.fullmatch(written) else None
        if number is not None and least <= number <= most and abs(number) < _ANY and (not whole or number.is_integer()):
            return number
        bounds = _bounds(least, most)
        self.wrong(key, f"{kind}{bounds}", f"Write digits, such as {key}={_example(least, most)}.")
        return None


def _bounds(least: float, most: float) -> str:
    if least > -_ANY and most < _ANY:
        return f" from {least:g} to {most:g}"
    if least > -_ANY:
        return f" of at least {least:g}"
    return f" of at most {most:g}" if most < _ANY else ""


def _example(least: float, most: float) -> str:
    return f"{max(least, min(most, 1)):g}"
