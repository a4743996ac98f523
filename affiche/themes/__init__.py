"""House styles: a folder of themes and a name in; a `Theme`, its tokens and its files, out.

A theme is a list of folders, the most particular first; `extends:` names the parent. Tokens
(colours, fonts, shape, logo) stand in `theme.yaml` and are the only place of the house style:
custom properties for the web and literal values for print both come from them.

`theme`     what a house style is · `loading` reads and merges one · `checks` its mistakes
`reach`     names and links that lead out · `naming`  names that are none
`files`     what its files would read from elsewhere (`css`, `drawings`)
`meanwhile` the letters while its fonts are on their way
`contrast`  how well one colour is read on another · `letters`  the fonts that a text needs
"""

from affiche.themes.checks import darkened
from affiche.themes.contrast import AA, AA_LARGE, contrast
from affiche.themes.letters import Supply, reach, supply
from affiche.themes.loading import SHIPPED, USES, load
from affiche.themes.reach import outside
from affiche.themes.theme import HAN, Face, Pair, Theme

__all__ = [
    "AA",
    "AA_LARGE",
    "HAN",
    "SHIPPED",
    "USES",
    "Face",
    "Pair",
    "Supply",
    "Theme",
    "contrast",
    "darkened",
    "load",
    "outside",
    "reach",
    "supply",
]
