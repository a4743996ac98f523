"""Bytes in; the text, and what the encoding is called, out.

Windows-1252, Mac Roman and cp850 cannot be told apart by rule: each decodes every byte. What
comes out is scored: letters that Dutch, French and German words have are good, signs in the
middle of a word are not. Whoever wrote the file sees the choice in `check`.
"""

from __future__ import annotations

import codecs
import re

# Tried in this order; the first of the best wins. Name as users know it.
OLD = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp850": "cp850 (DOS)"}
MIXED = "UTF-8, Windows-1252"
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 (BOM)"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
COMMON = frozenset("éëèêïöüçóàäß")
LETTERS = COMMON | frozenset("íîòôúùûñáâÉËÈÊÏÖÜÇÁÀÄåøæœ")
SIGNS = frozenset("€‘’“”–—…•°²³½£§®©™«»·´ \u00a0")
# An old encoding puts these in the middle of words when it is the wrong one.
# Signs that no text has.
CONTROL = re.compile("[\x01-\x08\x0e-\x19\x1b-\x1f]")
AROUND = re.compile(r"(.?)([^\x00-\x7f])(.?)", re.DOTALL)


class UndecodableError(Exception):
    """No text: this is a file of another kind."""


def decode(raw: bytes) -> tuple[str, str]:
    """The text without a byte order mark, and the name of its encoding.

    Raises UndecodableError for what is no text at all.
    """
    for mark, codec, name in MARKS:
        if raw.startswith(mark):
            try:
                return raw.decode(codec), name
            except UnicodeDecodeError:
                break
    text, name = _unmarked(raw)
    start = text[:2000]
    if "\0" in text or len(CONTROL.findall(start)) > len(start) / 100:
        raise UndecodableError
    return text, name


def _unmarked(raw: bytes) -> tuple[str, str]:
    if wide := _unmarked_wide(raw):
        return wide
    try:
        return raw.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _mixed(raw) or _old(raw)


def _unmarked_wide(raw: bytes) -> tuple[str, str] | None:
    """UTF-16 without its mark: every second byte of plain letters is zero."""
    start = raw[:2000]
    if len(start) < 4 or b"\0" not in start:
        return None
    even, odd = start[::2].count(0), start[1::2].count(0)
    codec = "utf-16-le" if odd > 4 * even else "utf-16-be" if even > 4 * odd else ""
    if not codec or max(even, odd) < len(start) // 4:
        return None
    try:
        return raw.decode(codec).removeprefix("\ufeff"), "UTF-16"
    except UnicodeDecodeError:
        return None


def _mixed(raw: bytes) -> tuple[str, str] | None:
    """A file that was put together of two: some lines in UTF-8, others in Windows-1252."""
    lines, wide, made = raw.split(b"\n"), 0, []
    for line in lines:
        try:
            made.append(line.decode("utf-8"))
            wide += not line.isascii()
        except UnicodeDecodeError:
            made.append(line.decode("cp1252", "replace"))
    return ("\n".join(made), MIXED) if wide else None


def _old(raw: bytes) -> tuple[str, str]:
    found = {codec: raw.decode(codec, "replace") for codec in OLD}
    best = max(OLD, key=lambda codec: _score(found[codec]))
    return found[best], OLD[best]


def _score(text: str) -> float:
    """How much a text looks like one that somebody wrote, a sign on average."""
    total, count = 0.0, 0
    for before, sign, after in AROUND.findall(text[:200_000]):
        count += 1
        inside = before.isalpha() or after.isalpha()
        if sign == "\ufffd" or sign < "\xa0":
            total -= 4
        elif sign in LETTERS:
            # A capital in the middle of small letters is a wrong guess.
            wrong = sign.isupper() and before.islower()
            total += -2 if wrong else 0 if not inside else 2 if sign in COMMON else 1
        elif sign in SIGNS:
            # A quotation mark stands at a word's edge, the euro before a number or alone.
            total += 1.5 if not (before.isalpha() and after.isalpha()) or sign in "’´·" else -1
        else:
            total -= 2
    return total / count if count else 0.0
