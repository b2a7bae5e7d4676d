"""Reports joined from what the rooms below found."""
