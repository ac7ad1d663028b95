/* Replaces slides in the open page. A `<section>` that stays keeps its element: Reveal holds on to it, and so do its
 * background, its place in a stack and its listeners. Only what is inside is new, and of that, pictures, players
 * and frames that are the same as before stay the elements they were. */

/** @typedef {import("./events.js").Slides} Change */
/** Where the reader was, by the id of the slide too: its number may be another by now. @typedef {RevealState & {id: string}} KeptPlace */

import { applyVersions } from "./assets.js";

/** Attributes of a section that Reveal writes, and classes. */
const KEPT_ATTRIBUTES = new Set(["hidden", "aria-hidden", "inert", "data-fragment", "data-index-h", "data-index-v"]);
const KEPT_CLASSES = ["past", "present", "future", "stack", "has-dark-background", "has-light-background"];
const KEPT_STYLES = ["display", "top", "transform"];
/** Attributes of media that belong to what is loaded. */
const LOADED_ATTRIBUTES = new Set(["src", "data-src", "data", "data-lazy-loaded", "data-paused-by-reveal", "data-muted-by-reveal"]);
const MEDIA = "img, video, audio, iframe, object, embed, .embed";

/** Reveal with its controllers, as its plugins see it: the public API has no way to sync one background. It is there once
 *  the deck is ready. @type {RevealInside} */
let reveal;

/** @returns {Promise<boolean>} Whether there is a deck in this page, once it runs. */
export async function deckReady() {
  const api = window.Reveal;
  if (!api || !document.querySelector(".reveal .slides")) return false;
  if (!api.isReady()) await new Promise((resolve) => api.on("ready", resolve));
  api.registerPlugin({ id: "dl4ad-live", init: (inner) => void (reveal = inner) });
  return true;
}

/** Paper and the scroll view wrap slides in pages of their own. */
export function canSwap() {
  return !reveal.isPrintView() && !reveal.isScrollView();
}

/** @param {string} id @returns {HTMLElement | null} */
export function findSlide(id) {
  const named = document.getElementById(id);
  if (named?.matches(".slides > section, .slides > section > section")) return named;
  return allSlides().find((section) => section.id === id) ?? null;
}

/** @returns {HTMLElement} */
export function currentSlide() {
  return reveal.getCurrentSlide();
}

/** Go to a slide and show all of it: who follows an editor wants to see what is written there. @param {HTMLElement} section */
export function goTo(section) {
  const { h, v } = reveal.getIndices(section);
  reveal.slide(h, v, lastStep(reveal.fragments.sync(section)));
}

/** @returns {KeptPlace} */
export function getState() {
  return { ...reveal.getState(), id: currentSlide().id };
}

/** @param {KeptPlace} state As `getState()` gave it, perhaps before the deck changed. */
export function setState(state) {
  const section = state.id && findSlide(state.id);
  const { h, v } = section ? reveal.getIndices(section) : { h: state.indexh, v: state.indexv };
  reveal.setState({ ...state, indexh: h, indexv: v });
}

/** The address of the shown slide and step, as Reveal reads it on start; none where the deck keeps it out of the address. */
export function getHash() {
  const { f } = reveal.getIndices();
  const id = currentSlide().id;
  if (!reveal.getConfig().hash || !id) return null;
  return `#/${encodeURIComponent(id)}${(f ?? -1) >= 0 ? `/${f}` : ""}`;
}

export function layout() {
  reveal.layout();
}

/** @param {Element[]} elements Some sections among them show another file as their background. */
export function refreshBackgrounds(elements) {
  for (const element of elements) {
    if (element.matches(".slides section")) syncBackground(/** @type {HTMLElement} */ (element));
  }
}

// -- The change --------------------------------------------------------------------------------------

/**
 * Bring the deck to its new state.
 * @param {Change} change
 * @param {boolean} showsAll Whether a slide that is shown to its last step stays so when it gets more.
 * @returns {boolean} False where the page cannot follow and must be loaded again.
 */
