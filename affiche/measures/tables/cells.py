"""One cell in; the number, day or scale that it holds out. None: it says nothing like it."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime, timedelta
from functools import lru_cache

from affiche.measures.tables.table import Cell
from affiche.model.measures import Scale

# What people and exports write where there is no answer.
BLANK = frozenset(
    ("", "-", "–", "—", "n/a", "na", "nvt", "n.v.t.", "n.v.t", "null", "none", "geen antwoord",
     "weet niet", "weet ik niet", "geen mening", "?", "#n/a", "#n/b", "overgeslagen", "skipped",
     "nan", "n/b", "niet van toepassing", "not applicable", "don't know", "don’t know",
     "no answer", "no opinion", "prefer not to say", "(leeg)", "(blank)")
)  # fmt: skip
# How a row begins that adds up those above it.
TOTALS = frozenset(
    ("totaal", "total", "totalen", "totals", "eindtotaal", "grand total", "subtotaal", "som", "sum",
     "gemiddelde", "gemiddeld", "average", "mean", "gem.", "avg", "mediaan", "median")
)  # fmt: skip
FULL, EMPTY = "★⭐", "☆"
NUMBER_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
                "een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5}  # fmt: skip
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januari", "feb february februari", "mar mrt march maart", "apr april",
            "may mei", "jun june juni", "jul july juli", "aug august augustus",
            "sep sept september", "oct okt october oktober", "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
# What may stand beside such a word in a total: "Gemiddelde score", "Totaal aantal (n=12)".
TOTAL_OF = frozenset(
    ("aantal", "antwoorden", "score", "scores", "cijfer", "nps", "ces", "reviews", "respondenten",
     "reacties", "stemmen", "n", "van", "alle", "allen", "overall", "of", "all", "responses",
     "answers", "rating", "ratings", "votes", "number", "mean", "average", "algemeen")
)  # fmt: skip
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_SHARE = re.compile(r"([+-]?\d+(?:[.,]\d+)?)\s*%")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,' \u00a0\u202f\u2019]\d{3})+")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
# "0 - Helemaal niet", "9 (zeer tevreden)", "Extremely likely - 10", "4 sterren".
_LABELLED = re.compile(r"([+-]?\d+(?:[.,]\d+)?)\s*(?:[-–—:.=(]|\s)\s*[^\d]*")
# "7 – zeer makkelijk (1-7)": numbers in the words behind it; no day ("3-feb-2026").
_LONG_LABEL = re.compile(
    r"([+-]?\d+(?:[.,]\d+)?)\s*(?:[-–—:.=(]|\s[-–—=]\s)\s*([^\W\d]+)\b.*", re.DOTALL
)
_IN_BRACKETS = re.compile(r"[(\[](\d+)[)\]]\s*[^\d]*")
_LABEL_FIRST = re.compile(r"[^\d]*?[-–—:(=]\s*(\d+(?:[.,]\d+)?)\)?")
# "Of" is "or" in Dutch, so that it says only of stars how many there could have been.
_MOST = r"(?:/|van de|van|out of|uit|von|sur)"
_OUT_OF = re.compile(
    rf"(\d+(?:[.,]\d+)?)\s*(?:sterren\s*|stars?\s*)?{_MOST}\s*(\d+)\b.*"
    r"|(\d+(?:[.,]\d+)?)\s*of\s*(\d+)\s*(?:sterren|stars)",
    re.DOTALL,
)
_STARS = re.compile(rf"([★⭐☆\ufe0f ]+)(½)?[☆ ]*(?:(?:{_MOST}|of)\s*(\d{{1,2}}))?")
# A number that a star stands beside, or that says once more how many there are.
_BESIDE_STARS = re.compile(r"([★⭐☆\ufe0f]*)\s*[(]?([^★⭐☆()]*\d[^★⭐☆()]*)[)]?\s*[★⭐☆\ufe0f]*")
_SCALE = re.compile(r"(-?\d+)\s*(?:-|–|—|tot en met|t/m|tot|to|\.\.|…)\s*\+?(-?\d+)")
_IN_HEAD = re.compile(
    r"(?:[(\[]|(?:schaal|scale|rating)(?:\s+(?:van|of|from|loopt van))?\s*)"
    r"\s*(-?\d{1,3})(?:\s*=[^\d()]*)?"
    r"\s*(?:-|–|—|t/m|tot en met|tot|to|through|\.\.|…)\s*\+?(\d{1,3})\b(?![-–/.]\d)",
    re.IGNORECASE,
)
_POINTS = re.compile(r"(\d{1,3})[- ]?(?:punts?|points?)(?:[- ]?(?:schaal|scale))?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T.*)?", re.DOTALL)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?", re.DOTALL)
_SPLIT = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:[,T ].*)?", re.DOTALL)
_PAIRS = re.compile(r"\d\d[-/.]\d\d[-/.]\d\d(?:[,T ].*)?", re.DOTALL)
_NOON = re.compile(r"\d\s*[ap]\.?m\b", re.IGNORECASE)
_WORDED = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th|e)?[-. ]+([^\W\d]+)\.?[-,. ]+"
    r"(\d{4}|\d{2})(?:[,T ].*)?",
    re.DOTALL,
)
_MONTH_FIRST = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:[,T ].*)?",
    re.DOTALL,
)


def said(cell: Cell) -> str:
    """What a cell says, as text: a whole number without its decimals, blanks taken off."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def has_total(text: str) -> bool:
    """Whether a text has a word for a total in it: quick, also for those of all rows."""
    lower = text.lower()
    return any(word in lower for word in TOTALS)


