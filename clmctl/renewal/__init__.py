"""Renewing a contract by its own rule."""
