"""The registers that journeys refer to.

`content/touchpoints.yaml` and `content/opportunities.yaml`.
"""

from __future__ import annotations

from typing import Annotated

from affiche.model.choices import Openness, OpportunityKind, OpportunityStatus
from affiche.model.text import Document, Free, Whole, agency, derived, internal, secret, word


class RegisteredTouchpoint(Document):
    """A contact point of the company, that several journeys can pass."""

    id: str = derived()
    path: str = derived()
    line: int = derived(1)
    name: Free = agency(..., min_length=1)
    channel: Free | None = agency()
    owner: Free | None = internal()
    description: Free | None = internal()
    url: Free | None = internal()


class Opportunity(Document):
    """An improvement: optimise what happens, or make a moment of magic. Impact and effort 1–5.

    With `public: yes` its title, `why`, status and votes stand on the roadmap for customers.
    """

    id: str = derived()
    path: str = derived()
    line: int = derived(1)
    title: Free = internal(..., min_length=1)
    why: Free | None = internal()
    public: Annotated[Openness, word(Openness)] = internal(Openness.NO)
    kind: Annotated[OpportunityKind, word(OpportunityKind)] | None = internal()
    impact: Whole | None = internal(None, ge=1, le=5)
    effort: Whole | None = internal(None, ge=1, le=5)
    status: Annotated[OpportunityStatus, word(OpportunityStatus)] | None = internal()
    owner: Free | None = internal()
    ticket: Free | None = secret()
