"""An id and what it becomes in; every file that changes with it, out."""
