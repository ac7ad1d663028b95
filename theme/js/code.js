/* Long code. While a slide is shown, the lit lines of each step are in view, centred as Reveal.js' highlight plugin does it;
 * on paper, which does not scroll, code is set as small as it must be to be seen whole.
 *
 * Each step is a block of its own, laid over those before it (see code.css), and each of them scrolls by itself.
 */
(function () {
  "use strict";

  const Reveal = /** @type {RevealApi} */ (window.Reveal);
  const SMALLEST = 12; // px of the canvas: what can still be read on paper; `render/slide/long_code.py` counts with it
  const wantsStillness = window.matchMedia("(prefers-reduced-motion: reduce)");
  /** The block that was seen last, by its `pre`. @type {WeakMap<Element, Element>} */
  const seen = new WeakMap();

  for (const type of ["slidechanged", "sync", "slidesync"]) Reveal.on(type, () => showLit(false));
  for (const type of ["fragmentshown", "fragmenthidden"]) Reveal.on(type, () => showLit(true));
  document.addEventListener("dl4ad:slides-changed", () => showLit(false));
  if (Reveal.isReady()) showLit(false);
  else Reveal.on("ready", () => showLit(false));

  /** Bring the lit lines of the shown slide into view. @param {boolean} isStep from one step to the next one sees the way */
  function showLit(isStep) {
    if (Reveal.isPrintView()) return;
    for (const pre of blocksOf(Reveal.getCurrentSlide())) {
      const block = [...pre.querySelectorAll(":scope > code.code:not(.fragment:not(.visible))")].at(-1);
      if (!block) continue;
      const before = seen.get(pre);
      if (block.clientHeight) seen.set(pre, block);
      else seen.delete(pre); // what appears later begins anew
      const isStill = isStep && before === block; // another step of the slide: who scrolled by hand stays there
      if (isStill || block.scrollHeight <= block.clientHeight) continue;
      const isMove = isStep && before;
      if (isMove) block.scrollTo({ top: before.scrollTop, left: before.scrollLeft, behavior: "instant" });
      const top = middleOfLit(block);
      if (top !== null) block.scrollTo({ top, behavior: isMove && !wantsStillness.matches ? "smooth" : "instant" });
    }
  }

  /** How far a block must scroll for its lit lines to be in the middle, or to begin at its top where they do not fit.
   *  @param {Element} block */
  function middleOfLit(block) {
    const lines = /** @type {HTMLElement[]} */ ([...block.querySelectorAll(":scope > .line")]);
    const lit = lines.filter((line) => line.matches(".lit"));
    const last = lit.at(-1);
    if (!last) return null;
    const { paddingTop, paddingBottom } = getComputedStyle(block);
    const room = block.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom);
    const start = lit[0].offsetTop - lines[0].offsetTop;
    const height = last.offsetTop + last.offsetHeight - lit[0].offsetTop;
    return Math.max(0, start + (Math.min(height, room) - room) / 2);
  }

  /** Set code of a slide smaller where paper would cut it; return what undoes that. @param {HTMLElement} slide */
  function fitOnPaper(slide) {
    /** @type {Array<() => void>} */
    const undo = [];
    const blocks = blocksOf(slide);
    const hidden = blocks.length ? [slide, slide.closest("section.stack")] : [];
    for (const section of hidden) {
      if (!(section instanceof HTMLElement)) continue;
      const before = section.style.display;
      section.style.display = "block";
      undo.push(() => (section.style.display = before));
    }
    const shrunk = blocks.filter(isCut).map((pre) => ({ pre, before: pre.style.fontSize }));
    for (const { pre } of shrunk) {
      pre.classList.add("is-fitted");
      for (let size = parseFloat(getComputedStyle(pre).fontSize); size > SMALLEST && isCut(pre); ) {
        size = Math.max(SMALLEST, size - 1);
        pre.style.fontSize = `${size}px`;
      }
    }
    undo.forEach((step) => step());
    return () => {
      for (const { pre, before } of shrunk) {
        pre.classList.remove("is-fitted");
        pre.style.fontSize = before;
      }
    };
  }

  /** @param {HTMLElement} pre */
  function isCut(pre) {
    const block = pre.querySelector(":scope > code");
    return !!block && block.scrollHeight > block.clientHeight + 1;
  }

  /** @param {HTMLElement | undefined} slide @returns {HTMLElement[]} */
  function blocksOf(slide) {
    return slide ? [...slide.querySelectorAll("pre")].filter((pre) => !pre.closest(".notes")) : [];
  }

  window.dl4adCode = { fitOnPaper };
})();
