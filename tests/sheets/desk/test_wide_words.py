"""Tables with a word that no column holds in; a hand-out with every letter of it out."""

from __future__ import annotations

import pytest

from affiche.words import words
from tests.support.plans import plan
from tests.support.projects import TODAY
from tests.support.sheets import printed, site_of, text_of

PROSE = "Peter wil weten waar hij aan toe is en belt nog een keer. " * 9
WORDS = {
    "bold at its beginning": f"**{'x' * 70}**{'q' * 60}",
    "bold": f"**{'x' * 130}**",
    "in italics": f"*{'x' * 90}*{'q' * 60}",
    "code": f"`{'x' * 130}`",
    "plain": "x" * 130,
}


@pytest.mark.parametrize("name", WORDS)
@pytest.mark.parametrize("first", [True, False])
def test_a_word_too_long_for_its_column_is_broken(name: str, first: bool) -> None:
    cells = (WORDS[name], "kort stuk") if first else ("kort stuk", WORDS[name])
    body = (
        f"---\nname: Peter\ngoals: [Rust]\n---\n{PROSE}\n\n## Tabel\n\n| Wat | Hoe |\n|---|---|\n"
        f"| {' | '.join(cells)} |\n\n## Meer\n\n{PROSE}\n\n## Nog meer\n\n{PROSE}\n"
    )
    site = site_of({"site.yaml": "name: Proef\n", "personas/peter.md": body})
    sheets = plan(site, words("nl"), (), {}, TODAY).sheets
    made = printed(site, next(sheet for sheet in sheets if sheet.kind == "handout"))
    assert made.pdf, made.fact.problems
    said = text_of(made.pdf)
    assert said.count("x") >= 70 and "kort stuk" in said
