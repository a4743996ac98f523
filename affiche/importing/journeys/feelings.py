"""A feeling as others write it in (a number, a face, words); a score from −2 to 2 out."""

from __future__ import annotations

import re

from affiche.reading.validation.emotions import FACES

_NUMBER = re.compile(r"[^\w+-]*([+-]?\d+(?:[.,]\d+)?)\s*(?:/\s*(\d+))?\W*")
_RATED = re.compile(r"(?<![\w/])(\d+(?:[.,]\d+)?)\s*/\s*(5|7|10|100)(?![\w/])")
_STARS = re.compile(r"\W*([★⭐]+)([☆]*)\W*")


def scaled(value: float, most: float) -> float:
    """A score of a scale that begins at 1 (at 0 from 10 on) on ours."""
    least = 1.0 if most < 10 else 0.0
    bound = min(max(value, least), most)
    return round((bound - least) / (most - least) * 4 - 2, 1) + 0.0


def score(said: str) -> float | None:
    """The score that a text names with a number of a known scale, with stars or with faces."""
    number = _NUMBER.fullmatch(said.replace("\u2212", "-"))
    if number:
        value = float(number[1].replace(",", "."))
        if number[1][0] in "+-":
            return value if -2 <= value <= 2 else None
        most = float(number[2]) if number[2] else 5.0 if value <= 5 else 10.0
        return scaled(value, most) if 0 <= value <= most and most > 1 else None
    rated = _RATED.findall(said)
    if len(rated) == 1:  # Curious, slightly sceptical (2/5)
        value, most = (float(one.replace(",", ".")) for one in rated[0])
        return scaled(value, most) if most > 1 and value <= most else None
    stars = _STARS.fullmatch(said)
    if stars:
        return scaled(len(stars[1]), 5.0)
    faces = [FACES[sign] for sign in said if sign in FACES]
    return round(sum(faces) / len(faces), 1) + 0.0 if faces else None


def is_bare(said: str) -> bool:
    """Whether a text is a number, stars or faces and no word."""
    return not re.search(r"[^\W\d_]", said)
