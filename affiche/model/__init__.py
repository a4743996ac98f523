"""What affiche is about, as frozen data that does nothing and imports nothing of ours.

`choices`   the fixed choices (status, evidence, moments…) and the built-in channels and phases
`text`      the kinds of value that fields are made of, and each field's default visibility
`persona`, `journey`, `briefing`, `registers`, `settings`   one kind of document each
`site`      everything together

What the writer wrote stands here; what follows from it (back-links, scores) stands in `pages`.
"""

from affiche.model.briefing import Briefing
from affiche.model.choices import (
    CHANNELS,
    PHASES,
    Evidence,
    Moment,
    OpportunityKind,
    OpportunityStatus,
    PersonaKind,
    PhotoKind,
    Priority,
    Profile,
    Scope,
    State,
    Status,
    Visibility,
)
from affiche.model.journey import Emotion, Journey, Lane, OpportunityUse, Phase, Touchpoint
from affiche.model.paper import PAPERS, Paper
from affiche.model.persona import Persona, Photo, Quote, Scale, Section
from affiche.model.registers import Opportunity, RegisteredTouchpoint
from affiche.model.settings import Channel, PhaseName, Settings
from affiche.model.site import ImageFile, Site
from affiche.model.text import Text

__all__ = [
    "CHANNELS",
    "PAPERS",
    "PHASES",
    "Briefing",
    "Channel",
    "Emotion",
    "Evidence",
    "ImageFile",
    "Journey",
    "Lane",
    "Moment",
    "Opportunity",
    "OpportunityKind",
    "OpportunityStatus",
    "OpportunityUse",
    "Paper",
    "Persona",
    "PersonaKind",
    "Phase",
    "PhaseName",
    "Photo",
    "PhotoKind",
    "Priority",
    "Profile",
    "Quote",
    "RegisteredTouchpoint",
    "Scale",
    "Scope",
    "Section",
    "Settings",
    "Site",
    "State",
    "Status",
    "Text",
    "Touchpoint",
    "Visibility",
]
