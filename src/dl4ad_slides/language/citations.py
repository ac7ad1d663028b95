"""Find citations in the text of a deck: `[@key]`, `[see @a, p. 170; -@b]`, with `{cite-foot}` behind them or not.

The spelling is Pandoc's (manual, "Citation syntax"), in brackets only. Takes a passage and its regions, gives each
cluster of brackets with its items; what looks like a citation and cannot be read is a finding, and stays text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

from dl4ad_slides.language.regions import Region, Scan
from dl4ad_slides.model.diagnostics import Diagnostic, warning
from dl4ad_slides.model.source import Passage, Position


@dataclass(frozen=True, slots=True)
class CitationItem:
    """One work in a cluster, with what is written around its key.

    `label` is the kind of place in the work as CSL names it (`page`, `chapter`, …), `locator` the place; both are empty
    where the author names none. `suppress_author` asks for the year alone.
    """

    key: str
    position: Position = field(compare=False)
    prefix: str = ""
    label: str = ""
    locator: str = ""
    suffix: str = ""
    suppress_author: bool = False


@dataclass(frozen=True, slots=True)
class Cluster:
    """The works in one pair of brackets; `start` and `end` are offsets, what stands behind the brackets included.

    `at_foot` asks for the sources at the foot of the slide.
    """

    start: int
    end: int
    items: tuple[CitationItem, ...]
    at_foot: bool = False


# A mark may follow a letter: some systems write `ü` as two characters.
KEY = r"\w(?>(?:[\w\u0300-\u036f]|[:.#$%&\-+?<>~/](?=\w))*)"
_FIGURE = "fig-"  # the keys of figures, which are referred to and not cited
_INSIDE = r"(?>(?:\\.|(?!\n[ \t>]*\n)[^\[\]\\])*)"
# Brackets without others inside, behind no `!` and no backslash, that lead nowhere as links and footnotes do.
_BRACKETS = re.compile(rf"(?<![!\\\]])\[(?!\^)(?P<body>{_INSIDE})\](?![(\[])(?P<foot>\{{\.?cite-foot\}})?")
_UNCLOSED = re.compile(rf"(?<![!\\])\[-?@(?!{_FIGURE}){KEY}(?={_INSIDE}(?!\]))")
_BEHIND = re.compile(r"[ \t]*(\{[^{}\n]*\bcite[^{}\n]*\})")
_ITEM = re.compile(rf"(?P<prefix>.*?)(?<![\w\\.+])(?P<minus>-?)@(?P<key>{KEY})(?P<rest>.*)", re.DOTALL)
_CITES = re.compile(rf"(?<![\w\\.+])-?@({KEY})")
_BARE_KEY = re.compile(rf"(?<![\w\\.+/@-])@(?!{_FIGURE})({KEY})")
_LONGEST_CLUSTER = 200
_NO_KEY = re.compile(r"\s*-?@(?!\w)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")

_LABELS = {
    "book": "book books bk. bks. buch",
    "chapter": "chapter chapters chap. chaps. ch. kapitel kap.",
    "column": "column columns col. cols. spalte sp.",
    "figure": "figure figures fig. figs. abbildung abb.",
    "folio": "folio folios fol. fols.",
    "issue": "number numbers no. nos. nummer nr.",
    "line": "line lines l. ll. zeile z.",
    "note": "note notes n. nn. anmerkung anm.",
    "opus": "opus opera op. opp.",
    "page": "page pages p. pp. seite seiten s.",
    "paragraph": "paragraph paragraphs para. paras. ¶ absatz abs.",
    "part": "part parts pt. pts. teil",
    "section": "section sections sec. secs. § §§ abschnitt abschn.",
    "verse": "verse verses v. vv. vers",
    "volume": "volume volumes vol. vols. band bd.",
}
_LABEL_OF = {word: label for label, words in _LABELS.items() for word in words.split()}
# Behind a label any number, Roman ones too; without one, digits behind a comma.
_PLACE = r"(?:(?=[^\s,;]*\d)[^\s,;]++|[ivxlcdm]++\b)"
_BARE = r"\d++[a-z]?+(?>(?:\s*+(?:–|--?)\s*+\d++[a-z]?+)?)(?!\w)"
_AND = r"\s*+(?:,|–|--?|&|and|und)\s*+"
_LOCATOR = re.compile(
    rf"""\s*+,?\s*+(?P<label>{"|".join(re.escape(word) for word in sorted(_LABEL_OF, key=len, reverse=True))})
    \s*+(?P<places>{_PLACE}(?:{_AND}{_PLACE})*)
    | \s*+,\s*+(?P<numbers>{_BARE}(?:{_AND}{_BARE})*)""",
    re.VERBOSE | re.IGNORECASE,
)


def find_citations(passage: Passage, scan: Scan, findings: list[Diagnostic]) -> tuple[Cluster, ...]:
    """Return the clusters of `passage` in order; `scan` are its regions, inside of which nothing is a citation."""
    text = passage.text
    if "@" not in text:
        return ()
    clusters: list[Cluster] = []
    at = 0
    while brackets := _BRACKETS.search(text, at):
        at = brackets.start() + 1
        if _touches(scan.regions, *brackets.span()) or _is_definition(text, brackets):
            continue
        keys = _CITES.findall(brackets["body"])
        if any(key.startswith(_FIGURE) for key in keys):
            continue
        if keys or _NO_KEY.match(brackets["body"]):
            at = brackets.end()
            if items := _items(passage, brackets, findings):
                clusters.append(Cluster(*brackets.span(), items, brackets["foot"] is not None))
    for cluster in clusters:
        if (behind := _BEHIND.match(text, cluster.end)) and not cluster.at_foot:
            hint = "Write `{cite-foot}`, at once behind the brackets."
            place = passage.at(behind.start(1))
            findings.append(warning("cite-syntax", f"`{behind[1]}` behind a citation is text", place, hint))
    for opening in _UNCLOSED.finditer(text):
        if not _touches(scan.regions, *opening.span()):
            message = f"`{opening[0]}` is never closed, or holds other brackets"
            hint = "Close it with `]`, or write `\\[` where no citation is meant."
            findings.append(warning("cite-syntax", message, passage.at(opening.start()), hint))
    return tuple(clusters)


def bare_keys(passage: Passage, scan: Scan, clusters: Sequence[Cluster]) -> Iterator[CitationItem]:
    """Yield what would be a citation in brackets and stands without: `@key` in running text, outside of `clusters`.

    To Pandoc these cite within a sentence. Most are addresses and handles: a bibliography tells which are keys.
    """
    if "@" not in passage.text:
        return
    for found in _BARE_KEY.finditer(passage.text):
        before = passage.text[max(0, found.start() - _LONGEST_CLUSTER) : found.start()]
        in_brackets = before.rfind("[") > before.rfind("]")  # it may be one that cannot be read, which is told
        if not in_brackets and not _touches(clusters, *found.span()) and not _touches(scan.regions, *found.span()):
            yield CitationItem(found[1], passage.at(found.start()))


def _touches(regions: Sequence[Region | Cluster], start: int, end: int) -> bool:
    """Tell whether one of `regions`, which are in order, has characters between `start` and `end`."""
    index = bisect_left(regions, start, key=lambda region: region.end - 1)
    return index < len(regions) and regions[index].start < end


def _is_definition(text: str, brackets: re.Match[str]) -> bool:
    """Tell whether the brackets begin a line `[name]: address`, which tells where links of that name lead."""
    start = brackets.start()
    return text.startswith(":", brackets.end()) and not text[text.rfind("\n", 0, start) + 1 : start].strip(" \t>")


def _items(passage: Passage, brackets: re.Match[str], findings: list[Diagnostic]) -> tuple[CitationItem, ...]:
    """Return the items of a cluster, or none where one of them cannot be read."""
    items: list[CitationItem] = []
    at = brackets.start("body")
    for part in brackets["body"].split(";"):
        item = _ITEM.fullmatch(part)
        if item is None or _CITES.search(item["rest"]):
            place = passage.at(at + len(part) - len(part.lstrip()))
            findings.append(_unreadable(brackets[0], part, place, has_two=item is not None))
            return ()
        items.append(_item(item, passage.at(at + item.start("key") - 1)))
        at += len(part) + 1
    return tuple(items)


def _item(item: re.Match[str], position: Position) -> CitationItem:
    prefix = _plain(item["prefix"]).strip()
    label, locator, suffix = "", "", item["rest"]
    if found := _LOCATOR.match(item["rest"]):
        label = _LABEL_OF[found["label"].lower()] if found["label"] else "page"
        locator = re.sub(r"\s*(?:--?|–)\s*", "–", " ".join((found["places"] or found["numbers"]).split()))
        suffix = item["rest"][found.end() :]
    return CitationItem(
        key=normalize("NFC", item["key"]),
        position=position,
        prefix=f"{prefix} " if prefix else "",
        label=label,
        locator=locator,
        suffix=_plain(suffix).rstrip(),
        suppress_author=bool(item["minus"]),
    )


def _plain(text: str) -> str:
    """Return the author's words as one line, without backslashes before punctuation."""
    return re.sub(r"\s+", " ", _ESCAPE.sub(r"\1", text))


def _unreadable(cluster: str, part: str, place: Position, *, has_two: bool) -> Diagnostic:
    if has_two:
        return warning("cite-syntax", f"`{part.strip()}` holds two keys", place, "Put `;` between two works.")
    hint = "Write `[@key]` or `[see @key, p. 3; @other]`, and `\\[` where no citation is meant."
    what = f"`{part.strip()}` in `{cluster}` has no key" if part.strip() else f"a work is missing in `{cluster}`"
    return warning("cite-syntax", what, place, hint)
