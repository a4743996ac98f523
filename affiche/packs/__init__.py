"""Briefing packs: a site and a briefing in; a folder that stands alone, and its zip, out.

`house`      what of the house style goes along: colours, logo, the fonts that may
`swatches`   colours as CSS, JSON, ASE and GPL
`desktop`    fonts as a design program installs them
`pictures`   portraits and pictures, made anew, under names of their own
`page`       the page of a pack: its own renderer, which reaches nothing but the projection
`documents`  the printed sheets of a pack: the briefing and the posters' agency edition
`manifest`   what is in it: sha256 of each file, and by what right each thing is there
`pack`       everything together, and the zip

Everything starts with `pages.briefing.agency.project`: nothing here ever sees the whole site.
"""
