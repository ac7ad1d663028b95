/* The live preview in the page: listens to `slides serve` and changes what the page shows. Only the server adds it.
 *
 * Messages, each with `type` (and `page`: a deck's name, or "" for the index):
 *   hello {session, revision}                    the server is there; another session: it was started anew
 *   slides {page, changed, order, renamed, title, focus}
 *                                                `changed`: HTML of sections by id; `order`: null, or all ids as a list
 *                                                of stacks; `renamed`: new ids by old; `focus`: the slide that was edited
 *   css {path, href}    asset {path, version}    a file of the page changed
 *   index    reload {page}    gone {page}        the index changed; load again (null: all pages); the deck was deleted
 *   findings {page, findings}                    all findings of a page
 */

import { refreshAsset, swapStylesheet } from "./assets.js";
import { createDisplay, element, nameOf } from "./display.js";
import { listen } from "./events.js";
import { canSwap, currentSlide, deckReady, findSlide, getHash, getState, goTo, layout, setState } from "./open-deck.js";
import { applyChange, refreshBackgrounds } from "./slides.js";

/** @typedef {import("./events.js").Message} Message */
/** @typedef {import("./open-deck.js").KeptPlace} KeptPlace */

const RELOAD_KEY = "dl4ad-live";

const script = /** @type {HTMLScriptElement} */ (document.querySelector("script[data-page][data-session]"));
const page = script.dataset.page ?? "";
const loaded = Number(script.dataset.revision);
const follows = script.dataset.follow === "true";
const hasEditor = script.dataset.editor === "true";
// A picture in the speaker view changes its slides and stays silent.
const isReceiver = new URLSearchParams(location.search).has("receiver") && window.parent !== window;
const display = isReceiver ? null : createDisplay(showPlace);

let deckTitle = titleOfDeck();
let indexRequest = 0;
/** Deck pages only; until it runs, messages wait. */
let hasDeck = false;

start();

async function start() {
  hasDeck = await deckReady();
  restore();
  connect();
  if (hasDeck && !isReceiver) startSourceFinder();
}

// -- Connection ---------------------------------------------------------------------------------------

function connect() {
  const query = { page, revision: String(loaded), session: script.dataset.session ?? "" };
  const listenAlone = () => void listen(query, receive, showConnection);
  if (typeof SharedWorker === "undefined") {
    listenAlone();
    return;
  }
  const worker = new SharedWorker(new URL("worker.js", import.meta.url), { type: "module", name: "dl4ad-live" });
  worker.addEventListener("error", listenAlone); // a browser without modules in shared workers
  const { port } = worker;
  port.onmessage = (/** @type {MessageEvent<import("./worker.js").ToPage>} */ { data }) => {
    if (data.type === "status") showConnection(data.connected);
    else receive(data.message, data.revision);
  };
  port.postMessage({ type: "join", ...query });
  window.addEventListener("pagehide", () => port.postMessage({ type: "leave" }));
  // Back from the history: the page is as old as its last sight.
  window.addEventListener("pageshow", (event) => event.persisted && reload());
}

/** @param {boolean} isConnected */
function showConnection(isConnected) {
  document.documentElement.toggleAttribute("data-live", isConnected);
  display?.showConnection(isConnected);
}

/** @param {Message} message @param {number} [revision] */
function receive(message, revision = Infinity) {
  const isForOthers = "page" in message && message.page !== null && message.page !== page;
  // Pages share a connection, which may be told again what a younger page was rendered with.
  const isKnown = revision <= loaded && !["hello", "findings", "gone"].includes(message.type);
  if (!isForOthers && !isKnown) handle(message);
}

/** @param {Message} message */
function handle(message) {
  if (message.type === "hello") onHello(message);
  else if (message.type === "slides") onSlides(message);
  else if (message.type === "css") onCss(message);
  else if (message.type === "asset") onAsset(message);
  else if (message.type === "index") onIndex();
  else if (message.type === "reload") reload();
  else if (message.type === "findings") display?.showFindings(message.findings);
  else if (message.type === "gone") onGone();
}

