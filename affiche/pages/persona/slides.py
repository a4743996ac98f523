"""A persona in; the slides that tell who this is, with notes for the speaker, out.

Slides without content are left out. A list that is too long for a slide goes on on the next; a
single text that is too long begins on the slide and stands whole in the notes. Notes are never
part of a slide: pages and sheets show them elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from affiche.curves import Drawing, Style
from affiche.directions import joined
from affiche.kept import DOCUMENTS, following
from affiche.markup import plain
from affiche.model import Journey, OpportunityStatus, Persona, Site, State, Status
from affiche.model.text import Text
from affiche.pages.among import made_by
from affiche.pages.deciding import decisions_about
from affiche.pages.journey.heads import summary
from affiche.pages.journey.map import JourneyMap, OpportunityItem, Stop
from affiche.pages.journey.map.feelings import drawing
from affiche.pages.journey.map.lanes import journey_map
from affiche.pages.persona import handout
from affiche.pages.persona.openings import opening
from affiche.pages.persona.poster import Block, Group, Item, Poster, Strip
from affiche.pages.persona.poster.strip import STYLE, WIDTH, drawn
from affiche.words import Words

# Letters of one line of a list, of the story, of what was said; facts, and the letters of one.
LINE, STORY, SAID = 260, 520, 320
FACTS, FACT = 6, 90
# What one column holds: so many letters, a line counting for so many more; at most so many lines.
ROOM, EACH, ROWS = 560, 40, 6
# Parts of a day, bars and moments on one slide; so many lines of a list in all.
DAY, BARS, MOMENTS, MOST = 6, 6, 3, 24
# The height of the curve in tenths of a unit, on paper and on a screen.
HIGH = 215.0
CURVE = Style(font_size=17.5, mark_radius=11.0, line_width=5.0, most_lines=2)
DOING = (OpportunityStatus.DONE, OpportunityStatus.DOING, OpportunityStatus.PLANNED)
# What matters, two beside each other: (field, heading).
LISTS = ("goals", "pains", "gains", "motivations", "behaviours", "objections", "jobs")


@dataclass(frozen=True)
class Note:
    """Something for the speaker: what it is about, and the text; `ours` where we say it."""

    label: str
    text: str
    ours: bool = False


@dataclass(frozen=True)
class Path:
    """A journey on a slide: its title and conclusion, the phases with their curve as paper draws it
    and as a screen does, and the curve in sentences."""

    title: str
    conclusion: str
    strip: Strip
    curve: Drawing
    summary: str


@dataclass(frozen=True)
class Slide:
    """One slide. `kind` picks how it is drawn; `blocks` stand beside each other."""

    kind: str
    title: str
    blocks: tuple[Block, ...] = ()
    text: str = ""
    source: str = ""
    path: Path | None = None
    stops: tuple[tuple[str, Stop], ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Deck:
    """All slides, and what they share."""

    poster: Poster
    slides: tuple[Slide, ...]


@following(1, DOCUMENTS)
def deck(persona: Persona, site: Site, words: Words) -> Deck:
    """The slides of a persona, as the site may show it."""
    return Deck(handout.whole(persona, site, words), tuple(_Making(persona, site, words).slides()))


class _Making:
    """One persona, and what every slide needs of it."""

    def __init__(self, persona: Persona, site: Site, words: Words) -> None:
        self.persona, self.site, self.words = persona, site, words
        self.poster = handout.whole(persona, site, words)
        self.blocks = {block.id: block for block in self.poster.blocks}
        self.journey = chosen(persona, site, words)

    def slides(self) -> Iterator[Slide]:
        yield self.cover()
        yield from self.who()
        yield from self.said()
        yield from self.matters()
        yield from self.day()
        yield from self.path()
        yield from self.moments()
        yield from self.promise()
        yield self.question()

    def note(self, label: str, *texts: str | None) -> tuple[Note, ...]:
        """A note for each text that there is."""
        return tuple(Note(self.words.gettext(label), text) for text in texts if text)

    def hint(self, text: str) -> tuple[Note, ...]:
        """What helps to tell it."""
        said = self.note("To say", self.words.say(text, name=self.poster.short))
        return tuple(replace(one, ours=True) for one in said)

    def cover(self) -> Slide:
        lines = [line for line in self.poster.foot if line]
        line = joined((self.poster.beside, self.persona.tagline), " · ")
        return Slide(
            "cover", self.poster.headline, text=opening(line, LINE),
            notes=(
                *self.hint("Let the face speak first: wait a moment before you say the name."),
                *self.note("What it rests on", joined(lines, " · ")),
                *self.note("Sources", *(text.text for text in self.persona.evidence.sources)),
            ),
        )  # fmt: skip

    def who(self) -> Iterator[Slide]:
        story = plain(self.persona.biography)
        facts = self.blocks.get("facts")
        held = (*self.poster.chips, *(facts.items if facts else ()))
        lead = next(iter(self.poster.lines), "")
        if not story and not held:
            return
        short = opening(story, STORY)
        title = self.words.gettext("Who is this?")
        shown = tuple(replace(item, text=opening(item.text, FACT)) for item in held[:FACTS])
        block = Block("who", title, "text", shown, body=short, lead=opening(lead, LINE))
        whole = self.note("The whole story", story) if short != story else ()
        yield Slide("who", title, (block,), notes=(*whole, *self.more(held[FACTS:])))

    def said(self) -> Iterator[Slide]:
        quote = self.poster.quote
        if quote is None or not quote.text:
            return
        others = self.blocks.get("quotes")
        yield Slide(
            "said", self.words.say("In {name}’s words", name=self.poster.short),
            text=opening(quote.text, SAID), source=quote.note,
            notes=(
                *(self.note("The whole quote", quote.text) if len(quote.text) > SAID else ()),
                *self.note("Also said", *(item.text for item in (others.items if others else ()))),
            ),
        )  # fmt: skip

    def matters(self) -> Iterator[Slide]:
        """Two lists beside each other; needs together; bars."""
        held = [self.blocks[name] for name in LISTS if name in self.blocks]
        title = self.words.say("What drives {name}", name=self.poster.short)
        pairs = [held[at : at + 2] for at in range(0, len(held), 2)]
        yield from self.numbered(
            title, [slide for pair in pairs for slide in self.columns("matters", pair)]
        )
        title = self.words.say("What {name} needs", name=self.poster.short)
        yield from self.numbered(title, self.columns("matters", self.grouped("needs")))
        if bars := self.blocks.get("scales"):
            some = [replace(bars, items=held) for held in _chunks(bars.items, BARS)]
            yield from self.numbered(bars.title, [Slide("bars", "", (one,)) for one in some])

    def numbered(self, title: str, slides: Iterable[Slide]) -> Iterator[Slide]:
        """Slides that have one title together."""
        held = list(slides)
        for at, slide in enumerate(held, 1):
            several = self.words.say("{title} ({at} of {count})", title=title, at=at,
                                     count=len(held))  # fmt: skip
            yield replace(slide, title=several if len(held) > 1 else title)

    def grouped(self, name: str) -> list[Block]:
        """The groups of a block as lists of their own."""
        block = self.blocks.get(name)
        return [
            Block(f"{name}-{at}", group.title, "list", (*group.items,), lead=group.look)
            for at, group in enumerate(block.items if block else ())
            if isinstance(group, Group)
        ]

    def columns(
        self, kind: str, blocks: Sequence[Block], notes: tuple[Note, ...] = ()
    ) -> Iterator[Slide]:
        """The lists beside each other, over as many slides as the longest needs."""
        wide = 1 if len(blocks) > 1 else 2
        pages = [list(_pages(block, wide * ROOM)) for block in blocks]
        for at in range(max(map(len, pages), default=0)):
            here = tuple(held[at] for held in pages if at < len(held))
            own = self.evidence(blocks) + notes if at == 0 else ()
            cut = tuple(note for block in here for note in self.whole(block))
            yield Slide(kind, "", tuple(map(_short, here)), notes=(*own, *cut))

    def whole(self, block: Block) -> tuple[Note, ...]:
        """The lines of a list that only begin on the slide."""
        return self.note("In full", *(i.text for i in block.items if len(i.text) > LINE))

    def evidence(self, blocks: Sequence[Block]) -> tuple[Note, ...]:
        """What is assumed among these lines, and where the others are from."""
        shown = {item.text for block in blocks for item in block.items}
        texts = [text for text in _texts(self.persona) if text.text in shown]
        assumed = tuple(plain(text.text) for text in texts if text.evidence == "assumption")
        known = (f"{plain(text.text)} — {plain(text.source)}" for text in texts if text.source)
        over = [block for block in blocks if len(block.items) > MOST]
        left = (
            self.words.say("{title}: {count} more on the page", title=block.title,
                           count=len(block.items) - MOST)
            for block in over
        )  # fmt: skip
        return (
            *self.note("Still assumed", *assumed),
            *self.note("Where it is from", *known),
            *self.note("Not on the slide", *left),
        )

    def more(self, items: Sequence[Item]) -> tuple[Note, ...]:
        said = (f"{item.lead}: {item.text}" if item.lead else item.text for item in items)
        return self.note("Not on the slide", *said)

    def day(self) -> Iterator[Slide]:
        block = self.blocks.get("day")
        if block is None:
            return
        held = _chunks(tuple(map(_cut, block.items)), DAY)
        notes = self.hint("Ask: at which of these moments could we be of use?")
        slides = [Slide("day", "", (replace(block, items=some),)) for some in held]
        yield from self.numbered(block.title, [replace(slides[0], notes=notes), *slides[1:]])

    def path(self) -> Iterator[Slide]:
        """The curve; phases of which nobody says what is felt are no slide."""
        if self.journey is None or not self.journey[1].courses:
            return
        journey, whole = self.journey
        curve = drawing(whole.courses[:1], len(whole.columns), WIDTH, HIGH, CURVE,
                        backwards=self.poster.rtl)  # fmt: skip
        told = summary(whole, self.words)
        others = [
            plain(self.site.journeys[other].title)
            for other in made_by(self.persona.id, self.site)
            if other != journey.id
        ]
        path = Path(
            opening(plain(journey.title), 90), opening(journey.conclusion or "", 180),
            drawn(whole, self.poster.rtl, HIGH, STYLE), curve, told,
        )  # fmt: skip
        yield Slide(
            "path", self.words.say("The journey of {name}", name=self.poster.short), path=path,
            notes=(
                *self.note("The journey", journey.scenario),
                *(replace(one, ours=True) for one in self.note("The journey", told)),
                *self.note("Other journeys", *others),
            ),
        )  # fmt: skip

    def moments(self) -> Iterator[Slide]:
        if self.journey is None:
            return
        whole = self.journey[1]
        held = tuple(stop for stop in whole.stops if stop.moment)[: MOMENTS * 2]
        yield from self.numbered(
            self.words.gettext("Moments that count"),
            (
                Slide(
                    "moments", "",
                    stops=tuple((plain(whole.columns[s.column].name), _said(s)) for s in some),
                    notes=tuple(note for stop in some for note in self.moment(stop)),
                )
                for some in _chunks(held, MOMENTS)
            ),
        )  # fmt: skip

    def moment(self, stop: Stop) -> tuple[Note, ...]:
        """What is known of a moment, beside what the slide says."""
        parts = [stop.action, stop.expectation, stop.delivered, *(item.text for item in stop.pains),
                 *(item.title for item in stop.opportunities)]  # fmt: skip
        said = joined((plain(part) for part in parts if part), " · ")
        return (Note(plain(stop.name), said),) if said else ()

    def promise(self) -> Iterator[Slide]:
        """How we help, and what we are doing about it."""
        title = self.words.gettext("What we promise")
        yield from self.numbered(title, self.columns("promise", self.grouped("tone")))
        title = self.words.gettext("What we are doing about it")
        yield from self.numbered(title, self.columns("promise", self.doing(), self.owners()))

    def wanted(self) -> list[OpportunityItem]:
        """What was done, is being done or will be on this journey."""
        known = self.journey[1].opportunities if self.journey else ()
        return [one for status in DOING for one in known if one.status is status]

    def doing(self) -> list[Block]:
        """The same, in a list for each status."""
        return [
            Block(f"doing-{status.value}", self.words.label(status), "list",
                  tuple(Item(one.title) for one in self.wanted() if one.status is status))
            for status in DOING
            if any(one.status is status for one in self.wanted())
        ]  # fmt: skip

    def owners(self) -> tuple[Note, ...]:
        said = (f"{plain(one.title)}: {plain(one.owner)}" for one in self.wanted() if one.owner)
        return self.note("Who takes it on", *said)

    def question(self) -> Slide:
        asked = self.blocks.get("decision_questions")
        items = tuple(_cut(item) for item in asked.items)[:5] if asked else ()
        about = decisions_about(self.persona, self.site)[:3]
        decided = (f"{question}: {what}" if what else question for question, _, _, what in about)
        block = (
            (Block("asked", self.words.gettext("Ask yourself"), "list", items),) if items else ()
        )
        return Slide(
            "question", "".join(self.poster.question), block,
            notes=(
                *self.hint("Take something that you have to decide this week, and ask it aloud."),
                *self.note("What we decided", *decided),
            ),
        )  # fmt: skip


def chosen(persona: Persona, site: Site, words: Words) -> tuple[Journey, JourneyMap] | None:
    """The journey that is told: one that is as it is now and says what is felt, before others."""
    every = (site.journeys[name] for name in made_by(persona.id, site))
    own = [journey for journey in every if journey.status is not Status.ARCHIVED]
    maps = [(journey, journey_map(journey, site, words, compare=False)) for journey in own]
    order = sorted(maps, key=lambda one: (not one[1].courses, one[0].state is State.TO_BE))
    return order[0] if order else None


def _texts(persona: Persona) -> Iterator[Text]:
    """Every line of the lists that stand on slides."""
    for name in LISTS:
        yield from getattr(persona, name)
    for field in (persona.needs.functional, persona.needs.emotional, persona.tone.do,
                  persona.tone.dont):  # fmt: skip
        yield from field


def _chunks(items: tuple[Any, ...], most: int) -> Iterator[tuple[Any, ...]]:
    """The items in groups that are as even as can be, none larger than `most`."""
    count = -(-len(items) // most)
    for at in range(count):
        yield items[at * len(items) // count : (at + 1) * len(items) // count]


def _pages(block: Block, room: int) -> Iterator[Block]:
    """A list in parts that each have room in one column."""
    here: list[Item] = []
    weight = 0
    for item in block.items[:MOST]:
        own = EACH + min(len(plain(item.text)), LINE)
        if here and (weight + own > room or len(here) == ROWS):
            yield replace(block, items=tuple(here))
            here, weight = [], 0
        here.append(item)
        weight += own
    if here:
        yield replace(block, items=tuple(here))


def _short(block: Block) -> Block:
    return replace(block, items=tuple(map(_cut, block.items)))


def _cut(item: Item) -> Item:
    return replace(item, text=opening(item.text, LINE))


def _said(stop: Stop) -> Stop:
    """What a slide says of a moment: in short."""
    return replace(
        stop, name=opening(stop.name, 80), quote=opening(stop.quote or stop.thought, 150),
        expectation="", pains=(), opportunities=(),
    )  # fmt: skip
