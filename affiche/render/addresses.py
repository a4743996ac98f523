"""An address as content writes it in; the page or the picture of the site that it means, out.

A sheet's own addresses begin with `affiche:`; what is written outside of it is never fetched.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from urllib.parse import quote

from affiche.model import Site

OUTSIDE = ("http", "https", "mailto", "tel")
# A sheet's addresses: `affiche:static/fonts/x.woff2`, `affiche:image/peter.jpg`.
INSIDE = "affiche:"


def picture_address(file: str) -> str:
    """Where a sheet finds a picture of the content."""
    return f"{INSIDE}image/{quote(file)}"


def relative(path: str, page: str) -> str:
    """A path of the site as a page of it names it, from the folder that the page lies in."""
    parts, start = path.split("/"), page.split("/")[:-1]
    if not {"", ".", ".."}.isdisjoint((*parts, *start)):
        return posixpath.relpath(path, "/".join(start) or ".")
    same = 0
    while same < min(len(parts), len(start)) and parts[same] == start[same]:
        same += 1
    return "/".join((*(len(start) - same) * ("..",), *parts[same:])) or "."


def picture_start(file: str) -> str:
    """What the path of a picture's asset begins with; its hash and ending follow."""
    stem = re.sub(r"\W+", "-", Path(file).stem).strip("-") or "image"
    return f"assets/{stem}-"


def image_key(path: str, site: Site) -> str | None:
    """The key in `site.images` of a path from the project's root, or None."""
    _, found, file = path.partition("images/")
    return file if found and file in site.images else (path if path in site.images else None)


def page_of(path: str, site: Site) -> str | None:
    """The page that is made of a content file ("content/personas/ina.md"), or None."""
    kind, name = posixpath.split(path)
    stem = name.rpartition(".")[0] or name
    for folder in ("personas", "journeys", "briefings"):
        if posixpath.basename(kind) == folder and stem in getattr(site, folder):
            return f"{folder}/{stem}/index.html"
    return None
