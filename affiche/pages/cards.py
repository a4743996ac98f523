"""How personas and sheets stand on the pages of others: cards, portraits, links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from affiche.directions import joined
from affiche.kept import DOCUMENTS, following
from affiche.model import Persona, Site
from affiche.pages import among, completeness
from affiche.pages.plan import PersonaCard, Portrait, Sheet, SheetFact, SheetLink
from affiche.pages.rounds import open_notes
from affiche.words import Words


def persona_path(persona_id: str) -> str:
    """The page of a persona."""
    return f"personas/{persona_id}/index.html"


def journey_path(journey_id: str) -> str:
    """The page of a journey."""
    return f"journeys/{journey_id}/index.html"


def briefing_path(briefing_id: str) -> str:
    """The page of a briefing."""
    return f"briefings/{briefing_id}/index.html"


def briefing_file(briefing_id: str, ending: str) -> str:
    """What an agency gets of a briefing: the document ("pdf") or everything ("zip")."""
    return f"briefings/{briefing_id}/{briefing_id}-briefing.{ending}"


def touchpoint_path(touchpoint_id: str) -> str:
    """The page of a registered touchpoint."""
    return f"touchpoints/{touchpoint_id}/index.html"


def opportunity_path(opportunity_id: str) -> str:
    """The page of a registered opportunity."""
    return f"opportunities/{opportunity_id}/index.html"


def link_picture(page: str) -> str:
    """The picture for links to a page of a persona or a journey."""
    folder, _, _ = page.rpartition("/")
    return f"{folder}/link.png"


def last_changed(path: str, site: Site) -> tuple[date | None, str]:
    """The day on which a document's file was changed last, and by whom, as far as git knows."""
    return site.changed.get(path), site.changed_by.get(path, "")


def channel_name(name: str, site: Site, words: Words) -> str:
    """The name of a channel: the company's own, ours, or what was written."""
    own = site.settings.channels.get(name)
    return own.name if own and own.name else words.pgettext("channel", name)


# What tells of older versions, beside changes/: the feed, and what sheets' files have in them.
FEED = "feed.xml"
CHANGES_SHEET = "-changes-"
TILES_SINCE = "-since-"


def changes_path(document_path: str) -> str:
    """The page that tells how a document ("content/personas/peter.md") came to be."""
    folder, _, file = document_path.partition("/")[2].partition("/")
    return f"changes/{folder}/{file.rpartition('.')[0]}/index.html"


# What documents write before a name: "Persona 2: Dave", "User persona – Dave".
KIND = (
    "(?:user\\s+)?(?:persona|persoon|profiel|profile|profil|perfil|usuario|usuário|user|gebruiker|"
    "nutzer|utilisateur|персона|פרסונה|شخصية|페르소나|ペルソナ|用户画像)"
)
PREFIX = re.compile(
    rf"^\W*{KIND}\s*[#№]?\s*(?:\d+|\w['׳]?(?!\w))?\s*(?:[:：]|[–—-]+(?=\s)|\.(?=\s))\s*(?=\S)",
    re.IGNORECASE,
)
# The number of a heading: "2.1 Ana", "3. Ana", "(3) Ana"; "2 Fast" may be a name.
NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})+[.):]?|\d{1,2}[.):]|\(\d{1,2}\))\s+(?=\S)")


QUOTED = {'"': '"', "“": "”", "„": "“", "«": "»", "‘": "’", "'": "'", "”": "”"}


def bare_name(name: str) -> str:
    """The name without "Persona:" or a number before it, a colon behind it, and signs that stand
    apart from its words."""
    bare = NUMBER.sub("", PREFIX.sub("", NUMBER.sub("", name))).strip().rstrip(":").rstrip()
    if len(bare) > 2 and QUOTED.get(bare[0]) == bare[-1] and bare.count(bare[-1]) <= 2:
        bare = bare[1:-1].strip()
    while (cut := re.match(r"[^\w\s(\[\"'“‘«]+\s+(?=\S)", bare)) is not None:
        bare = bare[cut.end() :]
    return bare or name


def short_name(persona: Persona) -> str:
    """How colleagues call a persona: the first name of a person, else the whole name.

    "Ashleigh, severely sight impaired…" is Ashleigh; "De installateur" stays whole.
    """
    whole = _unquoted(bare_name(persona.name))
    name = ASIDE.split(whole)[0].strip() or whole
    words = name.split()
    if persona.kind != "person" or not words or _is_role(words):
        return name
    return words[0]


def _unquoted(name: str) -> str:
    return re.sub('["“”„«»]', "", name).strip() or name


def _is_role(words: Sequence[str]) -> bool:
    """Whether these are a role ("De installateur", "Mobile user", "Young family") and no name."""
    first, *rest = (word.casefold() for word in words)
    if first in ARTICLES or first.endswith(".") or re.search(r"\d", first):  # "Dr.", "P1"
        return True
    if first in TITLES or re.fullmatch(KIND, first):  # "Profile 1"
        return True
    if rest and rest[0] in ARTICLES:  # "Dave the Developer"
        return False
    described = any(word[0].islower() and word.casefold() not in PARTICLES for word in words[1:])
    return described or (bool(rest) and (rest[-1] in ROLES or rest[-1].removesuffix("s") in ROLES))


