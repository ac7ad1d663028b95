"""Which files of a project a placeholder may mean. Paths are relative to the root, with forward slashes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from dl4ad_slides.model.files import FOLDER

_NAMED = re.compile(r"[<{]{2}([A-Z][A-Z0-9_-]*):\s*(\"[^\"]+\"|'[^']+'|[^\s>}]+)")
_PARAGRAPHS = re.compile(r"\n[ \t>]*\n")
_ADDRESS = re.compile(r"\(<([^<>\n]*+)>|([^\s()<>\"'=]++)")
# With a path behind it, any name with a point; alone, one whose ending is no file's.
_HOST = re.compile(
    r"(?:www\.\S|(?:[a-z0-9-]+\.)+(?:[a-z]{2,}(?=[/:?])(?!/?$)|(?:org|com|net|edu|info|eu|de|at|ch|fr|it|es|nl|uk|io)/?$))",
    re.IGNORECASE,
)

MARKDOWN = (".md", ".markdown")


@dataclass(frozen=True, slots=True)
class Target:
    """What an `INCLUDE` asks for: a file, and of it one slide (`first` alone), a range, or everything."""

    path: str
    first: str = ""
    last: str = ""

    @property
    def is_whole(self) -> bool:
        """Tell whether all slides of the file are meant."""
        return not self.first


def parse_target(argument: str) -> Target | None:
    """Return what `path.md`, `path.md#id` or `path.md#first..last` means; None where it is none of these."""
    path, hash_mark, ids = argument.partition("#")
    first, dots, last = ids.partition("..")
    if not path or (hash_mark and not first) or (dots and not last):
        return None
    return Target(path, first, last)


def named_in_placeholders(text: str) -> Iterator[tuple[str, str]]:
    """Yield name and argument of each placeholder that may name a file: more than it does, where one stands in code.

    What stands behind a `#` is left out: it names a part of the file.
    """
    if "<<" in text or "{{" in text:  # a long deck is looked through with every edit
        for found in _NAMED.finditer(text):
            yield found[1], found[2].strip("\"'").partition("#")[0]


def named_drawings(text: str) -> Iterator[str]:
    """Yield the path of each drawing that a text may put into its page."""
    for paragraph in _PARAGRAPHS.split(text) if "inline" in text else ():
        if "inline" in paragraph and ".svg" in paragraph.lower():
            addresses = (path_in(found[1] or found[2] or "") for found in _ADDRESS.finditer(paragraph))
            yield from (path for path in addresses if path.lower().endswith(".svg"))


def path_in(address: str) -> str:
    """Return the path in an address, as its author would read it."""
    return unquote(re.split(r"[?#]", address, maxsplit=1)[0])


def asset_path(address: str) -> str:
    """Return the path in the address of a file of the site, from the root of the site, where all pages stand."""
    path = path_in(address)
    while path.startswith(("./", "../")):
        path = path.partition("/")[2]
    return path


def file_paths(path: str, file: str, assets: str) -> tuple[str, ...]:
    """Return what the path in an address in `file` may mean; the first one that exists is it.

    It is looked for beside the file, and from the root of the project. In decks of older courses `../assets/` begins
    where the page stands, so whatever leads into the folder `assets` is found there.
    """
    if path.startswith(f"{FOLDER}/"):  # a file of the site by its own name
        candidates = [path.removeprefix(f"{FOLDER}/")]
    else:
        candidates = [join(dirname(file), path), path]
        if (inside := asset_path(path)).startswith(f"{assets}/"):
            candidates.append(inside)
    return tuple(dict.fromkeys(one for one in map(normpath, candidates) if is_below(one) and one != "."))


def is_host(address: str) -> bool:
    """Tell whether an address without a scheme is meant to lead to another host: `www.example.org/a`, `example.org`."""
    return _HOST.match(address) is not None


def included_paths(written: str, file: str, decks: str) -> tuple[str, ...]:
    """Return the paths that an `INCLUDE` of `written` in `file` may mean, the first one that exists is it.

    It is looked for beside the file, in the folder of the decks, and from the root. What leads out of the project is
    left out.
    """
    candidates = (join(dirname(file), written), join(decks, written), written)
    return tuple(dict.fromkeys(path for path in map(normpath, candidates) if is_inside(path)))


def is_markdown(path: str) -> bool:
    """Tell whether a file is Markdown by its name."""
    return path.lower().endswith(MARKDOWN)


def without_ending(name: str) -> str:
    """Return the name of a Markdown file without its ending."""
    return name.rpartition(".")[0] if is_markdown(name) else name


def is_below(path: str) -> bool:
    """Tell whether a normal path does not lead upwards, or to the root of a disk."""
    return not path.startswith(("/", "../")) and path != ".."


def is_inside(path: str) -> bool:
    """Tell whether a normal path stays in the project, whatever system reads it."""
    return is_below(path) and ":" not in path
