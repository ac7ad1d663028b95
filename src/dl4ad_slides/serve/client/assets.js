/* Files that changed on disk: pictures and media refreshed in place, style sheets swapped without a flash. */

/** Attributes that hold one address. */
const SINGLE = ["src", "data-src", "poster", "data", "href", "data-background-iframe"];
/** Attributes that hold several, or an address among other things. */
const MIXED = ["srcset", "style", "data-background", "data-background-image", "data-background-video"];

/** Versions of files that changed while the page is open, by path. @type {Map<string, string>} */
const versions = new Map();

/**
 * Show the new content of a file wherever the page shows that file.
 * @param {string} path Relative to the site.
 * @param {string} version
 * @returns {Element[]} The elements whose attributes changed.
 */
export function refreshAsset(path, version) {
  versions.set(path, version);
  const changed = rewrite(document, path, version);
  const media = changed.filter((element) => element.matches("source[src]")).map((source) => source.closest("video, audio"));
  for (const element of new Set(media)) if (element) restart(/** @type {HTMLMediaElement} */ (element));
  return changed;
}

/** The browser keeps old pictures by their address, so new markup must name the versions that the page shows. @param {ParentNode} root */
export function applyVersions(root) {
  for (const [path, version] of versions) rewrite(root, path, version);
}

/**
 * Load the new style sheet beside the old one, then take the old one away.
 * @param {string} path
 * @param {string} href
 * @param {() => void} onDone
 */
export function swapStylesheet(path, href, onDone) {
  const links = [...document.querySelectorAll("link[rel~=stylesheet]")].filter((link) => leadsTo(link.getAttribute("href") ?? "", path));
  const last = links.at(-1);
  if (!last) return;
  const fresh = /** @type {HTMLLinkElement} */ (last.cloneNode());
  fresh.href = href;
  fresh.addEventListener("load", () => {
    for (const link of links) link.remove();
    onDone();
  });
  fresh.addEventListener("error", () => fresh.remove());
  last.after(fresh);
}

/** @param {ParentNode} root @param {string} path @param {string} version */
function rewrite(root, path, version) {
  /** @type {Set<Element>} */
  const changed = new Set();
  const name = path.slice(path.lastIndexOf("/") + 1);
  for (const attribute of [...SINGLE, ...MIXED]) {
    for (const needle of new Set([name, encodeURI(name), encodeURIComponent(name)])) {
      for (const element of root.querySelectorAll(`[${attribute}*=${JSON.stringify(needle)}]:not(a, link, script)`)) {
        const before = element.getAttribute(attribute) ?? "";
        const after = withVersion(before, SINGLE.includes(attribute), path, version);
        if (after === before) continue;
        element.setAttribute(attribute, after);
        changed.add(element);
      }
    }
  }
  return [...changed];
}

/** @param {string} value @param {boolean} isSingle @param {string} path @param {string} version */
function withVersion(value, isSingle, path, version) {
  /** @param {string} address */
  const renew = (address) => (leadsTo(address, path) ? address.replace(/(\?[^#]*)?(?=#|$)/, `?v=${version}`) : address);
  return isSingle ? renew(value) : value.split(/([\s,'"()]+)/).map(renew).join("");
}

/** @param {string} address @param {string} path */
function leadsTo(address, path) {
  try {
    const target = new URL(address, document.baseURI);
    const here = new URL(".", document.baseURI);
    return target.origin === here.origin && decodeURIComponent(target.pathname) === decodeURIComponent(here.pathname) + path;
  } catch {
    return false;
  }
}

/** A new `<source>` counts after `load()` only, which stops what plays. @param {HTMLMediaElement} media */
function restart(media) {
  const wasPlaying = !media.paused;
  media.load();
  if (wasPlaying) media.play().catch(() => undefined);
}
