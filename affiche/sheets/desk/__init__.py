"""Sheets that are read at a desk: hand-out, family, feedback edition, briefing, job sheet."""
