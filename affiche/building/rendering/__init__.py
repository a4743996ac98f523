"""Pages in; their bytes, what each of them costs, and what is wrong with them, out."""
