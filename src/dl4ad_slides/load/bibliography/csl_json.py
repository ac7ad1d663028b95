"""Read CSL-JSON, as Zotero and Pandoc write it: a list of entries, of which a broken one does not stop the others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from dl4ad_slides.load.bibliography.dates import read_date
from dl4ad_slides.model.bibliography import Entry
from dl4ad_slides.model.diagnostics import Diagnostic, error
from dl4ad_slides.model.sentinels import FORBIDDEN, SURROGATES
from dl4ad_slides.model.source import Position, Source

_NAMES = frozenset(
    {
        *("author", "collection-editor", "composer", "container-author", "director", "editor", "editorial-director"),
        *("illustrator", "interviewer", "original-author", "recipient", "reviewed-author", "translator"),
    }
)
_DATES = frozenset({"accessed", "container", "event-date", "issued", "original-date", "submitted"})
_NAME_PARTS = ("family", "given", "literal", "dropping-particle", "non-dropping-particle", "suffix")
_SPACE = re.compile(r"[ \t\n\r]*")
# What escapes such as "\u0000" and "\ud800" can smuggle in, and no page may hold.
_FORBIDDEN = re.compile(f"[{FORBIDDEN}{SURROGATES}]")


def read_csl_json(source: Source, findings: list[Diagnostic]) -> list[Entry]:
    """Return the entries of a CSL-JSON file that can be read."""
    entries: list[Entry] = []
    for value, position in _items(source, findings):
        key = value.get("id") if isinstance(value, dict) else None
        if not isinstance(value, dict) or not isinstance(key, str | int) or not str(key).strip():
            hint = 'Write it as `{"id": "key2026", "type": "book", "title": …}`.'
            findings.append(error("cite-entry", "an entry must be an object with an `id`", position, hint))
            continue
        given = {name: field for name, field in value.items() if name != "id"}
        fields = {_clean(name): read for name, field in given.items() if (read := _field(name, field)) is not None}
        wrong = sorted(_clean(name) for name in value.keys() - fields.keys() if name in {"title", *_NAMES, *_DATES})
        if wrong:
            message = f"`{'`, `'.join(wrong)}` of `{_clean(str(key))}` cannot be read"
            hint = 'Names are lists of objects with `family` and `given`; a date is `{"date-parts": [[2026, 11]]}`.'
            findings.append(error("cite-entry", message, position, hint))
        entries.append(Entry(_clean(str(key)), fields, position))
    return entries


def _items(source: Source, findings: list[Diagnostic]) -> Iterator[tuple[object, Position]]:
    """Yield the values in the list that a file is, with their places, up to where it cannot be read."""
    decoder, text = json.JSONDecoder(), source.text
    at = _skip(text, 0)
    if not text.startswith("[", at):
        hint = 'A CSL-JSON file is a list: `[{"id": …}, …]`.'
        findings.append(error("cite-bibliography", "this is no list of entries", source.at(at), hint))
        return
    at = _skip(text, at + 1)
    while not text.startswith("]", at):
        begin = at
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as problem:  # a number may have more digits than Python reads
            place = source.at(problem.pos if isinstance(problem, json.JSONDecodeError) else begin)
            reason = (
                problem.msg if isinstance(problem, json.JSONDecodeError) else "it is too deep, or a number too long"
            )
            hint = "Entries from here on are left out."
            findings.append(error("cite-bibliography", f"this is not valid JSON: {reason}", place, hint))
            return
        yield value, source.at(begin)
        at = _skip(text, at)
        if text.startswith(",", at):
            at = _skip(text, at + 1)
        elif not text.startswith("]", at):
            hint = "Put a comma between two entries, and `]` behind the last."
            message = "this is not valid JSON: expected a comma or `]`"
            findings.append(error("cite-bibliography", message, source.at(min(at, len(text))), hint))
            return


def _skip(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _field(name: str, value: object) -> object:
    """Return the value of a field as formatters may take it, or None where it is none of the kind."""
    if name in _NAMES:
        return _names(value)
    if name in _DATES:
        return _date(value)
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return _clean(str(value)) or None
    return None


def _names(value: object) -> list[Mapping[str, str]] | None:
    if not isinstance(value, list):
        return None
    names = [_name(name) for name in value if isinstance(name, dict)]
    return [name for name in names if name] or None


def _name(given: Mapping[str, object]) -> Mapping[str, str]:
    parts = {part: _clean(text) for part in _NAME_PARTS if isinstance(text := given.get(part), str) and text.strip()}
    return {"literal": parts["literal"]} if "literal" in parts else parts


def _date(value: object) -> Mapping[str, object] | None:
    if not isinstance(value, dict):
        return None
    parts = value.get("date-parts")
    if isinstance(parts, list) and (dates := [date for part in parts[:2] if (date := _parts(part))]):
        ranges = len(dates) == 2 and dates[0][0] != dates[1][0]
        return {"date-parts": dates if ranges else dates[:1]}
    words = next((word for name in ("raw", "literal") if isinstance(word := value.get(name), str)), "")
    return read_date(_clean(words).strip())


def _parts(part: object) -> list[int]:
    """Return year, month and day as far as they can be read."""
    numbers: list[int] = []
    for value, most in zip(part if isinstance(part, list) else (), (9999, 12, 31), strict=False):
        text = str(value)
        if not re.fullmatch(r"-?[0-9]{1,4}", text) or not (int(text) <= most and (numbers == [] or int(text) > 0)):
            break
        numbers.append(int(text))
    return numbers


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
