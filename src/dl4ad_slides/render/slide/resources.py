"""Everything on a slide that refers to something else: images and media, links, scripts, frames.

Media near the slide only (`data-src`, Reveal.js' lazy loading), links between decks, and nothing from another host:
what the page's security policy would block is a finding here, before it is a slot on stage.
"""

from __future__ import annotations

import base64
import hashlib
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from urllib.parse import quote, unquote, urlsplit

from selectolax.lexbor import LexborNode

from dl4ad_slides.language.paths import is_markdown, without_ending
from dl4ad_slides.model.diagnostics import did_you_mean, warning
from dl4ad_slides.model.output import SlideLink
from dl4ad_slides.model.sentinels import OWN_ID
from dl4ad_slides.model.source import Position
from dl4ad_slides.render.context import SlideContext
from dl4ad_slides.render.html.tree import HtmlTree
from dl4ad_slides.render.slide.addresses import SCHEME, local_address
from dl4ad_slides.render.slide.ids import named
from dl4ad_slides.render.slide.media import check_format

_MEDIA = (
    "img[src], video[src], audio[src], source[src], track[src], video[poster], input[src], embed[src], object[data], "
    "img[data-src], video[data-src], audio[data-src], source[data-src]"
)
_MEDIA_ATTRIBUTES = ("src", "data-src", "poster", "data")
_SHOWN = {"img", "video", "audio", "source", "input"}  # what shows one kind of file; others may show any
_LAZY = {"img", "video", "audio", "source"}
# The address of one candidate of a `srcset` (HTML standard, section 4.8.4.2.1): it may hold commas, not end in one.
_CANDIDATE = re.compile(r"(\s*)([^\s,](?:\S*[^\s,])?)((?:\s+[^,]*)?(?:,|$))")
# Links of these kinds make the browser fetch something, or call a host, as soon as it reads them.
_FETCHED = {"stylesheet", "preconnect", "dns-prefetch", "prefetch", "preload", "modulepreload", "prerender", "icon"}
_BACKGROUNDS = ("data-background-image", "data-background-video", "data-background-iframe", "data-background")
REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_PAGE = re.compile(r"(?:((?:[^/:]*/)*[^/:]+\.(?i:md|markdown))|(?:\.{1,2}/)*([^/:]+)\.html)?")
_HANDLER = re.compile(r"\son[a-z]+\s*=", re.IGNORECASE)  # in a tag or not: a hint that it is worth to look
_HOST = re.compile(r"[\w.-]+")
_SCRIPT_TYPES = {"", "text/javascript", "application/javascript", "module"}


@dataclass(frozen=True, slots=True)
class Needs:
    """What the page must allow for a slide, hashes of its scripts and hosts of its frames; and where its links lead."""

    script_hashes: tuple[str, ...] = ()
    frame_hosts: tuple[str, ...] = ()
    links: tuple[SlideLink, ...] = ()


@dataclass(slots=True)
class _Found:
    """What has been found so far of what a slide needs."""

    script_hashes: list[str] = field(default_factory=list)
    frame_hosts: list[str] = field(default_factory=list)
    links: list[SlideLink] = field(default_factory=list)


def settle_resources(tree: HtmlTree, context: SlideContext) -> Needs:
    """Rewrite and check all references of a slide; return what its page must allow."""
    needs = _Found()
    for node in tree.select(_MEDIA):
        _settle_media(node, context)
    for node in tree.select(":is(video, audio)[autoplay]"):  # which would start before its slide is shown
        del node.attrs["autoplay"]
        node.attrs["data-autoplay"] = ""
    for node in tree.select("img[srcset], source[srcset]"):
        _settle_srcset(node, context)
    for node in tree.select("link[href]"):
        _settle_fetched(node, context)
    for node in tree.select("iframe"):
        _settle_frame(node, context, needs)
    for node in tree.select("a[href]"):
        _settle_link(node, context, needs)
    for node in tree.select("script"):
        _settle_script(node, context, needs)
    for name in _BACKGROUNDS:
        if value := tree.attributes.get(name):
            tree.attributes[name] = _settle_background(name, value, context, needs)
            if not tree.attributes[name]:
                del tree.attributes[name]
    if _HANDLER.search(tree.html):
        _report_handlers(tree, context)
    return Needs(tuple(needs.script_hashes), tuple(needs.frame_hosts), tuple(needs.links))


def _settle_media(node: LexborNode, context: SlideContext) -> None:
    written = {name: node.attributes.get(name) for name in _MEDIA_ATTRIBUTES}  # what is set below is none of it
    for name, value in written.items():
        if not value:
            continue
        if REMOTE.match(value):
            local = settle_remote(value, context, is_media=node.tag in _SHOWN)
        else:
            local = local_address(value, context)
            if node.tag in _SHOWN:
                check_format(value, context)
        node.attrs[name] = local
        if name == "src" and node.tag in _LAZY and not _in_notes(node) and not context.facts.is_first_slide():
            del node.attrs["src"]
            node.attrs["data-src"] = local


