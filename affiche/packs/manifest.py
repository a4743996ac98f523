"""A pack's files in; the lists that go with them, out: what is in it, and by what right. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping

from affiche.packs.house import House
from affiche.pages.briefing.pack import Brief, Right
from affiche.words import Words

MANIFEST = "manifest.json"
RIGHTS = "rights.txt"
FORMAT = 1
WIDTH = 76


def manifest(brief: Brief, files: Mapping[str, bytes]) -> bytes:
    """Every file with its size in bytes and its sha256, by path; itself left out."""
    listed = [
        {
            "path": path,
            "size": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        for path, content in sorted(files.items())
    ]
    said = {
        "format": FORMAT,
        "briefing": brief.id,
        "title": brief.title,
        "company": brief.company,
        "agency": brief.agency,
        "language": brief.language,
        "expires": brief.expires.isoformat(),
        "files": listed,
    }
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()


def rights(brief: Brief, house: House, words: Words) -> bytes:
    """Licences and consents of everything in the pack, as a text in the briefing's language."""
    return ("\n".join(_lines(brief, house, words)).rstrip() + "\n").encode()


def _lines(brief: Brief, house: House, words: Words) -> Iterator[str]:
    say = words.say
    agency = brief.agency or words.gettext("the agency")
    yield f"{brief.title} · {brief.company}"
    yield "=" * WIDTH
    yield say(
        "This briefing is confidential and meant for {agency} only. It expires on {date}: delete "
        "it then, pictures included.",
        agency=agency,
        date=words.date(brief.expires),
    )
    yield ""
    if brief.rights:
        yield from _headed(words.gettext("Pictures"))
        for right in brief.rights:
            yield from _right(right, words)
    yield from _headed(words.gettext("Typefaces"))
    for font in house.fonts:
        licence = font.licence or words.gettext("Not included: bought or unknown licence")
        yield f"{font.name}: {licence}"
    yield ""
    yield from _headed(words.gettext("Icons"))
    yield words.gettext("The icons on the page are from Lucide: ISC License, Lucide Contributors.")


def _headed(title: str) -> Iterator[str]:
    yield title
    yield "-" * WIDTH


def _right(right: Right, words: Words) -> Iterator[str]:
    say = words.say
    yield right.file
    about = right.what or words.gettext("Picture in the text")
    yield f"  {about}" + (f" ({words.label(right.kind).lower()})" if right.kind else "")
    made = ", ".join(filter(None, (right.credit, right.license, right.source)))
    yield f"  {words.gettext('Maker and licence')}: {made or '–'}"
    if right.given is None:
        yield f"  {words.gettext('Consent')}: {words.gettext('Not needed').lower()}"
    else:
        until = say("Valid until {date}", date=words.date(right.ends)) if right.ends else ""
        given = say("Given on {date}", date=words.date(right.given))
        scope = ", ".join(map(words.label, right.scope))
        yield f"  {words.gettext('Consent')}: " + "; ".join(filter(None, (given, until, scope)))
    yield ""
