"""Finished sheets in; the same out of a folder, by their keys, as long as their bytes are whole."""

from __future__ import annotations

import contextlib
import hashlib
import json
import time
from pathlib import Path

from affiche import disk
from affiche.errors import ContentError, Kind, Place, Problem
from affiche.pages.plan import SheetCheck, SheetFact
from affiche.sheets.press.jobs import Printed

SUM = 16  # bytes


def entry(cache: Path, key: str) -> Path:
    """The file of a key; in folders of their own, as there may be thousands."""
    return cache / key[:2] / key[2:]


def read(cache: Path, key: str) -> Printed | None:
    """The entry of a key whose checksum is right, else None. The checksum covers the key, so that
    one entry copied over another is none."""
    try:
        content = entry(cache, key).read_bytes()
    except OSError:
        return None
    checksum, body = content[:SUM], content[SUM:]
    if _checksum(key, body) != checksum:
        return None
    head, _, pdf = body.partition(b"\n")
    fact = json.loads(head)
    problems = tuple(
        Problem(Kind(kind), rule, Place(*place), what, hint, values)
        for kind, rule, place, what, hint, values in fact["problems"]
    )
    checks = tuple(
        SheetCheck(
            name,
            label,
            measured,
            values,
            passed,
            tuple((what, hint, held) for what, hint, held in found),
        )
        for name, label, measured, values, passed, found in fact["checks"]
    )
    return Printed(pdf, SheetFact(len(pdf), tuple(fact["left_off"]), problems, checks))


def write(cache: Path, key: str, printed: Printed) -> None:
    """Write a cache entry whole or not at all; a cache that cannot be written is no cache."""
    problems = [
        (p.kind, p.rule, (p.place.path, p.place.line, p.place.column), p.what, p.hint, p.values)
        for p in printed.fact.problems
    ]
    checks = [
        (c.name, c.label, c.measured, c.values, c.passed, c.found) for c in printed.fact.checks
    ]
    head = json.dumps({"left_off": printed.fact.left_off, "problems": problems, "checks": checks})
    body = head.encode() + b"\n" + printed.pdf
    with contextlib.suppress(OSError):
        disk.put(entry(cache, key), _checksum(key, body) + body)


def checksum(cache: Path, key: str) -> bytes:
    """What the entry of a key says that its checksum is; b"" when there is none."""
    try:
        with entry(cache, key).open("rb") as file:
            return file.read(SUM)
    except OSError:
        return b""


def shelved(cache: Path, key: str, fact: SheetFact, sum: bytes = b"", late: float = 0) -> Printed:
    """The sheet of a key, whose PDF is read when somebody asks. One that another machine wrote
    (`sum`: with this checksum) may be seen here up to `late` seconds later."""
    return Printed(lambda: _late(cache, key, sum, late), fact)


def _late(cache: Path, key: str, sum: bytes, late: float) -> bytes:
    pause = 0.1
    while True:
        made = read(cache, key)
        if made and sum in (b"", checksum(cache, key)):
            return made.pdf
        if pause > late:
            what = "a finished sheet is gone from {folder}: somebody emptied it meanwhile"
            hint = "Give the same command again: it is made anew"
            values = {"folder": f"{cache.parent.name}/{cache.name}"}
            raise ContentError([Problem(Kind.ERROR, "call", Place(""), what, hint, values)])
        with contextlib.suppress(OSError):
            [*entry(cache, key).parent.iterdir()]  # a share looks again when its folder is read
        time.sleep(pause)
        pause *= 2


def _checksum(key: str, body: bytes) -> bytes:
    digest = hashlib.blake2b(key.encode() + b"\0", digest_size=SUM)
    digest.update(body)
    return digest.digest()
