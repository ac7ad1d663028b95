"""Set citations and entries as a CSL style says, with citeproc-py; no other module knows that library.

Takes a style, a language and entries; gives marked text: plain characters, and non-characters (U+FDE0 to U+FDED, which
no file of an author holds) for what is italic and the like. `marked_html` makes HTML of it, so that nothing of an
entry or of a style is ever taken for markup.

citeproc-py 0.11 does not know all of CSL 1.0. Made up for here: authors that are left out, years with letters behind
them, accents in the order of names, `and others`. Not made up for: ranges of numbers (`[1]–[3]`), and given names
that tell two people of one name apart.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from html import escape
from io import BytesIO
from typing import Any
from unicodedata import combining, normalize

from dl4ad_slides.language.citations import CitationItem
from dl4ad_slides.model.bibliography import Bibliography, Entry
from dl4ad_slides.model.sentinels import CITED_MARKUP, LABEL_END, NOBODY
from dl4ad_slides.model.source import Position

_MARK_OF = {tag: mark for mark, tag in CITED_MARKUP.items()}
_MARKS = "".join(CITED_MARKUP)
# A pair of tags without others between them.
_MARKUP = re.compile(r"<(i|b|sup|sub)>((?:(?!</?(?:i|b|sup|sub)>).)*)</\1>", re.DOTALL)
_DEEPEST = 8  # markup in markup
_OTHERS = "others"
_ROLES = ("author", "editor", "translator", "container_author", "director")
_ADDRESS = re.compile(rf"https?://[^\s<>{_MARKS}]+|(?<![\w/.])10\.[0-9]{{4,9}}/[^\s<>{_MARKS}]+")
_NOWHERE = Position("")  # the items that are made here stand in no file
_AFTER_ADDRESS = ".,;:!?)]"


class CslError(Exception):
    """The style, or citeproc-py, fails."""


class Csl:
    """A style in a language, and the entries that a deck cites, in the order of citation.

    Raises CslError where the style cannot be used at all.
    """

    def __init__(self, bibliography: Bibliography, language: str, keys: Sequence[str]) -> None:
        self._citeproc = citeproc = _library()
        self._item_class = _item_class(citeproc)
        self._set: dict[CitationItem, str] = {}
        self._numbers = {key: str(number) for number, key in enumerate(keys)}
        with _failures():
            csl = BytesIO(bibliography.style.csl.encode())
            style = citeproc.CitationStylesStyle(csl, language, validate=False)
            self._root = style.root
            _prepare(self._root)
            # Whether a work is cited in the same words wherever it is cited again.
            self._is_steady = not self._root.xpath_search("//*[@position]")
            source = _source(citeproc, [(self._numbers[key], bibliography.entries[key]) for key in keys])
            self._bibliography = citeproc.CitationStylesBibliography(style, source, _Formatter)
            # Elements of lxml keep what citeproc-py notes in them only as long as somebody holds them.
            self._citation, self._cite_layout = self._root.citation, self._root.citation.layout
            self._citation.cites = []
            self._list = self._root.bibliography
            self._list_layout = self._list.layout if self._list is not None else None
            for key in keys:
                self._bibliography.register(self._item(CitationItem(key, _NOWHERE)))
            if self._list is not None:
                self._bibliography.items = self._sorted(self._bibliography.items, self._list_layout)
                self._bibliography.keys = [item.key for item in self._bibliography.items]
        by_number = {number: key for key, number in self._numbers.items()}
        self.order = tuple(by_number[number] for number in self._bibliography.keys)

    @property
    def adds_letters(self) -> bool:
        """Tell whether the style puts letters behind years where two works would be cited alike."""
        return bool(self._citation.get("disambiguate-add-year-suffix") == "true")

    def add_letter(self, key: str, letter: str) -> None:
        """Put `letter` behind the year of an entry from now on."""
        self._bibliography.source[self._numbers[key]]["year_suffix"] = letter
        self._set = {item: text for item, text in self._set.items() if item.key != key}

    def cite(self, item: CitationItem) -> str:
        """Return one work as it is cited, without what the author writes around it. Raises CslError."""
        plain = replace(item, prefix="", suffix="")
        if plain in self._set:
            return self._set[plain]
        with _failures():
            text = self._without_author(item) if item.suppress_author else ""
            cited = self._item(item).cites[0]
            text = text or self._rendered(self._cite_layout, cited)
            self._citation.cites.append(cited)
            if self._is_steady:
                self._set[plain] = text
            return text

    def preview(self, key: str) -> str:
        """Return a work as it is cited when nothing was cited before. Raises CslError."""
        self._citation.cites = []
        text = self.cite(CitationItem(key, _NOWHERE))
        self._citation.cites = []
        return text

    def arranged(self, items: Sequence[CitationItem]) -> list[CitationItem]:
        """Return the works of one cluster in the order of the style, or of the author where it has none."""
        with _failures():
            cited = [self._item(item).cites[0] for item in items]
            given = dict(zip(map(id, cited), items, strict=True))
            return [given[id(item)] for item in self._sorted(cited, self._cite_layout)]

    def join(self, texts: Sequence[str]) -> str:
        """Return the works of one cluster between the brackets of the style."""
        with _failures():
            layout = self._cite_layout
            return str(layout.format(layout.wrap(layout.join(texts))))

    def entry(self, key: str) -> tuple[str, str]:
        """Return the number and the text of an entry, where the style has one; else nothing. Raises CslError."""
        if self._list_layout is None:
            return "", ""
        item = self._bibliography.items[self.order.index(key)]
        with _failures():
            layout = self._list_layout
            text = _polished(str(layout.format(layout.wrap(self._rendered(layout, item)))))
        label, mark, rest = text.partition(LABEL_END)
        return (label.strip(), rest.strip()) if mark else ("", text.strip())

    def _item(self, item: CitationItem) -> Any:
        """Return a citation of citeproc-py that holds the one item."""
        where = {"locator": self._citeproc.Locator(item.label, item.locator)} if item.locator else {}
        citation = self._citeproc.Citation([self._item_class(self._numbers[item.key], **where)])
        citation.bibliography = self._bibliography
        return citation

    def _rendered(self, layout: Any, item: Any) -> str:
        layout.repressed = {}
        text = str(layout.render_children(item) or "")
        if NOBODY in text:
            text = self._with_others(text)
        return text

    def _with_others(self, text: str) -> str:
        """Put `et al.` in place of those whom nobody names."""
        et_al = str(self._root.get_single_term("et-al"))
        and_ = re.escape(str(self._root.get_single_term("and")))
        behind = rf"([{_MARKS}]*)\.?" if et_al.endswith(".") else "()"
        return re.sub(rf",?\s*(?:(?:&|{and_})\s+)?{NOBODY}{behind}", rf" {et_al}\1", text)

    def _without_author(self, item: CitationItem) -> str:
        """Return the work without its author's name; nothing where the style does not give that alone."""
        reference = self._bibliography.source[self._numbers[item.key]]
        role = next((role for role in _ROLES if role in reference), None)
        if role is None:
            return ""
        names = reference[role]
        reference[role] = [self._citeproc.source.Name(literal=NOBODY)]
        try:
            self._cite_layout.repressed = {}
            text = str(self._cite_layout.render_children(self._item(item).cites[0]) or "")
        finally:
            reference[role] = names
        before, mark, after = text.partition(NOBODY)
        after = re.sub(rf"^([{_MARKS}]*)[\s,;:.]+", r"\1", after)
        return before + after if mark else ""

    def _sorted(self, items: Sequence[Any], layout: Any) -> list[Any]:
        """Return `items` in the order that the `<sort>` beside `layout` asks for; what lacks a key comes last."""
        sort = layout.getparent().find("cs:sort", layout.nsmap)
        if sort is None:
            return list(items)
        order = list(range(len(items)))
        for key in reversed(sort.findall("cs:key", sort.nsmap)):
            values = [_sort_value(value) for value in key.sort_keys(items, layout)]
            order.sort(key=values.__getitem__, reverse=key.get("sort") == "descending")
            order.sort(key=[value == _LACKING for value in values].__getitem__)
        return [items[index] for index in order]


