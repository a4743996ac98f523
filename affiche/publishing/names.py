"""The paths of a site in; an error out where some system cannot hold one, or it leaves the site."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from affiche.errors import AfficheError
from affiche.publishing.exchange import is_ours

# What says of a folder that its site is ours.
MANIFEST = ".affiche.json"
# What everybody may read, and only whoever builds it may change.
FILE, FOLDER = 0o644, 0o755
# Names that Windows refuses, and characters that hide or turn what a name says.
RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)")
UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|[ .]$')


def check_names(paths: Iterable[str]) -> None:
    """Raise AfficheError for an output path that some system cannot hold or that leaves `out`."""
    _check(frozenset(paths))


@lru_cache(maxsize=4)  # most builds make the same files
def _check(paths: frozenset[str]) -> None:
    seen: dict[str, str] = {}
    for path in sorted(paths):
        parts = path.split("/")
        if is_bad(path):
            raise AfficheError("{path} cannot be a file of the site", {"path": repr(path)})
        # Windows and macOS take names for one that differ in case or in how accents are stored.
        for depth in range(1, len(parts) + 1):
            name = "/".join(parts[:depth]) + ("/" if depth < len(parts) else "")
            folded = unicodedata.normalize("NFC", name).casefold().rstrip("/")
            other = seen.setdefault(folded, name)
            if other != name:
                values = {"path": path, "other": other}
                raise AfficheError("{path} and {other} cannot both be in the site", values)


@lru_cache(maxsize=200_000)
def is_bad(path: str) -> bool:
    """Whether a path is none of the site: it leaves it, or some system cannot hold it."""
    parts = path.split("/")
    bad = (p in ("", ".", "..") or UNSAFE.search(p) or RESERVED.match(p) for p in parts)
    return any(bad) or parts[0] == MANIFEST or is_ours(parts[0])
