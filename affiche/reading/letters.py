"""Letters in, as keyboards and disks write them; the one form in which we compare, out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# A letter with what belongs to it: accents and marks, or the vowels and ends of Korean syllables.
_MARKS = r"\u0300-\u036f\u0653-\u0655\u093c\u09bc\u0a3c\u0b3c\u3099\u309a\u1161-\u11c2"
_CLUSTER = re.compile(rf"[^{_MARKS}][{_MARKS}]+")
# What nobody sees and no word needs; joiners within words stay.
UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－⁃", "-"))
# Letters of other alphabets that look like ours, and come along in a word copied from elsewhere.
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһАВЕКМНОРСТХοανΑΒΕΗΙΚΜΝΟΡΤΧ", "aeopcyxijsdhABEKMHOPCTXoavABEHIKMNOPTX"
)
_QUOTES = "\"'“”„‟«»‘’‚‹›＂＇`´"


def composed(text: str) -> str:
    """Each accent in one sign with its letter (é, as most keyboards write it, not e and ´).

    Unicode's form C, but for signs that it replaces by others that look different.
    """
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text
    return _CLUSTER.sub(lambda match: unicodedata.normalize("NFC", match[0]), text)


def plainly(text: str) -> str:
    """A word, number or day as it was meant: without quotes around it, with our dashes, digits
    and blanks. For what is looked up, never for text that is shown."""
    said = UNSEEN.sub("", text).strip().translate(_DASHES)
    said = unicodedata.normalize("NFKC", said).translate(_DASHES)
    if not said.isascii() and re.search("[A-Za-z]", said):
        said = said.translate(_LOOKALIKES)
    if len(said) > 1 and said[0] in _QUOTES and said[-1] in _QUOTES:
        said = said[1:-1]
    return " ".join(said.split())


def alike(text: str) -> str:
    """What a text looks like: two that are alike cannot be told apart by eye."""
    return plainly(text).casefold()


# Converted twice ---------------------------------------------------------------------------------

# A program that takes UTF-8 for Windows-1252 makes two or three signs of a letter; no word of any
# language that is written here has these beside each other.
_REST = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xC0))
_TWICE = re.compile(f"[ÂÃ][{re.escape(_REST)}]|â[{re.escape(_REST)}]{{2}}")


@dataclass(frozen=True)
class Twice:
    """A letter that was converted twice: where it stands (from 1), and what it was before."""

    line: int
    column: int
    written: str
    meant: str


def once(text: str) -> str:
    """The text as it was before it was converted twice, where it was."""
    return _TWICE.sub(_before, text) if not text.isascii() and _TWICE.search(text) else text


def twice(text: str) -> Iterator[Twice]:
    """The first letter of each line that was converted twice. Not its word, which may be of a
    field that nobody sees, and what is told stands on a page."""
    if text.isascii() or not _TWICE.search(text):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        for match in _TWICE.finditer(line):
            meant = _before(match)
            if meant != match[0]:
                yield Twice(number, match.start() + 1, match[0], meant)
                break


def _before(match: re.Match[str]) -> str:
    raw = b"".join(
        bytes([ord(sign)]) if ord(sign) < 0x100 else sign.encode("cp1252") for sign in match[0]
    )
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
