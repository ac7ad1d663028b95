"""Write the files that a script makes, or check that those on disk are the ones it would write.

    python <script>            write them
    python <script> --check    write nothing; exit 1 if one is not up to date

Every script of ours that makes files is called like this.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NoReturn


def write_or_check(folder: Path, files: Mapping[str, str]) -> NoReturn:
    """Be the program of a script: write `files`, texts by their names in `folder`, or check them, and exit."""
    check = "--check" in sys.argv[1:]
    stale = [name for name, text in files.items() if _read(folder / name) != text]
    for name in stale:
        if not check:
            (folder / name).write_text(files[name], encoding="utf-8")
        print(f"out of date: {name}; run python {sys.argv[0]}" if check else f"wrote {name}")
    sys.exit(1 if check and stale else 0)


def csv(rows: Iterable[Iterable[object]]) -> str:
    """Return the text of a table, whose values hold neither commas nor quotes."""
    return "".join(",".join(map(str, row)) + "\n" for row in rows)


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
