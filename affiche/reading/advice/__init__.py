"""The whole content in; what is right in it and could be better, out."""
