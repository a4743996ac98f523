"""What customers answered: exports as a company has them in; rows, and figures by the book, out.

`decode`    bytes of any encoding → text, and which encoding it was
`table`     a file (.csv, .xlsx, .xls, .ods, .json) → rows of cells with their places
`exports`   the columns of known exports, and what plain columns are called
`columns`   which column holds what
`cells`     one cell → a number, a day, a scale, a choice
`rows`      a table and its columns → answers, reviews and votes, or every mistake in them
`files`     a file → its rows, and what was taken of it
`taken`     what was taken of a file, as it is told
`oddities`  what is odd about all files together
`reading`   the whole folder
`figures`   answers → NPS with its margin, means, gaps, drivers; silent under five answers
`places`    which rows belong to a persona, a journey, a phase or a touchpoint
"""