def is_total(text: str, beside: Collection[str] = ()) -> bool:
    """Whether a row that begins so adds up others: "Totaal", "Gemiddelde score", "Subtotaal Gouda",
    "Gouda totaal" where the rows beside it begin with "gouda" (casefolded)."""
    text = " ".join(text.casefold().strip(": ").split())
    if text in TOTALS:
        return True
    for word in TOTALS:
        if text.startswith(f"{word} ") or text.endswith(f" {word}"):
            rest = text.removeprefix(f"{word} ").removesuffix(f" {word}")
            if rest in beside or word.startswith(("sub", "eind", "grand")):
                return True
            said = re.findall(r"[^\W\d]+", rest)
            if all(one in TOTAL_OF or one in TOTALS for one in said):
                return True
    return False


def is_blank(text: str) -> bool:
    """Whether a text stands for no answer."""
    return text.casefold() in BLANK


@lru_cache(maxsize=4096)
def number(text: str) -> float | None:
    """A number: "9", "9,5", "+3", "9 - zeer waarschijnlijk", "★★★★☆", "FIVE", "4/5", "4 stars out
    of 5"."""
    text = text.replace("\u2212", "-").strip().removeprefix("'")
    if text.startswith('="') and text.endswith('"'):  # how an export keeps Excel from guessing
        text = text[2:-1].strip()
    if _NUMBER.fullmatch(text):
        return float(text.replace(",", "."))
    if match := _SHARE.fullmatch(text):
        return float(match[1].replace(",", "."))
    if text.casefold() in NUMBER_WORDS:
        return float(NUMBER_WORDS[text.casefold()])
    if (starred := _starred(text)) is not None:
        return starred[0]
    for pattern in (_OUT_OF, _LABELLED, _LABEL_FIRST):
        if match := pattern.fullmatch(text):
            said = next(part for part in match.groups() if part)
            return None if _is_day(text) else float(said.replace(",", "."))
    if match := _IN_BRACKETS.fullmatch(text):
        return float(match[1])
    match = _LONG_LABEL.fullmatch(text)
    if match and match[2].casefold() not in MONTHS:
        return float(match[1].replace(",", "."))
    return None


def _is_day(text: str) -> bool:
    """Whether a spreadsheet made a day of it: "9-okt", of which nobody knows what it was."""
    words = re.split(r"[-. ]+", text.casefold())
    return len(words) == 2 and any(word in MONTHS for word in words)


def _starred(text: str) -> tuple[float | None, float | None] | None:
    """How many stars, and of how many where that is said: "★★★★☆", "★★★½", "★★★ van 3", "★ 4,5",
    "⭐⭐⭐⭐ (4/5)". Of stars that are all full nobody knows how many there could have been."""
    full = sum(map(text.count, FULL))
    if not full:
        return None
    if match := _STARS.fullmatch(text):
        half = bool(match[2])
        most = float(match[3]) if match[3] else float(full + text.count(EMPTY) + half)
        return full + 0.5 * half, most if match[3] or EMPTY in text else None
    match = _BESIDE_STARS.fullmatch(text)
    if match is None:
        return None
    said, top = number(match[2].strip()), out_of(match[2])
    agree = full == 1 or said is None or int(said) == full
    every = float(full + text.count(EMPTY)) if EMPTY in text else None
    return (said if agree else None), top or every


@lru_cache(maxsize=4096)
def count(text: str) -> float | None:
    """A number of things: as `number`, but "1.234", "1,234" and "1 234" are a thousand and more,
    and a share ("40%") is none."""
    text = text.strip()
    if _SHARE.fullmatch(text):
        return None
    return float(re.sub(r"\D", "", text)) if _THOUSANDS.fullmatch(text) else number(text)


