"""A browser, built sites, and watched pages for the tests that need a real Chromium."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from live_pages import MakeLive, Open, listens
from live_site import LiveSite, running
from oracle import Oracle
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from sites import ROOT, SEEDS, MakeSite, Site, serving, write_project
from tabs import Tabs
from watch import OpenContext, OpenTab, Watch

from dl4ad_slides.build import build_site
from dl4ad_slides.course import load_course
from dl4ad_slides.model.output import BuildResult
from dl4ad_slides.write import write_site

# The shell is the same browser without windows and toolbars, in half the time.
_PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_PATIENCE = 20_000  # ms; a loaded machine is slow, and a sound test does not wait for nothing
_WINDOW = {"viewport": {"width": 1920, "height": 1080}, "color_scheme": "light"}
_EMPTY = "empty.html"
_DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><circle cx="200" cy="150" r="99"/></svg>'


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def _lacking(reason: str) -> None:
    """Skip, or fail where the environment says that a browser must be there."""
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(f"REQUIRE_BROWSER is set, but {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        _lacking("there is no Chromium on this machine")
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def oracle(browser: Browser) -> Iterator[Oracle]:
    page = browser.new_page()
    yield Oracle(page)
    page.close()


@pytest.fixture(scope="session")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Give the folder whose subfolders are served, and its address."""
    folder = tmp_path_factory.mktemp("hosted")
    (folder / _EMPTY).write_text('<!doctype html><link rel="icon" href="data:,">', encoding="utf-8")
    with serving(folder) as address:
        yield folder, address


@pytest.fixture(scope="session")
def make_site(hosted: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> MakeSite:
    """Give a function that builds a project, a dict of its files, into a site."""

    def make(files: Mapping[str, str | bytes]) -> Site:
        root = write_project(tmp_path_factory.mktemp("project"), files)
        return _written(root, build_site(load_course(root)), hosted)

    return make


@pytest.fixture(scope="session")
def our_site(our_result: BuildResult, hosted: tuple[Path, str]) -> Site:
    """Give the site of this repository's own course."""
    return _written(ROOT, our_result, hosted)


@pytest.fixture(scope="session")
def seed_site(make_site: MakeSite) -> Site:
    """Give the two old lectures, with our timelines and a dot for each of their pictures."""
    if not SEEDS.is_dir():
        pytest.skip("the old lectures are not on this machine")
    decks = {f"decks/{path.name[:3]}.md": path.read_text("utf-8") for path in sorted(SEEDS.glob("00[01]_*.txt"))}
    pictures = {path: _DOT for text in decks.values() for path in re.findall(r"assets/[\w./-]+\.\w+", text)}
    timelines = {f"timelines/{path.name}": path.read_bytes() for path in (ROOT / "timelines").glob("*.yaml")}
    return make_site({**decks, **timelines, **pictures})


def _written(root: Path, result: BuildResult, hosted: tuple[Path, str]) -> Site:
    folder, address = hosted
    name = f"site{len(list(folder.iterdir())) - 1}"
    write_site(result.files, folder / name)
    return Site(root, folder / name, result, f"{address}{name}/")


@pytest.fixture
def watch(hosted: tuple[Path, str]) -> Iterator[Watch]:
    """Give what watches the pages of this test; the test fails on what it did not expect."""
    folder, address = hosted
    watch = Watch((address, f"{folder.as_uri()}/"))
    yield watch
    if report := watch.report():
        pytest.fail(report, pytrace=False)


@pytest.fixture(scope="session")
def new_context(browser: Browser) -> OpenContext:
    """Give a function that opens a window of 1920 by 1080, with Playwright's options over that."""

    def new_one(**options: Any) -> BrowserContext:
        context = browser.new_context(**{**_WINDOW, **options})
        context.add_init_script(path=Path(__file__).with_name("looks.js"))
        return context

    return new_one


@pytest.fixture
def open_context(new_context: OpenContext, watch: Watch) -> Iterator[OpenContext]:
    """Give a function that opens a watched window, which nothing but this test has used."""
    contexts: list[BrowserContext] = []

    def open_one(**options: Any) -> BrowserContext:
        context = new_context(**options)
        watch.follow(context)
        contexts.append(context)
        return context

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def tabs(new_context: OpenContext, hosted: tuple[Path, str]) -> Tabs:
    folder, address = hosted
    return Tabs(new_context, (f"{address}{_EMPTY}", (folder / _EMPTY).as_uri()))


@pytest.fixture
def open_tab(tabs: Tabs, watch: Watch) -> Iterator[OpenTab]:
    """Give a function that opens a watched page in a window that earlier tests may have used: see tabs.py."""

    def open_one(**options: Any) -> Page:
        return tabs.take(watch, **{**_WINDOW, **options})

    yield open_one
    tabs.give_back(watch)


@pytest.fixture
def make_live(tmp_path: Path, watch: Watch) -> Iterator[MakeLive]:
    """Give a function that serves a course, a dict of its files; `tag` are data attributes of the client's tag."""
    with ExitStack() as stack:

        def make(files: Mapping[str, str | bytes], **tag: str) -> LiveSite:
            site = LiveSite(tmp_path / "course", files)
            site.tag = tag
            stack.enter_context(running(site))
            watch.homes += (site.address,)
            return site

        yield make


@pytest.fixture
def open_page(open_tab: OpenTab) -> Open:
    """Give a function that opens a page of a live site and waits until it listens."""

    def open_one(site: LiveSite, path: str = "01-a.html", context: BrowserContext | None = None) -> Page:
        page = context.new_page() if context else open_tab()
        page.goto(site.url(path))
        listens(page)
        return page

    return open_one
