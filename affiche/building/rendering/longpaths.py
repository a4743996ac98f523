"""Paths of files in the site in; a warning, once, when they are too long to be opened everywhere,
out.

Windows stops at 259 characters, the folder that the site stands in among them. Paths grow with the
names of personas, journeys and print shops; those of PDFs and packs are the longest.
"""

from __future__ import annotations

from collections.abc import Iterable

from affiche.errors import Kind, Place, Problem

MOST = 180
"""What is left for the site when its folder takes 79."""


def long_paths(paths: Iterable[str]) -> tuple[Problem, ...]:
    """One warning for all, that names the longest."""
    long = [path for path in paths if len(path) > MOST]
    if not long:
        return ()
    longest = max(long, key=lambda path: (len(path), path))
    what = "{count} files of the site have a path of more than {most} characters, up to {length}"
    hint = "Windows may not open them: give {path} a shorter file name in the content"
    values = {"count": len(long), "most": MOST, "length": len(longest), "path": longest}
    return (Problem(Kind.WARNING, "long-path", Place("content/site.yaml"), what, hint, values),)
