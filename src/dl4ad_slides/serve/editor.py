"""Open a file at a line in an editor: fixed commands only, none of which a request can change."""

from __future__ import annotations

import shutil
import subprocess
import threading
from pathlib import Path

_GOTO = ("--goto", "{file}:{line}:{column}")
COMMANDS: dict[str, tuple[str, ...]] = {
    "code": _GOTO,
    "codium": _GOTO,
    "cursor": _GOTO,
    "subl": ("{file}:{line}:{column}",),
    "zed": ("{file}:{line}:{column}",),
    "idea": ("--line", "{line}", "--column", "{column}", "{file}"),
    "pycharm": ("--line", "{line}", "--column", "{column}", "{file}"),
    "emacsclient": ("--no-wait", "+{line}:{column}", "{file}"),
    "gvim": ("--remote-silent", "+{line}", "{file}"),
    "kate": ("--line", "{line}", "--column", "{column}", "{file}"),
}


def open_in_editor(editor: str, file: Path, line: int, column: int) -> bool:
    """Start `editor` (a key of `COMMANDS`) at a place; tell whether that went well."""
    program = shutil.which(editor)
    if program is None or editor not in COMMANDS:
        return False
    places = {"file": str(file), "line": str(line), "column": str(column)}
    arguments = [argument.format(**places) for argument in COMMANDS[editor]]
    try:
        # In a session of its own: the Ctrl-C that ends the preview is not meant for the editor.
        process = subprocess.Popen(
            [program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    threading.Thread(target=process.wait, name="editor", daemon=True).start()
    return True
