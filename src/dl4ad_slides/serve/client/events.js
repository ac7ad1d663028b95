/* The server's messages, over one EventSource that is opened again whenever it breaks. Used by the shared worker,
 * and by the page itself where browsers have no shared workers. */

/** What the server is told on connecting. @typedef {{page: string, revision: string, session: string}} Query */
/**
 * The messages, as client.js tells them.
 * @typedef {{type: "hello", session: string, revision: number}} Hello
 * @typedef {{type: "slides", page: string, changed: Record<string, string>, order: string[][] | null,
 *            renamed?: Record<string, string>, title?: string, focus?: string | null}} Slides
 * @typedef {{type: "css", path: string, href: string}} Css
 * @typedef {{type: "asset", path: string, version: string}} Asset
 * @typedef {{type: "index", page: ""}} Index
 * @typedef {{type: "reload", page: string | null}} Reload
 * @typedef {{type: "gone", page: string}} Gone
 * @typedef {{type: "findings", page: string, findings: import("./display.js").Finding[]}} Findings
 * @typedef {Hello | Slides | Css | Asset | Index | Reload | Gone | Findings} Message
 */

const FIRST_DELAY = 250; // ms until the first new attempt
const LONGEST_DELAY = 2000;

/**
 * @param {Query} query
 * @param {(message: Message, revision: number) => void} onMessage
 * @param {(isConnected: boolean) => void} onStatus
 * @returns {() => void} Ends the connection.
 */
export function listen(query, onMessage, onStatus) {
  // EventSource would repeat its first address for ever, and give up where a proxy answers with an error.
  const known = { ...query };
  let delay = FIRST_DELAY;
  let timer = 0;
  /** @type {EventSource} */
  let source;

  function connect() {
    source = new EventSource(`${new URL("events", import.meta.url)}?${new URLSearchParams(known)}`);
    source.onopen = () => {
      delay = FIRST_DELAY;
      onStatus(true);
    };
    source.onmessage = receive;
    source.onerror = retry;
  }

  /** @param {MessageEvent} event */
  function receive(event) {
    /** @type {Message} */
    const message = JSON.parse(event.data);
    if (message.type === "hello") known.session = message.session;
    // What was missed comes after the greeting, which tells the newest revision already.
    else known.revision = event.lastEventId || known.revision;
    onMessage(message, Number(known.revision));
  }

  function retry() {
    source.close();
    onStatus(false);
    timer = setTimeout(connect, delay);
    delay = Math.min(delay * 1.6, LONGEST_DELAY);
  }

  connect();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
