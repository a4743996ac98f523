"""Changed files in; the same build again, and a browser that shows it, out."""
