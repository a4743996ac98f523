"""A sheet that hangs somewhere in; what ties it to its page out: code, mark, stamp.

`papers`  the sheet of a document, or of the company
`codes`   the QR code that leads to its page
`marks`   what that page tells somebody who stands before a printed copy
`stamps`  which version of the content it shows
"""
