"""Published forms into clauses, options, fields and a template."""
