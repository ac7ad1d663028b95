"""Turn an entry of BibTeX or biblatex into the fields of CSL-JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dl4ad_slides.load.bibliography.bibtex import BibtexEntry
from dl4ad_slides.load.bibliography.dates import read_date, read_year
from dl4ad_slides.load.bibliography.names import read_names
from dl4ad_slides.load.bibliography.tex_text import tex_to_text, tex_to_title

_TYPES = {
    "article": "article-journal",
    "artwork": "graphic",
    "audio": "song",
    "book": "book",
    "booklet": "pamphlet",
    "collection": "book",
    "conference": "paper-conference",
    "dataset": "dataset",
    "electronic": "webpage",
    "image": "graphic",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "manual": "book",
    "mastersthesis": "thesis",
    "mvbook": "book",
    "online": "webpage",
    "patent": "patent",
    "phdthesis": "thesis",
    "proceedings": "book",
    "reference": "book",
    "report": "report",
    "software": "software",
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "video": "motion_picture",
    "www": "webpage",
}
_GENRES = {
    "mastersthesis": "Master’s thesis",
    "phdthesis": "PhD thesis",
    "mathesis": "Master’s thesis",
    "techreport": "Technical report",
}
# Where several fields mean the same, the first that is there counts.
_TITLES = {
    "title-short": ("shorttitle",),
    "container-title": ("journaltitle", "journal", "booktitle"),
    "collection-title": ("series",),
    "event": ("eventtitle",),
}
_TEXTS = {
    "publisher": ("publisher", "institution", "school", "organization"),
    "publisher-place": ("location", "address"),
    "edition": ("edition",),
    "volume": ("volume",),
    "number-of-volumes": ("volumes",),
    "chapter-number": ("chapter",),
    "version": ("version",),
    "note": ("note", "addendum"),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
}
_NAMES = {"author": "author", "editor": "editor", "translator": "translator"}
_LANGUAGES = {
    **{"english": "en", "american": "en-US", "british": "en-GB", "usenglish": "en-US", "ukenglish": "en-GB"},
    **{"german": "de", "ngerman": "de", "austrian": "de-AT", "naustrian": "de-AT", "french": "fr", "italian": "it"},
    **{"spanish": "es", "dutch": "nl", "portuguese": "pt", "polish": "pl", "russian": "ru", "latin": "la"},
}
_ARXIV = re.compile(r"\barxiv[:./ ]+(?:abs/)?(?P<id>[a-z.-]+/\d{7}|\d{4}\.\d{4,5})(?:v\d+)?\b", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s{}]+")


def csl_fields(entry: BibtexEntry) -> Mapping[str, object]:
    """Return the fields of CSL-JSON that `entry` fills."""
    given = entry.fields
    fields: dict[str, object] = {"type": _type(entry)}
    fields |= {name: names for name, field in _NAMES.items() if (names := read_names(given.get(field, "")))}
    if title := _title(given):
        fields["title"] = title
    for mapping, read in ((_TITLES, tex_to_title), (_TEXTS, tex_to_text)):
        for name, sources in mapping.items():
            texts = (read(given[source]) for source in sources if source in given)
            if text := next((text for text in texts if text), ""):
                fields[name] = text
    fields |= _numbers(entry) | _dates(given) | _addresses(given)
    if language := tex_to_text(given.get("langid") or given.get("language", "")).lower():
        fields["language"] = _LANGUAGES.get(language, language)
    return fields


def _type(entry: BibtexEntry) -> str:
    if entry.kind in {"misc", "unpublished"} and "eprint" in entry.fields:
        return "article"
    if entry.kind == "misc" and ({"url", "howpublished"} & entry.fields.keys()) and "journal" not in entry.fields:
        return "webpage"
    return _TYPES.get(entry.kind, "article")


def _title(given: Mapping[str, str]) -> str:
    parts = [tex_to_title(given[name]) for name in ("title", "subtitle") if given.get(name)]
    return ": ".join(part for part in parts if part)


def _numbers(entry: BibtexEntry) -> dict[str, object]:
    given = entry.fields
    fields: dict[str, object] = {}
    if number := tex_to_text(given.get("number") or given.get("issue", "")):
        kind = _TYPES.get(entry.kind, "article")
        held = {"article-journal": "issue", "book": "collection-number", "chapter": "collection-number"}
        fields[held.get(kind, "number")] = number
    if pages := tex_to_text(given.get("pages", "")):
        fields["page"] = re.sub(r"\s*[–—-]+\s*", "-", pages)
    genre = tex_to_text(given.get("type", ""))
    if genre := _GENRES.get(genre, genre) or _GENRES.get(entry.kind, ""):
        fields["genre"] = genre
    return fields


def _dates(given: Mapping[str, str]) -> dict[str, object]:
    dates = {
        "issued": read_date(tex_to_text(given.get("date", "")).replace("–", "-"))
        or read_year(tex_to_text(given.get("year", "")), tex_to_text(given.get("month", ""))),
        "accessed": read_date(tex_to_text(given.get("urldate", ""))),
    }
    return {name: date for name, date in dates.items() if date}


def _addresses(given: Mapping[str, str]) -> dict[str, object]:
    """Return DOI and URL; a preprint has the address of its archive, if no other."""
    fields: dict[str, object] = {}
    if doi := re.sub(r"(?i)^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", _verbatim(given.get("doi", ""))):
        fields["DOI"] = doi
    address = _ADDRESS.search(_verbatim(given.get("url") or given.get("howpublished", "")))
    eprint = _verbatim(given.get("eprint", ""))
    archive = (given.get("archiveprefix") or given.get("eprinttype") or "").strip()
    # Reference managers leave the number of an arXiv preprint in one of several fields.
    told = f"{archive}:{eprint} {given.get('journal', '')} {given.get('note', '')} {given.get('howpublished', '')}"
    arxiv = _ARXIV.search(told)
    if address:
        fields["URL"] = address[0].rstrip(".,;")
    elif arxiv:
        fields["URL"] = f"https://arxiv.org/abs/{arxiv['id']}"
    if arxiv and eprint and not {"journal", "journaltitle", "booktitle"} & given.keys():
        fields["container-title"] = f"arXiv:{arxiv['id']}"
    return fields


def _verbatim(value: str) -> str:
    """Return the value of a field that biber reads as it is, less what people escape in it all the same."""
    text = re.sub(r"\\(?:url|href)\s*", " ", value)
    return re.sub(r"\\([_%&#~$])", r"\1", text).strip(" \t\n{}")
