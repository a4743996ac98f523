"""The map of a journey: which lanes, how high, how large."""
