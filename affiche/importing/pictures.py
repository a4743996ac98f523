"""A file that is brought in, and what it calls a picture of its own, in; its bytes, out.

Only a picture that the site can show, in the folder of the file or below it, never through a link
to somewhere else. It is looked at in a copy, so that what was looked at is what comes along.
"""

from __future__ import annotations

import os
import posixpath
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

from affiche.importing.drafts import Draft, Kind, Moved
from affiche.importing.tree import Beside, Picture
from affiche.reading.targets.drawings import UnusableError
from affiche.reading.targets.pictures import ENDINGS, LARGEST, measure

SMALLEST = 64  # pixels: what is smaller is an icon
WIDEST = 3  # times as wide as high: what is wider is a banner


def beside(source: Path) -> Beside:
    """The picture that stands beside a file under an address; None for all else."""
    folder = source.parent.resolve()

    def found(address: str) -> bytes | None:
        said = posixpath.normpath(unquote(address).replace("\\", "/"))
        if said.startswith(("/", "../")) or ":" in said or not said.lower().endswith(ENDINGS):
            return None
        try:
            path = folder / said
            linked = str(path.resolve()).casefold() != str(path).casefold()
            if linked or not path.is_file():
                return None
            with path.open("rb") as opened:
                return usable(said, opened.read(LARGEST + 1))
        except (OSError, ValueError):
            return None

    return found


def usable(name: str, raw: bytes) -> bytes | None:
    """The bytes of a picture when it can be a face on the site."""
    if len(raw) > LARGEST:
        return None
    with tempfile.TemporaryDirectory(prefix="affiche-picture-") as made:
        path = Path(made) / f"picture{posixpath.splitext(name)[1].lower()}"
        path.write_bytes(raw)
        found = measure(path)
    if isinstance(found, UnusableError) or found.width > WIDEST * found.height:
        return None
    return raw if found.drawing or min(found.width, found.height) >= SMALLEST else None


def given(pictures: Sequence[Picture], group: Sequence[Draft]) -> Iterator[tuple[Draft, Picture]]:
    """Each persona with the first picture that stands in what is told of it; others are noted."""
    people = [draft for draft in group if draft.kind is Kind.PERSONA]
    shown: set[int] = set()
    for picture in pictures:
        above = [draft for draft in people if draft.line <= picture.line] or people[:1]
        if above and id(above[-1]) not in shown:
            shown.add(id(above[-1]))
            yield above[-1], picture
        else:
            said = f"{picture.alt} ({picture.address})".strip()
            (above[-1] if above else group[0]).note(said, picture.address, picture.line)


def named(
    files: Mapping[str, Draft], photos: Sequence[tuple[Draft, Picture]], content: Path
) -> dict[str, bytes]:
    """The path in the content folder and the bytes of each photo; its persona shows it."""
    made: dict[str, bytes] = {}
    paths = {id(draft): path for path, draft in files.items()}
    for draft, picture in photos:
        stem, ending = Path(paths[id(draft)]).stem, posixpath.splitext(picture.address)[1].lower()
        number, path = 1, f"images/{stem}{ending}"
        while path in made or os.path.lexists(content / path):
            number += 1
            path = f"images/{stem}-{number}{ending}"
        made[path] = picture.raw
        alt = {"alt": picture.alt} if picture.alt else {}
        draft.fields["photo"] = {"file": path.removeprefix("images/"), **alt}
        draft.moved.append(Moved(picture.address, picture.line, "photo"))
    return made


def kept(images: Mapping[str, bytes], drafts: Sequence[Draft]) -> dict[str, bytes]:
    """The pictures that are still shown after every file was tried."""
    photos = [draft.fields.get("photo") for draft in drafts]
    shown = {f"images/{photo['file']}" for photo in photos if isinstance(photo, dict)}
    return {path: raw for path, raw in images.items() if path in shown}


__all__ = ["beside", "given", "kept", "named", "usable"]
