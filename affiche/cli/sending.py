"""`publish TARGET`: a built site in, the same at a folder or a server out."""

from __future__ import annotations

import sys
import time

from affiche.cli.call import Call
from affiche.cli.chosen import options
from affiche.cli.screen import Screen
from affiche.commands import Command
from affiche.publishing.target import shown

SECONDS_BETWEEN_LINES = 2.0
# So many changes are named in a dry run.
NAMED = 40


def publish(asked: Call, screen: Screen) -> int:
    """Send what changed."""
    from affiche.building import delivering

    given, words, chosen = asked.options, screen.words, options(asked)
    address, dry = " ".join(asked.words), bool(given.get("dry_run"))
    last = 0.0

    def tell(done: int, total: int, path: str) -> None:
        nonlocal last
        if time.monotonic() - last > SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            values = {"done": done, "total": total, "path": path}
            print(words.say("Publishing {done} of {total}: {path}", **values), file=sys.stderr)

    delivering.check(chosen)
    made = delivering.delivered(chosen.out, chosen.content, address, dry, tell)
    if not made.needed:
        screen.say(words.say("{target} is as it should be already.", target=shown(address)))
        return 0
    for step in made.steps[:NAMED] if dry else ():
        what = "  gone: {path}" if step.delete else "  new: {path}"
        screen.say(words.say(what, path=step.path))
    if dry and len(made.steps) > NAMED:
        screen.say(words.say("  and {n} more", n=len(made.steps) - NAMED))
    what = (
        "{target} would get {sent} files ({size}); {deleted} would go, {same} stay as they are."
        if dry
        else "{target} got {sent} files ({size}); {deleted} went, {same} stayed as they were."
    )
    values = {"sent": made.sent, "deleted": made.deleted, "same": made.same}
    screen.say(words.say(what, target=shown(address), size=words.size(made.size), **values))
    if dry:
        again = Command("publish", shown(address))
        screen.say(words.say("Nothing was sent. To do it: {command}", command=again))
    return 0
