"""What is a warning or advice has a rule that can be switched off, or a reason why it cannot."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from affiche.content import load
from affiche.model.rules import KEPT, RULES
from tests.support.projects import PETER, TODAY, project

CODE = [path.read_text("utf-8") for path in sorted(Path("affiche").rglob("*.py"))]


def told() -> Iterator[str]:
    """Every rule that is named beside the kind of a warning or of advice."""
    for code in CODE:
        for call in (one for one in ast.walk(ast.parse(code)) if isinstance(one, ast.Call)):
            for kind, rule in zip(call.args, call.args[1:], strict=False):
                of = kind.attr if isinstance(kind, ast.Attribute) else ""
                named = isinstance(rule, ast.Constant) and re.fullmatch("[a-z-]+", str(rule.value))
                if of in ("WARNING", "ADVICE") and named:
                    yield str(rule.value)  # type: ignore[attr-defined]


def test_each_can_be_switched_off_or_says_why_not() -> None:
    found = set(told())
    assert len(found) > 50
    assert found - RULES.keys() - KEPT.keys() == set()
    assert not RULES.keys() & KEPT.keys()


def test_each_rule_that_can_be_switched_off_is_one_of_ours() -> None:
    once = Path("affiche/model/rules.py").read_text("utf-8")
    rest = [code for code in CODE if code != once]
    lost = [rule for rule in (*RULES, *KEPT) if not any(re.search(rf'"{rule}"', c) for c in rest)]
    assert lost == []


@pytest.mark.parametrize("rule", [*KEPT, "preflight-bleed"])
def test_what_cannot_be_switched_off_is_a_mistake_with_the_reason(rule: str) -> None:
    settings = f"quality: {{'off': {{{rule}: Nee}}}}\n"
    root = project({"site.yaml": settings, "personas/peter.md": PETER})
    (wrong,) = [p for p in load(root / "content", TODAY).problems if p.rule == "unknown-rule"]
    assert (wrong.place.line, wrong.kind) == (1, "error")
    assert wrong.hint == KEPT[rule.removesuffix("-bleed")]
