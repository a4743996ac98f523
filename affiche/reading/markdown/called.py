"""A heading or a name as templates of personas have it in; the name of the persona, out.

"# Persona: Sanne de Boer", "User persona 2 – Sanne", "Persona 2 Sanne", "Sanne de Boer (persona)"
are all Sanne.
"""

from __future__ import annotations

import re
from dataclasses import replace

from affiche.errors import Place, Problem
from affiche.reading.files.source import Parts

_KIND = (
    r"(?:(?:user|buyer|customer|klant|gebruikers?|doelgroep|marketing|proto|ux|primary|primaire)"
    r"[\s-]*)?"
)
_WORD = (
    r"(?:personas?|persona ?profiel|persona ?profile|klantprofiel|customer profile|profiel"
    r"|ペルソナ|페르소나)"
)
_BEFORE = re.compile(
    rf"[^\w\[(\"'“‘]*{_KIND}{_WORD}\s*(?:"
    r"(?:(?:nr\.?|no\.?|#)?\s*(?:\d{1,2}|[A-Z]))?\s*(?:[:：]|\s[–—|-])\s*(?=\S)"
    r"|(?:nr\.?\s*|no\.?\s*|#)?\d{1,2}\s+(?=[^\W\d_]))",
    re.I,
)
_AFTER = re.compile(rf"\s*(?:[-–—|:]\s+{_KIND}{_WORD}|\({_KIND}{_WORD}\))\s*", re.I)
_QUOTED = re.compile(r"[\"“„«'‘]([^\"“”„«»]+)[\"”“»'’]")
_PLACEHOLDER = re.compile(r"\{\{.*\}\}|[\[<{(][^\[\]<>{}()]*[\]>})]|\.{3,}|…|_{2,}|x{3,}", re.I)
# A name as a field in the text, which is none there.
_AS_FIELD = re.compile(r"\W*(?:name|naam)\W*[:：=]\W*(?P<name>\w[^*_`]*?)[\s*_`]*", re.I)
_SHORT = 80  # characters of a name
LONGEST = 400


def called(title: str) -> str:
    """The name in a title; the title itself when nothing would be left of it."""
    if len(title) > LONGEST:
        return title
    said = _BEFORE.sub("", title, count=1) if _BEFORE.match(title) else title
    after = _AFTER.search(said)
    if after and after.end() == len(said) and after.start() > 0:
        said = said[: after.start()]
    whole = _QUOTED.fullmatch(said)
    if whole and said != title:
        said = whole[1]
    return said.strip() or title


def named(problem: Problem, parts: Parts) -> Problem:
    """That a name is missing, told where the text has one as a field: "**Naam:** Sanne"."""
    if problem.rule != "missing" or problem.values.get("key") != "name":
        return problem
    for number, line in enumerate(parts.body.split("\n")):
        match = _AS_FIELD.fullmatch(line)
        if match and len(match["name"]) <= _SHORT:
            place = Place(problem.place.path, parts.body_line + number)
            text = f"# {match['name']}"
            values = {**problem.values, "text": text}
            return replace(problem, place=place, hint="Type: `{text}`", values=values)
    return problem


def is_placeholder(name: str) -> bool:
    """Whether a name is what a template has where the name has to come: [Naam], <name>, …"""
    return bool(_PLACEHOLDER.fullmatch(name.strip()))
