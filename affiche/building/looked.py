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
    known = {said for _, said in _records(options.cache)}
    return bool(known) and known != {stamp(options) or None}


def sites(cache: Path) -> list[Path]:
    """Every folder that a site was put into."""
    return [of for of, _ in _records(cache) if of.resolve() != cache.resolve()]


def _records(cache: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted((cache / FOLDER).glob("*.json")):
        try:
            data: Any = json.loads(path.read_text("utf-8"))
            of, said = data.get("of"), data.get("stamp")
        except (OSError, ValueError, AttributeError, RecursionError):
            continue
        if isinstance(of, str) and isinstance(said, str):
            yield Path(of), said
