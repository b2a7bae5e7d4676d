"""The tuple of all lint rules."""
