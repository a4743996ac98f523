"""What may be shown, and what of what was made was taken back since."""
