/* Replaces slides in the open page. A `<section>` that stays keeps its element: Reveal holds on to it, and so do its
 * background, its place in a stack and its listeners. Only what is inside is new, and of that, pictures, players
 * and frames that are the same as before stay the elements they were. */

import { applyVersions } from "./assets.js";
import { allSlides, currentSlide, findSlide, lastStep, layout, reveal } from "./open-deck.js";
import { activate, move, rebuild, successor } from "./order.js";

/** @typedef {import("./events.js").Slides} Change */

/** Attributes of a section that Reveal writes, and classes. */
const KEPT_ATTRIBUTES = new Set(["hidden", "aria-hidden", "inert", "data-fragment", "data-index-h", "data-index-v"]);
const KEPT_CLASSES = ["past", "present", "future", "stack", "has-dark-background", "has-light-background"];
const KEPT_STYLES = ["display", "top", "transform"];
/** Attributes of media that belong to what is loaded. */
const LOADED_ATTRIBUTES = new Set(["src", "data-src", "data", "data-lazy-loaded", "data-paused-by-reveal", "data-muted-by-reveal"]);
const MEDIA = "img, video, audio, iframe, object, embed, .embed";

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

/** @param {Set<string>} ids @param {Map<string, HTMLElement>} created @returns {Map<string, HTMLElement>} */
function sectionsOf(ids, created) {
  const slides = [...allSlides(), ...created.values()];
  return new Map(slides.filter(({ id }) => ids.has(id)).map((slide) => [slide.id, slide]));
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

// -- Backgrounds -------------------------------------------------------------------------------------

/** @param {Element[]} elements Some sections among them show another file as their background. */
export function refreshBackgrounds(elements) {
  for (const element of elements) {
    if (element.matches(".slides section")) syncBackground(/** @type {HTMLElement} */ (element));
  }
}

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
