"""What customers answered: exports as a company has them in; rows, and figures by the book, out.

`tables`    a file (.csv, .xlsx, .xls, .ods, .json) → rows of cells with their places: `decode` and
            `books` read it, `table` splits it, `cells` tells a number, a day, a scale
`exports`   a table → answers, reviews and votes, or every mistake in them: what is `nested` in
            JSON, what its columns are `called`, which of the `columns` holds what, which of the
            `questions` is meant, its `rows`, what is `doubtful` in it, and all that as `files`
`taken`     what was taken of a file, as it is told
`oddities`  what is odd about all files together
`reviews`   which are `shown`, what `quotes` them, and what is `private` in them
`reading`   the whole folder, and `memory` of it
`figures`   answers → NPS with its margin, means, gaps, drivers; silent under five answers
`places`    which rows belong to a persona, a journey, a phase or a touchpoint
`withheld`  the groups whose figure would tell a smaller one
`believed`  what a journey says beside what was answered, and `advice` about it
"""
