"""What slides ask of a course is noted, and answered anew from another state of it."""

from __future__ import annotations

import pickle
from dataclasses import replace

from conftest import MakeCourse
from dl4ad_slides.load.theme import KATEX_JS, VEGA_JS
from dl4ad_slides.render.deck.deck import RenderMemory, render_deck
from dl4ad_slides.render.deck.engines import Engines
from dl4ad_slides.render.facts import CourseFacts, DeckFacts, about_course

FILES = {
    "slides.yaml": "title: T\naudiences: [tutors]\n",
    "decks/01-a.md": "# A\n\n---\n\n## B\n\n![](assets/x.svg) [b](02-b.md) $x$\n\n<<TIMELINE:t>>\n",
    "decks/02-b.md": "---\nnotes: strip\nlanguage: de\n---\n# B\n",
    "timelines/t.yaml": "title: T\nevents:\n  - {year: 1, name: One}\n",
    "assets/x.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "pages/p.md": "# P\n",
}


def test_notes_each_question_with_its_answer(course: MakeCourse) -> None:
    """The questions that were asked, and no others, with fingerprints of what was answered."""
    project = course(FILES).load()
    facts = DeckFacts(CourseFacts(project), project.decks[0], "A").of_slide(2)
    assert facts.find_file("assets/x.svg") == "assets/x.svg"
    assert facts.page_kind("02-b") == "deck"
    assert facts.page_kind("p") == "text"
    assert facts.notes_of("decks/02-b.md") == "strip"
    assert facts.language_of("decks/02-b.md") == "de"
    assert not facts.is_first_slide()
    assert facts.reads[("find_file", "assets/x.svg")] == "'assets/x.svg'"
    assert set(facts.reads) == {
        ("find_file", "assets/x.svg"),
        ("page_kind", "02-b"),
        ("page_kind", "p"),
        ("notes_of", "decks/02-b.md"),
        ("language_of", "decks/02-b.md"),
        ("is_first_slide",),
    }
    assert ("is_first_slide",) not in about_course([tuple(facts.reads.items())])


def test_another_state_answers_anew(course: MakeCourse) -> None:
    """A question that was noted can be asked of another state of the course, for a slide in another place."""
    project = course(FILES).load()
    before = CourseFacts(project)
    after = CourseFacts(replace(project, assets={}, timelines={}), before)
    deck = project.decks[0]
    old, new = DeckFacts(before, deck).asked_by(1), DeckFacts(after, deck).asked_by(2)
    assert (old(("find_file", "assets/x.svg")), new(("find_file", "assets/x.svg"))) == ("'assets/x.svg'", "''")
    assert old(("timeline", "t")) != new(("timeline", "t"))
    assert old(("partials",)) == new(("partials",))
    assert (old(("is_first_slide",)), new(("is_first_slide",))) == ("True", "False")


def test_a_deck_is_remembered_while_what_it_asked_stays(course: MakeCourse) -> None:
    """The same value comes back from another state of the course that answers the same, and a new one from others."""
    made = course(FILES)
    engines, memory = Engines(KATEX_JS, VEGA_JS), RenderMemory()

    def rendered() -> object:
        project = made.load()
        return render_deck(project.decks[0], CourseFacts(project), engines, memory)

    first = rendered()
    made.write({"assets/unused.png": b"x", "timelines/other.yaml": FILES["timelines/t.yaml"], "decks/03.md": "# New\n"})
    assert rendered() is first
    made.write({"timelines/t.yaml": FILES["timelines/t.yaml"].replace("One", "Other")})
    assert rendered() is not first


def test_what_is_remembered_can_be_stored(course: MakeCourse) -> None:
    """Traces of decks and slides go through `pickle` and come back equal, and hand out the same deck."""
    project = course(FILES).load()
    memory = RenderMemory()
    deck, facts = project.decks[0], CourseFacts(project)
    rendered = render_deck(deck, facts, Engines(KATEX_JS, VEGA_JS), memory)
    stored: RenderMemory = pickle.loads(pickle.dumps(memory))
    assert render_deck(deck, facts, Engines(KATEX_JS, VEGA_JS), stored) == rendered
