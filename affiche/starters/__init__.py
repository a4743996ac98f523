"""Starter files: a kind and a name in, a file that builds at once out.

The texts are in one folder a language, `{name}` and `{id}` in them are filled in: what a writer
would otherwise have to look up stands there as an example or a comment.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from affiche.commands import Command
from affiche.errors import ContentError, Kind, Place, Problem
from affiche.reading.files import names
from affiche.words import Words

if TYPE_CHECKING:
    from affiche.starters.house import House

TEXTS = Path(__file__).parent
OTHERWISE = "en"


@dataclass(frozen=True)
class Starter:
    """Where a kind of file goes, and what to tell who made one. `along` are starter files of other
    kinds that come with it: (kind, place, name in English)."""

    place: str
    advice: str
    along: tuple[tuple[str, str, str], ...] = ()


STARTERS: Mapping[str, Starter] = {
    "persona": Starter("personas/{id}.md", "Fill it in, and see it with: {command}"),
    "journey": Starter("journeys/{id}.yaml", "Fill it in, and see it with: {command}"),
    "briefing": Starter("briefings/{id}.md", "Fill it in, and see it with: {command}"),
    "decision": Starter("decisions/{id}.md", "Fill it in, and see it with: {command}"),
    "event": Starter("events/{id}.md", "Fill it in, and see it with: {command}"),
    "theme": Starter(
        "{id}/theme.yaml", "Write `theme: {id}` in site.yaml, and see it with: {command}"
    ),
    "site": Starter(
        "{id}/content/site.yaml",
        "Go into the folder {id}, and see it with: {command}",
        (
            ("persona", "{id}/content/personas/{also}.md", "Sam Carter"),
            ("journey", "{id}/content/journeys/{also}.yaml", "I ask for something"),
        ),
    ),
}


@dataclass(frozen=True)
class Made:
    """A file that was made. `invented`: its id could not be taken from the name; `along`: what was
    made with it."""

    path: Path
    id: str
    invented: bool
    advice: str
    along: tuple[Path, ...] = ()


def make(
    kind: str,
    name: str,
    content: Path,
    themes: Path,
    words: Words,
    chosen: str | None = None,
    house: House | None = None,
) -> Made:
    """Write the starter file of `kind` for `name`; `chosen` is its id, when somebody chose one,
    `house` what a house style is made of.

    Raises ContentError for an unknown kind, an id that is none, a folder where the name of a site
    belongs, and a file that is there already.
    """
    key = _kind(kind, words)
    starter = STARTERS[key]
    if key == "site":
        name = name.rstrip("/\\") or name
        if chosen is None and re.search(r"(^|\S)[/\\]\S", name):
            raise _a_folder(name)
    # A site is a folder of its own, wherever somebody stands.
    folder = {"theme": themes, "site": Path()}.get(key, content)
    identity = chosen or slug(name) or _numbered(folder, starter, key)
    if not re.fullmatch(r"\w[\w-]*", identity):
        raise _wrong("{id} cannot be a file name", "Use letters, digits and hyphens.", id=identity)
    path = folder / starter.place.format(id=identity)
    if house is not None:
        path = _house(key, name, identity, themes, house, words)
        return Made(path, identity, not chosen and not slug(name), starter.advice)
    files = {path: _filled(path, key, name, identity, words)}
    people: list[str] = []
    for other, place, english in starter.along:
        called = words.gettext(english)
        beside = folder / place.format(id=identity, also=slug(called))
        files[beside] = _filled(beside, other, called, slug(called), words, "".join(people[:1]))
        people += [slug(called)] if other == "persona" else []
    _write(files)
    return Made(path, identity, not chosen and not slug(name), starter.advice, (*files,)[1:])


def _a_folder(name: str) -> ContentError:
    """What to type for a site whose name is the way to a folder, as far as anybody can see."""
    folder, called = re.split(r"[/\\]+(?=[^/\\]+$)", name)
    return _wrong(
        "{name} looks like a folder; a site is made by its name, in the folder where you are",
        "Go to {folder} and type {command}. If it is the name: {other}",
        name=name, folder=folder or "/", command=Command("new", "site", called),
        other=Command("new", "site", name, "--id", slug(name) or "site"),
    )  # fmt: skip


def _house(key: str, name: str, identity: str, themes: Path, house: House, words: Words) -> Path:
    from affiche.starters import house as houses

    if key != "theme":
        hint = "They are for: {command}"
        raise _wrong(
            "--logo, --colors and --brand are not for this kind of file", hint,
            command=Command("new", "theme", name),
        )  # fmt: skip
    return houses.make(name, identity, themes, house, words)


def _filled(path: Path, key: str, name: str, identity: str, words: Words, persona: str = "") -> str:
    """The text of a starter file, about `persona` when it comes with one."""
    text = _text(key, words.language, path.suffix)
    if persona:
        text = re.sub(r"\n# persona: \S+ +", f"\npersona: {persona}   # ", text, count=1)
    check = words.start.told(Command("check"))
    for place, value in (("{name}", _quoted(name)), ("{id}", identity), ("{check}", check)):
        text = text.replace(place, value)
    return text


def _write(files: Mapping[Path, str]) -> None:
    """Write starter files: all of them, or none when one is there already (ContentError)."""
    there = next((path for path in files if path.exists() or path.is_symlink()), None)
    if there is not None:
        hint = "Open it, or choose another name with --id."
        raise _wrong("{path} is already there", hint, path=str(there))
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)


def slug(name: str) -> str:
    """A file name of the name's letters a–z and digits: "Ánna & Bob" is "anna-bob".

    Empty when it has no such letters. Only a proposal for a new file: ids are file names.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return names.suggest(made) if made else ""  # "con" is no file to Windows


def _kind(word: str, words: Words) -> str:
    spoken = {words.pgettext("starter", key).casefold(): key for key in STARTERS}
    known = {**spoken, **{key: key for key in STARTERS}}
    if word.casefold() in known:
        return known[word.casefold()]
    near = get_close_matches(word.casefold(), known, 1)
    hint = "Did you mean {guess}?" if near else "There are: {known}."
    values = {"kind": word, "guess": "".join(near), "known": ", ".join(STARTERS)}
    raise _wrong("affiche has no starter file for {kind}", hint, **values)


def _numbered(folder: Path, starter: Starter, key: str) -> str:
    """persona-1, or the next that is free."""
    count = 1
    while (folder / starter.place.format(id=f"{key}-{count}")).exists():
        count += 1
    return f"{key}-{count}"


def _text(key: str, language: str, ending: str) -> str:
    code = language.replace("-", "_").split("_")[0].lower()
    path = TEXTS / code / f"{key}{ending}"
    return (path if path.is_file() else TEXTS / OTHERWISE / path.name).read_text("utf-8")


def _quoted(name: str) -> str:
    """The name as a YAML text in double quotes."""
    return '"' + name.strip().replace("\\", "\\\\").replace('"', '\\"') + '"'


def _wrong(what: str, hint: str, **values: object) -> ContentError:
    return ContentError([Problem(Kind.ERROR, "call", Place(""), what, hint, values)])
