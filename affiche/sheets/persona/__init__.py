"""The poster of a persona: how large, what stays off, where it stands."""
