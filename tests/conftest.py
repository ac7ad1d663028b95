"""Real processes that several kinds of tests need."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from preview import StartPreview, previews


@pytest.fixture(scope="module")
def start_preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartPreview]:
    """Give a function that starts `slides serve`; all are ended behind the tests of a module."""
    with previews(lambda: tmp_path_factory.mktemp("course")) as start:
        yield start
