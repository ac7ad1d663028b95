"""The deeds of Creative Commons licences, by the short names that people write."""

from __future__ import annotations

import re

# Versions 1.0 to 4.0 of the six licences, and the dedication to the public domain; creativecommons.org/licenses.
_LICENSE = re.compile(r"CC[ -](BY(?:-(?:NC|ND|SA)){0,2})[ -](\d\.\d)")
_ZERO = re.compile(r"CC0(?: 1\.0)?")


def deed(name: str) -> str:
    """Return the address of the deed of a licence such as `CC BY-SA 4.0`; nothing for any other name."""
    if found := _LICENSE.fullmatch(name):
        return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
    return "https://creativecommons.org/publicdomain/zero/1.0/" if _ZERO.fullmatch(name) else ""