export function applyChange(change, showsAll) {
  const { order } = change;
  const current = currentSlide();
  const before = order ? allSlides() : [];
  const { updates, created, hidden } = sortOut(change);
  if (!order && (created.size || hidden.size)) return false;

  for (const [section, fresh] of updates) updateSection(section, fresh, showsAll);
  if (order) {
    const stays = new Set(order.flat().filter((id) => !hidden.has(id)));
    rebuild(order, sectionsOf(stays, created), successor(current, before, stays));
  }
  const detail = { ids: Object.keys(change.changed), isReordered: order !== null };
  document.dispatchEvent(new CustomEvent("dl4ad:slides-changed", { detail }));
  return true;
}

/** Find the element of each changed slide before the first of them gets another id. @param {Change} change */
function sortOut({ changed, renamed = {} }) {
  const formerIds = new Map(Object.entries(renamed).map(([former, id]) => [id, former]));
  /** @type {Map<HTMLElement, HTMLElement>} */
  const updates = new Map();
  /** @type {Map<string, HTMLElement>} */
  const created = new Map();
  /** @type {Set<string>} */
  const hidden = new Set();
  for (const [id, html] of Object.entries(changed)) {
    const fresh = parse(html);
    const section = findSlide(formerIds.get(id) ?? id);
    // Reveal takes hidden slides out of the page when it starts.
    const isHidden = fresh.dataset.visibility === "hidden" && !reveal.getConfig().showHiddenSlides;
    if (isHidden && section) hidden.add(section.id);
    else if (!isHidden && section) updates.set(section, fresh);
    else if (!isHidden) created.set(id, fresh);
  }
  for (const fresh of created.values()) showSteps(fresh, reveal.getConfig().fragments ? -1 : Infinity, false);
  return { updates, created, hidden };
}

/** @param {string} html @returns {HTMLElement} */
function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  applyVersions(template.content);
  for (const script of template.content.querySelectorAll("script")) script.replaceWith(runnable(script));
  return /** @type {HTMLElement} */ (template.content.firstElementChild);
}

/** Scripts that come in as HTML do not run; copies do. @param {HTMLScriptElement} script */
function runnable(script) {
  const copy = document.createElement("script");
  for (const { name, value } of script.attributes) copy.setAttribute(name, value);
  copy.textContent = script.textContent;
  return copy;
}

// -- One slide ---------------------------------------------------------------------------------------

/** @param {HTMLElement} section @param {HTMLElement} fresh @param {boolean} showsAll */
function updateSection(section, fresh, showsAll) {
  const isCurrent = section === currentSlide();
  const before = { id: section.id, state: section.dataset.state, ground: groundOf(section), steps: countSteps(section) };
  showSteps(fresh, stepsShown(section, showsAll), isCurrent);
  updateAttributes(section, fresh);
  const hasNewMedia = replaceContent(section, fresh);

  if (groundOf(section) !== before.ground) syncBackground(section);
  if (section.style.display !== "none") reveal.slideContent.load(section);
  if (reveal.getConfig().center || section.matches(".center") || section.querySelector(":scope > .stretch, :scope > .r-stretch")) layout();
  if (isCurrent) updateCurrent(section, before, hasNewMedia);
}

/** @param {HTMLElement} section @param {{id: string, state?: string, steps: string}} before @param {boolean} hasNewMedia */
function updateCurrent(section, before, hasNewMedia) {
  if (section.dataset.state !== before.state) activate(section);
  if (section.id !== before.id) reveal.location.writeURL();
  if (hasNewMedia && reveal.getConfig().autoPlayMedia !== false) reveal.slideContent.startEmbeddedContent(section);
  if (countSteps(section) !== before.steps) {
    reveal.controls.update();
    reveal.progress.update();
  }
}

/** @param {HTMLElement} section */
function countSteps(section) {
  return `${section.querySelectorAll(".fragment.visible").length} / ${section.querySelectorAll(".fragment").length}`;
}

