"""Disk, git and the index: the only room that touches them."""
