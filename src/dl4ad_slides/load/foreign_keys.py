"""Read the front matter of decks that were written for Reveal.js, reveal-md, mkslides, Quarto, Marp, Slidev or HackMD.

A key with a meaning here is taken over; one without is a warning that says what to do instead. All of it is in the
tables below. Keys that decide who sees a deck, such as Jekyll's `published`, are in none of them: they stay unknown,
and an unknown key holds a deck back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

import yaml

from dl4ad_slides.load.formats.yaml_fields import YamlValue, is_flag
from dl4ad_slides.load.reveal_options import OPTIONS as REVEAL_OPTIONS
from dl4ad_slides.load.reveal_options import REFUSED as REFUSED_BY_REVEAL
from dl4ad_slides.model.diagnostics import Diagnostic, warning
from dl4ad_slides.model.settings import THEMES
from dl4ad_slides.model.source import Position

CODE = "deck-foreign-key"

# Keys are spelled as JavaScript does: `slide-number` and `slide_number` are looked up as `slideNumber`.
# What a key is called here; a dot leads into a mapping.
_TAKEN: Mapping[str, str] = {
    "author": "authors",
    "lang": "language",
    "weight": "order",
    "separator": "separators.slide",
    "verticalSeparator": "separators.vertical",
    "separatorVertical": "separators.vertical",
    "notesSeparator": "separators.notes",
    "separatorNotes": "separators.notes",
    **{key: f"reveal.{key}" for key in REVEAL_OPTIONS if key != "rtl"},
}
# Mappings whose keys are read as if they stood in the front matter itself, or in the mapping named here.
_OPENED: Mapping[str, str] = {
    "revealOptions": "reveal",
    "revealjs": "reveal",
    "slideOptions": "reveal",
    "slides": "",
    "format": "",
}
_QUARTO = "revealjs"  # in `format`, the options of Quarto itself

_CANVAS = "Slides measure 1920 × 1080, and are scaled to the window."
_LAYOUT = "The theme lays slides out; `::: columns` and other containers change it."
_STYLE = "Put rules into theme/css/own.css, which is added to all decks."
_COLOURS = "The theme has colours for code, light and dark; theme/css/colours.css changes them."
_SCRIPTS = "Put scripts into theme/js/; what Reveal.js' usual plugins do is built in."
_RUN = "Code is shown and not run: run it elsewhere, and show what it gives as a picture or a table."
_SITE = "Files and pages are named by the program; delete the key."
_FONTS = "Fonts and colours are those of the theme; theme/css/ overrides it."
_SIGHT = "The speaker view (key S) shows the notes."
_MATH = "Formulas are set by KaTeX, without a setting; `math: false` turns them off."
_NUMBERS = "The theme numbers slides, figures and sources; delete the key."
_FIND = "Delete it: the search of the site reads the slides themselves."
_COURSE = "Set it for the course in slides.yaml."
_PRINT = "Print a deck from the browser; there are no settings."
_LINES = "Lines of a paragraph are one text: end a line with a backslash where the next one is to begin below it."
_ENGINE = "`markdown: {engine: …}` chooses between the two engines there are."
# What to do instead of a key that means nothing here.
_WITHOUT: Mapping[str, str] = {
    **dict.fromkeys(("width", "height", "margin", "minScale", "maxScale", "size", "aspectratio"), _CANVAS),
    **dict.fromkeys(("aspectRatio", "canvasWidth"), _CANVAS),
    **dict.fromkeys(
        ("center", "display", "embedded", "disableLayout", "layout", "class", "view", "scrollable"), _LAYOUT
    ),
    **dict.fromkeys(("autoStretch", "codeOverflow", "titleSlideAttributes", "titleBlock", "slideLevel"), _LAYOUT),
    **dict.fromkeys(("css", "style", "headerIncludes", "includeInHeader", "template", "highlightjs", "head"), _STYLE),
    **dict.fromkeys(("highlightTheme", "highlightStyle", "highlighter", "codeTheme", "codeBlockBg"), _COLOURS),
    **dict.fromkeys(("scripts", "preprocessor", "preprocessScript", "plugins", "dependencies", "filters"), _SCRIPTS),
    **dict.fromkeys(("revealjsPlugins", "menu", "chalkboard", "multiplex", "drawings", "monaco", "addons"), _SCRIPTS),
    **dict.fromkeys(("execute", "jupyter", "kernelspec", "jupytext", "knit", "echo", "params", "engine"), _RUN),
    **dict.fromkeys(("assetsDir", "staticDirs", "static", "absoluteUrl", "permalink", "slug", "charset"), _SITE),
    **dict.fromkeys(("exportFilename", "routerMode", "favicon", "output", "selfContained", "embedResources"), _SITE),
    **dict.fromkeys(("mdc", "type", "titleTemplate", "pagetitle", "listingPattern", "info", "icon"), _SITE),
    **dict.fromkeys(
        ("backgroundColor", "backgroundImage", "color", "fonts", "mainfont", "sansfont", "monofont"), _FONTS
    ),
    **dict.fromkeys(("background", "fontsize", "linestretch", "colorSchema", "fontcolor", "linkcolor"), _FONTS),
    **dict.fromkeys(("showNotes", "presenter"), _SIGHT),
    **dict.fromkeys(("htmlMathMethod", "mathjax", "katex"), _MATH),
    **dict.fromkeys(("paginate", "numberSections", "linkCitations", "lineNumbers", "codeLineNumbers"), _NUMBERS),
    **dict.fromkeys(("tags", "categories", "keywords", "abstract", "robots", "image", "toc-title"), _FIND),
    **dict.fromkeys(("logo", "institute", "institution", "url", "license", "copyright"), _COURSE),
    **dict.fromkeys(("print", "download", "pdf", "documentclass", "geometry", "classoption"), _PRINT),
    **dict.fromkeys(("from", "markdownOptions", "html"), _ENGINE),
    **dict.fromkeys(("metadataFiles", "metadata", "includeBeforeBody", "includeAfterBody", "resources"), _COURSE),
    "marp": f'Delete it, and write `<!-- _class: x -->` as `<!-- .slide: class="x" -->`. {_LINES}',
    "breaks": _LINES,
    "header": "A line `<!-- section: Title -->` gives the slides from there on a running title.",
    "headingDivider": "Begin slides with a line `---`: headings begin none here.",
    "toc": "Write `<<AGENDA>>` on a slide for its list of sections.",
    "tocDepth": "Write `<<AGENDA>>` on a slide for its list of sections.",
    "rtl": "The direction of writing follows from `language`.",
    "editor": "Delete it: it speaks to an editor.",
    "watch": "Delete it: `slides serve` watches all files.",
}

# Themes of Reveal.js, Quarto and Marp, and what is nearest to them here.
_DARK = ("black", "black-contrast", "blood", "dracula", "league", "moon", "night")
_LIGHT = ("beige", "serif", "simple", "sky", "solarized", "white", "white-contrast", "default", "gaia", "uncover")
_THEMES: Mapping[str, str] = {**dict.fromkeys(_DARK, "dark"), **dict.fromkeys(_LIGHT, "light")}
_STYLE_SHEET = re.compile(r".*\.s?css|https?://.*", re.IGNORECASE)
_DAY_OF_BUILD = re.compile(r"today|now|last-modified|`r .*`|\{\{.*\}\}")
_JOINT = re.compile(r"[-_]+([a-z0-9])")


def take_foreign_keys(value: YamlValue, own: Collection[str], findings: list[Diagnostic]) -> YamlValue:
    """Return the mapping of a front matter with what other tools say in it put under the keys that mean it here.

    `own` are the keys of our own, which win over those of others. What is neither stays as it is, for the reader of
    the front matter to report.
    """
    if value.fields is None:
        return value
    names = {_JOINT.sub(lambda joint: joint[1].upper(), key) for key in value.fields}
    reading = _Reading(own, findings, is_of_other_tool=not names.isdisjoint({*_OPENED, *_WITHOUT}))
    reading.read(value, "", is_foreign=False)
    return reading.result(value)


class _Reading:
    """Goes through mappings and gathers what is kept and what is taken over."""

    def __init__(self, own: Collection[str], findings: list[Diagnostic], *, is_of_other_tool: bool) -> None:
        self._own, self._findings, self._is_of_other_tool = own, findings, is_of_other_tool
        self._kept: dict[str, YamlValue] = {}
        self._taken: dict[str, tuple[str, YamlValue, Position]] = {}

    def read(self, mapping: YamlValue, into: str, *, is_foreign: bool) -> None:
        """Sort the keys of a mapping; `into` is the mapping of ours that it stands for, if it does."""
        for key, item in (mapping.fields or {}).items():
            place = (mapping.key_positions or {}).get(key, mapping.position)
            name = _JOINT.sub(lambda joint: joint[1].upper(), key)
            if key in self._own and (not into or key in _ADAPTED):
                self._take_own(key, item, place, is_foreign=is_foreign)
            elif name in _OPENED:
                self._open(name, item)
            elif name in _TAKEN:
                self._take(_TAKEN[name], key, item, place)
            elif into and name in REFUSED_BY_REVEAL:
                self._take(f"{into}.{name}", key, item, place)
            elif name in _WITHOUT:
                self._warn(f"`{key}` has no effect here", place, _WITHOUT[name])
            elif into or name in REFUSED_BY_REVEAL:
                self._take(f"{into or 'reveal'}.{name}", key, item, place)
            elif is_foreign:
                self._warn(f"`{key}` has no effect here", place, "Delete it.")
            else:
                self._kept[key] = item

    def _open(self, name: str, item: YamlValue) -> None:
        if name != "format":
            self.read(item, _OPENED[name], is_foreign=True)
            return
        for key, options in (item.fields or {}).items():
            if key == _QUARTO:
                self.read(options, "", is_foreign=True)
            else:
                hint = "The site is HTML; decks can be printed from the browser."
                self._warn(f"the format `{key}` is not made here", options.position, hint)

    def _take_own(self, key: str, item: YamlValue, place: Position, *, is_foreign: bool) -> None:
        """Keep a key of ours; some have values in other tools that are none here."""
        adapt = _ADAPTED.get(key)
        adapted = adapt(self._warn, item) if adapt else item
        if key == "theme" and self._is_of_other_tool and adapted and adapted.kind == "scalar":
            adapted = _theme_of_their_own(self._warn, adapted)
        if adapted is None:
            return
        if is_foreign:
            self._take(key, key, adapted, place)
        else:
            self._kept[key] = adapted

    def _take(self, path: str, key: str, item: YamlValue, place: Position) -> None:
        if path not in self._taken:
            self._taken[path] = key, _names(item) if path == "authors" else item, place
        elif self._taken[path][1].text != item.text:
            self._warn_unused(key, place, self._taken[path][0], self._taken[path][2])

    def _warn_unused(self, key: str, place: Position, other: str, there: Position) -> None:
        hint = f"`{other}` on line {there.line} sets the same; delete one of the two."
        self._warn(f"`{key}` is not used", place, hint)

    def _warn(self, message: str, place: Position, hint: str) -> None:
        self._findings.append(warning(CODE, message, place, hint))

    def result(self, value: YamlValue) -> YamlValue:
        """Return the mapping with everything in its place."""
        fields, places = dict(self._kept), dict(value.key_positions or {})
        for path, (key, item, place) in self._taken.items():
            name, _, inner = path.partition(".")
            before = fields.get(name)
            if inner and (before is None or before.kind == "mapping"):
                known = before.fields or {} if before else {}
                if inner not in known:
                    fields[name] = _with(before, inner, item, place)
                    continue
            if before is None:
                fields[name] = item
                places.setdefault(name, place)
            elif path != key:
                self._warn(
                    f"`{key}` is not used", place, f"The front matter says `{path}`, too; delete one of the two."
                )
        return replace(value, fields=fields, key_positions=places)


def _with(mapping: YamlValue | None, key: str, item: YamlValue, place: Position) -> YamlValue:
    """Return a mapping with one more key, for readers of values and for those of whole YAML nodes."""
    nodes = list(mapping.node.value) if mapping and mapping.node else []
    nodes.append((yaml.ScalarNode("tag:yaml.org,2002:str", key), item.node))
    return YamlValue(
        "mapping",
        mapping.position if mapping else item.position,
        fields={**(mapping.fields or {} if mapping else {}), key: item},
        key_positions={**(mapping.key_positions or {} if mapping else {}), key: place},
        node=yaml.MappingNode("tag:yaml.org,2002:map", nodes),
    )


def _names(value: YamlValue) -> YamlValue:
    """Return the authors, of whom Quarto knows more than their names, by their names."""
    if value.fields and "name" in value.fields:
        return value.fields["name"]
    return replace(value, items=tuple(_names(item) for item in value.items))


_Warn = Callable[[str, Position, str], None]


def _theme(warn: _Warn, value: YamlValue) -> YamlValue | None:
    names = [item.text for item in value.items] if value.kind == "sequence" else [value.text]
    near = next((_THEMES[name] for name in names if name in _THEMES), "")
    if near:
        hint = f"Write `theme: {near}` for the one of ours that is nearest, or delete the key."
        warn(f"{value.describe()} is a theme of another tool; the deck is shown in ours, {near}", value.position, hint)
        return YamlValue("scalar", value.position, text=near)
    if value.kind == "sequence" or _STYLE_SHEET.fullmatch(value.text):
        warn(f"{value.describe()} is no theme here; the deck is shown in that of the course", value.position, _STYLE)
        return None
    return value


def _theme_of_their_own(warn: _Warn, value: YamlValue) -> YamlValue | None:
    """Return the theme of a deck that other keys show to be of another tool, if it is one of ours."""
    if value.text in THEMES:
        return value
    hint = "Write `theme: light` or `theme: dark`, or delete the key; rules of your own go into theme/css/own.css."
    warn(f"{value.describe()} is no theme here; the deck is shown in that of the course", value.position, hint)
    return None


def _footer(_: _Warn, value: YamlValue) -> YamlValue:
    if value.kind != "scalar" or value.is_null:
        return value
    return _with(None, "left", value, value.position)


def _date(warn: _Warn, value: YamlValue) -> YamlValue | None:
    if value.kind != "scalar" or not _DAY_OF_BUILD.fullmatch(value.text):
        return value
    hint = "Write the day, such as `2026-10-14`; the home page says by itself when the course last changed."
    warn(f"{value.describe()} is no date here", value.position, hint)
    return None


def _math(warn: _Warn, value: YamlValue) -> YamlValue | None:
    if value.is_null or is_flag(value):
        return value
    warn("`math` has no effect here", value.position, _MATH)
    return None


_ADAPTED: Mapping[str, Callable[[_Warn, YamlValue], YamlValue | None]] = {
    "math": _math,
    "theme": _theme,
    "footer": _footer,
    "date": _date,
}
