"""What is not for everybody stands in no public file, and for those whom it is for nothing is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from edited import Edited

from conftest import MakeCourse
from dl4ad_slides.model.audience import PUBLIC
from dl4ad_slides.model.codes import HOLDING_BACK
from dl4ad_slides.serve.course import LiveCourse
from helpers import Course, pieces

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
public notepq `::: not a container`

::: solution
notesolutionzqqz ![missing](assets/nothingzqqz.png)
:::
:::

<<PARTIAL>>

Note: spokenpq

::: solution
spokenzqqz
:::

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
NEVER = {"zqqz", "classzqqzx", "chartzqqz", "datezqqz", "linezqqz", "s"} | {
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
    assert any("asset-missing" in finding for finding in public.findings)


def test_single_decks_bring_no_hidden_assets(secret: Course) -> None:
    """What other decks hide is not copied either."""
    secret.build("02-b")
    assert words(everything(secret.root / "build"), "zqqz") == set()


SPOILT = """
<!-- .slide: data-audience=instructor -->⏎# secret
<!-- .slide data-audience="instructor" -->⏎# secret
<!-- .slide: data-audience='instructor' -->⏎# secret
<!-- .slide: class="x"⏎·data-audience="instructor" -->⏎# secret
<!-- .slide: class="x",data-audience="instructor" -->⏎# secret
<!-- .slide: class="x"⇥data-audience="instructor" -->⏎# secret
<!-- .slide: data-audience⇥class="x" -->⏎# secret
<!-- .slide: data-audience="" -->⏎# secret
<!-- .slide: data-audience -->⏎# secret
<!-- .slide: class="x"⏎.element: data-audience="instructor" -->⏎# secret
<!-- .slide: audience="instructor" -->⏎# secret
<!-- .slide: data-audeince="instructor" -->⏎# secret
<!-- .slide: data_audience="instructor" -->⏎# secret
<!-- .slide: DATA-AUDIENCE="instructor" -->⏎# secret
<!-- .slide: audience: instructor -->⏎# secret
<!-- slide: data-audience="instructor" -->⏎# secret
<!-- audience: instructor -->⏎# secret
# A⏎secret <!-- .element: class="x"⏎data-audience="instructor" -->
# A⏎secret <!-- .element: data-audience="" -->
# A⏎secret⏎⏎Note: n⏎<!-- .slide: class="x"⏎data-audience="instructor" -->
# A⏎⏎```python·{data-audience=instructor}⏎secret⏎```
# A⏎⏎$secret${data-audience=instructor}
# A⏎⏎[secret]{data-audience=instructor,tutors}
# A⏎⏎[secret]{audience=instructor}
# A⏎⏎secret {data-audience: instructor}
# A⏎⏎secret {audience: instructor}
# A⏎⏎>·[!NOTE]·{data-audience=instructor}⏎>·secret
# A⏎⏎|a|b|⏎|-|-|⏎|x|secret|<!-- .element: data-audience="instructor" -->
# A⏎⏎|a|b|⏎|-|-|⏎|x|secret|⏎{data-audience=instructor}
# A⏎⏎|a|b|⏎|-|-|⏎|x|secret|⏎⏎{data-audience=instructor}
# A⏎⏎<p audience="instructor">secret</p>
# A⏎⏎<p data-audeince="instructor">secret</p>
# A⏎⏎<pre data_audience="instructor">secret</pre>
# A⏎⏎<pre><b audience="instructor">secret</b></pre>
# A⏎⏎<template><p data-audience="instructor">secret</p></template>
# A⏎⏎<tr data-audience="instructor"><td>secret</td></tr>
::: solution tutor⏎secret⏎:::
::: audience⏎secret⏎:::
::: audience tutor⏎secret⏎:::
:: solution⏎secret⏎::
::: {.solution}⏎secret⏎:::
::: {#a .b .solution}⏎secret⏎:::
::: Audience instructor⏎secret⏎:::
::: audiance instructor⏎secret⏎:::
::: audiences instructor⏎secret⏎:::
::: instructor⏎secret⏎:::
::: tutors⏎secret⏎:::
::: column {data-audience=instructor,tutors}⏎secret⏎:::
secret ::: solution
# A⏎⏎<p data-audience="instructor">⏎⏎secret⏎⏎</p>
# A⏎⏎<span data-audience="instructor">a⏎⏎secret</span>
# A⏎⏎<div data-audience="instructor">⏎⏎a⏎⏎</div>⏎secret⏎</div>
# A⏎⏎[<<SECRET:secret>>]{data-audience=instructor}
# A⏎⏎text <<SECRET:secret>> {data-audience=instructor}
::: tile⏎text⏎<p>::: audience tutors</p>⏎secret⏎:::
<p>::: audience tutors⏎secret⏎:::
|x|::: solution secret|⏎|-|-|⏎|a|b|
|x|y|⏎|-|-|⏎|x|::: solution secret :::|
(::: solution secret :::)
<div>::: solution⏎secret⏎:::⏎</div>
<details><summary>Answer</summary>::: solution⏎secret⏎:::⏎</details>
Ask<br>::: solution⏎secret⏎:::
text⏎*::: solution*⏎secret⏎:::
::: *solution*⏎secret⏎:::
::: "solution"⏎secret⏎:::
::: solution: Title⏎secret⏎:::
:::solution:⏎secret⏎:::
::: solution⏎secret⏎
- ::: solution⏎secret⏎:::
::: solution⏎::: tile⏎:::⏎:::⏎secret⏎:::
::: {class="solution"}⏎secret⏎:::
::: {class=solution}⏎secret⏎:::
::: tile {.solution}⏎secret⏎:::
::: tile {.wide.solution}⏎secret⏎:::
::: column 40% {.solution}⏎secret⏎:::
<div class="solution">secret</div>
<details class='a Solution b'><summary>s</summary>secret</details>
<pre class="solution">secret</pre>
[secret]{.solution}
secret {.solution}
secret{.solution}
::: {.hidden}⏎secret⏎:::
::: {.content-visible when-profile="tutors"}⏎secret⏎:::
::: {.x .Content-Hidden}⏎secret⏎:::
[secret]{.invisible}
<p class="x hide">secret</p>
- secret {.solution}
## secret {.solution}
![secret](assets/a.svg){.solution}
{.solution}⏎secret
|a|b|⏎|-|-|⏎|x|secret|⏎{.solution}
Term⏎: secret {.solution}
secret <!-- .element: class="solution" -->
<!-- .slide: class="solution" -->⏎secret
::: evolution⏎secret⏎:::
::: Lösung⏎secret⏎:::
> :::antwort{.a}⏎> secret⏎> :::
::: Solución: uno⏎secret⏎:::
<p data-visible-to="instructor">secret</p>
[secret]{data-only=tutors}
secret <!-- .element: data-for="tutors, instructor" -->
secret data-audience="instructor"
[secret]{.a data-audience="instructor"
<<QR:https://secret.example data-audience="instructor">>
```⏎code⏎::: solution⏎secret⏎:::
::: audience⏎secret⏎::: {data-audience=instructor}
::: solution⏎a⏎:::⏎[secret]{audience=instructor}
[x]{data-audience=instructor}⏎⏎<template><p data-audience="instructor">secret</p></template>
"""


def decks_of(table: str) -> dict[str, str | bytes]:
    """Return a course with a deck for each line of the table, in which `secret` is told apart by its number."""
    decks: dict[str, str | bytes] = {
        "slides.yaml": "audiences: [tutors]\n",
        "assets/a.svg": SVG.format("a"),
        "theme/partials/secret.html.j2": "<div>{{ argument }}</div>",
    }
    for number, line in enumerate(table.strip().splitlines()):
        (text,) = pieces(line.replace(" ", "·"))
        text = text.replace("secret", f"secret{number}zqqz")
        decks[f"decks/{number}.md"] = f"# A\n\n---\n\n## head\n\n{text}\n\n---\n\n# Z{number}pq\n"
    return decks


def test_spoilt_audiences(course: MakeCourse) -> None:
    """They are errors, and the deck is not written; instructors see it."""
    cases = SPOILT.strip().splitlines()
    made = course(decks_of(SPOILT))
    outcome = made.build()
    told = {finding.split(":")[0] for finding in outcome.findings if any(code in finding for code in HOLDING_BACK)}
    assert [case for number, case in enumerate(cases) if f"decks/{number}.md" not in told] == []
    built = everything(made.root / "build")
    assert words(built, "zqqz") == set()
    assert not any(name.endswith(".html") and name[0].isdigit() for name in made.built - {"404.html"})
    assert outcome.stdout.count(".md") == len(cases)
    made.build("--audience", "instructor")
    instructors = everything(made.root / "build-instructor")
    assert [case for number, case in enumerate(cases) if f"secret{number}zqqz" not in instructors] == []


UNSPOILT = """
secret `data-audience` and `::: solution`
secret `data-audience="instructor"` and `{.solution}` and ``:: solution``
```html⏎secret <p data-audience="x">⏎::: solution⏎```
~~~⏎secret⏎::: solution⏎<p class="solution">⏎~~~
- secret⏎⏎······::: solution⏎······example
secret⏎⏎····::: solution⏎····example⏎····:::
secret $audience=3$
secret $a:::b$ and $$⏎::: solution⏎$$
<pre>::: solution⏎secret</pre>
<code>::: evolution</code> secret
secret \\::: solution
\\::: secret
secret: a :: b :: c
The audience = 20 people, secret.
The audience: 20 people, secret.
secret {audience: 20} and {audience = students}
secret: an audience=instructor in prose
secret: data-audience is an attribute
secret data-audience: such as instructors
A solution = secret {x: solution}
[secret]{audio=loud data-audio=loud}
[secret]{.solutions} and [x]{.my-solution .audience-20 .hidden-gem .hider}
[secret](https://example.org/?data-audience=instructor){#solution}
secret <https://example.org/?audience=students>
[secret](https://example.org/data-audience)
Our secret audience: students
secret <!-- for an audience of beginners -->
secret <!-- the audience: first-year students, data-audience is for others -->
secret <!-- <p data-audience="tutors">gone</p> -->
secret <!-- ::: solution -->
secret⏎⏎<!--⏎::: solution⏎gone⏎:::⏎-->
secret evidence = 3 of science = 4
::: {.convolution}⏎secret⏎:::
::: {.answer}⏎secret⏎:::
??? solution⏎⏎secret
<p title="::: solution">secret</p>
secret⏎⏎<script>⏎const tag = '<p audience="x">'⏎</script>
secret⏎⏎<script>⏎const tag = '<p data-audience="instructor" class="solution">::: solution'⏎</script>
<<SECRET:secret::: data-audience="instructor">>
::: tile {data-level="2"}⏎secret⏎:::
"""


def test_talk_of_audiences(course: MakeCourse) -> None:
    """Code, addresses, prose, comments and what is commented out hide nothing."""
    made = course(decks_of(UNSPOILT))
    told = [finding for finding in made.build().findings if any(code in finding for code in HOLDING_BACK)]
    assert told == []
    built = everything(made.root / "build")
    assert words(built, "zqqz") == {f"secret{number}zqqz" for number in range(len(UNSPOILT.strip().splitlines()))}


READ = """
<!-- .slide: data-audience="instructor" --> secret
secret <!-- .element: data-audience="instructor" -->
<p DATA-AUDIENCE="instructor">secret</p>
<pre><b data-audience="instructor">secret</b></pre>
::: solution⏎secret⏎:::
::: solution {data-audience=tutors}⏎secret⏎:::
:::audience tutors⏎secret⏎:::
1. ::: solution⏎⏎···secret⏎···:::
> ::: audience tutors⏎> secret⏎> :::
[secret]{data-audience="instructor, tutors"}
secret {data-audience=instructor}
{data-audience=instructor}⏎secret
{data-audience=instructor}⏎```python⏎secret⏎```
- secret {data-audience=instructor}
<div>⏎::: solution⏎secret⏎:::⏎</div>
<<SECRET:secret>> {data-audience=instructor}
![secret](assets/a.svg "secret"){#fig-secret data-audience=instructor source="secret"}
![secret](assets/a.svg "secret"){#fig-secret data-audience=instructor}⏎⏎text
"""


def test_audiences_in_all_spellings(course: MakeCourse) -> None:
    """They are understood, and hide what they stand at without a finding."""
    made = course(decks_of(READ))
    assert made.build("--strict").findings == []
    assert words(everything(made.root / "build"), "zqqz") == set()


# Where a text may stand on a slide: what is before its first line, and before its others.
PLACES = {
    "alone": ("", ""),
    "an item": ("- ", "  "),
    "a deep item": ("1. a\n   - b\n\n     ", "     "),
    "a quotation": ("> ", "> "),
    "a callout": ("> [!NOTE]\n> ", "> "),
    "a column": (":::: columns\n:::: column\n", ""),
    "an element": ("<div>\n\n", ""),
    "an element at once": ("<div>\n", ""),
    "behind a tag": ("<div>", ""),
    "behind text": ("text\n", ""),
    "in a line": ("text ", ""),
    "a cell": ("|a|b|\n|-|-|\n|c|", ""),
    "a definition": ("Term\n: ", "  "),
    "a footnote": ("a[^f]\n\n[^f]: ", "    "),
    "notes": ("a\n\nNote: ", ""),
    "a container of notes": ("::::: notes\n", ""),
}
ENDS = {"a column": "\n::::\n::::", "a container of notes": "\n:::::", "a cell": "|"}
ENDS |= dict.fromkeys(("an element", "an element at once", "behind a tag"), "\n\n</div>")
MARKERS = (
    *("::: solution\nsecret\n:::", "::: audience tutors\nsecret\n:::", "::: solution {.a}\n\nsecret\n\n:::"),
    *("[secret]{data-audience=instructor}", "secret {data-audience=instructor}", "secret {.solution}"),
    *('<b data-audience="instructor">secret</b>', '<b class="solution">secret</b>', "secret{data-audience=instructor}"),
    *('secret <!-- .element: data-audience="instructor" -->', '<!-- .slide: data-audience="instructor" --> secret'),
    *('secret <!-- .slide: data-audience="instructor"\n -->', "{data-audience=instructor}\nsecret"),
    *("::: evolution\nsecret\n:::", "::: tile {data-audience=tutors}\nsecret\n:::", "::: solution\nsecret"),
    *("[secret]{data-only=tutors}", "[secret]{audience=instructor}", ":: solution\nsecret\n::"),
)
INNOCENT = (
    *("The audience = 20 people, secret", "Our solution: secret", "`::: solution` secret", "secret {audience: 20}"),
    *("`data-audience=instructor` secret", "$a:::b$ secret", "[secret]{.answer}", "secret \\::: evolution"),
    "```\n::: solution\nsecret\n```",
)


# Where no block begins: there is no fence of code, and two colons amid a line are prose.
AMID = {"an element at once", "behind a tag", "in a line", "a cell"}


def placed(text: str, place: str) -> str:
    first, others = PLACES[place]
    return first + text.replace("\n", f"\n{others}") + ENDS.get(place, "")


def in_all_places(texts: Sequence[str]) -> tuple[list[str], dict[str, str | bytes]]:
    """Return the decks with each of `texts` in each place, their names in the order of the files."""
    begins = ("```", ":: ")
    decks = [
        placed(text, place) for text in texts for place in PLACES if place not in AMID or not text.startswith(begins)
    ]
    files = {
        f"decks/{number}.md": f"# A\n\n{deck.replace('secret', f'secret{number}zqqz')}\n\n---\n\n# Z\n"
        for number, deck in enumerate(decks)
    }
    return decks, {"slides.yaml": "audiences: [tutors]\n", **files}


def test_markers_in_all_places(course: MakeCourse) -> None:
    """Each hides what it is meant to hide, or the deck is not written."""
    decks, files = in_all_places(MARKERS)
    made = course(files)
    outcome = made.build()
    public = words(everything(made.root / "build"), "zqqz")
    assert [deck for number, deck in enumerate(decks) if f"secret{number}zqqz" in public] == []
    written = sum(f"{number}.html" in made.built for number in range(len(decks)))
    assert outcome.stdout.count(".md") == len(decks) - written
    assert written > len(decks) / 4


def test_talk_in_all_places(course: MakeCourse) -> None:
    """Nothing of it is hidden, and every deck is written."""
    decks, files = in_all_places(INNOCENT)
    made = course(files)
    made.build()
    public = words(everything(made.root / "build"), "zqqz")
    assert [deck for number, deck in enumerate(decks) if f"secret{number}zqqz" not in public] == []


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("::: solutoin", "layout-unknown]: there is no container `solutoin`", "Did you mean `solution`?"),
        ("::: convolution", "layout-unknown]: there is no container `convolution`", "write `::: {.convolution}`."),
        ("::: solution: Title", "deck-audience]: missing space after the name of this container", "`::: solution`"),
        ("(::: solution", "layout-colons]: these colons open no container", "at the start of a line"),
        ("::: tile {.solution}", "deck-audience]: `.solution` hides nothing", "Write `::: solution`"),
        ("<!-- .slide: data-audience=tutors\nsecret", "deck-unclosed-comment]: this comment", "Close it with `-->`."),
        ("[a]{.x data-only=tutors}", "deck-audience]: this marker cannot be read: `data-only`", "in backticks"),
    ],
)
def test_hints_for_markers(course: MakeCourse, text: str, message: str, hint: str) -> None:
    """What is wrong, and what was probably meant: a guess may stand in a hint."""
    made = course({"slides.yaml": "audiences: tutors\n", "decks/a.md": f"# A\n\n{text}\n\nsecret\n:::\n"})
    told = made.build().stderr
    assert "decks/a.md:3:" in told
    assert "a.html" not in made.built
    assert f"error[{message}" in told
    assert hint in told


