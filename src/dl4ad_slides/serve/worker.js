/* One connection for all pages of a browser: HTTP/1.1 allows six to a host, and a deck with its speaker view takes three.
 *
 * page -> worker   join {page, revision, session}   leave
 * worker -> page   status {connected}               message {message, revision}
 */

import { listen } from "./events.js";

/** @typedef {import("./events.js").Message} Message */

/** The page that each port belongs to. @type {Map<MessagePort, string>} */
const pages = new Map();
/** Revision of the last change of each page; `null` stands for all pages. @type {Map<string | null, number>} */
const changes = new Map();
/** The last findings of each page, for pages that join later. @type {Map<string, Message>} */
const findings = new Map();
/** @type {Message | null} */
let hello = null;
let connected = false;
/** @type {(() => void) | null} */
let stop = null;

/** @type {any} */ (globalThis).onconnect = (/** @type {MessageEvent} */ event) => {
  const port = event.ports[0];
  port.onmessage = ({ data }) => (data.type === "join" ? join(port, data) : leave(port));
  port.addEventListener("close", () => leave(port));
};

/** @param {MessagePort} port @param {import("./events.js").Query} query */
function join(port, { page, revision, session }) {
  pages.set(port, page);
  if (!stop) {
    stop = listen({ page, revision, session }, receive, setConnected);
    return;
  }
  port.postMessage({ type: "status", connected });
  if (!hello) return;
  tell(port, hello);
  const known = findings.get(page);
  if (known) tell(port, known);
  // What changed between the page's rendering and this moment has gone to the others only.
  const last = Math.max(changes.get(page) ?? 0, changes.get(null) ?? 0);
  if (hello.session === session && last > Number(revision)) tell(port, { type: "reload", page });
}

/** @param {MessagePort} port */
function leave(port) {
  pages.delete(port);
  if (pages.size || !stop) return;
  stop();
  stop = hello = null;
  connected = false;
  changes.clear();
  findings.clear();
}

/** @param {Message} message @param {number} revision */
function receive(message, revision) {
  if (message.type === "hello") remember(message);
  else if (message.type === "findings") findings.set(message.page, message);
  else changes.set(message.type === "index" ? "" : (message.page ?? null), revision);
  for (const port of pages.keys()) tell(port, message, revision);
}

/** @param {Message} message */
function remember(message) {
  if (hello && hello.session !== message.session) {
    changes.clear();
    findings.clear();
  }
  hello = message;
}

/** @param {boolean} value */
function setConnected(value) {
  connected = value;
  for (const port of pages.keys()) port.postMessage({ type: "status", connected });
}

/** @param {MessagePort} port @param {Message} message @param {number} [revision] */
function tell(port, message, revision) {
  port.postMessage({ type: "message", message, revision });
}
