"""The search for a poster's type size finds what trying every size finds, with fewer layouts."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from affiche.pages.persona.poster import Block
from affiche.sheets.persona import sizes
from affiche.sheets.persona.sizes import Choice, best_choice, counts, ladder, needed, worth

FREE = 70.0


@dataclass
class Grown:
    """Blocks with a heading, and lines of text that are no fewer at a larger size. `asked`: the
    sizes at which they were laid out."""

    lines: dict[str, float]
    wrapping: float
    asked: set[tuple[float, int]] = field(default_factory=set)

    def choice(self, body: float, count: int, blocks: Sequence[Block]) -> Choice:
        self.asked.add((body, count))
        more = (count * body / 2) ** self.wrapping
        heights = {
            block.id: 1.1 * sizes.heading(body) + int(self.lines[block.id] * more) * 1.3 * body
            for block in blocks
        }
        return Choice(body, count, heights)


def drawn(seed: int) -> tuple[list[Block], Grown]:
    """Blocks of a chance persona."""
    chance = random.Random(seed)
    lines = {f"b{at}": chance.uniform(1.2, 9) for at in range(chance.randint(2, 8))}
    blocks = [Block(name, name, "list", ("x",)) for name in lines]
    return blocks, Grown(lines, chance.choice((0.0, 0.5, 1.0)))


def every(blocks: list[Block], grown: Grown, rungs: Sequence[float]) -> Choice | None:
    """The best of the largest of each number of columns."""
    found = []
    for count in counts(blocks, rungs):
        reading = (size for size in rungs if sizes._reads(count, size) or size == rungs[-1])
        tried = (grown.choice(size, count, blocks) for size in reading)
        found += [choice for choice in tried if needed(blocks, choice) <= FREE][:1]
    return max(found, key=lambda one: worth(blocks, one), default=None)


def missed(seeds: range) -> list[int]:
    """Where the search finds less than there is."""
    found = []
    for seed in seeds:
        blocks, grown = drawn(seed)
        rungs = ladder("detail")
        best = best_choice(blocks, FREE, grown, rungs)
        wanted = every(blocks, grown, rungs)
        if (best and worth(blocks, best)) != (wanted and worth(blocks, wanted)):
            found.append(seed)
    return found


def test_no_larger_type_is_missed() -> None:
    assert missed(range(80)) == []


def test_a_bolder_guess_misses_some(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: texts do not grow by as much as their letters do."""
    monkeypatch.setattr(sizes, "GROWTH_LEAST", 1.1)
    assert missed(range(80))


def test_few_sizes_are_laid_out() -> None:
    tried = []
    for seed in range(40):
        blocks, grown = drawn(seed)
        best_choice(blocks, FREE, grown, ladder("detail"))
        tried.append(len(grown.asked))
    assert sum(tried) / len(tried) < 5.2
