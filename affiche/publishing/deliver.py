"""A site as it stands in a folder in; the same at a target, with what changed sent alone, out.

What is there is known by the manifest that stands beside it. Pictures, sheets and assets go first,
pages after them, the page that people begin at last; what is gone is deleted when no page asks for
it any more. Only what may not be shown any more goes before all else. Style sheets, scripts and
fonts of the release before stay for a page that is open. What was sent is written down as it goes,
so that a delivery that was stopped goes on where it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from affiche.commands import Command
from affiche.errors import ContentError, Kind, Place, Problem
from affiche.publishing.names import MANIFEST
from affiche.publishing.releases import Release, kept_for, lasts, manifest, release, release_of
from affiche.publishing.target import Target

# What a page shows or offers, but no page asks a server for by itself.
LOADED = (".pdf", ".zip")
# What was sent is written down after so many files.
OFTEN = 20
# How far a delivery is: number, of how many, which file.
Tell = Callable[[int, int, str], None]
# Only a site for others than colleagues has this file.
MARK = "robots.txt"


@dataclass(frozen=True)
class Step:
    """One change at the target: `path` is sent, or deleted."""

    path: str
    delete: bool = False


@dataclass(frozen=True)
class Plan:
    """What is to be done, in order; `made` is what the target holds afterwards, `size` the bytes
    that are sent, `same` how many files are there already."""

    steps: tuple[Step, ...]
    made: Release
    size: int = 0
    same: int = 0
    known: bool = True
    """The target has a manifest that says all of this already."""
    ours: bool = True
    """The target has a manifest."""

    @property
    def needed(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.steps) or not self.known

    @property
    def sent(self) -> int:
        """How many files are sent."""
        return sum(not step.delete for step in self.steps)

    @property
    def deleted(self) -> int:
        """How many files are deleted."""
        return len(self.steps) - self.sent


def plan(site: Path, to: Target, begun: Mapping[str, str], taken_back: bool) -> Plan:
    """What has to be done at the target. `begun`: path → sha256 of what a delivery that was stopped
    has sent; `taken_back`: what may not be shown any more may still be there.

    Raises ContentError when there is no site, when it is not whole, or when the target holds
    something else; UnreachableError.
    """
    here = release(site)
    if not here.files:
        what = "there is no site in {site} to publish"
        raise _refused(what, "Build it first: {command}", site=site, command=Command("build"))
    if not here.whole:
        what = "{site} is not whole: what may not be shown any more was taken out of it"
        raise _refused(what, "Build again, and then publish.", site=site)
    there = _there(here, to)
    old = {**there.files, **there.kept}
    held = {**old, **{path: sha for path, sha in begun.items() if to.size(path) is not None}}
    made = Release(here.files, kept_for(there, here.files))
    stay = {**made.files, **made.kept}
    sizes = dict(_sizes(site, here))
    send = sorted((p for p, sha in here.files.items() if held.get(p) != sha), key=_turn)
    gone = sorted(held.keys() - stay.keys())
    first = {p for p in gone if taken_back and not lasts(p)}
    changed = {p for p in send if taken_back and p in old and p.endswith(LOADED)}
    steps = (
        *(Step(path, delete=True) for path in sorted(first | changed)),
        *map(Step, send),
        *(Step(path, delete=True) for path in gone if path not in first),
    )
    size = sum(sizes[path] for path in send)
    ours = to.size(MANIFEST) is not None
    return Plan(steps, made, size, len(here.files) - len(send), there == made, ours)


def deliver(
    site: Path,
    to: Target,
    planned: Plan,
    note: Callable[[Mapping[str, str]], None],
    tell: Tell,
) -> None:
    """Do it. `note` is told path → sha256 of all that was sent so far, `tell` how far it is.

    Raises ContentError when a file is not what the manifest says, and UnreachableError; what was
    sent before is there then, and no page was deleted of which another is not there yet.
    """
    sent: dict[str, str] = {}
    if not planned.ours:  # from now on it is known whose it is, wherever this stops
        to.write(MANIFEST, manifest(Release()))
    try:
        for done, step in enumerate(planned.steps, start=1):
            tell(done, len(planned.steps), step.path)
            if step.delete:
                to.delete(step.path)
                continue
            to.write(step.path, _whole(site, step.path, planned.made.files[step.path]))
            sent[step.path] = planned.made.files[step.path]
            if len(sent) % OFTEN == 0:
                note(sent)
        to.write(MANIFEST, manifest(planned.made))
    finally:
        note(sent)


def _there(here: Release, to: Target) -> Release:
    """What the target holds. Raises ContentError when that is not a site of this kind."""
    said = to.read(MANIFEST)
    there = release_of(said) if said is not None else Release()
    if said is None and not to.is_empty():
        raise _refused(
            "{target} has files in it that affiche did not make",
            "Name an empty folder, or empty this one yourself.", target=to.name,
        )  # fmt: skip
    if there.files and (MARK in there.files) != (MARK in here.files):
        raise _refused(
            "{target} holds another kind of site: what is for others than colleagues stands apart",
            "Name another target.", target=to.name,
        )  # fmt: skip
    return there


def _turn(path: str) -> tuple[int, str]:
    """When a file's turn is: whatever pages show, then pages, then the page people begin at."""
    if path == "index.html":
        return 2, path
    return int(path.endswith(".html")), path


def _sizes(site: Path, here: Release) -> Iterator[tuple[str, int]]:
    """Path → bytes. Raises ContentError for a file that is gone."""
    for path in here.files:
        try:
            yield path, (site / path).stat().st_size
        except OSError as error:
            raise _broken(site, path) from error


def _whole(site: Path, path: str, sha: str) -> bytes:
    """The file as it was published. Raises ContentError when it is not (any more)."""
    try:
        content = (site / path).read_bytes()
    except OSError as error:
        raise _broken(site, path) from error
    if hashlib.sha256(content).hexdigest() != sha:
        raise _broken(site, path)
    return content


def _broken(site: Path, path: str) -> ContentError:
    return _refused(
        "{path} in {site} is not as affiche made it", "Build again, and then publish.",
        path=path, site=site,
    )  # fmt: skip


def _refused(what: str, hint: str, **values: object) -> ContentError:
    said = {n: v if isinstance(v, Command) else str(v) for n, v in values.items()}
    return ContentError([Problem(Kind.ERROR, "publish", Place(""), what, hint, said)])


# A delivery that was stopped -----------------------------------------------------------------


def begun(journal: Path) -> dict[str, str]:
    """Path → sha256 of what was sent by a delivery that did not come to its end."""
    try:
        held = json.loads(journal.read_text("utf-8"))
        return {path: sha for path, sha in held.items() if isinstance(sha, str)}
    except (OSError, ValueError, AttributeError):
        return {}


def write_down(journal: Path, sent: Mapping[str, str]) -> None:
    """Remember what was sent. What cannot be remembered is sent again."""
    try:
        journal.parent.mkdir(parents=True, exist_ok=True)
        half = journal.with_suffix(".half")
        half.write_text(json.dumps(dict(sent)), "utf-8")
        half.replace(journal)
    except OSError:
        return
