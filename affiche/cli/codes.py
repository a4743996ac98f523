"""Exit codes: what a call came to, for scripts."""

FINE, OUR_FAULT, WRONG, STOPPED = 0, 1, 2, 130
