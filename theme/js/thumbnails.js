/* Small pictures of slides for `window.dl4adThumbnail(slide)`: a copy of the slide in its final state, which CSS scales.
 *
 * A copy is there to be seen and nothing else: nobody gets into it by key, pointer or screen reader; it plays, runs and
 * asks other hosts for nothing; none of its ids is that of another element. Keep few of them: each costs what its slide does.
 */
(function () {
  "use strict";

  const Reveal = /** @type {RevealApi} */ (window.Reveal);
  const DROPPED = "aside.notes, .katex-mathml, script, style, link, iframe, object, embed, audio, source, track";
  const REFERENCE = /^#|url\(["']?#/;
  // Elements of a document that nobody sees load and play nothing: copies are made ready in one.
  const workshop = document.implementation.createHTMLDocument("");
  let copies = 0;

  /** @type {Thumbnail} */
  window.dl4adThumbnail = function (slide) {
    const { width, height } = Reveal.getConfig();
    const picture = element("div", "thumbnail");
    picture.inert = true;
    picture.setAttribute("aria-hidden", "true");
    picture.style.setProperty("--stage-width", String(width));
    picture.style.setProperty("--stage-height", String(height));
    const stage = element("div", "reveal thumbnail-stage");
    const slides = element("div", "slides");
    slides.append(copyOf(slide));
    if (slide.slideBackgroundElement) stage.append(groundOf(slide.slideBackgroundElement));
    stage.append(slides);
    picture.append(stage);
    return picture;
  };

  /** @param {HTMLElement} slide */
  function copyOf(slide) {
    const copy = /** @type {HTMLElement} */ (workshop.importNode(slide, true));
    for (const part of copy.querySelectorAll(DROPPED)) if (!part.closest("picture")) part.remove();
    for (const video of copy.querySelectorAll("video")) video.replaceWith(posterOf(video));
    for (const name of ["src", "srcset"]) {
      for (const part of copy.querySelectorAll(`[data-${name}]`)) part.setAttribute(name, part.getAttribute(`data-${name}`) ?? "");
    }
    for (const link of copy.querySelectorAll("a[href]")) link.removeAttribute("href");
    for (const fragment of copy.querySelectorAll(".fragment")) {
      fragment.classList.remove("current-fragment");
      fragment.classList.toggle("visible", !fragment.classList.contains("fade-out"));
    }
    for (const note of copy.querySelectorAll(".is-ahead")) note.classList.remove("is-ahead");
    renameIds(copy, `ui_thumbnail-${++copies}-`);
    copy.removeAttribute("id");
    for (const name of ["hidden", "inert", "aria-hidden", "data-state", "data-auto-animate"]) copy.removeAttribute(name);
    copy.classList.remove("past", "future");
    copy.classList.add("present");
    copy.style.display = "block";
    return copy;
  }

  /** @param {HTMLVideoElement} video */
  function posterOf(video) {
    const still = document.createElement("img");
    for (const name of ["class", "style", "width", "height"]) {
      if (video.hasAttribute(name)) still.setAttribute(name, video.getAttribute(name) ?? "");
    }
    if (video.poster) still.src = video.poster;
    still.alt = "";
    return still;
  }

  /** Drawings name their own parts, and show nothing without; all other ids go. @param {Element} copy @param {string} prefix */
  function renameIds(copy, prefix) {
    for (const part of copy.querySelectorAll("[id]")) {
      if (part.closest("svg")) part.id = prefix + part.id;
      else part.removeAttribute("id");
    }
    for (const part of copy.querySelectorAll("svg *")) {
      for (const attribute of part.attributes) {
        if (REFERENCE.test(attribute.value)) attribute.value = attribute.value.replace(/#/g, `#${prefix}`);
      }
    }
  }

  /** @param {Element} ground */
  function groundOf(ground) {
    const copy = /** @type {HTMLElement} */ (workshop.importNode(ground, true));
    for (const part of copy.querySelectorAll("video, iframe")) part.remove();
    copy.classList.remove("past", "future");
    copy.classList.add("present");
    copy.style.display = "block";
    return copy;
  }

  /** @param {string} name @param {string} className */
  function element(name, className) {
    const made = document.createElement(name);
    made.className = className;
    return made;
  }
})();