def _settle_srcset(node: LexborNode, context: SlideContext) -> None:
    def settled(candidate: re.Match[str]) -> str:
        address = candidate[2]
        settle = settle_remote if REMOTE.match(address) else local_address
        return f"{candidate[1]}{settle(address, context)}{candidate[3]}"

    node.attrs["srcset"] = _CANDIDATE.sub(settled, node.attributes.get("srcset") or "")


def _settle_fetched(node: LexborNode, context: SlideContext) -> None:
    """Check a `<link>`; one that calls another host is taken out, for no policy stops a browser from connecting."""
    href = (node.attributes.get("href") or "").strip()
    kinds = set((node.attributes.get("rel") or "").lower().split())
    if not href or kinds.isdisjoint(_FETCHED):
        return
    if REMOTE.match(href):
        report_remote(href, context)
        node.decompose()
    else:
        node.attrs["href"] = local_address(href, context)


def _settle_frame(node: LexborNode, context: SlideContext, needs: _Found) -> None:
    written = (node.attributes.get("src") or node.attributes.get("data-src") or "").strip()
    if not REMOTE.match(written):
        _make_lazy_frame(node, local_address(written, context) if written else "")
        return
    src, host = _https_address(written)
    title = node.attributes.get("title") or host or src
    if _is_named(host, context.facts.embed_hosts()):
        needs.frame_hosts.append(host)
        label = context.words.load_frame.format(title=title, host=host)
        button = f'<button type="button" class="embed-load">{escape(label)}</button>'
        size = "".join(
            f' data-{name}="{escape(value)}"'
            for name in ("width", "height", "allow")
            if (value := node.attributes.get(name))
        )
        html = f'<div class="embed" data-src="{escape(src)}" data-title="{escape(title)}"{size}>{button}</div>'
    else:
        html = (
            f'<p class="embed-blocked"><a href="{escape(src)}" rel="noopener" target="_blank">{escape(title)}</a></p>'
        )
        _report_frame(written, host, "the slide shows a link instead", "to let it load on a click", context)
    node.replace_with(HtmlTree(html).select("*")[0])


def _report_frame(written: str, host: str, instead: str, purpose: str, context: SlideContext) -> None:
    message = f"a frame from `{host or written[:80]}` is blocked; {instead}"
    hint = f"Add `{host}` to `embed_hosts` in slides.yaml {purpose}."
    place = context.locate(written, is_shown=True)
    context.findings.append(
        warning("html-remote-frame", message, place, hint if host else "Write an https address without a port.")
    )


def _make_lazy_frame(node: LexborNode, src: str) -> None:
    if src and not _in_notes(node):
        if "src" in node.attributes:
            del node.attrs["src"]
        node.attrs["data-src"] = src


def _https_address(written: str) -> tuple[str, str]:
    """Return a remote address over HTTPS, and its host; no host where it has none that a policy could name."""
    src = f"https:{written}" if written.startswith("//") else re.sub(r"(?i)^https?:", "https:", written)
    try:
        parts = urlsplit(src)
        host, port = parts.hostname or "", parts.port
    except ValueError:  # brackets that hold no IPv6 address, a port that is no number
        return src, ""
    return src, host if _HOST.fullmatch(host) and port in {None, 443} else ""


def _is_named(host: str, hosts: tuple[str, ...]) -> bool:
    return bool(host) and any(host == named or host.endswith(f".{named}") for named in hosts)


def _settle_link(node: LexborNode, context: SlideContext, needs: _Found) -> None:
    href = node.attributes.get("href") or ""
    if link := _slide_link(href, context):
        needs.links.append(link)
    if href.strip().lower().startswith("javascript:"):
        _report_handler(href, context)
    elif href.startswith("#") and len(href) > 1 and not href.startswith("#/"):
        # Reveal.js reads the fragment as a route; a plain id would make the browser scroll the stage.
        node.attrs["href"] = f"#/{named(href[1:])}"
    elif href and not href.startswith(("#", "//")):
        page = None if SCHEME.match(href) else _deck_link(href, context)
        node.attrs["href"] = page or local_address(href, context, is_link=True)


def _slide_link(href: str, context: SlideContext) -> SlideLink | None:
    """Return the link to a slide or an element on one, perhaps of another deck; None where it is no such link."""
    path, _, anchor = href.partition("#")
    page = _PAGE.fullmatch(path)
    target = unquote(_named(anchor).lstrip("/").partition("/")[0])  # a step of the slide may follow
    if not page or not target or target.isdecimal() or OWN_ID in target:
        return None
    name = _deck_name(page[1], context) if page[1] else unquote(page[2] or "") or context.facts.deck_name()
    return SlideLink(name, target, context.locate(href))


def _deck_name(path: str, context: SlideContext) -> str:
    """Return the name of the deck that a link means by its file, be it there or not."""
    written = unquote(path)
    file = posixpath.normpath(posixpath.join(posixpath.dirname(context.locate(path).file), written))
    return context.facts.name_of_deck(file) or without_ending(posixpath.basename(written))


