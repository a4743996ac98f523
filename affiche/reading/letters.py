"""Letters in, as keyboards and disks write them; the one form in which we compare, out."""

from __future__ import annotations

import re
import unicodedata

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
