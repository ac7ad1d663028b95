"""Read a language tag (BCP 47) such as `de` or `pt-BR`, with a warning for one that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from dl4ad_slides.load.formats.yaml_fields import Fields, YamlValue, text

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{1,8})*")
_OWN_NAMES = ("de", "es", "fr", "it", "nl", "pl", "pt", "sv")  # whose names in themselves are understood
_HINT = "Write a tag such as `en`, `de` or `pt-BR`."


def language(fields: Fields, key: str, value: YamlValue) -> str | None:
    """Read the tag of a language, and perhaps its script and region."""
    written = text(fields, key, value)
    if written is None or _is_known(written):
        return written
    fields.doubt("language", value, f"`{written}` is no language tag that we know", _meant(written))
    return None


def _is_known(tag: str) -> bool:
    found = _TAG.fullmatch(tag)
    if found is None:
        return False
    from babel import Locale, localedata

    if localedata.exists(tag.replace("-", "_")):
        return True
    english = Locale("en")
    region = found[3] or ""
    return tag.partition("-")[0].lower() in english.languages and (not region or region.upper() in english.territories)


def _meant(written: str) -> str:
    """Return what to write instead: a tag with an underscore, or the name of a language, is understood."""
    tag = written.strip().replace("_", "-")
    if not _is_known(tag):
        names = dict(_names())
        near = get_close_matches(written.strip().casefold(), names, n=1, cutoff=0.8)
        tag = names[near[0]] if near else ""
    return f"Did you mean `{tag}`?" if tag else _HINT


def _names() -> Iterator[tuple[str, str]]:
    """Yield the names of languages in English, and of some in themselves, with their tags."""
    from babel import Locale

    for tag, name in Locale("en").languages.items():
        if "_" not in tag:
            yield name.casefold(), tag
    for tag in _OWN_NAMES:
        yield Locale(tag).languages[tag].casefold(), tag
