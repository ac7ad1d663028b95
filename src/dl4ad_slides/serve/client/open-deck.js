/* The deck in this page: Reveal with its insides, the slides, and the place where the reader is. */

/** Where the reader was, by the id of the slide too: its number may be another by now. @typedef {RevealState & {id: string}} KeptPlace */

/** Reveal with its controllers, as its plugins see it: the public API has no way to sync one background. It is there once
 *  the deck is ready. @type {RevealInside} */
export let reveal;

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

// -- Slides ------------------------------------------------------------------------------------------

/** @returns {HTMLElement} */
export function slidesElement() {
  return reveal.getSlidesElement();
}

/** Slides without the stacks around them. Selectors would look at each element of each slide. @returns {HTMLElement[]} */
export function allSlides() {
  return sectionsIn(slidesElement()).flatMap((section) => (section.id ? [section] : sectionsIn(section)));
}

/** @param {Element} parent @returns {HTMLElement[]} */
export function sectionsIn(parent) {
  return /** @type {HTMLElement[]} */ ([...parent.children].filter((child) => child.localName === "section"));
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

/** The index of the last step. @param {HTMLElement[]} fragments In order. */
export function lastStep(fragments) {
  return fragments.length ? Number(fragments[fragments.length - 1].dataset.fragmentIndex) : -1;
}

// -- Where the reader is -----------------------------------------------------------------------------

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
