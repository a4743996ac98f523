"""A file that is brought in, and what it calls a picture of its own, in; its bytes, out.

Only a picture that the site can show, never through a link to somewhere else: in the folder of the
file or below it, in a folder of pictures beside that, or elsewhere in the repository that the file
is in. It is looked at in a copy, so that what was looked at is what comes along.
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
from affiche.words import Words

SMALLEST = 64  # pixels: what is smaller is an icon
# Folders of pictures that may stand beside the folder of a text.
BESIDE = frozenset(
    ("images", "img", "image", "media", "assets", "afbeeldingen", "plaatjes", "fotos")
)
WIDEST = 3  # times as wide as high: what is wider is a banner


def beside(source: Path) -> Beside:
    """The picture that stands beside a file under an address; None for all else."""
    folder = source.parent.resolve()

    def found(address: str) -> bytes | None:
        said = posixpath.normpath(unquote(address).replace("\\", "/"))
        if ":" in said or not said.lower().endswith(ENDINGS):
            return None
        there = (_read(path) for path in _places(folder, said))
        raw = next((raw for raw in there if raw is not None), None)
        return None if raw is None else usable(said, raw)

    return found


def _places(folder: Path, said: str) -> Iterator[Path]:
    """Where a picture of this address may lie. Who copies pages seldom copies the folders around
    them, and the address of a site begins at its root."""
    steps = said.split("/")
    below = [step for step in steps if step not in ("", "..")]
    up = steps.count("..")
    top = next((one for one in (folder, *folder.parents) if (one / ".git").exists()), None)
    if top and said.startswith("/"):
        yield from (top.joinpath(*roots, *below) for roots in ((), ("static",), ("public",)))
    elif top and up and up <= len(folder.relative_to(top).parts):
        yield folder.parents[up - 1].joinpath(*below)
    elif up == 1 and below[0].casefold() in BESIDE:
        yield folder.parent.joinpath(*below)
    yield folder.joinpath(*below)


def _read(path: Path) -> bytes | None:
    try:
        linked = str(path.resolve()).casefold() != str(path).casefold()
        if linked or not path.is_file():
            return None
        with path.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except (OSError, ValueError):
        return None


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
    """Each picture with the persona that it stands in what is told of; noted where nobody is."""
    people = [draft for draft in group if draft.kind is Kind.PERSONA]
    for picture in pictures:
        above = [draft for draft in people if draft.line <= picture.line] or people[:1]
        if above:
            yield above[-1], picture
        else:
            said = f"{picture.alt} ({picture.address})".strip()
            group[0].note(said, picture.address, picture.line)


def named(
    files: Mapping[str, Draft], found: Sequence[tuple[Draft, Picture]], content: Path, words: Words
) -> dict[str, bytes]:
    """The path in the content folder and the bytes of each picture. The first of a persona is its
    photo; the others stand in a section for colleagues."""
    made: dict[str, bytes] = {}
    paths = {id(draft): path for path, draft in files.items()}
    more: dict[str, list[str]] = {}
    for draft, picture in found:
        stem, ending = Path(paths[id(draft)]).stem, posixpath.splitext(picture.address)[1].lower()
        number, path = 1, f"images/{stem}{ending}"
        while path in made or os.path.lexists(content / path):
            number += 1
            path = f"images/{stem}-{number}{ending}"
        made[path] = picture.raw
        name = path.removeprefix("images/")
        if "photo" not in draft.fields:
            alt = {"alt": picture.alt} if picture.alt else {}
            draft.fields["photo"] = {"file": name, **alt}
            draft.moved.append(Moved(picture.address, picture.line, "photo", path))
        else:
            more.setdefault(paths[id(draft)], []).append(f"![{picture.alt}]({name})")
            draft.moved.append(Moved(picture.address, picture.line, "pictures", path))
    for place, shown in more.items():
        files[place].sections.append((words.gettext("Pictures"), "\n\n".join(shown)))
    return made


def kept(images: Mapping[str, bytes], drafts: Sequence[Draft]) -> dict[str, bytes]:
    """The pictures that are still shown after every file was tried."""
    photos = [draft.fields.get("photo") for draft in drafts]
    shown = {photo["file"] for photo in photos if isinstance(photo, dict)}
    told = "\n".join(text for draft in drafts for _, text in draft.sections)
    names = {path: path.removeprefix("images/") for path in images}
    return {
        path: raw for path, raw in images.items()
        if names[path] in shown or f"]({names[path]})" in told
    }  # fmt: skip


__all__ = ["beside", "given", "kept", "named", "usable"]
