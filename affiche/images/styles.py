"""CSS of a drawing in; the same without anything from elsewhere, or with other names, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|([^\n]))")
# What reads another file. Fonts may be in the drawing itself.
URL = re.compile(r"url\(\s*(?:'([^']*)'|\"([^\"]*)\"|([^)]*?))\s*\)", re.IGNORECASE)
INSIDE = re.compile(r"#|data:(font/|application/(x-)?font|application/vnd\.ms-fontobject)", re.I)
READS = re.compile(
    r"(?:-[\w-]+-)?(?:image-set|image|src|cross-fade|element|expression|paint)\([^)]*\)?", re.I
)
# Rules that read other files, or say what need not be said.
STATEMENT = re.compile(r"@(?:import|charset|namespace)\b[^;{}]*;?", re.IGNORECASE)
FONT = re.compile(r"@font-face\s*\{[^{}]*\}", re.IGNORECASE)
# A selector's names: `.krul`, `#laag`.
NAME = re.compile(r"([.#])(-?[^\W\d][\w-]*)")
PIECES = re.compile(r"[{}]|[^{}]+")


def sheet(css: str) -> str:
    """A style sheet without comments and without what is read from elsewhere."""
    css = STATEMENT.sub("", _plain(css))
    css = FONT.sub(lambda font: font[0] if "url(" in font[0].lower() else "", _safe(css))
    return "".join(
        declarations(piece) if is_body else piece for piece, is_body in _pieces(css)
    ).strip()


def declarations(css: str) -> str:
    """Declarations without what is read from elsewhere, and without those of one program."""
    parts = (part.strip() for part in re.split(r";(?![^(]*\))", _safe(_plain(css))))
    return ";".join(part for part in parts if part and not re.match(r"-(?!-)", part))


def value(text: str) -> str:
    """The value of an attribute, which CSS may stand in."""
    return _safe(_plain(text)) if "(" in text or "\\" in text else text


def classes(sheets: Iterable[str]) -> list[str]:
    """The classes that style sheets go by, in order."""
    return [name for css in sheets for sign, name in _names(css) if sign == "."]


def ids(css: str) -> list[str]:
    """The ids that a style sheet goes by or points at, in order."""
    return [name for sign, name in _names(css) if sign == "#"] + addresses(css)


def addresses(css: str) -> list[str]:
    """The ids that url() points at, in order."""
    found = (_address(match) for match in URL.finditer(css))
    return [unquote(address[1:]) for address in found if address.startswith("#")]


def readdressed(css: str, known: Mapping[str, str]) -> str:
    """The same with other ids in url(); one that is not known leads nowhere."""

    def readdress(match: re.Match[str]) -> str:
        address = _address(match)
        if not address.startswith("#"):
            return match[0]
        return f"url(#{known.get(unquote(address[1:]), 'x')})"

    return URL.sub(readdress, css)


def renamed(css: str, known_ids: Mapping[str, str], known_classes: Mapping[str, str]) -> str:
    """A style sheet with other names in its selectors and addresses."""
    known = {"#": known_ids, ".": known_classes}

    def rename(match: re.Match[str]) -> str:
        return f"{match[1]}{known[match[1]].get(match[2], 'x')}"

    return "".join(
        piece if is_body or _is_rule(piece) else NAME.sub(rename, piece)
        for piece, is_body in _pieces(readdressed(css, known_ids))
    )


def _plain(css: str) -> str:
    """Without comments and escapes, behind which an address can hide."""
    return ESCAPE.sub(_escaped, COMMENT.sub("", css))


def _escaped(match: re.Match[str]) -> str:
    if not match[1]:
        return match[2]
    code = int(match[1], 16)
    return chr(code) if 31 < code < 0xD800 or 0xDFFF < code < 0x110000 else ""


def _safe(css: str) -> str:
    kept = URL.sub(lambda match: match[0] if INSIDE.match(_address(match)) else "none", css)
    kept = READS.sub(lambda match: match[0] if match[0].lower() == "url(" else "none", kept)
    # A url( that never closes would be closed by a browser.
    return re.sub(r"url\((?![^)]*\)).*", "none", kept, flags=re.IGNORECASE | re.DOTALL)


def _address(match: re.Match[str]) -> str:
    return next((each for each in match.groups() if each is not None), "").strip()


def _names(css: str) -> Iterator[tuple[str, str]]:
    for piece, is_body in _pieces(css):
        if not is_body and not _is_rule(piece):
            yield from NAME.findall(piece)


def _is_rule(piece: str) -> bool:
    return piece.lstrip().startswith("@")


def _pieces(css: str) -> Iterator[tuple[str, bool]]:
    """Selectors, braces and bodies; whether each is a body."""
    pieces = PIECES.findall(css)
    for piece, after in zip(pieces, [*pieces[1:], ""], strict=False):
        yield piece, piece not in "{}" and after == "}"
