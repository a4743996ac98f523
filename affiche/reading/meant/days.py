"""A day as people and form editors write it in; the day, and another that it may be, out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_TOGETHER = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_NAMED = re.compile(
    r"(?:[^\W\d]+,? )?(?:(?P<day>\d{1,2})(?:e|st|nd|rd|th)?\.?[ -](?P<month>[^\W\d]{3,10})\.?"
    r"|(?P<month2>[^\W\d]{3,10})\.? (?P<day2>\d{1,2})(?:st|nd|rd|th)?),?[ -]"
    r"(?P<year>\d{4}|['’]\d{2})",
    re.I,
)
_MONTH = re.compile(
    r"(?:(?:begin|half|medio|eind|mid|end|early|late|of) )*"
    r"(?:(?P<name>[^\W\d]{3,10})\.?|(?P<number>\d{1,2}))[ /-](?P<year>\d{4})",
    re.I,
)
_STAMP = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)? ?(Z|UTC|[+-]\d{2}:?\d{2})?",
    re.I,
)
# Midnight in the Netherlands and Belgium, summer and winter, as a form editor writes it in UTC.
_MIDNIGHTS = (("22", "00"), ("23", "00"))


@dataclass(frozen=True)
class Day:
    """A day, and the one that it is when the month was written first; None when it cannot be."""

    day: date
    other: date | None = None


def read(said: str) -> Day | None:
    """The day; None when it is none, or one that does not exist."""
    stamp = _STAMP.fullmatch(said)
    if stamp:
        return _stamped(stamp)
    for pattern, order in ((_YEAR_FIRST, (1, 2, 3)), (_TOGETHER, (1, 2, 3))):
        match = pattern.fullmatch(said)
        if match:
            return _made(*(int(match[n]) for n in order))
    match = _DAY_FIRST.fullmatch(said)
    if match:
        return _day_first(*(int(part) for part in match.groups()))
    match = _NAMED.fullmatch(said)
    if match:
        month = _months().get((match["month"] or match["month2"]).casefold())
        return (
            _made(_year(match["year"]), month, int(match["day"] or match["day2"]))
            if month
            else None
        )
    return None


def counted(said: str) -> date | None:
    """The day of a number as Excel counts them, since 30 December 1899: 46357 is 1 December 2026.
    Only from 2000 to 2099, since a number may be another slip."""
    if not re.fullmatch(r"\d{5}", said.strip()):
        return None
    found = date(1899, 12, 30) + timedelta(days=int(said))
    return found if 2000 <= found.year < 2100 else None


def month(said: str) -> date | None:
    """The last day of a month that is named without a day: "maart 2027", "eind maart 2027"."""
    match = _MONTH.fullmatch(said.strip())
    if not match:
        return None
    name = match["name"]
    number = _months().get(name.casefold(), 0) if name else int(match["number"])
    try:
        following = date(int(match["year"]), number, 28) + timedelta(days=4)
    except (ValueError, OverflowError):
        return None
    return following - timedelta(days=following.day)


def _year(said: str) -> int:
    """A year, which may be short: '27."""
    return int(said) if said.isdigit() else 2000 + int(said[1:])


def _made(year: int, month: int, day: int) -> Day | None:
    try:
        return Day(date(year, month, day))
    except ValueError:
        return None


def _day_first(day: int, month: int, year: int) -> Day | None:
    """As Dutch writes it; 3-1-2027 may have been meant the other way round."""
    found = _made(year, month, day)
    other = _made(year, day, month) if day != month else None
    return Day(found.day, other.day if other else None) if found else None


def _stamped(stamp: re.Match[str]) -> Day | None:
    day, hour, minute, second, zone = stamp.groups()
    year, month, number = map(int, day.split("-"))
    found = _made(year, month, number)
    utc = (zone or "").upper() in ("Z", "UTC", "+00:00", "+0000")
    if found and utc and (hour, minute) in _MIDNIGHTS and (second or "00") == "00":
        return Day(found.day + timedelta(days=1))
    return found


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    from babel.dates import get_month_names

    found = {"mrt": 3, "sept": 9}
    for language in ("nl", "en"):
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=language).items():
                found.setdefault(name.casefold().rstrip("."), int(number))
    return found
