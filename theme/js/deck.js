/* The page of one deck: starts Reveal and adds what the theme needs around it.
 *
 * Windows talk by `postMessage`, because pages opened from disk share nothing else. Every message is an
 * object `{dl4ad: 1, type, …}`; others are ignored. A deck listens to two kinds of windows only: its
 * speaker view (a window that it opened) and, where it is itself a picture in a speaker view
 * (`?receiver` in the address), the window around it.
 *
 *   speaker view -> deck       hello                      send me the state (asked every second, so that
 *                                                         either side may reload at any time)
 *                              key {keyCode}              a key for Reveal, from a short list
 *                              goto {state}               a state of Reveal: {indexh, indexv, indexf, …}
 *                              theme {theme}              show and keep this theme
 *   deck -> speaker view       state {state, url, title, number, total, notes, theme, katex}
 *   speaker view -> receiver   show {state, theme, ahead} take this state; `ahead`: then go one step on
 *   receiver -> speaker view   ready                      I am loaded, or my slides changed: tell me what to show
 *                              shown {end}                done; `end`: there was no next step
 *
 * When slides are replaced in the open page, whoever does it calls `Reveal.sync()` or dispatches
 * `dl4ad:slides-changed` on the document; titles, numbers and the speaker view follow. The live preview's event
 * has in its `detail` the `ids` of new and changed slides, and `isReordered`: whether slides came, went or moved.
 */
