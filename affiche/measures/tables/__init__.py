"""A file with a table in; its rows of cells, and what a cell says, out."""
