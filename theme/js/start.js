/* Opens a deck at once: loads the fonts of its first slide (`data-fonts` on <html>) together with the style sheet, and says
 * which slide css/start.css shows before Reveal.js runs. Runs in <head>, blocking.
 *
 * That is the first one, or the one that the address names as `#/id`. Pages for paper, pictures in a speaker view and all
 * other addresses wait for Reveal.
 */
(function () {
  "use strict";

  /** What stands on a ground that Reveal makes, or has a size that Reveal measures. */
  const WAITING = [
    ".slide-section",
    ".center",
    ...["", "-color", "-gradient", "-image", "-video", "-iframe"].map((kind) => `[data-background${kind}]`),
    "[data-visibility=hidden]",
    ":has(.r-fit-text, .r-stretch, .stretch)",
  ];
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
  show(name ? named(name) : ":first-child");

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

  /** The slide with an id, or with anything on it that has it. @param {string} id */
  function named(id) {
    const attribute = `[id="${CSS.escape(id)}"]`;
    return `:is(${attribute}, :has(${attribute}))`;
  }

  /** These rules search slides, and go when Reveal starts: deck.js takes them away. @param {string} which of the slides */
  function show(which) {
    const style = document.createElement("style");
    style.id = "ui_start";
    const slide = ".opens-at-once > .deck .slides > section";
    style.textContent = `
${slide}${which}, ${slide}${which} > section${which} { display: block }
${slide}:has(> section) { padding: 0 }
${slide}:is(${WAITING.join()}), ${slide} > section:is(${WAITING.join()}) { visibility: hidden }`;
    document.head.append(style);
  }
})();
