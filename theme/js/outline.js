/* The panels of a deck: its outline (`M`, or a click on `data-outline`) and the help for its keys (`?`, or `data-keys`).
 *
 * The list is made from the slides in the page whenever the panel opens, and again when slides change under it, so that it
 * is never older than they are: sections from `data-section` and `data-subsection`, titles from headings, numbers as in
 * the footer. Pictures (thumbnails.js) are there only for the slides in view.
 */
(function () {
  "use strict";

  const Reveal = /** @type {RevealApi} */ (window.Reveal);
  const { hashOf, jump } = /** @type {SlideJumps} */ (window.dl4adSlides);
  const PAGE = 8; // items that Page Up and Page Down pass
  const TYPING_REST = 800; // ms until typing begins anew
  const NEWS_REST = 4000; // ms that a confirmation is shown
  const KEPT_IN_TITLES = "em, strong, i, b, code, sub, sup";

  const outlinePanel = /** @type {HTMLDialogElement | null} */ (document.querySelector("[data-outline-panel]"));
  const keysPanel = /** @type {HTMLDialogElement | null} */ (document.querySelector("[data-keys-panel]"));
  // A picture in the speaker view and a page made for paper have nothing to operate.
  if (!outlinePanel || !keysPanel || document.documentElement.classList.contains("is-receiver")) return;
  const panel = outlinePanel; // never null, for the functions below
  const help = keysPanel;

  const list = /** @type {HTMLElement} */ (panel.querySelector("[data-outline-list]"));
  const status = /** @type {HTMLElement} */ (panel.querySelector("[role=status]"));
  const address = /** @type {HTMLInputElement} */ (panel.querySelector("input"));
  /** @typedef {{slide: HTMLElement, item: HTMLElement, link: HTMLAnchorElement, number: number, text: string}} Entry */
  /** @type {Entry[]} */
  let entries = [];
  /** @type {IntersectionObserver | null} */
  let viewer = null;

  if (Reveal.isReady()) start();
  else Reveal.on("ready", start);

  function start() {
    if (Reveal.isPrintView()) return;
    Reveal.addKeyBinding({ keyCode: 77, key: "M", description: panel.getAttribute("aria-label") ?? "" }, openOutline);
    Reveal.addKeyBinding({ keyCode: 112, key: "F1", description: help.getAttribute("aria-label") ?? "" }, openHelp);
    Reveal.on("slidechanged", markCurrent);
    for (const type of ["sync", "slidesync"]) Reveal.on(type, refresh);
    document.addEventListener("dl4ad:slides-changed", refresh);
    document.addEventListener("keydown", onQuestionMark, true);
    document.addEventListener("click", onClick);
    help.addEventListener("keydown", (event) => event.key === "?" && help.close());
    for (const dialog of [panel, help]) {
      dialog.addEventListener("click", onClickInPanel);
      dialog.addEventListener("keydown", keepFromDeck);
      onceClosed(dialog, () => leaveFocus(dialog));
    }
    list.addEventListener("keydown", onListKey);
    onceClosed(panel, forget);
  }

  /** The event comes a moment later, when the dialog may be open again. @param {HTMLDialogElement} dialog @param {() => void} act */
  function onceClosed(dialog, act) {
    dialog.addEventListener("close", () => dialog.open || act());
  }

  // -- Opening and closing --------------------------------------------------------------------------

  function openOutline() {
    if (document.querySelector("dialog[open]")) return;
    panel.showModal();
    build();
    const current = entries.find(({ slide }) => slide === Reveal.getCurrentSlide());
    if (current) focus(current, "center");
  }

  function openHelp() {
    if (document.querySelector("dialog[open]")) return;
    help.showModal();
  }

  /** The page may hold a thousand slides; nothing of them stays in a closed panel. */
  function forget() {
    viewer?.disconnect();
    list.replaceChildren();
    entries = [];
    address.hidden = true;
    status.textContent = "";
  }

  /** @param {MouseEvent} event */
  function onClick(event) {
    const target = /** @type {Element} */ (event.target);
    if (target.closest("[data-outline]")) openOutline();
    if (target.closest("[data-keys]")) openHelp();
  }

  /** Before the listener above, so that what a button opens finds no panel open. @param {MouseEvent} event */
  function onClickInPanel(event) {
    const target = /** @type {Element} */ (event.target);
    const dialog = /** @type {HTMLDialogElement} */ (event.currentTarget);
    const entry = entries.find(({ link }) => link === target.closest("a"));
    const isForNewTab = event.ctrlKey || event.metaKey || event.shiftKey;
    if (entry && !isForNewTab) {
      event.preventDefault();
      goTo(entry.slide);
    } else if (target.closest("[data-copy-link]")) copyLink();
    // Nothing but the ground behind it is the dialog itself.
    else if (target === dialog || target.closest("[data-close], [data-search], [data-keys]")) dialog.close();
  }

  /** Where the layout of the keyboard puts it is nobody's business: Reveal knows the key of American ones only.
   *  @param {KeyboardEvent} event */
  function onQuestionMark(event) {
    const target = /** @type {Element} */ (event.target);
    const isTyping = target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "?" || event.ctrlKey || event.metaKey || isTyping || Reveal.isPaused()) return;
    if (Reveal.getConfig().keyboard === false || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    event.stopPropagation();
    openHelp();
  }

  /** Keys in a panel do not move the slides behind it. @param {KeyboardEvent} event */
  function keepFromDeck(event) {
    const { open } = /** @type {HTMLDialogElement} */ (event.currentTarget);
    if (open && !event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
  }

  /** @param {HTMLElement} slide */
  function goTo(slide) {
    panel.close();
    jump(slide);
    // The button that opened the panel would take Space and Enter away from the talk.
    leaveFocus(document);
  }

  /** Where the focus was on nothing before, Chromium leaves it in the closed panel for a while. @param {Node} inside */
  function leaveFocus(inside) {
    const focused = document.activeElement;
    if (focused instanceof HTMLElement && inside.contains(focused)) focused.blur();
  }

  // -- The list -------------------------------------------------------------------------------------

  function build() {
    viewer?.disconnect();
    viewer = new IntersectionObserver(showPictures, { root: list, rootMargin: "150px 0px" });
    entries = [];
    const parts = [];
    /** @type {HTMLElement | null} */
    let group = null;
    let [section, subsection] = ["", ""];
    let hasHeading = false;
    let number = 0;
    for (const { slide, isBelow } of slidesInOrder()) {
      const isCounted = slide.dataset.visibility !== "uncounted";
      if (isCounted) number += 1;
      const entry = makeEntry(slide, isCounted ? number : 0, isBelow);
      const { section: ownSection = "", subsection: ownSubsection = "" } = slide.dataset;
      const headings = [];
      const isNew = ownSection !== section;
      // A slide that shows its section is a heading itself, and above that of the first subsection.
      const isHeading = isNew && ownSection === entry.text;
      if (isNew && !isHeading && ownSection) headings.push(heading("h3", ownSection));
      if (isNew) hasHeading = headings.length > 0;
      if ((isNew || ownSubsection !== subsection) && !isHeading && ownSubsection) {
        const below = heading("h4", ownSubsection);
        if (!hasHeading) below.ariaLevel = "3"; // the slide above it is a link to those who hear the list
        headings.push(below);
      }
      if (!group || headings.length) {
        group = document.createElement("ol");
        parts.push(...headings, group);
      }
      [section, subsection] = [ownSection, isHeading ? "" : ownSubsection];
      group.append(entry.item);
      entries.push(entry);
    }
    list.replaceChildren(...parts);
    markCurrent();
    for (const { item } of entries) viewer.observe(item);
  }

  /** All that Reveal shows, stacks in a row. */
  function slidesInOrder() {
    const sections = (/** @type {Element} */ parent) => /** @type {HTMLElement[]} */ ([...parent.children].filter((child) => child.matches("section")));
    return sections(/** @type {HTMLElement} */ (Reveal.getSlidesElement())).flatMap((outer) => {
      const inner = sections(outer);
      return inner.length ? inner.map((slide, index) => ({ slide, isBelow: index > 0 })) : [{ slide: outer, isBelow: false }];
    });
  }

  /** @param {HTMLElement} slide @param {number} number 0 for a slide that does not count. @param {boolean} isBelow @returns {Entry} */
  function makeEntry(slide, number, isBelow) {
    const item = document.createElement("li");
    item.className = "outline-item";
    item.classList.toggle("is-below", isBelow);
    item.classList.toggle("is-section", slide.matches(".slide-section"));
    const link = document.createElement("a");
    link.href = hashOf(slide);
    link.tabIndex = -1;
    const count = document.createElement("span");
    count.className = "outline-number";
    count.textContent = number ? String(number) : "";
    const title = titleOf(slide);
    if (slide.lang) title.lang = slide.lang; // that of another lecture may speak another language
    link.append(count, title);
    item.append(link);
    return { slide, item, link, number, text: textOf(title) };
  }

  /** @param {"h3" | "h4"} name @param {string} title */
  function heading(name, title) {
    const made = document.createElement(name);
    made.textContent = title;
    return made;
  }

  /** Its heading with formulas as they are, or else its first words, or what its picture shows. @param {HTMLElement} slide */
  function titleOf(slide) {
    const title = document.createElement("span");
    title.className = "outline-title";
    const own = [...slide.querySelectorAll("h1, h2, h3, h4, h5, h6")].find((found) => !found.closest(".notes"));
    if (own) copyWords(own, title);
    if (title.textContent?.trim()) return title;
    title.classList.add("is-substitute");
    const text = [...slide.children].filter((child) => !child.matches(".notes, .running-title, script, style")).map(textOf).join(" ").trim();
    const picture = slide.querySelector("img[alt]:not([alt='']), svg[aria-label]");
    const words = text || picture?.getAttribute("alt") || picture?.getAttribute("aria-label") || panel.dataset.slideWord || "";
    title.textContent = words.length > 90 ? `${words.slice(0, 90).trimEnd()} …` : words;
    return title;
  }

  /** @param {Element} from @param {Element} to */
  function copyWords(from, to) {
    for (const node of from.childNodes) {
      if (node instanceof Text) to.append(node.data);
      else if (!(node instanceof Element) || node.matches(".footnote-ref, .notes, script, style")) continue;
      else if (node.matches(".katex")) to.append(node.cloneNode(true));
      else if (node.matches("br")) to.append(" ");
      else if (node.matches("img")) to.append(node.getAttribute("alt") ?? "");
      else if (node.matches(KEPT_IN_TITLES)) {
        const kept = document.createElement(node.localName);
        copyWords(node, kept);
        to.append(kept);
      } else copyWords(node, to);
    }
  }

  /** Words as they are seen: a formula stands there twice, once to be read out. @param {Element} of */
  function textOf(of) {
    let copy = of;
    if (of.querySelector(".katex-mathml, .notes, script, style")) {
      copy = /** @type {Element} */ (of.cloneNode(true));
      for (const noise of copy.querySelectorAll(".katex-mathml, .notes, script, style")) noise.remove();
    }
    return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
  }

  /** @param {IntersectionObserverEntry[]} seen */
  function showPictures(seen) {
    const slides = new Map(entries.map(({ item, slide }) => [item, slide]));
    for (const { target, isIntersecting } of seen) {
      const slide = slides.get(/** @type {HTMLElement} */ (target));
      target.querySelector(".thumbnail")?.remove();
      if (isIntersecting && slide && window.dl4adThumbnail) target.append(window.dl4adThumbnail(slide));
    }
  }

  function markCurrent() {
    const current = Reveal.getCurrentSlide();
    for (const { slide, link } of entries) {
      if (slide === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  /** Slides changed under the open panel: who reads there stays where they are. */
  function refresh() {
    if (!panel.open) return;
    const index = entries.findIndex(({ link }) => link === document.activeElement);
    const { slide } = entries[index] ?? {};
    const top = list.scrollTop;
    build();
    list.scrollTop = top;
    const same = entries.find((entry) => entry.slide === slide) ?? entries[Math.min(index, entries.length - 1)];
    if (index >= 0 && same) focus(same, "nearest");
    else makeReachable(entries.find((entry) => entry.slide === Reveal.getCurrentSlide()));
  }

  // -- Keys of the list -----------------------------------------------------------------------------

  let typed = "";
  let typedAt = -Infinity;

  /** @param {KeyboardEvent} event */
  function onListKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const index = entries.findIndex(({ link }) => link === document.activeElement);
    const last = entries.length - 1;
    /** @type {Record<string, number>} */
    const targets = { ArrowDown: index + 1, ArrowUp: index - 1, PageDown: index + PAGE, PageUp: index - PAGE, Home: 0, End: last };
    const isTyped = event.key.length === 1 && event.key !== "/" && (event.key !== " " || isTyping(event));
    const target = isTyped ? entryFor(event, index) : entries[Math.max(0, Math.min(last, targets[event.key] ?? -1))];
    if (!isTyped && !(event.key in targets)) return;
    event.preventDefault();
    if (target) focus(target, "nearest");
  }

  /** @param {KeyboardEvent} event */
  function isTyping(event) {
    return typed !== "" && event.timeStamp - typedAt < TYPING_REST;
  }

  /** The slide with the number, or the next one whose title begins with what is being typed.
   *  @param {KeyboardEvent} event @param {number} index @returns {Entry | undefined} */
  function entryFor(event, index) {
    typed = isTyping(event) ? typed + event.key : event.key;
    typedAt = event.timeStamp;
    if (/^\d+$/.test(typed)) return entries.find(({ number }) => number === Number(typed));
    // One letter goes on to the next title; with more, the present one may still be it.
    const first = index + (typed.length === 1 ? 1 : 0);
    const wanted = plain(typed);
    return [...entries.slice(first), ...entries.slice(0, first)].find(({ text }) => plain(text).startsWith(wanted));
  }

  /** Without case and accents. @param {string} text */
  function plain(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  }

  /** @param {Entry} entry @param {"center" | "nearest"} block */
  function focus(entry, block) {
    makeReachable(entry);
    entry.link.focus({ preventScroll: true });
    entry.item.scrollIntoView({ block });
  }

  /** Tab comes to one item of the list. @param {Entry | undefined} entry */
  function makeReachable(entry) {
    for (const { link } of entries) if (link.tabIndex === 0) link.tabIndex = -1;
    if (entry) entry.link.tabIndex = 0;
  }

  // -- Link to a slide ------------------------------------------------------------------------------

  let newsTimer = 0;

  async function copyLink() {
    const link = window.location.href.replace(/[?#].*$/, "") + hashOf(Reveal.getCurrentSlide());
    window.clearTimeout(newsTimer);
    address.hidden = true;
    try {
      await navigator.clipboard.writeText(link);
      status.textContent = panel.dataset.copied ?? "";
      newsTimer = window.setTimeout(() => (status.textContent = ""), NEWS_REST);
    } catch {
      // Denied, or no such thing: pages that come without TLS have no clipboard.
      address.value = link;
      address.hidden = false;
      address.select();
      status.textContent = panel.dataset.copyByHand ?? "";
    }
  }
})();
