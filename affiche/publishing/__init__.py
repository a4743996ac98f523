"""Bytes in; a release that readers never see half of, out."""
