"""What somebody saves in a form in; the files that change by it, and what is told of that, out."""
