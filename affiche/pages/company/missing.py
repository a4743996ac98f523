"""The page that a web server shows for an address that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from affiche.pages.plan import MISSING, Page
from affiche.pages.relations import Relations


def pages(related: Relations) -> Iterator[Page]:
    """One page: what happened, and the ways on."""
    words = related.words
    yield Page(
        path=MISSING,
        template="pages/missing.html.j2",
        title=words.gettext("This page is not here"),
        section="missing",
        description=words.gettext("It was renamed or taken away, or the address has a slip in it."),
        data={"people": related.faces(tuple(related.site.personas))},
    )
