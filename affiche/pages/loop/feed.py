"""The latest changes in; an Atom feed of them, as bytes, out. Source: RFC 4287.

A feed holds what the changes page shows, and nothing that the page does not.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree as Tree

from affiche.markup import plain
from affiche.pages.loop.changes import CHANGES, Entry, latest
from affiche.pages.printed import codes
from affiche.pages.relations import Relations
from affiche.versions.told import SIGNS

ATOM = "http://www.w3.org/2005/Atom"
MOST = 40
# The name of this feed among all that are named after what they tell.
NAMESPACE = uuid.UUID("6f6d0d5c-2f3a-5d55-9a5e-6b3c0f0b9a41")


def feed(related: Relations) -> bytes | None:
    """The feed; None while nothing is known of before."""
    entries = [entry for entry in latest(related, MOST) if entry.day]
    if not entries:
        return None
    site, words = related.site, related.words
    company = site.settings.name or words.gettext("Our customers")
    root = Tree.Element("feed", {"xmlns": ATOM, "xml:lang": words.language})
    _add(root, "title", words.say("{company}: what changed", company=company))
    _add(root, "id", uuid.uuid5(NAMESPACE, site.settings.url or company).urn)
    _add(root, "updated", _moment(entries[0].day))
    _add(_add(root, "author"), "name", company)
    _link(root, CHANGES, related)
    for entry in entries:
        _entry(root, entry, related)
    Tree.indent(root, "")
    text = Tree.tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _entry(root: Tree.Element, entry: Entry, related: Relations) -> None:
    words = related.words
    name = plain(entry.name)
    what = "{name} is new" if entry.told is None else "{name}: {figures}"
    said = ", ".join(entry.told.figures) if entry.told else ""
    node = _add(root, "entry")
    _add(node, "title", words.say(what, name=name, figures=said))
    _add(node, "id", uuid.uuid5(NAMESPACE, f"{entry.commit} {entry.path}").urn)
    _add(node, "updated", _moment(entry.day))
    _link(node, entry.path, related)
    if entry.told:
        _add(node, "summary", "\n".join(_lines(entry)))


def _lines(entry: Entry) -> Iterator[str]:
    for label, changes in entry.told.groups if entry.told else ():
        for change in changes:
            text = " / ".join(piece.text for piece in change.pieces if piece.mark != "same")
            text = text or " ".join(piece.text for piece in change.pieces)
            yield f"{', '.join((label, *change.where[1:]))}: {SIGNS[change.sort]} {text}".strip()


def _link(node: Tree.Element, path: str, related: Relations) -> None:
    Tree.SubElement(node, "link", {"href": codes.address(path, related.site) or path})


def _moment(day: date | None) -> str:
    return f"{day or date.min}T12:00:00Z"


def _add(node: Tree.Element, name: str, text: str = "") -> Tree.Element:
    child = Tree.SubElement(node, name)
    child.text = text or None
    return child
