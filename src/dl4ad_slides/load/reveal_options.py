"""Read `reveal`, the options for Reveal.js (its `config.js`, version 6): each works here, or is a warning by its name.

An option that has no effect is told unless it asks for what happens anyway, such as `center: false`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dl4ad_slides.load.formats.yaml_fields import Fields, YamlValue, data
from dl4ad_slides.model.diagnostics import did_you_mean

_CODE = "reveal-option"  # behind `config-` or `deck-`


@dataclass(frozen=True, slots=True)
class _Kind:
    """What values an option takes: `wanted` in words, and one of `types`, of `flags`, or text that `words` matches."""

    wanted: str
    types: tuple[type, ...] = ()
    words: str = r"(?!)"
    flags: tuple[bool, ...] = ()

    def takes(self, value: object) -> bool:
        """Tell whether the option may have this value."""
        if isinstance(value, bool):
            return value in self.flags
        return isinstance(value, self.types) or (isinstance(value, str) and bool(re.fullmatch(self.words, value)))


def _one_of(*words: str) -> _Kind:
    *others, last = (f"`{word}`" for word in words)
    return _Kind(f"{', '.join(others)} or {last}", words="|".join(map(re.escape, words)))


_BOTH = (True, False)
_FLAG = _Kind("`true` or `false`", flags=_BOTH)
_NUMBER = _Kind("a number", (int, float))
_STYLE = r"(?:none|fade|slide|convex|concave|zoom)(?:-in|-out)?"
_TRANSITION = _Kind("`none`, `fade`, `slide`, `convex`, `concave` or `zoom`", words=rf"{_STYLE}(?: {_STYLE})?")

OPTIONS: Mapping[str, _Kind] = {
    **dict.fromkeys(("autoAnimate", "autoAnimateUnmatched", "autoPlayMedia", "autoSlideStoppable", "controls"), _FLAG),
    **dict.fromkeys(("controlsTutorial", "focusBodyOnPageVisibilityChange", "fragmentInURL", "fragments"), _FLAG),
    **dict.fromkeys(("hash", "hashOneBasedIndex", "hideInactiveCursor", "history", "jumpToSlide", "loop"), _FLAG),
    **dict.fromkeys(("mouseWheel", "overview", "pause", "pdfSeparateFragments", "preloadIframes", "progress"), _FLAG),
    **dict.fromkeys(("respondToHashChanges", "rtl", "shuffle", "sortFragmentsOnSync", "touch"), _FLAG),
    **dict.fromkeys(("autoAnimateDuration", "hideCursorTime", "mobileViewDistance", "viewDistance"), _NUMBER),
    "autoAnimateEasing": _Kind("an easing of CSS, such as `ease-in`", words=r".+"),
    "autoAnimateStyles": _Kind("a list of CSS properties", (list,)),
    "autoSlide": _Kind("milliseconds, such as `5000`, or `false`", (int,), flags=(False,)),
    "backgroundTransition": _TRANSITION,
    "controlsBackArrows": _one_of("faded", "hidden", "visible"),
    "controlsLayout": _one_of("edges", "bottom-right"),
    "keyboard": _Kind("`true`, `false`, or a mapping from numbers of keys to what they do", (dict,), flags=_BOTH),
    "navigationMode": _one_of("default", "linear", "grid"),
    "slideNumber": _Kind("`true` or `c/t`, as the footer counts slides, or `false`", words="c/t", flags=_BOTH),
    "transition": _TRANSITION,
    "transitionSpeed": _one_of("default", "fast", "slow"),
}

_CANVAS = "Slides measure 1920 × 1080, and are scaled to the window."
_LAYOUT = "The theme lays slides out; `::: columns` and other containers change it."
_FUNCTION = "It is a function of JavaScript: write a script into theme/js/."
_SCROLL = "The reading page shows a deck as one page that scrolls; each deck has one."
_PAPER = "Slides are printed one to a page of their own size."
_PLUGIN = "What Reveal.js' usual plugins do is built in; put scripts of your own into theme/js/."
_PACE = "Delete it: the speaker view shows no pace."
_PARALLAX = "Give slides a background of their own, such as `data-background-image`."
_MESSAGES = "Windows of a talk speak in a way of their own."

# What has no effect, with the values that ask for nothing else than what happens, and what there is instead.
REFUSED: Mapping[str, tuple[Sequence[object], str]] = {
    "width": ((1920,), _CANVAS),
    "height": ((1080,), _CANVAS),
    **dict.fromkeys(("margin", "minScale", "maxScale"), ((0, 0.02, 5), _CANVAS)),
    "center": ((False,), "Slides begin at their top; rules in theme/css/own.css can place them otherwise."),
    **dict.fromkeys(("embedded", "disableLayout"), ((False,), "A deck is a page of its own; a frame can show it.")),
    "display": (("block",), _LAYOUT),
    "help": ((True,), "The help for the keys is always there."),
    "showNotes": ((False,), "The speaker view (key S) shows notes, and so does the reading page."),
    "showHiddenSlides": ((False,), 'Take `data-visibility="hidden"` off the slides.'),
    "showSlideNumber": (("all",), "The footer numbers slides; `slideNumber: false` takes the numbers away."),
    "previewLinks": ((False,), "Links open in the window or in a new tab."),
    **dict.fromkeys(("keyboardCondition", "autoAnimateMatcher", "autoSlideMethod"), ((), _FUNCTION)),
    **dict.fromkeys(("totalTime", "defaultTiming"), ((0, False), _PACE)),
    "view": (("default",), f"{_SCROLL} For paper, print the deck."),
    **dict.fromkeys(("scrollLayout", "scrollSnap", "scrollProgress"), ((), _SCROLL)),
    "scrollActivationWidth": ((0, False), _SCROLL),
    "pdfMaxPagesPerSlide": ((1,), _PAPER),
    "pdfPageHeightOffset": ((0, -1), _PAPER),
    **dict.fromkeys(("parallaxBackgroundImage", "parallaxBackgroundSize"), (("",), _PARALLAX)),
    **dict.fromkeys(("parallaxBackgroundRepeat", "parallaxBackgroundPosition"), (("",), _PARALLAX)),
    **dict.fromkeys(("parallaxBackgroundHorizontal", "parallaxBackgroundVertical"), ((), _PARALLAX)),
    **dict.fromkeys(("postMessage", "postMessageEvents"), ((False,), _MESSAGES)),
    **dict.fromkeys(("plugins", "dependencies", "markdown", "highlight", "math", "katex", "mathjax2"), ((), _PLUGIN)),
    **dict.fromkeys(("mathjax3", "mathjax4", "notes", "search", "zoom", "menu", "chalkboard"), ((), _PLUGIN)),
}


def reveal_options(fields: Fields, key: str, value: YamlValue) -> Mapping[str, object] | None:
    """Read the options that have an effect here; each other one is a warning where its name stands."""
    given = data(fields, key, value)
    if given is None:
        return None
    kept: dict[str, object] = {}
    for name, item in (value.fields or {}).items():
        place = replace(item, position=(value.key_positions or {}).get(name, item.position))
        wanted = given.get(name)
        if name in REFUSED:
            as_it_is, hint = REFUSED[name]
            if wanted is not None and not any(_is_same(wanted, one) for one in as_it_is):
                fields.doubt(_CODE, place, f"`{name}` has no effect here", hint)
        elif name not in OPTIONS:
            hint = did_you_mean(name, (*OPTIONS, *REFUSED)) or "Delete it."
            fields.doubt(_CODE, place, f"Reveal.js has no option `{name}`", hint)
        elif wanted is None or OPTIONS[name].takes(wanted):
            kept[name] = wanted
        else:
            fields.doubt(_CODE, item, f"`{name}` cannot be {item.describe()}", f"Write {OPTIONS[name].wanted}.")
    return kept


def _is_same(one: object, other: object) -> bool:
    """Tell whether two values are equal to JavaScript, to which `0` is not `false`."""
    return one == other and isinstance(one, bool) == isinstance(other, bool)
