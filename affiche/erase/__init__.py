"""Somebody (a persona's id or name, a photo's file, a colleague's name) in; all that is held of
them out, and then gone.

What is found is listed before anything is removed, with its line; a file keeps every other byte.
The history of git only its owner can rewrite: what it holds is not shown any more. What a
spreadsheet says elsewhere than in plain cells is changed by hand, and first: until then nothing
goes.

`who`       who is meant: a persona, a photo, a person
`naming`    a name however it is written · `tables`, `books`  the cells that are about somebody
`copies`    printed sheets that are about them
`places`    a document's YAML and the pictures that it names
`finding`   everything in the content · `made`  everything that was made of it
`trying`    whether the project still builds afterwards
`holdings`  what was found, as data · `telling`  the same in words
"""

from affiche.erase.finding import find
from affiche.erase.holdings import Holdings
from affiche.erase.made import remove
from affiche.erase.telling import told

__all__ = ["Holdings", "find", "remove", "told"]
