"""A file and pieces of it in; the same file with other pieces in their place, out.

Whoever changes a file that people write by hand (erasing, editing, renaming, mending) leaves every
byte alone that the change is not about.

`written`   a file as text, in whatever encoding, and the same with pieces out of it
`archives`  a zip with other bytes for some of its parts · `markup`  XML, with the bytes of elements
`workbooks` a spreadsheet with other texts in some of its cells
`trees`     what stands where in YAML, and how an item or a field is taken out
"""
