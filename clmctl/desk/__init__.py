"""The one room that knows both the pure floors and the outside: opens a workspace, asks it, does plans."""