/** How many steps of the slide are shown: the index of the last. @param {HTMLElement} section @param {boolean} showsAll */
function stepsShown(section, showsAll) {
  if (!reveal.getConfig().fragments) return Infinity;
  if (section !== currentSlide()) return isPast(section) ? Infinity : -1;
  if (showsAll && !section.querySelector(".fragment:not(.visible)")) return Infinity;
  return reveal.getIndices().f ?? -1;
}

/** @param {HTMLElement} section */
function isPast(section) {
  const stack = /** @type {HTMLElement} */ (section.parentElement);
  const outer = stack.matches("section") ? stack : section;
  const past = reveal.getConfig().rtl ? "future" : "past";
  return outer.classList.contains(past) || (outer !== section && outer.classList.contains("present") && section.classList.contains("past"));
}

/** Before the slide is in the page, so that nothing fades in again. @param {HTMLElement} fresh @param {number} step @param {boolean} isCurrent */
function showSteps(fresh, step, isCurrent) {
  const fragments = reveal.fragments.sync(fresh);
  const last = Math.min(step, lastStep(fragments));
  for (const fragment of fragments) {
    const index = Number(fragment.dataset.fragmentIndex);
    fragment.classList.toggle("visible", index <= last);
    if (isCurrent) fragment.classList.toggle("current-fragment", index === last);
  }
  if (isCurrent && fragments.length) fresh.dataset.fragment = String(last);
}

/** @param {HTMLElement[]} fragments In order. */
function lastStep(fragments) {
  return fragments.length ? Number(fragments[fragments.length - 1].dataset.fragmentIndex) : -1;
}

/** @param {HTMLElement} section @param {HTMLElement} fresh */
function updateAttributes(section, fresh) {
  const kept = KEPT_CLASSES.filter((name) => section.classList.contains(name));
  const styles = KEPT_STYLES.map((name) => [name, section.style.getPropertyValue(name)]);
  // Reveal reads this from `data-background`; lost, it would load the picture again.
  const image = fresh.dataset.background === section.dataset.background ? section.dataset.backgroundImage : undefined;
  if (image && !fresh.dataset.backgroundImage) fresh.dataset.backgroundImage = image;
  copyAttributes(fresh, section, KEPT_ATTRIBUTES);
  if (fresh.dataset.fragment) section.dataset.fragment = fresh.dataset.fragment;
  section.classList.add(...kept);
  for (const [name, value] of styles) if (value) section.style.setProperty(name, value);
}

/** @param {Element} from @param {Element} to @param {Set<string>} except */
function copyAttributes(from, to, except) {
  for (const { name } of [...to.attributes]) {
    if (!from.hasAttribute(name) && !except.has(name)) to.removeAttribute(name);
  }
  for (const { name, value } of from.attributes) {
    if (to.getAttribute(name) !== value && !except.has(name)) to.setAttribute(name, value);
  }
}

/** @param {HTMLElement} section @param {HTMLElement} fresh @returns {boolean} Whether there are media that were not there before. */
function replaceContent(section, fresh) {
  /** @type {Set<Node>} */
  const former = new Set(section.childNodes);
  const known = mediaByKey(section);
  const media = /** @type {HTMLElement[]} */ ([...fresh.querySelectorAll(MEDIA)]);
  section.append(...fresh.childNodes);
  let hasNew = false;
  for (const element of media) {
    if (!section.contains(element)) continue; // went with the one around it
    const same = known.get(mediaKey(element))?.shift();
    if (same && takePlace(same, element)) former.delete(same);
    else hasNew = true;
  }
  for (const node of former) if (node.parentNode === section) section.removeChild(node);
  return hasNew;
}

/** @param {HTMLElement} section */
function mediaByKey(section) {
  /** @type {Map<string, HTMLElement[]>} */
  const known = new Map();
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll(MEDIA))) {
    const key = mediaKey(element);
    known.set(key, [...(known.get(key) ?? []), element]);
  }
  return known;
}

/** The same for a picture that has been loaded and for one that waits. @param {HTMLElement} element */
function mediaKey(element) {
  const source = (/** @type {Element} */ of) => of.getAttribute("data-src") ?? of.getAttribute("src") ?? of.getAttribute("data");
  const inner = element.matches("video, audio") ? [...element.querySelectorAll("source, track")] : [];
  return JSON.stringify([element.localName, source(element), ...inner.map((child) => [child.localName, source(child)])]);
}

