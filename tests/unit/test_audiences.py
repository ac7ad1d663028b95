"""What is not for everybody stands in no public file, and for those whom it is for nothing is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from edited import Edited

from conftest import MakeCourse
from dl4ad_slides.model.audience import PUBLIC
from dl4ad_slides.serve.course import LiveCourse
from helpers import Course

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>{}</text></svg>'
# A course in which every word that ends in `zqqz` is hidden somewhere; those that end in `pq` are public.
DECK = """# Publicpq title

<!-- section: Sectionpq -->

---

<!-- .slide: data-audience="instructor" id="idzqqz" class="classzqqz" data-aliases="aliaszqqz" -->
<!-- section: sectionzqqz -->

# headingzqqz

$x_{mathzqqz}$ `codezqqz` [@citedzqqz] ![altzqqz](assets/imagezqqz.svg "captionzqqz"){#fig-zqqz source="sourcezqqz"}

![d](assets/inlinezqqz.svg "inline captionzqqz2"){inline}

<<CHART:data/chartzqqz.csv kind=bar x=k y=v caption="chartcaptionzqqz">>

<<TABLE:data/chartzqqz.csv caption="tablezqqz">>

<<SCHEDULE:data/datezqqz.yaml>>

<<TIMELINE:linezqqz>>

<<QR:https://qrzqqz.example>>

<iframe src="assets/demozqqz/index.html"></iframe>

```python
print("fencezqqz")  # commentzqqz
```

Footnote[^zqqz] <!-- plain commentzqqz -->

[^zqqz]: footnotezqqz

Note: notezqqz ![](assets/notezqqz.png)

--

## Below it, and publicpq

After [@citedpq] and a figure:

![altpq](assets/shown.svg "captionpq"){#fig-pq}

---

## Exercisepq

1. Ask aapq

   ::: solution
   listzqqz $y_{listmathzqqz}$ </div></li></ol> strayzqqz

   - nestedzqqz <!-- section: marksectionzqqz -->

   ```text
   solutioncodezqqz
   ```
   :::

2. Ask bbpq

> ::: solution
> quotezqqz [^s] and [^outer]
> :::

:::: columns
::: column
::: solution {.deep}
::: highlight
boxzqqz @fig-zqqz [@secondzqqz]{cite-foot}
:::
![a](assets/solutionzqqz.png "solutioncaptionzqqz")
:::
:::
::: column
publiccolumnpq[^p]
:::
::::

[^s]: definedzqqz outside

[^p]: publicfootnotepq

[^outer]: outerzqqz [^inner]

[^inner]: innerzqqz

::: solution
Text[^d]

[^d]: insidezqqz
:::

| a | b |
|---|---|
| cellpq | [spanzqqz]{data-audience="instructor"} |

<div data-audience="instructor">rawzqqz <b>deepzqqz</b></div>

Paragraph of elementzqqz <!-- .element: data-audience="instructor" -->

::: audience tutors
tutorzqqz
:::

::: notes
public notepq ::: not a container
::: solution
notesolutionzqqz
:::
:::

<<PARTIAL>>

Note: spokenpq

::: solution
spokenzqqz
:::

---

<!-- .slide: data-audience='misquotedzqqz' -->

## misreadzqqz

---

<!-- .slide: data-audience="instructor" -->
<<INCLUDE:_shared.md>>

---

<<INCLUDE:_mixed.md>>

---

## Agendapq

<<AGENDA>>

---

## Referencespq

<<REFERENCES>>

---

## Creditspq

<<CREDITS>>
"""
STRIPPED = """---
notes: strip
---
# Strippedpq

::: notes
containernotezqqz </aside> afterzqqz ![](assets/strippedzqqz.png "strippedcaptionzqqz"){#fig-s} [@strippedzqqz]
:::

<p data-notes="attributezqqz">textpq</p>

Footnote[^n]

::: notes
Aside[^m]
:::

[^n]: keptpq

[^m]: asidezqqz

<<CREDITS>>

Note: strippednotezqqz </aside> escapedzqqz
"""
BIB = "".join(
    f"@book{{{key}, author = {{Author{key}, A.}}, title = {{Title {key}}}, year = 2007}}\n"
    for key in ("citedzqqz", "secondzqqz", "citedpq", "strippedzqqz")
)
FILES: dict[str, str | bytes] = {
    "slides.yaml": "title: Coursepq\nbibliography: r.bib\naudiences: tutors\n",
    "r.bib": BIB,
    "decks/01-a.md": DECK,
    "decks/02-b.md": STRIPPED,
    "decks/03-draft.md": "---\ndraft: true\ntitle: drafttitlezqqz\n---\n# draftzqqz\n\n![](assets/draftzqqz.png)\n",
    "decks/04-all.md": '<!-- .slide: data-audience="instructor" -->\n# allzqqz\n',
    "decks/_shared.md": "# sharedzqqz\n\n![](assets/sharedzqqz.png)\n\n---\n\nshared2zqqz\n",
    "decks/_mixed.md": '## Mixedpq\n\n---\n\n<!-- .slide: data-audience="instructor" -->\nmixedzqqz\n',
    "data/chartzqqz.csv": "k,v\nbarzqqz,1\nbarzqqzb,2\n",
    "data/datezqqz.yaml": "entries:\n  - {date: 2026-10-15, topic: topiczqqz, url: assets/papierzqqz.pdf}\n",
    "timelines/linezqqz.yaml": "events: [{year: 1900, name: eventzqqz}]\n",
    "pages/index.md": "Homepq\n\n::: solution\nhomezqqz\n:::\n",
    "pages/more.md": "::: solution\n# pagetitlezqqz\n:::\n\n# Pagepq\n\n![](assets/shown.svg)\n",
    "pages/hidden.md": '<!-- .slide: data-audience="instructor" -->\n# pagezqqz\n',
    "theme/partials/partial.html.j2": '<p data-audience="instructor">partialzqqz</p><p>partialpq</p>',
    "assets/shown.svg": SVG.format("shownpq"),
    "assets/imagezqqz.svg": SVG.format("drawnzqqz"),
    "assets/inlinezqqz.svg": SVG.format("inlinedzqqz"),
    "assets/demozqqz/index.html": '<img src="deep/loadedzqqz.svg">framezqqz',
    "assets/demozqqz/deep/loadedzqqz.svg": SVG.format("loadedfilezqqz"),
    "assets/papierzqqz.pdf": b"pdfzqqz",
    "assets/solutionzqqz.png": b"solutionfilezqqz",
    "assets/notezqqz.png": b"notefilezqqz",
    "assets/draftzqqz.png": b"draftfilezqqz",
    "assets/sharedzqqz.png": b"sharedfilezqqz",
    "assets/strippedzqqz.png": b"strippedfilezqqz",
    "assets/nobody.txt": b"unaskedpq",
}
HIDDEN = {word for text in (*FILES, *map(str, FILES.values())) for word in re.findall(r"\w*zqqz\w*", text)}
# Keys and names that no page shows, whoever it is for; what `notes: strip` takes is nobody's.
NEVER = {"zqqz", "classzqqzx", "chartzqqz", "datezqqz", "linezqqz", "misquotedzqqz", "s"} | {
    *(
        "containernotezqqz",
        "afterzqqz",
        "strippedzqqz",
        "strippedcaptionzqqz",
        "attributezqqz",
        "asidezqqz",
        "strippednotezqqz",
    ),
    *("escapedzqqz", "strippedfilezqqz", "Authorstrippedzqqz", "inlinezqqz"),
}
SHOWN = set(re.findall(r"\w+pq", DECK + STRIPPED)) | {
    "partialpq",
    "unaskedpq",
    "shownpq",
    "Mixedpq",
    "Homepq",
    "Pagepq",
}


def everything(folder: Path) -> str:
    """Return all that stands in a built site, names of files included; bytes are Latin-1."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return "\n".join(f"{path.relative_to(folder).as_posix()}\n{path.read_bytes().decode('latin-1')}" for path in files)


def words(text: str, ending: str) -> set[str]:
    return set(re.findall(rf"\w*{ending}\w*", text.replace("\\n", "\n")))  # as scripts write it


@pytest.fixture
def secret(course: MakeCourse) -> Course:
    return course(FILES)


def test_not_one_byte_is_public(secret: Course) -> None:
    """Pages, index and every other file are free of it, and of nothing else."""
    secret.build()
    built = everything(secret.root / "build")
    assert words(built, "zqqz") == set()
    assert SHOWN - words(built, "pq") <= {"citedpq"}
    assert "Title citedpq" in built


def test_instructors_see_all(secret: Course) -> None:
    """In a folder of their own, with marks; what `notes: strip` takes is nobody's."""
    secret.build("--audience", "instructor")
    assert not (secret.root / "build").exists()
    built = everything(secret.root / "build-instructor")
    assert HIDDEN - NEVER - words(built, "zqqz") == set()
    assert not words(built, "zqqz") & (NEVER - {"zqqz", "chartzqqz", "strippedzqqz", "strippedfilezqqz"})
    assert '<span class="running-audience">Instructor</span>' in built
    assert '<p class="audience-label">Solution</p>' in built
    assert '<span class="running-audience">Draft</span>' in built


def test_others_see_what_is_theirs(secret: Course) -> None:
    """Nothing else of what is hidden, and no draft."""
    secret.build("--audience", "tutors")
    assert words(everything(secret.root / "build-tutors"), "zqqz") == {"tutorzqqz"}


def test_findings_are_the_same(secret: Course) -> None:
    """A mistake in a solution is told to those who build without it, too."""
    public, instructor = secret.build(), secret.build("--audience", "instructor")
    missing = set(instructor.findings) - set(public.findings)
    assert missing == set()
    assert any("deck-audience" in finding for finding in public.findings)


def test_single_decks_bring_no_hidden_assets(secret: Course) -> None:
    """What other decks hide is not copied either."""
    secret.build("02-b")
    assert words(everything(secret.root / "build"), "zqqz") == set()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '<!-- .slide: data-audience="instructer" -->\n# secret',
            "error[deck-audience]: there is no audience `instructer`",
        ),
        ("::: solution tutor\nsecret\n:::", "error[deck-audience]: there is no audience `tutor`"),
        ("::: audience\nsecret\n:::", "error[deck-audience]: this `data-audience` names nobody"),
        (
            "<!-- .slide: data-audience=instructor -->\n# secret",
            "error[deck-audience]: this `data-audience` cannot be read",
        ),
        (
            '<!-- .slide data-audience="instructor" -->\n# secret',
            "error[deck-audience]: this `data-audience` cannot be",
        ),
        ('secret <!-- .element: data-audience="" -->', "error[deck-audience]: this `data-audience` cannot be read"),
        ("::: solutoin\nsecret\n:::", "warning[layout-unknown]: there is no container `solutoin`"),
        ("::: Lösung\nsecret\n:::", "warning[layout-unknown]: there is no container `Lösung`"),
        ("::: Solución: uno\nsecret\n:::", "warning[layout-unknown]: there is no container `Solución`"),
        ("::: solution:\nsecret\n:::", "error[layout-argument]: no space parts the name of this container from `:`"),
        ("> :::antwort{.a}\n> secret\n> :::", "warning[layout-unknown]: there is no container `antwort`"),
    ],
)
def test_misspelt_audiences(course: MakeCourse, text: str, message: str) -> None:
    """They are told, and keep what they are written at from the public."""
    made = course({"slides.yaml": "audiences: [tutors]\n", "decks/a.md": f"# A\n\n---\n\n{text}\n\n---\n\n# Z\n"})
    assert message in made.build().stderr
    assert "secret" not in made.page("a.html")


