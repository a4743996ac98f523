"""A site and its words in; what fields, phases, channels, choices and days are called, out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from html import unescape
from typing import Any

from affiche import markup
from affiche.model import Site
from affiche.words import Words

# Markup inside a word; all other markup stands between words.
_INSIDE = re.compile(r"</?(?:strong|em|b|i|u|s|a|span|code|sub|sup|mark|small|del|ins)\b[^>]*>")
_BETWEEN = re.compile(r"<[^>]+>")
# Fields whose value is an id: what it is the id of.
REFERENCES = {
    "channel": "channels",
    "channels": "channels",
    "id": "phases",
    "ref": "refs",
    "persona": "personas",
    "personas": "personas",
    "journeys": "journeys",
    "compare_to": "journeys",
    "parent": "journeys",
}
# Kinds of which the catalogues have the names of our own; an `id` may be a lane's as well.
CONTEXTS = {"channels": "channel", "phases": "phase"}


@dataclass(frozen=True)
class Speech:
    """What things are called: `names` has, by kind ("channels", "refs"…), the name of each id."""

    words: Words
    names: Mapping[str, Mapping[str, str]]

    def field(self, key: str) -> str:
        """A field's label: "Doelen" for `goals`."""
        said = self.words.pgettext("field", key)
        return said if said != key else key.replace("_", " ").capitalize()

    def value(self, key: str, value: Any) -> str:
        """A field's value as its reader knows it, without markup."""
        if value is None:
            return ""
        if isinstance(value, Enum):
            return self.words.label(value)
        if isinstance(value, date):
            return self.words.date(value)
        if isinstance(value, int | float):
            return self.words.number(value)
        if key == "blocks":
            return self.field(str(value))
        return self._named(key, str(value)) if key in REFERENCES else markup.plain(str(value))

    def _named(self, key: str, name: str) -> str:
        kind = REFERENCES[key]
        own = self.names.get(kind, {}).get(name)
        if own:
            return markup.plain(own)
        if kind not in CONTEXTS:
            return name
        said = self.words.pgettext(CONTEXTS[kind], name)
        return self.field(name) if said == name and kind == "phases" else said


def speech(site: Site, words: Words) -> Speech:
    """The speech of a site."""
    refs = {name: point.name for name, point in site.touchpoints.items()}
    refs |= {name: chance.title for name, chance in site.opportunities.items()}
    return Speech(
        words,
        {
            "channels": {n: c.name for n, c in site.settings.channels.items() if c.name},
            "phases": {n: p.name for n, p in site.settings.phases.items()},
            "refs": refs,
            "personas": {name: persona.name for name, persona in site.personas.items()},
            "journeys": {name: journey.title for name, journey in site.journeys.items()},
        },
    )


def running(body: str) -> str:
    """A body's Markdown as running text, as a reader sees it: no markup, no comments."""
    html = markup.block(body, lambda *_: None)
    return " ".join(unescape(_BETWEEN.sub(" ", _INSIDE.sub("", html))).split())
