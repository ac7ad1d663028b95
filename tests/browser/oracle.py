"""The oracle: what Reveal.js' own Markdown plugin makes of a slide, run in Chromium, in a comparable form."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

PLUGIN = Path(__file__).parent.parent / "_vendor" / "markdown.js"

# Runs the plugin on one slide after another, without Reveal itself: it would add classes of its own to the sections.
_CONVERT = """
async (slides) => {
  const results = [];
  for (const slide of slides) {
    const root = document.createElement("div");
    const section = document.createElement("section");
    section.setAttribute("data-markdown", "");
    const template = document.createElement("textarea");
    template.setAttribute("data-template", "");
    template.textContent = slide;
    section.append(template);
    root.append(section);
    const deck = {getConfig: () => ({markdown: {}}), getRevealElement: () => root};
    await RevealMarkdown().init(deck);
    results.push(comparable(root.querySelector("section")));
  }
  return results;
}
"""
_PARSE = """
(slides) => slides.map((html) => {
  const root = document.createElement("div");
  root.innerHTML = html;
  return comparable(root.querySelector("section"));
})
"""
# A tree as nested lists: white space folded, attributes sorted, ids of headings and the inside of code left out.
_COMPARABLE = """
window.comparable = function comparable(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.nodeValue.replace(/\\s+/g, " ");
  if (node.nodeType === Node.COMMENT_NODE) return "<!--" + node.nodeValue.trim() + "-->";
  const name = node.localName;
  const isSlide = name === "section" && !node.parentNode?.closest?.("section");
  const attributes = [...node.attributes]
    .filter(({name: key}) => !(isSlide && (key === "id" || key.startsWith("data-markdown"))))
    .filter(({name: key}) => !(/^h[1-6]$/.test(name) && key === "id"))
    .map(({name: key, value}) => [key === "data-src" ? "src" : key, value.replace(/\\s+/g, " ").trim()])
    .filter(([key, value]) => !(isSlide && key === "class" && value === ""))
    .sort();
  if (name === "pre") return ["pre", (node.querySelector("code:not(.fragment)") || node).textContent.trimEnd()];
  const children = [];
  for (const child of node.childNodes) {
    const value = comparable(child);
    if (typeof value === "string" && !value.startsWith("<!--")) {
      const last = children[children.length - 1];
      if (typeof last === "string" && !last.startsWith("<!--")) children[children.length - 1] = (last + value).replace(/ +/g, " ");
      else if (value !== "") children.push(value);
    } else children.push(value);
  }
  const blocks = /^(address|article|aside|blockquote|br|dd|div|dl|dt|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul)$/;
  const isBlock = (value) => value === undefined || (Array.isArray(value) && blocks.test(value[0])) || (typeof value === "string" && value.startsWith("<!--"));
  const trimmed = children.map((value, index) => {
    if (typeof value !== "string" || value.startsWith("<!--")) return value;
    let text = value;
    if (isBlock(children[index - 1]) && (index > 0 || blocks.test(name))) text = text.trimStart();
    if (isBlock(children[index + 1]) && (index < children.length - 1 || blocks.test(name))) text = text.trimEnd();
    return text;
  }).filter((value) => value !== "");
  return [name, attributes, ...trimmed];
};
"""

Tree = list[object]


class Oracle:
    """Compares our slides with the plugin's, in one page of Chromium."""

    def __init__(self, page: Page) -> None:
        self._page = page
        page.goto("about:blank")
        page.add_script_tag(content=PLUGIN.read_text(encoding="utf-8"))
        page.add_script_tag(content=_COMPARABLE)

    def plugin(self, slides: Sequence[str]) -> list[Tree]:
        """Return the trees that the plugin makes of the Markdown of `slides`."""
        return list(self._page.evaluate(_CONVERT, list(slides)))

    def ours(self, sections: Sequence[str]) -> list[Tree]:
        """Return the trees of our `<section>` elements."""
        return list(self._page.evaluate(_PARSE, list(sections)))


def shown(tree: Tree) -> str:
    """Return a tree as text with a line for each node, for the message of a failed test."""
    return json.dumps(tree, ensure_ascii=False, indent=1)
