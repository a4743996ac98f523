"""What is shown of a briefing: its page, and all that its agency gets, as data."""
