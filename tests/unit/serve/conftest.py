"""Courses on disk that the live preview holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from edited import Edited, MakeEdited


@pytest.fixture
def make_course(tmp_path: Path) -> MakeEdited:
    return lambda files: Edited(tmp_path, files)
