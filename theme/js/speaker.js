/* The speaker view: two small copies of the deck, the notes, a timer and a clock.
 *
 * It holds no state of the talk. The deck that opened it (`window.opener`) is asked for its state once a
 * second, which also finds it again after a reload or after the move to another deck; in between, the deck
 * reports each step by itself. The messages are described at the top of deck.js. The copies are the deck's
 * own page with `?receiver=…` in iframes, so a live preview that replaces slides in one page replaces them
 * in all three.
 */
(function () {
  "use strict";

  const PULSE = 1000; // ms between two questions to the deck
  const PATIENCE = 3500; // ms without an answer until the speaker is told
  const NOTES_KEY = "dl4ad-notes-scale";
  const TIMER_KEY = "dl4ad-timer";
  /** Keys that go to the deck: moving, first, last, black screen. */
  const DECK_KEYS = [32, 33, 34, 35, 36, 37, 38, 39, 40, 66, 72, 74, 75, 76, 78, 80, 190];

  const theme = window.dl4adTheme;
  /** @type {Window | null} */
  const deck = window.opener;
  /** @typedef {{frame: HTMLIFrameElement, name: string, ahead: boolean, end: HTMLElement | null, isReady: boolean, url: string}} View */

  const current = makeView(byId("current"), "current", false);
  const next = makeView(byId("next"), "next", true);
  /** The last state that the deck sent. @type {TalkState | null} */
  let talk = null;
  let lastAnswer = Date.now();
  let notesScale = 1;

  const address = new URLSearchParams(window.location.search).get("deck");
  if (address && isPage(address)) openDeck(address);

  window.addEventListener("message", onMessage);
  document.addEventListener("keydown", onKey);
  theme.subscribe((value) => {
    // What the deck has told us is not told back: it would turn "as the system" into a choice.
    if (!talk || talk.theme !== value) tellDeck({ type: "theme", theme: value });
    showInFrames();
  });
  startTimer();
  startNotesScale();
  pulse();
  window.setInterval(pulse, PULSE);

  // -- Talking to the deck ----------------------------------------------------------------------------

  function pulse() {
    tellDeck({ type: "hello" });
    const isLost = !deck || deck.closed || Date.now() - lastAnswer > PATIENCE;
    const alert = byId("alert");
    alert.hidden = !isLost;
    alert.textContent = (!deck ? alert.dataset.noDeck : deck.closed ? alert.dataset.deckClosed : alert.dataset.waiting) ?? "";
  }

  /** @param {ToDeck} message */
  function tellDeck(message) {
    if (deck && !deck.closed) deck.postMessage({ dl4ad: 1, ...message }, "*");
  }

  /** @param {MessageEvent} event */
  function onMessage(event) {
    /** @type {Received<FromDeck | FromReceiver>} */
    const message = event.data;
    if (!message || message.dl4ad !== 1 || !event.source) return;
    if (event.source === deck && message.type === "state") {
      lastAnswer = Date.now();
      take(message);
    }
    for (const view of [current, next]) {
      if (event.source !== view.frame.contentWindow) continue;
      if (message.type === "ready") view.isReady = true;
      if (message.type === "ready" && talk) show(view);
      if (message.type === "shown" && view.end) view.end.hidden = !message.end;
    }
  }

  /** @param {TalkState} message */
  function take(message) {
    const before = talk;
    talk = message;
    if (before && JSON.stringify(before) === JSON.stringify(message)) return;
    theme.show(message.theme);
    if (isPage(message.url)) openDeck(message.url);
    byId("number").textContent = `${message.number} / ${message.total}`;
    byId("title").textContent = message.title;
    showNotes(message);
    showInFrames();
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = /** @type {Element} */ (event.target);
    if (event.key === "t" || event.key === "T") theme.toggle();
    else if (event.key === "+" || event.key === "=") scaleNotes(1.1);
    else if (event.key === "-") scaleNotes(1 / 1.1);
    else if (DECK_KEYS.includes(event.keyCode)) {
      // Space on a button presses the button; the arrows move the talk, wherever the focus is.
      if (event.key === " " && target.closest("button")) return;
      event.preventDefault();
      tellDeck({ type: "key", keyCode: event.shiftKey && event.key === " " ? 33 : event.keyCode });
    }
  }

  /** An element that the template of the page has. @param {string} id */
  function byId(id) {
    return /** @type {HTMLElement} */ (document.getElementById(`ui_${id}`));
  }

  // -- The two slides ---------------------------------------------------------------------------------

  /** @param {HTMLElement} place @param {string} name @param {boolean} ahead @returns {View} */
  function makeView(place, name, ahead) {
    const frame = document.createElement("iframe");
    frame.title = place.dataset.title || "";
    frame.tabIndex = -1;
    place.prepend(frame);
    const end = /** @type {HTMLElement | null} */ (place.querySelector(".frame-end"));
    return { frame, name, ahead, end, isReady: false, url: "" };
  }

  /** @param {string} value An address from outside: only pages, no `javascript:`. */
  function isPage(value) {
    try {
      return ["http:", "https:", "file:"].includes(new URL(value).protocol);
    } catch {
      return false;
    }
  }

  /** @param {string} url */
  function openDeck(url) {
    for (const view of [current, next]) {
      if (view.url === url) continue;
      view.url = url;
      view.isReady = false;
      const address = new URL(url);
      address.searchParams.set("receiver", view.name);
      view.frame.src = address.href;
    }
  }

  function showInFrames() {
    if (!talk) return;
    show(current);
    show(next);
  }

  /** @param {View} view */
  function show(view) {
    if (!talk || !view.isReady || !view.frame.contentWindow) return;
    /** @type {ToReceiver} */
    const message = { type: "show", state: talk.state, theme: theme.get(), ahead: view.ahead };
    view.frame.contentWindow.postMessage({ dl4ad: 1, ...message }, "*");
  }

  // -- Notes ------------------------------------------------------------------------------------------

  /** @param {TalkState} message */
  function showNotes(message) {
    const place = byId("notes");
    if (place.dataset.shown === message.notes && message.notes) return;
    place.dataset.shown = message.notes;
    if (message.katex && !document.getElementById("ui_katex")) {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.id = "ui_katex";
      link.href = message.katex;
      document.head.append(link);
    }
    // The deck's own HTML, from the deck's own window; the page's policy lets no script in it run.
    if (message.notes.trim()) place.innerHTML = message.notes;
    else place.textContent = place.dataset.empty ?? "";
    place.classList.toggle("is-empty", !message.notes.trim());
    place.scrollTop = 0;
  }

  function startNotesScale() {
    scaleNotes(Number(recall(NOTES_KEY)) || 1, true);
    byId("smaller").addEventListener("click", () => scaleNotes(1 / 1.1));
    byId("larger").addEventListener("click", () => scaleNotes(1.1));
  }

  /** @param {number} factor @param {boolean} [absolute] */
  function scaleNotes(factor, absolute) {
    notesScale = Math.min(3, Math.max(0.6, absolute ? factor : notesScale * factor));
    byId("notes").style.setProperty("--notes-scale", String(notesScale));
    keep(NOTES_KEY, String(notesScale));
  }

  // -- Time -------------------------------------------------------------------------------------------

  function startTimer() {
    // Elapsed time is the moment it started, or, while paused, what had passed by then.
    let { startedAt, passed } = readTimer();
    const elapsed = () => (startedAt === null ? passed : Date.now() - startedAt);
    const store = () => keep(TIMER_KEY, JSON.stringify({ startedAt, passed }));

    function tick() {
      byId("timer-value").textContent = duration(elapsed());
      byId("clock").textContent = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
      byId("timer").classList.toggle("is-paused", startedAt === null);
    }

    byId("timer").addEventListener("click", () => {
      passed = elapsed();
      startedAt = startedAt === null ? Date.now() - passed : null;
      store();
      tick();
    });
    byId("timer-reset").addEventListener("click", () => {
      passed = 0;
      startedAt = startedAt === null ? null : Date.now();
      store();
      tick();
    });
    store();
    tick();
    window.setInterval(tick, 500);
  }

  /** A reload goes on counting; a talk on another day starts at zero.
   *  @returns {{startedAt: number | null, passed: number}} `startedAt` is null while it is paused. */
  function readTimer() {
    const fresh = { startedAt: Date.now(), passed: 0 };
    try {
      return JSON.parse(window.sessionStorage.getItem(TIMER_KEY) || "null") || fresh;
    } catch {
      return fresh;
    }
  }

  /** @param {number} ms */
  function duration(ms) {
    const seconds = Math.floor(ms / 1000);
    const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor(seconds / 60) % 60;
    return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  }

  // -- Storage: a comfort, denied by some browsers for pages from disk ----------------------------------

  /** @param {string} key @param {string} value */
  function keep(key, value) {
    try {
      (key === TIMER_KEY ? window.sessionStorage : window.localStorage).setItem(key, value);
    } catch {
      // Then it holds as long as the window.
    }
  }

  /** @param {string} key */
  function recall(key) {
    try {
      return window.localStorage.getItem(key);
    } catch {
      return null;
    }
  }
})();