def test_a_solution_over_slides(course: MakeCourse) -> None:
    """A container ends with its slide: what follows would be public, also in decks that include the next slide."""
    spanning = "# A\n\n::: solution\na\n\n---\n\n## Next {#next}\n\nsecret\n\n---\n\n## Last\n\n:::\n"
    notes = "# A\n\n::: solution\na\n\nNote: secret\n:::\n"
    made = course(
        {
            "decks/a.md": spanning,
            "decks/b.md": notes,
            "decks/c.md": "# C\n\n---\n\n<<INCLUDE:a.md#next>>\n",
            "decks/d.md": "# D\n\n---\n\n<<INCLUDE:_e.md#next>>\n",
            "decks/_e.md": spanning,
            "decks/z.md": "# Zpq\n",
        }
    )
    outcome = made.build()
    assert outcome.stdout.endswith("; 4 decks not written: decks/a.md, decks/b.md, decks/c.md, decks/d.md\n")
    built = everything(made.root / "build")
    assert "secret" not in built
    assert "Zpq" in built


@pytest.mark.parametrize("include", ["Take in:\n\n<<INCLUDE:_b.md>>", "<<INCLUDE:_b.md>>"])
@pytest.mark.parametrize(
    "shared",
    [
        'secret\n\nNote: n\n\n<!-- .slide: data-audience="instructor" -->\n',
        'secret\n\nNote: n\n\n<!-- .slide: data-audeince="instructor" -->\n',
        '<!-- .slide: data-audience="instructor" -->\n<<INCLUDE:_c.md>>\n',
        '<<INCLUDE:_c.md>> <!-- .element: data-audience="instructor" -->\n',
        '<!-- .slide: class="x"\ndata-audience="instructor" -->\n<<INCLUDE:_c.md>>\n',
    ],
)
def test_audiences_of_what_is_included(course: MakeCourse, shared: str, include: str) -> None:
    """A slide keeps its audience where it stands alone, and where its text stands amid other."""
    deck = f"# A\n\n---\n\n{include}\n\n---\n\n# Z\n"
    made = course({"decks/a.md": deck, "decks/_b.md": shared, "decks/_c.md": "secret\n"})
    outcome = made.build()
    assert "secret" not in everything(made.root / "build")
    assert (outcome.exit_code == 1) == ("not written: decks/a.md" in outcome.stdout)
    made.build("--audience", "instructor")
    assert "secret" in everything(made.root / "build-instructor")


