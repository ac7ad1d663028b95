"""Keep values of the model from build to build: one file each, written in one step, compressed.

A course may come from anybody, with all that is in its folder. So nothing is read but plain values and our own frozen
ones (data classes, named tuples, enumerations): no file can make Python run anything else.
"""

from __future__ import annotations

import io
import pickle
import zlib
from contextlib import suppress
from dataclasses import dataclass, field, is_dataclass
from enum import Enum
from hashlib import blake2b
from pathlib import Path
from typing import Any

from dl4ad_slides.store.folder import NAME, cache_folder, put

_OURS = tuple(f"dl4ad_slides.{room}." for room in ("language", "model", "render"))
_OTHERS = {("datetime", "date"), ("markupsafe", "Markup")}
_FASTEST = 1
_LARGEST = 500_000_000  # bytes of all files together


@dataclass(frozen=True, slots=True)
class Values:
    """The values of one kind that a course has kept; others than those `made_by` the same program are not read."""

    root: Path
    kind: str
    made_by: str
    problems: list[str] = field(default_factory=list)

    def read(self, name: str) -> Any:
        """Return the value of this name; None where there is none, or none that can be read."""
        file = self.root / NAME / self.kind / _file_name(name)
        try:
            made_by, value = _Reader(io.BytesIO(zlib.decompress(file.read_bytes()))).load()
        except OSError:
            return None
        except Exception:
            self.problems.append(f"{NAME}/{self.kind}/{file.name} cannot be read; it will be written anew")
            return None
        return value if made_by == self.made_by else None

    def write(self, name: str, value: object) -> None:
        """Keep a value under a name, in the place of the one before; where nothing can be written, nothing is kept."""
        if folder := cache_folder(self.root, self.kind):
            content = io.BytesIO()
            _Writer(content, protocol=5).dump((self.made_by, value))
            with suppress(OSError):
                put(folder / _file_name(name), zlib.compress(content.getvalue(), _FASTEST))

    def tidy(self) -> None:
        """Let the oldest go where all of them are too large."""
        with suppress(OSError):
            files = [(file.stat(), file) for file in (self.root / NAME / self.kind).iterdir()]
            room = _LARGEST
            for status, file in sorted(files, key=lambda each: -each[0].st_mtime_ns):
                room -= status.st_size
                if room < 0:
                    file.unlink()


def _file_name(name: str) -> str:
    return f"{blake2b(name.encode('utf-8', 'surrogatepass'), digest_size=16).hexdigest()}.bin"


class _Writer(pickle.Pickler):
    """Writes values; members of enumerations by their values, since Python 3.11.2 writes a call of `getattr`."""

    def reducer_override(self, value: object) -> Any:
        return (type(value), (value.value,)) if isinstance(value, Enum) else NotImplemented


class _Reader(pickle.Unpickler):
    """Reads values; of classes it knows only those that hold values and do nothing."""

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name) if module.startswith(_OURS) or (module, name) in _OTHERS else None
        is_tuple = isinstance(found, type) and issubclass(found, tuple)
        is_plain = is_dataclass(found) or is_tuple or (isinstance(found, type) and issubclass(found, Enum))
        if not isinstance(found, type) or not (is_plain or (module, name) in _OTHERS):
            raise pickle.UnpicklingError(f"{module}.{name} is no value")
        return found
