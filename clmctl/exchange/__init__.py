"""Formats other tools read, and public holidays."""