def _deck_link(href: str, context: SlideContext) -> str | None:
    """Return the page for a link to a deck file, as in MkDocs; None where it is no such link."""
    path, _, anchor = href.partition("#")
    if not is_markdown(path) or path.startswith("/"):
        return None
    name = _deck_name(path, context)
    kind = context.facts.page_kind(name)
    if kind == "draft":
        message = f"there is no page `{name}` yet: that deck is a draft"
        hint = "Take `draft: true` out of its front matter, or leave the link out until then."
        context.findings.append(warning("link-missing-deck", message, context.locate(href), hint))
    elif not kind:
        message = f"there is no deck or page `{name}`"
        hint = did_you_mean(name, context.facts.page_names())
        context.findings.append(warning("link-missing-deck", message, context.locate(href), hint))
    written = without_ending(path).rpartition("/")[2]
    page = f"{written if unquote(written) == name else quote(name)}.html"
    mark = "#" if kind == "text" else "#/"
    return f"{page}{mark}{_named(anchor).lstrip('/')}" if anchor else page


def _named(anchor: str) -> str:
    """Return the id that an address means: a number is one of a heading, but behind a slash of a slide in its order."""
    return anchor if anchor.startswith("/") else named(anchor)


def _settle_script(node: LexborNode, context: SlideContext, needs: _Found) -> None:
    src = node.attributes.get("src") or ""
    if REMOTE.match(src):
        hint = "Put the script into theme/js/ or assets/."
        context.findings.append(
            warning(
                "html-remote-script", f"the script `{src}` is blocked by the page's policy", context.locate(src), hint
            )
        )
    elif src:
        node.attrs["src"] = local_address(src, context)
    elif (node.attributes.get("type") or "").lower() in _SCRIPT_TYPES:
        digest = hashlib.sha256((node.text(deep=True, strip=False) or "").encode()).digest()
        needs.script_hashes.append(f"'sha256-{base64.b64encode(digest).decode()}'")


def _settle_background(name: str, value: str, context: SlideContext, needs: _Found) -> str:
    """Return the background as the page needs it; nothing where it is blocked."""
    if name == "data-background-iframe":
        return _settle_background_frame(value.strip(), context, needs)
    looks_like_file = name != "data-background" or re.search(
        r"\.(?:png|jpe?g|gif|svg|webp|avif|bmp)$", value, re.IGNORECASE
    )
    if not looks_like_file or value.startswith("data:"):
        return value
    settled: list[str] = []
    for part in value.split(",") if name.endswith(("image", "video")) else [value]:
        part = part.strip()
        if REMOTE.match(part):
            settled.append(settle_remote(part, context))
        else:
            settled.append(local_address(part, context))
            check_format(part, context)
    return ",".join(settled)


def _settle_background_frame(written: str, context: SlideContext, needs: _Found) -> str:
    """Return the address of a frame behind the slide, which loads with it: nobody could click a button there."""
    if not REMOTE.match(written):
        return local_address(written, context)
    src, host = _https_address(written)
    if _is_named(host, context.facts.embed_hosts()):
        needs.frame_hosts.append(host)
        return src
    _report_frame(written, host, "the slide has no background", "to let it load with the slide", context)
    return ""


def _in_notes(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag == "aside" and "notes" in (parent.attributes.get("class") or ""):
            return True
        parent = parent.parent
    return False


def settle_remote(value: str, context: SlideContext, *, is_media: bool = True) -> str:
    """Return the address of something of another host over HTTPS, if the course names the host; else report it."""
    src, host = _https_address(value)
    if is_media and _is_named(host, context.facts.media_hosts()):
        context.media_hosts.add(host)
        return src
    report_remote(value, context, host if is_media else "")
    return value


def report_remote(value: str, context: SlideContext, host: str = "", place: Position | None = None) -> None:
    """Add the finding for something of another host that would be shown, and would be if the course named `host`."""
    message = f"`{value[:80]}` is on another host and will not be shown"
    hint, notes = "Copy the file into assets/ and refer to it there.", []
    if host:
        message = f"what is on `{host}` will not be shown: it is another host"
        hint = f"Copy the file into assets/ and refer to it there, or add `{host}` to `media_hosts` in slides.yaml."
        notes = ["what such a host sends is missing without a network, and the host sees who opens the page"]
    place = place or context.locate(value, is_shown=True)
    context.findings.append(warning("html-remote-media", message, place, hint, *notes))


def _report_handlers(tree: HtmlTree, context: SlideContext) -> None:
    for node in tree.nodes():
        if node.is_element_node:
            for name in _handlers(node):
                _report_handler(name, context)


def _handlers(node: LexborNode) -> Iterator[str]:
    yield from (name for name in node.attributes if name.lower().startswith("on"))


def _report_handler(what: str, context: SlideContext) -> None:
    message = f"`{what[:40]}` is blocked by the page's security policy"
    hint = "Use a `<script>` with addEventListener instead."
    context.findings.append(warning("html-inline-handler", message, context.locate(what), hint))
