"""The redline of two texts of ours, written from what they say: only paragraphs that differ are compared."""
