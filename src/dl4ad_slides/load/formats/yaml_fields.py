"""YAML in which every value knows its line and column, and readers that turn it into checked values.

A file is composed, not constructed: scalars keep the author's spelling, so that `language: no` is Norwegian and
`date: 2026-10-15` is text where text is asked for. Findings go into the list that the caller hands in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TypeVar

import yaml

from dl4ad_slides.model.diagnostics import Diagnostic, did_you_mean, error, known_names, warning
from dl4ad_slides.model.sentinels import FORBIDDEN, SURROGATES
from dl4ad_slides.model.source import NO_BREAK_SPACES, Passage, Position

T = TypeVar("T")

# Means the same in Python and in the ECMAScript dialect of JSON Schema.
URL_PATTERN = r"^((https?://|mailto:)\S+|(?!//)(?![A-Za-z][A-Za-z0-9+.-]*:)\S+)$"

_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")
_DIGITS = 15  # as many as a float keeps
# What YAML escapes such as "\0" and "\ud800" can smuggle in, and no page may hold.
_FORBIDDEN = re.compile(f"[{FORBIDDEN}{SURROGATES}]")
_TRUE, _FALSE = {"true", "yes", "on"}, {"false", "no", "off"}
_WRONG_TYPE = "wrong-type"
# A comment behind a value. Two spaces before it are the habit of those who mean one (yamllint's `comments` rule).
_COMMENT = re.compile(r"[ \t](#[^\n]*)")
# Values of one small word, a path, a number: what is said behind `# ` is said of them.
_NO_PROSE = re.compile(r"[a-z][^\s]*|[^\s]*[./][^\s]*|[-+0-9.,:]+")
_NO_BREAK_SPACE = re.compile(f"[{NO_BREAK_SPACES}]")
# The indentation of a line, the dashes of a list, and a key with the spaces behind it.
_SYNTAX = re.compile(r"""^\s*+(?>(?:-\s++)*)(?:[^\s:#'"-][^:\n]*:(?:\s++|$))?""", re.MULTILINE)


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
        shown = self.text if len(self.text) <= 60 else self.text[:59] + "…"
        return {"sequence": "a list", "mapping": "a mapping"}.get(self.kind, f"`{shown}`")


def parse_yaml(text: str, file: str, area: str, findings: list[Diagnostic], first_line: int = 1) -> YamlValue | None:
    """Return the one document of `text`, or None where it is empty or broken.

    `area` is the first word of the finding codes (`config`, `deck`, `timeline`); `first_line` is the author's line
    of the first line of `text`. No-break spaces are spaces where YAML reads one.
    """
    text = _plain_spaces(text)
    passage = Passage.of(text, file, first_line)
    offset, message, hint = 0, "", ""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        return None if node is None else _Converter(passage, area, findings).convert(node, ())
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        offset = mark.index if mark else 0
        message = problem.problem or problem.context or "cannot be read"
        hint = _yaml_hint(message)
    except yaml.reader.ReaderError as problem:
        offset, message = problem.position, f"the character U+{problem.character:04X} may not stand here"
        hint = "Delete it; an editor that shows invisible characters helps."
    except RecursionError:
        message = "it is nested too deeply"
    except (yaml.YAMLError, ValueError, OverflowError) as problem:  # PyYAML lets chr() fail on "\\U00110000"
        message = (str(problem).splitlines() or ["cannot be read"])[0]
    code = "deck-front-matter" if area == "deck" else f"{area}-yaml"
    findings.append(error(code, f"this is not valid YAML: {message}", _place(passage, offset), hint))
    return None


def _plain_spaces(text: str) -> str:
    """Return YAML, as long as it was, with plain spaces around its keys and dashes."""
    if not _NO_BREAK_SPACE.search(text):
        return text
    return _SYNTAX.sub(lambda found: _NO_BREAK_SPACE.sub(" ", found[0]), text)


def _place(passage: Passage, offset: int) -> Position:
    """Return the position of an offset that PyYAML names; its lines are not ours: U+2028 ends one, too."""
    return passage.at(min(offset, len(passage.text)))


def _yaml_hint(message: str) -> str:
    if "\\t" in message:
        return "Indent with spaces: YAML allows no tabs there."
    if "mapping values are not allowed" in message:
        return "Put text that holds a colon in quotes."
    if "got '?'" in message:
        return "Put a link that holds `?` in quotes."
    return "Check the indentation, and quote text that holds `:`, `#`, `{` or `[`."


class _Converter:
    """Turns nodes into values, each node once: aliases of aliases would otherwise grow without end."""

    def __init__(self, passage: Passage, area: str, findings: list[Diagnostic]) -> None:
        self._passage, self._area, self._findings = passage, area, findings
        self._done: dict[int, YamlValue] = {}

    def convert(self, node: yaml.Node, above: tuple[int, ...]) -> YamlValue:
        if id(node) not in self._done:
            if id(node) in above:
                place = self._position(node)
                self._report("wrong-type", "this alias contains itself", place, "Write the value out.")
                return YamlValue("scalar", place)
            self._done[id(node)] = self._convert_new(node, (*above, id(node)))
        return self._done[id(node)]

    def _convert_new(self, node: yaml.Node, above: tuple[int, ...]) -> YamlValue:
        place = self._position(node)
        if isinstance(node, yaml.SequenceNode):
            items = tuple([self.convert(item, above) for item in node.value])
            return YamlValue("sequence", place, items=items, node=node)
        if isinstance(node, yaml.MappingNode):
            return self._convert_mapping(node, place, above)
        quoted = getattr(node, "style", None) in {"'", '"'}
        written = self._clean(str(node.value), place)
        if getattr(node, "style", None) is None:
            self._check_comment(written, node)
        return YamlValue("scalar", place, text=written, quoted=quoted, node=node)

    def _check_comment(self, written: str, node: yaml.Node) -> None:
        """Warn where what looks like the end of a text is a comment to YAML."""
        comment = _COMMENT.match(self._passage.text, node.end_mark.index)
        if comment is None:
            return
        cut = comment[1].rstrip()
        is_attached = len(cut) > 1 and not cut[1].isspace() and cut[1] != "#"
        if not is_attached and (not written or _NO_PROSE.fullmatch(written)):
            return
        if _NUMBER.fullmatch(written) or written.lower() in _TRUE | _FALSE:
            return
        whole = json.dumps(f"{written} {cut}".strip(), ensure_ascii=False)
        message = f"YAML takes `{cut}` for a comment, so that only `{written}` is left of this value"
        if not written:
            message = f"YAML takes `{cut}` for a comment, so that this value is empty"
        hint = f"Write {whole} in quotes; for a comment, put two spaces before the `#`."
        self._findings.append(
            warning(f"{self._area}-cut-value", message, _place(self._passage, comment.start(1)), hint)
        )

    def _convert_mapping(self, node: yaml.MappingNode, place: Position, above: tuple[int, ...]) -> YamlValue:
        fields: dict[str, YamlValue] = {}
        places: dict[str, Position] = {}
        for key_node, value_node in node.value:
            key = self.convert(key_node, above)
            where = self._position(key_node)
            if key.text in fields:
                hint = f"Keep one of the two; the first is on line {places[key.text].line}."
                self._report("duplicate-key", f"the key `{key.text}` stands here a second time", where, hint)
                continue
            fields[key.text] = self.convert(value_node, above)
            places[key.text] = where
        return YamlValue("mapping", place, fields=fields, key_positions=places, node=node)

    def _clean(self, text: str, place: Position) -> str:
        bad = _FORBIDDEN.search(text)
        if not bad:
            return text
        message = f"the character U+{ord(bad[0]):04X} may not stand in a text"
        self._report("wrong-type", message, place, "Delete its escape.")
        return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)

    def _position(self, node: yaml.Node) -> Position:
        return _place(self._passage, node.start_mark.index)

    def _report(self, kind: str, message: str, place: Position, hint: str) -> None:
        self._findings.append(error(f"{self._area}-{kind}", message, place, hint))


class Fields:
    """The keys of one mapping, read one by one; `done` reports those that nobody asked for.

    `where` names the mapping in messages, such as "slides.yaml" or "an event".
    """

    def __init__(self, value: YamlValue, area: str, where: str, findings: list[Diagnostic]) -> None:
        self._value, self._area, self._where, self._findings = value, area, where, findings
        self._fields: Mapping[str, YamlValue] = value.fields or {}
        self._asked: list[str] = []
        self._wrong = _WRONG_TYPE
        if value.kind != "mapping" and not value.is_null:
            self.wrong(value, f"{where} must be a mapping of keys to values, not {value.describe()}")

    def __contains__(self, key: str) -> bool:
        return key in self._fields and not self._fields[key].is_null

    def wrong(self, value: YamlValue, message: str, hint: str = "") -> None:
        """Report that `value` is not what it must be."""
        self._findings.append(error(f"{self._area}-{self._wrong}", message, value.position, hint))

    def doubt(self, kind: str, value: YamlValue, message: str, hint: str) -> None:
        """Warn of a value that can be read and is hardly meant; `kind` ends the code."""
        self._findings.append(warning(f"{self._area}-{kind}", message, value.position, hint))

    def get(
        self, key: str, read: Callable[[Fields, str, YamlValue], T | None], default: T, *, wrong: str = _WRONG_TYPE
    ) -> T:
        """Return the value of `key` as `read` understands it; the default where it is absent or wrong.

        `wrong` ends the code of what `read` reports.
        """
        self._asked.append(key)
        value = self._fields.get(key)
        if value is None or value.is_null:
            return default
        self._wrong = wrong
        result = read(self, key, value)
        self._wrong = _WRONG_TYPE
        return default if result is None else result

    def child(self, key: str, where: str) -> Fields:
        """Return the mapping under `key`, empty where it is absent."""
        self._asked.append(key)
        empty = YamlValue("scalar", self._value.position)
        return Fields(self._fields.get(key, empty), self._area, where, self._findings)

    def inside(self, value: YamlValue, where: str) -> Fields:
        """Return `value`, an item of a list, as the mapping that it must be."""
        return Fields(value, self._area, where, self._findings)

    def position(self, key: str) -> Position:
        """Return where the value of `key` stands, or the mapping itself where the key is absent."""
        value = self._fields.get(key)
        return value.position if value else self._value.position

    def missing(self, key: str, example: str) -> None:
        """Report that `key` must be there."""
        message = f"{self._where} has no `{key}`"
        self._findings.append(error(f"{self._area}-missing-key", message, self._value.position, f"Add `{example}`."))

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
                        self._comma(key) or did_you_mean(key, self._asked) or known_names(self._asked, "keys"),
                    )
                )

    def _comma(self, key: str) -> str:
        """Return the hint for a key that is the rest of a text with a comma: `{author: Bach, J. S.}`."""
        if not isinstance(self._value.node, yaml.MappingNode) or not self._value.node.flow_style:
            return ""
        names = list(self._fields)
        before = [name for name in names[: names.index(key)] if not self._fields[name].is_null]
        if not self._fields[key].is_null or not before:
            return ""
        behind = takewhile(lambda name: self._fields[name].is_null, names[names.index(before[-1]) + 1 :])
        whole = ", ".join((self._fields[before[-1]].text, *behind))
        return f'Put text that holds a comma in quotes: `{before[-1]}: "{whole}"`.'


