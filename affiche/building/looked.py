"""The content and the day in; whether anybody looked at these for what was taken back, out.

Every command asks that first, so it imports little and reads stamps only (`granted` looks).
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from affiche import disk
from affiche.building.options import Options

FOLDER = "shown"


def stamp(options: Options) -> str:
    """What stands for the content as it lies there on this day; "" when it was changed just now,
    so that the next change might look the same."""
    now = time.time_ns()
    digest = hashlib.blake2b(str(options.today).encode(), digest_size=16)
    for name, one in disk.stamps(str(options.content.absolute())):
        if now - max(one[0], one[1]) < disk.TICK:
            return ""
        digest.update(repr((name, one)).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def anew(options: Options) -> bool:
    """Whether something was made of content that is not as it was when somebody looked last."""
    known = {said for _, said in _records(options)}
    return bool(known) and known != {stamp(options) or None}


def sites(options: Options) -> list[Path]:
    """Every folder that a site of this content was put into."""
    kept = (options.content, options.themes)
    return [of for of, _ in _records(options) if disk.sources(of, kept) is None]


def _records(options: Options) -> Iterator[tuple[Path, str]]:
    """What was made of this content, each with the stamp of that; others may lie beside it."""
    content = str(options.content.resolve())
    for path in sorted((options.cache / FOLDER).glob("*.json")):
        if not path.is_file():
            continue
        try:
            data: Any = json.loads(path.read_text("utf-8"))
            of, said = Path(data["of"]), data["stamp"]
            ours = data["content"] == content and isinstance(said, str) and of.is_absolute()
            of.resolve()
        except (OSError, ValueError, KeyError, TypeError, RecursionError, RuntimeError):
            continue  # somebody else wrote it
        if ours:
            yield of, said
