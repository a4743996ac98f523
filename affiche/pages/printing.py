"""The print page: every PDF with its paper and size, what was left off, and how to print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from affiche.model import PAPERS
from affiche.pages.journey_heads import JourneyCard
from affiche.pages.plan import Face, Page, SheetLink
from affiche.pages.relations import Relations

PRINT = "print/index.html"

Group = tuple[Face | JourneyCard, tuple[SheetLink, ...]]


def pages(related: Relations, sheets: Sequence[SheetLink]) -> Iterator[Page]:
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
                if (held := _of("persona", name, sheets))
            ),
            "maps": tuple(
                (card, held)
                for name, card in related.journeys.items()
                if (held := _of("journey", name, sheets))
            ),
            "count": len(sheets),
            "papers": tuple(p for p in PAPERS.values() if p.name in used or not used),
        },
    )


def _of(kind: str, owner: str, sheets: Sequence[SheetLink]) -> tuple[SheetLink, ...]:
    return tuple(sheet for sheet in sheets if sheet.kind == kind and sheet.owner == owner)
