/* What the live preview shows over a page: findings, a badge for those that can wait, and short notices. All of it
 * lives in one shadow root beside the page's own elements. */

/**
 * @typedef {{file: string, line: number, column?: number}} Place
 * @typedef {Place & {code: string, severity: string, message: string, hint?: string, notes?: string[],
 *                    excerpt?: {line: number, text: string}[]}} Finding
 * @typedef {{label: string, act: () => void, isEnter?: boolean, href?: string}} Action
 */

const TOAST_TIME = 6000; // ms
const PATIENCE = 2000; // ms without a connection until the page says so

/** @param {(place: Place) => void} onPlace Called where the reader clicks on a place in a file. */
export function createDisplay(onPlace) {
  const host = document.createElement("div");
  host.id = "dl4ad-live";
  // Without its style sheet all of it would stand in the page as bare text.
  host.style.display = "none";
  const root = host.attachShadow({ mode: "open" });
  const style = element("link", { rel: "stylesheet", href: new URL("client.css", import.meta.url).href });
  style.addEventListener("load", () => host.style.removeProperty("display"));
  // Live regions are announced only where they were there before their text.
  const alerts = element("div", { class: "alerts", role: "alert" });
  const corner = element("div", { class: "corner" });
  const status = element("div", { class: "toasts", role: "status" });
  root.append(style, alerts, corner, status);
  document.body.append(host);

  /** @type {Finding[]} */
  let findings = [];
  /** @type {Action | null} */
  let offer = null;
  /** @type {Element | null} */
  let opener = null;
  let toastTimer = 0;
  let lostTimer = 0;

  // -- Findings ---------------------------------------------------------------------------------------

  /** @param {Finding[]} news */
  function showFindings(news) {
    findings = news;
    if (count("error")) openFindings();
    else if (alerts.firstChild && news.length && alerts.dataset.opened) openFindings();
    else closeFindings();
  }

  /** @param {string} severity */
  function count(severity) {
    return findings.filter((finding) => finding.severity === severity).length;
  }

  function openFindings() {
    const errors = findings.filter((finding) => finding.severity === "error");
    const warnings = findings.filter((finding) => finding.severity !== "error");
    const close = element("button", { class: "close", type: "button" }, "Hide", element("kbd", {}, "Esc"));
    close.addEventListener("click", closeFindings);
    const aside = errors.length ? "What you see is the last good state." : "Nothing that stops the lecture.";
    const card = element(
      "section",
      { class: "card", "aria-label": "Findings" },
      element("header", {}, dot(), element("h2", {}, summary()), element("p", { class: "aside" }, aside), close),
      element("ul", { class: "list", tabindex: "-1" }, ...[...errors, ...warnings].map((finding) => entry(finding, onPlace))),
    );
    alerts.replaceChildren(element("div", { class: "findings" }, card));
    showBadge(false);
  }

  function closeFindings() {
    alerts.replaceChildren();
    delete alerts.dataset.opened;
    showBadge(findings.length > 0);
    if (opener?.isConnected) /** @type {HTMLElement} */ (opener).focus();
    opener = null;
  }

  /** @param {boolean} isShown */
  function showBadge(isShown) {
    root.querySelector(".badge")?.remove();
    if (!isShown) return;
    const badge = element(
      "button",
      { class: "chip badge", type: "button", "aria-label": summary() },
      dot(),
      element("span", { class: "number" }, String(findings.length)),
      element("span", { class: "words" }, summary()),
    );
    badge.addEventListener("click", () => {
      openFindings();
      alerts.dataset.opened = "by hand";
      opener = document.activeElement;
      /** @type {HTMLElement} */ (alerts.querySelector(".close")).focus();
    });
    corner.append(badge);
  }

  function dot() {
    return element("span", { class: count("error") ? "dot error" : "dot" });
  }

  function summary() {
    const plural = (/** @type {number} */ n, /** @type {string} */ word) => (n ? [`${n} ${word}${n === 1 ? "" : "s"}`] : []);
    return [...plural(count("error"), "error"), ...plural(findings.length - count("error"), "warning")].join(", ");
  }

  // -- Notices ----------------------------------------------------------------------------------------

  /**
   * @param {(Node | string)[]} words
   * @param {Action | null} [action]
   * @param {boolean} [stays]
   */
  function toast(words, action = null, stays = false) {
    const box = element("div", { class: "toast" }, element("p", {}, ...words));
    if (action) box.append(actionButton(action));
    offer = action?.isEnter ? action : null;
    status.replaceChildren(box);
    const vanish = () => {
      clearTimeout(toastTimer);
      if (!stays) toastTimer = setTimeout(closeToast, TOAST_TIME);
    };
    box.addEventListener("pointerenter", () => clearTimeout(toastTimer));
    box.addEventListener("pointerleave", vanish);
    vanish();
  }

  /** @param {Action} action */
  function actionButton({ label, act, isEnter, href }) {
    const key = isEnter ? [element("kbd", {}, "Enter")] : [];
    if (href) return element("a", { class: "action", href }, label);
    const button = element("button", { class: "action", type: "button" }, label, ...key);
    button.addEventListener("click", () => {
      closeToast();
      act();
    });
    return button;
  }

  function closeToast() {
    clearTimeout(toastTimer);
    offer = null;
    status.replaceChildren();
  }

  /** @param {boolean} isConnected */
  function showConnection(isConnected) {
    if (isConnected) {
      clearTimeout(lostTimer);
      lostTimer = 0;
      root.querySelector(".lost")?.remove();
    } else if (!lostTimer) {
      lostTimer = setTimeout(showLost, PATIENCE); // once: each new attempt that fails says so too
    }
  }

  function showLost() {
    corner.prepend(element("div", { class: "chip lost", role: "status" }, element("span", { class: "dot" }), "No connection to the server"));
  }

  // -- Keys -------------------------------------------------------------------------------------------

  /** Before Reveal, which would open its overview. @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const act = event.key === "Escape" ? onEscape() : event.key === "Enter" ? onEnter(event) : null;
    if (!act) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act();
  }

  function onEscape() {
    if (alerts.firstChild) return closeFindings;
    return offer ? closeToast : null;
  }

  /** Enter belongs to the button, link or field that has the focus. @param {KeyboardEvent} event */
  function onEnter(event) {
    const target = /** @type {Element} */ (event.composedPath()[0]);
    if (!offer || target.closest?.("a, button, summary, input, textarea, select, video, audio, [contenteditable]")) return null;
    const { act } = offer;
    return () => {
      closeToast();
      act();
    };
  }

  window.addEventListener("keydown", onKey, true);
  return { showFindings, showConnection, toast, closeToast };
}