# What comes behind a name: "Marcus, 44", "Erik (boer)", "Marcus — the optimiser".
ASIDE = re.compile(r"\s*[,(（，、「]|\s+[-–—─·]+\s+|\s*—\s*")
TITLES = {
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "herr",
    "frau",
    "dhr",
    "mevr",
    "mevrouw",
    "meneer",
}
# Before a surname: "Peter de Vries", "Ali bin Said".
PARTICLES = {
    *("de", "den", "der", "het", "’t", "'t", "ten", "ter", "te", "van", "von", "zu", "la", "le"),
    *("du", "el", "al", "bin", "ben", "ibn", "di", "da", "do", "dos", "das", "del", "della", "y"),
    *("e", "und", "af", "av", "op", "in", "à", "&", "the"),
}
# What people are called after: the last word of a name that is a role.
ROLES = {
    *("user", "member", "student", "manager", "developer", "engineer", "designer", "customer"),
    *("client", "visitor", "guest", "admin", "administrator", "owner", "parent", "buyer", "seller"),
    *("teacher", "researcher", "analyst", "planner", "scientist", "patient", "employee", "worker"),
    *("operator", "inspector", "pilot", "driver", "volunteer", "tester", "writer", "author"),
    *("editor", "reader", "browser", "builder", "maintainer", "contributor", "professional"),
    *("beginner", "expert", "lead", "director", "officer", "agent", "specialist", "family"),
    *("gebruiker", "klant", "bezoeker", "medewerker", "beheerder", "ondernemer", "gezin", "ouder"),
    *("leerling", "docent", "inkoper", "monteur", "installateur", "adviseur", "koper", "verkoper"),
    *("nutzer", "kunde", "besucher", "mitarbeiter", "utilisateur", "usuario", "usuário", "cliente"),
    *("administrateur", "gestionnaire", "étudiant", "estudiante", "estudante"),
}


ARTICLES = {"de", "het", "een", "the", "a", "an", "der", "die", "das", "le", "la", "les", "al"}


def initials(name: str) -> str:
    """One or two letters for a face that is not there, in any script."""
    name = _unquoted(ASIDE.split(bare_name(name))[0]) or name
    parts = [part for part in name.split() if part[0].isalpha() and part.casefold() not in ARTICLES]
    if not parts:
        return name[:1].upper() or "?"
    last = parts[-1] if len(parts) > 1 and parts[-1][0].isupper() else ""
    return (parts[0][0] + last[:1]).upper()


def portrait(persona: Persona, site: Site, ground: int | None = None) -> Portrait:
    """The face of a persona; its ground is its place among the personas."""
    if ground is None:
        ground = among.place_of(persona.id, site)
    photo = persona.photo
    if photo is None or photo.file not in site.images:
        return Portrait(initials=initials(persona.name), ground=ground)
    return Portrait(
        initials=initials(persona.name),
        ground=ground,
        file=photo.file,
        drawing=site.images[photo.file].drawing,
        alt=photo.alt or persona.name,
        focus=photo.focus or (50.0, 31.0),
        credit=joined((photo.credit, photo.license), " · "),
    )


def persona_cards(site: Site) -> dict[str, PersonaCard]:
    """The cards of all personas, by id."""
    return {name: persona_card(name, site) for name in site.personas}


@following(1, DOCUMENTS)
def persona_card(name: str, site: Site) -> PersonaCard:
    """The card of one persona, by id."""
    persona = site.personas[name]
    return PersonaCard(
        id=persona.id,
        name=persona.name,
        short=short_name(persona),
        tagline=persona.tagline or "",
        path=persona_path(persona.id),
        portrait=portrait(persona, site),
        status=persona.status,
        evidence=persona.evidence.level,
        priority=persona.priority,
        completeness=completeness.percent(persona),
        journeys=len(among.made_by(name, site)),
        language=persona.language,
        overdue=persona.path in site.overdue,
        open_notes=open_notes(persona, site),
    )


def by_owner(sheets: Iterable[SheetLink]) -> dict[str, tuple[SheetLink, ...]]:
    """Id of a persona or journey → its sheets, in their order."""
    found: dict[str, list[SheetLink]] = {}
    for sheet in sheets:
        found.setdefault(sheet.owner, []).append(sheet)
    return {owner: tuple(held) for owner, held in found.items()}


def sheet_links(
    sheets: Iterable[Sheet],
    facts: Mapping[str, SheetFact],
    owner: str | None = None,
    variant: str = "",
) -> tuple[SheetLink, ...]:
    """The sheets of one variant (and of one owner) as pages offer them."""
    return tuple(
        SheetLink(
            path=sheet.path,
            title=sheet.title,
            paper=sheet.paper.name.upper(),
            owner=sheet.owner,
            kind=sheet.kind,
            size=facts[sheet.path].size if sheet.path in facts else None,
            left_off=facts[sheet.path].left_off if sheet.path in facts else (),
            variant=sheet.variant,
            checks=facts[sheet.path].checks if sheet.path in facts else (),
            hash=sheet.hash,
            day=sheet.day,
            part=str(sheet.data.get("part", "")),
        )
        for sheet in sheets
        if sheet.variant == variant and (owner is None or sheet.owner == owner)
    )
