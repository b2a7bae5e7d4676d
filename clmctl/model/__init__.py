"""The nouns: frozen values, one file per noun (those of Word files have a room), standard library only."""
