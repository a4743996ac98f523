"""A built site and an address in; what changed sent there, out.

What may be shown is remembered for each target, so that what was taken back since it was published
there goes before all else.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from affiche import disk
from affiche.building.drafts import prepare
from affiche.building.options import CACHE, Options
from affiche.building.rendering.memory import remembering
from affiche.building.shown import granted, records
from affiche.commands import Command
from affiche.errors import ContentError, Kind, Place, Problem
from affiche.publishing import deliver, target
from affiche.publishing.deliver import Plan
from affiche.publishing.target import Target, UnreachableError

FOLDER = "published"


def delivered(site: Path, content: Path, address: str, dry: bool, tell: deliver.Tell) -> Plan:
    """Publish the site in a folder at an address; with `dry` only tell what would be done.

    Raises ContentError when that cannot be: no site, no way to the target, something else there.
    """
    cache = content.resolve().parent / CACHE
    journal = _journal(cache, address)
    try:
        to = target.target(address)
        _apart(site, content, to)
        begun = deliver.begun(journal)
        shown = records.read(cache, site)
        planned = deliver.plan(site, to, begun, _taken_back(cache, journal, shown))
        if dry or not planned.needed:
            return planned
        deliver.deliver(
            site, to, planned,
            lambda sent: deliver.write_down(journal, {**begun, **sent}), tell,
        )  # fmt: skip
    except UnreachableError as error:
        raise _unreached(target.shown(address), error) from error
    journal.unlink(missing_ok=True)
    if shown and cache.is_dir():
        records.write(cache, journal, shown)
    return planned


def check(options: Options) -> None:
    """Raise ContentError when the site in `options.out` shows what may not be shown any more: in
    the content something was taken back since it was made, a day passed on which a consent ends,
    or nobody can know, since the content has mistakes. Of a site that was made elsewhere, with
    nothing written down here of what it shows, nobody knows either, and it is as it was made."""
    before = records.read(options.cache, options.out)
    if before is None or not options.content.is_dir():
        return
    with remembering(options, write=False) as store:
        now = granted.granted(prepare(options, store=store))
    if granted.taken_back(before, now):
        what = (
            "{site} shows what may not be shown any more: since it was made, something was taken "
            "back, or a consent has ended"
        )
        values = {"site": str(options.out), "command": Command("build")}
        hint = "Make the site anew, and publish that: {command}"
        raise ContentError([Problem(Kind.ERROR, "publish", Place(""), what, hint, values)])


def _journal(cache: Path, address: str) -> Path:
    """Where it is written down what was sent to an address."""
    name = hashlib.blake2b(os.fsencode(address), digest_size=10).hexdigest()
    return cache / FOLDER / f"{name}.json"


def _taken_back(cache: Path, journal: Path, shown: granted.Granted | None) -> bool:
    """Whether something may still be there that may not be shown; also when nobody knows."""
    before = records.read(cache, journal)
    return before is None or shown is None or bool(before.things - shown.things)


def _apart(site: Path, content: Path, to: Target) -> None:
    """Raise ContentError for a folder that is the site itself, or where people write."""
    if not isinstance(to, target.Folder):
        return
    themes = content.resolve().parent / "themes"
    folder = disk.sources(to.path, (content, themes, site))
    if folder is not None:
        what = "the site cannot be published to {target}: {folder} is kept there"
        values = {"target": to.name, "folder": str(folder)}
        wrong = Problem(Kind.ERROR, "publish", Place(""), what, "Name another folder.", values)
        raise ContentError([wrong])


def _unreached(name: str, error: UnreachableError) -> ContentError:
    hint = (
        "Look whether the address is right, and whether you may write there. What was sent already "
        "is not sent again."
    )
    values = {"target": name, "why": error.why, "package": error.missing}
    what = "{target} could not be reached: {why}"
    if error.missing:
        what = "{target} needs a package that is not installed: {why}"
        hint = 'Type: pip install "{package}"'
    return ContentError([Problem(Kind.ERROR, "publish", Place(""), what, hint, values)])
