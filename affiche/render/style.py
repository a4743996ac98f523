"""A theme in; what pages know of its house style out: tokens, style sheet, icons, hashed names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from affiche.themes import Face, Theme, css, meanwhile, reach
from affiche.themes.files import static_file

# What Inkscape and Illustrator write; the policy of a page refuses it.
STYLED = re.compile(r"\sstyle\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def digest(content: bytes) -> str:
    """A short hash for an asset's name: 10 hexadecimal digits of blake2b."""
    return hashlib.blake2b(content, digest_size=5).hexdigest()


def tokens(theme: Theme, paper: str | None = None) -> Mapping[str, Any]:
    """The tokens as templates see them: tokens.color["accent"], tokens.font.body…

    On `paper` in that language the fonts go on with those that only sheets take.
    """
    return {
        "color": _paints(theme) if paper is None and theme.dark else theme.colors,
        "hex": theme.colors,
        "dark": bool(theme.dark),
        "grounds": theme.grounds,
        "font": {use: theme.family(use, paper) for use in theme.stacks},
        "shape": theme.shape,
        "logo": theme.logo,
    }


def _paints(theme: Theme) -> Mapping[str, str]:
    """The colours as drawings of a page have them, where they depend on the reader's machine."""
    return {name: f"var(--{name})" for name in theme.colors}


def tokens_css(theme: Theme, address: Callable[[str], str]) -> bytes:
    """The house style for browsers: @font-face rules and custom properties.

    `address` is where a static file of the theme is found from the style sheet.
    """
    rules = [
        font_face(face, address(f"fonts/{face.file}"), reach(theme, face)) for face in theme.faces
    ]
    return ("\n".join(rules) + "\n" + properties(theme) + in_the_dark(theme)).encode()


def in_the_dark(theme: Theme) -> str:
    """The same names in the colours for who reads in the dark; as `--light-…` those of the day,
    for what keeps its own ground. Nothing when the theme offers none."""
    if not theme.dark:
        return ""
    day = " ".join(f"--light-{name}: {value};" for name, value in theme.colors.items())
    night = " ".join(f"--{name}: {value};" for name, value in theme.dark.items())
    screen = "@media screen and (prefers-color-scheme: dark)"
    return f":root {{ {day} }}\n{screen} {{ :root {{ color-scheme: dark; {night} }} }}\n"


def properties(theme: Theme) -> str:
    """The tokens as custom properties of :root."""
    found = [f"--{name}: {value};" for name, value in theme.colors.items()]
    found += [f"--ground-{i}: {value};" for i, value in enumerate(theme.grounds)]
    found += [f"--font-{use}: {theme.family(use)};" for use in theme.stacks]
    found += [f"--{name}: {value}px;" for name, value in theme.shape.items()]
    return ":root {\n  " + "\n  ".join(found) + "\n}\n"


def faces_css(theme: Theme, shapes: Iterable[str]) -> bytes:
    """What is worked out for pages: the letters while fonts are on their way, and, from face to
    face, the ground it stands on and how it lies in its frame. Pages hold no style attribute, so
    that a strict `style-src` refuses nothing."""
    letters = [f"--font-{use}: {meanwhile.families(theme, use)};" for use in theme.stacks]
    fonts = (*meanwhile.rules(theme), ":root { " + " ".join(letters) + " }")
    grounds = [f".ground-{i} {{ --ground: {value}; }}" for i, value in enumerate(theme.grounds)]
    lying = [f".{shape_class(shape)} {{ {shape}; }}" for shape in sorted(set(shapes))]
    return ("\n".join((*fonts, *grounds, *lying)) + "\n").encode()


def shape_class(shape: str) -> str:
    """The class of a photo that lies in its frame like that."""
    return f"lies-{digest(shape.encode())}"


def specimens_css(theme: Theme) -> bytes:
    """The colours and letters of the house style as classes, for the page that shows them."""
    rules = [f".on-{name} {{ background: var(--{name}); }}" for name in theme.colors]
    rules += [f".text-{name} {{ color: var(--{name}); }}" for name in theme.colors]
    rules += [f".set-{use} {{ font-family: var(--font-{use}); }}" for use in theme.stacks]
    weights = sorted({face.weight for face in theme.faces})
    rules += [f".weight-{weight} {{ font-weight: {weight}; }}" for weight in weights]
    return ("\n".join(rules) + "\n").encode()


def font_face(face: Face, address: str, letters: str = "") -> str:
    """One @font-face rule; fetched only for `letters`, where those are given."""
    only = f" unicode-range: {letters};" if letters else ""
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
        f'font-style: {face.style}; font-display: swap; src: url("{address}");{only} }}'
    )


def with_addresses(sheet: bytes, name: str, address: Callable[[str], str]) -> bytes:
    """The style sheet `name` of the theme with each url() where `address` says that the file is."""
    text = css.with_lf(sheet.decode("utf-8-sig"))
    for url in reversed(css.read(text).addresses):
        if not url.written.startswith("data:") and (file := static_file(url.written, name)):
            mark = re.search(r"#.*", url.written)
            found = f'url("{address(file)}{mark[0] if mark else ""}")'
            text = text[: url.start] + found + text[url.end :]
    return text.encode()


# Strings of a style sheet are as they are; remarks go, and so do blanks that say nothing.
STRING = r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')"
REMARKS = re.compile(rf"{STRING}|/\*.*?\*/|(\s+)", re.DOTALL)
EDGES = re.compile(rf"{STRING}|\s*([{{}};,])\s*", re.DOTALL)


def slim(sheet: bytes) -> bytes:
    """A style sheet that says the same in fewer bytes, for who waits for it on a phone."""
    text = REMARKS.sub(lambda m: m[1] or (" " if m[2] else ""), sheet.decode())
    return EDGES.sub(lambda m: m[1] or m[2], text).strip().encode()


@lru_cache(maxsize=256)
def icon_source(drawn: str) -> str:
    """An icon's SVG, ready for `format(style=…)`: decoration, so hidden from screen readers."""
    svg = re.sub(r"<!--.*?-->", "", drawn, flags=re.S).strip()
    svg = re.sub(r'\s*class="[^"]*"', "", svg).replace("{", "{{").replace("}", "}}")
    svg = STYLED.sub(_as_attributes, svg)
    svg = re.sub(r">\s+<", "><", re.sub(r"\s+", " ", svg))
    return svg.replace("<svg", '<svg class="{style}" aria-hidden="true" focusable="false"', 1)


def _as_attributes(style: re.Match[str]) -> str:
    """A style attribute of a drawing as the attributes that say the same."""
    said = (part.partition(":") for part in (style[1] or style[2] or "").split(";"))
    pairs = ((name.strip(), value.strip()) for name, _, value in said)
    return "".join(f' {n}="{v}"' for n, v in pairs if re.fullmatch(r"[a-z][a-z-]*", n) and v)
