"""Every command and every situation once; all of them together are in `tests.long.hostile`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice

import pytest

from tests.support.hostile import COMMANDS, SITUATIONS, Harbour, Situation
from tests.support.projects import tree

MOST = max(len(COMMANDS), len(SITUATIONS))
PAIRS = list(islice(zip(cycle(SITUATIONS), cycle(reversed(COMMANDS)), strict=False), MOST))
# What most people type next.
USUAL = [
    ("persona deleted", "check"),
    ("photo withdrawn beside a mistake", "build"),
    ("pain made secret", "watch"),
    ("consent expired", "diff"),
]


@pytest.fixture(scope="module")
def harbour() -> Iterator[Harbour]:
    made = Harbour("--no-pdf")
    yield made
    made.close()


@pytest.mark.parametrize(("situation", "command"), [*PAIRS, *USUAL])
def test_a_command_ends_well_whatever_happens(
    harbour: Harbour, situation: str, command: str
) -> None:
    ended = harbour.ended(SITUATIONS[situation], COMMANDS[command])
    assert ended.amiss == (), ended.said


def test_control_nothing_was_taken_back_and_all_of_it_stands(harbour: Harbour) -> None:
    edited = {"personas/bram.md": "---\nname: Bram Smit\n---\nBram verhuurt nu kano's.\n"}
    ended = harbour.ended(Situation(edited), COMMANDS["check"])
    assert ended.amiss == ()
    assert harbour.found("Kanariecitaat")


MISTAKES = {
    "of YAML": {"personas/anna.md": "---\nname: [\n---\n"},
    "of a field": {"personas/anna.md": "---\nname: Anna\nage: [veel\n---\nAnna vaart.\n"},
    "deleted and still named": {"personas/anna.md": None},
    "in a register": {"touchpoints.yaml": "balie: [\n"},
}


@pytest.mark.parametrize("command", ["check", "build", "diff"])
@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_takes_nothing_out_of_the_last_good_site(
    harbour: Harbour, mistake: str, command: str
) -> None:
    """Of a document that could not be read nobody knows that anything was taken back."""
    ended = harbour.ended(Situation(MISTAKES[mistake]), COMMANDS[command])
    assert ended.code in (0, 2) and ended.amiss == (), ended.said
    assert tree(harbour.root / "site") == tree(harbour.kept / "site"), ended.said
