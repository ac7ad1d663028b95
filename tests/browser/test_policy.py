"""The security policy of a page, in force: what nobody meant to run does not run."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route
from sites import MakeSite, Site
from watch import OpenTab, Watch, go

COURSE = {
    "slides.yaml": "embed_hosts: [video.example]\n",
    "decks/script.md": """# A script

<button id="count" type="button">0</button>

<script>
document.getElementById("count").addEventListener("click", (event) => event.target.textContent++);
</script>
""",
    "decks/foreign.md": """# Foreign

<button id="handler" type="button" onclick="window.wasRun = true">Press</button>

<script src="https://scripts.example/evil.js"></script>

![tracker](https://tracker.example/pixel.png)
""",
    "decks/embed.md": """# An embed

<iframe src="https://video.example/embed/1" title="A talk"></iframe>

---

## Another

<iframe src="https://other.example/embed/2" title="A trap"></iframe>
""",
}


@pytest.fixture(scope="module")
def course(make_site: MakeSite) -> Site:
    return make_site(COURSE)


@pytest.fixture
def page(open_tab: OpenTab) -> Page:
    return open_tab()


@pytest.mark.parametrize("kind", ["http", "file"])
def test_an_authors_script_runs(kind: str, course: Site, page: Page) -> None:
    """A script that an author wrote into a deck runs, by its hash in the policy."""
    go(page, f"{getattr(course, kind)}script.html")
    page.click("#count")
    assert page.inner_text("#count") == "1"


@pytest.mark.parametrize("kind", ["http", "file"])
@pytest.mark.parametrize("attack", ["script", "handler", "eval"])
def test_what_nobody_wrote_does_not_run(attack: str, kind: str, course: Site, page: Page, watch: Watch) -> None:
    """An inserted script, an inserted handler and `eval` are refused, and the console says so."""
    go(page, f"{getattr(course, kind)}script.html")
    watch.expect("violates the following Content Security Policy directive")
    page.evaluate(
        """async (attack) => {
          const refused = new Promise((done) => document.addEventListener("securitypolicyviolation", done));
          const code = "window.wasRun = true";
          const script = document.createElement("script");
          script.textContent = attack === "eval" ? "" : code;
          if (attack === "script") document.body.append(script);
          const handler = `<img src="data:," onerror="${code}">`;
          if (attack === "handler") document.body.insertAdjacentHTML("beforeend", handler);
          if (attack === "eval") setTimeout(code);
          await refused;
        }""",
        attack,
    )
    assert page.evaluate("window.wasRun") is None


def test_foreign_scripts_handlers_and_media_are_refused_and_reported(course: Site, page: Page, watch: Watch) -> None:
    """A script or picture from another host and an inline handler come to nothing, and the build has said so."""
    assert {"html-remote-script", "html-remote-media", "html-inline-handler"} <= course.codes
    watch.expect(r"scripts\.example")
    watch.expect(r"tracker\.example")
    watch.expect("inline event handler")
    reached: list[str] = []

    def refuse(route: Route) -> None:
        reached.append(route.request.url)
        route.abort()

    page.context.route("https://**", refuse)
    go(page, f"{course.http}foreign.html")
    page.click("#handler")
    assert page.evaluate("window.wasRun") is None
    assert reached == []


def test_embeds_load_on_a_click(course: Site, page: Page, watch: Watch) -> None:
    """A frame of a named host asks for nothing until someone clicks; of any other host there is a link alone."""
    page.context.route(
        "https://video.example/**", lambda route: route.fulfill(body="<p>a talk</p>", content_type="text/html")
    )
    go(page, f"{course.http}embed.html")
    assert not any("example" in url for url in watch.requests)
    watch.expect(r"request leaves the site: https://video\.example/embed/1")
    page.click(".embed-load")
    page.frame_locator("iframe[title='A talk']").locator("text=a talk").wait_for()
    assert page.locator("iframe[title='A trap']").count() == 0
    page.evaluate("Reveal.slide(1)")
    assert page.get_by_role("link", name="A trap").get_attribute("href") == "https://other.example/embed/2"
    assert "html-remote-frame" in course.codes
