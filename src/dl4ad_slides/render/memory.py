"""Remember what was made, and hand it out again for as long as all that it read is still the same.

Whoever makes a value notes the questions that it asked and the fingerprints of the answers. A remembered value holds
where asking again gives the same fingerprints. Nothing here knows what values, keys and questions are about; keys are
of plain values, and questions and fingerprints are text, so that all of it can be stored.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Generic, TypeVar

Question = tuple[str, ...]
# Questions with the fingerprints of the answers, in order.
Reads = tuple[tuple[Question, str], ...]
V = TypeVar("V")

_READABLE = 40  # characters
_MOST_READS = 100  # beyond twice those in use
_MOST_TRACES = 4  # of one key: the same text may stand in several places, where it reads other answers


@dataclass(frozen=True)  # without slots: the fingerprint is worked out when first asked for
class Trace(Generic[V]):
    """A value, the key under which it was made, and what it read: questions with the fingerprints of their answers."""

    key: Hashable
    reads: Reads
    value: V

    @cached_property
    def fingerprint(self) -> str:
        """Return what tells this value from others: it follows from the key and the answers alone."""
        return fingerprint((self.key, self.reads))


class Memory(Generic[V]):
    """Traces by shelf (such as the name of a deck) and key."""

    def __init__(self) -> None:
        self._shelves: dict[str, dict[Hashable, list[Trace[V]]]] = {}
        # Most slides read the same: each set of answers is there once, so that it need be looked at only once.
        self._reads: dict[Reads, Reads] = {}
        self._most_reads = _MOST_READS

    def __len__(self) -> int:
        return sum(len(traces) for shelf in self._shelves.values() for traces in shelf.values())

    def __contains__(self, shelf: str) -> bool:
        return shelf in self._shelves

    def recall(self, shelf: str, key: Hashable, holds: Callable[[Reads], bool]) -> Trace[V] | None:
        """Return the trace of the key whose answers still hold, or None."""
        for trace in self._shelves.get(shelf, {}).get(key, ()):
            if holds(trace.reads):
                return trace
        return None

    def keep(self, shelf: str, key: Hashable, reads: Mapping[Question, str], value: V) -> Trace[V]:
        """Remember a value, and return its trace."""
        read = tuple(sorted(reads.items()))
        trace = Trace(key, self._one(read), value)
        traces = self._shelves.setdefault(shelf, {}).setdefault(key, [])
        traces.insert(0, trace)
        del traces[_MOST_TRACES:]
        return trace

    def shelf(self, name: str) -> tuple[Trace[V], ...]:
        """Return all traces on a shelf."""
        return tuple(trace for traces in self._shelves.get(name, {}).values() for trace in traces)

    def restore(self, name: str, traces: Iterable[Trace[V]]) -> None:
        """Put back what was on a shelf."""
        kept = self._shelves[name] = dict[Hashable, list[Trace[V]]]()
        for trace in traces:
            kept.setdefault(trace.key, []).append(Trace(trace.key, self._one(trace.reads), trace.value))

    def tidy(self, shelf: str, used: Collection[Trace[V]], spare: int = 0) -> None:
        """Forget all on a shelf but the traces `used`, once there are more than `spare` others."""
        if spare and len(self._shelves.get(shelf, ())) <= len(used) + spare:
            return
        missing: dict[int, Trace[V] | None] = {id(trace): trace for trace in used}
        kept = self._shelves.setdefault(shelf, {})
        # Nearly all stay: keys are long, and only those of what goes need be hashed.
        for key, traces in [*kept.items()]:
            if len(traces) == 1 and missing.pop(id(traces[0]), None):
                continue
            kept[key] = [trace for trace in traces if missing.pop(id(trace), None)]
            if not kept[key]:
                del kept[key]
        for trace in filter(None, missing.values()):  # of a key with more traces than are remembered
            kept.setdefault(trace.key, []).append(trace)
        if len(self._reads) > self._most_reads:
            shelves = self._shelves.values()
            used_reads = (trace.reads for each in shelves for traces in each.values() for trace in traces)
            self._reads = {reads: reads for reads in used_reads}
            self._most_reads = 2 * len(self._reads) + _MOST_READS

    def _one(self, reads: Reads) -> Reads:
        return self._reads.setdefault(reads, reads)

    def forget_others(self, shelves: Collection[str]) -> None:
        """Forget all shelves but these."""
        for shelf in self._shelves.keys() - set(shelves):
            del self._shelves[shelf]


def fingerprint(value: object) -> str:
    """Return a short text that tells values apart by how they are written (`repr`); short ones stay readable."""
    written = repr(value)
    if len(written) <= _READABLE:
        return written
    return blake2b(written.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
