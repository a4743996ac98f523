"""A command in; the same, with what was taken back since a site was made gone from there, out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from affiche.building import looked
from affiche.cli.call import Call
from affiche.cli.chosen import options, today
from affiche.cli.screen import Screen

# These put a whole site in the place of another, or send none that shows it: of that site what is
# not gone by then goes after.
WHOLE = ("build", "watch", "edit", "publish")
# These read nothing.
TELLING = ("help", "version")


@contextmanager
def gone(asked: Call, command: str, screen: Screen) -> Iterator[None]:
    """Take it out before the command, and what the command itself took back after it."""
    if command not in TELLING:
        _retract(asked, screen, others=command in WHOLE)
    try:
        yield
    except (KeyboardInterrupt, BrokenPipeError):  # nobody waits for us any more
        raise
    except BaseException:
        _retract(asked, screen)
        raise
    if command not in TELLING:
        _retract(asked, screen)


def _retract(asked: Call, screen: Screen, others: bool = False) -> None:
    # What another day would show is no reason to take it out today.
    chosen = replace(options(asked), today=today())
    if not looked.anew(chosen):
        return
    from affiche.building import retracting

    for one in retracting.retract(chosen, others=others):
        what, values = one.told
        screen.note(screen.words.say(what, **values))
