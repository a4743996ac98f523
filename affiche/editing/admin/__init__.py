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

from affiche.editing.admin.called import names
from affiche.editing.admin.decap import config
from affiche.editing.forms import told
from affiche.markup import parted
from affiche.model.settings import Settings
from affiche.reading import documents
from affiche.reading.canonical import Own
from affiche.words import Words

SHIPPED = ("decap-cms.js", "before.js", "admin.js", "admin.css", "LICENSE-decap-cms.txt")
# What the editor says in another way, or in English alone, by the name of its phrase.
PHRASES = {
    "editor.editorToolbar.deleteEntry": "Delete",
    "editor.editorToolbar.deployButtonLabel": "View",
    "editor.editorWidgets.datetime.now": "Today",
    "editor.editorWidgets.list.add": "Add to %{item}",
    "editor.editorWidgets.object.expand": "Unfold",
    "editor.editorWidgets.object.collapse": "Fold",
    "collection.collectionTop.viewAsList": "As a list",
    "collection.collectionTop.viewAsGrid": "As tiles",
    "mediaLibrary.mediaLibraryModal.close": "Close",
    "ui.settingsDropdown.account": "Account",
}
# Where nothing is published: it is saved.
SAVES = {
    "editor.editorToolbar.publish": "Save",
    "editor.editorToolbar.publishNow": "Save",
    "editor.editorToolbar.published": "Saved",
    "editor.editorToolbar.publishing": "Saving…",
}
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
    read = documents.settings(f"{label}/site.yaml", _bytes(content / "site.yaml"))
    rounds = [p.relative_to(content).as_posix() for p in content.glob("feedback/*/*.yaml")]
    made = config(label, words, read.rest or Settings(), rounds, backend or LOCAL)
    made["affiche"] = {**said(words), "names": _names(content, documents.own(read), words)}
    return json.dumps(made, ensure_ascii=False, indent=1).encode() + b"\n"


def _names(content: Path, own: Own, words: Words) -> dict[str, dict[str, str]]:
    """What the registers call what is in them; nothing of a file that cannot be read now."""
    ways, wishes = content / "touchpoints.yaml", content / "opportunities.yaml"
    return names(
        documents.touchpoints(ways.name, _bytes(ways), own).entries,
        documents.opportunities(wishes.name, _bytes(wishes), own).entries,
        words,
    )


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def said(words: Words) -> dict[str, Any]:
    """What our own parts of the page say, and what the editor says otherwise than by itself."""
    return {
        "focus": words.say("Click where the face is."),
        "none": words.say("Choose a picture first."),
        "refused": words.say("Not done: then this would not be right."),
        "close": words.say("Close"),
        "another": told.another_picture("{fields}", words),
        "pictured": {key: told.label(key, words) for key in told.OF_A_PICTURE},
        "phrases": {key: words.gettext(text) for key, text in PHRASES.items()},
        "saves": {key: words.say(text) for key, text in SAVES.items()},
    }


def host(address: str) -> str:
    """The server of an address, as a policy names it."""
    parts = parted(address)
    return f"{parts.scheme}://{parts.netloc}"
