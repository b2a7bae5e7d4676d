"""The nouns of Word files: one we print, one as it was read, where two differ, what one carries unseen, its measures."""
