"""Files that people have in; files of content, and a report of what went where, out.

`formats`   bytes → trees of labelled text, whatever the kind of file: Markdown, Word, tables,
            JSON, boards, diagrams
`labels`    a heading or a column's name → the field that it means
`personas`  a tree → drafts of personas: `people` finds who it is about, `sentences` what is certain
`journeys`  a tree → drafts of journeys: `stages` finds them, `phases` what is in each, `feelings`
`writing`   a draft → the text of a file, and what could not be said in a field
`trying`    files → the same, without what the reader would refuse
`bringing`  all of it in order, and the files on the disk
`told`      what went where, in words and as JSON

A label that nobody knows is no field: what stands under it stays a section of its own, which
colleagues see and agencies do not. What is no text for a page goes to `notes_internal`, which is in
no output. After that every word of the source is looked up in what was made; what is missing is
added to the notes, so no word is lost.
"""
