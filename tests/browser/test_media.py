"""Pictures, films and sounds as the room sees them: where they lie, how large they are, what they are called."""

from __future__ import annotations

import io
import wave

import pytest
from playwright.sync_api import Page, Route
from sites import MakeSite, Site
from watch import OpenTab, Watch, go

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0}"><rect width="100%" height="100%"/></svg>'
DECK = """# Media

![small](img/small.svg)

---

## Large {#large}

![large](img/large.svg)

---

## Captioned {#captioned}

![large](img/large.svg "As high as the slide lets it")

---

## Column {#column}

:::: columns
::: column
![large](img/large.svg)
:::
::: column
Text
:::
::::

---

## Sound {#sound}

![A note](tone.wav "Of 440 Hz")
"""


def tone() -> bytes:
    """Return a short sound."""
    sound = io.BytesIO()
    with wave.open(sound, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(1)
        out.setframerate(8000)
        out.writeframes(bytes(800))
    return sound.getvalue()


@pytest.fixture(scope="module")
def site(make_site: MakeSite) -> Site:
    return make_site(
        {
            "slides.yaml": "media_hosts: [pics.example]\n",
            "decks/one/slides.md": DECK,
            "decks/two.md": "# Elsewhere\n\n![cat](https://pics.example/cat.svg)\n",
            "decks/one/img/small.svg": SVG.format("200 100"),
            "decks/one/img/large.svg": SVG.format("3000 2000"),
            "decks/one/tone.wav": tone(),
        }
    )


@pytest.fixture
def page(open_tab: OpenTab) -> Page:
    return open_tab(viewport={"width": 1920, "height": 1080})


@pytest.mark.parametrize("kind", ["http", "file"])
@pytest.mark.parametrize(
    ("slide", "size"),
    [("media", [200, 100]), ("large", [1050, 700]), ("captioned", [915, 610]), ("column", [820, 547])],
)
def test_drawings_without_a_size(slide: str, size: list[int], kind: str, site: Site, page: Page) -> None:
    """They lie beside the deck, and are as large as their view box, the column or the slide, whichever is smallest."""
    go(page, f"{getattr(site, kind)}one.html#/{slide}")
    picture = page.locator("section.present img")
    page.wait_for_function("() => document.querySelector('section.present img').naturalWidth > 0")
    box = picture.bounding_box()
    assert box is not None
    assert [round(box["width"]), round(box["height"])] == size


def test_a_sound_has_controls_and_a_name(site: Site, page: Page) -> None:
    """It plays, and fills no more than its place."""
    go(page, f"{site.http}one.html#/sound")
    player = page.locator("section.present audio")
    assert player.get_attribute("aria-label") == "A note"
    page.wait_for_function("() => document.querySelector('section.present audio').readyState > 0")
    box = player.bounding_box()
    assert box is not None
    assert (round(box["width"]), box["height"] > 20) == (900, True)
    assert page.inner_text("section.present figcaption").endswith("Of 440 Hz")


def test_pictures_of_a_named_host(site: Site, page: Page, watch: Watch) -> None:
    """The policy of the page lets them in."""

    def answer(route: Route) -> None:
        route.fulfill(content_type="image/svg+xml", body=SVG.format("30 20").replace("viewBox", 'width="30" viewBox'))

    page.route("https://pics.example/**", answer)
    watch.expect(r"request leaves the site: https://pics\.example/cat\.svg")
    go(page, f"{site.http}two.html")
    page.wait_for_function("() => document.querySelector('section.present img').naturalWidth === 30")