@lru_cache(maxsize=1024)
def out_of(text: str) -> float | None:
    """The most that a score may be, where it says so itself: 5 of "4/5" or "4 van 5", 100 of
    "80%"."""
    if found := _starred(text.strip()):
        return found[1]
    if _SHARE.fullmatch(text.strip()):
        return 100.0
    match = _OUT_OF.fullmatch(text.strip())
    return float(match[2] or match[4]) if match else None


@lru_cache(maxsize=1024)
def scale(text: str) -> Scale | None:
    """A scale: "1-7", "1 tot 5", "0–10", "-2..2"; "5" alone begins at 1.

    Spreadsheets take "1-7" for the first of July; it is taken back here.
    """
    text = text.strip().casefold().replace("\u2212", "-").removeprefix("schaal").strip(" :")
    text = text.partition("(")[0].strip() or text
    if match := _POINTS.fullmatch(text):
        text = match[1]
    if match := _SCALE.fullmatch(text):
        low, high = float(match[1]), float(match[2])
        return (low, high) if low < high else None
    if text.isdecimal() and int(text) > 1:
        return 1.0, float(text)
    if match := _ISO.fullmatch(text):
        return _taken_for_day(int(match[3]), int(match[2]))
    words = re.split(r"[-. ]+", text)
    if len(words) == 2:
        for one, other in (words, reversed(words)):
            if one.isdecimal() and other in MONTHS:
                return _taken_for_day(int(one), MONTHS[other])
    return None


def scale_in(question: str) -> Scale | None:
    """The scale that a question says: "Cijfer (1-10)", "op een schaal van 1 tot 5". None: it says
    none, or what is no scale ("(2024-2026)")."""
    match = _IN_HEAD.search(question)
    if match is None:
        return None
    low, high = float(match[1]), float(match[2])
    return (low, high) if low <= 1 and high > 2 else None


def _taken_for_day(day: int, month: int) -> Scale | None:
    low, high = sorted((day, month))
    return (float(low), float(high)) if low < high else None


def day(text: str, month_first: bool = False) -> date | None:
    """A day: "3-2-2026", "2026-02-03", "1-2-26", "3 februari 2026", with a time behind it or not.

    `month_first` for 2/3/2026 as Americans write it. None: no day, or one that does not exist.
    """
    parts = day_parts(text, month_first)
    if parts is None:
        return None
    try:
        return date(*parts)
    except ValueError:
        return None


@lru_cache(maxsize=16384)
def day_parts(text: str, month_first: bool = False) -> tuple[int, int, int] | None:
    """Year, month and day as they are written, whether that day exists or not."""
    text = text.strip()
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _SPLIT.fullmatch(text):
        one, two = int(match[1]), int(match[2])
        month, number_ = (one, two) if month_first else (two, one)
        return _year(match[3]), month, number_
    if match := _WORDED.fullmatch(text):
        known = MONTHS.get(match[2].casefold())
        return (_year(match[3]), known, int(match[1])) if known else None
    if match := _MONTH_FIRST.fullmatch(text):
        known = MONTHS.get(match[1].casefold())
        return (int(match[3]), known, int(match[2])) if known else None
    return None


def two_digits(text: str) -> bool:
    """Whether a day is three pairs of digits: "26-09-03", of which the first may be the year."""
    return _PAIRS.fullmatch(text.strip()) is not None


def slashed(text: str) -> tuple[int, int] | None:
    """The two numbers of a day whose order is open: (3, 2) of "3/2/2026"."""
    match = _SPLIT.fullmatch(text.strip())
    return (int(match[1]), int(match[2])) if match else None


def stroked(text: str) -> bool:
    """Whether a day is written with strokes and may be read both ways: "3/2/2026"."""
    pair = slashed(text) if "/" in text else None
    return pair is not None and pair[0] != pair[1]


def with_noon(text: str) -> bool:
    """Whether an hour of twelve stands behind a day: "3/2/2026 2:05 PM"."""
    return _NOON.search(text) is not None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def sheet_day(cell: Cell) -> date | None:
    """The day in a spreadsheet's cell: a day, or the number by which it counts days."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str) and _SERIAL.fullmatch(cell.strip()):  # saved as CSV, without its form
        cell = float(cell.strip().replace(",", "."))
    if isinstance(cell, int | float) and not isinstance(cell, bool) and 20_000 < cell < 80_000:
        return date(1899, 12, 30) + timedelta(days=int(cell))
    return None
