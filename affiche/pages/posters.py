"""The posters of the personas: a `Site` in, `Sheet`s out, each with its blocks as plain data.

A poster hangs inside the company: it shows all but what is secret, which is gone from the site
before it comes here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from affiche import words as languages
from affiche.curves import Drawing, Style
from affiche.errors import Place
from affiche.markup import plain
from affiche.model import PAPERS, Evidence, Persona, Photo, Priority, Quote, Scope, Site, Status
from affiche.model.persona import Scale
from affiche.model.text import Text
from affiche.pages import cards
from affiche.pages.journey_feelings import drawing
from affiche.pages.journey_lanes import journey_map
from affiche.pages.plan import Portrait, Sheet
from affiche.words import Words

# A fact that is short enough to be a chip beside the portrait, and how many there are at most.
CHIP_LETTERS, CHIPS = 30, 6
# A name is a headline up to so many letters; what comes after a comma or bracket goes below it.
HEADLINE_LETTERS = 16
# A longer name than this does not stand in headings and in the question.
SHORT_LETTERS = 26
USES = 5
# A text of more words is too long for one column.
LONG = 150
# The curve of the strip, in tenths of a unit (1 unit = 1 % of the page's width).
STRIP = {"width": 880.0, "height": 130.0}
STRIP_STYLE = Style(font_size=16.8, mark_radius=11.0, line_width=5.0, most_lines=2)
MEASURED = re.compile(r"\bn\s*=\s*(\d[\d.]*)", re.IGNORECASE)


@dataclass(frozen=True)
class Item:
    """One line of a list (inline Markdown). `mark`: "" , "assumed" or "measured"; `note`: what
    stands behind it ("n = 112"), `lead` what stands before it ("07:15")."""

    text: str
    mark: str = ""
    note: str = ""
    lead: str = ""


@dataclass(frozen=True)
class Group:
    """Items under a small heading; `look` is "", "do" or "dont"."""

    title: str
    items: tuple[Item, ...]
    look: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar (`label`, `share` filled), or a slider between `left` and `right` at `share` (0–1)."""

    label: str
    share: float
    value: str = ""
    left: str = ""
    right: str = ""


@dataclass(frozen=True)
class Use:
    """A channel (an id of ours, the company's, or free text) and 0–5 dots; None: not written."""

    channel: str
    use: int | None


@dataclass(frozen=True)
class Strip:
    """The journey in small: its phases, and the curve of what is felt (None when nothing is)."""

    phases: tuple[str, ...]
    curve: Drawing | None


@dataclass(frozen=True)
class Block:
    """A part of the poster that stands or falls as a whole. `kind` picks how it is drawn; `body`
    is Markdown, `lead` a first line that stands out; `words` counts what stands in it."""

    id: str
    title: str
    kind: str
    items: tuple[Any, ...] = ()
    body: str = ""
    lead: str = ""
    words: int = 0

    @property
    def wide(self) -> bool:
        """Whether it takes the whole width; a long text is set in columns of its own there."""
        return self.kind == "strip" or (self.kind == "text" and self.words > LONG)


@dataclass(frozen=True)
class Code:
    """A QR code: `size` squares wide, quiet zone included, and the dark ones as an SVG path."""

    size: int
    path: str


@dataclass(frozen=True)
class Poster:
    """Everything on a persona's poster. `blocks` in the writer's order when `chosen`, else in that
    of the contract; `aspect` is the picture's width by its height; `beside` the second part of a
    long name."""

    name: str
    headline: str
    beside: str
    short: str
    kicker: tuple[str, ...]
    lines: tuple[str, ...]
    chips: tuple[Item, ...]
    portrait: Portrait
    aspect: float
    quote: Item | None
    blocks: tuple[Block, ...]
    chosen: bool
    question: tuple[str, str, str]
    foot: tuple[str, ...]
    ribbon: str
    assumed: bool
    url: str
    code: Code | None


def sheets(site: Site, words: Words) -> tuple[Sheet, ...]:
    """The posters of every persona in every size that the company asks for."""
    return tuple(_sheets(site, words))


def _sheets(site: Site, words: Words) -> Iterator[Sheet]:
    for persona in site.personas.values():
        language = persona.language or site.settings.language
        # Without a catalogue for its language, the site's words stand around a persona's texts.
        speaks = languages.spoken(language, words.language)
        spoken = words if speaks == words.language else languages.words(speaks)
        shown = poster(persona, site, spoken)
        for size in site.settings.posters.persona:
            yield Sheet(
                path=f"personas/{persona.id}/{persona.id}-poster-{size}.pdf",
                kind="persona",
                template="sheet-persona.html.j2",
                title=persona.name,
                owner=persona.id,
                paper=PAPERS[size],
                landscape=False,
                profile=str(persona.poster.profile or site.settings.posters.profile),
                language=language,
                data={"poster": shown},
                source=Place(persona.path),
            )


