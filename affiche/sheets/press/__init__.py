"""The press: worker processes, what they remember, and the editions of one layout."""
