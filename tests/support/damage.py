"""A number in; a document full of canaries, damaged as people and programs damage documents, out.

Damage takes structure apart: fences, headings, blanks, quotes, encodings, nesting; it deletes,
inserts and doubles lines and signs. It never takes away all that says what a canary is (its key,
its heading), since then nobody can know; and it never puts another heading above one.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tests.support.attacks import INTERNAL, SECRET

Kind = Literal["persona", "journey", "briefing"]

PERSONA = f"""\
---
# Een regel die met # begint, leest affiche niet: {SECRET}
name: Sanne Bos
tagline: Snel geholpen
segment: {INTERNAL}
age: 45
facts:
  Sinds: 2016
  Rijdt: elektrisch
goals:
  - Rust op de zaak
  - {{text: {INTERNAL}, visibility: internal}}
pains:
  - text: {INTERNAL}
    visibility: internal
needs: {{functional: [Prijs], emotional: Rust}}
value:
  customers: {SECRET}
  revenue_share: {SECRET}
evidence:
  level: gemengd
  sources: [{INTERNAL}]
owner: {INTERNAL}
notes_internal: |
  {SECRET}
  nog meer, {SECRET}
---

Sanne werkt bij een bakker. Zij belt liever dan dat zij mailt.

> Bel me maar.

## Een dag

- Opstaan
- Brood halen

## Interne marge

Het is {INTERNAL}.

### Per jaar

- {INTERNAL}

| Jaar | Marge |
|---|---|
| 2026 | {INTERNAL} |
"""
JOURNEY = f"""\
title: De ketel vervangen
persona: sanne
owner: {INTERNAL}
end: {INTERNAL}
evidence: {{level: gemengd, sources: [{INTERNAL}]}}
lanes: [functional, touchpoints, {{id: eigen, label: {INTERNAL}}}]
phases:
  - id: buy
    goal: |
      Vandaag een prijs
      en morgen warmte
    response: |
      {INTERNAL}
      {INTERNAL}
    duration: {INTERNAL}
    lanes: {{eigen: {INTERNAL}}}
    opportunities:
      - title: {INTERNAL}
        ticket: {SECRET}
    touchpoints:
      - name: Winkel
        channel: branch
        quote: Wat kost dat
        backstage: [{INTERNAL}]
        systems:
          - {INTERNAL}
        owner: {INTERNAL}
"""
BRIEFING = f"""\
---
title: Zomer
agency: Bureau Noord
personas: [sanne]
journeys: [ketel]
sections: [Een dag]
background: |
  Wij willen meer warmte.
  En rust.
budget: {SECRET}
notes_internal: |
  {SECRET}
  {SECRET}
---
Maak iets moois.

## Wat wij zoeken

