"""How the library is used."""
