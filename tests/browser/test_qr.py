"""QR codes on the screen: a scanner reads them from a picture of the slide, in both themes and on a phone."""

from __future__ import annotations

import io

import pytest
import zxingcpp
from PIL import Image
from sites import MakeSite, Site
from watch import OpenTab, go

ADDRESS = "https://example.org/slides/02-machine-learning.html?from=room"
WIRELESS = "WIFI:T:WPA;S:Hörsaal;P:secret;;"
DECK = f"""# Codes

---

## Address

<<QR:{ADDRESS}>>

---

## Text

<<QR:"{WIRELESS}" size=600 level=H>>

---

## Dark slide

<!-- .slide: data-background-color="#101820" -->

<<QR:{ADDRESS} caption="Slides">>
"""
SCREENS = {"projector": (1920, 1080, 1), "laptop": (1366, 768, 1), "phone": (844, 390, 2)}


@pytest.fixture(scope="module")
def site(make_site: MakeSite) -> Site:
    made = make_site({"decks/a.md": DECK})
    assert made.codes == set()
    return made


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize(("slide", "text"), [("address", ADDRESS), ("text", WIRELESS), ("dark-slide", ADDRESS)])
def test_a_scanner_reads_it(site: Site, open_tab: OpenTab, theme: str, screen: str, slide: str, text: str) -> None:
    """Wherever it is shown, the picture of the slide gives the author's text back."""
    width, height, scale = SCREENS[screen]
    tab = open_tab(viewport={"width": width, "height": height}, device_scale_factor=scale)
    page = go(tab, f"{site.http}a.html?theme={theme}#/{slide}")
    picture = Image.open(io.BytesIO(page.screenshot()))
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [text]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_scanner_reads_it_on_paper(site: Site, open_tab: OpenTab, theme: str) -> None:
    """The print view shows the same code, whatever the theme."""
    page = go(open_tab(), f"{site.http}a.html?view=print&theme={theme}")
    page.wait_for_function("() => document.querySelectorAll('.pdf-page').length === 4")
    page.emulate_media(media="print")
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    assert sorted(code.text for code in zxingcpp.read_barcodes(picture)) == sorted([ADDRESS, WIRELESS, ADDRESS])
