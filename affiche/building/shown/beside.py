"""Pictures and sheets that somebody wanted in a folder of their own in; the same found again, out.

They show what may be shown that day, as a site does, but lie among files of others, and no build
makes them anew. So it is written down which are ours; one that somebody changed since is not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from affiche import disk
from affiche.building.options import Options
from affiche.building.printroom import make_cache
from affiche.errors import why
from affiche.versions.told import PICTURES

FILE = "beside.json"
OWNER = 0o600


@dataclass(frozen=True)
class TakenOut:
    """So many files were taken out of a folder; `refused`: why others could not be."""

    out: Path
    count: int
    refused: object = ""

    @property
    def told(self) -> tuple[str, Mapping[str, object]]:
        """What to say of it, as a catalogue key with its values."""
        if self.refused:
            what = "What may not be shown any more cannot be taken out of {out}: {why}"
            return what, {"out": str(self.out), "why": self.refused}
        what = "Taken out of {out}, since something may not be shown any more: {n} files."
        return what, {"out": str(self.out), "n": self.count}


def put(options: Options, folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files, by name, into a folder, and write down that they are ours. Raises
    OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    cache = make_cache(options)
    if cache is not None:  # before they are there: whoever stops us leaves none that nobody knows
        here = {str(folder.resolve() / name): _digest(content) for name, content in files.items()}
        _write(cache, {**_read(cache), **here})
    for name, content in files.items():
        disk.put(folder / name, content)


def ours(cache: Path) -> list[Path]:
    """Every such file that stands as we put it, and all pictures in the folder for them."""
    usual = (cache.parent / PICTURES).resolve()
    stand = {Path(path) for path, said in _read(cache).items() if _holds(Path(path), said)}
    return sorted(stand | {path for path in usual.glob("*.png") if path.is_file()})


def take_out(cache: Path) -> tuple[TakenOut, ...]:
    """Take them away, but for those that cannot be."""
    counts: dict[Path, int] = {}
    refused: dict[Path, object] = {}
    for path in ours(cache):
        counts.setdefault(path.parent, 0)
        try:
            path.unlink()
            counts[path.parent] += 1
        except OSError as error:
            refused[path.parent] = why(error)
    _write(cache, {path: said for path, said in _read(cache).items() if _holds(Path(path), said)})
    return tuple(TakenOut(of, count, refused.get(of, "")) for of, count in counts.items())


def _holds(path: Path, said: str) -> bool:
    try:
        return not path.is_symlink() and _digest(path.read_bytes()) == said
    except (OSError, ValueError):
        return False


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _read(cache: Path) -> dict[str, str]:
    """Path → what stands for its bytes; nothing of what somebody else wrote there."""
    try:
        data: Any = json.loads((cache / FILE).read_text("utf-8"))
        return {path: said for path, said in data.items() if Path(path).is_absolute()}
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        return {}


def _write(cache: Path, known: Mapping[str, str]) -> None:
    if known or (cache / FILE).exists():
        disk.put(cache / FILE, json.dumps(dict(sorted(known.items()))).encode(), OWNER)
