"""A file that came back held against the one that was sent: what happened to every paragraph, tracked or not."""
