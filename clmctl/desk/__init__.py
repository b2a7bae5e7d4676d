"""The one room that knows both the pure floors and the outside."""
