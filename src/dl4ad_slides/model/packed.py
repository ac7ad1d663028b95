"""Values that wait their turn, compressed: the pages of a large course would not find room in memory otherwise."""

from __future__ import annotations

import pickle
import zlib
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

_LEVEL = 1  # HTML shrinks to a twentieth, at some 450 MB a second; higher levels take longer and gain little


@dataclass(frozen=True, slots=True)
class Packed(Generic[T]):
    """A value of ours, pickled and compressed; made and read within one build only."""

    data: bytes

    @classmethod
    def of(cls, value: T) -> Packed[T]:
        """Return a value, packed."""
        return cls(zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), _LEVEL))

    @property
    def value(self) -> T:
        """Return the value, made anew each time."""
        value: T = pickle.loads(zlib.decompress(self.data))
        return value
