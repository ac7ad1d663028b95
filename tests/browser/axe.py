"""What axe-core finds wrong with an open page for those who see, hear or move differently.

WCAG 2.2, A and AA, and what axe calls best practice, such as levels of headings that are not left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parent.parent / "_vendor" / "axe.min.js"
# The rules that another theme can break where the elements are the same, and another width cannot.
COLOURS = ("color-contrast", "link-in-text-block")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# What axe cannot measure, such as text over pictures, is no finding. Evaluated text is not held to a page's policy.
# Formulas in the head of a table are no words to it. Without `preload` it asks for no style sheet by a request of its
# own, which a page from disk may not make.
_RUN = """async ([runOnly, without, within]) => {
  const rules = Object.fromEntries(without.map(rule => [rule, {enabled: false}]));
  const options = {runOnly, rules, resultTypes: ['violations'], preload: false};
  return (await axe.run(within ? {include: [within]} : document, options)).violations;
}"""
_NOT_OURS = ("empty-table-header",)


def axe_findings(page: Page, *, only: Sequence[str] = (), without: Sequence[str] = (), within: str = "") -> list[str]:
    """Return what breaks a rule on the page as it stands, as `rule: what is wrong at selector`; none is well.

    All rules of `TAGS` but those `without` are asked, or `only` some; of the whole page, or of what is `within`.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    asked = {"type": "rule", "values": list(only)} if only else {"type": "tag", "values": list(TAGS)}
    left_out = [] if only else [*_NOT_OURS, *without]
    violations: list[dict[str, Any]] = page.evaluate(_RUN, [asked, left_out, within])
    return [
        f"{violation['id']}: {' '.join(node['failureSummary'].split())} at {_place(node['target'])}"
        for violation in violations
        for node in violation["nodes"]
    ]


def _place(target: list[Any]) -> str:
    """Return the selector of a node; one inside of shadow roots is a list of them."""
    return " > ".join(part if isinstance(part, str) else " > ".join(part) for part in target)
