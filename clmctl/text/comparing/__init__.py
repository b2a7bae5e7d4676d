"""Texts held against each other: what is aligned, which words differ, the digest of what was agreed, the views of a Word file."""