/** @param {import("./events.js").Hello} message */
function onHello({ session }) {
  if (session !== script.dataset.session) reload();
}

// -- Slides -------------------------------------------------------------------------------------------

/** @param {import("./events.js").Slides} message */
function onSlides(message) {
  if (!hasDeck || !canSwap() || !applyChange(message, follows)) {
    reload();
    return;
  }
  if (message.title !== undefined) showTitle(message.title);
  if (message.focus && !isReceiver) offerSlide(message.focus);
}

/** @param {string} id The slide that the author works on. */
function offerSlide(id) {
  const slide = findSlide(id);
  if (!slide || slide === currentSlide()) {
    if (slide) display?.closeToast();
    return;
  }
  const act = () => {
    const target = findSlide(id);
    if (target) goTo(target);
  };
  if (follows) act();
  else display?.toast([`Slide ‘${nameOfSlide(slide)}’ changed`], { label: "Go there", act, isEnter: true });
}

/** @param {HTMLElement} slide */
function nameOfSlide(slide) {
  const heading = slide.querySelector("h1, h2, h3, h4, h5, h6")?.cloneNode(true);
  if (!(heading instanceof Element)) return slide.id;
  // A formula stands there twice: once to be seen, once to be read.
  for (const mathml of heading.querySelectorAll(".katex-mathml")) mathml.remove();
  for (const br of heading.querySelectorAll("br")) br.replaceWith(" ");
  return heading.textContent?.replace(/\s+/g, " ").trim() || slide.id;
}

/** The title of a page is the deck's, and the course's where that is another. */
function titleOfDeck() {
  return document.title.split(" – ")[0];
}

/** @param {string} title */
function showTitle(title) {
  if (!isTitle(title)) document.title = title + (isTitle(deckTitle) ? document.title.slice(deckTitle.length) : "");
  deckTitle = title;
}

/** @param {string} title */
function isTitle(title) {
  return document.title === title || document.title.startsWith(`${title} – `);
}

// -- Files --------------------------------------------------------------------------------------------

/** @param {import("./events.js").Css} message */
function onCss({ path, href }) {
  swapStylesheet(path, href, () => hasDeck && layout());
}

/** @param {import("./events.js").Asset} message */
function onAsset({ path, version }) {
  const changed = refreshAsset(path, version);
  if (!hasDeck) return;
  refreshBackgrounds(changed);
  for (const element of changed) element.addEventListener("load", layout, { once: true });
}

// -- Pages --------------------------------------------------------------------------------------------

async function onIndex() {
  if (page !== "") return;
  const request = ++indexRequest;
  const response = await fetch(location.href, { cache: "no-store" });
  const text = await response.text();
  if (!response.ok || request !== indexRequest) return;
  const fresh = new DOMParser().parseFromString(text, "text/html");
  const { scrollX, scrollY } = window;
  addStylesheets(fresh);
  for (const name of ["header", "main", "footer"]) {
    const part = fresh.querySelector(`body > ${name}`);
    if (part) document.querySelector(`body > ${name}`)?.replaceWith(part);
  }
  document.title = fresh.title;
  document.dispatchEvent(new Event("dl4ad:content"));
  window.scrollTo(scrollX, scrollY);
}

/** The first formula on the index brings a style sheet. @param {Document} fresh */
function addStylesheets(fresh) {
  const known = new Set([...document.querySelectorAll("link[rel=stylesheet]")].map((link) => pathOf(link)));
  for (const link of fresh.querySelectorAll("link[rel=stylesheet]")) if (!known.has(pathOf(link))) document.head.append(link);
}