/** @param {HTMLElement} same @param {HTMLElement} fresh @returns {boolean} */
function takePlace(same, fresh) {
  // Without `moveBefore` a frame would load again, and then it may as well be the new one.
  if (!("moveBefore" in Element.prototype) && same.matches("iframe, object, embed, .embed")) return false;
  copyAttributes(fresh, same, LOADED_ATTRIBUTES);
  move(/** @type {Element} */ (fresh.parentNode), same, fresh);
  fresh.remove();
  return true;
}

/** Move without interrupting what plays or reloading frames, where the browser can. @param {Element} parent @param {Element} node @param {Node | null} next */
function move(parent, node, next) {
  if ("moveBefore" in parent && node.isConnected && parent.isConnected) parent.moveBefore(node, next);
  else parent.insertBefore(node, next);
}

// -- Backgrounds -------------------------------------------------------------------------------------

/** All that the background of a slide is made from. @param {HTMLElement} section */
function groundOf(section) {
  const attributes = [...section.attributes].filter(({ name }) => name.startsWith("data-background") || name === "data-preload");
  const classes = [...section.classList].filter((name) => !KEPT_CLASSES.includes(name));
  return JSON.stringify([classes, attributes.map(({ name, value }) => [name, value])]);
}

/** @param {RevealSlide} section */
function syncBackground(section) {
  const ground = section.slideBackgroundElement;
  if (!ground) return;
  const state = KEPT_CLASSES.filter((name) => !name.startsWith("has-") && ground.classList.contains(name));
  ground.className = "slide-background";
  ground.classList.add(...[...section.classList].filter((name) => !KEPT_CLASSES.includes(name)), ...state);
  reveal.backgrounds.sync(section);
  if (section.style.display !== "none") reveal.slideContent.load(section);
  if (section !== currentSlide()) return;
  reveal.backgrounds.update();
  reveal.slideContent.startEmbeddedContent(ground);
}

/** @param {RevealSlide} section @returns {HTMLElement} */
function backgroundOf(section) {
  return section.slideBackgroundElement ?? reveal.backgrounds.createBackground(section, reveal.getBackgroundsElement());
}

// -- The structure -----------------------------------------------------------------------------------

/** @returns {HTMLElement} */
function slidesElement() {
  return reveal.getSlidesElement();
}

/** Slides without the stacks around them. Selectors would look at each element of each slide. @returns {HTMLElement[]} */
function allSlides() {
  return sectionsIn(slidesElement()).flatMap((section) => (section.id ? [section] : sectionsIn(section)));
}

/** @param {Element} parent @returns {HTMLElement[]} */
function sectionsIn(parent) {
  return /** @type {HTMLElement[]} */ ([...parent.children].filter((child) => child.localName === "section"));
}

/** @param {Set<string>} ids @param {Map<string, HTMLElement>} created @returns {Map<string, HTMLElement>} */
function sectionsOf(ids, created) {
  const slides = [...allSlides(), ...created.values()];
  return new Map(slides.filter(({ id }) => ids.has(id)).map((slide) => [slide.id, slide]));
}

/** The slide to show: the same, or the one after it, or the one before. @param {HTMLElement} current @param {HTMLElement[]} before @param {Set<string>} stays */
function successor(current, before, stays) {
  const index = before.indexOf(current);
  return [...before.slice(index), ...before.slice(0, index).reverse()].find((section) => stays.has(section.id)) ?? null;
}

/**
 * Put slides and their backgrounds into a new order and nesting.
 * @param {string[][]} order
 * @param {Map<string, HTMLElement>} sections
 * @param {HTMLElement | null} shown
 */
function rebuild(order, sections, shown) {
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

// -- Reveal's own state ------------------------------------------------------------------------------

/** Tell Reveal where its slide stands now. @param {HTMLElement} section */
function activate(section) {
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
