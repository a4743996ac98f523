"""Waiting until a page in a browser has come so far."""

from __future__ import annotations

from playwright.sync_api import Page

SECONDS = 20.0
STEP = 0.02


def until(page: Page, expression: str) -> None:
    """Return as soon as `expression` (JavaScript) is true in the page; fail if it never is.

    Playwright's own `wait_for_function` looks again by `eval` inside the page, which the page's
    policy refuses: it only works for what is true at the first look.
    """
    for _ in range(int(SECONDS / STEP)):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(STEP * 1000)
    raise AssertionError(f"not true after {SECONDS:.0f} s: {expression}")
