"""Capital letters as rules look for them: of every script, not of English alone."""

#: A capital; a letter of a script without capitals too, and a small letter of rarer languages, with which hardly a name begins.
CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
#: The same, or a figure.
CAPITAL_OR_FIGURE = r"[^\W_a-zß-öø-ÿ]"
#: Any letter, for what is sought in small and capital letters alike.
LETTER = r"[^\W\d_]"
