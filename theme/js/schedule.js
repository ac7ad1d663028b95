/* Marks the next date of a schedule and what is past, by the calendar of the reader: an item of a list
 * `data-schedule` whose `<time datetime>` is today or later and the first such day. Without this script nothing is
 * marked. The live preview sends `dl4ad:content` when it has changed the page.
 */
(function () {
  "use strict";

  /** The day here and now, as `datetime` writes it. */
  function today() {
    const now = new Date();
    const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  /** @param {HTMLElement} list */
  function mark(list) {
    const day = today();
    const items = [...list.children].map((item) => ({ item, day: item.querySelector("time")?.dateTime ?? "" }));
    const coming = items.filter((each) => each.day >= day).map((each) => each.day);
    const next = coming.sort()[0];
    for (const each of items) {
      const isNext = each.day !== "" && each.day === next;
      each.item.classList.toggle("is-past", each.day !== "" && each.day < day);
      each.item.classList.toggle("is-next", isNext);
      each.item.querySelector("[data-badge]")?.remove();
      if (isNext) {
        each.item.setAttribute("aria-current", "date");
        each.item.querySelector(".date-topic")?.append(" ", badge(next === day ? list.dataset.today : list.dataset.next));
      } else {
        each.item.removeAttribute("aria-current");
      }
    }
  }

  /** @param {string | undefined} words */
  function badge(words) {
    const element = document.createElement("span");
    element.className = "badge badge-next";
    element.dataset.badge = "";
    element.textContent = words ?? "";
    return element;
  }

  function markAll() {
    for (const list of document.querySelectorAll("[data-schedule]")) mark(/** @type {HTMLElement} */ (list));
  }

  markAll();
  document.addEventListener("dl4ad:content", markAll);
  document.addEventListener("visibilitychange", markAll); // a page that stays open over midnight
})();
