"""Cite works in the slides of a deck, and list them: clusters in, HTML out.

What a deck cites is known when all its slides are drafted: numbers, letters behind years and the list itself depend on
all of it. Links to entries are made last, when it is known on which slide each entry stands (`link_citations`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape, unescape

from dl4ad_slides.language.citations import CitationItem
from dl4ad_slides.model.bibliography import Bibliography, Entry
from dl4ad_slides.model.diagnostics import Diagnostic, did_you_mean, error, known_names, warning
from dl4ad_slides.model.sentinels import KEY_END, KEY_START, WORKS
from dl4ad_slides.model.source import Position
from dl4ad_slides.render.citations.citeproc import Csl, CslError, linked_html, marked_html, marked_text, plain_field
from dl4ad_slides.render.html.slots import SLOT, Slot, SlotKind, Slots
from dl4ad_slides.render.html.tree import HtmlTree

_LINK = re.compile(rf'<a class="citation" href="{KEY_START}([^{KEY_END}]*){KEY_END}">(.*?)</a>', re.DOTALL)
_WORK = re.compile(f"[{chr(WORKS[0])}-{chr(WORKS[-1])}]")


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of the list; `label` is the number that the style gives it, or empty, and `text` all of it in words."""

    key: str
    label: str
    content: str
    text: str

    @property
    def html(self) -> str:
        """Return the entry as it is listed."""
        label = f'<span class="reference-label">{escape(self.label)}</span>' if self.label else ""
        return f"{label}<span>{self.content}</span>"


@dataclass(frozen=True, slots=True)
class Cited:
    """What a deck cites: HTML for each cluster, entries in the order of the style, findings about entries."""

    clusters: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    findings: tuple[Diagnostic, ...] = ()

    def sources(self, keys: Iterable[str]) -> str:
        """Return the entries of `keys` as a list for the foot of a slide."""
        wanted = set(keys)
        shown = [reference for reference in self.references if reference.key in wanted]
        items = "".join(f"<li>{reference.html}</li>" for reference in shown)
        return f'<ul class="sources{self.numbered}">{items}</ul>' if shown else ""

    @property
    def numbered(self) -> str:
        """Return the class that a list of entries has besides its own, with a space before it."""
        return " numbered" if any(reference.label for reference in self.references) else ""


class Citations:
    """Cites the works of one bibliography, in words of `language`."""

    def __init__(self, bibliography: Bibliography, language: str) -> None:
        self._bibliography, self._language = bibliography, language
        self._before: tuple[object, Cited] | None = None

    def is_of(self, bibliography: Bibliography, language: str) -> bool:
        """Tell whether these cite from `bibliography` in `language`."""
        return self._language == language and (self._bibliography is bibliography or self._bibliography == bibliography)

    @property
    def is_whole(self) -> bool:
        """Tell whether all files of the bibliography could be read."""
        return self._bibliography.is_whole

    def cite(self, clusters: Sequence[Sequence[CitationItem]]) -> Cited:
        """Return the clusters of a deck, in their order, as HTML, and what they cite.

        Works that the bibliography lacks are shown as such; `check_keys` reports them.
        """
        asked = tuple(map(tuple, clusters))
        if self._before is None or self._before[0] != asked:
            self._before = asked, _Deck(self._bibliography, self._language, asked).cited()
        return self._before[1]

    def check_keys(self, items: Iterable[CitationItem], findings: list[Diagnostic]) -> None:
        """Add a finding for each key that the bibliography lacks, where it stands.

        Where a file of it could not be read that is told, and what it lacks may be in there.
        """
        entries = self._bibliography.entries
        for item in items:
            if item.key not in entries and self._bibliography.is_whole:
                hint = did_you_mean(item.key, entries) or known_names(entries, "keys")
                message = f"the bibliography has no entry `{item.key}`"
                findings.append(error("cite-unknown-key", message, item.position, hint))

    def check_bare(self, items: Iterable[CitationItem], findings: list[Diagnostic]) -> None:
        """Add a finding for each key of the bibliography that stands in the text without brackets."""
        for item in items:
            if item.key in self._bibliography.entries:
                message = f"`@{item.key}` is text without brackets, and the bibliography has that key"
                hint = f"Write `[@{item.key}]`, or behind the name `[-@{item.key}]`, or `\\@` for the characters."
                findings.append(warning("cite-syntax", message, item.position, hint))


