"""Read one placeholder: `<<NAME:argument key=value key="two words">>` or the older `{{NAME:argument}}`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dl4ad_slides.model.diagnostics import Diagnostic, error
from dl4ad_slides.model.source import Position

_HEAD = re.compile(r"(?P<name>[A-Z][A-Z0-9_-]*):?\s*")
_FLAGS = {"recap", "preview", "fragments", "points"}  # what only says yes or no, wherever it exists
_WORD = re.compile(r"""(?:(?P<key>[A-Za-z][\w.-]*)=)?(?P<value>"[^"]*"|'[^']*'|\S+)\s*""")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A placeholder; `options` are its `key=value` pairs, with quotes taken off."""

    name: str
    argument: str
    options: Mapping[str, str]
    position: Position
    text: str

    @property
    def partial(self) -> str:
        """Return the name of the partial that renders it."""
        return self.name.lower()

    def place_of(self, key: str) -> Position:
        """Return where the option `key` stands; the placeholder itself where it has no such option."""
        head = _HEAD.match(self.text, 2)
        for word in _WORD.finditer(self.text, head.end() if head else 2, len(self.text) - 2):
            if word["key"] == key:
                before = self.text[: word.start()]
                line = before.count("\n")
                column = word.start() - before.rfind("\n") if line else self.position.column + word.start()
                return Position(self.position.file, self.position.line + line, column)
        return self.position


def parse_placeholder(text: str, position: Position, findings: list[Diagnostic]) -> Placeholder:
    """Return the placeholder that `text` spells, brackets included.

    A word that is neither the argument nor a pair is a finding and left out.
    """
    body = text[2:-2].strip()
    head = _HEAD.match(body)
    assert head is not None, "the scanner only finds placeholders with a name"
    argument = ""
    options: dict[str, str] = {}
    for index, word in enumerate(_WORD.finditer(body, head.end())):
        key, value = word["key"], _unquote(word["value"])
        if key is None and index == 0:
            argument = value
        elif key is None:
            message = f"`{word['value']}` is neither the argument nor a `key=value` pair"
            findings.append(error("placeholder-syntax", message, position, _hint(value)))
        elif key in options:
            findings.append(error("placeholder-syntax", f"`{key}` is given twice", position, "Keep one of the two."))
        else:
            options[key] = value
    return Placeholder(head["name"], argument, options, position, text)


def _hint(word: str) -> str:
    if word in _FLAGS:
        return f"Write `{word}=true`."
    return 'Put text with spaces in quotes: key="two words".'


def _unquote(value: str) -> str:
    quoted = len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value
