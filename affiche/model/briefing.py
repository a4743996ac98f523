"""A briefing for an agency: `content/briefings/<id>.md`."""

from __future__ import annotations

from affiche.model.text import Day, Document, Free, Names, Texts, derived, secret
from affiche.model.text import agency as leaves


class Briefing(Document):
    """One briefing, as written. `personas` and `journeys` are ids, `phases` phase ids or names,
    `sections` titles of own persona sections that may go along. `body` is Markdown."""

    id: str = derived()
    path: str = derived()
    title: Free = leaves(..., min_length=1)
    agency: Free | None = leaves()
    type: Free | None = leaves()
    personas: Names = leaves(())
    journeys: Names = leaves(())
    phases: Names = leaves(())
    sections: Names = leaves(())
    language: Free | None = leaves()
    deadline: Day | None = leaves()
    expires: Day | None = leaves()
    contact: Free | None = leaves()
    deliverables: Texts = leaves(())
    background: Free | None = leaves()
    goal: Free | None = leaves()
    insight: Free | None = leaves()
    proposition: Free | None = leaves()
    tone: Free | None = leaves()
    mandatories: Texts = leaves(())
    channels: Names = leaves(())
    kpi: Texts = leaves(())
    budget: Free | None = secret()
    notes_internal: Free | None = secret()
    body: str = derived("")
