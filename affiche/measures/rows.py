"""A table's layout in; answers, reviews and votes out, or every mistake in its rows.

The same mistake on a thousand rows is said once, with its first line and how often it is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from affiche.errors import Kind, Place, Problem
from affiche.measures import cells
from affiche.measures.columns import Layout
from affiche.measures.table import Cell, Row, Table
from affiche.model.measures import (
    NOWHERE,
    Answer,
    DriverAnswer,
    DriverTable,
    MeasureKind,
    Publish,
    Review,
    Scale,
    Spot,
    Use,
    Vote,
)
from affiche.reading import guesses
from affiche.words import choices

NPS_SCALE = (0.0, 10.0)
# A survey that does not say its scale was asked on the usual one.
USUAL = {MeasureKind.CES: (1.0, 7.0), MeasureKind.SATISFACTION: (1.0, 5.0)}
SPOTS = ("persona", "journey", "phase", "touchpoint")
NOT_SHOWN = frozenset(("false", "no", "nee", "0", "onwaar", ""))
FIRST_YEAR = 1990
# Clocks differ, and a quarter may be dated at its end; a year ahead is a slip of the pen.
A_YEAR = timedelta(days=366)


@dataclass(frozen=True)
class Known:
    """Every id that a row can name, by what it may be called (casefolded): kind → name → id."""

    ids: Mapping[str, Mapping[str, str]]

    def look_up(self, kind: str, said: str) -> str | None:
        return self.ids.get(kind, {}).get(" ".join(said.casefold().split()))


@dataclass
class _Mistake:
    what: str
    hint: str
    line: int
    column: int
    values: dict[str, object]
    count: int = 1


@dataclass
class Reader:
    """Reads the rows of one layout. What is wrong gathers in `mistakes`, each kind once."""

    path: str
    table: Table
    layout: Layout
    known: Known
    values: Mapping[str, str]
    today: date
    mistakes: dict[tuple[str, ...], _Mistake] = field(default_factory=dict)
    unanswered: int = 0
    strange: dict[str, int] = field(default_factory=dict)
    first_strange: int = 0

    def __post_init__(self) -> None:
        self._at, self._fixed = self.layout.at, self.layout.fixed
        self._days: dict[Cell, date] = {}
        self._spots: dict[tuple[str, ...], Spot] = {}
        self._spot_names = [name for name in SPOTS if name in self._at or name in self._fixed]
        self._said_values = {key.casefold().strip(): value for key, value in self.values.items()}

    # What is wrong ----------------------------------------------------------------------------

    def wrong(
        self, rule: str, field_: str, line: int, what: str, hint: str, /,
        key: str = "", number: int | None = None, **values: object,
    ) -> None:  # fmt: skip
        """Note a mistake in a cell; the same one again is only counted."""
        at = self.layout.at.get(field_) if number is None else number
        found = self.mistakes.get((rule, field_, key, str(at)))
        if found is not None:
            found.count += 1
            return
        column = self.table.column(line, at) if at is not None else 1
        named = self.layout.head[at] if at is not None and at < len(self.layout.head) else field_
        told = {"column": named, **values}
        self.mistakes[(rule, field_, key, str(at))] = _Mistake(what, hint, line, column, told)

    def problems(self) -> Iterator[Problem]:
        """Every mistake, once, with how often it is made."""
        for (rule, *_), found in self.mistakes.items():
            place = Place(self.path, found.line, found.column)
            yield Problem(
                Kind.ERROR, rule, place, found.what, found.hint, found.values, found.count
            )

    # Cells ------------------------------------------------------------------------------------

    def text(self, row: Row, name: str) -> str:
        """What a row says of a field; the value of every row where there is no column."""
        at = self._at.get(name)
        if at is None:
            return self._fixed.get(name, "")
        cell = row[at] if at < len(row) else ""
        return cell.strip() if type(cell) is str else cells.said(cell)

    def getter(self, name: str) -> Callable[[Row], str]:
        """`text` of one field, for many rows."""
        at, fixed = self._at.get(name), self._fixed.get(name, "")
        if at is None:
            return lambda row: fixed
        return lambda row: self.text(row, name)

    def number(self, row: Row, name: str, line: int) -> float | None:
        """The number in a field; None when there is none, or no number (a mistake)."""
        said = self.text(row, name)
        if not said or cells.is_blank(said):
            return None
        found = cells.number(said)
        if found is None:
            self.wrong("no-number", name, line, *NO_NUMBER, value=_short(said))
        return found

    def day(self, row: Row, line: int) -> date | None:
        at = self.layout.at.get("date")
        if at is None or at >= len(row):
            return None
        cell = row[at]
        known = self._days.get(cell)
        if known is not None:
            return known
        found = cells.sheet_day(cell) if not isinstance(cell, str) else None
        said = cells.said(cell)
        if found is None and not cells.is_blank(said):
            found = cells.day(said, self.month_first)
            if found is None:
                impossible = cells.day_parts(said, self.month_first) is not None
                rule = "impossible-date" if impossible else "no-date"
                self.wrong(rule, "date", line, *(NO_SUCH_DAY if impossible else NO_DAY),
                           value=_short(said))  # fmt: skip
                return None
        if found is not None and (found > self.today + A_YEAR or found.year < FIRST_YEAR):
            self.wrong("impossible-date", "date", line, *NOT_THEN, value=_short(said))
            return None
        if found is not None:
            self._days[cell] = found
        return found

    @property
    def month_first(self) -> bool:
        """Whether 2/3 is the third of February: what the days themselves show goes first."""
        known = self.__dict__.get("_month_first")
        if known is None:
            known = self.__dict__["_month_first"] = self._order()
        return bool(known)

    def _order(self) -> bool:
        at = self.layout.at.get("date")
        if at is None:
            return self.layout.month_first
        written = {row[at] for _, row in self.layout.rows if at < len(row)}
        pairs = [cells.slashed(cell) for cell in written if isinstance(cell, str)]
        first = sum(pair[0] > 12 for pair in pairs if pair)
        second = sum(pair[1] > 12 for pair in pairs if pair)
        if first == second:
            return self.layout.month_first
        return second > first

    def spot(self, row: Row, line: int) -> Spot:
        """What the row is about; an id that is not there is a mistake with a guess."""
        if not self._spot_names:
            return NOWHERE
        said = tuple([self.text(row, name) for name in self._spot_names])
        known = self._spots.get(said)
        if known is not None:
            return known
        found: dict[str, str] = {}
        amiss = False
        for name, value in zip(self._spot_names, said, strict=True):
            if cells.is_blank(value):
                continue
            meant = self._said_values.get(value.casefold().strip(), value)
            if cells.is_blank(meant):
                continue
            one = self.known.look_up(name, meant)
            if one is None:
                amiss = True
                names = sorted(set(self.known.ids.get(name, {}).values()))
                spoken = self.known.ids.get(name, {})
                guess = guesses.close(meant, [*names, *spoken])
                what, hint = NOWHERE_TOLD[name]
                self.wrong(
                    f"unknown-{name}", name, line, what, GUESS if guess else hint,
                    key=meant, name=_short(meant), guess=spoken.get(guess or "", guess),
                    known=tuple(names[:12]),
                )  # fmt: skip
            else:
                found[name] = one
        made = Spot(**found) if found else NOWHERE
        if not amiss:  # a mistake is counted at each row
            self._spots[said] = made
        return made

    def count(self, row: Row, line: int) -> int | None:
        """How many answers a row stands for; None when that is no whole number above zero."""
        said = self.text(row, "n")
        if not said:
            return 1
        found = cells.number(said)
        if found is None or found < 1 or not found.is_integer():
            self.wrong("bad-count", "n", line, *BAD_COUNT, value=_short(said))
            return None
        return int(found)

    def scale(self, row: Row, line: int) -> Scale | None:
        """The scale that the row, its file or site.yaml says; None when it is wrong or not said."""
        said = self.text(row, "scale")
        if not said:
            return None
        found = cells.scale(said)
        if found is None:
            self.wrong("bad-scale", "scale", line, *BAD_SCALE, key=said, value=_short(said))
        return found

    # Rows -------------------------------------------------------------------------------------

    def answers(self) -> tuple[Answer, ...]:
        """NPS, CES or satisfaction."""
        kind = self.layout.kind
        usual = NPS_SCALE if kind is MeasureKind.NPS else USUAL[kind]
        found = []
        for line, row in self.layout.rows:
            if not self._whole(row, line):
                continue
            score = self.number(row, "score", line)
            importance = self.number(row, "importance", line)
            if score is None and importance is None:
                self.unanswered += 1
                continue
            scale = self.scale(row, line) or usual
            day, spot, n = self.day(row, line), self.spot(row, line), self.count(row, line)
            if not self._in_range(score, scale, "score", line) or n is None:
                continue
            if not self._in_range(importance, scale, "importance", line):
                continue
            if kind is MeasureKind.NPS and score is not None and not score.is_integer():
                self.wrong("no-number", "score", line, *NOT_WHOLE, value=score)
                continue
            source, aspect = self.text(row, "source"), self.text(row, "aspect")
            averaged = n > 1 and any(v is not None and v % 1 for v in (score, importance))
            found.append(Answer(day, score, scale, spot, n, aspect, importance, source, averaged))
        return tuple(found)

    def _in_range(self, value: float | None, scale: Scale, name: str, line: int) -> bool:
        if value is None or scale[0] <= value <= scale[1]:
            return True
        self.wrong(
            "out-of-range", name, line, *OUT_OF_RANGE,
            value=value, low=int(scale[0]), high=int(scale[1]),
        )  # fmt: skip
        return False

    def _whole(self, row: Row, line: int) -> bool:
        """Whether the row has no more cells than its head: one too many shifts all that follow."""
        most = len(self.layout.head)
        if len(row) <= most:
            return True
        extra = [cell for cell in row[most:] if cells.said(cell)]
        if extra:
            self.wrong("too-many-cells", "", line, *TOO_MANY, number=most,
                       cells=len(row), head=most)  # fmt: skip
        return not extra

    def drivers(self) -> tuple[DriverTable, ...]:
        """One table: the overall judgement of each customer, beside that of each aspect."""
        names = tuple(self.layout.head[at] for at in self.layout.aspects)
        scale: Scale | None = None
        rows = []
        for line, row in self.layout.rows:
            if not self._whole(row, line):
                continue
            overall = self.number(row, "overall", line)
            if overall is None:
                self.unanswered += 1
                continue
            scale = scale or self.scale(row, line)
            scores = tuple(self._aspect(row, at, line) for at in self.layout.aspects)
            rows.append((line, DriverAnswer(self.day(row, line), overall, scores,
                                            self.spot(row, line))))  # fmt: skip
        all_scores = [s for _, one in rows for s in (one.overall, *one.aspects) if s is not None]
        scale = scale or ((1.0, 5.0) if max(all_scores, default=0.0) <= 5 else (1.0, 10.0))
        for line, one in rows:
            for at, score in zip((None, *self.layout.aspects), (one.overall, *one.aspects),
                                 strict=True):  # fmt: skip
                if score is not None and not scale[0] <= score <= scale[1]:
                    self.wrong("out-of-range", "overall", line, *OUT_OF_RANGE, number=at,
                               value=score, low=int(scale[0]), high=int(scale[1]))  # fmt: skip
        answers = tuple(one for _, one in rows)
        return (DriverTable(names, scale, answers),) if answers else ()

    def _aspect(self, row: Row, at: int, line: int) -> float | None:
        said = cells.said(row[at]) if at < len(row) else ""
        if cells.is_blank(said):
            return None
        found = cells.number(said)
        if found is None:
            self.wrong("no-number", "aspects", line, *NO_NUMBER, number=at, value=_short(said))
        return found

    def votes(self) -> tuple[Vote, ...]:
        """Votes; a row without a number is one vote."""
        found = []
        for line, row in self.layout.rows:
            said = self.text(row, "opportunity")
            if not self._whole(row, line) or cells.is_blank(said):
                continue
            if self.text(row, "closed").casefold() not in NOT_SHOWN:
                continue
            name = self._said_values.get(said.casefold().strip(), said)
            one = self.known.look_up("opportunity", name)
            if one is None:
                self._unknown_chance(name, line)
                continue
            votes = self.number(row, "votes", line) if "votes" in self.layout.at else 1.0
            if votes is not None and (votes < 0 or not votes.is_integer()):
                self.wrong("bad-count", "votes", line, *BAD_VOTES, value=votes)
                continue
            day = self.day(row, line)
            found.append(Vote(one, int(votes or 0), day, self.layout.strangers))
        return tuple(found)

    def _unknown_chance(self, name: str, line: int) -> None:
        if self.layout.strangers:  # a board holds other cards as well
            self.strange[name] = self.strange.get(name, 0) + 1
            self.first_strange = self.first_strange or line
            return
        spoken = self.known.ids.get("opportunity", {})
        guess = guesses.close(name, [*sorted(set(spoken.values())), *spoken])
        self.wrong(
            "unknown-opportunity", "opportunity", line, "there is no opportunity `{name}`",
            GUESS if guess else "Add it to opportunities.yaml, or take the row away",
            key=name, name=_short(name), guess=spoken.get(guess or "", guess),
        )  # fmt: skip

    def reviews(self) -> tuple[Review, ...]:
        """Reviews, with what may be shown of each."""
        stem = self.path.rpartition("/")[2].rpartition(".")[0]
        publish_words, use_words = choices(Publish), choices(Use)
        id_, source, title, author = map(self.getter, ("id", "source", "title", "author"))
        found = []
        for line, row in self.layout.rows:
            if not self._whole(row, line):
                continue
            stars, most = self._stars(row, line)
            text = self.text(row, "text").replace("\r\n", "\n")
            if stars is None and not text:
                self.unanswered += 1
                continue
            found.append(
                Review(
                    id=id_(row) or f"{stem}-{line}",
                    day=self.day(row, line),
                    source=source(row),
                    stars=stars,
                    max=most,
                    title=title(row),
                    text=text,
                    spot=self.spot(row, line),
                    publish=self._publish(row, line, publish_words),
                    author=author(row),
                    uses=self._uses(row, line, use_words),
                    answered=self._answered(row),
                    path=self.path,
                    line=line,
                )
            )
        return self._scaled(found)

    def _stars(self, row: Row, line: int) -> tuple[float | None, float]:
        stars = self.number(row, "stars", line)
        said = self.text(row, "max")
        most = cells.number(said) if said else None
        if said and (most is None or most < 2):
            self.wrong("bad-scale", "max", line, *BAD_MAX, key=said, value=_short(said))
        return stars, most or cells.out_of(self.text(row, "stars")) or 0.0

    def _scaled(self, found: list[Review]) -> tuple[Review, ...]:
        """Where nobody says out of how many: five, unless a review has more."""
        open_scale = [one for one in found if not one.max]
        most = 5.0 if max((one.stars or 0 for one in open_scale), default=0) <= 5 else 10.0
        made = []
        for one in found:
            top = one.max or most
            if one.stars is not None and not 0 < one.stars <= top:
                self.wrong("out-of-range", "stars", one.line, *OUT_OF_RANGE,
                           value=one.stars, low=1, high=int(top))  # fmt: skip
                continue
            made.append(one if one.max else replace(one, max=most))
        return tuple(made)

    def _publish(self, row: Row, line: int, words: Mapping[str, Any]) -> Publish:
        said = self.text(row, "publish").casefold()
        if not said:
            return Publish.NO
        found = words.get(said)
        if not isinstance(found, Publish):
            guess = guesses.close(said, words)
            self.wrong("wrong-choice", "publish", line, *WRONG_PUBLISH, key=said,
                       value=_short(said), guess=guess)  # fmt: skip
            return Publish.NO
        return found

    def _uses(self, row: Row, line: int, words: Mapping[str, Any]) -> tuple[Use, ...]:
        found = []
        use = self.text(row, "use")
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
                self.wrong("wrong-choice", "use", line, *WRONG_USE, key=said, value=_short(said))
        return tuple(dict.fromkeys(found))

    def _answered(self, row: Row) -> bool:
        said = self.text(row, "answered").casefold()
        return said not in NOT_SHOWN and not cells.is_blank(said)


READERS: Mapping[MeasureKind, Callable[[Reader], tuple[Any, ...]]] = {
    MeasureKind.NPS: Reader.answers,
    MeasureKind.CES: Reader.answers,
    MeasureKind.SATISFACTION: Reader.answers,
    MeasureKind.DRIVERS: Reader.drivers,
    MeasureKind.REVIEWS: Reader.reviews,
    MeasureKind.VOTES: Reader.votes,
}


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:38]}…"


# What is said: (what is wrong, what to do) -------------------------------------------------------

GUESS = "Did you mean `{guess}`?"
NO_NUMBER = (
    "`{value}` in the column “{column}” is no number",
    "Write a number, or leave the cell empty when there is no answer",
)
NOT_WHOLE = (
    "{value} in the column “{column}” is no answer from 0 to 10",
    "Give one answer a row, or an answer with how many gave it in a column `n`",
)
OUT_OF_RANGE = (
    "{value} in the column “{column}” is out of range",
    "The scale runs from {low} to {high}; say so with `scale` in site.yaml when it is another one",
)
NO_SUCH_DAY = (
    "the day {value} in the column “{column}” does not exist",
    "Write day, month and year, as in 22-11-2026; `date_order: month-first` in site.yaml when the "
    "month comes first",
)
NO_DAY = ("`{value}` in the column “{column}” is no date", "Write it as 22-11-2026 or 2026-11-22")
NOT_THEN = (
    "the day {value} in the column “{column}” cannot be right",
    "It is still to come, or from before there were surveys",
)
BAD_COUNT = (
    "`{value}` in the column “{column}” is no number of answers",
    "Write a whole number from 1",
)
BAD_VOTES = ("{value} in the column “{column}” is no number of votes", "Write a whole number")
BAD_SCALE = ("`{value}` in the column “{column}” is no scale", "Write it as 1-7")
BAD_MAX = ("`{value}` in the column “{column}” is no highest score", "Write 5 or 10")
TOO_MANY = (
    "this row has {cells} cells and the head has {head} columns",
    "Put text that has the separator in it between quotation marks, or export the file anew",
)
WRONG_PUBLISH = (
    "`{value}` in the column “{column}” does not say whether it may be shown",
    "Write no, yes (without the author) or name (with the author)",
)
WRONG_USE = (
    "`{value}` in the column “{column}” is no use of a review",
    "Write marketing, faq or follow-up; several with a comma between them",
)
NOWHERE_TOLD = {
    "persona": ("there is no persona `{name}`", "There are: {known}; or say in `values` in "
                "site.yaml what is meant by it"),
    "journey": ("there is no journey `{name}`", "There are: {known}; or say in `values` in "
                "site.yaml what is meant by it"),
    "phase": ("there is no phase `{name}`", "There are: {known}; or say in `values` in site.yaml "
              "what is meant by it"),
    "touchpoint": ("there is no touchpoint `{name}`", "Add it to touchpoints.yaml, or say in "
                   "`values` in site.yaml what is meant by it"),
}  # fmt: skip
