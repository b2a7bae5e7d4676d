"""Questions to the portfolio, compiled to SQL."""
