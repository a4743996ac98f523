"""The rows of a service for reviews in; reviews, with what may be shown of each, out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from affiche.measures.exports.rows import told
from affiche.measures.exports.rows.reader import NOT_SHOWN, Reader, short
from affiche.measures.tables import cells
from affiche.model.measures import NOWHERE, Publish, Review, Use
from affiche.reading import guesses
from affiche.words import choices


def reviews(reader: Reader) -> tuple[Review, ...]:
    """Reviews, with what may be shown of each."""
    stem = reader.path.rpartition("/")[2].rpartition(".")[0]
    said = _Said(reader)
    most = len(reader.layout.head)
    improves = reader.layout.at.get("improve")
    called = reader.layout.head[improves] if improves is not None else ""
    columns = zip(*map(reader.column, TEXTS), reader.spot_columns(), strict=True)
    found = []
    for (line, row), (id_, source, title, text, author, highlight, *rest, spot) in zip(
        reader.layout.rows, columns, strict=True
    ):
        if (len(row) > most or len(row) == 1) and not reader.whole(row, line):
            continue
        text = text.replace("\r\n", "\n")
        if improve := reader.text(row, "improve") if called else "":
            text = f"{text}\n\n{called}: {improve}" if text else improve
        if "(Translated by" in text:
            text = _TRANSLATED.sub("", text).strip()
        stars, top, publish, use, answered = rest
        value = said.stars(stars, line)
        if value is None and not text:
            reader.unanswered += 1
            continue
        found.append(
            Review(
                id_ or f"{stem}-{line}",
                reader.day(row, line),
                source,
                value,
                said.most(top, stars, line),
                title,
                text,
                reader.spot_in(spot, line) if spot else NOWHERE,
                said.publish(publish, line),
                author,
                said.uses(use, line) if use else (),
                said.answered(answered) if answered else False,
                reader.path,
                line,
                _highlight(reader, highlight, text, line) if highlight else "",
            )
        )
    return _scaled(reader, found)


# Google sets its translation before or behind what the customer wrote.
_TRANSLATED = re.compile(
    r"\A\(Translated by Google\).*?\(Original\)\s*|\s*\(Translated by Google\)(?!.*\(Original\)).*",
    re.DOTALL,
)
# The fields of a review, in the order in which `reviews` takes them.
TEXTS = ("id", "source", "title", "text", "author", "highlight", "stars", "max", "publish", "use",
         "answered")  # fmt: skip


class _Said:
    """What cells mean; the same words mean the same, so that each is looked at once. What is wrong
    is told at every row."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.words: tuple[Mapping[str, Any], Mapping[str, Any]] = choices(Publish), choices(Use)
        self._stars: dict[str, float | None] = {"": None}
        self._most: dict[tuple[str, str], float] = {("", ""): 0.0}
        self._publish: dict[str, Publish] = {"": Publish.NO}
        self._answered: dict[str, bool] = {}

    def stars(self, said: str, line: int) -> float | None:
        """How many stars; None for none."""
        if said in self._stars:
            return self._stars[said]
        found = self.reader.number_in(said, "stars", line)
        if found is not None:
            self._stars[said] = found
        return found

    def most(self, said: str, stars: str, line: int) -> float:
        """Out of how many; 0 where nobody says."""
        if (said, stars) in self._most:
            return self._most[said, stars]
        most = cells.number(said) if said else None
        if said and (most is None or most < 2):
            self.reader.wrong("bad-scale", "max", line, *told.BAD_MAX, key=said, value=short(said))
            return 0.0
        top = cells.out_of(stars)
        if most and top and top != most:
            self.reader.wrong("other-scale", "stars", line, *told.OTHER_MOST, value=short(stars),
                              top=int(top), high=int(most))  # fmt: skip
            return most
        found = self._most[said, stars] = most or top or 0.0
        return found

    def publish(self, cell: str, line: int) -> Publish:
        """Whether it may be shown; no, where nobody says."""
        if cell in self._publish:
            return self._publish[cell]
        said, words = cell.casefold(), self.words[0]
        found = words.get(said)
        if isinstance(found, Publish):
            self._publish[cell] = found
            return found
        guess = guesses.close(said, words)
        self.reader.wrong("wrong-choice", "publish", line, *told.WRONG_PUBLISH, key=said,
                          value=short(said), guess=guess)  # fmt: skip
        return Publish.NO

    def uses(self, cell: str, line: int) -> tuple[Use, ...]:
        """What it is good for."""
        found = []
        for part in cell.replace(";", ",").replace("+", ",").split(","):
            said = part.strip().casefold()
            if not said or cells.is_blank(said):
                continue
            known = self.words[1].get(said)
            if isinstance(known, Use):
                found.append(known)
            else:
                self.reader.wrong("wrong-choice", "use", line, *told.WRONG_USE, key=said,
                                  value=short(said))  # fmt: skip
        return tuple(dict.fromkeys(found))

    def answered(self, cell: str) -> bool:
        """Whether the company has answered it."""
        if cell not in self._answered:
            said = cell.casefold()
            self._answered[cell] = said not in NOT_SHOWN and not cells.is_blank(said)
        return self._answered[cell]


def _scaled(reader: Reader, found: list[Review]) -> tuple[Review, ...]:
    """Where nobody says out of how many: five, unless a review of the same source has more."""
    highest: dict[str, float] = {}
    for one in found:
        if not one.max:
            highest[one.source] = max(highest.get(one.source, 0.0), one.stars or 0)
    usual = {source: 5.0 if most <= 5 else 10.0 for source, most in highest.items()}
    made = []
    for one in found:
        top = one.max or usual[one.source]
        if one.stars is not None and not 0 < one.stars <= top:
            reader.wrong("out-of-range", "stars", one.line, *told.OUT_OF_STARS,
                       value=one.stars, high=int(top))  # fmt: skip
            continue
        made.append(one if one.max else one._replace(max=top))
    return tuple(made)


def _highlight(reader: Reader, cell: str, text: str, line: int) -> str:
    """The words that stand largest on a poster, if they are the customer's."""
    said = cell.replace("\r\n", "\n")
    if said not in text:
        reader.wrong("not-literal", "highlight", line, *told.NOT_LITERAL,
                     key=said, value=short(said))  # fmt: skip
        return ""
    return said
