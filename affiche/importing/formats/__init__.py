"""A file of another program in; its text as a tree of labels, whatever its format, out."""
