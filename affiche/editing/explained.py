"""A starter file in; the same with every field that it does not show, explained in remarks, out."""

from __future__ import annotations

import re

from affiche.editing.schema import KINDS
from affiche.model.journey import Journey, Phase, Touchpoint
from affiche.model.text import Document
from affiche.reading import keys
from affiche.words import Words

WIDTH = 20


def explained(kind: str, text: str, words: Words) -> str:
    """The text with its remarks: at the end, or before the end of the fields above Markdown."""
    if kind not in KINDS:
        return text
    model = KINDS[kind][0]
    lines = _block(model, text, words, words.say("Other fields, all optional:"))
    if model is Journey:
        lines += _block(Phase, text, words, words.say("In a phase:"))
        lines += _block(Touchpoint, text, words, words.say("In a touchpoint:"))
    if not lines:
        return text
    block = "\n".join(["", *lines]) + "\n"
    if text.startswith("---\n"):
        head, end, body = text[4:].partition("\n---\n")
        return f"---\n{head}\n{block.rstrip()}{end}{body}"
    return text.rstrip("\n") + "\n" + block


def _block(model: type[Document], text: str, words: Words, title: str) -> list[str]:
    found = []
    for name in keys.writable(model):
        if re.search(rf"(?m)(?:^[ #-]*|[{{,] ?){name}:", text):
            continue
        said = words.pgettext("field", name)
        shown = said if said != name else ""
        kind, _ = keys.bare(model.model_fields[name].annotation)
        if keys.is_choice(kind):
            shown += ": " + ", ".join(words.label(one).casefold() for one in kind)
        found.append(f"#   {name + ':':<{WIDTH}} {shown}".rstrip())
    return [f"# {title}", *found] if found else []
