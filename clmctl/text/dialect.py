"""The dialect of contract text: its one table of rules, where clauses stand, and what the dialect refuses."""

from clmctl.text.headings import heading_parts, parts, schedule_name, sections, slug
from clmctl.text.problems import problems

__all__ = ["heading_parts", "parts", "problems", "schedule_name", "sections", "slug"]
