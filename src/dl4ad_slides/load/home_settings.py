"""Read what only the home page shows: who teaches, what there is to open, and in which order its blocks stand.

All are readers of values, as those of `yaml_fields`.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from dl4ad_slides.load.formats.yaml_fields import Fields, YamlValue, line, link, matching, texts
from dl4ad_slides.model.settings import HomeBlock, Link, Teacher

_EMAIL = r"^[^@\s:/?#]+@[^@\s:/?#]+$"
_SITE = r"^https?://[^\s/?#@]+(?:/[^\s?#]*)?$"


def teachers(fields: Fields, key: str, value: YamlValue) -> tuple[Teacher, ...] | None:
    """Read a list of people; one that is only text is a name."""
    if value.kind != "sequence":
        hint = f"Write `{key}: [{{name: Ada Lovelace, role: Lectures}}]`."
        fields.wrong(value, f"`{key}` must be a list, not {value.describe()}", hint)
        return None
    return tuple(teacher for item in value.items if (teacher := _teacher(fields, item)))


def _teacher(fields: Fields, value: YamlValue) -> Teacher | None:
    if value.kind == "scalar" and value.text.strip():
        return Teacher(value.text.strip(), position=value.position)
    person = fields.inside(value, "a teacher")
    name = person.get("name", line, "")
    teacher = Teacher(
        name=name,
        role=person.get("role", line, ""),
        picture=person.get("picture", link, ""),
        url=person.get("url", link, ""),
        email=person.get("email", _email, ""),
        links=person.get("links", links, ()),
        position=value.position,
    )
    person.done()
    if not name and value.kind == "mapping" and "name" not in person:
        person.missing("name", "name: Ada Lovelace")
    return teacher if name else None


def _email(fields: Fields, key: str, value: YamlValue) -> str | None:
    return matching(_EMAIL, f"`{key}` must be an address", "Write name@example.org.", fields, key, value)


def links(fields: Fields, key: str, value: YamlValue) -> tuple[Link, ...] | None:
    """Read a mapping of labels to addresses or paths of assets."""
    if value.fields is None:
        fields.wrong(value, f"`{key}` must map labels to links, not {value.describe()}", f"Write `{key}: {{code: …}}`.")
        return None
    found = ((label, link(fields, label, item), item.position) for label, item in value.fields.items())
    return tuple(Link(" ".join(label.split()), href, position) for label, href, position in found if href)


def address_of_site(fields: Fields, key: str, value: YamlValue) -> str | None:
    """Read the address of a site; a slash is put at its end."""
    hint = "Write https://example.org/course/."
    address = matching(_SITE, f"`{key}` must be the address of the site", hint, fields, key, value)
    if address is None:
        return None
    try:
        _ = urlsplit(address).port
    except ValueError as problem:
        fields.wrong(value, f"`{key}` must be the address of the site: {problem}", hint)
        return None
    return f"{address.rstrip('/')}/"


def home_blocks(fields: Fields, key: str, value: YamlValue) -> tuple[HomeBlock, ...] | None:
    """Read the names of blocks; whether there are such blocks, the theme knows."""
    if texts(fields, key, value) is None:
        return None
    blocks: dict[str, HomeBlock] = {}
    for item in value.items if value.kind == "sequence" else (value,):
        if blocks.setdefault(item.text, HomeBlock(item.text, item.position)).position != item.position:
            fields.wrong(item, f"the block {item.describe()} stands there already", "Delete one of the two.")
    return tuple(blocks.values())
