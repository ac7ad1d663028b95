"""What can be searched: the words of slides that the public sees, each formula once, and never what is left out."""

from __future__ import annotations

import gzip
import json
from typing import Any

from conftest import MakeCourse
from dl4ad_slides.render.publish.search_index import (
    SEARCH_INDEX,
    SlideWords,
    deck_words,
    search_index,
    search_version,
    slide_words,
)

SLIDE = """\
## Max *pooling* of $\\theta$

Keeps the **largest**, see `nn.MaxPool1d`:

![Blocks of two](assets/blocks.svg){light=assets/blocks.svg}

- One {.fragment}
- Two

$$\\hat{\\theta}_{t+1} = \\frac{a}{b}$$

```python [1|2]
pool = nn.MaxPool1d(2)
print(pool)
```

<<TIMELINE:nets>>

Note:
The secret of the speaker.
"""
FILES = {
    "assets/blocks.svg": "<svg/>",
    "timelines/nets.yaml": "events: [{year: 1979, name: Neocognitron, author: Fukushima, note: It pooled}]\n",
}


def words_of_deck(course: MakeCourse, text: str, **files: str) -> list[SlideWords]:
    """Return the words of the slides of a deck."""
    made = course({**FILES, **files, "decks/a.md": text})
    return [words for rendered in made.rendered() for words in slide_words(rendered.slides)]


def data_of(index: bytes) -> list[dict[str, Any]]:
    """Return the data that the script of an index holds."""
    before, script = index.decode().split(" = ", 1)
    assert before == "self.dl4adSearchData"
    decks: list[dict[str, Any]] = json.loads(script.removesuffix(";\n"))
    return decks


def test_what_a_slide_says(course: MakeCourse) -> None:
    """Title, text, events of timelines, then alternative texts, then formulas as words; code apart; nothing twice."""
    (words,) = words_of_deck(course, SLIDE)
    assert words.id == "max-pooling-of-theta" or words.id.startswith("max-pooling")
    assert words.title == "Max pooling of theta"
    assert words.text.split("\n") == [
        "Keeps the largest, see nn.MaxPool1d:",
        "One",
        "Two",
        "1979",
        "Neocognitron",
        "Fukushima",
        "Blocks of two",
        "It pooled",
        "theta_t+1 = a b",
    ]
    assert words.code == "pool = nn.MaxPool1d(2)\nprint(pool)"


def test_drawings_and_charts_say_what_they_show(course: MakeCourse) -> None:
    """A label and the words in a drawing are found, numbers along an axis are not."""
    drawing = '<svg role="img" aria-label="A rising line"><text>loss</text><text>0.25</text></svg>'
    (words,) = words_of_deck(course, f"## Chart\n\n{drawing}\n")
    assert words.text == "loss\nA rising line"


def test_slides_are_numbered_as_in_the_footer(course: MakeCourse) -> None:
    """Hidden slides and those that do not count have none; lists of sources are told."""
    hidden, uncounted = (f'<!-- .slide: data-visibility="{kind}" -->' for kind in ("hidden", "uncounted"))
    bib = {"slides.yaml": "bibliography: r.bib\n", "r.bib": "@book{a, title={T}, author={Able, A.}, year=2007}\n"}
    slides = ["# A [@a]", f"{hidden}\n## B", f"{uncounted}\n## C", "## D", "## E\n\n<<REFERENCES>>"]
    words = words_of_deck(course, "\n\n---\n\n".join(slides), **bib)
    assert [(one.id, one.number, one.is_list) for one in words] == [
        ("a", 1, False),
        ("c", 0, False),
        ("d", 2, False),
        ("e", 3, True),
    ]


def test_text_of_scripts_and_hidden_elements_is_none(course: MakeCourse) -> None:
    """Nobody sees it."""
    deck = "## A\n\n<p hidden>never</p><style>p { color: red }</style><template>never</template>\n\nseen\n"
    (words,) = words_of_deck(course, deck)
    assert words.text == "seen"


def test_notes_hidden_slides_and_drafts_are_left_out(course: MakeCourse) -> None:
    """Of none of them a single byte stands in the index, kept notes included."""
    shown = '# Shown\n\nNote:\nSecret note\n\n---\n<!-- .slide: data-visibility="hidden" -->\n## Secret slide\n'
    made = course({"decks/a.md": shown, "decks/b.md": "---\ndraft: true\n---\n# Secret draft\n"})
    index = search_index(map(deck_words, made.rendered()))
    assert b"Secret" not in index
    assert [deck["slides"] for deck in data_of(index)] == [[["shown", 1, "Shown"]]]


def test_the_script_of_a_course(course: MakeCourse) -> None:
    """Decks in order with address, number and title; code only where there is some; any text can stand in it."""
    made = course({"decks/01-ä.md": '# A "b"\n\n</script>\u2028é\n', "decks/02-b.md": "# B\n\n    x = 1\n"})
    first, second = data_of(search_index(map(deck_words, made.rendered())))
    assert (first["number"], first["href"]) == ("01", "01-%C3%A4.html")
    assert first["slides"][0][2].strip("“”")
    assert len(first["slides"][0]) == 4
    assert second["slides"] == [["b", 1, "B", "", "x = 1"]]


def test_pages_name_the_index_by_its_content(course: MakeCourse) -> None:
    """A browser that kept the old one asks for the new one; a build of single decks leaves the index alone."""
    versions = []
    for text in ("# A\n", "# A\n", "# B\n"):
        files = {file.path: file.content for file in course({"decks/a.md": text}).result().files}
        index, page = files[f"_static/{SEARCH_INDEX}"], files["a.html"]
        assert isinstance(index, bytes)
        assert isinstance(page, bytes)
        versions.append(search_version(index))
        assert f'data-index="_static/{SEARCH_INDEX}?v={versions[-1]}"' in page.decode()
    assert versions[0] == versions[1] != versions[2]


def test_the_index_is_small(course: MakeCourse) -> None:
    """Compressed, under half the plain text that it covers."""
    slides = [
        f"## Slide {number}\n\n{' '.join(f'word{number * at % 97}' for at in range(80))}\n" for number in range(40)
    ]
    (rendered,) = course({"decks/a.md": "\n---\n\n".join(slides)}).rendered()
    words = [*slide_words(rendered.slides)]
    plain = sum(len(f"{one.title}{one.text}{one.code}".encode()) for one in words)
    assert len(gzip.compress(search_index([deck_words(rendered)]))) < plain / 2


def test_a_deep_slide(course: MakeCourse) -> None:
    """Elements nested deeper than Python's stack are read."""
    (words,) = words_of_deck(course, f"## A\n\n{'<span>' * 3000}deep\n")
    assert words.text == "deep"
