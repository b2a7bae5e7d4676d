"""The clause library as a book."""
