"""The registers and who mentions what in them, in; their pages out."""
