"""What a company keeps in a spreadsheet: columns mapped, messy values normalised."""
