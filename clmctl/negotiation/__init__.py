"""Changing what is being agreed: fields, clauses, signature. Every act gives a plan with its reason."""
