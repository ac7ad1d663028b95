"""The live preview as a whole: a real server, a real browser, and files that change on disk."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from live_pages import STEPS, SVG, listens, mark, order, place, shows, slides, tone, unmarked
from playwright.sync_api import BrowserContext, Page, expect
from watch import OpenContext, OpenTab, Watch

from preview import Preview, StartPreview, previews

DECK = "decks/01-a.md"
MARKER = "theme/css/marker.css"
CARD = "#dl4ad-live .card"
TOAST = "#dl4ad-live .toast"
TIMELINE = "title: T\nevents:\n  - {year: 1847, name: Descent}\n  - {year: 1951, name: Stochastic}\n"
A_FEW = 3
ONE, TWO = "## One\n\nText\n", "## Two\n\nMore\n"
# Counts swaps, and remembers the least that the slides ever held.
_WITNESS = """
window.__swaps = 0;
window.__least = Infinity;
document.addEventListener("dl4ad:slides-changed", () => { window.__swaps += 1; });
document.addEventListener("DOMContentLoaded", () => {
  const slides = document.querySelector(".slides");
  if (!slides) return;
  const look = () => { window.__least = Math.min(window.__least, slides.querySelectorAll("h1, h2").length); };
  new MutationObserver(look).observe(slides, {childList: true, subtree: true});
});
"""


class Shown:
    """A preview and the pages that show it."""

    def __init__(self, preview: Preview, open_tab: OpenTab) -> None:
        self.preview = preview
        self._open_tab = open_tab
        self._marks = 0

    def open(self, path: str = "01-a.html", context: BrowserContext | None = None) -> Page:
        """Open a page and wait until it hears of changes."""
        page = context.new_page() if context else self._open_tab(script=_WITNESS)
        page.goto(f"{self.preview.address}{path}")
        listens(page)
        return page

    def settle(self, *pages: Page) -> None:
        """Return when the pages have heard of all that was written before."""
        self._marks += 1
        self.preview.write(MARKER, f":root {{ --marker: {self._marks} }}")
        for page in pages:
            page.wait_for_function(
                "mark => getComputedStyle(document.documentElement).getPropertyValue('--marker').trim() === mark",
                arg=str(self._marks),
            )


@pytest.fixture
def start(
    tmp_path_factory: pytest.TempPathFactory, watch: Watch, forks: socket.socket | None
) -> Iterator[StartPreview]:
    """Give a function that starts `slides serve` for the time of a test."""
    with previews(lambda: tmp_path_factory.mktemp("course"), forks) as start:

        def start_watched(*arguments: object, **options: object) -> Preview:
            preview = start(*arguments, **options)
            watch.homes += (preview.address,)
            return preview

        yield start_watched


@pytest.fixture
def serve(start: StartPreview, open_tab: OpenTab) -> Callable[..., Shown]:
    """Give a function that serves a course: a deck of these slides, and other files."""

    def make(*texts: str, files: dict[str, str | bytes] | None = None, options: tuple[str, ...] = ()) -> Shown:
        course = {"slides.yaml": "title: Course\n", DECK: slides(*(texts or (ONE, TWO))), MARKER: ":root {}"}
        return Shown(start({**course, **(files or {})}, options), open_tab)

    return make


def get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.read().decode()


def error_card(page: Page) -> str:
    """Return what the overlay says, when it is there."""
    page.locator(CARD).wait_for()
    return page.locator(CARD).inner_text()


# -- 1. Serving ------------------------------------------------------------------------------------------


def test_serves_from_memory(serve: Callable[..., Shown]) -> None:
    """Index, deck and picture are served, only the deck that is asked for is rendered, and `build/` stays as it is."""
    files = {"decks/02-b.md": "# Other\n\n$\\fracc$\n", "assets/x.svg": SVG.format(9), "build/keep.html": "kept"}
    shown = serve("## One\n\n![x](assets/x.svg)\n", files=files)
    page = shown.open("index.html")
    expect(page.locator(".card")).to_have_count(2)
    assert not any("math-parse" in line for line in shown.preview.warned)
    page.goto(f"{shown.preview.address}01-a.html#/one")
    page.wait_for_function("() => document.querySelector('#one img').naturalWidth === 9")
    page.goto(f"{shown.preview.address}02-b.html")
    shown.preview.wait_for_line("math-parse")
    assert [path.name for path in (shown.preview.root / "build").iterdir()] == ["keep.html"]
    assert (shown.preview.root / "build/keep.html").read_text() == "kept"


def test_takes_the_next_free_port_and_says_so(serve: Callable[..., Shown], start: StartPreview) -> None:
    """A second preview on the same port gets the next one."""
    first = serve().preview
    second = start({"decks/01-a.md": "# Second\n"}, ["--port", str(first.port)])
    assert second.port > first.port
    assert f"Port {first.port} is in use." in "".join(second.said)
    assert "Second" in get(f"{second.address}01-a.html")


def test_seeks_in_media(serve: Callable[..., Shown]) -> None:
    """A player jumps into the middle of a file, for which it asks for a part of it."""
    shown = serve('## One\n\n<audio src="assets/tone.wav" controls></audio>\n', files={"assets/tone.wav": tone()})
    page = shown.open("01-a.html#/one")
    page.wait_for_function("() => document.querySelector('audio').readyState >= 1")
    page.evaluate("() => { document.querySelector('audio').currentTime = 42; }")
    page.wait_for_function("() => !document.querySelector('audio').seeking")
    assert page.evaluate("() => document.querySelector('audio').currentTime") == pytest.approx(42)


def test_does_not_follow_without_watching(serve: Callable[..., Shown]) -> None:
    """With `--no-watch` pages stay as they are, also when they are loaded again."""
    shown = serve(options=("--no-watch",))
    page = shown.open("01-a.html#/one")
    shown.preview.replace(DECK, "Text", "Changed")
    page.reload()
    listens(page)
    shows(page, "Text")


# -- 2. Hot swap -----------------------------------------------------------------------------------------


def test_swaps_the_edited_slide_alone(serve: Callable[..., Shown]) -> None:
    """A saved word is on the slide: same slide, same step, same theme, no reload, and no other slide is touched."""
    shown = serve(STEPS, TWO)
    page = shown.open("01-a.html#/steps/1")
    page.keyboard.press("t")
    theme = page.get_attribute("html", "data-theme")
    mark(page)
    shown.preview.replace(DECK, "- two", "- deux")
    shows(page, "deux")
    assert place(page) == ["steps", 1]
    assert page.get_attribute("html", "data-theme") == theme == "dark"
    assert page.evaluate("() => window.__mark && window.__swaps") == 1
    assert unmarked(page, "#two, #two *, #title *") == 0


def test_follows_slides_that_come_go_move_and_change_their_names(serve: Callable[..., Shown]) -> None:
    """Slides are added, removed, moved, renamed, stacked and unstacked around the shown one, without a reload."""
    shown = serve(ONE, TWO)
    page = shown.open("01-a.html#/two")
    mark(page)
    for texts, expected, where in (
        ((ONE, "## New\n", TWO), "title one new two", "two"),
        ((TWO, ONE, "## New\n"), "title two one new", "two"),
        ((TWO.replace("Two", "Second"), ONE, "## New\n"), "title second one new", "second"),
        ((TWO.replace("Two", "Second"), "## New\n"), "title second new", "second"),
        ((ONE, "## New\n"), "title one new", "one"),
    ):
        shown.preview.write(DECK, slides(*texts))
        shown.settle(page)
        assert (order(page), place(page)[0]) == (expected, where)
    shown.preview.write(DECK, slides(ONE, "## New\n").replace("\n---\n\n## New", "\n--\n\n## New"))
    shown.settle(page)
    assert order(page) == "title [one new]"
    shown.preview.write(DECK, slides(ONE, "## New\n"))
    shown.settle(page)
    assert order(page) == "title one new"
    assert page.evaluate("() => window.__mark")


def test_lets_media_elsewhere_play_on(serve: Callable[..., Shown]) -> None:
    """A sound on another slide plays on through edits of the shown one."""
    sound = '## Sound\n\n<audio src="assets/tone.wav" loop muted></audio>\n'
    shown = serve(sound, TWO, files={"assets/tone.wav": tone()})
    page = shown.open("01-a.html#/sound")
    page.evaluate("() => { window.__sound = document.querySelector('audio'); return window.__sound.play(); }")
    page.wait_for_function("() => window.__sound.currentTime > 0")
    shown.preview.replace(DECK, "More", "Changed")
    shown.settle(page)
    time_then = page.evaluate("() => window.__sound.currentTime")
    page.wait_for_function("time => window.__sound.currentTime > time", arg=time_then)
    assert page.evaluate("() => !window.__sound.paused && window.__sound.isConnected")


def test_follows_in_every_tab(serve: Callable[..., Shown], open_context: OpenContext) -> None:
    """Several tabs and several browsers with several decks all follow, each its own deck."""
    shown = serve(files={"decks/02-b.md": slides(ONE)})
    context = open_context()
    pages = [shown.open("01-a.html#/one", context) for _ in range(4)]
    other, elsewhere = shown.open("02-b.html#/one", context), shown.open("01-a.html#/one")
    shown.preview.replace(DECK, "Text", "Changed")
    for page in (*pages, elsewhere):
        shows(page, "Changed")
    shown.preview.replace("decks/02-b.md", "Text", "Otherwise")
    shows(other, "Otherwise")
    for page in (*pages, elsewhere):
        shows(page, "Changed")


# -- 3. Speaker view -------------------------------------------------------------------------------------


def test_the_speaker_view_follows(serve: Callable[..., Shown]) -> None:
    """Both pictures and the notes change with the file, nothing is opened again, and the timer runs on."""
    shown = serve("## One\n\nText\n\nNote:\nSay this.\n", TWO)
    page = shown.open("01-a.html#/one")
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    speaker = popup.value
    current, following = (speaker.frame_locator(f"#ui_{name} iframe") for name in ("current", "next"))
    for frame in (current, following):
        frame.locator("html[data-live]").wait_for()
    expect(speaker.locator("#ui_notes")).to_contain_text("Say this.")
    windows = "[window, ...Array.from(window, (frame) => frame)]"
    speaker.evaluate(f"() => {windows}.forEach((one) => {{ one.__mark = true; }})")
    timer = speaker.text_content("#ui_timer-value")
    shown.preview.write(DECK, slides("## One\n\nChanged\n\nNote:\nSay that.\n", TWO.replace("More", "Less")))
    expect(speaker.locator("#ui_notes")).to_contain_text("Say that.")
    expect(current.locator("#one.present")).to_contain_text("Changed")
    expect(following.locator("#two.present")).to_contain_text("Less")
    speaker.wait_for_function("before => document.querySelector('#ui_timer-value').textContent > before", arg=timer)
    assert speaker.evaluate(f"() => {windows}.map((one) => one.__mark)") == [True] * 3


# -- 4. Everything that a deck is made of ----------------------------------------------------------------


def test_follows_timelines(serve: Callable[..., Shown]) -> None:
    """A changed timeline changes the slides that show it, without a reload."""
    shown = serve("## Time\n\n<<TIMELINE:t>>\n", TWO, files={"timelines/t.yaml": TIMELINE})
    page = shown.open("01-a.html#/time")
    mark(page)
    shown.preview.replace("timelines/t.yaml", "Descent", "Ascent")
    shows(page, "Ascent")
    assert page.evaluate("() => window.__mark && window.__swaps") == 1
    assert unmarked(page, "#two *") == 0


def test_follows_partials(serve: Callable[..., Shown]) -> None:
    """A changed partial changes the slides that use it, without a reload."""
    shown = serve("## Box\n\n<<BOX:x>>\n", TWO, files={"theme/partials/box.html.j2": "<p>Box {{ argument }}</p>"})
    page = shown.open("01-a.html#/box")
    mark(page)
    shown.preview.write("theme/partials/box.html.j2", "<p>Crate {{ argument }}</p>")
    shows(page, "Crate x")
    assert page.evaluate("() => window.__mark")
    assert unmarked(page, "#two *") == 0


def test_swaps_style_sheets(serve: Callable[..., Shown]) -> None:
    """A changed style sheet of the theme is seen without a reload."""
    shown = serve(files={"theme/css/own.css": "h2 { letter-spacing: 1px }"})
    page = shown.open("01-a.html#/one")
    mark(page)
    shown.preview.write("theme/css/own.css", "h2 { letter-spacing: 7px }")
    page.wait_for_function("() => getComputedStyle(document.querySelector('#one h2')).letterSpacing === '7px'")
    assert page.evaluate("() => window.__mark")
    assert page.locator("link[href*='own.css']").count() == 1


@pytest.mark.parametrize("path", ["theme/templates/deck.html.j2", "theme/js/own.js", "slides.yaml", DECK])
def test_reloads_on_the_same_slide_and_step(serve: Callable[..., Shown], path: str) -> None:
    """Templates, scripts, settings and front matter reload the page, which stays on its slide and step."""
    from dl4ad_slides.load.theme import default_theme

    template = (default_theme() / "templates/deck.html.j2").read_text(encoding="utf-8")
    before = {"theme/templates/deck.html.j2": template, "theme/js/own.js": "window.own = 1;"}
    shown = serve(STEPS, TWO, files=before)
    page = shown.open("01-a.html#/steps/1")
    page.evaluate("() => { window.__mark = true; }")
    after = {
        "theme/templates/deck.html.j2": template.replace('class="deck"', 'class="deck renewed"'),
        "theme/js/own.js": "document.body.classList.add('renewed');",
        "slides.yaml": "title: Renewed\n",
        DECK: f"---\ntitle: Renewed\n---\n{slides(STEPS, TWO)}",
    }
    shown.preview.write(path, after[path])
    page.wait_for_function("() => !window.__mark && (document.title + document.body.className).match(/renewed/i)")
    listens(page)
    page.wait_for_function("() => document.querySelector('.reveal.ready')")
    assert place(page) == ["steps", 1]


def test_refreshes_a_picture_in_place(serve: Callable[..., Shown]) -> None:
    """A picture that is replaced on disk is seen at once, in the slide and in backgrounds, without a reload."""
    ground = '<!-- .slide: data-background-image="assets/x.svg" -->\n'
    shown = serve(f"## One\n{ground}\n![x](assets/x.svg)\n", files={"assets/x.svg": SVG.format(9)})
    page = shown.open("01-a.html#/one")
    page.wait_for_function("() => document.querySelector('#one img').naturalWidth === 9")
    page.evaluate("() => { window.__mark = true; }")
    shown.preview.write("assets/x.svg", SVG.format(27))
    page.wait_for_function("() => document.querySelector('#one img').naturalWidth === 27")
    page.wait_for_function("() => document.querySelector('.backgrounds .present').innerHTML.includes('?v=')")
    temporary = shown.preview.root / "assets/.x.svg.part"
    temporary.write_text(SVG.format(33))
    temporary.replace(shown.preview.root / "assets/x.svg")
    page.wait_for_function("() => document.querySelector('#one img').naturalWidth === 33")
    assert page.evaluate("() => window.__mark")


def test_shows_a_picture_that_comes_later(serve: Callable[..., Shown], watch: Watch) -> None:
    """A picture that was missing appears when its file does, and the warning goes."""
    watch.expect("404")
    shown = serve("## One\n\n![x](assets/later/x.svg)\n")
    page = shown.open("01-a.html#/one")
    expect(page.locator("#dl4ad-live .badge")).to_have_accessible_name("1 warning")
    shown.preview.write("assets/later/x.svg", SVG.format(9))
    page.wait_for_function("() => document.querySelector('#one img').naturalWidth === 9")
    expect(page.locator("#dl4ad-live .badge")).to_have_count(0)


def test_the_index_follows_new_and_deleted_decks(serve: Callable[..., Shown]) -> None:
    """The index shows decks as they come, change and go, without a reload; a deleted deck says so in its page."""
    shown = serve()
    index = shown.open("index.html")
    index.evaluate("() => { window.__mark = true; }")
    shown.preview.write("decks/02-b.md", "# Newcomer\n")
    expect(index.locator(".card")).to_have_count(2)
    deck = shown.open("02-b.html")
    shown.preview.write("decks/02-b.md", "# Renamed\n")
    expect(index.locator(".card").nth(1)).to_contain_text("Renamed")
    (shown.preview.root / "decks/02-b.md").unlink()
    expect(index.locator(".card")).to_have_count(1)
    expect(deck.locator(TOAST)).to_contain_text("deleted")
    shown.preview.write("decks/02-b.md", "# Back\n")
    shows(deck, "Back")
    expect(index.locator(".card")).to_have_count(2)
    assert index.evaluate("() => window.__mark")


# -- 5. Errors -------------------------------------------------------------------------------------------


def test_shows_an_error_over_the_last_good_slide(serve: Callable[..., Shown]) -> None:
    """The overlay tells file, line, excerpt and hint; below it is the last good slide; the fix makes it vanish."""
    shown = serve("## One\n\nText $\\frac12$\n", TWO)
    page = shown.open("01-a.html#/one")
    mark(page)
    shown.preview.replace(DECK, "\\frac12", "\\fracc12")
    said = error_card(page)
    assert all(part in said for part in (f"{DECK}:7:", "\\fracc", "Text $\\fracc12$", "Did you mean \\frac"))
    shown.preview.wait_for_line(f"{DECK}:7:")
    assert "Did you mean" in "".join(shown.preview.warned)
    assert page.locator("#one .math-error").count() == 0
    assert unmarked(page, "#one *") == 0
    shown.preview.replace(DECK, "\\fracc12", "\\frac34")
    page.locator(CARD).wait_for(state="detached")
    shows(page, "Text")
    assert page.evaluate("() => document.querySelector('#one annotation').textContent") == "\\frac34"
    shown.preview.wait_for_line("All findings are mended.")


@pytest.mark.parametrize(
    ("path", "before", "after", "says"),
    [
        ("timelines/t.yaml", "1951", "soon", "timelines/t.yaml:4:"),
        ("theme/partials/box.html.j2", "{{ argument }}", "{{ argument", "theme/partials/box.html.j2:1"),
        ("slides.yaml", "title: Course", "title: [Course", "slides.yaml:"),
        (DECK, "title: Lecture", "titel: Lecture", "Did you mean title"),
        ("theme/templates/deck.html.j2", "{{ deck.title }}", "{{ deck.titel }}", "theme/templates/deck.html.j2:"),
    ],
)
def test_shows_errors_of_every_kind_of_file(
    serve: Callable[..., Shown], path: str, before: str, after: str, says: str
) -> None:
    """What is broken anywhere is told over the open deck, which stays as it was until it is mended."""
    from dl4ad_slides.load.theme import default_theme

    files = {
        DECK: "---\ntitle: Lecture\n---\n" + slides(ONE, "## Time\n\n<<TIMELINE:t>>\n", "## Box\n\n<<BOX:x>>\n"),
        "timelines/t.yaml": TIMELINE,
        "theme/partials/box.html.j2": "<p>Box {{ argument }}</p>",
        "theme/templates/deck.html.j2": (default_theme() / "templates/deck.html.j2").read_text(encoding="utf-8"),
    }
    shown = serve(files=files)
    page = shown.open("01-a.html#/one")
    html = page.inner_html(".slides")
    shown.preview.replace(path, before, after)
    assert says in error_card(page)
    assert (page.inner_html(".slides"), page.title()) == (html, "Lecture – Course")
    shown.preview.replace(path, after, before)
    page.locator(CARD).wait_for(state="detached")
    page.wait_for_function("() => document.querySelector('.reveal.ready')")
    assert page.title() == "Lecture – Course"


def test_shows_errors_that_were_there_before(serve: Callable[..., Shown], open_context: OpenContext) -> None:
    """A deck that is opened with errors says so at once, also in a second tab beside another deck."""
    shown = serve(files={"decks/02-b.md": "# B\n\n---\n\n## One\n\n$\\fracc$\n"})
    context = open_context()
    shown.open("01-a.html", context)
    page = shown.open("02-b.html", context)
    assert "decks/02-b.md:7:" in error_card(page)


def _in_place(deck: Path, text: str) -> None:
    deck.write_text(text, encoding="utf-8")


def _in_two_writes(deck: Path, text: str) -> None:
    with deck.open("w", encoding="utf-8") as file:
        file.write(text[:30])
        file.flush()
        time.sleep(0.03)  # the editor takes its time
        file.write(text[30:])


def _empty_first(deck: Path, text: str) -> None:
    deck.write_text("", encoding="utf-8")
    time.sleep(0.03)  # the editor takes its time
    deck.write_text(text, encoding="utf-8")


def _empty_for_long(deck: Path, text: str) -> None:
    deck.write_text("", encoding="utf-8")
    time.sleep(0.3)  # longer than the watcher waits for more
    deck.write_text(text, encoding="utf-8")


def _half_first(deck: Path, text: str) -> None:
    deck.write_text(deck.read_text(encoding="utf-8")[:30], encoding="utf-8")
    time.sleep(0.03)  # the editor takes its time
    deck.write_text(text, encoding="utf-8")


def _by_renaming(deck: Path, text: str) -> None:
    other = deck.with_name("01-a.md.tmp")
    other.write_text(text, encoding="utf-8")
    other.replace(deck)


def _with_a_backup(deck: Path, text: str) -> None:
    deck.rename(deck.with_name("01-a.md~"))
    deck.write_text(text, encoding="utf-8")


def _by_deleting(deck: Path, text: str) -> None:
    deck.unlink()
    time.sleep(0.03)  # the editor takes its time
    deck.write_text(text, encoding="utf-8")


def _as_vim_does(deck: Path, text: str) -> None:
    swap, probe = deck.with_name(".01-a.md.swp"), deck.with_name("4913")
    swap.write_bytes(b"b0VIM")
    probe.touch()
    probe.unlink()
    _with_a_backup(deck, text)
    deck.with_name("01-a.md~").unlink()
    swap.unlink()


@pytest.mark.parametrize(
    "save",
    [
        _in_place,
        _in_two_writes,
        _empty_first,
        _empty_for_long,
        _half_first,
        _by_renaming,
        _with_a_backup,
        _by_deleting,
        _as_vim_does,
    ],
    ids=lambda save: save.__name__.strip("_"),
)
def test_shows_a_saved_deck_in_one_swap(serve: Callable[..., Shown], save: Callable[[Path, str], None]) -> None:
    """However an editor saves, there is one swap, of the whole text; the page is never blank, and never reloads.

    A machine that stalls amid a save makes two saves of it: then the editor saves again.
    """
    shown = serve(ONE, TWO, "## Three\n")
    page = shown.open("01-a.html#/two")
    mark(page)
    for number in range(A_FEW):
        page.evaluate("() => { window.__swaps = 0; window.__least = Infinity; }")
        save(shown.preview.root / DECK, slides(ONE, TWO.replace("More", f"Saved {number}"), "## Three\n"))
        shows(page, f"Saved {number}")
        shown.settle(page)
        assert (page.evaluate("() => window.__mark"), place(page)[0]) == (True, "two")
        if page.evaluate("() => window.__swaps === 1 && window.__least >= 4"):
            return
    pytest.fail("no save was one swap")


def test_takes_in_a_checkout_of_a_hundred_files(serve: Callable[..., Shown]) -> None:
    """`git checkout` of another branch, with a hundred other files, is one swap of the open deck."""
    git = shutil.which("git")
    if git is None:
        pytest.skip("there is no git on this machine")
    files = {f"decks/{number:03}-deck.md": slides(ONE) for number in range(2, 100)}
    shown = serve(files={**files, "timelines/t.yaml": TIMELINE})
    root = shown.preview.root
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")

    def run(*arguments: str) -> None:
        subprocess.run([git, *who, *arguments], cwd=root, check=True, capture_output=True)

    run("init", "-q")
    run("add", "-A")
    run("commit", "-qm", "one")
    run("checkout", "-qb", "other")
    for path in (DECK, *files):
        text = (root / path).read_text(encoding="utf-8")
        (root / path).write_text(text.replace("Text", "Branch"), encoding="utf-8")
    run("commit", "-qam", "two")
    page = shown.open("01-a.html#/one")
    shown.settle(page)
    mark(page)
    for branch, text in (("-", "Text"), ("other", "Branch")):
        before = page.evaluate("() => window.__swaps")
        run("checkout", "-q", branch)
        shows(page, text)
        shown.settle(page)
        assert page.evaluate("() => window.__swaps") - before == 1
    assert page.evaluate("() => window.__mark && window.__least >= 3")
    index = shown.open("index.html")
    expect(index.locator(".card")).to_have_count(99)


# -- 6. The window and the editor ------------------------------------------------------------------------


def test_offers_to_go_to_the_edited_slide(serve: Callable[..., Shown]) -> None:
    """An edit of another slide offers to go there, and Enter goes."""
    shown = serve(ONE, TWO)
    page = shown.open("01-a.html#/one")
    shown.preview.replace(DECK, "More", "Elsewhere")
    expect(page.locator(TOAST)).to_contain_text("Two")
    assert place(page)[0] == "one"
    page.keyboard.press("Enter")
    shows(page, "Elsewhere")
    assert place(page)[0] == "two"


def test_follows_the_editor(serve: Callable[..., Shown]) -> None:
    """With `--follow` the window goes to the slide that was edited."""
    shown = serve(ONE, TWO, options=("--follow",))
    page = shown.open("01-a.html#/one")
    shown.preview.replace(DECK, "More", "Elsewhere")
    shows(page, "Elsewhere")
    shown.preview.replace(DECK, "Text", "Back")
    shows(page, "Back")


def test_alt_click_tells_the_place(serve: Callable[..., Shown], open_context: OpenContext) -> None:
    """Alt-click tells file and line of text, formula and picture, in the file as it is now, and copies them."""
    shown = serve(ONE, "## Math\n\nWords $x^2$\n\n![x](assets/x.svg)\n", files={"assets/x.svg": SVG.format(99)})
    context = open_context(permissions=["clipboard-read", "clipboard-write"])
    page = shown.open("01-a.html#/math", context)
    shown.preview.replace(DECK, "Text", "Text\n\nand two lines more")
    shown.settle(page)
    for selector, line in (("#math h2", 13), ("#math .katex .mathnormal", 15), ("#math img", 17)):
        page.locator(selector).first.click(modifiers=["Alt"])
        expect(page.locator(TOAST)).to_contain_text(f"{DECK}:{line}")
        page.wait_for_function(
            "place => navigator.clipboard.readText().then((text) => text === place)", arg=f"{DECK}:{line}"
        )


def test_alt_click_opens_the_editor(start: StartPreview, open_tab: OpenTab, tmp_path: Path) -> None:
    """With `--editor` the place is opened there."""
    editor = tmp_path / "code"
    editor.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/part\nmv {tmp_path}/part {tmp_path}/ran\n')
    editor.chmod(0o755)
    preview = start({DECK: slides(ONE), MARKER: ""}, ["--editor", "code"], path=str(tmp_path))
    page = Shown(preview, open_tab).open("01-a.html#/one")
    page.locator("#one p").click(modifiers=["Alt"])
    preview.wait_until((tmp_path / "ran").exists, "the editor ran")
    assert (tmp_path / "ran").read_text() == f"--goto {preview.root}/{DECK}:7:1\n"


# -- 7. The end ------------------------------------------------------------------------------------------


def has_ended_well(preview: Preview, seconds: float) -> None:
    assert preview.process.returncode in {0, 130}
    assert seconds < 10
    assert not any("Traceback" in line or "Error" in line for line in preview.warned)


def test_ends_with_open_pages(serve: Callable[..., Shown]) -> None:
    """Ctrl-C ends soon with pages and a speaker view open; the pages say that the server is gone."""
    shown = serve()
    pages = [shown.open("01-a.html#/one"), shown.open("index.html")]
    with pages[0].expect_popup() as popup:
        pages[0].keyboard.press("s")
    popup.value.frame_locator("#ui_next iframe").locator("html[data-live]").wait_for()
    has_ended_well(shown.preview, shown.preview.interrupt())
    for page in pages:
        expect(page.locator("#dl4ad-live .lost")).to_be_visible()


def test_ends_during_a_render(serve: Callable[..., Shown]) -> None:
    """Ctrl-C ends soon while a large deck is being rendered."""
    texts = [
        f"## Slide {number}\n\n$x_{{{number}}}$ and ${number}^2$\n\n```python\na = {number}\n```\n"
        for number in range(1500)
    ]
    shown = serve(*texts)

    def ask() -> None:
        try:
            get(f"{shown.preview.address}01-a.html")
        except OSError:
            return

    thread = threading.Thread(target=ask)
    thread.start()
    get(f"{shown.preview.address}_static/css/tokens.css")
    has_ended_well(shown.preview, shown.preview.interrupt())
    thread.join()


def test_ends_while_it_starts(start: StartPreview) -> None:
    """Ctrl-C ends it from the moment that it has said its address."""
    preview = start({DECK: slides(ONE)}, imports=True)
    has_ended_well(preview, preview.interrupt())


def test_ends_during_an_update(serve: Callable[..., Shown]) -> None:
    """Ctrl-C ends soon while a change is taken in."""
    shown = serve(*(f"## Slide {number}\n\n$x_{{{number}}}$\n" for number in range(800)))
    shown.open("01-a.html")
    shown.preview.write("slides.yaml", "title: Other\nmath: {macros: {'\\R': '\\mathbb{R}'}}\n")
    has_ended_well(shown.preview, shown.preview.interrupt())
