"""What every sheet is laid out and written with."""
