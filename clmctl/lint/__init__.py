"""The lint engine, and the rules on text, fields and Word facts."""
