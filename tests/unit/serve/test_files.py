"""The files that the preview opens in an editor: all that findings can point to, and no others."""

from __future__ import annotations

import pytest
from edited import MakeEdited

from dl4ad_slides.serve.files import author_file

FILES = {
    "slides.yaml": "titel: A\nschedule: data/d.yaml\nbibliography: b.bib\nhome: [nope]\n",
    "b.bib": "@book{x, title = }\n",
    "decks/a.md": "# A\n\n<<BOX:x>>\n\n<<INCLUDE:_inner.md>>\n\n<<TIMELINE:t>>\n\n<<TIMELINE:u>>\n\n"
    "<<TABLE:data/x.csv>>\n\n<<TABLE:data/y.csv>>\n\n![X](assets/x.svg){.inline}\n\n[@x]\n",
    "decks/b.md": "---\ntitle: [\n---\n# B\n",
    "decks/_inner.md": "<<NOPE>>\n",
    "pages/p.md": "# P\n\n<<NOPE>>\n",
    "timelines/t.yaml": "events: [{year: 1, name: A}]\n",
    "timelines/u.yaml": "events: [{year: x}]\n",
    "data/d.yaml": "entries: [{dat: 2026-10-15}]\n",
    "data/x.csv": "a\n1\n",
    "data/y.csv": "a,b\n1\n",
    "assets/x.svg": "no drawing",
    "theme/partials/box.html.j2": "{{ nothing.there }}\n",
    "theme/templates/index.html.j2": "{% broken\n",
}
OTHERS = {
    "notes.txt": "",
    "data/other.csv": "",
    "assets/other.svg": "<svg/>",
    "decks/_other.md": "",
    "build/a.html": "",
}


@pytest.mark.parametrize("path", FILES)
def test_opens_what_was_read(make_course: MakeEdited, path: str) -> None:
    """Whether it is sound or broken."""
    edited = make_course(FILES)
    assert author_file(edited.course.project, path) == edited.root / path


def test_opens_every_place_of_a_finding(make_course: MakeEdited) -> None:
    """In whichever of the files it stands."""
    edited = make_course(FILES)
    edited.open("a")
    edited.course.text_page("p")
    places = {finding.position.file for finding in edited.course.all_findings()}
    assert len(places) > len(FILES) / 2
    assert [path for path in places if author_file(edited.course.project, path) is None] == []


@pytest.mark.parametrize("path", [*OTHERS, "decks", "", "../a", "decks/../decks/a.md", "theme/partials/qr.html.j2"])
def test_opens_nothing_else(make_course: MakeEdited, path: str) -> None:
    """Neither what the course does not use, nor folders, nor our own theme."""
    assert author_file(make_course({**FILES, **OTHERS}).course.project, path) is None
