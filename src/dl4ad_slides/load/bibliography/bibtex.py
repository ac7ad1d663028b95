"""Read BibTeX: the entries of a file with their fields as they are written, each with the place where it stands.

The grammar is that of BibTeX 0.99 (`@type{key, name = value # value}`, `@string`, `@comment`, `@preamble`; what stands
between entries is comment) with the names of biblatex. A broken entry is a finding and left out; reading goes on at
the next line that begins like an entry, which no value goes beyond.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dl4ad_slides.model.diagnostics import Diagnostic, did_you_mean, error
from dl4ad_slides.model.source import Position, Source


@dataclass(frozen=True, slots=True)
class BibtexEntry:
    """One entry; `kind` and the names of its `fields` are in lower case, the values still TeX."""

    kind: str
    key: str
    fields: Mapping[str, str]
    position: Position


class _SyntaxError(Exception):
    def __init__(self, message: str, at: int, hint: str) -> None:
        super().__init__(message)
        self.at, self.hint = at, hint


_ENTRY = re.compile(r"@[ \t]*(?P<kind>[A-Za-z]+)\s*(?P<bracket>[{(])")
_NEXT_ENTRY = re.compile(r"^[ \t]*@[ \t]*[A-Za-z]+\s*[{(]", re.MULTILINE)
_KEY = re.compile(r"""[^\s,{}()"#%=\\]+""")
_NAME = re.compile(r"[A-Za-z][\w:.+/*-]*")
_BARE = re.compile(r"[0-9]+|[A-Za-z_][\w:.+/*-]*")
_SPACE = re.compile(r"(?:\s+|%[^\n]*)*")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_QUOTE = re.compile(r'\\.|[{}"]', re.DOTALL)
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: str(number) for number, name in enumerate(_MONTH_NAMES, 1)}
_NO_ENTRY = {"comment", "preamble"}


def read_bibtex(source: Source, findings: list[Diagnostic]) -> tuple[BibtexEntry, ...]:
    """Return the entries of a BibTeX file that can be read."""
    reader = _Reader(source, findings)
    return reader.entries()


class _Reader:
    """One pass over one file, with a cursor."""

    def __init__(self, source: Source, findings: list[Diagnostic]) -> None:
        self._source, self._text, self._findings = source, source.text, findings
        self._at, self._limit = 0, len(source.text)
        self._strings = dict(_MONTHS)

    def entries(self) -> tuple[BibtexEntry, ...]:
        found: list[BibtexEntry] = []
        while opening := _ENTRY.search(self._text, self._at):
            self._at = opening.end()
            following = _NEXT_ENTRY.search(self._text, opening.end())
            self._limit = following.start() if following else len(self._text)
            try:
                entry = self._entry(opening)
            except _SyntaxError as problem:
                finding = error("cite-entry", str(problem), self._source.at(problem.at), problem.hint)
                self._findings.append(finding)
                self._at = self._limit
                continue
            if entry:
                found.append(entry)
        return tuple(found)

    def _entry(self, opening: re.Match[str]) -> BibtexEntry | None:
        kind, closing = opening["kind"].lower(), "}" if opening["bracket"] == "{" else ")"
        if kind in _NO_ENTRY:
            self._skip(opening)
            return None
        if kind == "string":
            self._strings |= self._fields(closing, opening.start())
            return None
        self._space()
        key = _KEY.match(self._text, self._at)
        if key is None:
            hint = f"Write `@{kind}{{key2026,`: letters and digits, and a comma behind them."
            raise _SyntaxError(f"this `@{kind}` has no key", opening.start(), hint)
        self._at = key.end()
        self._space()
        if self._text.startswith(closing, self._at):
            self._at += 1
            fields: Mapping[str, str] = {}
        else:
            self._expect(",", f"a comma must follow the key `{key[0]}`")
            fields = self._fields(closing, opening.start())
        return BibtexEntry(kind, key[0], fields, self._source.at(opening.start()))

    def _fields(self, closing: str, start: int) -> dict[str, str]:
        """Read `name = value` pairs up to the bracket that closes the entry."""
        fields: dict[str, str] = {}
        while True:
            self._space()
            if self._text.startswith(closing, self._at):
                self._at += 1
                return fields
            name = _NAME.match(self._text, self._at)
            if name is None:
                raise self._surprise(f"a field or `{closing}`", start)
            self._at = name.end()
            self._space()
            self._expect("=", f"`=` must follow the field `{name[0]}`")
            value = self._value(start)
            fields.setdefault(name[0].lower(), value)
            self._space()
            if not self._text.startswith(closing, self._at):
                self._expect(",", f"a comma or `{closing}` must follow the value of `{name[0]}`")

    def _value(self, start: int) -> str:
        parts: list[str] = []
        while True:
            self._space()
            parts.append(self._part(start))
            self._space()
            if not self._text.startswith("#", self._at):
                return "".join(parts)
            self._at += 1

    def _part(self, start: int) -> str:
        begin = self._at
        if self._text.startswith("{", begin):
            return self._braced(start)
        if self._text.startswith('"', begin):
            return self._quoted(start)
        bare = _BARE.match(self._text, begin)
        if bare is None:
            raise self._surprise("a value in braces", start)
        self._at = bare.end()
        if bare[0].isdigit():
            return bare[0]
        if bare[0].lower() not in self._strings:
            hint = did_you_mean(bare[0], self._strings) or f"Write `{{{bare[0]}}}`, or define it with `@string`."
            self._findings.append(
                error("cite-entry", f"no `@string` defines `{bare[0]}`", self._source.at(begin), hint)
            )
            return bare[0]
        return self._strings[bare[0].lower()]

    def _braced(self, start: int) -> str:
        begin, depth = self._at + 1, 0
        for brace in _BRACE.finditer(self._text, self._at, self._limit):
            depth += {"{": 1, "}": -1}.get(brace[0], 0)
            if depth == 0:
                self._at = brace.end()
                return self._text[begin : brace.start()]
        raise self._unclosed(start)

    def _quoted(self, start: int) -> str:
        begin, depth = self._at + 1, 0
        for sign in _QUOTE.finditer(self._text, begin, self._limit):
            depth += {"{": 1, "}": -1}.get(sign[0], 0)
            if sign[0] == '"' and depth == 0:
                self._at = sign.end()
                return self._text[begin : sign.start()]
        raise self._unclosed(start)

    def _skip(self, opening: re.Match[str]) -> None:
        """Go behind a comment or preamble in braces; one that is not closed ends with its line, as in BibTeX."""
        self._at = opening.end() - 1
        if opening["bracket"] == "{":
            try:
                self._braced(opening.start())
            except _SyntaxError:
                end = self._text.find("\n", opening.end())
                self._at = end if end >= 0 else len(self._text)
        else:
            self._at = opening.end()

    def _space(self) -> None:
        space = _SPACE.match(self._text, self._at)
        self._at = space.end() if space else self._at

    def _expect(self, sign: str, message: str) -> None:
        if not self._text.startswith(sign, self._at):
            raise _SyntaxError(message, min(self._at, len(self._text)), f"Write `{sign}` here.")
        self._at += 1

    def _surprise(self, expected: str, start: int) -> _SyntaxError:
        found = self._text[self._at : self._at + 1]
        if not found or found == "@":
            return self._unclosed(start)
        hint = "Check the braces and commas above this place."
        return _SyntaxError(f"expected {expected}, found `{found}`", self._at, hint)

    def _unclosed(self, start: int) -> _SyntaxError:
        return _SyntaxError("this entry is never closed", start, "Close it with `}`; each `{` in it needs one, too.")