def text(fields: Fields, key: str, value: YamlValue) -> str | None:
    """Read any scalar in the author's spelling."""
    if value.kind != "scalar":
        fields.wrong(value, f"`{key}` must be text, not {value.describe()}")
        return None
    return value.text


def line(fields: Fields, key: str, value: YamlValue) -> str | None:
    """Read text of one line; line breaks and runs of spaces become one space."""
    written = text(fields, key, value)
    if written is None:
        return None
    if not written.strip():
        fields.wrong(value, f"`{key}` is empty", "Write some text, or delete the key.")
        return None
    return " ".join(written.split())


def link(fields: Fields, key: str, value: YamlValue) -> str | None:
    """Read an address with a scheme that is safe in a page, or a path."""
    hint = "Write https://…, mailto:… or a path such as assets/paper.pdf, with %20 for a space."
    return matching(URL_PATTERN, f"`{key}` must be a link", hint, fields, key, value)


def matching(pattern: str, demand: str, hint: str, fields: Fields, key: str, value: YamlValue) -> str | None:
    """Read text that `pattern` finds something in; `demand` says what that is, such as "`key` must be a word"."""
    written = text(fields, key, value)
    if written is None or re.search(pattern, written):
        return written
    fields.wrong(value, f"{demand}, not {value.describe()}", hint)
    return None


