"""What is shown of a persona: its page, its poster and its smaller sheets, as data."""
