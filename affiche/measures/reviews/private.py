"""Reviews in; a warning for each whose shown text names a customer or how to reach one, out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from affiche.errors import Kind, Place, Problem
from affiche.model.measures import Publish, Review

MAIL = re.compile(r"[\w.+-]+\s?(?:@|\[at\]|\(at\))\s?[\w-]+\.[\w.]{2,}")
# Ten digits as the Dutch write them, or an international number.
PHONE = re.compile(
    r"(?<![\d.,/-])(?:\+|00)?\(?\d{1,4}\)?(?:[\s./-]{0,3}\(?\d{1,4}\)?){2,6}(?![\d,/])"
)
ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}\s?(?:[A-Z]{4}\s?)?(?:\d{4}\s?){2,5}\d{0,2}\b")
NAME = r"(?:(?:van|de|den|der|ter|ten|el|al|’t|'t)\s+)*[A-ZÀ-Ý][\w’'-]+"
TITLED = re.compile(
    r"\b(?i:mevrouw|mevr\.?|mw\.?|meneer|mijnheer|de heer|dhr\.?|familie|fam\.?|mrs?\.?|ms\.?)"
    rf"\s+(?:[A-Z]\.\s?)*{NAME}"
)
SIGNED = re.compile(
    rf"(?i:groet(?:en|jes)?|mvg|m\.v\.g\.|hoogachtend|liefs|regards|cheers)[,!.\s]+{NAME}"
    rf"(?:\s+{NAME})*\W*$"
)
# Most texts have none of these: then there is no need to look closer.
DIGITS = re.compile(r"\d[\d\s()./-]{6,}\d")
ADDRESSES = re.compile(
    r"\b(?:mevr|mw|meneer|mijnheer|de heer|dhr|fam|mrs?|ms|groet|mvg|m\.v\.g|hoogacht|liefs|regards"
    r"|cheers)"
)
SIGNS = ("@", "at]", "at)", "mevr", "mw", "meneer", "mijnheer", "de heer", "dhr", "fam", "mr", "ms",
         "groet", "mvg", "m.v.g", "hoogacht", "liefs", "regards", "cheers")  # fmt: skip
SHOWN_AT_MOST = 10
WORD = re.compile(r"[^\W\d_]{3,}")


def problems(reviews: Sequence[Review]) -> Iterator[Problem]:
    """A warning a review, for the first ten; the others are counted at the last."""
    open_ones = [one for one in reviews if one.publish is not Publish.NO]
    found = [
        (open_ones[at], what) for at in _doubtful(open_ones) if (what := _found(open_ones[at]))
    ]
    for number, (one, what) in enumerate(found[:SHOWN_AT_MOST], start=1):
        count = len(found) - SHOWN_AT_MOST + 1 if number == SHOWN_AT_MOST else 1
        yield Problem(
            Kind.WARNING, "personal-data", Place(one.path, one.line), what,
            "Take it out, or write `publish: no` in this row", {}, max(1, count),
        )  # fmt: skip


def _doubtful(reviews: Sequence[Review]) -> list[int]:
    """The numbers of those that may name somebody. All texts are searched in one go: most have
    nothing of the kind, and to look at each costs more than all of them together."""
    texts = [f"{one.title}\n{one.text}" if one.title else one.text for one in reviews]
    ends = list(accumulate(len(text) + 1 for text in texts))
    whole = "\0".join(texts)
    lower = whole.lower()
    if len(lower) != len(whole):  # a few letters become two: then each is looked at
        return list(range(len(reviews)))
    found: set[int] = set()
    for word in SIGNS:
        at = lower.find(word)
        while at >= 0:
            number = bisect_right(ends, at)
            found.add(number)
            at = lower.find(word, ends[number])
    found.update(bisect_right(ends, at) for at in _numbers(whole))
    for at, (one, text) in enumerate(zip(reviews, texts, strict=True)):
        if one.author and one.publish is not Publish.NAME:
            for name in _names(one.author):
                if name in text:
                    found.add(at)
    return sorted(found)


def _numbers(whole: str) -> Iterator[int]:
    """Where `DIGITS` may begin. Texts have few digits, and a search for each of the ten that there
    are passes over all else; the digits of other scripts are few as well."""
    others = whole.encode("utf-8", "surrogatepass").translate(None, bytes(range(128)))
    known = set(others.decode("utf-8", "surrogatepass"))
    for digit in (*"0123456789", *(one for one in known if one.isdecimal())):
        at = whole.find(digit)
        while at >= 0:
            if DIGITS.match(whole, at):
                yield at
            at = whole.find(digit, at + 1)


@lru_cache(maxsize=65_536)
def _names(author: str) -> tuple[str, ...]:
    """The words of an author's name that begin with a capital."""
    return tuple(word for word in WORD.findall(author) if word[0].isupper())


def _found(one: Review) -> str:
    text = f"{one.title}\n{one.text}" if one.title else one.text
    plain = text.lower()
    if ("@" in text or "at]" in plain or "at)" in plain) and MAIL.search(text):
        return "an e-mail address stands in the text that is shown of this review"
    if DIGITS.search(text):
        if ACCOUNT.search(text):
            return "an account number stands in the text that is shown of this review"
        if any(_is_phone(match[0]) for match in PHONE.finditer(text)):
            return "a phone number stands in the text that is shown of this review"
    addressed = ADDRESSES.search(plain)
    named = addressed and (TITLED.search(text) or SIGNED.search(one.text.strip()))
    if named or _author(one, text):
        return "a name stands in the text that is shown of this review"
    return ""


def _is_phone(text: str) -> bool:
    """Nine to thirteen digits that begin as a number to dial does: no price, year or order."""
    digits = re.sub(r"\D", "", text)
    begins = text.lstrip("( ").startswith(("+", "0"))
    return begins and 9 <= len(digits) <= 13


def _author(one: Review, text: str) -> bool:
    """Whether the author's own name stands in the text, with a capital as in the column."""
    if one.publish is Publish.NAME:
        return False
    if not one.author:
        return False
    names = [name for name in _names(one.author) if name in text]
    if not names:
        return False
    words = set(WORD.findall(text))
    return any(name in words for name in names if name.casefold() not in EVERYDAY)


# Words that stand for an author who gave no name, and that any text may hold.
EVERYDAY = frozenset(
    ("anoniem", "anonymous", "klant", "google", "gebruiker", "installateur", "monteur", "user",
     "inkoper", "aannemer", "een", "van", "der", "den")
)  # fmt: skip
