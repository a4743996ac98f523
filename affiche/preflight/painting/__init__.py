"""A page of a PDF in; everything that it paints, with its place, colour, size and tag, out."""
