"""What was found in; a concept persona that rests on it, as a file of content, out."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from affiche.errors import ContentError, Kind, Place, Problem
from affiche.segment import told
from affiche.segment.customers import Customers
from affiche.segment.differences import Differences
from affiche.segment.pareto import Pareto
from affiche.words import Words

# Values of a column are no Markdown.
MARKUP, ESCAPED = re.compile(r"([\\`*_\[\]<>#|{}])"), r"\\\1"


def write(
    identity: str,
    content: Path,
    customers: Customers,
    pareto: Pareto,
    found: Differences,
    today: date,
    words: Words,
) -> Path:
    """Write content/personas/<identity>.md. Raises ContentError for an id that is none, and when
    the file is there already."""
    if not re.fullmatch(r"[a-z0-9][\w-]*", identity):
        hint = "Use letters, digits and hyphens."
        raise _wrong("{id} cannot be a file name", hint, id=identity)
    path = content / "personas" / f"{identity}.md"
    text = _text(customers, pareto, found, today, words)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        hint = "Open it, or choose another name with --write."
        raise _wrong("{path} is already there", hint, path=str(path)) from None
    return path


def _text(
    customers: Customers, pareto: Pareto, found: Differences, today: date, words: Words
) -> str:
    say = words.say
    share = told.percent(pareto.share, words)
    source = say("customer file, {date}", date=words.date(today))
    facts = [f"- {MARKUP.sub(ESCAPED, told.difference(one, words))}" for one in found.found]
    facts = facts or [f"- {line}" for line in told.common(found, words)]
    lines = [
        "---",
        f"# {say('Made out of figures: talk to five of these customers before it is a person.')}",
        f'name: "{say("The A-customer")}"',
        f'tagline: "{say("In one line, who is this and what do they want?")}"',
        "kind: group",
        'segment: "A"',
        "status: concept",
        "evidence:",
        "  level: measured",
        f"  crm_n: {pareto.count}",
        "  sources:",
        f'    - "{source}"',
        f"value:                    # {say('secret: is in no output')}",
        f'  customers: "{pareto.a}"',
        f'  revenue_share: "{share}"',
        "---",
        "",
        f"## {say('What tells A-customers from the rest')}",
        "",
        *facts,
        "",
    ]
    return "\n".join(lines)


def _wrong(what: str, hint: str, **values: object) -> ContentError:
    return ContentError([Problem(Kind.ERROR, "call", Place(""), what, hint, values)])