(function () {
  "use strict";

  const Reveal = /** @type {RevealApi} */ (window.Reveal);
  const theme = window.dl4adTheme;
  const query = new URLSearchParams(window.location.search);
  const isReceiver = query.has("receiver") && window.parent !== window;
  const isPrint = query.get("view") === "print" || query.has("print-pdf");
  const ownScript = /** @type {HTMLScriptElement} */ (document.currentScript);

  /** Keys that the speaker view may pass on: moving, first, last, black screen. */
  const SPEAKER_KEYS = [32, 33, 34, 35, 36, 37, 38, 39, 40, 66, 72, 74, 75, 76, 78, 80, 190];
  const POINTER_REST = 2500; // ms without movement until the tools leave the slide
  const MEDIA_PATIENCE = 5000; // ms that printing waits for pictures

  // -- Start ----------------------------------------------------------------------------------------

  /** Our defaults where Reveal's do not suit a lecture; the deck's own settings win over them. @type {RevealConfig} */
  const defaults = {
    // The canvas that style sheets are made for: slides bring their own margins, and begin at the top.
    width: 1920,
    height: 1080,
    margin: 0,
    center: false,
    // Slides have addresses, and the browser's Back leaves the deck instead of walking through them.
    hash: true,
    history: false,
    controls: true,
    controlsLayout: "edges",
    controlsTutorial: false,
    // Motion is short, or there is none (seconds).
    transition: "none",
    backgroundTransition: "none",
    autoAnimateDuration: 0.25,
    // Reveal stops scaling at a fifth by default, which cuts slides off on phones and in the speaker view.
    minScale: 0.02,
    maxScale: 5,
    // Paper shows each slide once, in its final state.
    pdfSeparateFragments: false,
    pdfMaxPagesPerSlide: 1,
    // The scroll view rebuilds the page around every slide: header, footer and live preview end there.
    scrollActivationWidth: null,
    // Windows of ours speak the protocol above, which checks who is speaking.
    postMessage: false,
  };
  /** A picture in the speaker view moves when it is told to, and is silent. @type {RevealConfig} */
  const receiverConfig = {
    controls: false,
    progress: false,
    keyboard: false,
    touch: false,
    overview: false,
    help: false,
    jumpToSlide: false,
    hash: false,
    history: false,
    respondToHashChanges: false,
    autoSlide: 0,
    autoPlayMedia: false,
    transition: "none",
  };

  /** Fragments that cannot be seen before their step; the others only change at it. */
  const UNSEEN =
    ".fragment:not(.visible, .fade-out, .semi-fade-out, .strike, .grow, .shrink, .vanish, [class*='highlight-'])" +
    ":not(.custom:not(.appear, .appear-table, .appear-vanish))";

  const configElement = document.getElementById("ui_config");
  /** @type {RevealConfig} */
  const deckConfig = JSON.parse((configElement && configElement.textContent) || "{}");
  /** @type {RevealConfig} */
  const stillness = { autoAnimate: false, transition: "none" };
  const wantsStillness = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const config = Object.assign(defaults, deckConfig, wantsStillness ? stillness : {}, isReceiver ? receiverConfig : {});
  config.keyboardCondition = leavesKeyToReveal;
  // The number stands in the footer, where a deck wants one.
  const hasNumbers = deckConfig.slideNumber !== false;
  config.slideNumber = false;

  /** The shown slide among those that count. */
  let count = { number: 1, total: 1 };

  document.documentElement.classList.toggle("is-receiver", isReceiver);
  decorateTitle();
  if (hasOwnScripts()) start();
  else onceSeen(start);
  if (isPrint) Reveal.on("pdf-ready", finishPages);
  else for (const type of ["fragmentshown", "fragmenthidden"]) Reveal.on(type, holdFootnotes);

  function start() {
    const deck = document.querySelector(".reveal");
    if (deck) followReveal(deck);
    if (deck) noteStretched([deck]);
    document.getElementById("ui_start")?.remove();
    Reveal.initialize(config).then(() => {
      holdFootnotesOf(document);
      update();
      if (isReceiver) startReceiver();
      else startDeck();
    });
  }

  /** Whether scripts follow that may count on a Reveal that has started: those of a course, or the live preview's. */
  function hasOwnScripts() {
    return ownScript.nextElementSibling?.matches("script") || document.querySelector("body script:not([type='application/json'])") !== null;
  }

  /** Let the slide that is laid out be seen before Reveal takes its time. In a window that nobody sees nothing is painted.
   *  @param {() => void} go */
  function onceSeen(go) {
    const isLaidOut = document.documentElement.classList.contains("opens-at-once");
    if (!isLaidOut || document.hidden || performance.getEntriesByName("first-contentful-paint").length) go();
    else requestAnimationFrame(() => window.setTimeout(go));
  }

  /** Space and Enter belong to the button, link or player that has the focus. @param {KeyboardEvent} event */
  function leavesKeyToReveal(event) {
    const target = event.target;
    if (!(target instanceof Element)) return true;
    const usesKey = event.key === " " || event.key === "Enter";
    return !(usesKey && target.closest("button, a[href], summary, video, audio"));
  }

  function startDeck() {
    Reveal.addKeyBinding({ keyCode: 84, key: "T", description: titleOf("[data-theme-toggle]") }, theme.toggle);
    Reveal.addKeyBinding({ keyCode: 83, key: "S", description: titleOf("[data-speaker-view]") }, openSpeakerView);
    Reveal.on("slidechanged", update);
    Reveal.on("sync", refresh);
    Reveal.on("slidesync", refresh);
    document.addEventListener("dl4ad:slides-changed", onSlidesChanged);
    for (const type of ["fragmentshown", "fragmenthidden", "paused", "resumed"]) Reveal.on(type, sendState);
    theme.subscribe(sendState);
    document.addEventListener("click", onClick);
    document.addEventListener("pointermove", showTools);
    document.addEventListener("keydown", onPrintKey, true);
    window.addEventListener("message", onSpeakerMessage);
    window.addEventListener("beforeprint", preparePaper);
    window.addEventListener("afterprint", leavePaper);
  }

  /** The title of a button, less the key at its end. @param {string} selector */
  function titleOf(selector) {
    const button = document.querySelector(selector);
    return button instanceof HTMLElement ? button.title.replace(/ \([^)]*\)$/, "") : "";
  }

  function refresh() {
    decorateTitle();
    holdFootnotesOf(document);
    update();
  }

  function update() {
    markBody();
    count = { number: Reveal.getSlidePastCount() + 1, total: Reveal.getTotalSlides() };
    showSlideNumber();
    holdFootnotes();
    sendState();
  }

  /** Header and footer follow what the shown slide is, by classes of the body. Style sheets that looked for it themselves,
   *  with `:has()`, would look again whenever an element comes or goes. */
  function markBody() {
    const slide = Reveal.getCurrentSlide();
    const { classList } = document.body;
    classList.toggle("on-title", !!slide?.matches(".slide-title, .slide-section"));
    classList.toggle("on-plain-ink", !!slide?.matches(".plain-ink"));
  }

  /** The same for what Reveal says of the whole deck, as soon as it does. @param {Element} deck */
  function followReveal(deck) {
    const mark = () => {
      for (const name of ["dark-background", "light-background"]) {
        document.body.classList.toggle(`on-${name}`, deck.classList.contains(`has-${name}`));
      }
      document.body.classList.toggle("on-overview", deck.classList.contains("overview"));
    };
    new MutationObserver(mark).observe(deck, { attributeFilter: ["class"] });
    mark();
  }

  /** What is to fill the room that is left on its slide, Reveal measures on all slides: none may be left out of layout.
   *  @param {Array<Element | null | undefined>} places */
  function noteStretched(places) {
    if (places.some((place) => place?.querySelector("section > .stretch, section > .r-stretch"))) document.body.classList.add("has-stretched");
  }

  /** Slides that only changed are not counted again: Reveal looks at each element of the deck.
   *  @param {DocumentEventMap["dl4ad:slides-changed"]} event */
  function onSlidesChanged(event) {
    decorateTitle();
    markBody();
    noteStretched((event.detail?.ids ?? []).map((id) => document.getElementById(id)));
    holdFootnotesOf(document);
    if (event.detail?.isReordered === false) sendState();
    else update();
  }

  /** Footnotes whose marks all stand in fragments yet to come wait for the first of these. Paper shows all of them. */
  function holdFootnotes() {
    holdFootnotesOf(Reveal.getCurrentSlide());
  }

  /** @param {ParentNode | undefined} place a slide, or all of them */
  function holdFootnotesOf(place) {
    if (isPrint) return;
    for (const note of place?.querySelectorAll(".footnote-item") ?? []) {
      const links = /** @type {HTMLAnchorElement[]} */ ([...note.querySelectorAll("a.footnote-backref")]);
      const marks = links.map((link) => document.getElementById(decodeURIComponent(link.hash.replace(/^#\/?/, ""))));
      note.classList.toggle("is-ahead", marks.length > 0 && marks.every((mark) => mark?.closest(UNSEEN)));
    }
  }

  // -- Title slide and slide number -------------------------------------------------------------------

  /** Put subtitle, authors and date on the title slide, unless its author has written more than a heading. */
  function decorateTitle() {
    const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById("ui_title-meta"));
    const slide = document.querySelector(".slides section[id]");
    if (!template || !slide || !slide.matches(".slide-title") || !template.content.querySelector("p")) return;
    const isBare = Array.from(slide.children).every((child) => child.matches("h1, aside.notes, [hidden]"));
    const heading = slide.querySelector("h1");
    if (isBare && heading) heading.after(template.content.cloneNode(true));
  }

  function showSlideNumber() {
    for (const place of document.querySelectorAll(".deck-footer [data-slide-number]")) {
      fillSlideNumber(place, count.number, count.total);
    }
  }

  /** @param {Element} place @param {number} number @param {number} total */
  function fillSlideNumber(place, number, total) {
    if (!hasNumbers) return;
    const current = document.createElement("span");
    current.className = "footer-current";
    current.textContent = String(number);
    place.replaceChildren(current, ` / ${total}`);
  }

  // -- Pointer --------------------------------------------------------------------------------------

  let pointerTimer = 0;

  function showTools() {
    document.body.classList.add("pointer-active");
    window.clearTimeout(pointerTimer);
    pointerTimer = window.setTimeout(() => document.body.classList.remove("pointer-active"), POINTER_REST);
  }

  /** @param {MouseEvent} event */
  function onClick(event) {
    const target = /** @type {Element} */ (event.target);
    if (target.closest("[data-speaker-view]")) openSpeakerView();
    const button = target.closest(".embed-load");
    if (button) loadEmbed(button);
  }

  /** Until this click, nothing has been asked of the other host. @param {Element} button */
  function loadEmbed(button) {
    const embed = /** @type {HTMLElement} */ (button.closest(".embed"));
    const frame = document.createElement("iframe");
    frame.title = embed.dataset.title || "";
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.src = embed.dataset.src || "";
    embed.replaceChildren(frame);
    frame.focus();
  }

  // -- Speaker view ---------------------------------------------------------------------------------

  /** @type {Window | null} */
  let speaker = null;

  function openSpeakerView() {
    if (speaker && !speaker.closed) {
      speaker.focus();
      return;
    }
    const url = new URL("../speaker.html", ownScript.src);
    url.searchParams.set("deck", deckUrl());
    speaker = window.open(url.href, "dl4ad-speaker", "popup,width=1360,height=850");
  }

  function deckUrl() {
    return window.location.href.replace(/#.*$/, "");
  }

  /** @param {MessageEvent} event */
  function onSpeakerMessage(event) {
    /** @type {Received<ToDeck>} */
    const message = event.data;
    if (!message || message.dl4ad !== 1 || !isOurSpeaker(event.source)) return;
    speaker = /** @type {Window} */ (event.source);
    if (message.type === "hello") sendState();
    if (message.type === "theme") theme.set(message.theme);
    if (message.type === "goto") Reveal.setState(message.state);
    if (message.type === "key" && SPEAKER_KEYS.includes(message.keyCode)) Reveal.triggerKey(message.keyCode);
  }

  /** `opener` outlives a reload of this page, a variable does not. @param {MessageEventSource | null} source */
  function isOurSpeaker(source) {
    try {
      return !!source && /** @type {Window} */ (source).opener === window;
    } catch {
      return false;
    }
  }

  function sendState() {
    if (isReceiver || !speaker || speaker.closed || !Reveal.isReady()) return;
    const notes = currentNotes();
    const katex = notes.includes("katex") ? document.body.dataset.katex : "";
    post(speaker, {
      type: "state",
      state: Reveal.getState(),
      url: deckUrl(),
      title: document.title,
      number: count.number,
      total: count.total,
      notes,
      theme: theme.get(),
      katex: katex ? new URL(katex, document.baseURI).href : "",
    });
  }

  /** The notes as HTML, with addresses that hold in another folder; while a fragment with notes is the current one, its own,
   *  as in Reveal's speaker view. */
  function currentNotes() {
    const slide = Reveal.getCurrentSlide();
    if (!slide) return "";
    const steps = [...slide.querySelectorAll(".current-fragment")];
    const ofStep = steps.find((step) => step.hasAttribute("data-notes"));
    if (ofStep) return ofStep.getAttribute("data-notes") ?? "";
    const notes = slide.querySelector(":scope > aside.notes");
    if (!notes) return slide.getAttribute("data-notes") || "";
    const copy = /** @type {Element} */ (notes.cloneNode(true));
    const numbers = steps.map((step) => step.getAttribute("data-step-notes")).filter(Boolean);
    const parts = [...copy.querySelectorAll("[data-step-notes]")];
    if (numbers.length) copy.replaceChildren(...parts.filter((part) => numbers.includes(part.getAttribute("data-step-notes"))));
    else {
      for (const part of parts) part.remove();
      keepPart(copy);
    }
    for (const name of ["src", "data-src", "href"]) {
      for (const element of copy.querySelectorAll(`[${name}]`)) {
        const target = name === "data-src" ? "src" : name;
        element.setAttribute(target, new URL(element.getAttribute(name) || "", document.baseURI).href);
      }
    }
    return copy.innerHTML;
  }

  /** Of notes in parts keep the one that the steps shown so far have come to, at the end also what is left. @param {Element} notes */
  function keepPart(notes) {
    const parts = [...notes.querySelectorAll("[data-notes-after]")];
    const shown = (Reveal.getIndices().f ?? -1) + 1;
    const after = (/** @type {Element} */ part) => Number(part.getAttribute("data-notes-after"));
    const current = Math.max(0, ...parts.map(after).filter((number) => number <= shown));
    const isEnd = !Reveal.availableFragments().next;
    const kept = parts.filter((part) => after(part) === current || (isEnd && after(part) > shown));
    if (current) notes.replaceChildren(...kept);
    else for (const part of parts) if (!kept.includes(part)) part.remove();
  }

  function startReceiver() {
    window.addEventListener("message", (event) => {
      /** @type {Received<ToReceiver>} */
      const message = event.data;
      if (event.source !== window.parent || !message || message.dl4ad !== 1) return;
      if (message.type !== "show") return;
      theme.show(message.theme);
      Reveal.setState({ ...message.state, overview: false, paused: message.ahead ? false : message.state.paused });
      let end = false;
      if (message.ahead) {
        end = isAtEnd();
        if (!end) Reveal.next();
      }
      update();
      post(window.parent, { type: "shown", end });
    });
    Reveal.on("sync", refresh);
    document.addEventListener("dl4ad:slides-changed", (event) => {
      onSlidesChanged(event);
      // What comes next may be another slide or step now: ask again.
      post(window.parent, { type: "ready" });
    });
    post(window.parent, { type: "ready" });
  }

  function isAtEnd() {
    return Reveal.isLastSlide() && !Reveal.availableFragments().next;
  }

  /** @param {Window} target @param {FromDeck | FromReceiver} message */
  function post(target, message) {
    // No narrower target origin exists for pages from disk; what is sent stands in the page anyway.
    target.postMessage({ dl4ad: 1, ...message }, "*");
  }

  // -- Paper ----------------------------------------------------------------------------------------

  /** What `afterprint` has to undo. @type {Array<() => void>} */
  let undo = [];

  /** Browsers do not wait for pictures that start to load in `beforeprint`, so the key loads them first.
   *  @param {KeyboardEvent} event */
  function onPrintKey(event) {
    const isPrintKey = event.key.toLowerCase() === "p" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!isPrintKey || Reveal.isPrintView()) return;
    event.preventDefault();
    event.stopPropagation();
    loadEverything();
    Promise.race([picturesLoaded(), new Promise((resolve) => window.setTimeout(resolve, MEDIA_PATIENCE))]).then(() => window.print());
  }

  function picturesLoaded() {
    const pictures = Array.from(document.querySelectorAll(".slides img"));
    return Promise.all(pictures.map((img) => /** @type {HTMLImageElement} */ (img).decode().catch(() => undefined)));
  }

  function loadEverything() {
    for (const slide of Reveal.getSlides()) Reveal.loadSlide(slide, { excludeIframes: true });
  }

  /** Ctrl-P on the open page: all slides, one to a page, in their final state and in light colours. */
  function preparePaper() {
    if (undo.length || Reveal.isPrintView()) return;
    const root = document.documentElement;
    const shown = root.dataset.theme;
    root.dataset.theme = "light";
    // The class switches off Reveal's own style for paper, which turns slides into running text.
    root.classList.add("print-pdf", "paper");
    undo.push(() => {
      root.dataset.theme = shown;
      root.classList.remove("print-pdf", "paper");
    });
    const displays = Reveal.getSlides().map((slide) => ({ slide, display: slide.style.display }));
    loadEverything();
    undo.push(() => displays.forEach(({ slide, display }) => (slide.style.display = display)));
    Reveal.getSlides().forEach(preparePage);
  }

  /** @param {RevealSlide} slide @param {number} index */
  function preparePage(slide, index) {
    for (const fragment of slide.querySelectorAll(".fragment")) {
      const before = fragment.getAttribute("class") ?? ""; // parts of a drawing have no text for a className
      fragment.classList.remove("current-fragment");
      fragment.classList.toggle("visible", !fragment.classList.contains("fade-out"));
      undo.push(() => fragment.setAttribute("class", before));
    }
    undo.push(window.dl4adCode?.fitOnPaper(slide) ?? (() => undefined));
    const footer = pageFooter(slide, index);
    if (footer) slide.append(footer);
    const ground = slide.slideBackgroundElement && /** @type {Element} */ (slide.slideBackgroundElement.cloneNode(true));
    if (ground) slide.prepend(ground);
    undo.push(() => {
      if (footer) footer.remove();
      if (ground) ground.remove();
    });
  }

  function leavePaper() {
    undo.reverse().forEach((step) => step());
    undo = [];
    Reveal.layout();
  }

  /** The same for Reveal's own print view, where each slide stands in a `.pdf-page`. */
  function finishPages() {
    document.querySelectorAll(".pdf-page").forEach((page, index) => {
      const slide = page.querySelector("section");
      if (slide) window.dl4adCode?.fitOnPaper(slide);
      const footer = slide && pageFooter(slide, index);
      if (!footer) return;
      // It stands beside the slide, on the same ground.
      const grounds = ["has-dark-background", "has-light-background", "plain-ink"].filter((name) => slide.classList.contains(name));
      footer.classList.add(...grounds);
      page.append(footer);
    });
  }

  /** @param {Element} slide @param {number} index @returns {Element | null} */
  function pageFooter(slide, index) {
    const states = (slide.getAttribute("data-state") || "").split(/\s+/);
    const model = document.querySelector(".deck-footer .page-footer");
    if (!model || slide.matches(".slide-title, .slide-section") || states.includes("no-footer") || states.includes("no-chrome")) return null;
    const footer = /** @type {Element} */ (model.cloneNode(true));
    const place = footer.querySelector("[data-slide-number]");
    if (place) fillSlideNumber(place, index + 1, Reveal.getTotalSlides());
    return footer;
  }
})();