/** @param {Element} link */
function pathOf(link) {
  return (link.getAttribute("href") ?? "").replace(/[?#].*/, "");
}

function reload() {
  try {
    const state = hasDeck ? getState() : null;
    if (!isReceiver) sessionStorage.setItem(RELOAD_KEY, JSON.stringify({ path: location.pathname, state, x: scrollX, y: scrollY }));
    // Reveal starts from the address, so the page opens on its slide at once; the store has what an address cannot hold.
    const hash = hasDeck ? getHash() : null;
    if (hash) history.replaceState(history.state, "", hash);
  } catch {
    // Storage is a comfort, denied by some browsers.
  }
  location.reload();
}

function restore() {
  if (isReceiver) return;
  try {
    /** @type {{path: string, state: KeptPlace | null, x: number, y: number} | null} */
    const kept = JSON.parse(sessionStorage.getItem(RELOAD_KEY) ?? "null");
    sessionStorage.removeItem(RELOAD_KEY);
    if (kept?.path !== location.pathname) return;
    if (hasDeck && kept.state && canSwap()) setState(kept.state);
    else if (!hasDeck) window.scrollTo(kept.x, kept.y);
  } catch {
    // As above.
  }
}

function onGone() {
  display?.toast(["This deck was deleted."], { label: "All lectures", act: () => undefined, href: "./" }, true);
}

// -- From the page to the source ------------------------------------------------------------------------

function startSourceFinder() {
  const cursor = new CSSStyleSheet();
  cursor.replaceSync(".reveal, .reveal * { cursor: crosshair !important }");
  const setCursor = (/** @type {boolean} */ isShown) => {
    const others = document.adoptedStyleSheets.filter((sheet) => sheet !== cursor);
    document.adoptedStyleSheets = isShown ? [...others, cursor] : others;
  };
  window.addEventListener("keydown", (event) => event.key === "Alt" && setCursor(true));
  window.addEventListener("keyup", (event) => event.key === "Alt" && setCursor(false));
  window.addEventListener("blur", () => setCursor(false));
  // Before links, players and the overview get the click.
  window.addEventListener("click", onClick, true);
}

/** @param {MouseEvent} event */
function onClick(event) {
  const target = event.target instanceof Element ? event.target : null;
  const slide = target?.closest(".slides section[id]");
  if (!event.altKey || !target || !slide) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  findSource(slide.id, target);
}

/** @param {string} slide @param {Element} target */
async function findSource(slide, target) {
  const query = new URLSearchParams({ page, slide, text: textOf(target) });
  const near = target.closest(".katex")?.querySelector("annotation")?.textContent ?? target.closest("img")?.getAttribute("src");
  if (near) query.set("near", near);
  const response = await fetch(new URL(`source?${query}`, import.meta.url)).catch(() => null);
  if (response?.ok) showPlace(await response.json());
  else display?.toast(["The source of this place is not known."]);
}

/** A formula's letters are nothing to search for: take the words around it. @param {Element} target */
function textOf(target) {
  const formula = target.closest(".katex-display, .katex");
  const place = formula ? formula.parentElement : (target.closest("code .line") ?? target);
  const copy = /** @type {Element} */ (place?.cloneNode(true));
  for (const noise of copy.querySelectorAll(".katex, aside.notes")) noise.remove();
  return (copy.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, 200);
}

/** Open a place in the editor, or tell and copy it. @param {import("./display.js").Place} place */
async function showPlace(place) {
  const name = nameOf({ file: place.file, line: place.line });
  const done = hasEditor ? await openEditor(place) : await copyText(name);
  const words = hasEditor ? (done ? "opened" : "could not be opened") : done ? "copied" : "";
  display?.toast([element("code", {}, name), " ", element("span", { class: "quiet" }, words)]);
}

/** @param {import("./display.js").Place} place */
async function openEditor({ file, line, column = 1 }) {
  const body = JSON.stringify({ file, line, column });
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(new URL("open", import.meta.url), { method: "POST", headers, body }).catch(() => null);
  return response?.ok ?? false;
}

/** @param {string} text */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text); // no clipboard for phones, which see the server without TLS
  }
}

/** @param {string} text */
function copyByCommand(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.style.cssText = "position: fixed; opacity: 0";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}
