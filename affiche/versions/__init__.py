"""Two versions of a document in; what changed between them, in words, out.

`wording`  two texts → the words that came and went
`labels`   what a field, phase, channel… is called in the reader's language
`compare`  two documents → a list of changes, field by field
`told`     the changes as text, Markdown and JSON
`git`      the versions that git holds: one log for all files, renames followed
`past`     what is in the content folder and git → every document's versions

Nothing here raises because there is no git: then there is only the version of today.
"""
