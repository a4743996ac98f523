"""The print page: every PDF with its paper and size, what was left off, and how to print.

And what goes to a print shop: the files with bleed and marks, what was checked in each, and the
job sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from affiche.model import PAPERS, Site
from affiche.model.printing import PrintShop, variant
from affiche.pages import cards
from affiche.pages.cards import by_owner
from affiche.pages.company import review_posters
from affiche.pages.company.measurements import sheet as measure_sheet
from affiche.pages.company.printing import prints, tiles
from affiche.pages.journey.map import views as journey_views
from affiche.pages.loop import change_sheet, meeting
from affiche.pages.persona import keepsake, presentation
from affiche.pages.persona.page import OF_A_PERSONA
from affiche.pages.plan import Page, Sheet, SheetFact, SheetLink
from affiche.pages.relations import Relations
from affiche.words import Words

PRINT = "print/index.html"
OF_A_JOURNEY = (
    *journey_views.NAMES, measure_sheet.KIND, journey_views.FEEDBACK, change_sheet.KIND,
)  # fmt: skip
# What is handed over with a persona, and used in meetings.
HANDED = (presentation.KIND, meeting.KIND, *keepsake.KINDS)
OF_PERSONAS = (*OF_A_PERSONA, *HANDED, change_sheet.KIND)
VIEWS = {kind: view for view, kind in journey_views.KINDS.items()}
# What other kinds of sheet are called, as English catalogue keys.
LABELS = {
    "persona": "Poster",
    "family": "Poster",
    "handout": "Hand-out",
    presentation.KIND: "Presentation",
    meeting.KIND: "Meeting sheet",
    keepsake.CARD: "Card",
    keepsake.CARDS: "Four cards to cut",
    keepsake.CERTIFICATE: "Certificate",
    keepsake.EXTRACT: "Block for plans",
    measure_sheet.KIND: "The measuring poster",
    review_posters.ONE: "One review, large",
    review_posters.SIX: "Reviews together",
    change_sheet.KIND: "Change sheet",
    "feedback": "Feedback edition",
    journey_views.FEEDBACK: "Feedback edition",
}


@dataclass(frozen=True)
class Stack:
    """The sheets that show the same on several papers: what they are called, and the mark and the
    day of what they show."""

    label: str
    hash: str
    day: date | None
    sheets: tuple[SheetLink, ...]


@dataclass(frozen=True)
class Shop:
    """What goes to a print shop: its `name` ("" for the usual one), what it asks for, its files,
    and `job`, the path of its job sheet, "" when that is not made."""

    name: str
    wishes: PrintShop
    files: tuple[SheetLink, ...]
    job: str


@dataclass(frozen=True)
class Shops:
    """Every print shop that gets files, and the sheets of all that did not pass their checks."""

    shops: tuple[Shop, ...] = ()
    held_back: tuple[SheetLink, ...] = ()


def shops(sheets: Sequence[Sheet], facts: Mapping[str, SheetFact], site: Site) -> Shops:
    """The print shops' files among the sheets, and whatever was held back."""
    links = {
        name: cards.sheet_links(
            [sheet for sheet in sheets if sheet.shop == name], facts, variant=variant(name)
        )
        for name in site.settings.print.shops
    }
    every = (*cards.sheet_links(sheets, facts), *(link for held in links.values() for link in held))
    made = (
        Shop(
            name,
            shop,
            tuple(link for link in links[name] if link.size != 0),
            prints.job_path(name) if prints.job_path(name) in facts else "",
        )
        for name, shop in site.settings.print.shops.items()
    )
    return Shops(
        shops=tuple(shop for shop in made if shop.files),
        held_back=tuple(link for link in every if link.size == 0),
    )


def pages(related: Relations, sheets: Sequence[SheetLink], shops: Shops) -> Iterator[Page]:
    """One page; without any PDF it says why."""
    words = related.words
    used = {sheet.paper.lower() for sheet in sheets}
    owned = by_owner(sheets)
    yield Page(
        path=PRINT,
        template="pages/print.html.j2",
        title=words.gettext("Print"),
        section="print",
        description=words.gettext("Posters and maps for the wall, ready to print."),
        data={
            "posters": tuple(
                (face, held)
                for name, face in zip(
                    related.site.personas,
                    related.faces(tuple(related.site.personas)),
                    strict=True,
                )
                if (held := _stacks(OF_PERSONAS, name, owned.get(name, ()), words))
            ),
            "maps": tuple(
                (card, held)
                for name, card in related.journeys.items()
                if (held := _stacks(OF_A_JOURNEY, name, owned.get(name, ()), words))
            ),
            "family": _stacks(("family",), "family", sheets, words),
            "reviews": tuple(_reviews(sheets, words)),
            "tiles": tuple(sheet for sheet in sheets if sheet.kind == tiles.KIND),
            "count": len(sheets),
            "shops": shops.shops,
            "held_back": shops.held_back,
            "papers": tuple(p for p in PAPERS.values() if p.name in used or not used),
        },
    )


def _stacks(
    kinds: Sequence[str], owner: str, sheets: Sequence[SheetLink], words: Words
) -> tuple[Stack, ...]:
    """The owner's sheets, kind after kind."""
    own = [sheet for sheet in sheets if sheet.owner == owner]
    return tuple(
        Stack(_label(kind, words), same[0].hash, same[0].day, same)
        for kind in kinds
        if (same := tuple(sheet for sheet in own if sheet.kind == kind))
    )


def _reviews(sheets: Sequence[SheetLink], words: Words) -> Iterator[tuple[str, tuple[Stack, ...]]]:
    """(what it says, its sheets) of every poster of reviews, those of several first."""
    for kind in (review_posters.SIX, review_posters.ONE):
        held = {sheet.owner: sheet.title for sheet in sheets if sheet.kind == kind}
        for owner, title in held.items():
            yield title, _stacks((kind,), owner, sheets, words)


def _label(kind: str, words: Words) -> str:
    return words.label(VIEWS[kind]) if kind in VIEWS else words.gettext(LABELS[kind])
