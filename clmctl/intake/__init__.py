"""Foreign forms turned into clauses, options, fields and a template."""
