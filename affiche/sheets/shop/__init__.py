"""What a print shop needs: bleed, boxes, marks, inks, profiles."""
