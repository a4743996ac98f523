"""What few may see in; nothing of it in what others get, out."""

from __future__ import annotations

import pytest

from affiche import content
from affiche.leaks.fields import leaves
from affiche.model import Visibility
from affiche.pages import visible
from tests.support.projects import TODAY, project

PETER = "---\nname: Peter\n---\nPeter belt.\n"
JOURNEY = """\
title: Reis
persona: peter
lanes:
  - {{id: marge, label: Marge, visibility: {level}}}
  - functional
phases:
  - {{id: buy, functional: Kopen, lanes: {{marge: kanarie}}}}
"""


@pytest.mark.parametrize(
    ("level", "inside"), [("secret", False), ("internal", True), ("agency", True)]
)
def test_a_lane_is_seen_by_whom_the_journey_says(level: str, inside: bool) -> None:
    files = {"personas/peter.md": PETER, "journeys/reis.yaml": JOURNEY.format(level=level)}
    site = content.load(project(files) / "content", TODAY).site
    assert site is not None
    seen = visible.without_secrets(site).journeys["reis"]
    assert ("kanarie" in str(seen)) is inside
    levels = {leaf.visibility for leaf in leaves(site) if leaf.value == "kanarie"}
    assert levels == {Visibility(level)}  # the leak search looks for it too


def test_who_sees_a_lane_of_ours_is_no_choice() -> None:
    text = "title: R\npersona: peter\nlanes: [{id: backstage, visibility: secret}]\nphases: [A]\n"
    files = {"personas/peter.md": PETER, "journeys/reis.yaml": text}
    found = content.load(project(files) / "content", TODAY).problems
    assert [(p.rule, p.place.line) for p in found if p.kind == "error"] == [("lane-visibility", 3)]
