"""Fields claimed from the words of a contract, each with the place it was read from."""
