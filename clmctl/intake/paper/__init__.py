"""Third-party paper: its text split into clauses and matched with the library."""
