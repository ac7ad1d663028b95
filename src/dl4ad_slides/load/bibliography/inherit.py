"""Give entries of BibTeX what they take from others of their file, by `crossref` and `xdata`.

The rules are those of biblatex (manual, appendix B), which are those of BibTeX and a little more: the title of a
collection is the `booktitle` of what stands in it, and names that only tell the collection apart stay there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dl4ad_slides.load.bibliography.bibtex import BibtexEntry
from dl4ad_slides.model.diagnostics import Diagnostic, did_you_mean, warning

_PARTS = {"inbook", "incollection", "inproceedings", "conference", "bookinbook", "suppbook", "inreference"}
_ISSUES = {"article", "suppperiodical"}
_OWN = {"crossref", "xref", "xdata", "title", "subtitle", "titleaddon", "shorttitle", "label", "ids", "abstract", "doi"}
_OWN |= {"keywords", "note", "annotation", "execute", "pages", "pagetotal", "sortkey", "url", "urldate"}
_DATES = {"date", "year", "month"}


def inherit(entries: Sequence[BibtexEntry], findings: list[Diagnostic]) -> Iterator[BibtexEntry]:
    """Yield the entries of a file, each with the fields of its parents that it does not have itself."""
    named = {entry.key: entry for entry in reversed(entries)}
    for entry in entries:
        for name, key in _parents(entry):
            if key not in named:
                hint = did_you_mean(key, named) or "Its entry must stand in the same file."
                message = f"`{name}` of `{entry.key}` names `{key}`, and there is no such entry"
                findings.append(warning("cite-entry", message, entry.position, hint))
        yield replace(entry, fields=_fields(entry, named, (entry.key,)))


def _fields(entry: BibtexEntry, named: Mapping[str, BibtexEntry], below: tuple[str, ...]) -> Mapping[str, str]:
    fields = dict(entry.fields)
    for name, key in _parents(entry):
        if key in named and key not in below:
            parent = named[key]
            theirs = _fields(parent, named, (*below, key))
            offered = theirs if name == "xdata" else _offered(entry.kind, theirs)
            has_date = not _DATES.isdisjoint(fields)
            fields |= {
                field: value
                for field, value in offered.items()
                if field not in fields and not (has_date and field in _DATES)
            }
    return fields


def _offered(kind: str, parent: Mapping[str, str]) -> dict[str, str]:
    """Return what an entry of `kind` may take from one by `crossref`."""
    offered = {field: value for field, value in parent.items() if field not in _OWN}
    whole = "booktitle" if kind in _PARTS else "journaltitle" if kind in _ISSUES else ""
    if whole and "title" in parent and not {whole, "journal"} & offered.keys():
        subtitle = parent.get("subtitle", "")
        offered[whole] = f"{parent['title']}: {subtitle}" if subtitle else parent["title"]
    return offered


def _parents(entry: BibtexEntry) -> Iterator[tuple[str, str]]:
    for name in ("xdata", "crossref"):
        for key in entry.fields.get(name, "").split(","):
            if key.strip():
                yield name, key.strip()
