"""A heading, a label or a column's name in; the field of a persona or journey that it means, out.

What the catalogues know counts; `labels.yaml` adds what templates and programs of several languages
write. A label that may mean two fields means none, or the first when both are lists.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from affiche.model.persona import LIST_FIELDS
from affiche.reading.markdown.body import plain
from affiche.words import spellings

_WORDS = Path(__file__).with_name("labels.yaml")
_NUMBERED = re.compile(
    r"(?:phases?|stages?|steps?|fase|stap|etapa|étape|schritt|paso|passo)\s*[\d#]+", re.I
)
_JOURNEY_WORD = re.compile(
    r"journey|klantreis|\breis\b|jornada|parcours|recorrido|viaje del|kundenreise|\bCJM\b"
    r"|ジャーニー|旅程|여정",
    re.I,
)
_PERSONA_WORD = re.compile(r"persona|klantprofiel|ペルソナ|画像", re.I)
_AROUND = re.compile(r"^[\W\d_]+|[\W_]+$")
_NUMBER = re.compile(r"^\W*(?:[IVXivx]{1,5}|[A-Za-z]|\d+(?:\.\d+)*)[.)]\s+")
_ASIDE = re.compile(r"\s*[(\[（][^()\[\]（）]*[)\]）]\s*")
_WHOSE = re.compile(
    r"^(?:(?:the|his|her|their|key|main|primary|core|current|top|biggest|typical|major|personal"
    r"|professional|user|customer|secondary|critical|other|additional|de|zijn|haar|hun|belangrijkste|overige|andere|grootste|persoonlijke|sus|seus|ses|leurs)\s+)+"
)
_JOINED = re.compile(r"\s*(?:[&/+,、・]|\band\b|\ben\b|\bund\b|\bet\b|\by\b|\be\b)\s*")
# "Goals & motivations" are lists of one kind: they stand together under the first.
_LISTS = frozenset(["goals", "motivations", "pains", "gains", "behaviours", "needs", "objections"])
_LONGEST = 60  # characters of a label


def spoken(label: str) -> str:
    """A label as it is compared: without marks, numbers and emoji around it, in small letters."""
    said = _NUMBER.sub("", re.sub(r"[_‐-]", " ", plain(label)))
    said = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", said)  # painPoints
    return " ".join(_AROUND.sub("", said).casefold().replace("’", "'").split())


def persona_field(label: str) -> str | None:
    """The field of a persona, "needs.functional" for one in a field; None for any other label."""
    return _meant(label, _persona_words())


def phase_field(label: str) -> str | None:
    """The field of a phase, "requirements" and "emotional" for what stands in one."""
    return _meant(label, _words_of("phase"))


def journey_field(label: str) -> str | None:
    """The field of a journey as a whole."""
    return _meant(label, _words_of("journey"))


def touchpoint_field(label: str) -> str | None:
    """The field of a touchpoint that only touchpoints have: channel, thought, actor…"""
    return _meant(label, _words_of("touchpoint"))


def is_phase_word(label: str) -> bool:
    """Whether a label says that what follows are phases."""
    return spoken(label) in _phase_words()


def names_a_phase(label: str) -> bool:
    """ "Stage 1: Discover" and its like."""
    return bool(_NUMBERED.match(_AROUND.sub("", plain(label))))


def is_of_a_journey(title: str) -> bool:
    """Whether a title or a file's name says that this is a journey."""
    return bool(_JOURNEY_WORD.search(title)) and not _PERSONA_WORD.search(title)


def says_persona(title: str) -> bool:
    """Whether a title says that this is a persona, or several."""
    return bool(_PERSONA_WORD.search(title))


def _meant(label: str, known: Mapping[str, str]) -> str | None:
    if not label or len(label) > _LONGEST * 2:
        return None
    said = spoken(label)
    bare = spoken(_ASIDE.sub(" ", label))
    for form in dict.fromkeys((said, bare, _WHOSE.sub("", bare))):
        if not form or len(form) > _LONGEST:
            continue
        if form in known:
            return known[form]
        meant = [known.get(part) for part in _JOINED.split(form) if part]
        one = len(set(meant)) == 1 or _LISTS.issuperset(meant)
        if len(meant) > 1 and meant[0] and one:
            return meant[0]
        whose = re.fullmatch(r".+(?:'s|s')\s+(.+)", form)
        if whose and whose[1] in known:
            return known[whose[1]]
    return None


@lru_cache(maxsize=1)
def _persona_words() -> dict[str, str]:
    found = _table("persona")
    for word, key in spellings(LIST_FIELDS, "heading").items():
        found.setdefault(spoken(word), key)
    return found


@lru_cache(maxsize=4)
def _words_of(kind: str) -> dict[str, str]:
    return _table(kind)


@lru_cache(maxsize=1)
def _phase_words() -> frozenset[str]:
    return frozenset(map(spoken, _file()["phases"]))


def _table(kind: str) -> dict[str, str]:
    known: Mapping[str, Sequence[str]] = _file()[kind]
    return {spoken(word): key for key, words in known.items() for word in (key, *words)}


@lru_cache(maxsize=1)
def _file() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.load(_WORDS.read_text("utf-8"), Loader=yaml.BaseLoader)
    return found
