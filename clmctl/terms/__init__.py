"""Dates that follow from a contract: periods, terms, notice, status."""