def take_citations(tree: HtmlTree, slots: Slots, *, everywhere: bool) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return the numbers of the slots of a slide's citations, and the keys of those whose sources stand at its foot.

    There a slot is left for them, among the footnotes where the slide has such. `everywhere` puts the sources of all
    citations there, and not only of those marked so; what speaker notes cite never stands there.
    """
    cited = _citations_in(tree.html, slots)
    notes = {number for aside in tree.select("aside.notes") for number in _citations_in(aside.html or "", slots)}
    clusters = [cluster for number in cited if number not in notes and (cluster := slots[number].cluster)]
    keys = [item.key for cluster in clusters if everywhere or cluster.at_foot for item in cluster.items]
    if keys:
        slot = slots.add(Slot(SlotKind.SOURCES, "", "", Position("")))
        footnotes = next(iter(tree.select(".footnotes")), None)
        if footnotes is None:
            tree.append(f'<div class="footnotes">{slot}</div>')
        else:
            footnotes.insert_child(slot)
    return cited, tuple(dict.fromkeys(keys))


def _citations_in(html: str, slots: Slots) -> tuple[int, ...]:
    numbers = (int(found[1]) for found in SLOT.finditer(html))
    return tuple(dict.fromkeys(number for number in numbers if slots[number].kind is SlotKind.CITATION))


def link_citations(html: str, addresses: Mapping[str, str]) -> str:
    """Return `html` with links from citations to the slides of their entries, where there are such."""

    def link(found: re.Match[str]) -> str:
        address = addresses.get(unescape(found[1]))
        if address is None:
            return f'<span class="citation">{found[2]}</span>'
        return f'<a class="citation" href="{escape(address)}">{found[2]}</a>'

    return _LINK.sub(link, html)


class _Deck:
    """The works that one deck cites, while they are set."""

    def __init__(self, bibliography: Bibliography, language: str, clusters: Sequence[Sequence[CitationItem]]) -> None:
        self._bibliography, self._clusters = bibliography, clusters
        items = [item for cluster in clusters for item in cluster if item.key in bibliography.entries]
        self._keys = list(dict.fromkeys(item.key for item in items))
        self._findings: dict[str, Diagnostic] = {}
        self._csl: Csl | None = None
        try:
            self._csl = Csl(bibliography, language, self._keys) if self._keys else None
        except CslError as problem:
            self._report_style("", problem)

    def cited(self) -> Cited:
        order = self._csl.order if self._csl else tuple(self._keys)
        for key in order:
            self._check_entry(self._bibliography.entries[key])
        self._tell_apart(order)
        clusters = tuple(self._cluster(cluster) for cluster in self._clusters)
        references = tuple(self._reference(key) for key in order)
        return Cited(clusters, references, tuple(self._findings.values()))

    def _tell_apart(self, order: Iterable[str]) -> None:
        """Put letters behind the years of works that are cited alike, or report them."""
        alike: dict[str, list[str]] = defaultdict(list)
        for key in order:
            if text := self._set(key, partial(Csl.preview, key=key)):
                alike[marked_text(text)].append(key)
        for text, keys in alike.items():
            if len(keys) > 1 and self._csl and self._csl.adds_letters:
                for number, key in enumerate(keys):
                    self._csl.add_letter(key, _letter(number))
            elif len(keys) > 1:
                message = f"`{'` and `'.join(keys)}` are both cited as `{text}`"
                hint = "Use a style that disambiguates works, or make the entries differ."
                place = self._bibliography.entries[keys[1]].position
                self._findings[f"ambiguous {text}"] = warning("cite-ambiguous", message, place, hint)

    def _cluster(self, items: Sequence[CitationItem]) -> str:
        known = [item for item in items if item.key in self._bibliography.entries]
        with_order = self._arranged(known)
        html = [self._item(item) for item in with_order]
        html += [_missing(item) for item in items if item.key not in self._bibliography.entries]
        signs = [chr(code) for code in WORKS[: len(html)]]
        joined = f"({'; '.join(signs)})"
        if self._csl:
            try:
                joined = self._csl.join(signs)
            except CslError as problem:
                self._report_style("", problem)
        filled = dict(zip(signs, html, strict=False))
        return _WORK.sub(lambda sign: filled.get(sign[0], ""), marked_html(joined))

    def _arranged(self, items: Sequence[CitationItem]) -> Sequence[CitationItem]:
        try:
            return self._csl.arranged(items) if self._csl else items
        except CslError as problem:
            self._report_style("", problem)
            return items

    def _item(self, item: CitationItem) -> str:
        marked = self._set(item.key, lambda csl: csl.cite(item)) or item.key
        link = f'<a class="citation" href="{KEY_START}{escape(item.key)}{KEY_END}">{marked_html(marked)}</a>'
        return f"{escape(item.prefix, quote=False)}{link}{escape(item.suffix, quote=False)}"

    def _reference(self, key: str) -> Reference:
        label, marked = "", ""
        if self._csl:
            try:
                label, marked = self._csl.entry(key)
            except CslError as problem:
                self._report_style(key, problem)
        marked = marked or plain_field(self._bibliography.entries[key].fields.get("title", key))
        text = marked_text(f"{label} {marked}".strip())
        return Reference(key, marked_text(label), linked_html(marked), text)

    def _set(self, key: str, cite: Callable[[Csl], str]) -> str:
        """Return what the style makes of a work, or nothing where it fails, which is reported once."""
        if self._csl is None:
            return ""
        try:
            return cite(self._csl)
        except CslError as problem:
            self._report_style(key, problem)
            return ""

    def _report_style(self, key: str, problem: CslError) -> None:
        style = self._bibliography.style
        what = f" on the entry `{key}`" if key else ""
        message = f"the citation style `{style.name}` fails{what}: {problem}"
        hint = "Take another style; `author-date` and `numeric` are always there."
        self._findings.setdefault(f"style {key}", error("cite-style", message, style.position, hint))

    def _check_entry(self, entry: Entry) -> None:
        """Report what a reader would look for in vain."""
        fields = entry.fields
        lacking = [] if fields.get("title") else ["title"]
        if not any(fields.get(name) for name in ("author", "editor", "publisher", "director", "translator")):
            lacking.append("author")
        if not fields.get("issued"):
            lacking.append("date")
        if lacking:
            message = f"the entry `{entry.key}` has no {' and no '.join(lacking)}"
            hint = "Add what is missing: slides show the entry without it."
            self._findings[f"entry {entry.key}"] = warning("cite-entry", message, entry.position, hint)


def _missing(item: CitationItem) -> str:
    return f'<strong class="citation-missing">{escape(item.key)}?</strong>'


def _letter(number: int) -> str:
    """Return `a` for 0, `b` for 1, … `z`, `aa`, `ab`, …"""
    before, last = divmod(number, 26)
    return (_letter(before - 1) if before else "") + chr(ord("a") + last)
