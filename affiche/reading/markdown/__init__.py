"""The Markdown of a document in; its name, face, biography and sections out."""
