"""Sheets in; the page that tells how to print them, their parts and print files, out."""
