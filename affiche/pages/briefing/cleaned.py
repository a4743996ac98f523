"""A text of the content in; the same as an agency may read it, out.

What may be another field goes, and so do comments, links to the intranet and links to other files
of the content; pictures get the names that they go along under.
"""

from __future__ import annotations

import ipaddress
import posixpath
import re
from collections.abc import Callable, Container, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urlsplit

from affiche.markup import parted
from affiche.model import Settings, Site
from affiche.model.site import ImageFile
from affiche.model.text import Document, Text
from affiche.reading.suspects import without_doubts
from affiche.reading.targets.links import PICTURE

Clean = Callable[[str], str]
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# Markdown's way to hide a line: [//]: # (nobody reads this)
HIDDEN_LINE = re.compile(r"^ {0,3}\[[^\]\n]*\]:[ \t]*(?:#|<#?>)[ \t]+[(\"'].*$\n?", re.MULTILINE)
ADDRESS = r"(?:https?:)?//[^\s<>()\[\]\"'`]+|(?:file|smb):[^\s<>()\[\]\"'`]+"
LINK = re.compile(rf"\[(?P<text>[^\]\n]*)\]\(<?(?P<address>{ADDRESS})>?[^)\n]*\)")
# Where a text shows a picture: Markdown, HTML, and the definition of a reference.
SHOWN = re.compile(
    r"(?P<before>!\[[^\]\n]*\]\(\s*<?|<img\b[^>]*?\bsrc\s*=\s*[\"']?|^ {0,3}\[[^\]\n]+\]:[ \t]*<?)"
    rf"(?P<address>{PICTURE}|[^\s)>\"']+)",
    re.MULTILINE | re.IGNORECASE,
)
# A link to another file of the content, which leads nowhere outside; a picture stays.
RELATIVE = re.compile(r"(?<!!)\[([^\]\n]*)\]\(\s*<?(?!\w[\w+.-]*:|//|#)[^)\n]*\)")
BARE = re.compile(r"<?(?P<address>(?:https?://|file:|smb:)[^\s<>()\[\]\"'`]+)>?")
INSIDE_NAMES = ("local", "localhost", "intern", "internal", "intranet", "lan", "corp", "home")


def key_of(address: str, path: str, images: Container[str]) -> str | None:
    """The key of the picture that an address in the file `path` leads to, or None."""
    parts = parted(address)
    if parts.scheme or parts.netloc:
        return None
    folder = posixpath.dirname(path)
    whole = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
    file = whole.partition("images/")[2]
    return next((key for key in (file, whole) if key in images), None)


def _cleaner(
    settings: Settings, renamed: dict[str, ImageFile], path: str, kind: type[Document]
) -> Callable[[str], str]:
    """What is done to every text of the file `path`: what may be another field and comments out,
    pictures under their new name, no links to the intranet or to other files of the content."""
    inside = tuple(_prefixes(settings))

    def picture(match: re.Match[str]) -> str:
        key = key_of(match["address"], path, renamed)
        return f"{match['before']}../images/{renamed[key].file}" if key else match[0]

    def link(match: re.Match[str]) -> str:
        kept = not is_inside(match["address"], inside)
        return match[0] if kept else match.groupdict().get("text") or "intranet"

    def clean(text: str) -> str:
        text = HIDDEN_LINE.sub("", COMMENT.sub("", without_doubts(text, kind)))
        if "](" in text:
            text = RELATIVE.sub(r"\1", text)
        text = SHOWN.sub(picture, text)
        return BARE.sub(link, LINK.sub(link, text)) if "/" in text else text

    return clean


def cleaner(settings: Settings, path: str, kind: type[Document]) -> Callable[[str], str]:
    """The same for a text that no picture goes along with."""
    return _cleaner(settings, {}, path, kind)


def _prefixes(settings: Settings) -> Iterator[str]:
    """The beginnings of the intranet's own addresses, without `https://`."""
    for address in (settings.url, settings.edit_url):
        bare = re.sub(r"^(?:https?:)?//", "", (address or "").partition("{")[0]).rstrip("/")
        if bare:
            yield bare.casefold()


def is_inside(address: str, prefixes: tuple[str, ...]) -> bool:
    """Whether an address leads to the intranet, or to a machine that only colleagues reach."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").casefold()
    except ValueError:
        return True
    if parts.scheme in ("file", "smb"):
        return True
    bare = re.sub(r"^(?:https?:)?//", "", address).casefold()
    if any(bare == start or bare.startswith((f"{start}/", f"{start}?", f"{start}#"))
           for start in prefixes):  # fmt: skip
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.rpartition(".")[2] in INSIDE_NAMES


def cleaned_texts(projected: Site, whole: Site, renamed: dict[str, ImageFile]) -> Site:
    """The projected site with every text in it cleaned; addresses are relative to where the
    texts stood in the `whole` one."""

    def all_of(kind: str) -> Any:
        return {
            name: _cleaned(
                document,
                _cleaner(whole.settings, renamed, getattr(whole, kind)[name].path, type(document)),
            )
            for name, document in getattr(projected, kind).items()
        }

    return replace(
        projected,
        personas=all_of("personas"),
        journeys=all_of("journeys"),
        briefings=all_of("briefings"),
    )


def _cleaned(value: Any, clean: Callable[[str], str]) -> Any:
    """The value with every text in it cleaned; fixed choices and what is no text stay.

    What an item of a list rests on (`source`, `n`) is the company's own bookkeeping.
    """
    if isinstance(value, Text):
        return value.model_copy(update={"text": clean(value.text), "source": None, "n": None})
    if type(value) is str:
        return clean(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(item, clean) for item in value)
    if isinstance(value, dict):
        return {clean(key): _cleaned(item, clean) for key, item in value.items()}
    if isinstance(value, Document):
        names = type(value).model_fields
        return value.model_copy(update={n: _cleaned(getattr(value, n), clean) for n in names})
    return value