def texts(fields: Fields, key: str, value: YamlValue) -> tuple[str, ...] | None:
    """Read a list of scalars; one scalar alone is a list of one."""
    if value.kind == "scalar":
        return (value.text,)
    if value.kind != "sequence" or any(item.kind != "scalar" for item in value.items):
        fields.wrong(value, f"`{key}` must be text or a list of texts, not {value.describe()}")
        return None
    return tuple(item.text for item in value.items)


def parse_number(text: str) -> int | float | None:
    """Return the number that `text` spells in digits, or None where it is something else or too long to be exact."""
    if not _NUMBER.fullmatch(text) or sum(char.isdigit() for char in text) > _DIGITS:
        return None
    return float(text) if "." in text else int(text)


def number(fields: Fields, key: str, value: YamlValue) -> int | float | None:
    """Read a whole number or one with decimals, written without quotes."""
    result = parse_number(value.text) if value.kind == "scalar" else None
    if result is not None and not value.quoted:
        return result
    hint = "Write digits, such as 1847, -350 or 1969.5."
    if result is not None:
        hint = f"Write {value.text} without quotes."
    elif value.kind == "scalar" and _NUMBER.fullmatch(value.text):
        hint = f"Write at most {_DIGITS} digits."
    fields.wrong(value, f"`{key}` must be a number, not {value.describe()}", hint)
    return None


