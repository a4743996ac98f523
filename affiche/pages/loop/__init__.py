"""The loop on paper: what was before, what hangs on the wall, what came back from it."""
