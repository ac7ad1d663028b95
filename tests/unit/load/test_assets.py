"""Which assets are left out: those that only what is left out names."""

from __future__ import annotations

import pytest

from conftest import MakeCourse
from dl4ad_slides.load.assets import assets_left_out


@pytest.mark.parametrize(
    ("asset", "published"),
    [
        ("assets/a.svg", '<img src="assets/a.svg">'),
        ("assets/a.svg", '<img src="../assets/a.svg?v=1#x">'),
        ("assets/ä b.svg", '<img src="assets/%C3%A4%20b.svg">'),
        ("assets/a (1).svg", '<img src="assets/a (1).svg">'),
        ("assets/a&b.svg", '<img src="assets/a&amp;b.svg">'),
        ("assets/a.svg", "Look at assets/a.svg."),
    ],
)
def test_what_is_published_names_it(course: MakeCourse, asset: str, published: str) -> None:
    """In whatever spelling."""
    project = course({"decks/a.md": f"# A\n\n![](<{asset}>)\n", asset: b""}).load()
    assert assets_left_out(project, [published]) == frozenset()
    assert assets_left_out(project, []) == {asset}


@pytest.mark.parametrize(
    "published", ["assets/schema.svg", "assets/a.svgz", "assets/a.svg.bak", "assets/a.svg-b", "a.svg"]
)
def test_other_names(course: MakeCourse, published: str) -> None:
    """One that begins or ends the same is another."""
    project = course({"decks/a.md": "# A\n\n![](assets/a.svg)\n", "assets/a.svg": b""}).load()
    assert assets_left_out(project, [published]) == {"assets/a.svg"}


def test_halves_of_a_pair(course: MakeCourse) -> None:
    """A source that names the pair names both of them."""
    files = {"assets/a-light.svg": b"", "assets/a-dark.svg": b""}
    project = course({"decks/a.md": "# A\n\n![](assets/a.svg)\n", **files}).load()
    assert assets_left_out(project, []) == files.keys()
    assert assets_left_out(project, ["assets/a-dark.svg"]) == {"assets/a-light.svg"}


def test_what_assets_load(course: MakeCourse) -> None:
    """It goes and stays with them; what nobody names stays."""
    demo = '<script src="js/a.js"></script>'
    files = {
        "assets/d/index.html": demo,
        "assets/d/js/a.js": "load('../b.json')",
        "assets/d/b.json": "",
        "assets/c": "",
    }
    project = course({"decks/a.md": "# A\n\n[](assets/d/index.html)\n", **files}).load()
    assert assets_left_out(project, []) == files.keys() - {"assets/c"}
    assert assets_left_out(project, ["assets/d/index.html"]) == frozenset()


def test_what_is_made_up(course: MakeCourse) -> None:
    """Assets whose names a partial makes up are known from what was left out."""
    project = course({"decks/a.md": "# A\n", "assets/a.svg": b""}).load()
    assert assets_left_out(project, [], ["assets/a.svg", "assets/no.svg"]) == {"assets/a.svg"}
