"""How the library is used: who holds which position, where contracts leave it, what nobody reviews or takes."""
