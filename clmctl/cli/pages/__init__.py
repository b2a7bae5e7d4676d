"""How answers are shown: a page for each kind, for people and, where asked, as data for programs."""
