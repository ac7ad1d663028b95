/* The search of the course, on every page: `/` or Ctrl-K opens it, or a click on anything marked `data-search`.
 *
 * It is a combobox with a list of slides (ARIA Authoring Practices): the focus stays in the field, arrows
 * walk through the list, Enter goes to the slide, Escape closes. Engine and index are loaded when it is first
 * opened, and as scripts, so that it works from disk.
 *
 * Whoever arrives at a slide sees the match lit until the next key. The words to light travel to another page as
 * `?find=…`, since pages on disk share no storage in all browsers; the address is clean again at once.
 */
(function () {
  "use strict";

  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("ui_search"));
  const input = /** @type {HTMLInputElement} */ (dialog.querySelector("input"));
  const list = /** @type {HTMLElement} */ (dialog.querySelector("[role=listbox]"));
  const status = /** @type {HTMLElement} */ (dialog.querySelector("[role=status]"));
  const words = dialog.dataset;
  const site = new URL("../../", /** @type {HTMLScriptElement} */ (document.currentScript).src);

  const SHOWN = 30; // results
  const EXCERPT = 170; // letters
  const SLICE = 12; // ms of work before the page may breathe
  const CARRIED = 24; // words that are lit on another page
  const FIELDS = "input, textarea, select, [contenteditable]:not([contenteditable=false])";

  /** The slides that are shown. @type {IndexedSlide[]} */
  let shown = [];
  /** Terms of the slides that match the query. @type {Set<string>} */
  let terms = new Set();
  let active = -1;
  /** @type {Promise<SearchIndex> | null} */
  let loading = null;

  const query = new URLSearchParams(window.location.search);
  // Pictures in the speaker view, and paper, have no use for it.
  if (query.has("receiver") || query.has("print-pdf") || query.get("view") === "print") return;

  window.addEventListener("keydown", onKey, true);
  document.addEventListener("click", onClick);
  input.addEventListener("input", search);
  if (query.has("find")) arrive(query.get("find") || "");

  // -- Opening and keys -----------------------------------------------------------------------------

  /** Keys are taken before Reveal sees them. @param {KeyboardEvent} event */
  function onKey(event) {
    if (dialog.open) {
      event.stopPropagation();
      if (!event.isComposing) onDialogKey(event);
    } else if (isOpeningKey(event)) {
      event.preventDefault();
      event.stopPropagation();
      open();
    }
  }

  /** @param {KeyboardEvent} event */
  function isOpeningKey(event) {
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
    const isK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    const target = event.composedPath()[0];
    const isField = target instanceof Element && target.closest(FIELDS);
    return (isSlash || isK) && !isField && !event.isComposing;
  }

  /** @param {KeyboardEvent} event */
  function onDialogKey(event) {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    const last = shown.length - 1;
    /** @type {Record<string, number>} */
    const moves = { ArrowDown: active < last ? active + 1 : 0, ArrowUp: active > 0 ? active - 1 : last };
    if (event.key === "Escape") {
      // At once: the browser would close it after the key, and the next key might come before that.
      event.preventDefault();
      close();
    }
    if (event.target !== input) return;
    if (event.key in moves && isPlain && shown.length) {
      event.preventDefault();
      select(moves[event.key]);
    } else if (event.key === "Enter" && shown[active]) {
      event.preventDefault();
      go(shown[active], event.ctrlKey || event.metaKey);
    }
  }

  /** @param {MouseEvent} event */
  function onClick(event) {
    const target = /** @type {Element} */ (event.target);
    const option = target.closest(".search-result");
    if (target.closest("[data-search]")) open();
    else if (target === dialog || target.closest("[data-search-close]")) close();
    else if (option) go(shown[Array.from(list.children).indexOf(option)], event.ctrlKey || event.metaKey);
  }

  function open() {
    if (dialog.open) return;
    // Without a version in its address the course is being edited: what was loaded may be old.
    if (!new URL(words.index || "", site).search) loading = null;
    for (const other of document.querySelectorAll("dialog[open]")) /** @type {HTMLDialogElement} */ (other).close();
    dialog.showModal();
    input.focus();
    input.select();
    search();
  }

  /** The field must not keep the focus, not even until the next frame: keys are the page's again. */
  function close() {
    dialog.close();
    if (document.activeElement === input) input.blur();
  }

  // -- Loading --------------------------------------------------------------------------------------

  /** @returns {Promise<SearchIndex>} the index, made at the first call; the next call tries again where one failed */
  function load() {
    if (!loading) {
      const hasVersion = new URL(words.index || "", site).search;
      const data = `${words.index}${hasVersion ? "" : `?v=${Date.now()}`}`;
      loading = Promise.all([loadEngine(), loadScript(data)]).then(makeIndex);
      loading.catch(() => (loading = null));
    }
    return loading;
  }

  /** Once it is loaded. */
  function engine() {
    return /** @type {SearchEngine} */ (window.dl4adSearchEngine);
  }

  function loadEngine() {
    return window.dl4adSearchEngine ? Promise.resolve() : loadScript(words.engine || "");
  }

  /** @param {string} address relative to this page, as all addresses in it @returns {Promise<void>} */
  function loadScript(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => resolve();
      script.onerror = () => reject(new Error(address));
      document.head.append(script);
      script.addEventListener("load", () => script.remove());
      script.addEventListener("error", () => script.remove());
    });
  }

  /** Work in slices: a course may have thousands of slides. */
  async function makeIndex() {
    if (!window.dl4adSearchData) throw new Error(words.index);
    const work = engine().index(window.dl4adSearchData);
    delete window.dl4adSearchData;
    for (;;) {
      const end = performance.now() + SLICE;
      while (performance.now() < end) {
        const step = work.next();
        if (step.done) return step.value;
      }
      await breath();
    }
  }

  /** Let the page do what waits. Timers would wait longer each time: 4 ms from the fifth on. @returns {Promise<void>} */
  function breath() {
    const { port1, port2 } = new MessageChannel();
    return new Promise((resolve) => {
      port1.onmessage = () => resolve();
      port2.postMessage(null);
    });
  }

  // -- Results --------------------------------------------------------------------------------------

  function search() {
    const asked = input.value;
    const patience = window.setTimeout(() => say(words.loading), 150);
    load().then(
      (index) => {
        window.clearTimeout(patience);
        if (asked === input.value) show(index, asked);
      },
      () => {
        window.clearTimeout(patience);
        show(null, "");
        say(words.failed);
      },
    );
  }

  /** @param {SearchIndex | null} index @param {string} asked */
  function show(index, asked) {
    /** @type {Found} */
    const nothing = { hits: [], count: 0, hasAll: false, terms: new Set() };
    const found = asked.trim() && index ? index.find(asked, SHOWN) : nothing;
    shown = found.hits;
    terms = found.terms;
    list.replaceChildren(...shown.map(option));
    list.scrollTop = 0;
    input.setAttribute("aria-expanded", String(shown.length > 0));
    select(shown.length ? 0 : -1);
    say(message(asked.trim(), found));
  }

  /** @param {string} asked @param {Found} found */
  function message(asked, found) {
    if (!asked) return words.hint;
    if (!found.count) return (words.none || "").replace("{query}", asked);
    const count = found.count === 1 ? words.one || "" : (words.many || "").replace("{count}", String(found.count));
    return found.hasAll ? count : `${words.some} ${count}`;
  }

  /** @param {string} [text] */
  function say(text = "") {
    if (status.textContent !== text) status.textContent = text;
  }

  /** @param {IndexedSlide} slide @param {number} at */
  function option(slide, at) {
    const item = document.createElement("li");
    item.className = "search-result";
    item.id = `search-result-${at}`;
    item.setAttribute("role", "option");
    const number = slide.number ? (words.slide || "").replace("{number}", String(slide.number)) : "";
    const deck = [slide.deck.number, slide.deck.title, number].filter(Boolean).join(" · ");
    const said = [slide.text, slide.code].filter(Boolean).join("\n");
    item.append(line("search-deck", deck), line("search-title", marked(slide.heading)));
    const text = engine().excerpt(said, terms, EXCERPT).replace(/\n/g, " · ");
    if (text) item.append(" ", line("search-excerpt", marked(text)));
    return item;
  }

  /** @param {string} name @param {string | Array<string | Node>} content */
  function line(name, content) {
    const span = document.createElement("span");
    span.className = name;
    span.append(...(typeof content === "string" ? [content] : content), " ");
    return span;
  }

  /** The text with its matches marked. @param {string} text */
  function marked(text) {
    /** @type {Array<string | Node>} */
    const parts = [];
    let at = 0;
    for (const [start, end] of engine().matches(text, terms)) {
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, end);
      parts.push(text.slice(at, start), mark);
      at = end;
    }
    return [...parts, text.slice(at)];
  }

  /** @param {number} at */
  function select(at) {
    active = at;
    Array.from(list.children).forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    if (at < 0) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    input.setAttribute("aria-activedescendant", `search-result-${at}`);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  // -- Going there ----------------------------------------------------------------------------------

  /** @param {IndexedSlide} slide @param {boolean} inNewWindow */
  function go(slide, inNewWindow) {
    const url = new URL(slide.deck.href, site);
    const isHere = url.pathname === window.location.pathname && !!window.Reveal;
    url.hash = `/${encodeURIComponent(slide.id)}`;
    if (isHere && !inNewWindow && document.getElementById(slide.id)) {
      close();
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      jump(slide.id, terms);
      return;
    }
    const { matches, termsOf } = engine();
    const said = [slide.heading, slide.text, slide.code].join("\n");
    const carried = matches(said, terms).flatMap(([start, end]) => termsOf(said.slice(start, end)));
    const wanted = new Set(carried.filter((term) => terms.has(term)).slice(0, CARRIED));
    url.searchParams.set("find", [...wanted].join(" "));
    if (inNewWindow) {
      window.open(url.href, "_blank", "noopener");
    } else {
      close();
      window.location.assign(url.href);
    }
  }

  /** Light the words on the slide that this page opens at. @param {string} found */
  function arrive(found) {
    const url = new URL(window.location.href);
    url.searchParams.delete("find");
    try {
      window.history.replaceState(window.history.state, "", url.href);
    } catch {
      // A browser that holds pages on disk apart leaves the words in the address.
    }
    const { Reveal } = window;
    if (!Reveal || !found) return;
    const light = () => loadEngine().then(() => jump(Reveal.getCurrentSlide().id, new Set(found.split(" "))));
    if (Reveal.isReady()) light();
    else Reveal.on("ready", light);
  }

  /** Show a slide of this deck with all its steps, for what was found may be in any of them.
   *  @param {string} id @param {Set<string>} found */
  function jump(id, found) {
    const { Reveal, dl4adSlides } = window;
    const section = document.getElementById(id);
    if (!Reveal || !dl4adSlides || !section?.closest(".slides")) return;
    Reveal.toggleOverview(false);
    Reveal.togglePause(false);
    dl4adSlides.jump(section, section.querySelectorAll(".fragment").length || undefined);
    // After what this jump itself brings about.
    window.requestAnimationFrame(() => lightUp(section, found));
  }

  /** Mark words, and formulas and pictures that say them, until the next key, click or slide.
   *  @param {Element} section @param {Set<string>} found */
  function lightUp(section, found) {
    const { matches } = engine();
    /** @type {Range[]} */
    const ranges = [];
    const walker = document.createTreeWalker(section, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement && node.parentElement.closest("aside.notes, .katex, script, style, [hidden]")) continue;
      for (const [start, end] of matches(node.nodeValue || "", found)) {
        const range = document.createRange();
        range.setStart(node, start);
        range.setEnd(node, end);
        ranges.push(range);
      }
    }
    const frames = Array.from(section.querySelectorAll(".katex, img[alt], [role=img][aria-label]")).filter((element) => {
      const tex = element.querySelector("annotation");
      const told = tex ? tex.textContent : element.getAttribute("alt") || element.getAttribute("aria-label");
      return matches(told || "", found).length > 0;
    });
    frames.forEach((element) => element.classList.add("is-found"));
    if (window.CSS && CSS.highlights) CSS.highlights.set("search", new Highlight(...ranges));
    const off = new AbortController();
    const stop = () => {
      off.abort();
      frames.forEach((element) => element.classList.remove("is-found"));
      if (window.CSS && CSS.highlights) CSS.highlights.delete("search");
      window.Reveal?.off("slidechanged", stop);
    };
    for (const type of ["keydown", "pointerdown"]) window.addEventListener(type, stop, { capture: true, signal: off.signal });
    window.Reveal?.on("slidechanged", stop);
  }
})();
