"""The default engine: CommonMark with GFM, footnotes, definition lists and attribute lists, by markdown-it-py."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache, partial

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml, unescapeAll
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.extension import MarkdownPlugin
from dl4ad_slides.model.failure import frame_of
from dl4ad_slides.model.sentinels import ESCAPED
from dl4ad_slides.model.source import Passage
from dl4ad_slides.render.html.authored_tags import check_tags, mark_tags
from dl4ad_slides.render.html.slots import Slot, SlotKind, Slots
from dl4ad_slides.render.markdown import Engine, PluginError
from dl4ad_slides.render.markdown.authored_tags import PLACES, authored_tags_plugin, places_of
from dl4ad_slides.render.markdown.bare_links import BrowserAddresses, bare_links_plugin
from dl4ad_slides.render.markdown.code_fence import parse_fence_info
from dl4ad_slides.render.markdown.containers import containers_plugin, is_container_fence
from dl4ad_slides.render.markdown.emphasis import emphasis_plugin
from dl4ad_slides.render.markdown.figures import figures_plugin
from dl4ad_slides.render.markdown.pauses import is_pause, pauses_plugin
from dl4ad_slides.render.markdown.plugin_blocks import plugin_blocks
from dl4ad_slides.render.markdown.table_formulas import table_formulas_plugin
from dl4ad_slides.render.markdown.trailing_attributes import trailing_attributes_plugin
from dl4ad_slides.render.words import Words, words_of

# A preview that loads an extension anew for each edit of it must not gather engines without end.
_ENGINES = 32


@lru_cache(_ENGINES)
def commonmark_engine(words: Words, plugins: tuple[MarkdownPlugin, ...] = ()) -> Engine:
    """Return the engine with the `plugins` of extensions, whose callouts have their titles from `words`.

    It is the same one for the same words and plugins.
    """
    return partial(render_commonmark, words=words, plugins=plugins)


def render_commonmark(
    passage: Passage,
    slots: Slots,
    prefix: str,
    findings: list[Diagnostic],
    *,
    extended: bool = True,
    words: Words | None = None,
    plugins: tuple[MarkdownPlugin, ...] = (),
) -> str:
    """Return the HTML of `passage`; without `extended`, by nothing but the rules that Reveal.js' plugin has too.

    Raises PluginError where one of the `plugins` fails.
    """
    env = {"docId": prefix, "slots": slots, "passage": passage, "findings": findings, "words": words or words_of("en")}
    html = _render_with(plugins, passage, env) if plugins else str(_parser(extended).render(passage.text, env))
    return check_tags(html, passage, slots, findings)


def _render_with(plugins: tuple[MarkdownPlugin, ...], passage: Passage, env: EnvType) -> str:
    parser = _parser_with(plugins)
    if isinstance(parser, PluginError):
        raise parser
    try:
        return str(parser.render(passage.text, env))
    except KeyboardInterrupt:
        raise
    except BaseException as problem:  # a plugin is foreign code: anything may be raised
        ours = [plugin for plugin in plugins if frame_of(problem, plugin.origin)] or plugins
        raise PluginError(ours, problem) from problem


@lru_cache(_ENGINES)
def _parser_with(plugins: tuple[MarkdownPlugin, ...]) -> MarkdownIt | PluginError:
    """Return the parser with `plugins`, or the failure of the first one that cannot be applied."""
    md = _new_parser(extended=True)
    for plugin in plugins:
        try:
            md.use(plugin.plugin)
        except KeyboardInterrupt:
            raise
        except BaseException as problem:  # a plugin is foreign code: anything may be raised
            return PluginError((plugin,), problem, is_applied=False)
    return md


@cache
def _parser(extended: bool) -> MarkdownIt:
    return _new_parser(extended)


def _new_parser(extended: bool) -> MarkdownIt:
    md = BrowserAddresses("commonmark", {"html": True}, renderer_cls=_Renderer)
    md.enable(["strikethrough"])
    md.options["strikethrough_single_tilde"] = not extended  # "from ~5 to ~6" strikes nothing
    md.use(bare_links_plugin)
    md.use(authored_tags_plugin)
    md.use(plugin_blocks, is_fence=_stands_alone if extended else None)
    md.inline.ruler.before("escape", "backslash", _backslash)
    if extended:
        _extend(md)
    md.core.ruler.push("plugin_dom", _match_plugin_dom)
    return md


def _stands_alone(line: str) -> bool:
    return is_container_fence(line) or is_pause(line)


def _extend(md: MarkdownIt) -> None:
    md.options["alerts"] = True
    md.core.ruler.before("text_join", "mark_escapes", _mark_escapes)
    md.use(emphasis_plugin)
    md.use(table_formulas_plugin)
    md.use(footnote_plugin)
    md.add_render_rule("footnote_block_open", _open_footnotes)
    md.add_render_rule("footnote_block_close", _close_footnotes)
    md.use(deflist_plugin)
    md.use(attrs_plugin, spans=True)
    md.use(attrs_block_plugin)
    md.use(figures_plugin)
    md.use(containers_plugin)  # its rule for tokens must stand before that of attributes for blocks
    md.use(pauses_plugin)
    md.use(trailing_attributes_plugin)


def _backslash(state: StateInline, silent: bool) -> bool:
    """Take a backslash before a space alone; markdown-it takes the space too, which may begin a line break."""
    if not state.src.startswith("\\ ", state.pos):
        return False
    if not silent:
        state.append_pending("\\")
    state.pos += 1
    return True


def _mark_escapes(state: StateCore) -> None:
    """Mark what the author escaped: it is text on purpose."""
    for inline in state.tokens:
        for child in inline.children or () if inline.type == "inline" else ():
            if child.type == "text_special" and child.content.isascii() and child.content != child.markup:
                child.content = f"{ESCAPED}{child.content}"


def _match_plugin_dom(state: StateCore) -> None:
    """Give tokens the tags and attributes that Reveal.js' plugin (marked) gives them, and callouts our own classes."""
    _place_check_boxes(state.tokens)
    _title_callouts(state.tokens, state.env["words"])
    for token in state.tokens:
        if token.type in {"th_open", "td_open"} and (style := token.attrs.pop("style", None)):
            token.attrs["align"] = str(style).removeprefix("text-align:")
        elif token.type in {"bullet_list_open", "ordered_list_open", "list_item_open"}:
            _drop_class(token, {"contains-task-list", "task-list-item"})
        elif token.type == "alert_open":
            kind = str(token.meta["kind"]).lower()
            token.attrs = {"class": f"callout callout-{kind}", "role": "note"}
        elif token.type == "alert_title_open":
            token.attrs = {"class": "callout-title"}
        for child in token.children or ():
            if child.tag == "s":
                child.tag = "del"


