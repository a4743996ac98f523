"""Reviews in; which of them may be shown and quoted, and which tell too much, out."""
