"""Two sides of one history brought together: by field, clause and line; what clashes is a person's to decide."""