HIDE = '<!-- .slide: data-audience="instructor" -->\n'


def test_a_deck_of_which_nothing_is_left(course: MakeCourse) -> None:
    """It is not there: no asset, no neighbour, no link in the schedule."""
    head = "---\ntitle: titlezqqz\ndate: 2026-10-15\n---\n"
    made = course(
        {
            "slides.yaml": "schedule: data/dates.yaml\nurl: https://example.org/\n",
            "data/dates.yaml": "entries: [{date: 2026-10-15, topic: T}]\n",
            "decks/01-a.md": "# A\n",
            "decks/02-b.md": f"{head}{HIDE}# secretzqqz\n\n![](assets/bzqqz.svg)\n",
            "decks/03-c.md": "# C\n",
            "assets/bzqqz.svg": SVG.format("drawnzqqz"),
        }
    )
    for arguments in ((), ("01-a",)):
        made.build(*arguments)
        built = everything(made.root / "build")
        assert words(built, "zqqz") == set()
        assert "02-b" not in built
        assert 'rel="next" href="03-c.html"' in made.page("01-a.html")


@pytest.mark.parametrize("hidden", [f"{HIDE}## S", "::: solution\n## S\n\nSECRET\n:::", "---\n\nNote: n", ""])
def test_a_build_of_one_deck_hides_what_it_showed(course: MakeCourse, hidden: str) -> None:
    """In the index of the search and among the assets, and the deck where nothing of it is left."""
    secret = "secretzqqz\n\n![a](assets/azqqz.svg)\n"
    made = course({"decks/01-a.md": "# Apq\n", "decks/02-b.md": f"# B\n\n---\n\n{secret}"})
    made.write({"assets/azqqz.svg": SVG.format("azqqz"), "assets/shown.svg": SVG.format("shownpq")})
    made.build()
    strips = hidden.endswith("n")
    shown = hidden.replace("SECRET", secret) if "SECRET" in hidden else f"{hidden}\n\n{secret}"
    text = f"# B\n\n---\n\n{shown}" if hidden else f"{HIDE}# B\n\n---\n\n{HIDE}{secret}"
    made.write({"decks/02-b.md": f"---\nnotes: strip\n---\n{text}" if strips else text})
    made.build("02-b")
    built = everything(made.root / "build")
    assert words(built, "zqqz") == set()
    assert words(built, "pq") >= {"Apq", "shownpq"}
    assert ("02-b.html" in built) == bool(hidden)