def test_an_engine_without_containers(course: MakeCourse) -> None:
    """A solution would be text to it, so the slide is hidden; elements with the attribute work."""
    front = "---\nmarkdown: {engine: python-markdown}\n---\n# A\n\n"
    made = course(
        {"decks/a.md": f"{front}<p data-audience='instructor'>secret</p>\n\n---\n\n::: solution\nsecret\n:::\n"}
    )
    assert "decks/a.md:10:1: error[deck-audience]: this engine of Markdown has no containers" in made.build().stderr
    assert "secret" not in made.page("a.html")


def test_names_of_audiences(course: MakeCourse) -> None:
    """On the command line and in the settings."""
    made = course({"slides.yaml": "audiences: [a b, public, tutors]\n", "decks/a.md": "# A\n"})
    assert made.build().stderr.count("config-wrong-type") == 2
    outcome = made.build("--audience", "tutor")
    assert outcome.exit_code == 2
    assert "there is no audience `tutor`. Did you mean `tutors`" in outcome.stderr
    assert made.build("--audience", "public").findings == made.build().findings


def test_a_stack_keeps_together(course: MakeCourse) -> None:
    """What stands below a hidden slide does not go below the one before it."""
    hidden = '<!-- .slide: data-audience="instructor" -->\n# H'
    made = course({"decks/a.md": f"# A\n\n---\n\n{hidden}\n\n--\n\n# B\n\n--\n\n# C\n\n---\n\n# D\n"})
    made.build()
    assert [slide.attributes["id"] for slide in made.slides("a.html")] == ["a", "b", "c", "d"]
    page = made.page("a.html")
    assert page.index('id="a"') < page.index("<section>") < page.index('id="b"') < page.index('id="c"')


def test_the_preview_shows_all_or_what_the_public_sees(tmp_path: Path) -> None:
    """Drafts, too; and follows edits."""
    edited = Edited(tmp_path, FILES)
    assert "headingzqqz" in edited.open("01-a")
    assert "draftzqqz" in edited.open("03-draft")
    public = LiveCourse(tmp_path, audience=PUBLIC)
    page = public.deck_page("01-a")
    assert page is not None
    assert words(page, "zqqz") == set()
    assert "headingzqqz" not in public.index_page()
    assert public.deck_page("03-draft") is None
    edited.write("decks/01-a.md", "# New\n\n::: solution\nsecretzqqz\n:::\n")
    edited.write("decks/03-draft.md", "# Draft no more\n")
    assert public.update({"decks/01-a.md", "decks/03-draft.md"})
    page = public.deck_page("01-a")
    assert page is not None
    assert "New" in page
    assert "zqqz" not in page
    assert public.deck_page("03-draft") is not None
