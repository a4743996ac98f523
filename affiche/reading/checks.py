"""One model object in; what does not go together in it, out. Needs no other document."""

from __future__ import annotations

from affiche.errors import Problem
from affiche.model.text import Document
from affiche.reading.yaml import Branch


def check(made: Document, path: str, tree: Branch) -> list[Problem]:
    """Every contradiction inside one document."""
    return []
