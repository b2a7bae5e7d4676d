"""Any Word file inspected: what it hides, what is left over in it, what reaches outside, what tells of its maker."""
