"""The top of a persona's poster: a `Persona` in; name, who this is, chips, face and quote out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from affiche.directions import direction, joined
from affiche.markup import plain
from affiche.model import Persona, Photo, Priority, Quote, Scope, Site
from affiche.pages import cards
from affiche.pages.persona.poster.parts import Item
from affiche.pages.plan import Portrait
from affiche.words import Words

# A fact that is short enough to be a chip beside the portrait, and how many there are at most.
CHIP_LETTERS, CHIPS = 30, 6
# The lists whose words tell in which script a persona is written.
LISTS = ("goals", "pains", "gains", "motivations", "objections", "behaviours", "jobs")
# A name is a headline up to so many letters; what comes after a comma, bracket or dash goes below
# it. Without any of these it breaks between two words when it is longer than `WHOLE`.
HEADLINE_LETTERS, WHOLE, FIRST = 16, 48, 32
OPENING, CLOSING = ("(", "（", "「"), (")", "）", "」")
# A picture that is so much wider than high, or so small (in pixels), is a banner or a sign.
BANNER, SIGN = 2.0, 160
# Between two blanks it never belongs to a name.
DASH = re.compile(r"\s[-–—─]+\s")


def right_to_left(persona: Persona, language: str) -> bool:
    """Whether the sheet is read from right to left: as most of what is written about the persona,
    whatever its language is said to be. In a language from the left its quotes do not count: they
    are somebody's own words, and run their own way in a sheet that does not turn for them."""
    if direction("", language) == "rtl":
        texts = (*_written(persona), *_spoken(persona))
        return direction(" ".join(texts), language) == "rtl"
    texts = tuple(_written(persona))
    turned = sum(len(text) for text in texts if direction(text) == "rtl")
    return 2 * turned > sum(map(len, texts))


def _spoken(persona: Persona) -> Iterator[str]:
    for quote in filter(None, (persona.quote, *persona.quotes)):
        yield plain(quote.text)


def _written(persona: Persona) -> Iterator[str]:
    for text in (persona.name, persona.tagline, persona.occupation, persona.biography):
        yield plain(text or "")
    for name in LISTS:
        yield from (plain(text.text) for text in getattr(persona, name))
    for section in persona.sections:
        yield f"{section.title} {plain(section.body)}"


def headline(name: str) -> tuple[str, str]:
    """A long name in two: "Ashleigh, severely sight impaired…" is Ashleigh, and the rest below.

    A bracket that opens there loses its partner too: "Karin (58), carer" has "58, carer" below.
    """
    match = re.match(r"(.+?)(?:\s*([,(–—（，「])\s*|\s+([-─·]+)\s+)(.+)$", name)
    long = _width(name) > HEADLINE_LETTERS or bool(DASH.search(name))
    if long and match and len(match[1]) <= len(match[4]) * 2:
        first, rest = match[1], _unpaired(match[4]) if match[2] in OPENING else match[4]
    else:
        first, rest = name, ""
    if len(first) <= WHOLE:
        return first, rest
    at = first.rfind(" ", 0, FIRST + 1)
    if first[at + 1 :][:1].isupper():  # "van" goes with the name that comes after it
        while at > 0 and first[:at].split()[-1].islower():
            at = first.rfind(" ", 0, at)
    if at <= 0:
        return first, rest
    return first[:at], " ".join(filter(None, (first[at + 1 :], rest)))


def _width(name: str) -> int:
    """Its letters, of which East Asian ones are twice as wide."""
    return len(name) + sum(unicodedata.east_asian_width(letter) in "WF" for letter in name)


def _unpaired(text: str) -> str:
    """The text without the closing bracket whose partner stood before it."""
    open_ = 1
    for at, letter in enumerate(text):
        open_ += (letter in OPENING) - (letter in CLOSING)
        if not open_:
            return text[:at] + text[at + 1 :]
    return text


def kicker(persona: Persona, words: Words) -> Iterator[str]:
    """What stands above the name: "Persona", and the segment."""
    anti = persona.priority is Priority.ANTI
    yield words.label(persona.priority) if anti and persona.priority else words.gettext("Persona")
    if persona.segment:
        yield plain(persona.segment)


def lines(persona: Persona, words: Words) -> Iterator[str]:
    """Who this is, in a line: age and occupation; the tagline when the biography cannot open
    with it."""
    who = about(persona, words)
    if who:
        yield who
    if persona.tagline and not (who and _leads(persona)):
        yield persona.tagline


def _leads(persona: Persona) -> bool:
    """Whether the tagline opens the biography, which then is on the poster."""
    chosen = persona.poster.blocks
    return bool(persona.biography.strip()) and (not chosen or "biography" in chosen)


def about(persona: Persona, words: Words) -> str:
    """Age and occupation in one line: "42 jaar, eigenaar van een bakkerij"."""
    age, work = persona.age or "", persona.occupation or ""
    if _bare_age(persona, words):
        age = ""
    elif age.isdigit():
        age = words.say("{age} years old", age=age)
    speaks = (persona.language or words.language)[:2]
    if age and work and speaks in ("nl", "en") and work[1:2].islower():
        work = work[0].lower() + work[1:]
    return joined((age, work), ", ")


def chips(persona: Persona, words: Words) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """The facts that are short enough for a chip, and those for a block of their own: all of them
    when the writer asks for that block."""
    facts = tuple(_facts(persona, words))
    short = tuple(fact for fact in facts if _letters(fact) <= CHIP_LETTERS)[:CHIPS]
    asked = "facts" in persona.poster.blocks
    return short, facts if asked else tuple(fact for fact in facts if fact not in short)


def _bare_age(persona: Persona, words: Words) -> bool:
    """Whether the age is a number only, and we do not speak the persona's language: "34 jaar" would
    stand among words of another one."""
    age, language = persona.age or "", persona.language or words.language
    return age.isdigit() and language[:2] != words.language[:2]


def _facts(persona: Persona, words: Words) -> Iterator[Item]:
    if _bare_age(persona, words):
        yield Item(persona.age or "", lead=words.gettext("Age"))
    for value in (persona.location, persona.organisation):
        if value:
            yield Item(value)
    for label, value in persona.facts.items():
        yield Item(value, lead=label)
    for label, value in (("Household", persona.household), ("Education", persona.education)):
        if value:
            yield Item(value, lead=words.gettext(label))


def _letters(fact: Item) -> int:
    return len(plain(fact.text)) + len(fact.lead)


def portrait(persona: Persona, site: Site) -> Portrait:
    """The face; initials when the one in the picture does not want to hang on a wall, or when the
    picture is a banner or a sign."""
    face = cards.portrait(persona, site)
    picture = site.images.get(face.file or "")
    wide = picture is not None and picture.width > BANNER * picture.height
    small = picture is not None and not picture.drawing and picture.height < SIGN
    if persona.photo and (wide or small or not _may_hang(persona.photo)):
        return replace(face, file=None, drawing=False, alt="", credit="")
    return face


def _may_hang(photo: Photo) -> bool:
    consent = photo.consent
    return consent is None or (
        consent.withdrawn is None and (not consent.scope or Scope.POSTER in consent.scope)
    )


def said(quote: Quote | None) -> Item | None:
    """A quote without its marks, which the sheet draws itself."""
    if quote is None:
        return None
    return Item(quote.text.strip().strip('“”"„'), note=quote.source or "")
