"""The memory hands out what was made before for as long as asking again gives the same answers."""

from __future__ import annotations

import pickle
from collections.abc import Callable

from dl4ad_slides.render.memory import Memory, Reads, Trace, fingerprint


def answers(**known: str) -> Callable[[Reads], bool]:
    """Return what tells whether questions are answered so now, by their names."""
    return lambda reads: all(known[question[0]] == answer for question, answer in reads)


def test_holds_while_the_answers_stay() -> None:
    """A value comes back while all that it asked is answered as before, and whatever else has changed."""
    memory = Memory[str]()
    memory.keep("deck", "key", {("a",): "1", ("b",): "2"}, "value")
    assert memory.recall("deck", "key", answers(a="1", b="2", c="3")) is not None
    assert memory.recall("deck", "key", answers(a="1", b="9")) is None
    assert memory.recall("deck", "other", answers()) is None
    assert memory.recall("another", "key", answers(a="1", b="2")) is None


def test_remembers_the_same_key_with_several_answers() -> None:
    """The same text may stand in two places that give it different answers; a handful of them is kept, newest first."""
    memory = Memory[int]()
    for number in range(10):
        memory.keep("deck", "key", {("number",): str(number)}, number)
    kept = [number for number in range(10) if memory.recall("deck", "key", answers(number=str(number)))]
    assert kept == [6, 7, 8, 9]


def test_forgets_what_is_not_used() -> None:
    """Tidying a shelf leaves what was used; other shelves go by their names."""
    memory = Memory[str]()
    used = memory.keep("a", 1, {}, "one")
    memory.keep("a", 2, {}, "two")
    memory.keep("b", 1, {}, "other")
    memory.tidy("a", [used, used])
    assert (len(memory), "b" in memory) == (2, True)
    memory.forget_others(["a"])
    assert (len(memory), "b" in memory) == (1, False)


def test_a_trace_is_told_apart_by_its_key_and_answers() -> None:
    """The order of the questions is of no matter, and neither is the value: it follows from the others."""
    memory = Memory[object]()
    one = memory.keep("deck", "key", {("a",): "1", ("b",): "2"}, object())
    two = memory.keep("deck", "key", {("b",): "2", ("a",): "1"}, object())
    assert one.fingerprint == two.fingerprint
    assert one.reads is two.reads
    assert one.fingerprint != memory.keep("deck", "key", {("a",): "2", ("b",): "2"}, object()).fingerprint
    assert one.fingerprint != memory.keep("deck", "other", {("a",): "1", ("b",): "2"}, object()).fingerprint


def test_fingerprints_are_short() -> None:
    """Small values can be read, large ones are hashed; the same value gives the same text in every process."""
    assert fingerprint(None) == "None"
    assert fingerprint("x" * 10_000) == fingerprint("x" * 10_000)
    assert len(fingerprint(["x"] * 10_000)) == 32
    assert fingerprint("\ud800" * 100)


def test_traces_can_be_stored() -> None:
    """Keys, questions and fingerprints are plain values."""
    trace = Trace(("decks/a.md", "# A", ()), ((("has_asset", "assets/a.png"), "True"),), "value")
    assert pickle.loads(pickle.dumps(trace)) == trace
