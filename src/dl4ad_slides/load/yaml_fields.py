"""YAML in which every value knows its line and column, and readers that turn it into checked values.

A file is composed, not constructed: scalars keep the author's spelling, so that `language: no` is Norwegian and
`date: 2026-10-15` is text where text is asked for. Findings go into the list that the caller hands in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import yaml

from dl4ad_slides.model.diagnostics import Diagnostic, did_you_mean, error, known_names
from dl4ad_slides.model.source import Position

T = TypeVar("T")

_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")
_TRUE, _FALSE = {"true", "yes", "on"}, {"false", "no", "off"}


@dataclass(frozen=True, slots=True)
class YamlValue:
    """One value of a YAML file: a scalar (`text`), a sequence (`items`) or a mapping (`fields`)."""

    kind: str
    position: Position
    text: str = ""
    quoted: bool = False
    items: tuple[YamlValue, ...] = ()
    fields: Mapping[str, YamlValue] | None = None
    key_positions: Mapping[str, Position] | None = None
    node: yaml.Node | None = None

    @property
    def is_null(self) -> bool:
        """Tell whether the author wrote nothing, `~` or `null`."""
        return self.kind == "scalar" and not self.quoted and self.text.lower() in {"", "~", "null"}

    def describe(self) -> str:
        """Return the author's words for a message: the scalar itself, or `a list` / `a mapping`."""
        return {"sequence": "a list", "mapping": "a mapping"}.get(self.kind, f"`{self.text}`")


def parse_yaml(
    text: str, file: str, area: str, findings: list[Diagnostic], first_line: int = 1
) -> YamlValue | None:
    """Return the one document of `text`, or None where it is empty or broken.

    `area` is the first word of the finding codes (`config`, `deck`, `timeline`); `first_line` is the author's line
    of the first line of `text`.
    """
    code = "deck-front-matter" if area == "deck" else f"{area}-yaml"
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        position = Position(file, first_line + mark.line, mark.column + 1) if mark else Position(file, first_line)
        message = problem.problem or problem.context or "cannot be read"
        findings.append(error(code, f"this is not valid YAML: {message}", position, _yaml_hint(message)))
        return None
    except (yaml.YAMLError, RecursionError) as problem:
        message = str(problem).splitlines()[0]
        findings.append(error(code, f"this is not valid YAML: {message}", Position(file, first_line)))
        return None
    if node is None:
        return None
    return _convert(node, file, first_line, area, findings, ())


def _yaml_hint(message: str) -> str:
    if "\\t" in message:
        return "Indent with spaces: YAML allows no tabs there."
    if "mapping values are not allowed" in message:
        return "Put text that holds a colon in quotes."
    return "Check the indentation, and quote text that holds `:`, `#`, `{` or `[`."


def _convert(
    node: yaml.Node, file: str, first_line: int, area: str, findings: list[Diagnostic], above: tuple[int, ...]
) -> YamlValue:
    position = Position(file, first_line + node.start_mark.line, node.start_mark.column + 1)
    if id(node) in above:
        findings.append(error(f"{area}-wrong-type", "this alias contains itself", position, "Write the value out."))
        return YamlValue("scalar", position)
    above = (*above, id(node))
    if isinstance(node, yaml.SequenceNode):
        items = tuple(_convert(item, file, first_line, area, findings, above) for item in node.value)
        return YamlValue("sequence", position, items=items, node=node)
    if isinstance(node, yaml.MappingNode):
        fields: dict[str, YamlValue] = {}
        places: dict[str, Position] = {}
        for key_node, value_node in node.value:
            key = _convert(key_node, file, first_line, area, findings, above)
            if key.text in fields:
                first = places[key.text]
                findings.append(
                    error(
                        f"{area}-duplicate-key",
                        f"the key `{key.text}` stands here a second time",
                        key.position,
                        f"Keep one of the two; the first is on line {first.line}.",
                    )
                )
                continue
            fields[key.text] = _convert(value_node, file, first_line, area, findings, above)
            places[key.text] = key.position
        return YamlValue("mapping", position, fields=fields, key_positions=places, node=node)
    return YamlValue("scalar", position, text=str(node.value), quoted=getattr(node, "style", None) in {"'", '"'}, node=node)


