"""The print page: every PDF with its paper and size, what was left off, and how to print.

And what goes to a print shop: the files with bleed and marks, what was checked in each, and the
job sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from affiche.model import PAPERS
from affiche.pages import cards, journey_views, prints
from affiche.pages.journey_heads import JourneyCard
from affiche.pages.plan import Face, Page, Sheet, SheetFact, SheetLink
from affiche.pages.relations import Relations

PRINT = "print/index.html"
OF_A_PERSONA = ("persona", "handout", "feedback")
OF_A_JOURNEY = tuple(journey_views.NAMES)


@dataclass(frozen=True)
class Shop:
    """What goes to the print shop: `job` is the path of its job sheet, "" when it is not made;
    `held_back` are the sheets that did not pass their checks."""

    files: tuple[SheetLink, ...] = ()
    held_back: tuple[SheetLink, ...] = ()
    job: str = ""


def shop(sheets: Sequence[Sheet], facts: Mapping[str, SheetFact]) -> Shop:
    """The print shop's files among the sheets, and whatever was held back."""
    links = cards.sheet_links(sheets, facts, variant=prints.PRINT)
    others = cards.sheet_links(sheets, facts)
    return Shop(
        files=tuple(link for link in links if link.size != 0),
        held_back=tuple(link for link in (*others, *links) if link.size == 0),
        job=prints.JOB if prints.JOB in facts else "",
    )


def pages(related: Relations, sheets: Sequence[SheetLink], shop: Shop) -> Iterator[Page]:
    """One page; without any PDF it says why."""
    words = related.words
    used = {sheet.paper.lower() for sheet in sheets}
    yield Page(
        path=PRINT,
        template="print.html.j2",
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
                if (held := _of(OF_A_PERSONA, name, sheets))
            ),
            "maps": tuple(
                (card, groups)
                for name, card in related.journeys.items()
                if (groups := journey_views.grouped(_of(OF_A_JOURNEY, name, sheets), words))
            ),
            "family": tuple(sheet for sheet in sheets if sheet.kind == "family"),
            "count": len(sheets),
            "shop": shop,
            "papers": tuple(p for p in PAPERS.values() if p.name in used or not used),
        },
    )


def _of(kinds: Sequence[str], owner: str, sheets: Sequence[SheetLink]) -> tuple[SheetLink, ...]:
    """The owner's sheets, kind after kind."""
    return tuple(s for kind in kinds for s in sheets if s.kind == kind and s.owner == owner)
