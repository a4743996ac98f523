"""A draft in; the text of its file out. Fields in the order of the model, plain YAML, Markdown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Any

import yaml

from affiche.importing.drafts import Draft, Kind
from affiche.model import Journey, Persona
from affiche.words import Words

_PLAIN = re.compile(r"[^\W\d_][\w ,.()/€%’'–-]*[\w.)%]|[^\W\d_]")
_WORD = re.compile(r"yes|no|on|off|true|false|null|y|n", re.I)


class _Dumper(yaml.SafeDumper):
    """Lists stand deeper than their key, texts of several lines as they are."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:
        return super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    if "\n" in value:
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|")
    plain = _PLAIN.fullmatch(value) and not _WORD.fullmatch(value) and " #" not in value
    # Between double marks YAML would write an emoji as a number.
    style = None if plain else "'" if any(ord(sign) > 0xFFFF for sign in value) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def path(draft: Draft, identity: str) -> str:
    """Where its file goes, from the content folder."""
    return f"personas/{identity}.md" if draft.kind is Kind.PERSONA else f"journeys/{identity}.yaml"


def text(draft: Draft, words: Words) -> str:
    """The file. A persona has front matter and Markdown, a journey is YAML."""
    fields = {**draft.fields, "status": "concept"}
    if draft.notes:
        fields["notes_internal"] = _unlinked("\n\n".join(draft.notes))
    kind = Persona if draft.kind is Kind.PERSONA else Journey
    ordered = {key: fields[key] for key in kind.model_fields if key in fields}
    if draft.kind is Kind.JOURNEY and "phases" in ordered:
        ordered["phases"] = [_ordered_phase(one) for one in ordered.pop("phases")]
    header = dumped(ordered) + "".join(f"{line}\n" for line in _comments(draft, words))
    if draft.kind is Kind.JOURNEY:
        return header
    return f"---\n{header}---\n\n{body(draft)}"


def body(draft: Draft) -> str:
    """The Markdown of a persona."""
    parts = ["\n\n".join(draft.biography)] if draft.biography else []
    parts += [f"## {title}\n\n{text}".rstrip() for title, text in draft.sections]
    return "\n\n".join(parts).rstrip() + ("\n" if parts else "")


def dumped(data: Any) -> str:
    """Data as YAML that the reader takes as it was meant."""
    return yaml.dump(
        _clean(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9, indent=2,
        default_flow_style=False,
    )  # fmt: skip


def _clean(data: Any) -> Any:
    """Texts without blanks at the ends of their lines, which YAML would have to escape."""
    if isinstance(data, dict):
        return {key: _clean(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_clean(value) for value in data]
    if isinstance(data, str):
        return "\n".join(line.rstrip() for line in data.replace("\u00a0", " ").split("\n")).strip()
    return int(data) if isinstance(data, float) and data.is_integer() else data


def _ordered_phase(phase: dict[str, Any]) -> dict[str, Any]:
    order = ("name", "goal", "functional", "emotional", "emotion", "response", "duration", "quote",
             "pains", "gains", "opportunities", "lanes", "touchpoints")  # fmt: skip
    return {key: phase[key] for key in order if key in phase}


def _comments(draft: Draft, words: Words) -> Iterator[str]:
    """What is not for a page: what fields were called in the source, and what has no place."""
    yield "# " + words.say("Brought in from {file}.", file=draft.source.rpartition("/")[2])
    labels = [" ".join(label.split()) for label in draft.labels if label.strip()]
    if labels:
        told = words.say("Labels there: {labels}", labels="; ".join(labels))
        yield from textwrap.wrap(
            _unlinked(told), 98, initial_indent="# ", subsequent_indent="# ",
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip
    for text in draft.comments:
        yield "#"
        yield from (f"# {line}".rstrip() for line in _unlinked(text).split("\n"))


def _unlinked(text: str) -> str:
    """Notes are in no output, so nothing has to be where their links and pictures lead."""
    text = re.sub(r"\](?=\(|:)", "] ", text)
    return re.sub(r"<(?=(?:img|a)\b)", "< ", text, flags=re.I)
