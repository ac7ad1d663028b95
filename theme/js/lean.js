/* Spares Reveal.js looking through the whole deck. At each step it asks many times for all slides, and each slide for its
 * fragments and players; in a deck of a thousand slides that is a walk over each element of each formula. Here the deck and
 * its slides answer by what the browser knows anyway, and with the same elements.
 */
(function () {
  "use strict";

  const deck = document.querySelector(".reveal");
  const slides = deck?.querySelector(".slides");
  if (!deck || !slides) return;
  /** Selectors that find sections only, and those that find fragments and players only. */
  const OF_SECTIONS = /^(?!.*:scope)[^,]*(?:^|[\s>])section(?:[.:[][^\s>,]*)?$/;
  const OF_PARTS = /^(?:\s*(?:\.fragment|video|audio|iframe)\b[^,]*(?:,|$))+$/;
  const PARTS = ".fragment, video, audio, iframe";
  const STRETCHED = "section > .stretch, section > .r-stretch"; // what Reveal gives the room that is left on a slide
  /** What kind each selector is that was asked for. @type {Map<string, "sections" | "parts" | "other">} */
  const kinds = new Map();
  /** Slides, and whether they have any such part; all slides, and whether one has any that is stretched.
   *  @type {WeakMap<Element, boolean>} */
  let hasParts = new WeakMap();
  const changes = new MutationObserver(forget);
  changes.observe(slides, { childList: true, subtree: true });
  forget();

  function forget() {
    hasParts = new WeakMap();
    for (const element of [deck, slides, ...sectionsIn(slides)]) {
      if (element) Object.defineProperty(element, "querySelectorAll", { value: find, configurable: true });
    }
  }

  /** A list that the browser keeps until elements come or go. @param {Element | null | undefined} element */
  function sectionsIn(element) {
    return element?.getElementsByTagName("section") ?? [];
  }

  /** @param {string} selector */
  function kindOf(selector) {
    const kind = kinds.get(selector) ?? (OF_SECTIONS.test(selector) ? "sections" : OF_PARTS.test(selector) ? "parts" : "other");
    kinds.set(selector, kind);
    return kind;
  }

  /** @this {HTMLElement} @param {string} selector @returns {Iterable<Element>} */
  function find(selector) {
    const kind = kindOf(selector);
    if (kind === "sections") {
      if (this === deck && changes.takeRecords().length) forget();
      const sections = [...sectionsIn(this)];
      return selector === "section" ? sections : sections.filter((section) => section.matches(selector));
    }
    // Only slides far from the shown one: what scripts do to those around it is seen.
    if (kind === "parts" && this.style.display === "none" && !mayHave(this, PARTS)) return [];
    if (selector === STRETCHED && this === slides && !mayHave(this, STRETCHED)) return [];
    return Element.prototype.querySelectorAll.call(this, selector);
  }

  /** @param {Element} element @param {string} parts */
  function mayHave(element, parts) {
    const has = hasParts.get(element) ?? element.querySelector(parts) !== null;
    hasParts.set(element, has);
    return has;
  }
})();
