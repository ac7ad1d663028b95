"""Random courses and random edits of them, of all that a slide can read of its course."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

IDS = ("one", "two", "three")
DECKS = ("01-a", "02-b", "03-c")
PAGES = ("info", "more")
NAMES = (*DECKS, *PAGES, "nowhere")
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><path d="M0 0h9"/></svg>'
_TIMELINE = "title: {0}\nevents:\n  - {{year: 1900, name: {0}}}\n  - {{year: 1950, name: Later}}\n"
_BIB = (
    "@book{{k1, title={{{0}}}, author={{Ada {0}}}, year={{1843}}}}\n@book{{k2, title={{B}}, author={{B}}, year=2000}}\n"
)

# What slides hold: `{name}` is a deck or page, `{id}` the id of a slide, `{audience}` somebody, `{word}` any word.
_BLOCKS = (
    "Text {word}.",
    "[to it]({name}.md#{id})",
    "[to it]({name}.md) and [there]({name}.html#/{id}) and [here](#{id})",
    "![](assets/{word}.svg)",
    "![](img/{word}.svg) and [file](../{word}.svg)",
    "![beside](img/{word}.svg){{.inline}}",
    "![drawing](assets/{word}.svg){{.inline}}",
    '![A](assets/{word}.svg "Caption"){{#fig-{word} source="Own"}} as in @fig-{word}',
    '<<TIMELINE:{word} select="1900:0">>',
    "<<TABLE:data/{word}.csv>>",
    "<<CHART:data/{word}.csv kind=line x=t y=a>>",
    "<<BOX:{word}>>",
    "<<TEXT:{word}>>",
    "$x^{{{word}}}$ and $\\{word}$",
    "As said [@k1] and [@{word}].",
    "::: solution\nIt is {word}.\n:::",
    "::: audience {audience}\nFor some: {word}.\n:::",
    '<div data-audience="{audience}">Only {word}</div>',
    '<!-- .slide: data-audience="{audience}" -->\nAll {word}',
    '<!-- .slide: data-aliases="{id}" -->',
    "<!-- section: {word} -->",
    "<<INCLUDE:_part.md>>",
    "Amid: <<INCLUDE:_part.md#{id}>>",
    "<<AGENDA>>",
    "<<CREDITS>>",
    "<<REFERENCES>>",
    "[^f] noted\n\n[^f]: {word}",
)
_ALONE = (
    "<<INCLUDE:{deck}.md#{id}>>",
    "<<INCLUDE:{deck}.md#{id}..{other} recap=true>>",
    "<<INCLUDE:{deck}.md>>",
    "<<INCLUDE:_part.md#{id}>>",
    '<!-- .slide: data-audience="{audience}" -->\n<<INCLUDE:{deck}.md#{id}>>',
)
_WORDS = ("x", "y", "x", "y", "alpha")
_AUDIENCES = ("instructor", "tutors")


def _filled(template: str, draw: st.DrawFn) -> str:
    return template.format(
        name=draw(st.sampled_from(NAMES)),
        deck=draw(st.sampled_from(DECKS)),
        id=draw(st.sampled_from(IDS)),
        other=draw(st.sampled_from(IDS)),
        audience=draw(st.sampled_from(_AUDIENCES)),
        word=draw(st.sampled_from(_WORDS)),
    )


FRONT = (
    "---\ntitle: Titled\n---\n",
    "---\ndraft: true\n---\n",
    "---\nlanguage: de\n---\n",
    "---\nnotes: strip\n---\n",
    "---\nmath: false\n---\n",
    "---\nfigures: false\n---\n",
    "---\ncitations: foot\ntitle: Foot\n---\n",
)


@st.composite
def slides(draw: st.DrawFn) -> str:
    """Return one slide."""
    if draw(st.integers(0, 5)) == 0:
        return _filled(draw(st.sampled_from(_ALONE)), draw)
    heading = draw(st.sampled_from(("# {word}", "## {word} {{#{id}}}", "## {word}", "## {id}", "", "## <<BOX:{id}>>")))
    blocks = draw(st.lists(st.sampled_from(_BLOCKS), min_size=1, max_size=4))
    notes = draw(st.sampled_from(("", "", "\n\nNote: {word} [l]({name}.md)")))
    return _filled("\n\n".join((heading, *blocks)) + notes, draw)


@st.composite
def decks(draw: st.DrawFn) -> str:
    """Return a deck, with front matter or without."""
    front = draw(st.sampled_from(("", "", *FRONT)))
    separators = st.sampled_from(("\n\n---\n\n", "\n\n---\n\n", "\n\n--\n\n"))
    body = draw(slides())
    for slide in draw(st.lists(slides(), max_size=3)):
        body += draw(separators) + slide
    return f"{front}{body}\n"


def _page(draw: st.DrawFn) -> str:
    front = draw(st.sampled_from(("", "---\ntitle: Page\n---\n", "---\ndraft: true\n---\n")))
    return front + draw(slides()).replace("\n\nNote:", "\n\nAlso:") + "\n"


def _good(path: str, draw: st.DrawFn) -> str:
    """Return what may stand in a file of a course."""
    word = draw(st.sampled_from(_WORDS))
    if path.startswith("decks/") and path.endswith(".md"):
        return draw(decks())
    if path.startswith("pages/"):
        return _page(draw)
    return {
        ".svg": _SVG,
        ".csv": f"t,a\n1,2\n3,{len(word)}\n",
        ".bib": _BIB.format(word),
        ".j2": draw(
            st.sampled_from(
                (
                    "<p>Box {{ argument }}</p>\n",
                    "<p>{{ deck.title }} {{ slide.number }}</p>\n",
                    "{# markdown #}\n**{{ argument }}** of {{ project.title }}\n",
                )
            )
        ),
        ".yaml": _TIMELINE.format(word)
        if path.startswith("timelines/")
        else f"title: Course {word}\naudiences: [tutors]\nbibliography: works.bib\n",
    }[path[path.rindex(".") :]]


_BROKEN = {
    "decks/": "---\ntitle: [\n---\n# Broken\n",
    "timelines/": "title: [\n",
    "data/": "t,a\n1\n",
    "theme/": "{% if %}\n",
    "works.bib": "@book{",
    "pages/": "---\ntitle: [\n---\n# Broken\n",
}
_FIXED = (
    *("slides.yaml", "works.bib", "decks/_part.md"),
    *("theme/partials/box.html.j2", "theme/partials/text.html.j2"),
)
_OTHERS = (
    *(f"decks/{name}.md" for name in DECKS),
    *(f"pages/{name}.md" for name in PAGES),
    *(f"timelines/{name}.yaml" for name in ("x", "timeline_y")),
    *("data/x.csv", "data/y.csv"),
    *("assets/x.svg", "assets/y-light.svg", "assets/y-dark.svg", "assets/y.svg"),
    *("decks/img/x.svg", "decks/img/y-light.svg", "decks/img/y-dark.svg", "img/x.svg", "img/y.svg", "x.svg"),
)


# What slides read of it besides decks and pages: an edit of these tells most.
_READ = (
    *("timelines/x.yaml", "timelines/timeline_y.yaml", "data/x.csv", "data/y.csv", "assets/x.svg", "assets/y-dark.svg"),
    *(
        "slides.yaml",
        "works.bib",
        "decks/_part.md",
        "decks/img/x.svg",
        "img/y.svg",
        "theme/partials/box.html.j2",
        "theme/partials/text.html.j2",
    ),
)


@st.composite
def courses(draw: st.DrawFn) -> Mapping[str, str]:
    """Return the files of a course; of most that its decks may name there is one or not."""
    missing = draw(st.lists(st.sampled_from(_OTHERS), unique=True, max_size=9))
    return {path: _good(path, draw) for path in (*_FIXED, *_OTHERS, "decks/00.md") if path not in missing}


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, str | None]:
    """Return an edit: a path with its new content, or None where the file goes (if it is there)."""
    path = draw(st.sampled_from((*_OTHERS, *_FIXED, *_READ, *_READ)))
    kind = draw(st.integers(0, 9))
    if kind < 3 and path not in {"slides.yaml", *_FIXED[:1]}:
        return path, None
    if kind == 3:
        broken = next(
            (text for start, text in _BROKEN.items() if path.startswith(start) and not path.endswith(".svg")), None
        )
        if broken:
            return path, broken
    return path, _good(path, draw)


@st.composite
def retitlings(draw: st.DrawFn) -> tuple[str, str]:
    """Return the path of a deck, and other front matter for it (`---` lines and all)."""
    return f"decks/{draw(st.sampled_from(DECKS))}.md", draw(st.sampled_from(FRONT)).removesuffix("\n")


@st.composite
def renames(draw: st.DrawFn) -> tuple[str, str]:
    """Return the path of a deck and another one under which it goes on."""
    first, second = draw(st.permutations(DECKS))[:2]
    return f"decks/{first}.md", f"decks/{second}.md"