@pytest.mark.parametrize("front", ["draft: true", "titel: A\ndraft: yes"])
@pytest.mark.parametrize("folder", ["decks", "pages"])
def test_drafts_are_gone(course: MakeCourse, folder: str, front: str) -> None:
    """With all that an earlier build has published of them, even after errors."""
    text = "# secretzqqz\n\n![](assets/bzqqz.svg)\n"
    made = course({"decks/01-a.md": "# Apq\n", f"{folder}/bzqqz.md": text, "assets/bzqqz.svg": SVG.format("zqqz")})
    made.build()
    made.write({"decks/01-a.md": "# Apq $\\frac$\n", f"{folder}/bzqqz.md": f"---\n{front}\n---\n{text}"})
    assert made.build().exit_code == 1
    assert words(everything(made.root / "build"), "zqqz") == set()
    made.build("--audience", "instructor")
    assert "secretzqqz" in everything(made.root / "build-instructor")


@pytest.mark.parametrize(
    "front",
    [
        *('draft: "yes, please"', "Draft: true", "drafts: yes", "title: a: b\ndraft: true", "audience: tutors"),
        *("draft: ture", "draft: false\ndraft: true", "a\nb"),
        *("notes: stripp", "Notes: strip", "a: b: c\nnotes: strip"),
    ],
)
@pytest.mark.parametrize("folder", ["decks", "pages"])
def test_front_matter_that_leaves_open_who_sees_it(course: MakeCourse, folder: str, front: str) -> None:
    """Such a deck is not written, nor one that includes its slides; the last pages stay, with their pictures."""
    include = "# Include\n\n---\n\n<<INCLUDE:02-b.md#old>>\n"
    files = {"decks/01-a.md": "# Apq\n", f"{folder}/02-b.md": "# Old\n\n![](assets/b.svg)\n"}
    made = course({**files, "assets/b.svg": SVG.format("bpq"), "slides.yaml": "url: https://example.org/\n"})
    made.write({"decks/03-c.md": include} if folder == "decks" else {})
    made.build()
    before = {path: made.page(path) for path in ("02-b.html", "assets/b.svg", "03-c.html") if path in made.built}
    text = f"---\n{front}\n---\n# Old\n\nsecretzqqz\n\n![](assets/b.svg)\n\nNote: notezqqz\n"
    made.write({f"{folder}/02-b.md": text, "decks/01-a.md": "# Apq new\n"})
    outcome = made.build()
    assert outcome.exit_code == 1
    assert f"not written: {folder}/02-b.md (its last page stays)" in outcome.stdout
    assert {path: made.page(path) for path in before} == before
    assert words(everything(made.root / "build"), "zqqz") == set()
    assert "Apq new" in made.page("01-a.html")
    made.build("--audience", "instructor")
    assert "secretzqqz" in everything(made.root / "build-instructor")


