"""A reading of a PDF in; what is wrong with it, a module a kind of check, out."""
