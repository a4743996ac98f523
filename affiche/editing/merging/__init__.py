"""A file that somebody wrote and new values in; it with those and no other change, out."""