@pytest.mark.parametrize("include", ["<<INCLUDE:02-b.md#b>>", "## A\n\n<<INCLUDE:02-b.md#b>>"])
def test_stripped_notes_stay_so(course: MakeCourse, include: str) -> None:
    """Where another deck includes the slide."""
    notes = "<p data-notes='p1zqqz'>p</p>\n\n::: notes\np2zqqz\n:::\n\nNote: p3zqqz\n"
    comment = '<!-- .slide: data-notes="p4zqqz" -->'
    made = course(
        {
            "decks/01-a.md": f"# A\n\n---\n\n{include}\n",
            "decks/02-b.md": f"---\nnotes: strip\n---\n{comment}\n# B\n\n{notes}",
        }
    )
    for arguments in ((), ("01-a",)):
        made.build(*arguments)
        assert words(everything(made.root / "build"), "zqqz") == set()


def test_a_deck_that_is_held_back(course: MakeCourse) -> None:
    """Its last pages stay and links to them; nothing new of it is in the index, the search, or beside other decks."""
    settings = "url: https://example.org/\nschedule: data/dates.yaml\n"
    made = course(
        {
            "slides.yaml": settings,
            "data/dates.yaml": "entries: [{date: 2026-10-15, topic: T}]\n",
            "decks/01-a.md": "# A\n\n[there](02-b.md#old)\n",
            "decks/02-b.md": "# Old\n\n![](assets/old.svg)\n",
            "decks/03-c.md": "# C\n",
            "assets/old.svg": SVG.format("oldpq"),
            "pages/p.md": "# Page\n",
        }
    )
    made.build()
    kept = {path: made.page(path) for path in ("02-b.html", "02-b.read.html", "p.html", "assets/old.svg")}
    head = "---\ntitle: titlezqqz\ndate: 2026-10-15\ndescription: wordszqqz\n---\n"
    made.write(
        {
            "decks/02-b.md": f"{head}# Headingzqqz\n\n![](assets/newzqqz.svg)\n\n::: evolution\nsecretzqqz\n:::\n",
            "pages/p.md": "# Pagezqqz\n\n::: solutoin\nsecretzqqz\n:::\n",
            "assets/newzqqz.svg": SVG.format("drawnzqqz"),
        }
    )
    for arguments in ((), ("01-a",), ("02-b",)):
        outcome = made.build(*arguments)
        built = everything(made.root / "build")
        assert words(built, "zqqz") == set()
        assert {path: made.page(path) for path in kept} == kept
        assert 'href="02-b.html#/old"' in made.page("01-a.html")
        assert 'rel="next" href="03-c.html"' in made.page("01-a.html")
        assert "02-b" not in made.page("index.html")
        assert ("decks/02-b.md (its last page stays)" in outcome.stdout) == (arguments != ("01-a",))
    assert "; 1 page not written: pages/p.md (its last page stays)" in made.build().stdout
    assert made.build("--format", "json").stdout.count('"decks/02-b.md"') >= 1


