"""The content folder in; the whole `Site`, or every mistake in all its files at once, out.

`loading`    the way from files to a site, told as a list
`files`      which files there are, which may be opened, and what they may be called by
`documents`  each document, read
`answers`    what customers answered, read
`checks`     mistakes of the content as a whole
`changes`    what a build would find with other files, and writing those
"""

from affiche.content.loading import Loaded, load

__all__ = ["Loaded", "load"]
