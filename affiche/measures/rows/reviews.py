"""The rows of a service for reviews in; reviews, with what may be shown of each, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from affiche.measures import cells
from affiche.measures.rows import told
from affiche.measures.rows.reader import NOT_SHOWN, Reader, short
from affiche.measures.table import Row
from affiche.model.measures import Publish, Review, Use
from affiche.reading import guesses
from affiche.words import choices


def reviews(reader: Reader) -> tuple[Review, ...]:
    """Reviews, with what may be shown of each."""
    stem = reader.path.rpartition("/")[2].rpartition(".")[0]
    publish_words, use_words = choices(Publish), choices(Use)
    id_, source, title, author = map(reader.getter, ("id", "source", "title", "author"))
    found = []
    for line, row in reader.layout.rows:
        if not reader.whole(row, line):
            continue
        stars, most = _stars(reader, row, line)
        text = reader.text(row, "text").replace("\r\n", "\n")
        if stars is None and not text:
            reader.unanswered += 1
            continue
        found.append(
            Review(
                id=id_(row) or f"{stem}-{line}",
                day=reader.day(row, line),
                source=source(row),
                stars=stars,
                max=most,
                title=title(row),
                text=text,
                spot=reader.spot(row, line),
                publish=_publish(reader, row, line, publish_words),
                author=author(row),
                uses=_uses(reader, row, line, use_words),
                answered=_answered(reader, row),
                path=reader.path,
                line=line,
                highlight=_highlight(reader, row, text, line),
            )
        )
    return _scaled(reader, found)


def _stars(reader: Reader, row: Row, line: int) -> tuple[float | None, float]:
    stars = reader.number(row, "stars", line)
    said = reader.text(row, "max")
    most = cells.number(said) if said else None
    if said and (most is None or most < 2):
        reader.wrong("bad-scale", "max", line, *told.BAD_MAX, key=said, value=short(said))
    return stars, most or cells.out_of(reader.text(row, "stars")) or 0.0


def _scaled(reader: Reader, found: list[Review]) -> tuple[Review, ...]:
    """Where nobody says out of how many: five, unless a review has more."""
    open_scale = [one for one in found if not one.max]
    most = 5.0 if max((one.stars or 0 for one in open_scale), default=0) <= 5 else 10.0
    made = []
    for one in found:
        top = one.max or most
        if one.stars is not None and not 0 < one.stars <= top:
            reader.wrong("out-of-range", "stars", one.line, *told.OUT_OF_RANGE,
                       value=one.stars, low=1, high=int(top))  # fmt: skip
            continue
        made.append(one if one.max else replace(one, max=most))
    return tuple(made)


def _publish(reader: Reader, row: Row, line: int, words: Mapping[str, Any]) -> Publish:
    said = reader.text(row, "publish").casefold()
    if not said:
        return Publish.NO
    found = words.get(said)
    if not isinstance(found, Publish):
        guess = guesses.close(said, words)
        reader.wrong("wrong-choice", "publish", line, *told.WRONG_PUBLISH, key=said,
                   value=short(said), guess=guess)  # fmt: skip
        return Publish.NO
    return found


def _highlight(reader: Reader, row: Row, text: str, line: int) -> str:
    """The words that stand largest on a poster, if the row says which."""
    said = reader.text(row, "highlight").replace("\r\n", "\n")
    if said and said not in text:
        reader.wrong("not-literal", "highlight", line, *told.NOT_LITERAL,
                     key=said, value=short(said))  # fmt: skip
        return ""
    return said


def _uses(reader: Reader, row: Row, line: int, words: Mapping[str, Any]) -> tuple[Use, ...]:
    found = []
    use = reader.text(row, "use")
    if not use:
        return ()
    for part in use.replace(";", ",").replace("+", ",").split(","):
        said = part.strip().casefold()
        if not said or cells.is_blank(said):
            continue
        known = words.get(said)
        if isinstance(known, Use):
            found.append(known)
        else:
            reader.wrong("wrong-choice", "use", line, *told.WRONG_USE, key=said, value=short(said))
    return tuple(dict.fromkeys(found))


def _answered(reader: Reader, row: Row) -> bool:
    said = reader.text(row, "answered").casefold()
    return said not in NOT_SHOWN and not cells.is_blank(said)
