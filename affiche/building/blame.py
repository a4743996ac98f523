"""An error inside a template in, a mistake with the theme's file and line out."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError

from affiche.errors import ContentError, Kind, Place, Problem


@contextmanager
def templates(themes: Path) -> Iterator[None]:
    """What goes wrong in a template of `themes` is a ContentError: whoever dresses the site has
    made it, and can mend it."""
    try:
        yield
    except TemplateError as error:
        values = {"why": error.message or type(error).__name__}
        what = "this template does not work: {why}"
        problem = Problem(Kind.ERROR, "template", _place(error, themes), what, "", values)
        raise ContentError([problem]) from error


def _place(error: TemplateError, themes: Path) -> Place:
    """The innermost line of a template that the error came through."""
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return Place(_named(error.filename, themes), error.lineno)
    frames = traceback.extract_tb(error.__traceback__)
    for frame in reversed(frames):
        if frame.filename.endswith(".j2"):
            return Place(_named(frame.filename, themes), frame.lineno or 1)
    return Place(themes.name)


def _named(filename: str, themes: Path) -> str:
    path, folder = Path(filename).resolve(), themes.resolve()
    if not path.is_relative_to(folder):
        return filename
    return f"{folder.name}/{path.relative_to(folder).as_posix()}"
