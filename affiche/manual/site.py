"""A folder in; the whole manual in it, in every language, out."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from affiche import shipped
from affiche.errors import ContentError, Kind, Place, Problem, unwritten
from affiche.manual import fields, pages
from affiche.manual.chapters import BOOKS, LANGUAGES, Chapter, chapters
from affiche.manual.pages import ASSETS, Made
from affiche.render import style
from affiche.themes import Theme, reach
from affiche.words import Words, words

MARK = ".affiche-manual"  # says that a folder is ours, and may be made anew
PICTURES = (".png", ".webp", ".jpg")
FIELDS, COMMANDS = "Fields", "Commands and options"


@dataclass(frozen=True)
class Command:
    """A command as the help has it, in one language."""

    name: str
    words: tuple[str, ...]
    help: str
    options: tuple[tuple[str, str], ...]


def make(
    out: Path, theme: Theme, said: Words, commands: Mapping[str, Sequence[Command]],
    pictures: Path | None = None,
) -> tuple[str, ...]:  # fmt: skip
    """Write the manual to `out`, and return its files. `commands` by language; `pictures` is a
    folder of pictures by the names that the manuals give them.

    Raises ContentError when `out` holds something that is not ours.
    """
    if out.exists() and any(out.iterdir()) and not (out / MARK).is_file():
        what, hint = "{path} holds other files", "Name an empty folder, or a new one"
        values = {"path": str(out)}
        raise ContentError([Problem(Kind.ERROR, "call", Place(""), what, hint, values)])
    shots = _pictures(pictures)
    files = {"index.html": pages.start(said).encode(), MARK: b""}
    for language in LANGUAGES:
        files |= _language(language, said, commands[language], shots)
    files |= {f"assets/pictures/{path.name}": path.read_bytes() for path in shots.values()}
    files |= _assets(theme)
    _write(out, files)
    return tuple(sorted(files))


def _language(
    language: str, said: Words, commands: Sequence[Command], shots: Mapping[str, Path]
) -> dict[str, bytes]:
    spoken = words(language).told_to(said.start)
    found = chapters(shipped.MANUALS, language)
    addresses = {name: (f"../assets/pictures/{p.name}", *_size(p)) for name, p in shots.items()}
    made = [Made(one, pages.text(one, found, addresses)) for one in found]
    at = sum(one.group == next(iter(BOOKS)) for one in found)
    made[at:at] = [*_fields(language, spoken), _commands(commands, spoken)]
    files = {
        f"{language}/{one.chapter.id}.html": pages.page(one, made, spoken).encode() for one in made
    }
    files[f"{language}/search-data.js"] = pages.search_data(made).encode()
    return files


def _fields(language: str, spoken: Words) -> list[Made]:
    """A page of tables for each kind of file."""
    manual = (shipped.MANUALS / next(iter(BOOKS.values()))[0][language]).read_text("utf-8")
    shown = fields.examples(manual)
    template = pages.environment(spoken).get_template("fields.html.j2")
    made = []
    for kind, (_, path) in fields.KINDS.items():
        title = spoken.pgettext("manual", kind)
        tables = fields.tables(kind, spoken, shown)
        told = (
            "These fields stand in {path}. Keys are typed as they are here; everything but what is "
        )
        told += "marked may be left out."
        intro = _with_code(spoken.say(told, path=f"`{path}`"))
        drawn = template.render(tables=tables, intro=intro, title=title)
        made.append(Made(_made_up(f"fields-{kind}", FIELDS, title, language), Markup(drawn)))
    return made


def _commands(commands: Sequence[Command], spoken: Words) -> Made:
    template = pages.environment(spoken).get_template("commands.html.j2")
    chapter = _made_up("all-commands", FIELDS, spoken.gettext(COMMANDS), spoken.language)
    told = "Behind each command stands what it takes. In a folder with a Makefile it is called as "
    told += "`make …` or `.venv/bin/python build.py …`, after `pip install` as `affiche …`."
    intro = _with_code(spoken.gettext(told))
    return Made(chapter, Markup(template.render(commands=commands, intro=intro)))


def _with_code(said: str) -> Markup:
    """A sentence whose `backticks` are code."""
    parts = enumerate(said.split("`"))
    return Markup("").join(Markup("<code>{}</code>").format(p) if n % 2 else p for n, p in parts)


def _made_up(identity: str, group: str, title: str, language: str) -> Chapter:
    return Chapter(identity, group, title, "", "", frozenset(), identity, language)


def _pictures(folder: Path | None) -> dict[str, Path]:
    if folder is None:
        return {}
    if not folder.is_dir():
        what, hint = "there is no folder `{folder}`", "Look whether the name is right"
        values = {"folder": str(folder)}
        raise ContentError([Problem(Kind.ERROR, "call", Place(""), what, hint, values)])
    return {path.stem: path for path in sorted(folder.iterdir()) if path.suffix in PICTURES}


def _size(path: Path) -> tuple[int, int]:
    """Pixels of a picture. Raises ContentError when it is none."""
    from PIL import Image

    try:
        with Image.open(path) as picture:
            return picture.size
    except OSError:
        what, values = "{file} is no picture that can be opened", {"file": str(path)}
        wrong = Problem(Kind.ERROR, "call", Place(""), what, "Save it anew", values)
        raise ContentError([wrong]) from None


def _assets(theme: Theme) -> dict[str, bytes]:
    """Style, script and the letters that the house style itself is set in."""
    faces = [face for face in theme.faces if face.family in theme.own]
    rules = [style.font_face(face, f"fonts/{face.file}", reach(theme, face)) for face in faces]
    tokens = "\n".join(rules) + "\n" + style.properties(theme)
    found = {
        "assets/tokens.css": tokens.encode() + style.faces_css(theme, ()),
        "assets/manual.css": (ASSETS / "manual.css").read_bytes(),
        "assets/manual.js": (ASSETS / "manual.js").read_bytes(),
    }
    lying = {"icon.svg": theme.find("static", "logo.svg")}
    lying |= {f"fonts/{face.file}": theme.find("static", "fonts", face.file) for face in faces}
    found |= {f"assets/{name}": path.read_bytes() for name, path in lying.items() if path}
    return found


def _write(out: Path, files: Mapping[str, bytes]) -> None:
    """All of it beside the folder, then in its place; a manual that was there stays whole."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
        fresh.chmod(0o755)
        for name, content in files.items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        old = fresh.with_name(fresh.name + "-old")
        if out.exists():
            out.replace(old)
        fresh.replace(out)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise ContentError([unwritten(error)]) from None
