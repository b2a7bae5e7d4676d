"""The one condition language: evaluated on values and compiled to SQL with the same answer."""