def marked_html(marked: str) -> str:
    """Return marked text as HTML."""
    return re.sub(f"[{_MARKS}]", lambda mark: CITED_MARKUP[mark[0]], escape(marked, quote=False))


def linked_html(marked: str) -> str:
    """Return marked text as HTML, with links for DOIs and web addresses."""
    parts: list[str] = []
    at = 0
    for found in _ADDRESS.finditer(marked):
        address = _trimmed(found[0])
        href = address if address.startswith("http") else f"https://doi.org/{address}"
        shown = re.sub("^https?://(?:www[.])?", "", address).rstrip("/")
        parts.append(marked_html(marked[at : found.start()]))
        parts.append(f'<a href="{escape(href)}" rel="noopener">{escape(shown)}</a>')
        at = found.start() + len(address)
    return "".join((*parts, marked_html(marked[at:])))


def _trimmed(address: str) -> str:
    """Leave punctuation at the end of an address outside, and a round bracket that it does not open."""
    open_brackets = address.count("(") - address.count(")")
    while address and address[-1] in _AFTER_ADDRESS and not (address[-1] == ")" and open_brackets >= 0):
        open_brackets += address[-1] == ")"
        address = address[:-1]
    return address


def plain_field(text: object) -> str:
    """Return the text of a field without its markup."""
    return re.sub("</?(?:i|b|sup|sub|span)(?: [^>]*)?>", "", str(text))


def marked_text(marked: str) -> str:
    """Return marked text without its marks."""
    return re.sub(f"[{_MARKS}]", "", marked)


