"""What is shown of a journey: its page, its maps and their lanes, as data."""
