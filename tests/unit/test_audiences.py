"""What is not for everybody stands in no public file, and for those whom it is for nothing is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from edited import Edited

from conftest import MakeCourse
from dl4ad_slides.model.audience import PUBLIC
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
    """They are errors, and keep the whole slide from the public; instructors see it."""
    cases = SPOILT.strip().splitlines()
    made = course(decks_of(SPOILT))
    outcome = made.build()
    told = {finding.split(":")[0] for finding in outcome.findings if "error[deck-audience]" in finding}
    assert [case for number, case in enumerate(cases) if f"decks/{number}.md" not in told] == []
    built = everything(made.root / "build")
    assert [case for number, case in enumerate(cases) if f"secret{number}zqqz" in built] == []
    assert words(built, "pq") >= {f"Z{number}pq" for number in range(len(cases))}
    made.build("--audience", "instructor")
    shown = words(everything(made.root / "build-instructor"), "zqqz")
    assert shown >= {f"secret{number}zqqz" for number in range(len(cases))}


UNSPOILT = """
secret `data-audience` and `::: solution`
```html⏎secret <p data-audience="x">⏎::: solution⏎```
secret $audience=3$
secret <https://example.org/?audience=students>
[secret](https://example.org/data-audience)
Our secret audience: students
secret <!-- for an audience of beginners -->
secret <!-- <p data-audience="tutors">gone</p> -->
secret⏎⏎<!--⏎::: solution⏎gone⏎:::⏎-->
secret evidence = 3 of science = 4
::: {.convolution}⏎secret⏎:::
secret⏎⏎<script>⏎const tag = '<p audience="x">'⏎</script>
"""


def test_talk_of_audiences(course: MakeCourse) -> None:
    """Code, addresses, prose, comments and what is commented out hide nothing."""
    made = course(decks_of(UNSPOILT))
    assert [finding for finding in made.build().findings if "deck-audience" in finding] == []
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


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("::: solutoin\nsecret\n:::", "warning[layout-unknown]: there is no container `solutoin`"),
        ("::: Lösung\nsecret\n:::", "warning[layout-unknown]: there is no container `Lösung`"),
        ("::: Solución: uno\nsecret\n:::", "warning[layout-unknown]: there is no container `Solución`"),
        ("::: solution:\nsecret\n:::", "error[layout-argument]: no space parts the name of this container from `:`"),
        ("::: solution: Title\nsecret\n:::", "error[layout-argument]: no space parts the name of this container from"),
        ("> :::antwort{.a}\n> secret\n> :::", "warning[layout-unknown]: there is no container `antwort`"),
    ],
)
def test_slips_in_the_names_of_solutions(course: MakeCourse, text: str, message: str) -> None:
    """They are told, and hide the container."""
    made = course({"decks/a.md": f"# A\n\n---\n\n{text}\n\n---\n\n# Z\n"})
    assert message in made.build().stderr
    assert "secret" not in made.page("a.html")


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
    made.build()
    assert "secret" not in everything(made.root / "build")
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


@pytest.mark.parametrize("hidden", [f"{HIDE}## S", "::: solution\n## S", "---\n\nNote: n", ""])
def test_a_build_of_one_deck_hides_what_it_showed(course: MakeCourse, hidden: str) -> None:
    """In the index of the search and among the assets, and the deck where nothing of it is left."""
    secret = "secretzqqz\n\n![a](assets/azqqz.svg)\n"
    made = course({"decks/01-a.md": "# Apq\n", "decks/02-b.md": f"# B\n\n---\n\n{secret}"})
    made.write({"assets/azqqz.svg": SVG.format("azqqz"), "assets/shown.svg": SVG.format("shownpq")})
    made.build()
    strips = hidden.endswith("n")
    text = f"# B\n\n---\n\n{hidden}\n\n{secret}" if hidden else f"{HIDE}# B\n\n---\n\n{HIDE}{secret}"
    made.write({"decks/02-b.md": f"---\nnotes: strip\n---\n{text}" if strips else text})
    made.build("02-b")
    built = everything(made.root / "build")
    assert words(built, "zqqz") == set()
    assert words(built, "pq") >= {"Apq", "shownpq"}
    assert ("02-b.html" in built) == bool(hidden)


@pytest.mark.parametrize(
    "front",
    [
        "draft: true",
        'draft: "yes, please"',
        "Draft: true",
        "drafts: yes",
        "title: a: b\ndraft: true",
        "audience: tutors",
    ],
)
@pytest.mark.parametrize("folder", ["decks", "pages"])
def test_drafts_are_gone(course: MakeCourse, folder: str, front: str) -> None:
    """With all that an earlier build has published of them, even after errors, and where there are slips."""
    text = "# secretzqqz\n\n![](assets/bzqqz.svg)\n"
    made = course({"decks/01-a.md": "# Apq\n", f"{folder}/bzqqz.md": text, "assets/bzqqz.svg": SVG.format("zqqz")})
    made.build()
    made.write({"decks/01-a.md": "# Apq $\\frac$\n", f"{folder}/bzqqz.md": f"---\n{front}\n---\n{text}"})
    assert made.build().exit_code == 1
    assert words(everything(made.root / "build"), "zqqz") == set()
    made.build("--audience", "instructor")
    assert "secretzqqz" in everything(made.root / "build-instructor")


@pytest.mark.parametrize(
    "strip", ["notes: strip", "notes: stripp", "notes: remove", "Notes: strip", "a: b: c\nnotes: strip"]
)
@pytest.mark.parametrize("include", ["<<INCLUDE:02-b.md#b>>", "## A\n\n<<INCLUDE:02-b.md#b>>"])
def test_stripped_notes_stay_so(course: MakeCourse, include: str, strip: str) -> None:
    """Where another deck includes the slide, and where the setting has a slip."""
    notes = "<p data-notes='p1zqqz'>p</p>\n\n::: notes\np2zqqz\n:::\n\nNote: p3zqqz\n"
    comment = '<!-- .slide: data-notes="p4zqqz" -->'
    made = course(
        {
            "decks/01-a.md": f"# A\n\n---\n\n{include}\n",
            "decks/02-b.md": f"---\n{strip}\n---\n{comment}\n# B\n\n{notes}",
        }
    )
    for arguments in ((), ("01-a",)):
        made.build(*arguments)
        assert words(everything(made.root / "build"), "zqqz") == set()


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
    """A solution would be text to it, so the slide is hidden; elements with the attribute work."""
    front = "---\nmarkdown: {engine: python-markdown}\n---\n# A\n\n"
    made = course(
        {
            "decks/a.md": f"{front}<p data-audience='instructor'>secret</p>\n\n---\n\n::: solution\nsecret\n:::\n",
            "decks/b.md": f"{front}1. ::: solution\n   secret\n   :::\n\n---\n\n<<BOX>>\n",
            "theme/partials/box.html.j2": "{# markdown #}\n::: solution\nsecret\n:::\n",
        }
    )
    told = made.build().findings
    assert [finding.rsplit(":", 1)[0] for finding in told] == [
        "decks/a.md:10:1: error[deck-audience]",
        "decks/b.md:6:4: error[deck-audience]",
        "decks/b.md:12:1: error[deck-audience]",
    ]
    assert "secret" not in everything(made.root / "build")


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
