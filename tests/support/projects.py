"""Small projects for tests: files as a mapping in, a folder with content/ in it out."""

from __future__ import annotations

import atexit
import io
import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from textwrap import dedent

from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
THEMES = ROOT / "themes"
CONTENT = ROOT / "content"
TODAY = date(2026, 11, 22)

PETER = """\
---
name: Peter de Vries
---
Peter vervangt ketels.
"""


def project(files: Mapping[str, str | bytes], folder: Path | None = None) -> Path:
    """A project's root with `files` under its content/, as users have it.

    Keys are paths relative to content/ ("personas/peter.md"; "../themes/eigen/theme.yaml" lies
    beside it); texts are dedented, bytes are written as they are. Without a `folder` the project
    lies in a temporary one that goes when the tests end.
    """
    root = folder or Path(tempfile.mkdtemp(prefix="affiche-project-"))
    if folder is None:
        atexit.register(shutil.rmtree, root, ignore_errors=True)
    (root / "content").mkdir(parents=True, exist_ok=True)
    for name, body in files.items():
        write(root / "content" / name, body)
    return root.resolve()


def write(path: Path, body: str | bytes) -> Path:
    """Write one file of a project, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = body if isinstance(body, bytes) else dedent(body).encode()
    path.write_bytes(data)
    return path


def tree(folder: Path) -> dict[str, bytes]:
    """Every file under `folder`: path → bytes. Empty when there is no such folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


BARE_PAGE = """\
<!doctype html><html lang="{{ frame.language }}"><head><title>{{ page.title }}</title>
<link rel="stylesheet" href="{{ asset('site.css') }}"></head>
<body>{{ frame.menu }} {{ page.data }}</body></html>
"""


def picture(colour: str) -> bytes:
    """A PNG in one colour, which is found again wherever it is put."""
    out = io.BytesIO()
    Image.new("RGB", (64, 64), colour).save(out, "PNG")
    return out.getvalue()


def bare_theme(root: Path) -> Path:
    """A project's own themes/, with a house style that shows the data of every page and no more.

    Tests of building, publishing and watching want pages that are quick and stay as they are.
    """
    themes = root / "themes"
    write(
        themes / "affiche/theme.yaml",
        'name: affiche\ncolors: {ink: "#000000", accent: "#E8552D"}\n',
    )
    write(themes / "affiche/static/site.css", "body { color: black }\n")
    for template in (THEMES / "affiche/templates").rglob("*.html.j2"):
        write(themes / template.relative_to(THEMES), BARE_PAGE)
    return themes
