/* One connection for all pages of a browser: HTTP/1.1 allows six to a host, and a deck with its speaker view takes three.
 *
 * page -> worker   join {page, revision, session}   leave
 * worker -> page   status {connected}               message {message, revision}
 */

import { listen } from "./events.js";

/**
 * @typedef {import("./events.js").Message} Message
 * @typedef {import("./events.js").Query} Query
 * @typedef {({type: "join"} & Query) | {type: "leave"}} FromPage
 * @typedef {{type: "status", connected: boolean} | {type: "message", message: Message, revision?: number}} ToPage
 */

/** The page that each port belongs to. @type {Map<MessagePort, string>} */
const pages = new Map();
/** Revision of the last change of each page; `null` stands for all pages. @type {Map<string | null, number>} */
const changes = new Map();
/** The last findings of each page, for pages that join later. @type {Map<string, Message>} */
const findings = new Map();
/** Pages whose findings the server has told us: it does so on connecting, for the page that connects. @type {Set<string>} */
const introduced = new Set();
/** @type {import("./events.js").Hello | null} */
let hello = null;
let last = 0;
let connected = false;
/** @type {(() => void) | null} */
let stop = null;

addEventListener("connect", (event) => {
  const port = /** @type {MessageEvent} */ (event).ports[0];
  port.onmessage = (/** @type {MessageEvent<FromPage>} */ { data }) => (data.type === "join" ? join(port, data) : leave(port));
  port.addEventListener("close", () => leave(port));
});

/** @param {MessagePort} port @param {Query} query */
function join(port, query) {
  pages.set(port, query.page);
  if (stop) welcome(port, query);
  if (!introduced.has(query.page)) connect(query);
}

/** Tell a page what the others know. @param {MessagePort} port @param {Query} query */
function welcome(port, { page, revision, session }) {
  send(port, { type: "status", connected });
  if (!hello || !connected) return;
  tell(port, hello);
  const known = findings.get(page);
  if (known) tell(port, known);
  // What changed between the page's rendering and this moment has gone to the others only.
  const change = Math.max(changes.get(page) ?? 0, changes.get(null) ?? 0);
  if (hello.session === session && change > Number(revision)) tell(port, { type: "reload", page });
}

/** Connect in the name of a page, and go on where the connection before it was. @param {Query} query */
function connect({ page, revision, session }) {
  if (!stop) last = Number(revision);
  stop?.();
  introduced.add(page);
  stop = listen({ page, revision: String(last), session: hello?.session ?? session }, receive, setConnected);
}

/** @param {MessagePort} port */
function leave(port) {
  pages.delete(port);
  if (pages.size || !stop) return;
  stop();
  stop = hello = null;
  connected = false;
  forget();
}

function forget() {
  changes.clear();
  findings.clear();
  introduced.clear();
}

/** @param {Message} message @param {number} revision */
function receive(message, revision) {
  last = revision;
  if (message.type === "hello") remember(message);
  else if (message.type === "findings") findings.set(message.page, message);
  else changes.set("page" in message ? message.page : null, revision);
  for (const port of pages.keys()) tell(port, message, revision);
}

/** @param {import("./events.js").Hello} message */
function remember(message) {
  if (hello && hello.session !== message.session) forget();
  hello = message;
}

/** @param {boolean} value */
function setConnected(value) {
  connected = value;
  for (const port of pages.keys()) send(port, { type: "status", connected });
}

/** @param {MessagePort} port @param {Message} message @param {number} [revision] */
function tell(port, message, revision) {
  send(port, { type: "message", message, revision });
}

/** @param {MessagePort} port @param {ToPage} message */
function send(port, message) {
  port.postMessage(message);
}