@contextmanager
def _failures() -> Iterator[None]:
    """Turn whatever citeproc-py raises on a style or an entry that it does not understand into CslError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except Exception as problem:
        reason = (str(problem).splitlines() or [""])[0]
        raise CslError(f"{type(problem).__name__}{': ' * bool(reason)}{reason}") from problem


@cache
def _library() -> Any:
    """Return citeproc-py, able to change the case of all text: of names and numbers it cannot do that by itself."""
    import citeproc
    from citeproc.model import TextCased
    from citeproc.string import MixedString, String

    change_case = TextCased.case

    def case(element: Any, text: Any, language: str | None = None) -> Any:
        if isinstance(text, MixedString):
            text = MixedString([part if isinstance(part, String) else String(part) for part in text if part])
        if isinstance(text, String | MixedString):
            return change_case(element, text, language) if text else text
        return str(change_case(element, String(text), language)) if text else ""

    TextCased.case = case
    return citeproc


def _item_class(citeproc: Any) -> Any:
    """Return citeproc-py's class of citation items with text for a number: some styles strip its full stops."""

    def number(item: Any) -> Any:
        return citeproc.string.String(item.bibliography.keys.index(item.key) + 1)

    return type("NumberedItem", (citeproc.CitationItem,), {"number": property(number)})


def _tag(name: str) -> Any:
    opening = next(mark for tag, mark in _MARK_OF.items() if tag.startswith(f"<{name}"))
    return staticmethod(lambda text: f"{opening}{text}{_MARK_OF[f'</{name}>']}")


class _Formatter:
    """What citeproc-py calls a formatter: it marks text instead of writing tags into it."""

    preformat = Light = staticmethod(str)
    Italic = Oblique = _tag("i")
    Bold = _tag("b")
    Underline = _tag("u")
    Superscript = _tag("sup")
    Subscript = _tag("sub")
    SmallCaps = _tag("span")


def _prepare(root: Any) -> None:
    """Make up in a style for what citeproc-py does not know.

    It takes every `disambiguate` for true, fails on `near-note`, does not part an entry's number from its text, and
    puts letters behind years only where a style says so.
    """
    for condition in root.xpath_search("//*[contains(@position, 'near-note')]"):
        condition.set("position", condition.get("position").replace("near-note", "never"))
    root.attrib.pop("page-range-format", None)  # pages 1 to 10 would be 1–0
    for condition in root.xpath_search("//*[@disambiguate]"):
        del condition.attrib["disambiguate"]
        condition.set("variable", "disambiguate")  # no entry has one
    if not root.xpath_search("//cs:text[@variable='year-suffix']"):
        for date in root.xpath_search("//cs:date[@variable='issued']"):
            _add_year_suffix(date)
    for layout in root.xpath_search("./cs:bibliography[@second-field-align]/cs:layout"):
        if len(layout) > 1:
            layout[0].set("suffix", layout[0].get("suffix", "") + LABEL_END)


def _add_year_suffix(date: Any) -> None:
    """Put what says `a` in `2007a` behind a date; what stands around the date then stands around both."""
    csl = date.tag.removesuffix("date")
    group = date.makeelement(f"{csl}group")
    for name in ("prefix", "suffix"):
        if name in date.attrib:
            group.set(name, date.attrib.pop(name))
    date.getparent().replace(date, group)
    group.extend([date, date.makeelement(f"{csl}text", variable="year-suffix")])


def _source(citeproc: Any, entries: Sequence[tuple[str, Entry]]) -> Any:
    from citeproc.source.json import CiteProcJSON

    known = set(citeproc.VARIABLES)
    data = []
    for number, entry in entries:
        fields = {name: value for name, value in entry.fields.items() if name.replace("-", "_") in known}
        data.append({"type": entry.fields.get("type") or "article", **_marked(fields), "id": number})
    return CiteProcJSON(data)


def _marked(fields: Mapping[str, object]) -> dict[str, object]:
    """Return fields with marks in place of their markup, and nobody in place of others."""
    marked: dict[str, object] = {}
    for name, value in fields.items():
        if isinstance(value, str):
            for _ in range(_DEEPEST):
                value = _MARKUP.sub(
                    lambda pair: f"{_MARK_OF[f'<{pair[1]}>']}{pair[2]}{_MARK_OF[f'</{pair[1]}>']}", value
                )
            marked[name] = value
        elif isinstance(value, list):
            marked[name] = [{"literal": NOBODY} if one == {"literal": _OTHERS} else one for one in value]
        else:
            marked[name] = value
    return marked


def _polished(text: str) -> str:
    """Return an entry without the full stop that citeproc-py puts behind other signs at the end of a sentence."""
    return re.sub(rf"([?!…][{_MARKS}”’»]*|\.[{_MARKS}”’»]+)\.", r"\1", text)


_LACKING = (1, 0, "")


def _sort_value(value: object) -> tuple[int, int, str]:
    """Return what to compare: numbers as such, words without case and accents; nothing comes last."""
    if value is None or not str(value):
        return _LACKING
    text = marked_text(str(value)).replace(NOBODY, "").casefold()
    if text.isdecimal():
        return 0, int(text), ""
    letters = "".join(char for char in normalize("NFD", text) if not combining(char))
    return 0, 0, letters.lstrip("\"'“„‘([ ")