def poster(persona: Persona, site: Site, words: Words) -> Poster:
    """What the poster of a persona shows, in the language of `words`."""
    headline, beside = _headline(cards.bare_name(plain(persona.name)))
    short = cards.short_name(persona)
    if len(short) > SHORT_LETTERS:
        short = words.gettext("this persona")
    facts = tuple(_facts(persona, words))
    chips = tuple(fact for fact in facts if _letters(fact) <= CHIP_LETTERS)[:CHIPS]
    rest = facts if "facts" in persona.poster.blocks else [f for f in facts if f not in chips]
    face = _portrait(persona, site)
    picture = site.images.get(face.file or "")
    return Poster(
        name=plain(persona.name),
        headline=headline,
        beside=beside,
        short=short,
        kicker=tuple(_kicker(persona, words)),
        lines=tuple(_lines(persona, words)),
        chips=chips,
        portrait=face,
        aspect=picture.width / picture.height if picture and picture.height else 1.0,
        quote=_said(persona.quote or next(iter(persona.quotes), None)),
        blocks=_ordered(tuple(_blocks(persona, rest, short, site, words)), persona.poster.blocks),
        chosen=bool(persona.poster.blocks),
        question=_question(short, words),
        foot=tuple(_foot(persona, words)),
        ribbon=words.label(Status.CONCEPT) if persona.status is Status.CONCEPT else "",
        assumed=persona.evidence.level is Evidence.ASSUMPTION,
        url=_url(persona, site),
        code=_code(_url(persona, site)),
    )


# The top ----------------------------------------------------------------------------------------


def _headline(name: str) -> tuple[str, str]:
    """A long name in two: "Ashleigh, severely sight impaired…" is Ashleigh, and the rest below.

    A bracket that opens there loses its partner too: "Karin (58), carer" has "58, carer" below.
    """
    match = re.match(r"(.+?)\s*([,(–—])\s*(.+)$", name)
    if len(name) <= HEADLINE_LETTERS or not match or len(match[1]) > len(match[3]) * 2:
        return name, ""
    return match[1], _unpaired(match[3]) if match[2] == "(" else match[3]


def _unpaired(text: str) -> str:
    """The text without the closing bracket whose partner stood before it."""
    open_ = 1
    for at, letter in enumerate(text):
        open_ += {"(": 1, ")": -1}.get(letter, 0)
        if not open_:
            return text[:at] + text[at + 1 :]
    return text


def _kicker(persona: Persona, words: Words) -> Iterator[str]:
    anti = persona.priority is Priority.ANTI
    yield words.label(persona.priority) if anti and persona.priority else words.gettext("Persona")
    if persona.segment:
        yield plain(persona.segment)


def _lines(persona: Persona, words: Words) -> Iterator[str]:
    """Who this is, in a line: age and occupation; the tagline when the biography cannot open
    with it."""
    about = _about(persona, words)
    if about:
        yield about
    if persona.tagline and not (about and _leads(persona)):
        yield persona.tagline


def _leads(persona: Persona) -> bool:
    """Whether the tagline opens the biography, which then is on the poster."""
    chosen = persona.poster.blocks
    return bool(persona.biography.strip()) and (not chosen or "biography" in chosen)


def _about(persona: Persona, words: Words) -> str:
    age, work = persona.age or "", persona.occupation or ""
    if age.isdigit():
        age = words.say("{age} years old", age=age)
    if age and work and words.language[:2] in ("nl", "en") and not work[:2].isupper():
        work = work[0].lower() + work[1:]
    return ", ".join(filter(None, (age, work)))


def _facts(persona: Persona, words: Words) -> Iterator[Item]:
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


def _portrait(persona: Persona, site: Site) -> Portrait:
    """The face; initials when the one in the picture does not want to hang on a wall."""
    face = cards.portrait(persona, site)
    if persona.photo and not _may_hang(persona.photo):
        return replace(face, file=None, drawing=False, alt="", credit="")
    return face


def _may_hang(photo: Photo) -> bool:
    consent = photo.consent
    return consent is None or (
        consent.withdrawn is None and (not consent.scope or Scope.POSTER in consent.scope)
    )


def _said(quote: Quote | None) -> Item | None:
    if quote is None:
        return None
    return Item(quote.text.strip().strip('“”"„'), note=quote.source or "")


# The blocks -------------------------------------------------------------------------------------


def _ordered(blocks: tuple[Block, ...], chosen: Sequence[str]) -> tuple[Block, ...]:
    """The blocks that the writer chose, in the writer's order; all of them without a choice."""
    if not chosen:
        return blocks
    found: dict[str, Block] = {}
    for name in chosen:
        for block in blocks:
            own = block.id.startswith("section-")
            if block.id == name or (own and name in ("sections", block.title)):
                found.setdefault(block.id, block)
    return tuple(found.values())


