"""Approved language: reading clauses, templates and the ledger; approving and withdrawing."""
