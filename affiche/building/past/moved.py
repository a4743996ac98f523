"""A site in; pages at the addresses that its documents had before, which lead on, out."""

from __future__ import annotations

from collections.abc import Container, Iterator
from html import escape

from affiche.model import Journey, Persona, Site
from affiche.reading.files.names import fits
from affiche.render import guarded
from affiche.words import Words


def files(site: Site, words: Words, taken: Container[str]) -> dict[str, bytes]:
    """Path → page, for every former id whose address is free."""
    made: dict[str, bytes] = {}
    for folder, document in _documents(site):
        for name in document.formerly:
            path = f"{folder}/{name}/index.html"
            if fits(name) and path not in taken and path not in made:
                title = document.name if isinstance(document, Persona) else document.title
                made[path] = _page(f"../{document.id}/index.html", title, words)
    return made


def _documents(site: Site) -> Iterator[tuple[str, Persona | Journey]]:
    yield from (("personas", one) for one in site.personas.values())
    yield from (("journeys", one) for one in site.journeys.values())


def _page(address: str, title: str, words: Words) -> bytes:
    said = escape(words.say("This page has another address now:"))
    return guarded(
        f'<!doctype html>\n<html lang="{escape(words.language)}">\n<head>\n'
        f'<meta charset="utf-8">\n<meta http-equiv="refresh" content="0; url={escape(address)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="robots" content="noindex">\n<title>{escape(title)}</title>\n</head>\n'
        f"<body>\n<main><h1>{escape(title)}</h1>\n"
        f'<p>{said} <a href="{escape(address)}">{escape(title)}</a></p></main>\n</body>\n</html>\n'
    ).encode()
