"""The text of a field in; each line of it that may be another field, a remark or for colleagues
only, out; and what is left of it for an agency."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from affiche.model import Visibility
from affiche.model.text import Document
from affiche.outline import outline
from affiche.reading import guarded
from affiche.reading.guarded import Guarded, folded
from affiche.reading.shapes import BEHIND, GAP, SIGN, labels, late_labels, pieces, shape, untagged
from affiche.reading.suspects.closed import LOUD_LINE, SENTENCE, is_for_colleagues, says_closed
from affiche.reading.suspects.fields import hidden_field, keys_within, secret_aloud
from affiche.reading.suspects.said import (
    REMARK,
    Suspect,
    column,
    doubt_in_field,
    left_open,
    unread_in_field,
    unread_remark,
)

FIELDS = 3  # that a text holds at least when it is no text
_LONG = 7  # letters of a word that ends no other by chance
_AMONG_WORDS = re.compile(
    rf"(?:(?<=[^\W_][ ,)])|(?<=\s[^\w\s]))\s*(?P<key>[^\W\d]\w{{2,}}){BEHIND}{SIGN}(?=\s|$)"
)


def value(text: str, kind: type[Document], level: Visibility) -> Iterator[Suspect]:
    """What is suspicious in the text of a field that this circle may see, by line of the text."""
    lines = text.split("\n")
    if level is Visibility.SECRET:
        return
    found = [
        one
        for number, line in enumerate(lines)
        for one in _value_line(number, line, kind, level, len(lines) > 1)
    ]
    yield from found
    if not any(one.rule == "unread-field" for one in found):
        yield from _folded_in(lines, kind, level)
    for left in outline(text).left_open if level is Visibility.AGENCY else ():
        if left.sort == "remark":
            yield left_open(left.line, lines[left.line], "remark", left.mark)


def doubts(text: str, kind: type[Document]) -> Iterator[Suspect]:
    """The lines of a field's text that may be a field of their own, which stays inside."""
    lines = text.split("\n")
    several = len(lines) > 1
    # What stands in a remark goes with it, and says nothing of the text below.
    bare = outline(text).bare if several else lines
    for number, line in enumerate(lines):
        named = several and _names_field(bare[number], kind)
        if named or _may_be_field(line, kind, several):
            yield doubt_in_field(number, line)


def without_doubts(text: str, kind: type[Document]) -> str:
    """The text of a field as an agency gets it: up to the first doubtful line."""
    first = next(doubts(text, kind), None)
    return text if first is None else "\n".join(text.split("\n")[: first.line]).rstrip()


def doubtful_label(word: str, kind: type[Document]) -> bool:
    """Whether a writer's own label is a name of a field that stays inside: "Segment"."""
    return folded(shape(word)) in guarded.doubtful(kind)


def key(word: str, kind: type[Document]) -> Guarded | None:
    """The field that may not leave, when a writer's own label is its key: it slipped in."""
    field_ = guarded.spelled(kind).get(folded(shape(word)))
    if field_ is None or not field_.hidden:
        return None
    return field_ if word == field_.name or "_" in field_.name else None


def _may_be_field(line: str, kind: type[Document], several: bool) -> bool:
    """Whether a line has a label that is the name of a field that stays inside, where a line or
    a sentence begins, or among words, where no prose has one."""
    known = guarded.doubtful(kind)
    lines = pieces(line)
    several = several or len(lines) > 1 or GAP.search(shape(line)) is not None
    if several and any(guarded.meant(label.word, kind, known) for label in labels(line)):
        return True
    loud = LOUD_LINE.fullmatch(untagged(line)) if several else None
    if loud and (field := known.get(folded(loud["said"].rstrip(": ")))) and field.exact:
        return True
    if any(guarded.meant(label.word, kind, known) for label in late_labels(line)):
        return True
    parts = [part for piece in lines for part in SENTENCE.split(piece)]
    for part in parts:
        if any(_is_late(late["key"], kind, known) for late in _AMONG_WORDS.finditer(part)):
            return True
    return False


def _names_field(line: str, kind: type[Document]) -> bool:
    """Whether a line names a secret field aloud, or is the key of a field and nothing else, in
    small letters."""
    said = shape(line).strip()
    meant = guarded.doubtful(kind).get(folded(said))
    alone = meant and meant.exact and meant.top and said == meant.name
    return bool(alone or secret_aloud(line, kind))


def _is_late(word: str, kind: type[Document], known: Mapping[str, Guarded]) -> bool:
    """Whether a label among words is a field whose line break is gone, also without a blank in its
    place ("Snel geholpendoelgroep: …"). Short words in small letters are prose ("type: …")."""
    said = folded(word)
    meant = known.get(said)
    if meant and (meant.exact or not word.islower()):
        return True
    if not meant and guarded.meant(word, kind, known):  # misspelt, so it is no word of prose
        return True
    return any(said.endswith(one) for one in known if len(one) >= _LONG)


def _folded_in(lines: Sequence[str], kind: type[Document], level: Visibility) -> Iterator[Suspect]:
    """The first line of a text that holds the key of a hidden field, where so many keys stand in
    the text that it is several fields, which a sign such as >- made one text of."""
    known = guarded.spelled(kind)
    within = [keys_within(line, kind) for line in lines]
    if len(set().union(*within)) < FIELDS:
        return
    for number, names in enumerate(within):
        for name in sorted(names):
            field = known[folded(name)]
            if field.level is Visibility.SECRET or (field.hidden and level is Visibility.AGENCY):
                yield unread_in_field(number, lines[number], name)
                return


def _value_line(
    number: int, line: str, kind: type[Document], level: Visibility, several: bool
) -> Iterator[Suspect]:
    hidden = hidden_field(line, kind, whole=several, deep=several)
    if hidden and (level is Visibility.AGENCY or hidden.level is Visibility.SECRET):
        yield unread_in_field(number, line, hidden.name)
    if level is not Visibility.AGENCY:
        return
    plain = shape(line)
    if REMARK.search(plain) and "<!--" not in line:
        yield unread_remark(number, line)
    elif plain.lstrip().startswith("#") and (
        (several and re.match(r"\s*#+( |$)", plain)) or says_closed(plain.lstrip("# "))
    ):
        yield Suspect(
            number, column(line), "remark-in-text",
            "this line is part of the text: a # keeps nothing back here",
            "Take the line away, or the # when it may be read by everybody",
        )  # fmt: skip
    elif is_for_colleagues(plain):
        yield Suspect(
            number, column(line), "for-colleagues",
            "this text says that it is not for everybody, but its field may go to an agency",
            "Put it in a field for colleagues, or write it otherwise",
        )  # fmt: skip
