"""An error inside a template in, a mistake with the theme's file and line out."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import jinja2
from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from affiche.errors import ContentError, Kind, Place, Problem
from affiche.render import MissingFileError, jinja

# What goes wrong in the words of a template itself: `1 / 0`, `"a" + 1`, a macro given too much.
SLIPS = (TypeError, ArithmeticError, LookupError, AttributeError, ValueError)
ENDING = ".j2"


@contextmanager
def templates(themes: Path) -> Iterator[None]:
    """What goes wrong in a template of `themes` is a ContentError: whoever dresses the site has
    made it, and can mend it."""
    try:
        yield
    except TemplateError as error:
        raise ContentError([_problem(error, _place(error, themes))]) from error
    except SLIPS as error:
        if not _in_template(error):
            raise
        raise ContentError([_problem(error, _place(error, themes))]) from error


def _problem(error: Exception, place: Place) -> Problem:
    if isinstance(error, MissingFileError):
        what = "there is no file {file} in this theme or in one that it extends"
        hint = "Did you mean `{guess}`?" if error.guess else "Put the file there, or mend its name"
        values = {"file": error.file, "guess": error.guess}
        return Problem(Kind.ERROR, "static-file", place, what, hint, values)
    if isinstance(error, TemplateNotFound):
        values = {"name": str(error.name or error.message or "")}
        return Problem(Kind.ERROR, "template", place, "there is no template `{name}`", "", values)
    said = error.message if isinstance(error, TemplateError) else str(error)
    what, hint, found = jinja.told(said or type(error).__name__)
    return Problem(Kind.ERROR, "template", place, what, hint, found)


def _in_template(error: Exception) -> bool:
    """Whether it went wrong in a template's own words, and not in what they call."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if Path(jinja2.__file__).parent not in Path(f.filename).parents]
    return bool(ours) and ours[-1].filename.endswith(ENDING)


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
