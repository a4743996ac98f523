"""Reviews that may be shown in; posters of them out: one large, and six on a sheet.

`chosen`   which reviews get a poster
`said`     a review as it hangs: the words that stand largest, and all of it
`one`, `six`    what else stands on these sheets

Good and confronting ones are apart. Who wrote one is not named unless its row says so; one that
may not be shown is not here at all (`measures.shown`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from affiche.errors import Place
from affiche.model import PAPERS, Site
from affiche.model.measures import Review
from affiche.pages.company.review_posters import chosen, one, six
from affiche.pages.company.reviews import owner_of
from affiche.pages.persona.openings import opening
from affiche.pages.plan import Sheet
from affiche.pages.printed import papers
from affiche.words import Words

ONE, SIX = "review", "reviews"
TITLES = {"good": "Reviews: keep doing this", "confronting": "Reviews: this hurts"}


def sheets(site: Site, words: Words) -> Iterator[Sheet]:
    """The posters of the reviews, in the sizes that site.yaml asks for."""
    found, sizes = site.measurements.reviews, site.settings.posters
    for review in chosen.large(found):
        poster = one.poster(review, site, words)
        lead = " ".join(poster.said.lead.split())
        title = words.say("Review: {text}", text=opening(lead, 60))
        name = owner_of(review)
        yield from _sized(name, ONE, title, sizes.review, {"poster": poster}, review, site)
    for sort, title in TITLES.items():
        held = chosen.together(found, sort, site)
        if held:
            data = {"poster": six.poster(sort, held, site, words)}
            name, said = f"reviews-{sort}", words.gettext(title)
            yield from _sized(name, SIX, said, sizes.reviews, data, held[0], site)


def _sized(
    name: str, kind: str, title: str, sizes: Sequence[str], data: dict[str, Any], review: Review,
    site: Site,
) -> Iterator[Sheet]:  # fmt: skip
    for size in dict.fromkeys(size for size in sizes if size in PAPERS):
        of = (name, Place(review.path, review.line))
        path, language = f"reviews/{name}-{size}.pdf", site.settings.language
        yield papers.upright(path, kind, title, size, language, data, of)
