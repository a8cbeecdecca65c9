"""A trajectory as a value, and as SVG."""
