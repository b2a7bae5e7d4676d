"""Linting: what is looked at, what is known already, and what stands beside contracts."""
