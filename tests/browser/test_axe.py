"""The oracle of accessibility finds what is wrong, even where the policy of a page allows no script but ours."""

from __future__ import annotations

from axe import axe_findings
from playwright.sync_api import Page
from watch import OpenContext

_POLICY = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; script-src 'self'\">"


def test_axe_finds_what_is_wrong(open_context: OpenContext) -> None:
    """A button without a name, a heading two levels below the last, a page without a language, each with its place."""
    page = open_context().new_page()
    body = "<body><main><h1>A</h1><button></button><h3>B</h3></main></body>"
    page.set_content(f"<html><head>{_POLICY}<title>t</title></head>{body}</html>")
    found = [finding.partition(":")[0] for finding in axe_findings(page)]
    assert sorted(found) == ["button-name", "heading-order", "html-has-lang"]
    assert "at button" in "".join(axe_findings(page))


def test_axe_finds_nothing_on_a_good_page(open_context: OpenContext) -> None:
    """A page with a language, a title and text has no findings."""
    page: Page = open_context().new_page()
    body = "<body><main><h1>Text</h1></main></body>"
    page.set_content(f"<html lang='en'><head>{_POLICY}<title>t</title></head>{body}</html>")
    assert axe_findings(page) == []
