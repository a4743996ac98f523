"""A page in; the same with its policy as the first thing in its head out.

What a page may load and run is said to the browser (Content-Security-Policy), so that a slip in a
template or a theme, or a text that got through as HTML, reaches nobody. The page has it whatever
its template says.
"""

from __future__ import annotations

import re

# `file:` is for who opens a page by double-click: there some browsers take no file for the page's
# own, and a page from a server reaches no file with it. `data:` are pictures and fonts in a style
# sheet. Source: Content Security Policy Level 3.
OWN = "'self' file:"
RULES = {
    "default-src": OWN,
    "script-src": OWN,
    "style-src": OWN,
    "img-src": f"{OWN} data:",
    "font-src": f"{OWN} data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
POLICY = "; ".join(f"{name} {sources}" for name, sources in RULES.items())
META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'

# Everything before the first thing in the head; a browser takes any of it for missing.
REST = r"(?:[^>\"']|\"[^\"]*\"|'[^']*')*>"
START = re.compile(
    rf"\ufeff?(?:\s|<!--.*?-->|<!doctype\b{REST})*(?:<html\b{REST})?"
    rf"(?:\s|<!--.*?-->)*(?:<head\b{REST})?",
    re.IGNORECASE | re.DOTALL,
)


def guarded(html: str) -> str:
    """The page with its policy."""
    start = START.match(html)
    at = start.end() if start else 0
    return f"{html[:at]}{META}{html[at:]}"
