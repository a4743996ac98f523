"""Versions before in; the content as it was then, and what differs from it, out."""
