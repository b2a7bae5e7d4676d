"""Two Word files compared: the newer one with every difference as a tracked change."""
