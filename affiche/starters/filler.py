"""A file's text in; the lines in which a starter's text was never replaced, out."""

from __future__ import annotations

import re
from functools import lru_cache

from affiche.kept import DOCUMENTS, memo
from affiche.starters import TEXTS

# What a line says beside its dashes, its key and its remark; fields between { } one by one.
_SAID = re.compile(
    r"^\s*(?:- +)*\{?(?:[a-z_]+: +)?(?P<text>[^#{},]*(?:,[^#{}:]*)*?)(?:[,}] .*|\s+#.*|\s*)$"
)
# Lines of a starter that may well be a company's own.
_OWN = frozenset((
    "Eerste contact", "De aanvraag", "Aan de slag", "First contact", "The request",
    "Getting started", "Snapt deze klant dit in tien seconden?",
    "Does this customer get it in ten seconds?", "A-klant", "A customer",
))  # fmt: skip
# Of starters of earlier versions.
_FORMER = frozenset((
    "Schrijf hier wat je het bureau ook nog wilt vertellen.",
    "Write here what else you want to tell the agency.",
))  # fmt: skip
_SHORTEST = 2  # words


@memo(DOCUMENTS)
def lines(text: str) -> tuple[int, ...]:
    """The lines (from 1) that say what a starter file says there."""
    return tuple(n for n, line in enumerate(text.split("\n"), 1) if _text(line) in _fillers())


def _text(line: str) -> str:
    match = _SAID.match(line)
    said = match["text"] if match else ""
    return said.strip().strip("\"'")


@lru_cache(maxsize=1)
def _fillers() -> frozenset[str]:
    """Every line that a writer is meant to replace, in every language."""
    found: set[str] = set()
    for kind in ("persona.md", "journey.yaml", "briefing.md"):
        for path in TEXTS.glob(f"*/{kind}"):
            for line in path.read_text("utf-8").split("\n"):
                # An example that was switched off is filler too, once it is switched on.
                switched = re.sub(r"^# ?(?=[a-z_]+: [A-Z]|  - [A-Z])", "", line)
                heading = line.startswith("#") and switched == line
                said = _text(switched)
                if not heading and "{" not in said and len(said.split()) >= _SHORTEST:
                    found.add(said)
    return (frozenset(found) | _FORMER) - _OWN
