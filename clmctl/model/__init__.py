"""The nouns: frozen values, one file per noun, standard library only."""
