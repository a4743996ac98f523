"""Running text about somebody in; what its first sentences say for certain, out.

"Anna is 34 en werkt als inkoper bij een bouwmarkt. Ze woont in Delft." The text itself stays where
it is: only what cannot mean something else is a field as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:['’-][^\W\d_]+)*"
_NAME = rf"{_WORD}(?: (?:(?:van|de|der|den|ten|ter|te|el|al|von|la|di|da|dos) )*{_WORD}){{0,3}}"
_YEARS = r"(?:[ -](?:jaar|years?|yrs?|Jahre|ans|años)(?:[ -](?:oud|old|alt|of age))?)"
_AGE = re.compile(
    rf"(?P<name>{_NAME})(?:"
    rf" (?:is|ist|a|tiene) (?P<a>\d{{1,3}}){_YEARS}?(?= (?:en|and|und|et|y) |[.,;]|$)"
    rf"|,? \((?P<b>\d{{1,3}}){_YEARS}?\)(?= (?:is|works?|werkt|woont|lives?)\b)"
    rf"|, (?P<c>\d{{1,3}}){_YEARS}?, (?=(?:is|works?|werkt|woont|lives?)\b)"
    r"|(?: is an? (?P<d>\d{1,3})[ -]years?[ -]old| is een (?P<e>\d{1,3})-jarige)\b)"
)
_OCCUPATION = re.compile(
    r"\b(?:werkt als|works as|arbeitet als)(?: an?| een| eine?)? (?P<it>[^\W\d_][^.,;:()\n]{1,50}?)"
    r"(?=[.,;]|$| (?:bij|at|in|voor|for|en|and|und|bei|met|with|op|on|uit|from) )"
)
_PLACE = re.compile(
    r"\b(?:woont|lives|wohnt)(?: [a-zß-ÿ]+){0,5}? in "
    rf"(?P<it>{_WORD}(?:[ -](?:(?:aan|den|de|upon|on|le|la)[ -])*{_WORD}){{0,3}})"
    r"(?=[.,;]|$| (?:en|and|und|met|with|near|samen|bij)\b)"
)
# What has to stand behind a bare number that is an age, when nothing else says of whom this is.
_SURE = re.compile(r"\W*(?:(?:en|and|und|et|y) )?(?:is|works?|werkt|woont|lives?|heeft|has)\b")
_TOLD = re.compile(
    rf"[^\w]*(?P<name>{_NAME}),? (?:is (?:an?|the|een|de|married|single|\d)|works?|werkt|woont"
    r"|lives?|(?:who|die) (?:is|works?|werkt|woont)|ist eine?|arbeitet|es una?|é uma?|est une?)\b"
)
_HE_OR_SHE = re.compile(r"(?:hij|zij|ze|hen|die|s?he|they|er|sie|il|elle|él|ella)\b", re.I)
# What begins a sentence with a capital and is nobody's name.
_NOBODY = re.compile(
    r"(?:de|het|een|deze|dit|dat|onze|the|this|that|our|it|there|der|das|l[ea]s?|el)\b", re.I
)
# Somebody else of whom a sentence goes on to tell.
_OTHERS = re.compile(
    r"\b(?:haar|zijn|hun|her|his|their|ihre?|sein|who|whose|die|dat|that|wie)\b", re.I
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-zß-ÿ])")


def introduced(text: str) -> str:
    """The name of whom a text introduces by name and age; "" when it introduces nobody."""
    found = _AGE.match(text)
    name = found["name"] if found else ""
    if found and found[0].endswith(found["a"] or "-") and not _SURE.match(text[found.end() :]):
        return ""
    return "" if _HE_OR_SHE.match(name) or _NOBODY.match(name) else name


def begins(text: str) -> str:
    """The name with which a text begins to tell of somebody: "Sandra is a police officer"."""
    found = _TOLD.match(text)
    name = found["name"] if found else ""
    return "" if _HE_OR_SHE.match(name) or _NOBODY.match(name) else name


def facts(text: str, name: str) -> Iterator[tuple[str, str]]:
    """Field and value that the first sentences say of somebody with that name, as long as each
    begins with the name, or with he or she."""
    own = {word.casefold() for word in name.split()}
    said = set()
    for sentence in _SENTENCE.split(text.partition("\n\n")[0]):
        first = re.split(r"[\s,(]", sentence, maxsplit=1)[0].casefold()
        if first not in own and not _HE_OR_SHE.match(sentence):
            return
        for field, value in _of(sentence):
            if field not in said:
                said.add(field)
                yield field, value


def _of(sentence: str) -> Iterator[tuple[str, str]]:
    age = _AGE.match(sentence)
    if age:
        years = next(age[key] for key in "abcde" if age[key])
        if 0 < int(years) < 120:
            yield "age", years
    for field, pattern in (("occupation", _OCCUPATION), ("location", _PLACE)):
        found = pattern.search(sentence)
        if found and _of_the_same(sentence[: found.start()]):
            yield field, found["it"].strip()


def _of_the_same(before: str) -> bool:
    """Whether what stands before a verb leaves its subject that of the sentence: nothing but that,
    or a conjunction, where nobody else came into it."""
    joined = re.search(r"(?:\s(?:en|and|und)|,)\s+$", before)
    named = re.fullmatch(rf"{_NAME}(?:,? \(\d+\)|, \d+,)?\s+", before)
    alone = named or _HE_OR_SHE.fullmatch(before.strip())
    return bool(alone or (joined and not _OTHERS.search(before)))


__all__ = ["begins", "facts", "introduced"]
