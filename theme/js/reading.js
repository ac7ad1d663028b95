/* Marks in the contents of a reading page where the reader is, by `aria-current`, and keeps that line in sight. Without
 * this script the contents are links, and no more.
 */
(function () {
  "use strict";

  const element = document.querySelector("[data-contents]");
  if (!element) return;
  const contents = element; // never null, for the functions below
  const lines = [...contents.querySelectorAll("a")].map((link) => ({
    link,
    place: document.getElementById(decodeURIComponent(link.hash.slice(1))),
  }));
  /** @type {HTMLAnchorElement | undefined} */
  let current;
  let isAsked = false;

  /** The last line whose place begins near the top of the window or above; at the end of the page, the last one. */
  function find() {
    const isAtEnd = window.scrollY > 0 && window.innerHeight + window.scrollY >= document.body.scrollHeight - 2;
    const reached = isAtEnd ? window.innerHeight : 100 + window.innerHeight * 0.1;
    return lines.filter(({ place }) => place && place.getBoundingClientRect().top < reached).pop()?.link;
  }

  function follow() {
    isAsked = false;
    const found = find();
    if (found === current) return;
    current?.removeAttribute("aria-current");
    found?.setAttribute("aria-current", "true");
    current = found;
    if (found) show(found);
  }

  /** Scroll the contents, never the page. @param {HTMLElement} link */
  function show(link) {
    const box = contents.getBoundingClientRect();
    const line = link.getBoundingClientRect();
    if (line.top < box.top + 80 || line.bottom > box.bottom - 80) {
      contents.scrollTop += line.top - box.top - box.height / 2;
    }
  }

  function ask() {
    if (!isAsked) requestAnimationFrame(follow);
    isAsked = true;
  }

  addEventListener("scroll", ask, { passive: true });
  addEventListener("resize", ask);
  follow();
})();
