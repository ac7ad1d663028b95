/* Light or dark, decided before the first paint. Runs in <head>, blocking, on every page of the site.
 *
 * Who decides, in order: `?theme=dark|light` in the address; the reader's stored choice; the deck's or
 * project's setting (`data-default-theme` on <html>); the system. A page made for paper is light
 * unless its address says otherwise. The result is `data-theme` on <html>.
 *
 * Other scripts use `window.dl4adTheme`: `get()`, `set(theme)`, `toggle()`, `subscribe(listener)`.
 * A click on anything marked `data-theme-toggle` toggles.
 */
(function () {
  "use strict";

  /** @typedef {"light" | "dark"} Theme */

  const KEY = "dl4ad-theme";
  const root = document.documentElement;
  const query = new URLSearchParams(window.location.search);
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  /** @type {Array<(theme: Theme) => void>} */
  const listeners = [];

  /** @param {string | null | undefined} value @returns {Theme | null} */
  function known(value) {
    return value === "light" || value === "dark" ? value : null;
  }

  /** @returns {Theme | null} */
  function stored() {
    // A browser may deny storage altogether (private windows, pages from disk).
    try {
      return known(window.localStorage.getItem(KEY));
    } catch {
      return null;
    }
  }

  const forPaper = query.get("view") === "print" || query.has("print-pdf");
  let forced = known(query.get("theme")) || (forPaper ? "light" : null);

  /** @returns {Theme} */
  function decide() {
    return forced || stored() || known(root.dataset.defaultTheme) || (system.matches ? "dark" : "light");
  }

  /** @param {Theme} theme */
  function apply(theme) {
    if (root.dataset.theme === theme) return;
    root.dataset.theme = theme;
    listeners.forEach((listener) => listener(theme));
  }

  /** @param {Theme} theme */
  function choose(theme) {
    forced = null; // from here on the reader decides, not the address
    try {
      window.localStorage.setItem(KEY, theme);
    } catch {
      // The choice then lasts as long as the page.
    }
    apply(theme);
  }

  window.dl4adTheme = {
    get: () => known(root.dataset.theme) || decide(),
    /** Show a theme without keeping it: for windows that follow another window. */
    show: apply,
    set: choose,
    toggle: () => choose(root.dataset.theme === "dark" ? "light" : "dark"),
    subscribe: (/** @type {(theme: Theme) => void} */ listener) => void listeners.push(listener),
  };

  apply(decide());
  system.addEventListener("change", () => apply(decide()));
  window.addEventListener("storage", (event) => {
    if (event.key === KEY) apply(decide());
  });
  // Paper is light. A deck makes itself ready for it; a page of text needs no more than this.
  const isText = () => document.body.classList.contains("site");
  window.addEventListener("beforeprint", () => isText() && apply("light"));
  window.addEventListener("afterprint", () => isText() && apply(decide()));
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target.closest("[data-theme-toggle]")) window.dl4adTheme.toggle();
  });
})();