def flag(fields: Fields, key: str, value: YamlValue) -> bool | None:
    """Read `true` or `false`."""
    if is_flag(value):
        return value.text.lower() in _TRUE
    fields.wrong(value, f"`{key}` must be true or false, not {value.describe()}")
    return None


def is_flag(value: YamlValue) -> bool:
    """Tell whether a value is `true` or `false`."""
    return value.kind == "scalar" and not value.quoted and value.text.lower() in _TRUE | _FALSE


def choice(options: Sequence[str]) -> Callable[[Fields, str, YamlValue], str | None]:
    """Return a reader of one of the words in `options`."""

    def read(fields: Fields, key: str, value: YamlValue) -> str | None:
        if value.kind == "scalar" and value.text in options:
            return value.text
        wanted = ", ".join(f"`{option}`" for option in options)
        message = f"`{key}` must be one of {wanted}, not {value.describe()}"
        fields.wrong(value, message, did_you_mean(value.text, options))
        return None

    return read


def cautious(read: Callable[[Fields, str, YamlValue], T | None], otherwise: T) -> Callable[[Fields, str, YamlValue], T]:
    """Return a reader that gives `otherwise`, and not the default, where a value cannot be read."""

    def read_or(fields: Fields, key: str, value: YamlValue) -> T:
        result = read(fields, key, value)
        return otherwise if result is None else result

    return read_or


def data(fields: Fields, key: str, value: YamlValue) -> Mapping[str, object] | None:
    """Read a mapping of anything that JSON can hold too, as plain Python values; a date is text."""
    if value.kind != "mapping" or value.node is None:
        fields.wrong(value, f"`{key}` must be a mapping, not {value.describe()}")
        return None
    try:
        result = yaml.SafeLoader("").construct_document(value.node)
        result = json.loads(json.dumps(result, allow_nan=False, default=str))
    except Exception as problem:  # a tag such as `!!bool x` makes PyYAML raise whatever comes of it
        reason = (str(problem).splitlines() or [""])[0] or type(problem).__name__
        fields.wrong(
            value, f"`{key}` cannot be read: {reason}", "Write text, numbers, true, false, lists and mappings."
        )
        return None
    return result if isinstance(result, dict) else None
