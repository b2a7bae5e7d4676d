"""The readers of a workspace's files: contracts, clients, settings, records of what happened, and their schemas."""
