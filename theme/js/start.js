/* Opens a deck at once: loads the fonts of its first slide (`data-fonts` on <html>) together with the style sheet, and says
 * which slide css/start.css shows before Reveal.js runs. Runs in <head>, blocking.
 *
 * That is the first one, or the one that the address names as `#/id`. Pages for paper, pictures in a speaker view and all
 * other addresses wait for Reveal.
 */
(function () {
  "use strict";

  const root = document.documentElement;
  const query = new URLSearchParams(window.location.search);
  const isPrint = query.get("view") === "print" || query.has("print-pdf");
  const isReceiver = query.has("receiver") && window.parent !== window;
  // From disk, a browser refuses to load a font ahead, and it needs no time for that.
  if (window.location.protocol.startsWith("http")) (root.dataset.fonts ?? "").split(" ").filter(Boolean).forEach(loadFont);
  if (isPrint || isReceiver) return;
  const name = nameIn(window.location.hash);
  if (name === null) return;
  root.classList.add("opens-at-once");
  if (name) show(name);
  else root.classList.add("opens-at-first");

  /** @param {string} href */
  function loadFont(href) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "", href });
    document.head.append(link);
  }

  /** The id that an address names, empty for the first slide, null for what Reveal has to count. @param {string} hash */
  function nameIn(hash) {
    const written = hash.replace(/^#\/?/, "");
    if (/^\d|\//.test(written)) return null;
    try {
      return decodeURIComponent(written);
    } catch {
      return null;
    }
  }

  /** @param {string} id of a slide, or of anything on it */
  function show(id) {
    const named = `[id="${CSS.escape(id)}"]`;
    const style = document.createElement("style");
    style.textContent = `.deck:not(.reveal-viewport) .slides section:is(${named}, :has(${named})) { display: block; }`;
    style.id = "ui_start"; // deck.js takes it away
    document.head.append(style);
  }
})();
