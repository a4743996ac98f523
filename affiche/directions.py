"""A text in; which way it is read out, and how it keeps its direction beside others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Literal

# The kinds of letters that have a direction. Source: Unicode, annex 9.
STRONG = ("L", "R", "AL")
# Written from right to left. Source: Unicode CLDR, `characterOrder`; `yi` and `ckb` as well.
RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"}


def direction(text: str, language: str | None = None) -> Literal["rtl", "ltr"]:
    """Where a text begins, for `dir=`: as most of its letters do, or as its first does where
    neither side has twice as many as the other ("Age / العمر: 28").

    A text without letters goes with its language ("ar", "he-IL"); in such a language one letter of
    its own is enough, since "WhatsApp Business واتساب" still is a line of Arabic.
    """
    kinds = [unicodedata.bidirectional(letter) for letter in text]
    strong = ["rtl" if kind in ("R", "AL") else "ltr" for kind in kinds if kind in STRONG]
    right, left = strong.count("rtl"), strong.count("ltr")
    if (language or "").replace("_", "-").split("-")[0].lower() in RIGHT_TO_LEFT:
        return "rtl" if right or not left else "ltr"
    if max(right, left) <= 2 * min(right, left) and strong:
        return "rtl" if strong[0] == "rtl" else "ltr"
    return "rtl" if right > left else "ltr"


# Letters that are read from the right, and the marks around a text that keep its direction to
# itself. Source: Unicode, the blocks of annex 9's classes R and AL, and its 2.4.2.
RIGHTWARD = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
OPEN, CLOSE = "\u2068", "\u2069"


def isolated(text: str) -> str:
    """A text as one thing in a line with others, so that no figure or sign beside it changes
    places with it; as it is where nothing in it is read from the right."""
    return OPEN + text + CLOSE if RIGHTWARD.search(text) else text


def kept_apart(parts: Sequence[str]) -> list[str]:
    """The parts of one line. Where one is read from the right, each keeps its direction to itself:
    a date beside an Arabic name stays a date."""
    if len(parts) > 1 and any(map(RIGHTWARD.search, parts)):
        return [OPEN + part + CLOSE for part in parts]
    return list(parts)


def joined(parts: Iterable[str | None], between: str) -> str:
    """The parts that are not empty as one line, each in its own direction."""
    return between.join(kept_apart(list(filter(None, parts))))