def _blocks(
    persona: Persona, facts: Sequence[Item], short: str, site: Site, words: Words
) -> Iterator[Block]:
    level = persona.evidence.level
    if plain(persona.biography) or "![" in persona.biography:
        lead = (persona.tagline or "") if _about(persona, words) else ""
        yield _text("biography", words.say("About {name}", name=short), persona.biography, lead)
    for name, title in LISTS:
        texts = getattr(persona, name)
        if texts:
            yield _list(name, words.gettext(title), _items(texts, level, words))
    for name, title, groups in GROUPED:
        shown = tuple(_groups(getattr(persona, name), groups, level, words))
        if shown:
            yield _block(name, words.say(title, name=short), "groups", shown, _group_words)
    for name, make in SPECIAL.items():
        items = make(persona, words)
        if items:
            title = words.say(SPECIAL_TITLES[name][0], name=short)
            yield _block(name, title, SPECIAL_TITLES[name][1], items, _item_words)
    if facts:
        yield _block("facts", words.gettext("Facts"), "facts", tuple(facts), _item_words)
    strip = _strip(persona, site, words)
    if strip:
        title = words.say("The journey of {name}", name=short)
        yield Block("journeys", title, "strip", (strip,), words=2 * len(strip.phases))
    for number, section in enumerate(persona.sections, 1):
        if section.body.strip():
            yield _text(f"section-{number}", plain(section.title), section.body)


# Field → its heading; the order is that of the contract.
LISTS = (
    ("goals", "Goals"),
    ("pains", "Frustrations"),
    ("gains", "What makes the difference"),
    ("motivations", "Motives"),
    ("objections", "Objections"),
    ("behaviours", "Behaviour"),
    ("jobs", "Jobs to be done"),
    ("brands", "Brands"),
    ("tools", "Tools"),
    ("media", "Media"),
    ("accessibility", "Accessibility"),
    ("decision_questions", "Ask yourself"),
)
# Short names rather than sentences: set one after the other.
TAGS = ("brands", "tools", "media")
GROUPED = (
    (
        "needs",
        "Needs",
        (("functional", "Functional", ""), ("emotional", "Emotional", "")),
    ),
    ("tone", "How to help {name}", (("do", "Do", "do"), ("dont", "Rather not", "dont"))),
)


def _list(name: str, title: str, items: tuple[Item, ...]) -> Block:
    return _block(name, title, "tags" if name in TAGS else "list", items, _item_words)


def _items(texts: Sequence[Text], level: Evidence | None, words: Words) -> tuple[Item, ...]:
    return tuple(
        Item(text.text, *_evidence(text, text.evidence or level, level, words)) for text in texts
    )


def _evidence(
    text: Text, evidence: Evidence | None, level: Evidence | None, words: Words
) -> tuple[str, str]:
    """(mark, note). What the whole persona rests on is said once, in the foot."""
    if evidence is Evidence.ASSUMPTION:
        note = "" if level is Evidence.ASSUMPTION else words.label(Evidence.ASSUMPTION).lower()
        return "assumed", note
    if text.evidence is Evidence.MEASURED:
        count = MEASURED.search(text.source or "")
        number = words.number(text.n) if text.n is not None else count[1] if count else ""
        label = words.label(Evidence.MEASURED).lower()
        return "measured", f"n\u00a0=\u00a0{number}" if number else label
    return "", ""


def _groups(
    field: Any, groups: Sequence[tuple[str, str, str]], level: Evidence | None, words: Words
) -> Iterator[Group]:
    for name, title, look in groups:
        texts = getattr(field, name)
        if texts:
            yield Group(words.gettext(title), _items(texts, level, words), look)


def _scales(persona: Persona, words: Words) -> tuple[Bar, ...]:
    return tuple(_bar(scale, words) for scale in persona.scales)


def _bar(scale: Scale, words: Words) -> Bar:
    if scale.left is not None or scale.right is not None:
        share = min(max(scale.value / 100, 0.0), 1.0)
        return Bar(scale.label or "", share, "", scale.left or "", scale.right or "")
    share = min(max(scale.value / scale.max, 0.0), 1.0)
    return Bar(scale.label or "", share, words.number(scale.value))


def _channels(persona: Persona, words: Words) -> tuple[Use, ...]:
    used = [
        Use(one.channel, None if one.use is None else round(one.use)) for one in persona.channels
    ]
    return tuple(sorted(used, key=lambda one: -(one.use if one.use is not None else USES)))


def _day(persona: Persona, words: Words) -> tuple[Item, ...]:
    return tuple(Item(part.text, lead=part.time or "") for part in persona.day)


