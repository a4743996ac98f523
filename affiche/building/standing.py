"""All that a build depends on in; whether what it would make stands already, and as what, out.

A build of which nothing changed makes nothing: not its pages, and not even its plan. The record of
a build holds a key of everything that went in (each file of content, house styles and program by
its stamp, the options, the day, what git knows) and the stamps of all that came out. When both are
as they were, so is the site. There is nothing to invalidate, and the record is safe to delete. What
a check found is remembered in the same way, under the same two.

A stamp has the change time, which nobody sets by hand: a file put back with its old date and size
is seen. Windows has no such time, so there every build is a whole one.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from affiche import disk, kept, shipped
from affiche.building.options import MADE, Options
from affiche.building.outcome import Checked, Outcome
from affiche.errors import Kind, Place, Problem
from affiche.kept import Store
from affiche.publishing.names import MANIFEST
from affiche.publishing.publish import Published
from affiche.publishing.releases import release
from affiche.words import Words

FOLDER = "built"
FORMAT = 1
FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
PACKAGE = Path(__file__).parents[1]


def key(options: Options) -> str | None:
    """What stands for everything that the build depends on; None where that cannot be known."""
    if os.name == "nt" or options.clean or options.tiles_since:  # that has something to tell
        return None
    now = time.time_ns()
    digest = hashlib.blake2b(digest_size=20)
    digest.update(repr((FORMAT, sys.version, _asked(options), _history(options.content))).encode())
    digest.update(repr([(one, _dated(Path(one).expanduser())) for one in FONTS]).encode())
    digest.update(repr(sorted(_packages())).encode())
    for folder in dict.fromkeys((options.content, options.themes, shipped.THEMES, PACKAGE)):
        for name, stamp in disk.stamps(str(folder.absolute())):
            if now - max(stamp[0], stamp[1]) < disk.TICK:
                return None
            digest.update(repr((name, stamp)).encode())
    return digest.hexdigest()


def standing(options: Options, known: str | None, words: Words) -> Outcome | None:
    """The outcome of the build that made what stands in `out`, if that is what would be made."""
    started = time.monotonic()
    if known is None:
        return None
    try:
        record = json.loads(_path(options).read_text("utf-8"))
        if record["key"] != known or record["language"] != words.language:
            return None
        if record["files"] != _published(options.out):
            return None
        problems = tuple(map(_problem, record["problems"]))
        files = tuple(record["unchanged"])
        counts = record["pages"], record["sheets"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Outcome(
        out=options.out,
        pages=counts[0],
        sheets=counts[1],
        new=0,
        unchanged=sum(counts),
        seconds=time.monotonic() - started,
        problems=problems,
        published=Published((), files, ()),
    )


def remember(options: Options, known: str | None, outcome: Outcome, words: Words) -> None:
    """Keep what was built, for the next time; a cache that cannot be written is none."""
    if known is None or known != key(options):  # somebody saved while we were building
        return
    record = {
        "key": known,
        "language": words.language,
        "pages": outcome.pages,
        "sheets": outcome.sheets,
        "problems": [_told(problem, words) for problem in outcome.problems],
        "unchanged": sorted({*outcome.published.new, *outcome.published.unchanged}),
        "files": _published(options.out),
    }
    path = _path(options)
    with contextlib.suppress(OSError):
        disk.put(path, json.dumps(record).encode())


# What is remembered of a check is made of these.
CHECKED = (
    "affiche.building.outcome", "affiche.errors", "affiche.commands", "affiche.measures.",
    "affiche.model.", "affiche.words",
)  # fmt: skip


def checked(options: Options, known: str | None) -> Checked | None:
    """What a check found before, of the same and with the same site beside it."""
    under = _under(options, known) if known and options.cache.is_dir() else None
    if under is None:
        return None
    with Store(options.cache / MADE) as store:
        return kept.opened(store.get(under), Checked, CHECKED)


def remember_check(options: Options, known: str | None, found: Checked) -> None:
    """Keep what a check found, but for mistakes: what could not be read is tried again."""
    if known is None or any(problem.kind is Kind.ERROR for problem in found.problems):
        return
    under, body = _under(options, known), kept.written(found)
    # Else somebody saved while we were checking; and a check begins no folder of its own.
    if under and body and known == key(options) and options.cache.is_dir():
        with Store(options.cache / MADE) as store:
            store.put(under, body)


def _under(options: Options, known: str) -> bytes | None:
    """The key of a check; None where a file of the site is gone."""
    try:
        beside = _published(options.out) if release(options.out).files else {}
    except OSError:
        return None
    return kept.key("checked", known, repr(sorted(beside.items())))


def _path(options: Options) -> Path:
    """One record for each folder that is built into."""
    name = hashlib.blake2b(os.fsencode(options.out.absolute()), digest_size=10).hexdigest()
    return options.cache / FOLDER / f"{name}.json"


# What goes in --------------------------------------------------------------------------------


def _asked(options: Options) -> Any:
    asked = asdict(replace(options, jobs=0, cluster="", explain=""))
    return [(name, str(value)) for name, value in sorted(asked.items())]


def _history(content: Path) -> str:
    """Every commit that a name in git stands for; days and versions come from there."""
    said = []
    for command in (("rev-parse", "HEAD"), ("for-each-ref", "--format=%(objectname) %(refname)")):
        try:
            answer = subprocess.run(
                ["git", *command], cwd=content, capture_output=True, timeout=5, check=True
            )
            said.append(answer.stdout.decode("utf-8", "replace"))
        except (OSError, subprocess.SubprocessError):
            said.append("")
    return "\n".join(said)


def _packages() -> Iterator[str]:
    """The libraries that are installed, with their versions."""
    for folder in sys.path:
        with contextlib.suppress(OSError):
            yield from (path.name for path in Path(folder or ".").glob("*.dist-info"))


def _dated(folder: Path) -> int:
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0


# What came out -------------------------------------------------------------------------------


def _published(out: Path) -> dict[str, list[int]]:
    """The stamp of every file of the release that stands in `out`. Raises OSError for one that is
    gone, and when there is none."""
    held = release(out)
    names = [MANIFEST, *held.files, *held.kept]
    return {name: list(disk.stamp((out / name).lstat())) for name in names}


def _told(problem: Problem, words: Words) -> dict[str, Any]:
    """A problem with its values put into words, so that it says the same when it is read back."""
    values = {name: words.say("{value}", value=value) for name, value in problem.values.items()}
    place = problem.place
    return {
        **{"kind": problem.kind.value, "rule": problem.rule, "what": problem.what},
        **{"hint": problem.hint, "values": values, "count": problem.count},
        "place": [place.path, place.line, place.column],
    }


def _problem(told: dict[str, Any]) -> Problem:
    return Problem(
        kind=Kind(told["kind"]),
        rule=told["rule"],
        place=Place(*told["place"]),
        what=told["what"],
        hint=told["hint"],
        values=told["values"],
        count=told["count"],
    )
