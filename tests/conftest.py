"""What tests share: a real browser, the one that this machine has; and no clock."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Playwright, sync_playwright

# A test is not red because the machine is busy.
settings.register_profile("unhurried", parent=settings(), deadline=None)
settings.load_profile("unhurried")

# What Chromium is called; where none is, Playwright's own is taken.
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]


def launch(playwright: Playwright) -> Browser:
    """A browser that asks nothing of anybody."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return playwright.chromium.launch(executable_path=found, args=ARGUMENTS)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for the tests of a module."""
    with sync_playwright() as playwright:
        running = launch(playwright)
        yield running
        running.close()
