"""Templates: a `Page` in, HTML bytes out; a `Sheet` in, HTML for the press out.

`templates`  the Renderer, and what a template sees · `asking` what pages ask beyond their data
`apart`      parts of a line that keep their direction · `compiled` templates, compiled once
`static`     the files of the house style, and its icons
`style`      the house style as tokens and style sheets; names of assets
`addresses`  what an address in the content means
`own`        a theme's own style sheets, on every page and sheet
`replaced`   templates of a theme that cannot do what is meant · `jinja` what Jinja says of them
`loaded`     what a finished page or sheet would load from elsewhere
`policy`     what the browser is told that a page may load and run
`pictures`   the attributes of an <img>, and how a face lies in its frame
"""

from affiche.render.addresses import (
    INSIDE,
    OUTSIDE,
    image_key,
    page_of,
    picture_address,
    picture_start,
)
from affiche.render.loaded import LoadsElsewhereError
from affiche.render.policy import guarded
from affiche.render.static import MissingFileError
from affiche.render.style import digest, font_face, tokens
from affiche.render.templates import Renderer

__all__ = [
    "INSIDE", "OUTSIDE", "LoadsElsewhereError", "MissingFileError", "Renderer", "digest",
    "font_face", "guarded", "image_key", "page_of", "picture_address", "picture_start", "tokens",
]  # fmt: skip
