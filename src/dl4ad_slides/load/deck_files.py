"""Which files in the folder of the decks are decks, and what they are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from unicodedata import normalize

from dl4ad_slides.language.paths import is_markdown
from dl4ad_slides.model.diagnostics import Diagnostic, warning
from dl4ad_slides.model.source import Position

# Names that say nothing of a lecture: in a folder of its own, the deck has the name of the folder.
_NAMES_OF_ANY = {"index", "slides", "deck", "lecture", "presentation", "talk", "main"}
_NO_DECKS = {"readme"}
_PANDOC = "Make Markdown of it: `pandoc {name} -o {stem}.md`, and write `---` between slides."
# What else lectures are written in, and how they become decks.
_FOREIGN: Mapping[str, str] = {
    ".qmd": "Rename it to `{stem}.md` if it runs no code; otherwise `quarto render {name} --to markdown`.",
    ".rmd": "Rename it to `{stem}.md` if it runs no code; otherwise knit it to Markdown first.",
    ".ipynb": "Make Markdown of it: `jupyter nbconvert --to markdown {name}`.",
    ".mdx": "Rename it to `{stem}.md`, and take out what is JSX.",
    ".mdown": "Rename it to `{stem}.md`.",
    ".mkd": "Rename it to `{stem}.md`.",
    **dict.fromkeys((".tex", ".rst", ".org", ".docx"), _PANDOC),
    ".adoc": "Make Markdown of it, such as with `downdoc {name}`, and write `---` between slides.",
    ".pptx": "Make Markdown of it, such as with `pptx2md {name}`.",
    ".odp": "Save it as PowerPoint, and make Markdown of that, such as with `pptx2md`.",
}


def is_deck(path: str) -> bool:
    """Tell whether a file in the folder of the decks is one by its name."""
    return is_markdown(path) and PurePosixPath(path).stem.casefold() not in _NO_DECKS


def deck_names(paths: Iterable[str], folder: str) -> dict[str, str]:
    """Return the name of each deck: that of its file, or of its folder where folders hold files of the same name."""
    files = {path: PurePosixPath(path) for path in paths}
    inside = {path: file.parent.as_posix() != folder for path, file in files.items()}
    stems = Counter(_folded(file.stem) for file in files.values())
    at_root = {_folded(file.stem) for path, file in files.items() if not inside[path]}
    neighbours = Counter(file.parent for file in files.values())
    names: dict[str, str] = {}
    for path, file in files.items():
        stem, parent = _folded(file.stem), file.parent.name
        if inside[path] and stem in _NAMES_OF_ANY:
            names[path] = parent
        elif inside[path] and stems[stem] > 1 and stem not in at_root:
            names[path] = parent if neighbours[file.parent] == 1 else f"{parent}-{file.stem}"
        else:
            names[path] = file.stem
    return names


def _folded(name: str) -> str:
    """Return a name as file systems see it that do not tell upper from lower case, or two spellings of `ä`."""
    return normalize("NFC", name).casefold()


def foreign_decks(paths: Sequence[str]) -> list[Diagnostic]:
    """Return a finding for each file that is a lecture in the format of another tool."""
    found: list[Diagnostic] = []
    for path in paths:
        file = PurePosixPath(path)
        if advice := _FOREIGN.get(file.suffix.lower()):
            hint = advice.format(name=file.name, stem=file.stem)
            found.append(warning("deck-format", f"a `{file.suffix}` file is no deck", Position(path), hint))
    return found