- Een film
"""
WHOLE: dict[Kind, str] = {"persona": PERSONA, "journey": JOURNEY, "briefing": BRIEFING}

RULES = (
    "—", "–––", "———", "--", "----", "- - -", "***", "* * *", "___", "===", "－－－", "━━━", "−−−",
    "---\u00a0", "\u00a0---", " ---", "    ---", "\t---", "--- ", "\u200b---", "\ufeff---",
    "...", "…",
    "~~~", "```", "```yaml", "+++", "\\---", "> ---", "# ---", "<hr>", "<!--", "-->", "&mdash;",
    "---x",
)  # fmt: skip
LINES = (
    "", "", " ", "\t", "\u00a0", "\u200b", "\ufeff", "\u2028", "***", "---", "—", "```", "~~~",
    "```yaml", "````",
    "<!--", "-->", "<!-- x -->", "<!— x —>", "# Sanne Bos", "<div>", "</div>", "<pre>", "<br>",
    ">", "-", "#",
    "##", "    x", "| a |", "|---|", "===", "- - -", "[toc]", "%%", "{#", "...", "\\", "`",
    "[x]: y", ":", "x\n-",
    "<h2>", "</h2>", "<details>", "1.", "- x", "> x", "*x*", "<!DOCTYPE html>", "<?xml?>", "$$",
    "+++",
)  # fmt: skip
SIGNS = (
    " ", "  ", "    ", "\t", "\u00a0", "\u2003", "\u3000", "\u200b", "\u200d", "\ufeff",
    "\u00ad", "\u2028", "\x85",
    "\r", "\u2060", "\u200f", ">", "> ", "- ", "* ", "+ ", "1. ", "#", "# ", "\\", "`", "``",
    "*", "**", "_", "~",
    "|", "“", "”", '"', "'", "‘", "<", "<!--", "-->", "<b>", "<p>", "&nbsp;", "{", "}", "[",
    "(", "!", "%", "•",
    "—", "–", "…", ":", "：", ";", "=",
)  # fmt: skip
SWAPS = (
    ("##", "＃＃"), ("##", "#＃"), ("##", "﹟﹟"), ("##", "♯♯"), ("##", "\\##"), ("##", "\\#\\#"),
    ("## ", "##"),
    ("## ", "##\u00a0"), ("## ", "##\u2003"), ("## ", "##\t"), ("##", "#"), ("##", "####"),
    ("##", "#######"),
    ("## ", "> ## "), ("## ", "- ## "), ("## ", "    ## "), ("## ", "&#35;&#35; "), ("## ", "h2. "),
    (":", "："), (":", " :"), (": ", ":\u00a0"), (": ", ":"), (":", ""), (":", " ="), (":",
    "::"), (":", "꞉"),
    ("_", "\\_"), ("_", "-"), ("_", " "), ("_", "＿"), (" ", "\u00a0"), ("  ", "\t"), ("  ",
    " "), ("  ", ""),
    ("|", ""), ("|", ">"), ("|", "'"), ("- ", "-"), ("- ", "– "), ("- ", "• "), ("[", ""), ("]",
    ""),
    ("{", ""), ("}", ""), (",", ""), (", ", "\n"), ("<!--", "<!—"), ("-", "–"), ("---", "—"),
    ("---", "–-"),
)  # fmt: skip
SPELLINGS = (
    ("notes_internal", "interne notities"), ("notes_internal", "Notes_Internal"),
    ("notes_internal", "NOTES_INTERNAL"), ("notes_internal", '"notes_internal"'),
    ("notes_internal", "**notes_internal**"), ("notes_internal", "note_internal"),
    ("notes_internal", "`notes_internal`"), ("segment", "Segment"), ("segment", '"segment"'),
    ("segment", "“segment”"), ("segment", "doelgroep"), ("value", "Value"), ("value", "waarde"),
    ("owner", "Eigenaar"), ("owner", "'owner'"), ("budget", "Budget"), ("budget", "BUDGET"),
    ("ticket", "Ticket"), ("visibility", "Visibility"), ("visibility", "zichtbaarheid"),
)  # fmt: skip
# A line that says what is below or behind it: its key or its heading.
TELLS = re.compile(r"\s*(?:[-{]\s*)*(?:[\w\"]+:|#{2,})|.*visibility")


@dataclass(frozen=True)
class Damaged:
    """A document of a kind, and what was done to it."""

    kind: Kind
    raw: bytes
    done: tuple[str, ...]


Lines = list[str]


def damaged(seed: str) -> Damaged:
    """The document of a seed; the same for the same."""
    chance = random.Random(seed)
    kind: Kind = chance.choices(("persona", "journey", "briefing"), (7, 2, 2))[0]
    lines = WHOLE[kind].split("\n")
    done = []
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4, 6))):
        name, harm = chance.choice(HARMS)
        lines = harm(lines, chance)
        done.append(name)
    name, write = chance.choices(WRITINGS, (20, 2, 2, 2, 2, 2, 1, 1, 1))[0]
    return Damaged(kind, write("\n".join(lines)), (*done, name))


def _at(lines: Lines, chance: random.Random) -> int:
    return chance.randrange(len(lines))


def _fence(lines: Lines, chance: random.Random) -> Lines:
    """One or both fences become something that looks like one."""
    found = [number for number, line in enumerate(lines) if line == "---"][:2]
    new = chance.choice(RULES)
    for number in chance.choice((found, found[:1], found[1:])):
        lines = [*lines[:number], new, *lines[number + 1 :]]
    return lines


def _unfence(lines: Lines, chance: random.Random) -> Lines:
    found = [number for number, line in enumerate(lines) if line == "---"][:2]
    gone = chance.choice((found, found[:1], found[1:]))
    return [line for number, line in enumerate(lines) if number not in gone]


def _above(lines: Lines, chance: random.Random) -> Lines:
    return [*chance.choices(LINES, k=chance.randint(1, 3)), *lines]


def _insert(lines: Lines, chance: random.Random) -> Lines:
    number = _at(lines, chance)
    return [*lines[:number], chance.choice(LINES), *lines[number:]]


def _delete(lines: Lines, chance: random.Random) -> Lines:
    """A line goes that tells nothing of what is below it."""
    number = _at(lines, chance)
    return lines if TELLS.match(lines[number]) else [*lines[:number], *lines[number + 1 :]]


def _double(lines: Lines, chance: random.Random) -> Lines:
    """A line, or several, once more: below, or at the end."""
    first = _at(lines, chance)
    copied = lines[first : first + chance.randint(1, 8)]
    if copied[-1].strip() == f"- text: {INTERNAL}":  # who may see it stands on the next line
        return lines
    told = [bool(TELLS.match(line)) for line in copied]
    hold = [SECRET in line or INTERNAL in line for line in copied]
    if "## Een dag" in copied or (True in hold and True not in told[: hold.index(True) + 1]):
        return lines
    at = chance.choice((first + len(copied), len(lines)))
    return [*lines[:at], *copied, *lines[at:]]


def _sign(lines: Lines, chance: random.Random) -> Lines:
    """A sign where structure is: at the beginning or the end, beside a colon, behind a #."""
    number = _at(lines, chance)
    line = lines[number]
    places = [0, len(line), *(m.end() for m in re.finditer(r"^\s+|:|#+|- ", line)),
              *(m.start() for m in re.finditer(":", line))]  # fmt: skip
    at = chance.choice(places)
    if "visibility" in line:  # behind a # it is a remark of YAML: its writer took it back
        return lines
    return [*lines[:number], line[:at] + chance.choice(SIGNS) + line[at:], *lines[number + 1 :]]


