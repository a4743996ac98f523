"""A part of what a build makes in; a site of its own with that part, for others, out."""
