"""Two texts of one contract compared by clause and word."""