def test_the_text_of_the_home_page_is_held_back(course: MakeCourse) -> None:
    """The home page is written without it: its lectures may have become drafts."""
    made = course({"decks/a.md": "# A\n", "pages/index.md": "Welcome\n\n::: tipp\nsecret\n:::\n"})
    assert made.build().stdout.endswith("; 1 page not written: pages/index.md\n")
    assert "Welcome" not in made.page("index.html")
    assert 'href="a.html"' in made.page("index.html")


def test_assets_that_a_partial_names(course: MakeCourse) -> None:
    """They are left out with the solution that shows them; others that end the same do not bring them back."""
    solution = "::: solution\n<<PIC:azqqz>>\n\n![](assets/me.svg)\n:::\n"
    made = course(
        {
            "decks/01-a.md": f"# A\n\n![](assets/scheme.svg)\n\n{solution}",
            "theme/partials/pic.html.j2": '<img src="assets/{{ argument }}.svg">',
            "assets/azqqz.svg": SVG.format("a"),
            "assets/me.svg": SVG.format("mezqqz"),
            "assets/scheme.svg": SVG.format("schemepq"),
        }
    )
    made.build()
    built = everything(made.root / "build")
    assert words(built, "zqqz") == set()
    assert "schemepq" in built


def test_comments_are_for_authors(course: MakeCourse) -> None:
    """What is commented out stands in no page."""
    text = "<!-- azqqz -->\n# A\n\nText <!-- bzqqz -->\n\n<!--\n::: solution\nczqqz\n:::\n-->\n"
    made = course({"decks/a.md": text, "pages/p.md": text})
    assert made.build().findings == []
    assert words(everything(made.root / "build"), "zqqz") == set()


