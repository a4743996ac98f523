"""What helps to write content: the models told to editors, and files that change as they are meant.

`schema`     a JSON Schema of every kind of file, made from the models
`kinds`      which kind of file stands where; `explained`, its fields in remarks
`merging`    new values → the bytes of a file that somebody wrote, and no other change in them
`forms`      what a form editor shows and saves; `admin` is its page
`ids`        renaming, splitting, joining: what an id points at, and everything that points at it
`mending`    what has one answer, mended; `fixing` tries it on a copy
`workplace`  files for git, editors and assistants
"""
