"""clmctl: contract lifecycle management over a git-backed folder."""

__version__ = "0.1.0"