def test_an_engine_without_containers(course: MakeCourse) -> None:
    """A container would be text to it, so the deck is held back; elements with the attribute work."""
    front = "---\nmarkdown: {engine: python-markdown}\n---\n# A\n\n"
    made = course(
        {
            "decks/a.md": f"{front}<p data-audience='instructor'>secret</p>\n\n---\n\n::: solution\nsecret\n:::\n",
            "decks/b.md": f"{front}1. ::: solutoin\n   secret\n   :::\n\n---\n\n<<BOX>>\n",
            "decks/c.md": f"{front}<p data-audience='instructor'>secret</p>\n\n`:::` pq\n",
            "theme/partials/box.html.j2": "{# markdown #}\n::: solution\nsecret\n:::\n",
        }
    )
    told = made.build().findings
    assert [finding.rsplit(":", 1)[0] for finding in told] == [
        "decks/a.md:10:1: error[layout-colons]",
        "decks/b.md:6:4: error[layout-colons]",
        "decks/b.md:12:1: error[layout-colons]",
    ]
    built = everything(made.root / "build")
    assert "secret" not in built
    assert "pq" in made.page("c.html")


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


def test_the_preview_for_the_public_holds_back_too(tmp_path: Path) -> None:
    """What it showed last stays, and the error is told; what it never showed is nowhere."""
    head = "---\ntitle: titlezqqz\ndescription: wordszqqz\n---\n"
    spoilt = "## Two\n\n::: evolution\nsecretzqqz\n:::\n"
    edited = Edited(tmp_path, {"decks/01-a.md": "# Old\n\npublicpq\n", "decks/02-b.md": f"{head}{spoilt}"})
    public = LiveCourse(tmp_path, audience=PUBLIC)
    assert words(public.index_page(), "zqqz") == set()
    assert words(public.deck_page("02-b") or "", "zqqz") == set()
    assert "publicpq" in (public.deck_page("01-a") or "")
    edited.write("decks/01-a.md", f"# New\n\nnewzqqz\n\n---\n\n{spoilt}")
    messages = public.update({"decks/01-a.md"})
    assert messages[-1]["type"] == "findings"
    assert "publicpq" in (public.deck_page("01-a") or "")
    for page in (public.deck_page("01-a"), public.reading_page("01-a"), public.index_page()):
        assert words(page or "", "zqqz") == set()
    assert b"zqqz" not in public.search_index()
    assert "newzqqz" in (LiveCourse(tmp_path).deck_page("01-a") or "")
    edited.write("decks/01-a.md", "# New\n\nnewpq\n")
    public.update({"decks/01-a.md"})
    assert "newpq" in (public.deck_page("01-a") or "")


