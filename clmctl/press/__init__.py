"""Pages and texts made from values with Jinja2 templates of our own."""
