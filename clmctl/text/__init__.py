"""The text of contracts: front matter, dialect, blocks, numbering, placeholders, digests, token difference."""
