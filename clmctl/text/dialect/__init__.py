"""The dialect of contract text: its rules, its blocks and pieces, placeholders, options, and what it refuses."""