def test_code_with_tags(course: MakeCourse) -> None:
    """Parts of code that is written as HTML are hidden like all others, over lines and in all steps."""
    code = 'a = <span data-audience="instructor">secretzq = 1\nsecretzq2 = 2</span>\nb = <mark>3</mark>'
    block = f'<pre><code class="language-python" data-noescape data-line-numbers="1|2">{code}</code></pre>'
    made = course({"decks/a.md": f"# A\n\n---\n\n{block}\n"})
    assert made.build().findings == []
    assert "<mark>" in made.page("a.html")
    assert "secretzq" not in "".join(path.read_text("utf-8", "replace") for path in made.root.glob("build/**/*.*"))
    made.build_all()
    assert made.page("a.html").count("secretzq2") == 2


BESIDE = f"""# Apq

![](img/shownpq.svg)

::: solution
![](img/solutionzqqz.svg) [s](sheetzqqz.pdf) <iframe src="demozqqz/index.html"></iframe>
:::

[hidden](img/spanzqqz.svg){{data-audience=instructor}}

---

{HIDE}## B

![](img/slidezqqz.svg) <div style="background: url(img/stylezqqz.svg)">x</div>

---

## C

![](img/bothpq.svg)

::: solution
![](img/bothpq.svg) ![](img/pairzqqz.svg)
:::

Note: ![](img/notezqqz.svg)
"""
OF_BESIDE = {
    "slides.yaml": "notes: instructor\n",
    "decks/01/slides.md": BESIDE,
    "decks/02/slides.md": "---\ndraft: true\n---\n# D\n\n![](img/draftzqqz.svg)\n",
    **{
        f"decks/01/img/{name}.svg": SVG.format(name)
        for name in (
            "shownpq",
            "solutionzqqz",
            "spanzqqz",
            "slidezqqz",
            "stylezqqz",
            "bothpq",
            "notezqqz",
            "unusedzqqz",
        )
    },
    **{f"decks/01/img/pairzqqz-{theme}.svg": SVG.format("pairzqqz") for theme in ("light", "dark")},
    "decks/01/sheetzqqz.pdf": b"sheetfilezqqz",
    "decks/01/demozqqz/index.html": '<img src="deepzqqz.svg"><img src="../../../assets/fromdemozqqz.svg">',
    "assets/fromdemozqqz.svg": SVG.format("fromdemozqqz"),
    "decks/01/demozqqz/deepzqqz.svg": SVG.format("deepzqqz"),
    "decks/02/img/draftzqqz.svg": SVG.format("draftzqqz"),
}


def test_files_beside_a_deck(course: MakeCourse) -> None:
    """Those that only hidden content shows are not published; instructors get them."""
    made = course(OF_BESIDE)
    made.build()
    built = everything(made.root / "build")
    assert words(built, "zqqz") == set()
    assert {"shownpq", "bothpq"} <= words(built, "pq")
    made.build("--audience", "instructor")
    built = everything(made.root / "build-instructor")
    named = {word for path in OF_BESIDE for word in words(path, "zqqz")}
    assert named - words(built, "zqqz") == {"unusedzqqz"}


@pytest.mark.parametrize("broken", ["# X\n", "# X\n\n$\\fracc$\n", "# X\n\n::: evolution\n:::\n", b"\xff\xfe\xff"])
def test_files_beside_a_deck_that_are_hidden_later(course: MakeCourse, broken: str | bytes) -> None:
    """They go from the output folder, whatever else is broken; pages that stay keep theirs."""
    stays = "# X\n\n![](keptpq.svg)\n"
    shown = re.sub(r"::: solution|:::|\{data-audience=instructor\}", "", BESIDE.replace(HIDE, ""))
    before = {**OF_BESIDE, "slides.yaml": "", "decks/01/slides.md": shown, "decks/03/slides.md": stays}
    made = course({**before, "decks/03/keptpq.svg": SVG.format("keptpq")})
    made.write({"decks/02/slides.md": "# D\n\n![](img/draftzqqz.svg)\n"})
    made.build()
    assert {"solutionzqqz", "deepzqqz", "draftzqqz", "notezqqz"} <= words(everything(made.root / "build"), "zqqz")
    after = broken.replace("# X", stays) if isinstance(broken, str) else broken
    made.write({**OF_BESIDE, "decks/03/slides.md": after})
    made.build()
    built = everything(made.root / "build")
    assert words(built, "zqqz") == set()
    assert "keptpq" in words(built, "pq")
