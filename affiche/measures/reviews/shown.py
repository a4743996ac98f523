"""All reviews in; those that are kept (to be shown or quoted), and what must be in no output, out.

Every review counts in the figures. Of those that may be shown a page holds so many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from heapq import nsmallest
from zlib import crc32

from affiche.kept import memo
from affiche.model.measures import Hidden, Measurements, Publish, Review

MOST = 300
# Of more hidden texts than this, so many are looked for in what is published: whatever lets one
# row through lets all of them through.
LOOKED_FOR = 400


def kept(reviews: Sequence[Review], quoted: frozenset[str]) -> tuple[Review, ...]:
    """The newest that may be shown, those with a use first; and all that are quoted."""
    held = [one for one in reviews if one.publish is not Publish.NO and one.text]
    chosen = nsmallest(
        MOST, held, lambda one: (not one.uses, -(one.day or date.min).toordinal(), one.id)
    )
    ids = {one.id for one in chosen}
    return (*chosen, *(one for one in reviews if one.id in quoted and one.id not in ids))


@memo(8)
def shown(found: Measurements) -> Measurements:
    """What colleagues may see: no hidden review, and no author who is not named."""
    reviews = (one for one in found.reviews if one.publish is not Publish.NO and one.text)
    return replace(found, reviews=tuple(map(_open, reviews)), hidden=())


def _open(one: Review) -> Review:
    author = one.author if one.publish is Publish.NAME else ""
    return one._replace(author=author)


def hidden(reviews: Sequence[Review]) -> tuple[Hidden, ...]:
    """Authors who are not named, and texts that may not be shown, each once."""
    named = {one.author for one in reviews if one.publish is Publish.NAME}
    open_texts = {one.text for one in reviews if one.publish is not Publish.NO}
    authors: dict[str, Review] = {}
    texts: dict[str, Review] = {}
    for one in reviews:
        if one.publish is not Publish.NAME and one.author not in named:
            authors.setdefault(one.author, one)
        if one.publish is Publish.NO and one.text not in open_texts:
            texts.setdefault(one.text or one.title, one)
    found = (("author", authors), ("text", texts))
    return tuple(
        Hidden(one.path, one.line, field, text)
        for field, first in found
        for text, one in _some({said: one for said, one in first.items() if said})
    )


def is_choice(found: Sequence[Hidden]) -> bool:
    """Whether these are some of many."""
    kinds = Counter(one.field for one in found)
    return any(count >= LOOKED_FOR for count in kinds.values())


def _some(found: Mapping[str, Review]) -> Iterator[tuple[str, Review]]:
    """Those with the smallest sums: one row more or less hardly ever changes which they are, and
    what was searched for them is not searched again."""
    chosen: Iterable[str] = found
    if len(found) > LOOKED_FOR:
        chosen = nsmallest(LOOKED_FOR, found, _turn)
    return ((said, found[said]) for said in chosen)


def _turn(said: str) -> tuple[int, str]:
    return crc32(said.encode("utf-8", "replace")), said