class Fields:
    """The keys of one mapping, read one by one; `done` reports those that nobody asked for.

    `where` names the mapping in messages, such as "slides.yaml" or "an event".
    """

    def __init__(self, value: YamlValue, area: str, where: str, findings: list[Diagnostic]) -> None:
        self._value, self._area, self._where, self._findings = value, area, where, findings
        self._fields: Mapping[str, YamlValue] = value.fields or {}
        self._asked: list[str] = []
        if value.kind != "mapping" and not value.is_null:
            self.wrong(value, f"{where} must be a mapping of keys to values, not {value.describe()}")

    def __contains__(self, key: str) -> bool:
        return key in self._fields and not self._fields[key].is_null

    def wrong(self, value: YamlValue, message: str, hint: str = "") -> None:
        """Report that `value` is not what it must be."""
        self._findings.append(error(f"{self._area}-wrong-type", message, value.position, hint))

    def get(self, key: str, read: Callable[[Fields, str, YamlValue], T | None], default: T) -> T:
        """Return the value of `key` as `read` understands it; the default where it is absent or wrong."""
        self._asked.append(key)
        value = self._fields.get(key)
        if value is None or value.is_null:
            return default
        result = read(self, key, value)
        return default if result is None else result

    def child(self, key: str, where: str) -> Fields:
        """Return the mapping under `key`, empty where it is absent."""
        self._asked.append(key)
        empty = YamlValue("scalar", self._value.position)
        return Fields(self._fields.get(key, empty), self._area, where, self._findings)

    def position(self, key: str) -> Position:
        """Return where the value of `key` stands, or the mapping itself where the key is absent."""
        value = self._fields.get(key)
        return value.position if value else self._value.position

    def missing(self, key: str, example: str) -> None:
        """Report that `key` must be there."""
        self._findings.append(
            error(f"{self._area}-missing-key", f"{self._where} has no `{key}`", self._value.position, f"Add `{example}`.")
        )

    def done(self) -> None:
        """Report the keys that nobody asked for."""
        for key in self._fields:
            if key not in self._asked:
                places = self._value.key_positions or {}
                self._findings.append(
                    error(
                        f"{self._area}-unknown-key",
                        f"{self._where} has no key `{key}`",
                        places.get(key, self._value.position),
                        did_you_mean(key, self._asked) or known_names(self._asked, "keys"),
                    )
                )


def text(fields: Fields, key: str, value: YamlValue) -> str | None:
    """Read any scalar in the author's spelling."""
    if value.kind != "scalar":
        fields.wrong(value, f"`{key}` must be text, not {value.describe()}")
        return None
    return value.text


def texts(fields: Fields, key: str, value: YamlValue) -> tuple[str, ...] | None:
    """Read a list of scalars; one scalar alone is a list of one."""
    if value.kind == "scalar":
        return (value.text,)
    if value.kind != "sequence" or any(item.kind != "scalar" for item in value.items):
        fields.wrong(value, f"`{key}` must be text or a list of texts, not {value.describe()}")
        return None
    return tuple(item.text for item in value.items)


def number(fields: Fields, key: str, value: YamlValue) -> int | float | None:
    """Read a whole number or one with decimals, written without quotes."""
    if value.kind == "scalar" and not value.quoted and _NUMBER.fullmatch(value.text):
        return float(value.text) if "." in value.text else int(value.text)
    hint = f"Write {value.text} without quotes." if _NUMBER.fullmatch(value.text) else "Write digits, such as 1847, -350 or 1969.5."
    fields.wrong(value, f"`{key}` must be a number, not {value.describe()}", hint)
    return None


def flag(fields: Fields, key: str, value: YamlValue) -> bool | None:
    """Read `true` or `false`."""
    word = value.text.lower()
    if value.kind == "scalar" and not value.quoted and word in _TRUE | _FALSE:
        return word in _TRUE
    fields.wrong(value, f"`{key}` must be true or false, not {value.describe()}")
    return None


def choice(options: Sequence[str]) -> Callable[[Fields, str, YamlValue], str | None]:
    """Return a reader of one of the words in `options`."""

    def read(fields: Fields, key: str, value: YamlValue) -> str | None:
        if value.kind == "scalar" and value.text in options:
            return value.text
        wanted = ", ".join(f"`{option}`" for option in options)
        fields.wrong(value, f"`{key}` must be one of {wanted}, not {value.describe()}", did_you_mean(value.text, options))
        return None

    return read


def data(fields: Fields, key: str, value: YamlValue) -> Mapping[str, object] | None:
    """Read a mapping of anything, as plain Python values."""
    if value.kind != "mapping" or value.node is None:
        fields.wrong(value, f"`{key}` must be a mapping, not {value.describe()}")
        return None
    try:
        result = yaml.SafeLoader("").construct_document(value.node)
    except (yaml.YAMLError, ValueError) as problem:
        fields.wrong(value, f"`{key}` cannot be read: {str(problem).splitlines()[0]}")
        return None
    return result if isinstance(result, dict) else None


def items(value: YamlValue) -> Iterable[YamlValue]:
    """Return the entries of a sequence; none for anything else."""
    return value.items
