"""Attributes that do nothing, and those that are told by mistake: none."""

from __future__ import annotations

import pytest

from dl4ad_slides.language.attribute_slips import attribute_slips
from dl4ad_slides.language.regions import scan_regions
from dl4ad_slides.model.source import Passage


def told(text: str) -> list[str]:
    found = attribute_slips(Passage.of(text, "deck.md"), scan_regions(text))
    return [f"{one.position.line}:{one.position.column} {one.message}; {one.hint}" for one in found]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ('<!-- .slide data-state="a" -->', "1:1 `.slide` sets no attributes; Write `<!-- .slide: … -->`."),
        ('a\n<!-- slide: data-state="a" -->', "2:1 `slide:` sets no attributes; Write `<!-- .slide: … -->`."),
        ("<!-- .slides: data-auto-animate -->", "1:1 `.slides:` sets no attributes; Write `<!-- .slide: … -->`."),
        ('<!-- .Slide: class="a" -->', "1:1 `.Slide:` sets no attributes; Write `<!-- .slide: … -->`."),
        ('<!-- element: class="a" -->', "1:1 `element:` sets no attributes; Write `<!-- .element: … -->`."),
        (
            '<!-- .slide: background-color="red" -->',
            "1:14 `background-color` does nothing; Write `data-background-color`.",
        ),
        (
            '<!-- .slide: data-background-colour="red" -->',
            "1:14 `data-background-colour` does nothing; Did you mean `data-background-color`?",
        ),
        (
            "<!-- .slide: data-state=a -->",
            '1:14 `data-state=a` is not read; Write `data-state="a"`, in straight double quotes.',
        ),
        (
            "<!-- .element: class='a' -->",
            "1:16 `class='a'` is not read; Write `class=\"a\"`, in straight double quotes.",
        ),
        (
            '<!-- .slide: data-timing="30" -->',
            "1:14 `data-timing` has no effect here; Delete it: the speaker view shows no pace.",
        ),
        ("<!-- .slide: auto-animate -->", "1:14 `auto-animate` does nothing; Write `data-auto-animate`."),
        (
            '<!-- .slide: data-background-color="rde" -->',
            "1:14 `data-background-color` cannot be `rde`; "
            "Write a colour, such as `#1f2a44`, `rgb(31 42 68)` or `navy`.",
        ),
        (
            '<!-- .slide: data-background-color="linear-gradient(red, blue)" -->',
            "1:14 `data-background-color` cannot be `linear-gradient(red, blue)`; "
            'Write `data-background-gradient="linear-gradient(red, blue)"`.',
        ),
        (
            '<!-- .element: class="fragmnet" -->',
            "1:16 the class `fragmnet` does nothing; Did you mean `fragment`?",
        ),
        (
            '<!-- .slide: class="a"\n  data-state="b" -->',
            '2:3 `data-state="b"` stands on a line that is not read; '
            "Write all attributes on the line that the comment begins with.",
        ),
        (
            '<!-- .element: colour="red" -->',
            "1:16 `colour` does nothing; Did you mean `color`?",
        ),
        ('<img scr="a.png">', "1:6 `scr` does nothing; Did you mean `src`?"),
        ('<div clas="a">', "1:6 `clas` does nothing; Did you mean `class`?"),
        (
            '<p data-fragment-idx="1">',
            "1:4 `data-fragment-idx` does nothing; Did you mean `data-fragment-index`?",
        ),
        (
            '## A {background-color="nvay"}',
            "1:7 `data-background-color` cannot be `nvay`; "
            "Write a colour, such as `#1f2a44`, `rgb(31 42 68)` or `navy`.",
        ),
    ],
)
def test_what_does_nothing(text: str, finding: str) -> None:
    """At the name or the comment, with what to write."""
    assert told(text) == [finding]


@pytest.mark.parametrize(
    "text",
    [
        '<!-- .slide: class="a b" data-x="1" data-background="linear-gradient(to right, red, blue)" -->',
        '<!--.slide:data-background-color="red"-->',
        '<!-- .slide: data-background="#1234" data-background-color="oklch(40% 0.2 250)" -->',
        '<!-- .slide: data-background="assets/a.png" data-background-size="50%" data-background-opacity="0.3" -->',
        '<!-- .slide: data-transition="slide-in fade-out" data-auto-animate data-auto-animate-restart -->',
        '<!-- .slide: id="a" data-aliases="b" lang="de" aria-label="c" style="color: red" -->',
        '<!-- .element: class="fragment fade-up" data-fragment-index="1" width="100" alt="b" -->',
        '<!-- .element class="fragment" -->',
        '<!-- .slide: data-audience="instructor" --> `<!-- slide: data-x="1" -->`',
        "<!-- slide: maybe leave this out = shorter -->",
        "<!-- slides from 2019, see data sheet -->",
        "<!-- element of surprise -->",
        "<!-- .slide: … -->",
        "```html\n<!-- slide: class=\"a\" -->\n<div clas='a'>\n```",
        '<div class="a" data-mine="b" x-data="c" v-if="d" @click="e" onclick="f()">',
        '<svg viewBox="0 0 1 1"><g stroke-widht="1"/></svg>',
        '<img src="a.png" loading="lazy" decoding="async" srcset="b 2x">',
        '<video data-autoplay muted loop playsinline controls poster="a"></video>',
        '## A {background-color="navy" .center}',
        "## A {#id .wide}",
    ],
)
def test_what_does_something_or_is_the_author_s_own(text: str) -> None:
    """Attributes of HTML, Reveal.js and frameworks, own data, prose in comments, code."""
    assert told(text) == []
