"""A line and a kind of document in; the fields that it can only be meant as, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import lru_cache

from affiche.model import Visibility
from affiche.model.text import Document
from affiche.reading import guarded
from affiche.reading.guarded import Guarded, folded
from affiche.reading.shapes import (
    BEHIND,
    DASH,
    GAP,
    SIGN,
    Label,
    labels,
    late_labels,
    lettered,
    pieces,
    shape,
    untagged,
)

# "notesInternal", as programs write such a key.
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_IDENTIFIER = re.compile(r"(?<![\w/.])[A-Za-z]+(?:[_\-][A-Za-z]+)+(?!\w)")
# A key behind a sentence or a gap, also with a sign that joins lines ("… En rust. / budget: 5"), or
# before the sign of a text over several lines.
_LATE_KEY = re.compile(
    rf"(?:(?:\S\s{{2,}}|[.!?…»”>\"]\s?(?:[,;/|\\•·–—-]+\s+)?)[\"'`*_(\[{{]{{0,3}}"
    rf"(?P<key>[A-Za-z_]+){BEHIND}(?:{SIGN}|(?P<dash>{DASH}))(?!//)"
    rf"|\s(?P<word>[a-z_]+){BEHIND}{SIGN}(?=\s*[|>\[{{])"
    r"|\S\s{4,}(?P<far>[a-z_]+)(?=\s*[^\w\s]))"
    r"(?P<block>\s*[|>][+-]?(?=[\s;,/\\]|<br|$))?"
)
_GAP = re.compile(r"\S\s{2,}")  # where a line break was
_INDENT = re.compile(r"\S\s{4,}")  # and the line below stood to the right, as fields of fields do
# A colon that is emphasised along ("__name:__ Sanne") makes a label of a text, which is no key.
_WORD_FIRST = re.compile(
    r"[\W_]*(?P<word>[^\W\d](?:[^\W_]|_(?!_|\W)|-(?=\w))*)(?!_*[^\W_]|:(?![*_]))"
)
_WRITTEN_KEY = re.compile(rf"(?<![\w:/.])([A-Za-z_]+){BEHIND}{SIGN}(?!//)")
_WORDS = re.compile(r"[^\W\d]\w*")
# What other languages write in front of a key: "{% set", "!!str", "<meta name=", "const".
_SETS = re.compile(r"[\W\d_]*(?:[A-Za-z]{1,12}[\W\d_]+){0,2}")
# The name of a field as a label without a colon: emphasised where a line begins, or alone on it.
_ALOUD = re.compile(
    r"[^\w*_]*[*_]{1,3}(?P<said>[^\W\d][^*_]{1,38})[*_]{1,3}(?!\w)"
    r"|[^\w\s]?\s*(?P<alone>[^\W\d][\w -]{1,38})\s*"
)
# What makes a field of a key in front of it or behind it, in the notations that there are; what
# prose has beside its words as well (a comma, a full stop, a hyphen, a bracket's end) does not.
_SIGNS_BEFORE = frozenset('<>@#$%&*_+~|:;=\\[{"`^')
_SIGN = re.compile(rf"{BEHIND}[^\w\s]{{0,5}}\s?{SIGN}|\s{{0,3}}-\s|[;>\]*`\"_}}]")


def hidden_field(
    line: str, kind: type[Document], whole: bool = True, deep: bool = False
) -> Guarded | None:
    """The field that may not leave and that a line can only be meant as, a secret one first;
    `whole`: it begins a line of its own, and does not only stand somewhere in a text; `deep`:
    fields of fields count."""
    found = list(_hidden_fields(line, kind, whole, deep))
    return next((one for one in found if one.level is Visibility.SECRET), next(iter(found), None))


def _hidden_fields(line: str, kind: type[Document], whole: bool, deep: bool) -> Iterator[Guarded]:
    plain = lettered(line)
    yield from _unmistakable(_CAMEL.sub("_", plain))
    if guarded.restricts().search(plain):
        yield Guarded("visibility", Visibility.SECRET, top=False)
    known = guarded.spelled(kind)
    deep = deep or len(pieces(line)) > 1 or GAP.search(plain) is not None
    for label in labels(line):
        meant = guarded.meant(label.word, kind)
        if meant and meant.hidden and (whole or not label.dashed) and _is_sure(meant, label, deep):
            yield meant
    for label in late_labels(line):
        meant = guarded.written(label.word, kind)
        apart = meant is not None and (meant.top or "_" in meant.name)
        secret = meant is not None and meant.level is Visibility.SECRET
        if meant and apart and secret and label.word.islower() and not label.dashed:
            yield meant
    for late in _LATE_KEY.finditer(untagged(line)):  # its line break is gone
        word = late["key"] or late["word"] or late["far"]
        meant = known.get(folded(word))
        if meant and meant.hidden and meant.exact:
            small = word.islower()
            if late["dash"] is not None and not small:
                continue
            apart = meant.top or (small and _GAP.match(late[0]) is not None)
            secret = apart and meant.level is Visibility.SECRET
            below = deep or late["block"] or _INDENT.match(late[0])
            if secret or (small and (meant.top or below)):
                yield meant
    named = _secret_labels(kind).search(folded(plain)) if " " in plain else None
    if named:
        yield known[named[1]]


def _unmistakable(plain: str) -> Iterator[Guarded]:
    """Keys that no prose has, and what is nearly one."""
    if "_" not in plain and "-" not in plain:
        return
    keys = guarded.unmistakable()
    for word in _IDENTIFIER.findall(plain):
        name = word.casefold().replace("-", "_")
        near = [name] if name in keys else []
        if not near and "_" in word and len(name) > 8:
            near = get_close_matches(name, keys, 1, 0.85) or [k for k in keys if k.startswith(name)]
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
            # Prose lists two things with a blank behind the comma, a table without one.
            tabled = sign in "\t;" or (sign == "," and not re.search(r",\s", line))
            many = len(known) > 2 or (tabled and len(known) == len(cells))
            if any(one.hidden for one in known) and (sign == "|" or many):
                return known
    return _mostly_keys(line, kind)


def _mostly_keys(line: str, kind: type[Document]) -> Sequence[Guarded]:
    """The fields that a line names as fields are named, whatever signs it writes them with: as
    most of what it says, each with a sign beside it, or glued to what stands before it."""
    plain = shape(line)
    said = [part for word in _WORDS.findall(plain) for part in _apart(word, kind)]
    known = [one for word in said if (one := guarded.spelled(kind).get(folded(word))) and one.top]
    most, many = len(known) * 4 >= len(said) * 3, len(known) * 5 >= len(said)
    if (most and are_fields(known, 3)) or (many and are_fields(known, 5)):
        return known
    signed = [one.field for one in mentions(line, kind) if one.signed]
    if are_fields(signed, 3):
        return signed
    glued = [
        (guarded.spelled(kind)[folded(match[1])], _SIGN.match(plain, match.end()))
        for match in _keys(kind).ends.finditer(plain)
    ]
    written = [one for one, sign in glued if sign]
    if are_fields(written, 4):
        return written
    dense = len(glued) * 5 >= len(said)
    return [one for one, _ in glued] if dense and are_fields([o for o, _ in glued], 5) else []


def are_fields(known: Sequence[Guarded], least: int) -> bool:
    """Whether so many different keys are named, one of a field that may not leave among them."""
    names = {one.name for one in known if one.exact}
    return len(names) >= least and any(one.hidden for one in known)


@dataclass(frozen=True)
class Mention:
    """A key at the top of a document, as it is written, on a line: where (from 0), and whether a
    sign stands beside it, as in every way of writing fields down: "name…:", "<name>", "@name"."""

    at: int
    field: Guarded
    signed: bool


def mentions(line: str, kind: type[Document]) -> Iterator[Mention]:
    """Every key at the top of a document that a line names."""
    plain = shape(line)
    for match in _keys(kind).whole.finditer(plain):
        signed = plain[: match.start()][-1:] in _SIGNS_BEFORE or _SIGN.match(plain, match.end())
        yield Mention(match.start(), guarded.spelled(kind)[folded(match[1])], bool(signed))


def _apart(word: str, kind: type[Document]) -> Sequence[str]:
    """A word, or the keys that it is made of when their separators are gone: "nameowner"."""
    keys = _keys(kind)
    return keys.one.findall(word) if keys.several.fullmatch(word) else (word,)


@dataclass(frozen=True)
class _Keys:
    """The keys at the top of a document: `one`, `several` without anything in between, one as a
    `whole` word, what `ends` in one, and the `last` of a line."""

    one: re.Pattern[str]
    several: re.Pattern[str]
    whole: re.Pattern[str]
    ends: re.Pattern[str]
    last: re.Pattern[str]


@lru_cache(maxsize=8)
def _keys(kind: type[Document]) -> _Keys:
    names = {one.name for one in guarded.spelled(kind).values() if one.top and one.exact}
    any_ = "|".join(sorted(names, key=len, reverse=True))
    return _Keys(
        re.compile(any_), re.compile(f"(?:{any_})+"),
        re.compile(rf"(?:(?<![^\W_])|(?<=\\[nrt]))({any_})(?![^\W_])"),
        re.compile(rf"({any_})(?![^\W_])"),
        re.compile(rf"[#@<\[*-]\s?({any_})\W*$|({any_})\s?{SIGN}\W*$"),
    )  # fmt: skip


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


def secret_aloud(line: str, kind: type[Document]) -> Guarded | None:
    """The secret field at the top of a document that a line names as a label does: in emphasis at
    its beginning, also without a colon, or alone on it, with what it says on the next."""
    match = _ALOUD.match(untagged(line))
    if match is None or (match["alone"] and match.end() < len(untagged(line))):
        return None
    said = folded(shape(match["said"] or match["alone"]).strip(" :"))
    meant = guarded.spelled(kind).get(said)
    return meant if meant and meant.top and meant.level is Visibility.SECRET else None


def edges(line: str, kind: type[Document]) -> Sequence[Guarded]:
    """The fields whose keys, with a sign beside them, a line begins with or ends in: the break
    that stood before a key may be gone, and one stand behind it."""
    plain = shape(line)
    found = [one for one in mentions(line, kind) if one.signed]
    begun = [one.field for one in found if _SETS.fullmatch(plain, 0, one.at)]
    ended = _keys(kind).last.search(plain)
    return [*begun, guarded.spelled(kind)[folded(ended[1] or ended[2])]] if ended else begun


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
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, words))}){BEHIND}{SIGN}")


def _is_key(plain: str, word: str) -> bool:
    return bool(re.search(re.escape(word) + BEHIND + SIGN, plain))


def _is_sure(meant: Guarded, label: Label, deep: bool = False) -> bool:
    """Whether a label can only be meant as this field."""
    small = label.word[:1].islower()
    if meant.level is Visibility.SECRET and (" " in folded(label.word)):
        return True
    if label.dashed:  # as prose has it too, but not behind a key
        return meant.exact and small and meant.top and meant.level is Visibility.SECRET
    if label.loud:
        return meant.exact and small and meant.top and meant.level is Visibility.SECRET
    if meant.level is Visibility.SECRET:
        return (meant.exact and (small or meant.top)) or (
            small and (meant.top or "_" in meant.name)
        )
    return meant.exact and small and (meant.top or deep or "_" in meant.name)
