"""The style page: the whole house style on one page. Its tokens come from the theme."""

from __future__ import annotations

from collections.abc import Iterator

from affiche.model import CHANNELS, Evidence, Moment, OpportunityKind, OpportunityStatus, Status
from affiche.pages.plan import Page, Portrait
from affiche.pages.relations import Relations

STYLE = "style/index.html"
# Letters that a face without a picture may show: one for each ground is enough.
INITIALS = ("PV", "IS", "JB", "FA", "ع", "ΑΓ", "Ž", "ÅS")


def pages(related: Relations) -> Iterator[Page]:
    """One page."""
    words = related.words
    own = (channel for channel in related.site.settings.channels if channel not in CHANNELS)
    yield Page(
        path=STYLE,
        template="pages/style.html.j2",
        title=words.gettext("House style"),
        section="style",
        description=words.gettext("Colours, type, icons and shapes of this site and its posters."),
        data={
            "channels": (*CHANNELS, *own),
            "choices": {
                "status": tuple(Status),
                "evidence": tuple(Evidence),
                "moment": tuple(Moment),
                "opportunity": (*OpportunityKind, *OpportunityStatus),
            },
            "initials": tuple(
                Portrait(initials=letters, ground=ground) for ground, letters in enumerate(INITIALS)
            ),
            "faces": related.faces(tuple(related.site.personas))[:6],
        },
    )