def _title_callouts(tokens: Sequence[Token], words: Words) -> None:
    for callout, _, title in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if callout.type == "alert_open":
            title.children = [Token("text", "", 0, content=words.callout(str(callout.meta["kind"]).lower()))]


def _place_check_boxes(tokens: Sequence[Token]) -> None:
    for item, _, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if item.type == "list_item_open" and "checked" in item.meta and inline.children is not None:
            box = Token("html_inline", "", 0)
            box.content = f'<input{" checked" if item.meta["checked"] else ""} disabled type="checkbox"> '
            inline.children.insert(0, box)


def _drop_class(token: Token, names: set[str]) -> None:
    left = [name for name in str(token.attrs.pop("class", "")).split() if name not in names]
    if left:
        token.attrs["class"] = " ".join(left)


class _Renderer(RendererHTML):
    """Renders tokens to the elements that Reveal.js' plugin makes, and code to slots."""

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        info = parse_fence_info(unescapeAll(token.info).strip())
        return _code(token, info.language, info.steps, info.first_line, env)

    def code_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return _code(tokens[idx], "", None, None, env)

    def code_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        return f"<code{self.renderAttrs(token)}>{escapeHtml(_restored(token, env))}</code>"

    def html_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Keep the blank line before a comment: Reveal.js reads from it whether a list or its last item is meant.

        Spaces at the end of a list count as one, for the plugin leaves them behind the list.
        """
        token = tokens[idx]
        passage: Passage = env["passage"]
        before = passage.line(token.map[0] - 1) if token.map is not None and token.map[0] > 0 else "-"
        follows_list = idx > 0 and tokens[idx - 1].type in {"bullet_list_close", "ordered_list_close"}
        follows_blank = not before.strip() or (follows_list and before[-1].isspace())
        return ("\n" if follows_blank else "") + mark_tags(token.content, places_of(token.content, token.map, passage))

    def html_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Mark what the author wrote; other rules add HTML of their own."""
        token = tokens[idx]
        return mark_tags(token.content, token.meta[PLACES]) if PLACES in token.meta else token.content

    def list_item_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Leave the check box of a task to the first paragraph of the item, where `_place_check_boxes` puts it."""
        return self.renderToken(tokens, idx, options, env)


def _open_footnotes(
    renderer: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    """Open a `div`: a `section` inside a slide would be a slide to Reveal.js."""
    return '<div class="footnotes">\n<ol>\n'


def _close_footnotes(
    renderer: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
) -> str:
    return "</ol>\n</div>\n"


def _code(token: Token, language: str, steps: str | None, first_line: int | None, env: EnvType) -> str:
    passage: Passage = env["passage"]
    slots: Slots = env["slots"]
    code = _restored(token, env)
    slot = Slot(
        SlotKind.CODE,
        code,
        code,
        passage.row(token.map[0] if token.map else 0),
        language=language,
        steps=steps,
        first_line=first_line,
    )
    attributes = {name: value for name, value in token.attrs.items() if name != "class"}
    rest = "".join(f' {escapeHtml(name)}="{escapeHtml(str(value))}"' for name, value in attributes.items())
    classes = " ".join(filter(None, ("code-wrapper", str(token.attrs.get("class", "")))))
    return f'<pre class="{escapeHtml(classes)}"{rest}>{slots.add(slot)}</pre>\n'


def _restored(token: Token, env: EnvType) -> str:
    slots: Slots = env["slots"]
    return slots.restore(token.content)
