"""A course on disk together with the live preview that holds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from dl4ad_slides.serve.course import LiveCourse
from dl4ad_slides.serve.messages import Message


class Edited:
    """A course on disk and in the preview; the messages of an edit come back as a list."""

    def __init__(self, root: Path, files: Mapping[str, str | bytes]) -> None:
        self.root = root
        self.told: list[Message] = []
        for path, content in files.items():
            self.write(path, content)
        self.course = LiveCourse(root, self.told.append)

    def write(self, path: str, content: str | bytes) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())

    def open(self, name: str) -> str:
        page = self.course.deck_page(name)
        assert page is not None
        return page

    def edit(self, path: str, content: str | bytes) -> list[Message]:
        self.write(path, content)
        return list(self.course.update({path}))

    def delete(self, path: str) -> list[Message]:
        (self.root / path).unlink()
        return list(self.course.update({path}))


MakeEdited = Callable[[Mapping[str, str | bytes]], Edited]
