"""An export, as a service or a person made it, in; its rows, or every mistake in them, out."""
