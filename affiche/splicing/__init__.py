"""A file and pieces of it in; the same file with other pieces in their place, out.

Whoever changes a file that people write by hand (erasing, editing, renaming, mending) leaves every
byte alone that the change is not about.

`written`   a file as text, in whatever encoding, and the same with pieces out of it
`trees`     what stands where in YAML, and how an item or a field is taken out
"""
