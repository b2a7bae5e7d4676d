"""Word documents: rendered from contracts, read, compared, redlined, inspected, and checked before they leave."""
