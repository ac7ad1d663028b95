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
# The slides of a built page, with what we add to every slide taken off again: its id and kind, marks for older ids, and
# the route in links to other slides. Parsed apart, so that no script of the page runs.
_PARSE_PAGE = """
(html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const slides = page.querySelectorAll(".slides > section[id], .slides > section:not([id]) > section");
  return [...slides].map((slide) => {
    slide.classList.remove("slide-title", "slide-section");
    for (const mark of slide.querySelectorAll(":scope > span[id][hidden]")) mark.remove();
    const root = document.createElement("div");
    root.append(slide);
    return comparable(slide);
  });
}
"""
# A tree as nested lists: white space folded, attributes sorted, ids of headings and the inside of code left out.
_COMPARABLE = """
window.comparable = function comparable(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.nodeValue.replace(/\\s+/g, " ");
  if (node.nodeType !== Node.ELEMENT_NODE) return "<!--" + node.nodeValue.replace(/\\s+/g, " ").trim() + "-->";
  const name = node.localName;
  const isSlide = name === "section" && !node.parentNode?.closest?.("section");
  const attributes = [...node.attributes]
    .filter(({name: key}) => !(isSlide && (key === "id" || key.startsWith("data-markdown"))))
    .filter(({name: key}) => !(/^h[1-6]$/.test(name) && key === "id"))
    .map(({name: key, value}) => [key === "data-src" ? "src" : key, value.replace(/\\s+/g, " ").trim()])
    .map(([key, value]) => [key, key === "href" ? value.replace(/^#\\//, "#") : value])
    .filter(([key, value]) => !(isSlide && key === "class" && value === ""))
    .sort();
  if (name === "pre") return ["pre", (node.querySelector("code:not(.fragment)") || node).textContent.trimEnd()];
  const children = [];
  for (const child of node.childNodes) {
    if (child.nodeType === Node.COMMENT_NODE) continue;  // they are for authors, and stand in no page of ours
    const value = comparable(child);
    if (typeof value === "string" && !value.startsWith("<!--")) {
      const last = children[children.length - 1];
      if (typeof last === "string" && !last.startsWith("<!--")) children[children.length - 1] = (last + value).replace(/ +/g, " ");
      else if (value !== "") children.push(value);
    } else children.push(value);
  }
  const blocks = /^(address|article|aside|blockquote|br|center|dd|details|div|dl|dt|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)$/;
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
        page.set_content("<!doctype html><title>oracle</title>")  # a deck is parsed by the rules of standards mode
        page.add_script_tag(content=PLUGIN.read_text(encoding="utf-8"))
        page.add_script_tag(content=_COMPARABLE)

    def plugin(self, slides: Sequence[str]) -> list[Tree]:
        """Return the trees that the plugin makes of the Markdown of `slides`."""
        return list(self._page.evaluate(_CONVERT, list(slides)))

    def ours(self, sections: Sequence[str]) -> list[Tree]:
        """Return the trees of our `<section>` elements."""
        return list(self._page.evaluate(_PARSE, list(sections)))

    def page(self, html: str) -> list[Tree]:
        """Return the trees of all slides of a built page."""
        return list(self._page.evaluate(_PARSE_PAGE, html))


def shown(tree: Tree) -> str:
    """Return a tree as text with a line for each node, for the message of a failed test."""
    return json.dumps(tree, ensure_ascii=False, indent=1)
