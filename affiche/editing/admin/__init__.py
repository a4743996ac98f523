"""The words and the models in; the files of the form editor's own page, out.

It is the only page with a policy of its own: Decap CMS puts styles into the page and makes
functions out of its settings. It still loads nothing from elsewhere, unless a company says that its
repository is at GitHub, GitLab or Gitea.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from affiche.editing.admin.decap import config
from affiche.model.settings import Settings
from affiche.reading import documents
from affiche.words import Words

SHIPPED = ("decap-cms.js", "before.js", "admin.js", "admin.css", "LICENSE-decap-cms.txt")
# Who answers on this computer.
LOCAL = {"name": "proxy", "proxy_url": "/api/v1", "branch": "main"}
POLICY = (
    ("default-src", "'self'"),
    ("script-src", "'self' 'unsafe-eval'"),
    ("style-src", "'self' 'unsafe-inline'"),
    ("img-src", "'self' data: blob:"),
    ("font-src", "'self' data:"),
    ("connect-src", "'self' data: blob:"),
    ("object-src", "'none'"),
    ("base-uri", "'none'"),
    ("form-action", "'none'"),
)


def policy(elsewhere: Iterable[str] = ()) -> str:
    """What the page may load; `elsewhere` are the servers with the repository."""
    more = " ".join(elsewhere)
    opened = {"connect-src", "img-src"}
    return "; ".join(
        f"{name} {sources} {more}".rstrip() if name in opened else f"{name} {sources}"
        for name, sources in POLICY
    )


def page(words: Words, rules: str, formats: bool = False) -> bytes:
    """The page itself; with `formats` it reads and writes the files by itself."""
    title = escape(words.say("Edit"))
    more = '<script src="js-yaml.js"></script>\n<script src="formats.js"></script>\n'
    return (
        f'<!doctype html>\n<html lang="{escape(words.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(rules)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="robots" content="noindex">\n<title>{title}</title>\n'
        '<link rel="icon" href="data:,">\n<link rel="stylesheet" href="admin.css">\n'
        '<script src="before.js"></script>\n</head>\n'
        f'<body>\n{more if formats else ""}<script src="decap-cms.js"></script>\n'
        '<script src="admin.js"></script>\n'
        "</body>\n</html>\n"
    ).encode()


def shipped(name: str) -> bytes:
    """A file that goes along as it is."""
    return resources.files(__name__).joinpath(name).read_bytes()


def settings(content: Path, words: Words, backend: dict[str, Any] | None = None) -> bytes:
    """The settings of the editor for this content, as JSON."""
    label = content.resolve().name
    raw = content / "site.yaml"
    read = documents.settings(f"{label}/site.yaml", raw.read_bytes() if raw.is_file() else b"")
    rounds = [p.relative_to(content).as_posix() for p in content.glob("feedback/*/*.yaml")]
    made = config(label, words, read.rest or Settings(), rounds, backend or LOCAL)
    made["affiche"] = said(words)
    return json.dumps(made, ensure_ascii=False, indent=1).encode() + b"\n"


def said(words: Words) -> dict[str, str]:
    """What our own parts of the page say."""
    return {
        "focus": words.say("Click where the face is."),
        "none": words.say("Choose a picture first."),
        "save": words.say("Save"),
        "saved": words.say("Saved"),
        "saving": words.say("Saving…"),
    }


def host(address: str) -> str:
    """The server of an address, as a policy names it."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
