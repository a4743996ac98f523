"""The blocks of a persona's poster: a `Persona` in, what it says as `Block`s out, in the order of
the contract or in the writer's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from affiche.markup import plain
from affiche.model import Evidence, Persona, Site
from affiche.model.persona import Scale
from affiche.model.text import Text
from affiche.pages.persona.poster.head import about, said
from affiche.pages.persona.poster.parts import Bar, Block, Group, Item, Use, count, said_in
from affiche.pages.persona.poster.strip import strip
from affiche.reading.markdown.foreign import without_diagrams
from affiche.words import Words

USES = 5
# Pictures in a text: of another site; of ours without a text for who cannot see them.
ELSEWHERE = re.compile(
    r"""\[?!\[[^\]]*\]\(\s*<?(?:https?:)?//[^)]*\)(?:\]\([^)]*\))?"""
    r"""|<img[^>]*\ssrc=["']?(?:https?:)?//[^>]*>""",
    re.IGNORECASE,
)
# What a site builder would have filled in: a line with a tag of Liquid and its like.
TAG = re.compile(r"^\s*\{%.*%\}\s*$", re.MULTILINE)
# A table without a head: what is left of one that held a picture.
HOLLOW = re.compile(
    r"^[ \t]*\|[|\s]*\|[ \t]*\n[ \t]*\|[\s:|-]+\|[ \t]*\n((?:[ \t]*\|.*\n?)*)", re.M
)
UNNAMED = re.compile(r"!\[\s*\]\(")
NAMELESS = re.compile(r"""<img(?![^>]*\salt=["']?[^"'\s>])(?:\s+alt=(?:""|''))?""", re.IGNORECASE)
MEASURED = re.compile(r"\bn\s*=\s*(\d[\d.]*)", re.IGNORECASE)


def ordered(every: tuple[Block, ...], chosen: Sequence[str]) -> tuple[Block, ...]:
    """The blocks that the writer chose, in the writer's order; all of them without a choice."""
    if not chosen:
        return every
    found: dict[str, Block] = {}
    for name in chosen:
        for block in every:
            own = block.id.startswith("section-")
            if block.id == name or (own and name in ("sections", block.title)):
                found.setdefault(block.id, block)
    return tuple(found.values())


def blocks(
    persona: Persona,
    facts: Sequence[Item],
    short: str,
    site: Site,
    words: Words,
    rtl: bool = False,
) -> Iterator[Block]:
    """Everything that the persona says, block by block; `facts` are those that are no chips, and
    `short` is the name that stands in headings; `rtl`: read from right to left."""
    level = persona.evidence.level
    if plain(persona.biography) or "![" in persona.biography:
        lead = (persona.tagline or "") if about(persona, words) else ""
        story = without_diagrams(persona.biography)
        yield _text("biography", words.say("About {name}", name=short), story, lead)
    for name, title in LISTS:
        texts = getattr(persona, name)
        if texts:
            yield _list(name, words.gettext(title), _items(texts, level, words))
    for name, title, groups in GROUPED:
        shown = tuple(_groups(getattr(persona, name), groups, level, words))
        if shown:
            yield _block(name, words.say(title, name=short), "groups", shown)
    for name, make in SPECIAL.items():
        items = make(persona, words)
        if items:
            title = words.say(SPECIAL_TITLES[name][0], name=short)
            yield _block(name, title, SPECIAL_TITLES[name][1], items)
    if facts:
        yield _block("facts", words.gettext("Facts"), "facts", tuple(facts))
    journey = strip(persona, site, words, rtl)
    if journey:
        title = words.say("The journey of {name}", name=short)
        yield Block("journeys", title, "strip", (journey,), words=2 * len(journey.phases))
    for number, section in enumerate(persona.sections, 1):
        told = without_diagrams(section.body)
        if told.strip():
            yield _text(f"section-{number}", plain(section.title), told)


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
    return _block(name, title, "tags" if name in TAGS else "list", items)


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
    return tuple(item for quote in others if (item := said(quote)))


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


def _text(name: str, title: str, body: str, lead: str = "") -> Block:
    body = _pictures(body, title)
    words = sum(map(count, (title, body, lead)))
    return Block(name, title, "text", body=body, lead=lead, words=words)


def _pictures(body: str, title: str) -> str:
    """The text without pictures of other places, which are not fetched, and without what is left of
    the machinery around it; each of the other pictures says what it is."""
    body = TAG.sub("", body)
    body = HOLLOW.sub(_filled, ELSEWHERE.sub("", body))
    return UNNAMED.sub(f"![{title}](", NAMELESS.sub(f'<img alt="{title}"', body))


def _filled(table: re.Match[str]) -> str:
    """The text of a table without a head; the table itself when a row has more than one cell."""
    rows = [[cell for cell in row.split("|") if cell.strip()] for row in table[1].splitlines()]
    return table[0] if any(len(row) > 1 for row in rows) else table[1].replace("|", " ")


def _block(name: str, title: str, kind: str, items: tuple[Any, ...]) -> Block:
    words = count(title) + sum(count(said_in(item)) for item in items)
    return Block(name, title, kind, items, words=words)