def _quotes(persona: Persona, words: Words) -> tuple[Item, ...]:
    """The quotes that do not stand large in the band."""
    others = persona.quotes if persona.quote else persona.quotes[1:]
    return tuple(item for quote in others if (item := _said(quote)))


def _sources(persona: Persona, words: Words) -> tuple[Item, ...]:
    return tuple(Item(source.text) for source in persona.evidence.sources)


SPECIAL: dict[str, Callable[[Persona, Words], tuple[Any, ...]]] = {
    "scales": _scales,
    "channels": _channels,
    "day": _day,
    "quotes": _quotes,
    "evidence": _sources,
}
SPECIAL_TITLES = {
    "scales": ("What counts for {name}", "bars"),
    "channels": ("Where you reach {name}", "channels"),
    "day": ("A day with {name}", "day"),
    "quotes": ("In {name}’s words", "quotes"),
    "evidence": ("How we know this", "list"),
}


def _strip(persona: Persona, site: Site, words: Words) -> Strip | None:
    """The first journey of this persona that tells what is felt, else the first one."""
    own = [journey for journey in site.journeys.values() if persona.id in journey.persona_ids]
    whole = [journey_map(journey, site, words, compare=False) for journey in own]
    felt = next((one for one in whole if one.feelings), None)
    if felt:
        columns = tuple(column.name for column in felt.columns)
        curve = drawing(
            felt.courses[:1], len(columns), STRIP["width"], STRIP["height"], STRIP_STYLE
        )
        return Strip(columns, _unnumbered(curve))
    return Strip(tuple(column.name for column in whole[0].columns), None) if whole else None


def _unnumbered(curve: Drawing) -> Drawing:
    """The curve in small without the numbers of labels that had no room: its map has them all."""
    return replace(
        curve,
        labels=tuple(label for label in curve.labels if label.kind != "number"),
        key=(),
        series=tuple(
            replace(one, marks=tuple(replace(mark, number=None) for mark in one.marks))
            for one in curve.series
        ),
    )


def _text(name: str, title: str, body: str, lead: str = "") -> Block:
    count = sum(map(_count, (title, body, lead)))
    return Block(name, title, "text", body=body, lead=lead, words=count)


def _block(
    name: str, title: str, kind: str, items: tuple[Any, ...], said: Callable[[Any], str]
) -> Block:
    count = _count(title) + sum(_count(said(item)) for item in items)
    return Block(name, title, kind, items, words=count)


def _count(text: str) -> int:
    return len(re.findall(r"\w[\w’'-]*", text))


def _item_words(item: Any) -> str:
    match item:
        case Item():
            return f"{item.lead} {item.text} {item.note}"
        case Bar():
            return f"{item.label} {item.left} {item.right} {item.value}"
        case Use():
            return item.channel
    return ""


def _group_words(group: Group) -> str:
    return " ".join((group.title, *(item.text for item in group.items)))


# The foot ---------------------------------------------------------------------------------------


def _question(short: str, words: Words) -> tuple[str, str, str]:
    """The question that the poster is for, in three: before the name, the name, after it."""
    before, _, after = words.gettext("What would {name} think of this?").partition("{name}")
    return before, short, after


def _foot(persona: Persona, words: Words) -> Iterator[str]:
    """Version and status · what it rests on · owner and review: each a line, if there is any."""
    version = persona.version and words.say("version {version}", version=persona.version)
    yield _line(version or "", words.label(persona.status).lower())
    base = persona.evidence
    yield _line(
        base.level and words.label(base.level).lower(),
        base.interviews
        and words.ngettext("{n} interview", "{n} interviews", base.interviews).format(
            n=words.number(base.interviews)
        ),
        base.survey_n and words.say("survey n = {n}", n=words.number(base.survey_n)),
        base.crm_n and words.say("CRM n = {n}", n=words.number(base.crm_n)),
    )
    yield _line(
        persona.owner and words.say("owner: {owner}", owner=plain(persona.owner)),
        persona.review_by and words.say("review before {date}", date=words.date(persona.review_by)),
    )


def _line(*parts: Any) -> str:
    line = " · ".join(str(part) for part in parts if part)
    return line[:1].upper() + line[1:]


def _url(persona: Persona, site: Site) -> str:
    """The address of the living page, when the site has one."""
    base = site.settings.url
    path = cards.persona_path(persona.id).removesuffix("index.html")
    return f"{base.rstrip('/')}/{path}" if base else ""


@lru_cache(maxsize=4096)
def _code(url: str) -> Code | None:
    import segno

    if not url:
        return None
    rows = tuple(segno.make(url, error="l", micro=False).matrix_iter(border=4))
    squares = (
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return Code(len(rows), "".join(squares))
