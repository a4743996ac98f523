"""Figures in; charts out, that a template turns into SVG. Pure geometry, as the emotion curve is.

`chart`      what a chart is made of: marks and texts, with the box of each text
`believed`   the curve that we believe beside the one that customers report
`quadrants`  importance against satisfaction, each point with its name
`trend`      a figure through time, with its margin and its target
`rows`       one figure on its scale: mark, margin, target; what a table has in a cell
`bars`       how often each answer was given; shares of a whole

Nothing here knows a persona, a file or a colour: colours are names of tokens. Where text can stand
in a table it does; only where it must stand in the drawing its place is looked for.
"""
