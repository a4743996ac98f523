"""An error inside a template in, a mistake with the theme's file and line out."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import jinja2
from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from affiche.errors import ContentError, Kind, Place, Problem
from affiche.render import LoadsElsewhereError, MissingFileError, jinja
from affiche.themes import files

# What goes wrong in the words of a template itself: `1 / 0`, `"a" + 1`, a macro given too much.
SLIPS = (TypeError, ArithmeticError, LookupError, AttributeError, ValueError, AssertionError)
ENDING = ".j2"


@contextmanager
def templates(themes: Path) -> Iterator[None]:
    """What goes wrong in a template of `themes` is a ContentError: whoever dresses the site has
    made it, and can mend it."""
    try:
        yield
    except TemplateError as error:
        raise ContentError([_problem(error, _place(error, themes))]) from error
    except UnicodeDecodeError as error:
        path = next((p for p in themes.rglob(f"*{ENDING}") if _holds(p, error.object)), None)
        if path is None:  # no template, so a fault of ours
            raise
        raise ContentError([_undecoded(error, path, themes)]) from error
    except SLIPS as error:
        place = _place(error, themes)
        if _in_template(error):
            raise ContentError([_problem(error, place)]) from error
        if _is_ours(place, themes):
            raise
        raise ContentError([_handed(error, place)]) from error


def _handed(error: Exception, place: Place) -> Problem:
    """Of what a template of one's own hands over, and nothing of ours can use."""
    what = "what this template hands over here cannot be used: {why}"
    hint = "Compare this line with the same one of the parent's template"
    why = f"{type(error).__name__}: {error}".rstrip(": ")
    return Problem(Kind.ERROR, "template", place, what, hint, {"why": why[:100]})


def _is_ours(place: Place, themes: Path) -> bool:
    """Whether a place is no line of a template in a theme of one's own."""
    own = place.path.startswith(f"{themes.name}/") and place.path.endswith(ENDING)
    return not own or place.path.startswith(f"{themes.name}/affiche/")


def _undecoded(error: UnicodeDecodeError, path: Path, themes: Path) -> Problem:
    """Of a template that is no text in UTF-8: which, and at which line."""
    line = error.object[: error.start].count(b"\n") + 1
    what, hint = "this template is not text in UTF-8", "Save it as UTF-8 in your editor"
    return Problem(Kind.ERROR, "template", Place(_named(str(path), themes), line), what, hint)


def _holds(path: Path, raw: bytes) -> bool:
    try:
        return path.is_file() and path.read_bytes() == raw
    except OSError:
        return False


def _problem(error: Exception, place: Place) -> Problem:
    if isinstance(error, MissingFileError):
        what = "there is no file {file} in this theme or in one that it extends"
        hint = "Did you mean `{guess}`?" if error.guess else "Put the file there, or mend its name"
        values = {"file": error.file, "guess": error.guess}
        return Problem(Kind.ERROR, "static-file", place, what, hint, values)
    if isinstance(error, LoadsElsewhereError):
        values = {"address": error.address[:60]}
        return Problem(Kind.ERROR, "reaches-out", place, *files.ELSEWHERE, values)
    if isinstance(error, TemplateNotFound):
        values = {"name": str(error.name or error.message or "")}
        what = "there is no template `{name}`"
        page = values["name"].startswith("pages/")  # a theme that extends none has to have all
        hint = "Write `extends: affiche` in theme.yaml, or put the template there" if page else ""
        return Problem(Kind.ERROR, "template", place, what, hint, values)
    said = error.message if isinstance(error, TemplateError) else str(error)
    what, hint, found = jinja.told(said or type(error).__name__)
    return Problem(Kind.ERROR, "template", place, what, hint, found)


def _in_template(error: Exception, beside: str = "") -> bool:
    """Whether it went wrong in a template's own words, and not in what they call; `beside` is a
    file that was called from outside."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if Path(jinja2.__file__).parent not in Path(f.filename).parents]
    ours = [f for f in ours if f.filename != beside]
    return bool(ours) and ours[-1].filename.endswith(ENDING)


def own_template(error: Exception, themes: Path, beside: str) -> Place | None:
    """The line of a template, not one of ours, in whose own words an error came up, or was thrown
    from the file `beside`."""
    place = _place(error, themes) if _in_template(error, beside) else None
    return place if place and not _is_ours(place, themes) else None


def _place(error: Exception, themes: Path) -> Place:
    """The innermost line of a template that the error came through."""
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return Place(_named(error.filename, themes), error.lineno)
    frames = traceback.extract_tb(error.__traceback__)
    for frame in reversed(frames):
        if frame.filename.endswith(ENDING):
            return Place(_named(frame.filename, themes), frame.lineno or 1)
    return Place(themes.name)


def _named(filename: str, themes: Path) -> str:
    path, folder = Path(filename).resolve(), themes.resolve()
    if not path.is_relative_to(folder):
        return filename
    return f"{folder.name}/{path.relative_to(folder).as_posix()}"
