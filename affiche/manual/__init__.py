"""The manuals, and the models, in; a small site of manuals in Dutch and English, out.

`chapters`  the Markdown files of docs/ → chapters with a page each, in both languages
`fields`    the models → a table of every field: its label, its kind, who may see it, an example
`pages`     chapters → HTML, with the same policy as every page of ours
`site`      all of it into a folder: pages, style, letters, what search looks through, pictures

Pictures are made anew by `tests/support/manual_pictures.py`, of pages that the program has just
made, and lie in no repository, so that they cannot go stale. Where one comes, a manual has a remark
(`<!-- picture: name | what it shows -->`); without pictures nothing stands there.
"""