// -- Markup -------------------------------------------------------------------------------------------

/** @param {Finding} finding @param {(place: Place) => void} onPlace */
function entry(finding, onPlace) {
  const place = element("button", { class: "place", type: "button" }, nameOf(finding));
  place.addEventListener("click", () => onPlace(finding));
  const more = element("dl", { class: "more" });
  if (finding.hint) more.append(element("dt", {}, "Hint"), element("dd", {}, ...marked(finding.hint)));
  for (const note of finding.notes ?? []) more.append(element("dt", {}, "Note"), element("dd", {}, ...marked(sentence(note))));
  const item = element(
    "li",
    { class: finding.severity === "error" ? "finding" : "finding warning" },
    element("div", { class: "where" }, place, element("code", { class: "code" }, finding.code)),
    element("p", { class: "message" }, ...marked(sentence(finding.message))),
  );
  if (finding.excerpt?.length) item.append(excerptOf(finding));
  if (more.firstChild) item.append(more);
  return item;
}

/** @param {Finding} finding */
function excerptOf({ excerpt = [], line, column = 0 }) {
  const number = (/** @type {string} */ text) => element("span", { class: "number" }, text);
  const rows = excerpt.flatMap((row) => {
    const isLit = row.line === line;
    const shown = element("div", { class: isLit ? "lit" : "" }, number(String(row.line)), row.text);
    if (!isLit || column < 1) return [shown];
    const indent = row.text.slice(0, column - 1).replace(/[^\t]/g, " ");
    return [shown, element("div", { class: "lit caret", "aria-hidden": "true" }, number(""), `${indent}^`)];
  });
  return element("pre", { class: "excerpt", tabindex: "0" }, ...rows);
}

/** @param {Place} place */
export function nameOf({ file, line, column }) {
  return [file, line, column].filter(Boolean).join(":");
}

/** Messages begin in lower case, as compilers' do; here they stand alone. @param {string} text */
function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Words between backticks as code. @param {string} text */
function marked(text) {
  return text.split(/`([^`]+)`/).map((part, index) => (index % 2 ? element("code", {}, part) : part));
}

/** @param {string} name @param {Record<string, string>} attributes @param {...(Node | string)} children @returns {HTMLElement} */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) if (value) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}
