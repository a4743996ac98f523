"""What stands in the folder of a site by its own list: a folder in; the release in it, out."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from affiche.publishing.names import MANIFEST, is_bad

FORMAT = 1
ASSETS = "assets/"
# What a page that is already open may still ask for.
LASTING = (".css", ".js", ".woff2", ".woff", ".ttf", ".otf")


@dataclass(frozen=True)
class Release:
    """What stands in `out` now: path → sha256 of our files; `kept` are assets of the release
    before. Empty when there is none. It is not `whole` when something was taken out of it."""

    files: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    whole: bool = True


def release(out: Path) -> Release:
    """What affiche published in `out` last; an empty Release when that cannot be known."""
    try:
        return release_of((out / MANIFEST).read_bytes())
    except OSError:
        return Release()


@lru_cache(maxsize=4)  # several parts of a build ask
def release_of(said: bytes) -> Release:
    """What a manifest says; an empty Release when it is none."""
    try:
        data = json.loads(said.decode("utf-8"))
        if data["affiche"] != FORMAT:
            return Release()
        whole = data.get("whole", True) is True
        return Release(_listed(data["files"]), _listed(data["kept"]), whole)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Release()


def _listed(files: Mapping[object, object]) -> dict[str, str]:
    """What a manifest says, as far as it can be true: it stands where others can write."""
    return {
        path: sha
        for path, sha in files.items()
        if isinstance(path, str) and isinstance(sha, str) and not is_bad(path)
    }


def lasts(path: str) -> bool:
    """Whether a page that is already open may still ask for it: style sheets, scripts and fonts of
    the house style, which show nobody."""
    return path.startswith(ASSETS) and path.endswith(LASTING)


def passing(out: Path) -> tuple[str, ...]:
    """What affiche published in `out` last and what a build makes anew: all but style sheets,
    scripts and fonts."""
    made = release(out)
    return tuple(sorted(p for p in {**made.files, **made.kept} if not lasts(p)))


def manifest(made: Release) -> bytes:
    """What stands beside a site of ours, to know it by."""
    held = {"affiche": FORMAT, "files": dict(made.files), "kept": dict(made.kept)}
    held |= {} if made.whole else {"whole": False}
    return json.dumps(held, indent=0, sort_keys=True, ensure_ascii=False).encode()


def kept_for(old: Release, files: Collection[str]) -> dict[str, str]:
    """Assets to keep though no page asks for them any more.

    They are those of the release before; when the assets did not change, what was kept stays.
    """
    ours = {path: sha for path, sha in old.files.items() if path.startswith(ASSETS)}
    lasting = {path: sha for path, sha in ours.items() if lasts(path)}
    dropped = {path: sha for path, sha in lasting.items() if path not in files}
    changed = dropped or any(lasts(p) and p not in ours for p in files)
    stay = dropped if changed else old.kept
    return {p: s for p, s in stay.items() if p not in files and lasts(p)}
