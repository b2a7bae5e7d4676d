"""Any Word file read: three views of every part, numbers, comments, tracked changes."""
