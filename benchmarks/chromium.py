"""Start the Chromium that measures: Debian's, its headless shell, or Chrome, whichever is there."""

from __future__ import annotations

import shutil

from playwright.sync_api import Browser, Playwright

_PROGRAMS = ("chromium", "chromium-headless-shell", "google-chrome")
_ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run")


def launch_chromium(playwright: Playwright) -> Browser:
    """Return the browser that was found first, or the one that Playwright itself has installed."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    return playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)
