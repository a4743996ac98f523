"""A name in; the file of the house style that has it, and icons as they are drawn, out."""

from __future__ import annotations

import posixpath
from difflib import get_close_matches
from pathlib import Path

from jinja2 import TemplateRuntimeError
from markupsafe import Markup

from affiche.errors import AfficheError
from affiche.render.style import icon_source
from affiche.themes import Theme


class MissingFileError(TemplateRuntimeError, AfficheError):
    """A template asks for a file that no theme has: `file` from the theme's folder on, and what
    was perhaps meant."""

    def __init__(self, name: str, theme: Theme) -> None:
        self.file = f"static/{name}"
        folder, ending = posixpath.dirname(name), posixpath.splitext(name)[1]
        places = (home / "static" / folder for home in theme.folders)
        known = {path.name for place in places for path in place.glob(f"*{ending}")}
        near = get_close_matches(posixpath.basename(name), sorted(known), 1)
        self.guess = posixpath.join("static", folder, near[0]) if near else ""
        looked = ", ".join(f"{home.name}/static" for home in theme.folders)
        super().__init__(f"the theme has no static file {name!r}; looked in {looked}")


class Static:
    """The files of a theme and of its parents. They are the same as long as this lasts, so each is
    looked for once, and each icon drawn once."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._found: dict[str, Path] = {}
        self._icons: dict[tuple[str, str], Markup] = {}

    def path(self, name: str) -> Path:
        """Where it lies. Raises MissingFileError."""
        if name not in self._found:
            path = self._theme.find("static", *name.split("/"))
            if path is None:
                raise MissingFileError(name, self._theme)
            self._found[name] = path
        return self._found[name]

    def icon(self, name: str, style: str = "icon") -> Markup:
        """An icon, to be written into a page."""
        if (name, style) not in self._icons:
            source = self.path(f"icons/{name}.svg").read_text("utf-8")
            self._icons[name, style] = Markup(icon_source(source)).format(style=style)
        return self._icons[name, style]

    def icon_names(self) -> tuple[str, ...]:
        """The icons that there are, of the theme and its parents."""
        folders = [folder / "static" / "icons" for folder in self._theme.folders]
        return tuple(sorted({path.stem for folder in folders for path in folder.glob("*.svg")}))
