"""Names and bytes of files in; their text, and which of them are no content, out."""
