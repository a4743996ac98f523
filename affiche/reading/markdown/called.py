"""A heading or a name as templates of personas have it in; the name of the persona, out.

"# Persona: Sanne de Boer", "User persona 2 – Sanne", "Persona 2 Sanne", "Sanne de Boer (persona)"
are all Sanne.
"""

from __future__ import annotations

import re

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


def is_placeholder(name: str) -> bool:
    """Whether a name is what a template has where the name has to come: [Naam], <name>, …"""
    return bool(_PLACEHOLDER.fullmatch(name.strip()))
