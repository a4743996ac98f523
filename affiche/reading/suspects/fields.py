"""A line and a kind of document in; the fields that it can only be meant as, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache

from affiche.model import Visibility
from affiche.model.text import Document
from affiche.reading import guarded
from affiche.reading.guarded import Guarded, folded
from affiche.reading.shapes import Label, labels, shape

_IDENTIFIER = re.compile(r"(?<![\w/.])[A-Za-z]+(?:[_\-][A-Za-z]+)+(?!\w)")
# A key behind a sentence or a gap, also with a sign that joins lines ("… En rust. / budget: 5"), or
# before the sign of a text over several lines.
_LATE_KEY = re.compile(
    r"(?:(?:\S\s{2,}|[.!?…»”>\"]\s?(?:[,;/|\\•·–—-]+\s+)?)(?P<key>[A-Za-z_]+)\s*:(?!//)"
    r"|\s(?P<word>[a-z_]+):(?=\s*[|>]))"
    r"(?P<block>\s*[|>][+-]?(?=[\s;,/\\]|<br|$))?"
)
_GAP = re.compile(r"\S\s{2,}")  # where a line break was
_INDENT = re.compile(r"\S\s{4,}")  # and the line below stood to the right, as fields of fields do
# A colon that is emphasised along ("__name:__ Sanne") makes a label of a text, which is no key.
_WORD_FIRST = re.compile(
    r"[\W_]*(?P<word>[^\W\d](?:[^\W_]|_(?!_|\W)|-(?=\w))*)(?!_*[^\W_]|:(?![*_]))"
)
_WRITTEN_KEY = re.compile(r"(?<![\w:/.])([A-Za-z_]+)[\s\"'`*]*:(?!//)")
_WORDS = re.compile(r"[^\W\d]\w*")


def hidden_field(
    line: str, kind: type[Document], whole: bool = True, deep: bool = False
) -> Guarded | None:
    """The field that may not leave and that a line can only be meant as, a secret one first;
    `whole`: it begins a line of its own, and does not only stand somewhere in a text; `deep`:
    fields of fields count."""
    found = list(_hidden_fields(line, kind, whole, deep))
    return next((one for one in found if one.level is Visibility.SECRET), next(iter(found), None))


def _hidden_fields(line: str, kind: type[Document], whole: bool, deep: bool) -> Iterator[Guarded]:
    plain = shape(line)
    if "_" in plain or "-" in plain:
        yield from _unmistakable(plain)
    if guarded.restricts().search(plain):
        yield Guarded("visibility", Visibility.SECRET, top=False)
    known = guarded.spelled(kind)
    for label in labels(line) if whole or ":" in plain else ():
        meant = known.get(folded(label.word))
        if meant and meant.hidden and _is_sure(meant, label, deep):
            yield meant
    for late in _LATE_KEY.finditer(plain):  # its line break is gone
        word = late["key"] or late["word"]
        meant = known.get(folded(word))
        if meant and meant.hidden and meant.exact:
            small = word.islower()
            apart = meant.top or (small and _GAP.match(late[0]) is not None)
            secret = apart and meant.level is Visibility.SECRET
            below = deep or late["block"] or _INDENT.match(late[0])
            if secret or (small and (meant.top or below)):
                yield meant
    named = _secret_labels(kind).search(folded(plain)) if ":" in plain else None
    if named:
        yield known[named[1]]


def _unmistakable(plain: str) -> Iterator[Guarded]:
    """Keys that no prose has, and what is nearly one."""
    keys = guarded.unmistakable()
    for word in _IDENTIFIER.findall(plain):
        name = word.casefold().replace("-", "_")
        near = [name] if name in keys else []
        if not near and "_" in word and len(name) > 8:
            near = get_close_matches(name, keys, 1, 0.85)
        if near and ("_" in word or _is_key(plain, word)):
            yield Guarded(near[0], keys[near[0]], False)


def row_of_keys(line: str, kind: type[Document]) -> Sequence[Guarded]:
    """The fields whose names are cells of a row, when one of them may not leave: all cells, where
    it is not a table that says that it is one."""
    for sign in ("|", "\t", ";", ","):
        cells = [shape(cell).strip(" \"'`*_") for cell in line.strip("|\t ;,").split(sign)]
        if len(cells) > 1 and sign in line:
            found = [(cell, guarded.spelled(kind).get(folded(cell))) for cell in cells]
            known = [
                one if cell.islower() else replace(one, exact=False)
                for cell, one in found
                if one and one.top
            ]
            many = len(known) > 2 or (sign in "\t;" and len(known) == len(cells))
            if any(one.hidden for one in known) and (sign == "|" or many):
                return known
    return _mostly_keys(line, kind)


def _mostly_keys(line: str, kind: type[Document]) -> Sequence[Guarded]:
    """The fields that a line names, when it says little else."""
    said = [part for word in _WORDS.findall(shape(line)) for part in _apart(word, kind)]
    known = [one for word in said if (one := guarded.spelled(kind).get(folded(word))) and one.top]
    names = {one.name for one in known if one.exact}
    many = len(names) > 2 and len(known) * 4 >= len(said) * 3
    return known if many and any(one.hidden for one in known) else []


def _apart(word: str, kind: type[Document]) -> Sequence[str]:
    """A word, or the keys that it is made of when their separators are gone: "nameowner"."""
    one, several = _keys(kind)
    return one.findall(word) if several.fullmatch(word) else (word,)


@lru_cache(maxsize=8)
def _keys(kind: type[Document]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """One key at the top of a document, and several without anything in between."""
    names = {one.name for one in guarded.spelled(kind).values() if one.top and one.exact}
    any_ = "|".join(sorted(names, key=len, reverse=True))
    return re.compile(any_), re.compile(f"(?:{any_})+")


def keys_within(line: str, kind: type[Document]) -> set[str]:
    """The fields at the top of a document whose keys stand anywhere on a line, as they are written:
    "name: Sanne / tagline: Snel"."""
    known = guarded.spelled(kind)
    said = (known.get(folded(match[1])) for match in _WRITTEN_KEY.finditer(shape(line)))
    return {one.name for one in said if one and one.exact and one.top}


def first_word(line: str, kind: type[Document]) -> Guarded | None:
    """The field of this kind, at its top, whose name a line begins with, with a colon or not."""
    match = _WORD_FIRST.match(shape(line))
    meant = guarded.spelled(kind).get(folded(match["word"])) if match else None
    if not match or not meant or not meant.top:
        return None
    return meant if match["word"].islower() else replace(meant, exact=False)


def is_bare(line: str, begun: Sequence[tuple[int, Guarded]]) -> bool:
    """Whether a paragraph begins with the key of a hidden field in small letters, as no prose
    begins."""
    _, first = begun[0]
    bare = _WORD_FIRST.match(shape(line))
    return bool(first.hidden and first.exact and bare and bare["word"] == first.name)


@lru_cache(maxsize=8)
def _secret_labels(kind: type[Document]) -> re.Pattern[str]:
    """Labels of secret fields that no prose has, wherever they stand: "interne notities:"."""
    known = guarded.spelled(kind).items()
    words = [w for w, field_ in known if " " in w and field_.level is Visibility.SECRET]
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, words))})[\s\"`*]*:")


def _is_key(plain: str, word: str) -> bool:
    return bool(re.search(re.escape(word) + r"[\s\"'`*]*[:=]", plain))


def _is_sure(meant: Guarded, label: Label, deep: bool = False) -> bool:
    """Whether a label can only be meant as this field."""
    small = label.word[:1].islower()
    if meant.level is Visibility.SECRET and (" " in folded(label.word)):
        return True
    if label.loud or re.search(r"[^\W_]", label.before):  # signs alone: whatever lists with them
        return False
    if meant.level is Visibility.SECRET:
        return (meant.exact and (small or meant.top)) or (small and meant.top)
    return meant.exact and small and (meant.top or deep or "_" in meant.name)
