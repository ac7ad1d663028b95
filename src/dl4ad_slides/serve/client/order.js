/* Puts slides and their backgrounds into another order: slides come, go, move, and enter stacks or leave them. Elements
 * are moved, none is made anew, so that the shown slide goes on playing and stays at its step.
 *
 * Why moves do not simply reload the page: slides that come and go need all of this too, except `longestRise`, and they are
 * what happens while a lecture is written. A reload also takes about a second, in which the page and both pictures of the
 * speaker view are empty and media stop. */

import { allSlides, currentSlide, layout, reveal, sectionsIn, slidesElement } from "./open-deck.js";

/** The slide to show: the same, or the one after it, or the one before. @param {HTMLElement} current @param {HTMLElement[]} before @param {Set<string>} stays */
export function successor(current, before, stays) {
  const index = before.indexOf(current);
  return [...before.slice(index), ...before.slice(0, index).reverse()].find((section) => stays.has(section.id)) ?? null;
}

/**
 * Put slides and their backgrounds into a new order and nesting.
 * @param {string[][]} order
 * @param {Map<string, HTMLElement>} sections
 * @param {HTMLElement | null} shown
 */
export function rebuild(order, sections, shown) {
  const stacks = nest(order, sections);
  const tops = [...stacks.keys()];
  const container = slidesElement();
  const grounds = reveal.getBackgroundsElement();
  const former = [...sectionsIn(container), ...allSlides()];

  // In the overview Reveal keeps the backgrounds behind the slides, in the same container.
  arrange(container, tops, grounds.parentElement === container ? grounds : null);
  for (const [stack, slides] of stacks) if (slides) arrangeStack(stack, slides);
  const kept = new Set([...tops, ...sections.values()]);
  for (const section of former) if (!kept.has(section)) discard(section);

  arrange(grounds, tops.map(backgroundOf), null);
  for (const [stack, slides] of stacks) if (slides) arrangeGrounds(stack, slides);

  const target = shown ?? tops[0];
  if (target) activate(stacks.get(target)?.[0] ?? target);
  if (reveal.overview.isActive()) arrangeOverview();
}

/** @param {string[][]} order @param {Map<string, HTMLElement>} sections @returns {Map<HTMLElement, HTMLElement[] | null>} Top sections, each with the slides of its stack. */
function nest(order, sections) {
  /** @type {Map<HTMLElement, HTMLElement[] | null>} */
  const stacks = new Map();
  for (const ids of order) {
    const slides = /** @type {HTMLElement[]} */ (ids.map((id) => sections.get(id)).filter(Boolean));
    if (ids.length === 1 && slides.length) stacks.set(slides[0], null);
    else if (slides.length) stacks.set(stackFor(slides, stacks), slides);
  }
  return stacks;
}

/** The stack that the shown slide or the first of them stands in, or else a new one. @param {HTMLElement[]} slides @param {Map<HTMLElement, unknown>} taken */
function stackFor(slides, taken) {
  const parents = [currentSlide(), ...slides].filter((slide) => slides.includes(slide)).map((slide) => slide.parentElement);
  const free = parents.find((parent) => parent?.matches("section") && !taken.has(parent));
  return free ?? Object.assign(document.createElement("section"), { className: "stack" });
}

/** @param {HTMLElement} stack @param {HTMLElement[]} slides */
function arrangeStack(stack, slides) {
  const moved = arrange(stack, slides, null);
  if (stack.classList.contains("present")) return;
  for (const slide of moved) {
    slide.removeAttribute("hidden");
    slide.classList.remove("past", "present", "future");
    slide.classList.toggle("future", slide !== slides[0]);
    slide.toggleAttribute("aria-hidden", false);
    if (slide !== slides[0]) slide.setAttribute("aria-hidden", "true");
  }
}

/** @param {HTMLElement} stack @param {HTMLElement[]} slides */
function arrangeGrounds(stack, slides) {
  const ground = backgroundOf(stack);
  ground.classList.add("stack");
  arrange(ground, slides.map(backgroundOf), null);
}

/** @param {RevealSlide} section @returns {HTMLElement} */
function backgroundOf(section) {
  return section.slideBackgroundElement ?? reveal.backgrounds.createBackground(section, reveal.getBackgroundsElement());
}

/** @param {RevealSlide} section */
function discard(section) {
  section.slideBackgroundElement?.remove();
  section.remove();
}

/**
 * Bring children into an order, moving as few of them as can be.
 * @template {Element} T
 * @param {Element} parent
 * @param {T[]} wanted
 * @param {Node | null} tail What must stay behind them.
 * @returns {T[]} Those that were moved or are new here.
 */
function arrange(parent, wanted, tail) {
  const places = new Map([...parent.children].map((child, index) => [child, index]));
  const resting = longestRise(wanted, (child) => places.get(child));
  const moved = [];
  let next = tail;
  for (const child of [...wanted].reverse()) {
    if (!resting.has(child)) {
      move(parent, child, next);
      moved.push(child);
    }
    next = child;
  }
  return moved;
}

/**
 * The longest subsequence whose places rise: it can stay where it is.
 * @template T
 * @param {T[]} items
 * @param {(item: T) => number | undefined} placeOf
 * @returns {Set<T>}
 */
function longestRise(items, placeOf) {
  /** @typedef {{item: T, place: number, before?: End}} End */
  /** The item with the lowest place that ends a rise of this length. @type {End[]} */
  const ends = [];
  for (const item of items) {
    const place = placeOf(item);
    if (place === undefined) continue;
    let length = ends.length;
    while (length && ends[length - 1].place > place) length -= 1;
    ends[length] = { item, place, before: ends[length - 1] };
  }
  const rise = new Set();
  for (let end = ends.at(-1); end; end = end.before) rise.add(end.item);
  return rise;
}

/** Move without interrupting what plays or reloading frames, where the browser can. @param {Element} parent @param {Element} node @param {Node | null} next */
export function move(parent, node, next) {
  if ("moveBefore" in parent && node.isConnected && parent.isConnected) parent.moveBefore(node, next);
  else parent.insertBefore(node, next);
}

// -- Reveal's own state ------------------------------------------------------------------------------

/** Tell Reveal where its slide stands now. @param {HTMLElement} section */
export function activate(section) {
  const isSame = section === currentSlide();
  const { h, v } = reveal.getIndices(section);
  quietly(() => reveal.slide(h, v));
  if (!isSame) reveal.slideContent.startEmbeddedContent(currentSlide());
}

/**
 * Reveal takes a slide whose number has changed for another slide, stops what plays on it, and animates to it.
 * @param {() => void} act
 */
function quietly(act) {
  const config = reveal.getConfig();
  const { autoAnimate } = config;
  /** What is set here stands before the methods of the prototype. @type {Partial<RevealInside["slideContent"]>} */
  const slideContent = reveal.slideContent;
  config.autoAnimate = false;
  slideContent.stopEmbeddedContent = slideContent.startEmbeddedContent = () => undefined;
  try {
    act();
  } finally {
    config.autoAnimate = autoAnimate;
    delete slideContent.stopEmbeddedContent;
    delete slideContent.startEmbeddedContent;
  }
}

function arrangeOverview() {
  for (const slide of allSlides()) slide.addEventListener("click", reveal.overview.onSlideClicked, true);
  reveal.overview.layout();
  layout();
}
