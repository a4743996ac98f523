"""Every page begins with what it may load and run, whatever its template looks like."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from affiche.render.policy import META, guarded

HOSTILE = '<script src="//boos.example"></script>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<!doctype html>\n<html lang=nl>\n<head>", "\n<title>x</title></head>"),
        ("<!DOCTYPE html><!-- een > teken --><HTML data-x='a>b' lang=\"nl\">\n<HEAD class=\"c>d\">",
         "<title>x</title>"),
        ("<!doctype html>\n<html>", "<body>x"),
        ("\ufeff<!doctype html>", "<p>x"),
        ("<!doctype html>", f"{HOSTILE}<head><title>x</title></head>"),
        ("", f"{HOSTILE}<!doctype html><html><head></head>"),
        ("", "x"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_policy_comes_before_everything_that_it_holds_for(before: str, after: str):
    assert guarded(before + after) == before + META + after


def test_scripts_and_styles_come_out_of_files():
    assert "unsafe" not in META and "*" not in META and "http" not in META.split("content=")[1]


PAGE = """<!doctype html><html><head><title>x</title><link rel="stylesheet" href="eigen.css">
<script src="eigen.js"></script></head><body onload="document.title += ' onload'">
<p style="color: rgb(1, 2, 3)">Tekst</p><style>p { width: 40px }</style>
<script>document.title += ' inline'</script>
<script src="http://127.0.0.1:9/x.js"></script><img src="http://127.0.0.1:9/x.png">
</body></html>"""
ASKED = {"http://127.0.0.1:9/x.js", "http://127.0.0.1:9/x.png"}
SEEN = "() => [document.title, getComputedStyle(document.querySelector('p')).color]"


@pytest.mark.parametrize("policy", [True, False])
def test_a_page_runs_and_asks_only_what_is_its_own(
    policy: bool, tmp_path: Path, browser: Browser
):  # fmt: skip
    """By double-click: its own script and style work, and nothing else does. Without the policy
    (the control) all of it does."""
    (tmp_path / "eigen.js").write_text("document.title = 'eigen'")
    (tmp_path / "eigen.css").write_text("p { color: rgb(4, 5, 6) }")
    (tmp_path / "index.html").write_text(guarded(PAGE) if policy else PAGE)
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto((tmp_path / "index.html").as_uri())
    title, colour = page.evaluate(SEEN)
    page.close()
    blocked = [text for text in refused if "Content Security Policy" in text]
    if policy:
        assert (title, colour) == ("eigen", "rgb(4, 5, 6)")
        assert all(any(address in text for text in blocked) for address in ASKED)
    else:
        assert (title, colour) == ("eigen inline onload", "rgb(1, 2, 3)") and not blocked
