"""The registers in; what people call the things that files refer to by an id, out.

A form folds what is in a list into one line. Without this the line would say `buy` and
`whatsapp-service`.
"""

from __future__ import annotations

from collections.abc import Mapping

from affiche.editing.forms import told
from affiche.markup import plain
from affiche.model import Persona
from affiche.model.choices import PHASES
from affiche.model.registers import Opportunity, RegisteredTouchpoint
from affiche.pages.journey.map.lanes import LABELS
from affiche.reading.guarded import guarded_keys
from affiche.words import Words


def names(
    touchpoints: Mapping[str, RegisteredTouchpoint],
    opportunities: Mapping[str, Opportunity],
    words: Words,
) -> dict[str, dict[str, str]]:
    """The name of a list in a form → id → name."""
    shown = [name for name in Persona.model_fields if name not in guarded_keys()]
    lanes = {id_: words.pgettext("lane", said[0]) for id_, said in LABELS.items()}
    return {
        "touchpoints": {id_: plain(one.name) for id_, one in touchpoints.items()},
        "opportunities": {id_: plain(one.title) for id_, one in opportunities.items()},
        "phases": {id_: words.pgettext("phase", id_) for id_ in PHASES},
        "lanes": lanes,
        # The numbers on a sheet that hung on a wall stand for what it shows of a persona, or lanes.
        "sections": lanes | {name: told.label(name, words) for name in shown},
    }
