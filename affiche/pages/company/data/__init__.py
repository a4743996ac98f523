"""All that colleagues may see in; the same for programs and for the search box, out."""
