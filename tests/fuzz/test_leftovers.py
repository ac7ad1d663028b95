"""Random text made of all that rules for leftovers begin with: no rule fails, and none takes time without end."""

from __future__ import annotations

import time
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dl4ad_slides.language.leftovers import find_leftovers
from dl4ad_slides.model.sentinels import ESCAPED, ITEM, OBJECT
from helpers import Course, Workshop, pieces

# What rules begin with, and parts of it.
OPENINGS = pieces(
    r"""
    {{< {{<a {{ {{a| {%a {%·a· <% <%=· %%a %%· ⏎%%a [[a [[a| ![[a ![[a| [toc ⏎!!!·a· ⏎???·a ===·"a --8<--· ⏎..·a:: #+a
    ⏎#+A⏎ ⏎//·a a\n [b]a [/b] '''a ==a ·==a ++a ·++a a^b a~b <<<<<<<·a .a[b .a[⏎ class:·a⏎ [.a: **a **·a **a· ** *a *a.
    **a. __a ·__a. __init__ ~~a ![ ![a]( ![a](b( ![a](b(c) (() [a]( [a]·( [a](b [a (a)[/ [a][ [a][b ⏎|-- ⏎|---| |:- |a
    |a|b ⏎|a|b| ⏎|=| ⏎+---+ ⏎-a ⏎-A ⏎1.a ⏎a) ⏎(a) ⏎–·a ⏎•·a [·]·a ⏎-·a ⏎·1.·a ⏎##a ⏎#· <·br· <·br·a= &nbsp & \( \[ \)
    \] \begin{a} \begin{ \end{a} \aa[ \aa{ \aa[b]{ \ $a $·a $ ·$ $· {.a {.a· {a=b· {a=" {#a·b {.a, {:·.a· {aa- {data-a·
    ⏎[!A] [^a [^a] @fig- @thm-a @eq-a: ⏎note: ⏎::a ⏎ ⏎⏎ · a a. A ` ``` ⏎```a·{ <!-- <v-click> > < http://a ! ? ( ) [ ]
    } | * _ ~ ^ : ⇥
    """
)
# The same in a visible text, where marks stand before what was escaped, in the place of code, and at list items.
VISIBLE = [
    *OPENINGS,
    *(f"{ESCAPED}{sign}" for sign in ("(", "(a", "\\(", "[", "[a", ")", "]", "\\", "{", "*")),
    *(OBJECT, f":ref:{OBJECT}", f"${OBJECT}", ITEM, f"{ITEM}a\n-", f"{ITEM}[]"),
]


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(Course(tmp_path_factory.mktemp("course")))


def test_no_rule_takes_time_without_end() -> None:
    """Whatever a rule begins with, repeated: if time grew with the square of the text, it would be seconds."""
    size = 20_000
    for piece in VISIBLE:
        started = time.process_time()
        for leftover in islice(find_leftovers(f"\n\n{piece * (size // len(piece))}\n\n"), 5):
            assert leftover.hint
        assert time.process_time() - started < 0.5, piece


@given(text=st.lists(st.sampled_from(VISIBLE), max_size=60).map("".join))
def test_rules_find_stretches_one_behind_the_other(text: str) -> None:
    """No mixture makes a rule fail; each leftover has its own stretch of the text, and says what to write."""
    end = 0
    for leftover in find_leftovers(f"\n\n{text}\n\n"):
        assert end <= leftover.start < leftover.end <= len(text) + 4
        assert leftover.hint.strip()
        end = leftover.end


@given(text=st.lists(st.sampled_from(OPENINGS), max_size=40).map("".join))
def test_any_pieces_of_syntax_are_a_slide(text: str, workshop: Workshop) -> None:
    """A deck of them is rendered, and each finding is at a line that the deck has."""
    deck = f"# A\n\n{text}\n"
    for finding in workshop.render_text(deck)[1]:
        assert 1 <= finding.position.line <= deck.count("\n") + 1
        assert finding.position.column >= 1
