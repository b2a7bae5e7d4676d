"""The weekly report: what was missed, what is due, wrong or not known, what changed."""
