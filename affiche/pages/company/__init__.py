"""What is shown of the company as a whole: home, registers, rights, quality, print."""
