/* Goes to a slide of the open deck from afar, for the outline and the search: other than after a step with an arrow key,
 * Back leads to where one was.
 */
(function () {
  "use strict";

  const Reveal = /** @type {RevealApi} */ (window.Reveal);

  /** The part of the address that names a slide. @param {HTMLElement} slide */
  function hashOf(slide) {
    if (slide.id) return `#/${encodeURIComponent(slide.id)}`;
    const { h, v } = Reveal.getIndices(slide); // looks at all slides
    return `#/${v ? `${h}/${v}` : h}`;
  }

  /** @param {HTMLElement} slide @param {number} [step] of its fragments, all before it shown */
  function jump(slide, step) {
    const here = Reveal.getCurrentSlide();
    const { hash, history } = Reveal.getConfig();
    if (hash && !history && slide !== here) {
      // Reveal keeps one entry for the whole deck, and writes it a moment after each step.
      window.history.replaceState(null, "", hashOf(here));
      window.history.pushState(null, "", hashOf(slide));
    }
    const { h, v } = Reveal.getIndices(slide);
    Reveal.slide(h, v, step);
  }

  window.dl4adSlides = { hashOf, jump };
})();