def _swap(lines: Lines, chance: random.Random) -> Lines:
    """One sign for another, in one line or in all."""
    old, new = chance.choice((*SWAPS, *SPELLINGS))
    holding = [number for number, line in enumerate(lines) if old in line]
    chosen = holding if chance.random() < 0.3 else chance.sample(holding, min(1, len(holding)))
    return [
        line.replace(old, new) if number in chosen else line for number, line in enumerate(lines)
    ]


def _indent(lines: Lines, chance: random.Random) -> Lines:
    first = _at(lines, chance)
    last = first + chance.randint(1, 12)
    mark = chance.choice(("  ", "    ", "\t", "> ", "- ", " ", "* ", "\u00a0\u00a0", "| ", "# "))
    return [
        mark + line if first <= number < last and (mark != "# " or not TELLS.match(line)) else line
        for number, line in enumerate(lines)
    ]


def _unindent(lines: Lines, chance: random.Random) -> Lines:
    first = _at(lines, chance)
    last = first + chance.randint(1, 12)
    return [
        line.lstrip(" ") if first <= number < last else line for number, line in enumerate(lines)
    ]


def _wrap(lines: Lines, chance: random.Random) -> Lines:
    """Some lines between two others, or below one that nothing closes."""
    first = _at(lines, chance)
    last = min(len(lines), first + chance.randint(1, 30))
    open_, close = chance.choice(
        (("```", "```"), ("```yaml", "```"), ("~~~", "~~~"), ("<!--", "-->"), ("<div>", "</div>"),
         ("<pre>", "</pre>"), ("```", ""), ("<!--", ""), ("<details>", "</details>"), ("—", "—"),
         ("---", "---"), ("***", "***"), ("<table>", "</table>"), ("```` ", "```"), ("$$", "$$"))
    )  # fmt: skip
    return [*lines[:first], open_, *lines[first:last], close, *lines[last:]]


def _join(lines: Lines, chance: random.Random) -> Lines:
    """A line break goes, or becomes a blank."""
    number = max(1, _at(lines, chance))
    glue = chance.choice((" ", "", "  ", "<br>"))
    return [*lines[: number - 1], lines[number - 1] + glue + lines[number], *lines[number + 1 :]]


def _break(lines: Lines, chance: random.Random) -> Lines:
    """A line breaks at a blank, as editors fold long ones."""
    number = _at(lines, chance)
    blanks = [m.start() for m in re.finditer(r"(?<=\w) ", lines[number])]
    if not blanks or TELLS.match(lines[number]):
        return lines
    at = chance.choice(blanks)
    line = lines[number]
    return [*lines[:number], line[:at], line[at + 1 :], *lines[number + 1 :]]


def _tail(lines: Lines, chance: random.Random) -> Lines:
    """The end is missing, as after a broken upload."""
    return lines[: max(12, _at(lines, chance))]


def _spread(lines: Lines, chance: random.Random) -> Lines:
    """Blank lines between all, or none at all."""
    if chance.random() < 0.5:
        return [line for line in lines if line.strip()]
    return [one for line in lines for one in (line, "")]


HARMS: tuple[tuple[str, Callable[[Lines, random.Random], Lines]], ...] = (
    ("another fence", _fence), ("another fence", _fence), ("no fence", _unfence),
    ("above the fence", _above), ("a line more", _insert), ("a line more", _insert),
    ("a line less", _delete), ("lines twice", _double), ("a sign", _sign), ("a sign", _sign),
    ("a sign", _sign), ("another sign", _swap), ("another sign", _swap), ("another sign", _swap),
    ("deeper", _indent), ("less deep", _unindent), ("wrapped", _wrap), ("joined", _join),
    ("broken", _break), ("cut off", _tail), ("spread", _spread),
)  # fmt: skip
WRITINGS: tuple[tuple[str, Callable[[str], bytes]], ...] = (
    ("UTF-8", str.encode),
    ("with a BOM", lambda text: b"\xef\xbb\xbf" + text.encode()),
    ("two BOMs", lambda text: b"\xef\xbb\xbf\xef\xbb\xbf" + text.encode()),
    ("CRLF", lambda text: text.replace("\n", "\r\n").encode()),
    ("CR", lambda text: text.replace("\n", "\r").encode()),
    ("NEL", lambda text: text.replace("\n", "\x85").encode()),
    ("UTF-16", lambda text: text.encode("utf-16", "surrogatepass")),
    ("Windows-1252", lambda text: text.encode("cp1252", "replace")),
    ("UTF-8 twice", lambda text: text.encode().decode("latin-1").encode()),
)  # fmt: skip
