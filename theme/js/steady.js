/* Keeps Reveal.js from making up the style of a thousand slides anew at each step. It takes the state of each slide and of each
 * background away (`past`, `present`, `future`), gives it back, and hides once more what is hidden, which are changes for
 * the browser. Here a state is taken away once something else asks for classes, or at the end of the task, and not at all
 * if it comes back before; an attribute is set where it has another value.
 */
(function () {
  "use strict";

  const STATES = ["past", "present", "future"];
  const Reveal = /** @type {RevealApi} */ (window.Reveal);
  const deck = document.querySelector(".reveal");
  /** @type {WeakSet<Element>} */
  const known = new WeakSet();
  for (const type of ["ready", "sync", "slidechanged"]) Reveal.on(type, steady);
  steady();

  function steady() {
    for (const section of deck?.getElementsByTagName("section") ?? []) keep(section);
    for (const ground of deck?.getElementsByClassName("slide-background") ?? []) keep(ground);
  }

  /** @param {Element} element */
  function keep(element) {
    if (known.has(element)) return;
    known.add(element);
    Object.defineProperty(element, "classList", { value: steadyClasses(element.classList), configurable: true });
    Object.defineProperty(element, "setAttribute", { value: setAttribute, configurable: true });
  }

  /** @this {Element} @param {string} name @param {string} value */
  function setAttribute(name, value) {
    if (this.getAttribute(name) !== `${value}`) Element.prototype.setAttribute.call(this, name, value);
  }

  /** @param {DOMTokenList} classes */
  function steadyClasses(classes) {
    /** States that are to go. @type {Set<string>} */
    const going = new Set();

    function settle() {
      for (const name of going) classes.remove(name);
      going.clear();
    }

    /** @param {string[]} names */
    function remove(...names) {
      const present = names.filter((name) => classes.contains(name));
      if (!present.every((name) => STATES.includes(name))) return classes.remove(...names);
      if (!going.size && present.length) queueMicrotask(settle);
      for (const name of present) going.add(name);
    }

    /** @param {string[]} names */
    function add(...names) {
      for (const name of names) going.delete(name);
      if (names.some((name) => STATES.includes(name))) settle();
      if (!names.every((name) => classes.contains(name))) classes.add(...names);
    }

    /** @param {DOMTokenList} _ @param {string} key */
    function get(_, key) {
      if (key === "remove") return remove;
      if (key === "add") return add;
      settle();
      const value = Reflect.get(classes, key);
      return typeof value === "function" ? value.bind(classes) : value;
    }

    return new Proxy(classes, { get, set: (_, key, value) => Reflect.set(classes, key, value) });
  }
})();
