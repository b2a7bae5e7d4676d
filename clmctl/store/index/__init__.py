"""The index: every contract as rows that a question can be asked of, proven fresh before it answers."""
