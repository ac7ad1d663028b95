/* What tests look at in an open deck. Loaded into the page before its own scripts; used as `looks.<name>()`. */
"use strict";

window.looks = (() => {
  const edges = ({ left, right, top, bottom }) => ({ left, right, top, bottom });
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true });
  const meet = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

  /** Visit each slide with all its fragments shown, and return what the look `name` finds on each, as `#id: finding`;
   *  what several looks find by their names. */
  async function onEachSlide(names) {
    const found = Object.fromEntries([names].flat().map((name) => [name, []]));
    for (const slide of Reveal.getSlides()) {
      const { h, v } = Reveal.getIndices(slide);
      Reveal.slide(h, v, 9999);
      const waited = [...slide.querySelectorAll("img")].filter((image) => !image.complete);
      await Promise.all(waited.map((image) => new Promise((done) => (image.onload = image.onerror = done))));
      for (const name in found) found[name].push(...slideLooks[name](slide).map((finding) => `#${slide.id}: ${finding}`));
    }
    return Array.isArray(names) ? found : found[names];
  }

  /** The boxes of all texts of `root` that can be seen, each with its element. MathML is for other senses. */
  function* texts(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const element = text.parentElement;
      if (!text.nodeValue.trim() || !isSeen(element) || element.closest(".katex-mathml, .notes")) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      yield { element, words: text.nodeValue.trim().slice(0, 60), boxes: [...range.getClientRects()] };
    }
  }

  // -- Looks at one slide ---------------------------------------------------------------------------

  /** Elements that reach beyond the canvas. */
  function outOfCanvas(slide) {
    const canvas = slide.getBoundingClientRect();
    const isOut = (box) =>
      box.width &&
      box.height &&
      (box.left < canvas.left - 1 || box.right > canvas.right + 1 || box.top < canvas.top - 1 || box.bottom > canvas.bottom + 1);
    return [...slide.querySelectorAll("*")]
      .filter((element) => isSeen(element) && !element.closest(".katex-mathml, svg *") && isOut(element.getBoundingClientRect()))
      .map((element) => `${element.outerHTML.slice(0, 80)} ${JSON.stringify(edges(element.getBoundingClientRect()))}`);
  }

  /** Words that lie over the logo or a part of the footer. */
  function overChrome(slide) {
    const chrome = [...document.querySelectorAll(".page-footer > *, .deck-tools .logo")]
      .filter((part) => isSeen(part) && part.getBoundingClientRect().width)
      .map((part) => part.getBoundingClientRect());
    return [...texts(slide)]
      .filter(({ boxes }) => boxes.some((box) => chrome.some((part) => meet(box, part))))
      .map(({ words }) => words);
  }

  /** Words of less contrast than 4.5:1 (WCAG 2.2, 1.4.3). What an overlay dims has been read and is left out. */
  function faint(slide) {
    const dimmed = slide.querySelector(":scope > .image-overlay.fragment.visible");
    const found = new Set();
    for (const { element, words } of texts(slide)) {
      if (dimmed && !dimmed.contains(element)) continue;
      if (!element.checkVisibility({ opacityProperty: true })) continue;
      const ground = groundOf(element, slide);
      const ratio = contrast(over(channels(getComputedStyle(element).color), ground), ground);
      if (ratio < 4.5) found.add(`${ratio.toFixed(2)}:1 for ${words}`);
    }
    return [...found];
  }

  const slideLooks = { nothing: () => [], outOfCanvas, overChrome, faint };

  // -- Colours ----------------------------------------------------------------------------------------

  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const known = new Map();

  /** Red, green, blue (0 to 255) and opacity (0 to 1) of any colour of CSS. */
  function channels(colour) {
    if (!known.has(colour)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
      known.set(colour, [red, green, blue, alpha / 255]);
    }
    return known.get(colour);
  }

  function over(top, bottom) {
    return [...[0, 1, 2].map((i) => top[i] * top[3] + bottom[i] * (1 - top[3])), 1];
  }

  function contrast(one, other) {
    const linear = (c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
    const light = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) + 0.05;
    const [a, b] = [light(one), light(other)];
    return Math.max(a, b) / Math.min(a, b);
  }

  function groundOf(element, slide) {
    const own = channels(getComputedStyle(element).backgroundColor);
    if (own[3] === 1) return own;
    if (element !== slide) return over(own, groundOf(element.parentElement, slide));
    const behind = slide.slideBackgroundElement && channels(getComputedStyle(slide.slideBackgroundElement).backgroundColor);
    return behind && behind[3] ? behind : channels(getComputedStyle(document.querySelector(".reveal-viewport")).backgroundColor);
  }

  /** The contrasts of pairs of custom properties of the theme. */
  function tokenContrasts(pairs) {
    const style = getComputedStyle(document.documentElement);
    const value = (name) => channels(style.getPropertyValue(`--${name}`).trim());
    return pairs.map(([ink, ground]) => contrast(value(ink), value(ground)));
  }

  // -- Timelines --------------------------------------------------------------------------------------

  /** For each timeline that we drew: years and middles of its dots, the words of its labels, the ends of its lines. */
  function timelines() {
    return Reveal.getSlides().flatMap((slide) => {
      const drawn = [...slide.querySelectorAll(".timeline:has(> .timeline-connector > svg)")];
      if (!drawn.length) return [];
      const { h, v } = Reveal.getIndices(slide);
      Reveal.slide(h, v, -1);
      return drawn.map(measure);
    });
  }

  function measure(timeline) {
    const all = (name) => [...timeline.querySelectorAll(`:scope > ${name}`)];
    const style = getComputedStyle(timeline);
    const box = edges(timeline.getBoundingClientRect());
    return {
      range: ["--start-year", "--end-year"].map((name) => Number(style.getPropertyValue(name))),
      box,
      axis: box.top + parseFloat(getComputedStyle(timeline, "::before").top) + 2,
      years: all(".timeline-dot").map((dot) => Number(dot.style.getPropertyValue("--year"))),
      dots: all(".timeline-dot").map((dot) => dot.getBoundingClientRect()).map(({ x, y }) => ({ x, y })),
      labels: all(".timeline-item").map((item) => [...texts(item)].flatMap(({ boxes }) => boxes.map(edges))),
      lines: all(".timeline-connector").map(ends),
    };
  }

  function ends(connector) {
    const paths = [...connector.querySelectorAll("path")];
    const [first, last] = [paths[0], paths[paths.length - 1]];
    const on = (path, at) => path.getPointAtLength(at).matrixTransform(path.getScreenCTM());
    const [from, to] = [on(first, 0), on(last, last.getTotalLength())];
    return { fromX: from.x, fromY: from.y, toX: to.x, toY: to.y };
  }

  /** For each timeline of the open slide, the years whose dot, whose label and whose line is lit. */
  function lit() {
    return [...Reveal.getCurrentSlide().querySelectorAll(".timeline")].map((timeline) => {
      const years = (name, isLit) =>
        [...timeline.querySelectorAll(`:scope > ${name}`)]
          .filter(isLit)
          .map((node) => Number(node.style.getPropertyValue("--year")));
      const ground = (item) => getComputedStyle(item.querySelector(".timeline-content")).backgroundColor;
      return [
        years(".timeline-dot", (dot) => getComputedStyle(dot, "::before").scale === "1.4"),
        years(".timeline-item", (item) => ground(item) !== "rgba(0, 0, 0, 0)"),
        years(".timeline-connector", (line) => getComputedStyle(line.querySelector("path")).strokeWidth === "5px"),
      ];
    });
  }

  // -- Fragments --------------------------------------------------------------------------------------

  /** All that can light elements up, for each of the elements with these ids. */
  function styles(ids) {
    const seen = ["color", "backgroundColor", "boxShadow", "borderTopColor", "outline", "transform", "opacity"];
    return ids.map((id) => getComputedStyle(document.getElementById(id))).map((style) => seen.map((name) => style[name]));
  }

  /** The lit lines of the code that is uppermost in the first block of the open slide. */
  function litCode() {
    const { left, top } = Reveal.getCurrentSlide().querySelector("pre").getBoundingClientRect();
    const code = document.elementFromPoint(left + 60, top + 60).closest("code");
    return [...code.querySelectorAll(".lit")].map((line) => line.textContent.trim());
  }

  /** Show the slide `id` before its first step. */
  function open(id) {
    const { h, v } = Reveal.getIndices(document.getElementById(id));
    Reveal.slide(h, v, -1);
  }

  return { onEachSlide, texts, tokenContrasts, timelines, lit, styles, litCode, open };
})();
